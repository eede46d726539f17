// Tokens -> tree: what stands between fences, and whether a name before them is applied to it.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex;

public sealed partial class FormulaParser
{
    private enum Juxtaposition
    {
        Application,
        Product,
        RatherApplication,
        RatherProduct,
    }

    // Letters that commonly name functions, so that h(a + b) is rather an application.
    internal static readonly HashSet<string> FunctionLetters = new(
        [
            "f",
            "g",
            "h",
            "F",
            "G",
            "H",
            "J",
            "\\phi",
            "\\varphi",
            "\\psi",
            "\\sigma",
            "\\ell",
            "\\Phi",
            "\\Psi",
            "\\Gamma",
            "\\zeta",
            "P",
        ],
        StringComparer.Ordinal
    );

    // Words that may be spelled with bare letters.
    private static readonly HashSet<string> Words = new(
        [
            "KL",
            "JS",
            "MSE",
            "MAE",
            "ECE",
            "BCE",
            "NLL",
            "RMSE",
            "AUC",
            "ELBO",
            "MLE",
            "MAP",
            "loss",
            "acc",
            "conf",
            "Acc",
            "Loss",
        ],
        StringComparer.Ordinal
    );

    // ---- application or product ----

    private bool IsHead(Expression expression) =>
        expression
            is Identifier { Name: not ("\\infty" or "\\top" or "\\cdots" or "\\ldots") }
                or Scripted { Base: Identifier }
        || FunctionAlgebra.IsFunction(expression, _options.IsFunction) && IsPointAhead();

    // (x), (0), (g(x)): no sum, which a factor would be.
    private bool IsPointAhead()
    {
        var (listed, added) = PeekFence(out var bracket, out _);
        return bracket == "(" && !listed && !added;
    }

    private Juxtaposition Classify(Expression head)
    {
        if (head is Delimited or Scripted { Base: Delimited })
        {
            return Juxtaposition.Application;
        }

        var scripted = head as Scripted;
        var name = (Identifier)(scripted?.Base ?? head);
        if (_options.IsFunction?.Invoke(head) is { } known)
        {
            return known ? Juxtaposition.Application : Juxtaposition.Product;
        }

        if (char.IsAsciiDigit(name.Name[0]) && name.Style is not (LetterStyle.Blackboard or LetterStyle.Bold))
        {
            return Juxtaposition.Product;
        }

        if (
            (name.Style == LetterStyle.Roman && name.Name.Length > 1)
            || name is { Style: LetterStyle.Blackboard, Name: "E" or "P" or "V" or "1" or "I" or "H" }
            || name is { Style: LetterStyle.Bold, Name: "1" }
            || name is { Style: LetterStyle.Calligraphic, Name: "O" or "N" or "U" or "B" }
            || (name.Name == "O" && scripted is null)
        )
        {
            return Juxtaposition.Application;
        }

        if (name is { Name: "e", Style: LetterStyle.Plain or LetterStyle.Roman } && scripted?.Superscript is not null)
        {
            return Juxtaposition.Product;
        }

        if (
            scripted?.Superscript is not (null or Delimited or Identifier { Name: "*" or "-" or "+" })
            && scripted.Primes == 0
        )
        {
            return FunctionLetters.Contains(name.Name) ? Juxtaposition.RatherApplication : Juxtaposition.RatherProduct;
        }

        var (listed, added) = PeekFence(out var bracket, out var simple);
        if (bracket == "\\{" || name.Name is "\\delta" or "\\mathbf" && bracket == "[")
        {
            return Juxtaposition.RatherProduct;
        }

        if (listed)
        {
            return Juxtaposition.Application;
        }

        // E[aX + b], E(X - \mu): a mean, where what is random by custom stands in the fence.
        if (name is { Name: "E", Style: LetterStyle.Plain or LetterStyle.Roman } && HoldsRandomLetter())
        {
            return Juxtaposition.RatherApplication;
        }

        if (bracket == "[")
        {
            return simple && (FunctionLetters.Contains(name.Name) || name.Name is "E" or "P" or "D" or "L")
                ? Juxtaposition.RatherApplication
                : Juxtaposition.RatherProduct;
        }

        if (scripted is { Primes: > 0 })
        {
            return FunctionLetters.Contains(name.Name) || !added
                ? Juxtaposition.RatherApplication
                : Juxtaposition.RatherProduct;
        }

        if (name.Style == LetterStyle.Calligraphic)
        {
            return Juxtaposition.RatherApplication;
        }

        return added && !FunctionLetters.Contains(name.Name)
            ? Juxtaposition.RatherProduct
            : Juxtaposition.RatherApplication;
    }

    // What stands between the fences ahead: a list or a bar; a sum; a simple name.
    private (bool Listed, bool Added) PeekFence(out string bracket, out bool simple)
    {
        var at = _position + (Current.Text == "\\left" || Notation.Sizes.Contains(Current.Text) ? 1 : 0);
        bracket = _tokens[at].Text;
        var (listed, added, depth, content) = (false, false, 0, 0);
        var bars = 0;
        for (var i = at; i < _tokens.Count && i < at + 600; i++)
        {
            var token = _tokens[i];
            if (token.Kind == TokenKind.End)
            {
                break;
            }

            if (
                token.Kind is TokenKind.Open or TokenKind.Begin
                || (token.Kind is TokenKind.Sign or TokenKind.Command && token.Text is "(" or "[" or "\\{")
            )
            {
                depth++;
            }
            else if (
                token.Kind is TokenKind.Close or TokenKind.Finish
                || (token.Kind is TokenKind.Sign or TokenKind.Command && token.Text is ")" or "]" or "\\}")
            )
            {
                if (--depth <= 0)
                {
                    break;
                }
            }
            else if (depth == 1)
            {
                content++;
                bars += token.IsSign("|") ? 1 : 0;
                listed |= token.IsSign(",") || token.IsSign(";") || token.IsCommand("\\mid") || token.IsCommand("\\|");
                added |= i > at + 1 && IsAddition(token) && token.Text is "+" or "-" or "\\pm";
            }
        }

        simple = content <= 3;
        // One bar is a condition, two are an absolute value.
        return (listed || bars % 2 == 1, added);
    }

    // X, Y or Z before the fence ahead closes.
    private bool HoldsRandomLetter()
    {
        var depth = 0;
        for (var i = _position; i < _tokens.Count && i < _position + 600; i++)
        {
            var token = _tokens[i];
            depth +=
                token.Text is "(" or "[" || token.Kind == TokenKind.Open ? 1
                : token.Text is ")" or "]" || token.Kind == TokenKind.Close ? -1
                : 0;
            if (token is { Kind: TokenKind.Letter, Text: "X" or "Y" or "Z" })
            {
                return true;
            }

            if (depth <= 0 && token.Kind is not TokenKind.Command)
            {
                return false;
            }
        }

        return false;
    }

    // ---- fences ----

    private bool IsOpeningFence()
    {
        var at =
            Current.Kind == TokenKind.Command && (Current.Text == "\\left" || Notation.Sizes.Contains(Current.Text))
                ? 1
                : 0;
        var fence = Ahead(at);
        return fence.Kind is TokenKind.Sign or TokenKind.Command
            && fence.Text is "(" or "[" or "\\{" or "\\lbrace" or "\\lbrack";
    }

    private Expression ParseFenced()
    {
        var start = Here;
        if (Current.IsCommand("\\left"))
        {
            return ParseLeftRight(start);
        }

        if (Current.Kind == TokenKind.Command && Notation.Sizes.Contains(Current.Text))
        {
            _position++;
        }

        if (Bar(Current) is not null && !Current.IsCommand("\\lvert") && !Current.IsCommand("\\lVert"))
        {
            return ParseBars(start);
        }

        var open = Notation.Fences.GetValueOrDefault(Current.Text, Current.Text);
        _position++;
        var content = ParseFenceContent(open is "|" or "\\|" ? open : null, open == "\\{");
        if (
            Current.Kind == TokenKind.Command
            && Notation.Sizes.Contains(Current.Text)
            && Notation.Closing.ContainsKey(Ahead(1).Text)
        )
        {
            _position++;
        }

        if (
            Current.Kind is TokenKind.Sign or TokenKind.Command
            && Notation.Closing.TryGetValue(Current.Text, out var close)
        )
        {
            var expected = open is "|" or "\\|" ? open : Notation.Opening[open];
            if (close != expected && !(open is "(" or "[" && close is ")" or "]"))
            {
                Report($"'{open}' is closed by '{close}'", Span(Current));
            }

            _position++;
            return At(start, Between(open, content, close));
        }

        Report($"'{open}' is not closed", new SourceSpan(start, Here));
        return At(start, new Delimited(open, content, Notation.Opening.GetValueOrDefault(open, ")")));
    }

    private Expression ParseFenceContent(string? bar, bool set)
    {
        if (set && Current.Kind == TokenKind.Begin && IsCaseTable())
        {
            return Nested(ParseCaseTable, line: true, cells: true, fenced: false);
        }

        return Nested(
            () =>
            {
                SkipToOperand(joined: true);
                if (Current.Kind is TokenKind.Sign or TokenKind.Command && Notation.Closing.ContainsKey(Current.Text))
                {
                    return new Missing();
                }

                if (EndsLine(Current))
                {
                    return new Missing();
                }

                var content = ParseSequence();
                SkipToOperand(joined: true);
                return content;
            },
            bar,
            set: set
        );
    }

    private Expression ParseLeftRight(int start)
    {
        _position++;
        var open = Fence("\\left");
        var content = ParseFenceContent(null, open == "\\{");
        while (Current.Kind != TokenKind.End && !Current.IsCommand("\\right") && !EndsGroupHard(Current))
        {
            Report($"unexpected '{Describe(Current)}' between fences", Span(Current));
            _position++;
            if (StartsOperand())
            {
                Deeper(ParseFactor);
            }
        }

        var close = ")";
        if (Current.IsCommand("\\right"))
        {
            _position++;
            close = Fence("\\right");
        }
        else
        {
            Report("\\left without \\right", new SourceSpan(start, Here));
            close = Notation.Opening.GetValueOrDefault(open, open);
        }

        if (open == "." && close == "|" && Current.Kind == TokenKind.Subscript)
        {
            var scripts = (Scripted)ParseScripts(Here, new Missing());
            return At(start, new EvaluatedAt(content, scripts.Subscript ?? new Missing(), scripts.Superscript));
        }

        return open == "\\{" && close == "." && content is Cases ? content : At(start, Between(open, content, close));
    }

    // \left[ \begin{matrix} … \end{matrix} \right]: the fences are the matrix's. \left. a / b \right. only groups.
    private static Expression Between(string open, Expression content, string close) =>
        (open, close) is (".", ".") ? new Delimited("(", content, ")")
        : content is Matrix { Open: ".", Close: "." } matrix && (open, close) is ("(", ")") or ("[", "]")
            ? matrix with
            {
                Open = open,
                Close = close,
            }
        : new Delimited(open, content, close);

    private static bool EndsGroupHard(Token token) =>
        token.Kind is TokenKind.Close or TokenKind.Finish or TokenKind.End;

    private string Fence(string after)
    {
        var token = Current;
        if (token.Kind is TokenKind.Sign or TokenKind.Command && Notation.Fences.TryGetValue(token.Text, out var fence))
        {
            _position++;
            return fence;
        }

        Report($"expected a fence after {after}, found '{Describe(token)}'", Span(token));
        return ".";
    }

    // |x|, \|x\|, ||x||; where || cannot be a norm it is two bars.
    private Expression ParseBars(int start)
    {
        var bar = Bar(Current)!;
        if (bar == "|" && Bar(Ahead(1)) == "|" && !Ahead(1).Spaced)
        {
            var mark = Mark();
            _position += 2;
            _operandAt = _position;
            var norm = ParseFenceContent("||", false);
            if (
                Bar(Current) == "|"
                && Bar(Ahead(1)) == "|"
                && _diagnostics.Count == mark.Diagnostics
                && norm is not Missing
            )
            {
                _position += 2;
                return At(start, new Delimited("\\|", norm, "\\|"));
            }

            Return(mark);
        }

        _position++;
        _operandAt = _position;
        var content = ParseFenceContent(bar, false);
        if (Current.Kind == TokenKind.Command && Notation.Sizes.Contains(Current.Text))
        {
            _position++;
        }

        if (Bar(Current) == bar)
        {
            _position++;
        }
        else
        {
            Report($"'{bar}' is not closed", new SourceSpan(start, Here));
        }

        return At(start, new Delimited(bar, content, bar));
    }
}
