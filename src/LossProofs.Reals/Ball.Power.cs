// Real and rational powers, roots, sums and products of many terms.
using System.Numerics;

namespace LossProofs.Reals;

public readonly partial struct Ball
{
    /// <summary>
    /// x^y = exp(y log x) for x > 0; 0^y = 0 for y > 0; an exact integer y takes any x; else undefined. With infinities:
    /// the limits, undefined where there is none.
    /// </summary>
    public static Ball Pow(Ball x, Ball y)
    {
        var bits = Math.Max(x._bits, y._bits);
        if (!x.IsDefined || !y.IsDefined)
        {
            return NotDefined(bits);
        }

        if (y.IsExact && y.IsInteger && y.Top <= MaxBits)
        {
            return Pow(x.Rebits(bits), Floor(y));
        }

        if (y.IsExact && x.IsFinite && CompareExact(y, Point(1, -1)) == 0)
        {
            return Sqrt(x.Rebits(bits));
        }

        if (!x.IsFinite || !y.IsFinite)
        {
            return PowSpecial(x, y, bits);
        }

        bits = bits == 0 ? DefaultBits : bits;
        if (x.IsPositive)
        {
            if (x._radius.IsZero && y._radius.IsZero)
            {
                return PowPoint(x, y, bits);
            }

            if (!x.IsWide && !y.IsWide && y._radius.Top < -16)
            {
                return Exp(y.Rebits(bits + 16) * Log(x.Rebits(bits + 16))).Rebits(bits);
            }

            // x^y is monotone in each variable: its extremes are at the corners
            var (a, b, c, d) = (x.End(-1), x.End(1), y.End(-1), y.End(1));
            return Hull(
                Hull(PowPoint(a, c, bits), PowPoint(a, d, bits), bits),
                Hull(PowPoint(b, c, bits), PowPoint(b, d, bits), bits),
                bits
            );
        }

        if (!x.IsNonNegative || !y.IsPositive)
        {
            return NotDefined(bits);
        }

        // x reaches down to 0
        var top = x.End(1);
        return top._mantissa.IsZero
            ? Point(0, 0, bits)
            : Hull(Point(0, 0), Hull(PowPoint(top, y.End(-1), bits), PowPoint(top, y.End(1), bits), bits), bits);
    }

    /// <summary>x^q for a rational exponent; the even and odd roots of negative numbers are undefined (see <see cref="Root"/>).</summary>
    public static Ball Pow(Ball x, Rational q) =>
        q.IsInteger ? Pow(x, q.Numerator)
        : q == new Rational(1, 2) ? Sqrt(x)
        // 72 more bits than x carries keep |q log x| 2^−bits small for every log x below 2⁶⁰
        : Pow(x, From(q, Math.Min(x.Working + 72, MaxBits))).Rebits(x.Working);

    /// <summary>The real n-th root, n ≥ 1: of negative numbers too when n is odd; undefined when part of x is outside the domain.</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
    public static Ball Root(Ball x, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        if (n <= 2)
        {
            return n == 1 ? x : Sqrt(x);
        }

        if (!x.IsFinite)
        {
            return x._kind == Kind.NegativeInfinity && n % 2 == 0 ? NotDefined(x._bits) : x;
        }

        return n % 2 == 0 && !x.IsNonNegative
            ? NotDefined(x._bits)
            : Monotone(x, (point, bits) => RootPoint(point, n, bits));
    }

    /// <summary>x₁ + … + x_n, rounded once per term with ⌈log₂ n⌉ + 8 guard bits.</summary>
    public static Ball Sum(ReadOnlySpan<Ball> terms)
    {
        var bits = 0;
        foreach (ref readonly var term in terms)
        {
            bits = Math.Max(bits, term._bits);
        }

        var guard = 8 + BitOperations.Log2((uint)terms.Length + 1);
        var sum = bits == 0 ? Zero : Point(0, 0, bits + guard);
        foreach (ref readonly var term in terms)
        {
            sum += term;
        }

        return sum.Rebits(sum._bits == 0 ? 0 : Math.Max(bits, MinBits));
    }

    /// <summary>x₁ · … · x_n, rounded once per factor with ⌈log₂ n⌉ + 8 guard bits.</summary>
    public static Ball Product(ReadOnlySpan<Ball> factors)
    {
        var bits = 0;
        foreach (ref readonly var factor in factors)
        {
            bits = Math.Max(bits, factor._bits);
        }

        var guard = 8 + BitOperations.Log2((uint)factors.Length + 1);
        var product = bits == 0 ? One : Point(1, 0, bits + guard);
        foreach (ref readonly var factor in factors)
        {
            product *= factor;
        }

        return product.Rebits(product._bits == 0 ? 0 : Math.Max(bits, MinBits));
    }

    // x > 0 and y points; the error of y log x is a relative one of the power.
    private static Ball PowPoint(in Ball x, in Ball y, int bits)
    {
        if (y._mantissa.IsZero)
        {
            return Point(1, 0, bits);
        }

        var log = LogPoint(x._mantissa, x._exponent, 16);
        var extra = log._mantissa.IsZero ? 0 : Math.Clamp(y.Top + log.Top, 0, 64);
        var working = bits + 16 + (int)extra;
        return Exp(new Ball(y._mantissa, y._exponent, default, working) * LogPoint(x._mantissa, x._exponent, working))
            .Rebits(bits);
    }

    private static Ball RootPoint(Ball x, int n, int bits)
    {
        if (x._mantissa.IsZero)
        {
            return x;
        }

        var working = bits + 16 + 64;
        var absolute = BigInteger.Abs(x._mantissa);
        var root = Exp(LogPoint(absolute, x._exponent, working) / n);

        // exact where the root is a short integer
        if (x.IsInteger && root.IsFinite && x.Top <= 4_096 && root.Top <= 53)
        {
            var nearest = new BigInteger(Math.Round(root.MidpointAsDouble()));
            if (BigInteger.Pow(nearest, n) == BigInteger.Abs(Floor(x)))
            {
                root = Point(nearest, 0, working);
            }
        }

        return (x._mantissa.Sign < 0 ? -root : root).Rebits(bits);
    }

    private static Ball PowSpecial(in Ball x, in Ball y, int bits)
    {
        if (x._kind == Kind.Unbounded || y._kind == Kind.Unbounded)
        {
            return NotDefined(bits);
        }

        if (y.IsInfinity)
        {
            // grows when y = +∞ and x > 1 or y = −∞ and 0 < x < 1
            var above = x.IsInfinity ? x.IsPositive : CertainlyLess(One, x);
            var below = x.IsFinite && x.IsNonNegative && CertainlyLess(x, One);
            if (!above && !(below && (x.IsPositive || y.IsPositive)))
            {
                return NotDefined(bits);
            }

            return above == y.IsPositive ? new Ball(Kind.PositiveInfinity, bits) : Point(0, 0, bits);
        }

        // x = +∞, y finite and not an integer point
        return !x.IsPositive || y.ContainsZero ? NotDefined(bits)
            : y.IsPositive ? new Ball(Kind.PositiveInfinity, bits)
            : Point(0, 0, bits);
    }
}
