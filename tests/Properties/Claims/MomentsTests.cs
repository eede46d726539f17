// The closed forms of Terms/Moments against numerical integration of the densities: every law, degree and rate that has one.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using MathNet.Numerics.Integration;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class MomentsTests
{
    private static double Value(Term term) =>
        new Evaluator<Ball>(new Dictionary<string, Value<Ball>>(), 128, new Budget(1_000_000))
            .Evaluate(term)
            .Real.Midpoint.ToDouble();

    // The 3,200 terms of the quadrature below, each with some hundred units of rounding at most (exponents up to 100), sum with
    // a relative error of 3,400 roundings of the integral of |f|, which is below twice 1 + |∫f| for all integrands here. The
    // rule's own error, of order h³² with pieces h < 1/2, and the tails that are cut off, e⁻³⁷ and less, are smaller.
    private static double Tolerance(double integral) => 2 * 3400 * Math.ScaleB(1, -53) * (1 + Math.Abs(integral));

    // Gauss and Legendre on 200 pieces of 16 points each.
    private static double Integral(Func<double, double> f, double from, double to)
    {
        var sum = 0.0;
        for (var piece = 0; piece < 200; piece++)
        {
            sum += GaussLegendreRule.Integrate(
                f,
                from + (to - from) * piece / 200,
                from + (to - from) * (piece + 1) / 200,
                16
            );
        }

        return sum;
    }

    private static void Agree(NamedLaw law, Rational[] parameters, int degree, Rational rate, double expected)
    {
        var closed = Moments.Expectation(
            law,
            parameters.Select(parameter => (Term)parameter).ToSequence(),
            [new Wave(Term.One, degree, rate)]
        );
        Assert.NotNull(closed);
        var value = Value(closed);
        Assert.True(
            Math.Abs(value - expected) <= Tolerance(expected),
            $"{law}({string.Join(", ", parameters.Select(p => p.ToString()))}), x^{degree} e^({rate}x): {value:R}, by integration {expected:R}"
        );
    }

    public static TheoryData<int, double> Cases()
    {
        var cases = new TheoryData<int, double>();
        foreach (var degree in new[] { 0, 1, 2, 3, 4 })
        {
            foreach (var rate in new[] { -0.5, 0, 0.25, 0.5 })
            {
                cases.Add(degree, rate);
            }
        }

        return cases;
    }

    private static Rational Exactly(double quarters) => new((int)(quarters * 4), 4);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Normal_and_uniform_and_exponential_moments_are_integrals(int degree, double rate)
    {
        double Weighted(double x) => Math.Pow(x, degree) * Math.Exp(rate * x);
        Agree(
            NamedLaw.Normal,
            [new(1, 2), new(9, 4)],
            degree,
            Exactly(rate),
            Integral(x => Weighted(x) * Math.Exp(-(x - 0.5) * (x - 0.5) / 4.5) / Math.Sqrt(4.5 * Math.PI), -30, 31)
        );
        Agree(NamedLaw.Uniform, [-1, new(3, 2)], degree, Exactly(rate), Integral(Weighted, -1, 1.5) / 2.5);
        Agree(
            NamedLaw.Exponential,
            [new(3, 2)],
            degree,
            Exactly(rate),
            Integral(x => Weighted(x) * 1.5 * Math.Exp(-1.5 * x), 0, 60)
        );
        Agree(NamedLaw.Bernoulli, [new(1, 3)], degree, Exactly(rate), (2 * Weighted(0) + Weighted(1)) / 3);
    }

    [Theory]
    [InlineData(0, -0.5)]
    [InlineData(0, 0.25)]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    public void Laplace_and_Gumbel_moments_are_integrals(int degree, double rate)
    {
        double Weighted(double x) => Math.Pow(x, degree) * Math.Exp(rate * x);
        double Laplace(double x) => Weighted(x) * Math.Exp(-Math.Abs(x - 0.5) / 0.75) / 1.5;
        Agree(
            NamedLaw.Laplace,
            [new(1, 2), new(3, 4)],
            degree,
            Exactly(rate),
            Integral(Laplace, -45, 0.5) + Integral(Laplace, 0.5, 46)
        );
        if (degree == 0)
        {
            Agree(
                NamedLaw.Gumbel,
                [0, 1],
                0,
                Exactly(rate),
                Integral(x => Weighted(x) * Math.Exp(-x - Math.Exp(-x)), -6, 60)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Integrals_of_polynomials_times_exponentials_are_their_closed_forms(int degree, double rate)
    {
        Term x = new Symbol("x");
        Term Body(double c) => Simplifying.Power(x, (Rational)degree) * Term.Exp(Exactly(c) * x);
        double Weighted(double t, double c) => Math.Pow(t, degree) * Math.Exp(c * t);
        var bounded = Moments.Integral(Body(rate), "x", -1, 2);
        var expected = Integral(t => Weighted(t, rate), -1, 2);
        Assert.Equal(expected, Value(bounded!), Tolerance(expected));
        if (rate < 0)
        {
            var tail = Moments.Integral(Body(rate), "x", 1, Term.Infinity);
            expected = Integral(t => Weighted(t, rate), 1, 150);
            Assert.Equal(expected, Value(tail!), Tolerance(expected));
        }
        else
        {
            // It diverges: the term has no value.
            var diverging = Moments.Integral(Body(rate), "x", 1, Term.Infinity);
            Assert.False(
                new Evaluator<Ball>(new Dictionary<string, Value<Ball>>(), 128, new Budget(100_000))
                    .Evaluate(diverging!)
                    .IsDefined
            );
        }
    }
}
