// Limits by continuity, by l'Hôpital's rule, at infinity.
using LossProofs.Audit;
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

    // Within 1 of ∞, within 0 of 0 or within 1 of a point that moves along there is no place: everything would hold there.
    [Fact]
    public void A_neighbourhood_has_points()
    {
        Assert.NotNull(Theorem.Neighbourhood(s_setting, To(s_t, 0), 1));
        Assert.Null(Theorem.Neighbourhood(s_setting, To(s_t, Term.Infinity), 1));
        Assert.Null(Theorem.Neighbourhood(s_setting, To(s_t, new Negate(Term.Infinity)), 1));
        Assert.Null(Theorem.Neighbourhood(s_setting, To(s_t, s_t + 1), 1));
        Assert.Null(Theorem.Neighbourhood(s_setting, To(s_t, 0), 0));
        Assert.Null(Theorem.Neighbourhood(s_setting, To(s_t, 0), -1));
    }

    // lim |t|/t = 1 fails from the left, lim cos = sin 0 and lim t = 5 fail; what exists at the point without room around
    // is not continuous there.
    [Fact]
    public void Form_value_and_neighbourhood_belong_to_the_limit()
    {
        var quick = new QuickSearch();
        Theorem Near(Side side, Term left, Term right) =>
            quick.Equal(Theorem.Neighbourhood(s_setting, To(s_t, 0, side), 1)!, left, right)!;
        Theorem There(Term value) => Given.MayExist(s_setting, value, open: true)!;
        var unit = F(Function.Abs, s_t) / s_t;

        Assert.NotNull(Theorem.LimitByContinuity(To(unit, 0, Side.Above), 1, Near(Side.Above, unit, 1), There(1)));
        Assert.Null(Theorem.LimitByContinuity(To(unit, 0), 1, Near(Side.Above, unit, 1), There(1)));
        var sine = F(Function.Sin, s_t);
        Assert.Null(
            Theorem.LimitByContinuity(
                To(F(Function.Cos, s_t), 0),
                1,
                Near(Side.Both, sine, sine),
                There(F(Function.Sin, 0))
            )
        );
        Assert.Null(Theorem.LimitByContinuity(To(s_t, 0), 1, Near(Side.Both, s_t, s_t), There(5)));
        Assert.Null(Theorem.LimitByContinuity(To(s_t, 0), 1, Near(Side.Both, s_t, s_t), Given.Exists(s_setting, 0)));
    }

    // lim_{t→0+} 0^t = 0^0 = 1 fails: 0^t is 0 for t > 0. So does lim x^t = 1 for x = 0, and max(0, −t)^t → 1.
    [Fact]
    public void A_power_whose_exponent_moves_has_a_positive_base()
    {
        var setting = Given.Of(Real("a", Given.From(0, true, 1, true)));
        var quick = new QuickSearch();
        Theorem? Tends(Term form)
        {
            var limit = To(form, 0, Side.Above);
            return Theorem.LimitByContinuity(
                limit,
                1,
                quick.Equal(Theorem.Neighbourhood(setting, limit, 1)!, form, form)!,
                Given.MayExist(setting, form.Substitute("t", 0), open: true)!
            );
        }

        Assert.Null(Tends(new Power(0, s_t)));
        Assert.Null(Tends(1 + new Power(S("a"), s_t)));
        Assert.Null(Tends(new Power(F(Function.Max, 0, -s_t), 2 * s_t)));
        Assert.NotNull(Tends(new Power(2, s_t)));
        Assert.NotNull(Tends(new Power(Term.E, s_t)));
        Assert.NotNull(Tends(Term.Exp(S("a") * s_t)));
        Assert.NotNull(Tends(new Power(s_t, 2)));
    }

    // From the documents' point of view: 1 for every p but 0, where it is 0.
    [Theory]
    [InlineData(@"\lim_{t\to 0^+} 0^t = 1", null)]
    [InlineData(@"\lim_{t\to 0^+} p^t = 1", "p: real in [0, 1]")]
    [InlineData(@"\lim_{t\to 0^+} (1-p)^{2t} = 1", "p: real in [0, 1]")]
    [InlineData(@"\lim_{t\to 0^+} \frac{p^t - 1 + t}{t} = 1", "p: real in [0, 1]")]
    [InlineData(@"\lim_{t\to\infty} p^{1/t} = 1", "p: real in [0, 1]")]
    public void Powers_of_what_may_be_0_are_not_proved_to_tend_to_1(string latex, string? where) =>
        Assert.All(Asked.About(latex, where ?? ""), claim => Assert.NotEqual(Verdict.Proved, claim.Verdict));

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

    // The name of a limit's variable may not be one that stands in the body.
    [Fact]
    public void A_bound_name_may_not_capture()
    {
        var theorem = Continuous(To(s_t + S("a"), 0), s_t + S("a"))!;
        var limit = new Limit(S("u") + S("a"), "u", 0, Side.Both);

        Assert.NotNull(Theorem.BoundName(theorem, limit));
        Assert.Null(Theorem.BoundName(theorem, new Limit(S("a") + S("a"), "a", 0, Side.Both)));
    }

    // lim_{t→0} 2t = 0 is not lim_{u→0} (u + t) = 0, which is t; lim t at 0 is not that at 1, lim |t|/t from above not that
    // from both sides; and a value that speaks of t speaks of another t under the new name.
    [Fact]
    public void Only_the_name_changes()
    {
        var theorem = Continuous(To(s_t + s_t, 0), s_t + s_t)!;
        var u = S("u");

        Assert.NotNull(Theorem.BoundName(theorem, new Limit(u + u, "u", 0, Side.Both)));
        Assert.Null(Theorem.BoundName(theorem, new Limit(u + s_t, "u", 0, Side.Both)));
        Assert.Null(Theorem.BoundName(theorem, new Limit(u + u, "u", 1, Side.Both)));
        Assert.Null(Theorem.BoundName(theorem, new Limit(u + u, "u", 0, Side.Above)));
        var nowhere = Given.Nowhere();
        Assert.Null(
            Theorem.BoundName(Given.Anything(nowhere, To(s_t, 0), Relation.Equal, s_t), new Limit(u, "u", 0, Side.Both))
        );
    }

    // lim_{t→∞} 1/t = lim_{w→0+} w; of another limit, or where w or t is a declared number, it says something else.
    [Fact]
    public void A_limit_at_infinity_is_the_one_at_0()
    {
        var limit = To(1 / s_t, Term.Infinity);
        var moved = Theorem.BroughtToZero(limit, "w", exponential: false)!;
        Theorem? From(Setting setting, Term known, Term value) =>
            Theorem.LimitAtInfinity(
                limit,
                "w",
                exponential: false,
                Given.Anything(setting, known, Relation.Equal, value)
            );

        Given.Says(From(Given.Nowhere(), moved, 0), limit, Relation.Equal, 0);
        Assert.Null(From(Given.Nowhere(), moved with { Body = S("w") }, 0));
        Assert.Null(From(Given.Nowhere(), moved, S("w")));
        Assert.Null(From(Given.Nowhere(Real("w")), moved, 0));
        Assert.Null(From(Given.Nowhere(Real("t")), moved, 0));
        Assert.NotNull(Theorem.BroughtToZero(To(s_t, new Negate(Term.Infinity)), "w", exponential: true));
    }
}
