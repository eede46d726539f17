// Telescoping, the binomial theorem, steps by quotients.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class FiniteRulesTests
{
    private static readonly Setting s_setting = Given.Of(Given.Integer("n", 0), Real("x"), Real("y"));
    private static readonly Term s_n = S("n");
    private static readonly Term s_k = S("k");

    private static Theorem? Telescoped(FoldKind kind, Term body, Term form, Term from, Term to)
    {
        var quick = new QuickSearch();
        var fold = new Fold(kind, "k", new Span(from, to), null, body);
        var (inner, name) = quick.Entered(s_setting, "k", fold.Range, null);
        var k = S(name);
        var (here, next) = (form.Substitute("k", k), form.Substitute("k", k + 1));
        var own = body.Substitute("k", k);
        return
            quick.Exists(s_setting, fold) is { } exists
            && quick.Find(s_setting, Is(from, Relation.LessOrEqual, to + 1)) is { } ordered
            && (kind == FoldKind.Sum ? quick.Equal(inner, own, next - here) : quick.Equal(inner, own * here, next))
                is { } each
            && (
                kind == FoldKind.Sum
                    ? quick.Exists(s_setting, form.Substitute("k", from))
                    : quick.Find(s_setting, Is(form.Substitute("k", from), Relation.NotEqual, 0))
            )
                is { } start
            && quick.Exists(s_setting, form.Substitute("k", to + 1)) is { } end
            ? Theorem.Telescope(
                exists,
                form,
                ordered,
                each,
                kind == FoldKind.Sum ? null : quick.Find(inner, Is(here, Relation.NotEqual, 0)),
                start,
                end
            )
            : null;
    }

    [Fact]
    public void Sums_and_products_telescope()
    {
        Assert.NotNull(Telescoped(FoldKind.Sum, Sqr(s_k + 1) - Sqr(s_k), Sqr(s_k), 1, s_n));
        Assert.NotNull(Telescoped(FoldKind.Product, s_k / (s_k + 1), 1 / s_k, 1, s_n));
    }

    // Σ_{k=5}^{n} over a range that may be reversed by more than one is 0, not F(n + 1) − F(5).
    [Fact]
    public void The_range_is_not_reversed()
    {
        Assert.Null(Telescoped(FoldKind.Sum, Sqr(s_k + 1) - Sqr(s_k), Sqr(s_k), 5, s_n));
        Assert.Null(Telescoped(FoldKind.Product, s_k / (s_k + 1), 1 / s_k, 5, s_n));
    }

    // Π_{k=0}^{n} with F = k: 0·f(0) = 1 fails; with F = 0 everywhere any f would do.
    [Fact]
    public void Factors_are_not_0()
    {
        Assert.Null(Telescoped(FoldKind.Product, (s_k + 1) / (s_k + 2), 0 * s_k, 1, s_n));
        Assert.Null(Telescoped(FoldKind.Sum, Sqr(s_k + 1) - Sqr(s_k), s_k, 1, s_n));
    }

    private static readonly Setting s_void = Given.Nowhere(
        Given.Integer("n", 0),
        Real("x"),
        Real("y"),
        new Variable("v", [s_n], Domain.Real, Provenance.Declared)
    );

    // Σ or Π of f(i) for i from 1 to n, and what is asked of F.
    private sealed record Telescoping(
        Theorem Exists,
        Term Form,
        Theorem Ordered,
        Theorem Each,
        Theorem? NotZero,
        Theorem Start,
        Theorem End
    )
    {
        public static Variable Index { get; } = new("k", [], new Integers(1, s_n), Provenance.BuiltIn);

        public static Telescoping Of(
            FoldKind kind,
            Term body,
            Term form,
            Setting? setting = null,
            Setting? within = null
        )
        {
            var outside = setting ?? s_void;
            var inner = within ?? outside.With(Index);
            var isSum = kind == FoldKind.Sum;
            var k = S(inner.Variables[^1].Name);
            var (here, next) = (form.Substitute("i", k), form.Substitute("i", k + Term.One));
            var own = body.Substitute("i", k);
            return new(
                Given.Anywhere(outside, new Fold(kind, "i", new Span(1, s_n), null, body)),
                form,
                Given.Anything(outside, 1, Relation.LessOrEqual, s_n + Term.One),
                isSum
                    ? Given.Anything(inner, own, Relation.Equal, new Add([next, new Negate(here)]))
                    : Given.Anything(inner, own * here, Relation.Equal, next),
                isSum ? null : Given.Anything(inner, here, Relation.NotEqual, 0),
                isSum
                    ? Given.Anywhere(outside, form.Substitute("i", 1))
                    : Given.Anything(outside, form.Substitute("i", 1), Relation.NotEqual, 0),
                Given.Anywhere(outside, form.Substitute("i", s_n + Term.One))
            );
        }

        public Theorem? Apply() => Theorem.Telescope(Exists, Form, Ordered, Each, NotZero, Start, End);
    }

    // Π_{i=1}^n (i + 1)/i = n + 1 is F(n + 1)/F(1) for F = i; without F ≠ 0 at the beginning or on the way, without an F
    // at the end, or with the step of another F it is anything.
    [Fact]
    public void Steps_and_ends_are_those_of_the_form()
    {
        var i = S("i");
        var product = Telescoping.Of(FoldKind.Product, (i + 1) / i, i);
        var sum = Telescoping.Of(FoldKind.Sum, 2 * i + 1, Sqr(i));
        var inner = product.Each.Setting;

        Assert.NotNull(product.Apply());
        Assert.NotNull(sum.Apply());
        Assert.Null((sum with { Start = Given.Anywhere(s_void, 5) }).Apply());
        Assert.Null((sum with { End = Given.Anywhere(s_void, 5) }).Apply());
        Assert.Null((sum with { Each = Given.Anything(inner, s_k, Relation.Equal, 1) }).Apply());
        Assert.Null((sum with { Ordered = Given.Anything(s_void, 1, Relation.LessOrEqual, s_n + 5) }).Apply());
        Assert.Null((product with { Start = Given.Anywhere(s_void, 1) }).Apply());
        Assert.Null((product with { Start = Given.Anything(s_void, s_n, Relation.NotEqual, 0) }).Apply());
        Assert.Null((product with { NotZero = null }).Apply());
        Assert.Null((product with { NotZero = Given.Anything(inner, s_n, Relation.NotEqual, 0) }).Apply());
        Assert.Null(
            (
                product with
                {
                    NotZero = Given.Anything(inner.With(Is(s_k, Relation.Greater, 5)), product.NotZero!.Statement),
                }
            ).Apply()
        );
        // A maximum is no sum of its steps.
        Assert.Null(
            (
                sum with
                {
                    Exists = Given.Anywhere(s_void, new Fold(FoldKind.Max, "i", new Span(1, s_n), null, 2 * i + 1)),
                }
            ).Apply()
        );
    }

    // The step is shown for every k of the range, under nothing else: not for k ≤ n − 1, not for k > 5, not for x > 6, and not
    // with a k that F speaks of already.
    [Fact]
    public void Every_step_is_shown_in_the_same_setting()
    {
        var i = S("i");
        Theorem? Within(Setting inner, Term? form = null, Setting? setting = null) =>
            Telescoping.Of(FoldKind.Sum, 2 * i + 1, form ?? Sqr(i), setting, inner).Apply();
        var index = Telescoping.Index;

        Assert.NotNull(Within(s_void.With(index)));
        Assert.Null(Within(s_void.With(index with { Domain = new Integers(1, s_n - 1) })));
        Assert.Null(Within(s_void.With(index with { Domain = new Integers(2, s_n) })));
        Assert.Null(Within(s_void.With(index with { Dimensions = [2] })));
        Assert.Null(Within(s_void.With(index).With(Is(s_k, Relation.Greater, 5))));
        Assert.Null(Within(s_void.With(Real("z")).With(index), Sqr(i) + S("z")));
        Assert.Null(Within(s_void.With(index), Sqr(i) + s_k));
        Assert.Null(
            Within(
                s_void.With(Is(S("x"), Relation.Greater, 6)).With(index),
                setting: s_void.With(Is(S("x"), Relation.Greater, 5))
            )
        );
        // Sums of lists are none of numbers.
        Assert.Null(Telescoping.Of(FoldKind.Sum, S("v"), i * S("v")).Apply());
    }

    // The sum for n ≥ 2 is not that for n ≥ −2; what is raised to a power is a number, in the same setting.
    [Fact]
    public void A_binomial_sum_is_one_of_numbers_with_its_own_moment()
    {
        Theorem Enough(int least, Setting? where = null) =>
            Given.Anything(where ?? s_void, new Add([s_n, new Number(-least)]), Relation.GreaterOrEqual, 0);
        Theorem Of(string name, Setting? where = null) => Given.Exists(where ?? s_void, S(name));
        var narrower = s_void.With(Is(S("x"), Relation.Greater, 5));

        Assert.NotNull(Theorem.BinomialTheorem("k", 2, Enough(2), Of("x"), Of("y")));
        Assert.Null(Theorem.BinomialTheorem("k", 2, Enough(1), Of("x"), Of("y")));
        Assert.Null(Theorem.BinomialTheorem("k", -1, Enough(-1), Of("x"), Of("y")));
        Assert.Null(Theorem.BinomialTheorem("k", 2, Enough(2), Of("x", narrower), Of("y")));
        Assert.Null(Theorem.BinomialTheorem("k", 2, Enough(2), Of("x"), Of("y", narrower)));
        Assert.Null(Theorem.BinomialTheorem("k", 2, Enough(2), Of("v"), Of("y")));
        Assert.Null(Theorem.BinomialTheorem("k", 2, Enough(2), Of("x"), Of("v")));
        // Σ_{n=0}^{n} is about two of them.
        Assert.Null(Theorem.SquaresOfBinomials("n", Given.Sign(s_setting, s_n, Relation.GreaterOrEqual)));
    }

    // From x = y = 3 and 2·y = 3·2 would follow 2 = 3: the last factor is x. Nothing is divided by a list.
    [Fact]
    public void A_step_multiplies_what_is_equal()
    {
        var (x, y) = (S("x"), S("y"));
        Theorem? Of(Term a, Term b, Term first, Term next) =>
            Theorem.StepByQuotient(
                Given.Anything(s_void, a, Relation.Equal, b),
                Given.Anything(s_void, b, Relation.NotEqual, 0),
                Given.Anything(s_void, new Multiply([next, b]), Relation.Equal, new Multiply([3, first]))
            );

        Assert.NotNull(Of(x, y, x, 2));
        Assert.Null(Of(x, y, 2, 2));
        Assert.Null(Of(S("v"), y, S("v"), 2));
        Assert.Null(Of(x, y, x, S("v")));
    }

    private static Theorem? Binomial(int moment, Setting setting, string index = "k")
    {
        var quick = new QuickSearch();
        return quick.Find(setting, Is(s_n + new Number(-moment), Relation.GreaterOrEqual, 0)) is { } enough
            ? Theorem.BinomialTheorem(
                index,
                moment,
                enough,
                Given.Exists(setting, S("x")),
                Given.Exists(setting, S("y"))
            )
            : null;
    }

    // Σ k binom(n, k) x^k y^(n−k) is not n x (x + y)^(n−1) where that does not exist: n = 0, x = −y.
    [Fact]
    public void Moments_need_large_exponents()
    {
        Assert.NotNull(Binomial(0, s_setting));
        Assert.Null(Binomial(1, s_setting));
        Assert.NotNull(Binomial(1, Given.Of(Given.Integer("n", 1), Real("x"), Real("y"))));
        Assert.Null(Binomial(2, Given.Of(Given.Integer("n", 1), Real("x"), Real("y"))));
    }

    // For n = ½, or with x for the index, the sum is another one.
    [Fact]
    public void The_exponent_is_an_integer_and_the_index_free()
    {
        Assert.Null(Binomial(0, Given.Of(Real("n", Domain.Positive), Real("x"), Real("y"))));
        Assert.Null(Binomial(0, s_setting, "x"));
        Assert.Null(Binomial(0, s_setting, "n"));
        var positive = Given.Of(Real("n", Domain.Positive));
        Assert.Null(Theorem.SquaresOfBinomials("k", Given.Sign(positive, s_n, Relation.GreaterOrEqual)));
        Assert.NotNull(Theorem.SquaresOfBinomials("k", Given.Sign(s_setting, s_n, Relation.GreaterOrEqual)));
    }

    // From 0 = 0 and 5·0 = 7·0 nothing follows.
    [Fact]
    public void A_step_divides_by_what_is_not_0()
    {
        var setting = Given.Of(Real("x"), Real("y", Domain.Positive)).With(Is(S("x"), Relation.Equal, S("y")));
        var equal = Theorem.Assumption(setting, Is(S("x"), Relation.Equal, S("y")))!;
        var notZero = new QuickSearch().Find(setting, Is(S("y"), Relation.NotEqual, 0))!;
        var cross = Given.Equal(setting, new Multiply([2 * S("x"), S("y")]), new Multiply([2 * S("y"), S("x")]))!;

        Given.Says(Theorem.StepByQuotient(equal, notZero, cross), 2 * S("x"), Relation.Equal, 2 * S("y"));
        Assert.Null(Theorem.StepByQuotient(equal, Given.Sign(setting, Sqr(S("y")), Relation.NotEqual), cross));
        var other = Given.Equal(setting, new Multiply([2 * S("x"), S("x")]), new Multiply([2 * S("x"), S("x")]))!;
        Assert.Null(Theorem.StepByQuotient(equal, notZero, other));
    }
}
