// Limits and O(·) by asymptotic expansions.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class ExpansionTests
{
    private static readonly Setting s_setting = Given.Of(Real("a"), Real("b", Domain.Positive), Real("x"));
    private static readonly Term s_t = S("t");

    private static Theorem? Limit(Term body, Term point, Side side = Side.Both) =>
        Theorem.LimitByExpansion(s_setting, new Limit(body, "t", point, side), new QuickSearch(), 6);

    private static Theorem? Infinite(Term body, Term point, bool positive, Side side = Side.Both) =>
        Theorem.InfiniteByExpansion(s_setting, new Limit(body, "t", point, side), positive, new QuickSearch(), 6);

    private static Theorem? Order(Term left, Term bound, Term point, Side side = Side.Both, Setting? setting = null) =>
        Theorem.RateByExpansion(setting ?? s_setting, new Rate(left, bound, "x", point, side), new QuickSearch(), 6);

    private static Term Value(Theorem? theorem) => ((Compare)theorem!.Statement).Right;

    private static Term Root(Term x) => F(Function.Sqrt, x);

    private static Term Minus(Term x) => new Negate(x);

    [Fact]
    public void A_removable_singularity_has_its_value()
    {
        Assert.Equal(1, Value(Limit(F(Function.Sin, s_t) / s_t, 0)));
        Assert.NotNull(Limit((Term.Exp(S("a") * s_t) - 1) / s_t, 0));
        Assert.NotNull(Limit(Term.Pow(1 + S("a") / s_t, s_t), Term.Infinity));
    }

    // lim √t at 0 fails from below, lim |t|/t differs from both sides.
    [Fact]
    public void Both_sides_are_asked()
    {
        Assert.Null(Limit(Root(s_t), 0));
        Assert.NotNull(Limit(Root(s_t), 0, Side.Above));
        Assert.Null(Limit(F(Function.Abs, s_t) / s_t, 0));
        Assert.Null(Infinite(1 / s_t, 0, positive: true));
        Assert.NotNull(Infinite(1 / s_t, 0, positive: true, Side.Above));
        Assert.Null(Infinite(1 / s_t, 0, positive: false, Side.Above));
    }

    // lim t/(t + a) = 0 fails for a = 0; lim tanh(at) = 1 for a ≤ 0; lim e^(−at) = 0 for a ≤ 0.
    [Fact]
    public void Leading_coefficients_have_known_signs()
    {
        Assert.Null(Limit(s_t / (s_t + S("a")), 0));
        Assert.NotNull(Limit(s_t / (s_t + S("b")), 0));
        Assert.Null(Limit(F(Function.Tanh, S("a") * s_t), Term.Infinity));
        Assert.NotNull(Limit(F(Function.Tanh, S("b") * s_t), Term.Infinity));
        Assert.Null(Limit(Term.Exp(Minus(S("a") * s_t)), Term.Infinity));
        Assert.Null(Limit(Term.Pow(s_t, S("a")), 0, Side.Above));
        Assert.Null(Infinite(S("a") * s_t, Term.Infinity, positive: true));
    }

    // sin has no limit at ∞; it is bounded, so that sin t/t has one.
    [Fact]
    public void Oscillation_has_no_limit()
    {
        Assert.Null(Limit(F(Function.Sin, s_t), Term.Infinity));
        Assert.Null(Infinite(s_t * F(Function.Sin, s_t), Term.Infinity, positive: true));
        Assert.Equal(Term.Zero, Value(Limit(F(Function.Sin, s_t) / s_t, Term.Infinity)));
        Assert.Null(Limit(Term.Exp(F(Function.Sin, s_t)), Term.Infinity));
    }

    // ⌊t⌋ jumps at 1; arcsin is not defined above 1; log t is not defined below 0.
    [Fact]
    public void Functions_are_smooth_and_defined_around()
    {
        Assert.Null(Limit(F(Function.Floor, s_t), 1));
        Assert.Null(Limit(F(Function.Asin, s_t), 1));
        Assert.NotNull(Limit(F(Function.Asin, s_t), 1, Side.Below));
        Assert.Null(Limit(s_t * Term.Log(s_t), 0));
        Assert.Null(Limit(F(Function.Asin, s_t), Term.Infinity));
    }

    // What is cancelled is cancelled exactly: √(bt² + t) − t has a limit for b = 1 only.
    [Fact]
    public void Only_what_is_zero_cancels()
    {
        Assert.NotNull(Limit(Root(Sqr(s_t) + s_t) - s_t, Term.Infinity));
        Assert.Null(Limit(Root(S("b") * Sqr(s_t) + s_t) - s_t, Term.Infinity));
    }

    // The limit's variable is none that is declared.
    [Fact]
    public void The_variable_is_new() =>
        Assert.Null(Theorem.LimitByExpansion(s_setting, new Limit(S("a"), "a", 0, Side.Both), new QuickSearch(), 6));

    // An infinite limit is no number: it exists as little as before.
    [Fact]
    public void Nothing_follows_from_infinity()
    {
        var infinite = Infinite(1 / Sqr(s_t), 0, positive: true)!;

        Assert.Null(infinite.Existing);
        Assert.Null(Theorem.Turn(infinite));
        Assert.Null(Theorem.Weaker(infinite, Theorem.Exists(new Limit(1 / Sqr(s_t), "t", 0, Side.Both))));
    }

    [Fact]
    public void Taylors_polynomial_leaves_the_next_order()
    {
        var x = S("x");
        var rest = Term.Exp(x) - 1 - x;

        Assert.NotNull(Order(rest, Sqr(x), 0));
        Assert.Null(Order(rest, Term.Pow(x, 3), 0));
        Assert.NotNull(Order(rest - Sqr(x) / 2, Term.Pow(x, 3), 0));
        Assert.Null(Order(rest - Sqr(x) / 3, Term.Pow(x, 3), 0));
    }

    // √(x² + b) is −x − …, not x + …, at −∞.
    [Fact]
    public void Roots_at_both_infinities()
    {
        var x = S("x");
        var root = Root(Sqr(x) + S("b"));
        var two = x + S("b") / (2 * x);

        Assert.NotNull(Order(root - two, Term.Pow(x, -3), Term.Infinity));
        Assert.Null(Order(root - two, Term.Pow(x, -4), Term.Infinity));
        Assert.Null(Order(root - two, Term.Pow(x, -3), Minus(Term.Infinity)));
        Assert.NotNull(Order(root + two, Term.Pow(x, -3), Minus(Term.Infinity)));
    }

    // Logarithms, powers and exponentials in their order; nothing is O of what vanishes again and again.
    [Fact]
    public void Orders_of_growth()
    {
        var x = S("x");
        Term[] growing = [1, Term.Log(x), x, x * Term.Log(x), Sqr(x), Term.Exp(Root(x)), Term.Exp(x), Term.Pow(x, x)];
        for (var one = 0; one < growing.Length; one++)
        {
            for (var other = 0; other < growing.Length; other++)
            {
                Assert.Equal(one <= other, Order(growing[one], growing[other], Term.Infinity) is not null);
            }
        }

        Assert.Null(Order(x, x * F(Function.Sin, x), Term.Infinity));
        Assert.NotNull(Order(x * F(Function.Sin, x), x, Term.Infinity));
        Assert.Null(Order(x, S("a") * x, Term.Infinity));
        Assert.Null(Order(Term.Pow(x, S("a")), Term.Pow(x, S("b")), Term.Infinity));
    }

    // Stirling: n! is O(√n (n/e)^n), not O((n/e)^n).
    [Fact]
    public void Factorials()
    {
        var x = S("x");
        var power = Term.Pow(x / Term.E, x);

        Assert.NotNull(Order(F(Function.Factorial, x), Root(x) * power, Term.Infinity));
        Assert.Null(Order(F(Function.Factorial, x), power, Term.Infinity));
    }

    // |x| = x + O(x²) holds on the right only, and counts for a domain that has no left.
    [Fact]
    public void The_sides_are_those_of_the_domain()
    {
        var x = S("x");
        var rest = F(Function.Abs, x) - x;

        Assert.Null(Order(rest, Sqr(x), 0));
        Assert.NotNull(Order(rest, Sqr(x), 0, Side.Above));
        Assert.NotNull(Order(rest, Sqr(x), 0, setting: Given.Of(Real("x", Domain.Positive))));
        Assert.Null(Order(x, Sqr(x), Term.Infinity, setting: Given.Of(Real("x", Given.From(0, true, 1, true)))));
        Assert.Null(Order(x, x, 5, setting: Given.Of(Real("x", Given.From(0, true, 1, true)))));
    }

    // A sum up to n is one of integers: f(n) = 0 for integers says nothing of sin(πn), which has no limit.
    [Fact]
    public void Only_bodies_of_integers_go_along_the_integers()
    {
        var integers = s_setting.With(new Variable("t", [], new Integers(1, null), Provenance.BuiltIn));
        var quick = new QuickSearch();
        var wave = F(Function.Sin, Term.Pi * s_t);
        var zero = Theorem.LimitByExpansion(s_setting, new Limit(0 * s_t, "t", Term.Infinity, Side.Both), quick, 3)!;
        var equal = quick.Equal(integers, wave, 0 * s_t)!;

        Assert.Null(Theorem.LimitAlongIntegers(new Limit(wave, "t", Term.Infinity, Side.Both), equal, zero));

        var sum = new Fold(FoldKind.Sum, "i", new Span(1, s_t), null, S("i") * 0);
        var same = quick.Equal(integers, sum, 0 * s_t)!;
        Assert.NotNull(Theorem.LimitAlongIntegers(new Limit(sum, "t", Term.Infinity, Side.Both), same, zero));
    }

    // Σ p_i^q → n at q = 0 where every p_i is positive; for p_i = 0 a member is 0 on the way.
    [Fact]
    public void Sums_are_expanded_member_by_member()
    {
        Term sum = new Fold(FoldKind.Sum, "i", new Span(1, S("n")), null, Term.Pow(new Element(S("p"), [S("i")]), s_t));
        Theorem? Of(Domain domain) =>
            Theorem.LimitByExpansion(
                Given.Of(Given.Integer("n", 1), new Variable("p", [S("n")], domain, Provenance.Declared)),
                new Limit(sum, "t", 0, Side.Above),
                new QuickSearch(),
                4
            );

        Assert.NotNull(Of(Domain.Positive));
        Assert.Null(Of(Given.From(0, true, 1, true)));
    }
}
