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

    // From C(k + 2), from what holds for y > 5, up to n/2 or from ½ on nothing follows: C would skip what it is about.
    [Fact]
    public void Every_step_is_that_of_an_integer_in_the_same_setting()
    {
        var setting = Given.Nowhere(Length("n"), Real("y"));
        var claim = Is(S("k"), Relation.LessOrEqual, Given.Y);
        Theorem? Apply(Rational least, Term end, Setting? startIn = null, Term? next = null, Setting? stepIn = null) =>
            Theorem.InductionUpTo(
                "k",
                claim,
                Given.Anything(setting, least, Relation.LessOrEqual, end),
                Given.Anything(startIn ?? setting, claim.Substitute("k", least)),
                Given.Anything(
                    Theorem.Counted(stepIn ?? setting, "k", least, end).With(claim),
                    claim.Substitute("k", next ?? S("k") + 1)
                )
            );
        var narrower = setting.With(Is(Given.Y, Relation.Greater, 5));

        Assert.NotNull(Apply(1, Given.N));
        Assert.Null(Apply(1, Given.N, next: S("k") + 2));
        Assert.Null(Apply(1, Given.N, startIn: narrower));
        Assert.Null(Apply(1, Given.N, stepIn: narrower));
        Assert.Null(Apply(1, Given.N / 2));
        Assert.Null(Apply(1, Given.Y));
        Assert.Null(Apply(new Rational(1, 2), Given.N));
    }

    // n ≥ 1 at 1, and n ≥ 0 later, is no claim about all; nor is a beginning that holds for y > 5.
    [Fact]
    public void The_first_and_the_later_ones_say_the_same()
    {
        var setting = Given.Nowhere(Given.Integer("n", 1), Real("y"));
        var claim = Is(Given.N, Relation.LessOrEqual, Given.Y);
        var others = setting.Without("n")!;
        var later = Theorem.Later(setting, setting.Variable("n")!, 1);
        Theorem? Apply(Setting firstIn, Condition rest) =>
            Theorem.FirstInteger(
                setting,
                "n",
                claim,
                Given.Anything(firstIn, claim.Substitute("n", 1)),
                Given.Anything(later, rest)
            );

        Assert.NotNull(Apply(others, claim));
        Assert.Null(Apply(others, Is(Given.N, Relation.LessOrEqual, Sqr(Given.Y))));
        Assert.Null(Apply(others.With(Is(Given.Y, Relation.Greater, 5)), claim));
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
