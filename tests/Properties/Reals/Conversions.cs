// Into balls exactly, out of them correctly rounded; decimal text; ulps; comparison by raising the precision.
using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Xunit;
using LossProofs.Reals;
using Xunit;

namespace LossProofs.Tests.Properties.Reals;

[Properties(Arbitrary = [typeof(BallArbitraries)])]
public class Conversions
{
    [Property]
    public void Doubles_floats_and_decimals_come_back_as_they_went_in(double d, float f, decimal m)
    {
        Assert.Equal(!double.IsNaN(d), Ball.From(d).TryToDouble(out var back));
        Assert.Equal(d, back);
        Assert.Equal(!float.IsNaN(f), Ball.From(f).TryToSingle(out var backSingle));
        Assert.Equal(f, backSingle);
        Assert.True(Ball.From(m, 128).Contains(Rational.FromDecimal(m)));
        Assert.Equal(
            m.ToString(CultureInfo.InvariantCulture) is var text ? Rational.Parse(text) : default,
            Rational.FromDecimal(m)
        );
    }

    [Property]
    public void Rounding_to_double_and_float_agrees_with_the_runtimes_decimal_reader(ulong digits, short exponent)
    {
        // The runtime parses decimals correctly rounded (since .NET Core 3.0): an independent route.
        var text = string.Create(CultureInfo.InvariantCulture, $"{digits}e{exponent % 345}");
        var ball = Ball.From(Rational.Parse(text), 256);
        Assert.True(ball.TryToDouble(out var d));
        Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), d);
        Assert.Equal(d, Rational.Parse(text).ToDouble());
        Assert.True(ball.TryToSingle(out var f));
        Assert.Equal(float.Parse(text, CultureInfo.InvariantCulture), f);
    }

    [Property]
    public void Halfway_between_two_doubles_goes_to_the_even_one_and_a_ball_around_it_is_undecided(NormalFloat number)
    {
        var d = number.Get;
        if (!double.IsFinite(Math.BitIncrement(d)))
        {
            return;
        }

        var half = (Rational.FromDouble(d) + Rational.FromDouble(Math.BitIncrement(d))) / 2;
        var even = (BitConverter.DoubleToInt64Bits(d) & 1) == 0 ? d : Math.BitIncrement(d);
        Assert.True(Ball.From(half, 128).TryToDouble(out var rounded));
        Assert.Equal(even, rounded);
        var gap = (Rational.FromDouble(Math.BitIncrement(d)) - Rational.FromDouble(d)) * Rational.Pow(2, -20);
        Assert.False(Ball.FromBounds(half - gap, half + gap, 256).TryToDouble(out _));
        Assert.True(Ball.FromBounds(half + gap, half + 2 * gap, 256).TryToDouble(out rounded));
        Assert.Equal(Math.BitIncrement(d), rounded);
    }

    [Fact]
    public void The_ends_of_the_double_and_float_ranges_round_as_IEEE_754_does()
    {
        var least = Rational.FromDouble(double.Epsilon);
        var largest = Rational.FromDouble(double.MaxValue);
        var last = Rational.Pow(2, 970); // half a unit of the last binade
        foreach (
            var (value, expected) in new[]
            {
                (least / 2, 0.0),
                (least / 2 + least / 1000, double.Epsilon),
                (3 * least / 2, 2 * double.Epsilon),
                (largest + last - 1, double.MaxValue),
                (largest + last, double.PositiveInfinity),
                (Rational.Pow(2, 5000), double.PositiveInfinity),
                (Rational.Pow(2, -5000), 0.0),
            }
        )
        {
            Assert.True(Ball.From(value, 2000).TryToDouble(out var up));
            Assert.True(Ball.From(-value, 2000).TryToDouble(out var down));
            Assert.Equal((expected, -expected), (up, down));
            Assert.Equal(expected, value.ToDouble());
        }

        Assert.True(
            Ball.From(Rational.FromDouble(float.MaxValue) + Rational.Pow(2, 103), 200).TryToSingle(out var single)
        );
        Assert.Equal(float.PositiveInfinity, single);
        Assert.True(Ball.From(3 * Rational.Pow(2, -150), 200).TryToSingle(out single));
        Assert.Equal(2 * float.Epsilon, single);
    }

    [Property]
    public void Double_bounds_are_the_tightest_around_the_ball(Enclosed x)
    {
        var (lower, upper) = x.Ball.ToDoubleBounds();
        Assert.True(Rational.FromDouble(lower) <= x.Ball.Lower && Rational.FromDouble(upper) >= x.Ball.Upper);
        Assert.True(Rational.FromDouble(Math.BitIncrement(lower)) > x.Ball.Lower);
        Assert.True(Rational.FromDouble(Math.BitDecrement(upper)) < x.Ball.Upper);
    }

    [Property]
    public void Printed_digits_are_those_of_every_point_in_the_ball(Enclosed x, byte digits)
    {
        var count = 1 + digits % 30;
        if (x.Ball.TryToDecimal(count, out var text))
        {
            // half a unit of the last printed digit
            var e = text.IndexOf('e');
            var power = e < 0 ? 0 : int.Parse(text[(e + 1)..], CultureInfo.InvariantCulture);
            var places = (e < 0 ? text.Length : e) - text.IndexOf('.') - 1;
            var half = Rational.Pow(10, power - places) / 2;
            var printed = Rational.Parse(text);
            Assert.True(
                Rational.Abs(printed - x.Ball.Lower) <= half && Rational.Abs(printed - x.Ball.Upper) <= half,
                text
            );
        }

        var (lower, upper) = x.Ball.ToDecimalBounds(count);
        Assert.True(Rational.Parse(lower) <= x.Ball.Lower && x.Ball.Upper <= Rational.Parse(upper), $"{lower} {upper}");
    }

    [Theory]
    [InlineData("1/3", 20, "0.33333333333333333333")]
    [InlineData("-2/3", 5, "-0.66667")]
    [InlineData("1/8", 2, "0.12")]
    [InlineData("3/8", 2, "0.38")]
    [InlineData("99999/100000", 3, "1.00")]
    [InlineData("12345678", 4, "1.235e+7")]
    [InlineData("1234", 4, "1234.")]
    [InlineData("1/1000000", 3, "1.00e-6")]
    [InlineData("1/100000", 20, "0.000010000000000000000000")]
    [InlineData("0", 5, "0.0")]
    public void Decimals_are_laid_out_like_the_reference_values(string value, int digits, string expected)
    {
        Assert.True(Ball.From(Rational.Parse(value), 200).TryToDecimal(digits, out var text));
        Assert.Equal(expected, text);
    }

    [Fact]
    public void Printing_shows_only_digits_that_are_certain()
    {
        Assert.Equal("3.1415926535897932", Ball.Pi(60).ToString());
        Assert.Equal("0.5", Ball.From(0.5).ToString());
        Assert.Equal("[-1.00, 1.00]", Ball.FromBounds(-1, 1, 64).ToString());
        Assert.Equal("[1.00, 2.00]", Ball.FromBounds(1, 2, 64).ToString());
        Assert.Equal("inf", Ball.PositiveInfinity.ToString());
        Assert.Equal("(-inf, inf)", Ball.Unbounded.ToString());
    }

    [Theory]
    [InlineData("1/2", 1, 2)]
    [InlineData(" -0.25 ", -1, 4)]
    [InlineData("1e-3", 1, 1000)]
    [InlineData("2.5e3/7", 2500, 7)]
    [InlineData("0x1.8p+3", 12, 1)]
    [InlineData("-0x.8p-1", -1, 4)]
    [InlineData("+7", 7, 1)]
    [InlineData("3/-6", -1, 2)]
    public void Fractions_decimals_and_hexadecimal_floats_are_read_exactly(
        string text,
        int numerator,
        int denominator
    ) => Assert.Equal(new Rational(numerator, denominator), Rational.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("1/0")]
    [InlineData("0x")]
    [InlineData("1e")]
    [InlineData("1e999999999")]
    [InlineData("nan")]
    [InlineData("1 2")]
    [InlineData("--1")]
    [InlineData("1/2/3")]
    public void What_is_no_number_is_refused_with_the_text(string text) =>
        Assert.StartsWith(
            $"'{text}' is not a number",
            Assert.Throws<FormatException>(() => Rational.Parse(text)).Message,
            StringComparison.Ordinal
        );

    [Property]
    public void The_simplest_fraction_of_an_interval_has_the_least_denominator(short a, byte b, short c, byte d)
    {
        var (first, second) = (new Rational(a, b + 1), new Rational(c, d + 1));
        var (lower, upper) = (Rational.Min(first, second), Rational.Max(first, second));
        var simplest = Rational.Simplest(lower, upper);
        Assert.True(lower <= simplest && simplest <= upper);
        for (BigInteger q = 1; q < simplest.Denominator; q++)
        {
            Assert.True(
                new Rational(Rational.Ceiling(lower * q), q) > upper,
                $"{simplest} in [{lower}, {upper}], but {q}"
            );
        }

        // and no integer multiple of 1/denominator nearer to 0
        var nearer = simplest - new Rational(simplest.Sign, simplest.Denominator);
        Assert.True(simplest.Sign == 0 || nearer < lower || nearer > upper);
    }

    [Fact]
    public void Floors_and_ceilings_of_negative_fractions_go_the_right_way()
    {
        Assert.Equal(-2, Rational.Floor(new Rational(-3, 2)));
        Assert.Equal(-1, Rational.Ceiling(new Rational(-3, 2)));
        Assert.Equal(2, Rational.Floor(2));
        Assert.Equal(new Rational(9, 4), Rational.Pow(new Rational(-2, 3), -2));
    }

    [Fact]
    public void Comparison_raises_the_precision_until_it_is_certain()
    {
        // e^(π√163) is less than 7.5e-13 below an integer: relatively 2⁻⁹⁸
        static Ball Ramanujan(int bits) => Ball.Exp(Ball.Pi(bits) * Ball.Sqrt(Ball.From(163, bits)));
        static Ball Integer(int bits) =>
            Ball.From(new Rational(BigInteger.Parse("262537412640768744", CultureInfo.InvariantCulture), 1), bits);
        var comparison = Ball.Compare(Ramanujan, Integer);
        Assert.Equal((Order.Less, 128), (comparison.Order, comparison.Bits));
        Assert.Equal(Order.Greater, Ball.Compare(Integer, Ramanujan).Order);
        Assert.Equal(Order.Indistinguishable, Ball.Compare(Ramanujan, Integer, 64).Order);

        var equal = Ball.Compare(bits => Ball.Exp(Ball.Log(Ball.From(3, bits))), bits => Ball.From(3, bits), 1000);
        Assert.Equal((Order.Indistinguishable, 1000), (equal.Order, equal.Bits));
        Assert.Equal(Order.Equal, Ball.Compare(_ => Ball.From(0.5), bits => Ball.From(new Rational(1, 2), bits)).Order);
        Assert.Equal(Order.Undefined, Ball.Compare(_ => Ball.Log(-1), _ => 0, 128).Order);
    }

    [Property]
    public void The_ulp_error_is_the_exact_quotient(NormalFloat computed, NormalFloat other)
    {
        // for an exact true value: |computed − true|/ulp(true) as a fraction, enclosed within one unit of its 53 bits
        var (c, t) = (computed.Get, other.Get);
        var error = Ulp.Error(c, Ball.From(t));
        var exact = Rational.Abs(Rational.FromDouble(c) - Rational.FromDouble(t)) / Rational.FromDouble(Ulp.Of(t));
        if (exact < Rational.FromDouble(double.MaxValue))
        {
            Assert.True(Rational.FromDouble(error.Lower) <= exact, $"{error} for {exact}");
            Assert.True(
                double.IsInfinity(error.Upper) || exact <= Rational.FromDouble(error.Upper),
                $"{error} for {exact}"
            );
            Assert.True(error.Upper <= Math.BitIncrement(Math.BitIncrement(error.Lower)), error.ToString());
        }
    }

    [Fact]
    public void Ulps_at_the_ends_of_the_range_are_as_documented()
    {
        Assert.Equal(double.Epsilon, Ulp.Of(0.0));
        Assert.Equal(double.Epsilon, Ulp.Of(double.Epsilon));
        Assert.Equal(double.BitIncrement(1) - 1, Ulp.Of(1.0));
        Assert.Equal((double.BitIncrement(1) - 1) / 2, Ulp.Of(Math.BitDecrement(1.0)));
        Assert.Equal(float.Epsilon, Ulp.Of(1e-45f));
        Assert.Equal(MathF.BitIncrement(1) - 1, Ulp.Of(1f));

        var beyond = Ball.From(Rational.Pow(2, 1025), 64);
        Assert.Equal(new UlpError(0, 0), Ulp.Error(double.PositiveInfinity, beyond));
        Assert.Equal(Math.ScaleB(1, 53) + 2, Ulp.Error(double.MaxValue, beyond).Upper); // (2¹⁰²⁵ − (2¹⁰²⁴ − 2⁹⁷¹))/2⁹⁷¹ = 2⁵³ + 1, rounded up
        Assert.Equal(double.PositiveInfinity, Ulp.Error(double.PositiveInfinity, 1).Lower);
        Assert.Equal(double.PositiveInfinity, Ulp.Error(1.0, Ball.PositiveInfinity).Lower);
        Assert.Equal(double.PositiveInfinity, Ulp.Error(double.NaN, 1).Lower);
        Assert.Equal(new UlpError(0, 0), Ulp.Error(double.NaN, Ball.Undefined));
        Assert.Equal(double.PositiveInfinity, Ulp.Error(1.0, Ball.Undefined).Lower);
        Assert.Equal(new UlpError(0, 0), Ulp.Error(-0.0, 0));
        Assert.Equal(
            new UlpError(0.5, 0.5),
            Ulp.Error(0.0, Ball.From(new Rational(1, 2) * Rational.FromDouble(double.Epsilon), 64))
        );
        Assert.Equal(2, Ulp.Error(-1e-45f, Ball.From(1e-45f)).Upper);

        // a ball across a power of two: the smaller unit bounds the error from above
        var around = Ball.FromBounds(new Rational(99, 100), new Rational(101, 100), 64);
        Assert.True(Ulp.Error(1.0, around).Upper >= 0.01 / Ulp.Of(0.99));
        Assert.Equal(0, Ulp.Error(1.0, around).Lower);
    }

    [Theory]
    [InlineData("-2^2", "-4")]
    [InlineData("2^-2", "0.25")]
    [InlineData("2^3^2", "512")]
    [InlineData("2**3", "8")]
    [InlineData("3!!", "720")]
    [InlineData("1-2-3", "-4")]
    [InlineData("8/4/2", "1")]
    [InlineData("2*-3", "-6")]
    [InlineData("1e2+0x10", "116")]
    [InlineData(".5", "0.5")]
    [InlineData("min(3, max(1, 2))", "2")]
    [InlineData("abs(-(1/4))", "0.25")]
    [InlineData("log2(8) + log10(1000) + sqrt(16)", "10")]
    [InlineData("pow(9, 1/2)", "3")]
    public void Infix_notation_means_what_it_means_on_paper(string formula, string value) =>
        Assert.Equal(value, InfixFormula.Parse(formula).Evaluate(new Dictionary<string, Ball>(), 128).ToString());

    [Theory]
    [InlineData("1+", "column 3: expected a number, a name or '(', found the end")]
    [InlineData("(1", "column 3: expected ')', found the end")]
    [InlineData("1 2", "column 3: expected an operator or the end, found '2'")]
    [InlineData("foo(1)", "column 1: there is no function 'foo'")]
    [InlineData("exp(1,2)", "column 1: exp takes 1 argument, got 2")]
    [InlineData("1+$", "column 3: expected a number, a name or '(', found '$'")]
    [InlineData("0x", "column 1: '0x' is not a number")]
    public void A_formula_that_cannot_be_read_is_refused_with_its_column(string formula, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => InfixFormula.Parse(formula)).Message);

    [Fact]
    public void A_formula_nested_too_deep_is_refused()
    {
        Assert.Contains(
            "nested more than 200 deep",
            Assert.Throws<FormatException>(() => InfixFormula.Parse(new string('(', 1000))).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "at most 4000 characters",
            Assert.Throws<FormatException>(() => InfixFormula.Parse(new string('1', 50_000))).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("log(exp(1)) - 1", "it may be exactly 0")]
    [InlineData("log(-1)", "undefined: ")]
    [InlineData("exp(1e30)", "out of range: the magnitude exceeds 2^(2^60)")]
    [InlineData("exp(log(5/4))", "half-way between two decimals", 2)]
    public void Digits_that_cannot_be_decided_end_with_the_reason(string formula, string reason, int digits = 10)
    {
        var parsed = InfixFormula.Parse(formula);
        Assert.False(
            CertainDigits.TryCompute(
                bits => parsed.Evaluate(new Dictionary<string, Ball>(), bits),
                digits,
                out var text,
                1024
            )
        );
        Assert.Contains(reason, text, StringComparison.Ordinal);
    }
}
