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

    // From C(1) and "C(n + 1) where C(n) and n > 5" nothing follows for 2; from C(n + 2), or from C(n), neither; and where the
    // beginning holds for y > 5 only, the rest does.
    [Fact]
    public void Start_and_step_are_those_of_the_claim()
    {
        var setting = Given.Nowhere(Given.Integer("n", 1), Real("y"));
        var claim = Is(Given.N, Relation.LessOrEqual, Given.Y);
        Theorem Begins(Setting others) => Given.Anything(others, claim.Substitute("n", 1));
        Theorem Goes(Setting where, Term next) => Given.Anything(where, claim.Substitute("n", next));
        var (others, inner) = (setting.Without("n")!, setting.With(claim));

        Assert.NotNull(Theorem.Induction(setting, "n", claim, Begins(others), Goes(inner, Given.N + 1)));
        Assert.Null(Theorem.Induction(setting, "n", claim, Begins(others), Goes(inner, Given.N + 2)));
        Assert.Null(Theorem.Induction(setting, "n", claim, Begins(others), Goes(inner, Given.N)));
        Assert.Null(
            Theorem.Induction(
                setting,
                "n",
                claim,
                Begins(others),
                Goes(inner.With(Is(Given.N, Relation.Greater, 5)), Given.N + 1)
            )
        );
        Assert.Null(
            Theorem.Induction(
                setting,
                "n",
                claim,
                Begins(others.With(Is(Given.Y, Relation.Greater, 5))),
                Goes(inner, Given.N + 1)
            )
        );
    }

    // An integer n ≥ ½ is never ½: what holds there says nothing of 1.
    [Fact]
    public void The_least_value_is_taken()
    {
        var setting = Given.Nowhere(new Variable("n", [], new Integers(Q(1, 2), null), Provenance.Declared));
        var start = Given.Anything(setting.Without("n")!, s_claim.Substitute("n", Q(1, 2)));

        Assert.Null(
            Theorem.Induction(
                setting,
                "n",
                s_claim,
                start,
                Given.Anything(setting.With(s_claim), s_claim.Substitute("n", Given.N + 1))
            )
        );
        Assert.Null(
            Theorem.FirstInteger(
                setting,
                "n",
                s_claim,
                start,
                Given.Anything(
                    Setting.Of(
                        [new Variable("n", [], new Integers(Q(3, 2), null), Provenance.Declared)],
                        setting.Assumptions
                    ),
                    s_claim
                )
            )
        );
    }

    // Σ_{i=1}^{n+2} i is not Σ_{i=1}^n i + n + 2, nor Σ_{i=1}^{n+1} i one of n², and Π is split by a product: 2! ≠ 1! + 2.
    [Fact]
    public void One_member_is_split_off()
    {
        Fold Over(FoldKind kind, Term to) => new(kind, "i", new Span(1, to), null, S("i"));
        Theorem? Split(Term whole, Term split, Term to) =>
            Theorem.LastMember(
                Given.Exists(s_setting, split),
                Given.Exists(s_setting, whole),
                Given.Shown(s_setting, 1, Relation.LessOrEqual, to)
            );
        var (sum, product, next) = (Over(FoldKind.Sum, Given.N), Over(FoldKind.Product, Given.N), Given.N + 1);

        Assert.NotNull(Split(Over(FoldKind.Product, next), new Multiply([product, next]), next));
        Assert.Null(Split(Over(FoldKind.Product, next), new Add([product, next]), next));
        Assert.Null(Split(Over(FoldKind.Sum, next), new Add([sum, Sqr(Given.N)]), next));
        Assert.Null(Split(Over(FoldKind.Sum, Given.N + 2), new Add([sum, Given.N + 2]), Given.N + 2));
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
