// A function that rises between two numbers is not smaller at the larger one.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class IncrementTests
{
    private static readonly Setting s_void = Given.Nowhere(Real("x"), Real("y"), Real("z"), Vector("v"));
    private static readonly RealInterval s_all = new(null, false, null, false);
    private static readonly Term s_t = S("t");

    // F(t) between x and y, and what is asked of it.
    private sealed record Rising(
        string Name,
        RealInterval Interval,
        Theorem Exists,
        Theorem Slope,
        Theorem Ordered,
        Theorem[] Inside
    )
    {
        public static Rising Of(
            Term form,
            Relation slope = Relation.GreaterOrEqual,
            Relation order = Relation.LessOrEqual,
            RealInterval? interval = null,
            Term? low = null,
            Term? high = null
        )
        {
            var (a, b, domain) = (low ?? Given.X, high ?? Given.Y, interval ?? s_all);
            var along = Theorem.Along(s_void, "t", domain, a, b);
            return new(
                "t",
                domain,
                Given.Anywhere(along, form),
                Given.Anything(along, Theorem.Slope(along, form, "t") ?? 1, slope, 0),
                Given.Anything(s_void, a, order, b),
                [.. Theorem.Inside(domain, a, b).Select(condition => Given.Anything(s_void, condition))]
            );
        }

        public Theorem? Apply() => Theorem.Increment(Name, Interval, Exists, Slope, Ordered, Inside);
    }

    [Fact]
    public void It_is_not_smaller_at_the_larger_number() =>
        Given.Says(
            Rising.Of(Exp(s_t)).Apply(),
            new Add([Exp(Given.Y), new Negate(Exp(Given.X))]),
            Relation.GreaterOrEqual,
            0
        );

    // t³ − t³ > 0 fails at x = y, and 0 > 0 for a constant: strict are only a strict slope and a strict order together.
    [Fact]
    public void Strictness_comes_from_slope_and_order()
    {
        Relation? Shown(Relation slope, Relation order) =>
            (Rising.Of(Exp(s_t), slope, order).Apply()?.Statement as Compare)?.Relation;

        Assert.Equal(Relation.Greater, Shown(Relation.Greater, Relation.Less));
        Assert.Equal(Relation.GreaterOrEqual, Shown(Relation.Greater, Relation.LessOrEqual));
        Assert.Equal(Relation.GreaterOrEqual, Shown(Relation.GreaterOrEqual, Relation.Less));
    }

    // −t falls: −2 − (−1) ≥ 0 fails. With y ≥ x in the place of x ≤ y, e^1 − e^2 ≥ 0 would follow.
    [Fact]
    public void Slope_and_order_have_their_directions()
    {
        Assert.Null(Rising.Of(-s_t, Relation.LessOrEqual).Apply());
        Assert.Null(Rising.Of(Exp(s_t), order: Relation.GreaterOrEqual).Apply());
        Assert.Null(Rising.Of(Exp(s_t), Relation.NotEqual).Apply());
    }

    // The slope of another function says nothing: with that of e^t, −y + x ≥ 0.
    [Fact]
    public void The_slope_is_that_of_the_function()
    {
        Assert.Null((Rising.Of(-s_t) with { Slope = Rising.Of(Exp(s_t)).Slope }).Apply());
        Assert.Null((Rising.Of(-s_t) with { Slope = Given.Anything(s_void, 1, Relation.GreaterOrEqual, 0) }).Apply());
    }

    // −1/t rises from −1 to 1 but at 0, where it does not exist, and −1 − 1 ≥ 0 fails: it must exist all the way. Nor is
    // it enough between other numbers, or in a narrower setting.
    [Fact]
    public void It_exists_and_rises_all_the_way()
    {
        var whole = Rising.Of(-(1 / s_t));
        var elsewhere = Theorem.Along(s_void, "t", s_all, Given.X, S("z"));
        var narrower = Theorem.Along(s_void.With(Is(Given.X, Relation.Greater, 0)), "t", s_all, Given.X, Given.Y);

        foreach (var along in new[] { elsewhere, narrower, s_void })
        {
            Assert.Null((whole with { Exists = Given.Anywhere(along, -(1 / s_t)) }).Apply());
            Assert.Null((whole with { Slope = Given.Anything(along, whole.Slope.Statement) }).Apply());
        }
    }

    // √t rises on [0, ∞), and says nothing of −1 and 0: both numbers lie in the interval, at open ends inside of it.
    [Fact]
    public void Both_numbers_lie_in_the_interval()
    {
        foreach (var isClosed in new[] { true, false })
        {
            var unit = new RealInterval(Rational.Zero, isClosed, Rational.One, isClosed);
            var whole = Rising.Of(Exp(s_t), interval: unit);

            Assert.Equal(2, whole.Inside.Length);
            Assert.NotNull(whole.Apply());
            Assert.Null((whole with { Inside = whole.Inside[..1] }).Apply());
            Assert.Null((whole with { Inside = whole.Inside[1..] }).Apply());
        }

        var weak = new RealInterval(Rational.Zero, true, Rational.One, true);
        Assert.Null(
            (
                Rising.Of(Exp(s_t), interval: new RealInterval(Rational.Zero, false, Rational.One, false)) with
                {
                    Inside = Rising.Of(Exp(s_t), interval: weak).Inside,
                }
            ).Apply()
        );
    }

    // t − 1 − 2 sign(t − 1) has the slope 1 where it has one; from ½ to 3/2 it goes from 3/2 to −3/2.
    [Fact]
    public void It_is_continuous() => Assert.Null(Rising.Of(s_t - 1 - 2 * F(Function.Sign, s_t - 1)).Apply());

    // v ≤ w of lists says nothing of a function of numbers; t is a name that the setting does not have.
    [Fact]
    public void It_goes_between_numbers_under_a_new_name()
    {
        Assert.Null(Rising.Of(Exp(s_t), low: S("v")).Apply());
        Assert.Null(Rising.Of(Exp(s_t), high: S("v")).Apply());
        Assert.Null((Rising.Of(Exp(s_t)) with { Name = "z" }).Apply());
    }
}
