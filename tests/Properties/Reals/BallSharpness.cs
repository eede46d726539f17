// Radii are small: at 128 bits and a point argument at most 2⁻¹²⁰ max(1, condition number), relatively; and on wide
// balls a monotone function is as tight as its ends.
using FsCheck.Xunit;
using LossProofs.Reals;
using Xunit;

namespace LossProofs.Tests.Properties.Reals;

[Properties(Arbitrary = [typeof(BallArbitraries)])]
public class BallSharpness
{
    [Property(MaxTest = 500)]
    public void Exponentials_and_logarithms_lose_less_than_8_bits(Point128 x)
    {
        foreach (
            var function in new Func<Ball, Ball>[] { Ball.Exp, Ball.Expm1, Ball.Log, Ball.Log1p, Ball.Log2, Ball.Log10 }
        )
        {
            Inclusion.IsSharp(function, x.Value);
        }
    }

    [Property(MaxTest = 500)]
    public void Sigmoids_and_hyperbolic_functions_lose_less_than_8_bits(Point128 x)
    {
        foreach (
            var function in new Func<Ball, Ball>[]
            {
                Ball.Sigmoid,
                Ball.Softplus,
                Ball.Tanh,
                Ball.Sinh,
                Ball.Cosh,
                Ball.Asinh,
            }
        )
        {
            Inclusion.IsSharp(function, x.Value);
        }
    }

    [Property(MaxTest = 500)]
    public void Roots_powers_and_circular_functions_lose_less_than_8_bits(Point128 x)
    {
        foreach (
            var function in new Func<Ball, Ball>[]
            {
                Ball.Sqrt,
                a => Ball.Root(a, 3),
                a => Ball.Pow(a, 7),
                a => Ball.Pow(a, -3),
                a => Ball.Pow(a, new Rational(5, 3)),
                a => 1 / a,
                Ball.Sin,
                Ball.Cos,
                Ball.Atan,
            }
        )
        {
            Inclusion.IsSharp(function, x.Value);
        }
    }

    [Property(MaxTest = 60)]
    public void The_error_function_and_the_gamma_family_lose_less_than_8_bits(Point128 x)
    {
        foreach (
            var function in new Func<Ball, Ball>[]
            {
                Ball.Erf,
                Ball.Erfc,
                Ball.Gamma,
                Ball.LogGamma,
                Ball.Digamma,
                Ball.Trigamma,
            }
        )
        {
            Inclusion.IsSharp(function, x.Value);
        }
    }

    [Property]
    public void A_monotone_function_of_a_wide_ball_ends_where_its_ends_are(Enclosed x)
    {
        // radii of the size of roundings are carried along to first order instead
        if (!x.Ball.IsExact && x.Ball.Radius < Rational.Pow(2, -15 - x.Ball.Precision / 2))
        {
            return;
        }

        foreach (
            var function in new Func<Ball, Ball>[]
            {
                Ball.Exp,
                Ball.Sigmoid,
                Ball.Tanh,
                Ball.Atan,
                Ball.Asinh,
                Ball.Softplus,
            }
        )
        {
            var image = function(x.Ball);
            var (low, high) = (function(x.Ball.LowerEnd), function(x.Ball.UpperEnd));
            if (!image.IsFinite || !low.IsFinite || !high.IsFinite || x.Ball.Lower < -100_000 || x.Ball.Upper > 100_000)
            {
                continue;
            }

            // The radius has 32 bits, the midpoint the ball's precision: the image may exceed the hull of the ends by
            // 2⁻³⁰ of its radius (2⁻¹⁵ where the first-order bound stands in for the ends of a narrow ball) and by a few
            // units of the midpoint.
            var slack =
                image.Radius * Rational.Pow(2, -15)
                + Rational.Abs(image.Midpoint) * Rational.Pow(2, 4 - x.Ball.Precision);
            Assert.True(image.Lower >= low.Lower - slack && image.Upper <= high.Upper + slack, $"{image} for {x}");
        }
    }

    [Property]
    public void No_sign_is_lost_by_arithmetic_on_balls_that_touch_zero(Enclosed x, Enclosed y)
    {
        var (a, b) = (Ball.Abs(x.Ball.WithBits(64)), Ball.Abs(y.Ball.WithBits(64)));
        Assert.True(
            a.IsNonNegative
                && (a + b).IsNonNegative
                && (a * b).IsNonNegative
                && Ball.Pow(x.Ball.WithBits(64), 2).IsNonNegative
        );
    }
}
