// The working arithmetic of the kernels: about 100 bits with an exponent of its own, rounded once at the end.
using System.Numerics;
using System.Runtime.CompilerServices;

namespace LossProofs.Kernels;

/// <summary>
/// (high + low)·2^exponent with 1 ≤ |high| &lt; 2 and |low| ≤ ulp(high)/2: a double-double that neither overflows nor
/// loses digits where results are subnormal. Every operation's relative error is below 2⁻¹⁰⁰ (sums of opposite sign:
/// of the larger magnitude); only IEEE operations and fused multiply-add are used, so that the bits are the same
/// everywhere. Infinities are kept as high = ±∞.
/// </summary>
internal readonly struct Wide<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double high;
    private readonly double low;
    private readonly int exponent;

    private Wide(double high, double low, int exponent) => (this.high, this.low, this.exponent) = (high, low, exponent);

    public static Wide<T> Zero => default;

    public static Wide<T> One => new(1, 0, 0);

    public static Wide<T> Half => new(1, 0, -1);

    public static Wide<T> PositiveInfinity => new(double.PositiveInfinity, 0, 0);

    public bool IsFinite => double.IsFinite(high);

    public bool IsZero => high == 0;

    private bool IsSpecial => high == 0 || !double.IsFinite(high);

    public static Wide<T> Of(T value) => OfDouble(double.CreateTruncating(value));

    public static Wide<T> OfInteger(long value) => OfDouble(value);

    /// <summary>A number given as the sum of two doubles, the second at most half an ulp of the first.</summary>
    public static Wide<T> OfSum(double high, double low) => Normalized(high, low, 0);

    /// <summary>a − b exactly (both finite): the rounded difference and its rounding error.</summary>
    public static Wide<T> Difference(T a, T b)
    {
        var (x, y) = (double.CreateTruncating(a), double.CreateTruncating(b));
        var difference = x - y;
        if (double.IsFinite(difference))
            return Normalized(difference, TwoSumError(x, -y, difference), 0);
        return Of(a) - Of(b);
    }

    public static Wide<T> operator -(Wide<T> a) => new(-a.high, -a.low, a.exponent);

    public static Wide<T> operator -(Wide<T> a, Wide<T> b) => a + -b;

    public static Wide<T> operator +(Wide<T> a, Wide<T> b)
    {
        if (a.IsSpecial || b.IsSpecial)
            return b.high == 0 ? a
                : a.high == 0 ? b
                : new((double.IsFinite(a.high) ? 0 : a.high) + (double.IsFinite(b.high) ? 0 : b.high), 0, 0);
        if (a.exponent < b.exponent)
            (a, b) = (b, a);
        var shift = a.exponent - b.exponent;
        if (shift > 300)
            return a;
        var factor = PowerOfTwo(-shift);
        var (bHigh, bLow) = (b.high * factor, b.low * factor);
        var sum = a.high + bHigh;
        var error = TwoSumError(a.high, bHigh, sum);
        var lowSum = a.low + bLow;
        var lowError = TwoSumError(a.low, bLow, lowSum);
        error += lowSum;
        var middle = sum + error;
        error = error - (middle - sum) + lowError;
        return Normalized(middle, error, a.exponent);
    }

    public static Wide<T> operator *(Wide<T> a, Wide<T> b)
    {
        if (a.IsSpecial || b.IsSpecial)
            return new(a.high * b.high, 0, 0);
        var product = a.high * b.high;
        var error = Math.FusedMultiplyAdd(a.high, b.high, -product) + (a.high * b.low + a.low * b.high);
        return Normalized(product, error, a.exponent + b.exponent);
    }

    public static Wide<T> operator /(Wide<T> a, Wide<T> b)
    {
        if (a.IsSpecial || b.IsSpecial)
            return new(a.high / b.high, 0, 0);
        // Three quotient digits; each remainder is exact up to the last place of the pair.
        var (first, rHigh, rLow) = Digit(a.high, a.low, b);
        var (second, sHigh, sLow) = Digit(rHigh, rLow, b);
        var third = (sHigh + sLow) / b.high;
        var sum = first + second;
        return Normalized(sum, second - (sum - first) + third, a.exponent - b.exponent);
    }

    private static (double Quotient, double High, double Low) Digit(double high, double low, Wide<T> b)
    {
        var quotient = high / b.high;
        var product = quotient * b.high;
        var productError = Math.FusedMultiplyAdd(quotient, b.high, -product);
        var rest = high - product;
        var restError = TwoSumError(high, -product, rest);
        var tail = low - productError - quotient * b.low + restError;
        var sum = rest + tail;
        return (quotient, sum, tail - (sum - rest));
    }

    public static bool operator <(Wide<T> a, Wide<T> b)
    {
        if (a.IsSpecial || b.IsSpecial)
            return a.high < b.high;
        if (Math.Sign(a.high) != Math.Sign(b.high))
            return a.high < b.high;
        if (a.exponent != b.exponent)
            return (a.exponent < b.exponent) == (a.high > 0);
        return a.high < b.high || (a.high == b.high && a.low < b.low);
    }

    public static bool operator >(Wide<T> a, Wide<T> b) => b < a;

    /// <summary>e^x; 0 and ∞ beyond |x| = 2³⁰, far outside what either precision can hold.</summary>
    public static Wide<T> Exp(Wide<T> x)
    {
        if (x.high == 0)
            return One;
        if (!double.IsFinite(x.high) || x.exponent >= 30)
            return x.high > 0 ? PositiveInfinity : Zero;
        var (reduced, power) = Reduce(x);
        var result = One + ExpMinusOne(reduced);
        return new(result.high, result.low, result.exponent + power);
    }

    /// <summary>e^x − 1 without cancellation.</summary>
    public static Wide<T> Expm1(Wide<T> x)
    {
        if (x.high == 0)
            return x;
        if (!double.IsFinite(x.high) || x.exponent >= 30)
            return x.high > 0 ? PositiveInfinity : -One;
        return x.exponent < -1 ? ExpMinusOne(x) : Exp(x) - One;
    }

    /// <summary>x = power·log 2 + reduced, |reduced| ≤ 0.35, log 2 to 161 bits in three doubles.</summary>
    private static (Wide<T> Reduced, int Power) Reduce(Wide<T> x)
    {
        // 1/log 2 to double precision: the quotient's nearest integer, up to one unit at a tie, which only moves
        // the reduced argument's end.
        var power = Math.Round(PowerOfTwo(x.exponent, x.high) * 1.4426950408889634);
        if (power == 0)
            return (x, 0);
        var reduced = x;
        foreach (var part in (ReadOnlySpan<double>)[0.6931471805599453, 2.3190468138462996e-17, 5.707708438416212e-34])
        {
            var product = power * part;
            reduced -= Normalized(product, Math.FusedMultiplyAdd(power, part, -product), 0);
        }

        return (reduced, (int)power);
    }

    /// <summary>
    /// For |x| ≤ 0.36: y = x/2⁹, e^y − 1 by its Taylor polynomial of degree 12 (the next term is below
    /// (0.36/512)¹²/13! = 2⁻¹⁵⁸ of the first), doubled nine times by E ← 2E + E², which keeps relative accuracy.
    /// </summary>
    private static Wide<T> ExpMinusOne(Wide<T> x)
    {
        if (x.IsSpecial || x.exponent < -110)
            return x;
        var y = new Wide<T>(x.high, x.low, x.exponent - 9);
        var sum = One;
        for (var n = 12; n >= 2; n--)
            sum = One + y * sum / OfInteger(n);
        var result = y * sum;
        for (var i = 0; i < 9; i++)
            result = new Wide<T>(result.high, result.low, result.exponent + 1) + result * result;
        return result;
    }

    /// <summary>log x; −∞ at 0.</summary>
    public static Wide<T> Log(Wide<T> x)
    {
        if (x.IsSpecial)
            return x.high == 0 ? -PositiveInfinity : x;
        var near = x - One;
        if (near.IsZero || near.exponent < -6)
            return LogNearOne(near);
        // x = m·2^k with m in [0.7, 1.42).
        var k = x.exponent;
        if (x.high > 1.4142135623730951)
            k++;
        var m = new Wide<T>(x.high, x.low, x.exponent - k);
        var logarithm = LogOfMantissa(m);
        if (k == 0)
            return logarithm;
        foreach (var part in (ReadOnlySpan<double>)[0.6931471805599453, 2.3190468138462996e-17, 5.707708438416212e-34])
        {
            var product = k * part;
            logarithm += Normalized(product, Math.FusedMultiplyAdd(k, part, -product), 0);
        }

        return logarithm;
    }

    /// <summary>log(1 + x) without cancellation.</summary>
    public static Wide<T> Log1p(Wide<T> x) =>
        x.IsSpecial ? x
        : x.exponent < -6 ? LogNearOne(x)
        : Log(One + x);

    /// <summary>
    /// A double's logarithm as the first guess g (its series in t = (m−1)/(m+1), |t| ≤ 0.18, to below 2⁻⁵²), then one
    /// correction: with δ = m·e^−g − 1, |δ| &lt; 2⁻⁵⁰, log m = g + δ − δ²/2 up to δ³/3 &lt; 2⁻¹⁵¹.
    /// </summary>
    private static Wide<T> LogOfMantissa(Wide<T> m)
    {
        var value = PowerOfTwo(m.exponent, m.high);
        var t = (value - 1) / (value + 1);
        var (square, series) = (t * t, 0.0);
        for (var n = 23; n >= 1; n -= 2)
            series = series * square + 1.0 / n;
        var guess = OfDouble(2 * t * series);
        var delta = m * Exp(-guess) - One;
        return guess + (delta - delta * delta * Half);
    }

    /// <summary>
    /// For |x| &lt; 2⁻⁶: t = x/(2+x), |t| &lt; 2⁻⁶·⁹; log(1+x) = 2(t + t³/3 + … + t¹⁵/15), the next term below 2⁻¹¹⁴ of
    /// the first.
    /// </summary>
    private static Wide<T> LogNearOne(Wide<T> x)
    {
        if (x.IsSpecial || x.exponent < -220)
            return x;
        var t = x / (OfInteger(2) + x);
        var square = t * t;
        var series = Zero;
        for (var n = 15; n >= 1; n -= 2)
            series = series * square + One / OfInteger(n);
        var half = t * series;
        return new(half.high, half.low, half.exponent + (half.IsZero ? 0 : 1));
    }

    /// <summary>To the nearest float or double, ties to even, subnormal results and overflow included.</summary>
    public T Round()
    {
        if (IsSpecial)
            return T.CreateTruncating(high + 0.0);
        if (typeof(T) == typeof(float))
            return T.CreateTruncating((float)PowerOfTwo(Math.Clamp(exponent, -500, 500), RoundToOdd()));
        if (exponent >= -1022)
            return T.CreateTruncating(Math.ScaleB(high, Math.Min(exponent, 1024)));
        if (exponent < -1080)
            return T.CreateTruncating(high > 0 ? 0.0 : -0.0);
        // Subnormal: adding 1.5·2^52 units of 2^−1074 rounds high to that unit; where that was a tie, low decides.
        var unit = PowerOfTwo(-1074 - exponent);
        var anchor = unit * 6755399441055744.0;
        var rounded = high + anchor - anchor;
        var rest = high - rounded;
        if (Math.Abs(rest) == unit / 2 && low != 0)
            rounded = low > 0 ? high + unit / 2 : high - unit / 2;
        return T.CreateTruncating(rounded == 0 ? (high > 0 ? 0.0 : -0.0) : Math.ScaleB(rounded, exponent));
    }

    /// <summary>high + low truncated to a double whose last bit is 1 where that was inexact: safe to round again.</summary>
    private double RoundToOdd()
    {
        var bits = BitConverter.DoubleToInt64Bits(high);
        if (low == 0 || (bits & 1) == 1)
            return high;
        return BitConverter.Int64BitsToDouble(bits + ((low > 0) == (high > 0) ? 1 : -1));
    }

    private static Wide<T> OfDouble(double value)
    {
        if (value == 0 || !double.IsFinite(value))
            return new(value, 0, 0);
        var scale = Math.ILogB(value);
        return new(Math.ScaleB(value, -scale), 0, scale);
    }

    /// <summary>A pair whose high part may be off the range [1, 2), and whose parts may overlap slightly.</summary>
    private static Wide<T> Normalized(double high, double low, int exponent)
    {
        var sum = high + low;
        if (sum == 0)
            return Zero;
        low -= sum - high;
        var shift = (int)((BitConverter.DoubleToInt64Bits(sum) >> 52) & 0x7FF) - 1023;
        if (shift is < -900 or > 900)
        {
            var wide = Math.ILogB(sum);
            return new(Math.ScaleB(sum, -wide), Math.ScaleB(low, -wide), exponent + wide);
        }

        var factor = PowerOfTwo(-shift);
        return new(sum * factor, low * factor, exponent + shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double TwoSumError(double a, double b, double sum)
    {
        var virtualB = sum - a;
        return a - (sum - virtualB) + (b - virtualB);
    }

    /// <summary>2^power·factor for |power| ≤ 1022.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double PowerOfTwo(int power, double factor = 1) =>
        BitConverter.Int64BitsToDouble((long)(Math.Clamp(power, -1022, 1023) + 1023) << 52) * factor;
}
