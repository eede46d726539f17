// γ-cross-entropy: between cross-entropy (γ = 0) and 1 − p (γ = 1), with a gradient weight of at most 1/γ.
using System.Numerics;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>
/// L = −log(γ + (1−γ)p)/(1−γ), p = softmax(z)_c, γ in [0, 1]; at γ = 1 its limit 1 − p; at γ = 0 cross-entropy, bit for
/// bit. Gradient in p: −1/(γ + (1−γ)p). Source: gamma-cross-entropy (5) to (7); weight (13), (20), (21); Hessian (43);
/// schedule (55); multi-label (64), (65); threshold: the two untagged equations with b, and (66), (67).
/// </summary>
/// <remarks>
/// With u = (1−γ)(1−p), in which 1−γ is exact and 1−p the sum of the other classes: L = −log1p(−u)/(1−γ) while u &lt; ½,
/// else −log(γ + (1−γ)p)/(1−γ), a sum of positive terms: smooth in γ up to both ends. Error: at most 2 ulp for losses
/// and gradients on logits (see <see cref="Softmax"/>), 1 ulp for weights and on probabilities; Hessians at most 1 ulp of the sum of their terms' magnitudes.
/// +∞ at p = 0, γ = 0. Refused (<see cref="ArgumentException"/>): γ or b outside [0, 1]; logits empty, NaN, +∞ or masked
/// throughout; a label out of range or of a masked class; destinations of another length or partly overlapping an input.
/// </remarks>
[Verbs(
    typeof(GammaLoss<>),
    "Γ-cross-entropy of the class c with probability p = softmax(z)_c.",
    "r(p_j − δ_cj), r = p/(γ + (1−γ)p)"
)]
public static partial class GammaCrossEntropy
{
    /// <summary>−log(γ + (1−γ)p)/(1−γ), on a probability p in [0, 1].</summary>
    /// <exception cref="ArgumentException">p outside [0, 1], or see the class remarks.</exception>
    public static T LossOfProbability<T>(T probability, T gamma)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ProbabilityLoss.OfProbability(GammaLoss<T>.Checked(gamma), probability).Loss.Round();

    /// <summary>Its derivative in p: −1/(γ + (1−γ)p).</summary>
    /// <exception cref="ArgumentException">p outside [0, 1], or see the class remarks.</exception>
    public static T GradientOfProbability<T>(T probability, T gamma)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (-WideWeight(probability, gamma)).Round();

    /// <summary>The second derivative in p: (1−γ)/(γ + (1−γ)p)².</summary>
    /// <exception cref="ArgumentOutOfRangeException">p or γ outside [0, 1].</exception>
    public static T HessianOfProbability<T>(T probability, T gamma)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var weight = WideWeight(probability, gamma);
        return gamma == T.One ? T.Zero : (Wide<T>.Difference(T.One, gamma) * weight * weight).Round();
    }

    /// <summary>The gradient's weight 1/(γ + (1−γ)p), from 1 (p = 1 or γ = 1) to 1/γ (p = 0); +∞ at γ = p = 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">p or γ outside [0, 1].</exception>
    public static T Weight<T>(T probability, T gamma)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => WideWeight(probability, gamma).Round();

    /// <summary>max(b, p/(γ + (1−γ)p)), the weight of −∇log p in the thresholded gradient; 1 at γ = p = 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">p, γ or b outside [0, 1].</exception>
    public static T ThresholdedWeight<T>(T probability, T gamma, T threshold)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Unit(threshold, nameof(threshold));
        Arguments.Unit(gamma, nameof(gamma));
        var loss = new GammaLoss<T>(gamma, threshold);
        return ProbabilityLoss.OfProbability(loss, probability).Slope.Round();
    }

    /// <summary>
    /// The stop-gradient form max(b, p/(γ + (1−γ)p))·(−log p), the bracket being a constant to its gradient, which is
    /// <see cref="ThresholdedGradient{T}(ReadOnlySpan{T}, int, T, T, Span{T})"/>.
    /// </summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T ThresholdedLoss<T>(ReadOnlySpan<T> logits, int label, T gamma, T threshold)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.Loss<T, int, OnLogits<T, GammaLoss<T>>>(
            new(GammaLoss<T>.Checked(gamma, threshold)),
            logits,
            new ReadOnlySpan<int>(in label)
        );

    /// <summary>Writes −max(b, p/(γ + (1−γ)p))·∇log p; at b = 0 the γ-cross-entropy's gradient, bit for bit.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void ThresholdedGradient<T>(ReadOnlySpan<T> logits, int label, T gamma, T threshold, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, int, OnLogits<T, GammaLoss<T>>>(
            new(GammaLoss<T>.Checked(gamma, threshold)),
            logits,
            new ReadOnlySpan<int>(in label),
            gradient
        );

    /// <summary>
    /// Writes the K×K Hessian in the logits: with w = 1/(γ + (1−γ)p_c), r = w·p_c and a_i = δ_ci − p_i,
    /// r·[p_i(δ_ij − p_j) − γ·w·a_i·a_j]. At γ = 0 it is the softmax's Jacobian.
    /// </summary>
    /// <exception cref="ArgumentException">See the class remarks; the destination has K² entries.</exception>
    public static void Hessian<T>(ReadOnlySpan<T> logits, int label, T gamma, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Unit(gamma, nameof(gamma));
        Arguments.Logits(logits);
        Arguments.Label(label, logits);
        Arguments.Matrix(logits, nameof(logits), destination, nameof(destination));
        var row = SoftmaxRow<T>.Of(logits);
        var (p, complement) = (row.Probability(logits[label]), row.Complement(logits[label], label));
        var ratio = GammaLoss<T>.Ratio(p, gamma);
        var bend =
            gamma == T.Zero
                ? Wide<T>.Zero
                : Wide<T>.Of(gamma) / (Wide<T>.Of(gamma) + Wide<T>.Difference(T.One, gamma) * p);
        var classes = logits.Length;
        for (var i = 0; i < classes; i++)
        {
            var own = row.Probability(logits[i]);
            var a = i == label ? complement : -own;
            destination[i * classes + i] = (ratio * (own * row.Complement(logits[i], i) - bend * a * a)).Round();
            for (var j = i + 1; j < classes; j++)
            {
                var other = row.Probability(logits[j]);
                var b = j == label ? complement : -other;
                destination[i * classes + j] = destination[j * classes + i] = (
                    -(ratio * (own * other + bend * a * b))
                ).Round();
            }
        }
    }

    /// <summary>The linear schedule γ_min + (γ_max − γ_min)·clamp(t/T, 0, 1), rounded once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An end outside [0, 1], t not finite, or T not positive.</exception>
    public static T Schedule<T>(T step, T stepCount, T minimum, T maximum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Finite(step, nameof(step));
        Arguments.Positive(stepCount, nameof(stepCount));
        Arguments.Unit(minimum, nameof(minimum));
        Arguments.Unit(maximum, nameof(maximum));
        if (step <= T.Zero)
            return minimum;
        if (step >= stepCount)
            return maximum;
        var fraction = Wide<T>.Of(step) / Wide<T>.Of(stepCount);
        return (Wide<T>.Of(minimum) + Wide<T>.Difference(maximum, minimum) * fraction).Round();
    }

    private static Wide<T> WideWeight<T>(T probability, T gamma)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Unit(probability, nameof(probability));
        Arguments.Unit(gamma, nameof(gamma));
        var denominator = Wide<T>.Of(gamma) + Wide<T>.Difference(T.One, gamma) * Wide<T>.Of(probability);
        return denominator.IsZero ? Wide<T>.PositiveInfinity : Wide<T>.One / denominator;
    }
}

/// <summary>f(p) = −log(γ + (1−γ)p)/(1−γ); with a threshold b the stop-gradient form max(b, r)·(−log p).</summary>
internal readonly partial struct GammaLoss<T>(
    [Domain(nameof(Arguments.Unit))] T gamma,
    [Domain(nameof(Arguments.Unit))] T? threshold = null
) : IProbabilityLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public (TNumber Loss, TNumber Slope) Evaluate<TNumber>(TNumber probability, TNumber complement, TNumber negativeLog)
        where TNumber : unmanaged, IArithmetic<TNumber>
    {
        var ratio = Ratio(probability, gamma);
        if (threshold is not { } least)
            return (Value(probability, complement, negativeLog), ratio);
        var (zero, bound) = (TNumber.Of(0), TNumber.Of(double.CreateChecked(least)));
        var weight = TNumber.WhereLess(ratio, bound, bound, ratio);
        return (TNumber.WhereLess(zero, weight, weight * negativeLog, zero), weight);
    }

    // At γ = 0 p does not enter, and under a threshold of 1 its part is never more. Else it does, also where it is far below γ.
    public uint Reliable<TLanes>(TLanes probability, TLanes complement, TLanes negativeLog)
        where TLanes : unmanaged, ILanes<TLanes> =>
        gamma == T.Zero || threshold == T.One ? TLanes.All : TLanes.Within(probability, TLanes.Least, 1);

    /// <summary>p/(γ + (1−γ)p), −p·f′(p): 1 at γ = 0, also where p is 0.</summary>
    public static TNumber Ratio<TNumber>(TNumber probability, T gamma)
        where TNumber : unmanaged, IArithmetic<TNumber> =>
        gamma == T.Zero
            ? TNumber.Of(1)
            : probability
                / (
                    TNumber.Of(double.CreateChecked(gamma))
                    + TNumber.Difference(1, double.CreateChecked(gamma)) * probability
                );

    private TNumber Value<TNumber>(TNumber probability, TNumber complement, TNumber negativeLog)
        where TNumber : unmanaged, IArithmetic<TNumber>
    {
        if (gamma == T.Zero)
            return negativeLog;
        if (gamma == T.One)
            return complement;
        var rest = TNumber.Difference(1, double.CreateChecked(gamma));
        var shortfall = rest * complement;
        return TNumber.WhereLess(
                shortfall,
                TNumber.Of(0.5),
                -TNumber.Log1p(-shortfall),
                -TNumber.Log(TNumber.Of(double.CreateChecked(gamma)) + rest * probability)
            ) / rest;
    }
}
