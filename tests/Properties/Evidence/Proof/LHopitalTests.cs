// lim n/d = lim n'/d' where both vanish.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class LHopitalTests
{
    private static readonly Setting s_setting = Given.Of(Real("a"));
    private static readonly Setting s_void = Given.Nowhere(Real("a", Domain.Positive));
    private static readonly Term s_t = S("t");

    private static Limit To(Term body, Term point, Side side = Side.Both) => new(body, "t", point, side);

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

    // n/d at 0 and all that is asked of it.
    private sealed record Fraction(
        Limit Limit,
        Rational Radius,
        Theorem Equal,
        Theorem NumeratorThere,
        Theorem DenominatorThere,
        Theorem NumeratorZero,
        Theorem DenominatorZero,
        Theorem SlopeExists,
        Theorem Slope,
        Theorem Quotient
    )
    {
        public static Fraction Of(Term n, Term d)
        {
            var limit = To(n / d, 0, Side.Above);
            var near = Theorem.Neighbourhood(s_void, limit, 1)!;
            var (top, bottom) = (Theorem.Slope(near, n, "t")!, Theorem.Slope(near, d, "t")!);
            return new(
                limit,
                1,
                Given.Anything(near, n / d, Relation.Equal, new Divide(n, d)),
                Given.MayExist(s_void, n.Substitute("t", 0), open: true)!,
                Given.MayExist(s_void, d.Substitute("t", 0), open: true)!,
                Given.Anything(s_void, n.Substitute("t", 0), Relation.Equal, 0),
                Given.Anything(s_void, d.Substitute("t", 0), Relation.Equal, 0),
                Given.Anywhere(near, top),
                Given.Anything(near, bottom, Relation.NotEqual, 0),
                Given.Anything(s_void, limit with { Body = new Divide(top, bottom) }, Relation.Equal, 1)
            );
        }

        public Theorem? Apply() =>
            Theorem.LHopital(
                Limit,
                Radius,
                Equal,
                NumeratorThere,
                DenominatorThere,
                NumeratorZero,
                DenominatorZero,
                SlopeExists,
                Slope,
                Quotient
            );
    }

    private static readonly Fraction s_whole = Fraction.Of(F(Function.Sin, s_t), s_t);

    [Fact]
    public void With_all_that_it_asks_for_it_applies() => Given.Says(s_whole.Apply(), s_whole.Limit, Relation.Equal, 1);

    // t/t² has no limit, and sin t/t at 1 is none of 0/0: the equation is that of the limit, on its own neighbourhood.
    [Fact]
    public void The_fraction_is_that_of_the_limit()
    {
        var near = s_whole.Equal.Setting;

        Assert.Null((s_whole with { Limit = s_whole.Limit with { Body = F(Function.Cos, s_t) } }).Apply());
        Assert.Null((s_whole with { Limit = s_whole.Limit with { Side = Side.Both } }).Apply());
        Assert.Null((s_whole with { Radius = 2 }).Apply());
        var less = near.With(Is(S("a"), Relation.Greater, 5));
        Assert.Null((s_whole with { Equal = Given.Anything(less, s_whole.Equal.Statement) }).Apply());
        Assert.Null((s_whole with { SlopeExists = Given.Anything(less, s_whole.SlopeExists.Statement) }).Apply());
        Assert.Null((s_whole with { Slope = Given.Anything(less, s_whole.Slope.Statement) }).Apply());
    }

    // (t² sin 1/t)/t: the slope of another term, a slope of the denominator that vanishes, the limit of another fraction.
    [Fact]
    public void The_slopes_are_those_of_numerator_and_denominator()
    {
        var near = s_whole.Equal.Setting;
        var limit = s_whole.Limit;

        Assert.Null((s_whole with { SlopeExists = Given.Anywhere(near, s_t) }).Apply());
        Assert.Null((s_whole with { Slope = Given.Anything(near, s_t, Relation.NotEqual, 0) }).Apply());
        Assert.Null(
            (
                s_whole with
                {
                    Slope = Given.Anything(near, ((Compare)s_whole.Slope.Statement).Left, Relation.GreaterOrEqual, 0),
                }
            ).Apply()
        );
        Assert.Null(
            (s_whole with { Quotient = Given.Anything(s_void, limit with { Body = s_t }, Relation.Equal, 1) }).Apply()
        );
    }

    // (1 + t)/t, t/(1 + t): both vanish at the point, are defined there with room around, and under the same assumptions.
    [Fact]
    public void Both_vanish_and_exist_at_the_point()
    {
        var elsewhere = s_void.With(Is(S("a"), Relation.Greater, 5));

        Assert.Null((s_whole with { NumeratorZero = Given.Anything(s_void, 1, Relation.Equal, 0) }).Apply());
        Assert.Null((s_whole with { DenominatorZero = Given.Anything(s_void, 1, Relation.Equal, 0) }).Apply());
        Assert.Null(
            (s_whole with { NumeratorZero = Given.Anything(elsewhere, s_whole.NumeratorZero.Statement) }).Apply()
        );
        Assert.Null((s_whole with { NumeratorThere = Given.MayExist(s_void, 5, open: true)! }).Apply());
        Assert.Null((s_whole with { DenominatorThere = Given.MayExist(s_void, 5, open: true)! }).Apply());
        Assert.Null((s_whole with { NumeratorThere = Given.Exists(s_void, F(Function.Sin, 0)) }).Apply());
        Assert.Null(
            (s_whole with { NumeratorThere = Given.MayExist(elsewhere, F(Function.Sin, 0), open: true)! }).Apply()
        );
    }

    // t + sign t and t: both are 0 at 0, the slopes are 1 for t > 0, and the quotient tends to ∞; 0^t − 1 is 0 at 0 and −1
    // for t > 0.
    [Fact]
    public void Numerator_and_denominator_are_continuous()
    {
        var (step, jump) = (s_t + F(Function.Sign, s_t), new Power(0, s_t) - 1);

        Assert.Null(Fraction.Of(step, s_t).Apply());
        Assert.Null(Fraction.Of(s_t, step).Apply());
        Assert.Null(Fraction.Of(jump, s_t).Apply());
        Assert.Null(Fraction.Of(s_t, jump).Apply());
    }
}
