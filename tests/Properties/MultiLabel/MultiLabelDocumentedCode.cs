// The computations that the document on soft labels describes in sections 8 and 9, written again from the description,
// beside the kernel: where they fail.
using System.Numerics;
using LossProofs.Elementary;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class MultiLabelDocumentedCodeInSingle : MultiLabelDocumentedCode<float>;

public sealed class MultiLabelDocumentedCodeInDouble : MultiLabelDocumentedCode<double>;

public abstract class MultiLabelDocumentedCode<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    // The described code's own constants, inputs of these tests and no tolerances.
    private static readonly T Epsilon7 = T.CreateChecked(1e-7);
    private static readonly T Large = T.CreateChecked(1e12);

    private static T Number(double value) => T.CreateChecked(value);

    private static T Log(T x) =>
        x is float single
            ? T.CreateChecked(Portable.Log(single))
            : T.CreateChecked(Portable.Log(double.CreateChecked(x)));

    private static T Exp(T x) =>
        x is float single
            ? T.CreateChecked(Portable.Exp(single))
            : T.CreateChecked(Portable.Exp(double.CreateChecked(x)));

    /// <summary>log(1 + Σ e^x), shifted by the largest exponent, the 0 of the 1 included.</summary>
    private static T LogOnePlusSum(IEnumerable<T> exponents)
    {
        T[] all = [T.Zero, .. exponents];
        var greatest = all.Max();
        return greatest + Log(all.Aggregate(T.Zero, (sum, x) => sum + Exp(x - greatest)));
    }

    /// <summary>The code: clip, then compare with the threshold what has been clipped.</summary>
    private static T Code(T[] scores, T[] targets) => Described(scores, targets, compareClipped: true);

    /// <summary>The procedure of the text: the comparison is of the targets as given.</summary>
    private static T Repaired(T[] scores, T[] targets) => Described(scores, targets, compareClipped: false);

    private static T Described(T[] scores, T[] targets, bool compareClipped)
    {
        var clipped = targets.Select(t => T.Clamp(t, Epsilon7, T.One - Epsilon7)).ToArray();
        var compared = compareClipped ? clipped : targets;
        var first = scores.Select((s, i) => Log(clipped[i]) - s - (compared[i] < Epsilon7 ? Large : T.Zero));
        var second = scores.Select(
            (s, i) => s + Log(T.One - clipped[i]) - (compared[i] > T.One - Epsilon7 ? Large : T.Zero)
        );
        return LogOnePlusSum(first) + LogOnePlusSum(second);
    }

    [Fact, Claim("soft-label-multilabel:code-in-the-middle")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void For_soft_targets_and_moderate_scores_the_code_computes_the_loss()
    {
        T[] scores = [Number(0.5), Number(-1), Number(2)];
        T[] targets = [Number(0.25), Number(0.5), Number(0.875)];
        Assert.Equal(
            double.CreateChecked(MultiLabelCrossEntropy.Loss<T>(scores, targets)),
            double.CreateChecked(Code(scores, targets)),
            5
        );
    }

    [Fact]
    [Claim("soft-label-multilabel:code-mask-negative"), Claim("soft-label-multilabel:clip-breaks-masks")]
    [Claim("soft-label-multilabel:clip-needs-masks"), Claim("soft-label-multilabel:mask-rule")]
    [Claim("soft-label-multilabel:masks-by-target")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void A_masked_score_costs_ten_million_in_the_code_and_nothing_in_the_text()
    {
        T[] scores = [Number(-1e7), Number(0.25)];
        T[] targets = [T.Zero, Number(0.75)];
        Assert.InRange(double.CreateChecked(Code(scores, targets)), 9_999_900, 10_000_000);
        var loss = double.CreateChecked(MultiLabelCrossEntropy.Loss<T>(scores, targets));
        Assert.Equal(0.7384, loss, 3);
        Assert.Equal(loss, double.CreateChecked(Repaired(scores, targets)), 5);
    }

    [Fact, Claim("soft-label-multilabel:code-mask-positive"), Claim("soft-label-multilabel:mask-rule")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void A_certain_positive_costs_ten_million_in_the_code_and_nothing_in_the_text()
    {
        T[] scores = [Number(1e7)];
        Assert.InRange(double.CreateChecked(Code(scores, [T.One])), 9_999_900, 10_000_000);
        Assert.Equal(0, double.CreateChecked(Repaired(scores, [T.One])), 6);
        Law.SameBits(MultiLabelCrossEntropy.Loss<T>(scores, [T.One]), T.Zero, "the kernel");
    }

    [Fact, Claim("soft-label-multilabel:code-confident-scores")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void The_code_punishes_a_right_and_confident_score()
    {
        var confident = double.CreateChecked(Code([Number(25)], [T.One]));
        Assert.InRange(confident, 8.8, 9.1);
        Law.Equal(True(MultiLabelCrossEntropy.Loss<T>([Number(25)], [T.One])), Ball.Log1p(Ball.Exp((Ball)(-25))));
        // least near ½ log((1−ε)/ε) = 8.06
        var least = double.CreateChecked(Code([Number(8)], [T.One]));
        Assert.True(least < double.CreateChecked(Code([Number(6)], [T.One])));
        Assert.True(least < double.CreateChecked(Code([Number(10)], [T.One])) && least < confident);
    }

    [Fact, Claim("soft-label-multilabel:frameworks-and-infinity")]
    public void A_term_of_minus_infinity_adds_nothing_to_a_shifted_sum()
    {
        Law.SameBits(LogOnePlusSum([T.NegativeInfinity]), T.Zero, "log(1 + 0)");
        Law.SameBits(LogOnePlusSum([T.One, T.NegativeInfinity]), LogOnePlusSum([T.One]), "beside another");
        Assert.True(T.IsNaN(T.PositiveInfinity + T.NegativeInfinity), "the score −∞ with the target 0");
    }

    // (36) with the largest x, not the larger of that and 0.
    [Fact, Claim("soft-label-multilabel:36"), Claim("soft-label-multilabel:shift-without-zero")]
    [Trait("Kernel", "LogSumExp")]
    public void Shifting_by_the_largest_term_without_the_one_overflows()
    {
        T[] x = [Number(-1000), Number(-1000)];
        var greatest = x.Max();
        var shifted = greatest + Log(Exp(-greatest) + Exp(x[0] - greatest) + Exp(x[1] - greatest));
        Assert.True(T.IsPositiveInfinity(shifted));
        Law.SameBits(LogOnePlusSum(x), T.Zero, "with the 0 included");
        Law.SameBits(LogSumExp.Log1pSum<T>(x), T.Zero, "the kernel");
    }

    [Fact, Claim("soft-label-multilabel:large-scores-overflow")]
    public void The_exponential_of_a_large_score_overflows_and_that_of_its_negative_vanishes()
    {
        Assert.True(T.IsPositiveInfinity(Exp(typeof(T) == typeof(float) ? Number(100) : Number(800))));
        Assert.True(T.IsZero(Exp(Number(-800))));
    }
}
