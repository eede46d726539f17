// γ-cross-entropy for several labels at once, each a binary decision: gamma-cross-entropy (64), (65).
using System.Numerics;

namespace LossProofs.Kernels;

public static partial class GammaCrossEntropy
{
    /// <summary>
    /// One label of the multi-label binary form, on a logit s: −log(γ + (1−γ)σ(±s))/(1−γ), + for a positive. Limits
    /// at s = ±∞.
    /// </summary>
    /// <exception cref="ArgumentException">s is NaN or γ is outside [0, 1].</exception>
    public static T BinaryLoss<T>(T logit, bool positive, T gamma)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.NotNaN(logit, nameof(logit));
        Arguments.Unit(gamma, nameof(gamma));
        return MultiLabelGamma<T>.Label(logit, positive, gamma).Loss.Round();
    }

    /// <summary>Its derivative in s: ∓(1−σ(±s))·σ(±s)/(γ + (1−γ)σ(±s)).</summary>
    /// <exception cref="ArgumentException">s is NaN or γ is outside [0, 1].</exception>
    public static T BinaryGradient<T>(T logit, bool positive, T gamma)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.NotNaN(logit, nameof(logit));
        Arguments.Unit(gamma, nameof(gamma));
        return MultiLabelGamma<T>.Label(logit, positive, gamma).Gradient.Round();
    }

    /// <summary>
    /// The multi-label binary form: the sum over the labels of <see cref="BinaryLoss{T}"/>. A score of −∞ must be a
    /// negative, and contributes nothing.
    /// </summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T MultiLabelLoss<T>(ReadOnlySpan<T> scores, ReadOnlySpan<bool> positives, T gamma)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.Loss<T, bool, MultiLabelGamma<T>>(MultiLabelGamma<T>.Checked(gamma), scores, positives);

    /// <summary>Returns the multi-label binary form's loss and writes its gradient in the scores.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T MultiLabelLossAndGradient<T>(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<bool> positives,
        T gamma,
        Span<T> gradient
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLoss.LossAndGradient<T, bool, MultiLabelGamma<T>>(
            MultiLabelGamma<T>.Checked(gamma),
            scores,
            positives,
            gradient
        );
}

/// <summary>Σ_i f(σ(±s_i)): each label on its own.</summary>
internal readonly partial struct MultiLabelGamma<T>([Domain(nameof(Arguments.Unit))] T gamma) : IRowLoss<T, bool>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static string InputName => "scores";

    public void Check(ReadOnlySpan<T> inputs, ReadOnlySpan<bool> targets, int row)
    {
        Arguments.Scores(inputs, row);
        Arguments.Positives(targets, inputs, row);
    }

    public Wide<T> Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<bool> targets, Wide<T> scale, Span<T> gradient)
    {
        var sum = Wide<T>.Zero;
        for (var i = 0; i < inputs.Length; i++)
        {
            var (value, slope) = Label(inputs[i], targets[i], gamma);
            sum += value;
            if (!gradient.IsEmpty)
                gradient[i] = (scale * slope).Round();
        }

        return sum;
    }

    /// <summary>x = ±s: f(σ(x)) and ±f′(σ(x))σ(x)(1 − σ(x)), with 1 − σ(x) = σ(−x) and −log σ(x) = softplus(−x).</summary>
    public static (Wide<T> Loss, Wide<T> Gradient) Label(T logit, bool positive, T gamma)
    {
        var x = positive ? logit : -logit;
        var complement = Sigmoid.WideValue(-x);
        var (value, slope) = new GammaLoss<T>(gamma).Evaluate(Sigmoid.WideValue(x), complement, Softplus.WideValue(-x));
        return (value, positive ? -(slope * complement) : slope * complement);
    }
}
