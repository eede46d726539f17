// Losses that are functions of the probability p of the true class: what they share on a probability and on logits.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>A loss f(p) of the true class's probability, with f′ in the form that stays finite: p·f′(p).</summary>
internal interface IProbabilityLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// f(p) and −p·f′(p) ≥ 0, given p, 1 − p and −log p, each accurate on its own; for one number or for eight.
    /// </summary>
    (TNumber Loss, TNumber Slope) Evaluate<TNumber>(TNumber probability, TNumber complement, TNumber negativeLog)
        where TNumber : unmanaged, IArithmetic<TNumber>;

    /// <summary>The lanes, as bits, in which <see cref="Evaluate"/> does not leave their range nor what they can resolve; 1 − p and
    /// −log p are in range.</summary>
    uint Reliable<TLanes>(TLanes probability, TLanes complement, TLanes negativeLog)
        where TLanes : unmanaged, ILanes<TLanes>;
}

internal static class ProbabilityLoss
{
    /// <summary>−log p: by log1p of the complement where p is near 1.</summary>
    public static Wide<T> NegativeLog<T>(Wide<T> probability, Wide<T> complement)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        probability.IsZero ? Wide<T>.PositiveInfinity
        : complement < probability ? -Wide<T>.Log1p(-complement)
        : -Wide<T>.Log(probability);

    /// <summary>The same, of one number or of eight.</summary>
    public static TNumber NegativeLog<TNumber>(TNumber probability, TNumber complement)
        where TNumber : unmanaged, IArithmetic<TNumber> =>
        TNumber.WhereLess(complement, probability, -TNumber.Log1p(-complement), -TNumber.Log(probability));

    /// <summary>−y/p, the derivative of −y log p; 0 where y is, −∞ where only p is, whatever the sign of a zero.</summary>
    public static T NegativeRatio<T>(T target, T probability)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        target == T.Zero ? T.Zero
        : probability == T.Zero ? T.NegativeInfinity
        : -(target / probability);

    /// <summary>The same of whole rows; the destination may be one of them.</summary>
    public static void NegativeRatios<T>(ReadOnlySpan<T> targets, ReadOnlySpan<T> probabilities, Span<T> ratios)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (i, zero, infinity) = (0, Vector512<T>.Zero, Vector512.Create(T.NegativeInfinity));
        for (; i <= ratios.Length - Vector512<T>.Count; i += Vector512<T>.Count)
        {
            var (y, p) = (Vector512.Create(targets[i..]), Vector512.Create(probabilities[i..]));
            var ratio = Vector512.ConditionalSelect(Vector512.Equals(p, zero), infinity, -(y / p));
            Vector512.ConditionalSelect(Vector512.Equals(y, zero), zero, ratio).CopyTo(ratios[i..]);
        }

        for (; i < ratios.Length; i++)
            ratios[i] = NegativeRatio(targets[i], probabilities[i]);
    }

    /// <summary>f at a probability given as a number; 1 − p is exact.</summary>
    public static (Wide<T> Loss, Wide<T> Slope) OfProbability<T, TLoss>(in TLoss loss, T probability)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLoss : struct, IProbabilityLoss<T>
    {
        Arguments.Unit(probability, nameof(probability));
        var (p, complement) = (Wide<T>.Of(probability), Wide<T>.Difference(T.One, probability));
        return loss.Evaluate(p, complement, NegativeLog(p, complement));
    }
}

/// <summary>
/// f(p_c) on logits: ∂f/∂z_j = p_c f′(p_c)(δ_cj − p_j), that is −s(1 − p_c) for the true class and s·p_j for the
/// others, with s = −p_c f′(p_c) ≥ 0: no subtraction.
/// </summary>
[SkipLocalsInit]
internal readonly unsafe struct OnLogits<T, TLoss>(TLoss loss) : IRowLoss<T, int>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLoss : struct, IProbabilityLoss<T>
{
    public void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<int> targets, int row)
    {
        Arguments.Logits(inputs, row);
        Arguments.Label(targets[0], inputs, row);
    }

    public static bool AreAllLegal(Batch<T> inputs, ReadOnlySpan<int> targets, out T magnitude)
    {
        magnitude = Scan.Magnitude(inputs.Values);
        return T.IsFinite(magnitude) && Scan.AllLabels(targets, inputs.ColumnCount);
    }

    public Wide<T> Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<int> targets, Wide<T> scale, Span<T> gradient)
    {
        var label = RowLoss.LabelOf(targets, inputs.Length);
        var row = SoftmaxRow<T>.Of(inputs);
        var logit = inputs[label];
        var complement = row.Complement(logit, label);
        var (value, slope) = loss.Evaluate(row.Probability(logit), complement, row.NegativeLog(logit));
        if (!gradient.IsEmpty)
        {
            slope *= scale;
            for (var i = 0; i < inputs.Length; i++)
                gradient[i] = (i == label ? -(slope * complement) : slope * row.Probability(inputs[i])).Round();
        }

        return value;
    }

    public static bool HasLanes => true;

    public static bool UsesPowers => true;

    public TLanes Evaluate<TLanes>(in Tile<T> tile, in TLanes scale, out uint reliable)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var labels = stackalloc T[2 * TLanes.Count];
        tile.GetLabelled(tile.Inputs, labels);
        SplitRow<T, TLanes>.Of(tile, labels, labels + TLanes.Count, out var split);
        var share = TLanes.Of(1) / split.Total;
        var (probability, complement) = (split.Own * share, split.Others * share);
        var (value, slope) = loss.Evaluate(probability, complement, split.NegativeLog);
        reliable = TLanes.All;
        if (TLanes.IsLimited)
            reliable =
                TLanes.Within(split.Summed, TLanes.Least, TLanes.Most)
                & TLanes.Within(split.NegativeLog, 0, TLanes.Most)
                & TLanes.Within(value, TLanes.Least, TLanes.Most)
                & TLanes.Within(slope, TLanes.Least, TLanes.Most)
                & loss.Reliable(probability, complement, split.NegativeLog);
        if (tile.Gradient.IsEmpty)
            return value;
        slope *= scale;
        var factor = slope * share;
        var most = 1 / TLanes.LeastFactor;
        if (tile.References != null)
        {
            var scalable = TLanes.Within(factor, TLanes.LeastFactor, most);
            // Where the slope is 0 so is the gradient, exactly.
            if ((scalable & TLanes.All) != TLanes.All)
                scalable |= TLanes.Within(slope, 0, 0);
            reliable &= scalable;
        }
        else
        {
            reliable &= TLanes.Within(factor, 0, most);
            if (TLanes.IsLimited)
                reliable &= TLanes.Within(slope, TLanes.Least, double.MaxValue) | TLanes.Within(slope, 0, 0);
            // What was kept is rounded to a subnormal number or to 0 there: more than that must not be asked of it.
            if (~TLanes.Within(slope, 0, 1) is var large && (large & TLanes.All) != 0)
                reliable &= ~(large & SoftmaxLanes<T, TLanes>.Underflown(tile));
        }

        PowerRows<T, TLanes>.Scale(tile, factor, reliable);
        (-(slope * complement)).Store(labels);
        tile.SetLabelled(tile.Gradient, labels, reliable);
        return value;
    }
}
