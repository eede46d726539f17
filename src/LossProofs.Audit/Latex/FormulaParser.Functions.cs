// Tokens -> tree: functions, prefix operators and big operators, with what they reach over.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex;

public sealed partial class FormulaParser
{
    // ---- functions and operators ----

    private Expression ParseFactor()
    {
        Step();
        var token = Current;
        if (token.Kind == TokenKind.Command)
        {
            if (TryOperatorName(out var name))
            {
                return ParseBigOperator(token.Start, name);
            }

            if (token.Text is "\\nabla" or "\\partial")
            {
                return ParsePrefix();
            }

            if (Notation.Functions.Contains(token.Text))
            {
                _position++;
                return ParseFunction(token.Start, At(token.Start, new Identifier(CanonicalFunction(token.Text))));
            }

            if (token.Text is "\\frac" or "\\dfrac" or "\\tfrac" or "\\cfrac" && TryDerivative() is { } derivative)
            {
                return derivative.Operand is null
                    ? ParseOperand(token.Start, derivative)
                    : ParsePostfixed(token.Start, derivative, false);
            }
        }
        else if (token.Kind is TokenKind.Letter or TokenKind.Text && TryOperatorName(out var word))
        {
            return ParseBigOperator(token.Start, word);
        }

        if (IsDifferentialAhead())
        {
            _position++;
            return At(token.Start, new Differential(ParseScripts(Here, ParseAtom())));
        }

        var atom = ParseAtom();
        if (
            atom is Identifier { Style: LetterStyle.Roman or LetterStyle.Plain } identifier
            && FunctionName(identifier) is { } function
        )
        {
            return ParseFunction(token.Start, function with { Span = identifier.Span });
        }

        return ParsePostfixed(token.Start, atom, true);
    }

    private static string CanonicalFunction(string command) => command;

    private static Identifier? FunctionName(Identifier identifier)
    {
        if (identifier.Accents.Count > 0 || !Notation.FunctionWords.TryGetValue(identifier.Name, out var name))
        {
            return null;
        }

        return identifier.Style == LetterStyle.Roman
            ? new Identifier(name, name[0] == '\\' ? LetterStyle.Plain : LetterStyle.Roman)
            : null;
    }

    // A function's scripts, then its argument: fenced, or bare.
    private Expression ParseFunction(int start, Expression name)
    {
        var head = ParseScripts(start, name);
        _operandAt = _position;
        if (IsFunctionStop())
        {
            return head;
        }

        if (IsOpeningFence())
        {
            var argument = ParseFenced();
            return FinishFenced(start, head, argument, function: true);
        }

        return At(start, new Application(head, ParseBareArgument(start)));
    }

    private Expression FinishFenced(int start, Expression head, Expression argument, bool function)
    {
        if (Current.Kind is TokenKind.Superscript && function && head is not Identifier { Name: "\\exp" })
        {
            var inner = argument.Span.Start;
            if (
                Choose(
                    Ambiguities.ArgumentScript.Kind,
                    start,
                    "the power is that of the function's value",
                    "the power belongs to the argument"
                ) == 1
            )
            {
                return At(start, new Application(head, ParseScripts(inner, argument)));
            }
        }

        if (
            function
            && IsAngle(argument)
            && head is Identifier { Name: "\\sin" or "\\cos" or "\\tan" }
            && Choose(
                Ambiguities.ArgumentAfterBracket.Kind,
                start,
                "the angle takes the next factor",
                "the function ends at its parenthesis"
            ) == 0
        )
        {
            return At(
                start,
                new Application(
                    head,
                    At(
                        argument.Span.Start,
                        new Product([new Factor(string.Empty, argument), new Factor(string.Empty, NestedFactor())])
                    )
                )
            );
        }

        Expression applied = At(start, new Application(head, argument));
        if (
            function
            && !IsDifferentialAhead()
            && IsOpeningFence()
            && Bar(Current) is null
            && head is not Identifier { Name: "\\exp" }
        )
        {
            if (
                Choose(
                    Ambiguities.ArgumentExtent.Kind,
                    start,
                    "the function ends at its parenthesis",
                    "the function takes the next parenthesis too"
                ) == 1
            )
            {
                var factors = new List<Factor> { new(string.Empty, argument) };
                while (IsOpeningFence() && Bar(Current) is null)
                {
                    factors.Add(new Factor(string.Empty, ParseScripts(Here, ParseFenced())));
                }

                return At(start, new Application(head, At(argument.Span.Start, new Product(factors.ToSequence()))));
            }
        }

        return ParsePostfixed(start, applied, false);
    }

    // \cos(m-n)\theta: a sum in brackets with a letter right after it that is no bracket's, sum's or function's.
    private bool IsAngle(Expression argument) =>
        argument is Delimited { Open: "(", Content: Additive { Terms.Count: > 1 } }
        && !IsDifferentialAhead()
        && StartsVariable(Current)
        && Current.Kind is TokenKind.Letter or TokenKind.Command
        && !IsFence(Current)
        && !Current.Text.StartsWith("\\math", StringComparison.Ordinal)
        && Current.Text is not ("\\text" or "\\operatorname" or "\\sqrt" or "\\dfrac" or "\\tfrac" or "\\partial");

    private bool IsFunctionStop()
    {
        SkipFunctionSpace();
        if (IsAddition(Current))
        {
            // \log -x is read, a name before a sign is not applied.
            return !Current.IsSign("-") || !IsTightSign();
        }

        return !StartsFactor();
    }

    private bool IsTightSign() => !Ahead(1).Spaced && Ahead(-1).Kind == TokenKind.Command && Current.Spaced;

    private void SkipFunctionSpace()
    {
        // log\quad x is no application, but alignment inside one means nothing.
        while (Current.Kind == TokenKind.Align && !_cells && !IsRelation(Ahead(1)))
        {
            _position++;
        }
    }

    private Expression ParseBareArgument(int start)
    {
        var from = Here;
        var factors = new List<Factor>();
        if (IsAddition(Current))
        {
            factors.Add(new Factor(string.Empty, Deeper(ParseSigned)));
            return factors[0].Value;
        }

        factors.Add(new Factor(string.Empty, NestedFactor()));
        while (
            StartsFactor()
            && factors[^1].Value is not (BigOperator or Application { Argument: not Delimited })
            && !IsDifferentialAhead()
        )
        {
            var conventional = TakesNext(factors[^1].Value);
            var option = conventional
                ? Choose(
                    Ambiguities.ArgumentExtent.Kind,
                    start,
                    "the function takes the next factor",
                    "the function ends"
                )
                : Choose(
                    Ambiguities.ArgumentExtent.Kind,
                    start,
                    "the function ends",
                    "the function takes the next factor"
                );
            if (conventional != (option == 0))
            {
                break;
            }

            factors.Add(new Factor(string.Empty, NestedFactor()));
        }

        // \log x \cdot y: the sign ends the argument, by convention.
        if (
            IsMultiplication(Current)
            && factors[^1].Value is not (BigOperator or Application { Argument: not Delimited })
            && Choose(
                Ambiguities.ArgumentExtent.Kind,
                start,
                "the function ends at the sign",
                "the function takes the following factors"
            ) == 1
        )
        {
            ContinueProduct(from, factors);
        }

        var argument = FinishProduct(from, factors);
        if (Current.IsSign("/") && argument is not (BigOperator or Application { Argument: not Delimited }))
        {
            if (
                Choose(
                    Ambiguities.ArgumentOverSlash.Kind,
                    start,
                    "the function ends at the slash",
                    "the function takes the quotient"
                ) == 1
            )
            {
                _position++;
                SkipToOperand(joined: true);
                argument = ParseSlash(from, argument);
            }
        }

        return argument;
    }

    private Expression NestedFactor() => Deeper(ParseFactor);

    // \log xy and \log 2\pi\sigma^2 take the next name, \log\frac{1}{n}\sum the sum; a parenthesis or function ends them.
    private bool TakesNext(Expression last)
    {
        var token = Current;
        var letter =
            token.Kind is TokenKind.Letter or TokenKind.Digit
            || (
                token.Kind == TokenKind.Command
                && !IsFence(token)
                && !Notation.Functions.Contains(token.Text)
                && !Notation.BigOperators.ContainsKey(token.Text)
                && token.Text is not ("\\nabla" or "\\partial" or "\\frac" or "\\dfrac" or "\\tfrac" or "\\arg")
            );
        if (last is Identifier or Numeral or Scripted { Base: Identifier })
        {
            return letter;
        }

        return last is Fraction { Numerator: Numeral }
            && token.Kind == TokenKind.Command
            && Notation.BigOperators.ContainsKey(token.Text);
    }

    // \nabla_\theta f, \partial_x f, \partial f: the sign with its scripts, then one factor.
    private Expression ParsePrefix()
    {
        var start = Here;
        var name = Current.Text;
        _position++;
        var operated = ParseOperand(start, ParseScripts(start, At(start, new Identifier(name))));
        // \partial_x f: a derivative by x.
        return
            operated
                is Application
                {
                    Head: Scripted
                    {
                        Base: Identifier { Name: "\\partial" },
                        Subscript: Identifier or Scripted,
                        Superscript: null or Numeral,
                        Primes: 0
                    } head
                } derived
            ? At(
                start,
                derived with
                {
                    Head = At(
                        head.Span.Start,
                        new DerivativeQuotient(
                            "\\partial",
                            head.Superscript,
                            null,
                            [new DifferentialVariable(head.Subscript!, head.Superscript)]
                        )
                    ),
                }
            )
            : operated;
    }

    private Expression ParseOperand(int start, Expression head)
    {
        if (!StartsFactor() || IsDifferentialAhead())
        {
            return head;
        }

        if (IsOpeningFence() && Bar(Current) is null)
        {
            var argument = ParseFenced();
            if (
                Current.Kind == TokenKind.Superscript
                && Choose(
                    Ambiguities.ExponentAfterBracket.Kind,
                    start,
                    "the exponent belongs to the bracket",
                    "the exponent belongs to the derivative"
                ) == 0
            )
            {
                argument = ParseScripts(argument.Span.Start, argument);
            }

            Expression applied = At(start, new Application(head, argument));
            return ParsePostfixed(start, applied, false);
        }

        var from = Here;
        var factors = new List<Factor> { new(string.Empty, NestedFactor()) };
        while (
            StartsFactor()
            && factors[^1].Value is not (BigOperator or Application { Argument: not Delimited })
            && !IsDifferentialAhead()
        )
        {
            // \nabla x^\top A x: a product with a transpose is not split.
            if (factors.Exists(factor => IsTransposed(factor.Value)))
            {
                factors.Add(new Factor(string.Empty, NestedFactor()));
                continue;
            }

            // d/dx takes the product that follows, \nabla the next factor.
            var taken = head is DerivativeQuotient || factors is [{ Value: var first }] && IsNumeric(first);
            var option = taken
                ? Choose(
                    Ambiguities.ArgumentExtent.Kind,
                    start,
                    "the derivative takes the next factor",
                    "the derivative is of one factor"
                )
                : Choose(
                    Ambiguities.ArgumentExtent.Kind,
                    start,
                    "the derivative is of one factor",
                    "the derivative takes the next factor"
                );
            if (taken != (option == 0))
            {
                break;
            }

            factors.Add(new Factor(string.Empty, NestedFactor()));
        }

        // f'(x)|_{x=0}: evaluation comes after differentiation.
        if (factors.Count == 1 && factors[0].Value is EvaluatedAt evaluated)
        {
            return At(start, evaluated with { Base = At(start, new Application(head, evaluated.Base)) });
        }

        return At(start, new Application(head, FinishProduct(from, factors)));
    }

    private static bool IsTransposed(Expression factor) =>
        factor is Scripted { Superscript: Identifier { Name: "\\top" or "\\intercal" or "T" } };

    // \nabla \frac12 f: of a number alone nobody takes a gradient.
    private static bool IsNumeric(Expression factor) =>
        factor is Numeral || factor is Fraction { Numerator: Numeral, Denominator: var divisor } && IsCount(divisor);

    // 2, n, 2N: what averages are divided by.
    private static bool IsCount(Expression divisor) =>
        divisor is Numeral or Identifier { Style: LetterStyle.Plain }
        || divisor is Product product && product.Factors.All(factor => IsCount(factor.Value));

    private bool TryOperatorName(out string name)
    {
        name = string.Empty;
        var token = Current;
        if (token.Kind == TokenKind.Command)
        {
            if (token.Text == "\\arg" && Ahead(1).Kind == TokenKind.Command && Ahead(1).Text is "\\max" or "\\min")
            {
                name = "\\arg" + Ahead(1).Text;
                _position += 2;
                return true;
            }

            if (Notation.BigOperators.TryGetValue(token.Text, out var canonical))
            {
                name = canonical;
                _position++;
                return true;
            }

            if (
                token.Text
                is "\\underset"
                    or "\\operatorname"
                    or "\\mathop"
                    or "\\mathrm"
                    or "\\mathbf"
                    or "\\rm"
                    or "\\operatornamewithlimits"
            )
            {
                return TryNamedOperator(out name);
            }

            return false;
        }

        if (token.Kind == TokenKind.Text)
        {
            if (
                Notation.BigOperatorWords.TryGetValue(
                    token.Text.Replace(" ", string.Empty, StringComparison.Ordinal).Trim(),
                    out var word
                )
            )
            {
                name = word;
                _position++;
                return true;
            }

            if (
                token.Text.Trim() == "arg"
                && Ahead(1).Kind is TokenKind.Command or TokenKind.Text
                && Ahead(1).Text.Trim('\\', ' ') is "max" or "min"
            )
            {
                name = "\\arg\\" + Ahead(1).Text.Trim('\\', ' ');
                _position += 2;
                return true;
            }

            return false;
        }

        foreach (var length in (int[])[6, 3])
        {
            if (
                LetterRun(length) is { } run
                && Notation.BigOperatorWords.TryGetValue(run, out var spelled)
                && run != "sum"
            )
            {
                name = spelled;
                _position += length;
                return true;
            }
        }

        return false;
    }

    // The next letters as one word, when exactly so many stand tightly together.
    private string? LetterRun(int length)
    {
        var run = string.Empty;
        for (var i = 0; i < length; i++)
        {
            var token = Ahead(i);
            if (token.Kind != TokenKind.Letter || (i > 0 && token.Spaced))
            {
                return null;
            }

            run += token.Text;
        }

        return Ahead(length) is { Kind: TokenKind.Letter, Spaced: false } ? null : run;
    }

    // \operatorname*{arg\,max}, \mathop{\arg\max}, \mathrm{max}, \underset{x}{\max}.
    private bool TryNamedOperator(out string name)
    {
        name = string.Empty;
        var i = 1;
        if (Ahead(i).IsSign("*"))
        {
            i++;
        }

        var under = Current.Text == "\\underset";
        var first = i;
        if (under)
        {
            if (Ahead(i).Kind != TokenKind.Open)
            {
                i++;
            }
            else
            {
                var depth = 0;
                do
                {
                    depth += Ahead(i).Kind switch
                    {
                        TokenKind.Open => 1,
                        TokenKind.Close => -1,
                        _ => 0,
                    };
                    i++;
                } while (depth > 0 && Ahead(i).Kind != TokenKind.End && i < 200);
            }
        }

        // Up to \underset{x}{\mathop{\arg\max}}.
        var spelled = string.Empty;
        var braces = 0;
        do
        {
            var token = Ahead(i);
            switch (token.Kind)
            {
                case TokenKind.Open:
                    braces++;
                    break;
                case TokenKind.Close:
                    braces--;
                    break;
                case TokenKind.Letter:
                    spelled += token.Text;
                    break;
                case TokenKind.Text:
                    spelled += token.Text.Replace(" ", string.Empty, StringComparison.Ordinal);
                    break;
                case TokenKind.Command
                    when token.Text is "\\arg" or "\\max" or "\\min" or "\\sup" or "\\inf" or "\\lim":
                    spelled += token.Text;
                    break;
                case TokenKind.Command
                    when token.Text
                        is "\\operatorname"
                            or "\\mathrm"
                            or "\\mathop"
                            or "\\rm"
                            or "\\operatornamewithlimits":
                    break;
                case TokenKind.Sign when token.Text == "*" && Ahead(i - 1).IsCommand("\\operatorname"):
                    break;
                default:
                    return false;
            }

            i++;
        } while (braces > 0 && i < 220 && spelled.Length < 24);
        if (
            !Notation.BigOperatorWords.TryGetValue(spelled, out var canonical)
            && !Notation.BigOperators.TryGetValue(spelled, out canonical)
        )
        {
            return false;
        }

        if (under)
        {
            // What stands below is read where it stands, then the operator is skipped.
            var end = _position + i;
            _position += first;
            var below = ParseArgument();
            _position = end;
            _below = below;
        }
        else
        {
            _position += i;
        }

        name = canonical;
        return true;
    }

    // What \underset put below the operator that is being read.
    private Expression? _below;

    private Expression ParseBigOperator(int start, string name)
    {
        var lower = _below;
        _below = null;
        Expression? upper = null;
        while (Current.Kind is TokenKind.Subscript or TokenKind.Superscript or TokenKind.Prime)
        {
            var token = Current;
            _position++;
            if (token.Kind == TokenKind.Prime)
            {
                continue;
            }

            var script = ParseScriptArgument();
            if (token.Kind == TokenKind.Subscript)
            {
                lower ??= script;
            }
            else
            {
                upper ??= script;
            }
        }

        var extremal = name is "\\max" or "\\min" or "\\sup" or "\\inf";
        if (extremal && lower is null && upper is null && IsOpeningFence() && Bar(Current) is null)
        {
            var head = At(start, new Identifier(name));
            return FinishFenced(start, head, ParseFenced(), function: false);
        }

        SkipFunctionSpace();
        _operandAt = _position;
        if (!StartsFactor() && !Current.IsSign("-"))
        {
            return lower is null && upper is null
                ? At(start, new Identifier(name))
                : At<Expression>(start, new BigOperator(name, lower, upper, new Missing()));
        }

        var body = name is "\\int" or "\\iint" or "\\iiint" or "\\oint"
            ? ParseIntegrand()
            : ParseBody(start, name, extremal);
        return At(start, new BigOperator(name, lower, upper, body));
    }

    private Expression ParseBody(int start, string name, bool extremal)
    {
        var from = Here;
        if (
            Current.IsSign("-")
            && name
                is not ("\\lim" or "\\max" or "\\min" or "\\sup" or "\\inf" or "\\arg\\max" or "\\arg\\min" or "\\sum")
        )
        {
            return new Missing();
        }

        var body = Deeper(() => ParseOperatorBody(start, extremal || name is "\\prod" or "\\lim"));
        SkipToJoin();
        if (
            IsAddition(Current)
            && Choose(
                Ambiguities.BodyOverTerms.Kind,
                start,
                $"{name} ends at the sign",
                $"{name} reaches over the following terms"
            ) == 1
        )
        {
            var terms = new List<Addend>();
            if (body is Additive { Terms: [var only] })
            {
                terms.Add(only);
            }
            else
            {
                terms.Add(new Addend("+", body));
            }

            AppendTerms(terms);
            return At(from, new Additive(terms.ToSequence()));
        }

        return body;
    }

    // A product; for operators that are not linear, whether it goes on after \cdot or another operator is a choice.
    private Expression ParseOperatorBody(int start, bool chosen)
    {
        var from = Here;
        if (IsAddition(Current))
        {
            var sign = Notation.Additions[Current.Text];
            _position++;
            SkipToOperand(joined: true);
            return At(from, new Additive([new Addend(sign, ParseProduct())]));
        }

        if (!chosen)
        {
            return ParseProduct();
        }

        var factors = new List<Factor> { new(string.Empty, ParseFactor()) };
        while (StartsFactor() && factors[^1].Value is not BigOperator)
        {
            if (
                Current.Kind == TokenKind.Command
                && Notation.BigOperators.ContainsKey(Current.Text)
                && Choose(
                    Ambiguities.BodyOverFactors.Kind,
                    start,
                    "the operator takes the next operator",
                    "the operator ends"
                ) == 1
            )
            {
                return FinishProduct(from, factors);
            }

            factors.Add(new Factor(string.Empty, ParseFactor()));
        }

        SkipToJoin();
        if (IsMultiplication(Current) || Current.IsSign("/"))
        {
            if (
                Choose(
                    Ambiguities.BodyOverFactors.Kind,
                    start,
                    "the operator ends at the sign",
                    "the operator reaches over the following factors"
                ) == 1
            )
            {
                ContinueProduct(from, factors);
            }
        }

        return FinishProduct(from, factors);
    }

    // Up to its differential, over sums when the differential comes after them.
    private Expression ParseIntegrand()
    {
        var from = Here;
        _integrals++;
        var body = Deeper(() =>
        {
            var first = IsAddition(Current) ? Deeper(ParseSigned) : ParseProduct();
            return HasDifferential(first) || !IsAddition(Current) ? first : ParseLongIntegrand(from, first);
        });
        _integrals--;
        return body;
    }

    private Expression ParseLongIntegrand(int from, Expression first)
    {
        var mark = Mark();
        var terms = new List<Addend> { first is Additive { Terms: [var only] } ? only : new Addend("+", first) };
        while (IsAddition(Current) && terms.Count < 64)
        {
            var sign = Notation.Additions[Current.Text];
            _position++;
            var term = ParseTerm(true);
            terms.Add(new Addend(sign, term));
            if (HasDifferential(term))
            {
                return At(from, new Additive(terms.ToSequence()));
            }
        }

        Return(mark);
        return first;
    }

    private static bool HasDifferential(Expression expression) =>
        expression switch
        {
            Differential => true,
            Product product => product.Factors.Any(factor => HasDifferential(factor.Value)),
            Fraction fraction => HasDifferential(fraction.Numerator),
            Additive { Terms: [var only] } => HasDifferential(only.Term),
            Application { Argument: not Delimited } application => HasDifferential(application.Argument),
            BigOperator big => HasDifferential(big.Body),
            Quotient quotient => HasDifferential(quotient.Numerator),
            _ => false,
        };
}
