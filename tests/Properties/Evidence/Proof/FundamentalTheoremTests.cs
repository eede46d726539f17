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

    private static readonly Setting s_void = Given.Nowhere(Real("a"));

    // ∫_0^1 f and what is asked of F: F' = f between the ends.
    private sealed record Parts(Integral Integral, Theorem Ordered, Theorem Exists, Theorem Equal)
    {
        public static Parts Of(Term body, Term antiderivative)
        {
            var integral = new Integral(body, "t", 0, 1);
            var inside = Theorem.Between(s_void, integral, ascending: true)!;
            return new(
                integral,
                Given.Anything(s_void, 0, Relation.LessOrEqual, 1),
                Given.Anywhere(inside, antiderivative),
                Given.Anything(inside, Theorem.Slope(inside, antiderivative, "t")!, Relation.Equal, body)
            );
        }

        public Theorem? Apply() => Theorem.AntiderivativeOf(Integral, true, Ordered, Exists, Equal);
    }

    // ∫_0^1 2t dt = 1, with −1/t in place of t² it would be −1 − (−1/0); 0 ≤ 2 is no order of 0 and 1; from a ≤ 5 or from
    // another interval nothing follows.
    [Fact]
    public void Everything_is_said_between_the_ends()
    {
        var whole = Parts.Of(2 * s_t, Sqr(s_t));
        var inside = whole.Exists.Setting;
        var narrower = inside.With(Is(S("a"), Relation.Less, 5));

        Assert.NotNull(whole.Apply());
        Assert.Null((whole with { Ordered = Given.Anything(s_void, 0, Relation.LessOrEqual, 2) }).Apply());
        Assert.Null((whole with { Exists = Given.Anywhere(narrower, Sqr(s_t)) }).Apply());
        Assert.Null((whole with { Equal = Given.Anything(narrower, whole.Equal.Statement) }).Apply());
        Assert.Null((whole with { Equal = Given.Anything(inside, s_t, Relation.Equal, 2 * s_t) }).Apply());
        Assert.Null((whole with { Integral = whole.Integral with { Body = 3 * s_t } }).Apply());
    }

    // t² + sign(2t − 1) has the slope 2t but at ½, and F(1) − F(0) = 3; of an integrand that jumps F has no slope there.
    [Fact]
    public void Integrand_and_antiderivative_are_continuous()
    {
        Assert.Null(Parts.Of(2 * s_t, Sqr(s_t) + F(Function.Sign, 2 * s_t - 1)).Apply());
        Assert.Null(Parts.Of(F(Function.Floor, s_t), Sqr(s_t)).Apply());
    }

    // ∫_0^a da: the variable is none that is declared.
    [Fact]
    public void The_variable_must_be_free() =>
        Assert.Null(Theorem.Between(s_setting, new Integral(S("a"), "a", 0, 1), ascending: true));
}
