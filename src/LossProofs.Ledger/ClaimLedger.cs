// Both halves put together: one row for each claim of each source document.
using System.Text.Json;
using LossProofs.Audit.Bindings;

namespace LossProofs.Ledger;

/// <summary>The claims of the source documents and what became of them.</summary>
/// <param name="Documents">In the order of their names.</param>
/// <param name="Properties">For each claim that tests carry ("document:name"): the tests, as "Class.Method".</param>
public sealed record ClaimLedger(
    IReadOnlyList<LedgerDocument> Documents,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Properties
)
{
    private const string Prefix = "ledger/";
    private const string VerdictsSuffix = ".verdicts.json";

    private static readonly Lazy<ClaimLedger> s_shipped = new(Read);

    /// <summary>The ledger that is part of this assembly.</summary>
    public static ClaimLedger Shipped => s_shipped.Value;

    /// <summary>The document with this name, or null.</summary>
    public LedgerDocument? Find(string name) => Documents.FirstOrDefault(document => document.Name == name);

    /// <summary>The list of tests by claim, as <c>ledger/properties.json</c> holds it.</summary>
    public static string WriteProperties(IReadOnlyDictionary<string, IReadOnlyList<string>> properties) =>
        JsonSerializer.Serialize(properties, LedgerJson.Plain.IReadOnlyDictionaryStringIReadOnlyListString) + "\n";

    private static ClaimLedger Read()
    {
        var files = new Dictionary<string, LedgerFile>(StringComparer.Ordinal);
        var verdicts = new Dictionary<string, RecordedVerdicts>(StringComparer.Ordinal);
        IReadOnlyDictionary<string, IReadOnlyList<string>> properties = new Dictionary<string, IReadOnlyList<string>>();
        var assembly = typeof(ClaimLedger).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var (text, file) = (reader.ReadToEnd(), resource[Prefix.Length..]);
            if (file == "properties.json")
            {
                properties = JsonSerializer.Deserialize(text, LedgerJson.Plain.DictionaryStringIReadOnlyListString)!;
            }
            else if (file.EndsWith(VerdictsSuffix, StringComparison.Ordinal))
            {
                verdicts.Add(file[..^VerdictsSuffix.Length], RecordedVerdicts.Read(text));
            }
            else
            {
                var read = LedgerLoader.Read(text, resource);
                if (file != read.Name + ".yaml")
                {
                    throw new BindingsException(resource, 1, $"name: expected the file's own name, got '{read.Name}'");
                }

                files.Add(read.Name, read);
            }
        }

        var names = files.Keys.Union(verdicts.Keys).Order(StringComparer.Ordinal);
        return new ClaimLedger(
            [
                .. names.Select(name => new LedgerDocument(
                    name,
                    files.GetValueOrDefault(name),
                    verdicts.GetValueOrDefault(name)
                )),
            ],
            properties
        );
    }
}

/// <summary>One source document.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="File">What is written by hand; null when nothing is yet.</param>
/// <param name="Verdicts">What the audit found; null when it was never audited.</param>
public sealed record LedgerDocument(string Name, LedgerFile? File, RecordedVerdicts? Verdicts)
{
    /// <summary>The document's title.</summary>
    public string Title => Verdicts?.Title ?? File?.Title ?? "";

    /// <summary>One row for each claim, in the order of the document.</summary>
    public IReadOnlyList<LedgerRow> Rows => field ??= [.. FormulaRows().Concat(ProseRows()).OrderBy(row => row.Line)];

    /// <summary>Whether tests may name this: a tag, # and an ordinal, an id, a numbered section.</summary>
    public bool Knows(string claim) =>
        Verdicts?.Formulas.Any(formula => formula.Key == claim || $"#{formula.Ordinal}" == claim) == true
        || File?.Claims.Any(row => row.Id == claim) == true
        || File?.Sections.Any(section => section.Key == claim) == true;

    /// <summary>The note on a formula, or null.</summary>
    public FormulaNote? NoteOn(RecordedFormula formula) =>
        File?.Formulas.FirstOrDefault(note => note.Key == formula.Key || note.Key == $"#{formula.Ordinal}");

    private IEnumerable<LedgerRow> FormulaRows()
    {
        foreach (var formula in Verdicts?.Formulas ?? [])
        {
            var note = NoteOn(formula);
            foreach (var (index, claim) in formula.Claims.Index())
            {
                var place = formula.Claims.Count == 1 ? formula.Place : $"{formula.Place}, relation {index + 1}";
                yield return Row(formula, note, claim) with
                {
                    Place = place,
                };
            }
        }
    }

    private static LedgerRow Row(RecordedFormula formula, FormulaNote? note, RecordedClaim claim)
    {
        // A hand-written verdict stands for what the audit leaves open, never against what it decided.
        var byHand = note?.Verdict is not null && claim.Verdict is not ("refuted" or "proved" or "tested");
        var verdict = byHand ? note!.Verdict! : claim.Verdict;
        var evidence = byHand ? note!.Evidence! : claim.Evidence;
        var reason = verdict == "unchecked" ? note?.Reason : null;
        if (verdict == "unchecked")
        {
            evidence = claim.Reason ?? "";
        }

        var correction =
            verdict == "refuted" ? note?.Correction ?? (claim.Repair is { } repair ? $"${repair}$" : null)
            // The note's correction belongs to the relation that fails, or to a condition that the whole formula lacks.
            : formula.Claims.Any(other => other.Verdict == "refuted") ? null
            : note?.Correction;
        return new LedgerRow(
            formula.Place,
            formula.Line,
            "formula",
            $"${claim.Formula}$",
            verdict,
            reason,
            evidence,
            [formula.Key, $"#{formula.Ordinal}"],
            !byHand && verdict is "refuted" or "proved" or "tested",
            note?.Derivation,
            correction,
            note?.Note
        );
    }

    private IEnumerable<LedgerRow> ProseRows() =>
        (File?.Claims ?? []).Select(claim => new LedgerRow(
            claim.At,
            claim.Line,
            claim.Kind,
            claim.Claim,
            claim.Finding.Verdict,
            claim.Finding.Reason,
            claim.Finding.Evidence,
            [claim.Id],
            false,
            claim.Finding.Derivation,
            claim.Finding.Correction,
            null
        ));
}

/// <summary>One claim and what became of it.</summary>
/// <param name="Place">Tag, ordinal, or where in the text.</param>
/// <param name="Line">1-based line in the document.</param>
/// <param name="Kind">formula, prose, inline, table, code or figure.</param>
/// <param name="Claim">As Markdown: words with formulas in dollars.</param>
/// <param name="Verdict">What was found; for what asserts nothing its role.</param>
/// <param name="Reason">The category of what cannot be checked; null for a formula that the audit could not decide.</param>
/// <param name="Evidence">In a few words.</param>
/// <param name="Names">What tests call it.</param>
/// <param name="IsAudited">Whether the verdict is the audit's.</param>
/// <param name="Derivation">The formula of our own write-ups that checks it.</param>
/// <param name="Correction">What is true instead.</param>
/// <param name="Note">A remark.</param>
public sealed record LedgerRow(
    string Place,
    int Line,
    string Kind,
    string Claim,
    string Verdict,
    string? Reason,
    string Evidence,
    IReadOnlyList<string> Names,
    bool IsAudited,
    string? Derivation,
    string? Correction,
    string? Note
);
