// Cross-entropy of a softmax against a class label or a soft target; weighted by class; on probabilities.
using System.Numerics;

namespace LossProofs.Kernels;

/// <summary>
/// −log p_c for a label c, −Σ y_j log p_j for a target y used as given, w_c·(−log p_c) with class weights; p =
/// softmax(z). Gradient in the logits: p − onehot(c), (Σy)·p − y, w_c(p − onehot(c)). Source: softmax-and-cross-entropy
/// 3.1, 4.1, 4.2; gamma-cross-entropy (1), (2); on probabilities l2-and-softmax, softmax-and-cross-entropy 3.2.
/// </summary>
/// <remarks>
/// Computed as d_c + log Σ e^−d_j with d = max z − z, terms ≥ 0, and p_c − 1 as minus the sum of the others. Error: at
/// most 1 ulp (one rounding of a wide result); where (Σy)p_j − y_j truly cancels, at most 1 ulp of the sum of the two
/// magnitudes. +∞ where the true value is beyond the largest float, and on probabilities at p = 0. Refused
/// (<see cref="ArgumentException"/>): logits empty, NaN, +∞ or masked (−∞) throughout; a label out of range or of a
/// masked class; a target with a negative entry, mass on a masked class, or a sum off 1 by more than K·2⁻⁴⁸ (double),
/// K·2⁻²⁰ (float); class weights negative or not finite, or in a mean all 0; destinations of another length or partly
/// overlapping an input.
/// </remarks>
public static class CrossEntropy
{
    /// <summary>−log p_c of the class c that is the label.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Loss<T>(ReadOnlySpan<T> logits, int label)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.Loss<T, int, OnLogits<T, NegativeLog<T>>>(new(), logits, new ReadOnlySpan<int>(in label));

    /// <summary>Its gradient: p − onehot(c). The destination may be the logits themselves.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Gradient<T>(ReadOnlySpan<T> logits, int label, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, int, OnLogits<T, NegativeLog<T>>>(
            new(),
            logits,
            new ReadOnlySpan<int>(in label),
            gradient
        );

    /// <summary>Returns the loss and writes its gradient, from one pass over the sum.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T LossAndGradient<T>(ReadOnlySpan<T> logits, int label, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, int, OnLogits<T, NegativeLog<T>>>(
            new(),
            logits,
            new ReadOnlySpan<int>(in label),
            gradient
        );

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
        RowLoss.Loss<T, int, OnLogits<T, NegativeLog<T>>>(
            new(),
            logits,
            labels,
            reduction,
            losses,
            degreeOfParallelism
        );

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
        RowLoss.Gradient<T, int, OnLogits<T, NegativeLog<T>>>(
            new(),
            logits,
            labels,
            reduction,
            gradient,
            degreeOfParallelism
        );

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
        RowLoss.LossAndGradient<T, int, OnLogits<T, NegativeLog<T>>>(
            new(),
            logits,
            labels,
            reduction,
            losses,
            gradient,
            degreeOfParallelism
        );

    /// <summary>−Σ y_j log p_j of a target distribution y.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Loss<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.Loss<T, T, SoftTarget<T>>(new(), logits, targets);

    /// <summary>Its gradient: (Σy)·p − y. The destination may be the logits themselves.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Gradient<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, T, SoftTarget<T>>(new(), logits, targets, gradient);

    /// <summary>Returns the loss and writes its gradient, from one pass over the sum.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T LossAndGradient<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, T, SoftTarget<T>>(new(), logits, targets, gradient);

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
        RowLoss.Loss<T, T, SoftTarget<T>>(new(), logits, targets, reduction, losses, degreeOfParallelism);

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
        RowLoss.Gradient<T, T, SoftTarget<T>>(new(), logits, targets, reduction, gradient, degreeOfParallelism);

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
        RowLoss.LossAndGradient<T, T, SoftTarget<T>>(
            new(),
            logits,
            targets,
            reduction,
            losses,
            gradient,
            degreeOfParallelism
        );

    /// <summary>w_c·(−log p_c), with one weight per class.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Loss<T>(ReadOnlySpan<T> logits, int label, ReadOnlySpan<T> classWeights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => LossAndGradient(logits, label, classWeights, [], false);

    /// <summary>Its gradient: w_c(p − onehot(c)). The destination may be the logits themselves.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Gradient<T>(ReadOnlySpan<T> logits, int label, ReadOnlySpan<T> classWeights, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        LossAndGradient(logits, label, classWeights, gradient, true);

    /// <summary>Returns the weighted loss and writes its gradient.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T LossAndGradient<T>(
        ReadOnlySpan<T> logits,
        int label,
        ReadOnlySpan<T> classWeights,
        Span<T> gradient
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        LossAndGradient(logits, label, classWeights, gradient, true);

    /// <summary>The weighted losses of a batch, reduced; the mean divides by the sum of the weights used.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static unsafe void Loss<T>(
        Batch<T> logits,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<T> classWeights,
        Reduction reduction,
        Span<T> losses,
        int degreeOfParallelism = 0
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.ClassWeights(classWeights, logits.ColumnCount);
        Arguments.Separate<T>(classWeights, nameof(classWeights), losses, nameof(losses));
        fixed (T* weights = classWeights)
            RowLoss.Loss<T, int, WeightedLabel<T>>(
                new(weights),
                logits,
                labels,
                reduction,
                losses,
                degreeOfParallelism
            );
    }

    /// <summary>The gradient of the reduced weighted loss of a batch.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static unsafe void Gradient<T>(
        Batch<T> logits,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<T> classWeights,
        Reduction reduction,
        Span<T> gradient,
        int degreeOfParallelism = 0
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.ClassWeights(classWeights, logits.ColumnCount);
        Arguments.Separate<T>(classWeights, nameof(classWeights), gradient, nameof(gradient));
        fixed (T* weights = classWeights)
            RowLoss.Gradient<T, int, WeightedLabel<T>>(
                new(weights),
                logits,
                labels,
                reduction,
                gradient,
                degreeOfParallelism
            );
    }

    /// <summary>The reduced weighted losses of a batch and their gradient, fused.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static unsafe void LossAndGradient<T>(
        Batch<T> logits,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<T> classWeights,
        Reduction reduction,
        Span<T> losses,
        Span<T> gradient,
        int degreeOfParallelism = 0
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.ClassWeights(classWeights, logits.ColumnCount);
        Arguments.Separate<T>(classWeights, nameof(classWeights), losses, nameof(losses));
        Arguments.Separate<T>(classWeights, nameof(classWeights), gradient, nameof(gradient));
        fixed (T* weights = classWeights)
            RowLoss.LossAndGradient<T, int, WeightedLabel<T>>(
                new(weights),
                logits,
                labels,
                reduction,
                losses,
                gradient,
                degreeOfParallelism
            );
    }

    /// <summary>The K×K Hessian in the logits, for every label: p_i(δ_ij − p_j), row-major.</summary>
    /// <exception cref="ArgumentException">See the class remarks; the destination has K² entries.</exception>
    public static void Hessian<T>(ReadOnlySpan<T> logits, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Softmax.Jacobian(logits, destination);

    /// <summary>−log ŷ_c of predicted probabilities ŷ, each in [0, 1] and used as given.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T LossOfProbabilities<T>(ReadOnlySpan<T> probabilities, int label)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.Probabilities(probabilities, nameof(probabilities));
        Arguments.LabelInRange(label, probabilities.Length);
        return ProbabilityLoss.OfProbability(new NegativeLog<T>(), probabilities[label]).Loss.Round();
    }

    /// <summary>Its gradient in ŷ: −1/ŷ_c for the label, 0 elsewhere (−∞ at ŷ_c = 0).</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void GradientOfProbabilities<T>(ReadOnlySpan<T> probabilities, int label, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.Probabilities(probabilities, nameof(probabilities));
        Arguments.LabelInRange(label, probabilities.Length);
        Arguments.SameLength(gradient.Length, nameof(gradient), probabilities.Length, nameof(probabilities));
        Arguments.NoPartialOverlap<T, T>(probabilities, nameof(probabilities), gradient, nameof(gradient));
        var own = probabilities[label];
        gradient.Clear();
        gradient[label] = -(T.One / own);
    }

    /// <summary>−Σ y_j log ŷ_j; a term with y_j = 0 is 0, and ŷ_j = 0 under a positive y_j makes the sum +∞.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T LossOfProbabilities<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckProbabilities(probabilities, targets);
        var sum = Wide<T>.Zero;
        for (var i = 0; i < probabilities.Length; i++)
            if (targets[i] > T.Zero)
                sum +=
                    Wide<T>.Of(targets[i])
                    * ProbabilityLoss.NegativeLog(
                        Wide<T>.Of(probabilities[i]),
                        Wide<T>.Difference(T.One, probabilities[i])
                    );
        return sum.Round();
    }

    /// <summary>Its gradient in ŷ: −y_j/ŷ_j, 0 where y_j = 0, −∞ where only ŷ_j is 0.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void GradientOfProbabilities<T>(
        ReadOnlySpan<T> probabilities,
        ReadOnlySpan<T> targets,
        Span<T> gradient
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckProbabilities(probabilities, targets);
        Arguments.SameLength(gradient.Length, nameof(gradient), probabilities.Length, nameof(probabilities));
        Arguments.NoPartialOverlap<T, T>(probabilities, nameof(probabilities), gradient, nameof(gradient));
        Arguments.NoPartialOverlap<T, T>(targets, nameof(targets), gradient, nameof(gradient));
        for (var i = 0; i < probabilities.Length; i++)
            gradient[i] = targets[i] == T.Zero ? T.Zero : -(targets[i] / probabilities[i]);
    }

    private static void CheckProbabilities<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.Probabilities(probabilities, nameof(probabilities));
        Arguments.SameLength(targets.Length, nameof(targets), probabilities.Length, nameof(probabilities));
        Arguments.Distribution(targets, nameof(targets));
    }

    private static unsafe T LossAndGradient<T>(
        ReadOnlySpan<T> logits,
        int label,
        ReadOnlySpan<T> classWeights,
        Span<T> gradient,
        bool withGradient
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.ClassWeights(classWeights, logits.Length);
        if (withGradient)
            Arguments.NoPartialOverlap<T, T>(classWeights, nameof(classWeights), gradient, nameof(gradient));
        fixed (T* weights = classWeights)
            return withGradient
                ? RowLoss.LossAndGradient<T, int, WeightedLabel<T>>(
                    new(weights),
                    logits,
                    new ReadOnlySpan<int>(in label),
                    gradient
                )
                : RowLoss.Loss<T, int, WeightedLabel<T>>(new(weights), logits, new ReadOnlySpan<int>(in label));
    }
}

/// <summary>f(p) = −log p, −p·f′(p) = 1.</summary>
internal readonly struct NegativeLog<T> : IProbabilityLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public (Wide<T> Loss, Wide<T> Slope) Evaluate(Wide<T> probability, Wide<T> complement, Wide<T> negativeLog) =>
        (negativeLog, Wide<T>.One);
}

/// <summary>w_c·(−log p_c): the label's loss with its weight; the weights stay where the caller pinned them.</summary>
internal readonly unsafe struct WeightedLabel<T>(T* classWeights) : IRowLoss<T, int>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public string InputName => "logits";

    public string TargetName => "labels";

    public void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<int> targets, int row) =>
        new OnLogits<T, NegativeLog<T>>().Check(inputs, targets, row);

    public Wide<T> Weight(ReadOnlySpan<int> targets) => Wide<T>.Of(classWeights[targets[0]]);

    public Wide<T> Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<int> targets, Wide<T> scale, Span<T> gradient)
    {
        var weight = Weight(targets);
        return weight * new OnLogits<T, NegativeLog<T>>().Evaluate(inputs, targets, scale * weight, gradient);
    }
}

/// <summary>
/// −Σ y_j log p_j = Σ y_j d_j + (Σy)·log Σ e^−d. The gradient (Σy)p_j − y_j is taken as (Σ_(i≠j) y_i)·p_j −
/// y_j(1 − p_j), which does not cancel for a one-hot target.
/// </summary>
internal readonly struct SoftTarget<T> : IRowLoss<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public string InputName => "logits";

    public string TargetName => "targets";

    public void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int row)
    {
        Arguments.Logits(inputs, row);
        Arguments.SoftTargets(targets, inputs, row);
    }

    public Wide<T> Weight(ReadOnlySpan<T> targets) => Wide<T>.One;

    public Wide<T> Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Wide<T> scale, Span<T> gradient)
    {
        var row = SoftmaxRow<T>.Of(inputs);
        var (deviation, mass) = (Wide<T>.Zero, Wide<T>.Zero);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (targets[i] == T.Zero)
                continue;
            var target = Wide<T>.Of(targets[i]);
            deviation += target * row.Deviation(inputs[i]);
            mass += target;
        }

        for (var i = 0; i < gradient.Length; i++)
        {
            var (logit, target) = (inputs[i], Wide<T>.Of(targets[i]));
            var slope = (mass - target) * row.Probability(logit) - target * row.Complement(logit, i);
            gradient[i] = (scale * slope).Round();
        }

        return deviation + mass * row.LogTotal;
    }
}
