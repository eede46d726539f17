// Lemmas about Γ, arctan and sin; derivatives of unknown functions.
using LossProofs.Audit;
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class SpecialRulesTests
{
    private static readonly Term s_x = S("x");

    private static Theorem? Reflected(Domain domain)
    {
        var setting = Given.Of(Real("x", domain));
        var quick = new QuickSearch();
        return
            quick.Find(setting, Is(s_x, Relation.Greater, 0)) is { } positive
            && quick.Find(setting, Is(s_x, Relation.Less, 1)) is { } below
            ? Theorem.Reflection(positive, below)
            : null;
    }

    // At x = 1 neither side exists.
    [Fact]
    public void Reflection_between_0_and_1()
    {
        Assert.NotNull(Reflected(Domain.OpenUnit));
        Assert.Null(Reflected(Given.From(0, false, 1, true)));
        Assert.Null(Reflected(Domain.Positive));
    }

    // Γ(−½) < 0; −½ + 1 > 0 is not enough.
    [Fact]
    public void Gamma_of_positive_numbers_is_positive()
    {
        var positive = Given.Of(Real("x", Domain.Positive));
        var all = Given.Of(Real("x"));

        Assert.NotNull(Theorem.GammaPositive(Given.Sign(positive, s_x, Relation.Greater), Function.Gamma));
        var zero = Given.Of(Real("x", Given.From(0, true, null, false)));
        Assert.Null(Theorem.GammaPositive(Given.Sign(zero, s_x, Relation.GreaterOrEqual), Function.Gamma));
        Assert.NotNull(Theorem.GammaPositive(Given.Sign(zero, s_x, Relation.GreaterOrEqual), Function.Factorial));
        Assert.Null(Theorem.GammaPositive(Given.Sign(zero, s_x, Relation.GreaterOrEqual), Function.Sin));
        Assert.Null(Theorem.GammaPositive(Given.Exists(all, s_x), Function.Gamma));
        Assert.Null(Theorem.Duplication(Given.Exists(all, s_x)));
        Assert.NotNull(Theorem.Duplication(Given.Sign(positive, s_x, Relation.Greater)));
    }

    // Γ(v) of a list is no number, sin is no Γ: sin 4 < 0; and 0 < x < 1 is not x > 0 twice: Γ(3/2)Γ(−½) < 0.
    [Fact]
    public void Of_numbers_and_between_the_bounds()
    {
        var setting = Given.Nowhere(Length("n"), Vector("v"), Real("x"));
        Theorem Positive(Term term) => Given.Anything(setting, term, Relation.Greater, 0);
        Theorem Below(Term term) => Given.Anything(setting, term, Relation.Less, 1);
        var (x, v) = (s_x, S("v"));

        Assert.NotNull(Theorem.Reflection(Positive(x), Below(x)));
        Assert.Null(Theorem.Reflection(Positive(v), Below(v)));
        Assert.Null(Theorem.Reflection(Positive(x), Positive(x)));
        Assert.Null(Theorem.Reflection(Positive(x), Given.Anything(setting, x, Relation.Less, 2)));
        Assert.NotNull(Theorem.SineInHalfTurn(Positive(x), Below(x)));
        Assert.Null(Theorem.SineInHalfTurn(Positive(v), Below(v)));
        Assert.Null(Theorem.SineInHalfTurn(Positive(x), Given.Anything(setting, x, Relation.Less, 2)));
        Assert.NotNull(Theorem.Duplication(Positive(x)));
        Assert.Null(Theorem.Duplication(Positive(v)));
        Assert.NotNull(Theorem.GammaPositive(Positive(x), Function.Gamma));
        Assert.NotNull(Theorem.GammaPositive(Positive(x), Function.Factorial));
        Assert.Null(Theorem.GammaPositive(Positive(v), Function.Gamma));
        Assert.Null(Theorem.GammaPositive(Positive(x), Function.Sin));
    }

    // sin πx < 0 beyond 1.
    [Fact]
    public void Sine_in_a_half_turn()
    {
        var unit = Given.Of(Real("x", Domain.OpenUnit));
        var positive = Given.Of(Real("x", Domain.Positive));

        Assert.NotNull(
            Theorem.SineInHalfTurn(Given.Sign(unit, s_x, Relation.Greater), Given.Shown(unit, s_x, Relation.Less, 1))
        );
        Assert.Null(
            Theorem.SineInHalfTurn(
                Given.Sign(positive, s_x, Relation.Greater),
                Given.Sign(positive, s_x, Relation.Greater)
            )
        );
        Assert.Null(new QuickSearch().Find(positive, Is(F(Function.Sin, Term.Pi * s_x), Relation.Greater, 0)));
    }

    [Fact]
    public void A_strict_order_needs_both()
    {
        var setting = Given.Of(Real("x", Given.From(0, true, null, false))).With(Is(s_x, Relation.NotEqual, 0));
        var weak = Given.Sign(setting, s_x, Relation.GreaterOrEqual);
        var different = Theorem.Assumption(setting, Is(s_x, Relation.NotEqual, 0))!;

        Given.Says(Theorem.Stricter(weak, different), s_x, Relation.Greater, 0);
        var below = setting.With(Is(s_x, Relation.LessOrEqual, 0));
        Given.Says(
            Theorem.Stricter(
                Given.Assumed(below, s_x, Relation.LessOrEqual, 0),
                Given.Assumed(below, s_x, Relation.NotEqual, 0)
            ),
            s_x,
            Relation.Less,
            0
        );
        Assert.Null(Theorem.Stricter(weak, weak));
        Assert.Null(Theorem.Stricter(different, different));
    }

    private static Theorem? Angles(Term sum)
    {
        var closed = Given.Of();
        if (Theorem.PartOfTurn(sum) is not { } turn)
        {
            return null;
        }

        var below = Theorem.ByEnclosure(Given.Exists(closed, sum - turn), Relation.Less);
        var above = Theorem.ByEnclosure(Given.Exists(closed, sum + turn), Relation.Greater);
        return below is null || above is null
            ? null
            : Theorem.SumOfArctangents(Given.Exists(closed, sum), below, above);
    }

    private static Term Arctan(int p, int q) => F(Function.Atan, Q(p, q));

    // Machin's formula; not with 238, nor with another multiple of π.
    [Fact]
    public void Sums_of_arctangents()
    {
        Assert.NotNull(Angles(4 * Arctan(1, 5) - Arctan(1, 239) - Term.Pi / 4));
        Assert.NotNull(Angles(Arctan(1, 1) + Arctan(2, 1) + Arctan(3, 1) - Term.Pi));
        Assert.Null(Angles(4 * Arctan(1, 5) - Arctan(1, 238) - Term.Pi / 4));
        Assert.Null(Angles(Arctan(1, 1) + Arctan(2, 1) + Arctan(3, 1)));
        Assert.Null(Angles(4 * Arctan(1, 5) - Arctan(1, 239) - Term.Pi * Q(5, 4)));
        Assert.Null(Angles(4 * Arctan(1, 5) - Arctan(1, 239) + Term.Pi / 4));
    }

    // 2 arctan 1 = π/2: (1 + i)⁴ = −4 is real, and not positive. 4 arctan 1 = π is a whole half turn from 0, above and below.
    // ⅓ arctan 1 − ⅕ arctan 1 is π/30: powers that are no integers are none.
    [Fact]
    public void Sums_that_are_not_0()
    {
        Assert.Null(Angles(2 * Arctan(1, 1)));
        Assert.Null(Angles(Q(1, 3) * Arctan(1, 1) - Q(1, 5) * Arctan(1, 1)));
        Assert.NotNull(Angles(Q(1, 2) * Arctan(1, 1) - Q(1, 2) * Arctan(1, 1)));
        var closed = Given.Of();
        Theorem? Of(Term sum, Term below, Term above) =>
            Theorem.SumOfArctangents(
                Given.Exists(closed, sum),
                Theorem.ByEnclosure(Given.Exists(closed, below), Relation.Less)!,
                Theorem.ByEnclosure(Given.Exists(closed, above), Relation.Greater)!
            );
        var (turn, zero) = (4 * Arctan(1, 1), Arctan(1, 1) - Arctan(1, 1));
        var part = Theorem.PartOfTurn(zero)!;
        Assert.NotNull(Of(zero, zero - part, zero + part));
        Assert.Null(Of(turn, zero - part, turn + part));
        Assert.Null(Of(-turn, -turn - part, zero + part));
    }

    // What takes too many turns or too small parts of one is left alone.
    [Fact]
    public void Turns_are_limited()
    {
        Assert.NotNull(Angles(Q(4, 24) * Arctan(1, 1) - Term.Pi / 24));
        Assert.Null(Angles(Q(4, 25) * Arctan(1, 1) - Term.Pi / 25));
        Assert.NotNull(Angles(200 * Arctan(1, 2) - 200 * Arctan(1, 2)));
        Assert.Null(Angles(201 * Arctan(1, 2) - 201 * Arctan(1, 2)));
    }

    // The rules of differentiation hold for all functions; what holds for some is not proved.
    [Theory]
    [InlineData(@"\frac{d}{dx} (f(x)g(x)) = f'(x)g(x)+f(x)g'(x)", true)]
    [InlineData(@"\frac{d}{dx} f(g(x)) = f'(g(x)) g'(x)", true)]
    [InlineData(@"\frac{d}{dx} (f(x)+g(x)) = f'(x)+g'(x)", true)]
    [InlineData(@"\frac{d}{dx} \frac{f(x)}{1+g(x)^2} = \frac{f'(x)(1+g(x)^2)-2f(x)g(x)g'(x)}{(1+g(x)^2)^2}", true)]
    [InlineData(@"\frac{d}{dx} (f(x)g(x)) = f'(x)g'(x)", false)]
    [InlineData(@"\frac{d}{dx} f(g(x)) = f'(x) g'(x)", false)]
    [InlineData(@"\frac{d}{dx} f(2x) = f'(2x)", false)]
    [InlineData(@"\frac{d}{dx} f(x) = f(x)", false)]
    public void Derivatives_of_unknown_functions(string latex, bool holds)
    {
        var claims = Asked.About(latex, "f: function ;; g: function ;; x: real");

        Assert.Equal(holds, claims.All(claim => claim.Verdict == Verdict.Proved));
    }

    // 0^n is 0 for n > 0 only; roots go through products of known signs.
    [Theory]
    [InlineData(@"0^n = 0", "n: integer >= 1", true)]
    [InlineData(@"0^n = 0", "n: integer >= 0", false)]
    [InlineData(@"\sqrt[3]{x^3} = x", "x: real", true)]
    [InlineData(@"\sqrt{x^2y} = x\sqrt{y}", "x: real ;; y: real >= 0", false)]
    [InlineData(@"\sqrt{x^2y} = |x|\sqrt{y}", "x: real ;; y: real >= 0", true)]
    [InlineData(@"\sqrt{-x^3} = -x\sqrt{-x}", "x: real <= 0", true)]
    [InlineData(@"\sqrt{-x^3} = x\sqrt{-x}", "x: real <= 0", false)]
    [InlineData(@"\sqrt{xy} = \sqrt{x}\sqrt{y}", "x: real ;; y: real", false)]
    [InlineData(@"\binom{n}{k} = \binom{n-1}{k} + \binom{n-1}{k-1}", "n: integer >= 2 ;; k: integer in 1..n-1", true)]
    [InlineData(@"\binom{n}{k} = \binom{n-1}{k} + \binom{n-1}{k-1}", "n: integer >= 2 ;; k: integer in 0..n", false)]
    [InlineData(@"\sum_{k=0}^n (-1)^k \binom{n}{k} = 0", "n: integer >= 1", true)]
    [InlineData(@"\sum_{k=0}^n (-1)^k \binom{n}{k} = 0", "n: integer >= 0", false)]
    public void Statements_at_the_edges(string latex, string where, bool holds) =>
        Assert.Equal(holds, Asked.About(latex, where).All(claim => claim.Verdict == Verdict.Proved));
}
