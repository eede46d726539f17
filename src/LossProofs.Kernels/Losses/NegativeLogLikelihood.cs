// The likelihood of a data set under a softmax model: log-likelihood, and its negative as a sum or a mean.
using System.Numerics;

namespace LossProofs.Kernels;

/// <summary>
/// −Σ_n log P(y_n | x_n) over the samples (rows) of a data set, P = softmax of the row's logits; samples independent, so
/// that it is minus the logarithm of the product of the likelihoods. Source: softmax-and-cross-entropy 2.1 to 2.3, 3.2.
/// </summary>
/// <remarks>
/// Error: at most 2 ulp, whatever the number of rows (one rounding of a wide sum whose terms are ≥ 0). Refused
/// (<see cref="ArgumentException"/>): as <see cref="CrossEntropy"/>.
/// </remarks>
public static class NegativeLogLikelihood
{
    /// <summary>The sum over the data set.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Sum<T>(Batch<T> logits, ReadOnlySpan<int> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Reduced(logits, labels, Reduction.Sum);

    /// <summary>The mean over the data set.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Mean<T>(Batch<T> logits, ReadOnlySpan<int> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Reduced(logits, labels, Reduction.Mean);

    /// <summary>The sum against soft targets: −Σ_n Σ_j y_nj log p_nj.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Sum<T>(Batch<T> logits, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Reduced(logits, targets, Reduction.Sum);

    /// <summary>The mean against soft targets.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Mean<T>(Batch<T> logits, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Reduced(logits, targets, Reduction.Mean);

    /// <summary>The log-likelihood of the data set, log Π_n P(y_n | x_n) = Σ_n log P(y_n | x_n) ≤ 0.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T LogLikelihood<T>(Batch<T> logits, ReadOnlySpan<int> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Zero - Sum(logits, labels);

    private static T Reduced<T>(Batch<T> logits, ReadOnlySpan<int> labels, Reduction reduction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> loss = stackalloc T[1];
        CrossEntropy.Loss(logits, labels, reduction, loss);
        return loss[0];
    }

    private static T Reduced<T>(Batch<T> logits, ReadOnlySpan<T> targets, Reduction reduction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> loss = stackalloc T[1];
        CrossEntropy.Loss(logits, targets, reduction, loss);
        return loss[0];
    }
}
