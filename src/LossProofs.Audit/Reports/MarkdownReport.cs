// The report as a comment on a pull request: counts, a table of what needs attention, details folded away.
using System.Globalization;
using System.Text;

namespace LossProofs.Audit.Reports;

/// <summary>Writes a report as Markdown.</summary>
public static class MarkdownReport
{
    /// <summary>The report as Markdown, ending in a line feed.</summary>
    public static string Write(AuditReport report) => Written.Text(stream => Write(report, stream));

    /// <summary>Writes the report as Markdown, ending in a line feed.</summary>
    public static void Write(AuditReport report, Stream output)
    {
        using var lines = Written.Lines(output);
        var text = new StringBuilder("## LossProofs audit\n\n");
        text.Append(TextReport.SummaryLine(report)).Append(".\n");
        if (TextReport.InlineLine(report) is { } sentences)
        {
            text.Append('\n').Append(Cell(sentences)).Append(".\n");
        }

        if (TextReport.UndecidedLine(report) is { } undecided)
        {
            text.Append('\n').Append(Cell(undecided)).Append(".\n");
        }

        foreach (var document in report.Documents)
        {
            text.Drain(lines);
            text.Append($"\n### {Cell(document.Path)}\n\n");
            var counts = Summary.Of(document.Equations.Where(equation => !equation.IsInline));
            text.Append(
                CultureInfo.InvariantCulture,
                $"{TextReport.Counted(counts.Equations, "formula")}, {counts.Refuted} refuted, {counts.Unchecked} unchecked.\n\n"
            );
            text.Append("| formula | line | verdict | evidence |\n|---|---|---|---|\n");
            foreach (var equation in report.Shown(document).Where(TextReport.IsListed))
            {
                var mark = equation.Fails(report.FailOn) ? "**" : "";
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {Cell(equation.Name)} | {Cell(equation.Place)} | {mark}{JsonReport.Word(equation.Verdict)}{mark} "
                        + $"| {Cell(TextReport.InAFewWords(equation))} |\n"
                );
            }

            foreach (var note in document.Notes)
            {
                text.Append($"\nNote: {Cell(note)}\n");
            }

            foreach (var equation in report.Shown(document).Where(equation => equation.Verdict == Verdict.Refuted))
            {
                AppendRefuted(text, equation);
            }

            if (document.Missing is { } missing && document.Equations.Any(equation => equation.IsUndecided))
            {
                text.Append("\n<details><summary>What was guessed, to be declared (docs/bindings.md)</summary>\n\n");
                text.Append(Fence(missing.TrimEnd(), "yaml")).Append("\n</details>\n");
            }
        }

        text.Drain(lines);
    }

    private static void AppendRefuted(StringBuilder text, EquationReport equation)
    {
        text.Append($"\n<details><summary>{Cell(equation.Name)} refuted</summary>\n");
        foreach (var claim in equation.Claims.Where(claim => claim.Counterexample is not null))
        {
            var counterexample = claim.Counterexample!;
            text.Append($"\n{Fence($"{claim.Left} {claim.Relation} {claim.Right}")}\n");
            text.Append($"- fails at {Code(TextReport.Point(counterexample))}\n");
            text.Append(
                $"- {string.Join(", ", counterexample.Named.Select(named => $"{named.Name} {Code(named.Value)}"))}\n"
            );
            if (claim.Repair is { } repair)
            {
                text.Append($"- holds instead:\n\n{Fence(repair)}\n");
            }

            if (claim.Rerun is { } rerun)
            {
                text.Append($"- re-run: {Code(rerun)}\n");
            }
        }

        text.Append("\n</details>\n");
    }

    /// <summary>Safe in a table cell and in running text: no line breaks, no markup of the document's own.</summary>
    private static string Cell(string value)
    {
        var text = new StringBuilder();
        foreach (var character in value)
        {
            text.Append(
                character switch
                {
                    '\n' or '\r' => " ",
                    '<' => "&lt;",
                    '>' => "&gt;",
                    '&' => "&amp;",
                    '|' or '`' or '*' or '_' or '[' or ']' or '\\' or '$' => "\\" + character,
                    _ => character.ToString(),
                }
            );
        }

        return text.ToString();
    }

    private static string Code(string value)
    {
        var fence = new string('`', LongestRun(value) + 1);
        return $"{fence} {string.Join(' ', value.Split('\n', '\r'))} {fence}";
    }

    private static string Fence(string value, string language = "math")
    {
        var fence = new string('`', Math.Max(3, LongestRun(value) + 1));
        return $"{fence}{language}\n{value}\n{fence}\n";
    }

    private static int LongestRun(string value)
    {
        var longest = 0;
        var run = 0;
        foreach (var character in value)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
