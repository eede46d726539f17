// Coefficients of power series by recurrence.
using System.Numerics;
using LossProofs.Reals;

namespace LossProofs.Audit.Terms.Functions;

/// <summary>Rational coefficients, each from those before it.</summary>
internal static class Coefficients
{
    /// <summary>The coefficient cₙ, where next gives cₖ from c₀ … cₖ₋₁.</summary>
    public static Rational At(int n, Func<IReadOnlyList<Rational>, Rational> next)
    {
        var known = new List<Rational>();
        while (known.Count <= n)
        {
            known.Add(next(known));
        }

        return known[n];
    }

    /// <summary>Σ cᵢ cₙ₋ᵢ: the coefficient of the square.</summary>
    public static Rational Square(IReadOnlyList<Rational> c, int n)
    {
        var sum = Rational.Zero;
        for (var i = 0; i <= n; i++)
        {
            sum += c[i] * c[n - i];
        }

        return sum;
    }

    /// <summary>n!.</summary>
    public static BigInteger Factorial(int n)
    {
        var product = BigInteger.One;
        for (var factor = 2; factor <= n; factor++)
        {
            product *= factor;
        }

        return product;
    }

    /// <summary>The binomial coefficient of −1/2 over n: (1 + t)^(−1/2) = Σ of them.</summary>
    public static Rational OfInverseRoot(int n)
    {
        var product = Rational.One;
        for (var k = 1; k <= n; k++)
        {
            product *= new Rational(1 - 2 * k, 2 * k);
        }

        return product;
    }
}
