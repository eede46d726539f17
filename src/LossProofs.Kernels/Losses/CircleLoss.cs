// Circle loss as published: similarity scores of positives and negatives, each weighted by its distance to an optimum.
using System.Numerics;
using System.Runtime.CompilerServices;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>
/// L = log(1 + Σ_neg e^(γ·a_j(s_j − m)) · Σ_pos e^(−γ·b_i(s_i − (1−m)))), a_j = max(s_j + m, 0), b_i = max(1 + m − s_i, 0),
/// with scale γ &gt; 0 and margin m ≥ 0. Source: Sun et al., "Circle Loss", CVPR 2020, eq. (6) to (8); soft-label-multilabel
/// (59) gives another, unweighted form.
/// </summary>
/// <remarks>
/// Two gradients: <see cref="Gradient{T}(ReadOnlySpan{T}, ReadOnlySpan{bool}, T, T, Span{T})"/> is the derivative of L;
/// <see cref="HeldWeightsGradient{T}"/> holds a and b constant, which is the training rule of the publication and its
/// code. Error: losses at most 1 ulp, gradients at most 1 ulp of the sum of their terms' magnitudes. No positives or no
/// negatives: loss 0. A score of −∞ is a mask (a negative that contributes nothing). Refused
/// (<see cref="ArgumentException"/>): γ not positive and finite, m negative or not finite; scores empty, NaN or +∞; a
/// masked positive; wrong lengths, partial overlaps.
/// </remarks>
[Verbs(
    typeof(Circle<>),
    "The circle loss of one anchor.",
    "σ(log of the product)·share of the term·derivative of its exponent",
    Row = "scores"
)]
public static partial class CircleLoss
{
    /// <summary>The same with margin 0.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Loss<T>(ReadOnlySpan<T> scores, ReadOnlySpan<bool> positives, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Loss(scores, positives, scale, T.Zero);

    /// <summary>
    /// Writes the publication's update direction: a and b held constant, ±γ·a·share and so on. It is not the derivative
    /// of the loss.
    /// </summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void HeldWeightsGradient<T>(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<bool> positives,
        T scale,
        T margin,
        Span<T> gradient
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, bool, Circle<T>>(
            Circle<T>.Checked(scale, margin, true),
            scores,
            positives,
            gradient
        );
}

/// <summary>
/// With N and P the two sums, each carried with the factor of its own largest exponent: L = softplus(log N + log P), and
/// ∂L/∂s_j = σ(log N + log P)·(e^x_j/N)·∂x_j/∂s_j.
/// </summary>
[SkipLocalsInit]
internal readonly partial struct Circle<T>(
    [Domain(nameof(Arguments.Positive))] T scale,
    [Domain(nameof(Arguments.AtLeast), 0)] T margin,
    bool heldWeights = false
) : IRowLoss<T, bool>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static string InputName => "scores";

    public void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<bool> targets, int row)
    {
        Arguments.Scores(inputs, row);
        Arguments.Positives(targets, inputs, row);
    }

    public Wide<T> Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<bool> targets, Wide<T> scale, Span<T> gradient)
    {
        var (negative, positive) = (-Wide<T>.PositiveInfinity, -Wide<T>.PositiveInfinity);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (T.IsNegativeInfinity(inputs[i]))
                continue;
            var exponent = Exponent(inputs[i], targets[i]).Value;
            if (targets[i])
                positive = positive < exponent ? exponent : positive;
            else
                negative = negative < exponent ? exponent : negative;
        }

        if (!negative.IsFinite || !positive.IsFinite)
        {
            gradient.Clear();
            return Wide<T>.Zero;
        }

        var (negatives, positives) = (Wide<T>.Zero, Wide<T>.Zero);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (T.IsNegativeInfinity(inputs[i]))
                continue;
            var exponent = Exponent(inputs[i], targets[i]).Value;
            if (targets[i])
                positives += Wide<T>.Exp(exponent - positive);
            else
                negatives += Wide<T>.Exp(exponent - negative);
        }

        var logarithm = negative + positive + Wide<T>.Log(negatives * positives);
        var tail = Wide<T>.Exp(logarithm > Wide<T>.Zero ? -logarithm : logarithm);
        var share = (logarithm > Wide<T>.Zero ? Wide<T>.One : tail) / (Wide<T>.One + tail);
        for (var i = 0; i < gradient.Length; i++)
        {
            if (T.IsNegativeInfinity(inputs[i]))
            {
                gradient[i] = T.Zero;
                continue;
            }

            var (exponent, slope) = Exponent(inputs[i], targets[i]);
            var part = targets[i]
                ? Wide<T>.Exp(exponent - positive) / positives
                : Wide<T>.Exp(exponent - negative) / negatives;
            gradient[i] = (scale * share * part * slope).Round();
        }

        var log1p = Wide<T>.Log1p(tail);
        return logarithm > Wide<T>.Zero ? logarithm + log1p : log1p;
    }

    public static bool HasLanes => true;

    public static bool AreAllLegal(Batch<T> inputs, ReadOnlySpan<bool> targets, out T magnitude)
    {
        magnitude = Scan.Magnitude(inputs.Values);
        return T.IsFinite(magnitude);
    }

    /// <summary>Up to here the product of both sums is in the range of the lanes.</summary>
    private const double LargestExponent = 600;

    // N and P as multiples of e^n and e^p: e^(log N + log P) is N·P·e^(n+p), without a logarithm.
    public TLanes Evaluate<TLanes>(in Tile<T> tile, in TLanes scale, out uint reliable)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (zero, one) = (TLanes.Of(0), TLanes.Of(1));
        Row<TLanes> row = default;
        FindLargest(tile, ref row);
        FindSums(tile, ref row, out var leastSlope, out reliable);
        var exponent = row.OfNegatives + row.OfPositives;
        var power = TLanes.ExpInFull(-LaneFunctions.Abs(exponent));
        var product = row.Negatives * row.Positives;
        product = TLanes.WhereLess(zero, exponent, product / power, product * power);
        reliable &= TLanes.Within(LaneFunctions.Abs(exponent), 0, LargestExponent);
        if (TLanes.IsLimited)
            reliable &= TLanes.Within(product, TLanes.Least, TLanes.Most) | TLanes.Within(product, 0, 0);
        var loss = LaneFunctions.Log1pOfPower(product);
        if (tile.Gradient.IsEmpty)
            return loss;
        // Without positives or without negatives there is nothing to be divided.
        var share = product / (one + product) * scale;
        row.Negatives = share / TLanes.WhereEqual(row.Negatives, 0, one, row.Negatives);
        row.Positives = share / TLanes.WhereEqual(row.Positives, 0, one, row.Positives);
        if (TLanes.IsLimited)
        {
            var least = TLanes.WhereLess(row.Negatives, row.Positives, row.Negatives, row.Positives) * leastSlope;
            reliable &= TLanes.Within(least, TLanes.Least, double.MaxValue) | TLanes.Within(share, 0, 0);
        }

        if (tile.Writes(0, reliable))
            Write(tile, row);
        return loss;
    }

    private struct Row<TLanes>
    {
        /// <summary>The largest exponents, 0 where there are none.</summary>
        public TLanes OfNegatives,
            OfPositives;

        /// <summary>The sums beside these factors; then what an exponential of each is multiplied by.</summary>
        public TLanes Negatives,
            Positives;
    }

    // The exponent, −∞ where masked, and its derivative.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (TLanes Exponent, TLanes Slope) Exponent<TLanes>(TLanes score, TLanes target)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (zero, m, factor) = (
            TLanes.Of(0),
            TLanes.Of(double.CreateChecked(margin)),
            TLanes.Of(double.CreateChecked(scale))
        );
        var s = TLanes.WhereEqual(score, double.NegativeInfinity, zero, score);
        s = TLanes.WhereEqual(target, 0, s, TLanes.Of(1) - s);
        var (weight, distance) = (s + m, s - m);
        var slope = factor * (heldWeights ? weight : weight + distance);
        slope = TLanes.WhereEqual(target, 0, slope, -slope);
        var exponent = TLanes.WhereLess(zero, weight, factor * weight * distance, zero);
        return (
            TLanes.WhereEqual(score, double.NegativeInfinity, score, exponent),
            TLanes.WhereLess(zero, weight, slope, zero)
        );
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FindLargest<TLanes>(in Tile<T> tile, ref Row<TLanes> row)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var none = TLanes.Of(double.NegativeInfinity);
        var (negatives, positives) = (none, none);
        for (var i = 0; i < tile.Count; i++)
        {
            var target = tile.Targets.Load<TLanes>(i);
            var (exponent, _) = Exponent(tile.Inputs.Load<TLanes>(i), target);
            negatives = TLanes.Max(negatives, TLanes.WhereEqual(target, 0, exponent, none));
            positives = TLanes.Max(positives, TLanes.WhereEqual(target, 0, none, exponent));
        }

        if (!tile.Transposed)
            (negatives, positives) = (TLanes.Largest(negatives), TLanes.Largest(positives));
        var zero = TLanes.Of(0);
        row.OfNegatives = TLanes.WhereEqual(negatives, double.NegativeInfinity, zero, negatives);
        row.OfPositives = TLanes.WhereEqual(positives, double.NegativeInfinity, zero, positives);
    }

    // And the least of the exponentials times their slopes that are not 0; reliable where none is too small for its digits.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FindSums<TLanes>(in Tile<T> tile, ref Row<TLanes> row, out TLanes leastSlope, out uint reliable)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (zero, none) = (TLanes.Of(0), TLanes.Of(double.NegativeInfinity));
        var (negatives, positives, least, small) = (zero, zero, none, 0u);
        for (var i = 0; i < tile.Count; i++)
        {
            var target = tile.Targets.Load<TLanes>(i);
            var (exponent, slope) = Exponent(tile.Inputs.Load<TLanes>(i), target);
            var e = ExpOf(exponent, target, row);
            negatives += TLanes.WhereEqual(target, 0, e, zero);
            positives += TLanes.WhereEqual(target, 0, zero, e);
            if (TLanes.IsLimited)
            {
                small |=
                    TLanes.Within(e, 0, TLanes.Least)
                    & ~TLanes.Within(exponent, double.NegativeInfinity, -double.MaxValue);
                var size = e * LaneFunctions.Abs(slope);
                least = TLanes.Max(least, TLanes.WhereEqual(size, 0, none, -size));
            }
        }

        if (!tile.Transposed)
        {
            (negatives, positives, least) = (TLanes.Sum(negatives), TLanes.Sum(positives), TLanes.Largest(least));
            small = (small & TLanes.All) == 0 ? 0 : TLanes.All;
        }

        (row.Negatives, row.Positives) = (negatives, positives);
        leastSlope = TLanes.WhereEqual(least, double.NegativeInfinity, TLanes.Of(1), -least);
        reliable = TLanes.All & ~small;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ExpOf<TLanes>(TLanes exponent, TLanes target, in Row<TLanes> row)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var zero = TLanes.Of(0);
        var deviation = exponent - TLanes.WhereEqual(target, 0, row.OfNegatives, row.OfPositives);
        return TLanes.WhereEqual(exponent, double.NegativeInfinity, zero, TLanes.ExpInFull(deviation));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Write<TLanes>(in Tile<T> tile, in Row<TLanes> row)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        for (var i = 0; i < tile.Count; i++)
        {
            var target = tile.Targets.Load<TLanes>(i);
            var (exponent, slope) = Exponent(tile.Inputs.Load<TLanes>(i), target);
            var factor = TLanes.WhereEqual(target, 0, row.Negatives, row.Positives);
            tile.Gradient.Store(i, ExpOf(exponent, target, row) * factor * slope);
        }
    }

    /// <summary>γ·a(s − m) or −γ·b(s − 1 + m), and its derivative in s, with or without that of the weight.</summary>
    private (Wide<T> Value, Wide<T> Slope) Exponent(T score, bool positive)
    {
        var (s, m) = (Wide<T>.Of(score), Wide<T>.Of(margin));
        var weight = positive ? Wide<T>.Difference(T.One, score) + m : s + m;
        if (!(weight > Wide<T>.Zero))
            return (Wide<T>.Zero, Wide<T>.Zero);
        // Positive: −b(s − (1−m)) = b·((1−s) − m).
        var distance = positive ? Wide<T>.Difference(T.One, score) - m : s - m;
        var slope = heldWeights ? weight : weight + distance;
        var factor = Wide<T>.Of(scale);
        return (factor * weight * distance, positive ? -(factor * slope) : factor * slope);
    }
}
