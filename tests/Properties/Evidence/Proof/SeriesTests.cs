// Sums to infinity in closed form: what the rule says, and what would follow without each of its conditions.
using LossProofs.Audit;
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class SeriesTests
{
    private static readonly Setting s_inside = Given.Of(Real("x", Given.From(-1, false, 1, false)));

    private static Limit Sum(Term body, int from = 0) => Series.Of(FoldKind.Sum, "k", from, body);

    private static Sequence<SeriesPart> Parts(Term body) => InfiniteSums.Parts(body, "k", 0)!.Value;

    private static Theorem? Closed(Setting setting, Limit series, Sequence<SeriesPart> parts, Theorem equal) =>
        Given.MayExist(setting, Theorem.ValueOfParts(parts)!) is { } exists
            ? Theorem.SeriesInClosedForm(series, parts, equal, exists)
            : null;

    private static Theorem Each(Setting setting, Term body, Sequence<SeriesPart> parts, Variable? index = null)
    {
        var inner = setting.With(index ?? Given.Integer("j", 0));
        return Given.Equal(inner, body.Substitute("k", S("j") + Term.Zero), Theorem.SumOfParts(parts, S("j")))
            ?? throw new InvalidOperationException("the terms are not shown to be equal");
    }

    [Fact]
    public void A_geometric_series_has_its_value()
    {
        var power = new Power(Given.X, S("k"));
        var parts = Parts(power);
        var theorem = Closed(s_inside, Sum(power), parts, Each(s_inside, power, parts));
        Assert.True(theorem?.Statement is Compare(Limit, Relation.Equal, _), "not shown");
    }

    // Σ x^k = 1/(1 − x) fails at x = 2, where the series diverges.
    [Fact]
    public void It_converges()
    {
        var power = new Power(Given.X, S("k"));
        var parts = Parts(power);
        var reals = Given.Of(Real("x"));
        Assert.Null(Closed(reals, Sum(power), parts, Each(reals, power, parts)));
    }

    // Σ 1/k diverges, and Σ 1 does: there is no value at all.
    [Fact]
    public void What_falls_too_slowly_has_no_value()
    {
        Assert.Null(InfiniteSums.Value(Parts(Term.One / (S("k") + 1))[0]));
        Assert.Null(InfiniteSums.Value(Parts(new Power(1, S("k")))[0]));
        Assert.Null(InfiniteSums.Value(Parts(new Power(2, S("k")))[0]));
    }

    // That x^j = x^j for j ≥ 1 says nothing of the first term; what is shown of x^j says nothing of x^(j + 1).
    [Fact]
    public void Every_term_of_this_series_is_meant()
    {
        var power = new Power(Given.X, S("k"));
        var parts = Parts(power);
        var later = Each(s_inside, power, parts, Given.Integer("j", 1));
        Assert.Null(Closed(s_inside, Sum(power), parts, later));
        Assert.Null(Closed(s_inside, Sum(power, 1), parts, Each(s_inside, power, parts)));
    }

    // Without its guard 1/(1 − x) exists at x = 2, too.
    [Fact]
    public void The_value_exists_with_its_guard()
    {
        var power = new Power(Given.X, S("k"));
        var parts = Parts(power);
        var beyond = Given.Of(Real("x", Given.From(2, true, 3, true)));
        var bare = Given.Exists(beyond, Term.One / (Term.One - Given.X));
        Assert.Null(Theorem.SeriesInClosedForm(Sum(power), parts, Each(beyond, power, parts), bare));
    }

    [Theory]
    [InlineData(@"\sum_{k=0}^\infty x^k = \frac{1}{1-x}", "x in (-1,1)")]
    [InlineData(@"\sum_{k=1}^\infty k x^k = \frac{x}{(1-x)^2}", "x in (-1,1)")]
    [InlineData(@"\sum_{k\ge 0} \frac{x^k}{k!} = e^x", "x: real")]
    [InlineData(@"\sum_{k=1}^\infty \frac{x^k}{k} = -\log(1-x)", "x in [-1,1)")]
    [InlineData(@"\sum_{k=0}^\infty \frac{(-1)^k x^{2k+1}}{(2k+1)!} = \sin x", "x: real")]
    [InlineData(@"\sum_{k=0}^\infty \frac{(-1)^k x^{2k+1}}{2k+1} = \arctan x", "x in [-1,1]")]
    [InlineData(@"\sum_{k=1}^\infty k p (1-p)^{k-1} = \frac1p", "p in (0,1)")]
    [InlineData(@"\sum_{k=0}^\infty k \frac{\lambda^k e^{-\lambda}}{k!} = \lambda", @"\lambda: real > 0")]
    [InlineData(@"\sum_{k=1}^\infty \frac{1}{k(k+1)} = 1", "")]
    [InlineData(@"\sum_{k=1}^\infty \frac{1}{k^2} = \frac{\pi^2}{6}", "")]
    [InlineData(@"\sum_{k=1}^\infty \frac{(-1)^{k+1}}{k} = \log 2", "")]
    public void What_is_known_is_proved(string latex, string where) =>
        Assert.All(Asked.About(latex, where), claim => Assert.Equal(Verdict.Proved, claim.Verdict));

    [Theory]
    [InlineData(@"\sum_{k=0}^\infty x^k = \frac{1}{1+x}", "x in (-1,1)")]
    [InlineData(@"\sum_{k=1}^\infty \frac{x^k}{k!} = e^x", "x: real")]
    [InlineData(@"\sum_{k=0}^\infty k^2 \frac{\lambda^k e^{-\lambda}}{k!} = \lambda^2", @"\lambda: real > 0")]
    [InlineData(@"\sum_{k=1}^\infty \frac{1}{k^2} = \frac{\pi^2}{8}", "")]
    [InlineData(@"\sum_{k=1}^\infty \frac{1}{k(k+1)} = \frac{9}{10}", "")]
    public void A_false_value_is_refuted(string latex, string where) => Asked.Refuted(latex, where);

    // At x = 1 and beyond nothing is said; at x = 1 the sum over 1/k has no value.
    [Theory]
    [InlineData(@"\sum_{k=0}^\infty x^k = \frac{1}{1-x}", "x: real")]
    [InlineData(@"\sum_{k=1}^\infty \frac{x^k}{k} = -\log(1-x)", "x in [-1,1]")]
    [InlineData(@"\sum_{k=0}^\infty (-1)^k = \frac12", "")]
    [InlineData(@"\sum_{k=0}^\infty 2^k = -1", "")]
    public void What_diverges_is_not_proved(string latex, string where) =>
        Assert.All(Asked.About(latex, where), claim => Assert.NotEqual(Verdict.Proved, claim.Verdict));

    private static Theorem? Infinite(Term body, bool positive, Setting? each = null, int from = 1) =>
        Theorem.InfiniteSeries(
            Given.Reals,
            Sum(body, from),
            positive,
            Given.Exists(each ?? Theorem.TermsOf(Given.Reals, "j")!, body.Substitute("k", S("j") + (Term)from)),
            new QuickSearch(),
            4
        );

    [Fact]
    public void Terms_that_fall_like_a_harmonic_series_add_up_to_infinity()
    {
        Assert.NotNull(Infinite(Term.One / S("k"), positive: true));
        Assert.NotNull(Infinite(-Term.One / F(Function.Sqrt, S("k")), positive: false));
    }

    // Σ 1/k² = π²/6; Σ −1/k is no +∞.
    [Fact]
    public void They_do_not_fall_faster_and_have_the_sign()
    {
        Assert.Null(Infinite(Term.One / Sqr(S("k")), positive: true));
        Assert.Null(Infinite(-Term.One / S("k"), positive: true));
    }

    // Σ_{k=0}^∞ 1/k has a term that does not exist: what is shown of 1/(j + 1) says nothing of it.
    [Fact]
    public void Every_term_exists()
    {
        var each = Given.Exists(Theorem.TermsOf(Given.Reals, "j")!, Term.One / (S("j") + Term.One));
        Assert.Null(
            Theorem.InfiniteSeries(Given.Reals, Sum(Term.One / S("k")), positive: true, each, new QuickSearch(), 4)
        );
    }

    [Theory]
    [InlineData(@"\sum_{k=1}^\infty \frac1k = \infty", "")]
    [InlineData(@"\sum_{k=0}^\infty (k+1) = \infty", "")]
    public void What_adds_up_to_infinity_is_proved(string latex, string where) =>
        Assert.All(Asked.About(latex, where), claim => Assert.Equal(Verdict.Proved, claim.Verdict));

    [Theory]
    [InlineData(@"\sum_{k=1}^\infty \frac{1}{\sqrt k} = 5")]
    [InlineData(@"\sum_{k=1}^\infty \frac1k = 2")]
    [InlineData(@"\sum_{k=0}^\infty 2^k = -1")]
    public void A_number_as_the_value_of_what_diverges_is_refuted(string latex) => Asked.Refuted(latex);
}
