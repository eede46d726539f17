// Cross-entropy of a softmax against a class label or a soft target; weighted by class; on probabilities.
using System.Numerics;
using System.Runtime.CompilerServices;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>
/// −log p_c for a label c, −Σ y_j log p_j for a target y used as given, w_c·(−log p_c) with class weights; p =
/// softmax(z). Gradient in the logits: p − onehot(c), (Σy)·p − y, w_c(p − onehot(c)). Source: softmax-and-cross-entropy
/// 3.1, 4.1, 4.2; gamma-cross-entropy (1), (2); on probabilities l2-and-softmax, softmax-and-cross-entropy 3.2.
/// </summary>
/// <remarks>
/// Computed as d_c + log Σ e^−d_j with d = max z − z, terms ≥ 0, and p_c − 1 as minus the sum of the others. Error: at
/// most 2 ulp (losses: sums of terms ≥ 0 within 2⁻⁵⁵, rounded; gradients: as <see cref="Softmax"/>); where (Σy)p_j − y_j
/// truly cancels, at most 2 ulp of the sum of the two magnitudes. +∞ where the true value is beyond the largest float, and on probabilities at p = 0. Refused
/// (<see cref="ArgumentException"/>): logits empty, NaN, +∞ or masked (−∞) throughout; a label out of range or of a
/// masked class; a target with a negative entry, mass on a masked class, or a sum off 1 by more than K·2⁻⁴⁸ (double),
/// K·2⁻²⁰ (float); class weights negative or not finite, or in a mean all 0; destinations of another length or partly
/// overlapping an input.
/// </remarks>
[Verbs(typeof(NegativeLog<>), "−log p_c of the class c that is the label.", "p − onehot(c)")]
public static partial class CrossEntropy
{
    /// <summary>The K×K Hessian in the logits, for every label: p_i(δ_ij − p_j), row-major.</summary>
    /// <exception cref="ArgumentException">See the class remarks; the destination has K² entries.</exception>
    public static void Hessian<T>(ReadOnlySpan<T> logits, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Softmax.Jacobian(logits, destination);
}

/// <summary>f(p) = −log p, −p·f′(p) = 1.</summary>
internal readonly struct NegativeLog<T> : IProbabilityLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public (TNumber Loss, TNumber Slope) Evaluate<TNumber>(TNumber probability, TNumber complement, TNumber negativeLog)
        where TNumber : unmanaged, IArithmetic<TNumber> => (negativeLog, TNumber.Of(1));

    public uint Reliable<TLanes>(TLanes probability, TLanes complement, TLanes negativeLog)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.All;
}
