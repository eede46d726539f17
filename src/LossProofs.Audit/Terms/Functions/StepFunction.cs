// Functions that are constant between jumps.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>
/// A function of one number that is constant on the intervals between isolated jumps: its values are exact wherever they
/// are resolved, its derivative is 0 off the jumps.
/// </summary>
internal abstract class StepFunction : RealFunction
{
    /// <summary>The one value over all of the enclosed arguments; null where it is not resolved.</summary>
    public abstract Rational? Resolve<T>(T x, int bits)
        where T : IReal<T>;

    /// <inheritdoc/>
    public sealed override T Enclose<T>(T x, int bits) =>
        Resolve(x, bits) is { } value ? T.From(value, bits) : T.Undefined;

    /// <inheritdoc/>
    public sealed override Slope Derivative(Term x)
    {
        var smooth = Differentiability(x);
        return new Piecewise([new Branch(smooth is [var only] ? only : new All(smooth), Term.Zero)], null);
    }
}
