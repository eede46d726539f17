// Certificates of rates: the ratio to the bound is unbounded.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using LossProofs.Tests.Properties.Evidence.Proof;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;
using static LossProofs.Tests.Properties.Evidence.Proof.Given;

namespace LossProofs.Tests.Properties.Evidence.Refutation;

public class UnboundedRatioTests
{
    [Theory]
    [InlineData(@"e^x = 1 + x + O(x^3) \quad (x \to 0)", "x: real")]
    [InlineData(@"\log x = O(1) \quad (x \to \infty)", "x: real > 1")]
    [InlineData(@"x^{1/1000} = O(1) \quad (x\to\infty)", "x: real > 0")]
    [InlineData(@"x \sin(\pi x) = O(1) \quad (x\to\infty)", "x: real")]
    [InlineData(@"\frac{\sin(\pi/x)}{x} = O(1) \quad (x\to 0)", "x: real > 0")]
    [InlineData(@"\cos x = 1 + O(x^3) \quad (x \to 0)", "x: real")]
    public void A_wrong_order_is_refuted_by_the_series(string latex, string where) => Asked.Refuted(latex, where);

    [Theory]
    [InlineData(@"e^x = 1 + x + O(x^2) \quad (x \to 0)", "x: real")]
    [InlineData(@"\log x = O(x) \quad (x \to \infty)", "x: real > 1")]
    [InlineData(@"\sin(\pi x) = O(1) \quad (x\to\infty)", "x: real")]
    [InlineData(@"\cos x = 1 + O(x^2) \quad (x \to 0)", "x: real")]
    [InlineData(@"\log(1+x) = x + O(x^2) \quad (x \to 0)", "x in (-1,1)")]
    public void A_right_order_stands(string latex, string where) => Asked.Stands(latex, where);

    // a·x → ∞ refutes a·x = O(1) for a > 0. Each of the tests below takes one of the conditions away, and what would then
    // be refuted is true, or true for some values.
    private static Variable AnyX => Formulas.Real("x");

    private static Term Infinite => new Constant(ConstantKind.Infinity);

    private static Theorem Grows(Setting setting, Term body, string variable, Term point, Side side = Side.Both) =>
        new LimitValues(new QuickSearch()).Infinite(setting, new Limit(body, variable, point, side), positive: true)
        ?? throw new InvalidOperationException($"{body} is not shown to be infinite");

    private static UnboundedRatio? Refute(
        Term left,
        Term bound,
        Theorem infinite,
        Variable[] others,
        Term? point = null,
        Side side = Side.Both
    )
    {
        Variable[] variables = [AnyX, .. others];
        return UnboundedRatio.ByTheorem(
            new Charge(
                new Reading(
                    new Rate(left, bound, "x", point ?? Infinite, side),
                    Formulas.Given(variables),
                    "as written"
                ),
                [.. variables],
                [],
                []
            ),
            new Assignment(others.ToDictionary(other => other.Name, ExactValue (_) => new ExactNumber(Rational.One))),
            infinite,
            128
        );
    }

    private static Variable A(Domain? domain = null) => Formulas.Real("a", domain);

    [Fact]
    public void A_ratio_that_tends_to_infinity_for_all_values_refutes()
    {
        var a = A(Domain.Positive);
        Assert.NotNull(Refute(S("a") * X, 1, Grows(Of(a), S("a") * X / 1, "x", Infinite), [a]));
    }

    // a·x = O(1) holds for a = 0; the theorem is about a > 0.
    [Fact]
    public void Not_where_the_theorem_has_a_smaller_domain()
    {
        Assert.Null(Refute(S("a") * X, 1, Grows(Of(A(Domain.Positive)), S("a") * X / 1, "x", Infinite), [A()]));
    }

    [Fact]
    public void Not_where_the_theorem_assumes_something()
    {
        var assumed = Of(A(Domain.Positive)).With(Is(S("a"), Relation.Greater, 1));
        Assert.Null(Refute(S("a") * X, 1, Grows(assumed, S("a") * X / 1, "x", Infinite), [A(Domain.Positive)]));
    }

    // 1/x² → ∞ for x → 0; 1/x² = O(1) for x → ∞.
    [Fact]
    public void Not_at_another_point() => Assert.Null(Refute(1 / Sqr(X), 1, Grows(Of(), 1 / Sqr(X) / 1, "x", 0), []));

    // e^(1/x) → ∞ for x → 0⁺; e^(1/x) = O(1) for x → 0⁻.
    [Fact]
    public void Not_from_another_side() =>
        Assert.Null(Refute(Exp(1 / X), 1, Grows(Of(), Exp(1 / X) / 1, "x", 0, Side.Above), [], 0, Side.Below));

    // x² → ∞; x = O(x).
    [Fact]
    public void Not_with_another_ratio() => Assert.Null(Refute(X, X, Grows(Of(), Sqr(X), "x", Infinite), []));

    // y → ∞ while x → ∞ says nothing of x.
    [Fact]
    public void Not_in_another_variable() =>
        Assert.Null(Refute(Y, 1, Grows(Of(), Y / 1, "y", Infinite), [Formulas.Real("y")]));
}
