// A ball [m ± r]: the certified real number that judges formulas and kernels.
using System.Numerics;

namespace LossProofs.Reals;

/// <summary>
/// An enclosure of real numbers: a binary midpoint of arbitrary precision and an outward-rounded radius.
/// <para>
/// Contract, for every operation: for all x in X, f(x) is in F(X). What is undefined on any part of the arguments is a
/// ball with <see cref="IsDefined"/> = false, and so is everything computed from it.
/// </para>
/// <para>
/// A ball carries its working <see cref="Precision"/>. An operation rounds to the largest precision among its
/// operands. Exact values made without a precision (integers, doubles) have none and adapt to their partner: sums
/// and products among them stay exact up to 4,096 bits, everything else among them is computed to
/// <see cref="DefaultBits"/>.
/// </para>
/// <para>
/// Magnitudes lie in [2^−2⁶⁰, 2^2⁶⁰]: below, a result is a ball around 0 of that radius; above, it is
/// <see cref="Unbounded"/> (all finite reals). ±∞ are points of their own, with the usual limits (exp(−∞) = 0,
/// ∞ − ∞ and 0·∞ undefined).
/// </para>
/// </summary>
public readonly partial struct Ball : IReal<Ball>
{
    /// <summary>The smallest working precision.</summary>
    public const int MinBits = 2;

    /// <summary>The largest working precision.</summary>
    public const int MaxBits = 65_536;

    /// <summary>The precision of inexact operations whose operands have none of their own.</summary>
    public const int DefaultBits = 128;

    private const long ExponentLimit = 1L << 60;
    private const int ExactBits = 4_096;

    private readonly BigInteger _mantissa;
    private readonly long _exponent;
    private readonly Magnitude _radius;
    private readonly int _bits;
    private readonly Kind _kind;

    private Ball(BigInteger mantissa, long exponent, Magnitude radius, int bits)
    {
        _mantissa = mantissa;
        _exponent = exponent;
        _radius = radius;
        _bits = bits;
    }

    private Ball(Kind kind, int bits)
    {
        _kind = kind;
        _bits = bits;
    }

    private enum Kind : byte
    {
        Finite,
        PositiveInfinity,
        NegativeInfinity,
        Unbounded,
        Undefined,
    }

    /// <summary>A ball that is undefined: part of an argument lies outside the domain.</summary>
    public static Ball Undefined => new(Kind.Undefined, 0);

    /// <summary>All finite real numbers: nothing is known but that the value is one.</summary>
    public static Ball Unbounded => new(Kind.Unbounded, 0);

    /// <summary>+∞.</summary>
    public static Ball PositiveInfinity => new(Kind.PositiveInfinity, 0);

    /// <summary>−∞.</summary>
    public static Ball NegativeInfinity => new(Kind.NegativeInfinity, 0);

    /// <summary>Exactly 0.</summary>
    public static Ball Zero => default;

    /// <summary>Exactly 1.</summary>
    public static Ball One => new(BigInteger.One, 0, default, 0);

    /// <inheritdoc/>
    public bool IsDefined => _kind != Kind.Undefined;

    /// <summary>True for a defined ball of finite radius around a finite midpoint.</summary>
    public bool IsFinite => _kind == Kind.Finite;

    /// <summary>True for a single finite number.</summary>
    public bool IsExact => _kind == Kind.Finite && _radius.IsZero;

    /// <summary>True for +∞ or −∞.</summary>
    public bool IsInfinity => _kind is Kind.PositiveInfinity or Kind.NegativeInfinity;

    /// <summary>The working precision in bits; <see cref="DefaultBits"/> for an exact value that adapts to its partner.</summary>
    public int Precision => Working;

    /// <inheritdoc/>
    public int Sign =>
        IsPositive ? 1
        : IsNegative ? -1
        : 0;

    /// <summary>True when 0 may be in the ball (also for unbounded and undefined balls).</summary>
    public bool ContainsZero => !IsPositive && !IsNegative;

    /// <summary>True when every point is &gt; 0.</summary>
    public bool IsPositive =>
        _kind == Kind.PositiveInfinity || (_kind == Kind.Finite && _mantissa.Sign > 0 && ExcludesZero);

    /// <summary>True when every point is &lt; 0.</summary>
    public bool IsNegative =>
        _kind == Kind.NegativeInfinity || (_kind == Kind.Finite && _mantissa.Sign < 0 && ExcludesZero);

    /// <summary>True when every point is ≥ 0.</summary>
    public bool IsNonNegative =>
        _kind == Kind.PositiveInfinity
        || (_kind == Kind.Finite && CompareMagnitudes(_mantissa, _exponent, _radius) >= 0 && _mantissa.Sign >= 0);

    /// <summary>True when every point is ≤ 0.</summary>
    public bool IsNonPositive => (-this).IsNonNegative;

    private bool ExcludesZero => _radius.IsZero || CompareMagnitudes(_mantissa, _exponent, _radius) > 0;

    // The precision that an inexact operation on this ball alone uses.
    private int Working => _bits == 0 ? DefaultBits : _bits;

    // |midpoint| < 2^Top.
    internal long Top => _mantissa.IsZero ? long.MinValue / 8 : _exponent + Length(_mantissa);

    /// <summary>The same ball at another working precision, its midpoint rounded (outwards) where it is longer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">bits is outside [MinBits, MaxBits].</exception>
    public Ball WithBits(int bits)
    {
        CheckBits(bits);
        return Rebits(bits);
    }

    private Ball Rebits(int bits) =>
        bits == _bits ? this
        : _kind == Kind.Finite ? Round(_mantissa, _exponent, _radius, bits)
        : new Ball(_kind, bits);

    internal static void CheckBits(int bits)
    {
        if (bits is < MinBits or > MaxBits)
        {
            throw new ArgumentOutOfRangeException(
                nameof(bits),
                bits,
                $"the precision of a ball is between {MinBits} and {MaxBits} bits, got {bits}"
            );
        }
    }

    private static int Length(BigInteger value) => (int)BigInteger.Abs(value).GetBitLength();

    private static Ball Point(BigInteger mantissa, long exponent, int bits = 0) =>
        new(mantissa, mantissa.IsZero ? 0 : exponent, default, bits);

    private static Ball NotDefined(int bits) => new(Kind.Undefined, bits);

    // mantissa·2^exponent ± radius with the midpoint rounded to the precision, magnitudes brought into range.
    private static Ball Round(BigInteger mantissa, long exponent, Magnitude radius, int bits)
    {
        var length = Length(mantissa);
        if (bits == 0 && (length > ExactBits || !radius.IsZero))
        {
            bits = DefaultBits;
        }

        if (bits != 0 && length > bits)
        {
            var shift = length - bits;
            var rounded = mantissa >> shift;
            if (!radius.IsZero || rounded << shift != mantissa)
            {
                radius += Magnitude.PowerOfTwo(exponent + shift);
            }

            (mantissa, exponent, length) = (rounded, exponent + shift, bits);
        }

        if (mantissa.IsZero)
        {
            exponent = 0;
        }
        else if (exponent + length > ExponentLimit)
        {
            return new Ball(Kind.Unbounded, bits);
        }
        else if (exponent + length <= -ExponentLimit)
        {
            radius += Magnitude.PowerOfTwo(-ExponentLimit);
            (mantissa, exponent) = (BigInteger.Zero, 0);
        }

        if (!radius.IsZero)
        {
            if (radius.Top > ExponentLimit)
            {
                return new Ball(Kind.Unbounded, bits);
            }

            if (radius.Top < -ExponentLimit)
            {
                radius = Magnitude.PowerOfTwo(-ExponentLimit);
            }

            bits = bits == 0 ? DefaultBits : bits;
        }

        return new Ball(mantissa, exponent, radius, bits);
    }

    // The sign of |mantissa|·2^exponent − radius, exactly.
    private static int CompareMagnitudes(BigInteger mantissa, long exponent, Magnitude radius)
    {
        if (mantissa.IsZero || radius.IsZero)
        {
            return radius.IsZero ? (mantissa.IsZero ? 0 : 1) : -1;
        }

        var top = exponent + Length(mantissa);
        if (top != radius.Top)
        {
            return top.CompareTo(radius.Top);
        }

        // Same leading position: the exponents differ by less than the mantissas' lengths.
        var shift = exponent - radius.Exponent;
        var absolute = BigInteger.Abs(mantissa);
        return shift >= 0
            ? (absolute << (int)shift).CompareTo(radius.Mantissa)
            : absolute.CompareTo((BigInteger)radius.Mantissa << (int)-shift);
    }

    // The lower (sign −1) or upper (+1) end as an exact point, rounded outwards only where midpoint and radius are more
    // than four times the precision apart.
    private Ball End(int sign)
    {
        if (_radius.IsZero)
        {
            return Point(_mantissa, _exponent, _bits);
        }

        BigInteger radius = sign * (BigInteger)_radius.Mantissa;
        if (_mantissa.IsZero)
        {
            return Point(radius, _radius.Exponent, _bits);
        }

        var gap = _exponent - _radius.Exponent;
        var far = 4 * Working + 256;
        if (gap > far)
        {
            // radius < 2^(its exponent + 32) < 2^(_exponent − places)
            var places = far / 2;
            return Point((_mantissa << places) + sign, _exponent - places, _bits);
        }

        if (gap < -far && Top <= _radius.Exponent)
        {
            // |midpoint| < 2^Top: below one unit of the radius
            return Point(radius + sign, _radius.Exponent, _bits);
        }

        return gap >= 0
            ? Point((_mantissa << (int)gap) + radius, _radius.Exponent, _bits)
            : Point(_mantissa + (radius << (int)-gap), _exponent, _bits);
    }

    // The smallest ball (up to rounding) around two balls.
    private static Ball Hull(in Ball left, in Ball right, int bits)
    {
        if (left._kind != Kind.Finite || right._kind != Kind.Finite)
        {
            return !left.IsDefined || !right.IsDefined || left.IsInfinity || right.IsInfinity
                ? NotDefined(bits)
                : new Ball(Kind.Unbounded, bits);
        }

        var first = Point(left._mantissa, left._exponent, bits);
        var second = Point(right._mantissa, right._exponent, bits);
        var sum = first + second;
        var difference = first - second;
        if (sum._kind != Kind.Finite || difference._kind != Kind.Finite)
        {
            return new Ball(Kind.Unbounded, bits);
        }

        // midpoint (l + r)/2; |l − r|/2 and the larger of the two radii reach everything, roundings added.
        var spread = Magnitude.Above(difference._mantissa, difference._exponent) + difference._radius + sum._radius;
        var radius = spread.Scale(-1) + Magnitude.Max(left._radius, right._radius);
        var hull = Round(sum._mantissa, sum._exponent - 1, radius, bits);
        return hull.IsWide && hull.ContainsZero ? hull.KeepSign(left, right) : hull;
    }

    // [m ± r] that encloses a set of numbers ≥ 0 but reaches below 0 by the rounding of r: [r ± r] encloses it as well,
    // since m + r ≤ 2r. So no sign is lost; the same below 0. (The radius has 32 bits: a shorter midpoint cannot hold it.)
    private Ball KeepSign(in Ball left, in Ball right)
    {
        if (!IsFinite || _bits < 32 || _radius.IsZero)
        {
            return this;
        }

        if (_mantissa.Sign >= 0 && !IsNonNegative && left.IsNonNegative && right.IsNonNegative)
        {
            return new Ball(_radius.Mantissa, _radius.Exponent, _radius, _bits);
        }

        return _mantissa.Sign <= 0 && !IsNonPositive && left.IsNonPositive && right.IsNonPositive
            ? new Ball(-(BigInteger)_radius.Mantissa, _radius.Exponent, _radius, _bits)
            : this;
    }
}
