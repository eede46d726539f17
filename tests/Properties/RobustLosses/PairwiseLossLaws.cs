// The laws of circle loss and asymmetric loss: definitions, special cases, symmetry, gradients.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class PairwiseLossLawsInSingle : PairwiseLossLaws<float>;

public sealed class PairwiseLossLawsInDouble : PairwiseLossLaws<double>;

public abstract class PairwiseLossLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    /// <summary>A scale 1/8 … 8 and a margin 0 … 7/8, both in eighths.</summary>
    private static (T Scale, T Margin) Settings(byte drawn) =>
        (T.CreateChecked(1 + drawn % 64) / T.CreateChecked(8), T.CreateChecked(drawn % 8) / T.CreateChecked(8));

    /// <summary>At most five scores, within ±4 and in sixteenths: the range of similarities, and exact sums.</summary>
    private static (T[] Scores, bool[] Positives) Similarities(ModerateLogits<T> scores, int signs)
    {
        T[] s = [.. Few(scores.Values, 5).Select(score => T.Round(T.Clamp(score, -Four, Four) * Sixteen) / Sixteen)];
        return (s, [.. s.Select((_, i) => (signs >> i & 1) == 1)]);
    }

    private static readonly T Four = T.CreateChecked(4);

    private static readonly T Sixteen = T.CreateChecked(16);

    /// <summary>The exponents γ·a(s − m) and −γ·b(s − 1 + m), with the weights a and b given.</summary>
    private static TNumber Circle<TNumber>(
        TNumber[] s,
        TNumber[] weights,
        bool[] positives,
        TNumber scale,
        TNumber margin,
        TNumber one
    )
        where TNumber : IReal<TNumber>
    {
        var (negative, positive) = (one - one, one - one);
        for (var i = 0; i < s.Length; i++)
            if (positives[i])
                positive += TNumber.Exp(-(scale * weights[i] * (s[i] - one + margin)));
            else
                negative += TNumber.Exp(scale * weights[i] * (s[i] - margin));
        return TNumber.Log1p(negative * positive);
    }

    private static TNumber[] Weights<TNumber>(TNumber[] s, bool[] positives, TNumber margin, TNumber one)
        where TNumber : IReal<TNumber> =>
        [.. s.Select((x, i) => TNumber.Max(positives[i] ? one + margin - x : x + margin, one - one))];

    [Property, Claim("soft-label-multilabel:59")]
    [Trait("Kernel", "CircleLoss")]
    public void Circle_loss_is_its_published_formula(ModerateLogits<T> scores, int signs, byte drawn)
    {
        var (s, positives) = Similarities(scores, signs);
        var (scale, margin) = Settings(drawn);
        var exact = Law.Exact<T>(s);
        var weights = Weights(exact, positives, Exact(margin), Ball.One);
        Law.Equal(
            True(CircleLoss.Loss<T>(s, positives, scale, margin)),
            Circle(exact, weights, positives, Exact(scale), Exact(margin), Ball.One)
        );
    }

    // (59) has no weights a, b and a sum of two logarithms where the publication has one logarithm of 1 + the product. The two
    // differ also with equal weights: log(1 + xy) ≤ log(1+x) + log(1+y), equal only where a side is empty (x = y = 1: log 2 and
    // 2 log 2).
    [Property, Claim("soft-label-multilabel:59")]
    [Trait("Kernel", "CircleLoss")]
    public void Circle_loss_is_at_most_the_sum_of_the_logarithms_of_its_two_sides(
        ModerateLogits<T> scores,
        int signs,
        byte drawn
    )
    {
        var (s, positives) = Similarities(scores, signs);
        var (scale, margin) = Settings(drawn);
        var (exact, one) = (Law.Exact<T>(s), Ball.One);
        var weights = Weights(exact, positives, Exact(margin), one);
        var (negative, positive) = (Ball.Zero, Ball.Zero);
        for (var i = 0; i < s.Length; i++)
            if (positives[i])
                positive += Ball.Exp(-(Exact(scale) * weights[i] * (exact[i] - one + Exact(margin))));
            else
                negative += Ball.Exp(Exact(scale) * weights[i] * (exact[i] - Exact(margin)));
        Law.AtMost(True(CircleLoss.Loss<T>(s, positives, scale, margin)), Ball.Log1p(negative) + Ball.Log1p(positive));
    }

    [Property, Claim("soft-label-multilabel:59")]
    [Trait("Kernel", "CircleLoss")]
    public void Circle_loss_needs_both_sides(HardMultiLabel<T> row, byte drawn)
    {
        var (scale, margin) = Settings(drawn);
        var loss = CircleLoss.Loss<T>(row.Scores, row.Positives, scale, margin);
        Assert.True(loss >= T.Zero, "negative");
        var seen = row.Positives.Where((_, i) => T.IsFinite(row.Scores[i])).ToArray();
        if (seen.All(positive => positive) || !seen.Any(positive => positive))
            Law.SameBits(loss, T.Zero, "one side only");
    }

    [Property, Claim("soft-label-multilabel:59")]
    [Trait("Kernel", "CircleLoss")]
    public void Circle_loss_does_not_depend_on_the_order_of_the_scores(HardMultiLabel<T> row, byte drawn, int seed)
    {
        var (scale, margin) = Settings(drawn);
        var places = Permutation(row.Scores.Length, seed);
        Law.Equal(
            True(CircleLoss.Loss<T>(row.Scores, row.Positives, scale, margin)),
            True(CircleLoss.Loss<T>(Permuted(row.Scores, places), Permuted(row.Positives, places), scale, margin))
        );
    }

    // The derivative of the weight included. The terms of ∂(a(s − m)) = a + (s − m) truly cancel: in ulps of share·part·γ·(a + |s−m|).
    // At the kink a = 0 the hull of the one-sided derivatives contains the kernel's 0.
    [Property, Claim("soft-label-multilabel:59")]
    [Trait("Kernel", "CircleLoss")]
    public void The_gradient_of_circle_loss_is_its_derivative(ModerateLogits<T> scores, int signs, byte drawn)
    {
        var (s, positives) = Similarities(scores, signs);
        var (scale, margin) = Settings(drawn);
        var (exact, one) = (Law.Exact<T>(s), Jet<Ball>.Constant(1));
        var (_, derivative) = Derivatives.Gradient<Ball>(
            x =>
                Circle(
                    x,
                    Weights(x, positives, Jet<Ball>.Constant(Exact(margin)), one),
                    positives,
                    Jet<Ball>.Constant(Exact(scale)),
                    Jet<Ball>.Constant(Exact(margin)),
                    one
                ),
            exact
        );
        var gradient = Row(s.Length, g => CircleLoss.Gradient<T>(s, positives, scale, margin, g));
        for (var i = 0; i < s.Length; i++)
        {
            // share and part are at most 1
            var size = Exact(scale) * (2 * Ball.Abs(exact[i]) + 1 + 2 * Exact(margin));
            Law.Equal(Law.True(gradient[i], size), derivative[i], $"gradient[{i}]");
        }
    }

    [Property, Claim("soft-label-multilabel:59")]
    [Trait("Kernel", "CircleLoss")]
    public void With_the_weights_held_the_gradient_is_the_derivative_of_the_exponents_alone(
        ModerateLogits<T> scores,
        int signs,
        byte drawn
    )
    {
        var (s, positives) = Similarities(scores, signs);
        var (scale, margin) = Settings(drawn);
        var (exact, one) = (Law.Exact<T>(s), Jet<Ball>.Constant(1));
        var held = Array.ConvertAll(Weights(exact, positives, Exact(margin), Ball.One), Jet<Ball>.Constant);
        var (_, derivative) = Derivatives.Gradient<Ball>(
            x => Circle(x, held, positives, Jet<Ball>.Constant(Exact(scale)), Jet<Ball>.Constant(Exact(margin)), one),
            exact
        );
        var gradient = Row(s.Length, g => CircleLoss.HeldWeightsGradient<T>(s, positives, scale, margin, g));
        for (var i = 0; i < s.Length; i++)
        {
            Law.Equal(True(gradient[i]), derivative[i], $"gradient[{i}]");
            // Negatives are pushed down, positives up.
            Assert.True(positives[i] ? gradient[i] <= T.Zero : gradient[i] >= T.Zero, $"gradient[{i}]");
        }
    }

    // On logits: log p = −softplus(−s), log(1−p) = −softplus(s).
    [Property, Claim("soft-label-multilabel:58")]
    [Trait("Kernel", "AsymmetricLoss")]
    [Trait("Kernel", "BinaryCrossEntropy")]
    public void Without_focus_and_margin_asymmetric_loss_is_binary_cross_entropy(HardMultiLabel<T> row)
    {
        var expected = Law.Sum(
            row.Scores.Select(
                (score, i) =>
                    T.IsFinite(score)
                        ? True(BinaryCrossEntropy.Loss(score, row.Positives[i] ? T.One : T.Zero))
                        : Ball.Zero
            )
        );
        Law.Equal(True(AsymmetricLoss.Loss<T>(row.Scores, row.Positives, T.Zero, T.Zero)), expected);
    }

    private static Ball Power(Ball logarithm, Ball exponent) => Ball.Exp(exponent * logarithm);

    [Property, Claim("soft-label-multilabel:58")]
    [Trait("Kernel", "AsymmetricLoss")]
    public void Asymmetric_loss_is_its_published_formula(
        ModerateLogits<T> scores,
        int signs,
        byte positiveFocus,
        byte negativeFocus
    )
    {
        var s = scores.Values;
        bool[] positives = [.. s.Select((_, i) => (signs >> i & 1) == 1)];
        var eight = T.CreateChecked(8);
        var (up, down) = (T.CreateChecked(positiveFocus) / eight, T.CreateChecked(negativeFocus) / eight);
        var expected = Ball.Zero;
        for (var i = 0; i < s.Length; i++)
        {
            // −log p and −log(1−p)
            var (own, other) = (Ball.Softplus(-Exact(s[i])), Ball.Softplus(Exact(s[i])));
            expected += positives[i] ? Power(-other, Exact(up)) * own : Power(-own, Exact(down)) * other;
        }

        Law.Equal(True(AsymmetricLoss.Loss<T>(s, positives, up, down)), expected);
    }

    [Property, Claim("soft-label-multilabel:58")]
    [Trait("Kernel", "AsymmetricLoss")]
    public void Asymmetric_loss_does_not_increase_in_either_focus_or_in_the_margin(
        HardMultiLabel<T> row,
        byte first,
        byte second,
        bool which
    )
    {
        if (row.Scores.Length > 100)
            return;
        var eight = T.CreateChecked(8);
        var (low, high) = (
            T.CreateChecked(byte.Min(first, second)) / eight,
            T.CreateChecked(byte.Max(first, second)) / eight
        );
        T Loss(T focus) =>
            which
                ? AsymmetricLoss.Loss<T>(row.Scores, row.Positives, focus, T.One)
                : AsymmetricLoss.Loss<T>(row.Scores, row.Positives, T.One, focus);
        Law.AtMost(True(Loss(high)), True(Loss(low)), "focus");
        // p − m cancels: the bound is of the terms that it subtracts, so that the slack is that of the loss without a margin.
        T Margin(T margin) => AsymmetricLoss.Loss<T>(row.Scores, row.Positives, T.One, T.One, margin);
        var (narrow, wide) = (
            T.CreateChecked(byte.Min(first, second)) / T.CreateChecked(256),
            T.CreateChecked(byte.Max(first, second)) / T.CreateChecked(256)
        );
        var size = True(Margin(T.Zero));
        Law.AtMost(Law.True(Margin(wide), size), Law.True(Margin(narrow), size), "margin");
    }

    // Negatives with p ≤ m are dropped: neither loss nor gradient.
    [Property, Claim("soft-label-multilabel:58")]
    [Trait("Kernel", "AsymmetricLoss")]
    [Trait("Kernel", "Sigmoid")]
    public void Easy_negatives_below_the_margin_contribute_nothing(FiniteLogits<T> s, byte drawn)
    {
        var margin = T.CreateChecked(1 + drawn % 255) / T.CreateChecked(256);
        T[] easy = [.. s.Values.Where(score => Sigmoid.Value(score) < margin)];
        if (easy.Length == 0)
            return;
        var positives = new bool[easy.Length];
        Law.SameBits(AsymmetricLoss.Loss<T>(easy, positives, T.One, T.One, margin), T.Zero, "loss");
        foreach (
            var entry in Row(easy.Length, g => AsymmetricLoss.Gradient<T>(easy, positives, T.One, T.One, margin, g))
        )
            Assert.True(T.IsZero(entry), "gradient");
    }

    [Property, Claim("soft-label-multilabel:58")]
    [Trait("Kernel", "AsymmetricLoss")]
    public void The_gradient_of_asymmetric_loss_is_its_derivative(
        ModerateLogits<T> scores,
        int signs,
        byte positiveFocus,
        byte negativeFocus
    )
    {
        var s = Few(scores.Values, 4);
        bool[] positives = [.. s.Select((_, i) => (signs >> i & 1) == 1)];
        var (up, down) = (positiveFocus % 6, negativeFocus % 6);
        var gradient = Row(
            s.Length,
            g => AsymmetricLoss.Gradient<T>(s, positives, T.CreateChecked(up), T.CreateChecked(down), T.Zero, g)
        );
        for (var i = 0; i < s.Length; i++)
        {
            var (_, derivative) = Derivatives.Gradient<Ball>(
                x =>
                {
                    var (own, other) = (Jet<Ball>.Softplus(-x[0]), Jet<Ball>.Softplus(x[0]));
                    return positives[i]
                        ? Jet<Ball>.Exp(Jet<Ball>.Constant(-up) * other) * own
                        : Jet<Ball>.Exp(Jet<Ball>.Constant(-down) * own) * other;
                },
                Exact(s[i])
            );
            Law.Equal(True(gradient[i]), derivative[0], $"gradient[{i}]");
            Assert.True(positives[i] ? gradient[i] <= T.Zero : gradient[i] >= T.Zero, $"gradient[{i}]: sign");
        }
    }
}
