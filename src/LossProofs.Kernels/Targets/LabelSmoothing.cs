// Label smoothing: the target mixed with the uniform distribution, and cross-entropy against it.
using System.Numerics;
using System.Runtime.CompilerServices;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>
/// ỹ = (1−α)y + α/K over K classes; (1−α)t + α/2 for a binary label; loss −Σ ỹ_i log p_i, p = softmax(z), α in [0, 1].
/// Source: gamma-cross-entropy (22) to (25), soft-label-multilabel (40).
/// </summary>
/// <remarks>
/// The loss uses the exact ỹ, not its rounding. Error: at most 2 ulp; where p_j − ỹ_j truly cancels, at most 2 ulp of the sum of the two
/// magnitudes. Refused (<see cref="ArgumentException"/>): α outside [0, 1]; logits empty, NaN, +∞ or masked
/// throughout; a label out of range or of a masked class; α &gt; 0 with a masked class, which would get target mass;
/// destinations of another length or partly overlapping an input.
/// </remarks>
[Verbs(typeof(Smoothed<>), "−Σ ỹ_i log p_i = (1−α)(−log p_c) + (α/K)Σ_i(−log p_i).", "p − ỹ")]
public static partial class LabelSmoothing
{
    /// <summary>Writes (1−α)·onehot(c) + α/K, K being the destination's length.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Targets<T>(int label, T alpha, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Unit(alpha, nameof(alpha));
        Arguments.NotEmpty(destination.Length, nameof(destination));
        Arguments.LabelInRange(label, destination.Length);
        destination.Fill(Smoothed<T>.Uniform(alpha, destination.Length).Round());
        destination[label] = (
            Wide<T>.Difference(T.One, alpha) + Smoothed<T>.Uniform(alpha, destination.Length)
        ).Round();
    }

    /// <summary>Writes (1−α)y + α/K; the destination may be the targets themselves.</summary>
    /// <exception cref="ArgumentException">See the class remarks; the targets are a distribution.</exception>
    public static void Targets<T>(ReadOnlySpan<T> targets, T alpha, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Unit(alpha, nameof(alpha));
        Arguments.Distribution(targets, nameof(targets));
        Arguments.SameLength(destination.Length, nameof(destination), targets.Length, nameof(targets));
        Arguments.NoPartialOverlap<T, T>(targets, nameof(targets), destination, nameof(destination));
        var (keep, uniform) = (Wide<T>.Difference(T.One, alpha), Smoothed<T>.Uniform(alpha, targets.Length));
        for (var i = 0; i < targets.Length; i++)
            destination[i] = (keep * Wide<T>.Of(targets[i]) + uniform).Round();
    }

    /// <summary>(1−α)t + α/2 for a binary label t in [0, 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">t or α outside [0, 1].</exception>
    public static T Binary<T>(T target, T alpha)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Unit(target, nameof(target));
        Arguments.Unit(alpha, nameof(alpha));
        return (Wide<T>.Difference(T.One, alpha) * Wide<T>.Of(target) + Smoothed<T>.Uniform(alpha, 2)).Round();
    }
}

/// <summary>
/// −Σ ỹ_i log p_i = log Σ e^−d + (1−α)d_c + (α/K)Σ d_i. Gradient for the label: p_c − ỹ_c = (1−ỹ_c)p_c − ỹ_c(1−p_c) with
/// 1 − ỹ_c = α(K−1)/K; for another class p_j − α/K.
/// </summary>
[SkipLocalsInit]
internal readonly unsafe partial struct Smoothed<T>([Domain(nameof(Arguments.Unit))] T alpha) : IRowLoss<T, int>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>α/K.</summary>
    public static Wide<T> Uniform(T alpha, int classes) => Wide<T>.Of(alpha) / Wide<T>.OfInteger(classes);

    public void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<int> targets, int row)
    {
        Arguments.Logits(inputs, row);
        Arguments.Label(targets[0], inputs, row);
        if (alpha > T.Zero)
            Arguments.Unmasked(inputs, row, "label smoothing gives it the target alpha/K");
    }

    public static bool AreAllLegal(Batch<T> inputs, ReadOnlySpan<int> targets, out T magnitude) =>
        OnLogits<T, NegativeLog<T>>.AreAllLegal(inputs, targets, out magnitude);

    public static bool HasLanes => true;

    public static bool UsesPowers => true;

    // Without smoothing it is the cross-entropy, bit for bit.
    public TLanes Evaluate<TLanes>(in Tile<T> tile, in TLanes scale, out uint reliable)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (alpha == T.Zero)
            return new OnLogits<T, NegativeLog<T>>().Evaluate(tile, scale, out reliable);
        reliable = 0;
        return tile.References == null ? TLanes.Of(0) : OfPowers(tile, scale, out reliable);
    }

    private TLanes OfPowers<TLanes>(in Tile<T> tile, in TLanes scale, out uint reliable)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        T* labels = stackalloc T[TLanes.Count],
            scratch = stackalloc T[TLanes.Count];
        tile.GetLabelled(tile.Inputs, labels);
        SplitRow<T, TLanes>.OfLargest(tile, out var largest);
        var classes = TLanes.Of(tile.ColumnCount);
        var uniform = TLanes.Of(double.CreateChecked(alpha)) / classes;
        var kept = TLanes.Difference(1, double.CreateChecked(alpha));
        var deviation = -TLanes.Deviation(TLanes.Load(labels), largest.Logit);
        var loss = largest.NegativeLog + kept * deviation + uniform * DistancesOf(tile, largest.Logit);
        reliable =
            TLanes.Within(largest.Summed, TLanes.Least, TLanes.Most) & TLanes.Within(loss, TLanes.Least, TLanes.Most);
        if (tile.Gradient.IsEmpty)
            return loss;
        var own = TLanes.Power(labels, tile.References, scratch);
        var others = TLanes.WhereEqual(deviation, 0, largest.Others, largest.Total - own);
        var factor = scale / largest.Total;
        reliable &= TLanes.Within(factor, TLanes.LeastFactor, 1 / TLanes.LeastFactor);
        var slope = (uniform * (classes - TLanes.Of(1)) * own - (kept + uniform) * others) * factor;
        var constants = stackalloc T[3 * TLanes.Count];
        factor.StoreWords(constants, constants + TLanes.Count);
        (uniform * scale).Store(constants + 2 * TLanes.Count);
        PowerRows<T, TLanes>.Map<MultipliedAndShifted>(tile, tile.Kept, default, reliable, constants);
        slope.Store(labels);
        tile.SetLabelled(tile.Gradient, labels, reliable);
        return loss;
    }

    // Σ (m − z_i) of each row.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLanes DistancesOf<TLanes>(in Tile<T> tile, in TLanes maximum)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var sums = stackalloc TLanes[TLanes.Count];
        var tops = stackalloc T[TLanes.Count];
        maximum.Store(tops);
        var shape = tile.Shape;
        for (var row = 0; row < shape.Count; row++)
        {
            var z = tile.Inputs.Values + (long)row * shape.Stride;
            var (top, sum) = (tile.Transposed ? maximum : TLanes.LoadOne(tops + row), TLanes.Of(0));
            for (var i = 0; i < shape.Full; i++, z += TLanes.Count)
                sum += TLanes.Deviation(top, TLanes.Load(z));
            if (shape.Rest > 0)
                sum += TLanes.Only((1u << shape.Rest) - 1, TLanes.Deviation(top, TLanes.LoadPart(z, shape.Rest)));
            sums[row] = sum;
        }

        return PowerRows<T, TLanes>.SumOfEach(tile, sums);
    }

    public Wide<T> Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<int> targets, Wide<T> scale, Span<T> gradient)
    {
        var label = RowLoss.LabelOf(targets, inputs.Length);
        var row = SoftmaxRow<T>.Of(inputs);
        var uniform = Uniform(alpha, inputs.Length);
        var loss = row.LogTotal + Wide<T>.Difference(T.One, alpha) * row.Deviation(inputs[label]);
        if (alpha > T.Zero)
        {
            var sum = Wide<T>.Zero;
            foreach (var logit in inputs)
                sum += row.Deviation(logit);
            loss += uniform * sum;
        }

        var own = Wide<T>.Difference(T.One, alpha) + uniform;
        for (var i = 0; i < gradient.Length; i++)
        {
            var probability = row.Probability(inputs[i]);
            var slope =
                i == label
                    ? uniform * Wide<T>.OfInteger(inputs.Length - 1) * probability - own * row.Complement(inputs[i], i)
                    : probability - uniform;
            gradient[i] = (scale * slope).Round();
        }

        return loss;
    }
}
