// The hand-written half of the ledger: what a document asserts outside its display formulas, and notes on these.
namespace LossProofs.Ledger;

/// <summary>What <c>ledger/NAME.yaml</c> says about one source document.</summary>
/// <param name="Name">The document's short name, which tests use: <c>[Claim("NAME:…")]</c>.</param>
/// <param name="Title">The document's title, as in its bindings.</param>
/// <param name="Claims">Claims of its prose, inline formulas, tables, code and figures.</param>
/// <param name="Formulas">Notes on display formulas.</param>
/// <param name="Sections">For a document without tags: what its numbered sections are about, by number.</param>
public sealed record LedgerFile(
    string Name,
    string Title,
    IReadOnlyList<LedgerClaim> Claims,
    IReadOnlyList<FormulaNote> Formulas,
    IReadOnlyList<KeyValuePair<string, string>> Sections
);

/// <summary>A claim that is not a display formula.</summary>
/// <param name="Id">Names it within the document; the test carries <c>[Claim("NAME:ID")]</c>.</param>
/// <param name="At">Where: section, table, code fragment.</param>
/// <param name="Line">1-based line in the document.</param>
/// <param name="Kind">prose, inline, table, code or figure.</param>
/// <param name="Claim">What is asserted, in our own words.</param>
/// <param name="Finding">What was found.</param>
public sealed record LedgerClaim(string Id, string At, int Line, string Kind, string Claim, LedgerFinding Finding);

/// <summary>What was found about a claim, by hand and by tests.</summary>
/// <param name="Verdict">One of <see cref="Verdicts"/>.</param>
/// <param name="Evidence">In a few words: the counterexample, how it was tested; empty where there is nothing to say.</param>
/// <param name="Correction">What is true instead, or the condition that is missing; null where nothing is wrong.</param>
/// <param name="Reason">Why it stays unchecked: one of <see cref="Reasons"/>.</param>
/// <param name="Derivation">The formula of our own write-ups that checks it: <c>gamma-cross-entropy.md (12)</c>.</param>
public sealed record LedgerFinding(
    string Verdict,
    string Evidence,
    string? Correction,
    string? Reason,
    string? Derivation
)
{
    /// <summary>What a claim can be found to be.</summary>
    public static IReadOnlyList<string> Verdicts { get; } =
    ["refuted", "proved", "tested", "definition", "condition", "assumption", "empirical", "unchecked"];

    /// <summary>Why a claim cannot be checked.</summary>
    public static IReadOnlyList<string> Reasons { get; } =
    ["opinion", "vague", "empirical", "external", "implementation", "out-of-scope"];
}

/// <summary>A note on a display formula; its verdict comes from the audit unless the note gives one that tests support.</summary>
/// <param name="Key">Its tag, or # and its ordinal.</param>
/// <param name="Line">1-based line in the YAML file.</param>
/// <param name="Verdict">Found by hand and test, for a formula that the audit does not decide; null otherwise.</param>
/// <param name="Evidence">What stands behind that verdict.</param>
/// <param name="Correction">What is true instead.</param>
/// <param name="Reason">Why it stays unchecked: one of <see cref="LedgerFinding.Reasons"/>.</param>
/// <param name="Note">A remark.</param>
/// <param name="Derivation">The formula of our own write-ups that checks it.</param>
public sealed record FormulaNote(
    string Key,
    int Line,
    string? Verdict,
    string? Evidence,
    string? Correction,
    string? Reason,
    string? Note,
    string? Derivation
);
