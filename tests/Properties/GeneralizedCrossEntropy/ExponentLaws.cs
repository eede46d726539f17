// The exponent of generalized cross-entropy: q is the power of the probability, and divides.
using System.Numerics;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class ExponentLawsInSingle : ExponentLaws<float>;

public sealed class ExponentLawsInDouble : ExponentLaws<double>;

public abstract class ExponentLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    [Property(MaxTest = 300), Claim("gamma-cross-entropy:35")]
    [Trait("Kernel", "GeneralizedCrossEntropy")]
    public void The_loss_times_q_and_the_power_q_of_the_probability_are_one(
        ModerateLogits<T> z,
        byte label,
        byte eighths
    )
    {
        var (c, q) = (label % z.Count, Exponent(eighths));
        var power = Ball.Exp(-(Exact(q) * Definitions.CrossEntropy<T>(z.Values, c)));
        Law.Equal(True(GeneralizedCrossEntropy.Loss(z.Values, c, q)) * Exact(q), 1 - power, "q times the loss");
    }

    [Property(MaxTest = 300), Claim("gamma-cross-entropy:35")]
    [Trait("Kernel", "GeneralizedCrossEntropy")]
    public void The_gradient_is_the_power_q_of_the_probability_times_p_minus_one_hot(
        ModerateLogits<T> z,
        byte label,
        byte eighths
    )
    {
        var (c, q) = (label % z.Count, Exponent(eighths));
        var p = Definitions.Softmax<T>(z.Values);
        var (_, complement) = Definitions.Probability<T>(z.Values, c);
        var power = Ball.Exp(-(Exact(q) * Definitions.CrossEntropy<T>(z.Values, c)));
        var gradient = True(Row(z.Count, to => GeneralizedCrossEntropy.Gradient(z.Values, c, q, to)));
        for (var j = 0; j < p.Length; j++)
            Law.Equal(gradient[j], power * (j == c ? -complement : p[j]), $"entry {j} of the gradient");
    }

    [Property, Claim("gamma-cross-entropy:35")]
    [Trait("Kernel", "GeneralizedCrossEntropy")]
    public void At_q_one_the_slope_is_minus_one_for_every_probability(Probability<T> p) =>
        Law.SameBits(GeneralizedCrossEntropy.GradientOfProbability(p.Value, T.One), -T.One, "the slope");

    // 1/8 to 1
    private static T Exponent(byte eighths) => T.CreateChecked((1 + eighths % 8) / 8.0);
}
