// reStructuredText: its `math` directives and roles as Markdown's, line by line.
using System.Text.RegularExpressions;

namespace LossProofs.Audit.Documents;

internal sealed partial class RestructuredFormat : SourceFormat
{
    public override IReadOnlyList<string> Names => ["rst"];

    public override IReadOnlyList<string> Endings => [".rst", ".rest"];

    internal override SourceText Translate(string text, Func<string, string?>? open)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var result = new string[lines.Length];
        var shifts = new int[lines.Length];
        var levels = new List<char>();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (MathDirective().Match(line) is { Success: true } math)
            {
                i = Display(lines, result, shifts, i, math);
            }
            else if (Comment().Match(line) is { Success: true } comment)
            {
                // What belongs to a comment, to code or to another directive that holds no words is left out.
                var words = comment.Groups["name"] is { Success: true, Value: var name } && s_words.Contains(name);
                result[i] = Ignored().Match(line) is { Success: true } ignored
                    ? $"<!-- {ignored.Groups["words"].Value} -->"
                    : "";
                i = words ? i : Blank(lines, result, i);
            }
            else if (
                i + 1 < lines.Length
                && line.Trim().Length > 0
                && Underline().IsMatch(lines[i + 1])
                && lines[i + 1].TrimEnd().Length >= line.TrimEnd().Length
            )
            {
                var mark = lines[i + 1][0];
                if (!levels.Contains(mark))
                {
                    levels.Add(mark);
                }

                result[i] = $"{new string('#', Math.Min(6, levels.IndexOf(mark) + 1))} {line.Trim()}";
                result[++i] = "";
            }
            else if (Underline().IsMatch(line))
            {
                result[i] = "";
            }
            else
            {
                var literal = line.TrimEnd().EndsWith("::", StringComparison.Ordinal);
                result[i] = Words(line);
                i = literal ? Blank(lines, result, i) : i;
            }
        }

        return new SourceText(string.Join('\n', result)) { Shifts = shifts };
    }

    // Directives whose content is words.
    private static readonly string[] s_words =
    [
        "note",
        "warning",
        "tip",
        "hint",
        "important",
        "attention",
        "caution",
        "danger",
        "error",
        "seealso",
        "admonition",
        "topic",
        "sidebar",
        "epigraph",
        "rubric",
        "theorem",
        "lemma",
        "definition",
        "proof",
        "corollary",
        "proposition",
    ];

    // Options, then the formula: on the directive's line, or below it; a blank line begins another.
    private static int Display(string[] lines, string[] result, int[] shifts, int at, Match directive)
    {
        var indent = directive.Groups["indent"].Length;
        var last = at;
        for (var next = at + 1; next < lines.Length; next++)
        {
            if (lines[next].Trim().Length == 0)
            {
                continue;
            }

            if (Indent(lines[next]) <= indent)
            {
                break;
            }

            last = next;
        }

        var label = "";
        var inside = false;
        var first = directive.Groups["formula"];
        var from = at + 1;
        for (; from <= last && Option().Match(lines[from]) is { Success: true } option; from++)
        {
            label = option.Groups["name"].Value is "label" or "name"
                ? $"\\label{{{option.Groups["value"].Value}}}"
                : label;
            result[from] = "";
        }

        result[at] = "";
        if (first.Value.Trim() is { Length: > 0 } only)
        {
            const string open = "$$";
            result[at] = $"{open}{only}{label}$$";
            shifts[at] = first.Index - open.Length;
            label = "";
        }

        for (var i = from; i <= last; i++)
        {
            var content = lines[i].Trim();
            var ends = i == last || lines[i + 1].Trim().Length == 0;
            var open = inside ? "" : "$$";
            result[i] = content.Length == 0 ? "" : $"{open}{content}{(inside ? "" : label)}{(ends ? "$$" : "")}";
            shifts[i] = Indent(lines[i]) - open.Length;
            (inside, label) = content.Length == 0 ? (false, label) : (!ends, "");
        }

        return last;
    }

    // Blanks what is indented below a line; gives the last line of it.
    private static int Blank(string[] lines, string[] result, int at)
    {
        var indent = Indent(lines[at]);
        var last = at;
        for (
            var next = at + 1;
            next < lines.Length && (lines[next].Trim().Length == 0 || Indent(lines[next]) > indent);
            next++
        )
        {
            result[next] = "";
            last = next;
        }

        return last;
    }

    // Dollars are signs of their own here; what is indented is no code.
    private static string Words(string line) =>
        MathRole().Replace(line.Trim().Replace("$", "\\$", StringComparison.Ordinal), "$$${math}$$");

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    [GeneratedRegex(@"^(?<indent>\s*)\.\.\s+math::[ \t]*(?<formula>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex MathDirective();

    [GeneratedRegex(@"^\s*\.\.(?:\s+(?<name>[\w-]+)::.*|\s.*|)$", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<words>lossproofs:.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Ignored();

    [GeneratedRegex(@"^\s*:(?<name>[a-z-]+):[ \t]*(?<value>[^\s]*)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Option();

    [GeneratedRegex(@"^([=\-~^""'`#*+:.])\1{2,}\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Underline();

    [GeneratedRegex(@":math:`(?<math>[^`\n]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex MathRole();
}
