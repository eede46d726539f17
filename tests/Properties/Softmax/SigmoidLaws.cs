// The laws of the sigmoid and of softplus, its integral.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class SigmoidLawsInSingle : SigmoidLaws<float>;

public sealed class SigmoidLawsInDouble : SigmoidLaws<double>;

public abstract class SigmoidLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    [Property, Claim("soft-label-multilabel:1"), Claim("soft-label-multilabel:3")]
    [Trait("Kernel", "Sigmoid")]
    public void The_sigmoid_is_the_defining_quotient(Score<T> x) =>
        Law.Equal(
            True(Sigmoid.Value(x.Value)),
            x.Value > T.Zero
                ? 1 / (1 + Ball.Exp(-Exact(x.Value)))
                : Ball.Exp(Exact(x.Value)) / (1 + Ball.Exp(Exact(x.Value)))
        );

    [Property, Claim("soft-label-multilabel:3")]
    [Trait("Kernel", "Sigmoid")]
    public void The_sigmoids_of_opposite_scores_sum_to_one(Score<T> x) =>
        Law.Equal(True(Sigmoid.Value(x.Value)) + True(Sigmoid.Value(-x.Value)), 1);

    [Property, Claim("soft-label-multilabel:21"), Claim("soft-label-multilabel:28")]
    [Trait("Kernel", "Sigmoid")]
    public void The_odds_of_a_sigmoid_are_the_exponential_of_its_score(Score<T> x)
    {
        var score = T.Abs(x.Value);
        Law.Equal(
            True(Sigmoid.Value(-score)),
            True(Sigmoid.Value(score)) * Ball.Exp(-Exact(score)),
            "σ(−x) = e^−x σ(x)"
        );
    }

    [Property, Claim("soft-label-multilabel:1")]
    [Trait("Kernel", "Sigmoid")]
    [Trait("Kernel", "Softplus")]
    public void The_sigmoid_and_softplus_increase(Score<T> x, Score<T> y)
    {
        var (low, high) = (T.Min(x.Value, y.Value), T.Max(x.Value, y.Value));
        Law.AtMost(True(Sigmoid.Value(low)), True(Sigmoid.Value(high)));
        Law.AtMost(True(Softplus.Value(low)), True(Softplus.Value(high)));
    }

    [Property, Claim("softmax-and-cross-entropy:1.3.1")]
    [Trait("Kernel", "Sigmoid")]
    public void The_slope_of_the_sigmoid_is_its_product_with_its_complement(Score<T> x)
    {
        var slope = True(Sigmoid.Gradient(x.Value));
        Law.Equal(slope, True(Sigmoid.Value(x.Value)) * True(Sigmoid.Value(-x.Value)));
        Law.AtMost(slope, Ball.One / 4);
    }

    [Property, Claim("soft-label-multilabel:4")]
    [Trait("Kernel", "Softplus")]
    public void Softplus_is_the_logarithm_of_one_plus_the_exponential(Score<T> x)
    {
        // log1p of the smaller exponential keeps a tiny softplus exact.
        var tail = Ball.Log1p(Ball.Exp(-Ball.Abs(Exact(x.Value))));
        Law.Equal(True(Softplus.Value(x.Value)), x.Value > T.Zero ? Exact(x.Value) + tail : tail);
    }

    [Property, Claim("soft-label-multilabel:4")]
    [Trait("Kernel", "Softplus")]
    public void Softplus_minus_its_mirror_image_is_the_identity(Score<T> x) =>
        Law.Equal(True(Softplus.Value(x.Value)) - True(Softplus.Value(-x.Value)), Exact(x.Value));

    [Property, Claim("soft-label-multilabel:4")]
    [Trait("Kernel", "Sigmoid")]
    [Trait("Kernel", "Softplus")]
    public void Softplus_is_minus_the_logarithm_of_the_opposite_sigmoid(Score<T> x)
    {
        Law.Equal(Ball.Exp(-True(Softplus.Value(x.Value))), True(Sigmoid.Value(-x.Value)));
        Law.SameBits(Sigmoid.LogValue(x.Value), -Softplus.Value(-x.Value), "log σ(x)");
    }

    [Property, Claim("soft-label-multilabel:4")]
    [Trait("Kernel", "Softplus")]
    public void Softplus_lies_within_log_2_above_the_positive_part(Score<T> x)
    {
        var positivePart = Exact(T.Max(x.Value, T.Zero));
        Law.Between(positivePart, True(Softplus.Value(x.Value)), positivePart + Ball.Ln2(128));
    }

    [Property, Claim("soft-label-multilabel:4")]
    [Trait("Kernel", "Sigmoid")]
    [Trait("Kernel", "Softplus")]
    public void The_gradient_of_softplus_is_the_sigmoid(Score<T> x, Score<T> y)
    {
        Law.SameBits(Softplus.Gradient(x.Value), Sigmoid.Value(x.Value), "softplus′");
        // and softplus, being convex, lies above each of its tangents
        Law.AtMost(
            True(Softplus.Value(x.Value)) + True(Sigmoid.Value(x.Value)) * (Exact(y.Value) - Exact(x.Value)),
            True(Softplus.Value(y.Value))
        );
    }

    [Property]
    [Trait("Kernel", "Sigmoid")]
    [Trait("Kernel", "Softplus")]
    public void Rows_of_sigmoids_and_softplus_are_elementwise_also_in_place(Logits<T> x)
    {
        var sigmoids = Row(x.Count, s => Sigmoid.Value(x.Values, s));
        var softplus = Row(x.Count, s => Softplus.Value(x.Values, s));
        for (var i = 0; i < x.Count; i++)
        {
            Law.SameBits(sigmoids[i], Sigmoid.Value(x.Values[i]), $"σ(x[{i}])");
            Law.SameBits(softplus[i], Softplus.Value(x.Values[i]), $"softplus(x[{i}])");
        }

        T[] row = [.. x.Values];
        Sigmoid.Value<T>(row, row);
        Law.SameBits<T>(row, sigmoids, "σ in place");
    }

    [Fact]
    [Trait("Kernel", "Sigmoid")]
    [Trait("Kernel", "Softplus")]
    public void At_infinity_the_sigmoid_and_softplus_take_their_limits()
    {
        Law.SameBits(Sigmoid.Value(T.PositiveInfinity), T.One);
        Law.SameBits(Sigmoid.Value(T.NegativeInfinity), T.Zero);
        Law.SameBits(Softplus.Value(T.PositiveInfinity), T.PositiveInfinity);
        Law.SameBits(Softplus.Value(T.NegativeInfinity), T.Zero);
    }
}
