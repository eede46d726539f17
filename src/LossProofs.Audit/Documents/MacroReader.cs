// The commands that a document defines: \newcommand{\name}[n][default]{body}, \def\name#1{body},
// \DeclareMathOperator{\name}{word}, \DeclarePairedDelimiter{\name}{left}{right} and its kin.
using LossProofs.Audit.Latex;

namespace LossProofs.Audit.Documents;

/// <summary>Finds the definitions of commands in a source.</summary>
internal sealed class MacroReader
{
    private const int Most = 500;
    private const int LongestBody = 2_000;

    private static readonly string[] s_commands =
    [
        "\\newcommand",
        "\\renewcommand",
        "\\providecommand",
        "\\DeclareRobustCommand",
        "\\NewDocumentCommand",
        "\\RenewDocumentCommand",
        "\\DeclareMathOperator",
        "\\DeclarePairedDelimiter",
        "\\DeclarePairedDelimiterX",
        "\\DeclarePairedDelimiterXPP",
        "\\def",
    ];

    private readonly Dictionary<string, Macro> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _spans = [];

    /// <summary>By name, with the backslash.</summary>
    public IReadOnlyDictionary<string, Macro> Found => _found;

    /// <summary>Where the definitions start and end.</summary>
    public IReadOnlyDictionary<int, int> Spans => _spans;

    /// <summary>Reads all of them.</summary>
    public void Read(string text)
    {
        foreach (var command in s_commands)
        {
            for (
                var at = text.IndexOf(command, StringComparison.Ordinal);
                at >= 0 && _found.Count < Most;
                at = text.IndexOf(command, at + 1, StringComparison.Ordinal)
            )
            {
                var end = at + command.Length;
                if (end < text.Length && !char.IsAsciiLetter(text[end]))
                {
                    Read(text, command, at);
                }
            }
        }
    }

    private void Read(string text, string command, int at)
    {
        var i = at + command.Length;
        var star = text[i] == '*';
        i = Lexer.SkipSpaces(text, i + (star ? 1 : 0));
        var braced = i < text.Length && text[i] == '{';
        i += braced ? 1 : 0;
        if (i >= text.Length || text[i] != '\\')
        {
            return;
        }

        var end = i + 1;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        var name = text[i..end];
        i = end + (braced && end < text.Length && text[end] == '}' ? 1 : 0);
        if (name.Length < 2)
        {
            return;
        }

        var macro = command switch
        {
            "\\DeclareMathOperator" => Group(text, ref i) is { } word
                ? new Macro(0, $"\\operatorname{(star ? "*" : string.Empty)}{{{word}}}")
                : null,
            "\\NewDocumentCommand" or "\\RenewDocumentCommand" => Documented(text, ref i),
            "\\def" => Plain(text, ref i),
            _ when command.StartsWith("\\DeclarePaired", StringComparison.Ordinal) => Fences(text, command, ref i),
            _ => Command(text, ref i),
        };
        if (macro is null)
        {
            return;
        }

        _spans[at] = i;
        _found[name] = macro with
        {
            Body = macro
                .Body.Replace("\\ensuremath", string.Empty, StringComparison.Ordinal)
                .Replace("\\xspace", string.Empty, StringComparison.Ordinal),
        };
    }

    // [n][default]{body}
    private static Macro? Command(string text, ref int i)
    {
        var parameters = Number(text, ref i);
        string? standing = null;
        if (parameters > 0 && PackageCommands.Bracketed(text, i) is var (past, given))
        {
            (standing, i) = (given, past);
        }

        return Group(text, ref i) is { } body ? new Macro(parameters, body) { Default = standing } : null;
    }

    // #1#2{body}
    private static Macro? Plain(string text, ref int i)
    {
        var parameters = 0;
        while (i + 1 < text.Length && text[i] == '#')
        {
            parameters++;
            i += 2;
        }

        return i < text.Length && text[i] == '{' && Group(text, ref i) is { } body ? new Macro(parameters, body) : null;
    }

    // {m m}{body}, with O{default} for the first; other arguments are not read.
    private static Macro? Documented(string text, ref int i)
    {
        if (Group(text, ref i) is not { } written)
        {
            return null;
        }

        var arguments = written.Trim();
        string? standing = null;
        if (arguments.StartsWith("O{", StringComparison.Ordinal))
        {
            var past = Lexer.Argument(arguments, 1, out standing);
            arguments = "m" + arguments[past..];
        }

        var mandatory = arguments.Where(letter => !char.IsWhiteSpace(letter)).ToList();
        return mandatory.TrueForAll(letter => letter == 'm') && Group(text, ref i) is { } body
            ? new Macro(mandatory.Count, body) { Default = standing }
            : null;
    }

    // {left}{right}; X: [n]{left}{right}{body}; XPP: [n]{before}{left}{right}{after}{body}.
    private static Macro? Fences(string text, string command, ref int i)
    {
        var extended = command != "\\DeclarePairedDelimiter";
        var parameters = extended ? Number(text, ref i) : 1;
        var count =
            !extended ? 2
            : command[^1] == 'X' ? 3
            : 5;
        var groups = new List<string>();
        while (groups.Count < count)
        {
            if (Group(text, ref i) is not { } group)
            {
                return null;
            }

            groups.Add(group.Trim());
        }

        var (before, after) = count == 5 ? (groups[0], groups[3]) : ("", "");
        var (left, right) = count == 5 ? (groups[1], groups[2]) : (groups[0], groups[1]);
        var body = extended ? groups[^1] : "#1";
        return new Macro(parameters, $"{before}\\left{Fence(left)} {body} \\right{Fence(right)}{after}")
        {
            IsFence = true,
        };

        static string Fence(string sign) => sign.Length == 0 ? "." : sign;
    }

    private static int Number(string text, ref int i)
    {
        var at = Lexer.SkipSpaces(text, i);
        if (at + 2 < text.Length && text[at] == '[' && char.IsAsciiDigit(text[at + 1]) && text[at + 2] == ']')
        {
            i = at + 3;
            return text[at + 1] - '0';
        }

        return 0;
    }

    // The braced group at a place, which has to be closed soon.
    private static string? Group(string text, ref int i)
    {
        var at = Lexer.SkipSpaces(text, i);
        if (at >= text.Length || text[at] != '{')
        {
            return null;
        }

        var end = Lexer.Argument(text.Substring(at, Math.Min(text.Length - at, LongestBody)), 0, out var content);
        if (end != content.Length + 2)
        {
            return null;
        }

        i = at + end;
        return content;
    }
}
