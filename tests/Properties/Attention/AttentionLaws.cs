// The laws of softmax attention: weights, masks, output and its derivative, hard attention as its limit, scores.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class AttentionLawsInSingle : AttentionLaws<float>;

public sealed class AttentionLawsInDouble : AttentionLaws<double>;

public abstract class AttentionLaws<T> : AttentionRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static T[] Weights(T[] scores, bool[]? masked = null) =>
        Row(scores.Length, w => Attention.Weights<T>(scores, masked, w));

    private static T[] Jacobian(T[] scores, T[] values, bool[]? masked = null) =>
        Row(values.Length, j => Attention.OutputJacobian<T>(scores, values, masked, j));

    [Property, Claim("noise-robustness:1"), Claim("entropy-invariance:4")]
    [Claim("softmax-and-cross-entropy:attention-weights")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "Softmax")]
    public void The_weights_are_the_softmax_of_the_scores_bit_for_bit(Logits<T> s) =>
        Law.SameBits<T>(Weights(s.Values), Probabilities(s.Values), "weights");

    [Property, Claim("noise-robustness:77"), Claim("entropy-invariance:49")]
    [Trait("Kernel", "Attention")]
    public void A_masked_key_is_one_with_a_score_of_minus_infinity(Logits<T> scores, FiniteLogits<T> values, int seed)
    {
        var s = scores.Values;
        var (v, masked) = (Values(values.Values, s.Length), Mask(s, seed));
        var hidden = Hidden(s, masked);
        var weights = Weights(s, masked);
        Law.SameBits<T>(weights, Weights(hidden), "weights");
        Law.SameBits<T>(
            Row(Dimension, o => Attention.Output<T>(s, v, masked, o)),
            Row(Dimension, o => Attention.Output<T>(hidden, v, default, o)),
            "output"
        );
        Law.SameBits<T>(Jacobian(s, v, masked), Jacobian(hidden, v), "sensitivities");
        for (var i = 0; i < s.Length; i++)
            if (masked[i])
                Assert.True(T.IsZero(weights[i]), $"the masked key {i} has weight");
    }

    // (77) lets key i take part where *j* is a neighbour; it is i that must be one. Then the sum runs over the neighbours,
    // and the other keys might as well not be there.
    [Property, Claim("noise-robustness:77"), Claim("entropy-invariance:49")]
    [Trait("Kernel", "Attention")]
    public void Masked_keys_might_as_well_not_be_there(Logits<T> scores, FiniteLogits<T> values, int seed)
    {
        var s = Keys(scores.Values);
        var (v, masked) = (Values(values.Values, s.Length), Mask(s, seed));
        var kept = Enumerable.Range(0, s.Length).Where(i => !masked[i]).ToArray();
        T[] few = [.. kept.Select(i => s[i])];
        T[] seen = [.. kept.SelectMany(i => v[(i * Dimension)..((i + 1) * Dimension)])];
        var (all, rest) = (Outputs(s, v, masked: masked), Outputs(few, seen));
        for (var c = 0; c < Dimension; c++)
            Law.Equal(all[c], rest[c], $"o[{c}]");
    }

    [Property, Claim("noise-robustness:1"), Claim("noise-robustness:56"), Claim("entropy-invariance:1")]
    [Trait("Kernel", "Attention")]
    public void The_output_is_the_mean_of_the_values_under_the_weights(Logits<T> scores, FiniteLogits<T> values)
    {
        var s = Keys(scores.Values);
        var (v, weights) = (Values(values.Values, s.Length), Definitions.Softmax<T>(s));
        var output = Outputs(s, v, weights);
        for (var c = 0; c < Dimension; c++)
            Law.Equal(output[c], Mean(weights, Column(v, c)), $"o[{c}]");
    }

    // (2) multiplies the quotient of the two empirical means by n. The 1/n of numerator and denominator cancel, so that no
    // factor remains: with two keys of score 0 and value 1, o = 1 and not 2.
    [Property, Claim("noise-robustness:2"), Claim("noise-robustness:5")]
    [Trait("Kernel", "Attention")]
    public void The_output_is_the_quotient_of_two_empirical_means_without_a_factor_n(
        ModerateLogits<T> s,
        ModerateLogits<T> values
    )
    {
        var v = Values(values.Values, s.Count);
        var exponentials = Array.ConvertAll(s.Values, score => Ball.Exp(Exact(score)));
        var output = Outputs(s.Values, v);
        for (var c = 0; c < Dimension; c++)
            Law.Equal(
                output[c],
                Mean(exponentials, Column(v, c)) / s.Count / (Law.Sum(exponentials) / s.Count),
                $"o[{c}]"
            );
    }

    [Fact, Claim("noise-robustness:2")]
    [Trait("Kernel", "Attention")]
    public void Two_equal_keys_of_value_one_give_one() =>
        Law.SameBits<T>(
            Row(1, o => Attention.Output<T>([T.Zero, T.Zero], [T.One, T.One], default, o)),
            [T.One],
            "output"
        );

    [Property, Claim("noise-robustness:1")]
    [Claim("softmax-and-cross-entropy:attention-weights")]
    [Trait("Kernel", "Attention")]
    public void The_output_lies_between_the_least_and_the_greatest_value(Logits<T> scores, FiniteLogits<T> values)
    {
        var s = Keys(scores.Values);
        var v = Values(values.Values, s.Length);
        var output = Outputs(s, v);
        for (var c = 0; c < Dimension; c++)
        {
            var seen = Column(v, c).Where((_, i) => T.IsFinite(s[i])).ToArray();
            Law.Between(seen.Aggregate(Ball.Min), output[c], Law.Max(seen), $"o[{c}]");
        }
    }

    [Property, Claim("noise-robustness:1")]
    [Trait("Kernel", "Attention")]
    public void A_value_that_all_keys_share_is_the_output(Logits<T> s, Score<T> value)
    {
        T[] v = [.. Enumerable.Repeat(value.Value, s.Count * Dimension)];
        foreach (var entry in Row(Dimension, o => Attention.Output<T>(s.Values, v, default, o)))
            Law.Equal(True(entry), Exact(value.Value));
    }

    [Property, Claim("noise-robustness:1")]
    [Trait("Kernel", "Attention")]
    public void Negated_values_negate_the_output(Logits<T> s, FiniteLogits<T> values)
    {
        var v = Values(values.Values, s.Count);
        var output = Row(Dimension, o => Attention.Output<T>(s.Values, v, default, o));
        var negated = Row(
            Dimension,
            o => Attention.Output<T>(s.Values, Array.ConvertAll(v, value => -value), default, o)
        );
        for (var c = 0; c < Dimension; c++)
            Assert.True(output[c] == -negated[c], $"o[{c}] is {output[c]} and {negated[c]}");
    }

    [Property, Claim("noise-robustness:1")]
    [Trait("Kernel", "Attention")]
    public void The_order_of_the_keys_does_not_matter(Logits<T> scores, FiniteLogits<T> values, int seed)
    {
        var s = Keys(scores.Values);
        var v = Values(values.Values, s.Length);
        var places = Permutation(s.Length, seed);
        T[] moved = [.. places.SelectMany(i => v[(i * Dimension)..((i + 1) * Dimension)])];
        var (output, permuted) = (Outputs(s, v), Outputs(Permuted(s, places), moved));
        for (var c = 0; c < Dimension; c++)
            Law.Equal(output[c], permuted[c], $"o[{c}]");
    }

    /// <summary>∂o_c/∂s_i, in ulps of α_i(|v_i| + Σ α_j|v_j|): v_i − o truly cancels.</summary>
    private static Ball[] Sensitivities(T[] s, T[] v, int c, Ball[] weights)
    {
        var column = Column(v, c);
        var size = Mean(weights, column.Select(Ball.Abs));
        var jacobian = Jacobian(s, v);
        return
        [
            .. weights.Select(
                (weight, i) => Law.True(jacobian[i * Dimension + c], weight * (Ball.Abs(column[i]) + size))
            ),
        ];
    }

    [Property, Claim("noise-robustness:61"), Claim("noise-robustness:59"), Claim("noise-robustness:60")]
    [Trait("Kernel", "Attention")]
    public void The_sensitivity_to_a_score_is_the_weight_times_value_minus_output(
        Logits<T> scores,
        FiniteLogits<T> values
    )
    {
        var s = Keys(scores.Values);
        var (v, weights) = (Values(values.Values, s.Length), Definitions.Softmax<T>(s));
        for (var c = 0; c < Dimension; c++)
        {
            var (column, sensitivities) = (Column(v, c), Sensitivities(s, v, c, weights));
            var output = Mean(weights, column);
            for (var i = 0; i < s.Length; i++)
                Law.Equal(sensitivities[i], weights[i] * (column[i] - output), $"do[{c}]/ds[{i}]");
        }
    }

    [Property, Claim("noise-robustness:61"), Claim("noise-robustness:58")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "Softmax")]
    public void The_sensitivity_is_the_derivative(ModerateLogits<T> scores, ModerateLogits<T> values)
    {
        var s = Few(scores.Values, 4);
        var v = Values(values.Values, s.Length);
        for (var c = 0; c < Dimension; c++)
        {
            var column = Column(v, c);
            var (_, gradient) = Derivatives.Gradient<Ball>(
                x =>
                {
                    var exponentials = Array.ConvertAll(x, Jet<Ball>.Exp);
                    var (sum, total) = (Jet<Ball>.Constant(0), Jet<Ball>.Constant(0));
                    for (var i = 0; i < x.Length; i++)
                        (sum, total) = (sum + exponentials[i] * Jet<Ball>.Constant(column[i]), total + exponentials[i]);
                    return sum / total;
                },
                Law.Exact<T>(s)
            );
            var sensitivities = Sensitivities(s, v, c, True(Probabilities(s)));
            for (var i = 0; i < s.Length; i++)
                Law.Equal(sensitivities[i], gradient[i], $"do[{c}]/ds[{i}]");
        }
    }

    [Property, Claim("noise-robustness:61")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "Softmax")]
    public void The_sensitivities_to_all_scores_sum_to_zero(Logits<T> scores, FiniteLogits<T> values)
    {
        var s = Keys(scores.Values);
        var (v, weights) = (Values(values.Values, s.Length), True(Probabilities(s)));
        for (var c = 0; c < Dimension; c++)
            Law.Equal(Law.Sum(Sensitivities(s, v, c, weights)), 0, $"component {c}");
    }

    // v_i − o = (1 − α_i)(v_i − mean of the others): the factor α_i(1 − α_i) that the document reads off (61) is there, but
    // it bounds the sensitivity instead of determining it. Two claims there do not hold: "largest at α_i = ½" (two keys with
    // equal values: 0 at α = ½) and "the uniform distribution is the most vulnerable" (four keys, uniform, values 1, 0, 0, 0:
    // 3/16; with the first key at ½: 1/4).
    [Property, Claim("noise-robustness:61"), Claim("noise-robustness:34")]
    [Claim("noise-robustness:vanishing-gradient")]
    [Trait("Kernel", "Attention")]
    public void The_sensitivity_is_at_most_weight_times_its_complement_times_the_range_of_the_values(
        Logits<T> scores,
        FiniteLogits<T> values
    )
    {
        var s = Keys(scores.Values);
        var (v, weights) = (Values(values.Values, s.Length), Definitions.Softmax<T>(s));
        for (var c = 0; c < Dimension; c++)
        {
            var (sensitivities, range) = (Sensitivities(s, v, c, weights), Range(Column(v, c), s));
            for (var i = 0; i < s.Length; i++)
            {
                var complement = Law.Sum(weights.Where((_, j) => j != i));
                Law.AtMost(Ball.Abs(sensitivities[i]), weights[i] * complement * range, $"do[{c}]/ds[{i}]");
                Law.AtMost(4 * Ball.Abs(sensitivities[i]), range, $"do[{c}]/ds[{i}]");
            }
        }
    }

    [Fact, Claim("noise-robustness:61")]
    [Claim("noise-robustness:uniform-is-most-vulnerable")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "CrossEntropy")]
    public void A_half_weight_is_insensitive_among_equal_values_and_uniform_weights_are_not_the_most_sensitive()
    {
        static T[] Of(T[] scores, T[] values) =>
            Row(scores.Length, j => Attention.OutputJacobian<T>(scores, values, default, j));
        var (zero, one) = (T.Zero, T.One);
        Law.SameBits<T>(Of([zero, zero], [one, one]), [zero, zero], "α = ½");
        Law.Equal(True(Of([zero, zero, zero, zero], [one, zero, zero, zero])[0]), (Ball)3 / 16, "uniform");
        // e^s = 3 beside three keys of score 0: α = ½ up to the rounding of log 3, which changes α(1 − α) by at most that.
        var log3 = -CrossEntropy.LossOfProbabilities<T>([one / T.CreateChecked(3)], 0);
        var half = True(Of([-log3, zero, zero, zero], [one, zero, zero, zero])[0]);
        var off = Ball.Abs(Exact(-log3) - Ball.Log(3));
        Law.AtMost(Ball.Abs(half - (Ball)1 / 4), off);
    }

    [Property, Claim("noise-robustness:55"), Claim("noise-robustness:79")]
    [Trait("Kernel", "Attention")]
    public void Hard_attention_picks_the_first_of_the_greatest_scores(Logits<T> s, FiniteLogits<T> values, int seed)
    {
        var masked = Mask(s.Values, seed);
        var hidden = Hidden(s.Values, masked);
        var v = Values(values.Values, s.Count);
        var picked = Attention.Hard<T>(s.Values, masked);
        Assert.Equal(Array.IndexOf(hidden, hidden.Max()), picked);
        Law.SameBits<T>(
            Row(Dimension, o => Attention.HardOutput<T>(s.Values, v, masked, o)),
            v.AsSpan(picked * Dimension, Dimension),
            "output"
        );
    }

    // With m keys at the maximum and a gap g to the next, the weight of all others is at most (n−m)e^−g. The document lets
    // the output tend to *the* best key's value; tied keys share it (two equal scores: the mean of their values).
    [Property, Claim("noise-robustness:54"), Claim("noise-robustness:56"), Claim("noise-robustness:32")]
    [Claim("noise-robustness:large-scores-are-one-hot")]
    [Trait("Kernel", "Attention")]
    public void The_output_is_within_e_to_minus_the_gap_of_the_mean_of_the_best_values(
        FiniteLogits<T> scores,
        FiniteLogits<T> values
    )
    {
        var s = Keys(scores.Values);
        var (v, greatest) = (Values(values.Values, s.Length), s.Max());
        var best = Enumerable.Range(0, s.Length).Where(i => s[i] == greatest).ToArray();
        var others = s.Where(score => score < greatest).ToArray();
        var tail = others.Length == 0 ? Ball.Zero : others.Length * Ball.Exp(Exact(others.Max()) - Exact(greatest));
        var output = Outputs(s, v);
        for (var c = 0; c < Dimension; c++)
        {
            var column = Column(v, c);
            var mean = Law.Sum(best.Select(i => column[i])) / best.Length;
            Law.AtMost(Ball.Abs(output[c] - mean), tail * Range(column, s), $"o[{c}]");
        }
    }

    // Σ q_i k_i truly cancels; a score beyond the largest float stays finite there and is left out here.
    [Property, Claim("noise-robustness:64"), Claim("entropy-invariance:20"), Claim("noise-robustness:63")]
    [Trait("Kernel", "Attention")]
    public void A_score_is_the_scaled_inner_product_of_query_and_key(
        ModerateLogits<T> query,
        FiniteLogits<T> source,
        Temperature<T> scale
    )
    {
        var (q, lambda) = (query.Values, Exact(scale.Value));
        T[] keys = [.. Enumerable.Range(0, 3 * q.Length).Select(i => source.Values[i % source.Count])];
        var scores = Row(3, s => Attention.Scores<T>(q, keys, scale.Value, s));
        for (var i = 0; i < scores.Length; i++)
        {
            var terms = q.Select((entry, j) => Exact(entry) * Exact(keys[i * q.Length + j])).ToArray();
            var size = lambda * Law.Sum(terms.Select(Ball.Abs));
            if (Ball.CertainlyLess(size, Law.Largest<T>()))
                Law.Equal(Law.True(scores[i], size), lambda * Law.Sum(terms), $"s[{i}]");
        }
    }

    [Property, Claim("noise-robustness:63"), Claim("entropy-invariance:25")]
    [Trait("Kernel", "Attention")]
    public void Attending_with_a_query_is_attending_with_its_scores_bit_for_bit(
        ModerateLogits<T> query,
        FiniteLogits<T> source,
        FiniteLogits<T> values,
        Temperature<T> scale,
        int seed
    )
    {
        var q = query.Values;
        T[] keys = [.. Enumerable.Range(0, 5 * q.Length).Select(i => source.Values[i % source.Count])];
        var v = Values(values.Values, 5);
        var scores = Row(5, s => Attention.Scores<T>(q, keys, scale.Value, s));
        var masked = Mask(scores, seed);
        var weights = new T[5];
        var output = Row(Dimension, o => Attention.Output<T>(q, keys, v, scale.Value, masked, weights, o));
        Law.SameBits<T>(weights, Weights(scores, masked), "weights");
        Law.SameBits<T>(
            Row(5, w => Attention.Weights<T>(q, keys, scale.Value, masked, w)),
            weights,
            "weights of the query"
        );
        Law.SameBits<T>(output, Row(Dimension, o => Attention.Output<T>(scores, v, masked, o)), "output");
    }
}
