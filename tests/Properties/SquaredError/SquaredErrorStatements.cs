// What the document on the squared error says in words: names, densities, curves, and how data are to be split.
using LossProofs.Kernels;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties;

public class SquaredErrorStatements
{
    [Fact, Claim("l2-and-softmax:called-mean-squared-error"), Claim("l2-and-softmax:sum-called-mean-squared-error")]
    [Trait("Kernel", "SquaredError")]
    public void Half_the_squared_difference_is_not_the_mean_squared_error()
    {
        Assert.Equal(0.5, SquaredError.Loss(0.0, 1.0));
        double[] errors = [1, 3];
        var mean = errors.Average(error => error * error);
        Assert.Equal(5, mean);
        // Neither the sum of the halves nor its N-th part.
        Assert.Equal(5, errors.Sum(error => SquaredError.Loss(0.0, error)));
        Assert.Equal(2.5, errors.Average(error => SquaredError.Loss(0.0, error)));
        Assert.Equal(1, ((double[])[1.0]).Average(error => error * error));
    }

    // A density may exceed 1, and one observation has probability 0: the probability of |y| ≤ h tends to 0 with h.
    [Theory, Claim("l2-and-softmax:density-or-probability"), Claim("l2-and-softmax:probability-of-the-data")]
    [InlineData(0.1f, 3.989)]
    [InlineData(0.01f, 39.894)]
    [Trait("Kernel", "SquaredError")]
    public void The_likelihood_of_an_observation_is_a_density(float sigma, double density)
    {
        Assert.Equal(density, SquaredError.GaussianLikelihood(0f, 0f, sigma), 2);
        Assert.Equal(density, SquaredError.GaussianLikelihood(0.0, 0.0, sigma), 2);
        Assert.InRange(2e-6 * SquaredError.GaussianLikelihood(0.0, 0.0, sigma), 0, 1e-4);
    }

    [
        Fact,
        Claim("l2-and-softmax:bell-curve"),
        Claim("l2-and-softmax:bell-curve-again"),
        Claim("l2-and-softmax:peak-at-target")
    ]
    [Trait("Kernel", "SquaredError")]
    public void With_unit_variance_the_likelihood_of_zero_is_proportional_to_e_to_minus_half_the_square()
    {
        foreach (var prediction in (double[])[-3, -1, -0.25, 0, 0.5, 2])
        {
            Assert.Equal(
                Math.Exp(-prediction * prediction / 2),
                SquaredError.GaussianLikelihood(prediction, 0, 1) / SquaredError.GaussianLikelihood(0.0, 0, 1),
                12
            );
        }
    }

    [Fact, Claim("l2-and-softmax:identically-distributed")]
    [Trait("Kernel", "SquaredError")]
    public void Targets_with_different_means_are_not_identically_distributed()
    {
        var first = SquaredError.GaussianLikelihood(0.0, 0.0, 1);
        var second = SquaredError.GaussianLikelihood(2.0, 0.0, 1);
        Assert.Equal(Math.Exp(2), first / second, 9);
    }

    [Fact, Claim("l2-and-softmax:equivalent-sums"), Claim("l2-and-softmax:constant-term")]
    [Trait("Kernel", "SquaredError")]
    public void With_one_variance_the_weights_of_the_squares_are_equal_and_with_two_they_are_not()
    {
        static double Best(double first, double second) =>
            Enumerable
                .Range(0, 1001)
                .Select(k => k / 1000.0)
                .MinBy(c =>
                    SquaredError.GaussianNegativeLogLikelihood(c, 0.0, first)
                    + SquaredError.GaussianNegativeLogLikelihood(c, 1.0, second)
                );
        Assert.Equal(0.5, Best(1, 1));
        Assert.Equal(0.5, Best(3, 3));
        Assert.Equal(0.2, Best(1, 2));
    }

    [Fact]
    [
        Claim("l2-and-softmax:slope-one"),
        Claim("l2-and-softmax:zero-at-target"),
        Claim("l2-and-softmax:grows-with-error")
    ]
    [
        Claim("l2-and-softmax:gradient-at-target-zero"),
        Claim("l2-and-softmax:parabola"),
        Claim("l2-and-softmax:parabola-again")
    ]
    [
        Claim("l2-and-softmax:half-cancels"),
        Claim("l2-and-softmax:chain-rule"),
        Claim("l2-and-softmax:minimum-of-the-loss")
    ]
    [Trait("Kernel", "SquaredError")]
    public void The_gradient_is_a_line_of_slope_one_whatever_the_target()
    {
        foreach (var target in (double[])[0, -2, 5])
        {
            foreach (var prediction in (double[])[-4, -1, 0, 0.5, 3])
            {
                Assert.Equal(prediction - target, SquaredError.Gradient(prediction, target));
                Assert.Equal(
                    1,
                    SquaredError.Gradient(prediction + 1, target) - SquaredError.Gradient(prediction, target)
                );
                Assert.Equal(0.5 * prediction * prediction, SquaredError.Loss(prediction, 0.0));
            }
        }
    }

    // y′ = w·x: at x = 0 no error, however large, moves the weight.
    [Fact, Claim("l2-and-softmax:updates-far-away")]
    [Trait("Kernel", "SquaredError")]
    public void The_update_of_a_parameter_is_the_error_times_the_slope_of_the_prediction()
    {
        static double Update(double w, double x, double target) => SquaredError.Gradient(w * x, target) * x;
        Assert.Equal(0, Update(1, 0, 100));
        Assert.Equal(-1, Update(1, 1, 2));
        Assert.Equal(-9, Update(1, 1, 10));
    }

    [Theory, Claim("l2-and-softmax:gradient-descent")]
    [InlineData(0.5, true)]
    [InlineData(1.9, true)]
    [InlineData(2.0, false)]
    [InlineData(2.5, false)]
    [Trait("Kernel", "SquaredError")]
    public void Gradient_descent_finds_the_minimum_for_steps_between_zero_and_two(double step, bool converges)
    {
        var y = 1.0;
        for (var i = 0; i < 500; i++)
        {
            y -= step * SquaredError.Gradient(y, 0.0);
        }

        Assert.Equal(converges, Math.Abs(y) < 1e-9);
    }
}
