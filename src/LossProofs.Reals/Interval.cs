// Intervals of doubles with outward rounding: fast enclosures over boxes, for subdivision.
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace LossProofs.Reals;

/// <summary>
/// A closed interval of real numbers between two doubles; an infinite end means unbounded (∞ itself is never a member).
/// Every operation returns an interval that contains the result for every choice of members of its arguments. Where
/// the operation is undefined for some choice (a divisor that may be 0, a logarithm that may be of 0) the result is
/// <see cref="Undefined"/>: a value that says so, and from which everything else is undefined too. The four operations
/// and √ are rounded outward by less than one unit in the last place of each end, and exact results stay exact.
/// </summary>
public readonly partial struct Interval : IReal<Interval>, IEquatable<Interval>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Interval(double lower, double upper, bool _)
    {
        Lower = lower;
        Upper = upper;
    }

    /// <summary>The interval [lower, upper].</summary>
    /// <exception cref="ArgumentException">An end is NaN, the ends are in the wrong order, or no real number lies between them.</exception>
    public Interval(double lower, double upper)
    {
        if (!(lower <= upper) || double.IsPositiveInfinity(lower) || double.IsNegativeInfinity(upper))
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"an interval needs lower ≤ upper with a real number between them, got [{lower:R}, {upper:R}]"
                ),
                nameof(lower)
            );
        }

        (Lower, Upper) = (lower, upper);
    }

    /// <summary>The lower end; −∞ when unbounded below, NaN when undefined.</summary>
    public double Lower { get; }

    /// <summary>The upper end; +∞ when unbounded above, NaN when undefined.</summary>
    public double Upper { get; }

    /// <inheritdoc/>
    public bool IsDefined => Lower <= Upper;

    /// <inheritdoc/>
    public int Precision => 53;

    /// <inheritdoc/>
    public int Sign =>
        Lower > 0 ? 1
        : Upper < 0 ? -1
        : 0;

    /// <inheritdoc/>
    public static Interval Undefined => new(double.NaN, double.NaN, true);

    /// <summary>All real numbers.</summary>
    public static Interval Entire => new(double.NegativeInfinity, double.PositiveInfinity, true);

    /// <summary>The interval that holds one number.</summary>
    /// <exception cref="ArgumentException">The number is infinite or NaN.</exception>
    public static implicit operator Interval(double value) => new(value, value);

    /// <summary>True when the interval holds exactly one number.</summary>
    public bool IsPoint => Lower == Upper;

    /// <summary>True when both ends are finite.</summary>
    public bool IsBounded => double.IsFinite(Lower) && double.IsFinite(Upper);

    /// <inheritdoc/>
    /// <remarks>The tightest enclosure by doubles; <paramref name="bits"/> is ignored.</remarks>
    public static Interval From(Rational value, int bits)
    {
        if (value.Denominator.IsOne && BigInteger.Abs(value.Numerator) <= 1L << 53)
        {
            var integer = (double)value.Numerator;
            return new(integer, integer, true);
        }

        return value.Sign < 0
            ? new(-RoundUp(-value), -RoundDown(-value), true)
            : new(RoundDown(value), RoundUp(value), true);
    }

    /// <inheritdoc/>
    /// <remarks>π lies between the double 0x1.921fb54442d18p+1 and its successor.</remarks>
    public static Interval Pi(int bits) => new(Math.PI, Math.BitIncrement(Math.PI), true);

    /// <summary>Sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Interval operator +(Interval x, Interval y) =>
        new(Directed.AddDown(x.Lower, y.Lower), Directed.AddUp(x.Upper, y.Upper), true);

    /// <summary>Difference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Interval operator -(Interval x, Interval y) =>
        new(Directed.AddDown(x.Lower, -y.Upper), Directed.AddUp(x.Upper, -y.Lower), true);

    /// <summary>Negation.</summary>
    public static Interval operator -(Interval x) => new(-x.Upper, -x.Lower, true);

    /// <summary>Product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Interval operator *(Interval x, Interval y)
    {
        if (x.Lower >= 0 && y.Lower >= 0)
        {
            return new(Directed.MultiplyDown(x.Lower, y.Lower), Directed.MultiplyUp(x.Upper, y.Upper), true);
        }

        return MultiplyAnySign(x, y);
    }

    private static Interval MultiplyAnySign(Interval x, Interval y)
    {
        if (!x.IsDefined || !y.IsDefined)
        {
            return Undefined;
        }

        // The extremes of a bilinear function lie in the corners.
        var (a, b, c, d) = (x.Lower, x.Upper, y.Lower, y.Upper);
        var lower = Math.Min(
            Math.Min(Directed.MultiplyDown(a, c), Directed.MultiplyDown(a, d)),
            Math.Min(Directed.MultiplyDown(b, c), Directed.MultiplyDown(b, d))
        );
        var upper = Math.Max(
            Math.Max(Directed.MultiplyUp(a, c), Directed.MultiplyUp(a, d)),
            Math.Max(Directed.MultiplyUp(b, c), Directed.MultiplyUp(b, d))
        );
        return new(lower, upper, true);
    }

    /// <summary>Quotient; undefined when the divisor contains 0.</summary>
    public static Interval operator /(Interval x, Interval y)
    {
        if (!x.IsDefined || y.Sign == 0)
        {
            return Undefined;
        }

        var (a, b, c, d) = (x.Lower, x.Upper, y.Lower, y.Upper);
        var lower = Math.Min(
            Math.Min(Directed.DivideDown(a, c), Directed.DivideDown(a, d)),
            Math.Min(Directed.DivideDown(b, c), Directed.DivideDown(b, d))
        );
        var upper = Math.Max(
            Math.Max(Directed.DivideUp(a, c), Directed.DivideUp(a, d)),
            Math.Max(Directed.DivideUp(b, c), Directed.DivideUp(b, d))
        );
        return new(lower, upper, true);
    }

    /// <inheritdoc/>
    public static Interval Abs(Interval x) =>
        x.Lower >= 0 ? x
        : x.Upper <= 0 ? -x
        : new(x.IsDefined ? 0 : double.NaN, Math.Max(-x.Lower, x.Upper), true);

    /// <inheritdoc/>
    public static Interval Min(Interval x, Interval y) =>
        new(Math.Min(x.Lower, y.Lower), Math.Min(x.Upper, y.Upper), true);

    /// <inheritdoc/>
    public static Interval Max(Interval x, Interval y) =>
        new(Math.Max(x.Lower, y.Lower), Math.Max(x.Upper, y.Upper), true);

    /// <inheritdoc/>
    public static Interval Hull(Interval x, Interval y) =>
        new(Math.Min(x.Lower, y.Lower), Math.Max(x.Upper, y.Upper), true);

    /// <summary>The numbers that both contain; null when there are none or either is undefined.</summary>
    public static Interval? Intersect(Interval x, Interval y)
    {
        var (lower, upper) = (Math.Max(x.Lower, y.Lower), Math.Min(x.Upper, y.Upper));
        return lower <= upper ? new Interval(lower, upper, true) : null;
    }

    /// <summary>True when the two have a number in common.</summary>
    public bool Overlaps(Interval other) => Lower <= other.Upper && other.Lower <= Upper;

    /// <summary>True when the finite double is a member.</summary>
    public bool Contains(double value) => Lower <= value && value <= Upper && double.IsFinite(value);

    /// <summary>True when the rational number is a member (exact comparison).</summary>
    public bool Contains(Rational value) =>
        IsDefined
        && (double.IsNegativeInfinity(Lower) || Rational.FromDouble(Lower) <= value)
        && (double.IsPositiveInfinity(Upper) || value <= Rational.FromDouble(Upper));

    /// <summary>True when every member is a member of the other.</summary>
    public bool IsSubsetOf(Interval other) => other.Lower <= Lower && Upper <= other.Upper && IsDefined;

    /// <summary>Upper − Lower rounded up; +∞ when unbounded, NaN when undefined.</summary>
    public double Width => Directed.AddUp(Upper, -Lower);

    /// <summary>
    /// A finite double in the interval: halfway between the ends where both are finite; where an end is infinite or the
    /// sum overflows, halfway in the order of the doubles between the ends.
    /// </summary>
    public double Midpoint
    {
        get
        {
            var sum = Lower + Upper;
            if (double.IsFinite(sum))
            {
                return Math.Clamp(sum / 2, Lower, Upper);
            }

            return double.IsNaN(sum) && !IsDefined ? double.NaN : MedianDouble();
        }
    }

    /// <summary>
    /// The two halves. A bounded interval whose ends are of comparable size is cut halfway; one that spans more than
    /// eight binary orders of magnitude or is unbounded is cut in the middle of the doubles it contains, so that any
    /// interval is resolved into points after at most 64 + 8 cuts.
    /// </summary>
    public (Interval Left, Interval Right) Split()
    {
        var cut =
            IsBounded
            && (
                Math.Min(Math.Abs(Lower), Math.Abs(Upper)) * 256 >= Math.Max(Math.Abs(Lower), Math.Abs(Upper))
                || Width <= 1
            )
                ? Midpoint
                : MedianDouble();
        return (new(Lower, cut, true), new(cut, Upper, true));
    }

    // The double halfway between the ends in the order of all doubles.
    private double MedianDouble()
    {
        var (low, high) = (Ordinal(Math.Max(Lower, double.MinValue)), Ordinal(Math.Min(Upper, double.MaxValue)));
        var middle = (low >> 1) + (high >> 1) + (low & high & 1);
        return BitConverter.Int64BitsToDouble(middle >= 0 ? middle : long.MinValue - middle);

        static long Ordinal(double x)
        {
            var bits = BitConverter.DoubleToInt64Bits(x);
            return bits >= 0 ? bits : long.MinValue - bits;
        }
    }

    // The largest double ≤ value and the smallest ≥ value, for value > 0.
    private static double RoundDown(Rational value)
    {
        // A quotient of 55 or 56 bits, cut to 53 (fewer below 2^−1022).
        var exponent = (int)(value.Numerator.GetBitLength() - value.Denominator.GetBitLength()) - 1; // 2^exponent < value < 2^(exponent+2)
        if (exponent > 1024)
        {
            return double.MaxValue;
        }

        var unit = Math.Max(exponent - 52, -1074); // value/2^unit < 2^54
        var quotient =
            unit >= 0 ? value.Numerator / (value.Denominator << unit) : (value.Numerator << -unit) / value.Denominator;
        var surplus = Math.Max(0, (int)quotient.GetBitLength() - 53);
        return ToDouble((long)(quotient >> surplus), unit + surplus, double.MaxValue);
    }

    private static double RoundUp(Rational value)
    {
        var down = RoundDown(value);
        return Rational.FromDouble(down) == value ? down : Math.BitIncrement(down);
    }

    private static double ToDouble(long mantissa, int exponent, double overflow)
    {
        var result = Math.ScaleB((double)mantissa, exponent); // exact: at most 53 bits, the last of them not below 2^−1074
        return double.IsInfinity(result) ? overflow : result;
    }

    /// <inheritdoc/>
    public bool Equals(Interval other) => Lower.Equals(other.Lower) && Upper.Equals(other.Upper);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Interval other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Lower, Upper);

    /// <summary>Same ends.</summary>
    public static bool operator ==(Interval left, Interval right) => left.Equals(right);

    /// <summary>Different ends.</summary>
    public static bool operator !=(Interval left, Interval right) => !left.Equals(right);

    /// <summary>"[0.5, 0.75]" with shortest round-trip decimals, "undefined".</summary>
    public override string ToString() =>
        IsDefined ? string.Create(CultureInfo.InvariantCulture, $"[{Lower:R}, {Upper:R}]") : "undefined";
}
