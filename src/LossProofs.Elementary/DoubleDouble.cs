// Unevaluated sums of two doubles: the exact transformations and the arithmetic that every core is made of.
using System.Runtime.CompilerServices;

namespace LossProofs.Elementary;

/// <summary>
/// The number Hi + Lo. Normalised: Hi is the double nearest to the sum (so |Lo| is at most half an ulp of Hi).
/// With u = 2^-53, the relative errors proved by Joldes, Muller and Popescu ("Tight and rigorous error bounds for basic
/// building blocks of double-word arithmetic", 2017) are: sum 3u², product 5u², quotient 15u², square root 3.125u²,
/// each while nothing under- or overflows; the callers keep |Hi| in a range where nothing does.
/// </summary>
internal readonly record struct DoubleDouble(double Hi, double Lo)
{
    /// <summary>a + b exactly (Knuth, Møller).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble TwoSum(double a, double b)
    {
        var sum = a + b;
        var fromB = sum - a;
        return new(sum, (a - (sum - fromB)) + (b - fromB));
    }

    /// <summary>a + b exactly when a = 0 or the exponent of a is at least that of b (Dekker).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble FastTwoSum(double a, double b)
    {
        var sum = a + b;
        return new(sum, b - (sum - a));
    }

    /// <summary>a·b exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble TwoProduct(double a, double b)
    {
        var product = a * b;
        return new(product, Math.FusedMultiplyAdd(a, b, -product));
    }

    /// <summary>The sum, to 3u².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator +(DoubleDouble x, DoubleDouble y)
    {
        var high = TwoSum(x.Hi, y.Hi);
        var low = TwoSum(x.Lo, y.Lo);
        var sum = FastTwoSum(high.Hi, high.Lo + low.Hi);
        return FastTwoSum(sum.Hi, low.Lo + sum.Lo);
    }

    /// <summary>The sum with a double, to 2u².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator +(DoubleDouble x, double y)
    {
        var high = TwoSum(x.Hi, y);
        return FastTwoSum(high.Hi, x.Lo + high.Lo);
    }

    /// <summary>The opposite, exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator -(DoubleDouble x) => new(-x.Hi, -x.Lo);

    /// <summary>The difference, to 3u².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator -(DoubleDouble x, DoubleDouble y) => x + -y;

    /// <summary>The product, to 5u².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator *(DoubleDouble x, DoubleDouble y)
    {
        var raw = Times(x, y);
        return FastTwoSum(raw.Hi, raw.Lo);
    }

    /// <summary>The product with a double, to 2u².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator *(DoubleDouble x, double y)
    {
        var high = TwoProduct(x.Hi, y);
        return FastTwoSum(high.Hi, Math.FusedMultiplyAdd(x.Lo, y, high.Lo));
    }

    /// <summary>The product before its normalisation: |Lo| may reach 2u|Hi|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble Times(DoubleDouble x, DoubleDouble y)
    {
        var high = TwoProduct(x.Hi, y.Hi);
        return new(high.Hi, high.Lo + Math.FusedMultiplyAdd(x.Lo, y.Hi, x.Hi * y.Lo));
    }

    /// <summary>The quotient, to 15u².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator /(DoubleDouble x, DoubleDouble y)
    {
        var quotient = x.Hi / y.Hi;
        var back = y * quotient;
        var rest = (x.Hi - back.Hi) + (x.Lo - back.Lo);
        return FastTwoSum(quotient, rest / y.Hi);
    }

    /// <summary>The square root of a positive number, to 3.125u².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble Sqrt(DoubleDouble x)
    {
        var root = Math.Sqrt(x.Hi);
        var rest = Math.FusedMultiplyAdd(-root, root, x.Hi) + x.Lo;
        return FastTwoSum(root, rest / (2 * root));
    }

    /// <summary>
    /// r + r²(a₂ + r(a₃ + r·q)), where q is the value at r of the rest of the series, a double: its rounding enters as
    /// r⁴·2^-53, the only error above 2^-103 relative to r.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble Series(DoubleDouble r, double second, DoubleDouble third, double q)
    {
        var cubic = FastTwoSum(third.Hi, r.Hi * q);
        var linear = Times(r, new(cubic.Hi, cubic.Lo + third.Lo));
        var square = FastTwoSum(second, linear.Hi);
        var rest = Times(Times(r, r), new(square.Hi, square.Lo + linear.Lo));
        var sum = FastTwoSum(r.Hi, rest.Hi);
        return FastTwoSum(sum.Hi, sum.Lo + (r.Lo + rest.Lo));
    }
}
