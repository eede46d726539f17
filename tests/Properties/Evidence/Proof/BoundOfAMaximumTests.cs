// b ≥ max f from b ≥ f(i) for every index of the range.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class BoundOfAMaximumTests
{
    private static readonly Setting s_setting = Given.Of(Length("n"), Vector("x", Given.From(0, true, 1, true)));

    private static Setting Entered(Term from, Term to) =>
        s_setting.With(new Variable("#s0", [], new Integers(from, to), Provenance.BuiltIn));

    private static Fold Over(FoldKind kind) => new(kind, "i", new Span(1, Given.N), null, At("x", S("i")));

    private static Theorem Below(Setting inner, Term bound) =>
        Given.Sign(inner, new Add([bound, new Negate(At("x", S("#s0")))]), Relation.GreaterOrEqual);

    [Fact]
    public void What_no_member_exceeds_the_maximum_does_not() =>
        Given.Says(
            Theorem.BoundOfMaximum(Given.Exists(s_setting, Over(FoldKind.Max)), Below(Entered(1, Given.N), 1)),
            Term.One - Over(FoldKind.Max),
            Relation.GreaterOrEqual,
            0
        );

    [Fact]
    public void What_every_member_exceeds_the_minimum_does() =>
        Given.Says(
            Theorem.BoundOfMaximum(
                Given.Exists(s_setting, Over(FoldKind.Min)),
                Given.Sign(Entered(1, Given.N), new Add([At("x", S("#s0")), new Negate(-1)]), Relation.GreaterOrEqual)
            ),
            Over(FoldKind.Min) - (Term)(-1),
            Relation.GreaterOrEqual,
            0
        );

    // x_1 ≤ b for the first member is not max x ≤ b.
    [Fact]
    public void All_members_are_asked_for()
    {
        var exists = Given.Exists(s_setting, Over(FoldKind.Max));

        Assert.Null(Theorem.BoundOfMaximum(exists, Below(Entered(1, 1), 1)));
        Assert.Null(Theorem.BoundOfMaximum(exists, Below(Entered(2, Given.N), 1)));
        Assert.Null(
            Theorem.BoundOfMaximum(exists, Below(Entered(1, Given.N).With(Is(S("#s0"), Relation.LessOrEqual, 1)), 1))
        );
    }

    // x_i ≤ x_i for every i is not x_i ≥ max x.
    [Fact]
    public void The_bound_does_not_depend_on_the_index() =>
        Assert.Null(
            Theorem.BoundOfMaximum(
                Given.Exists(s_setting, Over(FoldKind.Max)),
                Given.Vanishing(Entered(1, Given.N), new Add([At("x", S("#s0")), new Negate(At("x", S("#s0")))]))
            )
        );

    // 1 ≥ x_i does not bound max 2x_i, a z of the members' setting means nothing outside, and what holds for a > 6, for a part
    // of the domain of a, or for a list of indices says nothing here.
    [Fact]
    public void Each_member_is_one_of_this_maximum_in_this_setting()
    {
        var setting = Given.Nowhere(Length("n"), Vector("x"), Real("a", Given.From(0, true, 9, true)));
        var index = new Variable("#s0", [], new Integers(1, Given.N), Provenance.BuiltIn);
        var member = At("x", S("#s0"));
        Theorem? Of(Setting outer, Setting inner, Term bound, Term? other = null) =>
            Theorem.BoundOfMaximum(
                Given.Exists(outer, Over(FoldKind.Max)),
                Given.Anything(inner, new Add([bound, new Negate(other ?? member)]), Relation.GreaterOrEqual, 0)
            );

        Assert.NotNull(Of(setting, setting.With(index), S("a")));
        Assert.Null(Of(setting, setting.With(index), S("a"), 2 * member));
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
        var empty = Given.Nowhere();
        Assert.Null(
            Theorem.BoundOfMaximum(
                Given.Exists(empty, new Fold(FoldKind.Max, "i", new Span(1, 3), null, S("i"))),
                Given.Anything(empty, new Add([3, new Negate(S("i"))]), Relation.GreaterOrEqual, 0)
            )
        );
    }

    // Σ x ≤ 1 fails for two members that are at most 1.
    [Fact]
    public void A_sum_is_no_maximum() =>
        Assert.Null(Theorem.BoundOfMaximum(Given.Exists(s_setting, Over(FoldKind.Sum)), Below(Entered(1, Given.N), 1)));
}
