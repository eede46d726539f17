// The laws of the losses that resist label noise, beyond their definitions (ComparisonLossLaws): symmetry over the labels,
// rates, gradients, proper scoring.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class RobustLossLawsInSingle : RobustLossLaws<float>;

public sealed class RobustLossLawsInDouble : RobustLossLaws<double>;

public abstract class RobustLossLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static T Order(byte eighths) => T.CreateChecked(1 + eighths % 8) / T.CreateChecked(8);

    private static Ball OverLabels(T[] z, Func<int, T> loss) =>
        Law.Sum(Enumerable.Range(0, z.Length).Select(label => True(loss(label))));

    // Σ_c 2(1 − p_c) = 2(K−1) whatever the logits: the symmetry (Ghosh et al. 2017) that makes the minimiser immune to
    // symmetric label noise.
    [Property, Claim("gamma-cross-entropy:33")]
    [Trait("Kernel", "MeanAbsoluteError")]
    public void The_absolute_errors_of_all_labels_sum_to_a_constant(FiniteLogits<T> logits)
    {
        var z = Few(logits.Values, 16);
        Law.Equal(OverLabels(z, label => MeanAbsoluteError.Loss<T>(z, label)), 2 * (z.Length - 1));
    }

    // With symmetric noise (label c kept with probability 1−η, else one of the others evenly) the expected loss is
    // (1 − ηK/(K−1))·loss + 2η: the same order of all logits for η < (K−1)/K.
    [Property, Claim("gamma-cross-entropy:33")]
    [Trait("Kernel", "MeanAbsoluteError")]
    public void Symmetric_label_noise_only_scales_and_shifts_the_absolute_error(Labelled<T> row, Probability<T> rate)
    {
        T[] z = [.. Few(row.Logits, 8).Where(T.IsFinite)];
        if (z.Length < 2)
            return;
        var (k, eta, label) = (z.Length, Exact(rate.Value), row.Label % z.Length);
        var own = True(MeanAbsoluteError.Loss<T>(z, label));
        var others = OverLabels(z, c => c == label ? T.Zero : MeanAbsoluteError.Loss<T>(z, c));
        Law.Equal((1 - eta) * own + eta / (k - 1) * others, (1 - eta * k / (k - 1)) * own + 2 * eta);
    }

    // Zhang and Sabuncu 2018, Lemma 1: (K − K^(1−q))/q ≤ Σ_c (1 − p_c^q)/q ≤ (K−1)/q. Cross-entropy, q → 0, has no upper bound.
    [Property, Claim("gamma-cross-entropy:35")]
    [Trait("Kernel", "GeneralizedCrossEntropy")]
    public void The_generalized_cross_entropies_of_all_labels_are_bounded(FiniteLogits<T> logits, byte eighths)
    {
        var (z, order) = (Few(logits.Values, 16), Order(eighths));
        var (k, q) = ((Ball)z.Length, Exact(order));
        Law.Between(
            (k - Ball.Exp((1 - q) * Ball.Log(k))) / q,
            OverLabels(z, label => GeneralizedCrossEntropy.Loss<T>(z, label, order)),
            (k - 1) / q
        );
    }

    // x − qx²/2 ≤ (1 − e^−qx)/q ≤ x for x = −log p ≥ 0.
    [Property, Claim("gamma-cross-entropy:35")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "GeneralizedCrossEntropy")]
    public void Generalized_cross_entropy_tends_to_cross_entropy_linearly_in_its_order(Labelled<T> row, byte halvings)
    {
        var q = T.ScaleB(T.One, -(halvings % 60));
        var plain = True(CrossEntropy.Loss<T>(row.Logits, row.Label));
        Law.Between(
            plain - Exact(q) * plain * plain / 2,
            True(GeneralizedCrossEntropy.Loss<T>(row.Logits, row.Label, q)),
            plain
        );
    }

    [Property, Claim("gamma-cross-entropy:35")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "GeneralizedCrossEntropy")]
    public void The_gradient_of_generalized_cross_entropy_is_that_of_cross_entropy_times_p_to_the_q(
        Labelled<T> row,
        byte eighths
    )
    {
        var q = Order(eighths);
        var ours = Row(row.Logits.Length, g => GeneralizedCrossEntropy.Gradient(row.Logits, row.Label, q, g));
        var plain = Row(row.Logits.Length, g => CrossEntropy.Gradient(row.Logits, row.Label, g));
        var weight = Ball.Exp(-(Exact(q) * Definitions.CrossEntropy<T>(row.Logits, row.Label)));
        for (var j = 0; j < ours.Length; j++)
        {
            Law.Equal(True(ours[j]), weight * True(plain[j]), $"gradient[{j}]");
            Law.AtMost(Ball.Abs(True(ours[j])), Ball.Abs(True(plain[j])), $"|gradient[{j}]|");
        }
    }

    /// <summary>The derivative in every logit of a loss of the label's probability, by certified jets.</summary>
    private static Ball[] Derivative(T[] z, int label, Func<Jet<Ball>, Jet<Ball>, Jet<Ball>> loss) =>
        Derivatives
            .Gradient<Ball>(
                x =>
                {
                    var exponentials = Array.ConvertAll(x, Jet<Ball>.Exp);
                    var others = Jet<Ball>.Constant(0);
                    for (var i = 0; i < x.Length; i++)
                        if (i != label)
                            others += exponentials[i];
                    var total = others + exponentials[label];
                    return loss(exponentials[label] / total, others / total);
                },
                Law.Exact<T>(z)
            )
            .Gradient;

    private static (T[] Logits, int Label) Small(ModerateLogits<T> logits, ushort place) =>
        Few(logits.Values, 5) is var z ? (z, place % z.Length) : default;

    [Property, Claim("gamma-cross-entropy:33")]
    [Trait("Kernel", "MeanAbsoluteError")]
    public void The_gradient_of_the_absolute_error_is_its_derivative(ModerateLogits<T> logits, ushort place)
    {
        var (z, label) = Small(logits, place);
        var gradient = Row(z.Length, g => MeanAbsoluteError.Gradient(z, label, g));
        var derivative = Derivative(z, label, (_, complement) => Jet<Ball>.Constant(2) * complement);
        for (var j = 0; j < z.Length; j++)
            Law.Equal(True(gradient[j]), derivative[j], $"gradient[{j}]");
    }

    [Property, Claim("gamma-cross-entropy:34"), Claim("soft-label-multilabel:49")]
    [Trait("Kernel", "FocalLoss")]
    public void The_gradient_of_focal_loss_is_its_derivative(ModerateLogits<T> logits, ushort place, byte exponent)
    {
        var (z, label) = Small(logits, place);
        if (z.Length < 2)
            return;
        var beta = exponent % 6;
        var gradient = Row(z.Length, g => FocalLoss.Gradient(z, label, T.CreateChecked(beta), T.One, g));
        var derivative = Derivative(z, label, (p, complement) => -(Jet<Ball>.Pow(complement, beta) * Jet<Ball>.Log(p)));
        for (var j = 0; j < z.Length; j++)
            Law.Equal(True(gradient[j]), derivative[j], $"gradient[{j}]");
    }

    [Property, Claim("gamma-cross-entropy:34"), Claim("soft-label-multilabel:49")]
    [Trait("Kernel", "FocalLoss")]
    public void The_class_weight_of_focal_loss_multiplies_it(Labelled<T> row, byte exponent, Temperature<T> alpha)
    {
        var beta = T.CreateChecked(exponent) / T.CreateChecked(8);
        Law.Equal(
            True(FocalLoss.Loss<T>(row.Logits, row.Label, beta, alpha.Value)),
            Exact(alpha.Value) * True(FocalLoss.Loss<T>(row.Logits, row.Label, beta, T.One))
        );
    }

    // Σ_j (p_j − y_j)²'s derivative for a label: 2p_j(p_j − δ_cj − Σ_i p_i(p_i − δ_ci)).
    [Property, Claim("softmax-and-cross-entropy:3.3.1")]
    [Trait("Kernel", "BrierScore")]
    public void The_gradient_of_the_Brier_score_is_its_derivative(ModerateLogits<T> logits, ushort place)
    {
        var (z, label) = Small(logits, place);
        var gradient = Row(z.Length, g => BrierScore.Gradient(z, label, g));
        var (_, derivative) = Derivatives.Gradient<Ball>(
            x =>
            {
                var exponentials = Array.ConvertAll(x, Jet<Ball>.Exp);
                var total = exponentials.Aggregate((sum, e) => sum + e);
                var score = Jet<Ball>.Constant(0);
                for (var i = 0; i < x.Length; i++)
                    score += Jet<Ball>.Pow(exponentials[i] / total - Jet<Ball>.Constant(i == label ? 1 : 0), 2);
                return score;
            },
            Law.Exact<T>(z)
        );
        var p = Definitions.Softmax<T>(z);
        var squares = Law.Sum(p.Select(x => x * x));
        for (var j = 0; j < z.Length; j++)
            // for the other classes p_j + p_c(1 − p_c) − Σ p_i² truly cancels
            Law.Equal(Law.True(gradient[j], 2 * p[j] * (p[j] + p[label] + squares)), derivative[j], $"gradient[{j}]");
    }

    [Property, Claim("gamma-cross-entropy:27")]
    [Trait("Kernel", "BrierScore")]
    public void The_Brier_score_of_a_label_lies_between_zero_and_two(Labelled<T> row) =>
        Law.Between(0, True(BrierScore.Loss<T>(row.Logits, row.Label)), 2);

    // A proper score: Σ_c y_c·Brier(p, c) = M(1 + Σp²) − 2Σ y p = Σ(p − y)² + const, least at p = y. M = Σy.
    [Property, Claim("softmax-and-cross-entropy:3.3.1")]
    [Trait("Kernel", "BrierScore")]
    public void The_expected_Brier_score_is_the_squared_distance_from_the_target_plus_a_constant(SoftLabelled<T> row)
    {
        if (row.Logits.Length > 24)
            return;
        var (z, y) = (row.Logits, Law.Exact<T>(row.Targets));
        var (p, mass) = (Definitions.Softmax<T>(z), Law.Sum(y));
        var expected = Law.Sum(
            y.Select((mass, c) => row.Targets[c] == T.Zero ? Ball.Zero : mass * True(BrierScore.Loss<T>(z, c)))
        );
        var squares = Law.Sum(p.Select(x => x * x));
        Law.Equal(expected, mass * (1 + squares) - 2 * Law.Sum(p.Zip(y, (a, b) => a * b)));
        // Σ(p−y)² against the kernel for soft targets: e_i = p_i − y_i truly cancels, in ulps of Σ(p_i + y_i)².
        var distance = Law.True(BrierScore.Loss<T>(z, row.Targets), Law.Sum(p.Zip(y, (a, b) => (a + b) * (a + b))));
        Law.Equal(distance, Law.Sum(p.Zip(y, (a, b) => (a - b) * (a - b))));
    }

    [Property, Claim("gamma-cross-entropy:33")]
    [Trait("Kernel", "BrierScore")]
    [Trait("Kernel", "MeanAbsoluteError")]
    public void On_probabilities_both_distances_vanish_at_the_target_only(DistributionPair<T> pair)
    {
        Law.SameBits(MeanAbsoluteError.LossOfProbabilities<T>(pair.P, pair.P), T.Zero, "absolute");
        Law.SameBits(BrierScore.LossOfProbabilities<T>(pair.P, pair.P), T.Zero, "squared");
        var absolute = True(MeanAbsoluteError.LossOfProbabilities<T>(pair.Q, pair.P));
        var squared = True(BrierScore.LossOfProbabilities<T>(pair.Q, pair.P));
        var errors = pair.P.Zip(pair.Q, (x, y) => Ball.Abs(Exact(x).WithBits(1200) - Exact(y))).ToArray();
        Law.Equal(absolute, Law.Sum(errors), "absolute");
        Law.Equal(squared, Law.Sum(errors.Select(e => e * e)), "squared");
        // ‖·‖₂² ≤ ‖·‖₁² ≤ K‖·‖₂²
        Law.AtMost(squared, absolute * absolute);
        Law.AtMost(absolute * absolute, pair.P.Length * squared);
    }
}
