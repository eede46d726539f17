// The code fragments of the documents on softmax and cross-entropy, written again from their description, and what is true of
// them. The kernels are the reference.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class CrossEntropyDocumentedCodeInSingle : CrossEntropyDocumentedCode<float>;

public sealed class CrossEntropyDocumentedCodeInDouble : CrossEntropyDocumentedCode<double>;

public abstract class CrossEntropyDocumentedCode<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static T Number(double value) => T.CreateChecked(value);

    private static T[] Row(params double[] values) => Array.ConvertAll(values, Number);

    private static T Sum(IEnumerable<T> values) => values.Aggregate(T.Zero, (sum, value) => sum + value);

    // e^(z_i − max z), divided by the sum.
    private static T[] Shifted(T[] z)
    {
        var greatest = z.Aggregate(T.MaxNumber);
        var exponentials = Array.ConvertAll(z, logit => T.Exp(logit - greatest));
        var sum = Sum(exponentials);
        return Array.ConvertAll(exponentials, value => value / sum);
    }

    private static T[] Unshifted(T[] z)
    {
        var exponentials = Array.ConvertAll(z, T.Exp);
        var sum = Sum(exponentials);
        return Array.ConvertAll(exponentials, value => value / sum);
    }

    // −Σ y log(clip(p, 10⁻¹⁵, 1 − 10⁻¹⁵)).
    private static T Clipped(T[] y, T[] p)
    {
        // The listing's own constant: a part of the described code, no tolerance.
        var least = Number(1e-15);
        return -Sum(y.Zip(p, (target, value) => target * T.Log(T.Clamp(value, least, T.One - least))));
    }

    // −Σ y log(softmax z), the softmax shifted, its logarithm taken afterwards.
    private static T LogarithmOfSoftmax(T[] y, T[] z) => -Sum(y.Zip(Shifted(z), (target, p) => target * T.Log(p)));

    private static T Kernel(T[] y, T[] z) => CrossEntropy.Loss<T>(z, y);

    [Property]
    [Claim("softmax-and-cross-entropy:shift-avoids-overflow"), Claim("softmax-and-cross-entropy:code-stable-softmax")]
    [Claim("softmax-and-cross-entropy:code-stable-softmax-again"), Claim("softmax-and-cross-entropy:subtract-maximum")]
    [Claim("l2-and-softmax:shift-avoids-overflow"), Claim("l2-and-softmax:largest-becomes-zero")]
    [Claim("l2-and-softmax:shifted-exponentials-at-most-one"), Claim("l2-and-softmax:code-softmax")]
    public void Shifted_by_the_maximum_every_exponential_is_at_most_one_and_one_of_them_is(FiniteLogits<T> row)
    {
        var z = row.Values;
        var greatest = z.Aggregate(T.MaxNumber);
        var exponentials = Array.ConvertAll(z, logit => T.Exp(logit - greatest));
        Assert.All(exponentials, value => Assert.InRange(value, T.Zero, T.One));
        Assert.Contains(T.One, exponentials);
        Assert.All(Shifted(z), p => Assert.InRange(p, T.Zero, T.One));
        // n roundings in the sum and one in each quotient.
        Assert.InRange(double.CreateChecked(Sum(Shifted(z))), 1 - 2 * z.Length * Epsilon, 1 + 2 * z.Length * Epsilon);
    }

    [Fact, Claim("softmax-and-cross-entropy:code-stable-softmax"), Claim("l2-and-softmax:code-softmax")]
    public void The_shift_does_not_help_where_the_maximum_is_not_finite()
    {
        Assert.All(Shifted([T.NegativeInfinity, T.NegativeInfinity]), p => Assert.True(T.IsNaN(p)));
        Assert.Contains(Shifted([T.PositiveInfinity, T.Zero]), T.IsNaN);
    }

    // Positive in the reals; not in floating point, where the exponential is what makes the naive softmax unstable.
    [Fact, Claim("softmax-and-cross-entropy:positive-is-stable"), Claim("l2-and-softmax:exponential-of-1000")]
    [Claim("l2-and-softmax:exponential-positive"), Claim("softmax-and-cross-entropy:extreme-exponentials")]
    public void The_exponential_of_1000_is_infinite_and_that_of_minus_1000_is_zero()
    {
        Assert.True(T.IsPositiveInfinity(T.Exp(Number(1000))));
        Assert.Equal(T.Zero, T.Exp(Number(-1000)));
        Assert.Contains(Unshifted(Row(1000, 0)), T.IsNaN);
        Assert.Equal(Row(1, 0), Shifted(Row(1000, 0)));
    }

    [Fact, Claim("l2-and-softmax:shifted-exponentials-at-most-one"), Claim("l2-and-softmax:shift-eases-underflow")]
    public void The_shift_saves_the_denominator_from_underflow_and_not_the_terms()
    {
        Assert.All(Unshifted(Row(-1000, -1000)), p => Assert.True(T.IsNaN(p)));
        Assert.Equal(Row(0.5, 0.5), Shifted(Row(-1000, -1000)));
        // e^0 alone is 1; shifted by 1000 it is 0.
        Assert.Equal(T.Zero, T.Exp(T.Zero - Number(1000)));
        Assert.Equal(T.Zero, Shifted(Row(0, 1000))[0]);
    }

    [Property, Claim("l2-and-softmax:code-batch")]
    public void A_batch_is_its_rows(FiniteLogits<T> first, FiniteLogits<T> second)
    {
        var n = Math.Min(first.Values.Length, second.Values.Length);
        T[][] rows = [first.Values[..n], second.Values[..n]];
        var flat = rows.SelectMany(row => row).ToArray();
        var batch = new T[flat.Length];
        for (var row = 0; row < rows.Length; row++)
        {
            Shifted(flat[(row * n)..((row + 1) * n)]).CopyTo(batch, row * n);
        }

        Assert.Equal(rows.SelectMany(Shifted), batch);
    }

    [Property]
    [Claim("softmax-and-cross-entropy:code-log-likelihood"), Claim("softmax-and-cross-entropy:log-space")]
    public void Clipped_probabilities_have_finite_logarithms(Distribution<T> y, Distribution<T> p)
    {
        var n = Math.Min(y.Values.Length, p.Values.Length);
        var loss = Clipped(y.Values[..n], p.Values[..n]);
        Assert.True(T.IsFinite(loss));
        // No term is negative. −log 10⁻¹⁵ = 34.538…; the weights sum to at most 1 up to their roundings.
        Assert.InRange(double.CreateChecked(loss), 0, 34.5388 * (1 + n * Epsilon));
    }

    [Fact]
    [
        Claim("softmax-and-cross-entropy:code-log-likelihood"),
        Claim("softmax-and-cross-entropy:code-stable-cross-entropy")
    ]
    [Claim("softmax-and-cross-entropy:code-safe-cross-entropy"), Claim("softmax-and-cross-entropy:code-clip-again")]
    [Trait("Kernel", "CrossEntropy")]
    public void Clipping_caps_the_loss_flattens_it_and_charges_a_perfect_prediction()
    {
        var y = Row(1, 0);
        var logits = Row(0, 100);
        Assert.Equal(100, double.CreateChecked(Kernel(y, logits)), 4);
        Assert.Equal(34.5388, double.CreateChecked(Clipped(y, Shifted(logits))), 4);
        // No slope: a probability of 10⁻²⁰ costs as much as one of 10⁻³⁰, both below the listing's constant.
        Assert.Equal(Clipped(y, Row(1e-20, 1)), Clipped(y, Row(1e-30, 1)));
        // As a double, 1 − 10⁻¹⁵ is 1 − δ with δ = 9·2⁻⁵³, and −log(1 − δ) = δ + δ²/2 + …; as a float it is 1.
        var delta = typeof(T) == typeof(double) ? Math.ScaleB(9, -53) : 0;
        var perfect = double.CreateChecked(Clipped(y, Row(1, 0)));
        Assert.InRange(perfect, delta, delta * (1 + delta));
    }

    // 0 · log 0 is NaN, log of a probability that underflows is −∞: the shift is of no use when the logarithm comes after it.
    [Fact, Claim("softmax-and-cross-entropy:code-with-logits")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "Softmax")]
    public void The_logarithm_of_a_softmax_is_not_stable()
    {
        Assert.True(T.IsNaN(LogarithmOfSoftmax(Row(0, 1), Row(0, 1000))));
        Assert.Equal(T.Zero, Kernel(Row(0, 1), Row(0, 1000)));
        Assert.True(T.IsPositiveInfinity(T.Log(Shifted(Row(0, 1000))[0]) * -T.One));
        Assert.Equal(Number(1000), Kernel(Row(1, 0), Row(0, 1000)));
        // The stable form: the logits less their LogSumExp.
        T[] log = [T.Zero, T.Zero];
        Softmax.LogProbabilities<T>(Row(0, 1000), log);
        Assert.Equal(Row(-1000, 0), log);
    }

    [Property, Claim("softmax-and-cross-entropy:code-gradient"), Claim("l2-and-softmax:gradient-vector")]
    [Trait("Kernel", "CrossEntropy")]
    public void The_gradient_is_softmax_minus_target(ModerateLogits<T> row, ushort place)
    {
        var z = row.Values;
        var label = place % z.Length;
        var y = z.Select((_, i) => i == label ? T.One : T.Zero).ToArray();
        var gradient = Shifted(z).Zip(y, (p, target) => p - target).ToArray();
        var kernel = new T[z.Length];
        CrossEntropy.Gradient<T>(z, y, kernel);
        // In ulps of 1, p ≤ 1: at most (n − 1)/2 from the sum, one from each of the exponentials with |x|eˣ/2 < 1/5 of its
        // rounded argument, a half from the quotient, a half from p − y, and 2 from the kernel.
        for (var i = 0; i < z.Length; i++)
        {
            Assert.InRange(
                double.CreateChecked(gradient[i] - kernel[i]),
                -(z.Length + 8) * Epsilon,
                (z.Length + 8) * Epsilon
            );
        }
    }

    // softmax followed by a loss that expects log-probabilities.
    [Fact, Claim("l2-and-softmax:code-softmax-and-nll"), Claim("l2-and-softmax:code-log-softmax-and-nll")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "Softmax")]
    public void Softmax_and_then_the_negative_of_the_entry_is_not_cross_entropy()
    {
        var logits = Row(2, 1, 0.1);
        var p = Shifted(logits);
        Assert.Equal(-0.6590, double.CreateChecked(-p[0]), 4);
        Assert.Equal(0.4170, double.CreateChecked(CrossEntropy.Loss<T>(logits, 0)), 4);
        T[] log = [T.Zero, T.Zero, T.Zero];
        Softmax.LogProbabilities<T>(logits, log);
        Assert.Equal(0.4170, double.CreateChecked(-log[0]), 4);
    }

    // Probabilities taken for logits: they differ by at most 1, so that no prediction is confident.
    [Property, Claim("l2-and-softmax:softmax-before-the-loss")]
    [Trait("Kernel", "CrossEntropy")]
    public void Softmax_before_cross_entropy_keeps_the_loss_away_from_zero(FiniteLogits<T> row, ushort place)
    {
        var p = Shifted(row.Values);
        var loss = double.CreateChecked(CrossEntropy.Loss<T>(p, place % p.Length));
        // The kernel's 2 ulp, and as much for the bound.
        Assert.True(loss >= Math.Log(1 + (p.Length - 1) / Math.E) * (1 - 4 * Epsilon));
    }
}
