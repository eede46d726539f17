// The laws of the wide arithmetic, against exact fractions.
using System.Numerics;
using LossProofs.Elementary;
using LossProofs.Reals;
using Xunit;

namespace LossProofs.Tests.Properties.Elementary;

public class WideNumbers
{
    // The errors claimed for the operations.
    private static readonly Rational s_sumBound = Rational.Pow(2, -104);
    private static readonly Rational s_productBound = Rational.Pow(2, -102);

    /// <summary>The exact value of a finite wide number.</summary>
    public static Rational Exact(WideDouble x)
    {
        var (high, low, scale) = x;
        return (Rational.FromDouble(high) + Rational.FromDouble(low)) * Rational.Pow(2, 512 * scale);
    }

    [Fact]
    public void Doubles_of_any_size_enter_and_leave_exactly()
    {
        foreach (var random in ElementaryFunction.Draws(5000, 11))
        {
            var x = AnyDouble(random);
            Assert.Equal(x, WideDouble.From(x).Round());
            Assert.Equal(Rational.FromDouble(x), Exact(WideDouble.From(x)));
        }
    }

    [Fact]
    public void Operations_are_within_their_claimed_relative_error()
    {
        foreach (var random in ElementaryFunction.Draws(2000, 12))
        {
            var (x, y) = (AnyWide(random), AnyWide(random));
            if (random.Next(4) == 0)
            {
                y = -x + x * Math.ScaleB(random.NextDouble(), -random.Next(110)); // cancels to any degree
            }

            var (a, b) = (Exact(x), Exact(y));
            Within(s_sumBound, a + b, x + y, $"{x} + {y}");
            Within(s_sumBound, a - b, x - y, $"{x} - {y}");
            Within(s_productBound, a * b, x * y, $"{x} * {y}");
            if (!y.IsZero)
            {
                Within(s_productBound, a / b, x / y, $"{x} / {y}");
            }

            var root = Exact(WideDouble.Sqrt(WideDouble.Abs(x)));
            Assert.True(
                Rational.Abs(root * root - Rational.Abs(a)) <= 2 * s_productBound * Rational.Abs(a),
                $"sqrt {x}"
            );
        }
    }

    [Fact]
    public void Sums_and_products_of_two_doubles_are_exact()
    {
        foreach (var random in ElementaryFunction.Draws(2000, 13))
        {
            var a = AnyDouble(random);
            var b =
                random.Next(2) == 0
                    ? AnyDouble(random)
                    : a * Math.ScaleB(2 * random.NextDouble() - 1, random.Next(-60, 60));
            if (!double.IsFinite(b))
            {
                continue;
            }

            var (p, q) = (Rational.FromDouble(a), Rational.FromDouble(b));
            Assert.Equal(p * q, Exact(WideDouble.Product(a, b)));
            // What 106 bits and the scales can hold: beyond, the smaller one is below 2^-212 of the sum.
            var tiny = Rational.Pow(2, -212);
            Within(tiny, p + q, WideDouble.Sum(a, b), $"{a:R} + {b:R}");
            Within(tiny, p - q, WideDouble.Difference(a, b), $"{a:R} - {b:R}");
        }
    }

    [Fact]
    public void Rounding_is_to_the_nearest_double_at_every_size()
    {
        foreach (var random in ElementaryFunction.Draws(5000, 14))
        {
            var x = AnyWide(random) * AnyDouble(random);
            Assert.Equal(Exact(x).ToDouble(), x.Round());
        }

        // Half way between two subnormals: to even, unless the low word decides.
        foreach (var k in Enumerable.Range(0, 8))
        {
            var half = (WideDouble.FromInteger(k) + 0.5) * double.Epsilon;
            Assert.Equal((k + (k & 1)) * double.Epsilon, half.Round());
            var bit = WideDouble.From(Math.ScaleB(1, -70)) * double.Epsilon;
            Assert.Equal((k + 1) * double.Epsilon, (half + bit).Round());
            Assert.Equal(k * double.Epsilon, (half - bit).Round());
        }
    }

    [Fact]
    public void Comparison_is_that_of_the_exact_values()
    {
        foreach (var random in ElementaryFunction.Draws(2000, 15))
        {
            var x = AnyWide(random);
            var y = random.Next(3) switch
            {
                0 => AnyWide(random),
                1 => x + x * Math.ScaleB(random.NextDouble() - 0.5, -90),
                _ => x * Math.ScaleB(1, 300) * Math.ScaleB(1, -300), // equal, perhaps under another scale
            };
            var order = Exact(x).CompareTo(Exact(y));
            Assert.Equal(order < 0, x < y);
            Assert.Equal(order > 0, x > y);
            Assert.Equal(order <= 0, x <= y);
            Assert.Equal(order >= 0, x >= y);
            Assert.Equal(order >= 0 ? Exact(x) : Exact(y), Exact(WideDouble.Max(x, y)));
            Assert.Equal(order <= 0 ? Exact(x) : Exact(y), Exact(WideDouble.Min(x, y)));
        }
    }

    [Fact]
    public void Infinities_follow_IEEE_754()
    {
        var (one, infinity) = (WideDouble.One, WideDouble.PositiveInfinity);
        Assert.Equal(double.PositiveInfinity, (infinity + one).Round());
        Assert.Equal(double.PositiveInfinity, (infinity - one).Round());
        Assert.Equal(double.NegativeInfinity, (one - infinity).Round());
        Assert.Equal(double.NegativeInfinity, (-infinity * one).Round());
        Assert.Equal(0, (one / infinity).Round());
        Assert.Equal(double.PositiveInfinity, (one / WideDouble.Zero).Round());
        Assert.Equal(double.NaN, (infinity - infinity).Round());
        Assert.Equal(double.NaN, (infinity * WideDouble.Zero).Round());
        Assert.Equal(double.PositiveInfinity, WideDouble.Sqrt(infinity).Round());
        Assert.Equal(double.NaN, WideDouble.Sqrt(-one).Round());
        Assert.True(
            infinity > one
                && -infinity < one
                && infinity <= WideDouble.From(double.PositiveInfinity)
                && !infinity.IsFinite
        );
        var nan = infinity - infinity;
        Assert.False(nan < one || nan > one || nan <= one || nan >= one);
    }

    [Fact]
    public void Functions_reach_far_beyond_the_range_of_double()
    {
        foreach (var random in ElementaryFunction.Draws(500, 16))
        {
            // e^x, its logarithm, its power: x comes back from 2^±3,000,000.
            var x = WideDouble.From((2 * random.NextDouble() - 1) * 2e6);
            var power = WideDouble.Exp(x);
            Assert.True(power.IsFinite && !power.IsZero);
            var back = WideDouble.Log(power);
            // The exponential's own 2^-90, as an absolute error of the logarithm, and the logarithm's 2^-77.
            var bound = Rational.Pow(2, -90) + Rational.Pow(2, -77) * Rational.Abs(Exact(x));
            Assert.True(Rational.Abs(Exact(back) - Exact(x)) <= 2 * bound, $"log e^{x} = {back}");
            Within(
                Rational.Pow(2, -54),
                Exact(x) / 4096,
                WideDouble.Log(WideDouble.Pow(power, WideDouble.From(Math.ScaleB(1, -12)))),
                "pow"
            );
        }

        Assert.Equal(0, WideDouble.Exp(WideDouble.From(-1e300)).Round());
        Assert.Equal(double.PositiveInfinity, WideDouble.Exp(WideDouble.From(1e300)).Round());
    }

    [Fact]
    public void Functions_take_their_limits()
    {
        var (zero, one, infinity) = (WideDouble.Zero, WideDouble.One, WideDouble.PositiveInfinity);
        (WideDouble Actual, double Expected)[] cases =
        [
            (WideDouble.Exp(-infinity), 0),
            (WideDouble.Exp(infinity), double.PositiveInfinity),
            (WideDouble.Exp(zero), 1),
            (WideDouble.Expm1(-infinity), -1),
            (WideDouble.Expm1(infinity), double.PositiveInfinity),
            (WideDouble.Log(zero), double.NegativeInfinity),
            (WideDouble.Log(infinity), double.PositiveInfinity),
            (WideDouble.Log(one), 0),
            (WideDouble.Log(-one), double.NaN),
            (WideDouble.Log1p(-one), double.NegativeInfinity),
            (WideDouble.Log1p(infinity), double.PositiveInfinity),
            (WideDouble.Log1p(zero), 0),
            (WideDouble.Log1p(-one - one), double.NaN),
            (WideDouble.Softplus(-infinity), 0),
            (WideDouble.Softplus(infinity), double.PositiveInfinity),
            (WideDouble.Sigmoid(-infinity), 0),
            (WideDouble.Sigmoid(infinity), 1),
            (WideDouble.Sigmoid(zero), 0.5),
            (WideDouble.Tanh(-infinity), -1),
            (WideDouble.Tanh(infinity), 1),
            (WideDouble.Pow(zero, zero), 1),
            (WideDouble.Pow(zero, one), 0),
            (WideDouble.Pow(zero, -one), double.PositiveInfinity),
            (WideDouble.Pow(infinity, -one), 0),
            (WideDouble.Pow(-one, one), double.NaN),
        ];
        foreach (var ((actual, expected), index) in cases.Select((pair, index) => (pair, index)))
        {
            Assert.True(actual.Round().Equals(expected), $"limit {index}: {actual}, expected {expected}");
        }
    }

    [Fact]
    public void The_float_form_carries_a_double()
    {
        var tiny = WideSingle.Exp(WideSingle.From(-104)); // below half the least float
        Assert.Equal(0f, tiny.Round());
        Assert.Equal(-104f, WideSingle.Log(tiny).Round());
        Assert.Equal(16_777_217.0, WideSingle.Sum(16_777_216f, 1f).ToDouble());
        Assert.Equal((double)0.1f * 0.3f, WideSingle.Product(0.1f, 0.3f).ToDouble());
        Assert.Equal(float.NegativeInfinity, WideSingle.Log(WideSingle.Zero).Round());
        Assert.Equal(float.NaN, WideSingle.Pow(WideSingle.FromInteger(-2), WideSingle.One).Round());
    }

    private static void Within(Rational bound, Rational truth, WideDouble actual, string what) =>
        Assert.True(Rational.Abs(Exact(actual) - truth) <= bound * Rational.Abs(truth), $"{what} = {actual}");

    private static double AnyDouble(Random random) =>
        (random.Next(2) * 2 - 1)
        * (
            random.Next(3) == 0
                ? Math.ScaleB(1 + random.NextDouble(), random.Next(-1080, 1023))
                : Math.ScaleB(1 + random.NextDouble(), random.Next(-4, 4))
        );

    private static WideDouble AnyWide(Random random)
    {
        var x = AnyDouble(random);
        return random.Next(3) == 0
            ? WideDouble.From(x)
            : WideDouble.From(x) * (1 + Math.ScaleB(random.NextDouble(), -20));
    }
}
