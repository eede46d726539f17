// Exact logarithms of rational numbers.
using System.Numerics;
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>The exponent k of a power bᵏ.</summary>
internal static class Exponent
{
    /// <summary>The integer k with x = bᵏ, or null.</summary>
    public static Rational? Of(Rational x, int b) =>
        x.Sign <= 0 ? null
        : x.IsInteger ? Count(x.Numerator, b)
        : x.Numerator.IsOne && Count(x.Denominator, b) is { } k ? -k
        : null;

    private static Rational? Count(BigInteger power, int b)
    {
        var k = 0;
        for (; power > 1; k++)
        {
            power = BigInteger.DivRem(power, b, out var remainder);
            if (!remainder.IsZero)
            {
                return null;
            }
        }

        return k;
    }
}
