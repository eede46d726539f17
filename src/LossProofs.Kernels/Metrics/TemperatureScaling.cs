// Temperature scaling: one temperature for a whole data set, fitted by minimising the negative log-likelihood.
using System.Numerics;

namespace LossProofs.Kernels;

/// <summary>Where in the bracket the minimum was found.</summary>
public enum TemperatureFitEnd
{
    /// <summary>Inside the bracket.</summary>
    Interior,

    /// <summary>At its lower end: the likelihood still rises towards smaller temperatures.</summary>
    Lower,

    /// <summary>At its upper end: the likelihood still rises towards larger temperatures.</summary>
    Upper,
}

/// <summary>A fitted temperature.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Temperature">The minimiser of the mean negative log-likelihood in the bracket.</param>
/// <param name="NegativeLogLikelihood">The mean at that temperature; never above the mean at 1.</param>
/// <param name="End">Whether the minimum lies inside the bracket or at one of its ends.</param>
public readonly record struct TemperatureFit<T>(T Temperature, T NegativeLogLikelihood, TemperatureFitEnd End)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>
/// p_T = softmax(z/T); T minimises (1/N)Σ −log p_T(label) in a bracket that contains 1. Dividing by T keeps the order of
/// the logits, and so every prediction. Source: gamma-cross-entropy (58).
/// </summary>
public static class TemperatureScaling
{
    /// <summary>
    /// Fits the temperature. In β = 1/T the mean is convex, with derivative (1/N)Σ(Σ_j p_j d_label − d_j), d = max z − z,
    /// which is bisected until β's neighbours bracket its root: the temperature is within 2 ulp of a root of the computed
    /// derivative (exempt from relative bounds where the likelihood is flat). If even so the rounded mean at the result
    /// were above that at 1, the result is 1.
    /// </summary>
    /// <param name="logits">The validation set's rows.</param>
    /// <param name="labels">One label per row.</param>
    /// <param name="lower">The bracket's lower end, in (0, 1].</param>
    /// <param name="upper">The bracket's upper end, at least 1 and finite.</param>
    /// <exception cref="ArgumentException">Logits and labels as in <see cref="CrossEntropy"/>; a bracket that does not
    /// contain 1.</exception>
    public static TemperatureFit<T> Fit<T>(Batch<T> logits, ReadOnlySpan<int> labels, T lower, T upper)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Calibration.Check(logits, labels);
        Arguments.UnitAboveZero(lower, nameof(lower));
        Arguments.AtLeast(upper, 1, nameof(upper));
        var fit = Minimum(logits, labels, lower, upper);
        var unscaled = Mean(logits, labels, T.One);
        return fit.NegativeLogLikelihood <= unscaled ? fit : new(T.One, unscaled, TemperatureFitEnd.Interior);
    }

    private static TemperatureFit<T> Minimum<T>(Batch<T> logits, ReadOnlySpan<int> labels, T lower, T upper)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The derivative in T has the opposite sign of that in β: at the upper end it must be positive (rising in T)
        // for the minimum to lie below, at the lower end negative for it to lie above.
        if (!(Slope(logits, labels, upper) < Wide<T>.Zero))
            return new(upper, Mean(logits, labels, upper), TemperatureFitEnd.Upper);
        if (!(Slope(logits, labels, lower) > Wide<T>.Zero))
            return new(lower, Mean(logits, labels, lower), TemperatureFitEnd.Lower);
        // Halving the number of floats between the ends: at most 64 steps in double, 32 in float, over any bracket.
        while (true)
        {
            var middle = Between(lower, upper);
            if (middle == lower || middle == upper)
                return new(middle, Mean(logits, labels, middle), TemperatureFitEnd.Interior);
            var slope = Slope(logits, labels, middle);
            if (slope.IsZero)
                return new(middle, Mean(logits, labels, middle), TemperatureFitEnd.Interior);
            if (slope > Wide<T>.Zero)
                lower = middle;
            else
                upper = middle;
        }
    }

    /// <summary>The middle of the positive floats from a to b in their order, by their bit patterns.</summary>
    private static T Between<T>(T a, T b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float)
            ? T.CreateTruncating(
                BitConverter.Int32BitsToSingle(
                    (int)(
                        (
                            (long)BitConverter.SingleToInt32Bits(float.CreateTruncating(a))
                            + BitConverter.SingleToInt32Bits(float.CreateTruncating(b))
                        ) / 2
                    )
                )
            )
            : T.CreateTruncating(
                BitConverter.Int64BitsToDouble(
                    BitConverter.DoubleToInt64Bits(double.CreateTruncating(a)) / 2
                        + BitConverter.DoubleToInt64Bits(double.CreateTruncating(b)) / 2
                        + (
                            BitConverter.DoubleToInt64Bits(double.CreateTruncating(a))
                            & BitConverter.DoubleToInt64Bits(double.CreateTruncating(b))
                            & 1
                        )
                )
            );

    /// <summary>
    /// The derivative of Σ −log p_label in β = 1/T: Σ over rows of d_label − Σ_j p_j d_j, with d_j = max z − z_j.
    /// A class whose probability is 0 contributes nothing.
    /// </summary>
    private static Wide<T> Slope<T>(Batch<T> logits, ReadOnlySpan<int> labels, T temperature)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = Wide<T>.Zero;
        for (var i = 0; i < labels.Length; i++)
        {
            var logit = logits.Row(i);
            var row = SoftmaxRow<T>.Of(logit, temperature);
            sum += Wide<T>.Difference(row.Maximum, logit[labels[i]]);
            foreach (var other in logit)
            {
                var probability = row.Probability(other);
                if (!probability.IsZero)
                    sum -= probability * Wide<T>.Difference(row.Maximum, other);
            }
        }

        return sum;
    }

    /// <summary>The mean negative log-likelihood at a temperature.</summary>
    private static T Mean<T>(Batch<T> logits, ReadOnlySpan<int> labels, T temperature)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = Wide<T>.Zero;
        for (var i = 0; i < labels.Length; i++)
        {
            var logit = logits.Row(i);
            sum += SoftmaxRow<T>.Of(logit, temperature).NegativeLog(logit[labels[i]]);
        }

        return (sum / Wide<T>.OfInteger(labels.Length)).Round();
    }
}
