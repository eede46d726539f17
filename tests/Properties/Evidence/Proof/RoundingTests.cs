// ⌊u⌋ and ⌈u⌉: their bounds, and what would follow without the conditions.
using LossProofs.Audit;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class RoundingTests
{
    [Fact]
    public void A_floor_is_below_by_less_than_one()
    {
        var floor = F(Function.Floor, Given.X);
        var bounds = Theorem.BoundsOfRounding(Given.Exists(Given.Reals, floor));
        Assert.Equal(2, bounds.Count);
        Given.Says(bounds[0], Given.X - floor, Relation.GreaterOrEqual, 0);
        Given.Says(bounds[1], new Add([floor, Term.One, -Given.X]), Relation.Greater, 0);
    }

    // ⌈x⌉ ≤ x fails at 1/2: the ceiling is on the other side.
    [Fact]
    public void A_ceiling_is_above_by_less_than_one()
    {
        var ceiling = F(Function.Ceiling, Given.X);
        var bounds = Theorem.BoundsOfRounding(Given.Exists(Given.Reals, ceiling));
        Given.Says(bounds[0], ceiling - Given.X, Relation.GreaterOrEqual, 0);
        Given.Says(bounds[1], new Add([Given.X, Term.One, -ceiling]), Relation.Greater, 0);
        Given.Says(
            Theorem.CeilingByFloor(Given.Exists(Given.Reals, ceiling)),
            ceiling,
            Relation.Equal,
            -F(Function.Floor, -Given.X)
        );
    }

    // |x| is no floor, and ⌊x⌋ no ceiling.
    [Fact]
    public void Nothing_is_said_of_other_functions()
    {
        Assert.Empty(Theorem.BoundsOfRounding(Given.Exists(Given.Reals, F(Function.Abs, Given.X))));
        Assert.Null(Theorem.CeilingByFloor(Given.Exists(Given.Reals, F(Function.Floor, Given.X))));
    }

    [Theory]
    [InlineData(@"\lfloor x \rfloor \le x")]
    [InlineData(@"x < \lfloor x \rfloor + 1")]
    [InlineData(@"\lceil x \rceil = -\lfloor -x \rfloor")]
    public void What_holds_is_proved(string latex) =>
        Assert.All(Asked.About(latex, "x: real"), claim => Assert.Equal(Verdict.Proved, claim.Verdict));

    [Theory]
    [InlineData(@"\lfloor x \rfloor < x")]
    [InlineData(@"x \le \lfloor x \rfloor + \frac12")]
    [InlineData(@"\lceil x \rceil = \lfloor x \rfloor + 1")]
    public void What_is_a_little_more_is_refuted(string latex) => Asked.Refuted(latex, "x: real");
}
