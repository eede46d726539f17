// Losses that are functions of the probability p of the true class: what they share on a probability and on logits.
using System.Numerics;
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
internal readonly unsafe struct OnLogits<T, TLoss>(TLoss loss) : IRowLoss<T, int>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLoss : struct, IProbabilityLoss<T>
{
    public string InputName => "logits";

    public string TargetName => "labels";

    public void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<int> targets, int row)
    {
        Arguments.Logits(inputs, row);
        Arguments.Label(targets[0], inputs, row);
    }

    public static bool AreAllLegal(Batch<T> inputs, ReadOnlySpan<int> targets) =>
        Scan.AllLabels(targets, inputs.ColumnCount) && Scan.AllFinite(inputs.Values);

    public Wide<T> Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<int> targets, Wide<T> scale, Span<T> gradient)
    {
        var label = targets[0];
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

    public TLanes Evaluate<TLanes>(in Tile<T> tile, TLanes scale, out uint reliable)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var labels = stackalloc T[TLanes.Count];
        for (var lane = 0; lane < TLanes.Count; lane++)
            labels[lane] = *tile.OfLabel(tile.Inputs, lane);
        var logit = TLanes.Load(labels);
        var row = SoftmaxLanes<T, TLanes>.Of(tile);
        var deviation = TLanes.Deviation(logit, row.Maximum);
        var own = TLanes.ExpOfDeviation(deviation);
        var total = row.Total;
        var share = TLanes.Of(1) / total;
        var complement = TLanes.WhereEqual(deviation, 0, row.Rest, total - own) * share;
        var probability = own * share;
        var negativeLog = row.LogTotal - deviation;
        var (value, slope) = loss.Evaluate(probability, complement, negativeLog);
        reliable = TLanes.All;
        if (TLanes.IsLimited)
            reliable =
                TLanes.Within(row.Rest, TLanes.Least, TLanes.Most)
                & TLanes.Within(negativeLog, 0, TLanes.Most)
                & TLanes.Within(value, TLanes.Least, TLanes.Most)
                & TLanes.Within(slope, TLanes.Least, TLanes.Most)
                & loss.Reliable(probability, complement, negativeLog);
        slope *= scale;
        // What was kept is rounded to a subnormal there: more than that must not be asked of it.
        var large = tile.Gradient.IsEmpty ? 0 : ~TLanes.Within(slope, 0, 1) & TLanes.All;
        if (large != 0)
            reliable &= ~(large & SoftmaxLanes<T, TLanes>.Subnormal(tile));
        if (tile.Gradient.IsEmpty || (!tile.Transposed && reliable != TLanes.All))
            return value;
        SoftmaxLanes<T, TLanes>.Scale(tile.Kept, tile.Gradient, tile.Count, slope * share);
        (-(slope * complement)).Store(labels);
        for (var lane = 0; lane < (tile.Transposed ? TLanes.Count : 1); lane++)
            *tile.OfLabel(tile.Gradient, lane) = labels[lane];
        return value;
    }
}
