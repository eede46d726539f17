// The ledger as Markdown: the counts, then a table for each document.
using System.Globalization;
using System.Text;

namespace LossProofs.Ledger;

/// <summary>Writes the ledger as Markdown that a code-hosting site renders.</summary>
public static class LedgerReport
{
    private static readonly string[] s_verdicts =
    [
        "proved",
        "tested",
        "refuted",
        "definition",
        "condition",
        "assumption",
        "empirical",
        "unchecked",
    ];

    /// <summary>The text, ending in a line feed.</summary>
    public static string Write(ClaimLedger ledger)
    {
        var text = new StringBuilder();
        text.Append("# The ledger\n\n");
        text.Append(
            "Every claim of the source documents and what became of it. Generated: `lossproofs ledger` prints it, a test "
                + "keeps it up to date, `docs/ledger-format.md` says how it is made and what the words mean.\n\n"
        );
        text.Append("## Numbers\n\n");
        AppendCounts(text, ledger);
        AppendReasons(text, ledger);
        foreach (var document in ledger.Documents)
        {
            AppendDocument(text, document, ledger);
        }

        return text.ToString();
    }

    private static void AppendCounts(StringBuilder text, ClaimLedger ledger)
    {
        text.Append("| document | tagged formulas | claims | ");
        text.AppendJoin(" | ", s_verdicts).Append(" |\n");
        text.Append("|---|---|---|").Insert(text.Length, "---|", s_verdicts.Length).Append('\n');
        foreach (var document in ledger.Documents)
        {
            AppendCounts(text, document.Name, [document]);
        }

        AppendCounts(text, "all", ledger.Documents);
        text.Append('\n');
    }

    private static void AppendCounts(StringBuilder text, string name, IReadOnlyList<LedgerDocument> documents)
    {
        var rows = documents.SelectMany(document => document.Rows).ToList();
        var tagged = documents.Sum(document =>
            document.Verdicts?.Formulas.Count(formula => formula.Tag is not null) ?? 0
        );
        text.Append(CultureInfo.InvariantCulture, $"| {name} | {tagged} | {rows.Count} |");
        foreach (var verdict in s_verdicts)
        {
            text.Append(CultureInfo.InvariantCulture, $" {rows.Count(row => row.Verdict == verdict)} |");
        }

        text.Append('\n');
    }

    private static void AppendReasons(StringBuilder text, ClaimLedger ledger)
    {
        var open = ledger
            .Documents.SelectMany(document => document.Rows)
            .Where(row => row.Verdict == "unchecked")
            .GroupBy(row => row.Reason ?? "undecided")
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal);
        text.Append("| not checkable, because | claims | meaning |\n|---|---|---|\n");
        foreach (var group in open)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {group.Key} | {group.Count()} | {Meaning(group.Key)} |\n");
        }
    }

    private static string Meaning(string reason) =>
        reason switch
        {
            "opinion" => "a judgement or a recommendation",
            "vague" => "not precise enough to be true or false",
            "empirical" => "about experience with data, models or training",
            "external" => "about other people's work or other software",
            "implementation" => "about a program's effort or behaviour that nothing here runs",
            "out-of-scope" => "precise, but of a kind that neither the audit nor the suite treats",
            _ => "precise, and the audit does not decide it",
        };

    private static void AppendDocument(StringBuilder text, LedgerDocument document, ClaimLedger ledger)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {document.Name}\n\n{document.Title}\n\n");
        text.Append("| place | line | kind | claim | verdict | evidence | checked by | correction |\n");
        text.Append("|---|---|---|---|---|---|---|---|\n");
        foreach (var row in document.Rows)
        {
            var verdict = row.Verdict == "refuted" ? "**refuted**" : row.Verdict;
            if (row.Reason is { } reason)
            {
                verdict += $": {reason}";
            }

            text.Append(
                CultureInfo.InvariantCulture,
                $"| {Cell(row.Place)} | {row.Line} | {row.Kind} | {Cell(row.Claim)} | {verdict} "
                    + $"| {Cell(Evidence(row))} | {CheckedBy(row, document, ledger)} | {Cell(row.Correction ?? "")} |\n"
            );
        }
    }

    private static string Evidence(LedgerRow row) =>
        (row.Evidence.Length, row.Note) switch
        {
            (_, null) => row.Evidence,
            (0, { } note) => note,
            var (_, note) => $"{row.Evidence}; {note}",
        };

    private static string CheckedBy(LedgerRow row, LedgerDocument document, ClaimLedger ledger)
    {
        var by = new List<string>();
        if (row.IsAudited)
        {
            by.Add("audit");
        }

        if (row.Derivation is { } derivation)
        {
            by.Add(Cell(derivation));
        }

        by.AddRange(
            row.Names.Distinct()
                .SelectMany(name => ledger.Properties.GetValueOrDefault($"{document.Name}:{name}") ?? [])
                .Distinct()
                .Select(test => $"`{test}`")
        );
        return string.Join("<br>", by);
    }

    /// <summary>
    /// Markdown for a table cell: formulas between dollars become <c>$`…`$</c>, which no Markdown rule touches; code
    /// stays code; anything else that Markdown or HTML would take for markup is escaped.
    /// </summary>
    internal static string Cell(string markdown)
    {
        var text = new StringBuilder();
        for (var at = 0; at < markdown.Length; at++)
        {
            var mark = markdown[at];
            var end = mark is '$' or '`' ? markdown.IndexOf(mark, at + 1) : -1;
            if (end > at + 1)
            {
                var inside = markdown[(at + 1)..end];
                text.Append(
                    mark == '$' ? $"$`{Formula(inside)}`$" : $"`{inside.Replace("|", @"\|", StringComparison.Ordinal)}`"
                );
                at = end;
                continue;
            }

            text.Append(
                mark switch
                {
                    '\n' or '\r' => " ",
                    '<' => "&lt;",
                    '>' => "&gt;",
                    '&' => "&amp;",
                    '|' or '`' or '*' or '_' or '[' or ']' or '\\' or '$' => "\\" + mark,
                    _ => mark.ToString(),
                }
            );
        }

        return text.ToString();
    }

    // A bar would end the cell even inside code.
    private static string Formula(string latex) =>
        string.Join(
            ' ',
            latex
                .Replace(@"\|", @"\Vert ", StringComparison.Ordinal)
                .Replace("|", @"\vert ", StringComparison.Ordinal)
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );
}
