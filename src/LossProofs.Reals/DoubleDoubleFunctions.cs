// Elementary functions of doubles to about 2⁻⁹⁰, the centre of the interval enclosures. No platform math library.
namespace LossProofs.Reals;

/// <summary>
/// Each function's relative error on its stated range is below <see cref="RelativeError"/>; the comments derive how far
/// below. A double-double operation contributes at most 2⁻¹⁰⁰.
/// </summary>
internal static class DoubleDoubleFunctions
{
    /// <summary>2⁻⁸⁰.</summary>
    public const double RelativeError = 8.271806125530277e-25;

    // 1/n! for n = 0..30.
    private static readonly DoubleDouble[] InverseFactorial = MakeInverseFactorials();

    // B₂ₖ/(2k(2k−1)), k = 1..11: Stirling's series (DLMF 5.11.1).
    private static readonly DoubleDouble[] Stirling =
    [
        (DoubleDouble)1 / 12,
        (DoubleDouble)(-1) / 360,
        (DoubleDouble)1 / 1260,
        (DoubleDouble)(-1) / 1680,
        (DoubleDouble)1 / 1188,
        (DoubleDouble)(-691) / 360360,
        (DoubleDouble)1 / 156,
        (DoubleDouble)(-3617) / 122400,
        (DoubleDouble)43867 / 244188,
        (DoubleDouble)(-174611) / 125400,
        (DoubleDouble)77683 / 5796,
    ];

    // ½ log 2π
    private static readonly DoubleDouble HalfLogTwoPi = new(0.9189385332046728, -3.8782941580672414e-17);

    private static DoubleDouble[] MakeInverseFactorials()
    {
        var table = new DoubleDouble[31];
        table[0] = 1;
        for (var n = 1; n < table.Length; n++)
        {
            table[n] = table[n - 1] / n;
        }

        return table;
    }

    // e^x = (1 + M)·2^K for |x| ≤ 1100 with M in (−0.3, 0.42); where K = 0, M has a relative error below 2⁻⁹⁶.
    private static (DoubleDouble M, int K) Expm1Scaled(DoubleDouble x)
    {
        // x = K ln 2 + r: K·ln 2 ≤ 1100 is off by at most 1100·2⁻¹⁰⁰ < 2⁻⁸⁹ in the absolute, and so is r.
        var k = (int)Math.Round(x.High * 1.4426950408889634);
        var r = k == 0 ? x : x - DoubleDouble.Ln2 * k;

        // e^(r/512) − 1 by Taylor: |r/512| < 2⁻¹⁰·⁵, so ten terms leave less than 2⁻¹⁰⁵/11! < 2⁻¹³⁰ relatively.
        var t = r.Scale(-9);
        var m = InverseFactorial[10];
        for (var n = 9; n >= 1; n--)
        {
            m = m * t + InverseFactorial[n];
        }

        m *= t;
        for (var i = 0; i < 9; i++)
        {
            m *= m + 2.0; // (1 + m)² − 1: relative errors grow by (2 + 2m)/(2 + m), over all nine doublings by less than e^0.35
        }

        return (m, k);
    }

    /// <summary>e^x as Mantissa·2^Exponent, the mantissa in (0.7, 1.42), for |x| ≤ 1100; relative error below 2⁻⁸⁸.</summary>
    public static (DoubleDouble Mantissa, int Exponent) Exp(DoubleDouble x)
    {
        var (m, k) = Expm1Scaled(x);
        return (m + 1.0, k);
    }

    /// <summary>e^x − 1 for 2⁻⁸⁰⁰ ≤ |x| ≤ 600.</summary>
    public static DoubleDouble Expm1(DoubleDouble x)
    {
        // for K ≠ 0, |x| > 0.34: the difference is at least 0.28 times max(1, e^x), which costs two of 88 bits
        var (m, k) = Expm1Scaled(x);
        return k == 0 ? m : (m + 1.0).Scale(Math.Max(k, -800)) - 1.0;
    }

    /// <summary>log x, x &gt; 0.</summary>
    public static DoubleDouble Log(DoubleDouble x)
    {
        // x = 2^e·m with m in (0.7, 1.42)
        var e = Math.ILogB(x.High);
        if (Math.ScaleB(x.High, -e) > 1.4142135)
        {
            e++;
        }

        var log = LogNearOne(new DoubleDouble(Math.ScaleB(x.High, -e), Math.ScaleB(x.Low, -e)) - 1.0);
        return e == 0 ? log : log + DoubleDouble.Ln2 * e;
    }

    /// <summary>log(1 + x) for x &gt; −1, |x| ≥ 2⁻⁸⁰⁰.</summary>
    public static DoubleDouble Log1p(DoubleDouble x) => x.High is > -0.29 and < 0.41 ? LogNearOne(x) : Log(x + 1.0);

    // log(1 + x) for 1 + x in (0.7, 1.42): y in double, then y + log(1 + d) with d = (1 + x)e^(−y) − 1 = x + (1 + x)(e^(−y) − 1).
    private static DoubleDouble LogNearOne(DoubleDouble x)
    {
        if (x.High == 0)
        {
            return 0;
        }

        // y = 2 artanh s, s = x/(2 + x), |s| < 0.18: the terms from s²⁵/25 on are below 2⁻⁶⁰ relatively.
        var s = x.High / (x.High + 2);
        var square = s * s;
        var sum = 0.0;
        for (var n = 23; n >= 1; n -= 2)
        {
            sum = sum * square + 1.0 / n;
        }

        var y = 2 * s * sum;

        // |d| < 2⁻⁴⁸|y|, so d − d²/2 misses log(1 + d) by 2⁻¹⁴⁴|y|; the two terms of d cancel with an absolute error 2⁻⁹⁵|y|.
        var d = x + (x + 1.0) * Expm1Scaled(-y).M;
        return d - d * d * 0.5 + y;
    }

    /// <summary>sinh x as value·2^exponent, 2⁻⁸⁰⁰ ≤ |x| ≤ 1000.</summary>
    public static (DoubleDouble, int) Sinh(double x)
    {
        if (Math.Abs(x) > 40)
        {
            var (e, k) = Exp(Math.Abs(x)); // e^|x|/2, relatively less than e^−80 < 2⁻¹¹⁵ off
            return (x < 0 ? -e : e, k - 1);
        }

        var m = Expm1(Math.Abs(x)) * 0.5;
        var sinh = m + m / (m * 2.0 + 1.0);
        return (x < 0 ? -sinh : sinh, 0);
    }

    /// <summary>cosh x as value·2^exponent, |x| ≤ 1000.</summary>
    public static (DoubleDouble, int) Cosh(double x)
    {
        var (e, k) = Exp(Math.Abs(x));
        if (Math.Abs(x) > 40)
        {
            return (e, k - 1);
        }

        e = e.Scale(k);
        return ((e + (DoubleDouble)1 / e) * 0.5, 0);
    }

    /// <summary>arsinh x, 2⁻⁸⁰⁰ ≤ |x|.</summary>
    public static DoubleDouble Asinh(double x)
    {
        var a = Math.Abs(x);
        DoubleDouble result;
        if (a > 1e18)
        {
            result = Log(a) + DoubleDouble.Ln2; // 1/(4x²) < 2⁻¹²⁰ off
        }
        else
        {
            // log(1 + x + x²/(1 + √(1 + x²))): all terms positive
            DoubleDouble t = a;
            var square = a < 1e-100 ? 0 : t * t;
            result = Log1p(t + square / (DoubleDouble.Sqrt(square + 1.0) + 1.0));
        }

        return x < 0 ? -result : result;
    }

    /// <summary>arctan x, 2⁻⁸⁰⁰ ≤ |x|.</summary>
    public static DoubleDouble Atan(double x)
    {
        var a = Math.Abs(x);
        if (a > 1e100)
        {
            return x < 0 ? -DoubleDouble.HalfPi : DoubleDouble.HalfPi;
        }

        // y to double precision: the argument halved twice, arctan t = 2 arctan(t/(1 + √(1 + t²))), |t| < 0.2 after 1/x
        var t = a > 1 ? 1 / a : a;
        t /= 1 + Math.Sqrt(1 + t * t);
        t /= 1 + Math.Sqrt(1 + t * t);
        var square = t * t;
        var sum = 0.0;
        for (var n = 21; n >= 1; n -= 2)
        {
            sum = 1.0 / n - sum * square;
        }

        var y = 4 * t * sum;
        y = a > 1 ? 1.5707963267948966 - y : y;

        // arctan a = y + arctan d, d = (a cos y − sin y)/(cos y + a sin y) (both multiplied by 1/a for a > 1), |d| < 2⁻⁴⁷
        var (sine, cosine) = SinCosReduced(y);
        DoubleDouble left = a > 1 ? 1 : a;
        var right = a > 1 ? (DoubleDouble)1 / a : 1;
        var d = (left * cosine - right * sine) / (right * cosine + left * sine);
        var result = (d.High * d.High < 1e-200 ? d : d - d * d * d * (1.0 / 3)) + y;
        return x < 0 ? -result : result;
    }

    /// <summary>Sine and cosine for |x| ≤ 2³⁰; the absolute error is below 2⁻¹⁰⁰ + 2⁻⁹⁰·|value|.</summary>
    public static (DoubleDouble Sine, DoubleDouble Cosine) SinCos(double x)
    {
        // x − k·π/2 with π/2 in three doubles: the first product is subtracted exactly, what is neglected is 2³⁰·2⁻¹⁶³.
        var k = (long)Math.Round(x * 0.6366197723675814);
        var first = DoubleDouble.TwoProduct(k, DoubleDouble.HalfPi.High);
        var second = DoubleDouble.TwoProduct(k, DoubleDouble.HalfPi.Low);
        var r = DoubleDouble.TwoSum(x, -first.High) - first.Low - second - k * DoubleDouble.HalfPiTail;
        var (s, c) = SinCosReduced(r);
        return (k & 3) switch
        {
            0 => (s, c),
            1 => (c, -s),
            2 => (-s, -c),
            _ => (-c, s),
        };
    }

    // |r| ≤ 1.6 by halving once; Taylor to r²⁷ on |r| ≤ 0.8: the rest is below 0.8²⁸/28! < 2⁻¹⁰⁵.
    private static (DoubleDouble Sine, DoubleDouble Cosine) SinCosReduced(DoubleDouble r)
    {
        if (Math.Abs(r.High) > 0.8)
        {
            var (s, c) = SinCosReduced(r.Scale(-1));
            return (s * c * 2.0, c * c - s * s);
        }

        if (Math.Abs(r.High) < 1e-60)
        {
            return (r, 1);
        }

        var square = -(r * r);
        var (sine, cosine) = (InverseFactorial[27], InverseFactorial[28]);
        for (var n = 25; n >= 1; n -= 2)
        {
            sine = sine * square + InverseFactorial[n];
            cosine = cosine * square + InverseFactorial[n + 1];
        }

        return (sine * r, cosine * square + 1.0);
    }

    /// <summary>erf x for 2⁻⁸⁰⁰ ≤ |x| ≤ 6 (above, 1 − erf x &lt; 2⁻⁵⁵).</summary>
    public static DoubleDouble Erf(double x)
    {
        // (2/√π) e^(−x²) Σ 2ⁿx^(2n+1)/(2n+1)!! (DLMF 7.6.2): positive terms; stop when a term, halved each time from then on
        // at the latest, is below 2⁻¹¹⁰ of the sum.
        var square = Math.Abs(x) < 1e-60 ? 0 : DoubleDouble.TwoProduct(x, x);
        DoubleDouble term = x;
        var sum = term;
        for (var n = 1; Math.Abs(term.High) > Math.Abs(sum.High) * 7e-34 || 2 * n + 1 < 4 * square.High; n++)
        {
            term = term * (square + square) / (2 * n + 1);
            sum += term;
        }

        var (e, k) = Exp(-square);
        return sum * DoubleDouble.TwoOverRootPi * e.Scale(k);
    }

    /// <summary>log Γ(x) for 2⁻⁸⁰⁰ ≤ x ≤ 10¹⁰⁰, off by less than 2⁻⁸⁵·max(log Γ(x + 32), 100) in the absolute.</summary>
    public static DoubleDouble LogGamma(double x)
    {
        var (z, product) = Shift(x);
        var log = StirlingSeries(z);
        return product.High == 1 ? log : log - Log(product);
    }

    /// <summary>Γ(x) for 2⁻⁸⁰⁰ ≤ x ≤ 172 as value·2^exponent.</summary>
    public static (DoubleDouble, int) Gamma(double x)
    {
        var (z, product) = Shift(x);
        var (e, k) = Exp(StirlingSeries(z)); // |log Γ| < 715: relative error below 715·2⁻⁹⁵ + 2⁻⁸⁸
        var shrink = Math.ILogB(product.High);
        return (e / product.Scale(-shrink), k - shrink);
    }

    // z = x + n ≥ 32 and x(x+1)…(x+n−1).
    private static (DoubleDouble Z, DoubleDouble Product) Shift(double x)
    {
        DoubleDouble product = 1;
        DoubleDouble z = x;
        while (z.High < 32)
        {
            product *= z;
            z += 1.0;
        }

        return (z, product);
    }

    // (z − ½)log z − z + ½log 2π + Σ B₂ₖ/(2k(2k−1)z^(2k−1)); at z ≥ 32 the twelfth term, 157·32⁻²³ < 2⁻¹⁰⁷, bounds the rest.
    private static DoubleDouble StirlingSeries(DoubleDouble z)
    {
        var reciprocal = (DoubleDouble)1 / z;
        var square = reciprocal * reciprocal;
        DoubleDouble sum = 0;
        for (var k = Stirling.Length - 1; k >= 0; k--)
        {
            sum = sum * square + Stirling[k];
        }

        return (z - 0.5) * Log(z) - z + HalfLogTwoPi + (z.High > 1e30 ? 0 : sum * reciprocal);
    }
}
