// The laws of the multi-label losses that the documents compare with: asymmetric loss and circle loss.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class OtherMultiLabelLossLawsInSingle : OtherMultiLabelLossLaws<float>;

public sealed class OtherMultiLabelLossLawsInDouble : OtherMultiLabelLossLaws<double>;

public abstract class OtherMultiLabelLossLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static T Focus(byte eighths) => T.CreateChecked(eighths % 64) / T.CreateChecked(8);

    [Property, Claim("soft-label-multilabel:58")]
    [Trait("Kernel", "AsymmetricLoss")]
    [Trait("Kernel", "BinaryCrossEntropy")]
    public void Without_focus_the_asymmetric_loss_is_the_sum_of_binary_cross_entropies(HardMultiLabel<T> row)
    {
        T[] targets = [.. row.Positives.Select(positive => positive ? T.One : T.Zero)];
        Law.Equal(
            True(AsymmetricLoss.Loss<T>(row.Scores, row.Positives, T.Zero, T.Zero)),
            True(BinaryCrossEntropy.Loss<T>(row.Scores, targets))
        );
    }

    // Each label is a focal loss on its own: of σ(s) for a positive, of σ(−s) for a negative.
    [Property, Claim("soft-label-multilabel:58"), Claim("soft-label-multilabel:49")]
    [Trait("Kernel", "AsymmetricLoss")]
    [Trait("Kernel", "FocalLoss")]
    public void The_asymmetric_loss_adds_up_focal_losses(HardMultiLabel<T> row, byte positive, byte negative)
    {
        var sum = Ball.Zero;
        for (var i = 0; i < row.Scores.Length; i++)
            if (T.IsFinite(row.Scores[i]))
                sum += True(
                    FocalLoss.Loss<T>(
                        [row.Scores[i], T.Zero],
                        row.Positives[i] ? 0 : 1,
                        Focus(row.Positives[i] ? positive : negative),
                        T.One
                    )
                );
        Law.Equal(True(AsymmetricLoss.Loss<T>(row.Scores, row.Positives, Focus(positive), Focus(negative))), sum);
    }

    [Property, Claim("soft-label-multilabel:58")]
    [Trait("Kernel", "AsymmetricLoss")]
    public void The_asymmetric_loss_decreases_in_its_exponents(HardMultiLabel<T> row, byte first, byte second)
    {
        var (low, high) = (
            Focus(byte.Min((byte)(first % 64), (byte)(second % 64))),
            Focus(byte.Max((byte)(first % 64), (byte)(second % 64)))
        );
        Law.AtMost(
            True(AsymmetricLoss.Loss<T>(row.Scores, row.Positives, high, high)),
            True(AsymmetricLoss.Loss<T>(row.Scores, row.Positives, low, low))
        );
    }

    [Property, Claim("soft-label-multilabel:58")]
    [Trait("Kernel", "AsymmetricLoss")]
    public void A_margin_only_lowers_the_asymmetric_loss(HardMultiLabel<T> row, byte focus, byte eighths)
    {
        var margin = T.CreateChecked(eighths % 8) / T.CreateChecked(8);
        // p_m = max(p − m, 0) subtracts: in ulps of p + m for each label, whose logarithm's slope is at most 1/(1 − p_m) ≤ 1/m
        var shifted = AsymmetricLoss.Loss<T>(row.Scores, row.Positives, Focus(focus), Focus(focus), margin);
        Law.AtMost(True(shifted), True(AsymmetricLoss.Loss<T>(row.Scores, row.Positives, Focus(focus), Focus(focus))));
    }

    private static Jet<Ball> Circle(Jet<Ball>[] s, bool[] positives, Ball scale, Ball margin)
    {
        Jet<Ball> Number(Ball value) => Jet<Ball>.Constant(value.WithBits(256));
        var (negative, positive) = (Number(0), Number(0));
        for (var i = 0; i < s.Length; i++)
            if (positives[i])
                positive += Jet<Ball>.Exp(
                    -Number(scale) * Jet<Ball>.Max(Number(1 + margin) - s[i], Number(0)) * (s[i] - Number(1 - margin))
                );
            else
                negative += Jet<Ball>.Exp(
                    Number(scale) * Jet<Ball>.Max(s[i] + Number(margin), Number(0)) * (s[i] - Number(margin))
                );
        return Jet<Ball>.Log1p(negative * positive);
    }

    // (59) is another loss: no weights, and a sum of two logarithms where the publication has the logarithm of a product.
    [Property, Claim("soft-label-multilabel:59")]
    [Trait("Kernel", "CircleLoss")]
    public void The_circle_loss_is_the_published_one_and_its_gradient_the_derivative(
        ModerateLogits<T> scores,
        int labels,
        byte scale,
        byte margin
    )
    {
        var positives = scores.Values.Select((_, i) => (labels >> i & 1) == 1).ToArray();
        var (gamma, m) = (T.CreateChecked(1 + scale % 64), T.CreateChecked(margin % 8) / T.CreateChecked(16));
        if (!positives.Contains(true) || !positives.Contains(false))
        {
            Law.SameBits(CircleLoss.Loss<T>(scores.Values, positives, gamma, m), T.Zero, "one kind only");
            return;
        }

        var (value, derivative) = Derivatives.Gradient(
            s => Circle(s, positives, Exact(gamma), Exact(m)),
            [.. scores.Values.Select(score => Exact(score).WithBits(256))]
        );
        var gradient = new T[positives.Length];
        var loss = CircleLoss.LossAndGradient<T>(scores.Values, positives, gamma, m, gradient);
        Law.Equal(True(loss), value, "loss");
        for (var i = 0; i < gradient.Length; i++)
        {
            // γ·share·((s+m) + (s−m)) and the like: in ulps of γ(|s+m| + |s−m|) ≤ 2γ(|s| + 1 + m), the share being at most 1
            var terms = 2 * Exact(gamma) * (Ball.Abs(Exact(scores.Values[i])) + 1 + Exact(m));
            Law.Equal(Law.True(gradient[i], terms), derivative[i], $"gradient[{i}]");
        }
    }
}
