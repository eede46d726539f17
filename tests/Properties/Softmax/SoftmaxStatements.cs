// What the documents on softmax say in words, as laws and as the smallest counterexamples.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class SoftmaxStatementsInSingle : SoftmaxStatements<float>;

public sealed class SoftmaxStatementsInDouble : SoftmaxStatements<double>;

public abstract class SoftmaxStatements<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static T Number(double value) => T.CreateChecked(value);

    private static T[] Row(params double[] values) => Array.ConvertAll(values, Number);

    private static double[] Softmaxed(params double[] logits) =>
        Array.ConvertAll(Probabilities(Row(logits)), double.CreateChecked);

    [Fact, Claim("softmax-and-cross-entropy:open-interval"), Claim("l2-and-softmax:open-interval")]
    [Trait("Kernel", "Softmax")]
    public void One_class_has_probability_one_and_rounded_probabilities_reach_the_ends()
    {
        Assert.Equal([1.0], Softmaxed(3));
        Assert.Equal([1.0, 0.0], Softmaxed(0, -1000));
        Assert.All(Softmaxed(0, -5), p => Assert.InRange(p, 0.001, 0.999));
    }

    [Fact, Claim("softmax-and-cross-entropy:non-linear")]
    [Trait("Kernel", "Softmax")]
    public void Doubled_logits_do_not_double_the_probabilities()
    {
        Assert.Equal([0.75, 0.25], Softmaxed(Math.Log(3), 0).Select(p => Math.Round(p, 6)));
        Assert.Equal([0.9, 0.1], Softmaxed(2 * Math.Log(3), 0).Select(p => Math.Round(p, 6)));
    }

    [Property, Claim("softmax-and-cross-entropy:competition")]
    [Trait("Kernel", "Softmax")]
    public void Raising_a_logit_raises_its_probability_and_lowers_the_others(ModerateLogits<T> row, ushort place)
    {
        var raised = (T[])row.Values.Clone();
        var which = place % raised.Length;
        raised[which] += T.One;
        var (before, after) = (Probabilities(row.Values), Probabilities(raised));
        for (var i = 0; i < raised.Length; i++)
        {
            var (lower, upper) = i == which ? (before[i], after[i]) : (after[i], before[i]);
            Law.AtMost(True(lower), True(upper), $"p[{i}]");
        }
    }

    // Order and ratios are two things: the ratio of probabilities is e to the difference of the logits.
    [Fact, Claim("softmax-and-cross-entropy:order-against-sigmoid")]
    [Trait("Kernel", "Softmax")]
    public void The_sigmoid_keeps_the_order_of_the_classes_as_well()
    {
        double[] logits = [-3, -1, 0, 0.5, 4];
        var sigmoids = logits.Select(z => 1 / (1 + Math.Exp(-z))).ToArray();
        Assert.Equal(sigmoids.Order(), sigmoids);
        Assert.Equal(Softmaxed(logits).Order(), Softmaxed(logits));
        // Logits 1 and 2: twice as large, e times as likely.
        var p = Softmaxed(1, 2);
        Assert.Equal(Math.E, p[1] / p[0], 4);
    }

    [Property, Claim("softmax-and-cross-entropy:predicted-class")]
    [Trait("Kernel", "Softmax")]
    public void The_most_probable_class_has_the_largest_logit(Logits<T> row)
    {
        var p = Probabilities(row.Values);
        Assert.Equal(p.Aggregate(T.MaxNumber), p[Array.IndexOf(row.Values, row.Values.Aggregate(T.MaxNumber))]);
    }

    // T below 0 is below 1 as well: the order turns round, and nothing becomes sharper; at T = 0 nothing is defined.
    [Fact, Claim("softmax-and-cross-entropy:low-temperature")]
    [Trait("Kernel", "Softmax")]
    public void A_negative_temperature_does_not_sharpen()
    {
        Assert.Equal([0.25, 0.75], Softmaxed(0, Math.Log(3)).Select(p => Math.Round(p, 6)));
        Assert.Equal([0.75, 0.25], Softmaxed(0 / -1.0, Math.Log(3) / -1.0).Select(p => Math.Round(p, 6)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Softmax.Probabilities<T>(Row(0, 1), Number(0), new T[2]));
        Assert.True(Sharpened(0.5) > Sharpened(1) && Sharpened(1) > Sharpened(2));

        static double Sharpened(double temperature)
        {
            var p = new T[2];
            Softmax.Probabilities<T>(Row(0, 1), Number(temperature), p);
            return double.CreateChecked(p[1]);
        }
    }

    [Property, Claim("l2-and-softmax:dominant-logit"), Claim("l2-and-softmax:approximates-argmax")]
    [Trait("Kernel", "Softmax")]
    public void A_leading_class_takes_all_but_e_to_minus_the_gap_of_each_other(FiniteLogits<T> row)
    {
        var z = row.Values;
        var leader = Array.IndexOf(z, z.Aggregate(T.MaxNumber));
        var others = z.Where((_, i) => i != leader).Select(double.CreateChecked).ToArray();
        if (others.Length == 0)
        {
            return;
        }

        var gap = double.CreateChecked(z[leader]) - others.Max();
        var rest = 1 - double.CreateChecked(Probabilities(z)[leader]);
        Assert.True(rest <= others.Length * Math.Exp(-gap) + 4 * Epsilon);
    }

    [Fact, Claim("l2-and-softmax:approximates-argmax"), Claim("l2-and-softmax:argmax-one-hot")]
    [Trait("Kernel", "Softmax")]
    public void At_a_tie_softmax_is_no_one_hot_vector()
    {
        Assert.Equal([0.5, 0.5, 0.0], Softmaxed(1000, 1000, 0));
        // argmax is a place, the first of the largest; the one-hot vector of it is another thing.
        Assert.Equal(1, Array.IndexOf([1.0, 3.0, 2.0], 3.0));
    }

    [Fact, Claim("l2-and-softmax:selects-not-only-one")]
    [Trait("Kernel", "Softmax")]
    public void Rounded_softmax_may_select_a_single_class() => Assert.Equal([1.0, 0.0], Softmaxed(1000, 0));

    [Fact, Claim("l2-and-softmax:scores-are-no-distribution")]
    [Trait("Kernel", "Softmax")]
    public void The_example_scores_sum_to_3_1_but_scores_may_sum_to_one()
    {
        Assert.Equal(3.1m, 2.0m + 1.0m + 0.1m);
        Assert.NotEqual([1.0, 0.0], Softmaxed(1, 0));
    }

    // Strictly in the reals; a step that the exponential's rounding swallows changes nothing.
    [Fact, Claim("l2-and-softmax:exponential-increases")]
    public void The_exponential_increases_up_to_rounding()
    {
        double[] points = [-5, -1, 0, 1e-3, 1, 5];
        var values = points.Select(x => T.Exp(Number(x))).ToArray();
        Assert.Equal(values.Order(), values);
        Assert.Equal(values.Length, values.Distinct().Count());
        Assert.Equal(T.Exp(T.Zero), T.Exp(Number(1e-17)));
    }

    // Steps of gradient descent on the logits: down where the probability is too high, up where it is too low.
    [Property, Claim("softmax-and-cross-entropy:sign-of-gradient"), Claim("l2-and-softmax:sign-of-update")]
    [Trait("Kernel", "CrossEntropy")]
    public void The_gradient_is_positive_where_the_probability_is_too_high(ModerateLogits<T> row, ushort place)
    {
        var z = row.Values;
        var label = place % z.Length;
        var gradient = new T[z.Length];
        CrossEntropy.Gradient<T>(z, label, gradient);
        for (var i = 0; i < z.Length; i++)
        {
            Assert.True(i == label ? gradient[i] <= T.Zero : gradient[i] >= T.Zero);
        }
    }
}
