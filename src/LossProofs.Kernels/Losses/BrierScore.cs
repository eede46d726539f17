// Brier score: the squared ℓ2 distance of prediction and target over the classes.
using System.Numerics;
using System.Runtime.CompilerServices;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>
/// Σ_i (y_i − p_i)² over the classes, p = softmax(z); data sets take the mean over samples. Source: gamma-cross-entropy,
/// evaluation metrics of its section 19.
/// </summary>
/// <remarks>
/// Error: at most 1 ulp for losses against labels; where p_i − y_i or the gradient's terms truly cancel, at most 1 ulp of
/// the sum of the terms' magnitudes. Refused (<see cref="ArgumentException"/>): logits empty, NaN, +∞ or masked
/// throughout; a label out of range or of a masked class; a target with a negative entry, mass on a masked class, or a
/// sum off 1 by more than K·2⁻⁴⁸ (double), K·2⁻²⁰ (float); destinations of another length or partly overlapping an input.
/// </remarks>
[Verbs(
    typeof(LabelSquare<>),
    "(1 − p_c)² + Σ_(i≠c) p_i² for a class label c.",
    "2p_j(e_j − Σ_i e_i p_i), e = p − onehot(c)"
)]
[Verbs(typeof(SoftSquare<>), "Σ(y_i − p_i)² for a target distribution y.", "2p_j(e_j − Σ_i e_i p_i), e = p − y")]
public static partial class BrierScore
{
    /// <summary>Σ(y_i − p_i)² of predicted probabilities, each in [0, 1], against a target distribution.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T LossOfProbabilities<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.Probabilities(probabilities, nameof(probabilities));
        Arguments.SameLength(targets.Length, nameof(targets), probabilities.Length, nameof(probabilities));
        Arguments.Distribution(targets, nameof(targets));
        var sum = Wide<T>.Zero;
        for (var i = 0; i < targets.Length; i++)
            sum += SoftSquare<T>.Term(Wide<T>.Difference(probabilities[i], targets[i]));
        return sum.Round();
    }
}

/// <summary>
/// (1 − p_c)² + Σ_{i≠c} p_i². Gradient 2p_j(e_j − Σ e_i p_i) with e = p − onehot(c); since Σ e_i p_i = S − p_c with
/// S = Σp_i², it is p_c[−(1−p_c) − S + p_c] = p_c[−(1−p_c)² − Σ_{i≠c} p_i²] for the label: no cancellation there.
/// </summary>
[SkipLocalsInit]
internal readonly unsafe struct LabelSquare<T> : IRowLoss<T, int>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<int> targets, int row) =>
        new OnLogits<T, NegativeLog<T>>().Check(inputs, targets, row);

    public Wide<T> Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<int> targets, Wide<T> scale, Span<T> gradient)
    {
        var label = RowLoss.LabelOf(targets, inputs.Length);
        var row = SoftmaxRow<T>.Of(inputs);
        var (own, complement) = (row.Probability(inputs[label]), row.Complement(inputs[label], label));
        var others = Wide<T>.Zero;
        for (var i = 0; i < inputs.Length; i++)
            if (i != label)
            {
                var probability = row.Probability(inputs[i]);
                others += probability * probability;
            }

        var loss = complement * complement + others;
        for (var i = 0; i < gradient.Length; i++)
        {
            var probability = row.Probability(inputs[i]);
            // For i ≠ c: p_i − (Σ_{j≠c} p_j² − p_c(1−p_c)) = p_i + p_c(1−p_c) − Σ_{j≠c} p_j².
            var slope = i == label ? -(own * loss) : probability * (probability + own * complement - others);
            gradient[i] = (scale * (slope + slope)).Round();
        }

        return loss;
    }

    public static bool HasLanes => true;

    public static bool AreAllLegal(Batch<T> inputs, ReadOnlySpan<int> targets, out T magnitude) =>
        OnLogits<T, NegativeLog<T>>.AreAllLegal(inputs, targets, out magnitude);

    // The exponentials are computed anew in each pass: as they are kept, rounded, their squares would be off by an ulp. Where terms
    // cancel beyond what they have to spare the row is wide.
    public TLanes Evaluate<TLanes>(in Tile<T> tile, in TLanes scale, out uint reliable)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var labels = stackalloc T[TLanes.Count];
        tile.GetLabelled(tile.Inputs, labels);
        var logit = TLanes.Load(labels);
        var maximum = SoftmaxLanes<T, TLanes>.LargestOf(tile);
        var own = TLanes.ExpInFull(TLanes.Deviation(logit, maximum));
        var (sum, squares) = SumsBeside(tile, maximum, logit, own);
        var share = TLanes.Of(1) / (own + sum);
        own *= share;
        var (complement, others) = (sum * share, squares * share * share);
        var loss = complement * complement + others;
        reliable = TLanes.Within(loss, TLanes.Least, TLanes.Most);
        if (tile.Gradient.IsEmpty)
            return loss;
        var (shift, twice) = (own * complement - others, scale + scale);
        reliable &= InRange<TLanes>(tile, maximum) & WithoutCancellation(tile, share, shift, own * complement + others);
        if (!tile.Writes(0, reliable))
            return loss;
        Write(tile, maximum, share, shift, twice);
        (-(own * loss * twice)).Store(labels);
        tile.SetLabelled(tile.Gradient, labels, reliable);
        return loss;
    }

    // Σ e_i and Σ e_i² of all but the label; the exponentials are kept where a gradient is asked for.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (TLanes Sum, TLanes Squares) SumsBeside<TLanes>(
        in Tile<T> tile,
        in TLanes maximum,
        in TLanes logit,
        in TLanes own
    )
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (zero, keeps) = (TLanes.Of(0), !tile.Kept.IsEmpty);
        var (sum, squares, ties) = (zero, zero, zero);
        for (var i = 0; i < tile.Count; i++)
        {
            var z = tile.Inputs.Load<TLanes>(i);
            var e = TLanes.ExpInFull(TLanes.Deviation(z, maximum));
            if (keeps)
                tile.Kept.Keep(i, e);
            var beside = TLanes.Deviation(z, logit);
            ties = TLanes.CountEqual(ties, beside, 0);
            e = TLanes.WhereEqual(beside, 0, zero, e);
            sum += e;
            squares += e * e;
        }

        if (!tile.Transposed)
            (sum, squares, ties) = (TLanes.Sum(sum), TLanes.Sum(squares), TLanes.Sum(ties));
        var equal = (ties - TLanes.Of(1)) * own;
        return (sum + equal, squares + equal * own);
    }

    /// <summary>What must be left of the terms' magnitudes: the exponentials are right to 2^-50 (float) or 2^-70, so that a
    /// difference is right to 2^-28 or 2^-55 then.</summary>
    internal static double LeastDifference<TLanes>()
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.IsLimited ? 3.0517578125e-05 : 2.384185791015625e-07; // 2^-15, 2^-22

    /// <summary>The rows without a probability that is rounded to few digits, or to 0 and should not be: where the exponential is
    /// below 2^-960 but not, with all that multiplies it, surely below half of the least number.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint InRange<TLanes>(in Tile<T> tile, in TLanes maximum)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (!TLanes.IsLimited)
            return TLanes.All;
        var found = 0u;
        for (var i = 0; i < tile.Count; i++)
            found |= TLanes.Within(TLanes.Deviation(tile.Inputs.Load<TLanes>(i), maximum), -750, -665);
        return tile.Transposed ? TLanes.All & ~found
            : found == 0 ? TLanes.All
            : 0;
    }

    // The rows in which every p_i + shift has most of its digits.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint WithoutCancellation<TLanes>(
        in Tile<T> tile,
        in TLanes share,
        in TLanes shift,
        in TLanes magnitude
    )
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (least, reliable) = (TLanes.Of(LeastDifference<TLanes>()), TLanes.All);
        for (var i = 0; i < tile.Count; i++)
        {
            var p = tile.Kept.Load<TLanes>(i) * share;
            reliable &= TLanes.Within(LaneFunctions.Abs(p + shift) - least * (p + magnitude), 0, double.MaxValue);
        }

        return tile.Transposed || reliable == TLanes.All ? reliable : 0;
    }

    // p_i(p_i + p_c(1−p_c) − Σ_{j≠c} p_j²) for every class.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Write<TLanes>(
        in Tile<T> tile,
        in TLanes maximum,
        in TLanes share,
        in TLanes shift,
        in TLanes scale
    )
        where TLanes : unmanaged, ILanes<TLanes>
    {
        for (var i = 0; i < tile.Count; i++)
        {
            var p = TLanes.ExpInFull(TLanes.Deviation(tile.Inputs.Load<TLanes>(i), maximum)) * share;
            tile.Gradient.Store(i, p * (p + shift) * scale);
        }
    }
}

/// <summary>
/// Σe_i² with e_i = p_i − y_i, taken as p_i(1 − y_i) − y_i(1 − p_i), exact for a one-hot target. Gradient: 2p_j(e_j − Σ e_i p_i).
/// </summary>
[SkipLocalsInit]
internal readonly unsafe struct SoftSquare<T> : IRowLoss<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int row)
    {
        Arguments.Logits(inputs, row);
        Arguments.SoftTargets(targets, inputs, row);
    }

    public static Wide<T> Term(Wide<T> error) => error * error;

    private static Wide<T> Slope(Wide<T> error) => error + error;

    public Wide<T> Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Wide<T> scale, Span<T> gradient)
    {
        var row = SoftmaxRow<T>.Of(inputs);
        var (sum, offset) = (Wide<T>.Zero, Wide<T>.Zero);
        // s_j − Σ s_i p_i = (s_j − s_m) − Σ_{i≠m} p_i(s_i − s_m), m the largest logit's class.
        var reference = Slope(Error(row, inputs[row.ArgMax], targets[row.ArgMax], row.ArgMax));
        for (var i = 0; i < inputs.Length; i++)
        {
            var error = Error(row, inputs[i], targets[i], i);
            sum += Term(error);
            if (i != row.ArgMax)
                offset += row.Probability(inputs[i]) * (Slope(error) - reference);
        }

        for (var i = 0; i < gradient.Length; i++)
        {
            var centred = Slope(Error(row, inputs[i], targets[i], i)) - reference - offset;
            gradient[i] = (scale * row.Probability(inputs[i]) * centred).Round();
        }

        return sum;
    }

    private static Wide<T> Error(in SoftmaxRow<T> row, T logit, T target, int index) =>
        row.Probability(logit) * Wide<T>.Difference(T.One, target) - Wide<T>.Of(target) * row.Complement(logit, index);

    public static bool HasLanes => true;

    public static bool AreAllLegal(Batch<T> inputs, ReadOnlySpan<T> targets, out T magnitude) =>
        SoftTarget<T>.AreAllLegal(inputs, targets, out magnitude);

    public TLanes Evaluate<TLanes>(in Tile<T> tile, in TLanes scale, out uint reliable)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var row = new Row<TLanes> { Maximum = SoftmaxLanes<T, TLanes>.LargestOf(tile) };
        FindShare(tile, ref row);
        FindReference(tile, ref row);
        var sum = SumOf(tile, ref row, out var magnitude);
        var least = TLanes.Of(LabelSquare<T>.LeastDifference<TLanes>());
        reliable = TLanes.Within(sum - least * least * magnitude, TLanes.Least, TLanes.Most);
        if (tile.Gradient.IsEmpty)
            return sum;
        reliable &= LabelSquare<T>.InRange(tile, row.Maximum) & WithoutCancellation(tile, row);
        if (tile.Writes(0, reliable))
            Write(tile, row, scale);
        return sum;
    }

    // What belongs to a row.
    private struct Row<TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        public TLanes Maximum;

        public TLanes Share;

        /// <summary>1 − p of the largest.</summary>
        public TLanes Complement;

        /// <summary>The error of the largest, and Σ p_i(e_i − that); the magnitudes of their terms together.</summary>
        public TLanes Reference,
            Offset,
            Magnitude;

        /// <summary>The exponential of an entry, computed anew.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly TLanes ExpOf(in Tile<T> tile, int i) =>
            TLanes.ExpInFull(TLanes.Deviation(tile.Inputs.Load<TLanes>(i), Maximum));

        /// <summary>p_i and e_i = p_i(1 − y_i) − y_i(1 − p_i) by its terms, from the exponential.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly (TLanes Probability, TLanes Own, TLanes Others) Of(in Tile<T> tile, int i, TLanes e)
        {
            var (one, y) = (TLanes.Of(1), tile.Targets.Load<TLanes>(i));
            var d = TLanes.Deviation(tile.Inputs.Load<TLanes>(i), Maximum);
            var p = e * Share;
            return (p, p * (one - y), y * TLanes.WhereEqual(d, 0, Complement, one - p));
        }
    }

    // From the sum beside the largest; the exponentials are kept where a gradient is asked for.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FindShare<TLanes>(in Tile<T> tile, ref Row<TLanes> row)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (zero, keeps) = (TLanes.Of(0), !tile.Kept.IsEmpty);
        var (rest, ties) = (zero, zero);
        for (var i = 0; i < tile.Count; i++)
        {
            var d = TLanes.Deviation(tile.Inputs.Load<TLanes>(i), row.Maximum);
            var e = TLanes.ExpInFull(d);
            if (keeps)
                tile.Kept.Keep(i, e);
            ties = TLanes.CountEqual(ties, d, 0);
            rest += TLanes.WhereEqual(d, 0, zero, e);
        }

        rest = SoftmaxLanes<T, TLanes>.Folded(rest, ties, tile.Transposed);
        row.Share = TLanes.Of(1) / (TLanes.Of(1) + rest);
        row.Complement = rest * row.Share;
    }

    // Of several that are largest the one with the largest target.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FindReference<TLanes>(in Tile<T> tile, ref Row<TLanes> row)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (zero, target) = (TLanes.Of(0), TLanes.Of(0));
        for (var i = 0; i < tile.Count; i++)
        {
            var d = TLanes.Deviation(tile.Inputs.Load<TLanes>(i), row.Maximum);
            target = TLanes.Max(target, TLanes.WhereEqual(d, 0, tile.Targets.Load<TLanes>(i), zero));
        }

        if (!tile.Transposed)
            target = TLanes.Largest(target);
        var (own, others) = (row.Share * (TLanes.Of(1) - target), target * row.Complement);
        (row.Reference, row.Magnitude) = (own - others, own + others);
    }

    // Σ e_i² and the same of the terms' magnitudes; the offset.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLanes SumOf<TLanes>(in Tile<T> tile, ref Row<TLanes> row, out TLanes magnitude)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var zero = TLanes.Of(0);
        var (sum, sizes, offset, offsets) = (zero, zero, zero, zero);
        for (var i = 0; i < tile.Count; i++)
        {
            var (p, own, others) = row.Of(tile, i, row.ExpOf(tile, i));
            var (error, size) = (own - others, own + others);
            sum += error * error;
            sizes += size * size;
            offset += p * (error - row.Reference);
            offsets += p * (size + row.Magnitude);
        }

        if (!tile.Transposed)
            (sum, sizes, offset, offsets) = (
                TLanes.Sum(sum),
                TLanes.Sum(sizes),
                TLanes.Sum(offset),
                TLanes.Sum(offsets)
            );
        (row.Offset, row.Magnitude, magnitude) = (offset, row.Magnitude + offsets, sizes);
        return sum;
    }

    // The rows in which every e_i − reference − offset has most of its digits.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint WithoutCancellation<TLanes>(in Tile<T> tile, in Row<TLanes> row)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (least, reliable) = (TLanes.Of(LabelSquare<T>.LeastDifference<TLanes>()), TLanes.All);
        for (var i = 0; i < tile.Count; i++)
        {
            var (_, own, others) = row.Of(tile, i, tile.Kept.Load<TLanes>(i));
            var left = LaneFunctions.Abs(own - others - row.Reference - row.Offset);
            reliable &= TLanes.Within(left - least * (own + others + row.Magnitude), 0, double.MaxValue);
        }

        return tile.Transposed || reliable == TLanes.All ? reliable : 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Write<TLanes>(in Tile<T> tile, in Row<TLanes> row, in TLanes scale)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var twice = scale + scale;
        for (var i = 0; i < tile.Count; i++)
        {
            var (p, own, others) = row.Of(tile, i, row.ExpOf(tile, i));
            tile.Gradient.Store(i, p * (own - others - row.Reference - row.Offset) * twice);
        }
    }
}
