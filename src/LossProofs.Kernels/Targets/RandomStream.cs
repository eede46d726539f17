// The project's random numbers: a documented generator, the same bits on every machine for the same seed.
using System.Numerics;

namespace LossProofs.Kernels;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood 2014): state ← state + 0x9E3779B97F4A7C15, output = <see cref="Mix"/>(state).
/// Uniform numbers are (k + ½)·2⁻⁵², k the output's upper 52 bits: never 0 or 1, and exact in double. All transformations
/// use the kernels' own arithmetic, not the platform's math library.
/// </summary>
/// <param name="seed">The state before the first output.</param>
public struct RandomStream(ulong seed)
{
    private ulong state = seed;

    /// <summary>The finalizer of SplitMix64: a bijection of 64-bit words.</summary>
    public static ulong Mix(ulong word)
    {
        word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9;
        word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
        return word ^ (word >> 31);
    }

    /// <summary>The next 64 bits.</summary>
    public ulong NextWord() => Mix(state += 0x9E3779B97F4A7C15);

    /// <summary>The next uniform number in (0, 1).</summary>
    public double NextUniform() => ((NextWord() >> 12) + 0.5) * (1.0 / (1L << 52));

    /// <summary>The next number of Gumbel(0, 1): −log(−log u).</summary>
    public T NextGumbel<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        return Gumbel<T>().Round();
    }

    /// <summary>The next standard normal number, by Marsaglia's polar method (one of each pair is used).</summary>
    public T NextNormal<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        return T.CreateTruncating(Normal());
    }

    internal Wide<T> Gumbel<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var u = NextUniform();
        return -Wide<T>.Log(-Wide<T>.Log(Wide<T>.OfSum(u, 0)));
    }

    /// <summary>
    /// log of a Gamma(α) number: Marsaglia and Tsang 2000 for α ≥ 1; below, Gamma(α+1)·u^(1/α).
    /// </summary>
    internal Wide<T> LogGamma<T>(T alpha)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shape = double.CreateTruncating(alpha);
        var boost = Wide<T>.Zero;
        if (shape < 1)
        {
            boost = Wide<T>.Log(Wide<T>.OfSum(NextUniform(), 0)) / Wide<T>.Of(alpha);
            shape += 1;
        }

        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal();
            var v = 1 + c * x;
            if (v <= 0)
                continue;
            v = v * v * v;
            var u = NextUniform();
            var bound = 0.5 * x * x + d - d * v + d * Log(v);
            if (Log(u) < bound)
                return boost + Wide<T>.OfSum(Log(d) + Log(v), 0);
        }
    }

    private double Normal()
    {
        while (true)
        {
            var (x, y) = (2 * NextUniform() - 1, 2 * NextUniform() - 1);
            var square = x * x + y * y;
            if (square is > 0 and < 1)
                return x * Math.Sqrt(-2 * Log(square) / square);
        }
    }

    private static double Log(double x) => Wide<double>.Log(Wide<double>.Of(x)).Round();
}
