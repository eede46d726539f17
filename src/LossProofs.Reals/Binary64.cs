// A plain double as a real-number type, so that a generic formula can be run in floating point.
using System.Globalization;

namespace LossProofs.Reals;

/// <summary>
/// One double, computed with in round-to-nearest; it encloses nothing. ±∞ are values (overflow, limits); NaN is the
/// undefined value, and so is a quotient by 0 or a logarithm of 0. Same bits on every machine: no platform math library.
/// Functions are within one unit in the last place of the truth unless said otherwise.
/// </summary>
/// <param name="value">The double.</param>
public readonly struct Binary64(double value) : IReal<Binary64>, IEquatable<Binary64>
{
    /// <summary>The double.</summary>
    public double Value { get; } = value;

    /// <inheritdoc/>
    public bool IsDefined => !double.IsNaN(Value);

    /// <inheritdoc/>
    public int Precision => 53;

    /// <inheritdoc/>
    public int Sign =>
        Value > 0 ? 1
        : Value < 0 ? -1
        : 0;

    /// <inheritdoc/>
    public static Binary64 Undefined => double.NaN;

    /// <summary>The double as a number.</summary>
    public static implicit operator Binary64(double value) => new(value);

    /// <summary>The number as a double.</summary>
    public static explicit operator double(Binary64 x) => x.Value;

    /// <summary>x if both are the same number, else undefined: a double cannot stand for a range.</summary>
    public static Binary64 Hull(Binary64 x, Binary64 y) => x.Value == y.Value ? x : Undefined;

    /// <summary>The double nearest to the rational number (an even last bit on a tie).</summary>
    public static Binary64 From(Rational value, int bits)
    {
        var enclosure = Interval.From(value, bits);
        if (enclosure.IsPoint)
        {
            return enclosure.Lower;
        }

        if (!enclosure.IsBounded)
        {
            // Beyond MaxValue: nearest is MaxValue up to half an ulp (2⁹⁷⁰) above it, then ∞.
            var limit = Rational.FromDouble(double.MaxValue) + Rational.FromDouble(Math.ScaleB(1.0, 970));
            return Rational.Abs(value) < limit ? value.Sign * double.MaxValue : value.Sign * double.PositiveInfinity;
        }

        var (lower, upper) = (Rational.FromDouble(enclosure.Lower), Rational.FromDouble(enclosure.Upper));
        var side = (value - lower).CompareTo(upper - value);
        var lowerIsEven = (BitConverter.DoubleToInt64Bits(enclosure.Lower) & 1) == 0;
        return side < 0 || (side == 0 && lowerIsEven) ? enclosure.Lower : enclosure.Upper;
    }

    /// <inheritdoc/>
    public static Binary64 Pi(int bits) => Math.PI;

    /// <summary>Sum.</summary>
    public static Binary64 operator +(Binary64 x, Binary64 y) => x.Value + y.Value;

    /// <summary>Difference.</summary>
    public static Binary64 operator -(Binary64 x, Binary64 y) => x.Value - y.Value;

    /// <summary>Product.</summary>
    public static Binary64 operator *(Binary64 x, Binary64 y) => x.Value * y.Value;

    /// <summary>Quotient; undefined by 0.</summary>
    public static Binary64 operator /(Binary64 x, Binary64 y) => y.Value == 0 ? Undefined : x.Value / y.Value;

    /// <summary>Negation.</summary>
    public static Binary64 operator -(Binary64 x) => -x.Value;

    /// <inheritdoc/>
    public static Binary64 Abs(Binary64 x) => Math.Abs(x.Value);

    /// <inheritdoc/>
    public static Binary64 Min(Binary64 x, Binary64 y) => Math.Min(x.Value, y.Value);

    /// <inheritdoc/>
    public static Binary64 Max(Binary64 x, Binary64 y) => Math.Max(x.Value, y.Value);

    /// <inheritdoc/>
    public static Binary64 Sqrt(Binary64 x) => Math.Sqrt(x.Value);

    /// <inheritdoc/>
    public static Binary64 Exp(Binary64 x) => Nearest(x, Interval.Exp, 0, double.PositiveInfinity);

    /// <inheritdoc/>
    public static Binary64 Expm1(Binary64 x) => Nearest(x, Interval.Expm1, -1, double.PositiveInfinity);

    /// <inheritdoc/>
    public static Binary64 Log(Binary64 x) => Nearest(x, Interval.Log, double.NaN, double.PositiveInfinity);

    /// <inheritdoc/>
    public static Binary64 Log1p(Binary64 x) => Nearest(x, Interval.Log1p, double.NaN, double.PositiveInfinity);

    /// <inheritdoc/>
    public static Binary64 Log2(Binary64 x) => Nearest(x, Interval.Log2, double.NaN, double.PositiveInfinity);

    /// <inheritdoc/>
    public static Binary64 Log10(Binary64 x) => Nearest(x, Interval.Log10, double.NaN, double.PositiveInfinity);

    /// <inheritdoc/>
    public static Binary64 Sigmoid(Binary64 x) => Nearest(x, Interval.Sigmoid, 0, 1);

    /// <inheritdoc/>
    public static Binary64 Softplus(Binary64 x) => Nearest(x, Interval.Softplus, 0, double.PositiveInfinity);

    /// <inheritdoc/>
    public static Binary64 Tanh(Binary64 x) => Nearest(x, Interval.Tanh, -1, 1);

    /// <inheritdoc/>
    public static Binary64 Sinh(Binary64 x) =>
        Nearest(x, Interval.Sinh, double.NegativeInfinity, double.PositiveInfinity);

    /// <inheritdoc/>
    public static Binary64 Cosh(Binary64 x) =>
        Nearest(x, Interval.Cosh, double.PositiveInfinity, double.PositiveInfinity);

    /// <inheritdoc/>
    public static Binary64 Asinh(Binary64 x) =>
        Nearest(x, Interval.Asinh, double.NegativeInfinity, double.PositiveInfinity);

    /// <inheritdoc/>
    public static Binary64 Atan(Binary64 x) => Nearest(x, Interval.Atan, -Math.PI / 2, Math.PI / 2);

    /// <summary>Sine; undefined for |x| &gt; 2³⁰, where this type has no accurate one.</summary>
    public static Binary64 Sin(Binary64 x) => Math.Abs(x.Value) <= 1 << 30 ? Nearest(x, Interval.Sin, 0, 0) : Undefined;

    /// <summary>Cosine; undefined for |x| &gt; 2³⁰, where this type has no accurate one.</summary>
    public static Binary64 Cos(Binary64 x) => Math.Abs(x.Value) <= 1 << 30 ? Nearest(x, Interval.Cos, 0, 0) : Undefined;

    /// <inheritdoc/>
    public static Binary64 Erf(Binary64 x) => Nearest(x, Interval.Erf, -1, 1);

    /// <summary>1 − erf(x), within four units in the last place.</summary>
    public static Binary64 Erfc(Binary64 x) => Nearest(x, Interval.Erfc, 2, 0);

    /// <summary>Γ(x); for negative x within a few units in the last place per unit of |x|.</summary>
    public static Binary64 Gamma(Binary64 x) => Nearest(x, Interval.Gamma, double.NaN, double.PositiveInfinity);

    /// <inheritdoc/>
    public static Binary64 LogGamma(Binary64 x) => Nearest(x, Interval.LogGamma, double.NaN, double.PositiveInfinity);

    /// <inheritdoc/>
    public static Binary64 Pow(Binary64 x, int n)
    {
        if (double.IsInfinity(x.Value))
        {
            return n == 0 ? 1
                : n < 0 ? 0
                : (n & 1) == 0 ? double.PositiveInfinity
                : x;
        }

        return Nearest(x, i => Interval.Pow(i, n), 0, 0);
    }

    /// <inheritdoc/>
    public static Binary64 Pow(Binary64 x, Binary64 y) =>
        double.IsFinite(y.Value)
            ? Nearest(x, i => Interval.Pow(i, y.Value), double.NaN, y.Sign > 0 ? double.PositiveInfinity : 0)
            : Undefined;

    // The middle of a tight enclosure; a limit at ±∞.
    private static Binary64 Nearest(
        Binary64 x,
        Func<Interval, Interval> function,
        double atMinusInfinity,
        double atInfinity
    )
    {
        if (!double.IsFinite(x.Value))
        {
            return double.IsPositiveInfinity(x.Value) ? atInfinity
                : double.IsNegativeInfinity(x.Value) ? atMinusInfinity
                : Undefined;
        }

        var enclosure = function(x.Value);
        return double.IsInfinity(enclosure.Upper) ? double.PositiveInfinity
            : double.IsInfinity(enclosure.Lower) ? double.NegativeInfinity
            : enclosure.Midpoint;
    }

    /// <inheritdoc/>
    public bool Equals(Binary64 other) => Value.Equals(other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Binary64 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>Same double (NaN equals NaN).</summary>
    public static bool operator ==(Binary64 left, Binary64 right) => left.Equals(right);

    /// <summary>Different doubles.</summary>
    public static bool operator !=(Binary64 left, Binary64 right) => !left.Equals(right);

    /// <summary>Shortest round-trip decimal.</summary>
    public override string ToString() => Value.ToString("R", CultureInfo.InvariantCulture);
}
