// Where functions are defined and differentiable, and that both routes to a value agree on it.
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;
using Xunit;

namespace LossProofs.Tests.Properties.Terms.Functions;

public class DomainTests
{
    public static TheoryData<string> Names => Points.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_function_has_a_value_exactly_in_its_domain(string name)
    {
        var function = Points.Of(name);
        var (inside, outside) = (0, 0);
        foreach (var x in Points.Everywhere)
        {
            var defined = Points.Value(Points.Applied(function, x)).IsDefined;
            switch (Points.Holds(function.Domain((Term)x)))
            {
                case true:
                    Assert.True(defined, $"{name} has no value at {x}");
                    inside++;
                    break;
                case false:
                    Assert.False(defined, $"{name} has a value at {x}");
                    outside++;
                    break;
            }
        }

        Assert.True(inside >= 30, $"{name}: only {inside} points of its domain were tried");
        // Conditions like cos x ≠ 0 fail at irrational points only.
        var bounded = function.Domain(new Symbol("x")).Any(condition => condition is not Compare(Apply, _, _));
        Assert.True(outside > 0 || !bounded || function is Coth or Csc or Cot, $"{name}: no point outside was tried");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_two_routes_to_a_value_agree(string name)
    {
        var function = Points.Of(name);
        var term = Points.Applied(function, new Symbol("x"));
        foreach (var x in Points.Everywhere)
        {
            var (value, again) = (Points.Value(Points.Applied(function, x)), Points.Checked(term, x));
            Assert.True(
                value.IsDefined == again.IsDefined && (!value.IsDefined || value.Overlaps(again)),
                $"{name} at {x}: {value} and {again}"
            );
            Assert.True(
                !again.IsDefined
                    || again.Centre.Sign == 0
                    || again.AccurateBits >= 60
                    || Ball.Abs(again).Upper < new Rational(1, 1 << 30),
                $"{name} at {x}: the checker knows only {again}"
            );
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_checker_differentiates_to_the_symbolic_derivative(string name)
    {
        var function = Points.Of(name);
        if (function.Derivative(new Symbol("x")).Term is not { } slope)
        {
            Assert.NotEmpty(function.Derivative(new Symbol("x")).Reason);
            return;
        }

        var derivative = new Derivative(Points.Applied(function, new Symbol("x")), new Symbol("x"));
        var resolved = 0;
        foreach (var x in Points.Everywhere)
        {
            var value = Points.Value(slope.Substitute("x", x));
            var again = Points.Checked(derivative, x);
            switch (Points.Holds([.. function.Domain((Term)x), .. function.Differentiability((Term)x)]))
            {
                case true:
                    resolved++;
                    Assert.True(
                        value.IsDefined && again.IsDefined && value.Overlaps(again),
                        $"{name}′ at {x}: {value} and {again}"
                    );
                    break;
                case false when Points.Holds(function.Domain((Term)x)) is true:
                    Assert.False(
                        value.IsDefined,
                        $"{name} is not differentiable at {x}, but its derivative is {value}"
                    );
                    Assert.False(
                        again.IsDefined,
                        $"{name} is not differentiable at {x}, but the checker finds {again}"
                    );
                    break;
            }
        }

        Assert.True(resolved >= 20, $"{name}: only {resolved} points were tried");
    }

    // Over an interval, the mean value theorem: (f(b) − f(a))/(b − a) = f′(ξ) for a ξ between.
    [Theory]
    [MemberData(nameof(Names))]
    public void The_derivative_takes_the_slope_of_every_chord(string name)
    {
        var function = Points.Of(name);
        if (function is StopGradient || function.Derivative(new Symbol("x")).Term is not { } slope)
        {
            // By convention not the derivative of the identity; or not known.
            Assert.True(function is StopGradient or Trigamma);
            return;
        }

        var tried = 0;
        foreach (var a in Points.Within(function))
        {
            var b = a + new Rational(1, 1 << 20);
            var derivative = Points.Value(slope, Ball.FromBounds(a, b, Points.Bits));
            if (!derivative.IsFinite || Points.Value(Points.Applied(function, b)) is not { IsFinite: true } end)
            {
                continue;
            }

            var chord = (end - Points.Value(Points.Applied(function, a))) / Ball.From(b - a, Points.Bits);
            Assert.True(
                chord.Overlaps(derivative),
                $"{name} between {a} and {b}: slope {chord}, derivative {derivative}"
            );
            tried++;
        }

        Assert.True(tried >= 20, $"{name}: only {tried} chords were tried");
    }
}
