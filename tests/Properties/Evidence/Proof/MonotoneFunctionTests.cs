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

    [Fact]
    public void Cases_are_not_continuous() =>
        Assert.False(Theorem.IsContinuous(new Piecewise([new Branch(Is(Given.X, Relation.Greater, 5), -1)], Given.X)));
}
