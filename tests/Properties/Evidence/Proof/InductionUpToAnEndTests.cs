// Induction up to an end; what holds at the first integer and from the next one on.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

public sealed class InductionUpToAnEndTests
{
    private static readonly Setting s_setting = Given.Of(Length("n"), Vector("x", Given.From(0, true, 1, true)));
    private static readonly Condition s_claim = Is(
        new Fold(FoldKind.Sum, "i", new Span(1, S("k")), null, At("x", S("i"))),
        Relation.GreaterOrEqual,
        0
    );

    private static Theorem Ordered(Setting setting) => Given.Shown(setting, 1, Relation.LessOrEqual, Given.N);

    private static Theorem Shown(Setting setting, Condition claim) =>
        new QuickSearch().Find(setting, claim)?.In(setting) ?? throw new InvalidOperationException();

    private static Theorem Step(Setting setting, Term from, Term to) =>
        Shown(
            setting
                .With(
                    new Variable("k", [], new Integers(from, new Add([to, new Negate(Term.One)])), Provenance.BuiltIn)
                )
                .With(s_claim),
            s_claim.Substitute("k", S("k") + 1)
        );

    private static Theorem Start(int at) => Shown(s_setting, s_claim.Substitute("k", at));

    [Fact]
    public void From_the_start_to_the_end()
    {
        var theorem = Theorem.InductionUpTo("k", s_claim, Ordered(s_setting), Start(1), Step(s_setting, 1, Given.N));

        Assert.NotNull(theorem);
        Assert.Equal(s_claim.Substitute("k", Given.N), theorem.Statement);
    }

    // Nothing is said about the beginning, about the end, or about a range that is reversed.
    [Fact]
    public void Start_step_and_end_belong_together()
    {
        var step = Step(s_setting, 1, Given.N);

        Assert.Null(Theorem.InductionUpTo("k", s_claim, Ordered(s_setting), Ordered(s_setting), step));
        Assert.Null(Theorem.InductionUpTo("k", s_claim, Ordered(s_setting), Start(1), Step(s_setting, 2, Given.N)));
        Assert.Null(Theorem.InductionUpTo("k", s_claim, Ordered(s_setting), Start(1), Step(s_setting, 1, Given.N - 1)));
        Assert.Null(Theorem.InductionUpTo("k", s_claim, Start(1), Start(1), step));
    }

    // The claim's own name must be new.
    [Fact]
    public void The_counter_is_new()
    {
        var setting = Given.Of(Length("n"), Vector("x", Given.From(0, true, 1, true)), Given.Integer("k", 1));

        Assert.Null(
            Theorem.InductionUpTo("k", s_claim, Ordered(setting), Shown(setting, s_claim.Substitute("k", 1)), Start(1))
        );
    }

    [Fact]
    public void The_first_integer_and_the_later_ones()
    {
        var setting = Given.Of(Given.Integer("n", 1));
        var claim = Is(Given.N, Relation.GreaterOrEqual, 1);
        var others = setting.Without("n")!;
        Theorem Later(int from) => Shown(Setting.Of([Given.Integer("n", from)], []), claim);
        Theorem First(int at) => Shown(others, claim.Substitute("n", at));

        Assert.NotNull(Theorem.FirstInteger(setting, "n", claim, First(1), Later(2)));
        // One is left out; another claim; a real number.
        Assert.Null(Theorem.FirstInteger(setting, "n", claim, First(1), Later(3)));
        Assert.Null(Theorem.FirstInteger(setting, "n", claim, First(2), Later(2)));
        Assert.Null(
            Theorem.FirstInteger(Given.Of(Real("n", Given.From(1, true, null, false))), "n", claim, First(1), Later(2))
        );
        // Where something else is assumed of n.
        Assert.Null(Theorem.FirstInteger(setting.With(Is(Given.N, Relation.Less, 5)), "n", claim, First(1), Later(2)));
    }
}
