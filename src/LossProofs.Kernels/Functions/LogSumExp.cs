// LogSumExp: the smooth maximum log Σ e^x, and log(1 + Σ e^x); their gradients.
using System.Numerics;

namespace LossProofs.Kernels;

/// <summary>
/// log Σ e^x_i, between max x and max x + log n, and log(1 + Σ e^x_i), the same with a further entry 0. Entries may
/// be −∞ (they contribute nothing). Source: noise-robustness (52), soft-label-multilabel (36).
/// </summary>
/// <remarks>
/// Error: at most 1 ulp, except that m + log(rest) truly cancels where the result is near 0: there at most 1 ulp of
/// the sum of the two magnitudes. Refused (<see cref="ArgumentException"/>): empty, NaN, +∞; for log Σ e^x also a
/// row of −∞ only.
/// </remarks>
public static class LogSumExp
{
    /// <summary>log Σ e^x_i = m + log1p(Σ_{i ≠ argmax} e^(x_i−m)), m = max x.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Value<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.Logits(values, name: nameof(values));
        var row = SoftmaxRow<T>.Of(values);
        return (Wide<T>.Of(row.Maximum) + row.LogTotal).Round();
    }

    /// <summary>The gradient of log Σ e^x: softmax(x). The destination may be the input itself.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Gradient<T>(ReadOnlySpan<T> values, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.Logits(values, name: nameof(values));
        Arguments.SameLength(gradient.Length, nameof(gradient), values.Length, nameof(values));
        Arguments.NoPartialOverlap<T, T>(values, nameof(values), gradient, nameof(gradient));
        var row = SoftmaxRow<T>.Of(values);
        for (var i = 0; i < values.Length; i++)
            gradient[i] = row.Probability(values[i]).Round();
    }

    /// <summary>log(1 + Σ e^x_i) ≥ 0; accurate in relative terms also where the sum is tiny.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Log1pSum<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.Scores(values, name: nameof(values));
        return Sum(values).Log.Round();
    }

    /// <summary>The gradient of log(1 + Σ e^x): e^x_i/(1 + Σ e^x_j). The destination may be the input itself.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Log1pSumGradient<T>(ReadOnlySpan<T> values, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.Scores(values, name: nameof(values));
        Arguments.SameLength(gradient.Length, nameof(gradient), values.Length, nameof(values));
        Arguments.NoPartialOverlap<T, T>(values, nameof(values), gradient, nameof(gradient));
        var sum = Sum(values);
        for (var i = 0; i < values.Length; i++)
            gradient[i] = sum.Fraction(Wide<T>.One, values[i]).Round();
    }

    private static OnePlusSum<T> Sum<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = new OnePlusSum<T>(OnePlusSum<T>.Largest(values));
        foreach (var value in values)
            sum.Add(Wide<T>.One, value);
        return sum;
    }
}
