// Org mode: headings and names as Markdown's and LaTeX's; blocks of code, drawers and comments are left out.
using System.Text.RegularExpressions;

namespace LossProofs.Audit.Documents;

internal sealed partial class OrgFormat : SourceFormat
{
    public override IReadOnlyList<string> Names => ["org"];

    public override IReadOnlyList<string> Endings => [".org"];

    internal override SourceText Translate(string text, Func<string, string?>? open)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        string? title = null;
        var (until, label) = ("", "");
        for (var i = 0; i < lines.Length; i++)
        {
            var trimmed = lines[i].Trim();
            if (until.Length > 0)
            {
                until = trimmed.Equals(until, StringComparison.OrdinalIgnoreCase) ? "" : until;
                lines[i] = "";
            }
            else if (Block().Match(trimmed) is { Success: true } block)
            {
                until = $"#+end_{block.Groups["name"].Value}";
                lines[i] = "";
            }
            else if (trimmed.Equals(":PROPERTIES:", StringComparison.OrdinalIgnoreCase) || trimmed == ":LOGBOOK:")
            {
                until = ":END:";
                lines[i] = "";
            }
            else if (Heading().Match(lines[i]) is { Success: true } heading)
            {
                lines[i] =
                    $"{new string('#', Math.Min(6, heading.Groups["stars"].Length))} {heading.Groups["words"].Value}";
            }
            else if (Keyword().Match(trimmed) is { Success: true } keyword)
            {
                var value = keyword.Groups["value"].Value.Trim();
                var name = keyword.Groups["name"].Value.ToUpperInvariant();
                title ??= name == "TITLE" ? value : null;
                label = name is "NAME" or "LABEL" ? value : label;
                // The document's own commands.
                lines[i] = name is "LATEX_HEADER" or "LATEX_HEADER_EXTRA" or "LATEX" ? value : "";
            }
            else if (trimmed is "#" || trimmed.StartsWith("# ", StringComparison.Ordinal))
            {
                var at = trimmed.IndexOf("lossproofs:", StringComparison.Ordinal);
                lines[i] = at < 0 ? "" : $"<!-- {trimmed[at..]} -->";
            }
            else if (trimmed is ":" || trimmed.StartsWith(": ", StringComparison.Ordinal))
            {
                lines[i] = "";
            }
            else
            {
                // What is indented is no code.
                lines[i] = label.Length > 0 ? Named(trimmed, ref label) : trimmed;
            }
        }

        return new SourceText(string.Join('\n', lines)) { Title = title };
    }

    // #+NAME: eq:x before a formula is its label.
    private static string Named(string line, ref string label)
    {
        if (Opening().Match(line) is not { Success: true } opening)
        {
            label = line.Length == 0 ? label : "";
            return line;
        }

        var named = line.Insert(opening.Index + opening.Length, $"\\label{{{label}}}");
        label = "";
        return named;
    }

    [GeneratedRegex(@"^(?:\\begin\{[a-z]+\*?\}|\\\[|\$\$)", RegexOptions.CultureInvariant)]
    private static partial Regex Opening();

    [GeneratedRegex(
        @"^#\+begin_(?<name>src|example|comment|export|verse)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex Block();

    // A heading's keywords are Org's own, as its manual has them, and no words of the title.
    [GeneratedRegex(
        @"^(?<stars>\*+)\s+(?:(?:TODO|DONE)\s+)?(?<words>.*?)(?:\s+:[\w:@]+:)?\s*$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Heading();

    [GeneratedRegex(@"^#\+(?<name>\w+)(?:\[[^\]]*\])?:(?<value>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Keyword();
}
