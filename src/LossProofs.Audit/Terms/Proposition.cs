// What a claim asserts, and the readings under which it can be understood.
namespace LossProofs.Audit.Terms;

/// <summary>An assertion about all values that the context allows.</summary>
public abstract record Proposition;

/// <summary>
/// left relation right wherever both are defined. Limits, integrals, extrema and ±∞ may stand on a side. A printed
/// decimal is lowered to |left − decimal| ≤ one unit of its last digit.
/// </summary>
public sealed record Comparison(Term Left, Relation Relation, Term Right) : Proposition;

/// <summary>Wherever the premises hold, the conclusion does; judged only over exact solutions of the premises.</summary>
public sealed record Implication(Sequence<Condition> Premises, Proposition Conclusion) : Proposition;

/// <summary>Each holds exactly where the other does.</summary>
public sealed record Equivalence(Condition Left, Condition Right) : Proposition;

/// <summary>Left = O(right) as the variable tends to the point.</summary>
public sealed record Rate(Term Left, Term Bound, string Variable, Term Point, Side Side) : Proposition;

/// <summary>
/// left ≈ right. With a regime (variable tends to point): the difference is of smaller order than <c>Scale</c> there (by
/// default the last term of the right side); without one it can never be refuted.
/// </summary>
public sealed record Approximation(Term Left, Term Right, Regime? Regime) : Proposition;

/// <summary>
/// What a proposition asserts, as a condition of which only a theorem speaks: no value, order or equality follows from it.
/// </summary>
public sealed record Said(Proposition Proposition) : Condition;

/// <summary>The variable tends to the point; the error is o(scale), or O(scale) when so said.</summary>
public sealed record Regime(string Variable, Term Point, Side Side, Term? Scale, bool BigO);

/// <summary>left ∝ right as functions of the variables: the quotient does not depend on them.</summary>
public sealed record Proportionality(Term Left, Term Right, Sequence<string> Variables) : Proposition;

/// <summary>The body takes its smallest (largest) value over the variable's domain at the point.</summary>
public sealed record OptimumAt(ExtremumKind Kind, string Variable, Term Body, Term Point) : Proposition;

/// <summary>The body is convex (concave) in the variable on its domain, which must be convex.</summary>
public sealed record Convexity(Term Body, string Variable, bool Concave) : Proposition;

/// <summary>The element lies in the domain for all values of the variables.</summary>
public sealed record Membership(Term Element, Domain Domain) : Proposition;

/// <summary>One way to understand a claim: what it asserts, under what; with a note on what this reading chose.</summary>
public sealed record Reading(Proposition Proposition, Context Context, string Note)
{
    /// <summary>Whether it is as plausible as the first: then a proof needs it, too.</summary>
    public bool IsEven { get; init; }

    /// <summary>Whether it is what a proof rests on, rather than another meaning: it has to hold, and refutes nothing.</summary>
    public bool IsBasis { get; init; }

    /// <summary>Instances that it consists of: it holds where all of them do.</summary>
    public Sequence<Reading> Instances { get; init; } = [];

    /// <summary>Why what it says cannot be judged; null where it can.</summary>
    public string? Unjudged { get; init; }

    /// <summary>Whether the words say it of every value: then it is not confirmed where one of its sides has none.</summary>
    public bool IsOfEveryValue { get; init; }

    /// <summary>Whether "=" is taken for a rounding: √2 = 1.41 is not proved by the two being near.</summary>
    public bool IsRounded { get; init; }
}

/// <summary>
/// A claim with all its plausible readings: refuted only when every one is. Where <c>MayBeConditional</c>, an unstated
/// condition is plausible (the equation could be one to be solved, or hold only at a solution): then it is refuted only
/// when it is shown to hold nowhere at all.
/// </summary>
public sealed record Statement(Sequence<Reading> Readings, bool MayBeConditional)
{
    /// <summary>Less usual readings, asked about only when all of <c>Readings</c> are refuted: one that stands saves it.</summary>
    public Sequence<Reading> Doubts { get; init; } = [];

    /// <summary>
    /// The same with equations that the document lays down before it among the hypotheses (those with a source): asked about
    /// where the claim is not decided without them. Null where the words do not say that it is drawn from anything.
    /// </summary>
    public Statement? Drawn { get; init; }

    /// <summary>
    /// Why nothing could be made of it as it stands, where it is judged with guesses in the place of what is missing: what
    /// holds whatever these are is tested, else this is the reason.
    /// </summary>
    public string? Missing { get; init; }
}
