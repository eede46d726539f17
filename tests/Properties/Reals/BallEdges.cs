// Domain edges, infinities, precision limits, and arguments so large that only bounded work can answer them.
using System.Diagnostics;
using System.Numerics;
using LossProofs.Reals;
using Xunit;

namespace LossProofs.Tests.Properties.Reals;

public class BallEdges
{
    private static readonly Ball s_aroundZero = Ball.FromBounds(-1, 1, 64);
    private static readonly Ball s_infinity = Ball.PositiveInfinity;

    public static TheoryData<string> OutsideTheDomain =>
        [
            "log(0)",
            "log(-1)",
            "log1p(-1)",
            "log2(-2)",
            "log10(0)",
            "sqrt(-1)",
            "sqrt(-0x1p-1000)",
            "1/0",
            "0/0",
            "0^-1",
            "(-2)^(1/2)",
            "(-8)^(1/3)",
            "gamma(0)",
            "gamma(-3)",
            "lgamma(0)",
            "lgamma(-1/2)",
            "digamma(-2)",
            "beta(0,1)",
            "exp(log(-1))",
            "0*log(0)",
            "min(1, log(0))",
        ];

    [Theory]
    [MemberData(nameof(OutsideTheDomain))]
    public void Outside_the_domain_the_ball_says_so(string formula)
    {
        var ball = InfixFormula.Parse(formula).Evaluate(new Dictionary<string, Ball>(), 128);
        Assert.False(ball.IsDefined, ball.ToString());
        Assert.Equal("undefined", ball.ToString());
    }

    [Fact]
    public void A_ball_that_leaves_the_domain_in_part_is_undefined()
    {
        Assert.False(Ball.Log(s_aroundZero).IsDefined);
        Assert.False((1 / s_aroundZero).IsDefined);
        Assert.False(Ball.Sqrt(s_aroundZero).IsDefined);
        Assert.False(Ball.Gamma(s_aroundZero).IsDefined);
        Assert.False(Ball.Gamma(Ball.FromBounds(new Rational(-5, 2), -1, 64)).IsDefined);
        Assert.False(Ball.Pow(s_aroundZero, -1).IsDefined);
        Assert.False(Ball.Log(Ball.FromBounds(0, 1, 64)).IsDefined);
        Assert.False((Ball.Undefined + 1).IsDefined);
        Assert.False((Ball.Undefined * 0).IsDefined);
        Assert.False(Ball.Max(Ball.Undefined, 1).IsDefined);
        Assert.False(Ball.From(double.NaN).IsDefined);
    }

    [Fact]
    public void Domain_edges_that_belong_to_the_domain_are_met()
    {
        Assert.True(Ball.Sqrt(Ball.FromBounds(0, 4, 64)) is { IsNonNegative: true, IsDefined: true });
        Assert.Equal(Order.Equal, Ball.Compare(Ball.Sqrt(0), 0));
        Assert.Equal(Order.Equal, Ball.Compare(Ball.Pow(0, new Rational(1, 2)), 0));
        Assert.Equal(Order.Equal, Ball.Compare(Ball.Pow((Ball)0, 0), 1));
        Assert.True(
            Ball.Pow(Ball.FromBounds(0, 1, 64), new Rational(1, 3)) is { IsNonNegative: true, IsDefined: true }
        );
    }

    [Fact]
    public void Infinities_go_to_their_limits_and_indefinite_forms_are_undefined()
    {
        static void Is(double expected, Ball ball) => Assert.Equal(expected, ball.MidpointAsDouble());
        Is(double.PositiveInfinity, Ball.Exp(s_infinity));
        Is(0, Ball.Exp(-s_infinity));
        Is(-1, Ball.Expm1(-s_infinity));
        Is(double.PositiveInfinity, Ball.Log(s_infinity));
        Is(1, Ball.Sigmoid(s_infinity));
        Is(0, Ball.Sigmoid(-s_infinity));
        Is(0, Ball.Softplus(-s_infinity));
        Is(double.PositiveInfinity, Ball.Softplus(s_infinity));
        Is(-1, Ball.Tanh(-s_infinity));
        Is(double.NegativeInfinity, Ball.Sinh(-s_infinity));
        Is(double.PositiveInfinity, Ball.Cosh(-s_infinity));
        Is(1, Ball.Erf(s_infinity));
        Is(2, Ball.Erfc(-s_infinity));
        Is(Math.PI / 2, Ball.Atan(s_infinity));
        Is(double.PositiveInfinity, s_infinity + 1);
        Is(double.NegativeInfinity, s_infinity * -2);
        Is(0, 1 / s_infinity);
        Is(double.PositiveInfinity, Ball.Max(s_infinity, 1));
        Is(1, Ball.Min(s_infinity, 1));
        Is(double.NegativeInfinity, Ball.Pow(-s_infinity, 3));
        Assert.False((s_infinity - s_infinity).IsDefined);
        Assert.False((s_infinity * 0).IsDefined);
        Assert.False((s_infinity / s_infinity).IsDefined);
        Assert.False((s_infinity * s_aroundZero).IsDefined);
        Assert.False(Ball.Sin(s_infinity).IsDefined);
    }

    public static TheoryData<string> Enormous =>
        [
            "exp(1e20)",
            "exp(-1e30)",
            "exp(exp(exp(10)))",
            "sin(1e300)",
            "sin(2^100000)",
            "cos(2^(2^50))",
            "gamma(1e9)",
            "gamma(-1e9-1/2)",
            "gamma(1e30)",
            "lgamma(1e300)",
            "digamma(1e300)",
            "2^(2^62)",
            "2^(-2^70)",
            "(1+1e-9)^1e15",
            "3^3^3^3",
            "1e6!",
            "1e18!",
            "binomial(1e9, 5e8)",
            "beta(1e300, 1e-300)",
            "erfc(1e9)",
            "erf(1e300)",
            "tanh(-1e300)",
            "softplus(1e308)",
            "log1p(2^(2^40))",
            "asinh(2^(2^58))",
            "1 + 2^(-2^50)",
            "2^(2^50) - 2^(-2^50)",
            "atan(2^(2^50))",
            "expm1(2^(-2^50))",
        ];

    [Theory]
    [MemberData(nameof(Enormous))]
    public void Enormous_arguments_take_bounded_time_and_memory(string formula)
    {
        var parsed = InfixFormula.Parse(formula);
        var clock = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var ball = parsed.Evaluate(new Dictionary<string, Ball>(), 128);
        var text = ball.ToString();

        // Milliseconds in truth; the limits only tell bounded work from work that grows with the value.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed} for {text}");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1L << 30, text);
        Assert.True(ball.IsDefined, text);
    }

    [Theory]
    [InlineData("sin(1e300)", "-0.98575")]
    [InlineData("gamma(1e9)", "9.9046e+8565705513")]
    [InlineData("exp(1e15)", "6.7244e+434294481903251")]
    [InlineData("1e6!", "8.2639e+5565708")]
    [InlineData("binomial(100, 50)", "1.0089e+29")]
    [InlineData("exp(-1e15)", "1.4871e-434294481903252")]
    public void Enormous_results_keep_their_digits(string formula, string digits)
    {
        var parsed = InfixFormula.Parse(formula);
        Assert.True(
            CertainDigits.TryCompute(bits => parsed.Evaluate(new Dictionary<string, Ball>(), bits), 5, out var text),
            text
        );
        Assert.Equal(digits, text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(65_537)]
    public void A_precision_outside_the_limits_is_refused_by_name(int bits)
    {
        foreach (
            var attempt in new Func<object>[]
            {
                () => Ball.From(1, bits),
                () => Ball.From(0.5, bits),
                () => Ball.From(Rational.One, bits),
                () => Ball.Pi(bits),
                () => Ball.E(bits),
                () => Ball.One.WithBits(bits),
                () => Ball.Factorial(5, bits),
                () => Ball.Compare(_ => Ball.One, _ => Ball.One, bits),
            }
        )
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(attempt);
            Assert.Contains(
                "the precision of a ball is between 2 and 65536 bits, got",
                error.Message,
                StringComparison.Ordinal
            );
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(65_536)]
    public void The_extreme_precisions_work(int bits)
    {
        var third = Ball.From(new Rational(1, 3), bits);
        Assert.True(third.Contains(new Rational(1, 3)));
        Assert.True((third * 3).Contains(1));
        Assert.True(Ball.Sqrt(third) is { IsDefined: true, IsFinite: true });
        Assert.True(Ball.Exp(Ball.Log(third)).Contains(new Rational(1, 3)));
        Assert.Equal(bits, third.Precision);
    }

    [Theory]
    [InlineData("log2(3) + log10(3)")]
    [InlineData("atan(1/3)")]
    [InlineData("3^(1/3)")]
    public void Guard_bits_do_not_run_into_the_limit(string formula) =>
        Assert.True(
            InfixFormula.Parse(formula).Evaluate(new Dictionary<string, Ball>(), Ball.MaxBits).AccurateBits
                > Ball.MaxBits - 8
        );

    [Fact]
    public void Exact_values_adapt_to_the_precision_of_their_partner()
    {
        Assert.Equal(300, (1 + Ball.From(new Rational(1, 3), 300)).Precision);
        Assert.Equal(300, (Ball.From(new Rational(1, 3), 64) * Ball.From(new Rational(1, 3), 300)).Precision);
        Assert.True(((Ball)0.1 * 0.1 + 1e300).IsExact);
        Assert.Equal(Ball.DefaultBits, Ball.Exp(1).Precision);
    }

    [Fact]
    public void Constants_agree_with_series_that_are_computed_otherwise()
    {
        foreach (var bits in new[] { 64, 128, 1000, 5000 })
        {
            // Euler: π = 4(atan 1/2 + atan 1/3); log 2 = −log ½; e = exp 1 = Σ 1/n!
            var atan = Ball.Atan(Ball.From(new Rational(1, 2), bits)) + Ball.Atan(Ball.From(new Rational(1, 3), bits));
            Assert.True(Ball.Pi(bits).Overlaps(4 * atan));
            Assert.True(Ball.Ln10(bits).Overlaps(Ball.Log(Ball.From(10, bits))));
            Assert.True(Ball.Ln2(bits).Overlaps(-Ball.Log(Ball.From(new Rational(1, 2), bits))));
            var (sum, term) = (Rational.Zero, Rational.One);
            for (var n = 1; term > Rational.Pow(2, -bits); n++)
            {
                sum += term;
                term /= n;
            }

            Assert.True(Ball.E(bits).Overlaps(Ball.FromBounds(sum, sum + 2 * term, bits)));
            Assert.True(Ball.Pi(bits).AccurateBits >= bits - 2);
        }
    }

    [Fact]
    public void Factorials_and_binomials_are_those_of_the_integers()
    {
        BigInteger factorial = 1;
        for (var n = 1; n <= 60; n++)
        {
            factorial *= n;
            Assert.True(Ball.Factorial(n, 128).Contains(factorial));
            Assert.True(Ball.Gamma(Ball.From(n + 1, 128)).Contains(factorial));
            Assert.True(Ball.Binomial(60, n, 128).Overlaps(Ball.Binomial(59, n - 1, 128) + Ball.Binomial(59, n, 128)));
        }

        // across the switch from products to Stirling's series
        Assert.True(Ball.Factorial(2049, 128).Overlaps(2049 * Ball.Factorial(2048, 128)));
        Assert.True(
            Ball.Binomial(10_000, 2049, 128).Overlaps(Ball.Binomial(10_000, 2048, 128) * (10_000 - 2048) / 2049)
        );
        Assert.Equal(Order.Equal, Ball.Compare(Ball.Binomial(5, 7, 64), 0));
        Assert.False(Ball.Factorial(-1, 64).IsDefined);
    }
}
