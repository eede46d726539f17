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
