// Smallest values, both sides of a number, tangents that touch at one point.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class OptimaTests
{
    private static readonly Term s_square = Sqr(Given.X);

    private static Theorem? Least(Setting setting, int bound, Rational at)
    {
        var below = Given.Shown(setting, s_square, Relation.GreaterOrEqual, bound).In(setting)!;
        var value = Given.Equal(setting, s_square.Substitute("x", at), bound);
        return Theorem.Attained(
            new Extremum(ExtremumKind.Min, "x", s_square),
            below,
            at,
            value?.In(setting) ?? Given.Exists(setting, 1)
        );
    }

    [Fact]
    public void A_bound_that_is_reached_is_the_smallest_value() => Assert.NotNull(Least(Given.Reals, 0, 0));

    // min x² = 0 fails for x > 0, where 0 is a bound only; −1 is one, too.
    [Fact]
    public void It_must_be_reached_inside_of_the_domain()
    {
        Assert.Null(Least(Given.Positive, 0, 0));
        Assert.Null(Least(Given.Reals, -1, 0));
    }

    // min x² = 0 is not about x ≥ 1, where something is assumed.
    [Fact]
    public void Nothing_is_assumed_of_the_variable() =>
        Assert.Null(Least(Given.Reals.With(Is(Given.X, Relation.GreaterOrEqual, 1)), 0, 0));

    // max x² = 0 has the bound on the other side; x² ≥ x² is no bound.
    [Fact]
    public void The_bound_is_on_the_right_side_and_free_of_the_variable()
    {
        var below = Given.Shown(Given.Reals, s_square, Relation.GreaterOrEqual, 0).In(Given.Reals)!;
        var own = Theorem.Weaker(Given.Exists(Given.Reals, s_square), Is(s_square, Relation.GreaterOrEqual, s_square))!;
        var value = Given.Equal(Given.Reals, new Power(0, 2), 0)!.In(Given.Reals)!;

        Assert.Null(Theorem.Attained(new Extremum(ExtremumKind.Max, "x", s_square), below, 0, value));
        Assert.Null(Theorem.Attained(new Extremum(ExtremumKind.ArgMin, "x", s_square), below, 0, value));
        Assert.Null(Theorem.Attained(new Extremum(ExtremumKind.Min, "x", s_square), own, 0, value));
    }

    [Fact]
    public void Both_sides_of_a_number_are_all_but_that_number()
    {
        var setting = Given.Reals.With(Is(Given.X, Relation.NotEqual, 0));
        Theorem Part(bool above, Rational at) =>
            Given.Sign(
                Theorem.Beside(Given.Reals.With(Is(Given.X, Relation.NotEqual, at)), "x", at, above)!,
                s_square,
                Relation.Greater
            );

        Assert.NotNull(Theorem.Apart(setting, "x", 0, Part(false, 0), Part(true, 0)));
        // 0 itself is not left out where nothing says so, and nothing else is.
        Assert.Null(Theorem.Apart(Given.Reals, "x", 0, Part(false, 0), Part(true, 0)));
        Assert.Null(Theorem.Apart(setting, "x", 0, Part(false, -1), Part(true, 0)));
        Assert.Null(Theorem.Apart(setting, "x", 0, Part(true, 0), Part(true, 0)));
    }

    // e^u > 1 + u fails at 0, u − 1 > log u at 1.
    [Fact]
    public void Tangents_are_strict_where_they_do_not_touch()
    {
        var apart = Given.Positive.With(Is(Given.X, Relation.NotEqual, 1));
        var different = Theorem.ToDifference(Theorem.Assumption(apart, Is(Given.X, Relation.NotEqual, 1))!)!;
        var positive = Given.Sign(Given.Positive, Given.X, Relation.Greater);

        Given.Says(
            Theorem.StrictLogarithmTangent(positive, different),
            new Add([Given.X, new Negate(Term.One), new Negate(Log(Given.X))]),
            Relation.Greater,
            0
        );
        Assert.Null(Theorem.StrictLogarithmTangent(positive, positive));
        Assert.Null(Theorem.StrictLogarithmTangent(different, different));
        Assert.NotNull(Theorem.StrictExponentialTangent(different));
        Assert.Null(Theorem.StrictExponentialTangent(Given.Sign(Given.Reals, s_square, Relation.GreaterOrEqual)));
    }
}
