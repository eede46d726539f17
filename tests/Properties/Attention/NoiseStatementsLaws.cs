// What the document on noise and entropy says in words, where no law of a kernel says it already: what noise does to few keys,
// how far entropies reach, spectra, positions, information. A claim that is false has its counterexample here.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class NoiseStatementsLawsInSingle : NoiseStatementsLaws<float>;

public sealed class NoiseStatementsLawsInDouble : NoiseStatementsLaws<double>;

public abstract class NoiseStatementsLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static T Number(double value) => T.CreateChecked(value);

    private static T[] Numbers(params double[] values) => Array.ConvertAll(values, Number);

    /// <summary>The entropy of a softmax: its bound is in ulps of the logarithm and of the mean score.</summary>
    private static Ball EntropyOf(T[] scores)
    {
        var size = Law.Max(scores.Select(score => Ball.Abs(Exact(score)))) + Ball.Log((Ball)scores.Length);
        return Law.True(Entropy.OfSoftmax<T>(scores), size);
    }

    private static double Output(T[] scores, T[] values) =>
        double.CreateChecked(Row(1, o => Attention.Output<T>(scores, values, default, o))[0]);

    // ---- noise on few keys ----

    // Two keys of equal score with values 0 and 1, noise ±1: o = ½, and õ is ½, 1/(1 + e²) or 1/(1 + e⁻²), a quarter of the
    // time each but ½. E e^ε = cosh 1 is finite, and nothing cancels: it takes many keys none of which dominates.
    [Fact]
    [Claim("noise-robustness:noise-is-cancelled")]
    [Claim("noise-robustness:finite-moment-suffices")]
    [Claim("noise-robustness:noise-hardly-matters")]
    [Trait("Kernel", "Attention")]
    public void Between_two_keys_noise_does_not_average_out()
    {
        var values = Numbers(0, 1);
        double[] outputs =
        [
            Output(Numbers(1, 1), values),
            Output(Numbers(-1, -1), values),
            Output(Numbers(1, -1), values),
            Output(Numbers(-1, 1), values),
        ];
        Assert.Equal(0.5, outputs[0]);
        Assert.Equal(0.5, outputs[1]);
        Assert.InRange(outputs[2], 0.1191, 0.1193);
        Assert.InRange(outputs[3], 0.8807, 0.8809);
    }

    // Two keys far above all others stay two keys however many others there are: scores 0, log 2 and −1000, values 0, 1 and 0,
    // noise ±1. The mean output is (⅔ + 2e²/(1 + 2e²)·½ + 2/(2 + e²)·½)/2 = 0.6207, not ⅔, for every n.
    [Property(MaxTest = 20), Claim("noise-robustness:10"), Claim("noise-robustness:error-rate")]
    [Trait("Kernel", "Attention")]
    public void Where_two_keys_dominate_the_bias_does_not_fall_with_the_number_of_keys(byte others)
    {
        var mean = 0.0;
        foreach (var (one, two) in new[] { (1, 1), (1, -1), (-1, 1), (-1, -1) })
        {
            T[] scores = [Number(one), Number(Math.Log(2) + two), .. Enumerable.Repeat(Number(-1000), others)];
            T[] values = [T.Zero, T.One, .. new T[others]];
            mean += Output(scores, values) / 4;
        }

        Assert.InRange(mean, 0.6206, 0.6208);
    }

    // (17)'s last step needs bounded scores: for s_i = log i the sum of e^(2s_i) is n(n+1)(2n+1)/6.
    [Property, Claim("noise-robustness:17")]
    public void The_sum_of_squared_exponentials_of_unbounded_scores_outgrows_n(byte count)
    {
        var n = 1 + count;
        var sum = Law.Sum(Enumerable.Range(1, n).Select(i => Ball.Exp(2 * Ball.Log((Ball)i))).ToArray());
        Law.Equal(sum, (Ball)n * (n + 1) * (2 * n + 1) / 6);
    }

    // ---- how far entropies reach ----

    [Property, Claim("noise-robustness:large-scores-are-one-hot")]
    [Trait("Kernel", "Softmax")]
    public void Large_scores_that_are_equal_are_not_one_hot(Score<T> score)
    {
        T[] scores = [score.Value, score.Value];
        Assert.All(Probabilities(scores), p => Assert.Equal(0.5, double.CreateChecked(p)));
    }

    // The deficit log n − H of standard normal scores tends to E[s e^s]/E e^s − log E e^s = 1 − ½. Here with a multiset of
    // scores in quarters as often as the density says: 20,000 in all, |s| ≤ 4; rounding the counts and leaving out the tails
    // changes E e^s and E s e^s by less than a thousandth. The document says 0.4745.
    [
        Fact,
        Claim("noise-robustness:constant-at-sigma-one"),
        Claim("noise-robustness:35"),
        Claim("noise-robustness:36")
    ]
    [Trait("Kernel", "Entropy")]
    public void Standard_normal_scores_cost_half_a_nat_of_entropy()
    {
        T[] scores =
        [
            .. Enumerable
                .Range(-16, 33)
                .SelectMany(k =>
                    Enumerable.Repeat(
                        Number(k / 4.0),
                        (int)Math.Round(20_000 * 0.25 * Math.Exp(-k * k / 32.0) / Math.Sqrt(2 * Math.PI))
                    )
                ),
        ];
        var deficit = Math.Log(scores.Length) - double.CreateChecked(Entropy.OfSoftmax<T>(scores));
        Assert.InRange(deficit, 0.495, 0.505);
    }

    // Unbounded scores have no lower bound but 0: one score of 12 among a thousand leaves 0.1 nats.
    [Fact, Claim("noise-robustness:entropy-range"), Claim("noise-robustness:36")]
    [Trait("Kernel", "Entropy")]
    public void Unbounded_scores_bring_the_entropy_near_zero()
    {
        var scores = new T[1000];
        scores[0] = Number(12);
        Law.AtMost(EntropyOf(scores), (Ball)1 / 10);
    }

    /// <summary>n cosines at temperature τ, that many of them 1 and the others −1.</summary>
    private static T[] Cosines(int n, int ones, double temperature) =>
        [.. Enumerable.Range(0, n).Select(i => Number((i < ones ? 1 : -1) / temperature))];

    // Cosines at τ = 1: the entropy lies in [log n − 0.4745, log n] and not in [0.4745, log n], and it can change by 0.4745
    // at most, however large n is. A fraction of 0.2055 ones comes closest.
    [Fact]
    [Claim("noise-robustness:entropy-range")]
    [Claim("noise-robustness:information-grows-with-n")]
    [Claim("noise-robustness:cosines-lower-bound")]
    [Claim("noise-robustness:cosines-upper-bound")]
    [Claim("noise-robustness:37")]
    [Claim("noise-robustness:43")]
    [Trait("Kernel", "Entropy")]
    public void Cosines_at_temperature_one_change_the_entropy_by_less_than_half_a_nat()
    {
        foreach (var n in new[] { 10, 100, 1000, 10_000 })
        {
            Law.Equal(EntropyOf(Cosines(n, n, 1)), Ball.Log((Ball)n), $"all equal, n = {n}");
            var worst = Cosines(n, (int)Math.Round(0.2055 * n), 1);
            var lost = Ball.Log((Ball)n) - EntropyOf(worst);
            Law.Between((Ball)4743 / 10_000, lost, (Ball)4746 / 10_000, $"n = {n}");
        }
    }

    // At τ = 0.07 one cosine of 1 among n − 1 of −1 leaves (n − 1)e^(−28.57)(28.57 + 1) nats at most: nothing up to n = 10⁴.
    // At τ = 1 the same row keeps almost all of log n.
    [Fact]
    [Claim("noise-robustness:smaller-temperature-frees-entropy")]
    [Claim("noise-robustness:temperature-007")]
    [Claim("noise-robustness:44")]
    [Trait("Kernel", "Entropy")]
    public void A_small_temperature_brings_the_least_entropy_of_cosines_to_zero()
    {
        foreach (var n in new[] { 2, 100, 10_000 })
        {
            Law.AtMost(EntropyOf(Cosines(n, 1, 0.07)), (Ball)1 / 1_000_000, $"n = {n}");
        }

        Law.AtMost(Ball.Log((Ball)10_000) - (Ball)1 / 100, EntropyOf(Cosines(10_000, 1, 1)));
    }

    // H increases with τ: its derivative is the variance of the scores over τ³.
    [Property, Claim("noise-robustness:temperature-controls-entropy"), Claim("noise-robustness:41")]
    [Trait("Kernel", "Entropy")]
    public void Entropy_does_not_fall_when_the_temperature_rises(ModerateLogits<T> logits, byte low, byte more)
    {
        var (cold, warm) = (Number((1 + low) / 16.0), Number((2 + low + more) / 16.0));
        var size = Law.Max(logits.Values.Select(z => Ball.Abs(Exact(z)))) / Exact(cold) + Ball.Log((Ball)logits.Count);
        Law.AtMost(
            Law.True(Entropy.OfSoftmax(logits.Span, cold), size),
            Law.True(Entropy.OfSoftmax(logits.Span, warm), size)
        );
    }

    // From the uniform distribution straight to a vertex: the distance grows, and the entropy falls.
    [Property, Claim("noise-robustness:entropy-as-distance"), Claim("noise-robustness:47")]
    [Trait("Kernel", "Entropy")]
    public void Entropy_falls_with_the_distance_from_uniform(byte classes, byte first, byte second)
    {
        var n = 2 + classes % 8;
        var (near, far) = (Math.Min(first, second) / 256.0, Math.Max(first, second) / 256.0);
        if (near < far)
            Law.AtMost(At(far), At(near));

        Ball At(double t)
        {
            T[] p = [.. Enumerable.Range(0, n).Select(i => Number((1 - t) / n + (i == 0 ? t : 0)))];
            return True(Entropy.Value<T>(p)).Widen(8 * n * Epsilon);
        }
    }

    // At α = (0.7, 0.2, 0.1) the part of −log α − 1 along the simplex is (−1.066, 0.187, 0.880), and the way to uniform is
    // (−0.367, 0.133, 0.233): not parallel, at an acute angle. At uniform the gradient is (log n − 1) in every entry, not 0.
    [Fact, Claim("noise-robustness:gradient-points-at-uniform"), Claim("noise-robustness:50")]
    [Trait("Kernel", "Entropy")]
    public void The_gradient_of_the_entropy_does_not_point_at_the_uniform_distribution()
    {
        var p = Numbers(0.7, 0.2, 0.1);
        var gradient = Row(3, g => Entropy.Gradient<T>(p, g)).Select(double.CreateChecked).ToArray();
        var tangent = gradient.Select(entry => entry - gradient.Average()).ToArray();
        var way = p.Select(entry => 1.0 / 3 - double.CreateChecked(entry)).ToArray();
        Assert.InRange(tangent[0] / way[0], 2.90, 2.92);
        Assert.InRange(tangent[1] / way[1], 1.39, 1.41);
        Assert.True(tangent.Zip(way, (x, y) => x * y).Sum() > 0);
        var uniform = Row(4, g => Entropy.Gradient<T>(Numbers(0.25, 0.25, 0.25, 0.25), g));
        Assert.All(uniform, entry => Assert.InRange(double.CreateChecked(entry), 0.386, 0.387));
    }

    // (49): the Fisher information of a categorical distribution is δ_ij/α_i for p_x = α_x, and δ_ij/α_i − 1 for
    // p_x = α_x/Σα at Σα = 1, which is singular; both agree along the simplex.
    [Property, Claim("noise-robustness:49")]
    public void The_Fisher_information_depends_on_how_the_probabilities_are_parametrised(byte one, byte two, byte three)
    {
        var total = (Ball)(3 + one + two + three);
        Ball[] p = [(1 + one) / total, (1 + two) / total, (1 + three) / total];
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                var own = i == j ? 1 / p[i] : Ball.Zero;
                Law.Equal(Law.Sum(Terms(i, j, 0)), own, "p = α");
                Law.Equal(Law.Sum(Terms(i, j, 1)), own - 1, "p = α/Σα");
            }

            Law.Equal(Law.Sum(Enumerable.Range(0, 3).Select(j => p[j] * ((i == j ? 1 / p[i] : 0) - 1)).ToArray()), 0);
        }

        Ball[] Terms(int i, int j, int normalised) =>
            [
                .. Enumerable
                    .Range(0, 3)
                    .Select(x =>
                        p[x] * ((x == i ? 1 / p[i] : 0) - normalised) * ((x == j ? 1 / p[j] : 0) - normalised)
                    ),
            ];
    }

    // ---- sensitivity ----

    [Property, Claim("noise-robustness:factor-largest-at-half"), Claim("noise-robustness:factor-small-at-the-ends")]
    public void The_factor_of_the_sensitivity_is_largest_at_one_half(Probability<T> weight)
    {
        var p = Exact(weight.Value);
        Law.AtMost(p * (1 - p), (Ball)1 / 4);
        Law.AtMost(p * (1 - p), Ball.Min(p, 1 - p));
    }

    // Three keys with values 1, −1 and 0: Σ|∂o/∂s_i| is ⅔ for uniform weights and 1 for (½, ½, 0).
    [Fact, Claim("noise-robustness:uniform-is-most-vulnerable"), Claim("noise-robustness:61")]
    [Trait("Kernel", "Attention")]
    public void Uniform_weights_are_not_the_most_sensitive()
    {
        Assert.InRange(Sensitivity(0, 0, 0), 0.666, 0.667);
        Assert.InRange(Sensitivity(0, 0, -40), 0.999, 1.001);

        static double Sensitivity(params double[] scores) =>
            Enumerable
                .Range(0, 3)
                .Sum(i =>
                    double.CreateChecked(
                        T.Abs(
                            Row(3, j => Attention.OutputJacobian<T>(Numbers(scores), Numbers(1, -1, 0), default, j))[i]
                        )
                    )
                );
    }

    // Values X and −X, X = ±1: uniform weights give 0 whatever X is (no information), a one-hot row gives X itself (log 2).
    [Fact, Claim("noise-robustness:high-entropy-keeps-information"), Claim("noise-robustness:low-entropy-compresses")]
    [Trait("Kernel", "Attention")]
    public void Uniform_weights_may_keep_nothing_and_one_hot_weights_everything()
    {
        foreach (var x in new[] { 1.0, -1.0 })
        {
            Assert.Equal(0, Output(Numbers(0, 0), Numbers(x, -x)));
            Assert.Equal(x, Output(Numbers(800, 0), Numbers(x, -x)));
        }
    }

    // ---- spectra ----

    // Rows of softmaxes: A·1 = 1; all entries are positive, so that by Perron and Frobenius every other eigenvalue is below 1
    // in modulus. Moderate scores keep the second one away from 1 by more than the solver's error (10·n·2⁻⁵²·‖A‖).
    [Property(MaxTest = 200)]
    [Claim("noise-robustness:row-stochastic")]
    [Claim("noise-robustness:eigenvalue-one")]
    [Claim("noise-robustness:other-eigenvalues-below-one")]
    [Trait("Kernel", "Softmax")]
    public void A_matrix_of_softmax_rows_has_the_simple_largest_eigenvalue_one(int seed)
    {
        const int n = 5;
        var random = new Random(seed);
        var rows = Enumerable
            .Range(0, n)
            .Select(_ =>
                Probabilities([.. Enumerable.Range(0, n).Select(_ => Number(4 * random.NextDouble() - 2))])
                    .Select(double.CreateChecked)
                    .ToArray()
            )
            .ToArray();
        Assert.All(rows, row => Assert.InRange(row.Sum(), 1 - 4 * Epsilon, 1 + 4 * Epsilon));
        var moduli = Matrix<double>.Build.DenseOfRowArrays(rows).Evd().EigenValues.Select(value => value.Magnitude);
        var ordered = moduli.OrderDescending().ToArray();
        Assert.InRange(ordered[0], 1 - 64 * Epsilon, 1 + 64 * Epsilon);
        // Each entry is at least e⁻⁴/n of its row, so that |λ₂| ≤ 1 − e⁻⁴.
        Assert.True(ordered[1] < 1 - Math.Exp(-4) + 64 * Epsilon);
    }

    // ---- positions ----

    // Equal scores have the greatest entropy: a code that changes any of them can only lower it.
    [Property, Claim("noise-robustness:random-positions-raise-entropy")]
    [Trait("Kernel", "Entropy")]
    public void No_position_code_raises_the_entropy_of_equal_scores(ModerateLogits<T> code)
    {
        Law.AtMost(EntropyOf(code.Values), Ball.Log((Ball)code.Count));
        Assert.True(double.CreateChecked(Entropy.OfSoftmax(code.Span)) <= Math.Log(code.Count) * (1 + 4 * Epsilon));
    }

    // Scores (0, 2) with the bias (2, 0): equal scores. And a common bias changes nothing.
    [Fact, Claim("noise-robustness:relative-bias-lowers-entropy")]
    [Trait("Kernel", "Entropy")]
    public void A_relative_bias_may_raise_the_entropy()
    {
        Law.AtMost(EntropyOf(Numbers(0, 2)), (Ball)37 / 100);
        Law.Equal(EntropyOf(Numbers(0 + 2, 2 + 0)), Ball.Log(2));
        Law.Equal(EntropyOf(Numbers(0 + 3, 2 + 3)), EntropyOf(Numbers(0, 2)));
    }

    // The minimum of the smoothed loss is at p = the smoothed targets, whose entropy is above that of the label.
    [Property, Claim("noise-robustness:label-smoothing-raises-entropy")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "Entropy")]
    [Trait("Kernel", "LabelSmoothing")]
    public void The_smoothed_target_has_more_entropy_than_the_label(byte classes, byte share)
    {
        var n = 2 + classes % 8;
        var alpha = Number((1 + share % 127) / 128.0);
        var target = Row(n, t => LabelSmoothing.Targets(0, alpha, t));
        Assert.True(Entropy.Value<T>(target) > T.Zero);
        T[] logits = [.. target.Select(p => -CrossEntropy.LossOfProbabilities<T>([p], 0))];
        var gradient = Row(n, g => LabelSmoothing.Gradient(logits, 0, alpha, g));
        Assert.All(gradient, entry => Assert.InRange(double.CreateChecked(T.Abs(entry)), 0, 16 * Epsilon));
    }
}
