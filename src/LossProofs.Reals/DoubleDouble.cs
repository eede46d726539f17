// Unevaluated sums of two doubles: about 104 bits, enough that an elementary function computed here and rounded
// outward is tight to one double.
using System.Runtime.CompilerServices;

namespace LossProofs.Reals;

/// <summary>
/// High + Low with |Low| ≤ ½ ulp(High). Each operation has a relative error below 2⁻¹⁰⁰ (Joldes, Muller and Popescu 2017
/// give 3u² to 15u² with u = 2⁻⁵³), as long as nothing over- or underflows: callers keep magnitudes between 2⁻⁹⁰⁰
/// and 2⁹⁰⁰.
/// </summary>
internal readonly struct DoubleDouble(double high, double low)
{
    public readonly double High = high;
    public readonly double Low = low;

    public static readonly DoubleDouble Ln2 = new(0.6931471805599453, 2.3190468138462996e-17);
    public static readonly DoubleDouble Ln10 = new(2.302585092994046, -2.1707562233822494e-16);
    public static readonly DoubleDouble HalfPi = new(1.5707963267948966, 6.123233995736766e-17);
    public static readonly DoubleDouble TwoOverRootPi = new(1.1283791670955126, 1.533545961316588e-17);

    // The part of π/2 beyond the two doubles above; what remains is below 2⁻¹⁶³.
    public const double HalfPiTail = -1.4973849048591698e-33;

    public static implicit operator DoubleDouble(double x) => new(x, 0);

    /// <summary>a + b exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble TwoSum(double a, double b)
    {
        var s = a + b;
        var rest = s - a;
        return new(s, (a - (s - rest)) + (b - rest));
    }

    /// <summary>a·b exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble TwoProduct(double a, double b)
    {
        var p = a * b;
        return new(p, Math.FusedMultiplyAdd(a, b, -p));
    }

    // a + b exactly for |a| ≥ |b|.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble Normal(double a, double b)
    {
        var s = a + b;
        return new(s, b - (s - a));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        var s = TwoSum(a.High, b.High);
        var t = TwoSum(a.Low, b.Low);
        var v = Normal(s.High, s.Low + t.High);
        return Normal(v.High, v.Low + t.Low);
    }

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a.Low);

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + -b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        var p = TwoProduct(a.High, b.High);
        var cross = Math.FusedMultiplyAdd(a.High, b.Low, Math.FusedMultiplyAdd(a.Low, b.High, a.Low * b.Low));
        return Normal(p.High, p.Low + cross);
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        // long division with three quotient digits
        var first = a.High / b.High;
        var rest = a - b * first;
        var second = rest.High / b.High;
        rest -= b * second;
        return Normal(first, second) + rest.High / b.High;
    }

    public static DoubleDouble Sqrt(DoubleDouble a)
    {
        // one Newton step from the double root: the error ε becomes ε²/2 = 2⁻¹⁰⁷
        var root = Math.Sqrt(a.High);
        return TwoSum(root, (a - TwoProduct(root, root)).High / (2 * root));
    }

    /// <summary>Times 2^k; exact while in range.</summary>
    public DoubleDouble Scale(int k) => new(Math.ScaleB(High, k), Math.ScaleB(Low, k));
}
