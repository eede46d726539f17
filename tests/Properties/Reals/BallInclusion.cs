// The inclusion principle, operation by operation: for all x in X, f(x) is in F(X); and results at two precisions meet.
using FsCheck.Xunit;
using LossProofs.Reals;

namespace LossProofs.Tests.Properties.Reals;

[Properties(Arbitrary = [typeof(BallArbitraries)])]
public class BallInclusion
{
    [Property]
    public void A_sum_contains_the_sums_of_its_points(Enclosed x, Enclosed y) => Inclusion.Holds((a, b) => a + b, x, y);

    [Property]
    public void A_difference_contains_the_differences_of_its_points(Enclosed x, Enclosed y) =>
        Inclusion.Holds((a, b) => a - b, x, y);

    [Property]
    public void A_product_contains_the_products_of_its_points(Enclosed x, Enclosed y) =>
        Inclusion.Holds((a, b) => a * b, x, y);

    [Property]
    public void A_quotient_contains_the_quotients_of_its_points(Enclosed x, Enclosed y) =>
        Inclusion.Holds((a, b) => a / b, x, y);

    [Property]
    public void A_negation_contains_the_negations_of_its_points(Enclosed x) => Inclusion.Holds(a => -a, x);

    [Property]
    public void Abs_contains_its_values(Enclosed x) => Inclusion.Holds(Ball.Abs, x);

    [Property]
    public void Min_contains_its_values(Enclosed x, Enclosed y) => Inclusion.Holds(Ball.Min, x, y);

    [Property]
    public void Max_contains_its_values(Enclosed x, Enclosed y) => Inclusion.Holds(Ball.Max, x, y);

    [Property]
    public void Hull_contains_both_sides(Enclosed x, Enclosed y)
    {
        var hull = Ball.Hull(x.Ball, y.Ball);
        Xunit.Assert.True(hull.Contains(x.Value) && hull.Contains(y.Value), hull.ToString());
    }

    [Property]
    public void An_integer_power_contains_its_values(Enclosed x, sbyte n) => Inclusion.Holds(a => Ball.Pow(a, n), x);

    [Property]
    public void A_rational_power_contains_its_values(Enclosed x, sbyte n, byte d) =>
        Inclusion.Holds(a => Ball.Pow(a, new Rational(n, d + 1)), x);

    [Property]
    public void A_real_power_contains_its_values(Enclosed x, Enclosed y) => Inclusion.Holds(Ball.Pow, x, y);

    [Property]
    public void Sqrt_contains_its_values(Enclosed x) => Inclusion.Holds(Ball.Sqrt, x);

    [Property]
    public void A_root_contains_its_values(Enclosed x, byte n) => Inclusion.Holds(a => Ball.Root(a, 1 + n % 12), x);

    [Property]
    public void Exp_contains_its_values(Enclosed x) => Inclusion.Holds(Ball.Exp, x);

    [Property]
    public void Expm1_contains_its_values(Enclosed x) => Inclusion.Holds(Ball.Expm1, x);

    [Property]
    public void Log_contains_its_values(Enclosed x) => Inclusion.Holds(Ball.Log, x);

    [Property]
    public void Log1p_contains_its_values(Enclosed x) => Inclusion.Holds(Ball.Log1p, x);

    [Property]
    public void Log2_contains_its_values(Enclosed x) => Inclusion.Holds(Ball.Log2, x);

    [Property]
    public void Log10_contains_its_values(Enclosed x) => Inclusion.Holds(Ball.Log10, x);

    [Property]
    public void Sigmoid_contains_its_values(Enclosed x) => Inclusion.Holds(Ball.Sigmoid, x);

    [Property]
    public void Softplus_contains_its_values(Enclosed x) => Inclusion.Holds(Ball.Softplus, x);

    [Property]
    public void Tanh_contains_its_values(Enclosed x) => Inclusion.Holds(Ball.Tanh, x);

    [Property]
    public void Sinh_contains_its_values(Enclosed x) => Inclusion.Holds(Ball.Sinh, x);

    [Property]
    public void Cosh_contains_its_values(Enclosed x) => Inclusion.Holds(Ball.Cosh, x);

    [Property]
    public void Asinh_contains_its_values(Enclosed x) => Inclusion.Holds(Ball.Asinh, x);

    [Property]
    public void Atan_contains_its_values(Enclosed x) => Inclusion.Holds(Ball.Atan, x);

    [Property]
    public void Sin_contains_its_values(Enclosed x) => Inclusion.Holds(Ball.Sin, x);

    [Property]
    public void Cos_contains_its_values(Enclosed x) => Inclusion.Holds(Ball.Cos, x);

    [Property(MaxTest = 400)]
    public void Erf_contains_its_values(Enclosed x) => Inclusion.Holds(Ball.Erf, x);

    [Property(MaxTest = 400)]
    public void Erfc_contains_its_values(Enclosed x) => Inclusion.Holds(Ball.Erfc, x);

    [Property(MaxTest = 200)]
    public void Gamma_contains_its_values(Enclosed x) => Inclusion.Holds(Ball.Gamma, x);

    [Property(MaxTest = 200)]
    public void LogGamma_contains_its_values(Enclosed x) => Inclusion.Holds(Ball.LogGamma, x);

    [Property(MaxTest = 100)]
    public void Beta_contains_its_values(Enclosed x, Enclosed y) => Inclusion.Holds(Ball.Beta, x, y);

    [Property(MaxTest = 100)]
    public void Digamma_contains_its_values(Enclosed x) => Inclusion.Holds(Ball.Digamma, x);

    [Property(MaxTest = 100)]
    public void Trigamma_contains_its_values(Enclosed x) => Inclusion.Holds(Ball.Trigamma, x);

    [Property(MaxTest = 200)]
    public void A_sum_of_many_terms_contains_the_sum_of_their_points(Enclosed[] terms)
    {
        var sum = Ball.Sum([.. terms.Select(term => term.Ball)]);
        Xunit.Assert.True(sum.Contains(terms.Aggregate(Rational.Zero, (total, term) => total + term.Value)));
    }

    [Property(MaxTest = 200)]
    public void A_product_of_many_factors_contains_the_product_of_their_points(Enclosed[] factors)
    {
        factors = [.. factors.Take(20)];
        var product = Ball.Product([.. factors.Select(factor => factor.Ball)]);
        Xunit.Assert.True(product.Contains(factors.Aggregate(Rational.One, (total, factor) => total * factor.Value)));
    }

    [Property]
    public void Rounding_to_another_precision_keeps_every_point(Enclosed x, byte bits) =>
        Xunit.Assert.True(x.Ball.WithBits(2 + bits).Contains(x.Value));

    [Property]
    public void Both_ends_are_rationals_around_every_point(Enclosed x) =>
        Xunit.Assert.True(x.Ball.Lower <= x.Value && x.Value <= x.Ball.Upper);
}
