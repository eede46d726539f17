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

    // What holds for x ≤ 0 and x ≥ 1 may fail between.
    [Fact]
    public void Nothing_may_be_left_out()
    {
        Assert.Null(At(Within(null, 0), Within(1, null)));
        Assert.Null(At(Within(null, -1), Within(0, null)));
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
