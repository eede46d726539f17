// The laws of binary cross-entropy: one label, its limits, and rows of independent labels.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class BinaryCrossEntropyLawsInSingle : BinaryCrossEntropyLaws<float>;

public sealed class BinaryCrossEntropyLawsInDouble : BinaryCrossEntropyLaws<double>;

public abstract class BinaryCrossEntropyLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    [Property, Claim("soft-label-multilabel:9"), Claim("soft-label-multilabel:11")]
    [Trait("Kernel", "BinaryCrossEntropy")]
    [Trait("Kernel", "Softplus")]
    public void Binary_cross_entropy_is_the_mean_of_two_softplus(Score<T> x, Probability<T> target)
    {
        var t = Exact(target.Value);
        Law.Equal(
            True(BinaryCrossEntropy.Loss(x.Value, target.Value)),
            t * True(Softplus.Value(-x.Value)) + (1 - t) * True(Softplus.Value(x.Value))
        );
    }

    // σ(x) − t truly cancels near the optimum: in ulps of (1−t)σ(x) + tσ(−x).
    private static Ball Gradient(T x, T target) =>
        Law.True(
            BinaryCrossEntropy.Gradient(x, target),
            (1 - Exact(target)) * True(Sigmoid.Value(x)) + Exact(target) * True(Sigmoid.Value(-x))
        );

    [Property, Claim("soft-label-multilabel:9"), Claim("softmax-and-cross-entropy:2.4.2")]
    [Trait("Kernel", "BinaryCrossEntropy")]
    [Trait("Kernel", "Sigmoid")]
    public void The_gradient_is_the_sigmoid_minus_the_target(Score<T> x, Probability<T> target) =>
        Law.Equal(Gradient(x.Value, target.Value), True(Sigmoid.Value(x.Value)) - Exact(target.Value));

    [Property, Claim("soft-label-multilabel:9")]
    [Trait("Kernel", "BinaryCrossEntropy")]
    [Trait("Kernel", "Sigmoid")]
    public void The_tangent_supports_binary_cross_entropy_from_below(Score<T> x, Score<T> y, Probability<T> target) =>
        Law.AtMost(
            True(BinaryCrossEntropy.Loss(x.Value, target.Value))
                + Gradient(x.Value, target.Value) * (Exact(y.Value) - Exact(x.Value)),
            True(BinaryCrossEntropy.Loss(y.Value, target.Value))
        );

    [Property, Claim("soft-label-multilabel:2"), Claim("soft-label-multilabel:5")]
    [Trait("Kernel", "BinaryCrossEntropy")]
    [Trait("Kernel", "Softplus")]
    public void Hard_labels_give_one_softplus_bit_for_bit(Score<T> x)
    {
        Law.SameBits(BinaryCrossEntropy.Loss(x.Value, T.One), Softplus.Value(-x.Value), "a positive");
        Law.SameBits(BinaryCrossEntropy.Loss(x.Value, T.Zero), Softplus.Value(x.Value), "a negative");
    }

    [Property, Claim("softmax-and-cross-entropy:2.1.2")]
    [Claim("softmax-and-cross-entropy:two-classes")]
    [Trait("Kernel", "BinaryCrossEntropy")]
    [Trait("Kernel", "CrossEntropy")]
    public void Binary_cross_entropy_is_the_two_class_cross_entropy(Score<T> x)
    {
        T[] logits = [x.Value, T.Zero];
        Law.Equal(True(BinaryCrossEntropy.Loss(x.Value, T.One)), True(CrossEntropy.Loss<T>(logits, 0)));
        Law.Equal(True(BinaryCrossEntropy.Loss(x.Value, T.Zero)), True(CrossEntropy.Loss<T>(logits, 1)));
    }

    [Property, Claim("soft-label-multilabel:9")]
    [Trait("Kernel", "BinaryCrossEntropy")]
    public void Flipping_score_and_target_changes_no_bit(Score<T> x, byte eighths)
    {
        // on eighths 1 − t is exact
        var target = T.CreateChecked(eighths % 9) / T.CreateChecked(8);
        Law.SameBits(BinaryCrossEntropy.Loss(x.Value, target), BinaryCrossEntropy.Loss(-x.Value, T.One - target));
    }

    // Least at σ(x) = t, with the entropy of t as its value.
    [Property, Claim("soft-label-multilabel:53"), Claim("soft-label-multilabel:9")]
    [Claim("soft-label-multilabel:target-entropy")]
    [Trait("Kernel", "BinaryCrossEntropy")]
    [Trait("Kernel", "Entropy")]
    public void Binary_cross_entropy_is_at_least_the_entropy_of_the_target(Score<T> x, Probability<T> target) =>
        Law.AtMost(True(Entropy.Binary(target.Value)), True(BinaryCrossEntropy.Loss(x.Value, target.Value)));

    [Property, Claim("soft-label-multilabel:53")]
    [Trait("Kernel", "BinaryCrossEntropy")]
    [Trait("Kernel", "Entropy")]
    public void The_entropy_of_a_binary_label_is_its_cross_entropy_with_itself(Probability<T> target)
    {
        var entropy = True(Entropy.Binary(target.Value));
        Law.Equal(entropy, True(BinaryCrossEntropy.LossOfProbability(target.Value, target.Value)));
        Law.Between(0, entropy, Ball.Ln2(128));
    }

    [Property, Claim("softmax-and-cross-entropy:1.3.1")]
    [Trait("Kernel", "BinaryCrossEntropy")]
    [Trait("Kernel", "Sigmoid")]
    public void The_second_derivative_is_that_of_the_sigmoid_for_every_target(Score<T> x) =>
        Law.SameBits(BinaryCrossEntropy.Hessian(x.Value), Sigmoid.Gradient(x.Value));

    [Property, Claim("soft-label-multilabel:2"), Claim("soft-label-multilabel:10")]
    [Claim("soft-label-multilabel:#4")]
    [Trait("Kernel", "BinaryCrossEntropy")]
    public void A_row_of_labels_adds_up_label_by_label(MultiLabel<T> row)
    {
        var (sum, gradient) = (Ball.Zero, new T[row.Scores.Length]);
        var loss = BinaryCrossEntropy.LossAndGradient<T>(row.Scores, row.Targets, gradient);
        for (var i = 0; i < gradient.Length; i++)
        {
            // a masked score is a negative: softplus(−∞) = 0
            sum += True(BinaryCrossEntropy.Loss(row.Scores[i], row.Targets[i]));
            var alone = BinaryCrossEntropy.Gradient(row.Scores[i], row.Targets[i]);
            if (T.IsNegativeInfinity(row.Scores[i]))
            {
                Law.SameBits(gradient[i], alone, $"gradient[{i}]");
                continue;
            }

            // (1−t)σ(s) − tσ(−s): the unit is that of the two terms' sum
            var (score, target) = (Exact(row.Scores[i]), Exact(row.Targets[i]));
            var terms = (Ball.One - target) * Ball.Sigmoid(score) + target * Ball.Sigmoid(-score);
            Law.Equal(Law.True(gradient[i], terms), Law.True(alone, terms), $"gradient[{i}]");
        }

        Law.Equal(True(loss), sum);
    }

    [Property, Claim("soft-label-multilabel:5"), Claim("soft-label-multilabel:6")]
    [Claim("soft-label-multilabel:log-of-product")]
    [Claim("soft-label-multilabel:#2")]
    [Trait("Kernel", "BinaryCrossEntropy")]
    [Trait("Kernel", "Sigmoid")]
    public void The_sum_over_labels_is_the_logarithm_of_the_products(HardMultiLabel<T> row)
    {
        if (row.Scores.Length > 64)
            return;
        T[] targets = [.. row.Positives.Select(positive => positive ? T.One : T.Zero)];
        // exp(−loss) = Π_pos σ(s)·Π_neg σ(−s)
        var product = Ball.One;
        for (var i = 0; i < targets.Length; i++)
            product *= True(Sigmoid.Value(row.Positives[i] ? row.Scores[i] : -row.Scores[i]));
        Law.Equal(Ball.Exp(-True(BinaryCrossEntropy.Loss<T>(row.Scores, targets))), product);
    }

    [Fact, Claim("soft-label-multilabel:9")]
    [Trait("Kernel", "BinaryCrossEntropy")]
    public void At_infinity_binary_cross_entropy_takes_its_limits()
    {
        var half = T.CreateChecked(0.5);
        foreach (var (x, agrees) in new[] { (T.PositiveInfinity, T.One), (T.NegativeInfinity, T.Zero) })
        {
            Law.SameBits(BinaryCrossEntropy.Loss(x, agrees), T.Zero, "the target agrees");
            Law.SameBits(BinaryCrossEntropy.Loss(x, T.One - agrees), T.PositiveInfinity, "the target disagrees");
            Law.SameBits(BinaryCrossEntropy.Loss(x, half), T.PositiveInfinity, "the target is undecided");
            Law.SameBits(BinaryCrossEntropy.Gradient(x, half), x > T.Zero ? half : -half, "gradient");
        }
    }
}
