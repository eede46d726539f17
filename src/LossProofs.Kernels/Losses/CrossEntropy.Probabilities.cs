// Cross-entropy on predicted probabilities ŷ instead of logits, with its gradient −y/ŷ.
using System.Numerics;

namespace LossProofs.Kernels;

public static partial class CrossEntropy
{
    /// <summary>−log ŷ_c of predicted probabilities ŷ, each in [0, 1] and used as given.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T LossOfProbabilities<T>(ReadOnlySpan<T> probabilities, int label)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.Probabilities(probabilities, nameof(probabilities));
        Arguments.LabelInRange(label, probabilities.Length);
        return ProbabilityLoss.OfProbability(new NegativeLog<T>(), probabilities[label]).Loss.Round();
    }

    /// <summary>Its gradient in ŷ: −1/ŷ_c for the label, 0 elsewhere (−∞ at ŷ_c = 0).</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void GradientOfProbabilities<T>(ReadOnlySpan<T> probabilities, int label, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.Probabilities(probabilities, nameof(probabilities));
        Arguments.LabelInRange(label, probabilities.Length);
        Arguments.SameLength(gradient.Length, nameof(gradient), probabilities.Length, nameof(probabilities));
        Arguments.NoPartialOverlap<T, T>(probabilities, nameof(probabilities), gradient, nameof(gradient));
        var own = probabilities[label];
        gradient.Clear();
        gradient[label] = ProbabilityLoss.NegativeRatio(T.One, own);
    }

    /// <summary>−Σ y_j log ŷ_j; a term with y_j = 0 is 0, and ŷ_j = 0 under a positive y_j makes the sum +∞.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T LossOfProbabilities<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckProbabilities(probabilities, targets);
        var sum = Wide<T>.Zero;
        for (var i = 0; i < probabilities.Length; i++)
            if (targets[i] > T.Zero)
                sum +=
                    Wide<T>.Of(targets[i])
                    * ProbabilityLoss.NegativeLog(
                        Wide<T>.Of(probabilities[i]),
                        Wide<T>.Difference(T.One, probabilities[i])
                    );
        return sum.Round();
    }

    /// <summary>Its gradient in ŷ: −y_j/ŷ_j, 0 where y_j = 0, −∞ where only ŷ_j is 0.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void GradientOfProbabilities<T>(
        ReadOnlySpan<T> probabilities,
        ReadOnlySpan<T> targets,
        Span<T> gradient
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckProbabilities(probabilities, targets);
        Arguments.SameLength(gradient.Length, nameof(gradient), probabilities.Length, nameof(probabilities));
        Arguments.NoPartialOverlap<T, T>(probabilities, nameof(probabilities), gradient, nameof(gradient));
        Arguments.NoPartialOverlap<T, T>(targets, nameof(targets), gradient, nameof(gradient));
        ProbabilityLoss.NegativeRatios(targets, probabilities, gradient);
    }

    private static void CheckProbabilities<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.Probabilities(probabilities, nameof(probabilities));
        Arguments.SameLength(targets.Length, nameof(targets), probabilities.Length, nameof(probabilities));
        Arguments.Distribution(targets, nameof(targets));
    }
}
