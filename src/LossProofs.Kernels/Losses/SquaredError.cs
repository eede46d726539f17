// Squared error, and the Gaussian likelihood that it comes from.
using System.Numerics;

namespace LossProofs.Kernels;

/// <summary>
/// ½(y′ − y)² of a prediction y′ against a target y, summed over a row; gradient y′ − y; second derivative 1. As the
/// negative log-likelihood of a Gaussian with mean y′ and standard deviation σ: ½ log 2π + log σ + (y − y′)²/(2σ²).
/// Source: l2-and-softmax, "L2 loss" and "L2 and the Gaussian likelihood".
/// </summary>
/// <remarks>
/// Error: at most 1 ulp; y′ − y is carried exactly as two terms. In the Gaussian form terms of opposite sign cancel where
/// σ is below 1/√(2π): at most 1 ulp of the sum of their magnitudes. +∞ where the true value is beyond the largest float.
/// Refused (<see cref="ArgumentException"/>): NaN or ±∞ anywhere; σ not positive and finite; wrong lengths, partial
/// overlaps.
/// </remarks>
[Verbs(typeof(Squares<>), "½Σ(y′_i − y_i)².", "y′ − y", Row = "predictions")]
public static partial class SquaredError
{
    /// <summary>½(y′ − y)².</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Loss<T>(T prediction, T target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Finite(prediction, nameof(prediction));
        Arguments.Finite(target, nameof(target));
        return Squares<T>.Half(Wide<T>.Difference(prediction, target)).Round();
    }

    /// <summary>y′ − y.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Gradient<T>(T prediction, T target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Finite(prediction, nameof(prediction));
        Arguments.Finite(target, nameof(target));
        return prediction - target;
    }

    /// <summary>Both.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static (T Loss, T Gradient) LossAndGradient<T>(T prediction, T target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => (Loss(prediction, target), Gradient(prediction, target));

    /// <summary>½ log 2π + log σ + (y − y′)²/(2σ²), with the standard deviation σ (not σ²).</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T GaussianNegativeLogLikelihood<T>(T prediction, T target, T sigma)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => WideNegativeLog(prediction, target, sigma).Round();

    /// <summary>Its derivative in the prediction: (y′ − y)/σ².</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T GaussianGradient<T>(T prediction, T target, T sigma)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckGaussian(prediction, target, sigma);
        var deviation = Wide<T>.Of(sigma);
        return (Wide<T>.Difference(prediction, target) / deviation / deviation).Round();
    }

    /// <summary>The density e^(−(y−y′)²/(2σ²))/(σ√(2π)): the likelihood of the prediction.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T GaussianLikelihood<T>(T prediction, T target, T sigma)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckGaussian(prediction, target, sigma);
        var standardized = Wide<T>.Difference(prediction, target) / Wide<T>.Of(sigma);
        return (Wide<T>.Exp(-(Squares<T>.Half(standardized) + HalfLogTwoPi<T>())) / Wide<T>.Of(sigma)).Round();
    }

    /// <summary>Σ_i [½ log 2π + log σ + (y_i − y′_i)²/(2σ²)], of independent observations with one σ.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T GaussianNegativeLogLikelihood<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<T> targets, T sigma)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Positive(sigma, nameof(sigma));
        new Squares<T>().Check(predictions, targets, -1);
        var squares = new Squares<T>().Evaluate(predictions, targets, Wide<T>.One, default);
        var deviation = Wide<T>.Of(sigma);
        var constant = Wide<T>.OfInteger(predictions.Length) * (HalfLogTwoPi<T>() + Wide<T>.Log(deviation));
        return (constant + squares / deviation / deviation).Round();
    }

    private static Wide<T> WideNegativeLog<T>(T prediction, T target, T sigma)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckGaussian(prediction, target, sigma);
        var deviation = Wide<T>.Of(sigma);
        var standardized = Wide<T>.Difference(prediction, target) / deviation;
        return HalfLogTwoPi<T>() + Wide<T>.Log(deviation) + Squares<T>.Half(standardized);
    }

    /// <summary>½ log 2π = 0.918938533204672741780329736405617639861… as its two leading doubles.</summary>
    private static Wide<T> HalfLogTwoPi<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Wide<T>.OfSum(0.9189385332046728, -3.8782941580672414e-17);

    private static void CheckGaussian<T>(T prediction, T target, T sigma)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Finite(prediction, nameof(prediction));
        Arguments.Finite(target, nameof(target));
        Arguments.Positive(sigma, nameof(sigma));
    }
}

/// <summary>½Σ(y′ − y)².</summary>
internal readonly struct Squares<T> : IRowLoss<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static string InputName => "predictions";

    public void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, int row)
    {
        Arguments.Precision<T>();
        Arguments.NotEmpty(inputs.Length, InputName);
        Arguments.SameLength(targets.Length, "targets", inputs.Length, InputName);
        Arguments.Finite(inputs, InputName, row);
        Arguments.Finite(targets, "targets", row);
    }

    public Wide<T> Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Wide<T> scale, Span<T> gradient)
    {
        var sum = Wide<T>.Zero;
        for (var i = 0; i < inputs.Length; i++)
        {
            var difference = Wide<T>.Difference(inputs[i], targets[i]);
            sum += Half(difference);
            if (!gradient.IsEmpty)
                gradient[i] = (scale * difference).Round();
        }

        return sum;
    }

    public static Wide<T> Half(Wide<T> difference) => difference * difference * Wide<T>.Half;
}
