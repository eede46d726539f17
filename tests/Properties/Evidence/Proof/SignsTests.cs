// Signs of sums, products, quotients, negations, multiples and powers.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class SignsTests
{
    private static readonly Theorem s_square = Given.Sign(Given.Reals, Sqr(Given.X), Relation.GreaterOrEqual);
    private static readonly Theorem s_power = Given.Sign(Given.Reals, Exp(Given.Y), Relation.Greater);

    [Fact]
    public void A_sum_is_positive_where_one_part_is() =>
        Given.Says(Theorem.SumOf([s_square, s_power]), Sqr(Given.X) + Exp(Given.Y), Relation.Greater, 0);

    // x² + x² > 0 fails at 0.
    [Fact]
    public void A_sum_of_what_may_be_0_may_be_0() =>
        Given.Says(Theorem.SumOf([s_square, s_square]), Sqr(Given.X) + Sqr(Given.X), Relation.GreaterOrEqual, 0);

    // 1 + (−2) > 0 fails.
    [Fact]
    public void A_negative_part_adds_up_to_nothing()
    {
        var negative = Given.Sign(Given.Positive, -Given.X, Relation.Less);

        Assert.Null(Theorem.SumOf([Given.Sign(Given.Positive, Given.Y, Relation.Greater), negative]));
    }

    // Σ over no theorem at all would be anything.
    [Fact]
    public void Nothing_has_no_sum() => Assert.Null(Theorem.SumOf([]));

    [Theory]
    [InlineData(Relation.Greater, Relation.Less)]
    [InlineData(Relation.GreaterOrEqual, Relation.LessOrEqual)]
    public void A_product_has_the_product_of_the_signs(Relation of, Relation expected)
    {
        var negative = Given.Sign(Given.Positive, -Given.Y, Relation.Less);
        var other = Given.Sign(Given.Positive, of == Relation.Greater ? Given.X : Sqr(Given.X), of);

        Assert.Equal(expected, ((Compare)Theorem.ProductOf(other, negative, quotient: false)!.Statement).Relation);
    }

    // x² · y > 0 for y > 0 fails at x = 0.
    [Fact]
    public void A_product_with_what_may_be_0_is_not_strict() =>
        Assert.Equal(
            Relation.GreaterOrEqual,
            ((Compare)Theorem.ProductOf(s_square, s_power, quotient: false)!.Statement).Relation
        );

    // e^y · x² > 0 fails at x = 0, on whatever side it stands; e^y/x² would need x ≠ 0, e^y · x² does not.
    [Fact]
    public void The_second_factor_may_be_0() =>
        Given.Says(
            Theorem.ProductOf(s_power, s_square, quotient: false),
            new Multiply([Exp(Given.Y), Sqr(Given.X)]),
            Relation.GreaterOrEqual,
            0
        );

    // 1/x² ≥ 0 says that it exists, and fails at 0.
    [Fact]
    public void A_quotient_asks_for_a_divisor_that_is_not_0()
    {
        Assert.Null(Theorem.ProductOf(s_power, s_square, quotient: true));
        Assert.NotNull(Theorem.ProductOf(s_square, s_power, quotient: true));
    }

    // Of x ≠ 0 and y ≥ 0 nothing follows for xy.
    [Fact]
    public void A_factor_without_a_sign_gives_none()
    {
        var setting = Given.Reals.With(Is(Given.X, Relation.NotEqual, 0));

        Assert.Null(
            Theorem.ProductOf(
                Given.Sign(setting, Given.X, Relation.NotEqual),
                Given.Sign(setting, Sqr(Given.Y), Relation.GreaterOrEqual),
                quotient: false
            )
        );
    }

    [Fact]
    public void A_negation_turns_the_sign() =>
        Given.Says(Theorem.NegationOf(s_square), -Sqr(Given.X), Relation.LessOrEqual, 0);

    // −1·x² ≥ 0 and 0·e^y > 0 fail.
    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public void A_multiple_asks_for_a_positive_number(int factor)
    {
        Assert.Null(Theorem.Multiple(s_square, factor));
        Assert.Null(Theorem.Multiple(s_power, factor));
    }

    [Fact]
    public void A_positive_multiple_keeps_the_sign() =>
        Given.Says(Theorem.Multiple(s_power, 3), new Multiply([3, Exp(Given.Y)]), Relation.Greater, 0);

    [Fact]
    public void A_power_of_what_is_positive_is_positive() =>
        Given.Says(
            Theorem.PowerOf(
                Given.Exists(Given.Positive, new Power(Given.X, Given.Y)),
                Given.Sign(Given.Positive, Given.X, Relation.Greater)
            ),
            new Power(Given.X, Given.Y),
            Relation.Greater,
            0
        );

    [Fact]
    public void A_power_of_what_is_not_0_is_not_0()
    {
        var setting = Given.Reals.With(Is(Given.X, Relation.NotEqual, 0));

        Given.Says(
            Theorem.PowerOf(
                Given.Exists(setting, new Power(Given.X, -3)),
                Given.Assumed(setting, Given.X, Relation.NotEqual, 0)
            ),
            new Power(Given.X, -3),
            Relation.NotEqual,
            0
        );
    }

    // x³ > 0 from x ≥ 0 fails at 0; x^y ≠ 0 from y ≠ 0 says nothing of x.
    [Fact]
    public void A_power_asks_for_the_strict_sign_of_its_base()
    {
        var setting = Given.Of(Real("x", Given.From(0, true, null, false)));

        Assert.Null(
            Theorem.PowerOf(
                Given.Exists(setting, new Power(Given.X, 3)),
                Given.Sign(setting, Given.X, Relation.GreaterOrEqual)
            )
        );
        Assert.Null(
            Theorem.PowerOf(
                Given.Exists(Given.Positive, new Power(Given.X, 3)),
                Given.Sign(Given.Positive, Given.Y, Relation.Greater)
            )
        );
    }
}
