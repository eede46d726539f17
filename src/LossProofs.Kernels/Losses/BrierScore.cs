// Brier score: the squared ℓ2 distance of prediction and target over the classes.
using System.Numerics;

namespace LossProofs.Kernels;

/// <summary>
/// Σ_i (y_i − p_i)² over the classes, p = softmax(z); data sets take the mean over samples. Source: gamma-cross-entropy,
/// evaluation metrics of its section 19.
/// </summary>
/// <remarks>
/// Error: at most 1 ulp for losses against labels; where p_i − y_i or the gradient's terms truly cancel, at most 1 ulp of
/// the sum of the terms' magnitudes. Refused (<see cref="ArgumentException"/>): logits empty, NaN, +∞ or masked
/// throughout; a label out of range or of a masked class; a target with a negative entry, mass on a masked class, or a
/// sum off 1 by more than K·2⁻⁴⁸ (double), K·2⁻²⁰ (float); destinations of another length or partly overlapping an input.
/// </remarks>
public static class BrierScore
{
    /// <summary>(1 − p_c)² + Σ_(i≠c) p_i² for a class label c.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Loss<T>(ReadOnlySpan<T> logits, int label)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.Loss<T, int, LabelSquare<T>>(new(), logits, new ReadOnlySpan<int>(in label));

    /// <summary>Its gradient: 2p_j(e_j − Σ_i e_i p_i), e = p − onehot(c). The destination may be the logits themselves.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Gradient<T>(ReadOnlySpan<T> logits, int label, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, int, LabelSquare<T>>(new(), logits, new ReadOnlySpan<int>(in label), gradient);

    /// <summary>Returns the loss and writes its gradient, from one pass over the sum.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T LossAndGradient<T>(ReadOnlySpan<T> logits, int label, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, int, LabelSquare<T>>(new(), logits, new ReadOnlySpan<int>(in label), gradient);

    /// <summary>
    /// The losses of a batch, reduced: one entry, or one per row with <see cref="Reduction.None"/>. At most
    /// <paramref name="degreeOfParallelism"/> threads (0: one per processor); the bits do not depend on it.
    /// </summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Loss<T>(
        Batch<T> logits,
        ReadOnlySpan<int> labels,
        Reduction reduction,
        Span<T> losses,
        int degreeOfParallelism = 0
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.Loss<T, int, LabelSquare<T>>(new(), logits, labels, reduction, losses, degreeOfParallelism);

    /// <summary>The gradient of the reduced loss of a batch, as long as the batch.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Gradient<T>(
        Batch<T> logits,
        ReadOnlySpan<int> labels,
        Reduction reduction,
        Span<T> gradient,
        int degreeOfParallelism = 0
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.Gradient<T, int, LabelSquare<T>>(new(), logits, labels, reduction, gradient, degreeOfParallelism);

    /// <summary>The reduced losses of a batch and their gradient, fused.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void LossAndGradient<T>(
        Batch<T> logits,
        ReadOnlySpan<int> labels,
        Reduction reduction,
        Span<T> losses,
        Span<T> gradient,
        int degreeOfParallelism = 0
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, int, LabelSquare<T>>(
            new(),
            logits,
            labels,
            reduction,
            losses,
            gradient,
            degreeOfParallelism
        );

    /// <summary>Σ(y_i − p_i)² for a target distribution y.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Loss<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.Loss<T, T, SoftSquare<T>>(new(), logits, targets);

    /// <summary>Its gradient: 2p_j(e_j − Σ_i e_i p_i), e = p − y. The destination may be the logits themselves.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Gradient<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, T, SoftSquare<T>>(new(), logits, targets, gradient);

    /// <summary>Returns the loss and writes its gradient, from one pass over the sum.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T LossAndGradient<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, T, SoftSquare<T>>(new(), logits, targets, gradient);

    /// <summary>
    /// The losses of a batch, reduced: one entry, or one per row with <see cref="Reduction.None"/>. At most
    /// <paramref name="degreeOfParallelism"/> threads (0: one per processor); the bits do not depend on it.
    /// </summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Loss<T>(
        Batch<T> logits,
        ReadOnlySpan<T> targets,
        Reduction reduction,
        Span<T> losses,
        int degreeOfParallelism = 0
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.Loss<T, T, SoftSquare<T>>(new(), logits, targets, reduction, losses, degreeOfParallelism);

    /// <summary>The gradient of the reduced loss of a batch, as long as the batch.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Gradient<T>(
        Batch<T> logits,
        ReadOnlySpan<T> targets,
        Reduction reduction,
        Span<T> gradient,
        int degreeOfParallelism = 0
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.Gradient<T, T, SoftSquare<T>>(new(), logits, targets, reduction, gradient, degreeOfParallelism);

    /// <summary>The reduced losses of a batch and their gradient, fused.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void LossAndGradient<T>(
        Batch<T> logits,
        ReadOnlySpan<T> targets,
        Reduction reduction,
        Span<T> losses,
        Span<T> gradient,
        int degreeOfParallelism = 0
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, T, SoftSquare<T>>(
            new(),
            logits,
            targets,
            reduction,
            losses,
            gradient,
            degreeOfParallelism
        );

    /// <summary>Σ(y_i − p_i)² of predicted probabilities, each in [0, 1], against a target distribution.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T LossOfProbabilities<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.Probabilities(probabilities, nameof(probabilities));
        Arguments.SameLength(targets.Length, nameof(targets), probabilities.Length, nameof(probabilities));
        Arguments.Distribution(targets, nameof(targets));
        var sum = Wide<T>.Zero;
        for (var i = 0; i < targets.Length; i++)
            sum += SoftSquare<T>.Term(Wide<T>.Difference(probabilities[i], targets[i]));
        return sum.Round();
    }
}

/// <summary>
/// (1 − p_c)² + Σ_{i≠c} p_i². Gradient 2p_j(e_j − Σ e_i p_i) with e = p − onehot(c); since Σ e_i p_i = S − p_c with
/// S = Σp_i², it is p_c[−(1−p_c) − S + p_c] = p_c[−(1−p_c)² − Σ_{i≠c} p_i²] for the label: no cancellation there.
/// </summary>
internal readonly struct LabelSquare<T> : IRowLoss<T, int>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public string InputName => "logits";

    public string TargetName => "labels";

    public void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<int> targets, int row) =>
        new OnLogits<T, NegativeLog<T>>().Check(inputs, targets, row);

    public Wide<T> Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<int> targets, Wide<T> scale, Span<T> gradient)
    {
        var label = RowLoss.LabelOf(targets, inputs.Length);
        var row = SoftmaxRow<T>.Of(inputs);
        var (own, complement) = (row.Probability(inputs[label]), row.Complement(inputs[label], label));
        var others = Wide<T>.Zero;
        for (var i = 0; i < inputs.Length; i++)
            if (i != label)
            {
                var probability = row.Probability(inputs[i]);
                others += probability * probability;
            }

        var loss = complement * complement + others;
        for (var i = 0; i < gradient.Length; i++)
        {
            var probability = row.Probability(inputs[i]);
            // For i ≠ c: p_i − (Σ_{j≠c} p_j² − p_c(1−p_c)) = p_i + p_c(1−p_c) − Σ_{j≠c} p_j².
            var slope = i == label ? -(own * loss) : probability * (probability + own * complement - others);
            gradient[i] = (scale * (slope + slope)).Round();
        }

        return loss;
    }
}

/// <summary>
/// Σe_i² with e_i = p_i − y_i, taken as p_i(1 − y_i) − y_i(1 − p_i), exact for a one-hot target. Gradient: 2p_j(e_j − Σ e_i p_i).
/// </summary>
internal readonly struct SoftSquare<T> : IRowLoss<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public string InputName => "logits";

    public string TargetName => "targets";

    public void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int row)
    {
        Arguments.Logits(inputs, row);
        Arguments.SoftTargets(targets, inputs, row);
    }

    public static Wide<T> Term(Wide<T> error) => error * error;

    private static Wide<T> Slope(Wide<T> error) => error + error;

    public Wide<T> Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Wide<T> scale, Span<T> gradient)
    {
        var row = SoftmaxRow<T>.Of(inputs);
        var (sum, offset) = (Wide<T>.Zero, Wide<T>.Zero);
        // s_j − Σ s_i p_i = (s_j − s_m) − Σ_{i≠m} p_i(s_i − s_m), m the largest logit's class.
        var reference = Slope(Error(row, inputs[row.ArgMax], targets[row.ArgMax], row.ArgMax));
        for (var i = 0; i < inputs.Length; i++)
        {
            var error = Error(row, inputs[i], targets[i], i);
            sum += Term(error);
            if (i != row.ArgMax)
                offset += row.Probability(inputs[i]) * (Slope(error) - reference);
        }

        for (var i = 0; i < gradient.Length; i++)
        {
            var centred = Slope(Error(row, inputs[i], targets[i], i)) - reference - offset;
            gradient[i] = (scale * row.Probability(inputs[i]) * centred).Round();
        }

        return sum;
    }

    private static Wide<T> Error(in SoftmaxRow<T> row, T logit, T target, int index) =>
        row.Probability(logit) * Wide<T>.Difference(T.One, target) - Wide<T>.Of(target) * row.Complement(logit, index);
}
