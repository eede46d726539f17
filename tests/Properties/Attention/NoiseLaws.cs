// Noise on the scores: which part of it cancels exactly, its moment generating functions, and how fast the rest averages out.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class NoiseLawsInSingle : NoiseLaws<float>;

public sealed class NoiseLawsInDouble : NoiseLaws<double>;

public abstract class NoiseLaws<T> : AttentionRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    // The step of (6), (7) and (9): expectations of the noisy sums have the common factor c = E[e^ε], that is log c on every
    // score, and it cancels. s_i + log c rounds by δ_i; with Δ = max|δ_i| each weight changes by a factor in [e^−2Δ, e^2Δ].
    [Property, Claim("noise-robustness:9"), Claim("noise-robustness:5"), Claim("noise-robustness:6")]
    [Claim("noise-robustness:7"), Claim("noise-robustness:25")]
    [Claim("noise-robustness:zero-mean-is-optional")]
    [Claim("noise-robustness:moment-cancels")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "Softmax")]
    public void A_common_factor_of_all_weights_cancels_in_the_output(
        FiniteLogits<T> scores,
        Score<T> logFactor,
        FiniteLogits<T> values
    )
    {
        var s = Keys(scores.Values);
        var shifted = Array.ConvertAll(s, score => score + logFactor.Value);
        if (!shifted.All(T.IsFinite))
            return;
        var delta = Law.Max(s.Zip(shifted, (x, y) => Ball.Abs(Exact(y) - Exact(x) - Exact(logFactor.Value))));
        var (v, weights) = (Values(values.Values, s.Length), True(Probabilities(s)));
        var (plain, scaled) = (Outputs(s, v, weights), Outputs(shifted, v));
        for (var c = 0; c < Dimension; c++)
            Law.AtMost(
                Ball.Abs(scaled[c] - plain[c]),
                Ball.Expm1(2 * delta) * Mean(weights, Column(v, c).Select(Ball.Abs)),
                $"o[{c}]"
            );
    }

    // Finite noise makes (9) exact: if every key appears once with every value of the noise, numerator and denominator are
    // multiplied by the same Σ_k e^ε_k. Sums of eighths are exact.
    [Property, Claim("noise-robustness:9"), Claim("noise-robustness:4"), Claim("noise-robustness:12")]
    [Trait("Kernel", "Attention")]
    public void Repeating_every_key_with_every_value_of_the_noise_changes_nothing(
        ModerateLogits<T> scores,
        ModerateLogits<T> noise,
        ModerateLogits<T> values
    )
    {
        var (s, e) = (Eighths(Few(scores.Values, 4)), Eighths(Few(noise.Values, 4)));
        var v = Values(values.Values, s.Length);
        T[] noisy = [.. e.SelectMany(epsilon => s.Select(score => score + epsilon))];
        var repeated = e.SelectMany(_ => v).ToArray();
        var (plain, mixed) = (Outputs(s, v), Outputs(noisy, repeated));
        for (var c = 0; c < Dimension; c++)
            Law.Equal(mixed[c], plain[c], $"o[{c}]");
    }

    private sealed record Noisy(T[] Scores, T[] Values, T[][] AllScores, Ball Tanh, Ball Cosh, Ball Sinh);

    /// <summary>Up to four keys in eighths, and their scores under all 2^n noises of ±a, a = 1/8 … 2: exact sums.</summary>
    private static Noisy TwoPoint(T[] scores, T[] values, byte amplitude)
    {
        var s = Eighths(Few(scores, 4));
        var a = T.CreateChecked(1 + amplitude % 16) / T.CreateChecked(8);
        var all = Enumerable
            .Range(0, 1 << s.Length)
            .Select(signs => s.Select((score, i) => (signs >> i & 1) == 0 ? score + a : score - a).ToArray())
            .ToArray();
        var (cosh, sinh) = (Ball.Cosh(Exact(a)), Ball.Sinh(Exact(a)));
        return new(s, Values(values, s.Length), all, sinh / cosh, cosh, sinh);
    }

    private static Ball Average(IEnumerable<Ball> values)
    {
        var all = values.ToArray();
        return Law.Sum(all) / all.Length;
    }

    private static Ball Denominator(T[] scores)
    {
        var size = Ball.Abs(Definitions.Greatest<T>(scores)) + Ball.Log((Ball)scores.Length);
        return Ball.Exp(Law.True(LogSumExp.Value<T>(scores), size));
    }

    // Over all 2^n noises, not a sample: E Σe^(s+ε) = c·Σe^s, Var = σ²·Σe^2s, with c = cosh a, σ = sinh a. 200 cases, as
    // each sums up to 16 certified exponentials.
    [Property(MaxTest = 200), Claim("noise-robustness:13"), Claim("noise-robustness:17")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "LogSumExp")]
    public void The_noisy_denominator_has_mean_c_times_itself_and_variance_sigma_squared_times_the_sum_of_squares(
        ModerateLogits<T> scores,
        byte amplitude
    )
    {
        var noisy = TwoPoint(scores.Values, [T.One], amplitude);
        var denominators = Array.ConvertAll(noisy.AllScores, Denominator);
        var exponentials = Array.ConvertAll(noisy.Scores, score => Ball.Exp(Exact(score)));
        var mean = noisy.Cosh * Law.Sum(exponentials);
        Law.Equal(Average(denominators), mean, "mean");
        Law.Equal(
            Average(denominators.Select(d => Ball.Pow(d - mean, 2))),
            Ball.Pow(noisy.Sinh, 2) * Law.Sum(exponentials.Select(e => e * e)),
            "variance"
        );
    }

    [Property(MaxTest = 200), Claim("noise-robustness:12")]
    [Claim("noise-robustness:product-of-means")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "LogSumExp")]
    public void The_noisy_numerator_has_mean_c_times_itself(
        ModerateLogits<T> scores,
        ModerateLogits<T> values,
        byte amplitude
    )
    {
        var noisy = TwoPoint(scores.Values, values.Values, amplitude);
        var numerators = noisy.AllScores.Select(s => Outputs(s, noisy.Values)[0] * Denominator(s));
        var exponentials = Array.ConvertAll(noisy.Scores, score => Ball.Exp(Exact(score)));
        Law.Equal(Average(numerators), noisy.Cosh * Mean(exponentials, Column(noisy.Values, 0)));
    }

    // (10) gives the bias as O(1/√n); it is O(1/n). With u_i = v_i − o, η_i = ±tanh a, N = Σα_iη_iu_i, D = Σα_iη_i:
    // õ − o = N/(1 + D) = N − ND + ND²/(1 + D), whose means are 0, −tanh²a·Σα_i²u_i and at most max|u|·tanh³a/(1 − tanh a).
    // So the second-order term is −Cov(X, Y)/E[Y]² + Var(Y)E[X]/E[Y]³. (16) has (Cov(X, Y) − Var(Y))·E[X]/E[Y]³ instead:
    // for two keys of equal score with values 0 and 1 that is −σ²/8c², while E[õ] is ½ = o by symmetry.
    [
        Property(MaxTest = 200),
        Claim("noise-robustness:10"),
        Claim("noise-robustness:14"),
        Claim("noise-robustness:16")
    ]
    public void The_bias_of_the_noisy_output_is_of_second_order_in_the_weights(
        ModerateLogits<T> scores,
        ModerateLogits<T> values,
        byte amplitude
    )
    {
        var noisy = TwoPoint(scores.Values, values.Values, amplitude);
        var (weights, column) = (Definitions.Softmax<T>(noisy.Scores), Column(noisy.Values, 0));
        var output = Mean(weights, column);
        var u = Array.ConvertAll(column, value => value - output);
        var mean = Average(noisy.AllScores.Select(s => Outputs(s, noisy.Values)[0]));
        var second = Ball.Pow(noisy.Tanh, 2) * Law.Sum(weights.Zip(u, (w, x) => w * w * x));
        Law.AtMost(
            Ball.Abs(mean - output + second),
            Law.Max(u.Select(Ball.Abs)) * Ball.Pow(noisy.Tanh, 3) / (1 - noisy.Tanh)
        );
    }

    [Property, Claim("noise-robustness:16")]
    [Trait("Kernel", "Attention")]
    public void Between_two_equal_keys_symmetric_noise_has_no_bias(byte amplitude)
    {
        var noisy = TwoPoint([T.Zero, T.Zero], [T.Zero, T.Zero, T.One, T.One], amplitude);
        Law.Equal(Average(noisy.AllScores.Select(s => Outputs(s, noisy.Values)[0])), Ball.One / 2);
    }

    private static Ball TrueLogSumExp(T[] z)
    {
        var size = Law.Max(z.Select(entry => Ball.Abs(Exact(entry)))) + Ball.Log((Ball)z.Length);
        return Law.True(LogSumExp.Value<T>(z), size);
    }

    // E[e^ε] = sinh(a)/a for ε uniform on (−a, a). On the n midpoints z_i = a(2i+1−n)/n of an even grid the mean of e^z is
    // geometric: (sinh a/a)·(x/sinh x), x = a/n, and 0 ≤ log(sinh x/x) ≤ x²/6. n is a power of two, so that z is exact.
    [Property, Claim("noise-robustness:26")]
    [Trait("Kernel", "LogSumExp")]
    public void The_moment_generating_function_of_uniform_noise_is_sinh_a_over_a(byte eighths, byte power)
    {
        var (n, a) = (1 << power % 7, T.CreateChecked(1 + eighths) / T.CreateChecked(8));
        T[] z = [.. Enumerable.Range(0, n).Select(i => a * T.CreateChecked(2 * i + 1 - n) / T.CreateChecked(n))];
        var mean = TrueLogSumExp(z) - Ball.Log((Ball)n);
        var (limit, x) = (Ball.Log(Ball.Sinh(Exact(a)) / Exact(a)), Exact(a) / n);
        Law.Between(limit - x * x / 6, mean, limit);
        Law.Equal(mean, limit - Ball.Log(Ball.Sinh(x) / x), "the grid's own closed form");
    }

    // E[e^ε] = e^(σ²/2) for ε from N(0, σ²), with the kernel's density on the grid x_k = kσ/2, |k| ≤ 28. By Poisson's
    // summation formula the whole grid's sum is the integral up to a factor 1 ± 2Σ_m e^(−8π²m²) (below 10⁻³³); the terms left
    // out are at least 12σ from the integrand's peak σ² ≤ 2σ and sum to below 10⁻³¹ of it. Every σ in eighths up to 2.
    [Fact, Claim("noise-robustness:24"), Claim("l2-and-softmax:#2")]
    [Trait("Kernel", "SquaredError")]
    public void The_moment_generating_function_of_Gaussian_noise_is_e_to_half_the_variance()
    {
        for (var eighths = 1; eighths <= 16; eighths++)
        {
            var sigma = T.CreateChecked(eighths) / T.CreateChecked(8);
            var step = sigma / T.CreateChecked(2);
            var (moment, mass) = (Ball.Zero, Ball.Zero);
            for (var k = -28; k <= 28; k++)
            {
                var x = step * T.CreateChecked(k);
                var density = True(SquaredError.GaussianLikelihood(T.Zero, x, sigma)) * Exact(step);
                (mass, moment) = (mass + density, moment + density * Ball.Exp(Exact(x)));
            }

            var left = Ball.Pow(10, -30);
            Law.Equal(mass, ((Ball)1).Widen(left), $"mass at σ = {eighths}/8");
            Law.Equal(
                moment / Ball.Exp(Exact(sigma) * Exact(sigma) / 2),
                ((Ball)1).Widen(left),
                $"moment at σ = {eighths}/8"
            );
        }
    }

    // E[e^ε] = 1/(1 − b²) for Laplace noise of scale b < 1, and +∞ from b = 1 on; the document says "for b > 1". On the lattice
    // kh, |k| ≤ K, the density times e^ε is (c/2)·e^z_k with c = 1/b and z_k = kh(1 − c) for k ≥ 0, −|k|h(1 + c) below: two
    // geometric series. For b < 1 their sum stays below c²/(c²−1)·(1 + w²/3), w = h(c+1)/2 (x coth x ≤ 1 + x²/3), and with
    // the tails that K cuts off it is at least c²/(c²−1); for b ≥ 1 no term e^z_k with k ≥ 0 is below 1.
    [Property, Claim("noise-robustness:27")]
    [Claim("noise-robustness:laplace-diverges")]
    [Trait("Kernel", "LogSumExp")]
    public void The_moment_generating_function_of_Laplace_noise_is_finite_just_below_scale_one(byte eighths, byte reach)
    {
        var (most, h) = (4 + reach % 30, Ball.One / 8);
        var rate = T.CreateChecked(1 + eighths % 32) / T.CreateChecked(8);
        T[] z =
        [
            .. Enumerable
                .Range(-most, 2 * most + 1)
                .Select(k => (T.CreateChecked(k) - T.CreateChecked(int.Abs(k)) * rate) / T.CreateChecked(8)),
        ];
        var (c, sum) = (Exact(rate), Ball.Exp(TrueLogSumExp(z)));
        var (up, down) = (h * (1 - c), -h * (1 + c));
        var above = rate == T.One ? most + 1 : Ball.Expm1((most + 1) * up) / Ball.Expm1(up);
        var below = Ball.Exp(down) * Ball.Expm1(most * down) / Ball.Expm1(down);
        Law.Equal(sum, above + below, "the geometric series");
        if (rate <= T.One)
        {
            Law.AtMost(most + 1, sum, "diverges with the reach");
            return;
        }

        var (limit, w) = (c * c / (c * c - 1), h * (c + 1) / 2);
        var tails = Ball.Exp((most + 1) * up) / -Ball.Expm1(up) + Ball.Exp((most + 1) * down) / -Ball.Expm1(down);
        Law.AtMost(h * c / 2 * sum, limit * (1 + w * w / 3), "bounded");
        Law.AtMost(limit, h * c / 2 * (sum + tails), "and no less with its tails");
    }

    // Gaussian, uniform, Laplace: the three factors on the scores of one row.
    [Property, Claim("noise-robustness:24"), Claim("noise-robustness:25"), Claim("noise-robustness:26")]
    [Claim("noise-robustness:27")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "Softmax")]
    public void The_moment_generating_functions_of_three_noises_cancel(
        ModerateLogits<T> s,
        ModerateLogits<T> values,
        byte size
    )
    {
        // σ, a, and b in (0, 1)
        var x = (1 + size % 127) / 128.0;
        double[] factors = [Math.Exp(x * x / 2), Math.Sinh(x) / x, 1 / (1 - x * x)];
        var (v, weights) = (Values(values.Values, s.Count), True(Probabilities(s.Values)));
        var plain = Outputs(s.Values, v, weights);
        foreach (var factor in factors)
        {
            var shift = T.CreateChecked(Math.Log(factor));
            var shifted = Array.ConvertAll(s.Values, score => score + shift);
            var delta = Law.Max(s.Values.Zip(shifted, (a, b) => Ball.Abs(Exact(b) - Exact(a) - Exact(shift))));
            var scaled = Outputs(shifted, v);
            for (var c = 0; c < Dimension; c++)
                Law.AtMost(
                    Ball.Abs(scaled[c] - plain[c]),
                    Ball.Expm1(2 * delta) * Mean(weights, Column(v, c).Select(Ball.Abs)),
                    $"o[{c}]"
                );
        }
    }

    /// <summary>ln(2/δ) for a two-sided tail of δ = 10⁻¹² per case.</summary>
    private static readonly double TailBits = Math.Log(2e12);

    private sealed record Sample(
        double Error,
        double SquaredDeviations,
        double LargestDeviation,
        double SquaredWeights
    );

    /// <summary>n scores and values uniform in (−1, 1), the noisy output's error and the sums that bound it.</summary>
    private static Sample Draw(int n, RandomStream random, Func<T> noise)
    {
        var (s, v, noisy) = (new T[n], new T[n], new T[n]);
        for (var i = 0; i < n; i++)
        {
            (s[i], v[i]) = (
                T.CreateChecked(2 * random.NextUniform() - 1),
                T.CreateChecked(2 * random.NextUniform() - 1)
            );
            noisy[i] = s[i] + noise();
        }

        var (weights, output) = (Probabilities(s), Row(1, o => Attention.Output<T>(s, v, default, o))[0]);
        var error = Row(1, o => Attention.Output<T>(noisy, v, default, o))[0] - output;
        var (deviations, largest, squares) = (0.0, 0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            var weight = double.CreateChecked(weights[i]);
            var deviation = weight * Math.Abs(double.CreateChecked(v[i] - output));
            (deviations, largest, squares) = (
                deviations + deviation * deviation,
                Math.Max(largest, deviation),
                squares + weight * weight
            );
        }

        return new(Math.Abs(double.CreateChecked(error)), deviations, largest, squares);
    }

    // õ − o = N/D with N = Σα_iZ_i(v_i − o), D = Σα_iZ_i, Z = e^ε. Σα_i(v_i − o) = 0, so that E N = 0 for any noise, and
    // |N| ≤ t except with probability 10⁻¹², t as each law says. For D ≥ 0 with E Z ≥ 1 (Jensen, mean-zero noise) and E Z² ≤ m,
    // P(D ≤ 1 − x) ≤ e^(−x²/(2mΣα²)) (Maurer's one-sided bound for non-negative terms), at x = √(2m·ln(2·10¹²)·Σα²) below
    // 10⁻¹². Both t and x fall as √Σα² ≤ e²/√n for |s| ≤ 1. Rounding: s + ε is below 4 and rounds by at most Epsilon, which
    // moves weights by e^±2·Epsilon and õ by at most 3·Epsilon; the outputs, below 1, by Epsilon each; the sums of the bound
    // are taken in double, off by less than 2⁻²⁰ of themselves. False alarms: 2·10⁻¹² a case, 50 cases, two precisions, two
    // laws: 4·10⁻¹⁰.
    private static void AverageOut(int n, Sample sample, double t, double secondMoment, double leastFactor)
    {
        var least = Math.Max(leastFactor, 1 - Math.Sqrt(2 * secondMoment * TailBits * sample.SquaredWeights));
        var bound = t / least * (1 + Math.ScaleB(1, -20)) + 5 * Epsilon;
        Assert.True(sample.Error <= bound, $"n = {n}: the error is {sample.Error:R}, above {bound:R}");
    }

    // Hoeffding: N is a sum of independent terms with ranges α_i|v_i − o|·w, w = max Z − min Z = 2 sinh 1, so that
    // t = w·√(ln(2·10¹²)/2·Σα²(v−o)²). Noise of ±1 or uniform on (−1, 1): E Z² ≤ cosh 2.
    [Property(MaxTest = 50), Claim("noise-robustness:3"), Claim("noise-robustness:9"), Claim("noise-robustness:10")]
    [Claim("noise-robustness:8"), Claim("noise-robustness:18"), Claim("noise-robustness:26")]
    [Claim("noise-robustness:noise-hardly-matters")]
    [Claim("noise-robustness:error-rate")]
    [Claim("noise-robustness:averaged-out")]
    [Claim("noise-robustness:uniform-noise-cancels")]
    [Claim("noise-robustness:averaging-denoises")]
    [Claim("noise-robustness:noise-is-cancelled")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "RandomStream")]
    [Trait("Kernel", "Softmax")]
    public void The_error_of_bounded_noise_falls_at_least_as_one_over_root_n(byte size, bool uniform, ulong seed)
    {
        var n = 16 << 2 * (size % 4);
        var random = new RandomStream(RandomStream.Mix(seed));
        var sample = Draw(
            n,
            new RandomStream(seed),
            () =>
                uniform ? T.CreateChecked(2 * random.NextUniform() - 1)
                : random.NextUniform() < 0.5 ? -T.One
                : T.One
        );
        var t = 2 * Math.Sinh(1) * Math.Sqrt(TailBits / 2 * sample.SquaredDeviations);
        AverageOut(n, sample, t, Math.Cosh(2), Math.Exp(-1));
    }

    // Bernstein, for N(0, ¼) clamped to ±3: Var Z ≤ σ²e^(2σ²) = 0.413 (Gaussian Poincaré), |Z − E Z| ≤ e³; V = 0.413·Σα²(v−o)²,
    // M = e³·max α|v−o|: t = ML/3 + √((ML/3)² + 2VL) with L = ln(2·10¹²). E Z² ≤ e^(2σ²) + e^−6 ≤ 1.66.
    [Property(MaxTest = 50), Claim("noise-robustness:3"), Claim("noise-robustness:9"), Claim("noise-robustness:10")]
    [Claim("noise-robustness:24"), Claim("noise-robustness:25")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "RandomStream")]
    [Trait("Kernel", "Softmax")]
    public void The_error_of_Gaussian_noise_falls_at_least_as_one_over_root_n(byte size, ulong seed)
    {
        var n = 16 << 2 * (size % 4);
        var (random, bound) = (new RandomStream(RandomStream.Mix(seed)), T.CreateChecked(3));
        var sample = Draw(
            n,
            new RandomStream(seed),
            () => T.Clamp(random.NextNormal<T>() / T.CreateChecked(2), -bound, bound)
        );
        var (variance, most) = (0.413 * sample.SquaredDeviations, Math.Exp(3) * sample.LargestDeviation * TailBits / 3);
        AverageOut(n, sample, most + Math.Sqrt(most * most + 2 * variance * TailBits), 1.66, Math.Exp(-3));
    }
}
