// Poly-1 cross-entropy: cross-entropy with another weight of the first term of its series in 1 − p.
using System.Numerics;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>
/// L = −log p + ε(1 − p), p = softmax(z)_c, ε ≥ −1: of −log p = Σ (1 − p)^k/k the first term gets the weight 1 + ε. Source:
/// Leng et al. 2022.
/// </summary>
/// <remarks>
/// For ε &lt; 0 as (1+ε)(−log p) − ε(−log p − (1−p)), a sum of terms ≥ 0, the second by its series where p is near 1. At ε = 0
/// the cross-entropy, bit for bit. Error: at most 2 ulp. +∞ where the true value is beyond the largest number. Refused
/// (<see cref="ArgumentException"/>): ε below −1 or not finite; logits empty, NaN, +∞ or masked throughout; a label out of
/// range or of a masked class; destinations of another length or partly overlapping.
/// </remarks>
[Verbs(typeof(PolyTerm<>), "−log p + ε(1 − p) of the class that is the label.", "(1 + εp)(p_j − δ_cj)")]
public static partial class PolyLoss;

/// <summary>f(p) = −log p + ε(1 − p), −p·f′(p) = 1 + εp.</summary>
internal readonly partial struct PolyTerm<T>([Domain(nameof(Arguments.AtLeast), -1)] T epsilon) : IProbabilityLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public (TNumber Loss, TNumber Slope) Evaluate<TNumber>(TNumber probability, TNumber complement, TNumber negativeLog)
        where TNumber : unmanaged, IArithmetic<TNumber>
    {
        var weight = double.CreateChecked(epsilon);
        if (weight >= 0)
            return weight == 0
                ? (negativeLog, TNumber.Of(1))
                : (negativeLog + TNumber.Of(weight) * complement, TNumber.Of(1) + TNumber.Of(weight) * probability);
        var (excess, first) = (Excess(complement, negativeLog), TNumber.Difference(1, -weight));
        return weight == -1
            ? (excess, complement)
            : (first * negativeLog + TNumber.Of(-weight) * excess, complement + first * probability);
    }

    // Lanes have no bits to spare where −log p and 1 − p cancel: half of each is left at p = 1/2.
    public uint Reliable<TLanes>(TLanes probability, TLanes complement, TLanes negativeLog)
        where TLanes : unmanaged, ILanes<TLanes> =>
        epsilon < T.Zero ? TLanes.Within(complement, 0.5, 1)
        : epsilon > T.One ? TLanes.Within(probability, TLanes.Least, 1)
        : TLanes.All;

    // −log p − u = u²(1/2 + u/3 + u²/4 + …), u = 1 − p. Below 2⁻⁸ what is left out is less than 2⁻⁶⁶ of it; from there on the
    // subtraction loses 9 bits of the 77 (float: 53) that the logarithm has.
    private static TNumber Excess<TNumber>(TNumber complement, TNumber negativeLog)
        where TNumber : unmanaged, IArithmetic<TNumber>
    {
        var series = TNumber.Of(0);
        for (var k = 9; k >= 2; k--)
            series = TNumber.Of(1) / TNumber.Of(k) + complement * series;
        return TNumber.WhereLess(
            complement,
            TNumber.Of(1.0 / 256),
            complement * complement * series,
            negativeLog - complement
        );
    }
}
