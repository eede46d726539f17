// The four operations, order, square root and integer powers of balls.
using System.Numerics;

namespace LossProofs.Reals;

public readonly partial struct Ball
{
    // A ball is wide when its radius exceeds 2^−16 of its midpoint: then products and quotients are taken at the ends,
    // since the first-order formulas double the radius of [0, 2]·[0, 2].
    private bool IsWide => !_radius.IsZero && _radius.Top > Top - 16;

    /// <summary>Sum. ∞ − ∞ is undefined.</summary>
    public static Ball operator +(Ball left, Ball right)
    {
        var bits = Math.Max(left._bits, right._bits);
        if (left._kind != Kind.Finite || right._kind != Kind.Finite)
        {
            return AddSpecial(left, right, bits);
        }

        var radius = left._radius + right._radius;
        if (left._mantissa.IsZero)
        {
            return Round(right._mantissa, right._exponent, radius, bits);
        }

        if (right._mantissa.IsZero)
        {
            return Round(left._mantissa, left._exponent, radius, bits);
        }

        var (high, low) = left.Top >= right.Top ? (left, right) : (right, left);
        if (low.Top < high.Top - (bits == 0 ? ExactBits : bits + 4))
        {
            var absorbed = Round(
                high._mantissa,
                high._exponent,
                radius + Magnitude.Above(low._mantissa, low._exponent),
                bits == 0 ? DefaultBits : bits
            );
            return absorbed.IsWide ? absorbed.KeepSign(left, right) : absorbed;
        }

        // The tops are near, so the shift is at most a mantissa's length plus the precision.
        var shift = left._exponent - right._exponent;
        var sum =
            shift >= 0
                ? Round((left._mantissa << (int)shift) + right._mantissa, right._exponent, radius, bits)
                : Round(left._mantissa + (right._mantissa << (int)-shift), left._exponent, radius, bits);
        return sum.IsWide ? sum.KeepSign(left, right) : sum;
    }

    /// <summary>Difference.</summary>
    public static Ball operator -(Ball left, Ball right) => left + -right;

    /// <summary>Negation.</summary>
    public static Ball operator -(Ball value) =>
        value._kind switch
        {
            Kind.Finite => new Ball(-value._mantissa, value._exponent, value._radius, value._bits),
            Kind.PositiveInfinity => new Ball(Kind.NegativeInfinity, value._bits),
            Kind.NegativeInfinity => new Ball(Kind.PositiveInfinity, value._bits),
            _ => value,
        };

    /// <summary>The number itself.</summary>
    public static Ball operator +(Ball value) => value;

    /// <summary>Product. 0·∞ is undefined.</summary>
    public static Ball operator *(Ball left, Ball right)
    {
        var bits = Math.Max(left._bits, right._bits);
        if (left._kind != Kind.Finite || right._kind != Kind.Finite)
        {
            return MultiplySpecial(left, right, bits);
        }

        if (left._radius.IsZero && right._radius.IsZero)
        {
            return Round(left._mantissa * right._mantissa, left._exponent + right._exponent, default, bits);
        }

        if (left.IsWide && right.IsWide)
        {
            var (a, b, c, d) = (left.End(-1), left.End(1), right.End(-1), right.End(1));
            return Hull(Least(a * c, a * d, b * c, b * d, -1), Least(a * c, a * d, b * c, b * d, 1), bits);
        }

        // |xy − mn| ≤ |m| s + |n| r + r s
        var radius =
            Magnitude.Above(left._mantissa, left._exponent) * right._radius
            + (Magnitude.Above(right._mantissa, right._exponent) + right._radius) * left._radius;
        var product = Round(left._mantissa * right._mantissa, left._exponent + right._exponent, radius, bits);
        return !product.IsWide ? product
            : right.IsNonNegative ? product.KeepSign(left, left)
            : right.IsNonPositive ? product.KeepSign(-left, -left)
            : product;
    }

    /// <summary>Quotient; undefined when the divisor contains 0, and for ∞/∞.</summary>
    public static Ball operator /(Ball left, Ball right)
    {
        var bits = Math.Max(left._bits, right._bits);
        if (!left.IsDefined || !right.IsDefined || right.ContainsZero)
        {
            return NotDefined(bits);
        }

        if (right.IsInfinity)
        {
            return left.IsInfinity ? NotDefined(bits) : Point(0, 0, bits);
        }

        if (!left.IsFinite)
        {
            return left.IsInfinity && right.IsNegative ? -left : left;
        }

        var working = bits == 0 ? DefaultBits : bits;
        if (right.IsWide)
        {
            var (a, b, c, d) = (left.End(-1), left.End(1), right.End(-1), right.End(1));
            return Hull(
                Least(
                    Quotient(a, c, working),
                    Quotient(a, d, working),
                    Quotient(b, c, working),
                    Quotient(b, d, working),
                    -1
                ),
                Least(
                    Quotient(a, c, working),
                    Quotient(a, d, working),
                    Quotient(b, c, working),
                    Quotient(b, d, working),
                    1
                ),
                working
            );
        }

        var quotient = Quotient(
            Point(left._mantissa, left._exponent),
            Point(right._mantissa, right._exponent),
            working
        );
        if (!quotient.IsFinite || (left._radius.IsZero && right._radius.IsZero))
        {
            return quotient;
        }

        // |x/y − m/n| ≤ (r + |m/n| s)/(|n| − s)
        var size = Magnitude.Above(quotient._mantissa, quotient._exponent) + quotient._radius;
        var divisor = Magnitude.SubtractBelow(Magnitude.Below(right._mantissa, right._exponent), right._radius);
        return Round(
            quotient._mantissa,
            quotient._exponent,
            quotient._radius + (left._radius + size * right._radius) / divisor,
            working
        );
    }

    /// <summary>|x|.</summary>
    public static Ball Abs(Ball x)
    {
        if (x._kind is not Kind.Finite)
        {
            return x._kind == Kind.NegativeInfinity ? -x : x;
        }

        if (x._radius.IsZero || !x.ContainsZero)
        {
            return x._mantissa.Sign < 0 ? -x : x;
        }

        var (low, high) = (x.End(-1), x.End(1));
        return Hull(Point(0, 0, x._bits), Least(-low, high, 1), x.Working);
    }

    /// <summary>The smaller of the two.</summary>
    public static Ball Min(Ball x, Ball y) => -Max(-x, -y);

    /// <summary>The larger of the two.</summary>
    public static Ball Max(Ball x, Ball y)
    {
        var bits = Math.Max(x._bits, y._bits);
        if (!x.IsDefined || !y.IsDefined)
        {
            return NotDefined(bits);
        }

        if (x._kind == Kind.PositiveInfinity || y._kind == Kind.NegativeInfinity)
        {
            return x.Rebits(bits);
        }

        if (y._kind == Kind.PositiveInfinity || x._kind == Kind.NegativeInfinity)
        {
            return y.Rebits(bits);
        }

        if (!x.IsFinite || !y.IsFinite)
        {
            return new Ball(Kind.Unbounded, bits);
        }

        if (x._radius.IsZero && y._radius.IsZero)
        {
            return (CompareExact(x, y) >= 0 ? x : y).Rebits(bits);
        }

        var (a, b, c, d) = (x.End(-1), x.End(1), y.End(-1), y.End(1));
        if (CompareExact(a, d) >= 0)
        {
            return x.Rebits(bits);
        }

        return CompareExact(c, b) >= 0
            ? y.Rebits(bits)
            : Hull(Least(a, c, 1), Least(b, d, 1), bits == 0 ? DefaultBits : bits);
    }

    /// <summary>√x; undefined when part of x is below 0.</summary>
    public static Ball Sqrt(Ball x)
    {
        if (x._kind == Kind.PositiveInfinity)
        {
            return x;
        }

        if (x._kind != Kind.Finite || !x.IsNonNegative)
        {
            return NotDefined(x._bits);
        }

        var bits = x.Working;
        if (x._radius.IsZero)
        {
            return SqrtPoint(x._mantissa, x._exponent, bits);
        }

        if (x.IsWide)
        {
            var (low, high) = (x.End(-1), x.End(1));
            return Hull(
                SqrtPoint(low._mantissa, low._exponent, bits),
                SqrtPoint(high._mantissa, high._exponent, bits),
                bits
            );
        }

        // |√(m + d) − √m| = |d|/(√(m + d) + √m) ≤ r/√m
        var root = SqrtPoint(x._mantissa, x._exponent, bits);
        var below = Magnitude.SubtractBelow(Magnitude.Below(root._mantissa, root._exponent), root._radius);
        return Round(root._mantissa, root._exponent, root._radius + x._radius / below, bits);
    }

    /// <summary>x^n; x^0 = 1; undefined at x = 0 for n &lt; 0.</summary>
    public static Ball Pow(Ball x, int n) => Pow(x, (BigInteger)n);

    /// <summary>x^n for an integer of any size; x^0 = 1; undefined at x = 0 for n &lt; 0.</summary>
    public static Ball Pow(Ball x, BigInteger n)
    {
        if (!x.IsDefined || n.IsZero)
        {
            return x.IsDefined ? Point(1, 0, x._bits) : x;
        }

        if (n.Sign < 0 && x.ContainsZero)
        {
            return NotDefined(x._bits);
        }

        if (x.IsInfinity)
        {
            return n.Sign < 0 ? Point(0, 0, x._bits)
                : x._kind == Kind.NegativeInfinity && n.IsEven ? -x
                : x;
        }

        if (!x.IsFinite)
        {
            return x;
        }

        if (x._radius.IsZero || n.IsOne)
        {
            return PowPoint(x, n);
        }

        var bits = x.Working;
        if (!n.IsEven || !x.ContainsZero)
        {
            // monotone on either side of 0
            return Hull(PowPoint(x.End(-1), n), PowPoint(x.End(1), n), bits);
        }

        return Hull(Point(0, 0, bits), PowPoint(Abs(x).End(1), n), bits);
    }

    // x^n of a point by binary powering: each of the at most 2·log₂ n roundings costs a relative 2^−(bits+guard−1), and
    // is doubled by every later squaring, so that log₂ n + a few guard bits keep the sum below 2^−bits. Beyond 2¹²⁸ the
    // exponent limit is reached for all but |x| = 1 and x extremely near it, which an unbounded ball covers.
    private static Ball PowPoint(Ball x, BigInteger n)
    {
        if (x._mantissa.IsZero || n.IsOne)
        {
            return x;
        }

        if (n.Sign < 0)
        {
            // A power that overflows within 200 squarings exceeds 2^(limit−1), rounding included.
            var inverse = PowPoint(x, -n);
            return inverse.IsFinite
                    ? (inverse.ContainsZero ? new Ball(Kind.Unbounded, x._bits) : Point(1, 0, x._bits) / inverse)
                : n.GetBitLength() > 200 ? new Ball(Kind.Unbounded, x._bits)
                : Round(0, 0, Magnitude.PowerOfTwo(2 - ExponentLimit), x._bits);
        }

        var length = (int)Math.Min(n.GetBitLength(), 200);
        var exact = x._bits == 0 && (long)Length(x._mantissa) * length < 2 * ExactBits && n < ExactBits;
        var result = exact ? x : x.Rebits(Math.Min(x.Working + length + 8, 2 * MaxBits));
        if (BigInteger.Abs(x._mantissa).IsPowerOfTwo)
        {
            var exponent = n * (x._exponent + Length(x._mantissa) - 1);
            var sign = x._mantissa.Sign < 0 && !n.IsEven ? BigInteger.MinusOne : BigInteger.One;
            if (BigInteger.Abs(exponent) <= 2 * (BigInteger)ExponentLimit)
            {
                return Round(sign, (long)exponent, default, x._bits);
            }

            return exponent.Sign > 0
                ? new Ball(Kind.Unbounded, x._bits)
                : Round(0, 0, Magnitude.PowerOfTwo(-ExponentLimit), x._bits);
        }

        if (n.GetBitLength() > 200)
        {
            return x.Top > 0 ? new Ball(Kind.Unbounded, x._bits) : Round(0, 0, Magnitude.PowerOfTwo(0), x.Working);
        }

        var power = result;
        for (var bit = length - 2; bit >= 0 && power.IsFinite; bit--)
        {
            power *= power;
            if (!(n >> bit).IsEven)
            {
                power *= result;
            }
        }

        return power.IsFinite && exact
            ? Round(power._mantissa, power._exponent, power._radius, 0)
            : power.Rebits(x.Working);
    }

    // √(m·2^e), one unit of the last of at least bits + 2 places.
    private static Ball SqrtPoint(BigInteger mantissa, long exponent, int bits)
    {
        if (mantissa.IsZero)
        {
            return Point(0, 0, bits);
        }

        var shift = Math.Max(0, 2 * bits + 4 - Length(mantissa));
        if (((exponent - shift) & 1) != 0)
        {
            shift++;
        }

        var scaled = mantissa << shift;
        var root = FixedPoint.SquareRoot(scaled);
        var half = (exponent - shift) / 2;
        return Round(root, half, root * root == scaled ? default : Magnitude.PowerOfTwo(half), bits);
    }

    // m·2^e / (n·2^f) of points, one unit of the last of at least bits + 2 places.
    private static Ball Quotient(Ball left, Ball right, int bits)
    {
        if (left._mantissa.IsZero)
        {
            return Point(0, 0, bits);
        }

        var shift = Math.Max(0, bits + 2 - (Length(left._mantissa) - Length(right._mantissa)));
        var quotient = BigInteger.DivRem(left._mantissa << shift, right._mantissa, out var remainder);
        var exponent = left._exponent - right._exponent - shift;
        return Round(quotient, exponent, remainder.IsZero ? default : Magnitude.PowerOfTwo(exponent), bits);
    }

    private static Ball AddSpecial(in Ball left, in Ball right, int bits)
    {
        if (!left.IsDefined || !right.IsDefined)
        {
            return NotDefined(bits);
        }

        if (left.IsInfinity && right.IsInfinity)
        {
            return left._kind == right._kind ? left : NotDefined(bits);
        }

        return left.IsInfinity || right.IsInfinity
            ? new Ball(left.IsInfinity ? left._kind : right._kind, bits)
            : new Ball(Kind.Unbounded, bits);
    }

    private static Ball MultiplySpecial(in Ball left, in Ball right, int bits)
    {
        if (!left.IsDefined || !right.IsDefined)
        {
            return NotDefined(bits);
        }

        if (left.IsInfinity || right.IsInfinity)
        {
            return left.ContainsZero || right.ContainsZero
                ? NotDefined(bits)
                : new Ball(left.IsPositive == right.IsPositive ? Kind.PositiveInfinity : Kind.NegativeInfinity, bits);
        }

        // unbounded times a finite ball
        return (left.IsExact && left._mantissa.IsZero) || (right.IsExact && right._mantissa.IsZero)
            ? Point(0, 0, bits)
            : new Ball(Kind.Unbounded, bits);
    }

    // The least (sign −1) or greatest (+1) of exact points; results of rounded products keep their radius, which the
    // hull adds.
    private static Ball Least(in Ball a, in Ball b, int sign)
    {
        if (a._kind != Kind.Finite || b._kind != Kind.Finite)
        {
            return a._kind != Kind.Finite ? a : b;
        }

        return CompareExact(a, b) * sign >= 0 ? a : b;
    }

    private static Ball Least(in Ball a, in Ball b, in Ball c, in Ball d, int sign) =>
        Least(Least(a, b, sign), Least(c, d, sign), sign);

    // Order of the midpoints, without aligning numbers of different size.
    private static int CompareExact(in Ball left, in Ball right)
    {
        if (left._mantissa.Sign != right._mantissa.Sign || left._mantissa.IsZero)
        {
            return left._mantissa.Sign.CompareTo(right._mantissa.Sign);
        }

        if (left.Top != right.Top)
        {
            return left._mantissa.Sign * left.Top.CompareTo(right.Top);
        }

        var shift = left._exponent - right._exponent;
        return shift == 0 ? left._mantissa.CompareTo(right._mantissa)
            : shift > 0 ? (left._mantissa << (int)shift).CompareTo(right._mantissa)
            : left._mantissa.CompareTo(right._mantissa << (int)-shift);
    }
}
