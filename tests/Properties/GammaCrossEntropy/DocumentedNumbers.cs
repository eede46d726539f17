// The documents' own worked inputs, and the smallest counterexamples to what they state wrongly, as numbers.
using System.Numerics;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class DocumentedNumbersInSingle : DocumentedNumbers<float>;

public sealed class DocumentedNumbersInDouble : DocumentedNumbers<double>;

[Trait("Evidence", "stored values")]
public abstract class DocumentedNumbers<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static readonly T Half = Number(0.5);

    private static T Number(double value) => T.CreateChecked(value);

    /// <summary>To that many decimals; all results here are of size 1, where float has seven.</summary>
    private static void Prints(T value, double expected, int decimals = 4) =>
        Assert.Equal(expected, Math.Round(double.CreateChecked(value), decimals));

    [Fact, Claim("softmax-and-cross-entropy:1.1")]
    [Claim("l2-and-softmax:code-softmax")]
    [Claim("l2-and-softmax:example-logits")]
    [Trait("Kernel", "Softmax")]
    public void The_softmax_of_2_1_and_a_tenth_and_of_a_half_3_and_one_and_a_half()
    {
        var first = Probabilities([Number(2), Number(1), Number(0.1)]);
        Assert.All(first.Zip([0.6590, 0.2424, 0.0986]), entry => Prints(entry.First, entry.Second));
        var second = Probabilities([Number(0.5), Number(3), Number(1.5)]);
        Assert.All(second.Zip([0.0629, 0.7662, 0.1710]), entry => Prints(entry.First, entry.Second));
    }

    [Fact, Claim("softmax-and-cross-entropy:2.2.3")]
    [Claim("l2-and-softmax:mean-loss")]
    [Trait("Kernel", "NegativeLogLikelihood")]
    public void The_mean_loss_of_those_two_rows_with_labels_0_and_1()
    {
        T[] logits = [Number(2), Number(1), Number(0.1), Number(0.5), Number(3), Number(1.5)];
        Prints(NegativeLogLikelihood.Mean(new Batch<T>(logits, 3), [0, 1]), 0.3417);
    }

    [Fact, Claim("soft-label-multilabel:40")]
    [Claim("soft-label-multilabel:smoothing-example")]
    [Trait("Kernel", "LabelSmoothing")]
    public void Smoothing_binary_labels_by_a_tenth_gives_5_and_95_per_cent()
    {
        Prints(LabelSmoothing.Binary(T.Zero, Number(0.1)), 0.05);
        Prints(LabelSmoothing.Binary(T.One, Number(0.1)), 0.95);
    }

    // (38) claims the factor 3/2 at p = γ = ½; the gradients are in the ratio 2/3.
    [Fact, Claim("gamma-cross-entropy:38")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void At_one_half_gamma_shrinks_the_gradient_to_two_thirds()
    {
        var clipped = Row(2, g => GammaCrossEntropy.Gradient([T.Zero, T.Zero], 0, Half, g));
        var plain = Row(2, g => CrossEntropy.Gradient([T.Zero, T.Zero], 0, g));
        Law.Equal(3 * True(clipped[0]), 2 * True(plain[0]));
    }

    // (31) claims +1/9 for two positives at score 0.
    [Fact, Claim("soft-label-multilabel:31")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void Two_positives_at_score_zero_have_the_cross_derivative_minus_one_ninth()
    {
        var hessian = Row(4, h => MultiLabelCrossEntropy.Hessian<T>([T.Zero, T.Zero], [true, true], h));
        Law.Equal(True(hessian[1]), -Ball.One / 9);
        Law.Equal(True(hessian[0]), (Ball)2 / 9);
    }

    // The table beside (34) claims (1−p)^β/p = 1 at p = ½, β = 1.
    [Fact, Claim("gamma-cross-entropy:34")]
    [Claim("gamma-cross-entropy:focal-weight")]
    [Trait("Kernel", "FocalLoss")]
    public void At_one_half_the_slope_of_focal_loss_is_minus_one_minus_log_2() =>
        Law.Equal(True(FocalLoss.GradientOfProbability(Half, T.One, T.One)), -1 - Ball.Ln2(128));

    [Fact, Claim("soft-label-multilabel:16")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void One_undecided_label_at_score_zero_costs_twice_log_three_halves() =>
        Law.Equal(True(MultiLabelCrossEntropy.Loss<T>([T.Zero], [Half])), 2 * Ball.Log((Ball)3 / 2));
}
