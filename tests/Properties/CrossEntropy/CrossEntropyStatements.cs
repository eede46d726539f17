// What the document on softmax and cross-entropy says in words, as laws and as the smallest counterexamples.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class CrossEntropyStatementsInSingle : CrossEntropyStatements<float>;

public sealed class CrossEntropyStatementsInDouble : CrossEntropyStatements<double>;

public abstract class CrossEntropyStatements<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static T Number(double value) => T.CreateChecked(value);

    private static T[] Row(params double[] values) => Array.ConvertAll(values, Number);

    private static double Loss(double[] logits, int label) =>
        double.CreateChecked(CrossEntropy.Loss<T>(Row(logits), label));

    private static double Against(double[] targets, double[] logits) =>
        double.CreateChecked(CrossEntropy.Loss<T>(Row(logits), Row(targets)));

    private static double OfProbabilities(double[] targets, double[] probabilities) =>
        double.CreateChecked(CrossEntropy.LossOfProbabilities<T>(Row(probabilities), Row(targets)));

    private static double[] Gradient(double[] logits, int label)
    {
        var gradient = new T[logits.Length];
        CrossEntropy.Gradient<T>(Row(logits), label, gradient);
        return Array.ConvertAll(gradient, double.CreateChecked);
    }

    // ---- minimum and optimum ----

    [Fact, Claim("softmax-and-cross-entropy:minimum-attained")]
    [Trait("Kernel", "CrossEntropy")]
    public void No_finite_logits_attain_the_loss_zero()
    {
        double[] leads = [0, 1, 10, 50, 80];
        var losses = leads.Select(lead => Loss([lead, 0], 0)).ToArray();
        Assert.All(losses, loss => Assert.True(loss > 0));
        Assert.Equal(losses.OrderDescending(), losses);
        // As a number between 0 and 1 the probability may be 1.
        Assert.Equal(0, OfProbabilities([1, 0], [1, 0]));
    }

    [Fact, Claim("softmax-and-cross-entropy:unique-optimum")]
    [Trait("Kernel", "CrossEntropy")]
    public void The_optimal_logits_are_a_line_or_do_not_exist()
    {
        // Soft target (1/2, 1/2): every (c, c) is optimal.
        Assert.Equal(Against([0.5, 0.5], [0, 0]), Against([0.5, 0.5], [5, 5]));
        Assert.True(Against([0.5, 0.5], [0, 1]) > Against([0.5, 0.5], [0, 0]));
        // A label: whatever the logits, others are better.
        Assert.True(Loss([20, 0], 0) < Loss([10, 0], 0));
    }

    // ---- likelihood ----

    [
        Fact,
        Claim("softmax-and-cross-entropy:log-likelihood-sign"),
        Claim("softmax-and-cross-entropy:log-likelihood-letter")
    ]
    [Trait("Kernel", "CrossEntropy")]
    public void Minus_the_sum_of_y_log_p_is_the_negative_log_likelihood()
    {
        // One sample, two equal classes: the likelihood is 1/2, its logarithm negative.
        Assert.Equal(-Math.Log(2), Math.Log(0.5), 12);
        Assert.Equal(Math.Log(2), Against([1, 0], [0, 0]), 6);
        // So the gradient p − y belongs to the loss; that of the log-likelihood is y − p.
        Assert.Equal([-0.5, 0.5], Gradient([0, 0], 0));
        Assert.True(-Loss([0.5, 0], 0) > -Loss([0, 0], 0));
    }

    [Fact, Claim("softmax-and-cross-entropy:sum-avoids-underflow")]
    public void The_product_of_400_probabilities_underflows_and_the_sum_of_their_logarithms_does_not()
    {
        var (product, sum) = (T.One, T.Zero);
        for (var i = 0; i < 400; i++)
        {
            product *= Number(0.1);
            sum += T.Log(Number(0.1));
        }

        Assert.Equal(T.Zero, product);
        // 400 roundings of a sum below 1024, each half a unit of at most 2⁻¹⁴ (float).
        Assert.InRange(double.CreateChecked(sum), -921.034 - 0.0125, -921.034 + 0.0125);
    }

    [Fact]
    [Claim("softmax-and-cross-entropy:log-keeps-optimum"), Claim("softmax-and-cross-entropy:negative-log-equivalent")]
    [Claim("softmax-and-cross-entropy:log-of-a-product"), Claim("softmax-and-cross-entropy:min-ce-max-likelihood")]
    [Claim("l2-and-softmax:product-or-logarithm"), Claim("l2-and-softmax:negative-log-equivalent")]
    [Trait("Kernel", "CrossEntropy")]
    public void Likelihood_log_likelihood_and_loss_have_one_optimum()
    {
        // Two heads and one tail, candidates θ = k/12: the likelihood θ²(1 − θ) is largest at 2/3.
        var candidates = Enumerable.Range(1, 11).Select(k => k / 12.0).ToArray();
        var likelihood = candidates.MaxBy(t => t * t * (1 - t));
        var logLikelihood = candidates.MaxBy(t => 2 * Math.Log(t) + Math.Log(1 - t));
        var loss = candidates.MinBy(t => OfProbabilities([2 / 3.0, 1 / 3.0], [t, 1 - t]));
        Assert.Equal([8 / 12.0, 8 / 12.0, 8 / 12.0], [likelihood, logLikelihood, loss]);
        Assert.All(candidates, t => Assert.Equal(Math.Log(t * t * (1 - t)), 2 * Math.Log(t) + Math.Log(1 - t), 12));
    }

    // Independent labels are not enough: a label may depend on another sample's features.
    [Fact, Claim("softmax-and-cross-entropy:meaning-of-independence"), Claim("softmax-and-cross-entropy:independence")]
    public void The_product_needs_that_a_label_depends_on_its_own_features_only()
    {
        // Two fair bits of features; the second label is a fair bit of its own.
        Assert.True(IsProduct((y1, x1, x2) => y1 == x1 ? 1 : 0));
        Assert.False(IsProduct((y1, x1, x2) => y1 == x2 ? 1 : 0));

        // P(y1, y2 | x1, x2) = P(y1 | x1) P(y2 | x2) for all labels and features, P(y1 | x1) by summing over x2.
        static bool IsProduct(Func<int, int, int, double> first)
        {
            int[] bits = [0, 1];
            return (
                from y1 in bits
                from x1 in bits
                from x2 in bits
                let joint = first(y1, x1, x2) * 0.5
                let own = bits.Average(other => first(y1, x1, other))
                select joint == own * 0.5
            ).All(equal => equal);
        }
    }

    [Property, Claim("softmax-and-cross-entropy:likelihood-and-cross-entropy")]
    [Trait("Kernel", "CrossEntropy")]
    public void The_mean_negative_log_likelihood_is_cross_entropy_against_the_frequencies(ModerateLogits<T> row)
    {
        // Labels 0, 0, 1, 2 of a constant prediction, against frequencies 1/2, 1/4, 1/4.
        var z = row.Values.Concat(Row(0, 0, 0)).Take(3).ToArray();
        var mean = ((int[])[0, 0, 1, 2]).Average(label => double.CreateChecked(CrossEntropy.Loss<T>(z, label)));
        var soft = double.CreateChecked(CrossEntropy.Loss<T>(z, Row(0.5, 0.25, 0.25)));
        Assert.InRange(mean - soft, -16 * Epsilon * (1 + soft), 16 * Epsilon * (1 + soft));
    }

    // ---- information ----

    [Fact]
    [Claim("softmax-and-cross-entropy:mean-number-of-bits"), Claim("softmax-and-cross-entropy:mean-code-length-bits")]
    [Claim("softmax-and-cross-entropy:bits-of-the-true-distribution")]
    [Trait("Kernel", "CrossEntropy")]
    public void With_natural_logarithms_cross_entropy_counts_nats()
    {
        var nats = OfProbabilities([0.5, 0.5], [0.5, 0.5]);
        Assert.Equal(0.6931, nats, 4);
        Assert.Equal(1, nats / Math.Log(2), 6);
    }

    [
        Fact,
        Claim("softmax-and-cross-entropy:information-of-rare-events"),
        Claim("l2-and-softmax:information-of-rare-events")
    ]
    public void The_rarer_an_event_the_more_information()
    {
        var information = Enumerable.Range(1, 100).Select(k => -Math.Log(k / 100.0)).ToArray();
        Assert.Equal(information.OrderDescending(), information);
        Assert.Equal(0, information[^1]);
    }

    [Fact, Claim("softmax-and-cross-entropy:farther-costs-more")]
    [Trait("Kernel", "CrossEntropy")]
    public void A_nearer_prediction_may_cost_more_but_not_along_a_ray()
    {
        // Target (0.9, 0.1): (0.8, 0.2) is 0.10 away in each entry, (0.99, 0.01) only 0.09.
        Assert.Equal(0.3618, OfProbabilities([0.9, 0.1], [0.8, 0.2]), 4);
        Assert.Equal(0.4696, OfProbabilities([0.9, 0.1], [0.99, 0.01]), 4);
        foreach (var end in (double[])[0.05, 0.3, 0.97])
        {
            var along = Enumerable
                .Range(0, 9)
                .Select(step => 0.6 + (end - 0.6) * step / 8)
                .Select(q => OfProbabilities([0.6, 0.4], [q, 1 - q]))
                .ToArray();
            Assert.Equal(along.Order(), along);
        }
    }

    // ---- gradients ----

    [Fact, Claim("softmax-and-cross-entropy:probability-gradient-is-error")]
    [Trait("Kernel", "CrossEntropy")]
    public void The_gradient_in_the_probabilities_does_not_show_the_error()
    {
        // A perfect prediction: no error, gradient (−1, −1).
        Assert.Equal([-1.0, -1.0], OnProbabilities([0.5, 0.5], [0.5, 0.5]));
        // A class without target: error 1/2, gradient 0.
        Assert.Equal(0, OnProbabilities([1, 0], [0.5, 0.5])[1]);

        static double[] OnProbabilities(double[] targets, double[] probabilities)
        {
            var gradient = new T[targets.Length];
            CrossEntropy.GradientOfProbabilities<T>(Row(probabilities), Row(targets), gradient);
            return Array.ConvertAll(gradient, double.CreateChecked);
        }
    }

    [Fact, Claim("softmax-and-cross-entropy:large-inputs-vanish")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "Softmax")]
    public void Large_equal_logits_have_the_largest_slope_and_a_wrong_confident_prediction_the_largest_gradient()
    {
        var jacobian = new T[4];
        Softmax.Jacobian<T>(Row(1000, 1000), jacobian);
        Assert.Equal(Row(0.25, -0.25, -0.25, 0.25), jacobian);
        Softmax.Jacobian<T>(Row(0, 1000), jacobian);
        Assert.All(jacobian, entry => Assert.Equal(T.Zero, entry));
        Assert.Equal([-1.0, 1.0], Gradient([0, 1000], 0));
    }

    [
        Fact,
        Claim("softmax-and-cross-entropy:table-gradient"),
        Claim("softmax-and-cross-entropy:avoids-vanishing-gradients")
    ]
    [Trait("Kernel", "BrierScore")]
    [Trait("Kernel", "CrossEntropy")]
    public void For_a_wrong_confident_prediction_the_gradient_of_squared_errors_vanishes_and_that_of_cross_entropy_does_not()
    {
        var brier = new T[2];
        BrierScore.Gradient<T>(Row(0, 40), 0, brier);
        // ±4p(1 − p)² with p < e⁻⁴⁰; the fifth is room for roundings.
        Assert.All(brier, entry => Assert.InRange(Math.Abs(double.CreateChecked(entry)), 0, 5 * Math.Exp(-40)));
        Assert.Equal(-1, Gradient([0, 40], 0)[0], 6);
        // Behind the logits a gradient may vanish all the same: a saturated hidden unit, w·tanh(v) at v = 40.
        var hidden = Gradient([0, 40], 0)[1] * (1 - Math.Pow(Math.Tanh(40), 2));
        // 4e⁻⁸⁰ in truth; the hyperbolic tangent may be one double below 1.
        Assert.InRange(Math.Abs(hidden), 0, Math.ScaleB(1, -52));
    }

    [Property, Claim("softmax-and-cross-entropy:stronger-penalty")]
    [Trait("Kernel", "BrierScore")]
    [Trait("Kernel", "CrossEntropy")]
    public void Cross_entropy_is_at_least_the_Brier_score(Labelled<T> row)
    {
        // −log p ≥ 2(1 − p)² ≥ (1 − p)² + Σ of the squares of the others, which sum to 1 − p.
        var loss = double.CreateChecked(CrossEntropy.Loss<T>(row.Logits, row.Label));
        var brier = double.CreateChecked(BrierScore.Loss<T>(row.Logits, row.Label));
        Assert.True(loss >= brier * (1 - 4 * Epsilon));
    }

    // Two weights in a row, p = σ(w₂w₁): the loss is the same at (1, 1) and (−1, −1), and greater half way.
    [Fact, Claim("softmax-and-cross-entropy:convex")]
    [Trait("Kernel", "CrossEntropy")]
    public void Cross_entropy_is_not_convex_in_the_weights_of_a_network()
    {
        static double OfWeights(double w1, double w2) => Loss([w1 * w2, 0], 0);
        Assert.Equal(OfWeights(1, 1), OfWeights(-1, -1));
        Assert.True(OfWeights(0, 0) > OfWeights(1, 1));
    }

    [Property, Claim("softmax-and-cross-entropy:multi-label")]
    [Trait("Kernel", "Softmax")]
    public void No_two_classes_of_a_softmax_are_both_more_likely_than_not(FiniteLogits<T> row) =>
        Assert.InRange(Probabilities(row.Values).Count(p => double.CreateChecked(p) > 0.5 + Epsilon), 0, 1);

    // A logistic unit that starts at p ≈ 0.0003 for a positive sample, plain gradient descent with step 1.
    [Fact, Claim("softmax-and-cross-entropy:table-speed"), Claim("softmax-and-cross-entropy:learns-fast")]
    public void From_a_wrong_start_cross_entropy_recovers_in_fewer_steps_than_squared_error()
    {
        static int Steps(Func<double, double> slope)
        {
            var (z, steps) = (-8.0, 0);
            while (1 / (1 + Math.Exp(-z)) < 0.9 && steps < 100_000)
            {
                z -= slope(1 / (1 + Math.Exp(-z)));
                steps++;
            }

            return steps;
        }

        Assert.InRange(Steps(p => p - 1), 1, 20);
        Assert.InRange(Steps(p => (p - 1) * p * (1 - p)), 1000, 100_000);
    }

    [Fact, Claim("softmax-and-cross-entropy:example-distributions")]
    [Trait("Kernel", "CrossEntropy")]
    public void The_example_predictions_and_labels_are_distributions()
    {
        Assert.Equal(1, 0.3m + 0.7m);
        Assert.Equal(1, 0.1m + 0.2m + 0.7m);
        Assert.Equal(0.8018, Against([0.1, 0.2, 0.7], [Math.Log(0.1), Math.Log(0.2), Math.Log(0.7)]), 4);
    }
}
