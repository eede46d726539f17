// a ≥ b from a² ≥ b² and a ≥ 0; a > b from a ≥ b and a ≠ b; what follows from a contradiction.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class OrderOfSquaresTests
{
    private static readonly Term s_size = F(Function.Abs, Given.X);

    private static Term Squares(Term a, Term b) => new Add([new Power(a, 2), new Negate(new Power(b, 2))]);

    [Fact]
    public void What_is_not_negative_is_ordered_as_its_square() =>
        Given.Says(
            Theorem.SquareOrder(
                Given.Sign(Given.Reals, s_size, Relation.GreaterOrEqual),
                Given.Vanishing(Given.Reals, Squares(s_size, Given.X))
            ),
            s_size - Given.X,
            Relation.GreaterOrEqual,
            0
        );

    // x ≥ |x| fails at −1, where the squares agree: the sign asked for is that of the larger side.
    [Fact]
    public void The_larger_side_must_not_be_negative()
    {
        var squares = Given.Vanishing(Given.Reals, Squares(Given.X, s_size));

        Assert.Null(Theorem.SquareOrder(Given.Sign(Given.Reals, s_size, Relation.GreaterOrEqual), squares));
        Assert.Null(Theorem.SquareOrder(Given.Exists(Given.Reals, Given.X), squares));
    }

    // 4³ > 7², 4⁴ > 7² and 0.4² > 0.5³: of the order of other powers nothing follows.
    [Theory]
    [InlineData(3, 2)]
    [InlineData(4, 2)]
    [InlineData(2, 3)]
    public void Both_are_squares(int p, int q)
    {
        Term difference = new Add([new Power(Given.X, p), new Negate(new Power(Given.Y, q))]);
        var assumed = Given.Positive.With(Is(difference, Relation.Greater, 0));

        Assert.Null(
            Theorem.SquareOrder(
                Given.Sign(assumed, Given.X, Relation.Greater),
                Given.Assumed(assumed, difference, Relation.Greater, 0)
            )
        );
    }

    // From a² − b³ ≥ 0 nothing follows.
    [Fact]
    public void Only_squares_are_compared()
    {
        Term difference = new Add([new Power(Given.X, 2), new Negate(new Power(Given.Y, 3))]);
        var assumed = Given.Positive.With(Is(difference, Relation.Greater, 0));

        Assert.Null(
            Theorem.SquareOrder(
                Given.Sign(assumed, Given.X, Relation.Greater),
                Theorem.Assumption(assumed, Is(difference, Relation.Greater, 0))!
            )
        );
    }

    [Fact]
    public void A_weak_order_of_what_differs_is_strict()
    {
        var setting = Given.Reals.With(Is(Given.X, Relation.GreaterOrEqual, Given.Y));
        var apart = setting.With(Is(Given.X, Relation.NotEqual, Given.Y));
        var weak = Theorem.Assumption(apart, Is(Given.X, Relation.GreaterOrEqual, Given.Y))!;

        Given.Says(
            Theorem.Strict(weak, Theorem.Assumption(apart, Is(Given.X, Relation.NotEqual, Given.Y))!),
            Given.X,
            Relation.Greater,
            Given.Y
        );
        // x ≠ 0 says nothing about x ≥ y.
        var other = Given.Reals.With(Is(Given.X, Relation.NotEqual, 0));
        Assert.Null(Theorem.Strict(weak, Theorem.Assumption(other, Is(Given.X, Relation.NotEqual, 0))!));
        var both = apart.With(Is(Given.X, Relation.NotEqual, 0));
        Assert.Null(Theorem.Strict(weak, Given.Assumed(both, Given.X, Relation.NotEqual, 0)));
    }

    [Fact]
    public void A_setting_without_points_has_every_statement_and_no_other_has()
    {
        var statement = Is(Given.X, Relation.Equal, 1);
        var empty = Given.Reals.With(Is(0, Relation.Greater, 0));

        Assert.NotNull(Theorem.Contradiction(Theorem.Assumption(empty, Is(0, Relation.Greater, 0))!, statement));
        Assert.Null(Theorem.Contradiction(Given.Sign(Given.Reals, 0, Relation.GreaterOrEqual), statement));
        Assert.Null(Theorem.Contradiction(Given.Sign(Given.Reals, 1, Relation.Greater), statement));
    }
}
