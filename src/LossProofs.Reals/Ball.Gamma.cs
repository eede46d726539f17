// Γ, log Γ, beta, factorials and binomials: recurrence up to a large argument, then Stirling's series.
using System.Numerics;

namespace LossProofs.Reals;

public readonly partial struct Ball
{
    // Γ has its only positive minimum at 1.4616321…: Γ = 0.8856031944…, log Γ = −0.1214862905….
    private const double BelowMinimum = 1.46163;
    private const double AboveMinimum = 1.46164;
    private const double GammaMinimum = 0.8856;
    private const double LogGammaMinimum = -0.1215;

    /// <summary>Γ(x); undefined when x may be 0, −1, −2, ….</summary>
    public static Ball Gamma(Ball x)
    {
        if (!x.IsFinite)
        {
            return x._kind == Kind.PositiveInfinity ? x : NotDefined(x._bits);
        }

        var bits = x.Working;
        if (x.IsPositive)
        {
            return x._radius.IsZero ? GammaPoint(x, bits).Rebits(bits) : Valley(x, GammaPoint, GammaMinimum);
        }

        if (
            x.ContainsZero
            || (x._radius.IsZero ? x.IsInteger : Floor(x.End(-1)) != Floor(x.End(1)) || x.End(-1).IsInteger)
        )
        {
            return NotDefined(x._bits);
        }

        // Γ(x) = π/(sin(πx) Γ(1 − x)), sin(πx) = (−1)ⁿ sin(π(x − n)), n the nearest integer, x − n exact
        var working = bits + 16;
        var wider = new Ball(x._mantissa, x._exponent, x._radius, working + (int)Math.Clamp(x.Top, 0, 64));
        var sine = Sin(PiAt(working) * Offset(wider, out var n).Rebits(working));
        var mirrored = Gamma(One - wider);
        if (mirrored._kind == Kind.Unbounded && !sine.ContainsZero)
        {
            var least = Magnitude.SubtractBelow(Magnitude.Below(sine._mantissa, sine._exponent), sine._radius);
            return Round(0, 0, Magnitude.PowerOfTwo(2 - ExponentLimit) / least, bits);
        }

        var gamma = (PiAt(working) / (sine * mirrored)).Rebits(bits);
        return n.IsEven ? gamma : -gamma;
    }

    /// <summary>log Γ(x) for x > 0; undefined when part of x is ≤ 0.</summary>
    public static Ball LogGamma(Ball x)
    {
        if (!x.IsFinite || !x.IsPositive)
        {
            return x._kind == Kind.PositiveInfinity ? x : NotDefined(x._bits);
        }

        return x._radius.IsZero
            ? LogGammaPoint(x, x.Working).Rebits(x.Working)
            : Valley(x, LogGammaPoint, LogGammaMinimum);
    }

    /// <summary>ψ(x) = Γ′(x)/Γ(x); undefined when x may be 0, −1, −2, ….</summary>
    public static Ball Digamma(Ball x) => Polygamma(0, x);

    /// <summary>ψ′(x); undefined when x may be 0, −1, −2, ….</summary>
    public static Ball Trigamma(Ball x) => Polygamma(1, x);

    /// <inheritdoc/>
    public static Ball Polygamma(int order, Ball x)
    {
        // the generic series asks for constants of a few guard bits more, which must stay below the limit
        const int most = MaxBits - 128;
        var bits = x.Working;
        if (bits > most)
        {
            return Polygamma(order, x.Rebits(most)).Rebits(bits);
        }

        if (!x.IsFinite || !x.IsNegative || order > 1)
        {
            return PolygammaSeries.Enclose(order, x).Rebits(bits);
        }

        // ψ(x) = ψ(1−x) − π cot πx, ψ′(x) = π²/sin² πx − ψ′(1−x)
        var working = bits + 16;
        var wider = new Ball(x._mantissa, x._exponent, x._radius, working + (int)Math.Clamp(x.Top, 0, 64));
        var angle = PiAt(working) * Offset(wider, out _).Rebits(working);
        var mirrored = PolygammaSeries.Enclose(order, One - wider);
        var sine = Sin(angle);
        var polygamma =
            order == 0 ? mirrored - PiAt(working) * Cos(angle) / sine : Pow(PiAt(working) / sine, 2) - mirrored;
        return polygamma.Rebits(bits);
    }

    /// <summary>B(a, b) = Γ(a) Γ(b)/Γ(a + b) for a, b > 0; undefined elsewhere.</summary>
    public static Ball Beta(Ball a, Ball b)
    {
        var bits = Math.Max(a._bits, b._bits);
        if (!a.IsFinite || !b.IsFinite || !a.IsPositive || !b.IsPositive)
        {
            return NotDefined(bits);
        }

        bits = bits == 0 ? DefaultBits : bits;
        return a._radius.IsZero && b._radius.IsZero
            ? BetaPoint(a, b, bits)
            : Hull(BetaPoint(a.End(-1), b.End(-1), bits), BetaPoint(a.End(1), b.End(1), bits), bits); // falls in both
    }

    /// <summary>n!; undefined for n &lt; 0; beyond 2048 through Γ(n + 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">bits is outside [MinBits, MaxBits].</exception>
    public static Ball Factorial(BigInteger n, int bits)
    {
        CheckBits(bits);
        return n.Sign < 0 ? NotDefined(bits)
            : n <= 2_048 ? Round(ExactFactorial((int)n), 0, default, bits)
            : Gamma(Point(n + 1, 0, bits));
    }

    /// <summary>n over k for integers n ≥ 0; 0 for k outside [0, n]; undefined for n &lt; 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">bits is outside [MinBits, MaxBits].</exception>
    public static Ball Binomial(BigInteger n, BigInteger k, int bits)
    {
        CheckBits(bits);
        if (n.Sign < 0 || k.Sign < 0 || k > n)
        {
            return n.Sign < 0 ? NotDefined(bits) : Point(0, 0, bits);
        }

        k = BigInteger.Min(k, n - k);
        if (k <= 2_048)
        {
            var working = bits + 24; // up to 4,096 roundings
            var binomial = Point(1, 0, working);
            for (var i = 0; i < (int)k; i++)
            {
                binomial = binomial * Point(n - i, 0) / (i + 1);
            }

            return binomial.Rebits(bits);
        }

        // 1/((n + 1) B(n − k + 1, k + 1))
        return One / (Point(n + 1, 0, bits) * Beta(Point(n - k + 1, 0, bits), Point(k + 1, 0, bits)));
    }

    // x − n for the integer n nearest to the midpoint, exact for a point.
    private static Ball Offset(in Ball x, out BigInteger n)
    {
        n = Floor(Point(x._mantissa, x._exponent) + Point(1, -1));
        return x - Point(n, 0);
    }

    private bool IsInteger =>
        _exponent >= 0 || (_exponent > -Length(_mantissa) - 1 && (Floor(this) << (int)-_exponent) == _mantissa);

    private static BigInteger Floor(in Ball point) => Scale(point._mantissa, Math.Min(point._exponent, 1 << 20));

    // Falls, then rises: the hull of the ends and, when the minimum may lie between, of the minimum.
    private static Ball Valley(in Ball x, Func<Ball, int, Ball> atPoint, double minimum)
    {
        var bits = x.Working;
        var (low, high) = (x.End(-1), x.End(1));
        var hull = Hull(atPoint(low, bits), atPoint(high, bits), bits);
        var falls = CompareExact(high, From(BelowMinimum)) <= 0;
        var rises = CompareExact(low, From(AboveMinimum)) >= 0;
        return falls || rises ? hull : Hull(hull, From(minimum), bits);
    }

    private static Ball GammaPoint(Ball x, int bits)
    {
        if (x.IsInteger && x.Top <= 9)
        {
            return Round(ExactFactorial((int)Floor(x) - 1), 0, default, bits);
        }

        if (x.Top > 62)
        {
            return new Ball(Kind.Unbounded, bits);
        }

        if (x.Top < -bits - 8)
        {
            // Γ(x) = Γ(1 + x)/x and |Γ(1 + x) − 1| ≤ x for small x
            return Round(1, 0, Magnitude.PowerOfTwo(x.Top), bits + 8) / x;
        }

        // the error of log Γ is a relative one of Γ; the sum inside log Γ has about Top + log₂(Top) + 4 integer bits
        var working = bits + 24 + (int)Math.Max(0, x.Top + 8);
        return Exp(Stirling(x, working, out var product)) / product;
    }

    private static Ball LogGammaPoint(Ball x, int bits)
    {
        if (x.IsInteger && x.Top <= 2 && Floor(x) is var n && (n.IsOne || n == 2))
        {
            return Point(0, 0, bits);
        }

        if (x.Top < -bits - 8)
        {
            // log Γ(x) = −log x + log Γ(1 + x), |log Γ(1 + x)| ≤ x
            return (-LogPoint(x._mantissa, x._exponent, bits + 8)).Widen(x);
        }

        var stirling = Stirling(x, bits + 24, out var product);
        return stirling - Log(product);
    }

    // log Γ(z), z = x + s, and the product x (x + 1) … (x + s − 1), so that Γ(x) = Γ(z)/product:
    // log Γ(z) = (z − ½) log z − z + ½ log 2π + Σ_k B₂ₖ/(2k (2k−1) z^(2k−1)), the remainder below the first omitted term.
    // Its terms fall until k = πz, to e^(−2πz) = 2^(−9.06 z): z ≥ working/5 + 4 leaves room.
    private static Ball Stirling(in Ball x, int working, out Ball product)
    {
        var z = new Ball(x._mantissa, x._exponent, default, working);
        product = Point(1, 0, working);
        if (x.Top <= 20)
        {
            var steps = working / 5 + 4 - (int)Floor(x);
            for (var i = 0; i < steps; i++)
            {
                product *= z;
                z += One;
            }
        }

        var inverse = One / z;
        var square = inverse * inverse;
        var power = inverse;
        var sum = Point(0, 0, working);
        for (var k = 1; ; k++)
        {
            var coefficient = Bernoulli.Even(k) / new Rational((BigInteger)(2 * k) * (2 * k - 1), 1);
            var term = Quotient(Point(coefficient.Numerator, 0), Point(coefficient.Denominator, 0), working) * power;
            if (term.Top < -working)
            {
                sum = sum.Widen(term);
                break;
            }

            sum += term;
            power *= square;
        }

        var half = Point(1, -1);
        return (z - half) * Log(z) - z + Log(2 * PiAt(working)) * half + sum;
    }

    private static Ball BetaPoint(Ball a, Ball b, int bits)
    {
        // log Γ of the arguments has about Top + log₂ Top integer bits, which the difference loses; beyond 2¹⁰²⁴ the
        // exponential leaves every range anyway
        var working = bits + 32 + (int)Math.Clamp(Math.Max(a.Top, b.Top), 0, 1_024);
        var (wideA, wideB) = (Point(a._mantissa, a._exponent, working), Point(b._mantissa, b._exponent, working));
        return Exp(LogGamma(wideA) + LogGamma(wideB) - LogGamma(wideA + wideB)).Rebits(bits);
    }

    private static BigInteger ExactFactorial(int n)
    {
        // halving keeps the factors of similar length
        static BigInteger Product(int low, int high) =>
            high - low < 8
                ? Enumerable.Range(low, high - low + 1).Aggregate(BigInteger.One, (product, i) => product * i)
                : Product(low, (low + high) / 2) * Product((low + high) / 2 + 1, high);
        return n < 2 ? BigInteger.One : Product(2, n);
    }
}
