// Double sums over half of a square.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class TrianglesTests
{
    private static readonly Setting s_setting = Given.Of(Given.Integer("n", 0), Vector("x"), Vector("y"));
    private static readonly Term s_x = At("x", S("i"));
    private static readonly Term s_other = At("x", S("j"));
    private static readonly Term s_total = Over("i", s_x);

    private static Term Over(string index, Term body, Condition? where = null) =>
        new Fold(FoldKind.Sum, index, new Span(1, Given.N), where, body);

    private static Term Pairs(Relation relation, Term body) => Over("i", Over("j", body, Is(S("i"), relation, S("j"))));

    private static bool AreEqual(Term left, Term right) => Given.Equal(s_setting, left, right) is not null;

    [Fact]
    public void Half_of_a_symmetric_square()
    {
        var squares = Over("i", Sqr(s_x));

        Assert.True(AreEqual(Pairs(Relation.Less, s_x * s_other), Q(1, 2) * (Sqr(s_total) - squares)));
        Assert.True(AreEqual(Pairs(Relation.LessOrEqual, s_x * s_other), Q(1, 2) * (Sqr(s_total) + squares)));
        Assert.True(AreEqual(Pairs(Relation.Less, Sqr(s_x - s_other)), Given.N * squares - Sqr(s_total)));
        Assert.True(AreEqual(Pairs(Relation.Greater, s_x * s_other), Pairs(Relation.Less, s_x * s_other)));
        Assert.True(AreEqual(Pairs(Relation.Less, 1), Q(1, 2) * Given.N * (Given.N - 1)));
    }

    [Fact]
    public void Names_are_exchanged_with_the_order()
    {
        var product = s_x * At("y", S("j"));
        var exchanged = s_other * At("y", S("i"));

        Assert.True(AreEqual(Pairs(Relation.Less, product), Pairs(Relation.Greater, exchanged)));
        Assert.True(AreEqual(Pairs(Relation.Less, s_x + s_other), (Given.N - 1) * s_total));
        Assert.True(
            AreEqual(
                Pairs(Relation.Less, product) + Pairs(Relation.GreaterOrEqual, product),
                s_total * Over("i", At("y", S("i")))
            )
        );
    }

    // x = (1, 2), y = (1, 3): Σ_{i<j} x_i y_j is 3, Σ_{i<j} x_j y_i is 2; the diagonal counts in ≤ only.
    [Fact]
    public void What_is_not_symmetric_is_not_half()
    {
        var product = s_x * At("y", S("j"));

        Assert.False(AreEqual(Pairs(Relation.Less, product), Pairs(Relation.Less, s_other * At("y", S("i")))));
        Assert.False(AreEqual(Pairs(Relation.Less, product), Pairs(Relation.Greater, product)));
        Assert.False(AreEqual(Pairs(Relation.Less, s_x), Q(1, 2) * (Given.N - 1) * s_total));
        Assert.False(AreEqual(Pairs(Relation.Less, s_x - s_other), 0));
        Assert.False(AreEqual(Pairs(Relation.LessOrEqual, s_x * s_other), Pairs(Relation.Less, s_x * s_other)));
        Assert.False(AreEqual(Pairs(Relation.LessOrEqual, s_x * s_other), Q(1, 2) * Sqr(s_total)));
        Assert.False(AreEqual(Pairs(Relation.Less, 1), Q(1, 2) * Sqr(Given.N)));
    }

    // Σ_i Σ_{j ≤ 1} and the like are no halves of a square; rows and columns run over one range.
    [Fact]
    public void Both_run_over_one_range()
    {
        var longer = new Fold(
            FoldKind.Sum,
            "i",
            new Span(1, Given.N + 1),
            null,
            Over("j", 1, Is(S("i"), Relation.Less, S("j")))
        );

        Assert.False(AreEqual(longer, Q(1, 2) * Given.N * (Given.N + 1)));
        Assert.False(AreEqual(Over("i", Over("j", 1, Is(S("i") + 1, Relation.Less, S("j")))), Pairs(Relation.Less, 1)));
    }
}
