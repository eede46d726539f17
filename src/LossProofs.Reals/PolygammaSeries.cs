// The derivatives of log Γ over any real-number type: recurrence up to a large argument, then Stirling's series, whose
// partial sums enclose the limit.
using System.Numerics;

namespace LossProofs.Reals;

/// <summary>Polygamma functions ψ⁽ᵐ⁾ by recurrence and asymptotic series (DLMF 5.15.5 and 5.15.8), with a rigorous remainder.</summary>
public static class PolygammaSeries
{
    /// <summary>How many recurrence steps are made at most; an argument below minus this is answered as undefined.</summary>
    public const int MaximumSteps = 4096;

    private static readonly List<Rational> EvenBernoulli = [Rational.One];

    /// <summary>
    /// Encloses ψ⁽ᵐ⁾(x), m = <paramref name="order"/> ≥ 0, to about the precision of <paramref name="x"/>. Undefined where x
    /// may be 0, −1, −2, … or lies below −<see cref="MaximumSteps"/>.
    /// </summary>
    public static T Enclose<T>(int order, T x)
        where T : IReal<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        if (!x.IsDefined)
        {
            return T.Undefined;
        }

        // Guard bits for the recurrence's sums. Stirling's terms |B₂ₖ| R⁻²ᵏ ≈ 2(2k)!/(2πR)²ᵏ fall below 2^−bits for
        // R = bits/4 and 2k = bits/3: each pair then contributes a factor (1/3)·4/(2πe) < 0.08.
        var bits = x.Precision + 16;
        var start = T.From(8 + order + bits / 4, bits);
        var terms = 3 + bits / 6;
        var parity = (order & 1) == 0 ? 1 : -1;

        var sum = T.From(0, bits);
        var argument = x;
        var one = T.From(1, bits);
        for (var steps = 0; (argument - start).Sign <= 0; steps++)
        {
            if (steps == MaximumSteps)
            {
                return T.Undefined;
            }

            sum += T.Pow(argument, -order - 1);
            argument += one;
            if (!sum.IsDefined)
            {
                return T.Undefined;
            }
        }

        // ψ⁽ᵐ⁾(x) = ψ⁽ᵐ⁾(x+N) − (−1)^m m! Σ_{k<N} (x+k)^−(m+1)
        var shift = sum * T.From(-parity * Factorial(order), bits);

        // (−1)^{m+1} [ (m−1)!/x^m + m!/(2x^{m+1}) + Σ_k B₂ₖ (2k+m−1)!/((2k)! x^{2k+m}) ]; for m = 0 the first term is −log x.
        var series =
            (order == 0 ? -T.Log(argument) : T.From(Factorial(order - 1), bits) * T.Pow(argument, -order))
            + T.From(new Rational(Factorial(order), 2), bits) * T.Pow(argument, -order - 1);
        var reciprocalSquare = T.Pow(argument, -2);
        var power = T.Pow(argument, -order);
        var previous = series;
        for (var k = 1; k <= terms; k++)
        {
            power *= reciprocalSquare;
            previous = series;
            series += T.From(Bernoulli(k) * RisingFactorial(2 * k + 1, order - 1, k), bits) * power;
        }

        // The series envelops the function for x > 0: the truth lies between two consecutive partial sums.
        return shift + T.From(-parity, bits) * T.Hull(previous, series);
    }

    // (2k+m−1)!/(2k)! for m ≥ 1; 1/(2k) for m = 0.
    private static Rational RisingFactorial(int first, int count, int k)
    {
        if (count < 0)
        {
            return new Rational(1, 2 * k);
        }

        var product = BigInteger.One;
        for (var i = 0; i < count; i++)
        {
            product *= first + i;
        }

        return product;
    }

    private static BigInteger Factorial(int n)
    {
        var product = BigInteger.One;
        for (var i = 2; i <= n; i++)
        {
            product *= i;
        }

        return product;
    }

    // B₂ₖ from Σ_{j≤n} C(n+1, j) B_j = 0, computed once and kept.
    private static Rational Bernoulli(int k)
    {
        lock (EvenBernoulli)
        {
            while (EvenBernoulli.Count <= k)
            {
                var n = 2 * EvenBernoulli.Count;
                var sum = Rational.One - new Rational(n + 1, 2); // j = 0 and j = 1 (B₁ = −1/2)
                BigInteger binomial = n + 1; // C(n+1, 1)
                for (var j = 2; j < n; j += 2)
                {
                    binomial = binomial * (n + 2 - j) / j; // C(n+1, j)
                    sum += EvenBernoulli[j / 2] * binomial;
                    binomial = binomial * (n + 1 - j) / (j + 1); // C(n+1, j+1)
                }

                EvenBernoulli.Add(-sum / (n + 1));
            }

            return EvenBernoulli[k];
        }
    }
}
