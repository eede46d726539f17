// 1 + Σ w_i e^x_i with weights w in [0, 1], its logarithm and each term's share, over the whole range of x.
using System.Numerics;

namespace LossProofs.Kernels;

/// <summary>
/// The sum is carried as A·e^shift. While the largest exponent is moderate the shift is 0, and log(1+A) = log1p(A)
/// keeps its digits when A is tiny. Beyond, the shift is that exponent x_max and the 1 is dropped: the sum is at least
/// w_min·e^x_max, w_min being the smallest positive number, so that 1 is less than e^−x_max/w_min of it: under
/// 2^−1000 for double (x_max &gt; 2,000, w_min = e^−744.4), under 2^−300 for float (x_max &gt; 400, w_min = e^−103.3).
/// </summary>
internal struct OnePlusSum<T>(T largest)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T shift = largest > ModerateExponent ? largest : T.Zero;
    private Wide<T> sum = Wide<T>.Zero;

    private static T ModerateExponent => T.CreateTruncating(typeof(T) == typeof(float) ? 400 : 2000);

    /// <summary>The largest of the exponents, −∞ where all are masked.</summary>
    public static T Largest(ReadOnlySpan<T> exponents)
    {
        var largest = T.NegativeInfinity;
        foreach (var exponent in exponents)
            if (exponent > largest)
                largest = exponent;
        return largest;
    }

    /// <summary>The sum, with the 1, up to the factor e^shift.</summary>
    private readonly Wide<T> Total => shift == T.Zero ? Wide<T>.One + sum : sum;

    /// <summary>log(1 + Σ w_i e^x_i).</summary>
    public readonly Wide<T> Log => shift == T.Zero ? Wide<T>.Log1p(sum) : Wide<T>.Of(shift) + Wide<T>.Log(sum);

    /// <summary>Adds w·e^x; nothing where w = 0 or x = −∞.</summary>
    public void Add(Wide<T> weight, T exponent) => sum += Term(weight, exponent);

    /// <summary>w·e^x/(1 + Σ w_i e^x_i).</summary>
    public readonly Wide<T> Fraction(Wide<T> weight, T exponent) => Term(weight, exponent) / Total;

    /// <summary>This sum as a share of the whole of which it leaves one term out.</summary>
    public readonly Wide<T> ShareOf(in OnePlusSum<T> whole) => Total / whole.Total;

    private readonly Wide<T> Term(Wide<T> weight, T exponent) =>
        weight.IsZero || T.IsNegativeInfinity(exponent)
            ? Wide<T>.Zero
            : weight * Wide<T>.Exp(Wide<T>.Difference(exponent, shift));
}
