// Integrals by limits of antiderivatives, in parts, within an interval; Euler's; equals for equals.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class IntegralRulesTests
{
    private static readonly Setting s_setting = Given.Of(Real("a"), Real("b", Domain.Positive));
    private static readonly Term s_t = S("t");

    private static Theorem? Improper(Term body, Term antiderivative, Term low, Term high, bool ascending = true)
    {
        var integral = ascending ? new Integral(body, "t", low, high) : new Integral(body, "t", high, low);
        var quick = new QuickSearch();
        var limits = new LimitValues(quick);
        return
            Theorem.Inside(s_setting, integral, ascending) is { } inside
            && quick.Exists(inside, antiderivative) is { } exists
            && Theorem.Slope(inside, antiderivative, "t") is { } slope
            && quick.Equal(inside, slope, body) is { } equal
            && limits.Value(s_setting, Theorem.AtEnd(antiderivative, "t", low, higher: false)) is { } atLow
            && limits.Value(s_setting, Theorem.AtEnd(antiderivative, "t", high, higher: true)) is { } atHigh
            ? Theorem.ImproperIntegral(
                integral,
                ascending,
                quick.Find(s_setting, Is(low, Relation.Less, high)),
                exists,
                equal,
                atLow,
                atHigh
            )
            : null;
    }

    private static Theorem? Value(Term body, Term low, Term high) =>
        new LimitValues(new QuickSearch()).Value(s_setting, new Integral(body, "t", low, high));

    [Fact]
    public void By_limits_at_the_ends()
    {
        Assert.NotNull(Improper(1 / Sqr(s_t), -(1 / s_t), 1, Term.Infinity));
        Assert.NotNull(Improper(Term.Log(s_t), s_t * Term.Log(s_t) - s_t, 0, 1));
        Assert.NotNull(Improper(1 / Sqr(s_t), -(1 / s_t), 1, Term.Infinity, ascending: false));
    }

    // ∫_1^∞ dt/t diverges, and so does ∫_0^1 dt/t².
    [Fact]
    public void Both_limits_are_finite()
    {
        Assert.Null(Improper(1 / s_t, Term.Log(s_t), 1, Term.Infinity));
        Assert.Null(Improper(1 / Sqr(s_t), -(1 / s_t), 0, 1));
        Assert.Null(Value(Term.Exp(-S("a") * s_t), 0, Term.Infinity));
        Assert.NotNull(Value(Term.Exp(-S("b") * s_t), 0, Term.Infinity));
    }

    // ∫_{−1}^1 dt/t² = −2 has a pole inside, ∫_0^π sec² = tan π − tan 0 = 0 too.
    [Fact]
    public void The_antiderivative_exists_all_the_way()
    {
        Assert.Null(Improper(1 / Sqr(s_t), -(1 / s_t), -1, 1));
        Assert.Null(Value(1 / Sqr(F(Function.Cos, s_t)), 0, Term.Pi));
        Assert.Null(Improper(0 * s_t, F(Function.Sign, s_t), -1, 1));
    }

    // ∫_a^b with an order that is not known.
    [Fact]
    public void The_ends_are_ordered()
    {
        Assert.Null(Improper(2 * s_t, Sqr(s_t), S("a"), S("b")));
        Assert.NotNull(Improper(2 * s_t, Sqr(s_t), -S("b"), S("b")));
    }

    private static Theorem? Within(Term body, Term antiderivative, Term low, Term high, RealInterval interval)
    {
        var integral = new Integral(body, "t", low, high);
        var quick = new QuickSearch();
        var over = Theorem.Over(s_setting, integral, interval);
        return
            quick.Exists(over, antiderivative) is { } exists
            && Theorem.Slope(over, antiderivative, "t") is { } slope
            && quick.Equal(over, slope, body) is { } equal
            ? Theorem.IntegralWithin(
                s_setting,
                integral,
                interval,
                exists,
                equal,
                [
                    .. Theorem
                        .Containments(integral, interval)
                        .Select(condition => quick.Find(s_setting, condition))
                        .OfType<Theorem>(),
                ]
            )
            : null;
    }

    // ∫_1^b dt/t = log b in both orders; not from 0, nor for a that may be negative.
    [Fact]
    public void Both_ends_lie_in_the_interval()
    {
        var positive = new RealInterval(Rational.Zero, false, null, false);

        Assert.NotNull(Within(1 / s_t, Term.Log(s_t), 1, S("b"), positive));
        Assert.NotNull(Within(1 / s_t, Term.Log(s_t), S("b"), 1, positive));
        Assert.Null(Within(1 / s_t, Term.Log(s_t), 0, S("b"), positive));
        Assert.Null(Within(1 / s_t, Term.Log(s_t), 1, S("a"), positive));
        Assert.Null(Within(1 / s_t, Term.Log(s_t), 1, Term.Infinity, positive));
    }

    // ∫_0^1 + ∫_1^(−1) is no ∫_0^(−1) by this rule, and different integrands do not add up.
    [Fact]
    public void Parts_are_in_order()
    {
        var (left, right, back) = (Value(s_t, 0, 1)!, Value(s_t, 1, 2)!, Value(s_t, 1, -1)!);
        var (below, above) = (
            Theorem.Numbers(s_setting, 0, Relation.LessOrEqual, 1)!,
            Theorem.Numbers(s_setting, 1, Relation.LessOrEqual, 2)!
        );

        Assert.NotNull(Theorem.IntegralOfParts(left, right, below, above));
        Assert.Null(Theorem.IntegralOfParts(left, back, below, above));
        Assert.Null(Theorem.IntegralOfParts(left, right, below, null));
        Assert.Null(Theorem.IntegralOfParts(right, left, below, above));
        Assert.Null(Theorem.IntegralOfParts(left, Value(Sqr(s_t), 1, 2)!, below, above));
    }

    // Γ(s) = ∫ for s > 0 only.
    [Fact]
    public void Eulers_integrals_of_positive_numbers()
    {
        var (positive, any) = (Given.Sign(s_setting, S("b"), Relation.Greater), Given.Exists(s_setting, S("a")));

        Assert.NotNull(Theorem.EulerIntegral("t", beta: false, positive, positive));
        Assert.NotNull(Theorem.EulerIntegral("t", beta: true, positive, positive));
        Assert.Null(Theorem.EulerIntegral("t", beta: false, any, positive));
        Assert.Null(Theorem.EulerIntegral("t", beta: true, positive, any));
        Assert.Null(Theorem.EulerIntegral("b", beta: false, positive, positive));
    }

    private static readonly Setting s_void = Given.Nowhere(Real("a"), Real("b", Domain.Positive));
    private static readonly Term s_infinity = Term.Infinity;
    private static readonly Term s_minusInfinity = new Negate(Term.Infinity);

    // What lies between 0 and 1 is in the domain, between a and b it is assumed; nothing is compared with ∞, which is no
    // number: at no point would such an assumption be defined, and everything would follow.
    [Fact]
    public void Between_the_ends()
    {
        Setting Between(Term low, Term high) =>
            Theorem.Inside(s_setting, new Integral(s_t, "t", low, high), ascending: true)!;

        Assert.Empty(Between(0, 1).Assumptions);
        Assert.Empty(Between(s_minusInfinity, s_infinity).Assumptions);
        Assert.Equal(
            [Is(s_t, Relation.Greater, S("a")), Is(s_t, Relation.Less, S("b"))],
            Between(S("a"), S("b")).Assumptions
        );
        // ∫_0^t dt, ∫_t^1 dt: the t of the end is another one.
        Assert.Null(Theorem.Inside(s_setting, new Integral(s_t, "t", 0, s_t), ascending: true));
        Assert.Null(Theorem.Inside(s_setting, new Integral(s_t, "t", s_t, 1), ascending: true));
        Assert.Null(Theorem.Inside(s_setting.With(Real("t")), new Integral(s_t, "t", 0, 1), ascending: true));
    }

    [Fact]
    public void Ends_are_approached_from_inside()
    {
        Assert.Equal(Side.Above, Theorem.AtEnd(s_t, "t", 0, higher: false).Side);
        Assert.Equal(Side.Below, Theorem.AtEnd(s_t, "t", 0, higher: true).Side);
        Assert.Equal(Side.Both, Theorem.AtEnd(s_t, "t", s_infinity, higher: true).Side);
        Assert.Equal(Side.Both, Theorem.AtEnd(s_t, "t", s_minusInfinity, higher: false).Side);
    }

    // ∫ f from low to high and what is asked of F.
    private sealed record Parts(
        Integral Integral,
        Theorem? Ordered,
        Theorem Exists,
        Theorem Equal,
        Theorem AtLow,
        Theorem AtHigh
    )
    {
        public static Parts Of(Term body, Term antiderivative, Term low, Term high)
        {
            var integral = new Integral(body, "t", low, high);
            var inside = Theorem.Inside(s_void, integral, ascending: true)!;
            return new(
                integral,
                Given.Anything(s_void, low, Relation.Less, high),
                Given.Anywhere(inside, antiderivative),
                Given.Anything(inside, Theorem.Slope(inside, antiderivative, "t")!, Relation.Equal, body),
                Given.Anything(s_void, Theorem.AtEnd(antiderivative, "t", low, higher: false), Relation.Equal, 3),
                Given.Anything(s_void, Theorem.AtEnd(antiderivative, "t", high, higher: true), Relation.Equal, 5)
            );
        }

        public Theorem? Apply() => Theorem.ImproperIntegral(Integral, true, Ordered, Exists, Equal, AtLow, AtHigh);
    }

    // ∫_0^1 2t dt is 1: of F = t² + 3 nothing follows from what holds for a < 5, for other ends, other terms or other limits,
    // and t² + sign(2t − 1), which has the slope 2t but at ½, would give 3.
    [Fact]
    public void An_improper_integral_asks_for_all_of_its_parts()
    {
        var whole = Parts.Of(2 * s_t, Sqr(s_t) + 3, 0, 1);
        var (inside, form) = (whole.Exists.Setting, whole.Exists.Existing!);
        var narrower = inside.With(Is(S("a"), Relation.Less, 5));
        var outside = s_void.With(Is(S("a"), Relation.Less, 5));

        Given.Says(whole.Apply(), whole.Integral, Relation.Equal, new Add([5, new Negate(3)]));
        Assert.Null((whole with { Ordered = null }).Apply());
        Assert.Null((whole with { Ordered = Given.Anything(s_void, 1, Relation.Less, 0) }).Apply());
        Assert.Null((whole with { Exists = Given.Anywhere(narrower, form) }).Apply());
        Assert.Null((whole with { Equal = Given.Anything(narrower, whole.Equal.Statement) }).Apply());
        Assert.Null((whole with { Equal = Given.Anything(inside, s_t, Relation.Equal, 2 * s_t) }).Apply());
        Assert.Null((whole with { Integral = whole.Integral with { Body = 3 * s_t } }).Apply());
        Assert.Null((whole with { AtHigh = Given.Anything(outside, whole.AtHigh.Statement) }).Apply());
        Assert.Null((whole with { AtHigh = whole.AtLow }).Apply());
        Assert.Null((whole with { AtLow = whole.AtHigh }).Apply());
        Assert.Null(Parts.Of(2 * s_t, Sqr(s_t) + F(Function.Sign, 2 * s_t - 1), 0, 1).Apply());
        Assert.Null(Parts.Of(F(Function.Floor, s_t), Sqr(s_t), 0, 1).Apply());
    }

    // ∫_{−∞}^∞ needs no order, ∫_∞^∞ and ∫_{−∞}^{−∞} have none: F would have two limits at one end.
    [Fact]
    public void Infinite_ends_are_ordered_by_their_signs()
    {
        Theorem? Unordered(Term low, Term high) =>
            (Parts.Of(Term.Exp(s_t), Term.Exp(s_t), low, high) with { Ordered = null }).Apply();

        Assert.NotNull(Unordered(s_minusInfinity, s_infinity));
        Assert.NotNull(Unordered(s_minusInfinity, 0));
        Assert.NotNull(Unordered(0, s_infinity));
        Assert.Null(Unordered(s_infinity, s_infinity));
        Assert.Null(Unordered(s_minusInfinity, s_minusInfinity));
        Assert.Null(Unordered(0, s_minusInfinity));
    }

    // The same within an interval that holds both ends.
    [Fact]
    public void An_integral_within_an_interval_asks_for_all_of_its_parts()
    {
        var interval = new RealInterval(Rational.Zero, true, null, false);
        Theorem? Apply(
            Term body,
            Term antiderivative,
            Setting? setting = null,
            Term? low = null,
            Term? high = null,
            Func<Setting, Setting>? exists = null,
            Func<Setting, Setting>? equal = null,
            Term? slope = null
        )
        {
            var outside = setting ?? s_void;
            var integral = new Integral(body, "t", low ?? 1, high ?? S("b"));
            var over = outside.Variable("t") is null ? Theorem.Over(outside, integral, interval) : outside;
            return Theorem.IntegralWithin(
                outside,
                integral,
                interval,
                Given.Anywhere(exists?.Invoke(over) ?? over, antiderivative),
                Given.Anything(
                    equal?.Invoke(over) ?? over,
                    slope ?? Theorem.Slope(over, antiderivative, "t")!,
                    Relation.Equal,
                    body
                ),
                [.. Theorem.Containments(integral, interval).Select(contained => Given.Anything(outside, contained))]
            );
        }

        Setting Narrower(Setting over) => over.With(Is(S("a"), Relation.Less, 5));

        var (body, form) = (2 * s_t, Sqr(s_t));
        Assert.NotNull(Apply(body, form));
        // ∫_1^t 2t dt with a t that is declared, or not, is about two of them.
        Assert.Null(Apply(body, form, s_void.With(Real("t", interval))));
        Assert.Null(Apply(body, form, low: s_t));
        Assert.Null(Apply(body, form, high: s_t));
        // What holds for a < 5; the slope of t³; functions that jump.
        Assert.Null(Apply(body, form, exists: Narrower, equal: Narrower));
        Assert.Null(Apply(body, form, equal: Narrower));
        Assert.Null(Apply(body, form, slope: s_t));
        Assert.Null(Apply(body, form + F(Function.Sign, s_t - 2)));
        Assert.Null(Apply(F(Function.Floor, s_t), form));
    }

    private static Theorem Known(Term body, Term low, Term high, Setting? setting = null, string name = "t") =>
        Given.Anything(setting ?? s_void, new Integral(body, name, low, high), Relation.Equal, 7);

    // ∫_0^1 t dt + ∫_2^3 t dt is no integral of its own, nor is ∫_0^1 a dt + ∫_1^2 a da, nor anything with a turn at ∞.
    [Fact]
    public void Parts_fit_together()
    {
        var a = S("a");
        Theorem Below(Term low, Term high) => Given.Anything(s_void, low, Relation.LessOrEqual, high);
        var (first, second) = (Known(a, 0, 1), Known(a, 1, 2));

        Assert.NotNull(Theorem.IntegralOfParts(first, second, Below(0, 1), Below(1, 2)));
        Assert.Null(Theorem.IntegralOfParts(first, Known(a, 2, 3), Below(0, 1), Below(2, 3)));
        Assert.Null(Theorem.IntegralOfParts(first, Known(a, 1, 2, name: "a"), Below(0, 1), Below(1, 2)));
        Assert.Null(Theorem.IntegralOfParts(first, second, null, Below(1, 2)));
        Assert.Null(Theorem.IntegralOfParts(first, second, Below(1, 0), Below(1, 2)));
        Assert.Null(
            Theorem.IntegralOfParts(
                first,
                Known(a, 1, 2, s_void.With(Is(a, Relation.Less, 5))),
                Below(0, 1),
                Below(1, 2)
            )
        );
        Assert.NotNull(Theorem.IntegralOfParts(Known(a, s_minusInfinity, 1), second, null, Below(1, 2)));
        Assert.NotNull(Theorem.IntegralOfParts(first, Known(a, 1, s_infinity), Below(0, 1), null));
        Assert.Null(
            Theorem.IntegralOfParts(Known(a, 0, s_infinity), Known(a, s_infinity, 2), null, Below(s_infinity, 2))
        );
        Assert.Null(
            Theorem.IntegralOfParts(
                Known(a, 0, s_minusInfinity),
                Known(a, s_minusInfinity, 2),
                Below(0, s_minusInfinity),
                null
            )
        );
    }

    // ∫ f = ∫ g where f = g between the ends: |t| = t holds there for 0 and b, not for −1 and 1.
    [Fact]
    public void Equal_integrands_are_equal_between_the_ends()
    {
        var size = F(Function.Abs, s_t);
        Theorem Equal(Term left, Term right, Term low, Term high) =>
            Given.Equal(Theorem.Inside(s_setting, new Integral(left, "t", low, high), ascending: true)!, left, right)!;
        Theorem Integral(Term body, Term low, Term high) => Value(body, low, high)!;
        var integral = new Integral(size, "t", 0, S("b"));
        var ordered = Given.Shown(s_setting, 0, Relation.Less, S("b"));
        var known = Integral(s_t, 0, S("b"));
        var equal = Equal(size, s_t, 0, S("b"));

        Given.Says(
            Theorem.IntegrandOf(integral, ordered, equal, known),
            integral,
            Relation.Equal,
            ((Compare)known.Statement).Right
        );
        // ∫_0^{−1} |t| dt = −½, ∫_0^{−1} t dt = ½: the order must be shown, and for these ends.
        Assert.Null(Theorem.IntegrandOf(integral, null, equal, known));
        Assert.Null(Theorem.IntegrandOf(integral, Given.Shown(s_setting, 0, Relation.Less, 1), equal, known));
        // ∫_{−1}^1 |t| dt = 1, ∫_{−1}^1 t dt = 0.
        Assert.Null(
            Theorem.IntegrandOf(
                new Integral(size, "t", -1, 1),
                Theorem.Numbers(s_setting, -1, Relation.Less, 1),
                equal,
                Integral(s_t, -1, 1)
            )
        );
        // The equation speaks of another integrand, the value of another integral.
        Assert.Null(Theorem.IntegrandOf(new Integral(Sqr(s_t), "t", 0, S("b")), ordered, equal, known));
        Assert.Null(Theorem.IntegrandOf(integral, ordered, equal, Integral(Sqr(s_t), 0, S("b"))));
        // Infinite ends are ordered by themselves.
        Theorem? Infinite(Term low, Term high)
        {
            var endless = new Integral(size, "t", low, high);
            var inside = Theorem.Inside(s_void, endless, ascending: true)!;
            return Theorem.IntegrandOf(
                endless,
                null,
                Given.Anything(inside, size, Relation.Equal, s_t),
                Known(s_t, low, high)
            );
        }

        Assert.NotNull(Infinite(s_minusInfinity, 0));
        Assert.NotNull(Infinite(0, s_infinity));
        Assert.Null(Infinite(0, s_minusInfinity));
        Assert.Null(Infinite(0, 1));
    }

    // ∫ a t = a ∫ t for a number a that is the same on both sides; a list of numbers has no such integral, and what exists
    // where b > 5 only does not exist here.
    [Fact]
    public void A_constant_factor_is_a_number_of_the_same_setting()
    {
        var setting = Given.Nowhere(Length("n"), Vector("v"), Real("a"));
        var value = Known(s_t, 0, 1, setting);

        Assert.NotNull(Theorem.ConstantFactor(value, Given.Anywhere(setting, S("a"))));
        Assert.Null(Theorem.ConstantFactor(value, Given.Anywhere(setting, S("v"))));
        Assert.Null(Theorem.ConstantFactor(value, Given.Anywhere(setting.With(Is(S("a"), Relation.Less, 5)), S("a"))));
        var declared = setting.With(Real("t"));
        Assert.Null(Theorem.ConstantFactor(Known(s_t, 0, 1, declared), Given.Anywhere(declared, s_t)));
    }

    // In ∫ t^{s−1} e^{−λt} dt the t of s or of λ would be that of the integral.
    [Fact]
    public void Eulers_integrals_are_of_numbers_free_of_the_variable()
    {
        var setting = Given.Nowhere(Length("n"), Vector("v"), Real("b"));
        Theorem Positive(Term term, Setting? where = null) =>
            Given.Anything(where ?? setting, term, Relation.Greater, 0);
        Theorem? Of(Term s, Term rate) => Theorem.EulerIntegral("t", beta: false, Positive(s), Positive(rate));

        Assert.NotNull(Of(S("b"), S("b") + 1));
        Assert.Null(Of(S("b") + s_t, S("b")));
        Assert.Null(Of(S("b"), S("b") + s_t));
        Assert.Null(Of(S("v"), S("b")));
        Assert.Null(Of(S("b"), S("v")));
        var declared = setting.With(Real("t"));
        Assert.Null(Theorem.EulerIntegral("t", beta: false, Positive(S("b"), declared), Positive(S("b"), declared)));
        Assert.Null(
            Theorem.EulerIntegral(
                "t",
                beta: false,
                Positive(S("b")),
                Positive(S("b"), setting.With(Is(S("b"), Relation.Less, 5)))
            )
        );
    }

    // From a = 2 where b > 1 nothing follows where b is less.
    [Fact]
    public void Equals_are_exchanged_where_they_are_equal()
    {
        var given = s_setting.With(Is(S("a"), Relation.Equal, 2));

        Assert.Null(
            Theorem.EqualsForEquals(
                Given.Assumed(given, S("a"), Relation.Equal, 2),
                Given.Exists(s_setting, S("a") + 1)
            )
        );
    }

    // ∫ t f is not t ∫ f.
    [Fact]
    public void A_constant_factor_is_constant()
    {
        var value = Value(s_t, 0, 1)!;

        Assert.NotNull(Theorem.ConstantFactor(value, Given.Exists(s_setting, S("a"))));
        var declared = s_setting.With(Real("t"));
        Assert.Null(Theorem.ConstantFactor(value, Given.Exists(declared, s_t)));
    }

    // Under a sum over a, a is another one than that of a = 2b.
    [Fact]
    public void Equals_for_equals_where_no_name_is_bound()
    {
        var given = Given.Of(Real("a"), Given.Integer("n", 1)).With(Is(S("a"), Relation.Equal, 2));
        var equal = Theorem.Assumption(given, Is(S("a"), Relation.Equal, 2))!;
        Term sum = new Fold(FoldKind.Sum, "a", new Span(1, S("n")), null, S("a"));

        Given.Says(
            Theorem.EqualsForEquals(equal, Given.Exists(given, S("a") + 1)),
            S("a") + 1,
            Relation.Equal,
            (Term)2 + 1
        );
        Given.Says(Theorem.EqualsForEquals(equal, Given.Exists(given, sum)), sum, Relation.Equal, sum);
    }
}
