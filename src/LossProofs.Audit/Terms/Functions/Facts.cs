// The kinds of statements that are made of a function.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>How values follow arguments: x &lt; y implies f(x) &lt; f(y) (strictly) or f(x) ≤ f(y), or the reverse.</summary>
internal enum Monotonicity
{
    /// <summary>Neither, or not known.</summary>
    None,

    /// <summary>f(x) ≤ f(y).</summary>
    Increasing,

    /// <summary>f(x) &lt; f(y).</summary>
    StrictlyIncreasing,

    /// <summary>f(x) ≥ f(y).</summary>
    Decreasing,

    /// <summary>f(x) > f(y).</summary>
    StrictlyDecreasing,
}

/// <summary>What f(−x) is.</summary>
internal enum Parity
{
    /// <summary>Nothing simple.</summary>
    None,

    /// <summary>f(x).</summary>
    Even,

    /// <summary>−f(x).</summary>
    Odd,
}

/// <summary>On which side of its chords a function lies, where its arguments form an interval.</summary>
internal enum Curvature
{
    /// <summary>Neither, or not known.</summary>
    None,

    /// <summary>Below or on them.</summary>
    Convex,

    /// <summary>Below them.</summary>
    StrictlyConvex,

    /// <summary>Above or on them.</summary>
    Concave,

    /// <summary>Above them.</summary>
    StrictlyConcave,

    /// <summary>On them.</summary>
    Affine,
}

/// <summary>An interval between two numbers in closed form or ±∞.</summary>
/// <param name="Lower">The infimum.</param>
/// <param name="HasLower">Whether it belongs to the interval.</param>
/// <param name="Upper">The supremum.</param>
/// <param name="HasUpper">Whether it belongs to the interval.</param>
internal sealed record Extent(Term Lower, bool HasLower, Term Upper, bool HasUpper)
{
    /// <summary>−∞.</summary>
    public static Term MinusInfinity { get; } = new Negate(Term.Infinity);

    /// <summary>All real numbers.</summary>
    public static Extent All { get; } = new(MinusInfinity, false, Term.Infinity, false);

    /// <summary>(0, ∞).</summary>
    public static Extent Positive { get; } = new(Term.Zero, false, Term.Infinity, false);

    /// <summary>[0, ∞).</summary>
    public static Extent NonNegative { get; } = new(Term.Zero, true, Term.Infinity, false);

    /// <summary>(−∞, 0).</summary>
    public static Extent Negative { get; } = new(MinusInfinity, false, Term.Zero, false);

    /// <summary>(−∞, 0].</summary>
    public static Extent NonPositive { get; } = new(MinusInfinity, false, Term.Zero, true);

    /// <summary>[lower, upper].</summary>
    public static Extent Closed(Term lower, Term upper) => new(lower, true, upper, true);

    /// <summary>(lower, upper).</summary>
    public static Extent Open(Term lower, Term upper) => new(lower, false, upper, false);

    /// <summary>[lower, ∞).</summary>
    public static Extent From(Term lower) => new(lower, true, Term.Infinity, false);
}

/// <summary>What is known of a function on an interval of its domain.</summary>
internal sealed record Piece(Extent Arguments, Monotonicity Monotonicity, Curvature Curvature, Extent Values);

/// <summary>
/// The limit at a point (±∞, or an end of the domain); null where there is none.
/// </summary>
internal sealed record EndBehaviour(Term Point, Side Side, Term? Limit);

/// <summary>f(x)/Leading(x) → 1 as x tends to the point, +∞ or −∞.</summary>
internal sealed record Asymptote(Term Point, Func<Term, Term> Leading);

/// <summary>f(Centre + t) = Σ Coefficient(n) tⁿ for |t| &lt; Radius.</summary>
internal sealed record PowerSeries(Rational Centre, Func<int, Term> Coefficient, Term Radius);

/// <summary>A derivative, or why it is not known.</summary>
internal readonly record struct Slope(Term? Term, string Reason)
{
    /// <summary>A known derivative.</summary>
    public static implicit operator Slope(Term term) => new(term, string.Empty);

    /// <summary>No derivative, and why.</summary>
    public static Slope Unknown(string reason) => new(null, reason);
}
