// The laws of squared error and of the Gaussian likelihood that it comes from. The document l2-and-softmax has no tags: a
// claim's number is the equation's ordinal in it.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class SquaredErrorLawsInSingle : SquaredErrorLaws<float>;

public sealed class SquaredErrorLawsInDouble : SquaredErrorLaws<double>;

public abstract class SquaredErrorLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static readonly Ball HalfLogTwoPi = Ball.Log(2 * Ball.Pi(128)) / 2;

    private static Ball Difference(T prediction, T target) =>
        (Exact(prediction).WithBits(2400) - Exact(target).WithBits(2400)).WithBits(2400);

    private static Ball Square(T prediction, T target) =>
        Difference(prediction, target) is var difference ? difference * difference : difference;

    /// <summary>½ log 2π + log σ + (y−y′)²/(2σ²), in ulps of the terms' magnitudes: log σ may be negative.</summary>
    private static Ball NegativeLog(T prediction, T target, T sigma)
    {
        var (logarithm, s) = (Ball.Log(Exact(sigma)), Exact(sigma));
        var size = HalfLogTwoPi + Ball.Abs(logarithm) + Square(prediction, target) / (2 * s * s);
        return Law.True(SquaredError.GaussianNegativeLogLikelihood(prediction, target, sigma), size);
    }

    /// <summary>Whether a loss (or squared gradient) of these numbers is below the largest float, so that it says something.</summary>
    private static bool Overflows(T sigma, params T[] numbers)
    {
        var reach = Ball.Pow(4 * Law.Max(numbers.Select(number => Ball.Abs(Exact(number)))), 2);
        var square = Exact(sigma) * Exact(sigma);
        return !Ball.CertainlyLess(Ball.Max(reach, reach / square), Law.Largest<T>());
    }

    [Property, Claim("l2-and-softmax:#1")]
    [Claim("l2-and-softmax:measures-the-square")]
    [Trait("Kernel", "SquaredError")]
    public void The_loss_is_half_the_squared_difference(Score<T> prediction, Score<T> target)
    {
        var loss = SquaredError.Loss(prediction.Value, target.Value);
        Law.Rounds(loss, Square(prediction.Value, target.Value) / 2);
        Law.SameBits(loss, SquaredError.Loss(target.Value, prediction.Value), "symmetry");
    }

    [Property, Claim("l2-and-softmax:#1")]
    [Claim("l2-and-softmax:never-negative")]
    [Claim("l2-and-softmax:nearer-is-smaller")]
    [Trait("Kernel", "SquaredError")]
    public void The_loss_is_not_negative_and_zero_at_the_target(Score<T> prediction, Score<T> target)
    {
        Assert.True(SquaredError.Loss(prediction.Value, target.Value) >= T.Zero, "negative");
        Law.SameBits(SquaredError.Loss(target.Value, target.Value), T.Zero, "at the target");
    }

    [Property, Claim("l2-and-softmax:#5"), Claim("l2-and-softmax:#6")]
    [Claim("l2-and-softmax:slope-one")]
    [Claim("l2-and-softmax:gradient-proportional")]
    [Trait("Kernel", "SquaredError")]
    public void The_gradient_is_prediction_minus_target(Score<T> prediction, Score<T> target)
    {
        var gradient = SquaredError.Gradient(prediction.Value, target.Value);
        Law.Rounds(gradient, Difference(prediction.Value, target.Value));
        var row = Row(1, g => SquaredError.Gradient<T>([prediction.Value], [target.Value], g))[0];
        Assert.True(row == gradient, $"of a row of one: {row}");
    }

    // l(b) = l(a) + l′(a)(b−a) + ½(b−a)²: the tangent and a second derivative of 1, exactly. The tangent's slope is known to an
    // ulp of itself.
    [Property, Claim("l2-and-softmax:#5"), Claim("l2-and-softmax:#6")]
    [Trait("Kernel", "SquaredError")]
    public void The_loss_is_its_tangent_plus_half_the_squared_step(Score<T> from, Score<T> to, Score<T> target)
    {
        if (Overflows(T.One, from.Value, to.Value, target.Value))
            return;
        var step = Difference(to.Value, from.Value);
        Law.Equal(
            True(SquaredError.Loss(to.Value, target.Value)),
            True(SquaredError.Loss(from.Value, target.Value))
                + True(SquaredError.Gradient(from.Value, target.Value)) * step
                + step * step / 2
        );
    }

    [Property, Claim("l2-and-softmax:#1")]
    [Claim("l2-and-softmax:larger-errors")]
    [Claim("softmax-and-cross-entropy:table-linear-penalty")]
    [Trait("Kernel", "SquaredError")]
    public void Doubling_the_error_quadruples_the_loss(Score<T> prediction, Score<T> target)
    {
        var two = T.CreateChecked(2);
        var (p, t) = (prediction.Value * two, target.Value * two);
        if (!T.IsFinite(p) || !T.IsFinite(t))
            return;
        Law.Rounds(SquaredError.Loss(p, t), 4 * Square(prediction.Value, target.Value) / 2);
    }

    private static (T[] Predictions, T[] Targets) Pair(FiniteLogits<T> predictions, FiniteLogits<T> targets) =>
        (
            Few(predictions.Values, 16),
            [.. Few(predictions.Values, 16).Select((_, i) => targets.Values[i % targets.Count])]
        );

    [Property, Claim("l2-and-softmax:#4"), Claim("l2-and-softmax:#1")]
    [Trait("Kernel", "SquaredError")]
    public void The_loss_of_a_row_is_the_sum_of_its_entries(FiniteLogits<T> predictions, FiniteLogits<T> targets)
    {
        var (p, t) = Pair(predictions, targets);
        var expected = Law.Sum(p.Zip(t, (x, y) => Square(x, y) / 2));
        Law.Rounds(SquaredError.Loss<T>(p, t), expected);
        var gradient = new T[p.Length];
        Law.SameBits(SquaredError.LossAndGradient<T>(p, t, gradient), SquaredError.Loss<T>(p, t), "fused");
        for (var i = 0; i < p.Length; i++)
            Law.Rounds(gradient[i], Difference(p[i], t[i]), $"gradient[{i}]");
    }

    [Property, Claim("l2-and-softmax:#3"), Claim("l2-and-softmax:#4"), Claim("l2-and-softmax:#2")]
    [Claim("l2-and-softmax:loss-is-nll")]
    [Claim("l2-and-softmax:constant-term")]
    [Claim("softmax-and-cross-entropy:table-probabilistic-reading")]
    [Trait("Kernel", "SquaredError")]
    public void The_negative_log_likelihood_is_squared_error_over_the_variance_plus_a_constant(
        Score<T> prediction,
        Score<T> target,
        Temperature<T> sigma
    )
    {
        var s = Exact(sigma.Value);
        var certified = HalfLogTwoPi + Ball.Log(s) + Square(prediction.Value, target.Value) / (2 * s * s);
        var loss = SquaredError.GaussianNegativeLogLikelihood(prediction.Value, target.Value, sigma.Value);
        if (T.IsInfinity(loss))
            Law.Rounds(loss, certified);
        else
            Law.Equal(NegativeLog(prediction.Value, target.Value, sigma.Value), certified);
    }

    // The constant cancels between two predictions: ranking by likelihood is ranking by squared error.
    [Property, Claim("l2-and-softmax:#4")]
    [Trait("Kernel", "SquaredError")]
    public void Differences_of_the_negative_log_likelihood_are_differences_of_squared_error_over_the_variance(
        Score<T> first,
        Score<T> second,
        Score<T> target,
        Temperature<T> sigma
    )
    {
        if (
            Overflows(sigma.Value, first.Value, second.Value, target.Value)
            || Overflows(T.One, first.Value, second.Value, target.Value)
        )
            return;
        var s = Exact(sigma.Value);
        Law.Equal(
            NegativeLog(first.Value, target.Value, sigma.Value) - NegativeLog(second.Value, target.Value, sigma.Value),
            (True(SquaredError.Loss(first.Value, target.Value)) - True(SquaredError.Loss(second.Value, target.Value)))
                / (s * s)
        );
    }

    [Property, Claim("l2-and-softmax:#4"), Claim("l2-and-softmax:#6")]
    [Trait("Kernel", "SquaredError")]
    public void The_gradient_of_the_negative_log_likelihood_is_that_of_squared_error_over_the_variance(
        Score<T> prediction,
        Score<T> target,
        Temperature<T> sigma
    )
    {
        var s = Exact(sigma.Value);
        Law.Rounds(
            SquaredError.GaussianGradient(prediction.Value, target.Value, sigma.Value),
            Difference(prediction.Value, target.Value) / (s * s)
        );
        Law.Rounds(
            SquaredError.GaussianGradient(prediction.Value, target.Value, T.One),
            Difference(prediction.Value, target.Value),
            "σ = 1"
        );
    }

    [Property, Claim("l2-and-softmax:#2"), Claim("l2-and-softmax:#3")]
    [Trait("Kernel", "SquaredError")]
    public void The_likelihood_is_e_to_minus_the_negative_log_likelihood(
        Score<T> prediction,
        Score<T> target,
        Temperature<T> sigma
    )
    {
        var s = Exact(sigma.Value);
        // above 2¹² the density is below the smallest number for every σ drawn (at least 2⁻³⁰): e^−4096·2³⁰
        var exponent = Ball.Min(Square(prediction.Value, target.Value) / (2 * s * s), Ball.Pow(2, 12));
        Law.Equal(
            True(SquaredError.GaussianLikelihood(prediction.Value, target.Value, sigma.Value)),
            Ball.Exp(-exponent - HalfLogTwoPi) / s
        );
    }

    [Property, Claim("l2-and-softmax:#2")]
    [Claim("l2-and-softmax:peak-at-target")]
    [Trait("Kernel", "SquaredError")]
    public void The_likelihood_peaks_at_the_target(Score<T> prediction, Score<T> target, Temperature<T> sigma)
    {
        var peak = True(SquaredError.GaussianLikelihood(target.Value, target.Value, sigma.Value));
        Law.Equal(peak, Ball.Exp(-HalfLogTwoPi) / Exact(sigma.Value), "1/(σ√(2π))");
        Law.AtMost(True(SquaredError.GaussianLikelihood(prediction.Value, target.Value, sigma.Value)), peak);
        Law.AtMost(
            NegativeLog(target.Value, target.Value, sigma.Value),
            NegativeLog(prediction.Value, target.Value, sigma.Value),
            "negative logarithm"
        );
    }

    [Property, Claim("l2-and-softmax:#2")]
    [Trait("Kernel", "SquaredError")]
    public void A_prediction_farther_from_the_target_is_not_more_likely(
        Score<T> first,
        Score<T> second,
        Score<T> target,
        Temperature<T> sigma
    )
    {
        var (near, far) = (first.Value, second.Value);
        if (Ball.CertainlyLess(Square(far, target.Value), Square(near, target.Value)))
            (near, far) = (far, near);
        Law.AtMost(
            True(SquaredError.GaussianLikelihood(far, target.Value, sigma.Value)),
            True(SquaredError.GaussianLikelihood(near, target.Value, sigma.Value))
        );
    }

    // The likelihood of independent observations is the product of theirs: the logarithms add up.
    [Property, Claim("l2-and-softmax:#7"), Claim("l2-and-softmax:#3"), Claim("l2-and-softmax:#4")]
    [Claim("l2-and-softmax:product-of-likelihoods")]
    [Trait("Kernel", "SquaredError")]
    public void The_negative_log_likelihood_of_a_data_set_is_the_sum_over_its_samples(
        FiniteLogits<T> predictions,
        FiniteLogits<T> targets,
        Temperature<T> sigma
    )
    {
        var (p, t) = Pair(predictions, targets);
        if (Overflows(sigma.Value, [.. p, .. t]))
            return;
        var s = Exact(sigma.Value);
        var (logarithm, squares) = (Ball.Log(s), Law.Sum(p.Zip(t, (x, y) => Square(x, y))) / (2 * s * s));
        var whole = Law.True(
            SquaredError.GaussianNegativeLogLikelihood<T>(p, t, sigma.Value),
            p.Length * (HalfLogTwoPi + Ball.Abs(logarithm)) + squares
        );
        Law.Equal(whole, Law.Sum(p.Zip(t, (x, y) => NegativeLog(x, y, sigma.Value))));
    }

    // Maximum likelihood of one constant: the mean of the targets. It rounds by δ, which costs N·δ²/2.
    [Property, Claim("l2-and-softmax:#3"), Claim("l2-and-softmax:#4")]
    [Trait("Kernel", "SquaredError")]
    public void Among_constant_predictions_the_mean_of_the_targets_has_the_least_loss(
        ModerateLogits<T> targets,
        Score<T> other
    )
    {
        if (Overflows(T.One, other.Value))
            return;
        var n = targets.Count;
        var sum = Law.Sum(targets.Values.Select(Exact));
        var mean = T.CreateChecked((sum / n).MidpointAsDouble());
        var off = Exact(mean) - sum / n;
        T[] Constant(T value) => [.. Enumerable.Repeat(value, n)];
        Law.AtMost(
            True(SquaredError.Loss<T>(Constant(mean), targets.Values)),
            True(SquaredError.Loss<T>(Constant(other.Value), targets.Values)) + n * off * off / 2
        );
    }

    [Property, Claim("l2-and-softmax:#1")]
    [Trait("Kernel", "SquaredError")]
    public void The_convex_combination_of_two_predictions_loses_no_more_than_both(
        Score<T> first,
        Score<T> second,
        Score<T> target
    )
    {
        if (Overflows(T.One, first.Value, second.Value, target.Value))
            return;
        var middle = first.Value / T.CreateChecked(2) + second.Value / T.CreateChecked(2);
        // It rounds by δ: the loss moves by at most |middle − y|·|δ| + ½δ².
        var off = Ball.Abs(Exact(middle).WithBits(2400) - (Exact(first.Value) + Exact(second.Value)) / 2);
        var slope = Ball.Abs(Difference(middle, target.Value));
        Law.AtMost(
            True(SquaredError.Loss(middle, target.Value)),
            (True(SquaredError.Loss(first.Value, target.Value)) + True(SquaredError.Loss(second.Value, target.Value)))
                / 2
                + off * (slope + off)
        );
    }
}
