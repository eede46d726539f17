// The report for people: a line for each formula, then every refuted one in full, then the counts; of several documents a
// line for each of them, and only what was not expected in full.
using System.Globalization;
using System.Text;

namespace LossProofs.Audit.Reports;

/// <summary>Writes a report as plain text, coloured when asked to.</summary>
public static class TextReport
{
    private const int LongestFormula = 400;

    private const string RerunLabel = "  re-run   ";

    // The columns of the overview, with the widths of their headings.
    private static readonly (Verdict Verdict, int Width)[] s_columns =
    [
        (Verdict.Proved, 6),
        (Verdict.Tested, 6),
        (Verdict.Refuted, 7),
        (Verdict.Definition, 11),
        (Verdict.Unchecked, 9),
    ];

    /// <summary>The report, with a line for each formula that is shown; the counts are of all.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="colour">Whether verdicts are coloured.</param>
    /// <param name="width">What a line of a formula is cut to; null: nothing is cut.</param>
    public static string Write(AuditReport report, bool colour = false, int? width = null) =>
        Written.Text(stream => Write(report, stream, colour, width));

    /// <summary>Writes the report, with a line for each formula that is shown; the counts are of all.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="output">Where to.</param>
    /// <param name="colour">Whether verdicts are coloured.</param>
    /// <param name="width">What a line of a formula is cut to; null: nothing is cut.</param>
    public static void Write(AuditReport report, Stream output, bool colour = false, int? width = null)
    {
        using var lines = Written.Lines(output);
        var text = new StringBuilder();
        foreach (var document in report.Documents)
        {
            Drain(text, lines, width);
            text.Append(document.Path);
            text.AppendLine(document.Title.Length == 0 ? "" : $": {document.Title}");
            if (document is { Equations.Count: 0, IsUnread: false })
            {
                text.AppendLine("  no display formula was found in this document");
            }

            AppendAll(text, document, report.Shown(document).Where(IsListed).ToList(), colour, width);
            if (document.Missing is { } missing && report.IsShown is null)
            {
                AppendMissing(text, document, missing);
            }

            text.AppendLine();
        }

        text.AppendLine(SummaryLine(report));
        if (InlineLine(report) is { } sentences)
        {
            text.AppendLine(sentences);
        }

        if (UndecidedLine(report) is { } undecided)
        {
            text.AppendLine(Paint(undecided, Verdict.Unchecked, colour));
        }

        if (WithoutRole(report) is { } formula)
        {
            text.AppendLine(
                $"a role is declared in a bindings file: equations: {{ '{formula.Tag ?? $"#{formula.Ordinal}"}': {{ role: claim }} }} (docs/bindings.md)"
            );
        }

        Drain(text, lines, width);
    }

    // The lines that are composed, as wide as they may be.
    private static void Drain(StringBuilder text, TextWriter output, int? width)
    {
        output.Write(Fold(text.ToString().ReplaceLineEndings("\n"), width));
        text.Clear();
    }

    // The first formula of which it is to be said what it does.
    private static EquationReport? WithoutRole(AuditReport report) =>
        report.Undecided.FirstOrDefault(equation =>
            equation.Claims.Any(claim => claim.Reason?.Contains("declare its role", StringComparison.Ordinal) == true)
        );

    /// <summary>The report on several documents: counts for each, and what is not as expected.</summary>
    public static string Overview(AuditReport report, bool colour = false, int? longest = null) =>
        Written.Text(stream => Overview(report, stream, colour, longest));

    /// <summary>Writes the report on several documents: counts for each, and what is not as expected.</summary>
    public static void Overview(AuditReport report, Stream output, bool colour = false, int? longest = null)
    {
        using var lines = Written.Lines(output);
        var text = new StringBuilder();
        var documents = report.Documents.Where(document => document.Equations.Count > 0);
        var width = documents.Select(document => document.Path.Length).DefaultIfEmpty().Max();
        text.AppendLine($"{new string(' ', width)}  proved  tested  refuted  definitions  unchecked");
        foreach (var document in documents)
        {
            Drain(text, lines, longest);
            text.Append(document.Path.PadRight(width));
            foreach (var (verdict, column) in s_columns)
            {
                var count = document.Equations.Count(equation => equation.Verdict == verdict && !equation.IsInline);
                var number = count.ToString(CultureInfo.InvariantCulture).PadLeft(column);
                text.Append("  ").Append(count == 0 ? number : Paint(number, verdict, colour));
            }

            text.AppendLine();
        }

        foreach (var document in report.Documents)
        {
            Drain(text, lines, longest);
            var surprises = document.Equations.Where(equation => equation.Fails(report.FailOn)).ToList();
            if (surprises.Count + document.Notes.Count == 0)
            {
                continue;
            }

            text.AppendLine().AppendLine(document.Path);
            AppendAll(text, document, surprises, colour, longest);
        }

        var empty = report
            .Documents.Where(document => document is { Equations.Count: 0, IsUnread: false })
            .Select(d => d.Path)
            .ToList();
        if (empty.Count > 0)
        {
            text.AppendLine().AppendLine($"no display formula was found in {Several(empty)}");
        }

        text.AppendLine().Append(SummaryLine(report)).AppendLine(HasSurprises(report) ? "" : "; all as expected");
        if (InlineLine(report) is { } sentences)
        {
            text.AppendLine(sentences);
        }

        if (UndecidedLine(report) is { } undecided)
        {
            text.AppendLine(Paint(undecided, Verdict.Unchecked, colour));
        }

        Drain(text, lines, longest);
    }

    /// <summary>
    /// A text whose lines are no longer than a width: they are broken at spaces, and go on where their words began. Commands
    /// to be run stay whole.
    /// </summary>
    /// <param name="text">Lines that end in a line feed.</param>
    /// <param name="width">In characters; null: as it is.</param>
    public static string Fold(string text, int? width)
    {
        if (width is not { } widest)
        {
            return text;
        }

        var folded = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            Fold(folded, line, widest);
            folded.Append('\n');
        }

        return folded.ToString(0, folded.Length - 1);
    }

    private static void Fold(StringBuilder folded, string line, int widest)
    {
        if (Visible(line) <= widest || line.StartsWith(RerunLabel, StringComparison.Ordinal))
        {
            folded.Append(line);
            return;
        }

        // A label of the counterexample's lines, or the indent.
        var indent = line.Length - line.TrimStart().Length;
        var hanging = Math.Min(
            widest / 2,
            indent == 2
            && line.Length > RerunLabel.Length
            && line[RerunLabel.Length - 1] == ' '
            && line[RerunLabel.Length] != ' '
                ? RerunLabel.Length
                : indent + 2
        );
        var column = 0;
        foreach (var word in line.TrimStart().Split(' '))
        {
            var length = Visible(word);
            if (column == 0)
            {
                folded.Append(' ', indent);
                column = indent;
            }
            else if (column + 1 + length > widest && column > hanging)
            {
                folded.Append('\n').Append(' ', hanging);
                column = hanging;
            }
            else
            {
                folded.Append(' ');
                column++;
            }

            folded.Append(word);
            column += length;
        }
    }

    // Without the signs that colour it.
    private static int Visible(string text)
    {
        var length = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\u001b' && text.IndexOf('m', at) is >= 0 and var end)
            {
                at = end;
            }
            else
            {
                length++;
            }
        }

        return length;
    }

    /// <summary>How many claims in sentences got which verdict; null where there are none.</summary>
    public static string? InlineLine(AuditReport report) =>
        report.Inline is { Equations: > 0 and var all } counts
            ? $"{Counted(all, "claim")} in sentences: {counts.Proved} proved, {counts.Tested} tested, "
                + $"{counts.Refuted} refuted, {counts.Unchecked} unchecked"
            : null;

    /// <summary>Whether a formula has a line of its own: a claim of a sentence has one where something was found.</summary>
    internal static bool IsListed(EquationReport equation) =>
        !equation.IsInline || equation.Verdict != Verdict.Unchecked;

    /// <summary>How many formulas are undecided, and which; null when all are decided.</summary>
    public static string? UndecidedLine(AuditReport report)
    {
        var undecided = report.Undecided;
        var asserting = report
            .Documents.SelectMany(d => d.Equations)
            .Count(e => e.Verdict != Verdict.Definition && !e.IsInline);
        var one = report.Documents.Count(document => document.Equations.Count > 0) == 1;
        var which = one ? $": {Several([.. undecided.Select(equation => equation.Name)])}" : "";
        var claims = $"{asserting} {(asserting == 1 ? "formula that claims" : "formulas that claim")} something";
        var open = undecided.Count();
        return open == 0 ? null : $"undecided: {open} of the {claims}, neither confirmed nor refuted{which}";
    }

    /// <summary>Names, the first of them if they are many.</summary>
    public static string Several(IReadOnlyList<string> names)
    {
        const int most = 8;
        return string.Join(", ", names.Take(most)) + (names.Count > most ? $" and {names.Count - most} more" : "");
    }

    /// <summary>One line: how many formulas, and how many of each verdict.</summary>
    public static string SummaryLine(AuditReport report)
    {
        var summary = report.Summary;
        var surprises = report
            .Documents.SelectMany(document => document.Equations)
            .Count(equation => equation.IsSurprise);
        var counts =
            $"{Counted(summary.Equations, "formula")}: {summary.Proved} proved, {summary.Tested} tested, {summary.Refuted} refuted, "
            + $"{Counted(summary.Definition, "definition")}, {summary.Unchecked} unchecked";
        return surprises == 0 ? counts : $"{counts}; {surprises} not as expected";
    }

    /// <summary>"1 formula", "2 formulas".</summary>
    internal static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    /// <summary>"p = 1/2, γ = 1/2".</summary>
    internal static string Point(CounterexampleReport counterexample) =>
        counterexample.Values.Count == 0
            ? "every point"
            : string.Join(", ", counterexample.Values.Select(value => $"{value.Key} = {value.Value}"));

    /// <summary>What stands behind the verdict, in a few words.</summary>
    internal static string InAFewWords(EquationReport equation)
    {
        var claim = equation.Claims.FirstOrDefault(claim => claim.Verdict == equation.Verdict);
        var words = equation.Verdict switch
        {
            Verdict.Refuted when claim?.Counterexample is { } counterexample => "at " + Point(counterexample),
            Verdict.Unchecked => claim?.Reason ?? "",
            Verdict.Definition => JsonReport.Word(equation.Role),
            _ => claim?.Evidence ?? "",
        };
        return (equation.Verdict == Verdict.Refuted, equation.Expectation) switch
        {
            (true, { } reason) => $"{words} (expected: {reason})",
            (false, { } reason) => $"{words} (expected to be refuted: {reason})",
            _ when equation.IsKnown => $"{words} (in the baseline)",
            _ => words,
        };
    }

    private static bool HasSurprises(AuditReport report) =>
        report.Documents.Any(document => document.Equations.Any(equation => equation.Fails(report.FailOn)));

    // A line for each, the notes, and the refuted ones in full.
    private static void AppendAll(
        StringBuilder text,
        DocumentReport document,
        IReadOnlyList<EquationReport> equations,
        bool colour,
        int? longest
    )
    {
        const int linesWidth = 5;
        var width = equations.Select(equation => equation.Name.Length).DefaultIfEmpty().Max();
        var places = equations.Select(equation => equation.Place.Length).Append(linesWidth).Max();
        foreach (var equation in equations)
        {
            AppendLine(text, equation, (width, places), colour, longest);
        }

        foreach (var note in document.Notes)
        {
            text.AppendLine($"  note: {note}");
        }

        foreach (var equation in equations.Where(equation => equation.Verdict == Verdict.Refuted))
        {
            AppendRefuted(text, document, equation, colour);
        }
    }

    private static void AppendLine(
        StringBuilder text,
        EquationReport equation,
        (int Name, int Place) width,
        bool colour,
        int? longest
    )
    {
        var verdict = JsonReport.Word(equation.Verdict).PadRight(10);
        var start = $"  {equation.Name.PadRight(width.Name)} {equation.Place.PadLeft(width.Place)}  ";
        var words = InAFewWords(equation);
        // At least a few words stay; what is cut is in the other formats and in `explain`.
        var room = Math.Max(20, (longest ?? int.MaxValue) - start.Length - verdict.Length - 2);
        words = words.Length <= room ? words : words[..(room - 1)].TrimEnd() + "…";
        text.AppendLine($"{start}{Paint(verdict, equation.Verdict, colour)}  {words}".TrimEnd());
        if (equation.Verdict != Verdict.Proved)
        {
            return;
        }

        // The rules stand in the line above: steps say more where there is more than one.
        foreach (
            var step in equation
                .Claims.Select(claim => claim.Proof?.Short ?? [])
                .Where(steps => steps.Count > 1)
                .SelectMany(steps => steps)
        )
        {
            text.AppendLine($"{new string(' ', start.Length + verdict.Length + 2)}{step}");
        }
    }

    private static void AppendRefuted(StringBuilder text, DocumentReport document, EquationReport equation, bool colour)
    {
        text.AppendLine();
        text.AppendLine($"{Header(document, equation)} {equation.Name} " + Paint("refuted", Verdict.Refuted, colour));
        foreach (var claim in equation.Claims.Where(claim => claim.Counterexample is not null))
        {
            var counterexample = claim.Counterexample!;
            text.AppendLine($"  claim    {Shorten($"{claim.Left} {claim.Relation} {claim.Right}")}");
            text.AppendLine($"  fails at {Point(counterexample)}");
            foreach (var (name, value) in counterexample.Named)
            {
                text.AppendLine($"  {name, -8} {value}");
            }

            if (claim.Repair is { } repair)
            {
                text.AppendLine($"  repair   {Shorten(repair)}");
            }

            if (claim.Reason is { } reason)
            {
                text.AppendLine($"           ({reason})");
            }

            if (claim.Rerun is { } rerun)
            {
                text.AppendLine($"{RerunLabel}{rerun}");
            }
        }
    }

    // The block of bindings that the reader may correct and accept.
    private static void AppendMissing(StringBuilder text, DocumentReport document, string missing)
    {
        var whole = document.Path == "-" ? "" : $" ('lossproofs bindings new {document.Path}' writes a whole one)";
        text.AppendLine().AppendLine($"  what is only guessed, as a bindings file to be corrected{whole}:");
        foreach (var line in missing.TrimEnd().Split('\n'))
        {
            text.AppendLine($"    {line}");
        }
    }

    private static string Header(DocumentReport document, EquationReport equation) =>
        equation switch
        {
            { File: not null } => equation.Place,
            { Cell: { } cell } => string.Create(
                CultureInfo.InvariantCulture,
                $"{document.Path}, cell {cell}, line {equation.Line}"
            ),
            _ => $"{document.Path}:{equation.Place}",
        };

    private static string Shorten(string formula)
    {
        var oneLine = string.Join(' ', formula.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return oneLine.Length <= LongestFormula ? oneLine : oneLine[..LongestFormula] + " …";
    }

    private static string Paint(string word, Verdict verdict, bool colour)
    {
        if (!colour)
        {
            return word;
        }

        var code = verdict switch
        {
            Verdict.Refuted => "31;1",
            Verdict.Unchecked => "33",
            Verdict.Tested => "36",
            Verdict.Proved => "32",
            _ => "2",
        };
        return $"\u001b[{code}m{word}\u001b[0m";
    }
}
