// What the γ document says in words and tables, where no law of the kernel says it already: estimation, curvature,
// priors, stochastic gradient descent. A claim that is false has its counterexample here.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class GammaStatementsLawsInSingle : GammaStatementsLaws<float>;

public sealed class GammaStatementsLawsInDouble : GammaStatementsLaws<double>;

public abstract class GammaStatementsLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static T Number(double value) => T.CreateChecked(value);

    private static T Loss(T p, T gamma) => GammaCrossEntropy.LossOfProbability(p, gamma);

    // (3) lets the gradient of cross-entropy grow without bound as p → 0. In the logits it is p − e_y, whose norm is at
    // most √2 however small p is: ‖p − e_y‖² = Σ_{j≠y} p_j² + (1−p_y)² ≤ 2(1−p_y)².
    [Property, Claim("gamma-cross-entropy:3"), Claim("gamma-cross-entropy:cross-entropy-gradient-unbounded")]
    [Claim("loss-report:gradient-to-infinity")]
    [Trait("Kernel", "CrossEntropy")]
    public void In_the_logits_the_gradient_of_cross_entropy_is_at_most_the_root_of_two(Labelled<T> row)
    {
        var gradient = Row(row.Logits.Length, g => CrossEntropy.Gradient(row.Logits, row.Label, g));
        Law.AtMost(Law.Sum(True(gradient).Select(entry => entry * entry)), 2);
    }

    [Fact, Claim("gamma-cross-entropy:3")]
    [Trait("Kernel", "CrossEntropy")]
    public void A_label_of_probability_zero_has_a_gradient_of_the_root_of_two()
    {
        T[] logits = [Number(-1000), T.Zero];
        var gradient = Row(2, g => CrossEntropy.Gradient<T>(logits, 0, g));
        Law.SameBits<T>(gradient, [T.NegativeOne, T.One], "gradient");
    }

    // −p is the loss whose mean is least for the model of greatest mean probability, which need not be the one that is
    // most often right: three samples of two classes.
    [Fact, Claim("gamma-cross-entropy:minimising-maximises-accuracy")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_model_of_least_mean_loss_at_gamma_one_need_not_be_the_most_accurate()
    {
        T[] cautious = [Number(0.51), Number(0.51), Number(0.51)];
        T[] bold = [T.One, T.One, T.Zero];
        Assert.Equal((3, 2), (cautious.Count(p => p > Number(0.5)), bold.Count(p => p > Number(0.5))));
        Assert.True(bold.Sum(p => 1 - double.CreateChecked(p)) < cautious.Sum(p => 1 - double.CreateChecked(p)));
        Assert.True(
            Ball.CertainlyLess(
                Law.Sum(bold.Select(p => True(Loss(p, T.One)))),
                Law.Sum(cautious.Select(p => True(Loss(p, T.One))))
            )
        );
    }

    // With two classes a sample counts as right when p > ½, so that the mean of p is at most acc + (1 − acc)/2.
    [Property, Claim("gamma-cross-entropy:minimising-maximises-accuracy")]
    public void Accuracy_is_at_least_twice_the_mean_probability_minus_one(Probability<T>[] labels)
    {
        if (labels.Length == 0)
            return;
        var mean = Law.Sum(labels.Select(p => Exact(p.Value))) / labels.Length;
        Law.AtMost(2 * mean - 1, (Ball)labels.Count(p => p.Value > Number(0.5)) / labels.Length);
    }

    // Eight samples of confidence 5/8, of which 7 are right, and eight of 7/8, of which 5 are: in one bin the errors cancel.
    [Fact, Claim("gamma-cross-entropy:reliability-diagonal")]
    [Trait("Kernel", "Calibration")]
    public void A_bin_on_the_diagonal_may_hold_samples_that_are_not_calibrated()
    {
        T[] confidences = [.. Enumerable.Repeat(Number(0.625), 8), .. Enumerable.Repeat(Number(0.875), 8)];
        bool[] right = [.. Enumerable.Range(0, 8).Select(i => i < 7), .. Enumerable.Range(0, 8).Select(i => i < 5)];
        Law.SameBits(Calibration.ExpectedCalibrationError<T>(confidences, right, 2), T.Zero, "one bin for both");
        Assert.True(
            Calibration.ExpectedCalibrationError<T>(confidences, right, 8) > T.Zero,
            "each in a bin of its own"
        );
    }

    /// <summary>The mean γ-loss of forecasting P for a label of two classes that is right with probability r.</summary>
    private static Ball Expected(T forecast, Ball r, T gamma) =>
        r * True(Loss(forecast, gamma)) + (1 - r) * True(Loss(T.One - forecast, gamma));

    // A proper loss is least at the truth. At r = 3/5 and γ = 1/4 the γ-loss prefers 2/3: with c = γ + (1−γ)P and
    // c′ = 1 + γ − c the derivative vanishes where c/c′ = r/(1−r), so that P = (r(1+γ) − γ)/(1−γ).
    [Fact]
    [Claim("gamma-cross-entropy:29")]
    [Claim("gamma-cross-entropy:gamma-calibrates"), Claim("gamma-cross-entropy:summary-calibration")]
    [Claim("gamma-cross-entropy:keeps-uncertainty"), Claim("gamma-cross-entropy:summary-regularisation")]
    [Trait("Kernel", "Entropy")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_best_forecast_of_three_fifths_at_gamma_one_quarter_is_two_thirds()
    {
        var (r, gamma) = ((Ball)3 / 5, Number(0.25));
        // 21/32 = 0.656… < 2/3 < 43/64 = 0.671…; their difference from 1 is exact.
        var (best, beside) = (Number(0.65625), Number(0.671875));
        foreach (var worse in new[] { Number(0.59375), Number(0.609375), Number(0.75) })
        {
            Assert.True(Ball.CertainlyLess(Expected(best, r, gamma), Expected(worse, r, gamma)), $"{worse}");
            Assert.True(Ball.CertainlyLess(Expected(beside, r, gamma), Expected(worse, r, gamma)), $"{worse}");
        }

        // cross-entropy is proper: it prefers 19/32 = 0.594 to the γ-loss's 21/32
        Assert.True(Ball.CertainlyLess(Expected(Number(0.59375), r, T.Zero), Expected(best, r, T.Zero)));
        // more extreme means less uncertain
        T[] more = [best, T.One - best];
        T[] less = [Number(0.59375), T.One - Number(0.59375)];
        Assert.True(Entropy.Value<T>(more) < Entropy.Value<T>(less));
    }

    [Property, Claim("gamma-cross-entropy:gamma-calibrates"), Claim("gamma-cross-entropy:keeps-uncertainty")]
    public void The_best_forecast_is_at_least_as_extreme_as_the_truth(byte eighths, byte share)
    {
        // r in (½, 1), γ in (0, 1), both exact
        var (gamma, r) = ((Ball)(1 + eighths % 7) / 8, (Ball)(129 + share % 127) / 256);
        var forecast = Ball.Min((r * (1 + gamma) - gamma) / (1 - gamma), 1);
        Law.AtMost(r, forecast);
        // and it is a minimum: the derivative −r/c + (1−r)/c′ is at most 0 up to it (0 at it, where it is below 1)
        var c = gamma + (1 - gamma) * forecast;
        Law.AtMost(-r / c + (1 - r) / (1 + gamma - c), 0);
    }

    // The term −γ/((1−γ)²p) of (32) increases with p: it lowers the loss where p is small.
    [Property, Claim("gamma-cross-entropy:penalises-small-probabilities")]
    public void What_gamma_adds_to_cross_entropy_rewards_small_probabilities(
        Probability<T> first,
        Probability<T> second,
        byte eighths
    )
    {
        var (low, high) = (T.Min(first.Value, second.Value), T.Max(first.Value, second.Value));
        if (low == T.Zero)
            return;
        var gamma = (Ball)(1 + eighths % 7) / 8;
        Ball Term(T p) => -gamma / (Ball.Pow(1 - gamma, 2) * Exact(p));
        Law.AtMost(Term(low), Term(high));
        if (low < high)
            Assert.True(Ball.CertainlyLess(Term(low), Term(high)), "the smaller probability is not rewarded more");
    }

    [Fact, Claim("gamma-cross-entropy:penalises-small-probabilities")]
    public void At_gamma_one_half_the_term_is_minus_2_at_one_and_minus_20_at_a_tenth()
    {
        Ball Term(Ball p) => -((Ball)1 / 2) / ((Ball)1 / 4 * p);
        Law.Equal(Term(1), -2);
        Law.Equal(Term((Ball)1 / 10), -20);
    }

    // (47) adds +λ/p, (32) has −γ/p: from p = 1 to p = ½ at γ = 1/10 the γ-loss falls below cross-entropy, by 0.0288….
    [Property, Claim("gamma-cross-entropy:prior-resembles-expansion"), Claim("gamma-cross-entropy:implicit-prior")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_difference_to_cross_entropy_falls_with_falling_probability_where_a_penalty_would_rise(
        Probability<T> p,
        byte eighths
    )
    {
        var gamma = Number((1 + (eighths % 7)) / 8.0);
        if (p.Value == T.Zero || p.Value == T.One)
            return;
        Law.AtMost(True(Loss(p.Value, gamma)) - True(Loss(p.Value, T.Zero)), 0);
        Law.AtMost(1, 1 / Exact(p.Value));
    }

    [Fact, Claim("gamma-cross-entropy:prior-resembles-expansion")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void At_one_half_a_tenth_of_gamma_takes_off_0_029()
    {
        var difference = True(Loss(Number(0.5), Number(0.1))) - True(Loss(Number(0.5), T.Zero));
        Law.Between((Ball)(-29) / 1000, difference, (Ball)(-28) / 1000);
    }

    // (32) at γ = 1/10, p = ½: −log p − γ/((1−γ)²p) + γ²/(2(1−γ)³p²) = 0.4737…, where the loss is 0.6642….
    [Fact, Claim("gamma-cross-entropy:32"), Claim("gamma-cross-entropy:last-terms-regularise")]
    [Claim("loss-report:expansion-regularises")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void At_one_half_and_a_tenth_the_stated_expansion_is_far_below_the_loss()
    {
        var (p, gamma) = ((Ball)1 / 2, (Ball)1 / 10);
        var (rest, x) = (1 - gamma, gamma / ((1 - gamma) * p));
        var stated = -Ball.Log(p) - x / rest + x * x / 2 / rest;
        Law.Between((Ball)473 / 1000, stated, (Ball)474 / 1000);
        Law.Between((Ball)664 / 1000, True(Loss(Number(0.5), Number(0.1))), (Ball)665 / 1000);
    }

    [Property, Claim("gamma-cross-entropy:focal-down-weights-easy")]
    [Trait("Kernel", "FocalLoss")]
    public void On_easy_samples_the_slope_of_focal_loss_is_at_most_that_of_cross_entropy(Probability<T> p, byte focus)
    {
        if (p.Value >= Number(0.5))
            Law.AtMost(
                Ball.Abs(True(FocalLoss.GradientOfProbability(p.Value, Number(1 + (focus % 5)), T.One))),
                1 / Exact(p.Value)
            );
    }

    [Property, Claim("gamma-cross-entropy:gce-bounded")]
    [Trait("Kernel", "GeneralizedCrossEntropy")]
    public void Generalized_cross_entropy_is_at_most_one_over_q(Probability<T> p, byte eighths)
    {
        var q = Number((1 + (eighths % 8)) / 8.0);
        Law.Between(0, True(GeneralizedCrossEntropy.LossOfProbability(p.Value, q)), 1 / Exact(q));
    }

    // Logits (aθ, 0) at θ = 0, γ = ½: p = ½, w = 4/3, so that the slope is −wa/4 = −a/3 and the curvature
    // (1−γ)w²(a/4)² = a²/18. The document's bound 1/γ² on the factor says nothing about a.
    [Property, Claim("gamma-cross-entropy:hessian-bounded"), Claim("gamma-cross-entropy:summary-bounded")]
    [Claim("loss-report:hessian-bounded")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void Slope_and_curvature_in_a_parameter_grow_with_its_effect_on_the_logits(byte exponent)
    {
        var a = Ball.Pow(2, exponent % 64);
        T[] logits = [T.Zero, T.Zero];
        var gradient = Row(2, g => GammaCrossEntropy.Gradient<T>(logits, 0, Number(0.5), g));
        var hessian = Row(4, h => GammaCrossEntropy.Hessian<T>(logits, 0, Number(0.5), h));
        Law.Equal(a * True(gradient[0]), -a / 3);
        Law.Equal(a * a * True(hessian[0]), a * a / 18);
    }

    // On a finite set of parameters: the posterior is likelihood times prior over the evidence, which no parameter changes.
    [Property(MaxTest = 200), Claim("gamma-cross-entropy:44")]
    [Claim("gamma-cross-entropy:map-as-minimum"), Claim("gamma-cross-entropy:map-with-reciprocal-prior")]
    public void The_largest_posterior_has_the_least_negative_log_likelihood_minus_log_prior(
        byte[] likelihoods,
        bool given
    )
    {
        if (likelihoods.Length == 0)
            return;
        var lambda = (Ball)1 / 4;
        var likelihood = likelihoods.Select(l => ((Ball)l + 1) / 256).ToList();
        // the prior (46), e^{−λ/p}, or one by the place
        var prior = likelihood.Select((l, i) => given ? Ball.Exp(-lambda / l) : (Ball)1 / (i + 1)).ToList();
        var evidence = Law.Sum(likelihood.Zip(prior, (l, q) => l * q));
        var posterior = likelihood.Zip(prior, (l, q) => l * q / evidence).ToList();
        var energy = likelihood
            .Zip(prior, (l, q) => -Ball.Log(l) - (given ? Ball.Log(Ball.Exp(-lambda / l)) : Ball.Log(q)))
            .ToList();
        if (given)
            for (var i = 0; i < energy.Count; i++)
                Law.Equal(energy[i], -Ball.Log(likelihood[i]) + lambda / likelihood[i], "(47)");
        for (var i = 0; i < posterior.Count; i++)
        for (var j = 0; j < posterior.Count; j++)
            if (Ball.CertainlyLess(posterior[j], posterior[i]))
                Law.AtMost(energy[i], energy[j], "the larger posterior has the smaller energy");
    }

    // (50) at q = p is −Σ q log(γ + (1−γ)q)/(1−γ) ≥ 0, and positive unless q is one-hot: a divergence is 0 there.
    [Property, Claim("gamma-cross-entropy:50"), Claim("gamma-cross-entropy:not-a-bregman-divergence")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_modified_divergence_of_a_distribution_from_itself_is_positive(Probability<T> q, byte eighths)
    {
        var gamma = Number((eighths % 8) / 8.0);
        var (p, rest) = (q.Value, T.One - q.Value);
        if (p == T.Zero || rest == T.Zero || p == T.One || rest == T.One)
            return;
        var itself = Exact(p) * True(Loss(p, gamma)) + Exact(rest) * True(Loss(rest, gamma));
        Assert.True(Ball.CertainlyLess(0, itself), "it is not positive");
    }

    [Fact, Claim("gamma-cross-entropy:not-a-bregman-divergence")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_modified_divergence_of_one_half_from_itself_is_minus_2_log_three_quarters() =>
        Law.Equal(True(Loss(Number(0.5), Number(0.5))), -2 * Ball.Log((Ball)3 / 4));

    [Fact, Claim("gamma-cross-entropy:like-a-bregman-divergence")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_modified_divergence_is_less_at_certainty_than_at_the_distribution_itself()
    {
        var half = Number(0.5);
        Ball From(Ball q, T p) => q * True(Loss(p, half)) + (1 - q) * True(Loss(T.One - p, half));
        var q = Number(0.75);
        Assert.True(Ball.CertainlyLess(From(Exact(q), T.One), From(Exact(q), q)));
        Law.Between((Ball)415 / 1000, From((Ball)7 / 10, T.One), (Ball)416 / 1000);
    }

    // The primitive of the thresholded weight: in p < p* = γb/(1 − (1−γ)b) the weight is b, above it p/(γ + (1−γ)p).
    [Property, Claim("gamma-cross-entropy:threshold-antiderivative")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_threshold_takes_over_below_one_probability(Probability<T> p, byte eighths, byte threshold)
    {
        var (gamma, b) = (Number((1 + (eighths % 7)) / 8.0), Number((threshold % 8) / 8.0));
        var crossing = Exact(gamma) * Exact(b) / (1 - (1 - Exact(gamma)) * Exact(b));
        var weight = True(GammaCrossEntropy.ThresholdedWeight(p.Value, gamma, b));
        var ratio = Exact(p.Value) / (Exact(gamma) + (1 - Exact(gamma)) * Exact(p.Value));
        if (Ball.CertainlyLess(Exact(p.Value), crossing))
            Law.Equal(weight, Exact(b), "below");
        if (Ball.CertainlyLess(crossing, Exact(p.Value)))
            Law.Equal(weight, ratio, "above");
    }

    // (56): the calibration error is never negative, so that its sign only ever raises γ.
    [Property, Claim("gamma-cross-entropy:56"), Claim("gamma-cross-entropy:adaptive-gamma")]
    [Trait("Kernel", "Calibration")]
    public void A_step_by_the_sign_of_the_calibration_error_never_lowers_gamma(Probability<T>[] confidences, int seed)
    {
        if (confidences.Length == 0)
            return;
        var right = confidences.Select((_, i) => ((seed >> (i % 31)) & 1) == 1).ToArray();
        var error = Calibration.ExpectedCalibrationError<T>([.. confidences.Select(p => p.Value)], right, 10);
        Assert.True(T.Sign(error) >= 0, "the sign of the calibration error is negative");
    }

    [Fact, Claim("gamma-cross-entropy:56"), Claim("gamma-cross-entropy:adaptive-gamma")]
    [Trait("Kernel", "Calibration")]
    public void Two_steps_of_0_3_leave_the_unit_interval_even_where_the_model_is_underconfident()
    {
        var gamma = Number(0.5);
        for (var step = 0; step < 2; step++)
            gamma += Number(0.3) * Number(T.Sign(Calibration.ExpectedCalibrationError<T>([Number(0.75)], [true], 10)));
        Assert.True(gamma > T.One);
    }

    // Two samples with ∇p = p: the gradients of cross-entropy are −1 and −1; those of the γ-loss are −p/(γ + (1−γ)p).
    [Fact, Claim("gamma-cross-entropy:variance-smaller")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_gradients_of_the_gamma_loss_may_vary_where_those_of_cross_entropy_do_not()
    {
        Ball Slope(T p, T gamma) => Exact(p) * True(GammaCrossEntropy.GradientOfProbability(p, gamma));
        T[] samples = [Number(0.9), Number(0.1)];
        Assert.All(samples, p => Law.Equal(Slope(p, T.Zero), -1));
        var (likely, unlikely) = (Slope(samples[0], Number(0.5)), Slope(samples[1], Number(0.5)));
        Assert.True(Ball.CertainlyLess(likely, -(Ball)9 / 10) && Ball.CertainlyLess(-(Ball)2 / 10, unlikely));
    }

    // (60) has L/(2T) where 1/(2ηT) belongs, which is larger since η < 1/L. Gradient descent on θ²/2 (L = 1, no noise) from
    // 1 with η = 1/100: the mean of the first two iterates is 0.98505, its loss 0.485…, the bound ¼.
    [Fact, Claim("gamma-cross-entropy:60")]
    public void Slow_descent_on_a_parabola_is_above_the_stated_bound()
    {
        var (eta, start, steps) = ((Ball)1 / 100, (Ball)1, 2);
        var mean = Law.Sum(Iterates(eta, start).Take(steps)) / steps;
        Law.Equal(mean, (Ball)98505 / 100000);
        Assert.True(Ball.CertainlyLess(start * start / (2 * steps), mean * mean / 2));
    }

    [Property, Claim("gamma-cross-entropy:60")]
    public void Descent_on_a_parabola_keeps_the_bound_with_the_step_in_it(byte hundredths, byte count)
    {
        var (eta, start, steps) = ((Ball)(1 + hundredths % 99) / 100, (Ball)1, 1 + count % 50);
        var mean = Law.Sum(Iterates(eta, start).Take(steps)) / steps;
        Law.AtMost(mean * mean / 2, start * start / (2 * eta * steps));
    }

    /// <summary>θ_1, θ_2, … of gradient descent on θ²/2.</summary>
    private static IEnumerable<Ball> Iterates(Ball eta, Ball theta)
    {
        while (true)
            yield return theta = (1 - eta) * theta;
    }

    // With p = γ = ½ the stop-gradient form is (2/3) log 2, the loss 2 log(4/3).
    [Fact, Claim("gamma-cross-entropy:stop-gradient-meaningless")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_value_of_the_stop_gradient_form_is_not_the_loss()
    {
        T[] logits = [T.Zero, T.Zero];
        var value = True(GammaCrossEntropy.ThresholdedLoss<T>(logits, 0, Number(0.5), T.Zero));
        Law.Equal(value, 2 * Ball.Ln2(128) / 3);
        Assert.True(Ball.CertainlyLess(value, True(GammaCrossEntropy.Loss<T>(logits, 0, Number(0.5)))));
    }
}
