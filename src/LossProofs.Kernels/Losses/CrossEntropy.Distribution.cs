// Cross-entropy of a softmax against a target distribution.
using System.Numerics;
using System.Runtime.CompilerServices;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

public static partial class CrossEntropy
{
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
}

/// <summary>
/// −Σ y_j log p_j = Σ y_j d_j + (Σy)·log Σ e^−d. The gradient (Σy)p_j − y_j is taken as (Σ_(i≠j) y_i)·p_j −
/// y_j(1 − p_j), which does not cancel for a one-hot target.
/// </summary>
[SkipLocalsInit]
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
            && Scan.AllDistributions(targets, inputs.ColumnCount, Arguments.SumTolerance<T>(inputs.ColumnCount));
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
            WriteGradient(tile, new Slopes<TLanes>(largest, mass, scale), reliable);
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

    private static (TLanes Deviation, TLanes Mass) SumsOf<TLanes>(in Tile<T> tile, TLanes maximum)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (tile.References == null)
            return MaskedSumsOf(tile, maximum);
        var (z, y, full) = (tile.Inputs, tile.Targets, Math.Min(tile.Count, tile.Inputs.Full));
        var (deviation, mass) = TLanes.WeightedDistances(z.At(0), y.At(0), full, maximum);
        if (full < tile.Count)
        {
            var (d, m) = TLanes.WeightedDistances(z.At(full), y.At(full), 1, maximum);
            (deviation, mass) = (deviation + d, mass + m);
        }

        return (deviation, mass);
    }

    // Where logits may be masked.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (TLanes Deviation, TLanes Mass) MaskedSumsOf<TLanes>(in Tile<T> tile, TLanes maximum)
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

    private static void WriteGradient<TLanes>(in Tile<T> tile, in Slopes<TLanes> slopes, uint reliable)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (tile.Transposed)
            GradientOf(tile, slopes);
        for (var row = 0; row < tile.RowCount && !tile.Transposed; row++)
            if (tile.Writes(row, reliable))
                GradientOf(tile.Row(row), slopes.Row(row));
    }

    private static void GradientOf<TLanes>(in Tile<T> tile, in Slopes<TLanes> slopes)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var full = Math.Min(tile.Count, tile.Inputs.Full);
        if (tile.References == null)
        {
            for (var i = 0; i < tile.Count; i++)
                tile.Gradient.Store(i, GradientAt(tile, slopes, i));
            return;
        }

        GradientOf(tile, slopes, 0, full);
        if (full < tile.Count)
            GradientOf(tile, slopes, full, tile.Count);
    }

    // Where a target is more than half of all, p − y may be the difference of two numbers next to each other; elsewhere it costs
    // no more than their roundings.
    private static void GradientOf<TLanes>(in Tile<T> tile, in Slopes<TLanes> slopes, int first, int end)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (e, y, to) = (tile.Kept, tile.Targets, tile.Gradient);
        var (count, i) = (end - first, 0);
        var fast = stackalloc T[TLanes.Count];
        while (i < count)
        {
            var found = TLanes.FirstAbove(y.At(first), i, count, slopes.Half);
            TLanes.ScaleAndSubtract(
                e.At(first + i),
                y.At(first + i),
                to.At(first + i),
                found - i,
                slopes.Share,
                slopes.Scale
            );
            i = found + 1;
            if (found == count)
                break;
            found += first;
            var exact = GradientAt(tile, slopes, found);
            TLanes.ScaleAndSubtract(e.At(found), y.At(found), fast, 1, slopes.Share, slopes.Scale);
            to.Store(found, TLanes.WhereLess(slopes.Half, y.Load<TLanes>(found), exact, TLanes.Load(fast)));
        }
    }

    // Without cancellation for a target of 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes GradientAt<TLanes>(in Tile<T> tile, in Slopes<TLanes> slopes, int i)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var e = tile.Kept.Load<TLanes>(i);
        var y = tile.Targets.Load<TLanes>(i);
        // The others of the largest, and of what rounds to it, without what is lost in the rounding.
        var rest = TLanes.WhereEqual(TLanes.Deviation(e, slopes.Largest), 0, slopes.Others, slopes.Total - e);
        return ((slopes.Mass - y) * e - y * rest) * slopes.Factor;
    }

    // What the gradient of a row needs: Largest is e of the largest as it was kept, Half half of the mass, Factor
    // scale/total, Share scale·mass/total.
    private struct Slopes<TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        public TLanes Largest,
            Others,
            Total,
            Mass,
            Half,
            Scale,
            Factor,
            Share;

        public Slopes(in SplitRow<T, TLanes> row, TLanes mass, TLanes scale)
        {
            var kept = stackalloc T[TLanes.Count];
            row.Own.Store(kept);
            (Largest, Others, Total, Mass) = (TLanes.Load(kept), row.Others, row.Total, mass);
            (Scale, Factor, Half) = (scale, scale / row.Total, mass * TLanes.Of(0.5));
            Share = Factor * mass;
        }

        public readonly Slopes<TLanes> Row(int row) =>
            new()
            {
                Largest = TLanes.Broadcast(Largest, row),
                Others = TLanes.Broadcast(Others, row),
                Total = TLanes.Broadcast(Total, row),
                Mass = TLanes.Broadcast(Mass, row),
                Half = TLanes.Broadcast(Half, row),
                Scale = TLanes.Broadcast(Scale, row),
                Factor = TLanes.Broadcast(Factor, row),
                Share = TLanes.Broadcast(Share, row),
            };
    }
}
