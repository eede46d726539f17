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
