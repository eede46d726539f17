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

    // Σ_{i ≤ n, i > 1} i > 0 fails at n = 1, although i > 0 and the range is not empty; and nothing is assumed of a member but
    // the condition: Σ_{i ≤ n, i > 1} a ≥ 0 fails for a = −1.
    [Fact]
    public void A_condition_may_leave_nothing()
    {
        var setting = Given.Of(Length("n"), Real("a"));
        var where = Is(S("i"), Relation.Greater, 1);
        Fold Over(Term body) => new(FoldKind.Sum, "i", new Span(1, Given.N), where, body);
        var inner = setting.With(new Variable("k", [], new Integers(1, Given.N), Provenance.BuiltIn));
        var notEmpty = Given.Shown(setting, 1, Relation.LessOrEqual, Given.N);
        var within = inner.With(where.Substitute("i", S("k")));

        Assert.NotNull(
            Theorem.SumOverRange(
                Given.Exists(setting, Over(S("i"))),
                Given.Sign(within, S("k"), Relation.Greater),
                null
            )
        );
        Assert.Null(
            Theorem.SumOverRange(
                Given.Exists(setting, Over(S("i"))),
                Given.Sign(within, S("k"), Relation.Greater),
                notEmpty
            )
        );
        Assert.Null(
            Theorem.SumOverRange(
                Given.Exists(setting, Over(S("a"))),
                Given.Sign(within.With(Is(S("a"), Relation.Greater, 0)), S("a"), Relation.Greater),
                null
            )
        );
    }

    // Of the members of this sum: a z of theirs means nothing outside, and what holds for a > 6, for a part of the domain of
    // a, or for a list of indices says nothing here.
    [Fact]
    public void Each_member_is_one_of_this_sum_in_this_setting()
    {
        var setting = Given.Nowhere(Length("n"), Real("a", Given.From(0, true, 9, true)));
        var index = new Variable("k", [], new Integers(1, Given.N), Provenance.BuiltIn);
        Theorem? Of(Setting outer, Setting inner, Term body) =>
            Theorem.SumOverRange(
                Given.Anywhere(outer, Over(Given.N, body)),
                Given.Anything(inner, body.Substitute("i", S("k")), Relation.GreaterOrEqual, 0),
                null
            );

        Assert.NotNull(Of(setting, setting.With(index), S("a")));
        Assert.Null(Of(setting, setting.With(Real("z")).With(index), S("z")));
        Assert.Null(Of(setting, setting.With(index with { Dimensions = [2] }), S("a")));
        Assert.Null(
            Of(setting, setting.Within("a", new RealInterval(Rational.Zero, true, 1, true)).With(index), S("a"))
        );
        Assert.Null(
            Of(
                setting.With(Is(S("a"), Relation.Greater, 5)),
                setting.With(Is(S("a"), Relation.Greater, 6)).With(index),
                S("a")
            )
        );
        Assert.Null(Of(Given.Nowhere(), Given.Nowhere(), 1));
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
