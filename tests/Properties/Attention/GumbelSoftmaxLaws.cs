// The laws of Gumbel-softmax sampling and of the numbers that it adds.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class GumbelSoftmaxLawsInSingle : GumbelSoftmaxLaws<float>;

public sealed class GumbelSoftmaxLawsInDouble : GumbelSoftmaxLaws<double>;

public abstract class GumbelSoftmaxLaws<T> : AttentionRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static T[] Sample(T[] scores, T temperature, ulong seed) =>
        Row(scores.Length, p => Attention.GumbelSoftmax<T>(scores, temperature, seed, p));

    // s + g is rounded once: against the certified softmax of the exact sums each weight is off by a factor in e^±2Δ/τ.
    [Property, Claim("noise-robustness:80")]
    [Trait("Kernel", "Attention")]
    public void A_sample_is_the_softmax_of_scores_plus_noise_over_the_temperature(
        Logits<T> scores,
        Temperature<T> temperature,
        ulong seed
    )
    {
        var s = Keys(scores.Values);
        var noise = Row(s.Length, g => Attention.GumbelNoise(seed, g));
        var tau = Exact(temperature.Value);
        // The noise itself is known to 1 ulp; the sum rounds to half an ulp.
        var sums = s.Select((score, i) => T.IsFinite(score) ? Exact(score) + True(noise[i]) : Ball.Zero).ToArray();
        var delta = Law.Max(
            sums.Select(sum => (Ball)Law.Ulp<T>(Math.Min(Ball.Abs(sum).ToDoubleBounds().Upper, Law.Largest<T>())))
        );
        // Where the sums round by about as much as the temperature (or overflow), any weights are allowed.
        if (sums.Any(sum => Ball.CertainlyLess(Law.Largest<T>(), Ball.Abs(sum))) || !Ball.CertainlyLess(8 * delta, tau))
            return;
        var greatest = Law.Max(sums.Where((_, i) => T.IsFinite(s[i])));
        var exponentials = sums.Select((sum, i) => T.IsFinite(s[i]) ? Ball.Exp((sum - greatest) / tau) : Ball.Zero)
            .ToArray();
        var total = Law.Sum(exponentials);
        var factor = Ball.Exp(2 * delta / tau);
        var sample = Sample(s, temperature.Value, seed);
        for (var i = 0; i < s.Length; i++)
        {
            Law.AtMost(True(sample[i]), exponentials[i] / total * factor, $"α[{i}]");
            Law.AtMost(exponentials[i] / total, True(sample[i]) * factor, $"α[{i}]");
        }
    }

    [Property, Claim("noise-robustness:80")]
    [Trait("Kernel", "Attention")]
    public void A_sample_is_a_distribution_and_leaves_masked_keys_out(
        Logits<T> s,
        Temperature<T> temperature,
        ulong seed
    )
    {
        var sample = Sample(s.Values, temperature.Value, seed);
        Law.Equal(Law.Sum(True(sample)), 1);
        for (var i = 0; i < s.Count; i++)
            if (T.IsNegativeInfinity(s.Values[i]))
                Law.SameBits(sample[i], T.Zero, $"α[{i}]");
    }

    [Property, Claim("noise-robustness:80")]
    [Trait("Kernel", "Attention")]
    public void A_seed_gives_the_same_sample_again_also_in_place(Logits<T> s, Temperature<T> temperature, ulong seed)
    {
        var sample = Sample(s.Values, temperature.Value, seed);
        T[] row = [.. s.Values];
        Attention.GumbelSoftmax<T>(row, temperature.Value, seed, row);
        Law.SameBits<T>(row, sample, "α");
    }

    [Property, Claim("noise-robustness:80")]
    [Claim("noise-robustness:gumbel-cold")]
    [Claim("noise-robustness:gumbel-warm")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "Entropy")]
    public void With_one_seed_the_entropy_of_the_sample_does_not_decrease_in_temperature(
        Logits<T> s,
        Temperature<T> first,
        Temperature<T> second,
        ulong seed
    )
    {
        // s + g as the kernel rounds it; where that is not possible in T (infinite scores) it stays as it is.
        var noise = Row(s.Count, g => Attention.GumbelNoise(seed, g));
        T[] noisy = [.. s.Values.Zip(noise, (score, g) => score + g)];
        if (noisy.Any(T.IsPositiveInfinity) || !noisy.Any(T.IsFinite))
            return;
        var (cool, warm) = (T.Min(first.Value, second.Value), T.Max(first.Value, second.Value));
        Law.AtMost(True(Entropy.OfSoftmax<T>(noisy, cool)), True(Entropy.OfSoftmax<T>(noisy, warm)));
    }

    // The Gumbel-max trick: the largest of s_i + g_i is i with probability softmax(s)_i. By Hoeffding a frequency over N seeds
    // is off by more than √(ln(2/δ)/(2N)) with probability at most δ: N = 10,000, δ = 10⁻¹², four classes, three rows, two
    // precisions: 2.4·10⁻¹¹ in all. (Subtracting the noise instead would give 0.79 for the 0.71 of the last row.)
    [Fact, Claim("noise-robustness:80"), Claim("noise-robustness:79")]
    [Claim("noise-robustness:gumbel-samples")]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "RandomStream")]
    [Trait("Kernel", "Softmax")]
    public void The_largest_noisy_score_is_drawn_from_the_softmax()
    {
        const int samples = 10_000;
        var bound = Math.Sqrt(Math.Log(2e12) / (2 * samples));
        double[][] rows =
        [
            [0, 0, 0, 0],
            [0, 1, 2, -1],
            [3, 0, 0, -5],
        ];
        var seed = (ulong)Reproducibility.SeedOf(nameof(The_largest_noisy_score_is_drawn_from_the_softmax));
        foreach (var row in rows)
        {
            var s = Array.ConvertAll(row, T.CreateChecked);
            var counts = new int[s.Length];
            for (var i = 0; i < samples; i++)
                counts[Attention.Hard<T>(Sample(s, T.One, RandomStream.Mix(seed++)))]++;
            var p = Probabilities(s);
            for (var i = 0; i < s.Length; i++)
                Assert.InRange(
                    counts[i] / (double)samples,
                    double.CreateChecked(p[i]) - bound,
                    double.CreateChecked(p[i]) + bound
                );
        }
    }
}
