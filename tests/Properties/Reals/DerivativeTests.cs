// Jets and Taylor series: against closed forms, against each other, against Taylor's theorem, all in certified arithmetic.
using LossProofs.Reals;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties.Reals;

public class DerivativeTests
{
    private const int Bits = 160;

    // A univariate formula, generic over the number type, and the range of points it is tried at.
    private interface IFormula
    {
        static abstract T Of<T>(T x)
            where T : IReal<T>;
    }

    private sealed record Case(
        Func<Ball, Ball> Value,
        Func<Jet<Ball>, Jet<Ball>> Jet,
        Func<TaylorSeries<Ball>, TaylorSeries<Ball>> Series,
        Func<TaylorSeries<Interval>, TaylorSeries<Interval>> Enclosure,
        double Lowest,
        double Highest
    );

    private static Case Make<TFormula>(double lowest, double highest)
        where TFormula : IFormula => new(TFormula.Of, TFormula.Of, TFormula.Of, TFormula.Of, lowest, highest);

    private static readonly Dictionary<string, Case> Cases = new(StringComparer.Ordinal)
    {
        ["sqrt"] = Make<SqrtOf>(0.01, 100),
        ["exp"] = Make<ExpOf>(-20, 20),
        ["expm1"] = Make<Expm1Of>(-20, 20),
        ["log"] = Make<LogOf>(0.01, 100),
        ["log1p"] = Make<Log1pOf>(-0.99, 100),
        ["log2"] = Make<Log2Of>(0.01, 100),
        ["log10"] = Make<Log10Of>(0.01, 100),
        ["sigmoid"] = Make<SigmoidOf>(-30, 30),
        ["softplus"] = Make<SoftplusOf>(-30, 30),
        ["tanh"] = Make<TanhOf>(-10, 10),
        ["sinh"] = Make<SinhOf>(-10, 10),
        ["cosh"] = Make<CoshOf>(-10, 10),
        ["asinh"] = Make<AsinhOf>(-10, 10),
        ["atan"] = Make<AtanOf>(-10, 10),
        ["sin"] = Make<SinOf>(-10, 10),
        ["cos"] = Make<CosOf>(-10, 10),
        ["erf"] = Make<ErfOf>(-4, 4),
        ["erfc"] = Make<ErfcOf>(-4, 8),
        ["gamma"] = Make<GammaOf>(0.1, 20),
        ["loggamma"] = Make<LogGammaOf>(0.1, 50),
        ["trigamma"] = Make<TrigammaOf>(0.1, 50),
        ["quotient"] = Make<QuotientOf>(-10, 10),
        ["fifth power"] = Make<FifthPowerOf>(-10, 10),
        ["inverse cube"] = Make<InverseCubeOf>(0.1, 10),
        ["real power"] = Make<RealPowerOf>(0.1, 10),
        ["x to the x"] = Make<SelfPowerOf>(0.1, 10),
        ["power of a constant"] = Make<ConstantPowerOf>(-10, 10),
        ["abs"] = Make<AbsOf>(-10, 10),
        ["max of two"] = Make<MaxOf>(-10, 10),
        ["gamma-cross-entropy"] = Make<GammaCrossEntropyOf>(-20, 20),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    // Two routes that share no rule: the chain rule on first and second derivatives, and the recurrences of power series.
    [Theory]
    [MemberData(nameof(Names))]
    public void A_jet_and_a_Taylor_series_agree(string name)
    {
        ForPoints(
            name,
            100,
            (formula, x) =>
            {
                var (value, gradient, hessian) = Derivatives.Hessian<Ball>(v => formula.Jet(v[0]), x);
                var series = Derivatives.Taylor(formula.Series, x, 3);
                AssertMeet(value, series[0], $"{name} at {x.MidpointAsDouble()}");
                AssertMeet(gradient[0], series[1], $"{name}' at {x.MidpointAsDouble()}");
                AssertMeet(hessian[0, 0], series[2] + series[2], $"{name}'' at {x.MidpointAsDouble()}");
            }
        );
    }

    // f(x + h) = Σ_{k<n} c_k(x) h^k + c_n(ξ) hⁿ with ξ between: enclosing c_n over the whole segment encloses f(x + h).
    [Theory]
    [MemberData(nameof(Names))]
    public void Taylors_theorem_holds_over_the_segment(string name)
    {
        const int Order = 6;
        ForPoints(
            name,
            20,
            (formula, x) =>
            {
                var h = Ball.From(new Rational(1, 1024), Bits);
                var expected = formula.Value(x + h);
                var atPoint = Derivatives.Taylor(formula.Series, x, Order);
                var onSegment = Derivatives.Taylor(formula.Series, Ball.Hull(x, x + h), Order);
                var sum = onSegment[Order];
                for (var k = Order - 1; k >= 0; k--)
                {
                    sum = sum * h + atPoint[k];
                }

                AssertMeet(sum, expected, $"{name} at {x.MidpointAsDouble()} + 1/1024");
                // the remainder's uncertainty is multiplied by 2⁻⁶⁰: the sum is certain to some forty bits
                Assert.True(
                    name is "abs" or "max of two"
                        || sum.Radius < new Rational(1, 1L << 30) * (Rational.One + Rational.Abs(sum.Midpoint)),
                    $"{name} at {x.MidpointAsDouble()}: radius {sum.Radius}"
                );
            }
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Over_intervals_the_coefficients_contain_the_certified_ones(string name)
    {
        ForPoints(
            name,
            50,
            (formula, x) =>
            {
                var point = x.MidpointAsDouble();
                var box = new Interval(point, point + Math.Abs(point) / 1024);
                var enclosed = Derivatives.Taylor(formula.Enclosure, box, 3);
                var certified = Derivatives.Taylor(formula.Series, x, 3);
                for (var k = 0; k <= 3; k++)
                {
                    if (enclosed[k].IsDefined)
                    {
                        var (lower, upper) = certified[k].ToDoubleBounds();
                        Assert.True(
                            enclosed[k].Lower <= upper && lower <= enclosed[k].Upper,
                            $"coefficient {k} of {name} at {point}: {enclosed[k]} does not contain [{lower}, {upper}]"
                        );
                    }
                }
            }
        );
    }

    [Fact]
    public void Coefficients_are_known_numbers()
    {
        var one = Ball.From(1.0, Bits);
        var zero = Ball.From(0.0, Bits);
        Check(Derivatives.Taylor(TaylorSeries<Ball>.Exp, zero, 5), (1, 1), (1, 1), (1, 2), (1, 6), (1, 24), (1, 120));
        Check(Derivatives.Taylor(TaylorSeries<Ball>.Log, one, 4), (0, 1), (1, 1), (-1, 2), (1, 3), (-1, 4));
        Check(Derivatives.Taylor(TaylorSeries<Ball>.Atan, zero, 5), (0, 1), (1, 1), (0, 1), (-1, 3), (0, 1), (1, 5));
        Check(Derivatives.Taylor(TaylorSeries<Ball>.Tanh, zero, 5), (0, 1), (1, 1), (0, 1), (-1, 3), (0, 1), (2, 15));
        Check(Derivatives.Taylor(TaylorSeries<Ball>.Sigmoid, zero, 3), (1, 2), (1, 4), (0, 1), (-1, 48));
        Check(Derivatives.Taylor(TaylorSeries<Ball>.Asinh, zero, 3), (0, 1), (1, 1), (0, 1), (-1, 6));
        Check(Derivatives.Taylor(x => TaylorSeries<Ball>.Pow(x, 3), zero, 4), (0, 1), (0, 1), (0, 1), (1, 1), (0, 1));
        Check(Derivatives.Taylor(x => TaylorSeries<Ball>.Sqrt(x), one, 3), (1, 1), (1, 2), (-1, 8), (1, 16));

        static void Check(Ball[] coefficients, params (int Numerator, int Denominator)[] expected)
        {
            for (var k = 0; k < expected.Length; k++)
            {
                var value = new Rational(expected[k].Numerator, expected[k].Denominator);
                Assert.True(coefficients[k].Overlaps(Ball.From(value, Bits)), $"coefficient {k}: {value} expected");
                Assert.True(coefficients[k].Radius <= new Rational(1, 1L << 62), $"coefficient {k} is wide");
            }
        }
    }

    [Fact]
    public void The_polygamma_functions_take_their_known_values()
    {
        // ψ'(1) = π²/6, ψ''(1) = −2ζ(3) (here through ψ''(½) = 7ψ''(1), both sides computed), ψ(1) − ψ(½) = 2 log 2
        var (one, half) = (Ball.From(1.0, Bits), Ball.From(0.5, Bits));
        var pi = Ball.Pi(Bits);
        AssertMeet(PolygammaSeries.Enclose(1, one), pi * pi / 6, "ψ'(1) = π²/6");
        AssertMeet(PolygammaSeries.Enclose(1, half), pi * pi / 2, "ψ'(½) = π²/2");
        AssertMeet(
            PolygammaSeries.Enclose(0, one) - PolygammaSeries.Enclose(0, half),
            2 * Ball.Ln2(Bits),
            "ψ(1) − ψ(½) = 2 log 2"
        );
        AssertMeet(PolygammaSeries.Enclose(2, half), 7 * PolygammaSeries.Enclose(2, one), "ψ''(½) = 7ψ''(1)");
        // −2ζ(3), ζ(3) = 1.2020569031595942853997381615114499907649862923405 (OEIS A002117)
        AssertMeet(
            PolygammaSeries.Enclose(2, one),
            Ball.From(-2.4041138063191885707994763230228999815299725846810m, Bits).Widen(Ball.From(1e-27)),
            "ψ''(1) = −2ζ(3)"
        );
        Assert.False(PolygammaSeries.Enclose(0, Ball.From(-3.0, Bits)).IsDefined);
        Assert.False(PolygammaSeries.Enclose<Interval>(1, new Interval(-0.5, 0.5)).IsDefined);
    }

    [Fact]
    public void At_a_kink_the_derivative_encloses_the_one_sided_ones()
    {
        var zero = (Interval)0;
        var (_, absolute) = Derivatives.Gradient<Interval>(v => Jet<Interval>.Abs(v[0]), zero);
        Assert.Equal(new Interval(-1, 1), absolute[0]);

        var (_, larger) = Derivatives.Gradient<Interval>(
            v => Jet<Interval>.Max(v[0], v[0] * Jet<Interval>.From(3, 53)),
            zero
        );
        Assert.Equal(new Interval(1, 3), larger[0]);

        var (_, smaller) = Derivatives.Gradient<Interval>(v => Jet<Interval>.Min(v[0], v[1]), 2, 2);
        Assert.Equal(new Interval(0, 1), smaller[0]);
        Assert.Equal(new Interval(0, 1), smaller[1]);

        var series = Derivatives.Taylor(TaylorSeries<Interval>.Abs, zero, 2);
        Assert.Equal(new Interval(-1, 1), series[1]);
        Assert.Equal(zero, series[2]);

        // also where the kink is only possible, and not where it is excluded
        var (_, possible) = Derivatives.Gradient<Interval>(v => Jet<Interval>.Abs(v[0]), new Interval(-1, 2));
        Assert.Equal(new Interval(-1, 1), possible[0]);
        var (_, excluded) = Derivatives.Gradient<Interval>(v => Jet<Interval>.Abs(v[0]), new Interval(-2, -1));
        Assert.Equal(-1, excluded[0]);

        // a double holds no hull: undefined
        Assert.False(Derivatives.Gradient<Binary64>(v => Jet<Binary64>.Abs(v[0]), 0.0).Gradient[0].IsDefined);
    }

    [Fact]
    public void A_derivative_that_does_not_exist_is_undefined_though_the_value_is_not()
    {
        var root = Derivatives.Hessian<Ball>(v => Jet<Ball>.Sqrt(v[0]), Ball.From(0.0, Bits));
        Assert.True(root.Value.IsDefined);
        Assert.False(root.Gradient[0].IsDefined);
        Assert.False(root.Hessian[0, 0].IsDefined);

        var power = Derivatives.Hessian<Interval>(
            v => Jet<Interval>.Pow(v[0], Jet<Interval>.From(new Rational(3, 2), 53)),
            0
        );
        Assert.Equal(0, power.Value);
        Assert.Equal(0, power.Gradient[0]);
        Assert.False(power.Hessian[0, 0].IsDefined);

        // an undefined value has undefined derivatives only
        var log = Derivatives.Gradient<Interval>(v => Jet<Interval>.Log(v[0]) + v[1], -1, 2);
        Assert.False(log.Value.IsDefined || log.Gradient[0].IsDefined || log.Gradient[1].IsDefined);
        var series = Derivatives.Taylor(x => TaylorSeries<Interval>.Undefined + x, (Interval)1, 2);
        Assert.False(series[0].IsDefined || series[2].IsDefined);
    }

    [Fact]
    public void Jets_that_do_not_fit_are_refused()
    {
        var (two, three) = (Jet<Interval>.Variable(1, 0, 2), Jet<Interval>.Variable(1, 0, 3));
        Assert.Equal(
            "jets in 2 and in 3 variables do not combine",
            Assert.Throws<ArgumentException>(() => two + three).Message
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => Jet<Interval>.Variable(1, 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Jet<Interval>.Variable(1, 0, 1, order: 3));
        Assert.Throws<InvalidOperationException>(() => Jet<Interval>.Variable(1, 0, 1, order: 1).Hessian(0, 0));
        Assert.Throws<ArgumentException>(() =>
            TaylorSeries<Interval>.Variable(1, 2) + TaylorSeries<Interval>.Variable(1, 3)
        );
    }

    private static void ForPoints(string name, int count, Action<Case, Ball> check)
    {
        var (formula, random) = (Cases[name], new Random(Reproducibility.SeedOf("derivatives of " + name)));
        for (var i = Reproducibility.Cases(count); i > 0; i--)
        {
            var x = formula.Lowest + (formula.Highest - formula.Lowest) * random.NextDouble();
            x = random.Next(4) == 0 ? Math.Round(x * 4) / 4 : x;
            check(formula, Ball.From(Math.Clamp(x, formula.Lowest, formula.Highest), Bits));
        }
    }

    private static void AssertMeet(Ball left, Ball right, string what)
    {
        Assert.True(left.IsDefined == right.IsDefined, $"{what}: only one side is defined");
        Assert.True(
            left.Overlaps(right),
            $"{what}: {left.MidpointAsDouble():R} and {right.MidpointAsDouble():R} do not meet"
        );
    }

    private readonly struct SqrtOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Sqrt(x);
    }

    private readonly struct ExpOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Exp(x);
    }

    private readonly struct Expm1Of : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Expm1(x);
    }

    private readonly struct LogOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Log(x);
    }

    private readonly struct Log1pOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Log1p(x);
    }

    private readonly struct Log2Of : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Log2(x);
    }

    private readonly struct Log10Of : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Log10(x);
    }

    private readonly struct SigmoidOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Sigmoid(x);
    }

    private readonly struct SoftplusOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Softplus(x);
    }

    private readonly struct TanhOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Tanh(x);
    }

    private readonly struct SinhOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Sinh(x);
    }

    private readonly struct CoshOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Cosh(x);
    }

    private readonly struct AsinhOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Asinh(x);
    }

    private readonly struct AtanOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Atan(x);
    }

    private readonly struct SinOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Sin(x);
    }

    private readonly struct CosOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Cos(x);
    }

    private readonly struct ErfOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Erf(x);
    }

    private readonly struct ErfcOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Erfc(x);
    }

    private readonly struct GammaOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Gamma(x);
    }

    private readonly struct LogGammaOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.LogGamma(x);
    }

    private readonly struct AbsOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Abs(x);
    }

    private readonly struct QuotientOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Exp(x) / (T.From(2, x.Precision) + x * x);
    }

    private readonly struct FifthPowerOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Pow(x, 5);
    }

    private readonly struct InverseCubeOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Pow(x, -3);
    }

    private readonly struct RealPowerOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Pow(x, T.From(new Rational(7, 3), x.Precision));
    }

    private readonly struct SelfPowerOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Pow(x, x);
    }

    private readonly struct ConstantPowerOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Pow(T.From(3, x.Precision), x);
    }

    private readonly struct MaxOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Max(x * x, T.Min(x, T.From(2, x.Precision)));
    }

    private readonly struct TrigammaOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T> => T.Polygamma(1, x);
    }

    // −log(γ + (1−γ)σ(x))/(1−γ) at γ = 1/4
    private readonly struct GammaCrossEntropyOf : IFormula
    {
        public static T Of<T>(T x)
            where T : IReal<T>
        {
            var (gamma, rest) = (T.From(new Rational(1, 4), x.Precision), T.From(new Rational(3, 4), x.Precision));
            return -T.Log(gamma + rest * T.Sigmoid(x)) / rest;
        }
    }
}
