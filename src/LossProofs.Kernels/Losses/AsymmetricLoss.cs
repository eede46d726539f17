// Asymmetric loss: binary focal losses with separate exponents for positives and negatives, negatives shifted.
using System.Numerics;
using System.Runtime.CompilerServices;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>
/// Σ over labels, p = σ(s): −(1−p)^γ₊ log p for a positive, −p_m^γ₋ log(1−p_m) with p_m = max(p − m, 0) for a negative;
/// γ₊, γ₋ ≥ 0, margin m in [0, 1). Source: Ridnik et al., "Asymmetric Loss for Multi-Label Classification", ICCV 2021;
/// without the margin soft-label-multilabel (58).
/// </summary>
/// <remarks>
/// Error: at most 1 ulp for exponents up to 2²⁰ (with a margin, of the terms that p − m subtracts). A score of −∞ is a
/// mask: a negative that contributes nothing. Refused (<see cref="ArgumentException"/>): an exponent negative or not
/// finite, a margin outside [0, 1); scores empty, NaN or +∞; a masked positive; wrong lengths, partial overlaps.
/// </remarks>
[Verbs(
    typeof(Asymmetric<>),
    "The sum of the labels' losses, with γ₊ (positive focus), γ₋ (negative focus) and the margin m.",
    "(1−p)^γ₊(γ₊ p log p − (1−p)) for a positive; p(1−p)p_m^γ₋(1/(1−p_m) − γ₋ log(1−p_m)/p_m) for a negative",
    Row = "scores"
)]
public static partial class AsymmetricLoss
{
    /// <summary>The same with margin 0.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Loss<T>(ReadOnlySpan<T> scores, ReadOnlySpan<bool> positives, T positiveFocus, T negativeFocus)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Loss(scores, positives, positiveFocus, negativeFocus, T.Zero);
}

[SkipLocalsInit]
internal readonly unsafe partial struct Asymmetric<T>(
    [Domain(nameof(Arguments.AtLeast), 0)] T positiveFocus,
    [Domain(nameof(Arguments.AtLeast), 0)] T negativeFocus,
    [Domain(nameof(Arguments.UnitBelowOne))] T margin
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
        var sum = Wide<T>.Zero;
        for (var i = 0; i < inputs.Length; i++)
        {
            var (loss, slope) =
                T.IsNegativeInfinity(inputs[i]) ? (Wide<T>.Zero, Wide<T>.Zero)
                : targets[i] ? Positive(inputs[i])
                : Negative(inputs[i]);
            sum += loss;
            if (!gradient.IsEmpty)
                gradient[i] = (scale * slope).Round();
        }

        return sum;
    }

    public static bool HasLanes => true;

    public static bool AreAllLegal(Batch<T> inputs, ReadOnlySpan<bool> targets, out T magnitude)
    {
        magnitude = Scan.Magnitude(inputs.Values);
        return T.IsFinite(magnitude);
    }

    // What is written to the gradient is kept first: the row may have to be taken again.
    public TLanes Evaluate<TLanes>(in Tile<T> tile, in TLanes scale, out uint reliable)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        reliable = TLanes.All;
        var (zero, sum) = (TLanes.Of(0), TLanes.Of(0));
        for (var i = 0; i < tile.Count; i++)
        {
            var (score, target) = (tile.Inputs.Load<TLanes>(i), tile.Targets.Load<TLanes>(i));
            var masked = TLanes.WhereEqual(score, double.NegativeInfinity, TLanes.Of(1), zero);
            score = TLanes.WhereEqual(masked, 1, zero, score);
            LabelOf(score, out var label);
            var (loss, slope, within) = (zero, zero, TLanes.All);
            if (TLanes.AnyEquals(target, 0))
                Negative(label, out loss, out slope, out within);
            if (TLanes.AnyEquals(target, 1))
            {
                Positive(label, out var ofPositive, out var slopeOfPositive, out var withinPositive);
                (loss, slope) = (
                    TLanes.WhereEqual(target, 1, ofPositive, loss),
                    TLanes.WhereEqual(target, 1, slopeOfPositive, slope)
                );
                var positive = TLanes.Within(target, 1, 1);
                within = (within & ~positive) | (withinPositive & positive);
            }

            reliable &= within | TLanes.Within(masked, 1, 1);
            sum += TLanes.WhereEqual(masked, 1, zero, loss);
            if (!tile.Kept.IsEmpty)
                tile.Kept.Store(i, TLanes.WhereEqual(masked, 1, zero, slope * scale));
        }

        if (!tile.Transposed)
        {
            sum = TLanes.Sum(sum);
            reliable = (reliable & TLanes.All) == TLanes.All ? TLanes.All : 0;
        }

        for (var i = 0; i < tile.Count && tile.Kept.Values != tile.Gradient.Values && tile.Writes(0, reliable); i++)
            tile.Gradient.Store(i, tile.Kept.Load<TLanes>(i));
        return sum;
    }

    /// <summary>p = σ(s) and 1 − p, both to all digits, and the logarithms of both with the opposite sign.</summary>
    private struct Label<TLanes>
    {
        public TLanes Probability,
            Complement,
            NegativeLog,
            NegativeLogOfComplement;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LabelOf<TLanes>(in TLanes score, out Label<TLanes> label)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var (zero, one) = (TLanes.Of(0), TLanes.Of(1));
        var size = LaneFunctions.Abs(score);
        var e = TLanes.ExpInFull(-size);
        var (large, tail) = (one / (one + e), LaneFunctions.Log1pOfPower(e));
        var small = e * large;
        label.Probability = TLanes.WhereLess(score, zero, small, large);
        label.Complement = TLanes.WhereLess(score, zero, large, small);
        label.NegativeLog = TLanes.WhereLess(score, zero, size + tail, tail);
        label.NegativeLogOfComplement = TLanes.WhereLess(score, zero, tail, size + tail);
    }

    // The lanes of results that are in range: with a margin of 2^20 of the limits, for a mean over as many rows.
    private static uint InRange<TLanes>(TLanes loss, TLanes slope)
        where TLanes : unmanaged, ILanes<TLanes> =>
        TLanes.IsLimited
            ? TLanes.Within(loss, 1e-280, 1e280) & TLanes.Within(LaneFunctions.Abs(slope), 1e-280, 1e280)
            : TLanes.All;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Positive<TLanes>(in Label<TLanes> label, out TLanes loss, out TLanes gradient, out uint reliable)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var term = new FocalTerm<T>(positiveFocus, T.One);
        (loss, var slope) = term.Evaluate(label.Probability, label.Complement, label.NegativeLog);
        gradient = -(slope * label.Complement);
        reliable = InRange(loss, gradient);
        if (TLanes.IsLimited)
            reliable &= term.Reliable(label.Probability, label.Complement, label.NegativeLog);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Negative<TLanes>(in Label<TLanes> label, out TLanes loss, out TLanes gradient, out uint reliable)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var term = new FocalTerm<T>(negativeFocus, T.One);
        var (rest, shifted, negativeLog) = (label.Complement, label.Probability, label.NegativeLogOfComplement);
        var (zero, left) = (TLanes.Of(0), TLanes.Of(0));
        if (margin != T.Zero)
        {
            var number = TLanes.Of(double.CreateChecked(margin));
            (rest, left) = (rest + number, shifted - number);
            // Where p ≤ m nothing is asked of what follows.
            shifted = TLanes.WhereLess(zero, left, left, TLanes.Of(0.5));
            negativeLog = ProbabilityLoss.NegativeLog(rest, shifted);
        }

        (loss, var slope) = term.Evaluate(rest, shifted, negativeLog);
        gradient = slope * label.Probability;
        if (margin != T.Zero)
            gradient = gradient * label.Complement / rest;
        reliable = InRange(loss, gradient);
        if (TLanes.IsLimited)
            reliable &= term.Reliable(rest, shifted, negativeLog);
        if (margin == T.Zero)
            return;
        var least = TLanes.Of(LabelSquare<T>.LeastDifference<TLanes>()) * label.Probability;
        var none = TLanes.Within(left, -1, 0);
        (loss, gradient) = (TLanes.WhereLess(zero, left, loss, zero), TLanes.WhereLess(zero, left, gradient, zero));
        reliable = (reliable | none) & TLanes.Within(LaneFunctions.Abs(left) - least, 0, 1);
    }

    /// <summary>The focal loss of σ(s): its slope −p·f′(p), times −(1−p).</summary>
    private (Wide<T> Loss, Wide<T> Gradient) Positive(T score)
    {
        var complement = Sigmoid.WideValue(-score);
        var (loss, slope) = new FocalTerm<T>(positiveFocus, T.One).Evaluate(
            Sigmoid.WideValue(score),
            complement,
            Softplus.WideValue(-score)
        );
        return (loss, -(slope * complement));
    }

    /// <summary>
    /// The focal loss of q = 1 − p_m: its derivative in p_m is (−q·f′(q))/q, and p_m moves with s at p(1−p), or not at
    /// all where p ≤ m.
    /// </summary>
    private (Wide<T> Loss, Wide<T> Gradient) Negative(T score)
    {
        var (probability, complement) = (Sigmoid.WideValue(score), Sigmoid.WideValue(-score));
        var shifted = probability - Wide<T>.Of(margin);
        if (!(shifted > Wide<T>.Zero))
            return (Wide<T>.Zero, Wide<T>.Zero);
        var rest = complement + Wide<T>.Of(margin);
        var negativeLog = margin == T.Zero ? Softplus.WideValue(score) : ProbabilityLoss.NegativeLog(rest, shifted);
        var (loss, slope) = new FocalTerm<T>(negativeFocus, T.One).Evaluate(rest, shifted, negativeLog);
        return (loss, margin == T.Zero ? slope * probability : slope * probability * complement / rest);
    }
}
