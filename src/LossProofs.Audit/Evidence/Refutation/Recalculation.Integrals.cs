// The checker's own way to integrals: sums of enclosures over many short pieces.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

internal sealed partial class Recalculation
{
    // The first enclosure has an error of the order of the integrand's variation over this number.
    private const int Pieces = 1024;

    // ∫ f lies in Σ h·f(piece) when f(piece) encloses every value of f there.
    private Worth? Compute(Integral integral)
    {
        // A nilpotent in the integrand would pass through, one in the bounds would not.
        if (_perturbations.Count > 0 || Number(integral.Lower) is not { } from || Number(integral.Upper) is not { } to)
        {
            return null;
        }

        var (start, width) = (from.In(bits), to.In(bits) - from.In(bits));
        var sum = Ball.From(Rational.Zero, bits);
        for (var at = Pieces - 1; at >= 0; at--)
        {
            var piece = start + width * Ball.FromBounds(new Rational(at, Pieces), new Rational(at + 1, Pieces), bits);
            if (
                Bound(integral.Variable, Single(Part.Around(piece)), false, () => Scalar(integral.Body))
                    is not { IsPlain: true } value
                || !value.Main.In(bits).IsFinite
            )
            {
                return null;
            }

            sum += value.Main.In(bits);
        }

        return Single(Part.Around(sum * width / Pieces));
    }
}
