// The laws of the losses that the γ-cross-entropy is compared with: focal, generalised cross-entropy, absolute error, Brier.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class ComparisonLossLawsInSingle : ComparisonLossLaws<float>;

public sealed class ComparisonLossLawsInDouble : ComparisonLossLaws<double>;

public abstract class ComparisonLossLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    /// <summary>Exponents 0 to 31⅞ in eighths: exact in both types.</summary>
    private static T Exponent(byte eighths) => T.CreateChecked(eighths) / T.CreateChecked(8);

    private static Ball Power(Ball x, Ball exponent) =>
        exponent.ContainsZero ? 1
        : x.ContainsZero ? 0
        : Ball.Exp(exponent * Ball.Log(x.WithBits(256)));

    [Property, Claim("gamma-cross-entropy:34"), Claim("soft-label-multilabel:49")]
    [Trait("Kernel", "FocalLoss")]
    public void Focal_loss_is_cross_entropy_times_a_power_of_the_complement(Probability<T> p, byte eighths)
    {
        if (p.Value == T.Zero)
        {
            Law.SameBits(FocalLoss.LossOfProbability(p.Value, Exponent(eighths)), T.PositiveInfinity, "p = 0");
            return;
        }

        Law.Equal(
            True(FocalLoss.LossOfProbability(p.Value, Exponent(eighths))),
            Power(1 - Exact(p.Value), Exact(Exponent(eighths))) * -Log(p.Value)
        );
    }

    /// <summary>log p with all its digits also near 1.</summary>
    private static Ball Log(T p) => Ball.Log1p((Exact(p) - 1).WithBits(1200));

    [Property, Claim("gamma-cross-entropy:34")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "FocalLoss")]
    public void At_exponent_zero_focal_loss_is_cross_entropy_bit_for_bit(Labelled<T> row)
    {
        Law.SameBits(
            FocalLoss.Loss<T>(row.Logits, row.Label, T.Zero, T.One),
            CrossEntropy.Loss<T>(row.Logits, row.Label),
            "loss"
        );
        Law.SameBits<T>(
            Row(row.Logits.Length, g => FocalLoss.Gradient(row.Logits, row.Label, T.Zero, T.One, g)),
            Row(row.Logits.Length, g => CrossEntropy.Gradient(row.Logits, row.Label, g)),
            "gradient"
        );
    }

    [Property, Claim("gamma-cross-entropy:34")]
    [Claim("soft-label-multilabel:focal-down-weights")]
    [Trait("Kernel", "FocalLoss")]
    public void Focal_loss_decreases_in_its_exponent(Labelled<T> row, byte first, byte second)
    {
        var (low, high) = (Exponent(byte.Min(first, second)), Exponent(byte.Max(first, second)));
        Law.AtMost(
            True(FocalLoss.Loss<T>(row.Logits, row.Label, high, T.One)),
            True(FocalLoss.Loss<T>(row.Logits, row.Label, low, T.One))
        );
    }

    // The document's table gives focal loss the gradient weight (1−p)^β/p. It leaves out the derivative of the power:
    // −∂L/∂p = (1−p)^β/p + β(1−p)^(β−1)(−log p). At p = ½, β = 1: 1 + log 2 = 1.69…, not 1.
    [Property, Claim("gamma-cross-entropy:34")]
    [Claim("gamma-cross-entropy:focal-weight")]
    [Trait("Kernel", "FocalLoss")]
    public void The_slope_of_focal_loss_has_a_second_term_from_its_power(Probability<T> p, byte eighths)
    {
        if (p.Value == T.Zero || p.Value == T.One)
            return;
        var (beta, complement) = (Exact(Exponent(eighths)), 1 - Exact(p.Value));
        var slope =
            Power(complement, beta) / Exact(p.Value)
            + (beta.ContainsZero ? 0 : beta * Power(complement, beta) / complement * -Log(p.Value));
        Law.Rounds(FocalLoss.GradientOfProbability(p.Value, Exponent(eighths), T.One), -slope);
    }

    [Property, Claim("gamma-cross-entropy:35")]
    [Trait("Kernel", "GeneralizedCrossEntropy")]
    public void Generalized_cross_entropy_is_the_defining_quotient(Probability<T> p, byte eighths)
    {
        var q = T.CreateChecked(1 + eighths % 8) / T.CreateChecked(8);
        var loss = p.Value == T.Zero ? 1 / Exact(q) : -Ball.Expm1(Exact(q) * Log(p.Value)) / Exact(q);
        Law.Equal(True(GeneralizedCrossEntropy.LossOfProbability(p.Value, q)), loss);
        Law.AtMost(loss, 1 / Exact(q), "bounded by 1/q");
    }

    [Property, Claim("gamma-cross-entropy:35")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "GeneralizedCrossEntropy")]
    public void Generalized_cross_entropy_lies_between_one_minus_p_and_cross_entropy_and_decreases_in_q(
        Labelled<T> row,
        byte first,
        byte second
    )
    {
        T Order(int eighths) => T.CreateChecked(1 + eighths % 8) / T.CreateChecked(8);
        var (low, high) = (Order(int.Min(first % 8, second % 8)), Order(int.Max(first % 8, second % 8)));
        var (more, less) = (
            True(GeneralizedCrossEntropy.Loss<T>(row.Logits, row.Label, low)),
            True(GeneralizedCrossEntropy.Loss<T>(row.Logits, row.Label, high))
        );
        Law.AtMost(less, more, "q");
        Law.AtMost(more, True(CrossEntropy.Loss<T>(row.Logits, row.Label)), "cross-entropy, q → 0");
        Law.AtMost(True(GeneralizedCrossEntropy.Loss<T>(row.Logits, row.Label, T.One)), less, "1 − p, q = 1");
    }

    [Property, Claim("gamma-cross-entropy:35"), Claim("gamma-cross-entropy:7")]
    [Trait("Kernel", "GammaCrossEntropy")]
    [Trait("Kernel", "GeneralizedCrossEntropy")]
    public void At_q_one_generalized_cross_entropy_is_gamma_cross_entropy_at_gamma_one(Labelled<T> row) =>
        Law.Equal(
            True(GeneralizedCrossEntropy.Loss<T>(row.Logits, row.Label, T.One)),
            True(GammaCrossEntropy.Loss<T>(row.Logits, row.Label, T.One))
        );

    [Property, Claim("gamma-cross-entropy:35")]
    [Claim("gamma-cross-entropy:weight-not-unique")]
    [Claim("gamma-cross-entropy:gce-weight")]
    [Trait("Kernel", "GeneralizedCrossEntropy")]
    public void The_slope_of_generalized_cross_entropy_is_minus_p_to_the_q_minus_one(Probability<T> p, byte eighths)
    {
        var q = T.CreateChecked(1 + eighths % 8) / T.CreateChecked(8);
        if (p.Value > T.Zero)
            Law.Rounds(
                GeneralizedCrossEntropy.GradientOfProbability(p.Value, q),
                -Ball.Exp((Exact(q) - 1) * Log(p.Value))
            );
    }

    [Property, Claim("gamma-cross-entropy:33")]
    [Trait("Kernel", "MeanAbsoluteError")]
    public void Mean_absolute_error_against_a_label_is_twice_one_minus_its_probability(Labelled<T> row)
    {
        var (_, complement) = Definitions.Probability<T>(row.Logits, row.Label);
        var loss = True(MeanAbsoluteError.Loss<T>(row.Logits, row.Label));
        Law.Equal(loss, 2 * complement);
        Law.Between(0, loss, 2);
    }

    // e_i = p_i − y_i truly cancels: in ulps of Σ (p_i + y_i).
    [Property, Claim("gamma-cross-entropy:33")]
    [Trait("Kernel", "MeanAbsoluteError")]
    public void Mean_absolute_error_is_the_distance_of_prediction_and_target(SoftLabelled<T> row)
    {
        var p = Definitions.Softmax<T>(row.Logits);
        var distance = Law.Sum(p.Select((probability, i) => Ball.Abs(probability - Exact(row.Targets[i]))));
        Law.Equal(Law.True(MeanAbsoluteError.Loss<T>(row.Logits, row.Targets), 2), distance);
    }

    // The catalogue of LossProofs.Laws has the losses on a softmax but this one: s_j − Σ s_i p_i times p_j with signs s, each entry
    // in ulps of p_j (1 + Σ p_i) = 2 p_j.
    [Property, Claim("gamma-cross-entropy:33")]
    [Trait("Kernel", "MeanAbsoluteError")]
    public void The_gradient_of_mean_absolute_error_against_a_distribution_sums_to_zero(SoftLabelled<T> row)
    {
        var p = Definitions.Softmax<T>(row.Logits);
        var gradient = Row(row.Logits.Length, g => MeanAbsoluteError.Gradient<T>(row.Logits, row.Targets, g));
        Law.Equal(Law.Sum(gradient.Select((entry, j) => Law.True(entry, 2 * p[j]))), 0);
    }

    [Property, Claim("gamma-cross-entropy:33")]
    [Trait("Kernel", "BrierScore")]
    [Trait("Kernel", "MeanAbsoluteError")]
    public void The_Brier_score_is_the_squared_distance_and_at_most_the_absolute_error(Labelled<T> row)
    {
        var p = Definitions.Softmax<T>(row.Logits);
        var (_, complement) = Definitions.Probability<T>(row.Logits, row.Label);
        var others = Law.Sum(p.Where((_, i) => i != row.Label).Select(probability => Ball.Pow(probability, 2)));
        var score = True(BrierScore.Loss<T>(row.Logits, row.Label));
        Law.Equal(score, Ball.Pow(complement, 2) + others);
        // Σ_(i≠c) p_i² ≤ (1−p_c)² ≤ 1−p_c
        Law.AtMost(score, True(MeanAbsoluteError.Loss<T>(row.Logits, row.Label)));
    }
}
