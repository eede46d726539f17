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
[Verbs(typeof(GeneralizedTerm<>), "(1 − p^q)/q of the class that is the label.", "p^q(p_j − δ_cj)")]
public static partial class GeneralizedCrossEntropy
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
}

/// <summary>f(p) = (1 − p^q)/q, −p·f′(p) = p^q.</summary>
internal readonly partial struct GeneralizedTerm<T>([Domain(nameof(Arguments.UnitAboveZero))] T q) : IProbabilityLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
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
