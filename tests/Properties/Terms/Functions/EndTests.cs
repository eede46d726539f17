// Limits at infinity and at the ends of domains, and asymptotic equality.
using System.Numerics;
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;
using Xunit;

namespace LossProofs.Tests.Properties.Terms.Functions;

public class EndTests
{
    public static TheoryData<string> Names => Points.Names;

    /// <summary>Arguments that approach an end, each nearer than the one before.</summary>
    internal static IEnumerable<Term> Approach(EndBehaviour end) =>
        end.Point.Equals(Term.Infinity) ? [10, 30, 100, 1000]
        : end.Point.Equals(Extent.MinusInfinity) ? [-10, -30, -100, -1000]
        : new[] { 4, 8, 16, 40 }.Select(k =>
            end.Point + (Term)new Rational(end.Side == Side.Above ? 1 : -1, BigInteger.One << k)
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_tend_to_the_limit_at_every_end(string name)
    {
        var function = Points.Of(name);
        foreach (var end in function.Ends.Where(end => end.Limit is not null))
        {
            var values = Approach(end).Select(x => Points.Value(Points.Applied(function, x))).ToList();
            Assert.All(
                values,
                value => Assert.True(value.IsFinite, $"{name} near {TermPrinter.Print(end.Point)}: {value}")
            );
            var side =
                end.Limit!.Equals(Term.Infinity) ? 1
                : end.Limit.Equals(Extent.MinusInfinity) ? -1
                : 0;
            var sizes = values
                .Select(value => side == 0 ? Ball.Abs(value - Points.Value(end.Limit)) : value * side)
                .ToList();
            for (var k = 1; k < sizes.Count; k++)
            {
                Assert.True(
                    Points.Compare(sizes[k - 1], side == 0 ? Relation.GreaterOrEqual : Relation.Less, sizes[k])
                        is not false,
                    $"{name} does not go on towards {TermPrinter.Print(end.Limit)}"
                );
            }

            // 1/10 away at most, or beyond 2.5 (log₁₀ 1000 = 3).
            Assert.True(
                Points.Compare(
                    sizes[^1],
                    side == 0 ? Relation.Less : Relation.Greater,
                    Ball.From(side == 0 ? new Rational(1, 10) : new Rational(5, 2), Points.Bits)
                )
                    is true,
                $"{name} is {values[^1]} near {TermPrinter.Print(end.Point)}, its limit {TermPrinter.Print(end.Limit)}"
            );
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Where_there_is_no_limit_values_do_not_settle(string name)
    {
        var function = Points.Of(name);
        foreach (var end in function.Ends.Where(end => end.Limit is null))
        {
            // Next to integers (poles of Γ) and at halves between, 8 to 14 away.
            var minus = end.Point.Equals(Extent.MinusInfinity);
            var near = new Rational(1, BigInteger.One << 80);
            var values = Enumerable
                .Range(16, 12)
                .SelectMany(k => new[] { new Rational(k, 2), new Rational(k, 2) + near, new Rational(k, 2) - near })
                .Select(x => Points.Value(Points.Applied(function, minus ? -x : x)))
                .Where(value => value.IsFinite)
                .Select(value => value.MidpointAsDouble())
                .ToList();
            Assert.True(values.Max() - values.Min() > 0.5, $"{name} settles at {TermPrinter.Print(end.Point)}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_quotient_by_an_asymptote_tends_to_1(string name)
    {
        var function = Points.Of(name);
        foreach (var asymptote in function.Asymptotes)
        {
            var minus = asymptote.Point.Equals(Extent.MinusInfinity);
            var errors = new[] { 10, 100, 1000 }
                .Select(x => (Term)(minus ? -x : x))
                .Select(x => Points.Value(Points.Applied(function, x) / asymptote.Leading(x)))
                .Select(ratio => Ball.Abs(ratio - Ball.One))
                .ToList();
            Assert.All(errors, error => Assert.True(error.IsFinite, $"{name}: {error}"));
            Assert.True(
                Points.Compare(errors[1], Relation.LessOrEqual, errors[0]) is not false,
                $"{name}: {errors[1]}"
            );
            Assert.True(
                Points.Compare(errors[2], Relation.LessOrEqual, errors[1]) is not false,
                $"{name}: {errors[2]}"
            );
            // log Γ(x) is x log x to 1/log x only.
            Assert.True(
                Points.Compare(errors[2], Relation.Less, Ball.From(new Rational(1, 5), Points.Bits)) is true,
                name
            );
        }
    }
}
