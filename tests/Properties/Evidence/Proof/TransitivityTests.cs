// Transitivity, sides exchanged, difference, sign of a difference.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class TransitivityTests
{
    private static readonly Theorem s_equal = Given.Equal(Given.Reals, Sqr(Given.X), Given.X * Given.X)!;
    private static readonly Theorem s_sign = Given.Sign(Given.Reals, Given.X * Given.X, Relation.GreaterOrEqual);

    [Fact]
    public void From_a_equal_b_and_b_above_c_follows_a_above_c() =>
        Given.Says(Theorem.Transitive(s_equal, s_sign), Sqr(Given.X), Relation.GreaterOrEqual, 0);

    // From x = x and y ≥ 0 nothing follows of x.
    [Fact]
    public void The_middle_must_be_one_term()
    {
        Assert.Null(Theorem.Transitive(s_equal, Given.Sign(Given.Positive, Given.Y, Relation.Greater)));
        Assert.Null(
            Theorem.Transitive(
                Given.Exists(Given.Reals, Given.X),
                Given.Sign(Given.Reals, Sqr(Given.Y), Relation.GreaterOrEqual)
            )
        );
    }

    // That x² = x·x says that both exist; the term of a theorem "t exists" is t, and this is no such theorem.
    [Fact]
    public void An_equality_of_two_terms_is_not_the_existence_of_one()
    {
        Assert.Null(s_equal.Existing);
        Assert.Equal(Given.X, Given.Exists(Given.Reals, Given.X).Existing);
    }

    // An equality of a smaller setting (x > 0) says nothing of all x.
    [Fact]
    public void The_equality_must_hold_where_the_relation_is_said()
    {
        var equal = Given.Equal(Given.Positive, F(Function.Abs, Given.X), Given.X)!;

        Assert.Null(Theorem.Transitive(equal, Given.Exists(Given.Reals, Given.X)));
    }

    [Fact]
    public void Sides_are_exchanged_with_the_relation()
    {
        var less = Given.Shown(Given.Positive, Given.X, Relation.Greater, 0);

        Given.Says(Theorem.Turn(less), 0, Relation.Less, Given.X);
    }

    [Fact]
    public void A_difference_and_back()
    {
        var difference = Theorem.ToDifference(Given.Shown(Given.Positive, Given.X, Relation.Greater, 0));

        Given.Says(difference, Given.X - 0, Relation.Greater, 0);
        Given.Says(Theorem.FromDifference(difference!), Given.X, Relation.Greater, 0);
    }

    // x + y ≥ 0 is no difference: x ≥ y does not follow.
    [Fact]
    public void A_sum_is_no_difference()
    {
        var sum = Given.Sign(Given.Positive, Given.X + Given.Y, Relation.Greater);

        Assert.Null(Theorem.FromDifference(sum));
    }
}
