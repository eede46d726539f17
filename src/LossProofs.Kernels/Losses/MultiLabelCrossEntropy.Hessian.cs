// The Hessians of multi-label cross-entropy, and the probabilities that its scores stand for.
using System.Numerics;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

public static partial class MultiLabelCrossEntropy
{
    /// <summary>Writes the n×n Hessian of the hard form, row-major.</summary>
    /// <exception cref="ArgumentException">See the class remarks; the destination has n² entries.</exception>
    public static void Hessian<T>(ReadOnlySpan<T> scores, ReadOnlySpan<bool> positives, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new MultiLabel<T, bool>().Hessian(scores, positives, destination);

    /// <summary>Writes the n×n Hessian of the soft form, row-major.</summary>
    /// <exception cref="ArgumentException">See the class remarks; the destination has n² entries.</exception>
    public static void Hessian<T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> targets, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new MultiLabel<T, T>().Hessian(scores, targets, destination);

    /// <summary>The probability σ(2s) that a score stands for; limits at ±∞.</summary>
    /// <exception cref="ArgumentException">The score is NaN.</exception>
    public static T Probability<T>(T score)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.NotNaN(score, nameof(score));
        // 2s is exact, or infinite where σ(2s) is 0 or 1 in every digit.
        return Sigmoid.WideValue(score + score).Round();
    }

    /// <summary>Writes σ(2s_i); the destination may be the scores themselves.</summary>
    /// <exception cref="ArgumentException">A score is NaN; wrong length or partial overlap.</exception>
    public static void Probabilities<T>(ReadOnlySpan<T> scores, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Elementwise(scores, destination, nameof(scores));
        for (var i = 0; i < scores.Length; i++)
            destination[i] = Sigmoid.WideValue(scores[i] + scores[i]).Round();
    }
}

internal readonly partial struct MultiLabel<T, TTarget>
{
    public void Hessian(ReadOnlySpan<T> scores, ReadOnlySpan<TTarget> targets, Span<T> destination)
    {
        Arguments.Precision<T>();
        Check(scores, targets, -1);
        Arguments.Matrix(scores, InputName, destination, nameof(destination));
        Arguments.Separate<TTarget, T>(targets, RowLoss.TargetName<TTarget>(), destination, nameof(destination));
        var (down, up) = Sums(scores, targets, -1);
        var count = scores.Length;
        for (var i = 0; i < count; i++)
        {
            var (a, b) = Shares(scores[i], Target(targets[i]), down, up);
            // 1 − a_i and 1 − b_i as the shares of everything else, which does not cancel.
            var (otherDown, otherUp) = Sums(scores, targets, i);
            destination[i * count + i] = (a * otherDown.ShareOf(down) + b * otherUp.ShareOf(up)).Round();
            for (var j = i + 1; j < count; j++)
            {
                var (c, d) = Shares(scores[j], Target(targets[j]), down, up);
                destination[i * count + j] = destination[j * count + i] = (-(a * c + b * d)).Round();
            }
        }
    }
}
