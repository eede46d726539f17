// Cross-entropy of a softmax against a class label or a soft target; weighted by class; on probabilities.
using System.Numerics;
using System.Runtime.CompilerServices;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>
/// −log p_c for a label c, −Σ y_j log p_j for a target y used as given, w_c·(−log p_c) with class weights; p =
/// softmax(z). Gradient in the logits: p − onehot(c), (Σy)·p − y, w_c(p − onehot(c)). Source: softmax-and-cross-entropy
/// 3.1, 4.1, 4.2; gamma-cross-entropy (1), (2); on probabilities l2-and-softmax, softmax-and-cross-entropy 3.2.
/// </summary>
/// <remarks>
/// Computed as d_c + log Σ e^−d_j with d = max z − z, terms ≥ 0, and p_c − 1 as minus the sum of the others. Error: at
/// most 2 ulp (losses: sums of terms ≥ 0 within 2⁻⁵⁵, rounded; gradients: as <see cref="Softmax"/>); where (Σy)p_j − y_j
/// truly cancels, at most 2 ulp of the sum of the two magnitudes. +∞ where the true value is beyond the largest float, and on probabilities at p = 0. Refused
/// (<see cref="ArgumentException"/>): logits empty, NaN, +∞ or masked (−∞) throughout; a label out of range or of a
/// masked class; a target with a negative entry, mass on a masked class, or a sum off 1 by more than K·2⁻⁴⁸ (double),
/// K·2⁻²⁰ (float); class weights negative or not finite, or in a mean all 0; destinations of another length or partly
/// overlapping an input.
/// </remarks>
public static partial class CrossEntropy
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

    /// <summary>The K×K Hessian in the logits, for every label: p_i(δ_ij − p_j), row-major.</summary>
    /// <exception cref="ArgumentException">See the class remarks; the destination has K² entries.</exception>
    public static void Hessian<T>(ReadOnlySpan<T> logits, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Softmax.Jacobian(logits, destination);
}

/// <summary>f(p) = −log p, −p·f′(p) = 1.</summary>
internal readonly struct NegativeLog<T> : IProbabilityLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public (TNumber Loss, TNumber Slope) Evaluate<TNumber>(TNumber probability, TNumber complement, TNumber negativeLog)
        where TNumber : unmanaged, IArithmetic<TNumber> => (negativeLog, TNumber.Of(1));

    public uint Reliable<TLanes>(TLanes probability, TLanes complement, TLanes negativeLog)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.All;
}

/// <summary>
/// −Σ y_j log p_j = Σ y_j d_j + (Σy)·log Σ e^−d. The gradient (Σy)p_j − y_j is taken as (Σ_(i≠j) y_i)·p_j −
/// y_j(1 − p_j), which does not cancel for a one-hot target.
/// </summary>
internal readonly unsafe struct SoftTarget<T> : IRowLoss<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public string InputName => "logits";

    public string TargetName => "targets";

    public void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int row)
    {
        Arguments.Logits(inputs, row);
        Arguments.SoftTargets(targets, inputs, row);
    }

    public static bool AreAllLegal(Batch<T> inputs, ReadOnlySpan<T> targets, out T magnitude)
    {
        magnitude = Scan.Magnitude(inputs.Values);
        return T.IsFinite(magnitude)
            && Scan.AllWithin(targets, T.Zero, T.One + T.One)
            && Scan.AllSumsAreOne(targets, inputs.ColumnCount, Arguments.SumTolerance<T>(inputs.ColumnCount));
    }

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

    public static bool HasLanes => true;

    public static bool UsesPowers => true;

    public TLanes Evaluate<TLanes>(in Tile<T> tile, TLanes scale, out uint reliable)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var largest = SplitRow<T, TLanes>.OfLargest(tile);
        var (deviation, mass) = Weighted(tile, largest.Logit);
        reliable =
            TLanes.Within(largest.Summed, TLanes.Least, TLanes.Most)
            & TLanes.Within(deviation, -TLanes.Most, TLanes.Most);
        if (!tile.Gradient.IsEmpty)
            WriteGradient(tile, new Slopes<TLanes>(largest, mass, scale / largest.Total), reliable);
        return deviation + mass * largest.NegativeLog;
    }

    // Σ y_j (m − z_j) and Σ y_j of each row.
    private static (TLanes Deviation, TLanes Mass) Weighted<TLanes>(in Tile<T> tile, TLanes maximum)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (tile.Transposed)
            return SumsOf(tile, maximum);
        var (deviation, mass) = (TLanes.Of(0), TLanes.Of(0));
        for (var row = 0; row < tile.RowCount; row++)
        {
            var (d, y) = SumsOf(tile.Row(row), TLanes.Broadcast(maximum, row));
            deviation = TLanes.Insert(deviation, row, TLanes.Sum(d));
            mass = TLanes.Insert(mass, row, TLanes.Sum(y));
        }

        return (deviation, mass);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (TLanes Deviation, TLanes Mass) SumsOf<TLanes>(in Tile<T> tile, TLanes maximum)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var zero = TLanes.Of(0);
        var (deviation, mass) = (zero, zero);
        for (var i = 0; i < tile.Count; i++)
        {
            var d = TLanes.Deviation(tile.Inputs.Load<TLanes>(i), maximum);
            var y = tile.Targets.Load<TLanes>(i);
            mass += y;
            deviation -= TLanes.WhereEqual(y, 0, zero, y * d);
        }

        return (deviation, mass);
    }

    // What the gradient of a row needs; Largest is e of the largest as it was kept.
    private readonly struct Slopes<TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        private Slopes(TLanes largest, TLanes others, TLanes total, TLanes mass, TLanes factor) =>
            (Largest, Others, Total, Mass, Factor) = (largest, others, total, mass, factor);

        public Slopes(in SplitRow<T, TLanes> row, TLanes mass, TLanes factor)
        {
            var kept = stackalloc T[TLanes.Count];
            row.Own.Store(kept);
            (Largest, Others, Total, Mass, Factor) = (TLanes.Load(kept), row.Others, row.Total, mass, factor);
        }

        public TLanes Largest { get; }

        public TLanes Others { get; }

        public TLanes Total { get; }

        public TLanes Mass { get; }

        public TLanes Factor { get; }

        public Slopes<TLanes> Row(int row) =>
            new(
                TLanes.Broadcast(Largest, row),
                TLanes.Broadcast(Others, row),
                TLanes.Broadcast(Total, row),
                TLanes.Broadcast(Mass, row),
                TLanes.Broadcast(Factor, row)
            );
    }

    private static void WriteGradient<TLanes>(in Tile<T> tile, in Slopes<TLanes> slopes, uint reliable)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (tile.Transposed)
            GradientOf(tile, slopes);
        for (var row = 0; row < tile.RowCount && !tile.Transposed; row++)
            if (tile.Writes(row, reliable))
                GradientOf(tile.Row(row), slopes.Row(row));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void GradientOf<TLanes>(in Tile<T> tile, in Slopes<TLanes> slopes)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (largest, others, total) = (slopes.Largest, slopes.Others, slopes.Total);
        var (mass, factor) = (slopes.Mass, slopes.Factor);
        for (var i = 0; i < tile.Count; i++)
        {
            var e = tile.Kept.Load<TLanes>(i);
            var y = tile.Targets.Load<TLanes>(i);
            // The others of the largest, and of what rounds to it, without what is lost in the rounding.
            var rest = TLanes.WhereEqual(TLanes.Deviation(e, largest), 0, others, total - e);
            tile.Gradient.Store(i, ((mass - y) * e - y * rest) * factor);
        }
    }
}
