// ∫ f = F(b) − F(a).
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class FundamentalTheoremTests
{
    private static readonly Setting s_setting = Given.Of(Real("a"));
    private static readonly Term s_t = S("t");

    private static Theorem? Integral(Term body, Term antiderivative, int low, int high, bool ascending = true)
    {
        var integral = new Integral(body, "t", low, high);
        var quick = new QuickSearch();
        return
            Theorem.Between(s_setting, integral, ascending) is { } inside
            && Theorem.Numbers(s_setting, ascending ? low : high, Relation.LessOrEqual, ascending ? high : low)
                is { } ordered
            && quick.Exists(inside, antiderivative) is { } exists
            && Theorem.Slope(inside, antiderivative, "t") is { } slope
            && quick.Equal(inside, slope, body) is { } equal
            ? Theorem.AntiderivativeOf(integral, ascending, ordered, exists, equal)
            : null;
    }

    [Fact]
    public void By_an_antiderivative()
    {
        Assert.NotNull(Integral(s_t, Sqr(s_t) / 2, 0, 1));
        Assert.NotNull(Integral(s_t, Sqr(s_t) / 2, 1, 0, ascending: false));
    }

    // ∫_{−1}^1 dt/t² = −2 fails: the antiderivative has a pole between.
    [Fact]
    public void The_antiderivative_must_exist_between() => Assert.Null(Integral(1 / Sqr(s_t), -(1 / s_t), -1, 1));

    // ∫_0^1 2t dt with t³ is not 1³.
    [Fact]
    public void The_slope_must_be_the_integrand() => Assert.Null(Integral(2 * s_t, new Power(s_t, 3), 0, 1));

    // The ends must be in the order that the variable is taken between them.
    [Fact]
    public void The_ends_must_be_ordered() => Assert.Null(Integral(s_t, Sqr(s_t) / 2, 1, 0));

    // ⌊t⌋ has slope 0 off the integers, and ∫_0^2 0 dt is not ⌊2⌋ − ⌊0⌋.
    [Fact]
    public void The_antiderivative_must_be_continuous() => Assert.Null(Integral(0 * s_t, F(Function.Floor, s_t), 0, 2));

    // ∫_0^a da: the variable is none that is declared.
    [Fact]
    public void The_variable_must_be_free() =>
        Assert.Null(Theorem.Between(s_setting, new Integral(S("a"), "a", 0, 1), ascending: true));
}
