// The laws of γ-cross-entropy as a function of a probability p and of γ: ends, monotonicity, bounds, weight, expansion.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class GammaOfProbabilityLawsInSingle : GammaOfProbabilityLaws<float>;

public sealed class GammaOfProbabilityLawsInDouble : GammaOfProbabilityLaws<double>;

public abstract class GammaOfProbabilityLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static T Loss(T p, T gamma) => GammaCrossEntropy.LossOfProbability(p, gamma);

    /// <summary>γ + (1−γ)p, exactly.</summary>
    private static Ball Mixture(T p, T gamma) => Exact(gamma) + (1 - Exact(gamma)) * Exact(p);

    [Property, Claim("gamma-cross-entropy:5"), Claim("gamma-cross-entropy:16"), Claim("gamma-cross-entropy:63")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_loss_is_the_defining_quotient(Probability<T> p, Gamma<T> gamma)
    {
        if (p.Value == T.Zero && gamma.Value == T.Zero)
            Law.SameBits(Loss(p.Value, gamma.Value), T.PositiveInfinity, "−log 0");
        else
            Law.Equal(
                True(Loss(p.Value, gamma.Value)),
                Definitions.GammaCrossEntropy(Exact(p.Value), 1 - Exact(p.Value), Exact(gamma.Value))
            );
    }

    [Property, Claim("gamma-cross-entropy:6")]
    [Claim("gamma-cross-entropy:gamma-zero")]
    [Claim("gamma-cross-entropy:gamma-zero-again")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void At_gamma_zero_it_is_cross_entropy_bit_for_bit(Probability<T> p)
    {
        Law.SameBits(Loss(p.Value, T.Zero), CrossEntropy.LossOfProbabilities([p.Value], 0), "loss");
        Law.SameBits(
            GammaCrossEntropy.GradientOfProbability(p.Value, T.Zero),
            Row(1, g => CrossEntropy.GradientOfProbabilities([p.Value], 0, g))[0],
            "gradient"
        );
    }

    // The document's introduction gives the limit as −p, its (7) as 1 − p, which it then calls the negative accuracy. It is
    // 1 − p: at p = 1 the loss is 0 for every γ, so that its limit is 0, not −1.
    [Property, Claim("gamma-cross-entropy:7")]
    [Claim("gamma-cross-entropy:gamma-one-minus-p")]
    [Claim("gamma-cross-entropy:negative-accuracy")]
    [Claim("loss-report:definition-by-limit")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void At_gamma_one_it_is_one_minus_the_probability(Probability<T> p) =>
        Law.Equal(True(Loss(p.Value, T.One)), 1 - Exact(p.Value));

    // With u = (1−γ)(1−p) < 1: u ≤ −log(1−u) = u + u²/2 + u³/3 + … ≤ u + u²/(2(1−u)). So the limit is reached from above,
    // within a factor 1 + u/(2(1−u)).
    [Property, Claim("gamma-cross-entropy:7")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void Near_gamma_one_it_tends_to_its_limit_at_a_linear_rate(Probability<T> p, Gamma<T> gamma)
    {
        var (limit, u) = (1 - Exact(p.Value), (1 - Exact(gamma.Value)) * (1 - Exact(p.Value)));
        if (p.Value > T.Zero || gamma.Value > T.Zero)
            Law.Between(limit, True(Loss(p.Value, gamma.Value)), limit * (1 + u / (2 * (1 - u))));
    }

    [Property, Claim("gamma-cross-entropy:7")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_last_gamma_below_one_gives_almost_the_limit(Probability<T> p)
    {
        // u ≤ ε/2 for the largest γ below 1: the factor 1 + u/(2(1−u)) is below 1 + ε.
        var near = True(Loss(p.Value, T.BitDecrement(T.One)));
        Law.Between(1 - Exact(p.Value), near, (1 - Exact(p.Value)) * (1 + (Ball)Epsilon));
    }

    // The document claims that the loss increases in γ. It decreases: at p = ½ it is log 2 = 0.69… at γ = 0 and ½ at γ = 1.
    // With u = (1−γ)(1−p) it is (1−p)·(−log(1−u)/u), and −log(1−u)/u = 1 + u/2 + u²/3 + … increases in u.
    [Property, Claim("gamma-cross-entropy:18")]
    [Claim("gamma-cross-entropy:increases-in-gamma")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void It_does_not_increase_in_gamma(Probability<T> p, Gamma<T> first, Gamma<T> second)
    {
        var (low, high) = (T.Min(first.Value, second.Value), T.Max(first.Value, second.Value));
        Law.AtMost(True(Loss(p.Value, high)), True(Loss(p.Value, low)));
    }

    // (17) has the sign of its first term wrong: ∂L/∂γ = −log(γ+(1−γ)p)/(1−γ)² − (1−p)/((1−γ)(γ+(1−γ)p)). At p = ½, γ = 0
    // that is log 2 − 1 = −0.30…, where the document's formula gives −log 2 − 1. The series above is convex in γ, so that
    // the loss lies above its tangents on both sides of γ: no other slope satisfies that.
    [Property, Claim("gamma-cross-entropy:17")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_slope_in_gamma_is_minus_the_logarithm_term_minus_the_quotient(
        Probability<T> p,
        Gamma<T> gamma,
        Gamma<T> other
    )
    {
        if (p.Value == T.Zero || gamma.Value == T.One || (other.Value == T.Zero && p.Value == T.Zero))
            return;
        var rest = (1 - Exact(gamma.Value)).WithBits(400);
        var mixture = Mixture(p.Value, gamma.Value).WithBits(400);
        var slope = -Ball.Log(mixture) / (rest * rest) - (1 - Exact(p.Value)) / (rest * mixture);
        Law.AtMost(slope, 0, "the slope");
        Law.AtMost(
            True(Loss(p.Value, gamma.Value)) + (Exact(other.Value) - Exact(gamma.Value)) * slope,
            True(Loss(p.Value, other.Value)),
            "the tangent in γ"
        );
    }

    [Property, Claim("gamma-cross-entropy:8")]
    [Claim("gamma-cross-entropy:loss-diverges")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void It_lies_between_its_two_ends(Probability<T> p, Gamma<T> gamma)
    {
        var loss = Loss(p.Value, gamma.Value);
        Law.AtMost(True(Loss(p.Value, T.One)), True(loss));
        if (p.Value == T.Zero)
            Law.SameBits(Loss(p.Value, T.Zero), T.PositiveInfinity, "cross-entropy at p = 0");
        else
            Law.AtMost(True(loss), True(Loss(p.Value, T.Zero)));
    }

    [Property, Claim("gamma-cross-entropy:19")]
    [Claim("gamma-cross-entropy:stays-finite")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void It_is_at_most_its_value_at_probability_zero(Probability<T> p, Gamma<T> gamma)
    {
        if (gamma.Value == T.Zero)
            return;
        var cap = gamma.Value == T.One ? 1 : -Ball.Log(Exact(gamma.Value)) / (1 - Exact(gamma.Value)).WithBits(256);
        Law.AtMost(True(Loss(p.Value, gamma.Value)), cap);
        Law.Equal(True(Loss(T.Zero, gamma.Value)), cap, "attained at p = 0");
    }

    [Property, Claim("gamma-cross-entropy:15")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void It_does_not_increase_in_the_probability(Probability<T> first, Probability<T> second, Gamma<T> gamma)
    {
        var (low, high) = (T.Min(first.Value, second.Value), T.Max(first.Value, second.Value));
        Law.AtMost(True(Loss(high, gamma.Value)), True(Loss(low, gamma.Value)));
    }

    [Property, Claim("gamma-cross-entropy:5")]
    [Claim("gamma-cross-entropy:constant-of-integration")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void It_is_not_negative_and_zero_at_certainty(Probability<T> p, Gamma<T> gamma)
    {
        Assert.True(Loss(p.Value, gamma.Value) >= T.Zero);
        Law.SameBits(Loss(T.One, gamma.Value), T.Zero, "p = 1");
    }

    // L is convex in p and differentiable: only its derivative supports it everywhere from below.
    [Property, Claim("gamma-cross-entropy:15"), Claim("gamma-cross-entropy:14")]
    [Claim("gamma-cross-entropy:found-by-integration")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_tangent_in_the_probability_supports_it_from_below(
        Probability<T> p,
        Probability<T> other,
        Gamma<T> gamma
    )
    {
        var slope = GammaCrossEntropy.GradientOfProbability(p.Value, gamma.Value);
        if (T.IsFinite(slope) && (other.Value > T.Zero || gamma.Value > T.Zero))
            Law.AtMost(
                True(Loss(p.Value, gamma.Value)) + True(slope) * (Exact(other.Value) - Exact(p.Value)),
                True(Loss(other.Value, gamma.Value))
            );
    }

    [Property, Claim("gamma-cross-entropy:13")]
    [Claim("gamma-cross-entropy:gamma-weight")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_weight_is_the_reciprocal_of_the_mixture(Probability<T> p, Gamma<T> gamma)
    {
        var weight = GammaCrossEntropy.Weight(p.Value, gamma.Value);
        if (p.Value == T.Zero && gamma.Value == T.Zero)
            Law.SameBits(weight, T.PositiveInfinity, "1/0");
        else
            Law.Rounds(weight, 1 / Mixture(p.Value, gamma.Value));
        Law.SameBits(GammaCrossEntropy.GradientOfProbability(p.Value, gamma.Value), -weight, "−∂L/∂p");
    }

    [Property, Claim("gamma-cross-entropy:40"), Claim("gamma-cross-entropy:21"), Claim("gamma-cross-entropy:20")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_weight_lies_between_one_and_one_over_gamma(Probability<T> p, Gamma<T> gamma)
    {
        var weight = GammaCrossEntropy.Weight(p.Value, gamma.Value);
        Assert.True(weight >= T.One, "the weight is below 1");
        if (gamma.Value > T.Zero)
        {
            Law.AtMost(True(weight), 1 / Exact(gamma.Value));
            Law.Rounds(GammaCrossEntropy.Weight(T.Zero, gamma.Value), 1 / Exact(gamma.Value), "attained at p = 0");
        }
    }

    [Property, Claim("gamma-cross-entropy:12"), Claim("gamma-cross-entropy:13")]
    [Claim("gamma-cross-entropy:factor-one-over-p")]
    [Claim("gamma-cross-entropy:weights-at-the-ends")]
    [Claim("gamma-cross-entropy:cross-entropy-weight")]
    [Claim("gamma-cross-entropy:gamma-mixes-gradients")]
    [Claim("gamma-cross-entropy:summary-gradients")]
    [Claim("loss-report:weights-interpolate")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_weight_lies_between_its_two_ends(Probability<T> p, Gamma<T> gamma)
    {
        Law.SameBits(GammaCrossEntropy.Weight(p.Value, T.One), T.One, "γ = 1");
        if (p.Value == T.Zero)
            return;
        Law.Rounds(GammaCrossEntropy.Weight(p.Value, T.Zero), 1 / Exact(p.Value), "γ = 0");
        Law.Between(1, True(GammaCrossEntropy.Weight(p.Value, gamma.Value)), 1 / Exact(p.Value));
    }

    [Property, Claim("gamma-cross-entropy:13")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_weight_decreases_in_the_probability_and_in_gamma(
        Probability<T> first,
        Probability<T> second,
        Gamma<T> gamma,
        Gamma<T> other
    )
    {
        var (low, high) = (T.Min(first.Value, second.Value), T.Max(first.Value, second.Value));
        var (less, more) = (T.Min(gamma.Value, other.Value), T.Max(gamma.Value, other.Value));
        Law.AtMost(True(GammaCrossEntropy.Weight(high, less)), True(GammaCrossEntropy.Weight(low, less)), "in p");
        Law.AtMost(True(GammaCrossEntropy.Weight(low, more)), True(GammaCrossEntropy.Weight(low, less)), "in γ");
    }

    [Property, Claim("gamma-cross-entropy:21"), Claim("gamma-cross-entropy:41")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_slope_in_the_probability_is_at_most_one_over_gamma(Probability<T> p, Gamma<T> gamma)
    {
        if (gamma.Value > T.Zero)
            Law.Between(
                -1 / Exact(gamma.Value),
                True(GammaCrossEntropy.GradientOfProbability(p.Value, gamma.Value)),
                -1
            );
    }

    [Property, Claim("gamma-cross-entropy:39"), Claim("gamma-cross-entropy:40")]
    [Claim("gamma-cross-entropy:gamma-mixes-gradients")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_reciprocal_weight_is_the_clipping_factor_and_at_least_gamma(Probability<T> p, Gamma<T> gamma)
    {
        var weight = GammaCrossEntropy.Weight(p.Value, gamma.Value);
        if (!T.IsFinite(weight))
            return;
        var factor = 1 / True(weight);
        Law.AtMost(Exact(gamma.Value), factor);
        var rest = (1 - Exact(gamma.Value)).WithBits(2400);
        if (gamma.Value < T.One)
            Law.Equal(factor, rest * (Exact(p.Value) + Exact(gamma.Value) / rest));
    }

    [Property, Claim("gamma-cross-entropy:43")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_second_derivative_in_the_probability_is_the_squared_weight_times_one_minus_gamma(
        Probability<T> p,
        Gamma<T> gamma
    )
    {
        var second = GammaCrossEntropy.HessianOfProbability(p.Value, gamma.Value);
        if (p.Value == T.Zero && gamma.Value == T.Zero)
            Law.SameBits(second, T.PositiveInfinity, "1/0²");
        else
            Law.Rounds(second, (1 - Exact(gamma.Value)) / Ball.Pow(Mixture(p.Value, gamma.Value), 2));
        // bounded for γ > 0, and attained at p = 0
        if (gamma.Value > T.Zero)
            Law.Between(0, True(second), (1 - Exact(gamma.Value)) / Ball.Pow(Exact(gamma.Value), 2));
    }

    // The document writes ≈ in (30); factoring the mixture is exact.
    [Property, Claim("gamma-cross-entropy:30")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void Factoring_the_mixture_is_exact(Probability<T> p, Gamma<T> gamma)
    {
        if (p.Value == T.Zero || gamma.Value == T.One)
            return;
        var rest = (1 - Exact(gamma.Value)).WithBits(400);
        var scaled = rest * Exact(p.Value);
        Law.Equal(
            True(Loss(p.Value, gamma.Value)),
            -(Ball.Log(scaled) + Ball.Log1p(Exact(gamma.Value) / scaled)) / rest
        );
    }

    // (32) loses log(1−γ)/(1−γ) and the factor 1/(1−γ) of log p: at p = 1, γ = ½ it gives −2 + 1 = −1 where the loss is 0.
    // With x = γ/((1−γ)p) and x − x²/2 ≤ log(1+x) ≤ x, true for all x ≥ 0, the expansion that holds is
    // −[log((1−γ)p) + x]/(1−γ) ≤ L ≤ −[log((1−γ)p) + x − x²/2]/(1−γ).
    [Property, Claim("gamma-cross-entropy:31"), Claim("gamma-cross-entropy:32")]
    [Claim("gamma-cross-entropy:log-expansion")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_expansion_around_gamma_zero_encloses_the_loss(Probability<T> p, Gamma<T> gamma)
    {
        if (p.Value == T.Zero || gamma.Value == T.One)
            return;
        var rest = (1 - Exact(gamma.Value)).WithBits(256);
        var (x, log) = (Exact(gamma.Value) / (rest * Exact(p.Value)), Ball.Log(rest * Exact(p.Value)));
        Law.Between(-(log + x) / rest, True(Loss(p.Value, gamma.Value)), -(log + x - x * x / 2) / rest);
    }

    [Property, Claim("gamma-cross-entropy:66")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_thresholded_weight_is_the_larger_of_threshold_and_clipped_ratio(
        Probability<T> p,
        Gamma<T> gamma,
        Probability<T> threshold
    )
    {
        var weight = GammaCrossEntropy.ThresholdedWeight(p.Value, gamma.Value, threshold.Value);
        Assert.True(weight >= threshold.Value && weight <= T.One, "the weight is not in [b, 1]");
        var ratio =
            gamma.Value == T.Zero
                ? 1 // p/p, its limit 1 at p = 0
                : Exact(p.Value) / Mixture(p.Value, gamma.Value);
        Law.Equal(True(weight), Ball.Max(Exact(threshold.Value), ratio));
        Law.SameBits(GammaCrossEntropy.ThresholdedWeight(p.Value, gamma.Value, T.One), T.One, "b = 1");
    }

    // The γ that the document reports from the literature, and what they cap the loss at: −log γ/(1−γ).
    [Fact, Claim("gamma-cross-entropy:19")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_gammas_in_use_cap_the_loss_at_16_and_2_6_and_1_1()
    {
        foreach (var (gamma, decimals) in new[] { (1e-7, 16.118m), (0.1, 2.558m), (0.8, 1.116m) })
        {
            // to three decimals; γ itself is rounded to the type, which moves −log γ by ε/2 at most
            var cap = double.CreateChecked(Loss(T.Zero, T.CreateChecked(gamma)));
            Assert.Equal(decimals, Math.Round((decimal)cap, 3));
        }
    }

    [Fact, Claim("gamma-cross-entropy:18"), Claim("gamma-cross-entropy:17")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void At_one_half_the_loss_falls_from_log_2_to_one_half()
    {
        var half = T.CreateChecked(0.5);
        Law.Equal(True(Loss(half, T.Zero)), Ball.Ln2(128));
        Law.SameBits(Loss(half, T.One), half);
    }

    [Property, Claim("gamma-cross-entropy:55")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_schedule_is_linear_and_stays_between_its_ends(
        Gamma<T> minimum,
        Gamma<T> maximum,
        Score<T> step,
        Temperature<T> stepCount
    )
    {
        var (least, most) = (Exact(minimum.Value), Exact(maximum.Value));
        var gamma = GammaCrossEntropy.Schedule(step.Value, stepCount.Value, minimum.Value, maximum.Value);
        // The document's t/T leaves [γ_min, γ_max] for t > T; ours is clamped: γ must stay in [0, 1].
        var fraction = Ball.Min(Ball.Max(Exact(step.Value) / Exact(stepCount.Value), 0), 1);
        Law.Equal(True(gamma), least + (most - least) * fraction);
        Law.Between(Ball.Min(least, most), True(gamma), Ball.Max(least, most));
        Law.SameBits(
            GammaCrossEntropy.Schedule(T.Zero, stepCount.Value, minimum.Value, maximum.Value),
            minimum.Value,
            "start"
        );
        Law.SameBits(
            GammaCrossEntropy.Schedule(stepCount.Value, stepCount.Value, minimum.Value, maximum.Value),
            maximum.Value,
            "end"
        );
    }
}
