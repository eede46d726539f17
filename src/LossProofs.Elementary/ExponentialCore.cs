// e^x and what follows from it, as scaled double-doubles, for double-double arguments.
//
// Reduction. n = round(x·128/log 2), j = n mod 128, k = (n − j)/128, r = x − n·(log 2)/128: e^x = 2^k·2^(j/128)·e^r with
// |r| ≤ (log 2)/256·(1 + 2^-20) < 2^-8.52. (log 2)/128 = L1 + L2 + L3 + 2^-152: L1 is a multiple of 2^-42, so x.Hi − n·L1
// is exact (both are multiples of 2^-61 where n ≠ 0, the difference is below 2^-8.5: 53 bits); n·L2 is taken exactly.
// With |n| < 2^30 the reduced argument is wrong by less than 2^-110.
// Series. e^r − 1 = r + r²(1/2 + r(1/6 + r·q)), q = Σ_{i≥4} r^(i−4)/i! up to i = 8. Absolute errors: the rounding of q and
// of its constant 1/24, 2^-57 together, times r⁴: 2^-91.1; the rounding of r·q, 2^-67, times r³: 2^-92.5; r.Lo·q left out,
// 2^-66.6, times r³: 2^-92.1; cut off: r^9/9! < 2^-95.1. The sum is below 2^-90.1, and shrinks at least with r³: e^r is known
// within 2^-90 of itself, e^r − 1 within 2^-81.5.
using System.Runtime.CompilerServices;

namespace LossProofs.Elementary;

internal static class ExponentialCore
{
    /// <summary>The arguments must be below this in magnitude: the reduction uses |n| &lt; 2^30.</summary>
    public const double Limit = 4194304; // 2^22: e^(2^22) has a binary exponent of 6.05 million

    private const double StepsPerUnit = 184.6649652337873; // 128/log 2
    private const double Step1 = 0.0054152123482253955; // (log 2)/128 to a multiple of 2^-42
    private const double Step2 = -1.0082281460997769e-13; // the double nearest to what Step1 leaves
    private const double Step3 = 2.3681038446414578e-30; // the double nearest to what Step1 + Step2 leave
    private static DoubleDouble Sixth => new(0.16666666666666666, 9.25185853854297e-18); // 1/6 within 2^-110

    /// <summary>e^x within 2^-90 of itself, for |x| &lt; Limit; the significand is in [0.997, 2.006).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scaled Exp(DoubleDouble x)
    {
        var steps = Math.Round(x.Hi * StepsPerUnit, MidpointRounding.ToEven);
        var n = (int)steps;
        return new(TimesPower(Expm1OfSmall(Reduce(x, steps)), n & 127), n >> 7);
    }

    /// <summary>e^x − 1 within 2^-81 of itself, for |x| &lt; Limit.</summary>
    public static Scaled Expm1(DoubleDouble x)
    {
        var steps = Math.Round(x.Hi * StepsPerUnit, MidpointRounding.ToEven);
        var reduced = Expm1OfSmall(Reduce(x, steps));
        if (steps == 0)
        {
            return new(reduced, 0);
        }

        var n = (int)steps;
        var power = TimesPower(reduced, n & 127);
        var k = n >> 7;
        if (k > 110)
        {
            return new(power, k); // 1 is below 2^-110 of it
        }

        // |x| > 2^-8.53 here, and 2^-90.1·e^x/|e^x − 1| is at most 2^-81.5 there.
        // Below e^x = 2^-1000 the −1 is all there is.
        return new(Times2(power, Math.Max(k, -1000)) + -1.0, 0);
    }

    /// <summary>1/(1 + e^-x) within 2^-88 of itself.</summary>
    public static Scaled Sigmoid(DoubleDouble x)
    {
        if (x.Hi >= 0)
        {
            var e = Exp(-x);
            return e.Exponent < -200 ? new(new(1, 0), 0) : new(new DoubleDouble(1, 0) / (Plain(e) + 1.0), 0);
        }
        else
        {
            // σ = e/(1 + e) = e·(1 − e + …): from 2^-115 on e itself is within 2^-114.
            var e = Exp(x);
            return e.Exponent < -115 ? e : new(e.Significand / (Plain(e) + 1.0), e.Exponent);
        }
    }

    /// <summary>tanh x within 2^-80 of itself, for |x| &lt; Limit.</summary>
    public static Scaled Tanh(DoubleDouble x)
    {
        var size = Math.Abs(x.Hi);
        if (size < 9.313225746154785e-10) // 2^-30: tanh x = x − x³/3·(1 − (2/5)x² + …), the rest below 2^-122 of it
        {
            return new(DoubleDouble.FastTwoSum(x.Hi, x.Lo - x.Hi * x.Hi * x.Hi * 0.3333333333333333), 0);
        }

        var absolute = x.Hi < 0 ? -x : x;
        DoubleDouble result;
        if (size < 40)
        {
            var t = Plain(Expm1(new(2 * absolute.Hi, 2 * absolute.Lo)));
            result = t / (t + 2.0);
        }
        else
        {
            result = new(1, 0); // 1 − 2e^-80 and closer: within 2^-114
        }

        return new(x.Hi < 0 ? -result : result, 0);
    }

    /// <summary>The value as a plain double-double, for exponents within ±1000.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble Plain(Scaled value) => Times2(value.Significand, value.Exponent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble Times2(DoubleDouble x, int exponent)
    {
        var power = Scaled.PowerOfTwo(exponent);
        return new(x.Hi * power, x.Lo * power);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble Reduce(DoubleDouble x, double steps)
    {
        var exact = Math.FusedMultiplyAdd(-steps, Step1, x.Hi);
        var second = DoubleDouble.TwoProduct(steps, -Step2);
        var high = DoubleDouble.TwoSum(exact, second.Hi);
        return DoubleDouble.FastTwoSum(high.Hi, high.Lo + (second.Lo + Math.FusedMultiplyAdd(-steps, Step3, x.Lo)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble Expm1OfSmall(DoubleDouble r)
    {
        var x = r.Hi;
        var q = Math.FusedMultiplyAdd(x, 1.0 / 40320, 1.0 / 5040);
        q = Math.FusedMultiplyAdd(x, q, 1.0 / 720);
        q = Math.FusedMultiplyAdd(x, q, 1.0 / 120);
        q = Math.FusedMultiplyAdd(x, q, 1.0 / 24);
        return DoubleDouble.Series(r, 0.5, Sixth, q);
    }

    /// <summary>2^(j/128)·(1 + p).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble TimesPower(DoubleDouble p, int j)
    {
        var table = ExponentialTable.Powers;
        var power = new DoubleDouble(table[2 * j], table[2 * j + 1]);
        var rest = DoubleDouble.Times(power, p);
        var sum = DoubleDouble.FastTwoSum(power.Hi, rest.Hi);
        return DoubleDouble.FastTwoSum(sum.Hi, sum.Lo + (power.Lo + rest.Lo));
    }
}
