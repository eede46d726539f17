// Generalised cross-entropy: between cross-entropy (q → 0) and 1 − p (q = 1).
using System.Numerics;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>
/// L = (1 − p^q)/q, p = softmax(z)_c, q in (0, 1]; bounded by 1/q. Source: gamma-cross-entropy (35).
/// </summary>
/// <remarks>
/// Computed as −expm1(−q·(−log p))/q, which keeps its digits for small q and for p near 1. Error: at most 2 ulp. Refused
/// (<see cref="ArgumentException"/>): q outside (0, 1]; logits empty, NaN, +∞ or masked throughout; a label out of range
/// or of a masked class; destinations of another length or partly overlapping.
/// </remarks>
public static class GeneralizedCrossEntropy
{
    /// <summary>(1 − p^q)/q, on a probability p in [0, 1]; 1/q at p = 0.</summary>
    /// <exception cref="ArgumentException">p outside [0, 1] or q outside (0, 1].</exception>
    public static T LossOfProbability<T>(T probability, T q)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ProbabilityLoss.OfProbability(GeneralizedTerm<T>.Checked(q), probability).Loss.Round();

    /// <summary>Its derivative in p: −p^(q−1); −∞ at p = 0 for q &lt; 1.</summary>
    /// <exception cref="ArgumentException">p outside [0, 1] or q outside (0, 1].</exception>
    public static T GradientOfProbability<T>(T probability, T q)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var slope = ProbabilityLoss.OfProbability(GeneralizedTerm<T>.Checked(q), probability).Slope;
        return q == T.One ? -T.One
            : probability == T.Zero ? T.NegativeInfinity
            : (-(slope / Wide<T>.Of(probability))).Round();
    }

    /// <summary>(1 − p^q)/q of the class that is the label.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Loss<T>(ReadOnlySpan<T> logits, int label, T q)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.Loss<T, int, OnLogits<T, GeneralizedTerm<T>>>(
            new(GeneralizedTerm<T>.Checked(q)),
            logits,
            new ReadOnlySpan<int>(in label)
        );

    /// <summary>Its gradient: p^q(p_j − δ_cj). The destination may be the logits themselves.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Gradient<T>(ReadOnlySpan<T> logits, int label, T q, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, int, OnLogits<T, GeneralizedTerm<T>>>(
            new(GeneralizedTerm<T>.Checked(q)),
            logits,
            new ReadOnlySpan<int>(in label),
            gradient
        );

    /// <summary>Returns the loss and writes its gradient, from one pass over the sum.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T LossAndGradient<T>(ReadOnlySpan<T> logits, int label, T q, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, int, OnLogits<T, GeneralizedTerm<T>>>(
            new(GeneralizedTerm<T>.Checked(q)),
            logits,
            new ReadOnlySpan<int>(in label),
            gradient
        );

    /// <summary>
    /// The losses of a batch, reduced: one entry, or one per row with <see cref="Reduction.None"/>. At most
    /// <paramref name="degreeOfParallelism"/> threads (0: one per processor); the bits do not depend on it.
    /// </summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Loss<T>(
        Batch<T> logits,
        ReadOnlySpan<int> labels,
        T q,
        Reduction reduction,
        Span<T> losses,
        int degreeOfParallelism = 0
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.Loss<T, int, OnLogits<T, GeneralizedTerm<T>>>(
            new(GeneralizedTerm<T>.Checked(q)),
            logits,
            labels,
            reduction,
            losses,
            degreeOfParallelism
        );

    /// <summary>The gradient of the reduced loss of a batch, as long as the batch.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Gradient<T>(
        Batch<T> logits,
        ReadOnlySpan<int> labels,
        T q,
        Reduction reduction,
        Span<T> gradient,
        int degreeOfParallelism = 0
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.Gradient<T, int, OnLogits<T, GeneralizedTerm<T>>>(
            new(GeneralizedTerm<T>.Checked(q)),
            logits,
            labels,
            reduction,
            gradient,
            degreeOfParallelism
        );

    /// <summary>The reduced losses of a batch and their gradient, fused.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void LossAndGradient<T>(
        Batch<T> logits,
        ReadOnlySpan<int> labels,
        T q,
        Reduction reduction,
        Span<T> losses,
        Span<T> gradient,
        int degreeOfParallelism = 0
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, int, OnLogits<T, GeneralizedTerm<T>>>(
            new(GeneralizedTerm<T>.Checked(q)),
            logits,
            labels,
            reduction,
            losses,
            gradient,
            degreeOfParallelism
        );
}

/// <summary>f(p) = (1 − p^q)/q, −p·f′(p) = p^q.</summary>
internal readonly struct GeneralizedTerm<T>(T q) : IProbabilityLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static GeneralizedTerm<T> Checked(T q)
    {
        Arguments.UnitAboveZero(q, nameof(q));
        return new(q);
    }

    public (TNumber Loss, TNumber Slope) Evaluate<TNumber>(TNumber probability, TNumber complement, TNumber negativeLog)
        where TNumber : unmanaged, IArithmetic<TNumber>
    {
        if (q == T.One)
            return (complement, probability);
        var power = TNumber.Of(double.CreateChecked(q));
        var exponent = -(power * negativeLog);
        return (-(TNumber.Expm1(exponent) / power), TNumber.Exp(exponent));
    }

    public uint Reliable<TLanes>(TLanes probability, TLanes complement, TLanes negativeLog)
        where TLanes : unmanaged, ILanes<TLanes> =>
        q == T.One
            ? TLanes.Within(probability, TLanes.Least, 1)
            : TLanes.Within(TLanes.Of(double.CreateChecked(q)) * negativeLog, TLanes.Least, TLanes.MostExponent);
}
