// The sign of a function from f(c) + f'(X)(X − c) over boxes X that cover its interval.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class SubdivisionBySlopesTests
{
    private static readonly Variable s_unit = Real("x", Given.From(-1, true, 1, true));

    private static Theorem? Over(Setting setting, Term term, Relation relation) =>
        Theorem.BySlopes(
            Given.Exists(setting, term),
            Given.Exists(setting, Theorem.Slope(setting, term, "x")!),
            "x",
            relation,
            2_000
        );

    // e^x − x − 99/100 is 1/100 at 0, its smallest value.
    [Fact]
    public void Slopes_bound_what_lies_between_the_points()
    {
        var setting = Given.Of(s_unit);
        var term = Term.Exp(Given.X) - Given.X - new LossProofs.Reals.Rational(99, 100);

        Given.Says(Over(setting, term, Relation.Greater), term, Relation.Greater, 0);
    }

    // e^x − x − 101/100 is −1/100 at 0, and e^x − x − 1 is 0 there.
    [Theory]
    [InlineData(101)]
    [InlineData(100)]
    public void What_fails_at_a_point_is_not_shown(int hundredths)
    {
        var term = Term.Exp(Given.X) - Given.X - new LossProofs.Reals.Rational(hundredths, 100);

        Assert.Null(Over(Given.Of(s_unit), term, Relation.Greater));
    }

    // |x| − 1/2 falls to −1/2 at 0 between boxes whose slopes are 1 and −1: there is no slope at 0, and so no theorem.
    [Fact]
    public void The_slope_exists_everywhere()
    {
        var setting = Given.Of(s_unit);
        var term = F(Function.Abs, Given.X) - new LossProofs.Reals.Rational(1, 2);

        Assert.Null(Given.MayExist(setting, Theorem.Slope(setting, term, "x")!));
    }

    // The slope of another term says nothing: that of 0·x does not bound x.
    [Fact]
    public void The_slope_is_that_of_the_term()
    {
        var setting = Given.Of(s_unit);
        var term = Given.X + 1;

        Assert.Null(
            Theorem.BySlopes(Given.Exists(setting, term), Given.Exists(setting, 0), "x", Relation.Greater, 2_000)
        );
    }

    // What jumps has slope 0 beside the jump: sign(x) + 1/2 is −1/2 below 0.
    [Fact]
    public void The_function_is_continuous()
    {
        var setting = Given.Nowhere(s_unit);
        var term = F(Function.Sign, Given.X) + new LossProofs.Reals.Rational(1, 2);
        var slope = Theorem.Slope(setting, term, "x") ?? Term.Zero;

        Assert.Null(
            Theorem.BySlopes(
                Given.Anywhere(setting, term),
                Given.Anywhere(setting, slope),
                "x",
                Relation.Greater,
                2_000
            )
        );
    }

    // Where x ≠ 0 is assumed, the points between two others need not belong to the setting: 1/x has no slope at 0.
    [Fact]
    public void Nothing_is_assumed_of_the_variable()
    {
        var setting = Given.Of(s_unit).With(Is(Given.X, Relation.NotEqual, 0));
        var term = Term.Exp(Given.X) - Given.X;

        Assert.Null(Over(setting, term, Relation.Greater));
    }
}
