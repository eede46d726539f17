// What a finding is about, in a word that stays the same: docs/findings.md explains each, and reports link to it.
using System.Text.RegularExpressions;

namespace LossProofs.Audit.Reports;

/// <summary>A kind of finding, which has an explanation of its own.</summary>
/// <param name="Id">A stable word, the anchor in docs/findings.md.</param>
/// <param name="Verdict">The verdict that it explains.</param>
/// <param name="Meaning">What it says, in a sentence.</param>
/// <param name="Action">What to do about it, in a sentence.</param>
public sealed partial record FindingKind(string Id, Verdict Verdict, string Meaning, string Action)
{
    private const string Correct =
        "Correct the formula (a repair is offered where one was found), or declare what was meant.";

    /// <summary>All kinds, refutations first.</summary>
    public static IReadOnlyList<FindingKind> All { get; } =
    [
        new(
            "separated",
            Verdict.Refuted,
            "At an exact point both sides have values, and these are certainly not related as claimed.",
            Correct
        ),
        new(
            "equal",
            Verdict.Refuted,
            "At an exact point both sides are one and the same number, where <, > or ≠ is claimed.",
            "Claim ≤ or ≥ instead, or exclude the point by a condition."
        ),
        new(
            "sign-change",
            Verdict.Refuted,
            "Between two exact points the difference of the sides changes its sign: it is not zero everywhere.",
            Correct
        ),
        new(
            "limit",
            Verdict.Refuted,
            "Along one way to the point the expression tends to something else than claimed.",
            "Correct the limit, or say along which way the variable tends (a side, a sequence)."
        ),
        new(
            "rate",
            Verdict.Refuted,
            "The quotient by the bound of O(·) grows beyond every number.",
            "Claim a larger bound, or another regime."
        ),
        new(
            "divergence",
            Verdict.Refuted,
            "An integral or sum to which a value is given diverges.",
            "Restrict its range or its parameters to where it converges."
        ),
        new(
            "range",
            Verdict.Refuted,
            "Over the whole domain the expression stays away from the least or largest value that is claimed.",
            Correct
        ),
        new(
            "expectation-not-met",
            Verdict.Unchecked,
            "A binding expects the formula to be refuted, and it was not.",
            "Take the expectation out of the bindings, or see what changed in the formula."
        ),
        new(
            "not-declared",
            Verdict.Unchecked,
            "Nothing says enough of a symbol that the formula uses.",
            "Declare the symbol: in a sentence of the document, or in a bindings file (docs/bindings.md)."
        ),
        new(
            "guessed",
            Verdict.Unchecked,
            "The formula fails at a point, but something that was assumed there is only a guess.",
            "Declare what the reason names; the formula is then judged under it."
        ),
        new(
            "ambiguous",
            Verdict.Unchecked,
            "The formula can be read in more than one way, and the readings do not come to the same.",
            "Write it so that one reading is left (parentheses, a word such as 'define' or 'assume'), or declare its role."
        ),
        new(
            "no-regime",
            Verdict.Unchecked,
            "≈, O(·) or ∝ says nothing before it is known in which limit, or in which variable, it is meant.",
            "Write the limit beside the formula (as x → 0), or declare a regime."
        ),
        new(
            "unreadable",
            Verdict.Unchecked,
            "The text is not notation that could be read.",
            "Look at the place that the reason names: a fence or brace that is not closed, a command that nothing defines."
        ),
        new(
            "language",
            Verdict.Unchecked,
            "Words in a language that is not read stand beside the formula: they may change what it says.",
            "Write them in English or Chinese, or declare the formula's role in a bindings file."
        ),
        new(
            "no-point",
            Verdict.Unchecked,
            "No point was found at which everything that is assumed holds.",
            "See whether the conditions contradict each other; write equations among them solved for one symbol."
        ),
        new(
            "too-large",
            Verdict.Unchecked,
            "The formula is too large to be computed within the budget.",
            "Split it, or name its parts by definitions."
        ),
        new(
            "left-alone",
            Verdict.Unchecked,
            "The text or a binding asks not to judge the formula.",
            "Nothing; the reason stands in the text or in the bindings."
        ),
        new(
            "not-followed",
            Verdict.Unchecked,
            "The notation is read, but what it means is not computed here.",
            "Write it in notation that is followed: an element instead of a matrix, the sum instead of its name."
        ),
        new(
            "not-decided",
            Verdict.Unchecked,
            "Neither a proof nor a counterexample was found, and the search was not thorough enough to call it tested.",
            "Try more cases (--cases), declare narrower domains, or split the formula into steps."
        ),
        new(
            "tested",
            Verdict.Tested,
            "A thorough search found no counterexample; there is no proof.",
            "Nothing; split the formula into steps to have it proved."
        ),
        new(
            "proved",
            Verdict.Proved,
            "It holds on its whole domain, by rules that alone can prove (docs/proofs.md).",
            "Nothing."
        ),
        new(
            "definition",
            Verdict.Definition,
            "It introduces notation, a condition or an assumption: there is nothing to judge.",
            "Nothing, unless it was meant as a claim: then declare its role."
        ),
    ];

    /// <summary>The kind of what was found about a formula.</summary>
    public static FindingKind Of(EquationReport equation) =>
        equation is { LeftAlone: not null } ? Named("left-alone")
        : equation is { Expectation: not null, Verdict: not Verdict.Refuted } ? Named("expectation-not-met")
        : equation.Claims.FirstOrDefault(claim => claim.Verdict == equation.Verdict) is { } claim ? Of(claim)
        : Named("definition");

    /// <summary>The kind of what was found about a relation.</summary>
    public static FindingKind Of(ClaimReport claim) =>
        Named(
            claim.Verdict switch
            {
                Verdict.Refuted => Certified(claim.Counterexample?.Kind ?? ""),
                Verdict.Unchecked => Reason(claim.Reason ?? ""),
                var verdict => JsonReport.Word(verdict),
            }
        );

    private static FindingKind Named(string id) => All.Single(kind => kind.Id == id);

    private static string Certified(string kind) =>
        All.FirstOrDefault(each => each.Id == kind.Replace(' ', '-'))?.Id ?? "separated";

    // Reasons are sentences for people; the words that tell their kinds apart are those of the engine.
    private static string Reason(string reason) =>
        reason switch
        {
            _ when Unread().IsMatch(reason) => "language",
            _ when reason.StartsWith("not readable", StringComparison.Ordinal) => "unreadable",
            _ when Guess().IsMatch(reason) => "guessed",
            _ when Double().IsMatch(reason) => "ambiguous",
            _ when Regime().IsMatch(reason) => "no-regime",
            _ when Declare().IsMatch(reason) => "not-declared",
            _ when reason.Contains("no admissible point", StringComparison.Ordinal) => "no-point",
            _ when reason.Contains("too large", StringComparison.Ordinal) => "too-large",
            _ when Followed().IsMatch(reason) => "not-followed",
            _ => "not-decided",
        };

    [GeneratedRegex("language that is not read")]
    private static partial Regex Unread();

    [GeneratedRegex("^fails at .*(only guessed|nothing states|may be equal)")]
    private static partial Regex Guess();

    [GeneratedRegex("ambiguous|may be meant|may mean|can be read|reading|changed its meaning")]
    private static partial Regex Double();

    [GeneratedRegex(@"\(regime\)|regime:|without a variable|in which it is meant")]
    private static partial Regex Regime();

    [GeneratedRegex("declare|nothing says|does not say")]
    private static partial Regex Declare();

    [GeneratedRegex(
        "not followed|not known|not judged|no value that could be computed|that could be computed only|cannot differentiate"
    )]
    private static partial Regex Followed();
}
