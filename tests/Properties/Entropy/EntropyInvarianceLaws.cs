// The laws behind the entropy-invariant scale: how entropy depends on the scale and on n, the scales themselves, the
// variance of a dot product, and the approximations that the derivation makes, in the direction in which they hold.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class EntropyInvarianceLawsInSingle : EntropyInvarianceLaws<float>;

public sealed class EntropyInvarianceLawsInDouble : EntropyInvarianceLaws<double>;

public abstract class EntropyInvarianceLaws<T> : AttentionRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static Ball LogOf(int n) => Ball.Log((Ball)n);

    private static Ball TrueLogSumExp(T[] z)
    {
        var size = Ball.Abs(Definitions.Greatest<T>(z)) + LogOf(z.Length);
        return Law.True(LogSumExp.Value<T>(z), size);
    }

    private static Ball Average(T[] z) => Law.Sum(z.Select(Exact)) / z.Length;

    // H = log n + [log (1/n)Σe^λs − λs̄] − λ(E_α s − s̄), the bracket ≥ 0 (Jensen) and E_α s ≤ s_max. So (14) and (16), which
    // the document writes as an approximation, hold as a lower bound, for λ = 1/T ≥ 0; it can be far below (s = 0, 10:
    // H = 0.0005, bound −4.3). For λ < 0 it fails: λ = −1, s = (0, 0, 1) gives H = 1.02 < log 3 + 2/3.
    [Property, Claim("entropy-invariance:14"), Claim("entropy-invariance:16"), Claim("entropy-invariance:17")]
    [Trait("Kernel", "Entropy")]
    public void Entropy_is_at_least_log_n_minus_the_scale_times_the_lead_of_the_best_score(
        FiniteLogits<T> s,
        Temperature<T> temperature
    )
    {
        var lead = Definitions.Greatest(s.Span) - Average(s.Values);
        Law.AtMost(
            LogOf(s.Count) - lead / Exact(temperature.Value),
            True(Entropy.OfSoftmax(s.Span, temperature.Value))
        );
    }

    // The same as the derivation writes it, λ on the scores: powers of two, so that λs is exact.
    [Property, Claim("entropy-invariance:14"), Claim("entropy-invariance:5")]
    [Trait("Kernel", "Entropy")]
    public void With_the_scale_on_the_scores_the_bound_is_the_same(ModerateLogits<T> s, byte doublings)
    {
        var exponent = doublings % 24 - 12;
        var scaled = Array.ConvertAll(s.Values, score => T.ScaleB(score, exponent));
        var lead = Ball.Pow(2, exponent) * (Definitions.Greatest(s.Span) - Average(s.Values));
        Law.AtMost(LogOf(s.Count) - lead, True(Entropy.OfSoftmax<T>(scaled)));
    }

    // Mean field: averaging before the exponential never gives more. The document's ≈ in (10) and (11) is a ≥.
    [Property, Claim("entropy-invariance:8"), Claim("entropy-invariance:10"), Claim("entropy-invariance:11")]
    [Trait("Kernel", "LogSumExp")]
    public void The_mean_field_value_bounds_log_Z_from_below(FiniteLogits<T> s) =>
        Law.AtMost(LogOf(s.Count) + Average(s.Values), TrueLogSumExp(s.Values));

    [Property, Claim("entropy-invariance:13"), Claim("entropy-invariance:37")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "Softmax")]
    public void The_mean_score_under_the_weights_lies_between_the_plain_mean_and_the_maximum(ModerateLogits<T> s)
    {
        var mean = Mean(True(Probabilities(s.Values)), s.Values.Select(Exact));
        Law.AtMost(Average(s.Values), mean, "Chebyshev's sum inequality");
        // The weights are known to 2 ulp each, so the mean to 2 ulp of Σ|s_i|·α_i, which the balls carry.
        Law.AtMost(mean, Definitions.Greatest(s.Span), "the maximum");
    }

    // (61) sets λ ← λ·H_target/H_current, which lowers λ where the entropy is too high; a lower λ makes it higher still. The
    // update that moves towards the target is λ ← λ·H_current/H_target (s = (0, 1), λ = 1, target 0.3: H = 0.58, and at
    // λ·0.3/0.58 it is 0.66).
    [Property, Claim("entropy-invariance:61"), Claim("noise-robustness:41")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "Entropy")]
    public void A_larger_scale_does_not_raise_the_entropy(ModerateLogits<T> s, byte first, byte second)
    {
        var (low, high) = (byte.Min(first, second), byte.Max(first, second));
        T[] Scaled(byte quarters) =>
            Array.ConvertAll(Eighths(s.Values), score => score * T.CreateChecked(quarters) / T.CreateChecked(4));
        Law.AtMost(True(Entropy.OfSoftmax<T>(Scaled(high))), True(Entropy.OfSoftmax<T>(Scaled(low))));
    }

    [Fact, Claim("entropy-invariance:61")]
    [Trait("Kernel", "Entropy")]
    public void The_published_update_of_the_scale_moves_away_from_its_target()
    {
        var (target, zero) = (T.CreateChecked(0.3), T.Zero);
        var entropy = Entropy.OfSoftmax<T>([zero, T.One]);
        Assert.True(Entropy.OfSoftmax<T>([zero, target / entropy]) > entropy, "as published: away");
        var corrected = Entropy.OfSoftmax<T>([zero, entropy / target]);
        Assert.True(corrected < entropy && corrected > target, "inverted: towards");
    }

    [Property, Claim("noise-robustness:63"), Claim("entropy-invariance:1"), Claim("entropy-invariance:58")]
    [Trait("Kernel", "Attention")]
    public void The_standard_scale_is_one_over_the_root_of_the_dimension(ushort small, int large, bool pick)
    {
        var d = pick ? 1 + small : Math.Max(1, large & int.MaxValue);
        Law.Equal(True(Attention.StandardScale<T>(d)), 1 / Ball.Root((Ball)d, 2));
        Law.SameBits(Attention.StandardScale<T>(64), T.One / T.CreateChecked(8), "d = 64: 0.125");
    }

    [Property, Claim("entropy-invariance:24"), Claim("entropy-invariance:23"), Claim("entropy-invariance:19")]
    [Claim("entropy-invariance:46"), Claim("entropy-invariance:51"), Claim("entropy-invariance:53")]
    [Trait("Kernel", "Attention")]
    public void The_entropy_invariant_scale_is_kappa_log_n_over_d(int keys, ushort d, Temperature<T> kappa)
    {
        var (n, dimension) = (Math.Max(1, keys & int.MaxValue), 1 + d);
        var scale = Attention.EntropyInvariantScale(n, dimension, kappa.Value);
        Law.Equal(True(scale), Exact(kappa.Value) * LogOf(n) / dimension);
        if (n == 1)
            Law.SameBits(scale, T.Zero, "one key");
    }

    // (57): 10·log 2/64 ≈ 0.108, (58): 1/√64 = 0.125. The document adds that log n/d ≈ 1/√d "for common n and d"; the two are
    // equal where n = e^√d, for d = 64 between 2980 and 2981 keys, and apart elsewhere (n = 2: 0.0108 beside 0.125).
    [Fact, Claim("entropy-invariance:57"), Claim("entropy-invariance:58"), Claim("entropy-invariance:59")]
    [Trait("Kernel", "Attention")]
    public void The_published_scales_of_1024_keys_in_64_dimensions()
    {
        T Scale(int n) => Attention.EntropyInvariantScale(n, 64, T.One);
        var published = True(Scale(1024));
        Law.Equal(published, 10 * LogOf(2) / 64);
        Law.Between((Ball)1075 / 10_000, published, (Ball)1085 / 10_000, "0.108");
        Law.SameBits(Attention.StandardScale<T>(64), T.CreateChecked(0.125), "0.125");
        Assert.True(Scale(2980) < T.CreateChecked(0.125) && T.CreateChecked(0.125) < Scale(2981), "n = e^8");
        Law.Between((Ball)105 / 10_000, True(Scale(2)), (Ball)115 / 10_000, "n = 2");
        // section 24: log 10^6 = 13.8…, printed as 14
        Law.Between((Ball)135 / 10, True(Attention.EntropyInvariantScale(1_000_000, 1, T.One)), (Ball)145 / 10);
    }

    [Property, Claim("entropy-invariance:56")]
    [Trait("Kernel", "Attention")]
    public void Splitting_into_heads_multiplies_the_scale_by_their_number(int keys, byte head, byte heads)
    {
        var (n, d, h) = (Math.Max(1, keys & int.MaxValue), 1 + head, 1 + heads);
        Law.Equal(
            True(Attention.EntropyInvariantScale(n, d, T.One)),
            h * True(Attention.EntropyInvariantScale(n, d * h, T.One))
        );
    }

    [Property, Claim("entropy-invariance:46"), Claim("entropy-invariance:19")]
    [Trait("Kernel", "Attention")]
    public void Squaring_the_number_of_keys_doubles_the_entropy_invariant_scale(ushort keys, ushort d)
    {
        var (n, dimension) = (1 + keys % 46_340, 1 + d);
        Law.SameBits(
            Attention.EntropyInvariantScale(n * n, dimension, T.One) / T.CreateChecked(2),
            Attention.EntropyInvariantScale(n, dimension, T.One),
            "λ"
        );
    }

    // Section 25 calls λ = 1/T the reciprocal of the scale factor; λ *is* the scale factor, and T = d/(κ log n) of (63) its
    // reciprocal. Powers of two are exact on both sides.
    [Property, Claim("entropy-invariance:62"), Claim("entropy-invariance:63")]
    [Trait("Kernel", "Softmax")]
    public void A_scale_is_a_reciprocal_temperature(ModerateLogits<T> s, byte doublings)
    {
        var exponent = doublings % 24 - 12;
        var scaled = Probabilities(Array.ConvertAll(s.Values, score => T.ScaleB(score, exponent)));
        var tempered = Row(s.Count, p => Softmax.Probabilities(s.Span, T.ScaleB(T.One, -exponent), p));
        for (var i = 0; i < s.Count; i++)
            Law.Equal(True(scaled[i]), True(tempered[i]), $"α[{i}]");
    }

    // H(softmax(λs)) with λ = κ log n is unchanged when every key is repeated, up to the log n that the repetition adds and the
    // sharper scale takes away: exactly, r copies of each key add log r to H at the same scale.
    [Property, Claim("entropy-invariance:3"), Claim("entropy-invariance:9"), Claim("entropy-invariance:29")]
    [Trait("Kernel", "Entropy")]
    public void Repeating_every_key_r_times_adds_log_r_to_the_entropy(ModerateLogits<T> s, byte copies)
    {
        var r = 1 + copies % 20;
        T[] repeated = [.. Enumerable.Repeat(s.Values, r).SelectMany(row => row)];
        Law.Equal(True(Entropy.OfSoftmax<T>(repeated)), True(Entropy.OfSoftmax(s.Span)) + LogOf(r));
    }

    // (30) approximates log ∫e^λs p(s)ds by λs* − ½log 2π + ½log λ, with s* = s_max for uniform p. There the integrand's
    // maximum is at the end of the range, and the integral over [0, 1] is (e^λ − 1)/λ: its logarithm is λ − log λ + o(1), with
    // −log λ and no ½log 2π (λ = 4: 2.60; (30) gives 3.77). For a smooth interior peak (normal scores: λ²σ²/2 exactly) no log λ
    // remains either. On the n midpoints of [0, 1] the sum is geometric: mean of e^z = (e^λ − 1)/λ·x/sinh x, x = λ/2n.
    [Property, Claim("entropy-invariance:28"), Claim("entropy-invariance:29"), Claim("entropy-invariance:30")]
    [Claim("entropy-invariance:31")]
    [Trait("Kernel", "LogSumExp")]
    public void For_an_even_grid_of_scores_log_Z_falls_short_of_its_top_by_the_logarithm_of_the_scale(
        byte eighths,
        byte power
    )
    {
        var (n, lambda) = (1 << power % 7, T.CreateChecked(1 + eighths) / T.CreateChecked(8));
        T[] z = [.. Enumerable.Range(0, n).Select(i => lambda * T.CreateChecked(2 * i + 1) / T.CreateChecked(2 * n))];
        var (l, mean) = (Exact(lambda), TrueLogSumExp(z) - LogOf(n));
        var (integral, x) = (Ball.Log(Ball.Expm1(l) / l), l / (2 * n));
        Law.Equal(mean, integral - Ball.Log(Ball.Sinh(x) / x), "the geometric series");
        Law.Between(integral - x * x / 6, mean, integral, "the integral");
        Law.AtMost(mean, l - Ball.Log(l), "λ − log λ");
    }

    [Fact, Claim("entropy-invariance:30")]
    [Trait("Kernel", "LogSumExp")]
    public void At_scale_four_the_published_approximation_of_the_integral_is_off_by_more_than_one()
    {
        T[] z = [.. Enumerable.Range(0, 64).Select(i => T.CreateChecked(4 * (2 * i + 1)) / T.CreateChecked(128))];
        var published = 4 - Ball.Log(2 * Ball.Pi(128)) / 2 + LogOf(4) / 2;
        Law.AtMost(1, published - (TrueLogSumExp(z) - LogOf(64)));
    }

    // Over all signs of the components, not a sample: q_j = ±a, k_j = ±b independent and of mean 0, Var⟨q, k⟩ = d·a²b² (σ⁴ for
    // a = b = σ), and λ² times that with a scale. (65) needs q and k independent of each other too, which it leaves out
    // (q = k: ⟨q, k⟩ = da², variance 0).
    [
        Property(MaxTest = 300),
        Claim("noise-robustness:65"),
        Claim("noise-robustness:64"),
        Claim("noise-robustness:66")
    ]
    [Claim("entropy-invariance:21"), Claim("entropy-invariance:22")]
    [Claim("noise-robustness:score-mean-zero")]
    [Trait("Kernel", "Attention")]
    public void The_variance_of_a_dot_product_is_the_dimension_times_both_variances(
        byte dimension,
        byte first,
        byte second,
        Temperature<T> scale
    )
    {
        var d = 1 + dimension % 4;
        var (a, b) = (T.CreateChecked(first) / T.CreateChecked(8), T.CreateChecked(second) / T.CreateChecked(8));
        T[] Signed(T size, int signs) => [.. Enumerable.Range(0, d).Select(j => (signs >> j & 1) == 0 ? size : -size)];
        var patterns = Enumerable.Range(0, 1 << d).ToArray();
        T[] keys = [.. patterns.SelectMany(signs => Signed(b, signs))];
        var lambda = Exact(scale.Value);
        var (size, sum, squares) = (lambda * d * Exact(a) * Exact(b), Ball.Zero, Ball.Zero);
        foreach (var signs in patterns)
        foreach (var score in Row(patterns.Length, s => Attention.Scores<T>(Signed(a, signs), keys, scale.Value, s)))
        {
            var s = Law.True(score, size);
            (sum, squares) = (sum + s, squares + s * s);
        }

        var count = patterns.Length * patterns.Length;
        Law.Equal(sum, 0, "mean");
        Law.Equal(squares / count, lambda * lambda * d * Ball.Pow(Exact(a) * Exact(b), 2), "variance");
    }

    // 1/√d keeps the variance at σ⁴ for every d. (23) joins the two arguments to log n/d; with it the variance is σ⁴(κ log n)²/d,
    // which falls with d (from d = 1 to d = 64 by a factor 64): the 1/d there comes from scores growing as d, not as √d.
    [Property, Claim("noise-robustness:66"), Claim("entropy-invariance:22"), Claim("entropy-invariance:23")]
    [Claim("noise-robustness:scaled-variance")]
    [Trait("Kernel", "Attention")]
    public void The_standard_scale_keeps_the_variance_and_the_entropy_invariant_one_divides_it_by_the_dimension(
        ushort dimension,
        int keys
    )
    {
        var (d, n) = (1 + dimension, Math.Max(2, keys & int.MaxValue));
        Law.Equal(d * Ball.Pow(True(Attention.StandardScale<T>(d)), 2), 1, "standard");
        Law.Equal(
            d * Ball.Pow(True(Attention.EntropyInvariantScale(n, d, T.One)), 2),
            Ball.Pow(LogOf(n), 2) / d,
            "entropy-invariant"
        );
    }

    // (38) writes s_max ≈ μ + σ√(2 log n); the right side is a bound that the maximum approaches from below:
    // P(max > √(2 log n) + u) ≤ n·e^(−(√(2 log n)+u)²/2) ≤ e^(−u²/2), below 10⁻¹² at u = 7.44 and for minus the minimum as well.
    // And P(max ≤ x) = Φ(x)^n ≤ e^(−n(1−Φ(x))): for n = 4096, x = 1.8 (1 − Φ = 0.0359) below e^−147. Cases: 20 in two
    // precisions, false alarms below 10⁻¹⁰.
    [Property(MaxTest = 20), Claim("entropy-invariance:38"), Claim("entropy-invariance:40")]
    [Claim("entropy-invariance:39")]
    [Trait("Kernel", "RandomStream")]
    public void The_largest_of_n_normal_scores_is_not_far_above_the_root_of_two_log_n(ulong seed)
    {
        const int n = 4096;
        var random = new RandomStream(seed);
        var s = Enumerable.Range(0, n).Select(_ => double.CreateChecked(random.NextNormal<T>())).ToArray();
        var bound = Math.Sqrt(2 * Math.Log(n));
        Assert.InRange(s.Max(), 1.8, bound + 7.44);
        Assert.InRange(-s.Min(), 1.8, bound + 7.44);
        // The mean of n scores is N(0, 1/n): beyond 7.2/√n with probability below 10⁻¹².
        Assert.InRange(s.Average() * Math.Sqrt(n), -7.2, 7.2);
    }
}
