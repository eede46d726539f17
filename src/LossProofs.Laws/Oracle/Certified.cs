// How far a floating-point result is from the truth, decided by raising the precision of the truth until it is certain.
using LossProofs.Reals;

namespace LossProofs.Laws;

/// <summary>The errors of a vector of floating-point results, in ulps, against balls computed at rising precision.</summary>
public static class Certified
{
    /// <summary>The precision at which an undecided error is given up.</summary>
    public const int MaximumBits = 16_384;

    // Logits of 1e308 take 1,024 bits off; what is left tells numbers from powers of two.
    private const int PowerBits = 2_048;

    /// <summary>
    /// The error of each result: |computed − true|/ulp(true), or, where the true value is a sum whose terms cancel, divided
    /// by ulp of the sum of their magnitudes when that is larger. Precision is doubled from 128 bits until each error is known
    /// to a thousandth. An infinite result counts as the number that would follow the largest finite one, an error beyond the
    /// largest number as that number. A true value that cannot be told from a power of two counts as that.
    /// </summary>
    /// <param name="computed">The results (floats widened to double when <paramref name="single"/>).</param>
    /// <param name="single">True when the results are floats.</param>
    /// <param name="truth">The true values, given a precision in bits.</param>
    /// <param name="magnitude">The sums of the magnitudes of the terms, where they count; else null.</param>
    /// <exception cref="ArithmeticException">An error is not decided at <see cref="MaximumBits"/>.</exception>
    public static double[] Errors(
        double[] computed,
        bool single,
        Func<int, Ball[]> truth,
        Func<int, Ball[]>? magnitude = null
    )
    {
        var errors = new double[computed.Length];
        var open = Enumerable.Range(0, computed.Length).ToList();
        var scales = magnitude?.Invoke(128);
        for (var bits = 128; open.Count > 0; bits *= 2)
        {
            if (bits > MaximumBits)
            {
                throw new ArithmeticException(
                    $"the error of result {open[0]}, {computed[open[0]]:R}, is not decided at {MaximumBits} bits"
                );
            }

            var values = truth(bits);
            if (values.Length != computed.Length)
            {
                throw new InvalidOperationException($"{computed.Length} results but {values.Length} true values");
            }

            open.RemoveAll(i =>
            {
                var error = Error(computed[i], single, values[i], scales?[i]);
                // All that is open is the unit, that of one binade or of its neighbour: a factor of 2.
                var isPower = bits >= PowerBits && double.IsFinite(error.Upper) && error.Upper <= 2.001 * error.Lower;
                errors[i] =
                    isPower ? error.Lower
                    : error.Lower == double.MaxValue ? double.MaxValue
                    : error.Upper;
                return isPower
                    || error.Lower >= double.MaxValue && values[i].IsDefined
                    || error.Upper - error.Lower <= 1e-3 * Math.Max(1, error.Lower);
            });
        }

        return errors;
    }

    private static UlpError Error(double computed, bool single, Ball truth, Ball? magnitude)
    {
        var error = single ? Ulp.Error((float)computed, truth) : Ulp.Error(computed, truth);
        if (double.IsInfinity(computed) && truth.IsFinite && error.Lower > 0)
        {
            // ∞ in place of a finite number counts as what would follow the largest one, so that a rounding that falls on
            // the wrong side of the overflow threshold by 2⁻¹⁰⁰ is an error of half an ulp and not an infinite one.
            var beyond = Ball.Pow(Ball.From(2.0), single ? 128 : 1024) * Math.Sign(computed);
            var steps = Ball.Abs(beyond - truth) / Ball.From(single ? Ulp.Of(float.MaxValue) : Ulp.Of(double.MaxValue));
            var (fewest, most) = steps.ToDoubleBounds();
            return new(Math.Max(0, fewest), most);
        }

        if (magnitude is not { IsFinite: true } scale || !double.IsFinite(computed) || !truth.IsFinite)
        {
            return error;
        }

        // One binade more or less at the scale is within what a bound of "1 ulp of the magnitudes" means: take the smaller unit.
        var (lower, _) = Ball.Abs(scale).ToDoubleBounds();
        var unit = single ? Ulp.Of((float)Math.Min(lower, float.MaxValue)) : Ulp.Of(Math.Min(lower, double.MaxValue));
        var (_, own) = Ball.Abs(truth).ToDoubleBounds();
        if (lower <= own)
        {
            return error;
        }

        var distance = Ball.Abs(Ball.From(computed) - truth) / Ball.From(unit);
        var (least, greatest) = distance.ToDoubleBounds();
        return new(Math.Max(0, least), greatest);
    }
}
