// Binary cross-entropy of a sigmoid against a soft target: one label, or the sum over independent labels.
using System.Numerics;
using System.Runtime.CompilerServices;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>
/// L = t·softplus(−x) + (1−t)·softplus(x) = −t log σ(x) − (1−t) log(1−σ(x)), t in [0, 1]; gradient σ(x) − t, second
/// derivative σ(x)σ(−x). Source: soft-label-multilabel (2), (4), (9), (10).
/// </summary>
/// <remarks>
/// Error: losses at most 2 ulp (of one label 1 ulp); the gradient is taken as (1−t)σ(x) − tσ(−x), exact in form for hard
/// labels, and at most 2 ulp (of one label 1 ulp) of the sum of its two magnitudes. At x = ±∞ the limits: 0 where the target agrees, +∞ otherwise; over a row,
/// −∞ is a mask: a label with target 0 that contributes nothing. Refused (<see cref="ArgumentException"/>): NaN; a
/// target outside [0, 1]; in a row also +∞ and a positive target on a masked label; wrong lengths, partial overlaps.
/// </remarks>
[Verbs(typeof(BinaryLabels<>), "The sum of the labels' losses.", "σ(x_i) − t_i")]
public static partial class BinaryCrossEntropy
{
    /// <summary>The loss of one label.</summary>
    /// <exception cref="ArgumentException">The logit is NaN or the target outside [0, 1].</exception>
    public static T Loss<T>(T logit, T target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Checked(logit, target).Loss.Round();

    /// <summary>Its derivative in the logit: σ(x) − t.</summary>
    /// <exception cref="ArgumentException">The logit is NaN or the target outside [0, 1].</exception>
    public static T Gradient<T>(T logit, T target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Checked(logit, target).Gradient.Round();

    /// <summary>Both.</summary>
    /// <exception cref="ArgumentException">The logit is NaN or the target outside [0, 1].</exception>
    public static (T Loss, T Gradient) LossAndGradient<T>(T logit, T target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (loss, gradient) = Checked(logit, target);
        return (loss.Round(), gradient.Round());
    }

    /// <summary>The second derivative, for every target: σ(x)σ(−x).</summary>
    /// <exception cref="ArgumentException">The logit is NaN.</exception>
    public static T Hessian<T>(T logit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.NotNaN(logit, nameof(logit));
        return Sigmoid.Gradient(logit);
    }

    /// <summary>−t log p − (1−t) log(1−p), on a probability p in [0, 1].</summary>
    /// <exception cref="ArgumentException">p or t outside [0, 1].</exception>
    public static T LossOfProbability<T>(T probability, T target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Unit(probability, nameof(probability));
        Arguments.Unit(target, nameof(target));
        var (p, complement) = (Wide<T>.Of(probability), Wide<T>.Difference(T.One, probability));
        return BinaryLabels<T>
            .Mixed(target, ProbabilityLoss.NegativeLog(p, complement), ProbabilityLoss.NegativeLog(complement, p))
            .Round();
    }

    private static (Wide<T> Loss, Wide<T> Gradient) Checked<T>(T logit, T target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.NotNaN(logit, nameof(logit));
        Arguments.Unit(target, nameof(target));
        return BinaryLabels<T>.Label(logit, target);
    }
}

[SkipLocalsInit]
internal readonly struct BinaryLabels<T> : IRowLoss<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int row)
    {
        Arguments.Scores(inputs, row, "logits");
        Arguments.MultiLabelTargets(targets, inputs, row, "logits");
    }

    public Wide<T> Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Wide<T> scale, Span<T> gradient)
    {
        var sum = Wide<T>.Zero;
        for (var i = 0; i < inputs.Length; i++)
        {
            var (loss, slope) = Label(inputs[i], targets[i]);
            sum += loss;
            if (!gradient.IsEmpty)
                gradient[i] = (scale * slope).Round();
        }

        return sum;
    }

    public static (Wide<T> Loss, Wide<T> Gradient) Label(T logit, T target) =>
        (
            Mixed(target, Softplus.WideValue(-logit), Softplus.WideValue(logit)),
            Wide<T>.Difference(T.One, target) * Sigmoid.WideValue(logit)
                - Wide<T>.Of(target) * Sigmoid.WideValue(-logit)
        );

    /// <summary>t·a + (1−t)·b, where 0·∞ is 0.</summary>
    public static Wide<T> Mixed(T target, Wide<T> positive, Wide<T> negative) =>
        target == T.Zero ? negative
        : target == T.One ? positive
        : Wide<T>.Of(target) * positive + Wide<T>.Difference(T.One, target) * negative;

    public static bool HasLanes => true;

    public static bool IsElementwise => true;

    public static bool AreAllLegal(Batch<T> inputs, ReadOnlySpan<T> targets, out T magnitude)
    {
        magnitude = Scan.Magnitude(inputs.Values);
        return T.IsFinite(magnitude) && Scan.AllUpTo(targets, T.One);
    }

    // With e = e^−|x|: t·softplus(−x) + (1−t)·softplus(x) = log(1 + e) + w|x|, w = 1−t for x ≥ 0 and t below, terms ≥ 0;
    // (1−t)σ(x) − tσ(−x) = ((1−t) − t·e)/(1 + e), or ((1−t)·e − t)/(1 + e).
    public TLanes Evaluate<TLanes>(in Tile<T> tile, in TLanes scale, out uint reliable)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var sum = LossOf<TLanes>(tile);
        reliable = TLanes.Within(sum, TLanes.Least, TLanes.Most);
        if (!tile.Gradient.IsEmpty && (tile.Transposed || reliable == TLanes.All))
            WriteGradient(tile, scale);
        return sum;
    }

    // Each loop is a method of its own: in one, the compiler's budget for inlining would end before the arithmetic does. e is
    // kept for the gradient.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLanes LossOf<TLanes>(in Tile<T> tile)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (zero, sum, keeps) = (TLanes.Of(0), TLanes.Of(0), !tile.Kept.IsEmpty);
        for (var i = 0; i < tile.Count; i++)
        {
            var (x, t) = (tile.Inputs.Load<TLanes>(i), tile.Targets.Load<TLanes>(i));
            var size = LaneFunctions.Abs(x);
            var e = TLanes.ExpOfDeviation(-size);
            if (keeps)
                tile.Kept.Keep(i, e);
            // A masked logit stands for a loss of 0; its size times a weight of 0 has no meaning.
            var weight = TLanes.WhereLess(x, zero, t, TLanes.Of(1) - t);
            sum += LaneFunctions.Log1pOfPower(e) + TLanes.WhereEqual(weight, 0, zero, weight * size);
        }

        return tile.Transposed ? sum : TLanes.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteGradient<TLanes>(in Tile<T> tile, in TLanes scale)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (zero, one) = (TLanes.Of(0), TLanes.Of(1));
        for (var i = 0; i < tile.Count; i++)
        {
            var (x, t, e) = (tile.Inputs.Load<TLanes>(i), tile.Targets.Load<TLanes>(i), tile.Kept.Load<TLanes>(i));
            var rest = one - t;
            var slope = TLanes.WhereLess(x, zero, rest * e - t, rest - t * e);
            tile.Gradient.Store(i, slope / (one + e) * scale);
        }
    }
}
