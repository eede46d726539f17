// Γ and log Γ of intervals.
namespace LossProofs.Reals;

public readonly partial struct Interval
{
    // Γ has its only positive minimum at 1.46163214496836234…, of value 0.88560319441088870… (DLMF 5.4.19);
    // its logarithm is −0.12148629053584960…. Each constant is the double on the safe side.
    private static readonly Interval GammaMinimumAt = new(1.4616321449683622, 1.4616321449683625, true);
    private const double GammaMinimum = 0.88560319441088865;
    private const double LogGammaMinimum = -0.12148629053584963;

    /// <summary>Γ(x); undefined where x may be 0, −1, −2, …; wide (but sound) on wide negative intervals.</summary>
    public static Interval Gamma(Interval x)
    {
        if (!x.IsDefined || (x.Lower <= 0 && (x.Upper >= 0 || Math.Ceiling(x.Lower) <= Math.Floor(x.Upper))))
        {
            return Undefined;
        }

        if (x.Lower > 0)
        {
            return Unimodal(x, GammaAt, GammaMinimum);
        }

        // Γ(x) = Γ(x + n)/(x(x+1)…(x+n−1)). Below −190 |Γ(x)| = π/(|sin πx| Γ(1−x)): doubles between integers keep 2⁻⁴⁶
        // away from them, so that this is below 2⁴⁶/Γ(191) < 10⁻³³⁰.
        if (x.Upper < -190)
        {
            return new(-double.Epsilon, double.Epsilon, true);
        }

        if (x.Lower < -200)
        {
            return Entire; // more than one pole apart is excluded above: this interval is empty of integers but near −190
        }

        var (product, argument) = ((Interval)1, x);
        while (argument.Lower <= 0)
        {
            product *= argument;
            argument += 1;
        }

        // Rounding may carry an argument just below an integer onto it; then nothing better than this is known.
        return argument.Lower > 0 && product.Sign != 0 ? Gamma(argument) / product : Entire;
    }

    /// <inheritdoc/>
    public static Interval LogGamma(Interval x) => x.Lower > 0 ? Unimodal(x, LogGammaAt, LogGammaMinimum) : Undefined;

    private static Interval Unimodal(Interval x, Func<double, Interval> at, double minimum)
    {
        var low = at(x.Lower);
        var high =
            x.IsPoint ? low
            : double.IsInfinity(x.Upper) ? Overflow
            : at(x.Upper);
        var upper = Math.Max(low.Upper, high.Upper);
        var lower =
            x.Overlaps(GammaMinimumAt) ? minimum
            : x.Lower > GammaMinimumAt.Upper ? low.Lower
            : high.Lower;
        return new(lower, upper, true);
    }

    private static Interval GammaAt(double x)
    {
        if (x > 171.7)
        {
            return Overflow; // Γ(171.63) > MaxValue
        }

        if (x == Math.Floor(x) && x <= 23)
        {
            var factorial = 1.0; // 22! < 2⁵³·2¹⁸ with 18 factors 2: exact
            for (var k = 2; k < x; k++)
            {
                factorial *= k;
            }

            return factorial;
        }

        if (x < Minute)
        {
            var reciprocal = 1 / (Interval)x; // Γ(x) = 1/x − 0.577… + O(x)
            return new(Math.BitDecrement(reciprocal.Lower), reciprocal.Upper, true);
        }

        var (value, exponent) = DoubleDoubleFunctions.Gamma(x);
        return Enclose(value, exponent);
    }

    private static Interval LogGammaAt(double x)
    {
        if (x is 1 or 2)
        {
            return 0;
        }

        if (x < Minute)
        {
            return -LogAt(x) + new Interval(-1e-200, 0, true); // log Γ(x) = −log x − 0.577…x + O(x²)
        }

        if (x > 1e100)
        {
            // (x − ½)log x − x + ½log 2π + [0, 1/(12x)]
            var z = (Interval)x;
            return z * (LogAt(x) - 1) - LogAt(x) / 2.0 + new Interval(0.91, 0.92, true);
        }

        // absolute error 2⁻⁷⁵·max(log Γ(x + 32), 100) < 2⁻⁶⁸ + 2⁻⁷⁰·log Γ(x)
        const double Absolute = 3.3881317890172014e-21; // 2⁻⁶⁸
        return Enclose(DoubleDoubleFunctions.LogGamma(x), 0, Absolute);
    }
}
