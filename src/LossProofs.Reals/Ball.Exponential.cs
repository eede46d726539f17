// exp, log and the functions made of them.
using System.Numerics;
using System.Runtime.InteropServices;

namespace LossProofs.Reals;

public readonly partial struct Ball
{
    /// <summary>e^x.</summary>
    public static Ball Exp(Ball x)
    {
        if (x._kind != Kind.Finite)
        {
            return x._kind == Kind.NegativeInfinity ? Point(0, 0, x._bits) : x;
        }

        var bits = x.Working;
        if (x._radius.IsZero)
        {
            return ExpPoint(x._mantissa, x._exponent, bits);
        }

        if (x._radius.Top > -16)
        {
            return Monotone(x, static (point, bits) => ExpPoint(point._mantissa, point._exponent, bits));
        }

        // |e^(m+d) − e^m| ≤ e^m (e^r − 1) ≤ e^m (r + r²) for r ≤ 1
        var centre = ExpPoint(x._mantissa, x._exponent, bits);
        if (!centre.IsFinite)
        {
            return centre;
        }

        var size = Magnitude.Above(centre._mantissa, centre._exponent) + centre._radius;
        return Round(
            centre._mantissa,
            centre._exponent,
            centre._radius + size * (x._radius + x._radius * x._radius),
            bits
        );
    }

    /// <summary>e^x − 1 without cancellation.</summary>
    public static Ball Expm1(Ball x)
    {
        if (x._kind != Kind.Finite)
        {
            return x._kind == Kind.NegativeInfinity ? Point(-1, 0, x._bits) : x;
        }

        if (x._radius.IsZero || x.IsWide || x._radius.Top > -16)
        {
            return Monotone(x, Expm1Point);
        }

        // as Exp, with e^m ≤ |e^m − 1| + 1
        var centre = Expm1Point(Point(x._mantissa, x._exponent), x.Working);
        if (!centre.IsFinite)
        {
            return centre;
        }

        var size = Magnitude.Above(centre._mantissa, centre._exponent) + centre._radius + Magnitude.PowerOfTwo(0);
        var radius = centre._radius + size * (x._radius + x._radius * x._radius);
        return Round(centre._mantissa, centre._exponent, radius, x.Working);
    }

    /// <summary>Natural logarithm; undefined when part of x is ≤ 0.</summary>
    public static Ball Log(Ball x)
    {
        if (x._kind != Kind.Finite || !x.IsPositive)
        {
            return x._kind == Kind.PositiveInfinity ? x : NotDefined(x._bits);
        }

        var bits = x.Working;
        if (x._radius.IsZero)
        {
            return LogPoint(x._mantissa, x._exponent, bits);
        }

        if (x.IsWide)
        {
            return Monotone(x, static (point, bits) => LogPoint(point._mantissa, point._exponent, bits));
        }

        // |log(m + d) − log m| ≤ r/(m − r)
        var centre = LogPoint(x._mantissa, x._exponent, bits);
        var below = Magnitude.SubtractBelow(Magnitude.Below(x._mantissa, x._exponent), x._radius);
        return Round(centre._mantissa, centre._exponent, centre._radius + x._radius / below, bits);
    }

    /// <summary>log(1 + x) without cancellation; undefined when part of x is ≤ −1.</summary>
    public static Ball Log1p(Ball x)
    {
        if (x._kind != Kind.Finite)
        {
            return x._kind == Kind.PositiveInfinity ? x : NotDefined(x._bits);
        }

        var shifted = One + x;
        if (!shifted.IsPositive)
        {
            return NotDefined(x._bits);
        }

        if (x._radius.IsZero || x.IsWide || shifted.IsWide)
        {
            return Monotone(x, Log1pPoint);
        }

        // |log(1 + m + d) − log(1 + m)| ≤ r/(1 + m − r)
        var centre = Log1pPoint(Point(x._mantissa, x._exponent), x.Working);
        var below = Magnitude.SubtractBelow(Magnitude.Below(shifted._mantissa, shifted._exponent), shifted._radius);
        return Round(centre._mantissa, centre._exponent, centre._radius + x._radius / below, x.Working);
    }

    /// <summary>Logarithm to base 2; exact at powers of two.</summary>
    public static Ball Log2(Ball x)
    {
        if (x.IsExact && x._mantissa.Sign > 0 && x._mantissa.IsPowerOfTwo)
        {
            return Point(x._exponent + Length(x._mantissa) - 1, 0, x._bits);
        }

        var bits = x.Working;
        return (Log(x.Rebits(bits + 8)) / ConstantAt(FixedPoint.Log2, bits + 8)).Rebits(bits);
    }

    /// <summary>Logarithm to base 10; exact at powers of ten 10^k with |k| ≤ 1000.</summary>
    public static Ball Log10(Ball x)
    {
        var bits = x.Working;
        var result = (Log(x.Rebits(bits + 8)) / ConstantAt(FixedPoint.Log10, bits + 8)).Rebits(bits);
        if (x.IsExact && result.IsFinite && Math.Abs(x.Top) < 3_400)
        {
            var nearest = (int)Math.Round(result.MidpointAsDouble());
            if (Math.Abs(nearest) <= 1000 && x.ToRational() == Rational.Pow(10, nearest))
            {
                return Point(nearest, 0, x._bits);
            }
        }

        return result;
    }

    /// <summary>1/(1 + e^−x).</summary>
    public static Ball Sigmoid(Ball x) =>
        x._kind switch
        {
            Kind.Finite => Growing(x, SigmoidPoint),
            Kind.PositiveInfinity => Point(1, 0, x._bits),
            Kind.NegativeInfinity => Point(0, 0, x._bits),
            Kind.Unbounded => Round(1, -1, Magnitude.PowerOfTwo(-1), x.Working),
            _ => x,
        };

    /// <summary>log(1 + e^x).</summary>
    public static Ball Softplus(Ball x) =>
        x._kind switch
        {
            Kind.Finite => Growing(x, SoftplusPoint),
            Kind.NegativeInfinity => Point(0, 0, x._bits),
            _ => x,
        };

    /// <summary>Hyperbolic tangent.</summary>
    public static Ball Tanh(Ball x) =>
        x._kind switch
        {
            Kind.Finite => Monotone(x, TanhPoint),
            Kind.PositiveInfinity => Point(1, 0, x._bits),
            Kind.NegativeInfinity => Point(-1, 0, x._bits),
            Kind.Unbounded => Round(0, 0, Magnitude.PowerOfTwo(0), x.Working),
            _ => x,
        };

    /// <summary>Hyperbolic sine.</summary>
    public static Ball Sinh(Ball x) => x._kind == Kind.Finite ? Monotone(x, SinhPoint) : x;

    /// <summary>Hyperbolic cosine.</summary>
    public static Ball Cosh(Ball x)
    {
        if (x._kind != Kind.Finite)
        {
            return x._kind == Kind.NegativeInfinity ? -x : x;
        }

        // even, increasing on [0, ∞)
        return Monotone(Abs(x), CoshPoint);
    }

    /// <summary>Inverse hyperbolic sine.</summary>
    public static Ball Asinh(Ball x) => x._kind == Kind.Finite ? Monotone(x, AsinhPoint) : x;

    // The image of a ball under a monotone function that encloses its value at points: the hull of both ends.
    private static Ball Monotone(in Ball x, Func<Ball, int, Ball> atPoint)
    {
        var bits = x.Working;
        return x._radius.IsZero
            ? atPoint(x, bits).Rebits(bits)
            : Hull(atPoint(x.End(-1), bits), atPoint(x.End(1), bits), bits);
    }

    // The image of a ball under an increasing positive function f with f′ ≤ f, which grows by at most e^d over d: the hull
    // of both ends, or for radii of the size of roundings f(m) ± f(m)(e^r − 1), e^r − 1 ≤ r + r², at half the cost.
    private static Ball Growing(in Ball x, Func<Ball, int, Ball> atPoint)
    {
        if (x._radius.IsZero || x._radius.Top > -16 - x.Working / 2)
        {
            return Monotone(x, atPoint);
        }

        var centre = atPoint(Point(x._mantissa, x._exponent), x.Working);
        if (!centre.IsFinite)
        {
            return centre;
        }

        var size = Magnitude.Above(centre._mantissa, centre._exponent) + centre._radius;
        var radius = centre._radius + size * (x._radius + x._radius * x._radius);
        return Round(centre._mantissa, centre._exponent, radius, x.Working);
    }

    private static Ball ExpPoint(BigInteger mantissa, long exponent, int bits)
    {
        var top = exponent + Length(mantissa);
        if (mantissa.IsZero)
        {
            return Point(1, 0, bits);
        }

        if (top > 62)
        {
            return mantissa.Sign > 0
                ? new Ball(Kind.Unbounded, bits)
                : Round(0, 0, Magnitude.PowerOfTwo(-ExponentLimit), bits);
        }

        if (top < -bits - 2)
        {
            // |e^x − 1| ≤ 2|x|
            return Round(1, 0, Magnitude.PowerOfTwo(top + 1), bits);
        }

        var width = FixedPoint.RoundWidth(bits + 16);
        var limbs = width / 64;
        if (FixedLimbs.Serves(limbs, top, Length(mantissa)))
        {
            Span<ulong> result = stackalloc ulong[limbs];
            FixedLimbs.Exp(mantissa, exponent, mantissa.Sign < 0, result, out var q);
            return FromLimbs(result, q + 2 - width, FixedLimbs.ExpError, false, bits);
        }

        var value = ReducedExp(mantissa, exponent, width, out var n, out var error);
        return Round(value, n - width, Magnitude.Above((ulong)error, n - width), bits);
    }

    // ±(Σ limb[i]·2^(64i))·2^exponent ± error·2^exponent, cut to the precision before it becomes an integer.
    private static Ball FromLimbs(Span<ulong> limbs, long exponent, ulong error, bool negative, int bits)
    {
        var top = limbs.Length - 1;
        while (top > 0 && limbs[top] == 0)
        {
            top--;
        }

        var drop = 64 * (top + 1) - BitOperations.LeadingZeroCount(limbs[top]) - bits;
        var radius = Magnitude.Above(error, exponent);
        if (drop > 0)
        {
            var (whole, part) = (drop >> 6, drop & 63);
            for (var i = whole; i <= top; i++)
            {
                limbs[i - whole] =
                    part == 0 ? limbs[i] : (limbs[i] >> part) | ((i < top ? limbs[i + 1] : 0) << (64 - part));
            }

            limbs = limbs[..(top + 1 - whole)];
            exponent += drop;
            radius += Magnitude.PowerOfTwo(exponent);
        }

        var mantissa = new BigInteger(MemoryMarshal.AsBytes(limbs), isUnsigned: true);
        return new Ball(negative ? -mantissa : mantissa, mantissa.IsZero ? 0 : exponent, radius, bits);
    }

    // e^x = E·2^n with E in [1, 2]·2^width, for |x| < 2^62: t = x − n log 2 in [0, log 2).
    private static BigInteger ReducedExp(BigInteger mantissa, long exponent, int width, out long n, out int error)
    {
        var length = Length(mantissa);
        if (FixedLimbs.Serves(width / 64, exponent + length, length))
        {
            Span<ulong> result = stackalloc ulong[width / 64];
            FixedLimbs.Exp(mantissa, exponent, mantissa.Sign < 0, result, out n);
            error = 4 * FixedLimbs.ExpError;
            return new BigInteger(MemoryMarshal.AsBytes(result), isUnsigned: true) << 2;
        }

        var extra = (int)Math.Max(0, exponent + length) + 2;
        var wide = width + extra;
        var t = Scale(mantissa, exponent + wide);
        var log2 = FixedPoint.Log2(wide);
        if (extra < 48)
        {
            // x to 2^−40 (t >> (wide − 40) has at most 86 bits): the quotient is at most 1 off and put right below
            n = (long)Math.Floor((double)(t >> (wide - 40)) / (1L << 40) * 1.4426950408889634);
            t -= n * log2;
        }
        else
        {
            n = (long)BigInteger.DivRem(t, log2, out t);
        }

        while (t.Sign < 0)
        {
            t += log2;
            n--;
        }

        while (t >= log2)
        {
            t -= log2;
            n++;
        }

        // In wide units: t's floor 1, n·log 2 off by 2|n| ≤ 2.9·2^(extra−2); together below 1 unit of the width, 1 more
        // by the shift, and exp' ≤ 2.
        var value = FixedPoint.Exp(t >> extra, width, out error);
        error += 5;
        return value;
    }

    private static Ball Expm1Point(Ball x, int bits)
    {
        if (x._mantissa.IsZero)
        {
            return x;
        }

        var top = x.Top;
        if (top > 1)
        {
            return (ExpPoint(x._mantissa, x._exponent, bits + 4) - One).Rebits(bits);
        }

        if (top < -bits - 2)
        {
            // |e^x − 1 − x| ≤ x² for |x| ≤ 1
            return Round(x._mantissa, x._exponent, Magnitude.PowerOfTwo(2 * top), bits);
        }

        var width = FixedPoint.RoundWidth(bits + 16 + Math.Max(0, -top));
        var value = ReducedExp(x._mantissa, x._exponent, width, out var n, out var error);
        var shifted = Scale(value, n) - (BigInteger.One << width);
        return Round(shifted, -width, Magnitude.Above(((ulong)error << (int)Math.Max(0, n)) + 1, -width), bits);
    }

    private static Ball LogPoint(BigInteger mantissa, long exponent, int bits)
    {
        var length = Length(mantissa);
        var n = exponent + length - 1;
        if (n is 0 or -1 && exponent <= 0)
        {
            // near 1 the logarithm is small: go by x − 1, which is exact
            var difference = mantissa - (BigInteger.One << (int)-exponent);
            if (difference.IsZero)
            {
                return Point(0, 0, bits);
            }

            if (exponent + Length(difference) <= -6)
            {
                return Log1pSmall(difference, exponent, bits);
            }
        }

        // |log x| ≥ 2⁻⁷ here
        var width = FixedPoint.RoundWidth(bits + 24);
        if (FixedLimbs.Serves(width / 64, 64 - BitOperations.LeadingZeroCount((ulong)Math.Abs(n)), length))
        {
            Span<ulong> result = stackalloc ulong[width / 64 + 1];
            FixedLimbs.Log(mantissa, length, exponent, result, out var units);
            var negative = FixedLimbs.MakeAbsolute(result);
            return FromLimbs(result, -width, units, negative, bits);
        }

        var fraction = Scale(mantissa, width - length + 1);
        var value = FixedPoint.LogOfFraction(fraction, width, out var error);
        if (n != 0)
        {
            var extra = 64 - BitOperations.LeadingZeroCount((ulong)Math.Abs(n)) + 1;
            value += (n * FixedPoint.Log2(width + extra)) >> extra;
            error += 2;
        }

        return Round(value, -width, Magnitude.Above((ulong)error, -width), bits);
    }

    private static Ball Log1pPoint(Ball x, int bits)
    {
        var top = x.Top;
        if (x._mantissa.IsZero)
        {
            return x;
        }

        if (top <= -6)
        {
            return Log1pSmall(x._mantissa, x._exponent, bits);
        }

        if (top > bits + 8)
        {
            if (x._mantissa.Sign < 0)
            {
                return NotDefined(bits);
            }

            // 0 < log(1 + x) − log x < 1/x ≤ 2^(1−top)
            var log = LogPoint(x._mantissa, x._exponent, bits);
            return Round(log._mantissa, log._exponent, log._radius + Magnitude.PowerOfTwo(1 - top), bits);
        }

        var sum =
            x._exponent >= 0
                ? (x._mantissa << (int)x._exponent) + 1
                : x._mantissa + (BigInteger.One << (int)-x._exponent);
        return sum.Sign > 0 ? LogPoint(sum, Math.Min(x._exponent, 0), bits) : NotDefined(bits);
    }

    // log(1 + d) for 0 < |d| < 2⁻⁶ as 2 atanh(d/(2 + d)), with as many more places as d has leading zeros.
    private static Ball Log1pSmall(BigInteger mantissa, long exponent, int bits)
    {
        var top = exponent + Length(mantissa);
        if (top < -bits - 2)
        {
            // |log(1 + d) − d| ≤ d² for |d| ≤ 1/2
            return Round(mantissa, exponent, Magnitude.PowerOfTwo(2 * top), bits);
        }

        var width = FixedPoint.RoundWidth(bits + 16 - top);
        var d = Scale(mantissa, exponent + width);
        var y = (d << width) / ((BigInteger.One << (width + 1)) + d);
        var sum = FixedPoint.AtanhSeries(y, width, (int)(-2 * top), out var error);

        // y: half a unit from d, 1 from the quotient
        return Round(2 * sum, -width, Magnitude.Above((ulong)(2 * (error + 2)), -width), bits);
    }

    private static Ball SigmoidPoint(Ball x, int bits)
    {
        var exp = ExpPoint(-BigInteger.Abs(x._mantissa), x._exponent, bits + 8);
        return x._mantissa.Sign < 0 ? exp / (One + exp) : One / (One + exp);
    }

    private static Ball SoftplusPoint(Ball x, int bits)
    {
        var small = Log1p(ExpPoint(-BigInteger.Abs(x._mantissa), x._exponent, bits + 8));
        return x._mantissa.Sign <= 0 ? small : x + small;
    }

    private static Ball TanhPoint(Ball x, int bits)
    {
        // m = e^(−2|x|) − 1: tanh |x| = −m/(2 + m)
        var m = Expm1Point(Point(-BigInteger.Abs(x._mantissa), x._exponent + 1), bits + 8);
        var tanh = -m / (2 + m);
        return x._mantissa.Sign < 0 ? -tanh : tanh;
    }

    private static Ball SinhPoint(Ball x, int bits)
    {
        // m = e^|x| − 1: sinh |x| = (m + m/(1 + m))/2
        var m = Expm1Point(Point(BigInteger.Abs(x._mantissa), x._exponent), bits + 8);
        var sinh = m.IsFinite ? (m + m / (One + m)).Half() : m;
        return x._mantissa.Sign < 0 ? -sinh : sinh;
    }

    private static Ball CoshPoint(Ball x, int bits)
    {
        var exp = ExpPoint(BigInteger.Abs(x._mantissa), x._exponent, bits + 8);
        return exp.IsFinite ? (exp + One / exp).Half() : exp;
    }

    private static Ball AsinhPoint(Ball x, int bits)
    {
        if (x._mantissa.IsZero)
        {
            return x;
        }

        var top = x.Top;
        var size = Point(BigInteger.Abs(x._mantissa), x._exponent, bits + 8);
        Ball asinh;
        if (top > bits + 8)
        {
            // asinh x = log 2x + log((1 + √(1 + x⁻²))/2), the second term in (0, x⁻²/4) and x⁻² ≤ 2^(2−2·top)
            var log = LogPoint(size._mantissa, size._exponent + 1, bits + 8);
            asinh = Round(log._mantissa, log._exponent, log._radius + Magnitude.PowerOfTwo(-2 * top), bits);
        }
        else if (top < -bits)
        {
            // |asinh x − x| ≤ |x|³/6
            asinh = Round(size._mantissa, size._exponent, Magnitude.PowerOfTwo(3 * top), bits);
        }
        else
        {
            // log1p(|x| + x²/(1 + √(1 + x²)))
            var square = size * size;
            asinh = Log1p(size + square / (One + Sqrt(One + square)));
        }

        return x._mantissa.Sign < 0 ? -asinh : asinh;
    }

    private Ball Half() => Round(_mantissa, _exponent - 1, _radius.Scale(-1), _bits);

    // ⌊mantissa·2^shift⌋
    private static BigInteger Scale(BigInteger mantissa, long shift) =>
        shift >= 0 ? mantissa << (int)shift
        : shift > -int.MaxValue ? mantissa >> (int)-shift
        : mantissa.Sign < 0 ? BigInteger.MinusOne
        : BigInteger.Zero;
}
