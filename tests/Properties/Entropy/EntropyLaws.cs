// The laws of entropy: of a distribution, and of a softmax as a function of its logits and temperature.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class EntropyLawsInSingle : EntropyLaws<float>;

public sealed class EntropyLawsInDouble : EntropyLaws<double>;

public abstract class EntropyLaws<T> : AttentionRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static Ball OfSoftmax(T[] z) => True(Entropy.OfSoftmax<T>(z));

    private static Ball OfSoftmax(T[] z, T temperature) => True(Entropy.OfSoftmax<T>(z, temperature));

    private static Ball LogOf(int n) => Ball.Log((Ball)n);

    private static Ball Mass(T[] p) => Law.Sum(p.Select(Exact));

    /// <summary>−x log x.</summary>
    private static Ball Term(Ball x) => x.ContainsZero ? Ball.Zero : -(x * Ball.Log(x));

    [Property, Claim("noise-robustness:28"), Claim("entropy-invariance:2"), Claim("entropy-invariance:52")]
    [Claim("softmax-and-cross-entropy:entropy-is-mean")]
    [Claim("l2-and-softmax:entropy-is-mean")]
    [Trait("Kernel", "Entropy")]
    public void Entropy_is_the_mean_surprisal(Distribution<T> p) =>
        Law.Equal(True(Entropy.Value(p.Span)), Law.Sum(p.Values.Select(x => Term(Exact(x)))));

    // The numbers as given sum to M, 1 up to rounding; for such masses the upper end is M log n − M log M (Jensen).
    [Property, Claim("noise-robustness:28"), Claim("noise-robustness:46")]
    [Claim("noise-robustness:entropy-lower-bound")]
    [Claim("noise-robustness:entropy-nonnegative")]
    [Claim("noise-robustness:entropy-at-most-log-n")]
    [Trait("Kernel", "Entropy")]
    public void Entropy_lies_between_zero_and_log_n(Distribution<T> p)
    {
        var mass = Mass(p.Values);
        Assert.True(Entropy.Value(p.Span) >= T.Zero, "negative");
        Law.AtMost(True(Entropy.Value(p.Span)), mass * LogOf(p.Count) + Term(mass));
    }

    [Property, Claim("noise-robustness:28"), Claim("noise-robustness:29"), Claim("noise-robustness:78")]
    [Claim("entropy-invariance:50")]
    [Trait("Kernel", "Entropy")]
    public void The_entropy_of_a_softmax_lies_between_zero_and_the_logarithm_of_the_unmasked_classes(
        Logits<T> z,
        Temperature<T> temperature
    )
    {
        var entropy = Entropy.OfSoftmax(z.Span, temperature.Value);
        Assert.True(entropy >= T.Zero, "negative");
        Law.AtMost(True(entropy), LogOf(z.Values.Count(T.IsFinite)));
    }

    [Property, Claim("noise-robustness:28"), Claim("noise-robustness:40")]
    [Claim("noise-robustness:uniform-attains-log-n")]
    [Trait("Kernel", "Entropy")]
    public void Equal_logits_attain_log_n(Score<T> z, ushort classes, Temperature<T> temperature)
    {
        var count = 1 + classes % 300;
        T[] row = [.. Enumerable.Repeat(z.Value, count)];
        Law.Equal(OfSoftmax(row, temperature.Value), LogOf(count));
    }

    [Property, Claim("noise-robustness:28"), Claim("noise-robustness:33")]
    [Claim("noise-robustness:one-hot-has-no-entropy")]
    [Claim("noise-robustness:one-hot-attains-zero")]
    [Claim("noise-robustness:pointer-has-no-entropy")]
    [Trait("Kernel", "Entropy")]
    public void A_one_hot_distribution_attains_zero(byte classes, byte place)
    {
        var p = new T[1 + classes];
        p[place % p.Length] = T.One;
        Law.SameBits(Entropy.Value<T>(p), T.Zero, "H");
        Law.SameBits(Entropy.Perplexity<T>(p), T.One, "e^H");
    }

    // log(1 + R) ≤ R and Σ p_i d_i ≤ Σ e^−d_i·d_i, where d·e^−d falls from d = 1 on: with a gap g ≥ 1 below one largest
    // logit, 0 < H ≤ (n−1)(1+g)e^−g. The documents let it *reach* 0; a softmax of two finite logits never does.
    [Property, Claim("noise-robustness:33"), Claim("noise-robustness:39"), Claim("noise-robustness:67")]
    [Claim("noise-robustness:degenerates-to-one-hot")]
    [Trait("Kernel", "Entropy")]
    public void A_clear_winner_brings_the_entropy_near_zero_at_an_exponential_rate(
        FiniteLogits<T> z,
        Temperature<T> temperature
    )
    {
        var greatest = z.Values.Max();
        var others = z.Values.Where(logit => logit < greatest).ToArray();
        if (others.Length == 0 || others.Length < z.Count - 1)
            return;
        var gap = (Exact(greatest) - Exact(others.Max())) / Exact(temperature.Value);
        if (!Ball.CertainlyLess(gap, 1))
            Law.AtMost(OfSoftmax(z.Values, temperature.Value), others.Length * (1 + gap) * Ball.Exp(-gap));
    }

    /// <summary>(E_p z, log Σ e^z) of softmax(z/T), both less max z and divided by T: E is ≤ 0, the logarithm ≥ 0.</summary>
    private static (Ball Mean, Ball LogTotal) Centred(T[] z, T temperature)
    {
        var (greatest, p) = (Definitions.Greatest<T>(z), Definitions.Softmax<T>(z, temperature));
        var mean = Ball.Zero;
        for (var i = 0; i < z.Length; i++)
            if (T.IsFinite(z[i]))
                mean += p[i] * (Exact(z[i]) - greatest) / Exact(temperature);
        return (mean, -Ball.Log(Law.Max(p)));
    }

    // log Z − E[s] with λ = 1/T; both sides less the maximum, which cancels.
    [Property, Claim("noise-robustness:31"), Claim("noise-robustness:30"), Claim("noise-robustness:42")]
    [Claim("entropy-invariance:7"), Claim("entropy-invariance:5"), Claim("entropy-invariance:9")]
    [Trait("Kernel", "Entropy")]
    public void Entropy_is_log_Z_minus_the_mean_score(Logits<T> logits, Temperature<T> temperature)
    {
        var z = Few(logits.Values, 12);
        var (mean, logTotal) = Centred(z, temperature.Value);
        // −log max p keeps its digits only to 2⁻¹²⁰ absolute: what a sure winner's loss is below that, H is too.
        Law.Equal(OfSoftmax(z, temperature.Value), (logTotal - mean).Widen(Ball.Pow(2, -100)));
    }

    // The document calls H a distance from the uniform distribution; it is log n minus one. u is the 1/n of the type, so that
    // its logarithm is taken of that number.
    [Property, Claim("noise-robustness:47")]
    [Trait("Kernel", "Entropy")]
    [Trait("Kernel", "KullbackLeibler")]
    public void Entropy_is_log_n_minus_the_divergence_from_uniform(Distribution<T> p)
    {
        T[] u = [.. Enumerable.Repeat(T.One / T.CreateChecked(p.Count), p.Count)];
        var terms = Law.Sum(
            p.Values.Select(x => x == T.Zero ? Ball.Zero : Ball.Abs(Exact(x) * Ball.Log(Exact(x) / Exact(u[0]))))
        );
        Law.Equal(
            True(Entropy.Value(p.Span)),
            -(Mass(p.Values) * Ball.Log(Exact(u[0]))) - Law.True(KullbackLeibler.Loss<T>(p.Values, u), terms)
        );
    }

    // KL(softmax(z/T)‖u) = ∫₀^β t·K″(t)dt with K the cumulant generating function of the scores under u, K″ ≤ R²/4, β = 1/T.
    [Property, Claim("noise-robustness:40"), Claim("noise-robustness:45"), Claim("noise-robustness:51")]
    [Claim("noise-robustness:small-scores-near-log-n")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "Entropy")]
    public void Entropy_falls_short_of_log_n_by_at_most_an_eighth_of_the_squared_range(
        FiniteLogits<T> z,
        Temperature<T> temperature
    )
    {
        var range = Range(Array.ConvertAll(z.Values, Exact), z.Values) / Exact(temperature.Value);
        Law.AtMost(LogOf(z.Count) - range * range / 8, OfSoftmax(z.Values, temperature.Value));
    }

    // Scores in [−1, 1] (cosines) at temperature T = 1/β. With w = e^βs over the keys and m its mean, log n − H is
    // E[w log w]/m − log m. w log w is convex, so that it lies below its chord from −β to β: log n − H ≤ β coth β − β/(m sinh β)
    // − log m, greatest at m = β/sinh β: β coth β − 1 − log(β/sinh β). At β = 1 this is 0.47447…, the published 0.4745.
    // The document uses it three times in ways that do not hold: as a bound for scores from N(0, 1) (35), (36), which have none
    // (one score of 20 beside 0: H < 10⁻⁶); as the *upper* end, H ∈ [0, log n − 0.4745] (43); and as what training can
    // gain, log n − 0.4745 (37): with H between log n − 0.4745 and log n that is 0.4745 itself.
    [Property, Claim("noise-robustness:36"), Claim("noise-robustness:35"), Claim("noise-robustness:37")]
    [Claim("noise-robustness:43"), Claim("noise-robustness:45")]
    [Claim("noise-robustness:cosines-lower-bound")]
    [Trait("Kernel", "Entropy")]
    public void The_entropy_of_cosines_falls_short_of_log_n_by_at_most_a_constant(
        ModerateLogits<T> scores,
        Temperature<T> temperature
    )
    {
        T[] cosines = [.. scores.Values.Select(score => T.Clamp(score, -T.One, T.One))];
        Law.AtMost(
            LogOf(cosines.Length) - Shortfall(1 / Exact(temperature.Value)),
            OfSoftmax(cosines, temperature.Value)
        );
    }

    /// <summary>β coth β − 1 − log(β/sinh β).</summary>
    private static Ball Shortfall(Ball beta)
    {
        var tail = -Ball.Expm1(-2 * beta);
        return beta * (2 - tail) / tail - 1 - Ball.Log(2 * beta) + beta + Ball.Log(tail);
    }

    [Fact, Claim("noise-robustness:36"), Claim("noise-robustness:37"), Claim("noise-robustness:43")]
    [Trait("Kernel", "Entropy")]
    public void The_published_constant_is_0_4745_and_almost_attained()
    {
        // rounds to 0.4745
        Law.Between((Ball)47445 / 100_000, Shortfall(1), (Ball)47455 / 100_000);
        // a fraction x of ones with x·e + (1−x)/e = 1/sinh 1, x = 0.20550…: 411 of 2000
        T[] cosines = [.. Enumerable.Range(0, 2000).Select(i => i < 411 ? T.One : -T.One)];
        var shortfall = LogOf(2000) - OfSoftmax(cosines);
        Law.Between((Ball)47445 / 100_000, shortfall, Shortfall(1));
        // one score of 20 beside n − 1 of 0 has no entropy to speak of: normal scores have no lower bound
        Law.AtMost(OfSoftmax([T.CreateChecked(20), T.Zero]), (Ball)1 / 1_000_000);
    }

    // (44): 1/0.07 = 14.2857… → 14.3. (45): one cosine of 1 beside 999 of −1 has almost no entropy at τ = 0.07 (gap 2/τ), and
    // log 1000 − 0.4745 or more at τ = 1.
    [Fact, Claim("noise-robustness:44"), Claim("noise-robustness:45")]
    [Trait("Kernel", "Entropy")]
    public void A_temperature_of_0_07_opens_the_range_of_the_entropy()
    {
        var tau = T.CreateChecked(0.07);
        Law.Between((Ball)1425 / 100, 1 / Exact(tau), (Ball)1435 / 100);
        T[] cosines = [T.One, .. Enumerable.Repeat(-T.One, 999)];
        var gap = 2 / Exact(tau);
        Law.AtMost(OfSoftmax(cosines, tau), 999 * (1 + gap) * Ball.Exp(-gap));
        Law.AtMost(OfSoftmax(cosines, tau), (Ball)1 / 10_000_000);
        Law.AtMost(LogOf(1000) - Shortfall(1), OfSoftmax(cosines));
    }

    // −log p_i − 1 truly cancels near p = 1/e.
    [Property, Claim("noise-robustness:50")]
    [Trait("Kernel", "Entropy")]
    public void The_gradient_in_the_probabilities_is_surprisal_minus_one(Distribution<T> p)
    {
        var gradient = Row(p.Count, g => Entropy.Gradient(p.Span, g));
        for (var i = 0; i < p.Count; i++)
            if (p.Values[i] == T.Zero)
                Law.SameBits(gradient[i], T.PositiveInfinity, $"gradient[{i}]");
            else
            {
                var surprisal = -Ball.Log(Exact(p.Values[i]));
                Law.Equal(Law.True(gradient[i], surprisal + 1), surprisal - 1, $"gradient[{i}]");
            }
    }

    // "It points to the uniform distribution": along the simplex its part is −log p_i less its mean, and moving from p to the
    // uniform distribution raises H at the rate Σ (1/n − p_i)(−log p_i) = KL(u‖p) + KL(p‖u) ≥ 0.
    [Property, Claim("noise-robustness:50")]
    [Trait("Kernel", "Entropy")]
    public void The_gradient_in_the_probabilities_has_a_positive_part_towards_uniform(DistributionPair<T> pair)
    {
        T[] p = [.. pair.Q.Where(x => x > T.Zero)];
        if (p.Length < pair.Q.Length)
            return;
        var gradient = Row(p.Length, g => Entropy.Gradient<T>(p, g));
        var (mass, rate) = (Mass(p), Ball.Zero);
        for (var i = 0; i < p.Length; i++)
            rate += (mass / p.Length - Exact(p[i])) * Law.True(gradient[i], 1 - Ball.Log(Exact(p[i])));
        Law.AtMost(0, rate);
    }

    /// <summary>∂H/∂z_i of softmax(z/T), in ulps of p_i(|log p_i| + H)/T.</summary>
    private static Ball[] OfSoftmaxGradient(T[] z, T temperature, Ball[] p, Ball entropy)
    {
        var gradient = Row(z.Length, g => Entropy.OfSoftmaxGradient<T>(z, temperature, g));
        return
        [
            .. gradient.Select(
                (entry, i) =>
                    Law.True(
                        entry,
                        T.IsFinite(z[i]) ? p[i] * (-Ball.Log(p[i]) + entropy) / Exact(temperature) : Ball.Zero
                    )
            ),
        ];
    }

    [Property, Claim("noise-robustness:29"), Claim("noise-robustness:41")]
    [Trait("Kernel", "Entropy")]
    public void The_gradient_in_the_logits_is_the_derivative(ModerateLogits<T> logits)
    {
        var z = Few(logits.Values, 4);
        var (_, gradient) = Derivatives.Gradient<Ball>(
            x =>
            {
                var exponentials = Array.ConvertAll(x, Jet<Ball>.Exp);
                var (total, mean) = (Jet<Ball>.Constant(0), Jet<Ball>.Constant(0));
                for (var i = 0; i < x.Length; i++)
                    (total, mean) = (total + exponentials[i], mean + exponentials[i] * x[i]);
                return Jet<Ball>.Log(total) - mean / total;
            },
            Law.Exact<T>(z)
        );
        var p = Definitions.Softmax<T>(z);
        var ours = OfSoftmaxGradient(z, T.One, p, Law.Sum(p.Select(Term)));
        for (var i = 0; i < z.Length; i++)
            Law.Equal(ours[i], gradient[i], $"gradient[{i}]");
    }

    [Property, Claim("noise-robustness:29")]
    [Trait("Kernel", "Entropy")]
    public void The_gradient_in_the_logits_sums_to_zero(ModerateLogits<T> z, Temperature<T> temperature)
    {
        var p = Definitions.Softmax(z.Span, temperature.Value);
        Law.Equal(
            Law.Sum(OfSoftmaxGradient(z.Values, temperature.Value, p, OfSoftmax(z.Values, temperature.Value))),
            0
        );
    }

    // z·∇H = −Var_p(z) ≤ 0. So a minimised L_task + λH with λ > 0 pushes the logits apart (its step −λ∇H has z·(−λ∇H) ≥ 0) and
    // makes attention peaked; the document says that λ > 0 in (76) encourages high entropy, which is what L_task − λH does.
    [Property, Claim("noise-robustness:76")]
    [Claim("noise-robustness:positive-lambda-raises-entropy")]
    [Claim("noise-robustness:negative-lambda-lowers-entropy")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "Entropy")]
    public void Adding_a_multiple_of_the_entropy_to_a_loss_sharpens_the_softmax(ModerateLogits<T> z)
    {
        var p = Definitions.Softmax(z.Span);
        var gradient = OfSoftmaxGradient(z.Values, T.One, p, OfSoftmax(z.Values));
        var scores = Array.ConvertAll(z.Values, Exact);
        var mean = Mean(p, scores);
        var variance = Mean(p, scores.Select(score => Ball.Pow(score - mean, 2)));
        Law.Equal(Mean(gradient, scores), -variance);
        Law.AtMost(Mean(gradient, scores), 0, "descending H is ascending in scale");
    }

    // (73) calls e^H the effective rank of the attention matrix, (72) equates H with −Σλ log λ over its eigenvalues. Uniform
    // attention is a matrix of rank 1 with eigenvalues 1, 0, …, 0: −Σλ log λ is 0 there, and H is log n, its greatest value.
    [Fact, Claim("noise-robustness:72"), Claim("noise-robustness:73")]
    [Trait("Kernel", "Entropy")]
    public void Uniform_attention_has_one_eigenvalue_and_the_greatest_entropy()
    {
        var (values, slack) = Eigenvalues([.. Enumerable.Repeat(T.One / T.CreateChecked(4), 16)]);
        Assert.InRange(values[^1], 1 - slack, 1 + slack);
        Assert.All(values[..^1], value => Assert.InRange(value, -slack, slack));
        Law.Equal(OfSoftmax(new T[4]), LogOf(4));
    }

    [Property, Claim("noise-robustness:73")]
    [Claim("noise-robustness:effective-width")]
    [Trait("Kernel", "Entropy")]
    public void Perplexity_is_e_to_the_entropy_and_counts_classes(Distribution<T> p)
    {
        var entropy = Law.Sum(p.Values.Select(x => Term(Exact(x))));
        Law.Equal(True(Entropy.Perplexity(p.Span)), Ball.Exp(entropy));
        var mass = Mass(p.Values);
        Law.Between(1, True(Entropy.Perplexity(p.Span)), Ball.Exp(mass * LogOf(p.Count) + Term(mass)));
    }

    [Property, Claim("noise-robustness:73"), Claim("noise-robustness:40")]
    [Trait("Kernel", "Entropy")]
    public void The_perplexity_of_a_softmax_is_between_one_and_the_number_of_unmasked_classes(
        Logits<T> z,
        Temperature<T> temperature
    ) => Law.Between(1, True(Entropy.PerplexityOfSoftmax(z.Span, temperature.Value)), z.Values.Count(T.IsFinite));

    // Independent heads: the joint weights are softmax(a_i + b_j), and the entropies add up exactly (the document has ≈).
    [Property, Claim("noise-robustness:71")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "Entropy")]
    public void The_entropies_of_independent_softmaxes_add_up(ModerateLogits<T> first, ModerateLogits<T> second)
    {
        var (a, b) = (Eighths(first.Values), Eighths(second.Values));
        Law.Equal(OfSoftmax([.. a.SelectMany(x => b.Select(y => x + y))]), OfSoftmax(a) + OfSoftmax(b));
    }

    // The mixture rounds by δ_i; |η(x+δ) − η(x)| ≤ η(|δ|) for η(x) = −x log x and |δ| ≤ ½ (Cover and Thomas, theorem 17.3.3).
    [Property, Claim("noise-robustness:28")]
    [Trait("Kernel", "Entropy")]
    [Trait("Kernel", "Mixup")]
    public void Entropy_is_concave(DistributionPair<T> pair, Probability<T> lambda)
    {
        var mixed = Row(pair.P.Length, y => Mixup.Targets<T>(pair.P, pair.Q, lambda.Value, y));
        var (l, slack) = (Exact(lambda.Value), Ball.Zero);
        for (var i = 0; i < mixed.Length; i++)
            slack += Term(Ball.Abs(Exact(mixed[i]) - l * Exact(pair.P[i]) - (1 - l) * Exact(pair.Q[i])).UpperEnd);
        Law.AtMost(
            l * True(Entropy.Value<T>(pair.P)) + (1 - l) * True(Entropy.Value<T>(pair.Q)),
            True(Entropy.Value<T>(mixed)) + slack
        );
    }

    [Property, Claim("soft-label-multilabel:53")]
    [Trait("Kernel", "Entropy")]
    public void The_entropy_of_a_binary_label_is_that_of_two_classes_and_at_most_log_2(Probability<T> t)
    {
        var p = Exact(t.Value);
        var complement = (1 - p.WithBits(1200)).WithBits(1200);
        // −(1−t) log(1−t) by log1p, which keeps its digits for tiny t.
        var other = complement.ContainsZero ? Ball.Zero : -(complement * Ball.Log1p(-p));
        var first = t.Value == T.Zero ? Ball.Zero : -(p * Ball.Log1p((p.WithBits(1200) - 1).WithBits(1200)));
        var entropy = Entropy.Binary(t.Value);
        Law.Equal(True(entropy), first + other);
        Law.Between(0, True(entropy), LogOf(2));
        if (T.One - (T.One - t.Value) == t.Value)
            Law.SameBits(entropy, Entropy.Binary(T.One - t.Value), "symmetry");
    }
}
