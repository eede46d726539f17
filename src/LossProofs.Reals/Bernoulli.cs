// Bernoulli numbers, the coefficients of Stirling's series.
using System.Numerics;

namespace LossProofs.Reals;

/// <summary>B₂ₖ as exact fractions, computed once and kept.</summary>
public static class Bernoulli
{
    private static volatile Rational[] s_known = [Rational.One];

    /// <summary>B₂ₖ: B₀ = 1, B₂ = 1/6, B₄ = −1/30, ….</summary>
    /// <exception cref="ArgumentOutOfRangeException">k is negative.</exception>
    public static Rational Even(int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        var known = s_known;
        if (k >= known.Length)
        {
            s_known = known = Compute(Math.Max(k + 1, 2 * known.Length));
        }

        return known[k];
    }

    // Tangent numbers T_k by Brent and Harvey's in-place recurrence (integers only); then
    // B₂ₖ = (−1)^(k−1) 2k T_k / (4^k (4^k − 1)).
    private static Rational[] Compute(int count)
    {
        var tangent = new BigInteger[count + 1];
        tangent[1] = 1;
        for (var k = 2; k <= count; k++)
        {
            tangent[k] = (k - 1) * tangent[k - 1];
        }

        for (var k = 2; k <= count; k++)
        {
            for (var j = k; j <= count; j++)
            {
                tangent[j] = (j - k) * tangent[j - 1] + (j - k + 2) * tangent[j];
            }
        }

        var numbers = new Rational[count];
        numbers[0] = Rational.One;
        for (var k = 1; k < count; k++)
        {
            var power = BigInteger.One << (2 * k);
            var numerator = 2 * k * tangent[k];
            numbers[k] = new Rational((k & 1) == 0 ? -numerator : numerator, power * (power - 1));
        }

        return numbers;
    }
}
