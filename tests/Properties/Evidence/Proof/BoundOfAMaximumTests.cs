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

    // Σ x ≤ 1 fails for two members that are at most 1.
    [Fact]
    public void A_sum_is_no_maximum() =>
        Assert.Null(Theorem.BoundOfMaximum(Given.Exists(s_setting, Over(FoldKind.Sum)), Below(Entered(1, Given.N), 1)));
}
