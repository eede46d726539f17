// What is assumed, denied, weaker, one of several; numbers, domains, integers.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class AssumptionsTests
{
    private static readonly Setting s_less = Given.Reals.With(Is(Given.X, Relation.Less, Given.Y));

    [Fact]
    public void What_is_assumed_holds_in_all_of_its_forms()
    {
        Assert.NotNull(Theorem.Assumption(s_less, Is(Given.X, Relation.Less, Given.Y)));
        Assert.NotNull(Theorem.Assumption(s_less, Is(Given.Y, Relation.Greater, Given.X)));
        Assert.NotNull(Theorem.Assumption(s_less, Is(Given.X, Relation.NotEqual, Given.Y)));
        Assert.NotNull(Theorem.Assumption(s_less, Theorem.Exists(Given.X)));
        Assert.NotNull(Theorem.Assumption(s_less, Theorem.Exists(Given.Y)));
    }

    // From x < y follow neither x < x nor x < 0 nor 0 < y: x = −1, y = 1 and x = 1, y = 2 and x = −2, y = −1.
    [Fact]
    public void Both_sides_are_those_that_are_assumed()
    {
        Assert.Null(Theorem.Assumption(s_less, Is(Given.X, Relation.Less, Given.X)));
        Assert.Null(Theorem.Assumption(s_less, Is(Given.Y, Relation.Less, Given.Y)));
        Assert.Null(Theorem.Assumption(s_less, Is(Given.X, Relation.Less, 0)));
        Assert.Null(Theorem.Assumption(s_less, Is(0, Relation.Less, Given.Y)));
        Assert.Null(Theorem.Assumption(s_less, Is(Given.Y, Relation.Greater, 0)));
    }

    // From x < y follow neither y < x nor x = y; from x ≤ y follows no x < y; from x ≠ y no order.
    [Fact]
    public void Nothing_else_does()
    {
        var weak = Given.Reals.With(Is(Given.X, Relation.LessOrEqual, Given.Y));
        var unequal = Given.Reals.With(Is(Given.X, Relation.NotEqual, Given.Y));

        Assert.Null(Theorem.Assumption(s_less, Is(Given.Y, Relation.Less, Given.X)));
        Assert.Null(Theorem.Assumption(s_less, Is(Given.X, Relation.Equal, Given.Y)));
        Assert.Null(Theorem.Assumption(weak, Is(Given.X, Relation.Less, Given.Y)));
        Assert.Null(Theorem.Assumption(weak, Is(Given.X, Relation.NotEqual, Given.Y)));
        Assert.Null(Theorem.Assumption(unequal, Is(Given.X, Relation.Less, Given.Y)));
    }

    [Fact]
    public void Weaker_orders()
    {
        var strict = Theorem.Assumption(s_less, Is(Given.X, Relation.Less, Given.Y))!;
        var weak = Theorem.Weaker(strict, Is(Given.X, Relation.LessOrEqual, Given.Y));

        Given.Says(weak, Given.X, Relation.LessOrEqual, Given.Y);
        Assert.Null(Theorem.Weaker(weak!, Is(Given.X, Relation.Less, Given.Y)));
    }

    [Fact]
    public void What_is_denied_is_the_opposite()
    {
        var setting = Given.Reals.With(new Not(Is(Given.X, Relation.Less, Given.Y)));
        var denial = Theorem.Assumption(setting, setting.Assumptions[0])!;

        Given.Says(Theorem.Denied(denial), Given.X, Relation.GreaterOrEqual, Given.Y);
        // What is not denied says the opposite of nothing.
        Assert.Null(Theorem.Denied(Theorem.Assumption(s_less, Is(Given.X, Relation.Less, Given.Y))!));
    }

    // "x > 0 or 1/x > 0" is undefined at 0: the terms of all members must exist.
    [Fact]
    public void One_of_several_asks_that_all_exist()
    {
        var member = Given.Shown(Given.Positive, Given.X, Relation.Greater, 0);
        var either = new Any([Is(Given.X, Relation.Greater, 0), Is(Log(Given.Y - 1), Relation.Greater, 0)]);
        var simple = new Any([Is(Given.X, Relation.Greater, 0), Is(Given.Y, Relation.Greater, 1)]);

        Assert.Null(Theorem.OneOf(either, member, []));
        Assert.NotNull(Theorem.OneOf(simple, member, [Given.Exists(Given.Positive, Given.Y)]));
        Assert.Null(Theorem.OneOf(new Any([Is(Given.Y, Relation.Greater, 1)]), member, []));
        // "y > 1" fails at ½, although x > 0 holds and y exists.
        Assert.Null(
            Theorem.OneOf(new Any([Is(Given.Y, Relation.Greater, 1)]), member, [Given.Exists(Given.Positive, Given.Y)])
        );
    }

    [Theory]
    [InlineData(1, Relation.Less, 2, true)]
    [InlineData(1, Relation.Less, 1, false)]
    [InlineData(1, Relation.GreaterOrEqual, 1, true)]
    [InlineData(1, Relation.NotEqual, 1, false)]
    public void Numbers_are_compared(int left, Relation relation, int right, bool holds) =>
        Assert.Equal(holds, Theorem.Numbers(Given.Reals, left, relation, right) is not null);

    // x − 0 > 0 fails at the end that belongs to the domain; an end that is infinite bounds nothing.
    [Fact]
    public void Ends_of_domains()
    {
        var closed = Given.Of(Real("x", Given.From(0, true, null, false)), Vector("v"), Length("n"));

        Given.Says(Theorem.DomainBound(closed, "x", upper: false), Given.X - 0, Relation.GreaterOrEqual, 0);
        Given.Says(Theorem.DomainBound(Given.Positive, "x", upper: false), Given.X - 0, Relation.Greater, 0);
        Assert.Null(Theorem.DomainBound(closed, "x", upper: true));
        Assert.Null(Theorem.DomainBound(closed, "v", upper: false));
        // A list of numbers in [0, 1] is no number that could be compared with 0.
        var listed = Given.Of(Length("n"), Vector("v", Given.From(0, true, 1, true)), Index("k"));
        Assert.Null(Theorem.DomainBound(listed, "v", upper: false));
        Given.Says(Theorem.DomainBound(listed, "k", upper: true), Given.N - S("k"), Relation.GreaterOrEqual, 0);
    }

    // x − 1 ≥ 0 from x > 0 fails at 1/2.
    [Fact]
    public void The_next_integer_is_that_of_an_integer()
    {
        var counted = Given.Of(Length("n"));

        Given.Says(
            Theorem.NextInteger(Given.Sign(counted, Given.N, Relation.Greater)),
            Given.N - 1,
            Relation.GreaterOrEqual,
            0
        );
        Assert.Null(Theorem.NextInteger(Given.Sign(Given.Positive, Given.X, Relation.Greater)));
        Assert.Null(Theorem.NextInteger(Given.Sign(counted, Given.N / 2, Relation.Greater)));
    }

    // A theorem of a smaller setting is none of a larger one.
    [Fact]
    public void Restriction_goes_one_way()
    {
        var inside = Given.Shown(s_less, Given.X, Relation.Less, Given.Y);

        Assert.Null(inside.In(Given.Reals));
        Assert.NotNull(Given.Exists(Given.Reals, Given.X).In(s_less));
    }
}
