// The error unit of every numeric statement: |computed − true| / ulp(true).
using System.Numerics;

namespace LossProofs.Reals;

/// <summary>An error in units in the last place, enclosed: the true value is known only as a ball.</summary>
/// <param name="Lower">The error is at least this.</param>
/// <param name="Upper">The error is at most this.</param>
public readonly record struct UlpError(double Lower, double Upper);

/// <summary>
/// Distance of a floating-point result from a certified value, in ulps of the true value.
/// <list type="bullet">
/// <item>ulp(t) is the distance of neighbouring numbers in the binade [2^e, 2^(e+1)) of t: 2^(e−52) for double,
/// 2^(e−23) for float; in the subnormal range and at 0 the least subnormal; beyond the largest number that of the last
/// binade.</item>
/// <item>The sign counts only through the value: −0 for a true 0 is no error.</item>
/// <item>A true value that rounds to ±∞ is met exactly by that ∞; an infinite result for any other true value, a finite
/// one for a true ±∞, and NaN are infinitely wrong.</item>
/// <item>Where the true value is undefined, NaN is right (error 0) and anything else infinitely wrong.</item>
/// </list>
/// </summary>
public static class Ulp
{
    /// <summary>ulp(value) of a double.</summary>
    public static double Of(double value) =>
        double.IsFinite(value) ? Math.ScaleB(1, UnitExponent(Ball.From(value).Top, BinaryRounding.Double)) : double.NaN;

    /// <summary>ulp(value) of a float.</summary>
    public static float Of(float value) =>
        float.IsFinite(value)
            ? (float)Math.ScaleB(1, UnitExponent(Ball.From(value).Top, BinaryRounding.Single))
            : float.NaN;

    /// <summary>The error of a double.</summary>
    public static UlpError Error(double computed, Ball truth) => Error(computed, truth, BinaryRounding.Double);

    /// <summary>The error of a float.</summary>
    public static UlpError Error(float computed, Ball truth) => Error(computed, truth, BinaryRounding.Single);

    private static UlpError Error(double computed, Ball truth, BinaryRounding.Format format)
    {
        var infinitelyWrong = new UlpError(double.PositiveInfinity, double.PositiveInfinity);
        if (double.IsNaN(computed) || !truth.IsDefined)
        {
            return double.IsNaN(computed) && !truth.IsDefined ? default : infinitelyWrong;
        }

        if (truth.IsInfinity)
        {
            return computed == truth.MidpointAsDouble() ? default : infinitelyWrong;
        }

        if (!truth.IsFinite)
        {
            return new UlpError(0, double.PositiveInfinity);
        }

        var (low, high) = (truth.LowerEnd, truth.UpperEnd);
        if (double.IsInfinity(computed))
        {
            var (first, last) = (Rounded(low, format), Rounded(high, format));
            return first == computed && last == computed ? default
                : first == computed || last == computed ? new UlpError(0, double.PositiveInfinity)
                : infinitelyWrong;
        }

        // The binade of the true value lies between those of the ends; where 0 is inside, the least unit is reached.
        var largest = UnitExponent(Math.Max(low.Top, high.Top), format);
        var smallest = truth.ContainsZero ? format.Least : UnitExponent(Math.Min(low.Top, high.Top), format);
        var distance = Ball.Abs(Ball.From(computed) - truth.WithBits(Math.Max(truth.Precision, 64)));
        var (least, most) = distance.ToScaledBounds(-largest, -smallest);
        return new UlpError(Math.Max(0, least), most);
    }

    private static double Rounded(Ball end, BinaryRounding.Format format) => end.NearestIn(format);

    // The exponent of ulp(t) for 2^(top−1) ≤ |t| < 2^top.
    private static int UnitExponent(long top, BinaryRounding.Format format) =>
        (int)Math.Clamp(top - format.Precision, format.Least, format.Top - format.Precision);
}

public readonly partial struct Ball
{
    internal double NearestIn(BinaryRounding.Format format) => BinaryRounding.Nearest(_mantissa, _exponent, format);

    // Doubles around the lower end times 2^lowShift and the upper end times 2^highShift.
    internal (double Lower, double Upper) ToScaledBounds(int lowShift, int highShift)
    {
        if (!IsFinite)
        {
            return (0, double.PositiveInfinity);
        }

        var (low, high) = (End(-1), End(1));
        return (
            BinaryRounding.Directed(low._mantissa, low._exponent + lowShift, -1),
            BinaryRounding.Directed(high._mantissa, high._exponent + highShift, 1)
        );
    }
}
