// A function that rises from an end at which it is not negative.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class MonotoneFunctionTests
{
    private static readonly Domain s_open = Given.From(0, false, null, false);

    private static Theorem? Rises(Setting setting, Term term, Relation slope, Relation atEnd, Setting? with = null)
    {
        var quick = new QuickSearch();
        return
            Theorem.Slope(setting, term, "x") is { } derivative
            && quick.Find(setting, Is(derivative, slope, 0)) is { } rising
            && setting.Without("x") is { } others
            && quick.Find(others, Is(term.Substitute("x", Rational.Zero), atEnd, 0)) is { } end
            && quick.Exists(with ?? Given.Of(Real("x", Given.From(0, true, null, false))), term) is { } exists
            ? Theorem.Monotone(setting, "x", true, exists, rising, end)
            : null;
    }

    [Fact]
    public void It_is_positive_beyond_an_end_that_is_left_out()
    {
        var term = Exp(Given.X) - 1;

        Given.Says(
            Rises(Given.Of(Real("x", s_open)), term, Relation.Greater, Relation.GreaterOrEqual),
            term,
            Relation.Greater,
            0
        );
    }

    // e^x − 1 > 0 fails at 0, where 0 belongs to the interval.
    [Fact]
    public void It_is_not_strict_where_the_end_belongs_to_the_interval()
    {
        var setting = Given.Of(Real("x", Given.From(0, true, null, false)));
        var term = Exp(Given.X) - 1;

        Given.Says(
            Rises(setting, term, Relation.Greater, Relation.GreaterOrEqual, setting),
            term,
            Relation.GreaterOrEqual,
            0
        );
    }

    // −1/x rises on (0, ∞) and is negative: at 0 there is no value to rise from.
    [Fact]
    public void It_must_exist_at_the_end() =>
        Assert.Null(
            Rises(Given.Of(Real("x", s_open)), -(1 / Given.X) + 0 * Given.X, Relation.Greater, Relation.GreaterOrEqual)
        );

    // −x ≥ 0 fails at 1: the slope must be shown, and of the right sign.
    [Fact]
    public void The_slope_must_have_the_sign() =>
        Assert.Null(Rises(Given.Of(Real("x", s_open)), -Given.X, Relation.Less, Relation.GreaterOrEqual));

    // x − 1 ≥ 0 fails at 1/2: the value at the end must be shown.
    [Fact]
    public void The_value_at_the_end_must_not_be_negative() =>
        Assert.Null(Rises(Given.Of(Real("x", s_open)), Given.X - 1, Relation.Greater, Relation.LessOrEqual));

    // {−1 where x > 5, else x} is 0 at 0 and its slope is ≥ 0 but at 5: steps and cases are not continuous.
    [Theory]
    [InlineData(Function.Floor)]
    [InlineData(Function.Ceiling)]
    [InlineData(Function.Sign)]
    public void It_must_be_continuous(Function step) => Assert.False(Theorem.IsContinuous(F(step, Given.X) * Given.X));

    private static readonly Setting s_void = Given.Nowhere(Real("x", s_open), Real("y"));
    private static readonly Setting s_others = Setting.Of([Real("y")], s_void.Assumptions);

    // y + x², whose slope is 2x, from 0 on, and what is asked of it.
    private sealed record Rising(Setting Setting, Term Term, Theorem Exists, Theorem Slope, Theorem AtEnd)
    {
        public static Rising Whole { get; } = Of(s_void, Given.Y + Sqr(Given.X), Closed(s_void));

        public static Rising Of(Setting setting, Term term, Setting with) =>
            new(
                setting,
                term,
                Given.Anywhere(with, term),
                Given.Anything(setting, Theorem.Slope(setting, term, "x")!, Relation.GreaterOrEqual, 0),
                Given.Anything(s_others, term.Substitute("x", Rational.Zero), Relation.GreaterOrEqual, 0)
            );

        public static Setting Closed(Setting setting) =>
            Setting.Of([Real("x", Given.From(0, true, null, false)), Real("y")], setting.Assumptions);

        public Theorem? Apply() => Theorem.Monotone(Setting, "x", true, Exists, Slope, AtEnd);
    }

    // A constant 0 rises from 0, not strictly, and is nowhere positive; 1 + x² is, and its slope may vanish.
    [Fact]
    public void Strictness_comes_from_the_end_or_from_the_slope()
    {
        var whole = Rising.Whole;
        var slope = Theorem.Slope(s_void, whole.Term, "x")!;
        var end = whole.Term.Substitute("x", Rational.Zero);

        Given.Says(whole.Apply(), whole.Term, Relation.GreaterOrEqual, 0);
        Given.Says(
            (whole with { AtEnd = Given.Anything(s_others, end, Relation.Greater, 0) }).Apply(),
            whole.Term,
            Relation.Greater,
            0
        );
        Given.Says(
            (whole with { Slope = Given.Anything(s_void, slope, Relation.Greater, 0) }).Apply(),
            whole.Term,
            Relation.Greater,
            0
        );
        // On [0, ∞) x² > 0 fails at the end.
        var closed = Rising.Closed(s_void);
        var included = Rising.Of(closed, whole.Term, closed);
        Given.Says(
            (included with { Slope = Given.Anything(closed, slope, Relation.Greater, 0) }).Apply(),
            whole.Term,
            Relation.GreaterOrEqual,
            0
        );
    }

    // −1/x rises on (0, ∞) and is negative there: it must exist with the end. √(x − 1) − 1 exists from 1 on, and is −1 there.
    // A slope or a value at the end that is said for y > 5 only says nothing for y = 0.
    [Fact]
    public void Existence_slope_and_end_are_said_of_this_interval()
    {
        var whole = Rising.Whole;
        var closed = Rising.Closed(s_void);
        var later = Setting.Of([Real("x", Given.From(1, true, null, false)), Real("y")], s_void.Assumptions);
        var narrower = s_void.With(Is(Given.Y, Relation.Greater, 0));

        Assert.Null((whole with { Exists = Given.Anywhere(s_void, whole.Term) }).Apply());
        Assert.Null((whole with { Exists = Given.Anywhere(later, whole.Term) }).Apply());
        Assert.Null((Rising.Of(closed, whole.Term, later) with { Setting = closed }).Apply());
        var slope = (Compare)whole.Slope.Statement;
        Assert.Null((whole with { Slope = Given.Anything(narrower, slope) }).Apply());
        Assert.Null((whole with { Slope = Given.Anything(later, slope) }).Apply());
        Assert.Null(
            (
                whole with
                {
                    AtEnd = Given.Anything(s_others.With(Is(Given.Y, Relation.Greater, 0)), whole.AtEnd.Statement),
                }
            ).Apply()
        );
    }

    // The slope of x², the value of 1 + x² at 0: nothing follows for x² − 1, which is negative at 0.
    [Fact]
    public void Slope_and_end_are_those_of_the_term()
    {
        var whole = Rising.Whole;

        Assert.Null((whole with { Slope = Given.Anything(s_void, Given.X, Relation.GreaterOrEqual, 0) }).Apply());
        Assert.Null((whole with { AtEnd = Given.Anything(s_others, 1, Relation.GreaterOrEqual, 0) }).Apply());
    }

    // x − 1 − sign(x − 1) is 0 at 0, its slope is 1 wherever there is one, and at 3/2 it is −½.
    [Fact]
    public void A_step_does_not_rise() =>
        Assert.Null(Rising.Of(s_void, Given.X - 1 - F(Function.Sign, Given.X - 1), Rising.Closed(s_void)).Apply());

    // 1 − x falls to 0 at 1, and is positive on [0, 1); x falls to no 0 there.
    [Fact]
    public void It_is_positive_before_an_upper_end_to_which_it_falls()
    {
        var setting = Given.Of(Real("x", Given.From(0, true, 1, false)));
        var closed = Given.Of(Real("x", Given.From(0, true, 1, true)));
        var quick = new QuickSearch();
        Theorem? Falls(Term term, Relation slope, bool rising = false) =>
            Theorem.Monotone(
                setting,
                "x",
                rising,
                Given.Exists(closed, term),
                Given.Sign(setting, Theorem.Slope(setting, term, "x")!, slope),
                quick.Find(setting.Without("x")!, Is(term.Substitute("x", 1), Relation.GreaterOrEqual, 0))!
            );

        Given.Says(Falls(1 - Given.X, Relation.Less), 1 - Given.X, Relation.Greater, 0);
        // x − ½ is ½ at 1 and −½ at 0: it rises.
        Assert.Null(Falls(Given.X - Q(1, 2), Relation.Greater));
        Assert.Null(Falls(1 - Given.X, Relation.Less, rising: true));
    }

    // The slope of what does not speak of x is not asked for.
    [Fact]
    public void Without_the_variable_there_is_no_slope()
    {
        Assert.Null(Theorem.Slope(Given.Reals, Given.Y, "x"));
        Assert.Null(Theorem.Slope(Given.Reals, 5, "x"));
    }

    [Fact]
    public void Cases_are_not_continuous() =>
        Assert.False(Theorem.IsContinuous(new Piecewise([new Branch(Is(Given.X, Relation.Greater, 5), -1)], Given.X)));
}
