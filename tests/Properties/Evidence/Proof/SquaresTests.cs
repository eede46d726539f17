// a = b from a² = b² for a, b ≥ 0.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class SquaresTests
{
    private static readonly Term s_size = F(Function.Abs, Given.X);
    private static readonly Theorem s_squares = Given.Equal(Given.Reals, Sqr(s_size), Sqr(Given.X))!;

    [Fact]
    public void Numbers_that_are_not_negative_are_equal_where_their_squares_are()
    {
        var squares = Given.Equal(Given.Positive, Sqr(s_size), Sqr(Given.X))!;

        Given.Says(
            Theorem.Squares(
                Given.Sign(Given.Positive, s_size, Relation.GreaterOrEqual),
                Given.Sign(Given.Positive, Given.X, Relation.GreaterOrEqual),
                squares
            ),
            s_size,
            Relation.Equal,
            Given.X
        );
    }

    // From 2² = 2² and 3, 5 ≥ 0 follows no 3 = 5.
    [Fact]
    public void The_squares_are_theirs() =>
        Assert.Null(
            Theorem.Squares(
                Given.Sign(Given.Positive, Given.Y, Relation.GreaterOrEqual),
                Given.Sign(Given.Positive, Given.X, Relation.GreaterOrEqual),
                Given.Equal(Given.Positive, Sqr(s_size), Sqr(Given.X))!
            )
        );

    // |x| = x fails at −1, where the squares agree.
    [Fact]
    public void Both_must_not_be_negative() =>
        Assert.Null(
            Theorem.Squares(
                Given.Sign(Given.Reals, s_size, Relation.GreaterOrEqual),
                Given.Exists(Given.Reals, Given.X),
                s_squares
            )
        );
}
