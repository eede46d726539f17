// What an audit found, as plain data: the engine fills it, the writers beside this file print it.
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;

namespace LossProofs.Audit.Reports;

/// <summary>The result of auditing some documents with one seed.</summary>
/// <param name="Seed">What the random cases were drawn from.</param>
/// <param name="Cases">How many random cases a tested claim gets.</param>
/// <param name="Documents">In the order given.</param>
public sealed record AuditReport(long Seed, int Cases, IReadOnlyList<DocumentReport> Documents)
{
    /// <summary>Counts over all documents, of display formulas.</summary>
    public Summary Summary => Summary.Of(Judged.Where(equation => !equation.IsInline));

    /// <summary>Counts of the claims in sentences.</summary>
    public Summary Inline => Summary.Of(Judged.Where(equation => equation.IsInline));

    /// <summary>Down to which verdict a formula makes the status 1.</summary>
    public FailOn FailOn { get; init; } = FailOn.Refuted;

    /// <summary>The SARIF level of a verdict, where it is not the usual one.</summary>
    public IReadOnlyDictionary<Verdict, string> Severities { get; init; } = new Dictionary<Verdict, string>();

    /// <summary>What is printed; all formulas when null. Counts and the status are of all.</summary>
    public Func<EquationReport, bool>? IsShown { get; init; }

    /// <summary>0 when nothing was refuted that was not expected, every expectation was met, and no formula got a verdict that is to fail; else 1.</summary>
    public int ExitStatus =>
        Documents.Any(document => document.IsUnread) ? 2
        : FailOn != FailOn.Never && Judged.Any(equation => equation.Fails(FailOn)) ? 1
        : 0;

    /// <summary>Formulas of which nothing is known, right or wrong.</summary>
    public IEnumerable<EquationReport> Undecided => Judged.Where(equation => equation.IsUndecided);

    private IEnumerable<EquationReport> Judged => Documents.SelectMany(document => document.Equations);

    /// <summary>The formulas of a document that are printed.</summary>
    internal IEnumerable<EquationReport> Shown(DocumentReport document) =>
        IsShown is null ? document.Equations : document.Equations.Where(IsShown);
}

/// <summary>Which verdicts make the exit status 1.</summary>
public enum FailOn
{
    /// <summary>None.</summary>
    Never,

    /// <summary>What was refuted and not expected, or expected and not refuted.</summary>
    Refuted,

    /// <summary>That, and what is undecided.</summary>
    Unchecked,

    /// <summary>That, and what is tested only.</summary>
    Tested,
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
)
{
    /// <summary>The document's own commands, with which its formulas are read.</summary>
    public IReadOnlyDictionary<string, Macro> Macros { get; init; } = new Dictionary<string, Macro>();

    /// <summary>
    /// Bindings with what was guessed in formulas that are undecided, to be corrected and accepted; null when nothing was.
    /// </summary>
    public string? Missing { get; init; }

    /// <summary>Whether the file could not be read, for the reason in the notes: the exit status is 2.</summary>
    public bool IsUnread { get; init; }
}

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

    /// <summary>The column, from 1, of a formula in the running text; null for a display.</summary>
    public int? Column { get; init; }

    /// <summary>Whether it is a claim of a sentence, which counts apart.</summary>
    public bool IsInline => Column is not null;

    /// <summary>The included file that it stands in, or null: the document itself.</summary>
    public string? File { get; init; }

    /// <summary>The notebook's cell, from 1, that <see cref="Line"/> counts in; null elsewhere.</summary>
    public int? Cell { get; init; }

    /// <summary>The words between it and the formula or heading before it, with the formulas in them.</summary>
    public IReadOnlyList<WordsReport> Words { get; init; } = [];

    /// <summary>The line of the file as plain text.</summary>
    public int FileLine { get; init; } = Line;

    /// <summary>Where its content stands; null in a notebook.</summary>
    public SourceRegion? Region { get; init; }

    /// <summary>What to write instead, where a repair can be told from the text.</summary>
    public EditReport? Edit { get; init; }

    /// <summary>Why it was left alone, as the text or a binding asks; null when it was judged.</summary>
    public string? LeftAlone { get; init; }

    /// <summary>Whether a baseline holds this finding.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Refuted though nothing said so, or not refuted though a binding said so.</summary>
    public bool IsSurprise =>
        !IsKnown && LeftAlone is null && (Verdict == Verdict.Refuted) != (Expectation is not null);

    /// <summary>Asserts something of which nothing was found out, though nobody asked to leave it alone.</summary>
    public bool IsUndecided => Verdict == Verdict.Unchecked && LeftAlone is null && !IsInline;

    /// <summary>How people refer to it: its tag in parentheses, else its ordinal; and its label.</summary>
    public string Name =>
        IsInline ? "inline" : (Tag is null ? $"#{Ordinal}" : $"({Tag})") + (Label is null ? "" : $" {Label}");

    /// <summary>Its place for people: the line, with the file or the cell where it is not the document's own.</summary>
    public string Place =>
        (File, Cell) switch
        {
            ({ } file, _) => FormattableString.Invariant($"{file}:{Line}"),
            (_, { } cell) => FormattableString.Invariant($"cell {cell}:{Line}"),
            _ => FormattableString.Invariant($"{Line}"),
        } + (Column is { } column ? FormattableString.Invariant($":{column}") : "");

    /// <summary>Whether it makes the exit status 1.</summary>
    public bool Fails(FailOn failOn) =>
        IsSurprise
        || !IsKnown
            && LeftAlone is null
            && !IsInline
            && (
                failOn >= FailOn.Unchecked && Verdict == Verdict.Unchecked
                || failOn >= FailOn.Tested && Verdict == Verdict.Tested
            );
}

/// <summary>A piece of the words around a formula.</summary>
/// <param name="Text">Words, or a formula as LaTeX.</param>
/// <param name="IsFormula">Which of them.</param>
public sealed record WordsReport(string Text, bool IsFormula);

/// <summary>What was found about one relation.</summary>
/// <param name="Relation">As LaTeX or its plain sign.</param>
/// <param name="Left">The left side, as LaTeX.</param>
/// <param name="Right">The right side, as LaTeX.</param>
/// <param name="Verdict">What was found.</param>
/// <param name="Hypotheses">What was assumed; each is kept once.</param>
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
    /// <summary>What was assumed.</summary>
    public IReadOnlyList<HypothesisReport> Hypotheses { get; init; } = [.. Hypotheses.Distinct()];

    /// <summary>Present exactly when the verdict is refuted.</summary>
    public CounterexampleReport? Counterexample { get; init; }

    /// <summary>Present exactly when the verdict is proved.</summary>
    public ProofReport? Proof { get; init; }

    /// <summary>Why it is unchecked, and what to declare or change; or why it is false, where that can be said.</summary>
    public string? Reason { get; init; }

    /// <summary>The nearest formula that survives testing, as LaTeX.</summary>
    public string? Repair { get; init; }

    /// <summary>What it was taken to say, as LaTeX with definitions named and conventions spelled out; null where it was not understood.</summary>
    public string? Meaning { get; init; }

    /// <summary>The command that judges this claim again at the counterexample.</summary>
    public string? Rerun { get; init; }

    /// <summary>What is proved or refuted as a lemma of Coq, where that was asked for.</summary>
    public Coq.CoqLemma? Coq { get; init; }
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

    /// <summary>Pictures of both sides beside it, where they were asked for; null where they were not.</summary>
    public IReadOnlyList<PlotReport>? Plots { get; init; }

    /// <summary>The values are how far the sides are apart and how far they may be, not the sides themselves.</summary>
    public bool IsDeviation { get; init; }

    /// <summary>The two values with their names, for people: the digits that are certain, instead of an enclosure.</summary>
    public IReadOnlyList<(string Name, string Value)> Named =>
        [
            (IsDeviation ? "apart" : "left", Spelling.Digits(Left)),
            (IsDeviation ? "allowed" : "right", Spelling.Digits(Right)),
        ];
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
