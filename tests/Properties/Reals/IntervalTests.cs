// Intervals: no member of a box escapes, exact results stay exact, ends are tight, what is undefined says so.
using System.Globalization;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties.Reals;

public class IntervalTests
{
    private const int Bits = 120;

    private sealed record Unary(
        Func<Interval, Interval> Enclose,
        Func<Ball, Ball> Truth,
        long Width = 2,
        double Lowest = double.NegativeInfinity,
        double Highest = double.PositiveInfinity
    );

    // Width: how many doubles apart the ends may be at a point argument. Two: the double-double value is within 2⁻⁸⁰, so the
    // ends are neighbours unless the truth lies that close to a double. More where the comment of the function says so.
    private static readonly Dictionary<string, Unary> Functions = new(StringComparer.Ordinal)
    {
        ["negate"] = new(x => -x, x => -x, 0),
        ["abs"] = new(Interval.Abs, Ball.Abs, 0),
        ["sqrt"] = new(Interval.Sqrt, Ball.Sqrt, 1),
        ["exp"] = new(Interval.Exp, Ball.Exp),
        ["expm1"] = new(Interval.Expm1, Ball.Expm1, 3),
        ["log"] = new(Interval.Log, Ball.Log),
        ["log1p"] = new(Interval.Log1p, Ball.Log1p),
        ["log2"] = new(Interval.Log2, Ball.Log2),
        ["log10"] = new(Interval.Log10, Ball.Log10),
        ["sigmoid"] = new(Interval.Sigmoid, Ball.Sigmoid),
        ["softplus"] = new(Interval.Softplus, Ball.Softplus),
        ["tanh"] = new(Interval.Tanh, Ball.Tanh),
        ["sinh"] = new(Interval.Sinh, Ball.Sinh),
        ["cosh"] = new(Interval.Cosh, Ball.Cosh),
        ["asinh"] = new(Interval.Asinh, Ball.Asinh),
        ["atan"] = new(Interval.Atan, Ball.Atan),
        ["sin"] = new(Interval.Sin, Ball.Sin, long.MaxValue),
        ["cos"] = new(Interval.Cos, Ball.Cos, long.MaxValue),
        ["erf"] = new(Interval.Erf, Ball.Erf, 4),
        // a continued fraction in interval arithmetic above 2.5
        ["erfc"] = new(Interval.Erfc, Ball.Erfc, 24),
        // negative arguments by recurrence in interval arithmetic: no bound asked for
        ["gamma"] = new(Interval.Gamma, Ball.Gamma, long.MaxValue, -30, 1e6),
        ["loggamma"] = new(Interval.LogGamma, Ball.LogGamma, long.MaxValue, 0, 1e300),
        ["square"] = new(x => Interval.Pow(x, 2), x => Ball.Pow(x, 2)),
        ["cube"] = new(x => Interval.Pow(x, 3), x => Ball.Pow(x, 3)),
        ["power 17"] = new(x => Interval.Pow(x, 17), x => Ball.Pow(x, 17)),
        ["power -1"] = new(x => Interval.Pow(x, -1), x => Ball.Pow(x, -1)),
        ["power -4"] = new(x => Interval.Pow(x, -4), x => Ball.Pow(x, -4)),
        ["power 1000003"] = new(x => Interval.Pow(x, 1000003), x => Ball.Pow(x, 1000003)),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_member_of_a_box_escapes(string name)
    {
        var (function, random) = (Functions[name], new Random(Reproducibility.SeedOf("escape " + name)));
        for (var i = Reproducibility.Cases(10_000); i > 0; i--)
        {
            var box = BoxInputs.Box(random, function.Lowest, function.Highest);
            var member = BoxInputs.Member(random, box);
            AssertContains(
                function.Enclose(box),
                bits => function.Truth(Ball.From(member, bits)),
                () => $"{name}({Hex(member)}) of {name}({box})"
            );
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void At_a_point_the_ends_are_neighbours_or_nearly_so(string name)
    {
        var (function, random) = (Functions[name], new Random(Reproducibility.SeedOf("tight " + name)));
        for (var i = Reproducibility.Cases(2_000); i > 0; i--)
        {
            var x = Math.Clamp(BoxInputs.Number(random), function.Lowest, function.Highest);
            var result = function.Enclose(x);
            if (result.IsDefined && result.IsBounded)
            {
                Assert.True(
                    BoxInputs.WidthInDoubles(result) <= function.Width,
                    $"{name}({Hex(x)}) = {result} spans {BoxInputs.WidthInDoubles(result)} doubles, at most {function.Width} expected"
                );
            }
        }
    }

    [Theory]
    [InlineData("+")]
    [InlineData("-")]
    [InlineData("*")]
    [InlineData("/")]
    [InlineData("min")]
    [InlineData("max")]
    [InlineData("pow")]
    public void No_pair_of_members_escapes(string name)
    {
        var random = new Random(Reproducibility.SeedOf("pair " + name));
        for (var i = Reproducibility.Cases(10_000); i > 0; i--)
        {
            var (x, y) = (BoxInputs.Box(random), BoxInputs.Box(random));
            if (name == "pow")
            {
                (x, y) = (
                    Interval.Abs(x),
                    random.Next(2) == 0 ? y : new Interval(-3 * random.NextDouble(), 3 * random.NextDouble())
                );
            }

            var (a, b) = (BoxInputs.Member(random, x), BoxInputs.Member(random, y));
            if (name == "pow" && Math.Abs(y.Lower) + Math.Abs(y.Upper) > 1e15)
            {
                continue; // 2^±2⁶⁰ is where balls end
            }

            var result = name switch
            {
                "+" => x + y,
                "-" => x - y,
                "*" => x * y,
                "/" => x / y,
                "min" => Interval.Min(x, y),
                "max" => Interval.Max(x, y),
                _ => Interval.Pow(x, y),
            };
            AssertContains(
                result,
                bits =>
                {
                    var (u, v) = (Ball.From(a, bits), Ball.From(b, bits));
                    return name switch
                    {
                        "+" => u + v,
                        "-" => u - v,
                        "*" => u * v,
                        "/" => u / v,
                        "min" => Ball.Min(u, v),
                        "max" => Ball.Max(u, v),
                        _ => Ball.Pow(u, v),
                    };
                },
                () => $"{Hex(a)} {name} {Hex(b)} of {x} {name} {y}"
            );
        }
    }

    // The five operations of IEEE 754 are as tight as they can be: the exact value rounded down and rounded up.
    [Theory]
    [InlineData("+")]
    [InlineData("-")]
    [InlineData("*")]
    [InlineData("/")]
    public void An_operation_on_two_doubles_is_the_exact_value_rounded_outward(string name)
    {
        var random = new Random(Reproducibility.SeedOf("exact " + name));
        for (var i = Reproducibility.Cases(10_000); i > 0; i--)
        {
            var (a, b) = (BoxInputs.Number(random, -1074, 1023), BoxInputs.Number(random, -1074, 1023));
            if (random.Next(3) == 0)
            {
                b = a * Math.ScaleB(1 + random.Next(8) / 8.0, random.Next(-60, 60)); // near cancellation, exact quotients
                b = double.IsFinite(b) ? b : a;
            }

            if (name == "/" && b == 0)
            {
                continue;
            }

            var (x, y) = (Rational.FromDouble(a), Rational.FromDouble(b));
            var (exact, result) = name switch
            {
                "+" => (x + y, (Interval)a + b),
                "-" => (x - y, (Interval)a - b),
                "*" => (x * y, (Interval)a * b),
                _ => (x / y, (Interval)a / b),
            };
            var expected = Interval.From(exact, 53);
            Assert.True(
                result.Lower == expected.Lower && result.Upper == expected.Upper,
                $"{Hex(a)} {name} {Hex(b)} gave {result}, the exact value lies in {expected}"
            );
        }
    }

    [Fact]
    public void A_square_root_is_the_exact_value_rounded_outward()
    {
        var random = new Random(Reproducibility.SeedOf("exact sqrt"));
        for (var i = Reproducibility.Cases(10_000); i > 0; i--)
        {
            var a = Math.Abs(BoxInputs.Number(random, -1074, 1023));
            a = random.Next(3) == 0 ? random.Next(1 << 20) * (double)random.Next(1 << 20) : a;
            var result = Interval.Sqrt(a);
            var (lower, upper) = (Rational.FromDouble(result.Lower), Rational.FromDouble(result.Upper));
            var exact = Rational.FromDouble(a);
            Assert.True(
                lower * lower <= exact
                    && exact <= upper * upper
                    && (result.IsPoint ? lower * lower == exact : Math.BitIncrement(result.Lower) == result.Upper),
                $"sqrt({Hex(a)}) gave {result}"
            );
        }
    }

    [Fact]
    public void A_rational_number_lies_between_neighbouring_doubles_or_is_one()
    {
        var random = new Random(Reproducibility.SeedOf("rational"));
        for (var i = Reproducibility.Cases(5_000); i > 0; i--)
        {
            var value =
                Rational.FromDouble(BoxInputs.Number(random, -1074, 1023))
                * new Rational(random.Next(-1000, 1000), random.Next(1, 1000));
            var x = Interval.From(value, 53);
            Assert.True(x.Contains(value), $"{value} is not in {x}");
            Assert.True(x.IsPoint || Math.BitIncrement(x.Lower) == x.Upper, $"{value} in {x}");
            Assert.True(!x.IsPoint || Rational.FromDouble(x.Lower) == value);
        }
    }

    [Fact]
    public void Exact_results_stay_exact()
    {
        Assert.Equal(0.75, Point((Interval)0.5 + 0.25));
        Assert.Equal(1, Point(Interval.Exp(0)));
        Assert.Equal(0, Point(Interval.Log(1)));
        Assert.Equal(-1074, Point(Interval.Log2(double.Epsilon)));
        Assert.Equal(22, Point(Interval.Log10(1e22)));
        Assert.Equal(0, Point(Interval.Sin(0)));
        Assert.Equal(1, Point(Interval.Cos(0)));
        Assert.Equal(1, Point(Interval.Erfc(0)));
        Assert.Equal(0, Point(Interval.LogGamma(2)));
        Assert.Equal(5559060566555523, Point(Interval.Pow(3, 33)));
        Assert.Equal(0.0625, Point(Interval.Pow(-2, -4)));
        // 22! = 1124000727777607680000, a double
        Assert.Equal(1124000727777607680000.0, Point(Interval.Gamma(23)));
        Assert.Equal(new Interval(0, 9), Interval.Pow(new Interval(-2, 3), 2));
        Assert.Equal(new Interval(-8, 27), Interval.Pow(new Interval(-2, 3), 3));
        Assert.Equal(new Interval(0, 3), Interval.Abs(new Interval(-3, 2)));
        Assert.Equal(new Interval(0, double.PositiveInfinity), (Interval)0 + Interval.Abs(Interval.Entire));
        Assert.Equal(0, Point((Interval)0 * Interval.Entire));

        static double Point(Interval x)
        {
            Assert.True(x.IsPoint, x.ToString());
            return x.Lower;
        }
    }

    [Fact]
    public void What_is_undefined_on_part_of_a_box_says_so_and_spreads()
    {
        var touchesZero = new Interval(0, 1);
        Interval[] undefined =
        [
            1 / touchesZero,
            1 / new Interval(-1, 0),
            touchesZero / new Interval(-1, 1),
            Interval.Log(touchesZero),
            Interval.Log2(touchesZero),
            Interval.Log10(new Interval(-2, -1)),
            Interval.Log1p(new Interval(-1, 3)),
            Interval.Sqrt(new Interval(-double.Epsilon, 1)),
            Interval.Gamma(new Interval(-2.5, -1.5)),
            Interval.Gamma(touchesZero),
            Interval.Gamma(-3),
            Interval.LogGamma(new Interval(-0.5, -0.25)),
            Interval.Pow(new Interval(-1, 1), -2),
            Interval.Pow(new Interval(-1, 1), 0.5),
            Interval.Pow(touchesZero, new Interval(0, 1)),
        ];
        foreach (var x in undefined)
        {
            Assert.False(x.IsDefined, x.ToString());
            foreach (
                var y in new[]
                {
                    x + 1,
                    1 - x,
                    0 * x,
                    x / 2.0,
                    -x,
                    Interval.Min(x, 0),
                    Interval.Max(0, x),
                    Interval.Hull(x, 0),
                    Interval.Abs(x),
                    Interval.Pow(x, 0),
                    Interval.Pow(2, x),
                }
            )
            {
                Assert.False(y.IsDefined, y.ToString());
            }

            foreach (var function in Functions)
            {
                Assert.False(function.Value.Enclose(x).IsDefined, function.Key);
            }
        }
    }

    [Fact]
    public void Unbounded_boxes_have_the_limits_as_ends()
    {
        var right = new Interval(1, double.PositiveInfinity);
        Assert.Equal(new Interval(0, double.PositiveInfinity), Interval.Exp(Interval.Entire));
        Assert.Equal(new Interval(0, 1), Interval.Sigmoid(Interval.Entire));
        Assert.Equal(new Interval(-1, 1), Interval.Tanh(Interval.Entire));
        Assert.Equal(new Interval(-1, 1), Interval.Sin(Interval.Entire));
        Assert.Equal(new Interval(0, 2), Interval.Erfc(Interval.Entire));
        Assert.Equal(new Interval(1, double.PositiveInfinity), Interval.Cosh(Interval.Entire));
        Assert.Equal(new Interval(0, double.PositiveInfinity), Interval.Log(right));
        Assert.Equal(new Interval(0, 1), 1 / right);
        Assert.Equal(Interval.Entire, right - right);
        Assert.Equal(new Interval(0, double.PositiveInfinity), right / right);
        Assert.Equal(new Interval(double.MaxValue, double.PositiveInfinity), Interval.Exp(1000));
        Assert.Equal(new Interval(0, double.Epsilon), Interval.Exp(-1000));
    }

    [Fact]
    public void Splitting_covers_the_interval_and_ends_at_points()
    {
        var random = new Random(Reproducibility.SeedOf("split"));
        for (var i = Reproducibility.Cases(1_000); i > 0; i--)
        {
            var x = random.Next(10) == 0 ? Interval.Entire : BoxInputs.Box(random);
            var cuts = 0;
            while (!x.IsPoint && BoxInputs.WidthInDoubles(x) > 1)
            {
                var (left, right) = x.Split();
                Assert.True(left.Upper == right.Lower && left.Lower == x.Lower && right.Upper == x.Upper, $"{x}");
                Assert.True(!left.Equals(x) && !right.Equals(x), $"{x} was cut into {left} and {right}");
                x = random.Next(2) == 0 ? left : right;
                Assert.True(++cuts <= 140, $"{x} is still wide after {cuts} cuts");
            }
        }
    }

    [Fact]
    public void Sets_of_numbers_relate_as_sets_do()
    {
        var x = new Interval(1, 3);
        Assert.Equal(new Interval(2, 3), Interval.Intersect(x, new Interval(2, 5)));
        Assert.Null(Interval.Intersect(x, new Interval(4, 5)));
        Assert.Null(Interval.Intersect(x, Interval.Undefined));
        Assert.True(x.IsSubsetOf(new Interval(1, 4)) && !x.IsSubsetOf(new Interval(1, 2)));
        Assert.True(x.Contains(1.0) && x.Contains(3.0) && !x.Contains(Math.BitIncrement(3.0)));
        Assert.False(Interval.Entire.Contains(double.PositiveInfinity));
        Assert.Equal(2, x.Midpoint);
        Assert.Equal(2, x.Width);
        Assert.Equal(0, Interval.Entire.Midpoint);
        Assert.Equal(double.PositiveInfinity, Interval.Entire.Width);
        Assert.Equal("[1, 3]", x.ToString());
        Assert.Equal("undefined", Interval.Undefined.ToString());
        var thrown = Assert.Throws<ArgumentException>(() => new Interval(2, 1));
        Assert.Equal(
            "an interval needs lower ≤ upper with a real number between them, got [2, 1] (Parameter 'lower')",
            thrown.Message
        );
    }

    private static void AssertContains(Interval enclosure, Func<int, Ball> truth, Func<string> what)
    {
        if (!enclosure.IsDefined)
        {
            return;
        }

        // At few bits a ball next to a pole or a domain edge may be undefined; it has to be defined at more.
        var value = truth(Bits);
        for (var bits = 2 * Bits; !value.IsDefined && bits <= 32 * Bits; bits *= 2)
        {
            value = truth(bits);
        }

        Assert.True(value.IsDefined, $"{what()} is undefined, but the interval says {enclosure}");
        Assert.True(!Outside(), $"{what()}: {value} is not in {enclosure}");

        bool Outside() =>
            (double.IsFinite(enclosure.Upper) && Ball.CertainlyLess(Ball.From(enclosure.Upper), value))
            || (double.IsFinite(enclosure.Lower) && Ball.CertainlyLess(value, Ball.From(enclosure.Lower)));
    }

    private static string Hex(double x) =>
        string.Create(CultureInfo.InvariantCulture, $"{x:R} (0x{BitConverter.DoubleToInt64Bits(x):x16})");
}
