// Induction on an integer, and the last member of a range.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class InductionTests
{
    private static readonly Setting s_setting = Given.Of(Length("n"));
    private static readonly Condition s_claim = Is(Given.N, Relation.GreaterOrEqual, 1);

    private static Theorem Start(int at) => Given.Shown(s_setting.Without("n")!, at, Relation.GreaterOrEqual, 1);

    private static Theorem Step(Setting setting) =>
        new QuickSearch().Find(setting.With(s_claim), s_claim.Substitute("n", Given.N + 1))
        ?? throw new InvalidOperationException();

    [Fact]
    public void From_the_least_value_and_each_next_one() =>
        Assert.NotNull(Theorem.Induction(s_setting, "n", s_claim, Start(1), Step(s_setting)));

    // n ≥ 2 fails at 1: the start is the least value.
    [Fact]
    public void It_begins_at_the_least_value()
    {
        var from0 = Given.Of(Given.Integer("n", 0));

        Assert.Null(Theorem.Induction(s_setting, "n", s_claim, Start(2), Step(s_setting)));
        Assert.Null(Theorem.Induction(from0, "n", s_claim, Start(1), Step(s_setting)));
    }

    // A step of another setting, or of a real number, is none.
    [Fact]
    public void The_step_is_that_of_an_integer_in_the_same_setting()
    {
        var reals = Given.Of(Real("n", Given.From(1, true, null, false)));

        Assert.Null(Theorem.Induction(reals, "n", s_claim, Start(1), Step(reals)));
        Assert.Null(
            Theorem.Induction(s_setting.With(Is(Given.N, Relation.Less, 3)), "n", s_claim, Start(1), Step(s_setting))
        );
    }

    // Σ_{i=3}^{n+1} i = Σ_{i=3}^n i + n + 1 fails at n = 1.
    [Fact]
    public void A_last_member_asks_for_a_range_that_has_one()
    {
        Fold Sum(int from, Term to) => new(FoldKind.Sum, "i", new Span(from, to), null, S("i"));
        Theorem? Split(int from, Theorem ordered) =>
            Theorem.LastMember(
                Given.Exists(s_setting, new Add([Sum(from, Given.N), Given.N + 1])),
                Given.Exists(s_setting, Sum(from, Given.N + 1)),
                ordered
            );
        var ordered = Given.Shown(s_setting, 1, Relation.LessOrEqual, Given.N + 1);

        Assert.NotNull(Split(1, ordered));
        Assert.Null(Split(3, ordered));
    }
}
