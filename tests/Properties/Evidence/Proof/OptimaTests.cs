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

    // −(x − 1)² is largest at 1, where it is 0: the place is not the value. x² + 1 is not x².
    [Fact]
    public void The_value_is_not_the_place()
    {
        var body = -Sqr(Given.X - 1);
        var bound = Given.Shown(Given.Reals, body, Relation.LessOrEqual, 0).In(Given.Reals)!;
        var value = Given.Equal(Given.Reals, body.Substitute("x", 1), 0)!.In(Given.Reals)!;

        Assert.NotNull(Theorem.Attained(new Extremum(ExtremumKind.Max, "x", body), bound, 1, value));
        Assert.Null(Theorem.Attained(new Extremum(ExtremumKind.ArgMax, "x", body), bound, 1, value));
        Assert.Null(Theorem.Attained(new Extremum(ExtremumKind.Max, "x", body + 1), bound, 1, value));
    }

    // max_x x = x is no value; min_x (x² + y) = 0 where y = 0 says nothing of other y.
    [Fact]
    public void The_value_is_taken_in_the_same_setting_and_free_of_the_variable()
    {
        var setting = Given.Nowhere(Real("x", Given.From(0, true, 1, true)), Real("y"));
        var body = s_square + Given.Y;
        Theorem? Apply(Term value, Setting where) =>
            Theorem.Attained(
                new Extremum(ExtremumKind.Min, "x", body),
                Given.Anything(setting, body, Relation.GreaterOrEqual, value),
                0,
                Given.Anything(where, body.Substitute("x", 0), Relation.Equal, value)
            );

        Assert.NotNull(Apply(Given.Y, setting));
        Assert.Null(Apply(Given.X, setting));
        Assert.Null(Apply(Given.Y, setting.With(Is(Given.Y, Relation.Equal, 0))));
        Term least = 0;
        Assert.Null(
            Theorem.Approached(
                new Extremum(ExtremumKind.Inf, "x", body),
                Given.Anything(setting, body, Relation.GreaterOrEqual, Given.X),
                Given.Anything(setting.Without("x")!, To(body, least, Side.Above), Relation.Equal, Given.X)
            )
        );
    }

    // sup_x x² = 1 fails where x² is 1 as another quantity, t, tends to 1; and where it is so for y > 5 only.
    [Fact]
    public void The_variable_itself_goes_to_the_end()
    {
        var setting = Given.Nowhere(Real("x", Given.From(0, false, 1, false)), Real("y"));
        Theorem? Apply(string name, Setting where) =>
            Theorem.Approached(
                new Extremum(ExtremumKind.Sup, "x", s_square),
                Given.Anything(setting, s_square, Relation.LessOrEqual, 1),
                Given.Anything(where, new Limit(s_square, name, 1, Side.Below), Relation.Equal, 1)
            );

        Assert.NotNull(Apply("x", setting.Without("x")!));
        Assert.Null(Apply("t", setting.Without("x")!));
        Assert.Null(Apply("x", setting.Without("x")!.With(Is(Given.Y, Relation.Greater, 5))));
    }

    private static readonly Setting s_unit = Given.Of(
        Formulas.Real("x", Given.From(0, false, 1, false)),
        Formulas.Real("y", Given.From(0, false, null, false))
    );

    // The extremum from f R v and from what f tends to, in a setting without x unless another one is given.
    private static Theorem? Approached(
        ExtremumKind kind,
        Setting setting,
        Term body,
        Relation relation,
        Term bound,
        Limit limit,
        Setting? elsewhere = null
    )
    {
        var others =
            elsewhere
            ?? Setting.Of(
                setting.Variables.Where(variable => variable.Name != "x").ToSequence(),
                [.. setting.Assumptions.Where(assumption => !assumption.FreeNames().Contains("x"))]
            );
        var below = Given.Shown(setting, body, relation, bound).In(setting)!;
        var tending = new LimitValues(new QuickSearch()).Value(others, limit);
        Assert.NotNull(tending);
        // In the words of the bound, where it is equal to that.
        var same = Given.Equal(others, ((Compare)tending.Statement).Right, bound);
        return Theorem.Approached(
            new Extremum(kind, "x", body),
            below,
            same is null ? tending : Theorem.Transitive(tending, same)!
        );
    }

    private static Limit To(Term body, Term point, Side side) => new(body, "x", point, side);

    [Fact]
    public void A_bound_that_is_approached_is_the_least_one()
    {
        var end = To(s_square, 1, Side.Below);

        Assert.NotNull(Approached(ExtremumKind.Sup, s_unit, s_square, Relation.LessOrEqual, 1, end));
        // It is not taken: max x² = 1 fails for 0 < x < 1, and so does where.
        Assert.Null(Approached(ExtremumKind.Max, s_unit, s_square, Relation.LessOrEqual, 1, end));
        Assert.Null(Approached(ExtremumKind.ArgMax, s_unit, s_square, Relation.LessOrEqual, 1, end));
    }

    // sup x² = 0 and inf x² = 1 fail for 0 < x < 1.
    [Fact]
    public void The_approached_bound_is_on_the_right_side()
    {
        var (low, high) = (To(s_square, 0, Side.Above), To(s_square, 1, Side.Below));

        Assert.NotNull(Approached(ExtremumKind.Inf, s_unit, s_square, Relation.GreaterOrEqual, 0, low));
        Assert.Null(Approached(ExtremumKind.Sup, s_unit, s_square, Relation.GreaterOrEqual, 0, low));
        Assert.Null(Approached(ExtremumKind.Inf, s_unit, s_square, Relation.LessOrEqual, 1, high));
    }

    // sup x² = 2 fails for 0 < x < 1: x² ≤ 2, but x² tends to 1, and what tends to 2 is another term.
    [Fact]
    public void The_term_itself_must_tend_to_the_bound()
    {
        Assert.Null(
            Approached(ExtremumKind.Sup, s_unit, s_square, Relation.LessOrEqual, 2, To(s_square, 1, Side.Below))
        );
        Assert.Null(
            Approached(ExtremumKind.Sup, s_unit, s_square, Relation.LessOrEqual, 2, To(2 * s_square, 1, Side.Below))
        );
        // Nor is x² ≤ 1 a bound of 2x².
        var bound = Given.Shown(s_unit, s_square, Relation.LessOrEqual, 1).In(s_unit)!;
        var tending = new LimitValues(new QuickSearch()).Value(s_unit.Without("x")!, To(s_square, 1, Side.Below))!;
        Assert.Null(Theorem.Approached(new Extremum(ExtremumKind.Sup, "x", 2 * s_square), bound, tending));
    }

    // sup x = 2 and sup −1/x = 0 fail for 0 < x < 1; 2 and ∞ are no ends of that.
    [Fact]
    public void The_point_must_be_an_end_of_the_domain()
    {
        Assert.Null(Approached(ExtremumKind.Sup, s_unit, Given.X, Relation.LessOrEqual, 2, To(Given.X, 2, Side.Below)));
        Assert.Null(
            Approached(
                ExtremumKind.Sup,
                s_unit,
                -1 / Given.X,
                Relation.LessOrEqual,
                0,
                To(-1 / Given.X, Term.Infinity, Side.Both)
            )
        );
        Assert.NotNull(
            Approached(
                ExtremumKind.Sup,
                Given.Positive,
                -1 / Given.X,
                Relation.LessOrEqual,
                0,
                To(-1 / Given.X, Term.Infinity, Side.Both)
            )
        );
        // From inside: beyond an end nothing is said of the term.
        Assert.Null(
            Approached(ExtremumKind.Sup, s_unit, s_square, Relation.LessOrEqual, 1, To(s_square, 1, Side.Above))
        );
    }

    // sup x² = 1 fails for 0 < x < 1 and x ≤ ½; sup x = 1 on the integers of (0, 1), which has none, and at ½ alone.
    [Fact]
    public void The_domain_is_an_interval_of_which_nothing_else_is_assumed()
    {
        var end = To(s_square, 1, Side.Below);
        var half = s_unit.With(Is(Given.X, Relation.LessOrEqual, new Number(new Rational(1, 2))));
        Assert.Null(Approached(ExtremumKind.Sup, half, s_square, Relation.LessOrEqual, 1, end));

        var integers = Given.Of(Given.Integer("x", 0) with { Domain = new Integers(0, 1) });
        Assert.Null(
            Approached(ExtremumKind.Inf, integers, s_square, Relation.GreaterOrEqual, 0, To(s_square, 0, Side.Above))
        );
        var one = Given.Of(Formulas.Real("x", Given.From(1, true, 1, true)));
        Assert.Null(Approached(ExtremumKind.Sup, one, s_square, Relation.LessOrEqual, 1, end));
    }

    // sup x − y = 1 fails for y > 0: it tends to 1 where y = 0 only.
    [Fact]
    public void The_limit_is_taken_under_the_same_assumptions()
    {
        var setting = Given.Of(
            Formulas.Real("x", Given.From(0, false, 1, false)),
            Formulas.Real("y", Given.From(0, true, null, false))
        );
        var body = Given.X - Given.Y;
        var nought = setting.Without("x")!.With(Is(Given.Y, Relation.Equal, 0));

        Assert.Null(
            Approached(ExtremumKind.Sup, setting, body, Relation.LessOrEqual, 1, To(body, 1, Side.Below), nought)
        );
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

    // −x > 0 below 0 and x > 0 above are two statements; what holds above 0 for y > 5 does not for y = 1. At an end of the
    // interval there is one side only.
    [Fact]
    public void Both_sides_say_the_same_and_there_are_two()
    {
        var setting = Given.Reals.With(Is(Given.X, Relation.NotEqual, 0));
        var (low, high) = (
            Theorem.Beside(setting, "x", 0, above: false)!,
            Theorem.Beside(setting, "x", 0, above: true)!
        );

        Assert.Null(
            Theorem.Apart(
                setting,
                "x",
                0,
                Given.Sign(low, -Given.X, Relation.Greater),
                Given.Sign(high, Given.X, Relation.Greater)
            )
        );
        Assert.Null(
            Theorem.Apart(
                setting,
                "x",
                0,
                Given.Sign(low, s_square, Relation.Greater),
                Given.Sign(high.With(Is(Given.Y, Relation.Greater, 5)), s_square, Relation.Greater)
            )
        );
        var half = Given.Of(Formulas.Real("x", Given.From(0, true, 1, true)));
        Setting? At(Rational at) => Theorem.Beside(half.With(Is(Given.X, Relation.NotEqual, at)), "x", at, above: true);
        Assert.NotNull(At(new Rational(1, 2)));
        Assert.Null(At(0));
        Assert.Null(At(1));
        Assert.Null(At(-1));
        Assert.Null(At(2));
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
