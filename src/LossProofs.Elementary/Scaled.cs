// What a core returns: a double-double with its own binary exponent, and the one rounding that ends every function.
using System.Runtime.CompilerServices;

namespace LossProofs.Elementary;

/// <summary>The number (Significand.Hi + Significand.Lo)·2^Exponent; the significand is normalised.</summary>
internal readonly record struct Scaled(DoubleDouble Significand, int Exponent)
{
    /// <summary>2^exponent, for -1022 ≤ exponent ≤ 1023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);

    /// <summary>
    /// The nearest double, ties to even, for 1/2 ≤ |Significand| ≤ 2 (or 0 with any exponent): one rounding, also where
    /// the result is subnormal; infinite from 2^1024 − 2^970 on.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Round() =>
        Exponent is >= -1020 and <= 1022 ? Significand.Hi * PowerOfTwo(Exponent) : RoundAtTheEnds();

    private double RoundAtTheEnds()
    {
        var (high, low) = Significand;
        if (Exponent > 0)
        {
            return high * PowerOfTwo(1022) * PowerOfTwo(Math.Min(Exponent - 1022, 100));
        }

        if (Exponent < -1080)
        {
            return high * 0.0;
        }

        // In units of the smallest double: an integer is wanted. high is the double nearest to the sum, so low can only
        // matter where high itself lies exactly half way between two integers.
        var unit = PowerOfTwo(Exponent + 1074);
        var exact = high * unit;
        var nearest = Math.Round(exact, MidpointRounding.ToEven);
        var rest = exact - nearest;
        if (Math.Abs(rest) == 0.5 && rest * low > 0)
        {
            nearest += 2 * rest;
        }

        return nearest == 0 ? high * 0.0 : nearest * double.Epsilon;
    }
}
