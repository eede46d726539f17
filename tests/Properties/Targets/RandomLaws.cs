// The random numbers of the kernels: reproducible, in range, and of the distribution that they claim.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Tests.Support;
using MathNet.Numerics.Distributions;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class RandomLawsInSingle : RandomLaws<float>;

public sealed class RandomLawsInDouble : RandomLaws<double>;

/// <summary>
/// The Dvoretzky–Kiefer–Wolfowitz inequality with Massart's constant: the empirical distribution of N numbers is farther
/// than √(ln(2/δ)/(2N)) from the true one with probability at most δ. N = 10,000 and δ = 10⁻¹² give 0.0376; the laws below
/// make 12 such tests, false alarms in all below 2·10⁻¹¹. A number stands for all reals that round to it: between its two
/// neighbours (many mixup coefficients round to 1).
/// </summary>
public abstract class RandomLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private const int Count = 10_000;

    private static readonly double Bound = Math.Sqrt(Math.Log(2e12) / (2 * Count));

    private static ulong Seed(string law) => (ulong)Reproducibility.SeedOf(law);

    private static void Follows(Func<double, double> distribution, IEnumerable<T> numbers)
    {
        var sorted = numbers.Order().ToArray();
        for (var i = 0; i < sorted.Length; i++)
        {
            var least = distribution(double.CreateChecked(T.BitDecrement(sorted[i])));
            var most = distribution(double.CreateChecked(T.BitIncrement(sorted[i])));
            Assert.True(
                least <= (i + 1) / (double)sorted.Length + Bound && most >= i / (double)sorted.Length - Bound,
                $"{sorted[i]:R} is number {i}; its probability is in [{least:R}, {most:R}]"
            );
        }
    }

    [Fact, Claim("noise-robustness:80")]
    [Trait("Kernel", "Attention")]
    public void Gumbel_noise_has_the_distribution_e_to_the_minus_e_to_the_minus_x() =>
        Follows(
            x => Math.Exp(-Math.Exp(-x)),
            Row(Count, g => Attention.GumbelNoise(Seed(nameof(GumbelSoftmaxLaws<T>)), g))
        );

    [Fact, Claim("noise-robustness:24")]
    [Trait("Kernel", "RandomStream")]
    public void Normal_numbers_are_standard_normal()
    {
        var random = new RandomStream(Seed(nameof(Normal_numbers_are_standard_normal)));
        Follows(x => Normal.CDF(0, 1, x), Enumerable.Range(0, Count).Select(_ => random.NextNormal<T>()).ToArray());
    }

    [Fact, Claim("noise-robustness:26")]
    [Trait("Kernel", "RandomStream")]
    public void Uniform_numbers_are_uniform_and_never_at_an_end()
    {
        var random = new RandomStream(Seed(nameof(Uniform_numbers_are_uniform_and_never_at_an_end)));
        var numbers = Enumerable.Range(0, Count).Select(_ => random.NextUniform()).ToArray();
        Assert.All(numbers, u => Assert.True(u is > 0 and < 1));
        Follows(x => Math.Clamp(x, 0, 1), numbers.Select(T.CreateChecked));
    }

    [Theory, Claim("gamma-cross-entropy:52"), Claim("soft-label-multilabel:41")]
    [InlineData(0.25)]
    [InlineData(1)]
    [InlineData(4)]
    [Trait("Kernel", "Mixup")]
    public void Mixup_coefficients_follow_a_symmetric_beta_distribution(double alpha)
    {
        var seed = Seed(nameof(Mixup_coefficients_follow_a_symmetric_beta_distribution));
        Follows(
            x => Beta.CDF(alpha, alpha, Math.Clamp(x, 0, 1)),
            Enumerable.Range(0, Count).Select(i => Mixup.Coefficient(T.CreateChecked(alpha), seed, i))
        );
    }

    [Property, Claim("gamma-cross-entropy:52"), Claim("soft-label-multilabel:41")]
    [Trait("Kernel", "Mixup")]
    public void A_mixup_coefficient_is_in_the_unit_interval_and_the_same_for_the_same_seed(
        LossProofs.Tests.Support.Generators.Temperature<T> alpha,
        ulong seed,
        ushort index
    )
    {
        var lambda = Mixup.Coefficient(alpha.Value, seed, index);
        Assert.InRange(lambda, T.Zero, T.One);
        Law.SameBits(lambda, Mixup.Coefficient(alpha.Value, seed, index), "λ");
    }

    [Property, Claim("noise-robustness:80")]
    [Trait("Kernel", "Attention")]
    public void A_seed_gives_the_same_noise_and_a_longer_row_starts_with_the_shorter(ulong seed, byte length)
    {
        var count = 1 + length % 40;
        var noise = Row(count, g => Attention.GumbelNoise(seed, g));
        Law.SameBits<T>(Row(count + 1, g => Attention.GumbelNoise(seed, g)).AsSpan(0, noise.Length), noise, "g");
        Assert.All(noise, g => Assert.True(T.IsFinite(g)));
    }

    // A bijection: its inverse, from the inverses of x ^ x>>s (repeated shifts) and of the odd factors modulo 2⁶⁴.
    [Property]
    [Trait("Kernel", "RandomStream")]
    public void Mixing_words_is_a_bijection(ulong word)
    {
        static ulong Unshift(ulong x, int shift)
        {
            var result = x;
            for (var known = shift; known < 64; known += shift)
                result = x ^ (result >> shift);
            return result;
        }

        static ulong Inverse(ulong odd)
        {
            // Newton's iteration doubles the number of correct bits, 3 to begin with.
            var inverse = odd;
            for (var i = 0; i < 5; i++)
                inverse *= 2 - odd * inverse;
            return inverse;
        }

        var x = Unshift(RandomStream.Mix(word), 31) * Inverse(0x94D049BB133111EB);
        Assert.Equal(word, Unshift(Unshift(x, 27) * Inverse(0xBF58476D1CE4E5B9), 30));
    }
}
