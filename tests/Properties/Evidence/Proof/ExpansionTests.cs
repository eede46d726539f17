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

    private static readonly Setting s_void = Given.Nowhere(Real("a"));

    // lim_{t→∞} Σ_{i=1}^{t} i/t² = ½, which is (t + 1)/(2t) for every integer t ≥ 1.
    private sealed record Along(Limit Limit, Term Equal, Term Form, Setting Inner, Setting Outer, Limit Known)
    {
        public static Along To(Term end)
        {
            Term body = new Fold(FoldKind.Sum, "i", new Span(1, end), null, S("i"));
            Term form = (s_t + 1) / (2 * s_t);
            var limit = new Limit(body / Sqr(s_t), "t", Term.Infinity, Side.Both);
            return new(limit, limit.Body, form, s_void.With(Integer("t", 1)), s_void, limit with { Body = form });
        }

        public static Variable Integer(string name, Term least) =>
            new(name, [], new Integers(least, null), Provenance.BuiltIn);

        public Theorem? Apply() =>
            Theorem.LimitAlongIntegers(
                Limit,
                Given.Anything(Inner, Equal, Relation.Equal, Form),
                Given.Anything(Outer, Known, Relation.Equal, Q(1, 2))
            );
    }

    // Up to t + c the body is one of integers; up to a, a + 1 or a − 1 it is not, and sin πt = 0 along the integers only.
    [Fact]
    public void Bodies_of_integers_end_at_the_variable()
    {
        Term Less(Term x) => new Add([x, new Negate(1)]);
        Term More(Term x) => new Add([x, 1]);

        Assert.All(new[] { s_t, More(s_t), Less(s_t) }, end => Assert.NotNull(Along.To(end).Apply()));
        Assert.All(new[] { S("a"), More(S("a")), Less(S("a")) }, end => Assert.Null(Along.To(end).Apply()));
        var product = Along.To(s_t);
        Term folded = new Fold(FoldKind.Product, "i", new Span(1, s_t), null, S("i"));
        Term[] around = [-folded, folded + 1, 2 * folded, 1 / folded, Sqr(folded), Root(folded)];
        Assert.All(
            around,
            body => Assert.NotNull((product with { Limit = product.Limit with { Body = body }, Equal = body }).Apply())
        );
    }

    // lim_{t→5}, an equation of another body, for t ≥ a or for real t, the limit of another form, or what holds for a > 5 only.
    [Fact]
    public void Along_the_integers_everything_is_said_of_the_limit()
    {
        var whole = Along.To(s_t);
        var narrower = s_void.With(Is(S("a"), Relation.Greater, 5));

        Assert.NotNull(whole.Apply());
        Assert.Null(
            (whole with { Limit = whole.Limit with { Point = 5 }, Known = whole.Known with { Point = 5 } }).Apply()
        );
        Assert.Null((whole with { Equal = s_t }).Apply());
        Assert.Null((whole with { Known = whole.Known with { Body = s_t } }).Apply());
        Assert.Null((whole with { Inner = s_void.With(Along.Integer("m", 1)) }).Apply());
        Assert.Null((whole with { Inner = s_void.With(Along.Integer("t", S("a"))) }).Apply());
        Assert.Null((whole with { Inner = s_void.With(Real("t")) }).Apply());
        Assert.Null((whole with { Inner = s_void.With(Real("z")).With(Along.Integer("t", 1)) }).Apply());
        Assert.Null((whole with { Inner = whole.Inner.With(Is(s_t, Relation.Greater, S("a"))) }).Apply());
        Assert.Null((whole with { Inner = narrower.With(Along.Integer("t", 1)) }).Apply());
        Assert.Null(
            (
                whole with
                {
                    Outer = s_void.With(Is(S("a"), Relation.Greater, 6)),
                    Inner = narrower.With(Along.Integer("t", 1)),
                }
            ).Apply()
        );
        var declared = s_void.With(Along.Integer("t", 1));
        Assert.Null((whole with { Outer = declared, Inner = declared }).Apply());
        Assert.Null((whole with { Outer = declared, Inner = declared.With(Along.Integer("m", 1)) }).Apply());
    }

    // x = x and x² = O(x²) do not make x = O(x²) at 0; nor does what holds for a > 5, or for an x that is not declared.
    [Fact]
    public void An_order_is_that_of_an_equal_on_the_domain()
    {
        var x = S("x");
        var setting = Given.Nowhere(Real("x"), Real("a"));
        var rate = new Rate(Sqr(x), Sqr(x), "x", 0, Side.Both);
        Theorem? Of(Term left, Term known, Setting equalIn, Setting orderIn) =>
            Theorem.RateOfEqual(
                Given.Anything(equalIn, left, Relation.Equal, known),
                Given.Anything(orderIn, new Said(rate))
            );

        var theorem = Of(x * x, Sqr(x), setting, setting);
        Assert.Equal(new Said(rate with { Left = x * x }), theorem?.Statement);
        Assert.Null(Of(x, x, setting, setting));
        Assert.Null(Of(x * x, Sqr(x), setting.With(Is(S("a"), Relation.Greater, 5)), setting));
        Assert.Null(Of(x * x, Sqr(x), s_void, s_void));
        var real = Given.Reals;
        var order = Order(Sqr(x), Sqr(x), 0, setting: real)!;
        Assert.NotNull(Theorem.RateOfEqual(Given.Equal(real, x * x, Sqr(x))!, order));
    }

    // 1 + t tends to 1 at 0, not to ∞; a negative constant not to −∞.
    [Fact]
    public void What_stays_bounded_is_not_infinite()
    {
        Assert.Null(Infinite(1 + s_t, 0, positive: true));
        Assert.Null(Infinite(Minus(S("b")), 0, positive: false));
        Assert.Null(Infinite(1 / s_t, Term.Infinity, positive: true));
        Assert.NotNull(Infinite(Minus(s_t), Term.Infinity, positive: false));
    }

    // x = O(x) as x → ∞ is nothing for −x ∈ [0, ∞), at a for a domain with an end, at 5 for integers, or through 1, …, n.
    [Fact]
    public void The_domain_comes_near_the_point()
    {
        var x = S("x");
        Theorem? On(Domain domain, Term point, Term? bound = null) =>
            Order(
                x,
                bound ?? x,
                point,
                Side.Both,
                Given.Of(Length("n"), Real("a"), new Variable("x", [], domain, Provenance.Declared))
            );

        Assert.NotNull(On(Given.From(null, false, 0, true), Minus(Term.Infinity)));
        Assert.Null(On(Given.From(0, true, null, false), Minus(Term.Infinity)));
        Assert.Null(On(Given.From(null, false, 0, true), Term.Infinity));
        Assert.NotNull(On(Domain.Real, S("a"), bound: 1));
        Assert.Null(On(Given.From(0, true, null, false), S("a"), bound: 1));
        Assert.Null(On(Given.From(null, false, 0, true), S("a"), bound: 1));
        Assert.Null(On(Given.From(5, true, 6, true), 0));
        Assert.Null(On(Given.From(-6, true, -5, true), 0));
        Assert.NotNull(On(new Integers(1, null), Term.Infinity));
        Assert.NotNull(On(new Integers(null, -1), Minus(Term.Infinity)));
        Assert.Null(On(new Integers(1, null), 5));
        Assert.Null(On(new Integers(1, S("n")), Term.Infinity));
        Assert.Null(On(new Integers(S("n"), null), Minus(Term.Infinity)));
        Assert.Null(On(new Integers(S("n"), null), Term.Infinity));
        // |x| = −x from below, and only there.
        Assert.NotNull(Order(F(Function.Abs, x) + x, Sqr(x), 0, Side.Below));
        Assert.Null(Order(F(Function.Abs, x) + x, Sqr(x), 0, Side.Above));
    }

    private sealed class Generous : IProofSearch
    {
        public Theorem? Find(Setting setting, Condition statement) => Given.Anything(setting, statement);
    }

    // lim_{t→t+1} t: the point would run away.
    [Fact]
    public void The_point_stays() =>
        Assert.Null(Theorem.LimitByExpansion(s_void, new Limit(s_t, "t", s_t + 1, Side.Both), new Generous(), 4));

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
