// max f ≥ f(i) for an index of the range.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class MemberOfAMaximumTests
{
    private static readonly Setting s_setting = Given.Of(Length("n"), Vector("x"), Index("k"), Given.Integer("m", 1));

    private static Fold Over(FoldKind kind) => new(kind, "i", new Span(1, Given.N), null, At("x", S("i")));

    [Theory]
    [InlineData(FoldKind.Max, Relation.GreaterOrEqual)]
    [InlineData(FoldKind.Min, Relation.LessOrEqual)]
    public void A_member_is_within(FoldKind kind, Relation relation) =>
        Given.Says(
            Theorem.Member(
                Given.Exists(s_setting, Over(kind)),
                S("k"),
                Given.Shown(s_setting, 1, Relation.LessOrEqual, S("k")),
                Given.Shown(s_setting, S("k"), Relation.LessOrEqual, Given.N)
            ),
            Over(kind) - At("x", S("k")),
            relation,
            0
        );

    // max_{i ≤ n} x_i ≥ x_m for an m beyond n is about nothing.
    [Fact]
    public void The_index_must_be_inside() =>
        Assert.Null(
            Theorem.Member(
                Given.Exists(s_setting, Over(FoldKind.Max)),
                S("m"),
                Given.Shown(s_setting, 1, Relation.LessOrEqual, S("m")),
                Given.Shown(s_setting, S("k"), Relation.LessOrEqual, Given.N)
            )
        );

    // x_0 and x_½ are no members of x_1, …, x_n: the place is an integer from the beginning on.
    [Fact]
    public void The_index_is_an_integer_from_the_beginning_on()
    {
        var setting = Given.Nowhere(Length("n"), Vector("x"), Index("k"), Real("y"));
        Theorem? Of(Term place, Term from) =>
            Theorem.Member(
                Given.Exists(setting, Over(FoldKind.Max)),
                place,
                Given.Anything(setting, from, Relation.LessOrEqual, place),
                Given.Anything(setting, place, Relation.LessOrEqual, Given.N)
            );

        Assert.NotNull(Of(S("k"), 1));
        Assert.Null(Of(S("k"), 0));
        Assert.Null(Of(S("y"), 1));
        Assert.Null(Of(Q(1, 2), 1));
    }

    // A sum is not above its members: x = (1, −1).
    [Fact]
    public void A_sum_is_no_maximum() =>
        Assert.Null(
            Theorem.Member(
                Given.Exists(s_setting, Over(FoldKind.Sum)),
                S("k"),
                Given.Shown(s_setting, 1, Relation.LessOrEqual, S("k")),
                Given.Shown(s_setting, S("k"), Relation.LessOrEqual, Given.N)
            )
        );
}
