// What the symbols of a claim mean: variables with shapes and domains, definitions, hypotheses, each with its provenance.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms;

/// <summary>Where an assumption comes from; a guess may never carry a refutation.</summary>
public enum Provenance
{
    /// <summary>In a binding, or with `--where`.</summary>
    Declared,

    /// <summary>Read in the document's text.</summary>
    Text,

    /// <summary>The field's convention: σ is the sigmoid, an index of a vector ranges over its elements.</summary>
    BuiltIn,

    /// <summary>Assumed so that the claim can be tried at all.</summary>
    Guessed,
}

/// <summary>
/// A free symbol: a number (no dimensions), or an array with the given dimensions, each a term over integer variables.
/// </summary>
/// <param name="Name">Canonical LaTeX spelling, as in <see cref="Symbol"/>.</param>
/// <param name="Dimensions">Empty for a number; one length for a vector; two for a matrix.</param>
/// <param name="Domain">Where the values lie: each entry, or the array as a whole.</param>
/// <param name="Provenance">Where kind and domain come from.</param>
public sealed record Variable(string Name, Sequence<Term> Dimensions, Domain Domain, Provenance Provenance)
{
    /// <summary>
    /// Names of the variables that this quantity is a smooth function of (p_θ(y|x) depends on θ): differentiation with
    /// respect to them yields free derivatives that keep the domain's linear constraints.
    /// </summary>
    public Sequence<string> DependsOn { get; init; } = [];

    /// <summary>Equal under exchange of the last two indices: a symmetric matrix, second derivatives.</summary>
    public bool Symmetric { get; init; }
}

/// <summary>Where a variable's values lie.</summary>
public abstract record Domain
{
    /// <summary>All real numbers.</summary>
    public static Domain Real { get; } = new RealInterval(null, false, null, false);

    /// <summary>(0, ∞).</summary>
    public static Domain Positive { get; } = new RealInterval(Rational.Zero, false, null, false);

    /// <summary>[0, ∞).</summary>
    public static Domain NonNegative { get; } = new RealInterval(Rational.Zero, true, null, false);

    /// <summary>[0, 1].</summary>
    public static Domain Unit { get; } = new RealInterval(Rational.Zero, true, Rational.One, true);

    /// <summary>(0, 1).</summary>
    public static Domain OpenUnit { get; } = new RealInterval(Rational.Zero, false, Rational.One, false);
}

/// <summary>An interval of reals for every entry; null is an infinite end.</summary>
public sealed record RealInterval(Rational? Lower, bool LowerClosed, Rational? Upper, bool UpperClosed) : Domain;

/// <summary>Integers from lower to upper, both included; null is infinite. An index of a vector of length n: 1..n.</summary>
public sealed record Integers(Term? Lower, Term? Upper) : Domain;

/// <summary>One of the given numbers, for every entry.</summary>
public sealed record Finite(Sequence<Rational> Values) : Domain;

/// <summary>Non-negative (positive when strict) entries that sum to one along the last dimension.</summary>
public sealed record ProbabilityVector(bool Strict) : Domain;

/// <summary>One entry 1, the others 0, along the last dimension.</summary>
public sealed record OneHot : Domain;

/// <summary>Real entries that sum to zero along a dimension, counted from 0 (derivatives of a probability vector).</summary>
public sealed record ZeroSum(int Axis) : Domain;

/// <summary>A subset of 1..Size; when given, the complement of another set, or disjoint from it.</summary>
public sealed record IndexSet(Term Size, string? ComplementOf = null, string? DisjointFrom = null) : Domain;

/// <summary>A smooth real function of so many real arguments, with values in the interval.</summary>
public sealed record SmoothFunction(int Arity, RealInterval Values) : Domain;

/// <summary>
/// What a name stands for: a number (no parameters), an indexed family or a function. A reference is
/// <c>Symbol(name)</c>, <c>Element(Symbol(name), indices)</c> or <c>Call(name, arguments)</c>.
/// </summary>
/// <param name="Name">The name, with its version when the document defines it more than once.</param>
/// <param name="Parameters">Names bound in the body.</param>
/// <param name="Body">The definiens.</param>
/// <param name="Provenance">Where it comes from.</param>
public sealed record Definition(string Name, Sequence<string> Parameters, Term Body, Provenance Provenance)
{
    /// <summary>For an indexed family: its dimensions, so that the bare name means the whole array.</summary>
    public Sequence<Term> Dimensions { get; init; } = [];
}

/// <summary>Something assumed when judging.</summary>
public sealed record Hypothesis(Condition Condition, Provenance Provenance, string Text)
{
    /// <summary>The display whose equation it is, where the claim is judged as drawn from it; null for all else.</summary>
    public string? Source { get; init; }
}

/// <summary>Everything that a claim is judged under.</summary>
public sealed record Context(
    Sequence<Variable> Variables,
    Sequence<Definition> Definitions,
    Sequence<Hypothesis> Hypotheses
)
{
    /// <summary>
    /// Whether a sum to infinity was replaced by its value as <see cref="Series.Computed"/> says, without a theorem: then
    /// nothing is proved or refuted.
    /// </summary>
    public bool HasSeries { get; init; }

    /// <summary>
    /// Names that stand in definitions of the claim and of which the document says nothing else: no condition on them is
    /// written anywhere.
    /// </summary>
    public Sequence<string> Letters { get; init; } = [];

    /// <summary>Those of them that are arguments of a defined function: what is said of it is said for all their values.</summary>
    public Sequence<string> Arguments { get; init; } = [];

    /// <summary>Nothing declared.</summary>
    public static Context Empty { get; } = new([], [], []);

    /// <summary>The variable of this name, or null.</summary>
    public Variable? Variable(string name) => Variables.FirstOrDefault(variable => variable.Name == name);

    /// <summary>The definition of this name, or null.</summary>
    public Definition? Definition(string name) => Definitions.FirstOrDefault(definition => definition.Name == name);
}
