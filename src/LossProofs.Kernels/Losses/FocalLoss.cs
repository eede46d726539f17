// Focal loss: cross-entropy with the weight of easy samples reduced by (1−p)^β.
using System.Numerics;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>
/// L = −α(1−p)^β log p, p = softmax(z)_c, β ≥ 0, α &gt; 0 (1 by default); (1−p)^0 = 1. Source: gamma-cross-entropy (34),
/// soft-label-multilabel (49).
/// </summary>
/// <remarks>
/// (1−p)^β = e^(β log(1−p)), with 1−p the sum of the other classes. Error: at most 2 ulp for β up to 2²⁰; beyond, the
/// power's relative error grows as β·|log(1−p)|·2⁻¹⁰⁰ (double), 2⁻⁵² (float). +∞ at p = 0. Refused
/// (<see cref="ArgumentException"/>): β negative or not finite, α not positive and finite; logits empty, NaN, +∞ or
/// masked throughout; a label out of range or of a masked class; destinations of another length or partly overlapping.
/// </remarks>
public static class FocalLoss
{
    /// <summary>−α(1−p)^β log p, on a probability p in [0, 1].</summary>
    /// <exception cref="ArgumentException">p outside [0, 1], or see the class remarks.</exception>
    public static T LossOfProbability<T>(T probability, T beta, T alpha)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ProbabilityLoss.OfProbability(FocalTerm<T>.Checked(beta, alpha), probability).Loss.Round();

    /// <summary>The same with α = 1.</summary>
    /// <exception cref="ArgumentException">p outside [0, 1], or see the class remarks.</exception>
    public static T LossOfProbability<T>(T probability, T beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => LossOfProbability(probability, beta, T.One);

    /// <summary>Its derivative in p: α[β(1−p)^(β−1) log p − (1−p)^β/p]; −∞ at p = 0.</summary>
    /// <exception cref="ArgumentException">p outside [0, 1], or see the class remarks.</exception>
    public static T GradientOfProbability<T>(T probability, T beta, T alpha)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var slope = ProbabilityLoss.OfProbability(FocalTerm<T>.Checked(beta, alpha), probability).Slope;
        return probability == T.Zero ? T.NegativeInfinity : (-(slope / Wide<T>.Of(probability))).Round();
    }

    /// <summary>−α(1−p)^β log p of the class that is the label.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Loss<T>(ReadOnlySpan<T> logits, int label, T beta, T alpha)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.Loss<T, int, OnLogits<T, FocalTerm<T>>>(
            new(FocalTerm<T>.Checked(beta, alpha)),
            logits,
            new ReadOnlySpan<int>(in label)
        );

    /// <summary>Its gradient: s(p_j − δ_cj), s = α(1−p)^β + αβ(1−p)^(β−1)·p·(−log p). The destination may be the logits themselves.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Gradient<T>(ReadOnlySpan<T> logits, int label, T beta, T alpha, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, int, OnLogits<T, FocalTerm<T>>>(
            new(FocalTerm<T>.Checked(beta, alpha)),
            logits,
            new ReadOnlySpan<int>(in label),
            gradient
        );

    /// <summary>Returns the loss and writes its gradient, from one pass over the sum.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T LossAndGradient<T>(ReadOnlySpan<T> logits, int label, T beta, T alpha, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, int, OnLogits<T, FocalTerm<T>>>(
            new(FocalTerm<T>.Checked(beta, alpha)),
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
        T beta,
        T alpha,
        Reduction reduction,
        Span<T> losses,
        int degreeOfParallelism = 0
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.Loss<T, int, OnLogits<T, FocalTerm<T>>>(
            new(FocalTerm<T>.Checked(beta, alpha)),
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
        T beta,
        T alpha,
        Reduction reduction,
        Span<T> gradient,
        int degreeOfParallelism = 0
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.Gradient<T, int, OnLogits<T, FocalTerm<T>>>(
            new(FocalTerm<T>.Checked(beta, alpha)),
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
        T beta,
        T alpha,
        Reduction reduction,
        Span<T> losses,
        Span<T> gradient,
        int degreeOfParallelism = 0
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, int, OnLogits<T, FocalTerm<T>>>(
            new(FocalTerm<T>.Checked(beta, alpha)),
            logits,
            labels,
            reduction,
            losses,
            gradient,
            degreeOfParallelism
        );
}

/// <summary>
/// f(p) = −α(1−p)^β log p; −p·f′(p) = α(1−p)^β·(1 + β·p·(−log p)/(1−p)), a sum of terms ≥ 0.
/// </summary>
internal readonly struct FocalTerm<T>(T beta, T alpha) : IProbabilityLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static FocalTerm<T> Checked(T beta, T alpha)
    {
        Arguments.NotNegative(beta, nameof(beta));
        Arguments.Positive(alpha, nameof(alpha));
        return new(beta, alpha);
    }

    public (TNumber Loss, TNumber Slope) Evaluate<TNumber>(TNumber probability, TNumber complement, TNumber negativeLog)
        where TNumber : unmanaged, IArithmetic<TNumber>
    {
        var (zero, scale) = (TNumber.Of(0), TNumber.Of(double.CreateChecked(alpha)));
        if (beta == T.Zero)
            return (scale * negativeLog, scale);
        // log(1−p): 1−p may itself be near 1, so that its logarithm is taken through p.
        var exponent = TNumber.Of(double.CreateChecked(beta));
        var power = scale * TNumber.Exp(-(exponent * ProbabilityLoss.NegativeLog(complement, probability)));
        var growth = TNumber.WhereLess(zero, probability, exponent * probability * negativeLog / complement, zero); // p·log p tends to 0
        return (
            TNumber.WhereLess(zero, complement, power * negativeLog, zero),
            TNumber.WhereLess(zero, complement, power * (TNumber.Of(1) + growth), zero)
        );
    }

    public uint Reliable<TLanes>(TLanes probability, TLanes complement, TLanes negativeLog)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (beta == T.Zero)
            return TLanes.All;
        var exponent = TLanes.Of(double.CreateChecked(beta)) * ProbabilityLoss.NegativeLog(complement, probability);
        return TLanes.Within(exponent, TLanes.Least, TLanes.MostExponent) & TLanes.Within(probability, TLanes.Least, 1);
    }
}
