// The laws of the multi-label (binary) form of γ-cross-entropy.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class GammaMultiLabelLawsInSingle : GammaMultiLabelLaws<float>;

public sealed class GammaMultiLabelLawsInDouble : GammaMultiLabelLaws<double>;

public abstract class GammaMultiLabelLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    [Property, Claim("gamma-cross-entropy:65")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void One_label_is_the_two_class_form(Score<T> s, Gamma<T> gamma)
    {
        Law.Equal(
            True(GammaCrossEntropy.BinaryLoss(s.Value, true, gamma.Value)),
            True(GammaCrossEntropy.Loss<T>([s.Value, T.Zero], 0, gamma.Value)),
            "a positive"
        );
        Law.SameBits(
            GammaCrossEntropy.BinaryLoss(s.Value, false, gamma.Value),
            GammaCrossEntropy.BinaryLoss(-s.Value, true, gamma.Value),
            "a negative is a positive of the opposite score"
        );
    }

    [Property, Claim("gamma-cross-entropy:65"), Claim("gamma-cross-entropy:6")]
    [Trait("Kernel", "BinaryCrossEntropy")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void At_gamma_zero_one_label_is_binary_cross_entropy_bit_for_bit(Score<T> s)
    {
        Law.SameBits(
            GammaCrossEntropy.BinaryLoss(s.Value, true, T.Zero),
            BinaryCrossEntropy.Loss(s.Value, T.One),
            "a positive"
        );
        Law.SameBits(
            GammaCrossEntropy.BinaryLoss(s.Value, false, T.Zero),
            BinaryCrossEntropy.Loss(s.Value, T.Zero),
            "a negative"
        );
    }

    [Property, Claim("gamma-cross-entropy:65"), Claim("gamma-cross-entropy:15")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_gradient_of_one_label_is_the_two_class_gradient(Score<T> s, Gamma<T> gamma, bool positive)
    {
        T[] logits = [s.Value, T.Zero];
        var twoClass = Row(2, g => GammaCrossEntropy.Gradient(logits, positive ? 0 : 1, gamma.Value, g));
        Law.Equal(True(GammaCrossEntropy.BinaryGradient(s.Value, positive, gamma.Value)), True(twoClass[0]));
    }

    [Property, Claim("gamma-cross-entropy:64")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_multi_label_form_adds_up_label_by_label(HardMultiLabel<T> row, Gamma<T> gamma)
    {
        var gradient = new T[row.Scores.Length];
        var loss = GammaCrossEntropy.MultiLabelLossAndGradient(row.Scores, row.Positives, gamma.Value, gradient);
        var sum = Ball.Zero;
        for (var i = 0; i < gradient.Length; i++)
        {
            var (score, positive) = (row.Scores[i], row.Positives[i]);
            sum += True(GammaCrossEntropy.BinaryLoss(score, positive, gamma.Value));
            Law.SameBits(gradient[i], GammaCrossEntropy.BinaryGradient(score, positive, gamma.Value), $"gradient[{i}]");
        }

        Law.Equal(True(loss), sum);
        Law.SameBits(GammaCrossEntropy.MultiLabelLoss<T>(row.Scores, row.Positives, gamma.Value), loss, "fused");
    }

    [Property, Claim("gamma-cross-entropy:64"), Claim("gamma-cross-entropy:19")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_multi_label_form_is_bounded_by_the_cap_of_each_label(HardMultiLabel<T> row, Gamma<T> gamma)
    {
        if (gamma.Value > T.Zero && gamma.Value < T.One)
            Law.AtMost(
                True(GammaCrossEntropy.MultiLabelLoss<T>(row.Scores, row.Positives, gamma.Value)),
                row.Scores.Length * -Ball.Log(Exact(gamma.Value)) / (1 - Exact(gamma.Value)).WithBits(256)
            );
    }

    [Property, Claim("gamma-cross-entropy:64"), Claim("gamma-cross-entropy:18")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_multi_label_form_does_not_increase_in_gamma(HardMultiLabel<T> row, Gamma<T> first, Gamma<T> second)
    {
        var (low, high) = (T.Min(first.Value, second.Value), T.Max(first.Value, second.Value));
        Law.AtMost(
            True(GammaCrossEntropy.MultiLabelLoss<T>(row.Scores, row.Positives, high)),
            True(GammaCrossEntropy.MultiLabelLoss<T>(row.Scores, row.Positives, low))
        );
    }

    [Property, Claim("gamma-cross-entropy:65")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void At_infinity_one_label_takes_its_limits(Gamma<T> gamma)
    {
        Law.SameBits(GammaCrossEntropy.BinaryLoss(T.PositiveInfinity, true, gamma.Value), T.Zero, "sure and right");
        Law.SameBits(
            GammaCrossEntropy.BinaryLoss(T.NegativeInfinity, true, gamma.Value),
            GammaCrossEntropy.LossOfProbability(T.Zero, gamma.Value),
            "sure and wrong"
        );
        Assert.True(T.IsZero(GammaCrossEntropy.BinaryGradient(T.PositiveInfinity, true, gamma.Value)));
    }
}
