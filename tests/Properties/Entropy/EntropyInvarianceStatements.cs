// What the entropy-invariance document asserts in words: which approximation holds where, what grows with n, what the scale
// does. A claim that is false there is asserted here in its true form, with the counterexample beside it.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using MathNet.Numerics.Distributions;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class EntropyInvarianceStatementsInSingle : EntropyInvarianceStatements<float>;

public sealed class EntropyInvarianceStatementsInDouble : EntropyInvarianceStatements<double>;

public abstract class EntropyInvarianceStatements<T> : AttentionRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static Ball LogOf(int n) => Ball.Log((Ball)n);

    private static Ball Average(T[] z) => Law.Sum(z.Select(Exact)) / z.Length;

    private static Ball MeanUnderWeights(T[] s) => Mean(True(Probabilities(s)), s.Select(Exact));

    private static T[] Scaled(T[] s, T scale) => Array.ConvertAll(Eighths(s), score => score * scale);

    private static double EntropyOf(T[] s) => double.CreateChecked(Entropy.OfSoftmax<T>(s));

    // A normal sample without luck: its n mid-quantiles.
    private static T[] NormalGrid(int n, double scale = 1) =>
        [.. Enumerable.Range(0, n).Select(i => T.CreateChecked(scale * Normal.InvCDF(0, 1, (i + 0.5) / n)))];

    // ---- sections 3 to 5: the two approximations ----

    // 0 ≤ log (1/n)Σe^z − z̄ ≤ (max − min)²/8 (Jensen; Hoeffding), so that averaging first is right to first order in the scale,
    // and wrong by half the variance beyond it: not only where λ "or" the variance is large, but where their product is.
    [Property]
    [Claim("entropy-invariance:mean-field-first-order"), Claim("entropy-invariance:mean-field-inaccurate")]
    [Claim("entropy-invariance:reverse-jensen"), Claim("entropy-invariance:mean-field-again")]
    [Trait("Kernel", "LogSumExp")]
    public void Averaging_before_the_exponential_errs_upwards_never_and_downwards_by_at_most_an_eighth_of_the_squared_range(
        ModerateLogits<T> s
    )
    {
        var (greatest, least) = (
            Definitions.Greatest(s.Span),
            -Definitions.Greatest<T>(Array.ConvertAll(s.Values, x => -x))
        );
        var gap =
            Law.True(LogSumExp.Value(s.Span), Ball.Abs(greatest) + LogOf(s.Count)) - LogOf(s.Count) - Average(s.Values);
        Law.Between(Ball.Zero, gap, Ball.Pow(greatest - least, 2) / 8, "log of the mean − mean");
    }

    // Two scores ±x: log cosh x beside x²/2: at x = 1/8 within 1 %, at x = 4 less than half of it.
    [Fact, Claim("entropy-invariance:mean-field-inaccurate")]
    [Trait("Kernel", "LogSumExp")]
    public void The_error_of_averaging_first_is_half_the_variance_while_that_is_small()
    {
        double Gap(double x) =>
            double.CreateChecked(LogSumExp.Value<T>([T.CreateChecked(x), T.CreateChecked(-x)])) - Math.Log(2);
        Assert.InRange(Gap(0.125) / (0.125 * 0.125 / 2), 0.99, 1);
        Assert.InRange(Gap(4) / 8, 0.41, 0.42);
    }

    // λ(s_max − E_α s) = H − (log Z − λ s_max) ≤ H ≤ log n: the mean under the weights tends to the maximum as λ grows, no
    // slower than log n/λ; it never falls below the plain mean.
    [Property]
    [Claim("entropy-invariance:softmax-favours-max"), Claim("entropy-invariance:max-approximation-again")]
    [Claim("entropy-invariance:max-not-mean")]
    [Trait("Kernel", "Attention")]
    public void The_mean_score_under_the_weights_is_within_log_n_over_the_scale_of_the_maximum(
        ModerateLogits<T> s,
        byte quarters
    )
    {
        var scale = T.CreateChecked(1 + quarters) / T.CreateChecked(4);
        var scaled = Scaled(s.Values, scale);
        var shortfall = Definitions.Greatest<T>(scaled) - MeanUnderWeights(scaled);
        Law.Between(Ball.Zero, shortfall, LogOf(s.Count), "λ(s_max − E_α s)");
    }

    // The document: accurate only where the softmax is very peaked. Equal scores have uniform weights and no error at all; two
    // scores 0 and 1/8 have weights 0.47 and 0.53 and an error of 0.06.
    [Fact, Claim("entropy-invariance:max-only-when-peaked")]
    [Trait("Kernel", "Attention")]
    public void The_mean_score_is_near_the_maximum_where_scores_are_nearly_equal_as_well()
    {
        T[] equal = [.. Enumerable.Repeat(T.One, 7)];
        Law.Equal(MeanUnderWeights(equal), Ball.One);
        T[] near = [T.Zero, T.CreateChecked(0.125)];
        Assert.True(Probabilities(near)[1] < T.CreateChecked(0.54), "hardly peaked");
        Assert.InRange((Exact(near[1]) - MeanUnderWeights(near)).ToDoubleBounds().Upper, 0, 0.06);
        // And it is far from it where neither holds: 1000 normal scores at λ = 1.
        var normal = NormalGrid(1000);
        var shortfall = Definitions.Greatest<T>(normal) - MeanUnderWeights(normal);
        Assert.InRange(shortfall.ToDoubleBounds().Lower, 2, 3);
    }

    // The document: at a moderate scale the largest score's weight dominates. Among n scores it takes λ·gap well above log n.
    [Fact, Claim("entropy-invariance:max-dominates")]
    public void At_scale_one_the_largest_of_many_scores_has_a_small_weight()
    {
        T[] lead = [T.One, .. new T[999]];
        Assert.InRange(double.CreateChecked(Probabilities(lead)[0]), 0.0027, 0.0028);
        Assert.InRange(Probabilities(NormalGrid(1000)).Max(double.CreateChecked), 0.015, 0.02);
        Assert.InRange(double.CreateChecked(Probabilities([T.Zero, T.CreateChecked(0.125)])[1]), 0.5, 0.54);
        T[] wide = [T.CreateChecked(16), .. new T[999]];
        Assert.True(Probabilities(wide)[0] > T.CreateChecked(0.999), "λ·gap = 16 beside log n = 6.9");
    }

    // ---- sections 7 and 8: what the scale should depend on ----

    // λ(s_max − s̄) = log n − C gives λ = (log n − C)/Δ: with C = 1, Δ = 1 it is 1 at n = e² and 3 at n = e⁴. Only for C = 0, an
    // entropy of zero, are λ and log n proportional. And H is not constant then either: an even grid on [0, 1], λ = 4 log n.
    [Fact, Claim("entropy-invariance:19"), Claim("entropy-invariance:lambda-proportional-log-n")]
    [Trait("Kernel", "Entropy")]
    public void A_scale_proportional_to_log_n_belongs_to_the_target_zero_and_does_not_hold_the_entropy()
    {
        double Scale(double logN, double target) => (logN - target) / 1;
        Assert.Equal(3, Scale(4, 1) / Scale(2, 1));
        Assert.Equal(2, Scale(4, 0) / Scale(2, 0));
        double OnGrid(int n) =>
            EntropyOf([.. Enumerable.Range(0, n).Select(i => T.CreateChecked(4 * Math.Log(n) * (i + 0.5) / n))]);
        Assert.InRange(OnGrid(100), 2.6, 2.8);
        Assert.InRange(OnGrid(10_000), 6.5, 6.7);
    }

    // Δ = s_max − s̄ of normal scores grows with n: the median of the maximum of n is Φ⁻¹(2^(−1/n)).
    [Fact, Claim("entropy-invariance:lead-does-not-depend-on-n")]
    public void The_lead_of_the_largest_normal_score_grows_with_n()
    {
        double Median(double n) => Normal.InvCDF(0, 1, Math.Pow(2, -1 / n));
        Assert.InRange(Median(10), 1.4, 1.6);
        Assert.InRange(Median(10_000), 3.8, 3.9);
        Assert.InRange(
            double.CreateChecked(NormalGrid(10_000).Max()) / double.CreateChecked(NormalGrid(10).Max()),
            2,
            3
        );
    }

    // ⟨q, k⟩ of vectors at a fixed angle whose entries keep their size grows as d; of independent entries of mean 0 its size
    // (root mean square) grows as √d, which is what section 8 assumes. So the factor 1/d of the first part is not that of (22).
    [Property(MaxTest = 50), Claim("entropy-invariance:scores-grow-as-d"), Claim("entropy-invariance:dividing-by-d")]
    [Claim("entropy-invariance:mean-score-zero"), Claim("entropy-invariance:divide-by-root-d")]
    [Claim("entropy-invariance:root-d-keeps-variance")]
    [Trait("Kernel", "Attention")]
    public void Aligned_vectors_have_scores_of_size_d_and_independent_ones_of_size_root_d(byte dimension)
    {
        var d = 1 + dimension % 6;
        T[] Signed(int signs) => [.. Enumerable.Range(0, d).Select(j => (signs >> j & 1) == 0 ? T.One : -T.One)];
        var patterns = Enumerable.Range(0, 1 << d).ToArray();
        T[] keys = [.. patterns.SelectMany(Signed)];
        var aligned = Row(1, s => Attention.Scores<T>(Signed(0), Signed(0), T.One, s))[0];
        Law.SameBits(aligned, T.CreateChecked(d), "⟨q, q⟩");
        var scores = Row(patterns.Length, s => Attention.Scores<T>(Signed(0), keys, T.One, s));
        Law.SameBits(scores.Aggregate(T.Zero, (sum, s) => sum + s), T.Zero, "mean");
        var variance = Law.Sum(scores.Select(s => Exact(s) * Exact(s))) / patterns.Length;
        Law.Equal(variance, d, "variance");
        // Divided by √d it is 1 for every d; divided by d, as the summary has it, 1/d.
        Law.Equal(variance / Ball.Pow(Ball.Root((Ball)d, 2), 2), 1, "by √d");
        Law.Equal(variance / Ball.Pow((Ball)d, 2), Ball.One / d, "by d");
    }

    // (18) and λ = κ log n/d give κ = (1 − C/log n)·d/Δ: nothing makes it 1, and it depends on d and, unless C = 0, on n. For
    // d = 1, scores 0 and 4 (Δ = 2), C = 0: κ = ½, and with it (16) is 0; with κ = 1 it is −log 2.
    [Fact, Claim("entropy-invariance:theory-gives-kappa-one"), Claim("entropy-invariance:kappa-usually-one")]
    [Trait("Kernel", "Attention")]
    public void The_derivation_does_not_make_kappa_one()
    {
        double Estimate(double kappa) =>
            Math.Log(2) - double.CreateChecked(Attention.EntropyInvariantScale(2, 1, T.CreateChecked(kappa))) * 2;
        // The scale, below 1, is within one ulp (at most Epsilon) and taken twice; log 2 and the difference are doubles.
        Assert.InRange(Estimate(0.5), -4 * Epsilon, 4 * Epsilon);
        Assert.InRange(Estimate(1), -Math.Log(2) - 4 * Epsilon, -Math.Log(2) + 4 * Epsilon);
    }

    // ---- sections 10 to 12 ----

    [Property, Claim("entropy-invariance:uniform-maximiser"), Claim("entropy-invariance:ignoring-constants")]
    public void A_linear_exponent_is_largest_at_the_upper_end_and_the_logarithm_of_the_scale_is_no_constant(
        byte eighths
    )
    {
        var lambda = T.CreateChecked(1 + eighths) / T.CreateChecked(8);
        T[] z = [.. Enumerable.Range(0, 17).Select(i => lambda * T.CreateChecked(i) / T.CreateChecked(16))];
        Assert.Equal(z.Length - 1, Array.IndexOf(z, z.Max()));
        // (31) drops ½ log λ of (30) as a constant: from λ to e²λ it grows by 1.
        var twice = Ball.Exp(Ball.One * 2) * Exact(lambda);
        Law.Equal(Ball.Log(twice) / 2 - Ball.Log(Exact(lambda)) / 2, 1);
    }

    [Property, Claim("entropy-invariance:uniform-entropy"), Claim("entropy-invariance:entropy-at-most-log-n")]
    [Claim("entropy-invariance:maximum-entropy"), Claim("entropy-invariance:non-uniform-below")]
    [Claim("entropy-invariance:sparse-maximum"), Claim("entropy-invariance:50")]
    [Trait("Kernel", "Entropy")]
    public void Only_equal_weights_have_the_entropy_log_n(byte keys, byte eighths)
    {
        var n = 2 + keys % 100;
        T[] equal = new T[n];
        Law.Equal(True(Entropy.OfSoftmax<T>(equal)), LogOf(n));
        // One score apart by δ ≥ 1/8: log n − H = ∫₀^δ t·p(1−p) dt with p ≥ 1/n the weight apart, so at least
        // (1/2)(1/8)²(1/101)(100/101) = 7.66·10⁻⁵; H itself is within one ulp of a float below 8, 4.8·10⁻⁷.
        T[] apart = [T.CreateChecked(1 + eighths) / T.CreateChecked(8), .. equal.Skip(1)];
        Assert.True(EntropyOf(apart) < Math.Log(n) - 7e-5, $"H = {EntropyOf(apart)}, log n = {Math.Log(n)}");
    }

    // (33) to (36) carry ≈ and "second-order expansion": they are equalities, for every scale.
    [Property, Claim("entropy-invariance:second-order-expansion"), Claim("entropy-invariance:33")]
    [Claim("entropy-invariance:34"), Claim("entropy-invariance:35"), Claim("entropy-invariance:36")]
    [Claim("entropy-invariance:gap-not-positive"), Claim("entropy-invariance:top-weight-at-moderate-scale")]
    [Trait("Kernel", "Attention")]
    public void The_weights_by_differences_to_the_maximum_are_exact(ModerateLogits<T> logits)
    {
        var s = Few(logits.Values);
        var top = Array.IndexOf(s, s.Max());
        var gaps = s.Select(score => Exact(score) - Exact(s[top])).ToArray();
        var others = Law.Sum(gaps.Where((_, j) => j != top).Select(Ball.Exp));
        var weights = True(Probabilities(s));
        for (var i = 0; i < s.Length; i++)
        {
            Assert.False(gaps[i].IsPositive, "s_i − s_max ≤ 0");
            Law.Equal(weights[i], Ball.Exp(gaps[i]) / (1 + others), $"α[{i}]");
        }

        Law.Equal(weights[top], 1 / (1 + others), "the largest");
        var rest = Law.Sum(Enumerable.Range(0, s.Length).Where(j => j != top).Select(j => weights[j] * Exact(s[j])));
        Law.Equal(MeanUnderWeights(s), weights[top] * Exact(s[top]) + rest, "the mean");
    }

    // (37): s_max − (s_max − s̄) is the plain mean. s = (0, 10): the other weight is 5·10⁻⁵, the mean under the weights 9.9995.
    [Fact, Claim("entropy-invariance:37")]
    [Trait("Kernel", "Attention")]
    public void With_one_dominating_weight_the_mean_score_is_the_maximum_and_not_the_plain_mean()
    {
        T[] s = [T.Zero, T.CreateChecked(10)];
        var (least, most) = MeanUnderWeights(s).ToDoubleBounds();
        Assert.InRange(least, 9.999, most);
        Law.Equal(Average(s), 5);
    }

    // P(s_max ≤ x) = Φ(x)^n → 0 for every x. With a = 1/√(2 log n) and b = √(2 log n) − ½a·log(4π log n), Φ(b + a·x)^n tends to
    // e^(−e^(−x)), slowly: within 0.04 at n = 10⁶ and 0.02 at n = 10¹⁴.
    [Fact, Claim("entropy-invariance:maximum-tends-to-gumbel"), Claim("entropy-invariance:38")]
    [Claim("entropy-invariance:40")]
    public void The_maximum_of_normal_scores_is_gumbel_only_after_centring_and_scaling()
    {
        static double Upper(double x) => SpecialTail(x);
        static double NotAbove(double x, double n) => Math.Exp(n * -Upper(x) * (1 + Upper(x) / 2));
        // 1 − Φ(3) = 0.00135: e^(−0.135) = 0.874, and e^(−1350) = 10^(−586), which is no double.
        Assert.InRange(NotAbove(3, 100), 0.87, 0.88);
        Assert.Equal(0, NotAbove(3, 1e6));
        foreach (var (n, error) in new[] { (1e6, 0.04), (1e14, 0.02) })
        {
            var log = Math.Log(n);
            var a = 1 / Math.Sqrt(2 * log);
            var b = Math.Sqrt(2 * log) - a * Math.Log(4 * Math.PI * log) / 2;
            for (var x = -2.0; x <= 5; x += 0.25)
                Assert.InRange(NotAbove(b + a * x, n) - Math.Exp(-Math.Exp(-x)), -error, error);
        }

        // (38): the median of the maximum over √(2 log n) tends to 1 from below.
        double[] ratios =
        [
            .. new[] { 1e2, 1e4, 1e8, 1e15 }.Select(n => Quantile(Math.Log(2) / n) / Math.Sqrt(2 * Math.Log(n))),
        ];
        Assert.Equal(ratios.Order(), ratios);
        Assert.InRange(ratios[0], 0.80, 0.83);
        Assert.InRange(ratios[^1], 0.94, 1);

        static double SpecialTail(double x) => MathNet.Numerics.SpecialFunctions.Erfc(x / Math.Sqrt(2)) / 2;

        // x with 1 − Φ(x) = tail.
        static double Quantile(double tail) => -Normal.InvCDF(0, 1, tail);
    }

    // The document: from (41), H = log n − λσ√(2 log n), a constant entropy seems impossible, since the two terms grow at
    // different rates and cannot cancel. The scale may depend on n, by (3); then they do.
    [Property, Claim("entropy-invariance:invariance-impossible"), Claim("entropy-invariance:cannot-cancel")]
    [Claim("entropy-invariance:both-terms-depend-on-n")]
    public void A_scale_that_depends_on_n_cancels_the_growth_of_the_estimate(ushort keys, byte target, byte deviation)
    {
        var (n, constant, sigma) = (2 + keys, (Ball)target / 256, (Ball)(1 + deviation) / 16);
        var (log, root) = (LogOf(n), Ball.Root(2 * LogOf(n), 2));
        var scale = (log - constant) / (sigma * root);
        Law.Equal(log - scale * sigma * root, constant);
    }

    // (41) for normal scores at λσ = 1, n = 10⁵: its value is log n − √(2 log n) = 6.7; the entropy is log n − ½ = 11.0.
    [Fact, Claim("entropy-invariance:41"), Claim("entropy-invariance:entropy-asymptotics")]
    [Trait("Kernel", "Entropy")]
    public void The_entropy_of_normal_scores_is_log_n_less_half_the_squared_scale()
    {
        const int n = 100_000;
        var entropy = EntropyOf(NormalGrid(n));
        Assert.InRange(entropy - (Math.Log(n) - 0.5), -0.01, 0.01);
        Assert.InRange(Math.Log(n) - Math.Sqrt(2 * Math.Log(n)), 6.7, 6.8);
    }

    // ---- section 26 ----

    [Property(MaxTest = 200), Claim("entropy-invariance:26")]
    public void Laplaces_method_gives_the_integral_with_an_error_that_falls_as_one_over_n(byte curvature, byte place)
    {
        // f(x) = −c·cosh(x − a): one interior maximum −c, f'' = −c there; ∫e^(nf) = 2K₀(nc), and K₀(z)/(√(π/2z)e^(−z)) = 1 − 1/8z + …
        var (c, a) = (1 + curvature % 8, place / 256.0);
        double Ratio(int n)
        {
            var (step, sum) = (1.0 / 1024, 0.0);
            for (var x = a - 4; x <= a + 4; x += step)
                sum += Math.Exp(-n * c * (Math.Cosh(x - a) - 1)) * step;
            return sum / Math.Sqrt(2 * Math.PI / (n * c));
        }

        Assert.InRange((1 - Ratio(20)) * 8 * 20 * c, 0.9, 1.1);
        Assert.InRange((1 - Ratio(80)) * 8 * 80 * c, 0.9, 1.1);
    }

    // ---- section 13: dimensions ----

    // 60 points, ε = ½, k = ⌈8 log n/ε²⌉ = 132 of 400 dimensions, entries N(0, 1/k): each squared distance is χ²_k/k times the
    // true one, outside (1 − ε, 1 + ε)² = (0.25, 2.25) with probability below 10⁻¹¹ for each of the 1770 pairs.
    [Fact, Claim("entropy-invariance:johnson-lindenstrauss")]
    [Trait("Kernel", "RandomStream")]
    public void A_random_projection_to_a_few_log_n_dimensions_keeps_all_distances()
    {
        const int points = 60;
        const int dimension = 400;
        var k = (int)Math.Ceiling(8 * Math.Log(points) / 0.25);
        var random = new RandomStream(9034);
        double[] Draw(int count) =>
            [.. Enumerable.Range(0, count).Select(_ => double.CreateChecked(random.NextNormal<T>()))];
        var cloud = Enumerable.Range(0, points).Select(_ => Draw(dimension)).ToArray();
        var rows = Enumerable.Range(0, k).Select(_ => Draw(dimension)).ToArray();
        var images = cloud
            .Select(x => rows.Select(row => row.Zip(x, (r, v) => r * v).Sum() / Math.Sqrt(k)).ToArray())
            .ToArray();
        static double Distance(double[] x, double[] y) => Math.Sqrt(x.Zip(y, (a, b) => (a - b) * (a - b)).Sum());
        for (var i = 0; i < points; i++)
        for (var j = 0; j < i; j++)
            Assert.InRange(Distance(images[i], images[j]) / Distance(cloud[i], cloud[j]), 0.5, 1.5);
    }

    [Property, Claim("entropy-invariance:scale-at-fixed-d"), Claim("entropy-invariance:scale-at-fixed-n")]
    [Claim("entropy-invariance:temperature-falls-with-n"), Claim("entropy-invariance:heads-multiply-scale")]
    [Trait("Kernel", "Attention")]
    public void The_scale_grows_with_the_keys_and_falls_with_the_dimension(ushort keys, ushort dimension)
    {
        var (n, d) = (2 + keys, 1 + dimension);
        Ball Scale(int count, int size) => True(Attention.EntropyInvariantScale(count, size, T.One));
        Law.Equal(Scale(n, d) * LogOf(2 * n), Scale(2 * n, d) * LogOf(n), "∝ log n");
        Law.Equal(Scale(n, d), 3 * Scale(n, 3 * d), "∝ 1/d");
        Assert.True(
            Attention.EntropyInvariantScale(4 * n, d, T.One) > Attention.EntropyInvariantScale(n, d, T.One),
            "more keys, a lower temperature"
        );
    }

    // ---- section 14: codes ----

    // The entropy in nats over log 2 is the entropy in bits: a fair coin has 0.693 nats and one bit. A code of whole bits
    // needs between H and H + 1 of them on average (Huffman's is the best); three equal choices need 5/3 > log₂ 3 = 1.585.
    [Property, Claim("entropy-invariance:entropy-is-mean-bits"), Claim("entropy-invariance:least-code-length")]
    [Claim("entropy-invariance:shorter-code")]
    [Trait("Kernel", "Entropy")]
    public void The_best_code_needs_at_least_the_entropy_in_bits_and_less_than_one_bit_more(ModerateLogits<T> s)
    {
        var p = Probabilities(s.Values).Select(double.CreateChecked).ToArray();
        var (entropy, length) = (EntropyOf(s.Values) / Math.Log(2), Huffman(p));
        // n weights, each within one ulp and with at most n bits, and two roundings of the entropy in bits, at most n.
        var slack = 4 * p.Length * p.Length * Epsilon;
        Assert.InRange(length, entropy - slack, entropy + 1 + slack);
    }

    [Fact, Claim("entropy-invariance:entropy-is-mean-bits"), Claim("entropy-invariance:least-code-length")]
    [Trait("Kernel", "Entropy")]
    public void A_fair_coin_has_one_bit_and_three_equal_choices_need_five_thirds()
    {
        Assert.InRange(EntropyOf(new T[2]), 0.6931, 0.6932);
        Assert.Equal(1, Huffman([0.5, 0.5]));
        Assert.Equal(5.0 / 3, Huffman([1.0 / 3, 1.0 / 3, 1.0 / 3]), 12);
        Assert.True(Math.Log2(3) < 1.5850, "log₂ 3");
        Assert.Equal(3, Huffman([.. Enumerable.Repeat(0.125, 8)]), 12);
    }

    [Property, Claim("entropy-invariance:bits-for-positions"), Claim("entropy-invariance:order-log-n-bits")]
    public void Ceiling_log_two_n_bits_name_any_of_n_positions_and_one_bit_less_does_not(int positions)
    {
        var n = 2 + (positions & 0xFFFFFF);
        var bits = (int)Math.Ceiling(Math.Log2(n));
        Assert.True(1L << bits >= n && 1L << (bits - 1) < n, $"{bits} bits for {n}");
        Assert.True(bits < Math.Log2(n) + 1, "O(log n)");
    }

    // The average length of Huffman's code: each merge adds one bit to all that is below it.
    private static double Huffman(double[] probabilities)
    {
        var queue = new PriorityQueue<double, double>(probabilities.Select(p => (p, p)));
        var length = 0.0;
        while (queue.Count > 1)
        {
            var pair = queue.Dequeue() + queue.Dequeue();
            length += pair;
            queue.Enqueue(pair, pair);
        }

        return length;
    }

    // ---- section 15: the described experiment ----

    // d = 64, scores N(0, 1): at 1/√d the entropy is log n − 1/128, at log n/d it is log n − (log n)²/8192. From n = 10 to 10⁴
    // both grow by 6.9 nats = log 1000 (up to 0.01): neither is stable, and both are near log n. A few rows with a fixed
    // seed: a row's entropy is log n less half its scores' variance, with a standard deviation of λ²/√(2n) < 0.004 around
    // that, so that 0.02 for a mean of 40 (n = 10) is beyond 30 of them, and further for more keys.
    [
        Fact,
        Claim("entropy-invariance:standard-scale-entropy-rises"),
        Claim("entropy-invariance:log-n-less-a-constant")
    ]
    [Claim("entropy-invariance:more-stable"), Claim("entropy-invariance:near-log-n")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "Entropy")]
    public void At_both_scales_the_entropy_of_normal_scores_grows_like_log_n()
    {
        const int d = 64;
        var random = new RandomStream(20220411);
        double MeanEntropy(int n, double scale, int rows) =>
            Enumerable
                .Range(0, rows)
                .Average(_ =>
                    EntropyOf([.. Enumerable.Range(0, n).Select(_ => random.NextNormal<T>() * T.CreateChecked(scale))])
                );
        var standard = double.CreateChecked(Attention.StandardScale<T>(d));
        foreach (var (n, rows) in new[] { (10, 40), (100, 20), (1000, 5), (10_000, 2) })
        {
            var invariant = double.CreateChecked(Attention.EntropyInvariantScale(n, d, T.One));
            Assert.InRange(MeanEntropy(n, standard, rows) - (Math.Log(n) - 1.0 / (2 * d)), -0.02, 0.02);
            Assert.InRange(MeanEntropy(n, invariant, rows) - (Math.Log(n) - invariant * invariant / 2), -0.02, 0.02);
        }

        // Scores of variance d, as (21) has them: 1.9 → 8.7 at 1/√d, 2.3 → 8.6 at log n/d. Still growing.
        double OnGrid(int n, double scale) => EntropyOf(NormalGrid(n, Math.Sqrt(d) * scale));
        Assert.InRange(OnGrid(10_000, standard) - OnGrid(10, standard), 6.4, 7.0);
        Assert.InRange(
            OnGrid(10_000, double.CreateChecked(Attention.EntropyInvariantScale(10_000, d, T.One)))
                - OnGrid(10, double.CreateChecked(Attention.EntropyInvariantScale(10, d, T.One))),
            6.0,
            6.5
        );
    }

    // ---- section 16: normalisation ----

    // Before the gain and the offset: mean 0 and variance 1. With root mean squares only the mean square is 1, and the mean
    // stays where it is, relative to the size.
    [
        Property,
        Claim("entropy-invariance:layer-norm-normalises"),
        Claim("entropy-invariance:rms-norm-does-not-centre")
    ]
    public void Layer_norm_sets_mean_and_variance_and_rms_norm_the_mean_square_only(short[] entries)
    {
        double[] x = [.. (entries ?? []).Append((short)1).Append((short)3).Select(entry => entry / 16.0)];
        var mean = x.Average();
        var deviation = Math.Sqrt(x.Average(v => (v - mean) * (v - mean)));
        double[] layer = [.. x.Select(v => (v - mean) / deviation)];
        // Entries are multiples of 1/16 up to 2¹¹, at least two of them differ: the relative error stays below 2⁻³⁰.
        var error = Math.ScaleB(1, -30);
        Assert.InRange(layer.Average(), -error, error);
        Assert.InRange(layer.Average(v => v * v), 1 - error, 1 + error);
        var size = Math.Sqrt(x.Average(v => v * v));
        double[] rms = [.. x.Select(v => v / size)];
        Assert.InRange(rms.Average(v => v * v), 1 - error, 1 + error);
        Assert.InRange(rms.Average() - mean / size, -error, error);
    }

    // ---- section 18: sinusoidal positions ----

    // ⟨p_i, p_j⟩ = Σ_k cos((i − j)·10000^(−2k/d)): it depends on the offset only and is largest at 0, and near positions are more
    // alike than far ones as a trend, not always: d = 2: 0.54 at offset 1, 0.96 at 6; d = 64: 23.50 at 5, 23.56 at 6.
    [Fact, Claim("entropy-invariance:near-positions-alike"), Claim("entropy-invariance:48")]
    public void Products_of_sinusoidal_positions_depend_on_the_offset_and_do_not_fall_steadily()
    {
        static double[] Position(int i, int d) =>
            [
                .. Enumerable
                    .Range(0, d / 2)
                    .SelectMany(k =>
                        new[]
                        {
                            Math.Sin(i / Math.Pow(10_000, 2.0 * k / d)),
                            Math.Cos(i / Math.Pow(10_000, 2.0 * k / d)),
                        }
                    ),
            ];
        static double Product(int i, int j, int d) => Position(i, d).Zip(Position(j, d), (a, b) => a * b).Sum();
        foreach (var d in new[] { 2, 64 })
            for (var offset = 1; offset < 50; offset++)
            {
                Assert.Equal(Product(0, offset, d), Product(100 + offset, 100, d), 9);
                Assert.True(Product(0, offset, d) < Product(7, 7, d), $"offset {offset}, d = {d}");
            }

        Assert.InRange(Product(0, 1, 2), 0.54, 0.541);
        Assert.InRange(Product(0, 6, 2), 0.96, 0.961);
        Assert.InRange(Product(0, 5, 64), 23.50, 23.51);
        Assert.InRange(Product(0, 6, 64), 23.55, 23.56);
        Assert.True(Product(0, 1, 64) > Product(0, 40, 64) + 10, "the trend");
    }

    // ---- sections 23 to 25 ----

    [Fact, Claim("entropy-invariance:scales-are-close"), Claim("entropy-invariance:equal-at-e-to-root-d")]
    [Claim("entropy-invariance:log-of-a-million"), Claim("entropy-invariance:59")]
    [Claim("entropy-invariance:scale-may-be-large")]
    [Trait("Kernel", "Attention")]
    public void The_two_scales_are_close_near_n_equal_to_e_to_the_root_of_d_and_apart_elsewhere()
    {
        double Ratio(int n, int d) =>
            double.CreateChecked(Attention.EntropyInvariantScale(n, d, T.One))
            / double.CreateChecked(Attention.StandardScale<T>(d));
        Assert.InRange(Ratio(1024, 64), 0.86, 0.87);
        Assert.InRange(Ratio(2981, 64), 0.9999, 1.0001);
        Assert.InRange(Ratio(10, 64), 0.28, 0.29);
        Assert.InRange(Ratio(1024, 512), 0.30, 0.31);
        Assert.InRange(Ratio(10, 512), 0.10, 0.11);
        Assert.InRange(Ratio(1_000_000, 64), 1.72, 1.73);
        Assert.InRange(Math.Log(1_000_000), 13.5, 14.5);
        // A scale of 1 would take n = e^d keys.
        Assert.InRange(double.CreateChecked(Attention.EntropyInvariantScale(int.MaxValue, 64, T.One)), 0.33, 0.34);
    }

    // λ = 1/T multiplies the scores: it is the scale. Its reciprocal would divide them: s = (0, 1), λ = 2.
    [Fact, Claim("entropy-invariance:lambda-reciprocal-of-scale")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "Softmax")]
    public void The_reciprocal_of_the_temperature_is_the_scale_itself()
    {
        T[] s = [T.Zero, T.One];
        var two = T.CreateChecked(2);
        var tempered = Row(2, p => Softmax.Probabilities<T>(s, T.One / two, p));
        Law.SameBits<T>(tempered, Probabilities(Scaled(s, two)), "T = 1/2: scale 2");
        Assert.NotEqual(tempered[1], Probabilities(Scaled(s, T.One / two))[1]);
    }

    // A larger scale makes the softmax more peaked: the largest weight does not fall, and falls never below 1/n.
    [Property, Claim("entropy-invariance:temperature-falls-with-n"), Claim("entropy-invariance:weights-are-softmax")]
    [Trait("Kernel", "Attention")]
    public void A_larger_scale_does_not_lower_the_largest_weight(ModerateLogits<T> s, byte first, byte second)
    {
        var (low, high) = (byte.Min(first, second), byte.Max(first, second));
        Ball Largest(byte quarters) =>
            Law.Max(True(Probabilities(Scaled(s.Values, T.CreateChecked(quarters) / T.CreateChecked(4)))));
        Law.AtMost(Largest(low), Largest(high));
        Law.AtMost(Ball.One / s.Count, Largest(low));
    }
}
