// Smallest and largest values that are claimed where all values are elsewhere.
using LossProofs.Audit;
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Tests.Properties.Evidence.Proof;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;
using static LossProofs.Tests.Properties.Evidence.Proof.Given;
using Comparison = LossProofs.Audit.Terms.Comparison;

namespace LossProofs.Tests.Properties.Evidence.Refutation;

public sealed class RangeMissesByTheoremTests
{
    [Theory]
    [InlineData(@"\sup_{x \in (0,\infty)} \frac{x}{1+x} = 2")]
    [InlineData(@"\inf_{x \in (0,\infty)} \left(x + \frac{2}{x}\right) = 2")]
    [InlineData(@"\min_{x \in (0,\infty)} e^{-x} = -1")]
    public void A_value_that_is_neither_taken_nor_approached_is_refuted(string latex) => Asked.Refuted(latex);

    // The infimum is approached, though never taken; the smallest value is taken.
    [Theory]
    [InlineData(@"\inf_{x \in (0,\infty)} e^{-x} = 0")]
    [InlineData(@"\sup_{x \in (0,\infty)} \frac{x}{1+x} = 1")]
    [InlineData(@"\inf_{x \in (0,\infty)} \left(x + \frac{1}{x}\right) = 2")]
    public void What_holds_stands(string latex) => Asked.Stands(latex);

    // x² + 1 ≥ 1 refutes inf (x² + 1) = 0. Each of the tests below takes one of the conditions away, and what would then
    // be refuted is true.
    private static Variable AnyX => Formulas.Real("x");

    private static Term Squared => Sqr(X);

    private static RangeMisses? Refute(Variable x, ExtremumKind kind, Term body, Term value, Theorem bound) =>
        RangeMisses.ByTheorem(
            new Charge(
                new Reading(
                    new Comparison(new Extremum(kind, "x", body), Relation.Equal, value),
                    Formulas.Given(x),
                    "as written"
                ),
                [x],
                [],
                []
            ),
            new Assignment(new Dictionary<string, ExactValue>()),
            bound,
            128
        );

    [Fact]
    public void A_bound_of_the_same_body_over_the_same_domain_refutes() =>
        Assert.NotNull(
            Refute(AnyX, ExtremumKind.Inf, Squared + 1, 0, Shown(Of(AnyX), Squared + 1, Relation.GreaterOrEqual, 1))
        );

    // x² ≥ 1 where x ≥ 1; inf x² = 0.
    [Fact]
    public void A_bound_under_an_assumption_does_not() =>
        Assert.Null(
            Refute(
                AnyX,
                ExtremumKind.Inf,
                Squared,
                0,
                Assumed(Of(AnyX).With(Is(Squared, Relation.GreaterOrEqual, 1)), Squared, Relation.GreaterOrEqual, 1)
            )
        );

    // x ≥ 1 for x in [1, ∞); inf x = 0 over [0, ∞).
    [Fact]
    public void A_bound_over_a_smaller_domain_does_not()
    {
        var smaller = Formulas.Real("x", From(1, true, null, true));
        Assert.Null(
            Refute(
                Formulas.Real("x", From(0, true, null, true)),
                ExtremumKind.Inf,
                X,
                0,
                Shown(Of(smaller), X, Relation.GreaterOrEqual, 1)
            )
        );
    }

    // x² + 1 ≥ 1; inf x² = 0.
    [Fact]
    public void A_bound_of_another_body_does_not() =>
        Assert.Null(
            Refute(AnyX, ExtremumKind.Inf, Squared, 0, Shown(Of(AnyX), Squared + 1, Relation.GreaterOrEqual, 1))
        );

    // −x² ≤ 0 bounds from above, and sup (−x²) = 0; x² ≥ 0 says nothing against a supremum.
    [Theory]
    [InlineData(ExtremumKind.Sup)]
    [InlineData(ExtremumKind.Max)]
    public void A_bound_from_the_other_side_does_not(ExtremumKind kind)
    {
        var unit = Formulas.Real("x", From(0, true, 1, true));
        Assert.Null(Refute(unit, kind, Squared, 1, Shown(Of(unit), Squared, Relation.GreaterOrEqual, 0)));
    }

    // x² ≥ 0, and inf x² = 0; x² > 0 for x > 0, and inf x² = 0 there, too.
    [Fact]
    public void A_bound_that_is_the_value_itself_does_not()
    {
        Assert.Null(Refute(AnyX, ExtremumKind.Inf, Squared, 0, Shown(Of(AnyX), Squared, Relation.GreaterOrEqual, 0)));
        var positive = Formulas.Real("x", Domain.Positive);
        Assert.Null(Refute(positive, ExtremumKind.Inf, Squared, 0, Shown(Of(positive), Squared, Relation.Greater, 0)));
    }

    // x² + 1 ≥ x² is no bound by a number.
    [Fact]
    public void A_bound_that_moves_with_the_variable_does_not() =>
        Assert.Null(
            Refute(
                AnyX,
                ExtremumKind.Inf,
                Squared + 1,
                1,
                Shown(Of(AnyX), Squared + 1, Relation.GreaterOrEqual, Squared)
            )
        );
}
