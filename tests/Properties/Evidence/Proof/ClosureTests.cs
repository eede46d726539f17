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

    // ⌊x⌋ − x + 1 > 0; 1 − ⌊x⌋ − … : steps jump at ends.
    [Fact]
    public void Steps_jump_at_ends() => Assert.False(Theorem.IsContinuous(F(Function.Floor, Given.X)));

    // x ≥ 0 on (0, 1) says nothing of [−1, 1].
    [Fact]
    public void Only_the_ends_are_added() => Assert.Null(Closed(Given.From(-1, true, 1, true), s_open, Given.X));
}
