// Double arithmetic rounded towards −∞ and +∞, from round-to-nearest and the exact error terms of TwoSum and FMA.
using System.Runtime.CompilerServices;

namespace LossProofs.Reals;

/// <summary>
/// Lower and upper bounds of real operations on doubles, tight: the exact result where it is a double, else its
/// neighbour. Arguments are interval ends, so ±∞ stands for "unbounded" and 0·∞ is 0 (every real times 0).
/// </summary>
internal static class Directed
{
    // Below this magnitude the FMA's error term may itself be rounded: 53 bits under the smallest normal 2^−1022, and margin.
    private const double ErrorMayUnderflow = 1e-280;
    private const double TwoTo600 = 4.149515568880993e180; // 2^600, exactly a double

    /// <summary>The neighbour below: doubles of one sign are ordered as their bit patterns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double StepDown(double x) =>
        Math.Abs(x) is > 0 and <= double.MaxValue
            ? BitConverter.Int64BitsToDouble(
                BitConverter.DoubleToInt64Bits(x) - ((BitConverter.DoubleToInt64Bits(x) >> 63) | 1)
            )
            : Math.BitDecrement(x);

    /// <summary>The neighbour above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double StepUp(double x) => -StepDown(-x);

    // s moved one step towards −∞ when the sum's error is negative; without a branch, since the sign is a coin toss.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double DownWhenNegative(double s, double error)
    {
        var bits = BitConverter.DoubleToInt64Bits(s);
        var step = (bits >> 63) | 1; // −1 for negative s, 1 for positive
        var move = BitConverter.DoubleToInt64Bits(error) >> 63; // −1 when the error is negative (or −0, excluded by the caller)
        return BitConverter.Int64BitsToDouble(bits - (step & move));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double AddDown(double a, double b)
    {
        var s = a + b;
        var rest = s - a;
        var error = (a - (s - rest)) + (b - rest) + 0.0; // + 0.0 turns −0 into 0
        return double.IsFinite(error) && s != 0 ? DownWhenNegative(s, error) : AddDownSpecial(a, b, s);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double AddUp(double a, double b) => -AddDown(-a, -b);

    // Zero sums are exact; an infinite or overflowing sum, or an intermediate overflow in TwoSum near the largest doubles.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double AddDownSpecial(double a, double b, double s)
    {
        if (s == 0)
        {
            return 0;
        }

        if (double.IsPositiveInfinity(s))
        {
            return double.IsInfinity(a) || double.IsInfinity(b) ? s : double.MaxValue;
        }

        return double.IsFinite(s) ? Math.BitDecrement(s) : s;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplyDown(double a, double b)
    {
        var p = a * b;
        var error = Math.FusedMultiplyAdd(a, b, -p) + 0.0;
        var magnitude = Math.Abs(p);
        return magnitude > ErrorMayUnderflow && magnitude <= double.MaxValue
            ? DownWhenNegative(p, error)
            : MultiplyDownSpecial(a, b, p);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplyUp(double a, double b) => -MultiplyDown(-a, b);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double MultiplyDownSpecial(double a, double b, double p)
    {
        if (a == 0 || b == 0)
        {
            return 0;
        }

        if (double.IsInfinity(a) || double.IsInfinity(b) || double.IsNegativeInfinity(p) || double.IsNaN(p))
        {
            return p;
        }

        if (double.IsPositiveInfinity(p))
        {
            return double.MaxValue;
        }

        if (p == 0)
        {
            return (a < 0) == (b < 0) ? 0 : -double.Epsilon;
        }

        // Scale the smaller factor up by 2^600: it is below 2^−465, so nothing overflows, and the error of a product of
        // at least 2^−1075 with 106 bits is at least 2^−1181+600, a normal double.
        var (small, large) = Math.Abs(a) < Math.Abs(b) ? (a, b) : (b, a);
        var error = Math.FusedMultiplyAdd(small * TwoTo600, large, -(p * TwoTo600));
        return error < 0 ? Math.BitDecrement(p) : p;
    }

    /// <summary>a/b rounded down; b is not zero.</summary>
    public static double DivideDown(double a, double b)
    {
        if (a == 0 || double.IsInfinity(b))
        {
            return 0; // ∞/∞ as well: the ends' other quotients include what lies beyond
        }

        var q = a / b;
        if (double.IsInfinity(a) || double.IsNaN(q))
        {
            return q;
        }

        if (double.IsInfinity(q))
        {
            return q > 0 ? double.MaxValue : q;
        }

        if (q == 0)
        {
            return (a < 0) == (b < 0) ? 0 : -double.Epsilon;
        }

        double excess; // q·b − a, exact up to scaling
        if (Math.Abs(a) > ErrorMayUnderflow && Math.Abs(q) > ErrorMayUnderflow && Math.Abs(b) < 1e300)
        {
            excess = Math.FusedMultiplyAdd(q, b, -a);
        }
        else
        {
            // b scaled to [1, 2), q to the normal range near 2^0: then q·b has its last bit above 2^−110.
            var scaleB = -Math.ILogB(b);
            var scaleQ = -Math.ILogB(q);
            excess = Math.FusedMultiplyAdd(
                Math.ScaleB(q, scaleQ),
                Math.ScaleB(b, scaleB),
                -Math.ScaleB(a, scaleB + scaleQ)
            );
        }

        // q > a/b exactly when (q·b − a)/b > 0.
        return excess != 0 && (excess > 0) == (b > 0) ? Math.BitDecrement(q) : q;
    }

    public static double DivideUp(double a, double b) => -DivideDown(-a, b);

    public static double SqrtDown(double a)
    {
        var (s, error) = SqrtAndExcess(a);
        return error > 0 ? Math.BitDecrement(s) : s;
    }

    public static double SqrtUp(double a)
    {
        var (s, error) = SqrtAndExcess(a);
        return error < 0 ? Math.BitIncrement(s) : s;
    }

    // s = √a rounded to nearest and s² − a up to a positive scale.
    private static (double Root, double Excess) SqrtAndExcess(double a)
    {
        if (a == 0 || double.IsPositiveInfinity(a))
        {
            return (a, 0);
        }

        if (a < ErrorMayUnderflow)
        {
            var root = Math.Sqrt(a * TwoTo600); // √2^600 = 2^300, exact to undo
            return (Math.ScaleB(root, -300), Math.FusedMultiplyAdd(root, root, -(a * TwoTo600)));
        }

        var s = Math.Sqrt(a);
        return (s, Math.FusedMultiplyAdd(s, s, -a));
    }
}
