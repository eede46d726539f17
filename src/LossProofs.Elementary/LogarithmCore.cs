// log x and what follows from it, as double-doubles, for double-double arguments.
//
// Reduction. x = 2^k·m, m in [0.707, 1.4141); c from the table with |m·c − 1| ≤ 2^-8, c = 1 around 1. r = m·c − 1 is formed
// exactly (m.Hi·c as a double-double, minus 1 by Sterbenz), then log x = k·log 2 − log c + log(1 + r). k = 0 and c = 1 around
// x = 1, so the small values keep their digits; elsewhere |k·log 2 − log c| ≥ 2^-7.5 dominates |log(1 + r)| ≤ 2^-8.9 and
// nothing cancels by more than a factor of two.
// Series. log(1 + r) = r + r²(−1/2 + r(1/3 + r·q)), q = −1/4 + r/5 − … up to r^10. Errors relative to r: the rounding of q,
// 2^-55, and of r·q, 2^-64, and r.Lo·q left out, 2^-64, make 2^-62 in the bracket, times r²: 2^-78; cut off: r^10/11,
// 2^-83.4. Together below 2^-77.9. Where c is not 1, |r| ≤ 2^-8.9 and the result is at least 2^-8.2: smaller still.
using System.Runtime.CompilerServices;

namespace LossProofs.Elementary;

internal static class LogarithmCore
{
    private static DoubleDouble Ln2 => new(0.6931471805599453, 2.3190468138462996e-17); // log 2 within 2^-110
    private static DoubleDouble Third => new(0.3333333333333333, 1.850371707708594e-17); // 1/3 within 2^-109

    /// <summary>log(x·2^scale) within 2^-77 of itself, for a positive normal x.Hi.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble Log(DoubleDouble x, int scale)
    {
        var bits = BitConverter.DoubleToInt64Bits(x.Hi);
        var index = (int)(bits >> 44) & 255;
        var halved = index >= 106 ? 1 : 0; // from 1.4140625 on m/2 is taken for m
        var exponent = (int)(bits >> 52) - 1023 + halved;
        var table = LogarithmTable.Reciprocals.Slice(3 * index, 3);

        // m.Lo = x.Lo·2^-exponent in two factors, as one may be out of range for |exponent| > 1022.
        var high = BitConverter.Int64BitsToDouble(bits - ((long)exponent << 52));
        var half = exponent >> 1;
        var low = x.Lo * Scaled.PowerOfTwo(-half) * Scaled.PowerOfTwo(half - exponent);

        var c = table[0];
        var product = DoubleDouble.TwoProduct(high, c);
        var r = DoubleDouble.TwoSum(product.Hi - 1, Math.FusedMultiplyAdd(low, c, product.Lo));
        var logOfRest = Log1pOfSmall(r);

        double k = exponent + scale;
        var multiple = DoubleDouble.TwoProduct(k, Ln2.Hi);
        var sum = DoubleDouble.TwoSum(multiple.Hi, table[1]);
        var all = DoubleDouble.FastTwoSum(sum.Hi, logOfRest.Hi);
        var rest = sum.Lo + (Math.FusedMultiplyAdd(k, Ln2.Lo, multiple.Lo) + table[2]);
        return DoubleDouble.FastTwoSum(all.Hi, all.Lo + (rest + logOfRest.Lo));
    }

    /// <summary>log(1 + x) within 2^-77 of itself, for x &gt; −1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble Log1p(DoubleDouble x) => Math.Abs(x.Hi) < 0.00390625 ? Log1pOfSmall(x) : Log(x + 1.0, 0); // 2^-8, the bound of the series

    /// <summary>log(1 + e^x) = max(x, 0) + log(1 + e^-|x|) within 2^-76 of itself, for |x| below the exponential's limit.</summary>
    public static Scaled Softplus(DoubleDouble x)
    {
        var negative = x.Hi < 0;
        var e = ExponentialCore.Exp(negative ? x : -x);
        if (e.Exponent < -115)
        {
            return negative ? e : new(x, 0); // log(1 + e) = e·(1 − e/2 + …)
        }

        var tail = Log1p(ExponentialCore.Plain(e));
        return new(negative ? tail : x + tail, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble Log1pOfSmall(DoubleDouble r)
    {
        var x = r.Hi;
        var q = Math.FusedMultiplyAdd(x, -1.0 / 10, 1.0 / 9);
        q = Math.FusedMultiplyAdd(x, q, -1.0 / 8);
        q = Math.FusedMultiplyAdd(x, q, 1.0 / 7);
        q = Math.FusedMultiplyAdd(x, q, -1.0 / 6);
        q = Math.FusedMultiplyAdd(x, q, 1.0 / 5);
        q = Math.FusedMultiplyAdd(x, q, -1.0 / 4);
        return DoubleDouble.Series(r, -0.5, Third, q);
    }
}
