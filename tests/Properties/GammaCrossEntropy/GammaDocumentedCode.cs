// The code of the γ document's section 18, written again from its description, beside the kernel: where it fails.
// The arithmetic is the plain one of the type; log and exp are correctly rounded enough not to matter (Portable).
using System.Numerics;
using LossProofs.Elementary;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class GammaDocumentedCodeInSingle : GammaDocumentedCode<float>;

public sealed class GammaDocumentedCodeInDouble : GammaDocumentedCode<double>;

public abstract class GammaDocumentedCode<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static T Number(double value) => T.CreateChecked(value);

    private static T Log(T x) =>
        x is float single
            ? T.CreateChecked(Portable.Log(single))
            : T.CreateChecked(Portable.Log(double.CreateChecked(x)));

    private static T Exp(T x) =>
        x is float single
            ? T.CreateChecked(Portable.Exp(single))
            : T.CreateChecked(Portable.Exp(double.CreateChecked(x)));

    // The described code's own constant, below which it clips and takes γ for 0: an input of these tests, no tolerance.
    private static T Clipping => Number(1e-10);

    /// <summary>The described steps on a probability: clip, then one of two formulas.</summary>
    private static T OfProbability(T p, T gamma)
    {
        p = T.Clamp(p, Clipping, T.One);
        return gamma < Clipping ? -Log(p) : -Log(gamma + (T.One - gamma) * p) / (T.One - gamma);
    }

    /// <summary>The described steps on logits: the shifted softmax first.</summary>
    private static T OfLogits(T[] logits, int label, T gamma)
    {
        var greatest = logits.Max();
        var powers = logits.Select(logit => Exp(logit - greatest)).ToArray();
        return OfProbability(powers[label] / powers.Aggregate((x, y) => x + y), gamma);
    }

    [Fact, Claim("gamma-cross-entropy:63")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void In_the_middle_the_code_computes_the_loss()
    {
        var code = OfLogits([Number(2), Number(1), Number(0.1)], 0, Number(0.1));
        var loss = GammaCrossEntropy.Loss<T>([Number(2), Number(1), Number(0.1)], 0, Number(0.1));
        // Two exponentials, two additions, a quotient, the logarithm's argument and the logarithm: at most twelve roundings of
        // at most one ulp of numbers up to 2, the smaller loss divided by 0.9; and the kernel's 2 ulp.
        var difference = double.CreateChecked(loss) - double.CreateChecked(code);
        Assert.InRange(difference, -16 * Epsilon, 16 * Epsilon);
    }

    [Fact, Claim("gamma-cross-entropy:code-clip")]
    [Trait("Kernel", "CrossEntropy")]
    public void Clipping_the_probability_caps_the_loss_at_23()
    {
        T[] logits = [T.Zero, Number(100)];
        var clipped = OfLogits(logits, 0, T.Zero);
        Assert.Equal(23.0259, double.CreateChecked(clipped), 3);
        Law.Equal(True(CrossEntropy.Loss<T>(logits, 0)), 100 + Ball.Log1p(Ball.Exp(-100)));
        // and the loss no longer depends on the logits: there is no gradient to learn from
        Law.SameBits(OfLogits([T.Zero, Number(90)], 0, T.Zero), clipped, "a smaller logit");
        Law.Equal(True(Row(2, g => CrossEntropy.Gradient<T>(logits, 0, g))[0]), -1 / (1 + Ball.Exp(-100)));
    }

    [Fact, Claim("gamma-cross-entropy:code-gamma-near-zero"), Claim("gamma-cross-entropy:both-vanish-at-zero")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void Taking_cross_entropy_for_a_small_gamma_is_off_by_log_2_where_p_is_as_small()
    {
        // γ is the code's constant, and p just below it: log of 2·10⁻¹⁰ and of 10⁻¹⁰, to the decimals that are written.
        var small = T.BitDecrement(Clipping);
        var loss = GammaCrossEntropy.LossOfProbability(Clipping, small);
        Assert.Equal(22.3327, double.CreateChecked(loss), 3);
        Assert.Equal(23.0259, double.CreateChecked(OfProbability(Clipping, small)), 3);
    }

    // Nothing vanishes at γ = 0: the general formula gives −log p there.
    [Fact, Claim("gamma-cross-entropy:both-vanish-at-zero")]
    public void At_gamma_zero_the_numerator_is_minus_log_p_and_the_denominator_one()
    {
        var (p, gamma) = (Number(0.5), T.Zero);
        Law.SameBits(T.One - gamma, T.One, "denominator");
        Law.SameBits(-Log(gamma + (T.One - gamma) * p), -Log(p), "numerator");
        Law.SameBits(T.One - T.One, T.Zero, "the denominator at γ = 1");
        Law.SameBits(Log(T.One + T.Zero * p), T.Zero, "the logarithm at γ = 1");
    }

    [Fact, Claim("gamma-cross-entropy:code-gamma-one")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void At_gamma_one_the_code_divides_zero_by_zero()
    {
        Assert.True(T.IsNaN(OfLogits([T.Zero, T.Zero], 0, T.One)));
        Law.SameBits(GammaCrossEntropy.Loss<T>([T.Zero, T.Zero], 0, T.One), Number(0.5), "the kernel");
    }

    [Fact, Claim("gamma-cross-entropy:code-gamma-near-one")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void At_the_last_gamma_below_one_the_code_gives_zero_for_one_half()
    {
        var gamma = T.BitDecrement(T.One);
        Assert.True(T.IsZero(OfProbability(Number(0.5), gamma)));
        Law.Between(
            (Ball)1 / 2,
            True(GammaCrossEntropy.LossOfProbability(Number(0.5), gamma)),
            (Ball)1 / 2 * (1 + (Ball)Epsilon)
        );
    }

    [Fact, Claim("gamma-cross-entropy:shifted-softmax-stable")]
    [Trait("Kernel", "Softmax")]
    public void Without_the_shift_a_logit_of_1000_gives_NaN_and_with_it_one()
    {
        T[] logits = [Number(1000), T.Zero];
        var powers = Array.ConvertAll(logits, Exp);
        Assert.True(T.IsNaN(powers[0] / (powers[0] + powers[1])));
        var shifted = Array.ConvertAll(logits, logit => Exp(logit - Number(1000)));
        Law.SameBits(shifted[0] / (shifted[0] + shifted[1]), T.One, "shifted");
        Law.SameBits(Probabilities(logits)[0], T.One, "the kernel");
    }
}
