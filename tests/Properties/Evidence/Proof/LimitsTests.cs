// Limits by continuity, by l'Hôpital's rule, at infinity.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class LimitsTests
{
    private static readonly Setting s_setting = Given.Of(Real("a"));
    private static readonly Term s_t = S("t");

    private static Limit To(Term body, Term point, Side side = Side.Both) => new(body, "t", point, side);

    private static Theorem? Continuous(Limit limit, Term form)
    {
        var near = Theorem.Neighbourhood(s_setting, limit, Q1(1));
        var quick = new QuickSearch();
        return
            near is not null
            && quick.Equal(near, limit.Body, form) is { } equal
            && Given.MayExist(s_setting, form.Substitute("t", limit.Point), open: true) is { } there
            ? Theorem.LimitByContinuity(limit, Q1(1), equal, there)
            : null;
    }

    private static Rational Q1(int value) => value;

    [Fact]
    public void A_continuous_term_tends_to_its_value() =>
        Given.Says(Continuous(To(s_t * s_t / s_t, 0), s_t), To(s_t * s_t / s_t, 0), Relation.Equal, 0);

    // lim_{t→0} √t = 0 fails: nothing is on the left of 0.
    [Fact]
    public void The_term_must_exist_on_both_sides()
    {
        var root = F(Function.Sqrt, s_t);

        Assert.Null(Continuous(To(root, 0), root));
        Assert.Null(Continuous(To(root, 0, Side.Above), root));
    }

    // lim_{t→1} ⌊t⌋ = 1 fails from the left.
    [Theory]
    [InlineData(Function.Floor)]
    [InlineData(Function.Ceiling)]
    public void The_form_must_be_continuous(Function step) =>
        Assert.Null(Continuous(To(F(step, s_t), 1), F(step, s_t)));

    // lim_{t→0} 1/t is none.
    [Fact]
    public void The_form_must_exist_at_the_point() => Assert.Null(Continuous(To(1 / s_t, 0), 1 / s_t));

    // lim_{t→a} of a term is about another t than the one that is declared.
    [Fact]
    public void The_variable_must_be_free() =>
        Assert.Null(Theorem.Neighbourhood(s_setting, new Limit(S("a"), "a", 0, Side.Both), 1));

    // At infinity the way there is one of reals, and its name is new: in x = 1/w a term in w would mean another.
    [Fact]
    public void The_new_name_is_free()
    {
        Assert.Null(Theorem.BroughtToZero(To(s_t + S("w"), Term.Infinity), "w", exponential: false));
        Assert.Null(Theorem.BroughtToZero(To(s_t, 0), "w", exponential: false));
        Assert.Equal(
            new Limit(Term.One / S("w"), "w", 0, Side.Above),
            Theorem.BroughtToZero(To(s_t, Term.Infinity), "w", exponential: false)
        );
    }

    // l'Hôpital's rule for (t + 1)/t, whose numerator is not 0 there, would give 1.
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Numerator_and_denominator_must_be_0_there(int offset, bool applies)
    {
        Term n = F(Function.Sin, s_t) + offset;
        var limit = To(n / s_t, 0);
        var near = Theorem.Neighbourhood(s_setting, limit, 1)!;
        var quick = new QuickSearch();
        var (top, bottom) = (Theorem.Slope(near, n, "t")!, Theorem.Slope(near, s_t, "t")!);
        var inner = limit with { Body = top / bottom };
        var value = new LimitValues(quick).Value(s_setting, inner)!;
        Term there = n.Substitute("t", Term.Zero);
        var zero = quick.Equal(s_setting, there, offset)!;

        var result = Theorem.LHopital(
            limit,
            1,
            quick.Equal(near, n / s_t, n / s_t)!,
            Given.MayExist(s_setting, there, open: true)!,
            Given.MayExist(s_setting, Term.Zero, open: true)!,
            zero,
            quick.Equal(s_setting, Term.Zero, Term.Zero)!,
            Given.Exists(near, top),
            quick.Find(near, Is(bottom, Relation.NotEqual, 0))!,
            value
        );

        Assert.Equal(applies, result is not null);
    }

    // The name of a limit's variable may not be one that stands in the body.
    [Fact]
    public void A_bound_name_may_not_capture()
    {
        var theorem = Continuous(To(s_t + S("a"), 0), s_t + S("a"))!;
        var limit = new Limit(S("u") + S("a"), "u", 0, Side.Both);

        Assert.NotNull(Theorem.BoundName(theorem, limit));
        Assert.Null(Theorem.BoundName(theorem, new Limit(S("a") + S("a"), "a", 0, Side.Both)));
    }
}
