// The generators keep their promises: legal inputs, the hard cases really drawn, shrinking that ends in small inputs.
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties.Support;

public class Generators
{
    [Property]
    public bool Logits_have_no_NaN_no_positive_infinity_and_one_finite_entry(Logits<double> d, Logits<float> f) =>
        AreLogits(d.Values) && AreLogits(f.Values);

    [Property]
    public bool A_label_and_positive_target_mass_are_never_on_a_masked_class(
        Labelled<double> label,
        SoftLabelled<float> soft,
        LabelledBatch<double> batch,
        MultiLabel<double> multi,
        HardMultiLabel<float> hard
    ) =>
        double.IsFinite(label.Logits[label.Label])
        && soft.Logits.Zip(soft.Targets).All(pair => pair.Second == 0 || float.IsFinite(pair.First))
        && batch.Labels.Select((c, row) => batch.Row(row)[c]).All(double.IsFinite)
        && multi.Targets.All(t => t is >= 0 and <= 1)
        && multi.Scores.Zip(multi.Targets).All(pair => pair.Second == 0 || double.IsFinite(pair.First))
        && hard.Scores.Zip(hard.Positives).All(pair => !pair.Second || float.IsFinite(pair.First));

    [Property]
    public bool Distributions_sum_to_one_as_kernels_accept_it(Distribution<double> d, Distribution<float> f) =>
        // What kernels accept: off by at most K·2⁻⁴⁸ (double), K·2⁻²⁰ (float).
        Math.Abs(d.Values.Sum() - 1)
            <= d.Count * Math.ScaleB(1, -48)
        && Math.Abs(f.Values.Sum(value => (double)value) - 1) <= f.Count * Math.ScaleB(1, -20)
        && d.Values.All(value => value >= 0)
        && f.Values.All(value => value >= 0);

    [Property]
    public bool In_a_pair_of_distributions_the_second_is_positive_wherever_the_first_is(
        DistributionPair<double> pair
    ) => pair.P.Length == pair.Q.Length && pair.P.Zip(pair.Q).All(entry => entry.First == 0 || entry.Second > 0);

    [Fact]
    public void Every_kind_of_adversarial_input_is_drawn_in_a_default_run()
    {
        var rows = Sample(Adversarial.Logits<double>()).Select(logits => logits.Values).ToArray();
        Assert.Contains(rows, row => row.Length == 1);
        Assert.Contains(rows, row => row.Length >= 1000);
        Assert.Contains(rows, row => row.Length > 1 && row.Distinct().Count() == 1);
        Assert.Contains(rows, row => row.Max() >= 1e308);
        Assert.Contains(rows, row => row.Where(double.IsFinite).Min() <= -1e308);
        Assert.Contains(rows, row => row.Any(double.IsSubnormal));
        Assert.Contains(rows, row => row.Length > 2 && row.Where(double.IsFinite).All(z => Math.Abs(z - 1e6) <= 10));
        Assert.Contains(rows, row => row.Length > 2 && row.Count(double.IsFinite) == 1);
        var halves = Sample(Adversarial.FiniteLogits<float>()).Select(logits => logits.Values).ToArray();
        Assert.Contains(halves, row => row.Max() >= 3e38f);
        Assert.Contains(halves, row => row.Any(float.IsSubnormal));

        var gammas = Sample(Adversarial.Gamma<double>()).Select(gamma => gamma.Value).ToHashSet();
        Assert.Superset(new HashSet<double> { 0, 1, double.Epsilon, 1 - Math.ScaleB(1, -53) }, gammas);
        var probabilities = Sample(Adversarial.Probability<float>()).Select(p => p.Value).ToHashSet();
        Assert.Superset(new HashSet<float> { 0, 1, float.Epsilon, MathF.BitDecrement(1) }, probabilities);
        var scores = Sample(Adversarial.ExtendedScore<double>()).Select(score => score.Value).ToHashSet();
        Assert.Superset(
            new HashSet<double>
            {
                0,
                double.Epsilon,
                double.MaxValue,
                double.MinValue,
                double.PositiveInfinity,
                double.NegativeInfinity,
            },
            scores
        );
        Assert.Contains(1.0, Sample(Adversarial.Temperature<double>()).Select(temperature => temperature.Value));
        Assert.Contains(Sample(Adversarial.Distribution<double>()), y => y.Count > 2 && y.Values.Contains(1.0));
        Assert.Contains(
            Sample(Adversarial.Distribution<double>()),
            y => y.Count > 2 && y.Values.Contains(0.0) && !y.Values.Contains(1.0)
        );
    }

    [Fact]
    public void Shrinking_ends_at_an_input_that_can_be_checked_by_hand()
    {
        // The law "true" fails everywhere, so shrinking goes as far as it can.
        Assert.Equal("[0]", Shrunk(Adversarial.Logits<double>(), _ => true));
        Assert.Equal("[0f]", Shrunk(Adversarial.ModerateLogits<float>(), _ => true));
        Assert.Equal("[0, 0, 0]", Shrunk(Adversarial.FiniteLogits<double>(), logits => logits.Count >= 3));
        Assert.Equal(
            "logits [0, 2], label 0",
            Shrunk(Adversarial.Labelled<double>(), row => row.Logits.Max() > row.Logits[row.Label] + 1)
        );
        Assert.Equal("logits [0], targets [1]", Shrunk(Adversarial.SoftLabelled<double>(), _ => true));
        Assert.Equal("1 x 1 logits [0], labels [0]", Shrunk(Adversarial.LabelledBatch<double>(), _ => true));
        Assert.Equal("0.1", Shrunk(Adversarial.Gamma<double>(), gamma => gamma.Value is > 0 and < 0.4));
        Assert.Equal("1", Shrunk(Adversarial.Temperature<double>(), _ => true));
        Assert.Equal("[1]", Shrunk(Adversarial.Distribution<double>(), _ => true));
        Assert.Equal("[0.5, 0.5]", Shrunk(Adversarial.Distribution<double>(), y => y.Values.Max() < 1));
        Assert.Equal("p [1], q [1]", Shrunk(Adversarial.DistributionPair<double>(), _ => true));
        Assert.Equal("scores [0], targets [0]", Shrunk(Adversarial.MultiLabel<double>(), _ => true));
        Assert.Equal(
            "scores [0f], positives [1]",
            Shrunk(Adversarial.HardMultiLabel<float>(), row => row.Positives[0])
        );
        Assert.Equal(
            "[double.NegativeInfinity, 0]",
            Shrunk(Adversarial.Logits<double>(), row => double.IsInfinity(row.Values[0]))
        );
    }

    private static bool AreLogits<T>(T[] row)
        where T : IBinaryFloatingPointIeee754<T> =>
        row.Length >= 1 && row.All(z => !T.IsNaN(z) && !T.IsPositiveInfinity(z)) && row.Any(T.IsFinite);

    private static T[] Sample<T>(Arbitrary<T> arbitrary) => Gen.Sample(arbitrary.Generator, 1000, new Rnd(1, 3), 50);

    private static string Shrunk<T>(Arbitrary<T> arbitrary, Func<T, bool> fails)
        where T : notnull
    {
        var current = Sample(arbitrary).First(fails);
        for (var steps = 0; arbitrary.Shrinker(current).FirstOrDefault(fails!) is { } simpler; steps++)
        {
            Assert.True(steps < 5000, $"shrinking does not end: {simpler}");
            current = simpler;
        }

        return current.ToString()!;
    }
}
