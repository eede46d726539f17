// The sign of a closed term, from a ball without 0.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class EnclosureTests
{
    [Fact]
    public void A_closed_term_has_a_sign() =>
        Assert.NotNull(Theorem.ByEnclosure(Given.Exists(Given.Reals, Term.Pi - Q(314, 100)), Relation.Greater));

    // π = 22/7 to two digits; π ≥ 22/7 fails.
    [Fact]
    public void The_sign_is_the_true_one() =>
        Assert.Null(Theorem.ByEnclosure(Given.Exists(Given.Reals, Term.Pi - Q(22, 7)), Relation.GreaterOrEqual));

    // tanh 1000 = 1 and √2² − 2 > 0 fail by nothing or by less than any precision: equality is never shown.
    [Fact]
    public void What_cannot_be_told_from_0_is_not_decided()
    {
        var zero = Sqr(F(Function.Sqrt, 2)) - 2;

        Assert.Null(Theorem.ByEnclosure(Given.Exists(Given.Reals, zero), Relation.Greater));
        Assert.Null(Theorem.ByEnclosure(Given.Exists(Given.Reals, zero), Relation.Equal));
    }

    // π < 4 and π ≠ 3 are shown, π > 4 and π ≤ 3 are not.
    [Theory]
    [InlineData(3, Relation.Greater, true)]
    [InlineData(3, Relation.NotEqual, true)]
    [InlineData(3, Relation.LessOrEqual, false)]
    [InlineData(4, Relation.Less, true)]
    [InlineData(4, Relation.GreaterOrEqual, false)]
    [InlineData(4, Relation.Equal, false)]
    public void The_relation_is_that_of_the_sign(int number, Relation relation, bool holds) =>
        Assert.Equal(
            holds,
            Theorem.ByEnclosure(Given.Exists(Given.Reals, Term.Pi - (Term)number), relation) is not null
        );

    // ∞ > 0 is about no number.
    [Fact]
    public void Infinity_has_no_sign()
    {
        var nowhere = Given.Nowhere();

        Assert.Null(Theorem.ByEnclosure(Given.Anywhere(nowhere, Term.Infinity), Relation.Greater));
        Assert.NotNull(Theorem.ByEnclosure(Given.Anywhere(nowhere, Term.Pi), Relation.Greater));
    }

    // x > 0 has no enclosure: x is no number.
    [Fact]
    public void Symbols_are_not_enclosed() =>
        Assert.Null(Theorem.ByEnclosure(Given.Exists(Given.Positive, Given.X), Relation.Greater));
}
