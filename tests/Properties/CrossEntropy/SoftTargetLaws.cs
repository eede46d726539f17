// The laws of cross-entropy against a distribution: divergence, entropy, linearity in the target, label smoothing, mixup.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class SoftTargetLawsInSingle : SoftTargetLaws<float>;

public sealed class SoftTargetLawsInDouble : SoftTargetLaws<double>;

public abstract class SoftTargetLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static T Loss(T[] logits, T[] targets) => CrossEntropy.Loss<T>(logits, targets);

    private static T[] OneHot(int label, int count)
    {
        var target = new T[count];
        target[label] = T.One;
        return target;
    }

    /// <summary>−log p_j of every class that is not masked (0 for the others, which carry no mass).</summary>
    private static Ball[] Surprisals(T[] logits) =>
        [.. logits.Select((logit, j) => T.IsFinite(logit) ? Definitions.CrossEntropy<T>(logits, j) : Ball.Zero)];

    private static Ball Inner(Ball[] weights, Ball[] values) => Law.Sum(weights.Zip(values, (w, v) => w * v));

    // y as given: its doubles sum to 1 only up to rounding, and Σy multiplies log Σ e^z and the gradient's p.
    [Property, Claim("softmax-and-cross-entropy:3.1.1"), Claim("softmax-and-cross-entropy:4.3.2")]
    [Claim("softmax-and-cross-entropy:expected-loss")]
    [Claim("softmax-and-cross-entropy:form-for-soft-labels")]
    [Trait("Kernel", "CrossEntropy")]
    public void Cross_entropy_is_the_mean_of_the_labels_losses_under_the_target(SoftLabelled<T> row)
    {
        if (row.Logits.Length > 64)
            return;
        Law.Equal(True(Loss(row.Logits, row.Targets)), Inner(Law.Exact<T>(row.Targets), Surprisals(row.Logits)));
    }

    [Property, Claim("softmax-and-cross-entropy:4.1.2")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "LogSumExp")]
    public void Cross_entropy_is_mass_times_LogSumExp_minus_the_targets_mean_logit(SoftLabelled<T> row)
    {
        var total = Law.True(LogSumExp.Value<T>(row.Logits), LogSumExpLaws<T>.Magnitudes(row.Logits));
        var inner = row.Logits.Zip(row.Targets).Where(entry => entry.Second > T.Zero);
        Law.Equal(
            True(Loss(row.Logits, row.Targets)),
            Law.Sum(row.Targets.Select(Exact)) * total - Law.Sum(inner.Select(e => Exact(e.First) * Exact(e.Second)))
        );
    }

    // (Σy)p_j − y_j truly cancels near the target: the bound is in ulps of (Σy)p_j + y_j.
    private static Ball[] TrueGradient(T[] logits, T[] targets, Ball[] p)
    {
        var mass = Law.Sum(targets.Select(Exact));
        var gradient = Row(logits.Length, g => CrossEntropy.Gradient<T>(logits, targets, g));
        return [.. gradient.Select((entry, j) => Law.True(entry, mass * p[j] + Exact(targets[j])))];
    }

    [Property, Claim("softmax-and-cross-entropy:4.2.1"), Claim("softmax-and-cross-entropy:2.4.2")]
    [Trait("Kernel", "CrossEntropy")]
    public void The_gradient_is_prediction_times_mass_minus_target(SoftLabelled<T> row)
    {
        var p = Definitions.Softmax<T>(row.Logits);
        var gradient = TrueGradient(row.Logits, row.Targets, p);
        var mass = Law.Sum(row.Targets.Select(Exact));
        for (var j = 0; j < p.Length; j++)
            Law.Equal(gradient[j], mass * p[j] - Exact(row.Targets[j]), $"gradient[{j}]");
    }

    [Property, Claim("softmax-and-cross-entropy:4.2.1")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "Softmax")]
    public void The_gradient_sums_to_zero(SoftLabelled<T> row) =>
        Law.Equal(Law.Sum(TrueGradient(row.Logits, row.Targets, True(Probabilities(row.Logits)))), 0);

    [Property, Claim("softmax-and-cross-entropy:2.4.1")]
    [Trait("Kernel", "CrossEntropy")]
    public void Cross_entropy_against_a_distribution_is_not_negative(SoftLabelled<T> row) =>
        Assert.True(Loss(row.Logits, row.Targets) >= T.Zero, "the loss is negative");

    [Property, Claim("softmax-and-cross-entropy:2.3.1"), Claim("softmax-and-cross-entropy:4.3.1")]
    [Claim("softmax-and-cross-entropy:soft-and-hard-labels")]
    [Claim("l2-and-softmax:one-term-remains")]
    [Trait("Kernel", "CrossEntropy")]
    public void A_one_hot_target_is_a_label_bit_for_bit(Labelled<T> row)
    {
        var target = OneHot(row.Label, row.Logits.Length);
        Law.SameBits(Loss(row.Logits, target), CrossEntropy.Loss<T>(row.Logits, row.Label), "loss");
        var soft = Row(target.Length, g => CrossEntropy.Gradient<T>(row.Logits, target, g));
        var hard = Row(target.Length, g => CrossEntropy.Gradient(row.Logits, row.Label, g));
        for (var j = 0; j < target.Length; j++)
            Law.Equal(True(soft[j]), True(hard[j]), $"gradient[{j}]");
    }

    [Property, Claim("softmax-and-cross-entropy:3.3.2"), Claim("softmax-and-cross-entropy:2.4.2")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "Softmax")]
    public void The_tangent_supports_the_loss_from_below(
        ModerateLogits<T> z,
        ModerateLogits<T> direction,
        Distribution<T> y,
        int seed
    )
    {
        var targets = Fitted(y.Values, z.Count);
        var w = Moved(z.Values, direction.Values, seed);
        var gradient = TrueGradient(z.Values, targets, True(Probabilities(z.Values)));
        Law.AtMost(True(Loss(z.Values, targets)) + Inner(gradient, z.Values, w), True(Loss(w, targets)));
    }

    /// <summary>A distribution over exactly that many classes: the drawn one where it fits, else uniform.</summary>
    private static T[] Fitted(T[] values, int count)
    {
        if (values.Length == count)
            return values;
        var even = new T[count];
        Array.Fill(even, T.One / T.CreateChecked(count));
        return even;
    }

    // (a + b)/2 rounds by δ; the loss has an ℓ1 gradient of at most 2Σy, so that this costs at most 2Σy·max |δ|.
    [Property, Claim("softmax-and-cross-entropy:3.3.2")]
    [Claim("softmax-and-cross-entropy:convex")]
    [Trait("Kernel", "CrossEntropy")]
    public void Cross_entropy_against_a_distribution_is_convex_in_the_logits(
        FiniteLogits<T> a,
        FiniteLogits<T> direction,
        Distribution<T> y,
        int seed
    )
    {
        var targets = Fitted(y.Values, a.Count);
        var b = Moved(a.Values, direction.Values, seed);
        T[] middle = [.. a.Values.Zip(b, (x, z) => x / T.CreateChecked(2) + z / T.CreateChecked(2))];
        var delta = Law.Max(middle.Select((m, i) => Ball.Abs(Exact(m) - (Exact(a.Values[i]) + Exact(b[i])) / 2)));
        Law.AtMost(
            True(Loss(middle, targets)),
            (True(Loss(a.Values, targets)) + True(Loss(b, targets))) / 2 + 2 * delta * Law.Sum(targets.Select(Exact))
        );
    }

    // KL(p‖q) cancels between its terms p_i(log p_i − log q_i): the bound is in ulps of their magnitudes.
    private static Ball Divergence(T[] p, T[] q)
    {
        var terms = Ball.Zero;
        for (var i = 0; i < p.Length; i++)
            if (p[i] > T.Zero)
                terms += Ball.Abs(Exact(p[i]) * Ball.Log(Exact(p[i]) / Exact(q[i])));
        return Law.True(KullbackLeibler.Loss<T>(p, q), terms);
    }

    [Property]
    [
        Claim("softmax-and-cross-entropy:3.3.1"),
        Claim("softmax-and-cross-entropy:4.4.2"),
        Claim("gamma-cross-entropy:48")
    ]
    [Claim("gamma-cross-entropy:minimises-conditional-entropy")]
    [Claim("softmax-and-cross-entropy:entropy-plus-divergence")]
    [Claim("softmax-and-cross-entropy:entropy-constant")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "Entropy")]
    [Trait("Kernel", "KullbackLeibler")]
    public void Cross_entropy_is_entropy_plus_divergence(DistributionPair<T> pair) =>
        Law.Equal(
            True(CrossEntropy.LossOfProbabilities<T>(pair.Q, pair.P)),
            True(Entropy.Value<T>(pair.P)) + Divergence(pair.P, pair.Q)
        );

    [Property, Claim("gamma-cross-entropy:49")]
    [Claim("gamma-cross-entropy:one-hot-entropy")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "Entropy")]
    [Trait("Kernel", "KullbackLeibler")]
    public void For_a_one_hot_target_cross_entropy_is_the_divergence(Labelled<T> row)
    {
        var target = OneHot(row.Label, row.Logits.Length);
        Law.Equal(
            True(KullbackLeibler.LossOfLogits<T>(row.Logits, target)),
            True(CrossEntropy.Loss<T>(row.Logits, row.Label))
        );
        Law.SameBits(Entropy.Value<T>(target), T.Zero, "H(one-hot)");
    }

    // Gibbs' inequality is stated for exact distributions. For the doubles as given, whose sums are off by rounding, its
    // exact form is KL(p‖q) ≥ Σp − Σq, from log x ≥ 1 − 1/x.
    [Property, Claim("softmax-and-cross-entropy:3.3.1"), Claim("softmax-and-cross-entropy:4.4.2")]
    [Claim("softmax-and-cross-entropy:divergence-measures")]
    [Trait("Kernel", "KullbackLeibler")]
    public void The_divergence_is_not_negative_up_to_the_difference_of_the_masses(DistributionPair<T> pair) =>
        Law.AtMost(Law.Sum(pair.P.Select(Exact)) - Law.Sum(pair.Q.Select(Exact)), Divergence(pair.P, pair.Q));

    [Property, Claim("softmax-and-cross-entropy:4.4.2")]
    [Trait("Kernel", "KullbackLeibler")]
    public void A_distribution_does_not_diverge_from_itself(Distribution<T> p) =>
        Law.SameBits(KullbackLeibler.Loss<T>(p.Values, p.Values), T.Zero);

    [Property, Claim("softmax-and-cross-entropy:4.4.2"), Claim("softmax-and-cross-entropy:3.3.2")]
    [Claim("softmax-and-cross-entropy:min-ce-min-kl")]
    [Claim("softmax-and-cross-entropy:min-ce-min-kl-again")]
    [Claim("softmax-and-cross-entropy:shortest-at-equality")]
    [Claim("softmax-and-cross-entropy:minimum-when-matched")]
    [Claim("softmax-and-cross-entropy:optimal-match")]
    [Trait("Kernel", "CrossEntropy")]
    public void Cross_entropy_is_least_at_the_target(DistributionPair<T> pair) =>
        Law.AtMost(
            True(CrossEntropy.LossOfProbabilities<T>(pair.P, pair.P))
                + Law.Sum(pair.P.Select(Exact))
                - Law.Sum(pair.Q.Select(Exact)),
            True(CrossEntropy.LossOfProbabilities<T>(pair.Q, pair.P))
        );

    // z = log y rounds by δ: e^z is y·e^δ, so that softmax(z)_j is within e^±2 max|δ| of y_j/Σy.
    [Property, Claim("softmax-and-cross-entropy:4.4.2"), Claim("softmax-and-cross-entropy:2.4.2")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "Softmax")]
    public void The_gradient_vanishes_where_the_prediction_is_the_target(DistributionPair<T> pair)
    {
        T[] y = [.. pair.Q.Where(entry => T.IsNormal(entry))];
        if (!IsDistribution(y))
            return;
        T[] z = [.. y.Select(entry => -CrossEntropy.LossOfProbabilities<T>([entry], 0))];
        var delta = Law.Max(z.Select((logit, j) => Ball.Abs(Exact(logit) - Ball.Log(Exact(y[j])))));
        var spread = Ball.Exp(2 * delta) - 1;
        var gradient = TrueGradient(z, y, True(Probabilities(z)));
        for (var j = 0; j < y.Length; j++)
            Law.AtMost(Ball.Abs(gradient[j]), Exact(y[j]) * spread, $"|gradient[{j}]|");
    }

    private static bool IsDistribution(T[] y) =>
        y.Length > 0
        && Math.Abs(y.Sum(double.CreateChecked) - 1) <= Math.ScaleB(y.Length, typeof(T) == typeof(float) ? -21 : -49);

    // −y_j/ŷ_j in each component. (The documents give this as *the* gradient of cross-entropy and p − y elsewhere: the
    // first is in the probabilities, the second in the logits.)
    [Property, Claim("softmax-and-cross-entropy:3.3.2")]
    [Claim("softmax-and-cross-entropy:probability-gradient")]
    [Trait("Kernel", "CrossEntropy")]
    public void On_probabilities_the_gradient_is_minus_target_over_prediction(DistributionPair<T> pair)
    {
        var gradient = Row(pair.P.Length, g => CrossEntropy.GradientOfProbabilities<T>(pair.Q, pair.P, g));
        for (var j = 0; j < gradient.Length; j++)
            Law.Rounds(gradient[j], pair.P[j] == T.Zero ? 0 : -(Exact(pair.P[j]) / Exact(pair.Q[j])), $"gradient[{j}]");
    }

    [Property, Claim("gamma-cross-entropy:3")]
    [Claim("gamma-cross-entropy:cross-entropy-gradient-unbounded")]
    [Claim("softmax-and-cross-entropy:unbounded")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void On_a_probability_the_gradient_has_no_bound(Probability<T> p)
    {
        var gradient = Row(1, g => CrossEntropy.GradientOfProbabilities([p.Value], 0, g))[0];
        if (p.Value == T.Zero)
            Law.SameBits(gradient, T.NegativeInfinity, "at p = 0");
        else
            Law.Rounds(gradient, -1 / Exact(p.Value));
        Law.SameBits(gradient, GammaCrossEntropy.GradientOfProbability(p.Value, T.Zero), "γ = 0");
    }

    // λy₁ + (1−λ)y₂ rounds by δ_j, which costs |δ_j|·(−log p_j).
    [Property, Claim("gamma-cross-entropy:52"), Claim("soft-label-multilabel:41")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "Mixup")]
    public void Cross_entropy_is_linear_in_the_target(ModerateLogits<T> z, Probability<T> lambda, int seed)
    {
        var random = new Random(seed);
        var (first, second) = (random.Next(z.Count), random.Next(z.Count));
        var mixed = Row(z.Count, y => Mixup.Targets(first, second, lambda.Value, y));
        var surprisals = Surprisals(z.Values);
        var slack = Ball.Zero;
        for (var j = 0; j < z.Count; j++)
        {
            var exact = Exact(lambda.Value) * (j == first ? 1 : 0) + (1 - Exact(lambda.Value)) * (j == second ? 1 : 0);
            slack += Ball.Abs(Exact(mixed[j]) - exact) * surprisals[j];
        }

        var expected =
            Exact(lambda.Value) * True(CrossEntropy.Loss<T>(z.Values, first))
            + (1 - Exact(lambda.Value)) * True(CrossEntropy.Loss<T>(z.Values, second));
        Law.AtMost(Ball.Abs(True(Loss(z.Values, mixed)) - expected), slack);
    }

    [Property, Claim("gamma-cross-entropy:52"), Claim("soft-label-multilabel:41")]
    [Trait("Kernel", "Entropy")]
    [Trait("Kernel", "Mixup")]
    public void Mixed_targets_lie_between_their_sources_and_are_a_distribution(
        DistributionPair<T> pair,
        Probability<T> lambda
    )
    {
        var mixed = Row(pair.P.Length, y => Mixup.Targets<T>(pair.P, pair.Q, lambda.Value, y));
        for (var j = 0; j < mixed.Length; j++)
        {
            Law.Equal(
                True(mixed[j]),
                Exact(lambda.Value) * Exact(pair.P[j]) + (1 - Exact(lambda.Value)) * Exact(pair.Q[j]),
                $"target[{j}]"
            );
            Law.Between(
                Ball.Min(Exact(pair.P[j]), Exact(pair.Q[j])),
                True(mixed[j]),
                Ball.Max(Exact(pair.P[j]), Exact(pair.Q[j])),
                $"target[{j}]"
            );
        }

        // the kernels accept it as a target
        Assert.True(Entropy.Value<T>(mixed) >= T.Zero);
    }

    [Property, Claim("gamma-cross-entropy:22"), Claim("gamma-cross-entropy:23"), Claim("gamma-cross-entropy:24")]
    [Trait("Kernel", "Entropy")]
    [Trait("Kernel", "LabelSmoothing")]
    public void Smoothed_targets_are_a_mixture_with_the_uniform_distribution(Distribution<T> y, Probability<T> alpha)
    {
        var smoothed = Row(y.Count, t => LabelSmoothing.Targets(y.Values, alpha.Value, t));
        var a = Exact(alpha.Value);
        for (var j = 0; j < y.Count; j++)
            Law.Equal(True(smoothed[j]), (1 - a) * Exact(y.Values[j]) + a / y.Count, $"target[{j}]");
        Assert.True(Entropy.Value<T>(smoothed) >= T.Zero);
    }

    [Property, Claim("gamma-cross-entropy:22")]
    [Trait("Kernel", "LabelSmoothing")]
    public void A_smoothed_label_keeps_one_minus_alpha_and_its_share(Probability<T> alpha, byte classes, byte label)
    {
        var count = 1 + classes;
        var smoothed = Row(count, t => LabelSmoothing.Targets(label % count, alpha.Value, t));
        var a = Exact(alpha.Value);
        for (var j = 0; j < count; j++)
            Law.Equal(True(smoothed[j]), (j == label % count ? 1 - a : 0) + a / count, $"target[{j}]");
    }

    private static Labelled<T> Unmasked(Labelled<T> row)
    {
        var finite = Enumerable.Range(0, row.Logits.Length).Where(i => T.IsFinite(row.Logits[i])).Take(64).ToArray();
        var label = Math.Max(0, Array.IndexOf(finite, row.Label));
        return new([.. finite.Select(i => row.Logits[i])], label);
    }

    [Property, Claim("gamma-cross-entropy:25")]
    [Claim("gamma-cross-entropy:smoothing-mixes-losses")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "LabelSmoothing")]
    public void The_smoothed_loss_mixes_cross_entropy_with_that_of_the_uniform_distribution(
        Labelled<T> row,
        Probability<T> alpha
    )
    {
        var (z, label) = Unmasked(row);
        var a = Exact(alpha.Value);
        var uniform = Law.Sum(Surprisals(z)) / z.Length;
        Law.Equal(
            True(LabelSmoothing.Loss<T>(z, label, alpha.Value)),
            (1 - a) * True(CrossEntropy.Loss<T>(z, label)) + a * uniform
        );
    }

    // p_j − ỹ_j truly cancels near the smoothed target: in ulps of p_j + ỹ_j.
    [Property, Claim("gamma-cross-entropy:25"), Claim("softmax-and-cross-entropy:2.4.2")]
    [Trait("Kernel", "LabelSmoothing")]
    public void The_gradient_of_the_smoothed_loss_is_prediction_minus_smoothed_target(
        Labelled<T> row,
        Probability<T> alpha
    )
    {
        var (z, label) = Unmasked(row);
        var gradient = Row(z.Length, g => LabelSmoothing.Gradient(z, label, alpha.Value, g));
        var (p, a) = (Definitions.Softmax<T>(z), Exact(alpha.Value));
        for (var j = 0; j < z.Length; j++)
        {
            var target = (j == label ? 1 - a : 0) + a / z.Length;
            Law.Equal(Law.True(gradient[j], p[j] + target), p[j] - target, $"gradient[{j}]");
        }
    }

    [Property, Claim("gamma-cross-entropy:23"), Claim("gamma-cross-entropy:25")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "LabelSmoothing")]
    public void Smoothing_by_zero_changes_no_bit_of_loss_or_gradient(Labelled<T> row)
    {
        Law.SameBits(
            LabelSmoothing.Loss<T>(row.Logits, row.Label, T.Zero),
            CrossEntropy.Loss<T>(row.Logits, row.Label),
            "loss"
        );
        var smoothed = Row(row.Logits.Length, g => LabelSmoothing.Gradient(row.Logits, row.Label, T.Zero, g));
        var plain = Row(row.Logits.Length, g => CrossEntropy.Gradient(row.Logits, row.Label, g));
        for (var j = 0; j < plain.Length; j++)
            Law.Equal(True(smoothed[j]), True(plain[j]), $"gradient[{j}]");
    }

    // Where cross-entropy falls to 0 as the label's logit grows, the smoothed loss is bounded below by the entropy of its
    // target (Gibbs; the exact ỹ sums to 1).
    [Property, Claim("gamma-cross-entropy:24"), Claim("softmax-and-cross-entropy:4.4.2")]
    [Trait("Kernel", "LabelSmoothing")]
    public void The_smoothed_loss_is_at_least_the_entropy_of_the_smoothed_target(Labelled<T> row, Probability<T> alpha)
    {
        var (z, label) = Unmasked(row);
        var a = Exact(alpha.Value);
        var entropy = Ball.Zero;
        for (var j = 0; j < z.Length; j++)
            if ((j == label ? 1 - a : 0) + a / z.Length is { IsPositive: true } target)
                entropy -= target * Ball.Log(target);
        Law.AtMost(entropy, True(LabelSmoothing.Loss<T>(z, label, alpha.Value)));
    }

    [Property, Claim("soft-label-multilabel:40")]
    [Trait("Kernel", "LabelSmoothing")]
    public void A_smoothed_binary_label_is_half_alpha_from_its_end(Probability<T> target, Probability<T> alpha)
    {
        var (t, a) = (Exact(target.Value), Exact(alpha.Value));
        Law.Equal(True(LabelSmoothing.Binary(target.Value, alpha.Value)), (1 - a) * t + a / 2);
        Law.Equal(True(LabelSmoothing.Binary(T.Zero, alpha.Value)), a / 2, "a negative");
        Law.Equal(True(LabelSmoothing.Binary(T.One, alpha.Value)), 1 - a / 2, "a positive");
    }

    [Property, Claim("soft-label-multilabel:41")]
    [Claim("soft-label-multilabel:mixed-labels-usable")]
    [Trait("Kernel", "Mixup")]
    public void Mixed_binary_labels_lie_between_their_sources(
        Probability<T> first,
        Probability<T> second,
        Probability<T> lambda
    )
    {
        var mixed = True(Mixup.Binary(first.Value, second.Value, lambda.Value));
        var (a, b, l) = (Exact(first.Value), Exact(second.Value), Exact(lambda.Value));
        Law.Equal(mixed, l * a + (1 - l) * b);
        Law.Between(Ball.Min(a, b), mixed, Ball.Max(a, b));
    }
}
