// What an audit found, as plain data: the engine fills it, the writers beside this file print it.
namespace LossProofs.Audit.Reports;

/// <summary>The result of auditing some documents with one seed.</summary>
/// <param name="Seed">What the random cases were drawn from.</param>
/// <param name="Cases">How many random cases a tested claim gets.</param>
/// <param name="Documents">In the order given.</param>
public sealed record AuditReport(long Seed, int Cases, IReadOnlyList<DocumentReport> Documents)
{
    /// <summary>Counts over all documents.</summary>
    public Summary Summary => Summary.Of(Documents.SelectMany(document => document.Equations));

    /// <summary>0 when nothing was refuted that was not expected and every expectation was met, else 1.</summary>
    public int ExitStatus =>
        Documents.SelectMany(document => document.Equations).Any(equation => equation.IsSurprise) ? 1 : 0;
}

/// <summary>What was found in one document.</summary>
/// <param name="Path">As given; "-" for standard input.</param>
/// <param name="Title">From the front matter or the first heading; empty when there is none.</param>
/// <param name="Equations">In the order of the document.</param>
/// <param name="Notes">About the document as a whole: bindings that nothing used, bytes that were not UTF-8.</param>
public sealed record DocumentReport(
    string Path,
    string Title,
    IReadOnlyList<EquationReport> Equations,
    IReadOnlyList<string> Notes
);

/// <summary>What was found about one display formula.</summary>
/// <param name="Ordinal">1-based position among the document's display formulas.</param>
/// <param name="Tag">The content of its \tag, or null.</param>
/// <param name="Label">The content of its \label, or null.</param>
/// <param name="Line">1-based line in the source at which it starts.</param>
/// <param name="Latex">Its source text.</param>
/// <param name="Role">What it does in the document.</param>
/// <param name="Expectation">Why a binding expects it to be refuted, or null when it does not.</param>
/// <param name="Claims">What it asserts, one entry for each relation.</param>
public sealed record EquationReport(
    int Ordinal,
    string? Tag,
    string? Label,
    int Line,
    string Latex,
    Role Role,
    string? Expectation,
    IReadOnlyList<ClaimReport> Claims
)
{
    /// <summary>The first of refuted, unchecked, tested, proved, definition that one of the claims has.</summary>
    public Verdict Verdict => Claims.Count == 0 ? Verdict.Definition : Claims.Min(claim => claim.Verdict);

    /// <summary>Refuted though nothing said so, or not refuted though a binding said so.</summary>
    public bool IsSurprise => (Verdict == Verdict.Refuted) != (Expectation is not null);

    /// <summary>How people refer to it: its tag in parentheses, else its ordinal.</summary>
    public string Name => Tag is null ? $"#{Ordinal}" : $"({Tag})";
}

/// <summary>What was found about one relation.</summary>
/// <param name="Relation">As LaTeX or its plain sign.</param>
/// <param name="Left">The left side, as LaTeX.</param>
/// <param name="Right">The right side, as LaTeX.</param>
/// <param name="Verdict">What was found.</param>
/// <param name="Hypotheses">What was assumed.</param>
/// <param name="Cases">How many cases were evaluated.</param>
/// <param name="Evidence">In a few words: how it was proved, how it was tested.</param>
public sealed record ClaimReport(
    string Relation,
    string Left,
    string Right,
    Verdict Verdict,
    IReadOnlyList<HypothesisReport> Hypotheses,
    int Cases,
    string Evidence
)
{
    /// <summary>Present exactly when the verdict is refuted.</summary>
    public CounterexampleReport? Counterexample { get; init; }

    /// <summary>Present exactly when the verdict is proved.</summary>
    public ProofReport? Proof { get; init; }

    /// <summary>Why it is unchecked, and what to declare or change; or why it is false, where that can be said.</summary>
    public string? Reason { get; init; }

    /// <summary>The nearest formula that survives testing, as LaTeX.</summary>
    public string? Repair { get; init; }

    /// <summary>The command that judges this claim again at the counterexample.</summary>
    public string? Rerun { get; init; }
}

/// <summary>Something assumed.</summary>
/// <param name="Text">As a formula or in words.</param>
/// <param name="Provenance">declared, text, built-in or guessed.</param>
public sealed record HypothesisReport(string Text, string Provenance);

/// <summary>Where a claim fails.</summary>
/// <param name="Values">Exact values of the symbols.</param>
/// <param name="Left">Certified enclosure of the left side.</param>
/// <param name="Right">Certified enclosure of the right side.</param>
public sealed record CounterexampleReport(IReadOnlyList<KeyValuePair<string, string>> Values, string Left, string Right)
{
    /// <summary>The kind of the certificate, one of those in docs/refutations.md.</summary>
    public string Kind { get; init; } = "separated";
}

/// <summary>How many equations got which verdict.</summary>
public sealed record Summary(int Equations, int Proved, int Tested, int Refuted, int Definition, int Unchecked)
{
    /// <summary>Counts the equations.</summary>
    public static Summary Of(IEnumerable<EquationReport> equations)
    {
        var counts = new int[Enum.GetValues<Verdict>().Length];
        foreach (var equation in equations)
        {
            counts[(int)equation.Verdict]++;
        }

        return new Summary(
            counts.Sum(),
            counts[(int)Verdict.Proved],
            counts[(int)Verdict.Tested],
            counts[(int)Verdict.Refuted],
            counts[(int)Verdict.Definition],
            counts[(int)Verdict.Unchecked]
        );
    }
}
