// What is not negative inside is not negative at the ends, either.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class ClosureTests
{
    private static Theorem? Closed(
        Domain whole,
        Domain inside,
        Term term,
        Relation relation = Relation.GreaterOrEqual
    ) =>
        Theorem.Closure(
            Given.Exists(Given.Of(Real("x", whole)), term),
            "x",
            Given.Sign(Given.Of(Real("x", inside)), term, relation)
        );

    private static readonly Domain s_closed = Given.From(0, true, 1, true);
    private static readonly Domain s_open = Given.From(0, false, 1, false);

    [Fact]
    public void By_continuity() => Given.Says(Closed(s_closed, s_open, Given.X), Given.X, Relation.GreaterOrEqual, 0);

    // x > 0 fails at 0.
    [Fact]
    public void Strict_signs_do_not_carry_over() => Assert.Null(Closed(s_closed, s_open, Given.X, Relation.Greater));

    // x ≥ 0 is not 2x − 1 ≥ 0; −⌊x⌋ is 0 inside of (0, 1) and −1 at 1; where x = 0 is assumed nothing is inside, and
    // x − 1 ≥ 0 fails at 0.
    [Fact]
    public void Of_one_continuous_term_and_of_nothing_that_is_assumed()
    {
        Setting On(Domain domain) => Given.Nowhere(Real("x", domain));
        var nought = Is(Given.X, Relation.Equal, 0);
        var step = -F(Function.Floor, Given.X);

        Assert.NotNull(
            Theorem.Closure(
                Given.Anywhere(On(s_closed), Given.X),
                "x",
                Given.Anything(On(s_open), Given.X, Relation.GreaterOrEqual, 0)
            )
        );
        Assert.Null(
            Theorem.Closure(
                Given.Exists(Given.Of(Real("x", s_closed)), 2 * Given.X - 1),
                "x",
                Given.Sign(Given.Of(Real("x", s_open)), Given.X, Relation.GreaterOrEqual)
            )
        );
        Assert.Null(
            Theorem.Closure(
                Given.Anywhere(On(s_closed), step),
                "x",
                Given.Anything(On(s_open), step, Relation.GreaterOrEqual, 0)
            )
        );
        Assert.Null(
            Theorem.Closure(
                Given.Anywhere(On(s_closed).With(nought), Given.X),
                "x",
                Given.Anything(On(s_open).With(nought), Given.X, Relation.GreaterOrEqual, 0)
            )
        );
        Assert.Null(
            Theorem.Closure(
                Given.Anywhere(On(s_closed), Given.X),
                "x",
                Given.Anything(On(s_open).With(nought), Given.X, Relation.GreaterOrEqual, 0)
            )
        );
    }

    // ⌊x⌋ − x + 1 > 0; 1 − ⌊x⌋ − … : steps jump at ends.
    [Fact]
    public void Steps_jump_at_ends() => Assert.False(Theorem.IsContinuous(F(Function.Floor, Given.X)));

    // x ≥ 0 on (0, 1) says nothing of [−1, 1].
    [Fact]
    public void Only_the_ends_are_added() => Assert.Null(Closed(Given.From(-1, true, 1, true), s_open, Given.X));
}
