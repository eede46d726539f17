// Mean absolute error of a softmax: the ℓ1 distance of prediction and target over the classes.
using System.Numerics;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>
/// Σ_i |y_i − p_i| over the classes, p = softmax(z); 2(1 − p_c) for a label; data sets take the mean over samples. Source:
/// gamma-cross-entropy (33).
/// </summary>
/// <remarks>
/// Error: at most 2 ulp for labels; for soft targets, where p_i − y_i truly cancels, at most 1 ulp of the sum of the
/// terms' magnitudes. At a kink (p_i = y_i, also where they differ by
/// less than the working arithmetic sees: 2⁻⁷⁵ of p_i in double, 2⁻⁵⁰ in float) the sign is taken as 0. Refused
/// (<see cref="ArgumentException"/>): logits empty, NaN, +∞ or masked throughout; a label out of range or of a masked
/// class; a target with a negative entry, mass on a masked class, or a sum off 1 by more than K·2⁻⁴⁸ (double), K·2⁻²⁰
/// (float); destinations of another length or partly overlapping an input.
/// </remarks>
[Verbs(typeof(AbsoluteTerm<>), "Σ|onehot(c)_i − p_i| = 2(1 − p_c) for a class label c.", "2p_c(p_j − δ_cj)")]
[Verbs(typeof(SoftAbsolute<>), "Σ|y_i − p_i| for a target distribution y.", "p_j(s_j − Σ_i s_i p_i), s = sign(p − y)")]
public static partial class MeanAbsoluteError
{
    /// <summary>Σ|y_i − p_i| of predicted probabilities, each in [0, 1], against a target distribution.</summary>
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
            sum += SoftAbsolute<T>.Term(Wide<T>.Difference(probabilities[i], targets[i]));
        return sum.Round();
    }
}

/// <summary>Σ|onehot(c)_i − p_i| = 2(1 − p_c): f(p) = 2(1−p), −p·f′(p) = 2p.</summary>
internal readonly struct AbsoluteTerm<T> : IProbabilityLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public (TNumber Loss, TNumber Slope) Evaluate<TNumber>(TNumber probability, TNumber complement, TNumber negativeLog)
        where TNumber : unmanaged, IArithmetic<TNumber> => (complement + complement, probability + probability);

    public uint Reliable<TLanes>(TLanes probability, TLanes complement, TLanes negativeLog)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.Within(probability, TLanes.Least, 1);
}

/// <summary>
/// Σ|e_i| with e_i = p_i − y_i, taken as p_i(1 − y_i) − y_i(1 − p_i), exact for a one-hot target. Gradient: p_j(s_j − Σ s_i p_i), s = sign(e).
/// </summary>
internal readonly struct SoftAbsolute<T> : IRowLoss<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int row)
    {
        Arguments.Logits(inputs, row);
        Arguments.SoftTargets(targets, inputs, row);
    }

    public static Wide<T> Term(Wide<T> error) => error < Wide<T>.Zero ? -error : error;

    private static Wide<T> Slope(Wide<T> error) =>
        error.IsZero ? error
        : error < Wide<T>.Zero ? -Wide<T>.One
        : Wide<T>.One;

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
}
