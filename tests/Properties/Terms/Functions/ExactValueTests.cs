// Values in closed form, power series, and names.
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;
using Xunit;

namespace LossProofs.Tests.Properties.Terms.Functions;

public class ExactValueTests
{
    public static TheoryData<string> Names => Points.Names;

    // Rational numbers, multiples of π, and what inverts a function.
    private static IEnumerable<Term> Arguments
    {
        get
        {
            foreach (var x in Points.Everywhere)
            {
                yield return x;
            }

            for (var n = -30; n <= 30; n++)
            {
                yield return new Number(new Rational(n, 12)) * Term.Pi;
                yield return new Divide((Term)n * Term.Pi, 4);
            }

            Term root2 = new Apply(Function.Sqrt, [2]);
            Term root3 = new Apply(Function.Sqrt, [3]);
            Term[] others =
            [
                Term.E,
                Term.Pi,
                root2 / 2,
                root3 / 2,
                root3,
                root3 / 3,
                Term.Log(3),
                Term.Exp(5),
                Term.Exp(-2),
            ];
            foreach (var other in others)
            {
                yield return other;
                yield return new Negate(other);
            }

            for (var k = 1; k <= 5; k++)
            {
                yield return Rational.Pow(10, k);
                yield return Rational.Pow(10, -k);
                yield return Rational.Pow(2, 7 * k);
                yield return Rational.Pow(new Rational(3, 7), 2 * k);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_closed_form_is_the_value(string name)
    {
        var function = Points.Of(name);
        var known = 0;
        foreach (var x in Arguments)
        {
            if (function.ExactValue([x]) is not { } exact)
            {
                continue;
            }

            var (value, closed) = (Points.Value(Points.Applied(function, x)), Points.Value(exact));
            // Arguments that are not exact may leave a step or an end of the domain unresolved.
            Assert.True(
                closed.IsDefined && (value.IsDefined ? value.Overlaps(closed) : x is not Number),
                $"{name} at {TermPrinter.Print(x)}: {value}, not {TermPrinter.Print(exact)} = {closed}"
            );
            known += value.IsDefined ? 1 : 0;
        }

        // ψ(1) is Euler's constant, which has no name here; coth is 0 or ∞ at the simple points.
        Assert.Equal(function is not (Digamma or Coth), known > 0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_power_series_converges_to_the_function(string name)
    {
        if (Points.Of(name) is not { Series: { } series } function)
        {
            return;
        }

        // Every radius is 1 at least, so that at 1/8 the terms from n = 64 on are below 8⁻⁶⁴ = 2⁻¹⁹² times what the
        // coefficients grow; 2⁻¹⁴⁰ leaves room for the rounding to 160 bits.
        Assert.True(
            series.Radius.Equals(Term.Infinity)
                || Points.Compare(Points.Value(series.Radius), Relation.GreaterOrEqual, Ball.One) is not false
        );
        foreach (var t in new[] { new Rational(1, 8), new Rational(-1, 8) })
        {
            var sum = Ball.Zero;
            for (var n = 0; n < 64; n++)
            {
                sum += Points.Value(series.Coefficient(n)) * Ball.From(Rational.Pow(t, n), Points.Bits);
            }

            var value = Points.Value(Points.Applied(function, series.Centre + t));
            var error = Ball.Abs(sum - value);
            Assert.True(
                error.IsFinite && error.Upper < Rational.Pow(2, -140),
                $"{name} at {series.Centre + t}: the series gives {sum}, not {value}"
            );
        }
    }

    [Theory]
    [InlineData(@"\arcsin", Function.Asin)]
    [InlineData(@"\arccos", Function.Acos)]
    [InlineData("artanh", Function.Atanh)]
    [InlineData("arcosh", Function.Acosh)]
    [InlineData(@"\sec", Function.Sec)]
    [InlineData(@"\ln", Function.Log)]
    [InlineData("sgn", null)]
    [InlineData(@"\lg", null)]
    public void A_name_means_one_function(string name, Function? expected) =>
        Assert.Equal(expected, KnownFunctions.Named(name)?.Key);

    [Fact]
    public void Every_function_is_under_its_own_key() =>
        Assert.Equal(Enum.GetValues<Function>(), KnownFunctions.All.Select(known => known.Key));
}
