// Elementary functions of intervals: monotone pieces, each end enclosed at its own point.
using System.Runtime.CompilerServices;
using LossProofs.Elementary;

namespace LossProofs.Reals;

public readonly partial struct Interval
{
    // Below this magnitude the double-double code may underflow; there f(x) = x(1 + O(x)) is x to far less than one ulp.
    private const double Minute = 1e-230;

    /// <inheritdoc/>
    public static Interval Sqrt(Interval x) =>
        x.Lower >= 0 ? new(Directed.SqrtDown(x.Lower), Directed.SqrtUp(x.Upper), true) : Undefined;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Interval Exp(Interval x) =>
        x.Lower >= -700 && x.Upper <= 700
            ? new(
                x.Lower == 0 ? 1 : Directed.StepDown(Portable.Exp(x.Lower)),
                x.Upper == 0 ? 1 : Directed.StepUp(Portable.Exp(x.Upper)),
                true
            )
            : Increasing(x, ExpAt, 0, double.PositiveInfinity);

    /// <inheritdoc/>
    public static Interval Expm1(Interval x) => Increasing(x, Expm1At, -1, double.PositiveInfinity);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Interval Log(Interval x) =>
        x.Lower > 0 && x.Upper <= double.MaxValue
            ? new(
                x.Lower == 1 ? 0 : Directed.StepDown(Portable.Log(x.Lower)),
                x.Upper == 1 ? 0 : Directed.StepUp(Portable.Log(x.Upper)),
                true
            )
            : (x.Lower > 0 ? Increasing(x, LogAt) : Undefined);

    /// <inheritdoc/>
    public static Interval Log1p(Interval x) => x.Lower > -1 ? Increasing(x, Log1pAt) : Undefined;

    /// <inheritdoc/>
    public static Interval Log2(Interval x) => x.Lower > 0 ? Increasing(x, Log2At) : Undefined;

    /// <inheritdoc/>
    public static Interval Log10(Interval x) => x.Lower > 0 ? Increasing(x, Log10At) : Undefined;

    /// <inheritdoc/>
    public static Interval Sigmoid(Interval x) => Increasing(x, SigmoidAt, 0, 1);

    /// <inheritdoc/>
    public static Interval Softplus(Interval x) => Increasing(x, SoftplusAt, 0, double.PositiveInfinity);

    /// <inheritdoc/>
    public static Interval Tanh(Interval x) => Increasing(x, TanhAt, -1, 1);

    /// <inheritdoc/>
    public static Interval Sinh(Interval x) => Increasing(x, SinhAt);

    /// <inheritdoc/>
    public static Interval Cosh(Interval x) => Increasing(Abs(x), CoshAt, 1, double.PositiveInfinity);

    /// <inheritdoc/>
    public static Interval Asinh(Interval x) => Increasing(x, AsinhAt);

    /// <inheritdoc/>
    public static Interval Atan(Interval x) => Increasing(x, AtanAt, -1.5707963267948968, 1.5707963267948968); // the double after π/2

    /// <inheritdoc/>
    public static Interval Erf(Interval x) => Increasing(x, ErfAt, -1, 1);

    /// <inheritdoc/>
    public static Interval Erfc(Interval x) => Increasing(-x, y => ErfcAt(-y), 0, 2);

    /// <inheritdoc/>
    /// <remarks>[−1, 1] where |x| may exceed 2³⁰.</remarks>
    public static Interval Sin(Interval x) =>
        Periodic(x, a => DoubleDoubleFunctions.SinCos(a).Sine, static x => (x - Pi(53) / 2.0) / Pi(53));

    /// <inheritdoc/>
    /// <remarks>[−1, 1] where |x| may exceed 2³⁰.</remarks>
    public static Interval Cos(Interval x) =>
        Periodic(x, a => DoubleDoubleFunctions.SinCos(a).Cosine, static x => x / Pi(53));

    /// <inheritdoc/>
    public static Interval Pow(Interval x, int n)
    {
        if (!x.IsDefined || (n < 0 && x.Sign == 0))
        {
            return Undefined;
        }

        if (n is 0 or 1)
        {
            return n == 0 ? 1 : x;
        }

        if ((n & 1) == 0)
        {
            x = Abs(x);
        }
        else if (x.Upper <= 0 && x.Lower < 0)
        {
            return -Pow(-x, n);
        }

        return n < 0 ? new(PowAt(x.Upper, n).Lower, PowAt(x.Lower, n).Upper, true)
            : x.Lower < 0 ? new(-PowAt(-x.Lower, n).Upper, PowAt(x.Upper, n).Upper, true)
            : new(PowAt(x.Lower, n).Lower, PowAt(x.Upper, n).Upper, true);
    }

    /// <inheritdoc/>
    public static Interval Pow(Interval x, Interval y)
    {
        if (!x.IsDefined || !y.IsDefined)
        {
            return Undefined;
        }

        if (y.IsPoint && y.Lower == Math.Floor(y.Lower) && Math.Abs(y.Lower) <= int.MaxValue)
        {
            return Pow(x, (int)y.Lower);
        }

        if (x.Lower < 0 || (x.Lower == 0 && !(y.Lower > 0)))
        {
            return Undefined;
        }

        // Monotone in each argument while the other is fixed: the extremes lie in the corners.
        var low = Hull(PowAt(x.Lower, y.Lower), PowAt(x.Lower, y.Upper));
        return x.IsPoint ? low : Hull(low, Hull(PowAt(x.Upper, y.Lower), PowAt(x.Upper, y.Upper)));
    }

    // The range of an increasing function from its enclosures at finite points and its limits.
    private static Interval Increasing(
        Interval x,
        Func<double, Interval> at,
        double infimum = double.NegativeInfinity,
        double supremum = double.PositiveInfinity
    )
    {
        if (!x.IsDefined)
        {
            return Undefined;
        }

        var low = double.IsInfinity(x.Lower) ? new(infimum, supremum, true) : at(x.Lower);
        var high =
            x.IsPoint ? low
            : double.IsInfinity(x.Upper) ? new(infimum, supremum, true)
            : at(x.Upper);
        return new(Math.Max(infimum, low.Lower), Math.Min(supremum, high.Upper), true);
    }

    // A function of period 2π with maxima 1 where phase(x) is an even integer and minima −1 where it is odd.
    private static Interval Periodic(Interval x, Func<double, DoubleDouble> at, Func<Interval, Interval> phase)
    {
        var everything = new Interval(-1, 1, true);
        if (!x.IsDefined)
        {
            return Undefined;
        }

        if (!(Math.Max(-x.Lower, x.Upper) <= 1 << 30))
        {
            return everything;
        }

        // The absolute error 2⁻¹⁰⁰ of the reduction by π/2 (none below π/4) matters only next to a zero of the function.
        const double Absolute = 7.888609052210118e-31;
        var range = Hull(EnclosePeriodic(x.Lower), EnclosePeriodic(x.Upper));
        var (from, to) = (Math.Ceiling(phase(x.Lower).Lower), Math.Floor(phase(x.Upper).Upper));
        if (to > from)
        {
            return everything; // two neighbouring integers: a maximum and a minimum
        }

        if (to == from)
        {
            range = (long)from % 2 == 0 ? Hull(range, 1) : Hull(range, -1);
        }

        return new(Math.Max(-1, range.Lower), Math.Min(1, range.Upper), true);

        Interval EnclosePeriodic(double a) =>
            a == 0 ? at(0).Hi
            : Math.Abs(a) < Minute ? OneUlpAround(at(0).Hi == 0 ? a : 1)
            : Enclose(at(a), 0, Math.Abs(a) < 0.75 ? 0 : Absolute);
    }

    // The portable functions are rounded to nearest from 2⁻⁶⁷ (their bound is 0.501 ulp), so that the truth lies between
    // the neighbours of the result; where the result is known to be exact, it is the truth.
    private static Interval ExpAt(double x) => x == 0 ? 1 : AroundRounded(Portable.Exp(x));

    private static Interval Expm1At(double x) => x == 0 ? 0 : AroundRounded(Portable.Expm1(x));

    private static Interval LogAt(double x) => x == 1 ? 0 : AroundRounded(Portable.Log(x));

    private static Interval Log1pAt(double x) => x == 0 ? 0 : AroundRounded(Portable.Log1p(x));

    private static Interval SigmoidAt(double x) => x == 0 ? 0.5 : AroundRounded(Portable.Sigmoid(x));

    private static Interval SoftplusAt(double x) => AroundRounded(Portable.Softplus(x));

    private static Interval TanhAt(double x) => x == 0 ? 0 : AroundRounded(Portable.Tanh(x));

    private static Interval AroundRounded(double y) => new(Directed.StepDown(y), Directed.StepUp(y), true);

    private static Interval Log2At(double x)
    {
        var exponent = Math.ILogB(x);
        return Math.ScaleB(1.0, exponent) == x
            ? exponent
            : Enclose(DoubleDoubleFunctions.Log(new(x, 0)) / DoubleDoubleFunctions.Ln2, 0);
    }

    private static Interval Log10At(double x)
    {
        // 10²² is the last power of ten that is a double
        var power = 1.0;
        for (var n = 0; n <= 22 && power <= x; n++, power *= 10)
        {
            if (power == x)
            {
                return n;
            }
        }

        return Enclose(DoubleDoubleFunctions.Log(new(x, 0)) / DoubleDoubleFunctions.Ln10, 0);
    }

    private static Interval SinhAt(double x)
    {
        if (Math.Abs(x) < Minute || Math.Abs(x) > 711)
        {
            return x == 0 ? 0
                : Math.Abs(x) < Minute ? OneUlpAround(x)
                : x > 0 ? Overflow
                : -Overflow;
        }

        var (value, exponent) = DoubleDoubleFunctions.Sinh(x);
        return Enclose(value, exponent);
    }

    private static Interval CoshAt(double x)
    {
        if (x == 0)
        {
            return 1;
        }

        if (x > 711)
        {
            return Overflow;
        }

        var (value, exponent) = DoubleDoubleFunctions.Cosh(x);
        return Enclose(value, exponent);
    }

    private static Interval AsinhAt(double x) =>
        x == 0 ? 0
        : Math.Abs(x) < Minute ? OneUlpAround(x)
        : Enclose(DoubleDoubleFunctions.Asinh(x), 0);

    private static Interval AtanAt(double x) =>
        x == 0 ? 0
        : Math.Abs(x) < Minute ? OneUlpAround(x)
        : Enclose(DoubleDoubleFunctions.Atan(x), 0);

    private static Interval ErfAt(double x) =>
        x == 0 ? 0
        : Math.Abs(x) < Minute ? x * TwoOverRootPi
        : x > 6 ? new(AlmostOne, 1, true)
        : x < -6 ? new(-1, -AlmostOne, true)
        : Enclose(DoubleDoubleFunctions.Erf(x), 0);

    private static Interval ErfcAt(double x)
    {
        if (x == 0)
        {
            return 1;
        }

        if (x <= 2.5)
        {
            // erfc(2.5) = 4·10⁻⁴: eleven bits of the error bound's 2⁻⁶⁶ … 2⁻⁹⁰ margin cancel at most
            return x < -6 || Math.Abs(x) < Minute
                ? 1 - ErfAt(x)
                : Enclose(-DoubleDoubleFunctions.Erf(x) + 1.0, 0, 2 * DoubleDoubleFunctions.RelativeError);
        }

        if (x > 27.3)
        {
            return Underflow; // erfc(27.3) < 2⁻¹⁰⁷⁵
        }

        // e^(−x²)/(√π·(x + ½/(x + 1/(x + (3/2)/(x + …))))) (DLMF 7.9.1): a positive continued fraction; any tail lies
        // between x and x + (n/2)/x, and each level shrinks that by the factor (n/2)/tail² < 1. Eighty levels leave 2⁻⁶⁰ at 2.5.
        const int Levels = 80;
        var tail = new Interval(x, Directed.AddUp(x, Directed.DivideUp((Levels + 1) / 2.0, x)), true);
        for (var n = Levels; n >= 1; n--)
        {
            tail = x + n / 2.0 / tail;
        }

        var (e, k) = DoubleDoubleFunctions.Exp(-DoubleDouble.TwoProduct(x, x));
        return Enclose(e, k) * (TwoOverRootPi / 2.0) / tail;
    }

    // x^n for x ≥ 0 (x > 0 for n < 0), |n| ≥ 2.
    private static Interval PowAt(double x, int n)
    {
        if (x == 0 || double.IsInfinity(x))
        {
            return (x == 0) == (n > 0) ? (x == 0 ? 0 : Underflow) : Overflow;
        }

        if (Math.Abs((long)n) > 1 << 15)
        {
            return x == 1 ? 1 : PowAt(x, (double)n);
        }

        // Binary powering of the significand: every product contributes 2⁻¹⁰⁰ at most |n| times. While all products are
        // doubles, the result is exact.
        var exponent = Math.ILogB(x);
        var (result, power) = (new DoubleDouble(1, 0), new DoubleDouble(Math.ScaleB(x, -exponent), 0));
        var (resultExponent, powerExponent) = (0L, (long)exponent);
        var exact = true;
        for (var rest = Math.Abs(n); ; )
        {
            if ((rest & 1) == 1)
            {
                exact &= IsExactProduct(result, power);
                result *= power;
                resultExponent += powerExponent;
                Normalise(ref result, ref resultExponent);
            }

            rest >>= 1;
            if (rest == 0)
            {
                break;
            }

            exact &= IsExactProduct(power, power);
            power *= power;
            powerExponent *= 2;
            Normalise(ref power, ref powerExponent);
        }

        if (n < 0)
        {
            exact &= result.Hi == 1; // the reciprocal of a power of two
            result = new DoubleDouble(1, 0) / result;
            resultExponent = -resultExponent;
        }

        return resultExponent > 1100 ? Overflow
            : resultExponent < -1200 ? Underflow
            : exact ? EncloseScaled(result.Hi, result.Hi, (int)resultExponent)
            : Enclose(result, (int)resultExponent);

        static bool IsExactProduct(DoubleDouble a, DoubleDouble b) =>
            a.Lo == 0 && b.Lo == 0 && DoubleDouble.TwoProduct(a.Hi, b.Hi).Lo == 0;

        static void Normalise(ref DoubleDouble value, ref long exponent)
        {
            var shift = Math.ILogB(value.Hi);
            value = new(Math.ScaleB(value.Hi, -shift), Math.ScaleB(value.Lo, -shift));
            exponent += shift;
        }
    }

    // x^y for x ≥ 0, at a corner of a box; ∞ stands for the limit.
    private static Interval PowAt(double x, double y)
    {
        if (x == 1 || y == 0)
        {
            return 1;
        }

        if (x == 0 || double.IsInfinity(x) || double.IsInfinity(y))
        {
            var grows = (x > 1) == (y > 0);
            return grows ? Overflow
                : x == 0 ? 0
                : Underflow;
        }

        var log = DoubleDoubleFunctions.Log(new(x, 0));
        var product = log.Hi * y;
        if (Math.Abs(product) > 800)
        {
            return product > 0 ? Overflow : Underflow;
        }

        if (Math.Abs(product) < 1e-200)
        {
            return new(Math.BitDecrement(1), Math.BitIncrement(1), true);
        }

        // |y log x| ≤ 800 with a relative error 2⁻⁷⁷: e^… is off by 2⁻⁶⁷ relatively.
        var (mantissa, exponent) = DoubleDoubleFunctions.Exp(log * y);
        return Enclose(mantissa, exponent);
    }

    private static Interval TwoOverRootPi => new(1.1283791670955126, 1.1283791670955128, true);

    private const double AlmostOne = 0.99999999999999989; // 1 − 2⁻⁵³

    private static Interval Overflow => new(double.MaxValue, double.PositiveInfinity, true);

    private static Interval Underflow => new(0, double.Epsilon, true);

    private static Interval OneUlpAround(double x) => new(Math.BitDecrement(x), Math.BitIncrement(x), true);

    // The doubles around value·2^exponent·(1 ± 2⁻⁶⁶) ± absolute.
    private static Interval Enclose(DoubleDouble value, int exponent, double absolute = 0)
    {
        var error = Math.Abs(value.Hi) * DoubleDoubleFunctions.RelativeError + absolute;
        return EncloseScaled(
            Directed.AddDown(value.Hi, Math.BitDecrement(value.Lo - error)),
            Directed.AddUp(value.Hi, Math.BitIncrement(value.Lo + error)),
            exponent
        );
    }

    private static Interval EncloseScaled(double lower, double upper, int exponent) =>
        exponent == 0 ? new(lower, upper, true) : new(-ScaleUp(-lower, exponent), ScaleUp(upper, exponent), true);

    // x·2^exponent rounded up.
    private static double ScaleUp(double x, int exponent)
    {
        var scaled = Math.ScaleB(x, exponent);
        if (double.IsNegativeInfinity(scaled))
        {
            return double.MinValue;
        }

        return Math.Abs(scaled) < 2.3e-308 && Math.ScaleB(scaled, -exponent) < x ? Math.BitIncrement(scaled) : scaled;
    }
}
