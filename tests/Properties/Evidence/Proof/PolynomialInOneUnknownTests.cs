// The sign of a polynomial in one unknown on an interval, by Sturm's theorem.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class PolynomialInOneUnknownTests
{
    private static Setting On(int? low, bool lowClosed, int? high, bool highClosed) =>
        Given.Of(Real("x", Given.From(low, lowClosed, high, highClosed)));

    private static Term Product(params (int Root, int Power)[] factors) =>
        new Multiply(factors.Select(factor => (Term)new Power(Given.X - factor.Root, factor.Power)).ToSequence());

    private static bool Holds(Setting setting, Term term, Relation relation) =>
        Theorem.PolynomialSign(Given.Exists(setting, term), "x", relation) is not null;

    [Fact]
    public void Without_roots_the_sign_is_that_of_one_value()
    {
        var quartic = new Power(Given.X, 4) + new Power(Given.X, 3) + Sqr(Given.X) + Given.X + 1;

        Assert.True(Holds(On(null, false, null, false), quartic, Relation.Greater));
        Assert.False(Holds(On(null, false, null, false), -quartic, Relation.Greater));
        Assert.False(Holds(On(null, false, null, false), -quartic, Relation.GreaterOrEqual));
    }

    // x² > 0 fails at 0; x³ ≥ 0 fails at −1.
    [Fact]
    public void A_root_is_none_of_a_strict_order_and_an_odd_one_none_inside_of_a_weak_one()
    {
        var reals = On(null, false, null, false);

        Assert.True(Holds(reals, Product((0, 2), (1, 4)), Relation.GreaterOrEqual));
        Assert.False(Holds(reals, Product((0, 2), (1, 4)), Relation.Greater));
        Assert.False(Holds(reals, Product((0, 3)), Relation.GreaterOrEqual));
        Assert.False(Holds(reals, Product((0, 3), (1, 1)), Relation.GreaterOrEqual));
        Assert.True(Holds(On(0, true, null, false), Product((0, 3)), Relation.GreaterOrEqual));
        Assert.False(Holds(On(-1, true, null, false), Product((0, 3)), Relation.GreaterOrEqual));
    }

    // A root at an open end does not count, one at a closed end does.
    [Fact]
    public void Ends_count_where_they_belong_to_the_interval()
    {
        Assert.True(Holds(On(0, false, 1, false), -Product((0, 1), (1, 1)), Relation.Greater));
        Assert.False(Holds(On(0, true, 1, false), -Product((0, 1), (1, 1)), Relation.Greater));
        Assert.False(Holds(On(0, false, 1, true), -Product((0, 1), (1, 1)), Relation.Greater));
        Assert.True(Holds(On(0, true, 1, true), -Product((0, 1), (1, 1)), Relation.GreaterOrEqual));
        Assert.False(Holds(On(0, true, 2, true), -Product((0, 1), (1, 1)), Relation.GreaterOrEqual));
        Assert.False(Holds(On(-1, true, 1, true), -Product((0, 1), (1, 1)), Relation.GreaterOrEqual));
    }

    // Random polynomials of which all roots are known.
    [Fact]
    public void It_agrees_with_the_roots()
    {
        var random = new Random(7);
        for (var count = 0; count < 300; count++)
        {
            var factors = Enumerable
                .Range(0, random.Next(1, 5))
                .Select(_ => (Root: random.Next(-4, 5), Power: random.Next(1, 4)))
                .ToArray();
            var (low, high) = (random.Next(-5, 1), random.Next(1, 6));
            var (lowClosed, highClosed) = (random.Next(2) == 0, random.Next(2) == 0);
            // Quarters between two roots, roots themselves.
            var values = Enumerable
                .Range(4 * low, 4 * (high - low) + 1)
                .Where(quarter => (quarter > 4 * low || lowClosed) && (quarter < 4 * high || highClosed))
                .Select(quarter =>
                    factors.Aggregate(
                        1,
                        (sign, factor) =>
                            sign
                            * (
                                factor.Power % 2 == 1
                                    ? Math.Sign(quarter - 4 * factor.Root)
                                    : Math.Abs(Math.Sign(quarter - 4 * factor.Root))
                            )
                    )
                )
                .ToList();
            var setting = On(low, lowClosed, high, highClosed);

            Assert.Equal(values.TrueForAll(sign => sign > 0), Holds(setting, Product(factors), Relation.Greater));
            Assert.Equal(
                values.TrueForAll(sign => sign >= 0),
                Holds(setting, Product(factors), Relation.GreaterOrEqual)
            );
        }
    }

    [Fact]
    public void Another_unknown_is_not_followed()
    {
        Assert.Null(Theorem.PolynomialSign(Given.Exists(Given.Reals, Sqr(Given.X) + Given.Y), "x", Relation.Greater));
        Assert.Null(Theorem.PolynomialSign(Given.Exists(Given.Reals, Sqr(Given.X)), "x", Relation.LessOrEqual));
    }
}
