// The laws of cross-entropy against a class label: value, gradient, convexity, symmetries, weights, data sets.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class CrossEntropyLawsInSingle : CrossEntropyLaws<float>;

public sealed class CrossEntropyLawsInDouble : CrossEntropyLaws<double>;

public abstract class CrossEntropyLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static T Loss(T[] logits, int label) => CrossEntropy.Loss<T>(logits, label);

    private static T[] Gradient(T[] logits, int label) =>
        Row(logits.Length, g => CrossEntropy.Gradient(logits, label, g));

    [Property, Claim("gamma-cross-entropy:1"), Claim("softmax-and-cross-entropy:1.4.2")]
    [Trait("Kernel", "CrossEntropy")]
    public void Cross_entropy_is_minus_the_log_probability_of_the_label(Labelled<T> row) =>
        Law.Rounds(Loss(row.Logits, row.Label), Definitions.CrossEntropy<T>(row.Logits, row.Label));

    [Property, Claim("softmax-and-cross-entropy:2.4.1")]
    [Claim("softmax-and-cross-entropy:not-negative")]
    [Trait("Kernel", "CrossEntropy")]
    public void Cross_entropy_is_not_negative(Labelled<T> row) =>
        Assert.True(Loss(row.Logits, row.Label) >= T.Zero, "the loss is negative");

    // The documents say that the least value 0 is attained by a perfect prediction. Over logits it is attained only with a
    // single (unmasked) class: for z = (0, 0), and for any finite z, log(1 + Σ e^(z_j − z_c)) > 0. It is the infimum.
    [Property, Claim("softmax-and-cross-entropy:2.4.1")]
    [Claim("softmax-and-cross-entropy:minimum-attained")]
    [Trait("Kernel", "CrossEntropy")]
    public void Cross_entropy_is_positive_unless_the_label_is_the_only_class(Labelled<T> row)
    {
        var others = row.Logits.Where((logit, j) => j != row.Label && T.IsFinite(logit)).ToArray();
        var loss = Loss(row.Logits, row.Label);
        if (others.Length == 0)
            Law.SameBits(loss, T.Zero, "the only class");
        // Below the smallest number it rounds to 0.
        else if (loss == T.Zero)
            Law.AtMost(Definitions.CrossEntropy<T>(row.Logits, row.Label), Law.Ulp<T>(0), "a loss that rounds to 0");
    }

    [Property, Claim("softmax-and-cross-entropy:2.4.1"), Claim("noise-robustness:52")]
    [Trait("Kernel", "CrossEntropy")]
    public void Cross_entropy_lies_within_log_n_above_the_lead_of_the_largest_logit(Labelled<T> row)
    {
        var lead = Definitions.Greatest<T>(row.Logits) - Exact(row.Logits[row.Label]);
        Law.Between(lead, True(Loss(row.Logits, row.Label)), lead + Ball.Log((Ball)row.Logits.Length));
    }

    [Property, Claim("softmax-and-cross-entropy:4.1.2")]
    [Claim("l2-and-softmax:loss-written-out")]
    [Claim("softmax-and-cross-entropy:normaliser")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "LogSumExp")]
    public void Cross_entropy_is_LogSumExp_minus_the_logit_of_the_label(Labelled<T> row) =>
        Law.Equal(
            True(Loss(row.Logits, row.Label)),
            Law.True(LogSumExp.Value<T>(row.Logits), LogSumExpLaws<T>.Magnitudes(row.Logits))
                - Exact(row.Logits[row.Label])
        );

    [Property, Claim("softmax-and-cross-entropy:1.4.2"), Claim("gamma-cross-entropy:1")]
    [Claim("l2-and-softmax:log-likelihood-loss")]
    [Claim("softmax-and-cross-entropy:cross-entropy-is-nll")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "Softmax")]
    public void Exponentiated_cross_entropy_is_the_probability_of_the_label(Labelled<T> row) =>
        Law.Equal(Ball.Exp(-True(Loss(row.Logits, row.Label))), True(Probabilities(row.Logits)[row.Label]));

    [Property]
    [Claim("softmax-and-cross-entropy:2.4.2"), Claim("softmax-and-cross-entropy:4.2.1"), Claim("gamma-cross-entropy:2")]
    [Claim("softmax-and-cross-entropy:gradient-is-difference")]
    [Claim("softmax-and-cross-entropy:gradient-is-difference-again")]
    [Claim("softmax-and-cross-entropy:residual")]
    [Claim("softmax-and-cross-entropy:residual-again")]
    [Claim("l2-and-softmax:right-class-gradient")]
    [Claim("l2-and-softmax:wrong-class-gradient")]
    [Claim("l2-and-softmax:cases-united")]
    [Claim("l2-and-softmax:gradient-is-difference")]
    [Trait("Kernel", "CrossEntropy")]
    public void The_gradient_is_prediction_minus_target(Labelled<T> row)
    {
        var gradient = Gradient(row.Logits, row.Label);
        var p = Definitions.Softmax<T>(row.Logits);
        for (var j = 0; j < p.Length; j++)
            Law.Equal(
                True(gradient[j]),
                // p_c − 1 is minus the sum of the others: it keeps its digits where p_c rounds to 1.
                j == row.Label
                    ? -Law.Sum(p.Where((_, i) => i != j))
                    : p[j],
                $"gradient[{j}]"
            );
    }

    [Property, Claim("softmax-and-cross-entropy:2.4.2"), Claim("gamma-cross-entropy:2")]
    [Claim("softmax-and-cross-entropy:differentiable-loss")]
    [Trait("Kernel", "CrossEntropy")]
    public void The_gradient_is_the_derivative(ModerateLogits<T> z, ushort place)
    {
        var label = place % z.Count;
        var (_, derivative) = Derivatives.Gradient(
            x => Jet<Ball>.Log(x.Select(logit => Jet<Ball>.Exp(logit - x[label])).Aggregate((a, b) => a + b)),
            [.. z.Values.Select(logit => Exact(logit).WithBits(256))]
        );
        var gradient = Gradient(z.Values, label);
        for (var j = 0; j < z.Count; j++)
            Law.Equal(True(gradient[j]), derivative[j], $"gradient[{j}]");
    }

    [Property, Claim("softmax-and-cross-entropy:2.4.2")]
    [Trait("Kernel", "CrossEntropy")]
    public void The_gradient_sums_to_zero(Labelled<T> row) =>
        Law.Equal(Law.Sum(True(Gradient(row.Logits, row.Label))), 0);

    [Property, Claim("softmax-and-cross-entropy:4.2.2")]
    [Trait("Kernel", "CrossEntropy")]
    public void Only_the_label_is_pushed_up_and_no_entry_of_the_gradient_exceeds_one(Labelled<T> row)
    {
        var gradient = Gradient(row.Logits, row.Label);
        for (var j = 0; j < gradient.Length; j++)
            if (j == row.Label)
                Assert.InRange(gradient[j], -T.One, T.Zero);
            else
                Assert.InRange(gradient[j], T.Zero, T.One);
    }

    [Property, Claim("softmax-and-cross-entropy:3.3.2"), Claim("softmax-and-cross-entropy:2.4.2")]
    [Claim("softmax-and-cross-entropy:convex")]
    [Trait("Kernel", "CrossEntropy")]
    public void The_tangent_supports_cross_entropy_from_below(
        ModerateLogits<T> z,
        ModerateLogits<T> direction,
        ushort place,
        int seed
    )
    {
        var label = place % z.Count;
        var w = Moved(z.Values, direction.Values, seed);
        Law.AtMost(
            True(Loss(z.Values, label)) + Inner(True(Gradient(z.Values, label)), z.Values, w),
            True(Loss(w, label))
        );
    }

    // (a_i + b_i)/2 rounds by δ_i; the loss has an ℓ1 gradient of at most 2, so that this costs at most 2·max |δ_i|.
    [Property, Claim("softmax-and-cross-entropy:3.3.2")]
    [Claim("softmax-and-cross-entropy:convex-again")]
    [Trait("Kernel", "CrossEntropy")]
    public void Cross_entropy_is_convex_in_the_logits(FiniteLogits<T> a, FiniteLogits<T> direction, int seed)
    {
        var b = Moved(a.Values, direction.Values, seed);
        var label = (int)((uint)seed % a.Count);
        T[] middle = [.. a.Values.Zip(b, (x, y) => x / T.CreateChecked(2) + y / T.CreateChecked(2))];
        var delta = Law.Max(middle.Select((m, i) => Ball.Abs(Exact(m) - (Exact(a.Values[i]) + Exact(b[i])) / 2)));
        Law.AtMost(True(Loss(middle, label)), (True(Loss(a.Values, label)) + True(Loss(b, label))) / 2 + 2 * delta);
    }

    // The documents promise a unique global optimum. Adding a constant to all logits changes nothing (z = (0, 0) and (1, 1)
    // have the same loss log 2), so that an optimum over logits is unique up to that at best.
    [Property, Claim("softmax-and-cross-entropy:3.3.2"), Claim("softmax-and-cross-entropy:1.3.2")]
    [Trait("Kernel", "CrossEntropy")]
    public void Cross_entropy_does_not_see_a_common_shift(ModerateLogits<T> z, byte shift, ushort place)
    {
        var label = place % z.Count;
        var grid = Array.ConvertAll(z.Values, logit => T.ScaleB(T.Round(T.ScaleB(logit, 10)), -10));
        var shifted = Array.ConvertAll(grid, logit => logit + T.CreateChecked(shift)); // exact: 18 bits
        Law.Equal(True(Loss(grid, label)), True(Loss(shifted, label)), "loss");
        var (before, after) = (Gradient(grid, label), Gradient(shifted, label));
        for (var j = 0; j < grid.Length; j++)
            Law.Equal(True(before[j]), True(after[j]), $"gradient[{j}]");
    }

    [Property, Claim("softmax-and-cross-entropy:1.4.2")]
    [Trait("Kernel", "CrossEntropy")]
    public void Cross_entropy_does_not_depend_on_the_order_of_the_classes(Labelled<T> row, int seed)
    {
        var places = Permutation(row.Logits.Length, seed);
        var (permuted, label) = (Permuted(row.Logits, places), Array.IndexOf(places, row.Label));
        Law.Equal(True(Loss(permuted, label)), True(Loss(row.Logits, row.Label)));
        var (moved, gradient) = (Gradient(permuted, label), Permuted(Gradient(row.Logits, row.Label), places));
        for (var j = 0; j < gradient.Length; j++)
            Law.Equal(True(moved[j]), True(gradient[j]), $"gradient[{j}]");
    }

    [Property, Claim("noise-robustness:77")]
    [Trait("Kernel", "CrossEntropy")]
    public void A_masked_class_adds_nothing_to_cross_entropy(Labelled<T> row, ushort place)
    {
        var at = place % (row.Logits.Length + 1);
        T[] widened = [.. row.Logits[..at], T.NegativeInfinity, .. row.Logits[at..]];
        var label = row.Label < at ? row.Label : row.Label + 1;
        Law.Equal(True(Loss(widened, label)), True(Loss(row.Logits, row.Label)));
        Law.SameBits(Gradient(widened, label)[at], T.Zero, "the gradient of a masked class");
    }

    [Property, Claim("softmax-and-cross-entropy:4.2.2")]
    [Claim("softmax-and-cross-entropy:overconfidence-penalised")]
    [Trait("Kernel", "CrossEntropy")]
    public void Cross_entropy_falls_with_the_logit_of_the_label_and_rises_with_the_others(
        Labelled<T> row,
        Score<T> raise,
        ushort place
    )
    {
        var at = place % row.Logits.Length;
        T[] raised = [.. row.Logits];
        raised[at] += T.Abs(raise.Value);
        if (!T.IsFinite(raised[at]))
            return;
        var (before, after) = (True(Loss(row.Logits, row.Label)), True(Loss(raised, row.Label)));
        if (at == row.Label)
            Law.AtMost(after, before);
        else
            Law.AtMost(before, after);
    }

    [Property, Claim("softmax-and-cross-entropy:2.1.2")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "Softplus")]
    public void With_two_classes_cross_entropy_is_softplus_of_the_difference(Score<T> difference)
    {
        T[] logits = [difference.Value, T.Zero];
        Law.Equal(True(Loss(logits, 0)), True(Softplus.Value(-difference.Value)));
        Law.Equal(True(Loss(logits, 1)), True(Softplus.Value(difference.Value)));
    }

    [Property, Claim("softmax-and-cross-entropy:1.6.2")]
    [Trait("Kernel", "CrossEntropy")]
    public void A_class_weight_multiplies_loss_and_gradient(Labelled<T> row, Temperature<T> weight)
    {
        var weights = new T[row.Logits.Length];
        Array.Fill(weights, T.One);
        weights[row.Label] = weight.Value;
        var gradient = new T[weights.Length];
        var loss = CrossEntropy.LossAndGradient<T>(row.Logits, row.Label, weights, gradient);
        Law.Rounds(loss, Exact(weight.Value) * True(Loss(row.Logits, row.Label)));
        var plain = Gradient(row.Logits, row.Label);
        for (var j = 0; j < gradient.Length; j++)
            Law.Equal(True(gradient[j]), Exact(weight.Value) * True(plain[j]), $"gradient[{j}]");
    }

    [Property, Claim("softmax-and-cross-entropy:1.6.2")]
    [Trait("Kernel", "CrossEntropy")]
    public void Weights_of_one_change_no_bit(Labelled<T> row)
    {
        var ones = new T[row.Logits.Length];
        Array.Fill(ones, T.One);
        Law.SameBits(CrossEntropy.Loss<T>(row.Logits, row.Label, ones), Loss(row.Logits, row.Label), "loss");
        Law.SameBits<T>(
            Row(ones.Length, g => CrossEntropy.Gradient<T>(row.Logits, row.Label, ones, g)),
            Gradient(row.Logits, row.Label),
            "gradient"
        );
    }

    [Property, Claim("softmax-and-cross-entropy:2.2.3"), Claim("softmax-and-cross-entropy:2.2.2")]
    [Claim("softmax-and-cross-entropy:log-of-a-product")]
    [Claim("l2-and-softmax:mean-loss")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "NegativeLogLikelihood")]
    public void The_negative_log_likelihood_of_a_data_set_is_the_sum_over_its_samples(LabelledBatch<T> batch)
    {
        var rows = new Batch<T>(batch.Logits, batch.Classes);
        var losses = Enumerable.Range(0, batch.Rows).Select(i => True(Loss(batch.Row(i), batch.Labels[i]))).ToArray();
        var sum = NegativeLogLikelihood.Sum(rows, batch.Labels);
        Law.Equal(True(sum), Law.Sum(losses), "sum");
        Law.Equal(True(NegativeLogLikelihood.Mean(rows, batch.Labels)), Law.Sum(losses) / batch.Rows, "mean");
        Law.Equal(True(NegativeLogLikelihood.LogLikelihood(rows, batch.Labels)), -True(sum), "log-likelihood");
    }

    [Property, Claim("softmax-and-cross-entropy:2.2.1"), Claim("softmax-and-cross-entropy:2.2.3")]
    [Trait("Kernel", "NegativeLogLikelihood")]
    public void The_likelihood_of_a_data_set_is_the_product_of_its_samples_probabilities(LabelledBatch<T> batch)
    {
        var product = Ball.One;
        for (var i = 0; i < batch.Rows; i++)
            product *= Definitions.Softmax<T>(batch.Row(i))[batch.Labels[i]];
        var rows = new Batch<T>(batch.Logits, batch.Classes);
        Law.Equal(Ball.Exp(True(NegativeLogLikelihood.LogLikelihood(rows, batch.Labels))), product);
    }

    [Property]
    [Trait("Kernel", "CrossEntropy")]
    public void Every_reduction_of_a_batch_comes_from_its_rows_on_any_number_of_threads(LabelledBatch<T> batch)
    {
        var rows = new Batch<T>(batch.Logits, batch.Classes);
        var sums = new List<T>();
        foreach (var threads in new[] { 1, 0, 3 })
        {
            var (each, gradient, mean) = (new T[batch.Rows], new T[batch.Logits.Length], new T[batch.Logits.Length]);
            var sum = new T[1];
            CrossEntropy.LossAndGradient(rows, batch.Labels, Reduction.None, each, gradient, threads);
            CrossEntropy.Gradient(rows, batch.Labels, Reduction.Mean, mean, threads);
            CrossEntropy.Loss(rows, batch.Labels, Reduction.Sum, sum, threads);
            sums.Add(sum[0]);
            for (var i = 0; i < batch.Rows; i++)
            {
                Law.SameBits(each[i], Loss(batch.Row(i), batch.Labels[i]), $"loss of row {i}");
                var own = Gradient(batch.Row(i), batch.Labels[i]);
                for (var j = 0; j < batch.Classes; j++)
                {
                    var at = i * batch.Classes + j;
                    Law.SameBits(gradient[at], own[j], $"gradient[{i}, {j}]");
                    Law.Equal(True(mean[at]), True(own[j]) / batch.Rows, $"mean gradient[{i}, {j}]");
                }
            }
        }

        Assert.All(sums, sum => Law.SameBits(sum, sums[0], "sum"));
    }

    [Property, Claim("softmax-and-cross-entropy:1.6.2")]
    [Trait("Kernel", "CrossEntropy")]
    public void A_weighted_mean_divides_by_the_weights_used(LabelledBatch<T> batch, Temperature<T> weight)
    {
        var weights = new T[batch.Classes];
        for (var c = 0; c < weights.Length; c++)
            weights[c] = c % 2 == 0 ? T.One : weight.Value;
        var mean = new T[1];
        CrossEntropy.Loss(new Batch<T>(batch.Logits, batch.Classes), batch.Labels, weights, Reduction.Mean, mean);
        var (sum, total) = (Ball.Zero, Ball.Zero);
        for (var i = 0; i < batch.Rows; i++)
        {
            var own = Exact(weights[batch.Labels[i]]);
            sum += own * True(Loss(batch.Row(i), batch.Labels[i]));
            total += own;
        }

        Law.Rounds(mean[0], sum / total);
    }

    [Property]
    [Trait("Kernel", "CrossEntropy")]
    public void The_gradient_may_be_written_over_the_logits(Labelled<T> row)
    {
        T[] inPlace = [.. row.Logits];
        var loss = CrossEntropy.LossAndGradient<T>(inPlace, row.Label, inPlace);
        Law.SameBits(loss, Loss(row.Logits, row.Label), "loss");
        Law.SameBits<T>(inPlace, Gradient(row.Logits, row.Label), "gradient");
    }

    [Property, Claim("softmax-and-cross-entropy:3.3.2"), Claim("gamma-cross-entropy:42")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "Softmax")]
    public void The_Hessian_is_the_softmax_Jacobian_for_every_label(Logits<T> logits)
    {
        var z = Few(logits.Values, 12);
        Law.SameBits<T>(
            Row(z.Length * z.Length, h => CrossEntropy.Hessian(z, h)),
            Row(z.Length * z.Length, j => Softmax.Jacobian(z, j)),
            "Hessian"
        );
    }

    // (42) is −∂²p_y/p_y + ∂p_y ∂p_yᵀ/p_y², of which the document says that the second term tends to infinity as p_y → 0.
    // In the logits it does not: ∂_i p_y = p_y(δ_yi − p_i), so that the term is (δ_yi − p_i)(δ_yj − p_j), and the Hessian
    // stays at most ½ (z = (0, −100), label 1: p_y = e^−100, Hessian below e^−99).
    [Property, Claim("gamma-cross-entropy:42")]
    [Claim("gamma-cross-entropy:cross-entropy-hessian-diverges")]
    [Trait("Kernel", "CrossEntropy")]
    public void The_Hessian_of_cross_entropy_is_bounded_however_small_the_probability(Labelled<T> row)
    {
        var z = Few(row.Logits, 8);
        var (values, slack) = Eigenvalues(Row(z.Length * z.Length, h => CrossEntropy.Hessian(z, h)));
        Assert.InRange(values[^1], -slack, 0.5 + slack);
    }
}
