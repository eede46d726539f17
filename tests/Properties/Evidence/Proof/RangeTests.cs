// The sign of a term that exists, read off its range; and over boxes.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class RangeTests
{
    private static readonly Setting s_half = Given.Of(Real("x", Given.From(-1, true, 1, false)));

    [Fact]
    public void A_square_is_not_negative() =>
        Assert.NotNull(Theorem.ByRange(Given.Exists(Given.Reals, Sqr(Given.X)), Relation.GreaterOrEqual));

    // x² > 0 fails at 0.
    [Fact]
    public void An_end_that_is_reached_is_not_strict() =>
        Assert.Null(Theorem.ByRange(Given.Exists(Given.Reals, Sqr(Given.X)), Relation.Greater));

    // x² < 1 and |x| < 1 fail at −1 of [−1, 1): the end that is as far from 0 on the other side is open.
    [Fact]
    public void An_end_that_is_reached_from_one_side_is_not_strict()
    {
        var shapes = new[] { Sqr(Given.X), F(Function.Abs, Given.X), new Power(Given.X, 4) };
        var mirrored = Given.Of(Real("x", Given.From(-1, false, 1, true)));

        foreach (var shape in shapes)
        {
            Assert.Null(Theorem.ByRange(Given.Exists(s_half, 1 - shape), Relation.Greater));
            Assert.Null(Theorem.ByRange(Given.Exists(mirrored, 1 - shape), Relation.Greater));
            Assert.NotNull(Theorem.ByRange(Given.Exists(s_half, 1 - shape), Relation.GreaterOrEqual));
        }
    }

    // Σ_{i=1}^3 (1 − i) ≥ 0 fails: the index is not the quantity i in [0, 1].
    [Fact]
    public void An_index_is_not_the_quantity_of_that_name()
    {
        var sum = new Fold(FoldKind.Sum, "i", new Span(1, 3), null, 1 - S("i"));
        var setting = Given.Of(Real("i", Given.From(0, true, 1, true)));

        Assert.Null(Theorem.ByRange(Given.Exists(setting, sum), Relation.GreaterOrEqual));
    }

    // Σ_{i=1}^n 1 > 0 fails at n = 0.
    [Fact]
    public void A_sum_over_a_range_that_may_be_empty_is_not_strict()
    {
        var sum = new Fold(FoldKind.Sum, "i", new Span(1, Given.N), null, Exp(S("i")));

        Assert.Null(Theorem.ByRange(Given.Exists(Given.Of(Given.Integer("n", 0)), sum), Relation.Greater));
        Assert.NotNull(Theorem.ByRange(Given.Exists(Given.Of(Length("n")), sum), Relation.Greater));
    }

    // A product from 2 may be empty: ∏_{i=2}^n 1/2 ≤ 1/2 fails at n = 1.
    [Fact]
    public void An_empty_product_is_1()
    {
        var product = new Fold(FoldKind.Product, "i", new Span(2, Given.N), null, Q(1, 2));

        Assert.Null(Theorem.ByRange(Given.Exists(Given.Of(Length("n")), Q(1, 2) - product), Relation.GreaterOrEqual));
    }

    // ⌊x⌋ < 1 fails at 1 of [0, 1]: nothing is read off a step.
    [Fact]
    public void Steps_have_no_range() =>
        Assert.Null(
            Theorem.ByRange(
                Given.Exists(Given.Of(Real("x", Given.From(0, true, 1, true))), 1 - F(Function.Floor, Given.X)),
                Relation.Greater
            )
        );

    // x = 0 fails at 1 of [0, 1] and at −1 of [−1, 0]; 0·x = 0 holds; e^x and −e^x are not 0, x may be.
    [Fact]
    public void Equal_and_unequal()
    {
        Theorem? On(int low, int high, Term term, Relation relation) =>
            Theorem.ByRange(Given.Exists(Given.Of(Real("x", Given.From(low, true, high, true))), term), relation);

        Assert.Null(On(0, 1, Given.X, Relation.Equal));
        Assert.Null(On(-1, 0, Given.X, Relation.Equal));
        Assert.NotNull(On(0, 0, Given.X, Relation.Equal));
        Assert.NotNull(On(-1, 1, Exp(Given.X), Relation.NotEqual));
        Assert.NotNull(On(-1, 1, -Exp(Given.X), Relation.NotEqual));
        Assert.Null(On(-1, 1, Given.X, Relation.NotEqual));
    }

    // All entries of a list do not lie in one half of its domain together: v_1 − v_2 < ¾ fails for (1, 0).
    [Fact]
    public void Boxes_are_of_real_numbers()
    {
        var setting = Given.Of(
            new Variable("v", [2], Given.From(0, true, 1, true), Provenance.Declared),
            Given.Integer("m", 1)
        );
        var difference = Q(3, 4) - (At("v", 1) - At("v", 2));

        Assert.Null(Theorem.BySubdivision(Given.Exists(setting, difference), Relation.Greater, ["v"], 100));
        Assert.Null(Theorem.BySubdivision(Given.Exists(setting, Exp(S("m"))), Relation.Greater, ["m"], 100));
        Assert.Null(Theorem.BySubdivision(Given.Exists(setting, 1), Relation.Greater, ["z"], 100));
    }

    // One to three numbers, and no more boxes than are allowed.
    [Fact]
    public void Boxes_are_few()
    {
        var unit = Given.From(0, true, 1, true);
        var setting = Given.Of(Real("x", unit), Real("y", unit), Real("z", unit), Real("w", unit));
        var exists = Given.Exists(setting, 1 - Given.X * (1 - Given.X));

        Assert.NotNull(Theorem.BySubdivision(exists, Relation.Greater, ["x", "y", "z"], 100));
        Assert.Null(Theorem.BySubdivision(exists, Relation.Greater, ["x"], 0));
        Assert.Null(Theorem.BySubdivision(exists, Relation.Greater, [], 100));
        Assert.Null(Theorem.BySubdivision(exists, Relation.Greater, ["x", "y", "z", "w"], 100));
    }

    [Fact]
    public void Boxes_cover_the_domain()
    {
        var setting = Given.Of(Real("x", Given.From(0, true, 1, true)));
        var term = Given.X * (1 - Given.X) - 1;

        Assert.NotNull(Theorem.BySubdivision(Given.Exists(setting, -term), Relation.Greater, ["x"], 100));
    }

    // x(1 − x) < 1/4 fails at 1/2, however small the boxes are.
    [Fact]
    public void A_point_that_is_reached_stays_undecided_in_boxes()
    {
        var setting = Given.Of(Real("x", Given.From(0, true, 1, true)));
        var term = Q(1, 4) - Given.X * (1 - Given.X);

        Assert.Null(Theorem.BySubdivision(Given.Exists(setting, term), Relation.Greater, ["x"], 1000));
    }

    // sin x > 0 fails at 0 of [0, 3], and at 4; cos x > 0 at 2; tan x ≤ 2 at 3/2; arccos x > 0 at 1.
    [Fact]
    public void Circular_functions_on_intervals()
    {
        bool Has(int low, bool isClosed, int high, Term term, Relation relation)
        {
            var setting = Given.Of(Real("x", Given.From(low, isClosed, high, true)));
            return Given.MayExist(setting, term) is { } exists && Theorem.ByRange(exists, relation) is not null;
        }

        var (sine, cosine, tangent) = (F(Function.Sin, Given.X), F(Function.Cos, Given.X), F(Function.Tan, Given.X));
        Assert.True(Has(0, false, 3, sine, Relation.Greater));
        Assert.True(Has(0, true, 3, sine, Relation.GreaterOrEqual));
        Assert.False(Has(0, true, 3, sine, Relation.Greater));
        Assert.False(Has(0, false, 4, sine, Relation.GreaterOrEqual));
        Assert.True(Has(-3, true, 0, sine, Relation.LessOrEqual));
        Assert.False(Has(-3, true, 0, sine, Relation.Less));
        Assert.True(Has(-1, true, 1, cosine, Relation.Greater));
        Assert.False(Has(-1, true, 2, cosine, Relation.Greater));
        Assert.True(Has(0, true, 1, tangent, Relation.GreaterOrEqual));
        Assert.True(Has(0, true, 1, 2 - tangent, Relation.Greater));
        Assert.False(Has(0, true, 1, 1 - tangent, Relation.GreaterOrEqual));
        Assert.True(Has(-1, true, 1, F(Function.Acos, Given.X), Relation.GreaterOrEqual));
        Assert.False(Has(-1, true, 1, F(Function.Acos, Given.X), Relation.Greater));
    }

    // 1/x is as small as one likes on (0, ∞), and not 0: infinity belongs to no interval. On [0, ∞) it may not exist.
    [Fact]
    public void Infinity_is_never_reached()
    {
        Assert.NotNull(Theorem.ByRange(Given.Exists(Given.Positive, 1 / Given.X + 1 / Given.Y), Relation.Greater));
        Assert.Null(Theorem.ByRange(Given.Exists(Given.Positive, 1 / Given.X - Q(1, 1000)), Relation.Greater));
    }
}
