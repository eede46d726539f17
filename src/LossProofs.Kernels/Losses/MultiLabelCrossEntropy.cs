// Softmax cross-entropy generalised to several labels at once, with hard or soft labels.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>
/// Hard: log(1 + Σ_neg e^s_i) + log(1 + Σ_pos e^−s_i). Soft, t in [0, 1]: log(1 + Σ t_i e^−s_i) + log(1 + Σ (1−t_i)e^s_i),
/// which is the hard form at t in {0, 1}. With a_i, b_i the terms' shares of their sums: gradient b_i − a_i, in (−1, 1);
/// Hessian a_i(δ_ij − a_j) + b_i(δ_ij − b_j). Least where t_i = σ(2s_i). Source: soft-label-multilabel (8), (16), (17),
/// (23), (29), (31) (whose sign of the first term is off), (48).
/// </summary>
/// <remarks>
/// Error: losses at most 2 ulp, tiny ones included; b_i − a_i truly cancels near the optimum: at most 2 ulp of the sum of
/// the two magnitudes. A score of −∞ is a mask: with target 0 it contributes nothing; a row masked throughout has loss 0.
/// Refused (<see cref="ArgumentException"/>): scores empty, NaN or +∞; a target outside [0, 1], or positive on a masked
/// score; wrong lengths, partial overlaps.
/// </remarks>
[Verbs(
    typeof(MultiLabel<,>),
    "The hard form, from the set of positive labels.",
    "b_i for a negative, −a_i for a positive",
    ArePositives = true,
    Row = "scores"
)]
[Verbs(typeof(MultiLabel<,>), "The soft form, from targets in [0, 1].", "b_i − a_i", Row = "scores")]
public static partial class MultiLabelCrossEntropy { }

/// <summary>Both forms: TTarget is bool (positive or not) or T (soft).</summary>
internal readonly partial struct MultiLabel<T, TTarget> : IRowLoss<T, TTarget>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    public static string InputName => "scores";

    private static T Target(TTarget target) =>
        typeof(TTarget) == typeof(T) ? (T)(object)target
        : (bool)(object)target ? T.One
        : T.Zero;

    public void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, int row)
    {
        Arguments.Scores(inputs, row);
        if (typeof(TTarget) == typeof(bool))
            Arguments.Positives(MemoryMarshal.Cast<TTarget, bool>(targets), inputs, row);
        else
            Arguments.MultiLabelTargets(MemoryMarshal.Cast<TTarget, T>(targets), inputs, row, InputName);
    }

    public Wide<T> Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets, Wide<T> scale, Span<T> gradient)
    {
        var (down, up) = Sums(inputs, targets, -1);
        for (var i = 0; i < gradient.Length; i++)
        {
            var (a, b) = Shares(inputs[i], Target(targets[i]), down, up);
            gradient[i] = (scale * (b - a)).Round();
        }

        return down.Log + up.Log;
    }

    public static bool HasLanes => true;

    public static bool AreAllLegal(Batch<T> inputs, ReadOnlySpan<TTarget> targets, out T magnitude)
    {
        magnitude = Scan.Magnitude(inputs.Values);
        return typeof(TTarget) == typeof(T)
            && T.IsFinite(magnitude)
            && Scan.AllUpTo(MemoryMarshal.Cast<TTarget, T>(targets), T.One);
    }

    // Scores so large that a sum would need a shift, e^300 and more, are left to the wide form.
    public TLanes Evaluate<TLanes>(in Tile<T> tile, in TLanes scale, out uint reliable)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (down, up, largest) = SumsOf<TLanes>(tile);
        if (!tile.Transposed)
            (down, up, largest) = (TLanes.Sum(down), TLanes.Sum(up), TLanes.Largest(largest));
        reliable =
            TLanes.Within(largest, 0, 300)
            & (TLanes.Within(down, TLanes.Least, TLanes.Most) | TLanes.Within(down, 0, 0))
            & (TLanes.Within(up, TLanes.Least, TLanes.Most) | TLanes.Within(up, 0, 0));
        if (!tile.Gradient.IsEmpty && (tile.Transposed || reliable == TLanes.All))
            WriteGradient(tile, scale / (TLanes.Of(1) + down), scale / (TLanes.Of(1) + up));
        return TLanes.Log1p(down) + TLanes.Log1p(up);
    }

    // Each loop is a method of its own: in one, the compiler's budget for inlining would end before the arithmetic does.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (TLanes Down, TLanes Up, TLanes Largest) SumsOf<TLanes>(in Tile<T> tile)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (down, up, largest) = (TLanes.Of(0), TLanes.Of(0), TLanes.Of(0));
        for (var i = 0; i < tile.Count; i++)
        {
            var (a, b, exponent) = Terms<TLanes>(tile, i);
            down += a;
            up += b;
            largest = TLanes.Max(largest, exponent);
        }

        return (down, up, largest);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteGradient<TLanes>(in Tile<T> tile, in TLanes shareOfDown, in TLanes shareOfUp)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        for (var i = 0; i < tile.Count; i++)
        {
            var (a, b, _) = Terms<TLanes>(tile, i);
            tile.Gradient.Store(i, b * shareOfUp - a * shareOfDown);
        }
    }

    // t·e^−s, (1−t)·e^s, and the larger of the exponents that count.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes Down, TLanes Up, TLanes Exponent) Terms<TLanes>(in Tile<T> tile, int i)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (zero, score, target) = (TLanes.Of(0), tile.Inputs.Load<TLanes>(i), tile.Targets.Load<TLanes>(i));
        var rest = TLanes.Of(1) - target;
        return (
            TLanes.WhereEqual(target, 0, zero, target * TLanes.Exp(-score)),
            TLanes.WhereEqual(rest, 0, zero, rest * TLanes.Exp(score)),
            TLanes.Max(TLanes.WhereEqual(target, 0, zero, -score), TLanes.WhereEqual(rest, 0, zero, score))
        );
    }

    private static (Wide<T> Down, Wide<T> Up) Shares(T score, T target, in OnePlusSum<T> down, in OnePlusSum<T> up) =>
        (down.Fraction(Wide<T>.Of(target), -score), up.Fraction(Wide<T>.Difference(T.One, target), score));

    /// <summary>1 + Σ t_i e^−s_i and 1 + Σ (1−t_i)e^s_i, without the label <paramref name="skip"/>.</summary>
    private static (OnePlusSum<T> Down, OnePlusSum<T> Up) Sums(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<TTarget> targets,
        int skip
    )
    {
        var (largestDown, largestUp) = (T.NegativeInfinity, T.NegativeInfinity);
        for (var i = 0; i < scores.Length; i++)
        {
            var target = Target(targets[i]);
            if (target > T.Zero)
                largestDown = T.Max(largestDown, -scores[i]);
            if (target < T.One)
                largestUp = T.Max(largestUp, scores[i]);
        }

        var (down, up) = (new OnePlusSum<T>(largestDown), new OnePlusSum<T>(largestUp));
        for (var i = 0; i < scores.Length; i++)
        {
            if (i == skip)
                continue;
            var target = Target(targets[i]);
            down.Add(Wide<T>.Of(target), -scores[i]);
            up.Add(Wide<T>.Difference(T.One, target), scores[i]);
        }

        return (down, up);
    }
}
