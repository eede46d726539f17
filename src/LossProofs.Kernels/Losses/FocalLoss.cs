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
[Verbs(
    typeof(FocalTerm<>),
    "−α(1−p)^β log p of the class that is the label.",
    "s(p_j − δ_cj), s = α(1−p)^β + αβ(1−p)^(β−1)·p·(−log p)"
)]
public static partial class FocalLoss
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
}

/// <summary>
/// f(p) = −α(1−p)^β log p; −p·f′(p) = α(1−p)^β·(1 + β·p·(−log p)/(1−p)), a sum of terms ≥ 0.
/// </summary>
internal readonly partial struct FocalTerm<T>(
    [Domain(nameof(Arguments.AtLeast), 0)] T beta,
    [Domain(nameof(Arguments.Positive))] T alpha
) : IProbabilityLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
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
