// Circle loss as published: similarity scores of positives and negatives, each weighted by its distance to an optimum.
using System.Numerics;

namespace LossProofs.Kernels;

/// <summary>
/// L = log(1 + Σ_neg e^(γ·a_j(s_j − m)) · Σ_pos e^(−γ·b_i(s_i − (1−m)))), a_j = max(s_j + m, 0), b_i = max(1 + m − s_i, 0),
/// with scale γ &gt; 0 and margin m ≥ 0. Source: Sun et al., "Circle Loss", CVPR 2020, eq. (6) to (8); soft-label-multilabel
/// (59) gives another, unweighted form.
/// </summary>
/// <remarks>
/// Two gradients: <see cref="Gradient{T}(ReadOnlySpan{T}, ReadOnlySpan{bool}, T, T, Span{T})"/> is the derivative of L;
/// <see cref="HeldWeightsGradient{T}"/> holds a and b constant, which is the training rule of the publication and its
/// code. Error: losses at most 1 ulp, gradients at most 1 ulp of the sum of their terms' magnitudes. No positives or no
/// negatives: loss 0. A score of −∞ is a mask (a negative that contributes nothing). Refused
/// (<see cref="ArgumentException"/>): γ not positive and finite, m negative or not finite; scores empty, NaN or +∞; a
/// masked positive; wrong lengths, partial overlaps.
/// </remarks>
public static class CircleLoss
{
    /// <summary>The circle loss of one anchor.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Loss<T>(ReadOnlySpan<T> scores, ReadOnlySpan<bool> positives, T scale, T margin)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.Loss<T, bool, Circle<T>>(Circle<T>.Checked(scale, margin), scores, positives);

    /// <summary>Its gradient: σ(log of the product)·share of the term·derivative of its exponent. The destination may be the scores themselves.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Gradient<T>(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<bool> positives,
        T scale,
        T margin,
        Span<T> gradient
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, bool, Circle<T>>(Circle<T>.Checked(scale, margin), scores, positives, gradient);

    /// <summary>Returns the loss and writes its gradient, from one pass over the sum.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T LossAndGradient<T>(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<bool> positives,
        T scale,
        T margin,
        Span<T> gradient
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, bool, Circle<T>>(Circle<T>.Checked(scale, margin), scores, positives, gradient);

    /// <summary>
    /// The losses of a batch, reduced: one entry, or one per row with <see cref="Reduction.None"/>. At most
    /// <paramref name="degreeOfParallelism"/> threads (0: one per processor); the bits do not depend on it.
    /// </summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Loss<T>(
        Batch<T> scores,
        ReadOnlySpan<bool> positives,
        T scale,
        T margin,
        Reduction reduction,
        Span<T> losses,
        int degreeOfParallelism = 0
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.Loss<T, bool, Circle<T>>(
            Circle<T>.Checked(scale, margin),
            scores,
            positives,
            reduction,
            losses,
            degreeOfParallelism
        );

    /// <summary>The gradient of the reduced loss of a batch, as long as the batch.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Gradient<T>(
        Batch<T> scores,
        ReadOnlySpan<bool> positives,
        T scale,
        T margin,
        Reduction reduction,
        Span<T> gradient,
        int degreeOfParallelism = 0
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.Gradient<T, bool, Circle<T>>(
            Circle<T>.Checked(scale, margin),
            scores,
            positives,
            reduction,
            gradient,
            degreeOfParallelism
        );

    /// <summary>The reduced losses of a batch and their gradient, fused.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void LossAndGradient<T>(
        Batch<T> scores,
        ReadOnlySpan<bool> positives,
        T scale,
        T margin,
        Reduction reduction,
        Span<T> losses,
        Span<T> gradient,
        int degreeOfParallelism = 0
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, bool, Circle<T>>(
            Circle<T>.Checked(scale, margin),
            scores,
            positives,
            reduction,
            losses,
            gradient,
            degreeOfParallelism
        );

    /// <summary>The same with margin 0.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Loss<T>(ReadOnlySpan<T> scores, ReadOnlySpan<bool> positives, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Loss(scores, positives, scale, T.Zero);

    /// <summary>
    /// Writes the publication's update direction: a and b held constant, ±γ·a·share and so on. It is not the derivative
    /// of the loss.
    /// </summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void HeldWeightsGradient<T>(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<bool> positives,
        T scale,
        T margin,
        Span<T> gradient
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, bool, Circle<T>>(
            Circle<T>.Checked(scale, margin, true),
            scores,
            positives,
            gradient
        );
}

/// <summary>
/// With N and P the two sums, each carried with the factor of its own largest exponent: L = softplus(log N + log P), and
/// ∂L/∂s_j = σ(log N + log P)·(e^x_j/N)·∂x_j/∂s_j.
/// </summary>
internal readonly struct Circle<T>(T scale, T margin, bool heldWeights) : IRowLoss<T, bool>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static Circle<T> Checked(T scale, T margin, bool heldWeights = false)
    {
        Arguments.Positive(scale, nameof(scale));
        Arguments.NotNegative(margin, nameof(margin));
        return new(scale, margin, heldWeights);
    }

    public string InputName => "scores";

    public string TargetName => "positives";

    public void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<bool> targets, int row)
    {
        Arguments.Scores(inputs, row);
        Arguments.Positives(targets, inputs, row);
    }

    public Wide<T> Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<bool> targets, Wide<T> scale, Span<T> gradient)
    {
        var (negative, positive) = (-Wide<T>.PositiveInfinity, -Wide<T>.PositiveInfinity);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (T.IsNegativeInfinity(inputs[i]))
                continue;
            var exponent = Exponent(inputs[i], targets[i]).Value;
            if (targets[i])
                positive = positive < exponent ? exponent : positive;
            else
                negative = negative < exponent ? exponent : negative;
        }

        if (!negative.IsFinite || !positive.IsFinite)
        {
            gradient.Clear();
            return Wide<T>.Zero;
        }

        var (negatives, positives) = (Wide<T>.Zero, Wide<T>.Zero);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (T.IsNegativeInfinity(inputs[i]))
                continue;
            var exponent = Exponent(inputs[i], targets[i]).Value;
            if (targets[i])
                positives += Wide<T>.Exp(exponent - positive);
            else
                negatives += Wide<T>.Exp(exponent - negative);
        }

        var logarithm = negative + positive + Wide<T>.Log(negatives * positives);
        var tail = Wide<T>.Exp(logarithm > Wide<T>.Zero ? -logarithm : logarithm);
        var share = (logarithm > Wide<T>.Zero ? Wide<T>.One : tail) / (Wide<T>.One + tail);
        for (var i = 0; i < gradient.Length; i++)
        {
            if (T.IsNegativeInfinity(inputs[i]))
            {
                gradient[i] = T.Zero;
                continue;
            }

            var (exponent, slope) = Exponent(inputs[i], targets[i]);
            var part = targets[i]
                ? Wide<T>.Exp(exponent - positive) / positives
                : Wide<T>.Exp(exponent - negative) / negatives;
            gradient[i] = (scale * share * part * slope).Round();
        }

        var log1p = Wide<T>.Log1p(tail);
        return logarithm > Wide<T>.Zero ? logarithm + log1p : log1p;
    }

    /// <summary>γ·a(s − m) or −γ·b(s − 1 + m), and its derivative in s, with or without that of the weight.</summary>
    private (Wide<T> Value, Wide<T> Slope) Exponent(T score, bool positive)
    {
        var (s, m) = (Wide<T>.Of(score), Wide<T>.Of(margin));
        var weight = positive ? Wide<T>.Difference(T.One, score) + m : s + m;
        if (!(weight > Wide<T>.Zero))
            return (Wide<T>.Zero, Wide<T>.Zero);
        // Positive: −b(s − (1−m)) = b·((1−s) − m).
        var distance = positive ? Wide<T>.Difference(T.One, score) - m : s - m;
        var slope = heldWeights ? weight : weight + distance;
        var factor = Wide<T>.Of(scale);
        return (factor * weight * distance, positive ? -(factor * slope) : factor * slope);
    }
}
