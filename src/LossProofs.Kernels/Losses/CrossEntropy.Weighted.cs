// Cross-entropy with one weight per class: w_c·(−log p_c); a mean divides by the sum of the weights used.
using System.Numerics;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

public static partial class CrossEntropy
{
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
        Arguments.Separate<T, T>(classWeights, nameof(classWeights), losses, nameof(losses));
        fixed (T* weights = classWeights)
            RowLoss.Loss<T, int, WeightedLabel<T>>(
                new(weights, logits.ColumnCount),
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
        Arguments.Separate<T, T>(classWeights, nameof(classWeights), gradient, nameof(gradient));
        fixed (T* weights = classWeights)
            RowLoss.Gradient<T, int, WeightedLabel<T>>(
                new(weights, logits.ColumnCount),
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
        Arguments.Separate<T, T>(classWeights, nameof(classWeights), losses, nameof(losses));
        Arguments.Separate<T, T>(classWeights, nameof(classWeights), gradient, nameof(gradient));
        fixed (T* weights = classWeights)
            RowLoss.LossAndGradient<T, int, WeightedLabel<T>>(
                new(weights, logits.ColumnCount),
                logits,
                labels,
                reduction,
                losses,
                gradient,
                degreeOfParallelism
            );
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
            Arguments.Separate<T, T>(classWeights, nameof(classWeights), gradient, nameof(gradient));
        fixed (T* weights = classWeights)
            return withGradient
                ? RowLoss.LossAndGradient<T, int, WeightedLabel<T>>(
                    new(weights, logits.Length),
                    logits,
                    new ReadOnlySpan<int>(in label),
                    gradient
                )
                : RowLoss.Loss<T, int, WeightedLabel<T>>(
                    new(weights, logits.Length),
                    logits,
                    new ReadOnlySpan<int>(in label)
                );
    }
}

/// <summary>w_c·(−log p_c): the label's loss with its weight; the weights stay where the caller pinned them.</summary>
internal readonly unsafe struct WeightedLabel<T>(T* classWeights, int classCount) : IRowLoss<T, int>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<int> targets, int row) =>
        new OnLogits<T, NegativeLog<T>>().Check(inputs, targets, row);

    public static bool AreAllLegal(Batch<T> inputs, ReadOnlySpan<int> targets, out T magnitude) =>
        OnLogits<T, NegativeLog<T>>.AreAllLegal(inputs, targets, out magnitude);

    public static bool IsWeighted => true;

    public static bool HasLanes => true;

    public static bool UsesPowers => true;

    public Wide<T> Weight(ReadOnlySpan<int> targets) => Wide<T>.Of(classWeights[RowLoss.LabelOf(targets, classCount)]);

    public Wide<T> Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<int> targets, Wide<T> scale, Span<T> gradient)
    {
        var weight = Weight(targets);
        return weight * new OnLogits<T, NegativeLog<T>>().Evaluate(inputs, targets, scale * weight, gradient);
    }

    public TLanes Evaluate<TLanes>(in Tile<T> tile, in TLanes scale, out uint reliable)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var weights = stackalloc T[TLanes.Count];
        for (var lane = 0; lane < TLanes.Count; lane++)
            weights[lane] = lane < tile.RowCount ? classWeights[tile.Labels[lane]] : T.One;
        var weight = TLanes.Load(weights);
        // A loss from Least to Most is 10⁻³⁰³ to 10³⁰³ then, with all its digits, and so are sums of as many as a block has. That is
        // decided before anything is written: inputs may stand there.
        var ordinary = TLanes.All;
        if (TLanes.IsLimited)
            ordinary = TLanes.Within(weight, 1e-13, 1e13) | TLanes.Within(weight, 0, 0);
        var wanted = tile with { Wanted = tile.Wanted & ordinary };
        var value = weight * new OnLogits<T, NegativeLog<T>>().Evaluate(wanted, scale * weight, out reliable);
        reliable &= ordinary;
        return value;
    }
}
