// Commands of packages (physics, mathtools and their kin) that stand for plain notation, written out in it. A document's own
// definition of such a name stands before; what has arguments of another form than the package's stays unknown.
using System.Text;

namespace LossProofs.Audit.Latex;

internal static class PackageCommands
{
    // Longer texts are no arguments.
    private const int Longest = 20_000;

    private static readonly Dictionary<string, string> s_words = new(StringComparer.Ordinal)
    {
        ["\\vdot"] = "\\cdot ",
        ["\\dotproduct"] = "\\cdot ",
        ["\\grad"] = "\\nabla ",
        ["\\gradient"] = "\\nabla ",
        ["\\Tr"] = "\\operatorname{tr}",
        ["\\trace"] = "\\operatorname{tr}",
        ["\\Trace"] = "\\operatorname{tr}",
        ["\\vcentcolon"] = ":",
        ["\\ordinarycolon"] = ":",
        ["\\qif"] = "\\quad\\text{if}\\quad ",
        ["\\qthen"] = "\\quad\\text{then}\\quad ",
        ["\\qotherwise"] = "\\quad\\text{otherwise}\\quad ",
        ["\\qfor"] = "\\quad\\text{for}\\quad ",
        ["\\qwhere"] = "\\quad\\text{where}\\quad ",
        ["\\qand"] = "\\quad\\text{and}\\quad ",
        ["\\qor"] = "\\quad\\text{or}\\quad ",
        ["\\qas"] = "\\quad\\text{as}\\quad ",
        ["\\qwith"] = "\\quad\\text{with}\\quad ",
        ["\\qgiven"] = "\\quad\\text{given}\\quad ",
        ["\\qassume"] = "\\quad\\text{assume}\\quad ",
        ["\\qsince"] = "\\quad\\text{since}\\quad ",
        ["\\adjustlimits"] = " ",
    };

    // One argument in braces, with a star or a size before it: what stands on its sides.
    private static readonly Dictionary<string, (string Before, string After)> s_around = new(StringComparer.Ordinal)
    {
        ["\\abs"] = ("\\left| ", " \\right|"),
        ["\\absolutevalue"] = ("\\left| ", " \\right|"),
        ["\\norm"] = ("\\left\\| ", " \\right\\|"),
        ["\\ceil"] = ("\\left\\lceil ", " \\right\\rceil"),
        ["\\floor"] = ("\\left\\lfloor ", " \\right\\rfloor"),
        ["\\pqty"] = ("\\left( ", " \\right)"),
        ["\\bqty"] = ("\\left[ ", " \\right]"),
        ["\\Bqty"] = ("\\left\\{ ", " \\right\\}"),
        ["\\vqty"] = ("\\left| ", " \\right|"),
        ["\\ev"] = ("\\left\\langle ", " \\right\\rangle "),
        ["\\expval"] = ("\\left\\langle ", " \\right\\rangle "),
        ["\\expectationvalue"] = ("\\left\\langle ", " \\right\\rangle "),
        ["\\order"] = ("\\mathcal{O}\\left( ", " \\right)"),
        ["\\vb"] = ("\\mathbf{", "}"),
        ["\\vectorbold"] = ("\\mathbf{", "}"),
        ["\\va"] = ("\\vec{\\mathbf{", "}}"),
        ["\\vectorarrow"] = ("\\vec{\\mathbf{", "}}"),
        ["\\vu"] = ("\\hat{\\mathbf{", "}}"),
        ["\\vectorunit"] = ("\\hat{\\mathbf{", "}}"),
        ["\\qq"] = ("\\quad\\text{", "}\\quad "),
        ["\\eval"] = ("\\left. ", " \\right|"),
        ["\\Aboxed"] = ("", ""),
        ["\\pmqty"] = ("\\begin{pmatrix}", "\\end{pmatrix}"),
        ["\\bmqty"] = ("\\begin{bmatrix}", "\\end{bmatrix}"),
        ["\\vmqty"] = ("\\begin{vmatrix}", "\\end{vmatrix}"),
    };

    // With two arguments in braces these mean something else.
    private static readonly HashSet<string> s_single = ["\\ev", "\\expval", "\\expectationvalue"];

    /// <summary>What the command at the end of whose name a place is stands for, and where its arguments end.</summary>
    /// <param name="name">The command, with its backslash.</param>
    /// <param name="text">The formula.</param>
    /// <param name="at">Just behind the name.</param>
    public static (int End, string Written)? Expand(string name, string text, int at)
    {
        if (s_words.TryGetValue(name, out var word))
        {
            return (at, word);
        }

        if (s_around.TryGetValue(name, out var around))
        {
            return
                Group(text, SkipSize(text, at)) is var (end, content)
                && !(s_single.Contains(name) && Group(text, end) is not null)
                ? (end, around.Before + content + around.After)
                : null;
        }

        return name switch
        {
            "\\uncover" or "\\onslide" or "\\visible" => Uncovered(text, at),
            "\\pause" => (at, " "),
            "\\qty" or "\\quantity" => Fenced(text, at, ("\\left", "\\right"), braces: true),
            "\\mqty" or "\\matrixquantity" => Fenced(text, at, ("\\begin", "\\end"), braces: false),
            "\\flatfrac" or "\\nicefrac" or "\\sfrac" => Two(text, at) is var (end, top, bottom)
                ? (end, $"\\frac{{{top}}}{{{bottom}}}")
                : null,
            "\\dd" or "\\differential" => Differential(text, at),
            "\\dv" or "\\derivative" => Derivative(text, at, "\\mathrm{d}", mixed: false),
            "\\pdv" or "\\pderivative" or "\\partialderivative" => Derivative(text, at, "\\partial", mixed: true),
            "\\laplacian" => (at, "\\nabla^2 "),
            "\\mathrm"
            or "\\text"
            or "\\textrm"
            or "\\textup"
            or "\\mathup"
            or "\\mathsf"
            or "\\textsf"
            or "\\mathit"
            or "\\textit"
            or "\\operatorname"
            or "\\rm" => UprightD(name, text, at),
            _ => null,
        };
    }

    // \uncover<2->{= x}: what a slide shows from some step on, it shows in the end. What is to go again is no part of one formula.
    private static (int End, string Written)? Uncovered(string text, int at)
    {
        var start = Lexer.SkipSpaces(text, at);
        if (start < text.Length && text[start] == '<')
        {
            var close = text.IndexOf('>', start);
            if (close < 0 || !text.AsSpan(start + 1, close - start - 1).Trim().EndsWith("-"))
            {
                return null;
            }

            start = close + 1;
        }

        return Group(text, start) is var (end, content) ? (end, content) : (start, " ");
    }

    /// <summary>The plain environment for cases* and its kin, whose second column is words; null where it is none.</summary>
    /// <param name="environment">The environment's name.</param>
    /// <param name="text">The formula.</param>
    /// <param name="at">Just behind the name in braces.</param>
    public static (int End, string Written)? Cases(string environment, string text, int at)
    {
        if (environment is not ("cases*" or "dcases*" or "rcases*" or "drcases*"))
        {
            return null;
        }

        var closing = $"\\end{{{environment}}}";
        var end = text.IndexOf(closing, at, StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        var plain = environment[..^1];
        var written = new StringBuilder($"\\begin{{{plain}}}");
        var rows = text[at..end].Split("\\\\");
        for (var row = 0; row < rows.Length; row++)
        {
            var columns = rows[row].Split('&');
            written.Append(row == 0 ? "" : "\\\\ ").Append(columns[0]);
            if (columns.Length > 1)
            {
                written.Append(" & \\text{").AppendJoin('&', columns.Skip(1)).Append('}');
            }
        }

        return (end + closing.Length, written.Append($"\\end{{{plain}}}").ToString());
    }

    /// <summary>Behind a star or a size, in brackets or as a command: \abs*{…}, \abs[\big]{…}, \abs\big{…}.</summary>
    public static int SkipSize(string text, int at)
    {
        at = Lexer.SkipSpaces(text, at);
        if (at < text.Length && text[at] == '*')
        {
            return at + 1;
        }

        if (Bracketed(text, at) is var (past, size) && Notation.Sizes.Contains(size.Trim()))
        {
            return past;
        }

        var end = at + 1;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        return at < text.Length && text[at] == '\\' && Notation.Sizes.Contains(text[at..end]) ? end : at;
    }

    /// <summary>What stands in brackets at a place, and where they end; null where there are none.</summary>
    public static (int End, string Content)? Bracketed(string text, int at)
    {
        at = Lexer.SkipSpaces(text, at);
        return at < text.Length && text[at] == '[' && Close(text, at, '[', ']') is { } close
            ? (close + 1, text[(at + 1)..close])
            : null;
    }

    // \qty(…), \qty[…], \qty|…|, \qty{…}: fences that grow; \mqty(…): a matrix.
    private static (int End, string Written)? Fenced(
        string text,
        int at,
        (string Open, string Close) around,
        bool braces
    )
    {
        at = Lexer.SkipSpaces(text, SkipSize(text, at));
        if (Group(text, at) is var (end, content))
        {
            // \qty{10}{\metre} is a number with a unit.
            return Group(text, end) is not null ? null
                : braces ? (end, $"\\left\\{{ {content} \\right\\}}")
                : (end, $"\\begin{{matrix}}{content}\\end{{matrix}}");
        }

        if (at >= text.Length || text[at] is not ('(' or '[' or '|'))
        {
            return null;
        }

        var open = text[at];
        var close = open switch
        {
            '(' => ')',
            '[' => ']',
            _ => '|',
        };
        if (Close(text, at, open, close) is not { } closed)
        {
            return null;
        }

        var inner = text[(at + 1)..closed];
        var kind = open switch
        {
            '(' => "pmatrix",
            '[' => "bmatrix",
            _ => "vmatrix",
        };
        return (
            closed + 1,
            braces
                ? $"{around.Open}{open} {inner} {around.Close}{close}"
                : $"{around.Open}{{{kind}}}{inner}{around.Close}{{{kind}}}"
        );
    }

    // \mathrm d, \text{d}, {\rm d}: one spelling for the d of differentials, \mathrm{d}.
    private static (int End, string Written)? UprightD(string name, string text, int at)
    {
        var start = Lexer.SkipSpaces(text, at);
        var isBraced = start < text.Length && text[start] == '{';
        var letter = isBraced ? Lexer.SkipSpaces(text, start + 1) : start;
        if (letter >= text.Length || text[letter] != 'd')
        {
            return null;
        }

        var end = isBraced ? Lexer.SkipSpaces(text, letter + 1) : letter + 1;
        if (isBraced)
        {
            return end < text.Length && text[end] == '}' && name != "\\mathrm" ? (end + 1, "\\mathrm{d}") : null;
        }

        // \rm reads on, and \operatorname takes braces.
        return name == "\\rm" && (end >= text.Length || text[end] != '}') ? null : (end, "\\mathrm{d}");
    }

    // \dd x, \dd{x}, \dd[3]{x}, \dd(x).
    private static (int End, string Written)? Differential(string text, int at)
    {
        var (end, power) = Order(text, at);
        return Group(text, end) is var (past, of) ? (past, $"\\,\\mathrm{{d}}{power} {of} ")
            : power.Length > 0 ? null
            : (at, "\\,\\mathrm{d} ");
    }

    // \dv{x}, \dv{f}{x}, \dv[2]{f}{x}, \dv*{f}{x}; \pdv{f}{x}{y} by both.
    private static (int End, string Written)? Derivative(string text, int at, string sign, bool mixed)
    {
        at = Lexer.SkipSpaces(text, at);
        var (end, power) = Order(text, at < text.Length && text[at] == '*' ? at + 1 : at);
        if (Group(text, end) is not var (first, one) || one.Contains(',', StringComparison.Ordinal) && power.Length > 0)
        {
            return null;
        }

        if (Group(text, first) is not var (second, two))
        {
            return (first, Operator(power, one + power));
        }

        // \pdv{f}{x,y} is another package's.
        if (two.Contains(',', StringComparison.Ordinal))
        {
            return null;
        }

        var third = mixed && power.Length == 0 ? Group(text, second) : null;
        var operation = third is var (_, three)
            ? $"\\frac{{{sign}^2}}{{{sign} {two} \\, {sign} {three}}}"
            : Operator(power, two + power);
        return (third?.End ?? second, one.Trim().Length == 0 ? operation : $"{{{operation}\\left( {one} \\right)}}");

        string Operator(string order, string by) => $"\\frac{{{sign}{order}}}{{{sign} {by}}}";
    }

    // [n] as a power.
    private static (int End, string Power) Order(string text, int at) =>
        Bracketed(text, at) is var (end, order) ? (end, $"^{{{order}}}") : (at, "");

    private static (int End, string First, string Second)? Two(string text, int at) =>
        Group(text, at) is var (middle, first) && Group(text, middle) is var (end, second)
            ? (end, first, second)
            : null;

    // What stands in braces at a place; null where there are none, or none that close.
    private static (int End, string Content)? Group(string text, int at)
    {
        at = Lexer.SkipSpaces(text, at);
        if (at >= text.Length || text[at] != '{')
        {
            return null;
        }

        var end = Lexer.Argument(text, at, out var content);
        return end - at == content.Length + 2 && content.Length <= Longest ? (end, content) : null;
    }

    // The sign that closes the one at a place: pairs and groups inside are passed over.
    private static int? Close(string text, int at, char open, char close)
    {
        var (depth, groups) = (0, 0);
        for (var i = at; i < text.Length && i - at < Longest; i++)
        {
            var sign = text[i];
            if (sign == '\\')
            {
                i++;
            }
            else if (sign is '{' or '}')
            {
                groups += sign == '{' ? 1 : -1;
                if (groups < 0)
                {
                    return null;
                }
            }
            else if (groups == 0 && open != close && sign == open)
            {
                depth++;
            }
            else if (groups == 0 && sign == close && i > at && (open == close || --depth == 0))
            {
                return i;
            }
        }

        return null;
    }
}
