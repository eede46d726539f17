// Losses that are functions of the probability p of the true class: what they share on a probability and on logits.
using System.Numerics;

namespace LossProofs.Kernels;

/// <summary>A loss f(p) of the true class's probability, with f′ in the form that stays finite: p·f′(p).</summary>
internal interface IProbabilityLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// f(p) and −p·f′(p) ≥ 0, given p, 1 − p and −log p, each accurate on its own.
    /// </summary>
    (Wide<T> Loss, Wide<T> Slope) Evaluate(Wide<T> probability, Wide<T> complement, Wide<T> negativeLog);
}

internal static class ProbabilityLoss
{
    /// <summary>−log p: by log1p of the complement where p is near 1.</summary>
    public static Wide<T> NegativeLog<T>(Wide<T> probability, Wide<T> complement)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        probability.IsZero ? Wide<T>.PositiveInfinity
        : complement < probability ? -Wide<T>.Log1p(-complement)
        : -Wide<T>.Log(probability);

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
internal readonly struct OnLogits<T, TLoss>(TLoss loss) : IRowLoss<T, int>
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

    public Wide<T> Weight(ReadOnlySpan<int> targets) => Wide<T>.One;

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
}
