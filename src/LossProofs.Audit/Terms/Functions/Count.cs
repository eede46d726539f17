// How many: of sets and vectors, not functions of a number.
namespace LossProofs.Audit.Terms.Functions;

/// <summary>A count: a natural number that does not vary with the values of any entry.</summary>
internal abstract class Count : KnownFunction
{
    /// <inheritdoc/>
    public sealed override (int Least, int? Most) Arity => (1, 1);

    /// <inheritdoc/>
    public sealed override bool IsContinuous => false;

    /// <inheritdoc/>
    public sealed override bool IsSmooth => false;

    /// <inheritdoc/>
    public sealed override Extent Values => Extent.NonNegative;

    /// <inheritdoc/>
    public sealed override Monotonicity Monotonicity => Monotonicity.None;

    /// <inheritdoc/>
    public sealed override Parity Parity => Parity.None;

    /// <inheritdoc/>
    public sealed override Curvature Curvature => Curvature.None;

    /// <inheritdoc/>
    public sealed override Sequence<Piece> Pieces => [];

    /// <inheritdoc/>
    public sealed override Sequence<EndBehaviour> Ends => [];

    /// <inheritdoc/>
    public sealed override PowerSeries? Series => null;

    /// <inheritdoc/>
    public sealed override Sequence<Asymptote> Asymptotes => [];

    /// <inheritdoc/>
    public sealed override Sequence<Condition> Domain(Sequence<Term> arguments) => [];

    /// <inheritdoc/>
    public sealed override Sequence<Condition> Differentiability(Sequence<Term> arguments) => [];

    /// <inheritdoc/>
    public sealed override Slope Derivative(Sequence<Term> arguments, int place) =>
        Slope.Unknown($"the derivative of {Key} is not followed");

    /// <inheritdoc/>
    public sealed override Term? ExactValue(Sequence<Term> arguments) => null;

    /// <inheritdoc/>
    public sealed override Term? Definition(Sequence<Term> arguments) => null;
}
