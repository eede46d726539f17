// Range, monotonicity, parity and curvature of the functions, on their whole domain and on pieces of it.
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;
using Xunit;

namespace LossProofs.Tests.Properties.Terms.Functions;

public class ShapeTests
{
    public static TheoryData<string> Names => Points.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_lie_in_the_range_and_come_close_to_its_ends(string name)
    {
        var function = Points.Of(name);
        var values = Values(function, Points.Within(function));
        // Towards the ends of the domain.
        foreach (var end in function.Ends)
        {
            values.AddRange(
                EndTests.Approach(end).Select(x => Points.Value(Points.Applied(function, x))).Where(v => v.IsFinite)
            );
        }

        Assert.All(values, value => AssertIn(function.Values, value, name));
        // An infinite end is passed at ±2.5 (log₁₀ of what is tried), a finite one reached to 1/20.
        Assert.Contains(values, value => Near(function.Values.Lower, value, -1));
        Assert.Contains(values, value => Near(function.Values.Upper, value, 1));

        bool Near(Term bound, Ball value, int side) =>
            bound.Equals(side > 0 ? Term.Infinity : Extent.MinusInfinity)
                ? Points.Compare(value * side, Relation.Greater, Ball.From(new Rational(5, 2), Points.Bits)) is true
                : Points.Compare(
                    Ball.Abs(value - Points.Value(bound)),
                    Relation.Less,
                    Ball.From(new Rational(1, 20), Points.Bits)
                )
                    is true;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_follow_arguments_as_stated(string name)
    {
        var function = Points.Of(name);
        Follow(function, function.Monotonicity, Points.Within(function));
        foreach (var piece in function.Pieces)
        {
            var points = Inside(piece.Arguments);
            Assert.True(points.Count >= 8, $"{name}: only {points.Count} points in {piece}");
            Follow(function, piece.Monotonicity, points);
            Assert.All(Values(function, points), value => AssertIn(piece.Values, value, name));
        }
    }

    // Where nothing is stated, neither order holds: the facts are as strong as they can be.
    [Theory]
    [MemberData(nameof(Names))]
    public void A_function_without_monotonicity_rises_and_falls(string name)
    {
        var function = Points.Of(name);
        if (function.Monotonicity != Monotonicity.None)
        {
            return;
        }

        var values = Points.Within(function).Select(x => Points.Value(Points.Applied(function, x))).ToList();
        var steps = values.Zip(values.Skip(1), (a, b) => (b - a).Sign).ToList();
        Assert.Contains(1, steps);
        Assert.Contains(-1, steps);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_mirrored_argument_does_what_the_parity_says(string name)
    {
        var function = Points.Of(name);
        var (even, odd, tried) = (true, true, 0);
        foreach (var x in Points.Within(function).Where(x => x.Sign > 0))
        {
            var value = Points.Value(Points.Applied(function, x));
            var mirrored = Points.Value(Points.Applied(function, -x));
            if (Points.Holds(function.Domain((Term)(-x))) is false)
            {
                (even, odd) = (false, false);
                continue;
            }

            even &= mirrored.Overlaps(value);
            odd &= mirrored.Overlaps(-value);
            tried++;
        }

        Assert.Equal(
            even && tried > 0 ? Parity.Even
                : odd && tried > 0 ? Parity.Odd
                : Parity.None,
            function.Parity
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_middle_of_a_chord_lies_on_the_stated_side(string name)
    {
        var function = Points.Of(name);
        Bend(function, function.Curvature, Points.Within(function));
        foreach (var piece in function.Pieces)
        {
            Bend(function, piece.Curvature, Inside(piece.Arguments));
        }
    }

    [Fact]
    public void The_largest_and_the_smallest_number_are_ordered_statistics()
    {
        foreach (var extreme in KnownFunctions.All.OfType<OrderStatistic>())
        {
            Sequence<Term> arguments = [3, new Rational(-1, 2), 7, Term.Zero];
            Term expected = extreme.TakesLargest ? 7 : new Rational(-1, 2);
            Assert.Equal(expected, extreme.ExactValue(arguments));
            Assert.True(Points.Value(new Apply(extreme.Key, arguments)).Overlaps(Points.Value(expected)));
            Assert.True(Points.Checked(new Apply(extreme.Key, arguments), 0).Overlaps(Points.Value(expected)));
            for (var place = 0; place < arguments.Count; place++)
            {
                var slope = Points.Value(extreme.Derivative(arguments, place).Term!);
                Assert.True(slope.Overlaps(arguments[place].Equals(expected) ? Ball.One : Ball.Zero));
            }

            // At a tie the derivative is undefined and the value is not.
            Sequence<Term> tie = [2, 2];
            Assert.False(Points.Value(extreme.Derivative(tie, 0).Term!).IsDefined);
            Assert.False(Points.Holds(extreme.Differentiability(tie)));
            Assert.True(Points.Value(new Apply(extreme.Key, tie)).Overlaps(Ball.From(2, Points.Bits)));
        }
    }

    // max(0, x) where an enclosure of x does not tell it apart from 0: the checker may not take 0 for the value.
    [Fact]
    public void The_checker_does_not_decide_a_maximum_that_is_not_resolved()
    {
        var tiny = new Power(Term.Pi, -400) * Term.Exp(-1000);
        Term maximum = new Apply(Function.Max, [Term.Zero, tiny]);
        var value = Points.Checked(maximum - Term.Zero, 0);
        Assert.True(value.Overlaps(Points.Value(tiny)), value.ToString());
    }

    private static List<Ball> Values(RealFunction function, List<Rational> points) =>
        [.. points.Select(x => Points.Value(Points.Applied(function, x)))];

    private static List<Rational> Inside(Extent arguments) =>
        [
            .. Points.Everywhere.Where(x =>
            {
                var ball = Ball.From(x, Points.Bits);
                return Below(arguments.Lower, ball, arguments.HasLower)
                    && Above(arguments.Upper, ball, arguments.HasUpper);
            }),
        ];

    private static bool Below(Term bound, Ball x, bool closed) =>
        bound.Equals(Extent.MinusInfinity)
        || Points.Compare(Points.Value(bound), closed ? Relation.LessOrEqual : Relation.Less, x) is true;

    private static bool Above(Term bound, Ball x, bool closed) =>
        bound.Equals(Term.Infinity)
        || Points.Compare(x, closed ? Relation.LessOrEqual : Relation.Less, Points.Value(bound)) is true;

    private static void AssertIn(Extent range, Ball value, string name)
    {
        Assert.True(
            range.Lower.Equals(Extent.MinusInfinity)
                || Points.Compare(
                    Points.Value(range.Lower),
                    range.HasLower ? Relation.LessOrEqual : Relation.Less,
                    value
                )
                    is not false,
            $"{name}: {value} lies below {TermPrinter.Print(range.Lower)}"
        );
        Assert.True(
            range.Upper.Equals(Term.Infinity)
                || Points.Compare(
                    value,
                    range.HasUpper ? Relation.LessOrEqual : Relation.Less,
                    Points.Value(range.Upper)
                )
                    is not false,
            $"{name}: {value} lies above {TermPrinter.Print(range.Upper)}"
        );
    }

    private static void Follow(RealFunction function, Monotonicity monotonicity, List<Rational> points)
    {
        if (monotonicity == Monotonicity.None)
        {
            return;
        }

        var relation = monotonicity switch
        {
            Monotonicity.Increasing => Relation.LessOrEqual,
            Monotonicity.StrictlyIncreasing => Relation.Less,
            Monotonicity.Decreasing => Relation.GreaterOrEqual,
            _ => Relation.Greater,
        };
        var decided = 0;
        for (var i = 0; i + 1 < points.Count; i++)
        {
            var (x, y) = (points[i], points[i + 1]);
            var holds = Points.Compare(
                Points.Value(Points.Applied(function, x)),
                relation,
                Points.Value(Points.Applied(function, y))
            );
            Assert.True(holds is not false, $"{function.Key} is not {monotonicity} from {x} to {y}");
            decided += holds is true ? 1 : 0;
        }

        // Two equal values of a step are not told apart by enclosures; both sides of a jump are.
        var least = function is StepFunction ? (points[0].Sign < 0 && points[^1].Sign > 0 ? 1 : 0) : points.Count / 2;
        Assert.True(decided >= least, $"{function.Key}: {decided} of {points.Count} pairs were decided");
    }

    private static void Bend(RealFunction function, Curvature curvature, List<Rational> points)
    {
        if (curvature == Curvature.None)
        {
            return;
        }

        var (two, decided, pairs) = (Ball.From(2, Points.Bits), 0, 0);
        for (var i = 0; i < points.Count; i++)
        {
            foreach (var j in new[] { i + 1, i + 7, points.Count - 1 - i })
            {
                if (j <= i || j >= points.Count)
                {
                    continue;
                }

                var middle = (points[i] + points[j]) * new Rational(1, 2);
                var gap =
                    (
                        Points.Value(Points.Applied(function, points[i]))
                        + Points.Value(Points.Applied(function, points[j]))
                    ) / two
                    - Points.Value(Points.Applied(function, middle));
                var holds = curvature switch
                {
                    Curvature.Convex => Points.Compare(gap, Relation.GreaterOrEqual, Ball.Zero),
                    Curvature.StrictlyConvex => Points.Compare(gap, Relation.Greater, Ball.Zero),
                    Curvature.Concave => Points.Compare(gap, Relation.LessOrEqual, Ball.Zero),
                    Curvature.StrictlyConcave => Points.Compare(gap, Relation.Less, Ball.Zero),
                    _ => gap.ContainsZero,
                };
                Assert.True(holds is not false, $"{function.Key} is not {curvature} from {points[i]} to {points[j]}");
                decided += holds is true ? 1 : 0;
                pairs++;
            }
        }

        // A tie of both sides (|x| away from 0) is not decided by enclosures.
        var least = curvature is Curvature.Convex or Curvature.Concave ? 1 : pairs / 2;
        Assert.True(
            pairs >= 8 && decided >= least,
            $"{function.Key} {curvature}: {decided} of {pairs} chords were decided"
        );
    }
}
