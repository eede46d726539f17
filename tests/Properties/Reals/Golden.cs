// The reference values, computed by an independent program with 4000-bit arithmetic.
using System.Globalization;
using LossProofs.Reals;
using Xunit;

namespace LossProofs.Tests.Properties.Reals;

public class Golden
{
    private static readonly Dictionary<string, Func<Ball, Ball>> s_functions = new(StringComparer.Ordinal)
    {
        ["exp"] = Ball.Exp,
        ["expm1"] = Ball.Expm1,
        ["log"] = Ball.Log,
        ["log1p"] = Ball.Log1p,
        ["sqrt"] = Ball.Sqrt,
        ["tanh"] = Ball.Tanh,
        ["sinh"] = Ball.Sinh,
        ["cosh"] = Ball.Cosh,
        ["erf"] = Ball.Erf,
        ["sigmoid"] = Ball.Sigmoid,
        ["softplus"] = Ball.Softplus,
        ["sin"] = Ball.Sin,
        ["cos"] = Ball.Cos,
        ["atan"] = Ball.Atan,
    };

    [Theory]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(2000)]
    public void Every_ball_meets_its_reference_value_up_to_half_a_unit_of_the_40th_digit(int bits)
    {
        var lines = Lines().ToList();
        Assert.Equal(4200, lines.Count);
        foreach (var (name, argument, value) in lines)
        {
            var ball = s_functions[name](Ball.From(Rational.Parse(argument), Math.Max(bits, 64)).WithBits(bits));
            var e = value.IndexOf('e');
            var power = e < 0 ? 0 : int.Parse(value[(e + 1)..], CultureInfo.InvariantCulture);
            var places = (e < 0 ? value.Length : e) - value.IndexOf('.') - 1;
            var half = Rational.Pow(10, power - places) / 2;
            var truth = Rational.Parse(value);
            Assert.True(
                ball.IsFinite && ball.Lower <= truth + half && truth - half <= ball.Upper,
                $"{name}({argument}) = {value}, got {ball} at {bits} bits"
            );
        }
    }

    [Fact]
    public void The_calculator_prints_the_reference_values_digit_by_digit()
    {
        foreach (var (name, argument, value) in Lines())
        {
            var formula = InfixFormula.Parse($"{name}({argument})");
            var certain = CertainDigits.TryCompute(
                bits => formula.Evaluate(new Dictionary<string, Ball>(), bits),
                40,
                out var text
            );
            Assert.True(certain && text == value, $"{name}({argument}) = {value}, got {text}");
        }
    }

    private static IEnumerable<(string Name, string Argument, string Value)> Lines() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "elementary.tsv"))
            .Select(line => line.Split('\t'))
            .Select(columns => (columns[0], columns[1], columns[2]));
}
