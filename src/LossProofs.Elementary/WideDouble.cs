// The working arithmetic of the double kernels: a double-double with its own exponent.
using System.Globalization;
using System.Runtime.CompilerServices;

namespace LossProofs.Elementary;

/// <summary>
/// The number (Hi + Lo)·2^(512·Scale), where Hi is 0, not finite, or 2^-300 ≤ |Hi| &lt; 2^300. The scale absorbs every over-
/// and underflow (e^x is finite and positive for |x| &lt; 2^22), and it is 0 for nearly all numbers, so that it costs one
/// predictable branch. Scaling by 2^512 is exact: the digits do not depend on where the scale changes.
/// Relative errors: + − 2^-104, × ÷ √ 2^-102, Exp 2^-90, Expm1 2^-81, Sigmoid 2^-88, Tanh 2^-80, Log and Log1p 2^-77,
/// Softplus 2^-76, Pow 2^-77·(1 + |y·log x|).
/// </summary>
public readonly struct WideDouble : IWide<WideDouble, double>
{
    private const double Upper = 2.037035976334486e90; // 2^300
    private const double Lower = 4.909093465297727e-91; // 2^-300
    private const double Up = 1.3407807929942597e154; // 2^512
    private const double Down = 7.458340731200207e-155; // 2^-512

    private readonly DoubleDouble _words;
    private readonly int _scale;

    private WideDouble(DoubleDouble words, int scale)
    {
        _words = words;
        _scale = scale;
    }

    /// <inheritdoc/>
    public static WideDouble Zero => default;

    /// <inheritdoc/>
    public static WideDouble One => new(new(1, 0), 0);

    /// <inheritdoc/>
    public static WideDouble PositiveInfinity => Special(double.PositiveInfinity);

    /// <inheritdoc/>
    public static WideDouble Ln2 => new(new(0.6931471805599453, 2.3190468138462996e-17), 0); // within 2^-110

    /// <inheritdoc/>
    public static WideDouble From(double value) => Normalised(new(value, 0), 0);

    /// <inheritdoc/>
    public static WideDouble FromInteger(long value) => new(new(value, 0), 0);

    /// <inheritdoc/>
    public static WideDouble Sum(double a, double b) => From(a) + From(b);

    /// <inheritdoc/>
    public static WideDouble Difference(double a, double b) => From(a) - From(b);

    /// <inheritdoc/>
    public static WideDouble Product(double a, double b) => From(a) * From(b);

    /// <inheritdoc/>
    public double Round()
    {
        if (_scale == 0)
        {
            return _words.Hi;
        }

        // The significand to [1, 2), as the last rounding wants it.
        var exponent = Math.ILogB(_words.Hi);
        var power = Scaled.PowerOfTwo(-exponent);
        return new Scaled(
            new(_words.Hi * power, _words.Lo * power),
            Math.Clamp(exponent + 512 * _scale, -2000, 2000)
        ).Round();
    }

    /// <inheritdoc/>
    public bool IsZero => _words.Hi == 0;

    /// <inheritdoc/>
    public bool IsFinite => double.IsFinite(_words.Hi);

    /// <inheritdoc/>
    public int Sign =>
        _words.Hi > 0 ? 1
        : _words.Hi < 0 ? -1
        : 0;

    /// <summary>The two words and the scale: the value is (high + low)·2^(512·scale).</summary>
    public void Deconstruct(out double high, out double low, out int scale) =>
        (high, low, scale) = (_words.Hi, _words.Lo, _scale);

    /// <inheritdoc/>
    public static WideDouble operator +(WideDouble x, WideDouble y)
    {
        var raw = x._words.Hi + y._words.Hi;
        if (!double.IsFinite(raw))
        {
            return Special(raw);
        }

        return x._scale == y._scale ? Normalised(x._words + y._words, x._scale) : SumAcrossScales(x, y);
    }

    /// <inheritdoc/>
    public static WideDouble operator +(WideDouble x, double y) => x + From(y);

    /// <inheritdoc/>
    public static WideDouble operator -(WideDouble x, WideDouble y) => x + -y;

    /// <inheritdoc/>
    public static WideDouble operator -(WideDouble x, double y) => x + From(-y);

    /// <inheritdoc/>
    public static WideDouble operator *(WideDouble x, WideDouble y)
    {
        var raw = x._words.Hi * y._words.Hi;
        return !double.IsFinite(raw) || raw == 0 ? Special(raw) : Normalised(x._words * y._words, x._scale + y._scale);
    }

    /// <inheritdoc/>
    public static WideDouble operator *(WideDouble x, double y) => x * From(y);

    /// <inheritdoc/>
    public static WideDouble operator /(WideDouble x, WideDouble y)
    {
        var raw = x._words.Hi / y._words.Hi;
        return !double.IsFinite(raw) || raw == 0 ? Special(raw) : Normalised(x._words / y._words, x._scale - y._scale);
    }

    /// <inheritdoc/>
    public static WideDouble operator -(WideDouble x) => new(-x._words, x._scale);

    /// <inheritdoc/>
    public static bool operator <(WideDouble x, WideDouble y) => Compare(x, y) == -1;

    /// <inheritdoc/>
    public static bool operator >(WideDouble x, WideDouble y) => Compare(x, y) == 1;

    /// <inheritdoc/>
    public static bool operator <=(WideDouble x, WideDouble y) => Compare(x, y) is -1 or 0;

    /// <inheritdoc/>
    public static bool operator >=(WideDouble x, WideDouble y) => Compare(x, y) is 1 or 0;

    /// <inheritdoc/>
    public static WideDouble Abs(WideDouble x) => x._words.Hi < 0 ? -x : x;

    /// <inheritdoc/>
    public static WideDouble Max(WideDouble x, WideDouble y) => x > y || double.IsNaN(x._words.Hi) ? x : y;

    /// <inheritdoc/>
    public static WideDouble Min(WideDouble x, WideDouble y) => x < y || double.IsNaN(x._words.Hi) ? x : y;

    /// <inheritdoc/>
    public static WideDouble Sqrt(WideDouble x)
    {
        if (!(x._words.Hi > 0) || !x.IsFinite)
        {
            return Special(Math.Sqrt(x._words.Hi));
        }

        // An odd scale lends one factor to the words: they stay within 2^±812.
        var words = (x._scale & 1) == 0 ? x._words : new(x._words.Hi * Up, x._words.Lo * Up);
        return Normalised(DoubleDouble.Sqrt(words), x._scale >> 1);
    }

    /// <inheritdoc/>
    public static WideDouble Exp(WideDouble x) =>
        InReach(x) ? FromScaled(ExponentialCore.Exp(x._words))
        : x._scale < 0 ? One + x // |x| < 2^-212
        : Special(Limit(x, 0, double.PositiveInfinity));

    /// <inheritdoc/>
    public static WideDouble Expm1(WideDouble x) =>
        InReach(x) ? FromScaled(ExponentialCore.Expm1(x._words))
        : x._scale < 0 ? x // |x| < 2^-212
        : Special(Limit(x, -1, double.PositiveInfinity));

    /// <inheritdoc/>
    public static WideDouble Log(WideDouble x)
    {
        var high = x._words.Hi;
        return high > 0 && high < Upper ? Normalised(LogarithmCore.Log(x._words, 512 * x._scale), 0)
            : high == 0 ? Special(double.NegativeInfinity)
            : high > 0 ? x
            : Special(double.NaN);
    }

    /// <inheritdoc/>
    public static WideDouble Log1p(WideDouble x)
    {
        if (x._scale != 0)
        {
            return x._scale < 0 ? x : Log(x + One); // |x| < 2^-212, or above 2^212
        }

        return Math.Abs(x._words.Hi) < 0.5 ? Normalised(LogarithmCore.Log1p(x._words), 0) : Log(x + One);
    }

    /// <inheritdoc/>
    public static WideDouble Softplus(WideDouble x) =>
        InReach(x) ? FromScaled(LogarithmCore.Softplus(x._words))
        : x._scale < 0 ? Ln2 // |x| < 2^-212
        : x.Sign > 0 ? x
        : Special(Limit(x, 0, 0));

    /// <inheritdoc/>
    public static WideDouble Sigmoid(WideDouble x) =>
        InReach(x) ? FromScaled(ExponentialCore.Sigmoid(x._words))
        : x._scale < 0 ? new(new(0.5, 0), 0) // |x| < 2^-212
        : Special(Limit(x, 0, 1));

    /// <inheritdoc/>
    public static WideDouble Tanh(WideDouble x) =>
        InReach(x) ? FromScaled(ExponentialCore.Tanh(x._words))
        : x._scale < 0 ? x // |x| < 2^-212
        : Special(Limit(x, -1, 1));

    /// <inheritdoc/>
    public static WideDouble Pow(WideDouble x, WideDouble y) =>
        y.IsZero ? One
        : x._words.Hi < 0 ? Special(double.NaN)
        : Exp(y * Log(x));

    /// <summary>The number rounded to double, in round-trip decimal digits.</summary>
    public override string ToString() => Round().ToString("R", CultureInfo.InvariantCulture);

    private static WideDouble Special(double value) => new(new(value, 0), 0);

    private static double Limit(WideDouble x, double below, double above) =>
        x._words.Hi > 0 ? above
        : x._words.Hi < 0 ? below
        : double.NaN;

    // The cores take plain words below their limit; false for NaN and infinities too.
    private static bool InReach(WideDouble x) => x._scale == 0 && Math.Abs(x._words.Hi) < ExponentialCore.Limit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static WideDouble Normalised(DoubleDouble words, int scale)
    {
        var size = Math.Abs(words.Hi);
        return size is >= Lower and < Upper ? new(words, scale) : Rescaled(words, scale);
    }

    private static WideDouble Rescaled(DoubleDouble words, int scale)
    {
        if (words.Hi == 0 || !double.IsFinite(words.Hi))
        {
            return Special(words.Hi);
        }

        while (Math.Abs(words.Hi) >= Upper)
        {
            words = new(words.Hi * Down, words.Lo * Down);
            scale++;
        }

        while (Math.Abs(words.Hi) < Lower)
        {
            words = new(words.Hi * Up, words.Lo * Up);
            scale--;
        }

        return new(words, scale);
    }

    private static WideDouble FromScaled(Scaled value)
    {
        var scale = (value.Exponent + 256) >> 9;
        var power = Scaled.PowerOfTwo(value.Exponent - 512 * scale);
        return Normalised(new(value.Significand.Hi * power, value.Significand.Lo * power), scale);
    }

    // Where the scales differ by two or more, the smaller number is below 2^-424 of the larger one.
    private static WideDouble SumAcrossScales(WideDouble x, WideDouble y)
    {
        if (x.IsZero || y.IsZero)
        {
            return x.IsZero ? y : x;
        }

        var (large, small) = x._scale > y._scale ? (x, y) : (y, x);
        return large._scale - small._scale > 1
            ? large
            : Normalised(large._words + new DoubleDouble(small._words.Hi * Down, small._words.Lo * Down), large._scale);
    }

    // −1, 0, 1; 2 where one is NaN. The words of equal numbers of equal scale are equal, as Hi is the rounded sum.
    private static int Compare(WideDouble x, WideDouble y)
    {
        if (double.IsNaN(x._words.Hi) || double.IsNaN(y._words.Hi))
        {
            return 2;
        }

        return x._scale != y._scale && x.IsFinite && y.IsFinite ? (x - y).Sign
            : x._words.Hi != y._words.Hi ? (x._words.Hi < y._words.Hi ? -1 : 1)
            : x._words.Lo.CompareTo(y._words.Lo);
    }
}
