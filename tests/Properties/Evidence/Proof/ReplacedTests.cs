// C(x) from C(t) where x = t.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class ReplacedTests
{
    private static readonly Setting s_equal = Given.Reals.With(Is(Given.X, Relation.Equal, Sqr(Given.Y)));

    [Fact]
    public void What_holds_of_a_value_holds_of_what_has_it()
    {
        var equality = Given.Shown(s_equal, Given.X, Relation.Equal, Sqr(Given.Y));

        Given.Says(
            Theorem.Replaced(
                equality,
                Is(Given.X, Relation.GreaterOrEqual, 0),
                Given.Sign(s_equal, Sqr(Given.Y), Relation.GreaterOrEqual)
            ),
            Given.X,
            Relation.GreaterOrEqual,
            0
        );
    }

    // From x = y² and y² ≥ 0 does not follow y ≥ 0.
    [Fact]
    public void The_statement_must_be_the_same_but_for_the_quantity()
    {
        var equality = Given.Shown(s_equal, Given.X, Relation.Equal, Sqr(Given.Y));

        Assert.Null(
            Theorem.Replaced(
                equality,
                Is(Given.Y, Relation.GreaterOrEqual, 0),
                Given.Sign(s_equal, Sqr(Given.Y), Relation.GreaterOrEqual)
            )
        );
    }

    // A list that is said to be 1 is no number: v_1 = 1_1 is nothing.
    [Fact]
    public void The_quantity_is_a_number()
    {
        var setting = Given.Nowhere(Length("n"), Vector("v"), Real("x"));
        Theorem? Of(string name) =>
            Theorem.Replaced(
                Given.Anything(setting, S(name), Relation.Equal, 1),
                Is(S(name), Relation.Greater, 0),
                Given.Sign(setting, 1, Relation.Greater)
            );

        Assert.NotNull(Of("x"));
        Assert.Null(Of("v"));
        Assert.Null(Of("z"));
    }

    // x ≥ 0 without x = y² fails at −1: the theorems must speak of one setting.
    [Fact]
    public void Both_must_hold_in_one_setting() =>
        Assert.Null(
            Theorem.Replaced(
                Given.Shown(s_equal, Given.X, Relation.Equal, Sqr(Given.Y)),
                Is(Given.X, Relation.GreaterOrEqual, 0),
                Given.Sign(Given.Positive, Sqr(Given.Y), Relation.GreaterOrEqual)
            )
        );
}
