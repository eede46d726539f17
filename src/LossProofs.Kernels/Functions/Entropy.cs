// Shannon entropy: of a distribution, of a softmax as a function of logits and temperature; perplexity.
using System.Numerics;

namespace LossProofs.Kernels;

/// <summary>
/// H(p) = −Σ p_i log p_i in nats, with 0 log 0 = 0; 0 ≤ H ≤ log n. Of a softmax, with d_i = (max z − z_i)/T:
/// H = log Σ e^−d_i + Σ p_i d_i, a sum of non-negative terms. Source: noise-robustness (28) to (31), (41), (42);
/// entropy-invariance (5), (7); soft-label-multilabel (53).
/// </summary>
/// <remarks>
/// Error: at most 1 ulp. Refused (<see cref="ArgumentException"/>): an empty row; a distribution with a negative entry
/// or a sum off 1 by more than K·2⁻⁴⁸ (double), K·2⁻²⁰ (float); logits with NaN, +∞ or masked throughout; a temperature
/// that is not positive and finite.
/// </remarks>
public static class Entropy
{
    /// <summary>−Σ p_i log p_i of a distribution, its entries used as given.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Value<T>(ReadOnlySpan<T> probabilities)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.Distribution(probabilities, nameof(probabilities));
        return WideValue(probabilities).Round();
    }

    /// <summary>The derivative of −Σ p_i log p_i in each p_i: −log p_i − 1 (+∞ at p_i = 0).</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Gradient<T>(ReadOnlySpan<T> probabilities, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.Distribution(probabilities, nameof(probabilities));
        Arguments.SameLength(gradient.Length, nameof(gradient), probabilities.Length, nameof(probabilities));
        Arguments.NoPartialOverlap<T, T>(probabilities, nameof(probabilities), gradient, nameof(gradient));
        for (var i = 0; i < probabilities.Length; i++)
            gradient[i] =
                probabilities[i] == T.Zero
                    ? T.PositiveInfinity
                    : (-Wide<T>.Log(Wide<T>.Of(probabilities[i])) - Wide<T>.One).Round();
    }

    /// <summary>−t log t − (1−t) log(1−t), the entropy of a binary soft label t in [0, 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">t is outside [0, 1].</exception>
    public static T Binary<T>(T target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Unit(target, nameof(target));
        var other = Wide<T>.Difference(T.One, target);
        return (Term(Wide<T>.Of(target), other) + Term(other, Wide<T>.Of(target))).Round();
    }

    /// <summary>The entropy of softmax(z).</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T OfSoftmax<T>(ReadOnlySpan<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => OfSoftmax(logits, T.One);

    /// <summary>The entropy of softmax(z/T); it does not decrease in T.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T OfSoftmax<T>(ReadOnlySpan<T> logits, T temperature)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Positive(temperature, nameof(temperature));
        Arguments.Logits(logits);
        return WideValue(logits, SoftmaxRow<T>.Of(logits, temperature)).Round();
    }

    /// <summary>
    /// Writes ∂H/∂z_i = −p_i(log p_i + H)/T, the gradient of the entropy of softmax(z/T) in the logits. Terms of
    /// opposite sign cancel in the bracket: at most 1 ulp of the sum of their magnitudes.
    /// </summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void OfSoftmaxGradient<T>(ReadOnlySpan<T> logits, T temperature, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Positive(temperature, nameof(temperature));
        Arguments.Logits(logits);
        Arguments.SameLength(gradient.Length, nameof(gradient), logits.Length, nameof(logits));
        Arguments.NoPartialOverlap<T, T>(logits, nameof(logits), gradient, nameof(gradient));
        var row = SoftmaxRow<T>.Of(logits, temperature);
        // −log p_i − H = d_i − Σ p_j d_j: the logarithm of the sum drops out.
        var mean = Wide<T>.Zero;
        foreach (var logit in logits)
            mean += Weighted(row, logit);
        for (var i = 0; i < logits.Length; i++)
        {
            var probability = row.Probability(logits[i]);
            gradient[i] = probability.IsZero
                ? T.Zero
                : (probability * (row.Deviation(logits[i]) - mean) / Wide<T>.Of(temperature)).Round();
        }
    }

    /// <summary>e^H of a distribution: the number of equally likely classes with the same entropy, 1 to n.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Perplexity<T>(ReadOnlySpan<T> probabilities)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.Distribution(probabilities, nameof(probabilities));
        return Wide<T>.Exp(WideValue(probabilities)).Round();
    }

    /// <summary>e^H of softmax(z/T).</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T PerplexityOfSoftmax<T>(ReadOnlySpan<T> logits, T temperature)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Positive(temperature, nameof(temperature));
        Arguments.Logits(logits);
        return Wide<T>.Exp(WideValue(logits, SoftmaxRow<T>.Of(logits, temperature))).Round();
    }

    private static Wide<T> WideValue<T>(ReadOnlySpan<T> probabilities)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = Wide<T>.Zero;
        foreach (var probability in probabilities)
            sum += Term(Wide<T>.Of(probability), Wide<T>.Difference(T.One, probability));
        return sum;
    }

    /// <summary>−p log p ≥ 0, given 1 − p as well: near 1 it is −p log1p(−(1−p)).</summary>
    private static Wide<T> Term<T>(Wide<T> probability, Wide<T> complement)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        probability.IsZero ? Wide<T>.Zero : probability * ProbabilityLoss.NegativeLog(probability, complement);

    /// <summary>log Σ e^−d_i + Σ p_i d_i; a class whose e^−d_i is 0 contributes nothing.</summary>
    private static Wide<T> WideValue<T>(ReadOnlySpan<T> logits, in SoftmaxRow<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = row.LogTotal;
        foreach (var logit in logits)
            sum += Weighted(row, logit);
        return sum;
    }

    /// <summary>p·d, 0 where p is.</summary>
    private static Wide<T> Weighted<T>(in SoftmaxRow<T> row, T logit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var probability = row.Probability(logit);
        return probability.IsZero ? probability : probability * row.Deviation(logit);
    }
}
