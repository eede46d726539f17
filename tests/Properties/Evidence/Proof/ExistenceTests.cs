// The rule of existence: where terms exist, and what would follow if they did elsewhere.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class ExistenceTests
{
    [Fact]
    public void Polynomials_exist_everywhere() => Assert.NotNull(Given.MayExist(Given.Reals, Sqr(Given.X) - Given.Y));

    // 1/x · x = 1 fails at 0.
    [Fact]
    public void A_divisor_that_may_be_0() => Assert.Null(Given.MayExist(Given.Reals, Term.One / Given.X));

    // e^{log x} = x fails at −1.
    [Fact]
    public void A_logarithm_of_what_may_be_negative() => Assert.Null(Given.MayExist(Given.Reals, Log(Given.X)));

    // (√x)² = x fails at −1.
    [Fact]
    public void A_root_of_what_may_be_negative() => Assert.Null(Given.MayExist(Given.Reals, F(Function.Sqrt, Given.X)));

    // x^{1/2} x^{1/2} = x fails at −1; x^{−1/2} has no value at 0.
    [Fact]
    public void A_broken_power_of_what_may_be_negative_or_zero()
    {
        var fromZero = Given.Of(Real("x", Given.From(0, true, null, false)));

        Assert.Null(Given.MayExist(Given.Reals, new Power(Given.X, Q(1, 2))));
        Assert.NotNull(Given.MayExist(fromZero, new Power(Given.X, Q(1, 2))));
        Assert.Null(Given.MayExist(fromZero, new Power(Given.X, Q(-1, 2))));
    }

    // 0^0 = 1 holds for integer exponents only: x^y x^{−y} = 1 fails at x = 0.
    [Fact]
    public void A_real_power_of_what_may_be_0() =>
        Assert.Null(
            Given.MayExist(
                Given.Of(Real("x", Given.From(0, true, null, false)), Real("y")),
                new Power(Given.X, Given.Y)
            )
        );

    // x_{n+1} is no entry: Σ_{i=2}^{n+1} x_i = Σ_{i=1}^n x_{i+1} would be about nothing.
    [Fact]
    public void An_index_beyond_the_array()
    {
        var setting = Given.Of(Length("n"), Vector("x"), Index("k"));

        Assert.NotNull(Given.MayExist(setting, At("x", S("k"))));
        Assert.Null(Given.MayExist(setting, At("x", Given.N + 1)));
        Assert.Null(Given.MayExist(setting, At("x", 2)));
        Assert.Null(Given.MayExist(setting, At("x", Q(1, 2))));
    }

    // The places of tables that are spelled out are looked at, all of them: (i + j)_{i ≤ 2, j ≤ 3} has no entry (1, 5).
    [Fact]
    public void An_index_beyond_a_table_that_is_spelled_out()
    {
        var table = new Tabulate("i", 2, new Tabulate("j", 3, S("i") + S("j")));

        Assert.NotNull(Given.MayExist(Given.Reals, new Element(table, [1, 3])));
        Assert.Null(Given.MayExist(Given.Reals, new Element(table, [1, 5])));
        Assert.Null(Given.MayExist(Given.Reals, new Element(table, [3, 1])));
        Assert.Null(Given.MayExist(Given.Reals, new Element(new Negate(new Tabulate("i", 2, S("i"))), [5])));
    }

    // Rows of unlike lengths are no table: of (1), (1, 2) there is no column 2.
    [Fact]
    public void Rows_of_unlike_lengths() =>
        Assert.Null(Given.MayExist(Given.Reals, new Tabulate("i", 2, new Tabulate("j", S("i"), S("j")))));

    // max ∅ ≥ 0 would hold.
    [Fact]
    public void A_maximum_over_a_range_that_may_be_empty()
    {
        Fold Over(Term to) => new(FoldKind.Max, "i", new Span(1, to), null, S("i"));

        Assert.NotNull(Given.MayExist(Given.Of(Length("n")), Over(Given.N)));
        Assert.Null(Given.MayExist(Given.Of(Given.Integer("n", 0)), Over(Given.N)));
    }

    // A sum to n/2 is none.
    [Fact]
    public void A_range_whose_ends_are_no_integers() =>
        Assert.Null(
            Given.MayExist(Given.Of(Length("n")), new Fold(FoldKind.Sum, "i", new Span(1, Given.N / 2), null, S("i")))
        );

    // Cases that leave x = 0 out have no value there.
    [Fact]
    public void Cases_that_are_not_exhaustive()
    {
        Term Cases(Relation second) =>
            new Piecewise(
                [new Branch(Is(Given.X, Relation.Greater, 0), 1), new Branch(Is(Given.X, second, 0), 2)],
                null
            );

        Assert.NotNull(Given.MayExist(Given.Reals, Cases(Relation.LessOrEqual)));
        Assert.Null(Given.MayExist(Given.Reals, Cases(Relation.Less)));
    }

    // With room around: lim_{x→0} √x exists from above only.
    [Fact]
    public void A_root_of_0_has_no_room_around()
    {
        Assert.NotNull(Given.MayExist(Given.Reals, F(Function.Sqrt, 0)));
        Assert.Null(Given.MayExist(Given.Reals, F(Function.Sqrt, 0), open: true));
    }

    [Fact]
    public void Infinity_is_no_number() => Assert.Null(Given.MayExist(Given.Reals, Term.Infinity));
}
