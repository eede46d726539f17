// sin, cos and atan of balls.
using System.Numerics;

namespace LossProofs.Reals;

public readonly partial struct Ball
{
    // Beyond 2^65536 the argument is not reduced any more: the answer is [−1, 1].
    private const int ReductionLimit = 65_536;

    /// <summary>Sine. For |x| ≥ 2^65536 the enclosure is [−1, 1].</summary>
    public static Ball Sin(Ball x) => Circular(x, false);

    /// <summary>Cosine. For |x| ≥ 2^65536 the enclosure is [−1, 1].</summary>
    public static Ball Cos(Ball x) => Circular(x, true);

    /// <summary>Inverse tangent.</summary>
    public static Ball Atan(Ball x)
    {
        var bits = x.Working;
        return x._kind switch
        {
            Kind.Finite => Monotone(x, AtanPoint),
            Kind.PositiveInfinity => PiAt(bits).Half(),
            Kind.NegativeInfinity => -PiAt(bits).Half(),
            Kind.Unbounded => Hull(-PiAt(bits).Half(), PiAt(bits).Half(), bits),
            _ => x,
        };
    }

    private static Ball Circular(in Ball x, bool cosine)
    {
        var bits = x.Working;
        if (x._kind != Kind.Finite)
        {
            return x._kind == Kind.Unbounded ? Round(0, 0, Magnitude.PowerOfTwo(0), bits) : NotDefined(bits);
        }

        if (x._radius.IsZero)
        {
            return CircularPoint(x, bits, cosine, out _);
        }

        if (x.Top > ReductionLimit || x._radius.Top > 3)
        {
            return Round(0, 0, Magnitude.PowerOfTwo(0), bits);
        }

        if (x._radius.Top > -16)
        {
            return CircularWide(x, bits, cosine);
        }

        // |sin(m + d) − sin m| ≤ |cos m| r + r²/2
        var centre = CircularPoint(x, bits, cosine, out var slope);
        var size = Magnitude.Above(slope._mantissa, slope._exponent) + slope._radius;
        return Round(
            centre._mantissa,
            centre._exponent,
            centre._radius + size * x._radius + (x._radius * x._radius).Scale(-1),
            bits
        );
    }

    // The ends, and 1 or −1 where a multiple of π/2 between them is an extremum. The ends' quadrants are found with a π
    // of at least 60 more places than the argument: an extremum that is missed by that lies within 2⁻⁶⁰ of an end, where
    // the function is within 2⁻¹²⁰ of ±1.
    private static Ball CircularWide(in Ball x, int bits, bool cosine)
    {
        var (low, high) = (x.End(-1), x.End(1));
        Reduce(low, 64, out var first);
        Reduce(high, 64, out var last);
        var (a, b) = (CircularPoint(low, bits, cosine, out _), CircularPoint(high, bits, cosine, out _));
        var hull = Hull(a, b, bits);
        hull = Round(hull._mantissa, hull._exponent, hull._radius + Magnitude.PowerOfTwo(-100), bits);
        var (top, bottom) = cosine ? (0, 2) : (1, 3);
        for (var (j, steps) = (first + 1, 0); j <= last && steps < 5; j++, steps++)
        {
            var quadrant = (int)(j & 3);
            if (quadrant == top)
            {
                hull = Hull(hull, Point(1, 0), bits);
            }
            else if (quadrant == bottom)
            {
                hull = Hull(hull, Point(-1, 0), bits);
            }
        }

        return hull;
    }

    // sin or cos at a point, with its derivative up to sign.
    private static Ball CircularPoint(in Ball x, int bits, bool cosine, out Ball slope)
    {
        var top = x.Top;
        if (x._mantissa.IsZero || top < -bits / 2 - 2)
        {
            // |sin x − x| ≤ |x|³/6, |cos x − 1| ≤ x²/2
            var cube = x._mantissa.IsZero ? default : Magnitude.PowerOfTwo(3 * top);
            var square = x._mantissa.IsZero ? default : Magnitude.PowerOfTwo(2 * top);
            var sine = Round(x._mantissa, x._exponent, cube, bits);
            var cos = Round(1, 0, square, bits);
            slope = cosine ? sine : cos;
            return cosine ? cos : sine;
        }

        if (top > ReductionLimit)
        {
            return slope = Round(0, 0, Magnitude.PowerOfTwo(0), bits);
        }

        var size = Point(BigInteger.Abs(x._mantissa), x._exponent);
        var width = FixedPoint.RoundWidth(bits + 16 + Math.Max(0, -top));
        var t = Reduce(size, width, out var n);
        var (sin, cosT) = FixedPoint.SinCos(t, width, out var error);
        error += 2; // the reduction's
        var quadrant = (int)(n & 3);
        var (sinX, cosX) = quadrant switch
        {
            0 => (sin, cosT),
            1 => (cosT, -sin),
            2 => (-sin, -cosT),
            _ => (-cosT, sin),
        };
        var radius = Magnitude.Above((ulong)error, -width);
        var sinBall = Round(x._mantissa.Sign < 0 ? -sinX : sinX, -width, radius, bits);
        var cosBall = Round(cosX, -width, radius, bits);
        slope = cosine ? sinBall : cosBall;
        return cosine ? cosBall : sinBall;
    }

    // x = n·π/2 + t with t in [0, π/2) up to 2 units of the width: π/2 is taken with as many more places as n has.
    private static BigInteger Reduce(in Ball x, int width, out BigInteger n)
    {
        var extra = (int)Math.Max(0, x.Top) + 2;
        var scaled = Scale(x._mantissa, x._exponent + width + extra);
        var halfPi = FixedPoint.Pi(width + extra) >> 1;
        n = BigInteger.DivRem(scaled, halfPi, out var t);
        if (t.Sign < 0)
        {
            t += halfPi;
            n--;
        }

        return t >> extra;
    }

    private static Ball AtanPoint(Ball x, int bits)
    {
        var top = x.Top;
        if (x._mantissa.IsZero)
        {
            return x;
        }

        if (top < -bits / 2 - 2)
        {
            // |atan x − x| ≤ |x|³/3
            return Round(x._mantissa, x._exponent, Magnitude.PowerOfTwo(3 * top), bits);
        }

        var absolute = BigInteger.Abs(x._mantissa);
        Ball result;
        if (top <= -6)
        {
            var width = FixedPoint.RoundWidth(bits + 16 - top);
            var sum = FixedPoint.AtanSeries(
                Scale(absolute, x._exponent + width),
                width,
                (int)(-2 * top),
                out var error
            );
            result = Round(sum, -width, Magnitude.Above((ulong)error + 1, -width), bits);
        }
        else if (top > bits + 4)
        {
            // π/2 − atan x = atan(1/x) ≤ 1/x ≤ 2^(1−top)
            var halfPi = PiAt(bits).Half();
            result = Round(halfPi._mantissa, halfPi._exponent, halfPi._radius + Magnitude.PowerOfTwo(1 - top), bits);
        }
        else
        {
            var width = FixedPoint.RoundWidth(bits + 24);
            var one = BigInteger.One << width;
            var t = Scale(absolute, x._exponent + width);
            var inverse = t > one;
            if (inverse)
            {
                t = (BigInteger.One << (int)(width - x._exponent)) / absolute;
            }

            var value = FixedPoint.Atan(t, width, out var error);
            if (inverse)
            {
                value = (FixedPoint.Pi(width) >> 1) - value;
                error += 2;
            }

            result = Round(value, -width, Magnitude.Above((ulong)error + 1, -width), bits);
        }

        return x._mantissa.Sign < 0 ? -result : result;
    }
}
