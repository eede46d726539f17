// Elementary functions of doubles as double-doubles, the centre of the interval enclosures, on the portable cores.
using LossProofs.Elementary;

namespace LossProofs.Reals;

/// <summary>
/// Each function's relative error on its stated range is below <see cref="RelativeError"/>; the comments derive how far
/// below. A double-double operation contributes at most 2⁻¹⁰², an exponential 2⁻⁹⁰, a logarithm 2⁻⁷⁷.
/// </summary>
internal static class DoubleDoubleFunctions
{
    /// <summary>2⁻⁶⁶.</summary>
    public const double RelativeError = 1.3552527156068805e-20;

    /// <summary>log 2.</summary>
    public static readonly DoubleDouble Ln2 = new(0.6931471805599453, 2.3190468138462996e-17);

    /// <summary>log 10.</summary>
    public static readonly DoubleDouble Ln10 = new(2.302585092994046, -2.1707562233822494e-16);

    private static readonly DoubleDouble One = new(1, 0);
    private static readonly DoubleDouble TwoOverRootPi = new(1.1283791670955126, 1.533545961316588e-17);
    private static readonly DoubleDouble HalfPi = new(1.5707963267948966, 6.123233995736766e-17);

    // The part of π/2 beyond these two doubles; what remains is below 2⁻¹⁶³.
    private const double HalfPiTail = -1.4973849048591698e-33;

    // 1/n! for n = 0..28.
    private static readonly DoubleDouble[] InverseFactorial = MakeInverseFactorials();

    // B₂ₖ/(2k(2k−1)), k = 1..11: Stirling's series (DLMF 5.11.1).
    private static readonly DoubleDouble[] Stirling =
    [
        Ratio(1, 12),
        Ratio(-1, 360),
        Ratio(1, 1260),
        Ratio(-1, 1680),
        Ratio(1, 1188),
        Ratio(-691, 360360),
        Ratio(1, 156),
        Ratio(-3617, 122400),
        Ratio(43867, 244188),
        Ratio(-174611, 125400),
        Ratio(77683, 5796),
    ];

    // ½ log 2π
    private static readonly DoubleDouble HalfLogTwoPi = new(0.9189385332046728, -3.8782941580672414e-17);

    private static DoubleDouble Of(double x) => new(x, 0);

    private static DoubleDouble Ratio(double numerator, double denominator) => Of(numerator) / Of(denominator);

    private static DoubleDouble Scale(DoubleDouble x, int k) => new(Math.ScaleB(x.Hi, k), Math.ScaleB(x.Lo, k));

    private static DoubleDouble[] MakeInverseFactorials()
    {
        var table = new DoubleDouble[29];
        table[0] = One;
        for (var n = 1; n < table.Length; n++)
        {
            table[n] = table[n - 1] / Of(n);
        }

        return table;
    }

    /// <summary>e^x as Mantissa·2^Exponent, |x| ≤ 1100; relative error below 2⁻⁹⁰.</summary>
    public static (DoubleDouble Mantissa, int Exponent) Exp(DoubleDouble x)
    {
        var (significand, exponent) = ExponentialCore.Exp(x);
        return (significand, exponent);
    }

    /// <summary>log x of a positive number; relative error below 2⁻⁷⁷.</summary>
    public static DoubleDouble Log(DoubleDouble x) =>
        x.Hi < 2.2250738585072014e-308
            ? LogarithmCore.Log(x * 18014398509481984.0, -54) // 2^54 makes it normal
            : LogarithmCore.Log(x, 0);

    /// <summary>sinh x as value·2^exponent, 2⁻⁸⁰⁰ ≤ |x| ≤ 1000.</summary>
    public static (DoubleDouble, int) Sinh(double x)
    {
        if (Math.Abs(x) > 40)
        {
            var (e, k) = Exp(Of(Math.Abs(x))); // e^|x|/2, relatively less than e^−80 < 2⁻¹¹⁵ off
            return (x < 0 ? -e : e, k - 1);
        }

        var m = ExponentialCore.Plain(ExponentialCore.Expm1(Of(Math.Abs(x)))) * 0.5;
        var sinh = m + m / (m * 2.0 + 1.0);
        return (x < 0 ? -sinh : sinh, 0);
    }

    /// <summary>cosh x as value·2^exponent, |x| ≤ 1000.</summary>
    public static (DoubleDouble, int) Cosh(double x)
    {
        var (e, k) = Exp(Of(Math.Abs(x)));
        if (Math.Abs(x) > 40)
        {
            return (e, k - 1);
        }

        e = Scale(e, k);
        return ((e + One / e) * 0.5, 0);
    }

    /// <summary>arsinh x, 2⁻⁸⁰⁰ ≤ |x|.</summary>
    public static DoubleDouble Asinh(double x)
    {
        var a = Math.Abs(x);
        DoubleDouble result;
        if (a > 1e18)
        {
            result = Log(Of(a)) + Ln2; // 1/(4x²) < 2⁻¹²⁰ off
        }
        else
        {
            // log(1 + x + x²/(1 + √(1 + x²))): all terms positive
            var t = Of(a);
            var square = a < 1e-100 ? default : t * t;
            result = LogarithmCore.Log1p(t + square / (DoubleDouble.Sqrt(square + 1.0) + 1.0));
        }

        return x < 0 ? -result : result;
    }

    /// <summary>arctan x, 2⁻⁸⁰⁰ ≤ |x|.</summary>
    public static DoubleDouble Atan(double x)
    {
        var a = Math.Abs(x);
        if (a > 1e100)
        {
            return x < 0 ? -HalfPi : HalfPi;
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
        var (sine, cosine) = SinCosReduced(Of(y));
        var left = Of(a > 1 ? 1 : a);
        var right = a > 1 ? One / Of(a) : One;
        var d = (left * cosine - right * sine) / (right * cosine + left * sine);
        var result = (d.Hi * d.Hi < 1e-200 ? d : d - d * d * d * (1.0 / 3)) + y;
        return x < 0 ? -result : result;
    }

    /// <summary>Sine and cosine for |x| ≤ 2³⁰; the absolute error is below 2⁻¹⁰⁰ + 2⁻⁹⁰·|value|.</summary>
    public static (DoubleDouble Sine, DoubleDouble Cosine) SinCos(double x)
    {
        // x − k·π/2 with π/2 in three doubles: the first product is subtracted exactly, what is neglected is 2³⁰·2⁻¹⁶³.
        var k = (long)Math.Round(x * 0.6366197723675814);
        var first = DoubleDouble.TwoProduct(k, HalfPi.Hi);
        var second = DoubleDouble.TwoProduct(k, HalfPi.Lo);
        var r = DoubleDouble.TwoSum(x, -first.Hi) + -first.Lo - second + -k * HalfPiTail;
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
        if (Math.Abs(r.Hi) > 0.8)
        {
            var (s, c) = SinCosReduced(r * 0.5);
            return (s * c * 2.0, c * c - s * s);
        }

        if (Math.Abs(r.Hi) < 1e-60)
        {
            return (r, One);
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
        var square = Math.Abs(x) < 1e-60 ? default : DoubleDouble.TwoProduct(x, x);
        var term = Of(x);
        var sum = term;
        for (var n = 1; Math.Abs(term.Hi) > Math.Abs(sum.Hi) * 7e-34 || 2 * n + 1 < 4 * square.Hi; n++)
        {
            term = term * (square + square) / Of(2 * n + 1);
            sum += term;
        }

        var (e, k) = Exp(-square);
        return sum * TwoOverRootPi * Scale(e, k);
    }

    /// <summary>log Γ(x) for 2⁻⁸⁰⁰ ≤ x ≤ 10¹⁰⁰, off by less than 2⁻⁷⁵·max(log Γ(x + 32), 100) in the absolute.</summary>
    public static DoubleDouble LogGamma(double x)
    {
        var (z, product) = Shift(x);
        var log = StirlingSeries(z);
        return product.Hi == 1 ? log : log - Log(product);
    }

    /// <summary>Γ(x) for 2⁻⁸⁰⁰ ≤ x ≤ 172 as value·2^exponent.</summary>
    public static (DoubleDouble, int) Gamma(double x)
    {
        var (z, product) = Shift(x);
        var (e, k) = Exp(StirlingSeries(z)); // (z − ½)log z < 1050: relative error below 1050·2⁻⁷⁷ < 2⁻⁶⁶
        var shrink = Math.ILogB(product.Hi);
        return (e / Scale(product, -shrink), k - shrink);
    }

    // z = x + n ≥ 32 and x(x+1)…(x+n−1).
    private static (DoubleDouble Z, DoubleDouble Product) Shift(double x)
    {
        var (z, product) = (Of(x), One);
        while (z.Hi < 32)
        {
            product *= z;
            z += 1.0;
        }

        return (z, product);
    }

    // (z − ½)log z − z + ½log 2π + Σ B₂ₖ/(2k(2k−1)z^(2k−1)); at z ≥ 32 the twelfth term, 157·32⁻²³ < 2⁻¹⁰⁷, bounds the rest.
    private static DoubleDouble StirlingSeries(DoubleDouble z)
    {
        var reciprocal = One / z;
        var square = reciprocal * reciprocal;
        DoubleDouble sum = default;
        for (var k = Stirling.Length - 1; k >= 0; k--)
        {
            sum = sum * square + Stirling[k];
        }

        return (z + -0.5) * Log(z) - z + HalfLogTwoPi + (z.Hi > 1e30 ? default : sum * reciprocal);
    }
}
