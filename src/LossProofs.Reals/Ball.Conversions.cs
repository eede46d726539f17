// What goes into a ball exactly, and what comes out of it: bounds, midpoints, correctly rounded doubles and floats.
using System.Numerics;

namespace LossProofs.Reals;

public readonly partial struct Ball
{
    // Exact fractions are handed out only while they fit in memory comfortably.
    private const long RationalExponentLimit = 1L << 22;

    /// <summary>Every point of the ball is at least this.</summary>
    /// <exception cref="InvalidOperationException">The ball is undefined, infinite or unbounded.</exception>
    /// <exception cref="OverflowException">The fraction would have more than about four million digits.</exception>
    public Rational Lower => Finite().End(-1).ToRational();

    /// <summary>Every point of the ball is at most this.</summary>
    /// <inheritdoc cref="Lower"/>
    public Rational Upper => Finite().End(1).ToRational();

    /// <summary>The midpoint.</summary>
    /// <inheritdoc cref="Lower"/>
    public Rational Midpoint => ToRational(Finite()._mantissa, _exponent);

    /// <summary>The radius.</summary>
    /// <inheritdoc cref="Lower"/>
    public Rational Radius => ToRational(Finite()._radius.Mantissa, _radius.Exponent);

    /// <summary>⌊log₂ |midpoint|⌋, also where the midpoint is too small or too large to be written as a fraction.</summary>
    /// <exception cref="InvalidOperationException">The ball is not finite, or its midpoint is zero.</exception>
    public long MidpointExponent =>
        Finite()._mantissa.IsZero
            ? throw new InvalidOperationException("zero has no exponent")
            : (long)BigInteger.Abs(_mantissa).GetBitLength() - 1 + _exponent;

    /// <summary>⌊log₂ radius⌋, also where the radius is too small or too large to be written as a fraction.</summary>
    /// <exception cref="InvalidOperationException">The ball is not finite, or it is exact.</exception>
    public long RadiusExponent =>
        Finite()._radius.IsZero ? throw new InvalidOperationException("zero has no exponent") : _radius.Top - 1;

    /// <summary>The lower end as an exact ball (rounded outwards where the radius is out of all proportion).</summary>
    /// <inheritdoc cref="Lower"/>
    public Ball LowerEnd => Finite().End(-1);

    /// <summary>The upper end as an exact ball (rounded outwards where the radius is out of all proportion).</summary>
    /// <inheritdoc cref="Lower"/>
    public Ball UpperEnd => Finite().End(1);

    /// <summary>The midpoint as an exact ball.</summary>
    /// <inheritdoc cref="Lower"/>
    public Ball Centre => Point(Finite()._mantissa, _exponent, _bits);

    /// <summary>
    /// How many leading bits are known: about −log₂ of the relative radius; <see cref="int.MaxValue"/> when exact, 0
    /// when the ball contains 0 or is not finite.
    /// </summary>
    public int AccurateBits =>
        IsExact ? int.MaxValue
        : !IsFinite || ContainsZero ? 0
        : (int)Math.Clamp(Top - 1 - _radius.Top, 0, int.MaxValue);

    /// <summary>Exact.</summary>
    public static implicit operator Ball(int value) => Point(value, 0);

    /// <summary>Exact.</summary>
    public static implicit operator Ball(long value) => Point(value, 0);

    /// <summary>Exact for finite values and ±∞; NaN is undefined.</summary>
    public static implicit operator Ball(double value) => From(value);

    /// <summary>An exact integer.</summary>
    public static Ball From(BigInteger value) => Point(value, 0);

    /// <summary>Exact for finite values and ±∞; NaN is undefined.</summary>
    public static Ball From(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? Undefined
                : value > 0 ? PositiveInfinity
                : NegativeInfinity;
        }

        var bits = BitConverter.DoubleToInt64Bits(value);
        var biased = (int)((bits >> 52) & 0x7FF);
        var fraction = bits & 0xFFFFFFFFFFFFFL;
        var mantissa = biased == 0 ? fraction : fraction | (1L << 52);
        if (mantissa == 0)
        {
            return Zero;
        }

        var zeros = BitOperations.TrailingZeroCount(mantissa);
        mantissa >>= zeros;
        return Point(bits < 0 ? -mantissa : mantissa, Math.Max(biased, 1) - 1075 + zeros);
    }

    /// <summary>Exact for finite values and ±∞ (NaN is undefined), with a working precision.</summary>
    /// <exception cref="ArgumentOutOfRangeException">bits is outside [MinBits, MaxBits].</exception>
    public static Ball From(double value, int bits)
    {
        CheckBits(bits);
        var ball = From(value);
        return ball.IsFinite ? Point(ball._mantissa, ball._exponent, bits) : new Ball(ball._kind, bits);
    }

    /// <summary>An integer with a working precision; enclosed where it is longer than that.</summary>
    /// <exception cref="ArgumentOutOfRangeException">bits is outside [MinBits, MaxBits].</exception>
    public static Ball From(int value, int bits) => From((Rational)value, bits);

    /// <inheritdoc cref="From(int, int)"/>
    public static Ball From(long value, int bits) => From((Rational)(BigInteger)value, bits);

    /// <summary>Exact (a float is a double).</summary>
    public static Ball From(float value) => From((double)value);

    /// <summary>A decimal number, enclosed to <paramref name="bits"/> bits (exact when it is a short binary fraction).</summary>
    public static Ball From(decimal value, int bits) => From(Rational.FromDecimal(value), bits);

    /// <summary>The rational number: exact when it is a binary fraction that fits the precision, else enclosed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">bits is outside [MinBits, MaxBits].</exception>
    public static Ball From(Rational value, int bits)
    {
        CheckBits(bits);
        return value.IsInteger
            ? Round(value.Numerator, 0, default, bits)
            : Quotient(Point(value.Numerator, 0), Point(value.Denominator, 0), bits);
    }

    /// <summary>The smallest ball (up to rounding) that contains both ends.</summary>
    /// <exception cref="ArgumentException">The lower end exceeds the upper one.</exception>
    public static Ball FromBounds(Rational lower, Rational upper, int bits)
    {
        if (lower > upper)
        {
            throw new ArgumentException($"the lower end {lower} exceeds the upper end {upper}", nameof(lower));
        }

        return Hull(From(lower, bits), From(upper, bits), bits);
    }

    /// <summary>The smallest ball (up to rounding) that contains both.</summary>
    public static Ball Hull(Ball x, Ball y) =>
        Hull(x, y, Math.Max(x._bits, y._bits) is var bits && bits == 0 ? DefaultBits : bits);

    /// <summary>The same midpoint with <paramref name="amount"/> (its absolute upper bound) added to the radius.</summary>
    public Ball Widen(Ball amount)
    {
        if (!IsFinite || !amount.IsFinite)
        {
            return IsDefined && amount.IsDefined && !IsInfinity ? new Ball(Kind.Unbounded, _bits) : NotDefined(_bits);
        }

        var extra = Magnitude.Above(amount._mantissa, amount._exponent) + amount._radius;
        return Round(_mantissa, _exponent, _radius + extra, Math.Max(_bits, amount._bits));
    }

    /// <summary>The exact value of a point.</summary>
    /// <exception cref="InvalidOperationException">The ball is not a single finite number.</exception>
    public Rational ToRational() =>
        IsExact
            ? ToRational(_mantissa, _exponent)
            : throw new InvalidOperationException("only a ball of radius 0 is a rational number");

    /// <summary>True when the number is certainly in the ball.</summary>
    public bool Contains(Rational value) =>
        _kind == Kind.Unbounded || (IsFinite && CompareWith(End(-1), value) <= 0 && CompareWith(End(1), value) >= 0);

    private static int CompareWith(in Ball point, Rational value) =>
        CompareExact(Point(point._mantissa * value.Denominator, point._exponent), Point(value.Numerator, 0));

    /// <summary>True when every point of the other ball is certainly in this one.</summary>
    public bool Encloses(Ball other) =>
        _kind switch
        {
            Kind.Unbounded => other.IsFinite || other._kind == Kind.Unbounded,
            Kind.Finite => other.IsFinite
                && CompareExact(End(-1), other.End(-1)) <= 0
                && CompareExact(other.End(1), End(1)) <= 0,
            Kind.Undefined => false,
            _ => other._kind == _kind,
        };

    /// <summary>False only when the two certainly have no point in common.</summary>
    public bool Overlaps(Ball other) =>
        !IsDefined || !other.IsDefined || (!CertainlyLess(this, other) && !CertainlyLess(other, this));

    /// <summary>True when every point of the first is below every point of the second; false when that is not certain.</summary>
    public static bool CertainlyLess(Ball left, Ball right)
    {
        if (!left.IsDefined || !right.IsDefined)
        {
            return false;
        }

        if (left._kind == Kind.NegativeInfinity || right._kind == Kind.PositiveInfinity)
        {
            return left._kind != right._kind;
        }

        return left.IsFinite && right.IsFinite && CompareExact(left.End(1), right.End(-1)) < 0;
    }

    /// <summary>A double near the midpoint, for seeing and plotting; NaN when undefined or unbounded.</summary>
    public double MidpointAsDouble() =>
        _kind switch
        {
            Kind.Finite => BinaryRounding.Nearest(_mantissa, _exponent, BinaryRounding.Double),
            Kind.PositiveInfinity => double.PositiveInfinity,
            Kind.NegativeInfinity => double.NegativeInfinity,
            _ => double.NaN,
        };

    /// <summary>
    /// The nearest double (ties to even, subnormals and overflow to ±∞ as IEEE 754 does) of the value in the ball.
    /// </summary>
    /// <returns>True when every point of the ball rounds to this double; false when the ball does not decide it (the
    /// result is then the rounded midpoint) or is undefined (NaN).</returns>
    public bool TryToDouble(out double value) => TryRound(BinaryRounding.Double, out value);

    /// <summary>The nearest float; see <see cref="TryToDouble"/>.</summary>
    public bool TryToSingle(out float value)
    {
        var certain = TryRound(BinaryRounding.Single, out var wide);
        value = (float)wide; // exact: it is a float already
        return certain;
    }

    /// <summary>The largest double ≤ every point and the smallest ≥ every point.</summary>
    public (double Lower, double Upper) ToDoubleBounds() =>
        _kind switch
        {
            Kind.Finite => (
                BinaryRounding.Directed(End(-1)._mantissa, End(-1)._exponent, -1),
                BinaryRounding.Directed(End(1)._mantissa, End(1)._exponent, 1)
            ),
            Kind.PositiveInfinity => (double.PositiveInfinity, double.PositiveInfinity),
            Kind.NegativeInfinity => (double.NegativeInfinity, double.NegativeInfinity),
            Kind.Unbounded => (double.NegativeInfinity, double.PositiveInfinity),
            _ => (double.NaN, double.NaN),
        };

    private bool TryRound(BinaryRounding.Format format, out double value)
    {
        if (!IsFinite)
        {
            value = MidpointAsDouble();
            return IsInfinity;
        }

        var (low, high) = (End(-1), End(1));
        var first = BinaryRounding.Nearest(low._mantissa, low._exponent, format);
        var second = BinaryRounding.Nearest(high._mantissa, high._exponent, format);
        var certain = first == second;
        value = certain ? first : BinaryRounding.Nearest(_mantissa, _exponent, format);
        if (value == 0 && _mantissa.Sign < 0)
        {
            value = -0.0;
        }

        return certain;
    }

    private Ball Finite() =>
        IsFinite
            ? this
            : throw new InvalidOperationException(
                $"only a finite ball has ends, this one is {(IsDefined ? "infinite or unbounded" : "undefined")}"
            );

    private static Rational ToRational(BigInteger mantissa, long exponent)
    {
        if (Math.Abs(exponent) > RationalExponentLimit)
        {
            throw new OverflowException($"2^{exponent} is too long to be written as an exact fraction");
        }

        return exponent >= 0
            ? new Rational(mantissa << (int)exponent, 1)
            : new Rational(mantissa, BigInteger.One << (int)-exponent);
    }
}

/// <summary>Rounding of mantissa·2^exponent to the IEEE 754 binary formats.</summary>
internal static class BinaryRounding
{
    /// <summary>A format's precision, exponent of its least subnormal, and largest exponent (value below 2^Top).</summary>
    public readonly record struct Format(int Precision, int Least, int Top);

    public static Format Double => new(53, -1074, 1024);

    public static Format Single => new(24, -149, 128);

    /// <summary>Round to nearest, ties to even; beyond the range ±∞.</summary>
    public static double Nearest(BigInteger mantissa, long exponent, Format format)
    {
        if (mantissa.IsZero)
        {
            return 0;
        }

        var absolute = BigInteger.Abs(mantissa);
        var top = exponent + (long)absolute.GetBitLength();
        if (top > format.Top)
        {
            return mantissa.Sign * double.PositiveInfinity;
        }

        if (top < format.Least)
        {
            return mantissa.Sign * 0.0;
        }

        var unit = Math.Max(top - format.Precision, format.Least);
        BigInteger quotient;
        if (exponent >= unit)
        {
            quotient = absolute << (int)(exponent - unit);
        }
        else
        {
            var shift = (int)(unit - exponent);
            quotient = absolute >> shift;
            var order = (absolute - (quotient << shift)).CompareTo(BigInteger.One << (shift - 1));
            if (order > 0 || (order == 0 && !quotient.IsEven))
            {
                quotient++;
            }
        }

        // quotient ≤ 2^precision and unit ≥ the least subnormal: exact, except that rounding up to 2^Top overflows
        var value = Math.ScaleB((double)quotient, (int)unit);
        return mantissa.Sign
            * (format.Top < 1024 && value >= Math.ScaleB(1, format.Top) ? double.PositiveInfinity : value);
    }

    /// <summary>The nearest double below (−1) or above (+1), or the number itself.</summary>
    public static double Directed(BigInteger mantissa, long exponent, int direction)
    {
        var value = Nearest(mantissa, exponent, Double);
        var order = Compare(value, mantissa, exponent);
        return order == 0 || order == direction ? value
            : direction < 0 ? Math.BitDecrement(value)
            : Math.BitIncrement(value);
    }

    // The sign of value − mantissa·2^exponent.
    private static int Compare(double value, BigInteger mantissa, long exponent)
    {
        if (double.IsInfinity(value))
        {
            return value > 0 ? 1 : -1;
        }

        if (value == 0)
        {
            return -mantissa.Sign;
        }

        // both have the same sign and nearly the same size: the shift is at most the mantissa's length plus 53
        var exact = Rational.FromDouble(value);
        return exponent >= 0
            ? exact.Numerator.CompareTo((mantissa << (int)exponent) * exact.Denominator)
            : (exact.Numerator << (int)-exponent).CompareTo(mantissa * exact.Denominator);
    }
}
