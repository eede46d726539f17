// Markdown and what is written in it: Quarto, R Markdown, MyST. Their marks become LaTeX's own, in the same line.
using System.Text;
using System.Text.RegularExpressions;

namespace LossProofs.Audit.Documents;

internal sealed partial class MarkdownFormat : SourceFormat
{
    public override IReadOnlyList<string> Names => ["md", "markdown", "qmd", "rmd", "myst"];

    public override IReadOnlyList<string> Endings => [".md", ".markdown", ".qmd", ".rmd", ".myst"];

    internal override SourceText Translate(string text, Func<string, string?>? open) => Dialects(new SourceText(text));

    /// <summary>The text with the dialects' labels and blocks as LaTeX and Markdown; the lines stay the lines.</summary>
    internal static SourceText Dialects(SourceText source)
    {
        var text = source.Text;
        if (!Marks().IsMatch(text))
        {
            return source;
        }

        var lines = text.Split('\n');
        var (fence, colons, display, options) = ("", false, false, false);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            var trimmed = line.Trim();
            if (fence.Length > 0)
            {
                if (trimmed.StartsWith(fence, StringComparison.Ordinal) && trimmed.Trim(fence[0]).Length == 0)
                {
                    lines[i] = colons ? line.Replace(trimmed, "```", StringComparison.Ordinal) : line;
                    (fence, options) = ("", false);
                }
                else if (options && Option().Match(line) is { Success: true } option)
                {
                    // An option of ```{math}: its label is the formula's.
                    lines[i] = option.Groups["name"].Value is "label" or "name"
                        ? $"\\label{{{option.Groups["value"].Value}}}"
                        : "";
                }
                else
                {
                    options = false;
                }

                continue;
            }

            if (!display && Fence().Match(line) is { Success: true } opening)
            {
                var mark = opening.Groups["mark"].Value;
                options = opening.Groups["info"].Value.Trim().StartsWith("{math}", StringComparison.Ordinal);
                colons = mark[0] == ':';
                if (colons && !options)
                {
                    // A block of words: its marks are no words.
                    lines[i] = "";
                    continue;
                }

                fence = mark;
                lines[i] = colons ? "```{math}" : line;
                continue;
            }

            var after = display ^ (Count(line) % 2 == 1);
            if (!after && (display || Count(line) > 0))
            {
                // Behind the end of a display: MyST's (label), Quarto's {#eq-label}.
                lines[i] = line = Behind().Replace(line, "\\label{${label}}$$$$");
            }

            display = after && trimmed.Length > 0;
            line = Bookdown().Replace(line, "\\label{${label}}");
            lines[i] = MathRole().Replace(line, "$$${math}$$");
        }

        return source with
        {
            Text = string.Join('\n', lines),
        };
    }

    private static int Count(string line)
    {
        var count = 0;
        for (
            var at = line.IndexOf("$$", StringComparison.Ordinal);
            at >= 0;
            at = line.IndexOf("$$", at + 2, StringComparison.Ordinal)
        )
        {
            count++;
        }

        return count;
    }

    [GeneratedRegex(@"\{math\}|\{#|\(\\#|\$\$[ \t]*\(|^\s*:::", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Marks();

    [GeneratedRegex(@"^[ ]{0,3}(?<mark>`{3,}|~{3,}|:{3,})(?<info>[^`]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\s*:(?<name>[a-z-]+):[ \t]*(?<value>[^\s]*)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Option();

    [GeneratedRegex(
        @"\$\$[ \t]*(?:\((?<label>[A-Za-z][\w:.-]*)\)|\{#(?<label>[\w:.-]+)[^}\n]*\})[ \t]*\r?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Behind();

    [GeneratedRegex(@"\(\\#(?<label>[\w:.-]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Bookdown();

    [GeneratedRegex(@"\{math\}`(?<math>[^`\n]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex MathRole();
}
