// Kullback–Leibler divergence: between two distributions, and from a target to a softmax.
using System.Numerics;

namespace LossProofs.Kernels;

/// <summary>
/// D(p‖q) = Σ p_i(log p_i − log q_i) over p_i &gt; 0, both used as given; D(y‖softmax(z)) on logits, with gradient
/// (Σy)·softmax(z) − y. Source: gamma-cross-entropy (48), (49); softmax-and-cross-entropy 3.1; noise-robustness (47).
/// </summary>
/// <remarks>
/// Each term is p·log1p((p−q)/q) where p/q is near 1, so that terms keep their digits; between nearly equal distributions
/// the terms truly cancel: at most 1 ulp of the sum of their magnitudes, in practice 1 ulp down to D of 2⁻⁴⁰. +∞ where
/// q_i = 0 under a positive p_i. Refused (<see cref="ArgumentException"/>): p negative, or its sum off 1 by more than
/// K·2⁻⁴⁸ (double), K·2⁻²⁰ (float); q outside [0, 1]; logits empty, NaN, +∞, masked throughout or under target mass;
/// wrong lengths, partial overlaps.
/// </remarks>
public static class KullbackLeibler
{
    /// <summary>D(p‖q).</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Loss<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(p, q);
        var sum = Wide<T>.Zero;
        for (var i = 0; i < p.Length; i++)
            if (p[i] > T.Zero)
                sum +=
                    q[i] == T.Zero
                        ? Wide<T>.PositiveInfinity
                        : Wide<T>.Of(p[i]) * LogRatio(p[i], Wide<T>.Of(q[i]), Wide<T>.Difference(p[i], q[i]));
        return sum.Round();
    }

    /// <summary>Its gradient in q: −p_i/q_i, 0 where p_i = 0, −∞ where only q_i is 0.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Gradient<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(p, q);
        Arguments.SameLength(gradient.Length, nameof(gradient), p.Length, nameof(p));
        Arguments.NoPartialOverlap<T, T>(p, nameof(p), gradient, nameof(gradient));
        Arguments.NoPartialOverlap<T, T>(q, nameof(q), gradient, nameof(gradient));
        for (var i = 0; i < p.Length; i++)
            gradient[i] = ProbabilityLoss.NegativeRatio(p[i], q[i]);
    }

    /// <summary>D(y‖softmax(z)).</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T LossOfLogits<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.Loss<T, T, DivergenceFromTarget<T>>(new(), logits, targets);

    /// <summary>Returns D(y‖softmax(z)) and writes its gradient in the logits, that of the cross-entropy.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T LossAndGradientOfLogits<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, T, DivergenceFromTarget<T>>(new(), logits, targets, gradient);

    /// <summary>The divergences of a batch, reduced.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void LossOfLogits<T>(
        Batch<T> logits,
        ReadOnlySpan<T> targets,
        Reduction reduction,
        Span<T> losses,
        int degreeOfParallelism = 0
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.Loss<T, T, DivergenceFromTarget<T>>(new(), logits, targets, reduction, losses, degreeOfParallelism);

    /// <summary>The reduced divergences of a batch and their gradient, fused.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void LossAndGradientOfLogits<T>(
        Batch<T> logits,
        ReadOnlySpan<T> targets,
        Reduction reduction,
        Span<T> losses,
        Span<T> gradient,
        int degreeOfParallelism = 0
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, T, DivergenceFromTarget<T>>(
            new(),
            logits,
            targets,
            reduction,
            losses,
            gradient,
            degreeOfParallelism
        );

    private static void Check<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.Distribution(p, nameof(p));
        Arguments.SameLength(q.Length, nameof(q), p.Length, nameof(p));
        Arguments.Probabilities(q, nameof(q));
    }

    /// <summary>log(p/q), given p − q as well: log1p((p−q)/q) while |p−q| ≤ q/2.</summary>
    internal static Wide<T> LogRatio<T>(T p, Wide<T> q, Wide<T> difference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var relative = difference / q;
        return relative < Wide<T>.Half && -relative < Wide<T>.Half
            ? Wide<T>.Log1p(relative)
            : Wide<T>.Log(Wide<T>.Of(p) / q);
    }
}

/// <summary>Σ y_i(log y_i − log p_i): y_i − p_i is (1−p_i)y_i − p_i(1−y_i), exact for a one-hot target.</summary>
internal readonly struct DivergenceFromTarget<T> : IRowLoss<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public string InputName => "logits";

    public string TargetName => "targets";

    public void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int row) =>
        new SoftTarget<T>().Check(inputs, targets, row);

    public Wide<T> Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Wide<T> scale, Span<T> gradient)
    {
        var row = SoftmaxRow<T>.Of(inputs);
        var sum = Wide<T>.Zero;
        for (var i = 0; i < inputs.Length; i++)
        {
            if (targets[i] == T.Zero)
                continue;
            var (target, probability) = (Wide<T>.Of(targets[i]), row.Probability(inputs[i]));
            var difference =
                row.Complement(inputs[i], i) * target - probability * Wide<T>.Difference(T.One, targets[i]);
            var term =
                probability < target * Wide<T>.Half
                    ? Wide<T>.Log(target) + row.NegativeLog(inputs[i])
                    : KullbackLeibler.LogRatio(targets[i], probability, difference);
            sum += target * term;
        }

        if (!gradient.IsEmpty)
            new SoftTarget<T>().Evaluate(inputs, targets, scale, gradient);
        return sum;
    }
}
