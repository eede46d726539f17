// Tokens -> tree: sums, products, quotients, functions and big operators with what they reach over.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex;

public sealed partial class FormulaParser
{
    private const int MaximumSlashes = 32;

    private static bool IsAddition(Token token) =>
        token.Kind is TokenKind.Sign or TokenKind.Command && Notation.Additions.ContainsKey(token.Text);

    private static bool IsMultiplication(Token token) =>
        token.Kind is TokenKind.Sign or TokenKind.Command && Notation.Multiplications.ContainsKey(token.Text);

    private Expression ParseAdditive()
    {
        var start = Here;
        var terms = new List<Addend>();
        var sign = "+";
        var signed = false;
        if (IsAddition(Current))
        {
            signed = true;
            sign = Notation.Additions[Current.Text];
            _position++;
        }

        terms.Add(new Addend(sign, ParseTerm(signed)));
        AppendTerms(terms);
        return terms.Count == 1 && !signed ? terms[0].Term : At(start, new Additive(terms.ToSequence()));
    }

    private void AppendTerms(List<Addend> terms)
    {
        while (true)
        {
            SkipToJoin();
            if (!IsAddition(Current))
            {
                return;
            }

            var sign = Notation.Additions[Current.Text];
            _position++;
            terms.Add(new Addend(sign, ParseTerm(true)));
        }
    }

    // A term after a sign; −−x is −(−x), but a run of signs is no notation.
    private Expression ParseTerm(bool signed)
    {
        SkipToOperand(joined: signed);
        if (signed && IsAddition(Current))
        {
            return Deeper(ParseSigned);
        }

        return ParseProduct();
    }

    private Expression ParseSigned()
    {
        var start = Here;
        var sign = Notation.Additions[Current.Text];
        _position++;
        return At(start, new Additive([new Addend(sign, ParseTerm(true))]));
    }

    private Expression ParseProduct()
    {
        var start = Here;
        var factors = new List<Factor>();
        if (!StartsFactor() && !IsFactorSign(Current) && Current.Kind != TokenKind.Text)
        {
            Report($"expected an operand, found '{Describe(Current)}'", Span(Current));
            return new Missing();
        }

        factors.Add(new Factor(string.Empty, ParseFactor()));
        ContinueProduct(start, factors);
        return FinishProduct(start, factors);
    }

    private Expression FinishProduct(int start, List<Factor> factors)
    {
        if (_options.DifferencesAreNames)
        {
            JoinDifferences(factors);
        }

        if (factors.Count == 1)
        {
            return factors[0].Value;
        }

        if (
            factors[^1].Value is EvaluatedAt evaluated
            && Choose(
                Ambiguities.EvaluationExtent.Kind,
                start,
                "the bar belongs to the last factor",
                "the bar belongs to the product"
            ) == 1
        )
        {
            factors[^1] = factors[^1] with { Value = evaluated.Base };
            return At(start, evaluated with { Base = At(start, new Product(factors.ToSequence())) });
        }

        return At(start, new Product(factors.ToSequence()));
    }

    // Δ and the name after it are one name.
    private static void JoinDifferences(List<Factor> factors)
    {
        for (var at = 0; at + 1 < factors.Count; at++)
        {
            if (
                factors[at].Value is Identifier { Name: "\\Delta", Accents.Count: 0 }
                && factors[at + 1] is { Link: "", Value: var next }
                && Difference(next) is { } joined
            )
            {
                var span = new SourceSpan(factors[at].Value.Span.Start, next.Span.End);
                factors[at] = factors[at] with { Value = joined with { Span = span } };
                factors.RemoveAt(at + 1);
            }
        }
    }

    private static Expression? Difference(Expression name) =>
        name switch
        {
            Identifier { Style: not LetterStyle.Roman } letter => letter with
            {
                Name = $"\\Delta {letter}",
                Style = LetterStyle.Plain,
                Accents = [],
            },
            Scripted { Base: Identifier { Style: not LetterStyle.Roman } letter } scripted => scripted with
            {
                Base = Difference(letter)!,
            },
            _ => null,
        };

    private void ContinueProduct(int start, List<Factor> factors)
    {
        var slashes = 0;
        while (true)
        {
            SkipToJoin();
            if (IsMultiplication(Current))
            {
                var link = Notation.Multiplications[Current.Text];
                _position++;
                SkipToOperand(joined: true);
                factors.Add(new Factor(link, IsAddition(Current) ? Deeper(ParseSigned) : ParseOperandFactor()));
            }
            else if (Current.IsSign("/") || Current.IsCommand("\\div"))
            {
                if (++slashes > MaximumSlashes)
                {
                    throw new GivenUpException("the formula has too many quotients in a row");
                }

                _position++;
                SkipToOperand(joined: true);
                var quotient = ParseSlash(start, FinishProduct(start, factors));
                factors.Clear();
                factors.Add(new Factor(string.Empty, quotient));
            }
            else if (StartsFactor())
            {
                var factor = ParseFactor();
                if (factor is Delimited { Open: "/", Close: "." } below)
                {
                    // a\left/b\right.: a tall solidus.
                    var above = FinishProduct(start, factors);
                    factors.Clear();
                    factor = At(start, new Quotient(above, new Delimited("(", below.Content, ")")));
                }

                factors.Add(new Factor(string.Empty, factor));
            }
            else
            {
                return;
            }
        }
    }

    private Expression ParseOperandFactor()
    {
        if (StartsFactor() || Current.Kind == TokenKind.Text || IsFactorSign(Current))
        {
            return ParseFactor();
        }

        Report($"expected a factor, found '{Describe(Current)}'", Span(Current));
        return new Missing();
    }

    private Expression ParseSlash(int start, Expression numerator)
    {
        if (TryInlineDerivative(numerator) is { } derivative)
        {
            return At(start, derivative);
        }

        var below = Here;
        var factors = new List<Factor>
        {
            new(string.Empty, IsAddition(Current) ? Deeper(ParseSigned) : ParseOperandFactor()),
        };
        while (StartsFactor() && !IsDifferentialAhead())
        {
            // 1/2\pi, a/bc: a tight run of letters and digits is read as the denominator.
            var tight = !Current.Spaced && Current.Kind is TokenKind.Letter or TokenKind.Command && !IsFence(Current);
            var option = tight
                ? Choose(
                    Ambiguities.DenominatorExtent.Kind,
                    below,
                    "the denominator takes the next factor",
                    "the denominator ends"
                )
                : Choose(
                    Ambiguities.DenominatorExtent.Kind,
                    below,
                    "the denominator ends",
                    "the denominator takes the next factor"
                );
            if (tight == (option == 0))
            {
                factors.Add(new Factor(string.Empty, ParseFactor()));
            }
            else
            {
                break;
            }
        }

        var denominator = factors.Count == 1 ? factors[0].Value : At(below, new Product(factors.ToSequence()));
        return At(start, new Quotient(numerator, denominator));
    }

    private bool IsFence(Token token) =>
        token.Kind is TokenKind.Sign or TokenKind.Command
        && (
            Notation.Opening.ContainsKey(token.Text)
            || Notation.Sizes.Contains(token.Text)
            || token.Text == "\\left"
            || Bar(token) is not null
        );

    private bool IsDifferentialAhead() =>
        _integrals > 0 && Current.Kind == TokenKind.Letter && Current.Text == "d" && StartsVariable(Ahead(1));

    private static bool StartsVariable(Token token) =>
        token.Kind == TokenKind.Letter
        || (
            token.Kind == TokenKind.Command
            && !Notation.Relations.ContainsKey(token.Text)
            && !Notation.Additions.ContainsKey(token.Text)
            && !Notation.Multiplications.ContainsKey(token.Text)
            && !Notation.Implications.ContainsKey(token.Text)
            && !Notation.Connectives.ContainsKey(token.Text)
            && !Notation.Closing.ContainsKey(token.Text)
            && !Notation.Ellipses.Contains(token.Text)
            && !Notation.Functions.Contains(token.Text)
            && !Notation.BigOperators.ContainsKey(token.Text)
            && token.Text
                is not (
                    "\\right"
                    or "\\frac"
                    or "\\left"
                    or "\\quad"
                    or "\\qquad"
                    or "\\middle"
                    or "\\mid"
                    or "\\parallel"
                    or "\\colon"
                    or "\\not"
                    or "\\over"
                    or "\\forall"
                )
        )
        || token.Kind == TokenKind.Sign && token.Text is "(" or "[";

    // ---- what starts a factor ----

    private bool StartsFactor()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Letter or TokenKind.Digit or TokenKind.Open or TokenKind.Begin:
                return true;
            case TokenKind.Subscript or TokenKind.Superscript:
                return true;
            case TokenKind.Text:
                return !_line || !IsLeadWord(token) || _script;
            case TokenKind.Sign:
                return token.Text switch
                {
                    "(" or "[" => true,
                    "." => Ahead(1).Kind == TokenKind.Digit || Ahead(1).IsSign("."),
                    "|" => OpensBar(),
                    "]" => false,
                    "@" or "?" or "\"" or "`" => true,
                    _ => false,
                };
            case TokenKind.Command:
                var name = token.Text;
                if (
                    Notation.Relations.ContainsKey(name)
                    || Notation.Implications.ContainsKey(name)
                    || Notation.Additions.ContainsKey(name)
                    || Notation.Multiplications.ContainsKey(name)
                    || Notation.Connectives.ContainsKey(name)
                    || IsWide(token)
                )
                {
                    return false;
                }

                if (Notation.Sizes.Contains(name))
                {
                    return StartsSized(name);
                }

                if (name is "\\|" or "\\Vert" or "\\vert")
                {
                    return OpensBar();
                }

                if (name is "\\overset" or "\\underset" or "\\stackrel")
                {
                    return !IsStackedRelation();
                }

                return !Notation.Closing.ContainsKey(name)
                    && name
                        is not (
                            "\\right"
                            or "\\middle"
                            or "\\mid"
                            or "\\parallel"
                            or "\\forall"
                            or "\\exists"
                            or "\\nexists"
                            or "\\colon"
                            or "\\not"
                            or "\\xrightarrow"
                            or "\\xleftarrow"
                            or "\\xlongequal"
                            or "\\div"
                            or "\\over"
                            or "\\choose"
                            or "\\atop"
                            or "\\%"
                        );
            default:
                return false;
        }
    }

    // \big( opens; \big) closes; \big| opens where a bar would.
    private bool StartsSized(string name)
    {
        var fence = Ahead(1);
        if (Bar(fence) is not null)
        {
            return name[^1] == 'l' || (name[^1] is not ('r' or 'm') && OpensBar(1));
        }

        return Notation.Opening.ContainsKey(fence.Text) && fence.Kind is TokenKind.Sign or TokenKind.Command;
    }

    private bool IsStackedRelation()
    {
        var mark = Mark();
        var found = TryStacked(Current.Text, out _);
        Return(mark);
        return found;
    }

    // Whether the bar here opens |…|: inside one it closes; else an even number of bars from here on the same level opens.
    private bool OpensBar(int offset = 0)
    {
        if (ExpectsOperand())
        {
            return true;
        }

        var kind = Bar(Ahead(offset));
        if (_bar is not null && _bar == kind)
        {
            return false;
        }

        if (Ahead(offset + 1).Kind == TokenKind.Subscript && kind == "|")
        {
            return false;
        }

        var count = 0;
        var depth = 0;
        for (var i = _position + offset; i < _tokens.Count && i < _position + 2_000; i++)
        {
            var token = _tokens[i];
            if (token.Kind is TokenKind.Open or TokenKind.Begin || token.Text is "(" or "[" or "\\{" or "\\langle")
            {
                depth++;
            }
            else if (
                token.Kind is TokenKind.Close or TokenKind.Finish
                || token.Text is ")" or "]" or "\\}" or "\\rangle"
            )
            {
                if (--depth < 0)
                {
                    break;
                }
            }
            else if (depth == 0)
            {
                if (
                    token.Kind is TokenKind.NewRow or TokenKind.Align or TokenKind.End
                    || IsLeadWord(token)
                    || token.Text is "\\right" or ";" or "\\quad"
                )
                {
                    break;
                }

                if (
                    Bar(token) == kind
                    && !(
                        _tokens[i - (i > 0 ? 1 : 0)].IsCommand("\\left")
                        || _tokens[i - (i > 0 ? 1 : 0)].IsCommand("\\right")
                    )
                )
                {
                    if (
                        kind == "|"
                        && Bar(_tokens[Math.Min(i + 1, _tokens.Count - 1)]) == "|"
                        && !_tokens[i + 1].Spaced
                    )
                    {
                        i++;
                    }

                    count++;
                }
            }
        }

        return count % 2 == 0;
    }

    // After an operator, an opening fence or a function with its scripts, a bar opens.
    private bool ExpectsOperand()
    {
        if (_position == 0 || _operandAt == _position)
        {
            return true;
        }

        var before = _tokens[_position - 1];
        if (_placeholderEnd == _position)
        {
            return false;
        }

        if (_position > 1 && _tokens[_position - 2].Kind is TokenKind.Subscript or TokenKind.Superscript)
        {
            return false;
        }

        return before.Kind switch
        {
            TokenKind.Open or TokenKind.NewRow or TokenKind.Align or TokenKind.Begin => true,
            TokenKind.Text => IsLeadWord(before),
            TokenKind.Sign => before.Text is "(" or "[" or "," or ";" or ":" or "*" or "/"
                || IsRelation(before)
                || IsAddition(before),
            TokenKind.Command => IsRelation(before)
                || IsAddition(before)
                || IsMultiplication(before)
                || IsImplication(before)
                || IsWide(before)
                || Notation.Functions.Contains(before.Text)
                || Notation.BigOperators.ContainsKey(before.Text)
                || Notation.Opening.ContainsKey(before.Text)
                || before.Text is "\\mid" or "\\middle",
            _ => false,
        };
    }

    // Where an operand must start although the token before does not say so.
    private int _operandAt = -1;

    // Behind a dot that stands for an argument, \|\cdot\|: it is no sign of a product.
    private int _placeholderEnd = -1;
}
