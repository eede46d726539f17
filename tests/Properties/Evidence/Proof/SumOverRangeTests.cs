// Σ f ≥ 0 where f ≥ 0 for every index.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class SumOverRangeTests
{
    private static readonly Setting s_setting = Given.Of(Given.Integer("n", 0), Given.Integer("m", 1), Real("a"));

    private static Fold Over(Term to, Term body) => new(FoldKind.Sum, "i", new Span(1, to), null, body);

    private static Theorem? Sum(Fold sum, Term each, Relation relation, Theorem? notEmpty, Term? last = null)
    {
        var to = last ?? ((Span)sum.Range).To;
        var inner = s_setting.With(new Variable("k", [], new Integers(1, to), Provenance.BuiltIn));
        return Theorem.SumOverRange(Given.Exists(s_setting, sum), Given.Sign(inner, each, relation), notEmpty);
    }

    [Fact]
    public void A_sum_of_what_is_not_negative()
    {
        var sum = Over(Given.N, Sqr(S("a") + S("i")));

        Given.Says(Sum(sum, Sqr(S("a") + S("k")), Relation.GreaterOrEqual, null), sum, Relation.GreaterOrEqual, 0);
    }

    // Σ_{i=1}^n i > 0 fails at n = 0.
    [Fact]
    public void A_strict_sum_asks_for_a_range_that_is_not_empty()
    {
        var sum = Over(Given.N, S("i"));
        var other = Over(S("m"), S("i"));

        Given.Says(Sum(sum, S("k"), Relation.Greater, null), sum, Relation.GreaterOrEqual, 0);
        Assert.Null(Sum(sum, S("k"), Relation.Greater, Given.Shown(s_setting, 1, Relation.LessOrEqual, S("m"))));
        Given.Says(
            Sum(other, S("k"), Relation.Greater, Given.Shown(s_setting, 1, Relation.LessOrEqual, S("m"))),
            other,
            Relation.Greater,
            0
        );
    }

    // What is shown of another range, or of another body, says nothing of this sum.
    [Fact]
    public void Each_term_of_this_range_must_be_shown()
    {
        var sum = Over(Given.N, S("i"));

        Assert.Null(Sum(sum, S("k"), Relation.Greater, null, last: S("m")));
        Assert.Null(Sum(sum, Sqr(S("k")), Relation.GreaterOrEqual, null));
    }

    // Σ_i a ≥ 0 fails for a = −1: nothing may be assumed inside that the sum's condition does not say.
    [Fact]
    public void Nothing_else_may_be_assumed_inside()
    {
        var sum = Over(Given.N, S("a"));
        var inner = s_setting
            .With(new Variable("k", [], new Integers(1, Given.N), Provenance.BuiltIn))
            .With(Is(S("a"), Relation.Greater, 0));

        Assert.Null(
            Theorem.SumOverRange(Given.Exists(s_setting, sum), Given.Sign(inner, S("a"), Relation.Greater), null)
        );
    }
}
