// Cross-entropy of a softmax against a target distribution.
using System.Numerics;
using System.Runtime.CompilerServices;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

[Verbs(typeof(SoftTarget<>), "−Σ y_j log p_j of a target distribution y.", "(Σy)·p − y")]
public static partial class CrossEntropy { }

/// <summary>
/// −Σ y_j log p_j = Σ y_j d_j + (Σy)·log Σ e^−d. The gradient (Σy)p_j − y_j is taken as (Σ_(i≠j) y_i)·p_j −
/// y_j(1 − p_j), which does not cancel for a one-hot target.
/// </summary>
[SkipLocalsInit]
internal readonly unsafe struct SoftTarget<T> : IRowLoss<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
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

    public TLanes Evaluate<TLanes>(in Tile<T> tile, in TLanes scale, out uint reliable)
        where TLanes : unmanaged, ILanes<TLanes> =>
        tile.References == null
            ? OfDeviations(tile, scale, out reliable)
            : OfPowers<TLanes, Entire>(tile, scale, out reliable);

    /// <summary>What is measured of a row whose logits are near to each other, with the same gradient for each.</summary>
    public interface IMeasure
    {
        /// <summary>From Σ y_j (m − z_j), Σ y_j and log Σ e^(z−m) of each row, m its largest logit.</summary>
        static abstract TLanes Of<TLanes>(
            in Tile<T> tile,
            T* largest,
            in TLanes deviation,
            in TLanes mass,
            in TLanes logTotal,
            ref uint reliable
        )
            where TLanes : unmanaged, ILanes<TLanes>;
    }

    // The cross-entropy.
    private readonly struct Entire : IMeasure
    {
        public static TLanes Of<TLanes>(
            in Tile<T> tile,
            T* largest,
            in TLanes deviation,
            in TLanes mass,
            in TLanes logTotal,
            ref uint reliable
        )
            where TLanes : unmanaged, ILanes<TLanes> => deviation + mass * logTotal;
    }

    public static TLanes OfPowers<TLanes, TMeasure>(in Tile<T> tile, in TLanes scale, out uint reliable)
        where TLanes : unmanaged, ILanes<TLanes>
        where TMeasure : struct, IMeasure
    {
        SplitRow<T, TLanes>.OfLargest(tile, out var largest);
        T* mostTargets = stackalloc T[TLanes.Count],
            tops = stackalloc T[TLanes.Count];
        largest.Logit.Store(tops);
        var (deviation, mass) = SumsOf(tile, largest.Logit, tops, mostTargets);
        reliable =
            TLanes.Within(largest.Summed, TLanes.Least, TLanes.Most)
            & TLanes.Within(deviation, -TLanes.Most, TLanes.Most);
        var value = TMeasure.Of(tile, tops, deviation, mass, largest.NegativeLog, ref reliable);
        if (!tile.Gradient.IsEmpty)
            WriteGradient(tile, largest, mass, TLanes.Load(mostTargets), scale, reliable);
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLanes OfDeviations<TLanes>(in Tile<T> tile, in TLanes scale, out uint reliable)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        SplitRow<T, TLanes>.OfLargest(tile, out var largest);
        var (deviation, mass) = MaskedSumsOf(tile, largest.Logit);
        reliable =
            TLanes.Within(largest.Summed, TLanes.Least, TLanes.Most)
            & TLanes.Within(deviation, -TLanes.Most, TLanes.Most);
        if (!tile.Gradient.IsEmpty && tile.Writes(0, reliable))
            WriteMasked(tile, largest, mass, scale);
        return deviation + mass * largest.NegativeLog;
    }

    // Σ y_j (m − z_j) and Σ y_j of each row, and its largest y_j.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (TLanes Deviation, TLanes Mass) SumsOf<TLanes>(
        in Tile<T> tile,
        in TLanes maximum,
        T* tops,
        T* mostTargets
    )
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes* deviations = stackalloc TLanes[TLanes.Count],
            masses = stackalloc TLanes[TLanes.Count];
        var shape = tile.Shape;
        PowerRows<T, TLanes>.Extreme<Most>(tile, tile.Targets, mostTargets);
        for (var row = 0; row < shape.Count; row++)
        {
            T* z = tile.Inputs.Values + (long)row * shape.Stride,
                y = tile.Targets.Values + (long)row * shape.Stride;
            var top = tile.Transposed ? maximum : TLanes.LoadOne(tops + row);
            var (deviation, mass) = (TLanes.Of(0), TLanes.Of(0));
            for (var i = 0; i < shape.Full; i++, z += TLanes.Count, y += TLanes.Count)
            {
                var target = TLanes.Load(y);
                deviation += target * TLanes.Deviation(top, TLanes.Load(z));
                mass += target;
            }

            if (shape.Rest > 0)
            {
                var target = TLanes.LoadPart(y, shape.Rest);
                deviation += target * TLanes.Deviation(top, TLanes.LoadPart(z, shape.Rest));
                mass += target;
            }

            (deviations[row], masses[row]) = (deviation, mass);
        }

        return (PowerRows<T, TLanes>.SumOfEach(tile, deviations), PowerRows<T, TLanes>.SumOfEach(tile, masses));
    }

    // Where a target is more than half of all, which is true of one of a row at most, p − y may be the difference of two numbers
    // next to each other; elsewhere it costs no more than their roundings.
    private static void WriteGradient<TLanes>(
        in Tile<T> tile,
        in SplitRow<T, TLanes> row,
        in TLanes mass,
        in TLanes mostTargets,
        in TLanes scale,
        uint reliable
    )
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var width = TLanes.Count;
        T* constants = stackalloc T[5 * TLanes.Count],
            places = constants + 3 * width,
            corrections = constants + 4 * width;
        var factor = scale / row.Total;
        (factor * mass).StoreWords(constants, constants + width);
        scale.Store(constants + 2 * width);
        var half = mass * TLanes.Of(0.5);
        var large = reliable & tile.Wanted & TLanes.Within(mostTargets - half, double.Epsilon, double.MaxValue);
        // No target is −1.
        mostTargets.Store(places);
        for (var i = 0; i < width; i++)
            if ((large >> i & 1) == 0)
                places[i] = -T.One;
        if (large != 0)
        {
            // (Σ of the other targets)·p − y(1 − p), without cancellation for a target of 1.
            TLanes.Find(tile.Inputs.Values, tile.Targets.Values, tile.Shape, places, corrections);
            for (var i = 0; i < width; i++)
                if ((large >> i & 1) == 0)
                    corrections[i] = tile.References[i];
            var (logit, target) = (TLanes.Load(corrections), TLanes.Load(places));
            var own = TLanes.Power(corrections, tile.References, corrections);
            var isLargest = TLanes.Deviation(logit, row.Logit);
            var others = TLanes.WhereEqual(isLargest, 0, row.Others, row.Total - own);
            (((mass - target) * own - target * others) * factor).Store(corrections);
        }

        PowerRows<T, TLanes>.Map<MultipliedAndSubtracted>(tile, tile.Kept, tile.Targets, reliable, constants);
    }

    // Where logits may be masked.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (TLanes Deviation, TLanes Mass) MaskedSumsOf<TLanes>(in Tile<T> tile, in TLanes maximum)
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

        return tile.Transposed ? (deviation, mass) : (TLanes.Sum(deviation), TLanes.Sum(mass));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteMasked<TLanes>(
        in Tile<T> tile,
        in SplitRow<T, TLanes> row,
        in TLanes mass,
        in TLanes scale
    )
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // e of the largest as it was kept: the others of what rounds to it are taken without what is lost in the rounding.
        var kept = stackalloc T[TLanes.Count];
        row.Own.Store(kept);
        var (largest, factor) = (TLanes.Load(kept), scale / row.Total);
        for (var i = 0; i < tile.Count; i++)
        {
            var (e, y) = (tile.Kept.Load<TLanes>(i), tile.Targets.Load<TLanes>(i));
            var others = TLanes.WhereEqual(TLanes.Deviation(e, largest), 0, row.Others, row.Total - e);
            tile.Gradient.Store(i, ((mass - y) * e - y * others) * factor);
        }
    }
}
