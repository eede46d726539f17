// A function whose slope is 0 on an interval is what it is at one of its points.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class ConstantFunctionTests
{
    private static readonly Term s_term = F(Function.Atan, Given.X) + F(Function.Atan, 1 / Given.X) - Term.Pi / 2;

    private static Theorem? Constant(Setting setting, Term term, Rational at, Term? value = null)
    {
        var quick = new QuickSearch();
        return
            Theorem.Slope(setting, term, "x") is { } slope
            && quick.Exists(setting, term) is { } exists
            && quick.Equal(setting, slope, 0) is { } zero
            && setting.Without("x") is { } others
            && quick.Equal(others, value ?? term.Substitute("x", at), 0) is { } there
            ? Theorem.ConstantIn(exists, "x", zero, at, there)
            : null;
    }

    [Fact]
    public void It_is_0_where_it_is_0_at_a_point()
    {
        var term = Sqr(F(Function.Sin, Given.X)) + Sqr(F(Function.Cos, Given.X)) - 1;

        Given.Says(Constant(Given.Of(Real("x")), term, 0), term, Relation.Equal, 0);
    }

    // ⌊x⌋ = 0 fails at 1: it has slope 0 where it has one, and none at 1.
    [Fact]
    public void The_slope_must_exist_on_the_whole_interval() =>
        Assert.Null(Constant(Given.Of(Real("x", Given.From(0, true, 1, true))), F(Function.Floor, Given.X), 0));

    // x/|x| − 1 = 0 fails at −1: its slope is 0 on both sides of 0, and it is 0 at 1; but it does not exist at 0.
    [Fact]
    public void The_term_must_exist_on_the_whole_interval() =>
        Assert.Null(Constant(Given.Of(Real("x")), Given.X / F(Function.Abs, Given.X) - 1, 1));

    // arctan x + arctan 1/x = π/2 fails at −1, which is another interval than 1's.
    [Fact]
    public void The_point_must_lie_in_the_interval() =>
        Assert.Null(Constant(Given.Of(Real("x", Given.From(null, false, 0, false))), s_term, 1));

    private static readonly Setting s_void = Given.Nowhere(Real("x", Given.From(0, true, 1, true)), Real("y"));
    private static readonly Setting s_others = s_void.Without("x")!;

    private static Theorem? Apply(
        Term term,
        Rational? at = null,
        Setting? setting = null,
        Setting? slopeIn = null,
        Term? slope = null,
        Setting? thereIn = null,
        Term? there = null
    )
    {
        var whole = setting ?? s_void;
        return Theorem.ConstantIn(
            Given.Anywhere(whole, term),
            "x",
            Given.Anything(slopeIn ?? whole, slope ?? Theorem.Slope(whole, term, "x")!, Relation.Equal, 0),
            at ?? 0,
            Given.Anything(thereIn ?? s_others, there ?? term.Substitute("x", at ?? 0), Relation.Equal, 0)
        );
    }

    // x² = 0 fails at 1 from the slope of another term, from its value at another point, from what holds for y > 5 only.
    [Fact]
    public void Slope_and_value_are_those_of_the_term_in_this_setting()
    {
        var term = Sqr(Given.X) + Given.Y;
        var narrower = s_void.With(Is(Given.Y, Relation.Greater, 5));

        Given.Says(Apply(term), term, Relation.Equal, 0);
        Assert.Null(Apply(term, slope: Given.Y));
        Assert.Null(Apply(term, there: Given.Y));
        Assert.Null(Apply(term, slopeIn: narrower));
        Assert.Null(Apply(term, thereIn: s_others.With(Is(Given.Y, Relation.Greater, 5))));
    }

    // sign x is 0 at 0, and its slope, where it has one, is 0.
    [Fact]
    public void A_step_is_not_constant() => Assert.Null(Apply(F(Function.Sign, Given.X)));

    // Inside, at an end that belongs to the interval; not beyond, and not at an end that does not: what a term is there it
    // need not be here.
    [Fact]
    public void Points_of_the_interval()
    {
        var term = Sqr(Given.X) + Given.Y;
        var open = Setting.Of([Real("x", Given.From(0, false, 1, false)), Real("y")], s_void.Assumptions);

        Assert.NotNull(Apply(term, new Rational(1, 2)));
        Assert.NotNull(Apply(term, 1));
        Assert.Null(Apply(term, 2));
        Assert.Null(Apply(term, -1));
        Assert.NotNull(Apply(term, new Rational(1, 2), open));
        Assert.Null(Apply(term, 0, open));
        Assert.Null(Apply(term, 1, open));
        Assert.Null(Apply(term, 2, open));
    }

    // x − y = 0 for x = y, at whatever y is: an assumption that speaks of x holds it at one point.
    [Fact]
    public void No_assumption_may_speak_of_the_variable()
    {
        var setting = Given.Reals.With(Is(Given.X, Relation.Equal, Given.Y));

        Assert.Null(setting.Without("x"));
    }
}
