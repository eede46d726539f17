// What holds on both sides of a point, holds; cases likewise.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class DivisionOfADomainTests
{
    private static readonly Setting s_setting = Given.Of(Real("x"));

    private static Theorem? At(Setting below, Setting above) =>
        Theorem.Divided(
            s_setting,
            "x",
            0,
            Given.Sign(below, F(Function.Abs, Given.X), Relation.GreaterOrEqual),
            Given.Sign(above, F(Function.Abs, Given.X), Relation.GreaterOrEqual)
        );

    private static Setting Within(int? low, int? high) =>
        s_setting.Within("x", (RealInterval)Given.From(low, low is not null, high, high is not null));

    [Fact]
    public void Both_parts_make_the_whole() => Assert.NotNull(At(Within(null, 0), Within(0, null)));

    // There are no two parts of [0, 1] at 5 or at −5.
    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public void It_is_divided_inside(int at)
    {
        var setting = Given.Of(Real("x", Given.From(0, true, 1, true)));
        var sign = Given.Sign(setting, Given.X, Relation.GreaterOrEqual);

        Assert.Null(Theorem.Divided(setting, "x", at, sign, sign));
    }

    // What holds for x ≤ 0 and x ≥ 1 may fail between.
    [Fact]
    public void Nothing_may_be_left_out()
    {
        Assert.Null(At(Within(null, 0), Within(1, null)));
        Assert.Null(At(Within(null, -1), Within(0, null)));
    }

    // −x ≥ 0 for x ≤ 0 and x ≥ 0 for x ≥ 0 are two statements: the first fails at 1.
    [Fact]
    public void Both_parts_say_the_same() =>
        Assert.Null(
            Theorem.Divided(
                s_setting,
                "x",
                0,
                Given.Sign(Within(null, 0), -Given.X, Relation.GreaterOrEqual),
                Given.Sign(Within(0, null), Given.X, Relation.GreaterOrEqual)
            )
        );

    // x < y or x ≥ y, and what is said of |x| there.
    private sealed record Parted(Theorem Left, Theorem Right, Theorem Where, Theorem Otherwise)
    {
        private static readonly Term s_size = F(Function.Abs, Given.X);

        public static Parted Whole { get; } =
            new(
                Given.Exists(Given.Reals, Given.X),
                Given.Exists(Given.Reals, Given.Y),
                In(Given.Reals, Is(Given.X, Relation.Less, Given.Y)),
                In(Given.Reals, Is(Given.X, Relation.GreaterOrEqual, Given.Y))
            );

        public static Theorem In(Setting setting, Condition added) =>
            Given.Sign(setting.With(added), s_size, Relation.GreaterOrEqual);

        public Theorem? Apply() => Theorem.ByCases(Left, Right, Where, Otherwise);
    }

    // What is compared is the same on both sides: x < 1 and x ≥ 5 leave 3 out, x < y and 2x ≥ y leave (−1, −1) out, 2x < y and
    // x ≥ y leave (1, 3/2) out.
    [Fact]
    public void Both_cases_compare_the_same()
    {
        Theorem Where(Term left, Relation relation, Term right) => Parted.In(Given.Reals, Is(left, relation, right));

        Assert.NotNull(Parted.Whole.Apply());
        Assert.Null((Parted.Whole with { Where = Where(2 * Given.X, Relation.Less, Given.Y) }).Apply());
        Assert.Null((Parted.Whole with { Where = Where(Given.X, Relation.Less, 1) }).Apply());
        Assert.Null((Parted.Whole with { Otherwise = Where(2 * Given.X, Relation.GreaterOrEqual, Given.Y) }).Apply());
        Assert.Null((Parted.Whole with { Otherwise = Where(Given.X, Relation.GreaterOrEqual, 5) }).Apply());
        // x < 0 is said where x < 0, and not where x ≥ 0.
        var negative = Given.Reals.With(Is(Given.X, Relation.Less, 0));
        Assert.Null(
            Theorem.ByCases(
                Given.Exists(Given.Reals, Given.X),
                Given.Exists(Given.Reals, 0),
                Given.Assumed(negative, Given.X, Relation.Less, 0),
                Given.Sign(Given.Reals.With(Is(Given.X, Relation.GreaterOrEqual, 0)), Given.X, Relation.GreaterOrEqual)
            )
        );
    }

    // Nothing but the case is added: with x > 0 in both, x > 0 would hold everywhere; a z of one case means nothing outside.
    [Fact]
    public void Only_the_case_is_assumed()
    {
        var (less, more) = (Is(Given.X, Relation.Less, Given.Y), Is(Given.X, Relation.GreaterOrEqual, Given.Y));
        Theorem? With(Setting setting, Term term) =>
            Theorem.ByCases(
                Given.Exists(Given.Reals, Given.X),
                Given.Exists(Given.Reals, Given.Y),
                Given.Sign(setting.With(less), term, Relation.GreaterOrEqual),
                Given.Sign(setting.With(more), term, Relation.GreaterOrEqual)
            );

        Assert.NotNull(With(Given.Reals, Sqr(Given.X)));
        Assert.Null(With(Given.Reals.With(Is(Given.X, Relation.Greater, 0)), Given.X));
        Assert.Null(With(Given.Reals.With(Real("z", Given.From(0, true, null, false))), S("z")));
        // Of another setting, whose quantities are called the same and lie elsewhere.
        Assert.Null(With(Given.Positive, Given.X));
        // Of the same quantities, of which less is assumed outside than inside: x > 0 instead of x > −1.
        var outside = Given.Reals.With(Is(Given.X, Relation.Greater, -1));
        Theorem Inside(Condition added) =>
            Given.Sign(Given.Reals.With(Is(Given.X, Relation.Greater, 0)).With(added), Given.X, Relation.Greater);
        Assert.Null(
            Theorem.ByCases(
                Given.Exists(outside, Given.X).In(outside)!,
                Given.Exists(outside, Given.Y).In(outside)!,
                Inside(less),
                Inside(more)
            )
        );
    }

    [Fact]
    public void Cases_make_the_whole_where_they_are_opposite()
    {
        var (x, size) = (Given.X, F(Function.Abs, Given.X));
        Theorem? Cases(Relation one, Relation other) =>
            Theorem.ByCases(
                Given.Exists(Given.Reals, x),
                Given.Exists(Given.Reals, Given.Y),
                Given.Sign(Given.Reals.With(Is(x, one, Given.Y)), size, Relation.GreaterOrEqual),
                Given.Sign(Given.Reals.With(Is(x, other, Given.Y)), size, Relation.GreaterOrEqual)
            );

        Assert.NotNull(Cases(Relation.Less, Relation.GreaterOrEqual));
        // x = y is left out.
        Assert.Null(Cases(Relation.Less, Relation.Greater));
    }

    // Where 1/x > 0 or not, x ≠ 0; at 0 neither is said: what is compared must exist.
    [Fact]
    public void What_is_compared_must_exist() => Assert.Null(Given.MayExist(Given.Reals, 1 / Given.X));
}
