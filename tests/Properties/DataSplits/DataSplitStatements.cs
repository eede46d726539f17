// Splitting data: what the document on the squared error recommends against dependent or shifted data, run on synthetic data.
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties;

public class DataSplitStatements
{
    // A class of c samples contributes ⌊c·f⌋ or ⌈c·f⌉ of them: equal shares only where c·f is whole.
    [Theory, Claim("l2-and-softmax:stratified-sampling")]
    [InlineData(4, 0.5, true)]
    [InlineData(3, 0.5, false)]
    [InlineData(10, 0.2, true)]
    [InlineData(11, 0.2, false)]
    public void Stratified_sampling_keeps_the_proportions_up_to_one_sample_of_each_class(
        int samples,
        double fraction,
        bool exact
    )
    {
        var taken = (int)Math.Round(samples * fraction, MidpointRounding.ToEven);
        Assert.InRange(Math.Abs(taken - samples * fraction), 0, 0.999);
        Assert.Equal(exact, Enumerable.Range(0, samples + 1).Any(count => count == samples * fraction));
        Assert.Equal(exact, taken == samples * fraction);
    }

    [Fact, Claim("l2-and-softmax:grouped-split")]
    public void A_split_by_groups_has_no_group_on_both_sides()
    {
        var random = new Random(20261121);
        var groups = Enumerable.Range(0, 200).Select(_ => random.Next(25)).ToArray();
        for (var fold = 0; fold < 5; fold++)
        {
            var validation = groups.Where(group => group % 5 == fold).ToHashSet();
            var training = groups.Where(group => group % 5 != fold).ToHashSet();
            Assert.Empty(validation.Intersect(training));
            Assert.NotEmpty(validation);
        }

        // Split sample by sample, almost every group is on both sides.
        var mixed = groups.Where((_, i) => i % 5 == 0).Intersect(groups.Where((_, i) => i % 5 != 0));
        Assert.True(mixed.Count() > 15);
    }

    // A random walk, predicted by the value at the nearest known time: neighbours on both sides leak through a random split.
    [Fact, Claim("l2-and-softmax:time-order"), Claim("l2-and-softmax:validation-misleads")]
    public void A_random_split_of_a_random_walk_is_far_too_optimistic()
    {
        var random = new Random(20261121);
        const int length = 2000;
        var walk = new double[length];
        for (var t = 1; t < length; t++)
        {
            walk[t] = walk[t - 1] + random.NextDouble() - 0.5;
        }

        var shuffled = Enumerable.Range(0, length).ToArray();
        random.Shuffle(shuffled);
        var byChance = Error([.. shuffled.Take(1600)], [.. shuffled.Skip(1600)]);
        var byTime = Error([.. Enumerable.Range(0, 1600)], [.. Enumerable.Range(1600, 400)]);
        // One step of variance 1/12 against some two hundred of them.
        Assert.InRange(byChance, 0.01, 0.5);
        Assert.True(byTime > 5 * byChance, $"{byTime} after {byChance}");

        double Error(int[] training, int[] validation) =>
            validation.Average(t => Math.Pow(walk[t] - walk[training.MinBy(s => Math.Abs(s - t))], 2));
    }

    // Unequal classes and unequal distributions are two things. The bounds are six standard deviations: false alarms below 10⁻⁸.
    [Fact, Claim("l2-and-softmax:imbalance-is-no-shift")]
    public void Independent_draws_of_one_rare_class_are_imbalanced_and_identically_distributed()
    {
        const int half = 50_000;
        const double rare = 0.01;
        var random = new Random(20261121);
        var draws = Enumerable.Range(0, 2 * half).Select(_ => random.NextDouble() < rare ? 1 : 0).ToArray();
        var (training, validation) = (draws[..half].Average(), draws[half..].Average());
        Assert.InRange(training, 0.005, 0.015);
        Assert.InRange(Math.Abs(training - validation), 0, 6 * Math.Sqrt(2 * rare * (1 - rare) / half));
        // Neighbours are uncorrelated.
        var both = draws.Zip(draws.Skip(1), (one, other) => one * other).Average();
        Assert.InRange(both, 0, rare * rare + 6 * Math.Sqrt(rare * rare / (2.0 * half)));
    }

    // ±1 with probability 1/2 each; ±√3 and 0 with 1/6, 1/6 and 2/3.
    [Fact, Claim("l2-and-softmax:moment-matching")]
    public void Equal_means_and_variances_do_not_make_equal_distributions()
    {
        (double Value, double Weight)[] coin = [(-1, 0.5), (1, 0.5)];
        (double Value, double Weight)[] three = [(-Math.Sqrt(3), 1 / 6.0), (0, 2 / 3.0), (Math.Sqrt(3), 1 / 6.0)];
        Assert.Equal(Moment(coin, 1), Moment(three, 1), 12);
        Assert.Equal(Moment(coin, 2), Moment(three, 2), 12);
        Assert.Equal(1, Moment(coin, 4), 12);
        Assert.Equal(3, Moment(three, 4), 12);

        static double Moment((double Value, double Weight)[] law, int order) =>
            law.Sum(atom => atom.Weight * Math.Pow(atom.Value, order));
    }

    // With the kernel x·y the maximum mean discrepancy is the distance of the means: it sees no difference of variances.
    [Fact, Claim("l2-and-softmax:mean-discrepancy")]
    public void The_maximum_mean_discrepancy_is_the_distance_of_the_mean_embeddings()
    {
        double[] first = [-1, 1, 3];
        double[] second = [0, 0, 0];
        Assert.Equal(Math.Pow(first.Average() - second.Average(), 2), Discrepancy((x, y) => x * y), 12);
        // A kernel with squares compares second moments, too.
        var squares = first.Average(x => x * x) - second.Average(x => x * x);
        Assert.Equal(1 + squares * squares, Discrepancy((x, y) => x * y + x * x * y * y), 9);

        double Discrepancy(Func<double, double, double> kernel) =>
            Mean(first, first, kernel) + Mean(second, second, kernel) - 2 * Mean(first, second, kernel);

        static double Mean(double[] xs, double[] ys, Func<double, double, double> kernel) =>
            xs.Average(x => ys.Average(y => kernel(x, y)));
    }
}
