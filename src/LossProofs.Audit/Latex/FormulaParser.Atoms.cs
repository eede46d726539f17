// Tokens -> tree: names, numbers, scripts, fences, fractions, accents, environments.
using LossProofs.Audit.Latex.Constructs;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex;

public sealed partial class FormulaParser
{
    // ---- scripts and what follows an atom ----

    private Expression ParsePostfixed(int start, Expression expression, bool applicable)
    {
        while (true)
        {
            Step();
            expression = ParseScripts(start, expression);
            if (
                Current.Kind == TokenKind.Open
                && Ahead(1).Kind == TokenKind.Close
                && Ahead(2).Kind is not (TokenKind.Subscript or TokenKind.Superscript)
            )
            {
                _position += 2;
                applicable = false;
                continue;
            }

            if (
                Construct.All.Select(construct => construct.After(this, start, expression)).FirstOrDefault(Found) is
                { } read
            )
            {
                expression = At(start, read);
                applicable = false;
                continue;
            }

            if ((Current.IsSign("!") && (!Ahead(1).IsSign("=") || Ahead(1).Spaced)) || Current.IsCommand("\\%"))
            {
                if (expression is Postfix { Operand: Postfix { Operand: Postfix } })
                {
                    throw new GivenUpException("the formula has too many signs in a row");
                }

                var sign = Current.Text;
                _position++;
                expression = At(start, new Postfix(expression, sign));
                applicable = false;
                continue;
            }

            if (EvaluationBar() is var size and > 0)
            {
                _position += size;
                var scripts = (Scripted)ParseScripts(Here, new Missing());
                expression = At(
                    start,
                    new EvaluatedAt(expression, scripts.Subscript ?? new Missing(), scripts.Superscript)
                );
                if (++_bars > 16)
                {
                    throw new GivenUpException("the formula has too many bars in a row");
                }

                applicable = false;
                continue;
            }

            if (applicable && IsHead(expression) && IsOpeningFence() && Bar(Current) is null)
            {
                var juxtaposition = Classify(expression);
                var applied = juxtaposition switch
                {
                    Juxtaposition.Application => true,
                    Juxtaposition.Product => false,
                    Juxtaposition.RatherApplication => Choose(
                        Ambiguities.ApplicationOrProduct.Kind,
                        start,
                        "a function applied to its argument",
                        "a product"
                    ) == 0,
                    _ => Choose(
                        Ambiguities.ApplicationOrProduct.Kind,
                        start,
                        "a product",
                        "a function applied to its argument"
                    ) == 1,
                };
                if (applied)
                {
                    expression = IsMean(expression)
                        ? ParseMean(start, expression)
                        : At(start, new Application(expression, ParseFenced()));
                    applicable = false;
                    continue;
                }
            }

            return expression;
        }
    }

    private static bool Found(Expression? read) => read is not null;

    /// <summary>For constructs: the argument here.</summary>
    internal Expression Argument() => ParseArgument();

    /// <summary>For constructs: whether these signs stand here tightly together; they are read if so.</summary>
    internal bool Takes(params string[] signs)
    {
        for (var at = 0; at < signs.Length; at++)
        {
            if (!Ahead(at).IsSign(signs[at]) || (at > 0 && Ahead(at).Spaced))
            {
                return false;
            }
        }

        _position += signs.Length;
        return true;
    }

    /// <summary>For constructs: whether one of these words stands here; it is read if so.</summary>
    internal string? TakesWord(IReadOnlyList<string> words)
    {
        if (Current.Kind != TokenKind.Text || !words.Contains(Current.Text.Trim()))
        {
            return null;
        }

        var word = Current.Text.Trim();
        _position++;
        return word;
    }

    // Number of tokens of a bar that starts an evaluation, \big|_{x=0}; 0 if there is none.
    private int EvaluationBar()
    {
        var size = Current.Kind == TokenKind.Command && Notation.Sizes.Contains(Current.Text) ? 1 : 0;
        return Bar(Ahead(size)) == "|" && Ahead(size + 1).Kind == TokenKind.Subscript && (_bar is null || size == 1)
            ? size + 1
            : 0;
    }

    private Expression ParseScripts(int start, Expression expression)
    {
        Expression? sub = null;
        Expression? super = null;
        var primes = 0;
        var any = false;
        while (Current.Kind is TokenKind.Subscript or TokenKind.Superscript or TokenKind.Prime)
        {
            Step();
            any = true;
            var token = Current;
            _position++;
            if (token.Kind == TokenKind.Prime)
            {
                primes++;
                continue;
            }

            var script = ParseScriptArgument();
            // \mathbf{w}^{\,}: nothing but a space, that letters of two lines stand alike.
            if (token.Kind == TokenKind.Superscript && script is Missing or Delimited { Content: Missing })
            {
                continue;
            }

            if (
                _options.TransposesAreUpright
                && token.Kind == TokenKind.Superscript
                && script is Identifier { Name: "T", Style: LetterStyle.Roman }
            )
            {
                script = new Identifier("\\top");
            }

            if (token.Kind == TokenKind.Superscript && Primes(script) is var count and > 0)
            {
                primes += count;
            }
            else if (token.Kind == TokenKind.Subscript ? sub is not null : super is not null)
            {
                Report($"double {(token.Kind == TokenKind.Subscript ? "subscript" : "superscript")}", Span(token));
            }
            else if (token.Kind == TokenKind.Subscript)
            {
                sub = script;
            }
            else
            {
                super = script;
            }
        }

        // X^{-\top} is the transpose of the inverse; A^{-T} is, too, where a capital letter or a bold one can be a matrix.
        if (
            super is Additive { Terms: [{ Sign: "-", Term: Identifier mark }] }
            && (mark.Name is "\\top" or "\\intercal" || mark.Name == "T" && IsMatrixLetter(expression))
        )
        {
            var inverse = new Scripted(expression, sub, new Additive([new Addend("-", new Numeral("1"))]), primes);
            return At(start, new Scripted(new Delimited("(", At(start, inverse), ")"), null, mark, 0));
        }

        return any ? At(start, new Scripted(expression, sub, super, primes)) : expression;
    }

    private static bool IsMatrixLetter(Expression expression) =>
        expression
            is Identifier { Style: LetterStyle.Bold }
                or Identifier { Style: LetterStyle.Plain, Name: [>= 'A' and <= 'Z'] };

    private static int Primes(Expression script) =>
        script switch
        {
            Identifier { Name: "\\prime" or "\\dprime" } prime => prime.Name == "\\prime" ? 1 : 2,
            Scripted { Base: Missing, Subscript: null, Superscript: null } primes => primes.Primes,
            Product product when product.Factors.All(f => f.Value is Identifier { Name: "\\prime" }) => product
                .Factors
                .Count,
            _ => 0,
        };

    private Expression ParseScriptArgument()
    {
        var start = Here;
        var token = Current;
        if (token.Kind == TokenKind.Open)
        {
            var sign = Ahead(1);
            var primes = 0;
            while (Ahead(1 + primes).Kind == TokenKind.Prime && primes < 8)
            {
                primes++;
            }

            if (primes > 0 && Ahead(1 + primes).Kind == TokenKind.Close)
            {
                // f^{'} and f^{''}.
                _position += 2 + primes;
                return At(start, new Scripted(new Missing(), null, null, primes));
            }

            if (Ahead(2).Kind == TokenKind.Close && LoneSign(sign) is { } lone)
            {
                _position += 3;
                return At(start, lone);
            }

            return ParseGroup(script: true);
        }

        if (LoneSign(token) is { } single)
        {
            _position++;
            return At(start, single);
        }

        if (token.Kind is TokenKind.Sign && token.Text is "(" or "[" or "|" or ")" or "]")
        {
            _position++;
            return At(start, new Identifier(token.Text));
        }

        return Nested(ParseArgument, script: true);
    }

    // A sign alone in a script: x^+, A^*, f(x^-).
    private static Expression? LoneSign(Token token)
    {
        if (token.Kind is not (TokenKind.Sign or TokenKind.Command))
        {
            return null;
        }

        if (token.Text == "\\cdot")
        {
            return new Placeholder();
        }

        if (Notation.Multiplications.TryGetValue(token.Text, out var times))
        {
            return new Identifier(times);
        }

        if (Notation.Additions.TryGetValue(token.Text, out var plus))
        {
            return new Identifier(plus);
        }

        return
            token.Kind == TokenKind.Sign && token.Text is "!" or "?" or "#" or "=" or ":" or "," or "." or "/"
            || (token.Kind == TokenKind.Command && Notation.Relations.ContainsKey(token.Text))
            ? new Identifier(token.Text)
            : null;
    }

    // ---- atoms ----

    private Expression ParseAtom()
    {
        Step();
        var start = Here;
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Digit:
                return ParseNumber(start);
            case TokenKind.Letter:
                return ParseLetters(start);
            case TokenKind.Text:
                _position++;
                var words = token.Text.Trim();
                return At<Expression>(
                    start,
                    Notation.IsName(words) || (_script && words.Length > 0)
                        ? words == "d" && _integrals > 0 && StartsVariable(Current) && !Current.Spaced
                            ? new Differential(ParseScripts(Here, Deeper(ParseAtom)))
                            : new Identifier(words, LetterStyle.Roman)
                        : new TextRun(words)
                );
            case TokenKind.Open:
                return ParseGroup(_script);
            case TokenKind.Begin:
                return ParseEnvironment();
            case TokenKind.Subscript or TokenKind.Superscript:
                return new Missing { Span = new SourceSpan(start, start) };
            case TokenKind.Sign:
                if (token.Text is "(" or "[" or "|")
                {
                    return ParseFenced();
                }

                if (token.Text == ".")
                {
                    return Ahead(1).Kind == TokenKind.Digit ? ParseNumber(start) : ParseDots(start);
                }

                break;
            case TokenKind.Command:
                return ParseCommand(start, token);
        }

        Report($"unexpected '{Describe(token)}'", Span(token));
        if (token.Kind != TokenKind.End)
        {
            _position++;
        }

        return At(start, new Unreadable(token.Text));
    }

    // E or \mathbb{E}, with what it is taken over.
    private static bool IsMean(Expression head) =>
        head
            is Identifier { Name: "E", Accents.Count: 0 }
                or Scripted { Base: Identifier { Name: "E", Accents.Count: 0 }, Superscript: null, Primes: 0 };

    // E(X)^2 and E(X-\mu)^2.
    private Expression ParseMean(int start, Expression head)
    {
        var argument = ParseFenced();
        if (Current.Kind != TokenKind.Superscript || argument is not Delimited { Open: "(", Content: var content })
        {
            return At(start, new Application(head, argument));
        }

        var inside = content is Additive { Terms.Count: > 1 };
        var taken = Choose(
            Ambiguities.ExponentAfterExpectation.Kind,
            start,
            inside ? "the mean of the power" : "the power of the mean",
            inside ? "the power of the mean" : "the mean of the power"
        );
        return inside == (taken == 0)
            ? At(start, new Application(head, new Delimited("(", ParseScripts(argument.Span.Start, argument), ")")))
            : At(start, new Application(head, argument));
    }

    // The digits of a group of thousands after a comma: 1,024.
    private bool IsThousands(string digits)
    {
        if (
            digits.Length is 0 or > 3 && !digits.Contains(',', StringComparison.Ordinal)
            || digits.Contains('.', StringComparison.Ordinal)
            || digits[0] == '0'
            || !(Current.IsSign(",") || Current.IsSign("{,}"))
            || Current.Spaced
        )
        {
            return false;
        }

        for (var at = 1; at <= 3; at++)
        {
            if (Ahead(at).Kind != TokenKind.Digit || Ahead(at).Spaced)
            {
                return false;
            }
        }

        return Ahead(4).Kind != TokenKind.Digit || Ahead(4).Spaced;
    }

    private bool IsGroupOfThree() =>
        Ahead(1) is { Kind: TokenKind.Digit, Spaced: false }
        && Ahead(2) is { Kind: TokenKind.Digit, Spaced: false }
        && Ahead(3) is not { Kind: TokenKind.Digit, Spaced: false };

    private Expression ParseNumber(int start)
    {
        var digits = string.Empty;
        var length = 0;
        bool? grouped = null;
        while (
            Current.Kind == TokenKind.Digit
            || (
                Current.IsSign(".")
                && Ahead(1).Kind == TokenKind.Digit
                && !Ahead(1).Spaced
                && !digits.Contains('.', StringComparison.Ordinal)
            )
        )
        {
            // 10\,000 is one number, 1\,2 is none.
            if (digits.Length > 0 && Current is { Kind: TokenKind.Digit, Spaced: true } && !IsGroupOfThree())
            {
                break;
            }

            if (++length > 400)
            {
                throw new GivenUpException("the formula has a number of more than 400 digits");
            }

            digits += Current.Text;
            _position++;
            if (IsThousands(digits) && (grouped ??= GroupsThousands(start)))
            {
                digits += digits.Contains(',', StringComparison.Ordinal) || !IsDecimalComma(start) ? "," : ".";
                _position++;
            }
        }

        digits = digits.Replace(",", string.Empty, StringComparison.Ordinal);
        digits = PowerOfTen(digits) ?? digits;
        return At(start, new Numeral(digits.StartsWith('.') ? "0" + digits : digits));
    }

    // 1e-3, 1.5e3: nobody multiplies e by 1, or by a decimal, and goes on with digits; 2e-1 may be 2e less 1.
    private string? PowerOfTen(string digits)
    {
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var sign = Ahead(1).IsSign("-") && !Ahead(1).Spaced;
        var from = sign ? 2 : 1;
        var exponent = string.Empty;
        while (exponent.Length <= 3 && Ahead(from + exponent.Length) is { Kind: TokenKind.Digit, Spaced: false } digit)
        {
            exponent += digit.Text;
        }

        if (
            digits != "1" && point < 0
            || Current is not { Kind: TokenKind.Letter, Text: "e", Spaced: false }
            || exponent.Length is 0 or > 3
            || Ahead(from + exponent.Length).Kind == TokenKind.Superscript
            || _position > digits.Length
                && _tokens[_position - digits.Length - 1].Kind is TokenKind.Superscript or TokenKind.Subscript
        )
        {
            return null;
        }

        _position += from + exponent.Length;
        var shift = int.Parse(exponent, System.Globalization.CultureInfo.InvariantCulture) * (sign ? -1 : 1);
        var (whole, part) = point < 0 ? (digits, "") : (digits[..point], digits[(point + 1)..]);
        if (shift >= 0)
        {
            part = part.PadRight(shift, '0');
            (whole, part) = (whole + part[..shift], part[shift..]);
        }
        else
        {
            whole = whole.PadLeft(1 - shift, '0');
            (whole, part) = (whole[..^-shift], whole[^-shift..] + part);
        }

        whole = whole.TrimStart('0');
        return (whole.Length == 0 ? "0" : whole) + (part.Length == 0 ? "" : "." + part);
    }

    // On a line, and before a group that begins with 0, a comma parts thousands; between fences and in scripts it may part items.
    private bool GroupsThousands(int start) =>
        Current.IsSign("{,}")
        || Ahead(1).Text == "0"
        || (
            _line && !_script
                ? Choose(Ambiguities.ThousandsOrList.Kind, start, "one number", "two numbers") == 0
                : Choose(Ambiguities.ThousandsOrList.Kind, start, "two numbers", "one number") == 1
        );

    private bool? _decimalComma;

    // 1,000,000 has no decimal comma; a number with one group may have.
    private bool IsDecimalComma(int start) =>
        !(Ahead(4).Text is "," or "{,}" && !Ahead(4).Spaced)
        && (
            _decimalComma ??=
                Choose(Ambiguities.DecimalComma.Kind, start, "a comma between thousands", "a decimal comma") == 1
        );

    private Expression ParseDots(int start)
    {
        while (Current.IsSign("."))
        {
            _position++;
        }

        return At(start, new Ellipsis());
    }

    private Expression ParseLetters(int start)
    {
        var token = Current;
        var run = string.Empty;
        for (var i = 0; i < 24 && Ahead(i) is { Kind: TokenKind.Letter } letter && (i == 0 || !letter.Spaced); i++)
        {
            run += letter.Text;
        }

        var fresh = _position == 0 || _tokens[_position - 1].Kind != TokenKind.Letter || token.Spaced;
        var word =
            run.Length > 1
            && fresh
            && _style switch
            {
                LetterStyle.Roman => true,
                LetterStyle.Plain when _script => Notation.ScriptWords.Contains(run)
                    || run.Length >= 4
                    || run.All(char.IsAsciiLetterUpper),
                LetterStyle.Plain => Notation.FunctionWords.ContainsKey(run)
                    || Words.Contains(run)
                    || _options.Words.Contains(run)
                    || run.Length >= 5,
                _ => run.Length >= 4,
            };
        if (word)
        {
            _position += run.Length;
            return At(start, new Identifier(run, _style == LetterStyle.Plain ? LetterStyle.Roman : _style));
        }

        _position++;
        return At(start, new Identifier(token.Text, _style));
    }

    // A braced group, read as one operand; or the single sign that stands for it.
    private Expression ParseArgument()
    {
        var start = Here;
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Open:
                return ParseGroup(_script);
            case TokenKind.Digit:
                _position++;
                return At(start, new Numeral(token.Text));
            case TokenKind.Letter:
                _position++;
                return At(start, new Identifier(token.Text, _style));
            case TokenKind.Command or TokenKind.Text:
                return Deeper(ParseAtom);
            default:
                Report($"expected an argument, found '{Describe(token)}'", Span(token));
                return new Missing();
        }
    }

    private Expression ParseGroup(bool script, bool line = false)
    {
        var start = Here;
        _position++;
        if (Current.Kind == TokenKind.Close)
        {
            _position++;
            return At(start, new Missing());
        }

        var content = Nested(
            () =>
            {
                var first = line ? ParseClauses() : ParseSequence();
                while (Current.Kind == TokenKind.Command && Current.Text is "\\over" or "\\choose" or "\\atop")
                {
                    var kind = Current.Text;
                    _position++;
                    var below = ParseSequence();
                    return At<Expression>(
                        start,
                        kind == "\\over" ? new Fraction(first, below) : new Binomial(first, below)
                    );
                }

                return first;
            },
            line: line,
            script: script,
            fenced: !line
        );
        SkipToClose();
        return content is Missing
            ? content
            : content with
            {
                Span = new SourceSpan(start, Math.Max(start, _tokens[_position - 1].End)),
            };
    }

    // To the end of the group; what could not be read in it is reported once.
    private void SkipToClose()
    {
        var depth = 0;
        var reported = false;
        while (Current.Kind != TokenKind.End)
        {
            if (Current.Kind == TokenKind.Close && depth == 0)
            {
                _position++;
                return;
            }

            if (Current.Kind is TokenKind.Finish)
            {
                break;
            }

            if (!reported && !(IsWide(Current) || Current.Kind is TokenKind.Align or TokenKind.NewRow))
            {
                Report($"unexpected '{Describe(Current)}' in a group", Span(Current));
                reported = true;
            }

            depth += Current.Kind switch
            {
                TokenKind.Open => 1,
                TokenKind.Close => -1,
                _ => 0,
            };
            _position++;
        }

        Report("'{' is not closed", Span(Current));
    }

    private Expression ParseCommand(int start, Token token)
    {
        var name = token.Text;
        if (
            name == "\\left"
            || Notation.Sizes.Contains(name)
            || Notation.Opening.ContainsKey(name)
            || Bar(token) is not null
        )
        {
            return ParseFenced();
        }

        if (Notation.Accents.TryGetValue(name, out var accent))
        {
            _position++;
            return Accent(start, accent, ParseArgument());
        }

        if (Notation.Switches.TryGetValue(name, out var ambient) && Ahead(1).Kind != TokenKind.Open)
        {
            _position++;
            _style = ambient;
            return StartsFactor() ? Deeper(ParseAtom) : At(start, new Missing());
        }

        if (Notation.Styles.TryGetValue(name, out var style))
        {
            _position++;
            return ParseStyled(start, style, name);
        }

        if (Notation.Transparent.Contains(name))
        {
            _position++;
            return Current.Kind == TokenKind.Open ? ParseGroup(_script, _line) : ParseArgument();
        }

        if (Notation.Ellipses.Contains(name))
        {
            _position++;
            return At(start, new Ellipsis());
        }

        _position++;
        if (Construct.Of(name) is { } construct)
        {
            return At(start, construct.Read(this, start));
        }

        switch (name)
        {
            case "\\frac" or "\\dfrac" or "\\tfrac" or "\\cfrac":
                SkipOption();
                return At(start, new Fraction(ParseArgument(), ParseArgument()));
            case "\\binom" or "\\tbinom" or "\\dbinom":
                return At(start, new Binomial(ParseArgument(), ParseArgument()));
            case "\\sqrt":
                Expression? index = null;
                if (Current.IsSign("["))
                {
                    _position++;
                    index = Nested(ParseSequence);
                    Expect(Current.IsSign("]"), "']'");
                }

                return At(start, new Radical(ParseArgument(), index));
            case "\\underbrace" or "\\overbrace" or "\\underbracket" or "\\overbracket":
                var braced = ParseArgument();
                Expression? note = null;
                if (
                    Current.Kind
                    == (
                        name.StartsWith("\\under", StringComparison.Ordinal)
                            ? TokenKind.Subscript
                            : TokenKind.Superscript
                    )
                )
                {
                    _position++;
                    note = ParseScriptArgument();
                }

                return At(
                    start,
                    new Annotated(name.Replace("bracket", "brace", StringComparison.Ordinal), braced, note)
                );
            case "\\cancel" or "\\bcancel" or "\\xcancel" or "\\sout":
                return At(start, new Annotated("\\cancel", ParseArgument(), null));
            case "\\overset" or "\\underset" or "\\stackrel":
                var over = Nested(ParseArgument, script: true);
                var under = ParseArgument();
                return At(start, new Annotated(name == "\\underset" ? "\\underset" : "\\overset", under, over));
            case "\\mathop":
                return ParseOperatorGroup(start);
            case "\\substack":
                return ParseSubstack(start);
            case "\\cdot":
                _placeholderEnd = _position;
                return At(start, new Placeholder());
            case "\\circ":
                return At(start, new Identifier("\\circ"));
            case "\\R" or "\\N" or "\\Z" or "\\Q" or "\\C" or "\\E" or "\\P":
                return At(start, new Identifier(name[1..], LetterStyle.Blackboard));
            case "\\varnothing":
                return At(start, new Identifier("\\emptyset"));
            case "\\right" or "\\middle":
                Report($"{name} without \\left", Span(token));
                return At(start, new Unreadable(name));
            case "\\ne" or "\\le" or "\\ge":
                break;
        }

        if (Current.Kind == TokenKind.Open && Ahead(1).Kind != TokenKind.Close && !Current.Spaced && !IsSymbol(name))
        {
            Report($"unknown command {name}", Span(token));
        }

        return At(start, new Identifier(name, _style == LetterStyle.Bold ? LetterStyle.Bold : LetterStyle.Plain));
    }

    // Greek letters and signs, which take no argument: a group after one is a factor.
    private static bool IsSymbol(string name) =>
        Notation.Unicode.ContainsValue(name)
        || Notation.Functions.Contains(name)
        || name is "\\hbar" or "\\Re" or "\\Im" or "\\epsilon" or "\\prime";

    private void SkipOption()
    {
        if (Current.IsSign("[") && Ahead(2).IsSign("]"))
        {
            _position += 3;
        }
    }

    private static Expression Accent(string accent, Expression inner) =>
        inner switch
        {
            Identifier name => name with { Accents = new Sequence<string>([.. name.Accents, accent]) },
            Scripted { Base: Identifier } scripted => scripted with { Base = Accent(accent, scripted.Base) },
            _ => new Accented(accent, inner),
        };

    private Expression Accent(int start, string accent, Expression inner) => At(start, Accent(accent, inner));

    private Expression ParseStyled(int start, LetterStyle style, string command)
    {
        if (Current.IsSign("*"))
        {
            _position++;
        }

        if (Current.Kind != TokenKind.Open)
        {
            if (
                style == LetterStyle.Roman
                && _integrals > 0
                && Current.Is(TokenKind.Letter, "d")
                && StartsVariable(Ahead(1))
            )
            {
                // \mathrm d x.
                _position++;
                return At(start, new Differential(ParseScripts(Here, Deeper(ParseAtom))));
            }

            var outer = _style;
            _style = style;
            var single = ParseArgument();
            _style = outer;
            return single is Numeral numeral && style is not (LetterStyle.Roman or LetterStyle.Plain)
                ? At<Expression>(start, new Identifier(numeral.Digits, style))
                : At(start, single);
        }

        // One word or number?
        var word = string.Empty;
        var i = 1;
        var letters = true;
        for (; Ahead(i).Kind is not (TokenKind.Close or TokenKind.End) && i < 64; i++)
        {
            var part = Ahead(i);
            if (
                part.Kind is TokenKind.Letter or TokenKind.Digit
                || (part.Kind == TokenKind.Text && part.Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
                || (
                    part.Kind == TokenKind.Sign
                    && part.Text is "-" or "*"
                    && i > 1
                    && command is "\\operatorname" or "\\mathrm"
                )
                || (part.Kind == TokenKind.Command && part.Text is "\\max" or "\\min" or "\\log" or "\\exp")
            )
            {
                word += part.Text.TrimStart('\\');
                continue;
            }

            letters = false;
            break;
        }

        if (
            letters
            && word.Length > 0
            && Ahead(i).Kind == TokenKind.Close
            && (word.Length == 1 || style != LetterStyle.Plain)
        )
        {
            _position += i + 1;
            if (
                word == "d"
                && style == LetterStyle.Roman
                && command != "\\text"
                && (StartsVariable(Current) || (_integrals > 0 && IsOpeningFence()))
                && (!Current.IsSign("(") || _integrals > 0)
            )
            {
                return At(start, new Differential(ParseScripts(Here, Deeper(ParseAtom))));
            }

            return At<Expression>(
                start,
                word.All(char.IsAsciiDigit) && style is LetterStyle.Roman or LetterStyle.Plain
                    ? new Numeral(word)
                    : new Identifier(word, style)
            );
        }

        var before = _style;
        _style = style;
        var content = ParseGroup(_script);
        _style = before;
        return content;
    }

    // \mathop{name}(x) is an application whatever the name looks like.
    private Expression ParseOperatorGroup(int start)
    {
        var content = ParseArgument();
        if (content is Identifier or Scripted && IsOpeningFence())
        {
            content = ParseScripts(start, content);
            return IsOpeningFence() ? At(start, new Application(content, ParseFenced())) : content;
        }

        return content;
    }

    private Expression ParseSubstack(int start)
    {
        if (Current.Kind != TokenKind.Open)
        {
            return ParseArgument();
        }

        _position++;
        var items = Nested(
            () =>
            {
                var lines = new List<Expression>();
                while (Current.Kind is not (TokenKind.Close or TokenKind.End))
                {
                    lines.Add(ParseSequence());
                    if (Current.Kind != TokenKind.NewRow)
                    {
                        break;
                    }

                    _position++;
                }

                return lines;
            },
            script: true,
            fenced: false
        );
        SkipToClose();
        return items.Count == 1 ? items[0] : At(start, new Listing(",", items.ToSequence()));
    }
}
