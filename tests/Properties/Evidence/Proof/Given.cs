// Settings and theorems in few words, for the tests of the rules.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;

namespace LossProofs.Tests.Properties.Evidence.Proof;

/// <summary>What the tests of a rule take as given.</summary>
internal static class Given
{
    /// <summary>x.</summary>
    public static Term X { get; } = S("x");

    /// <summary>y.</summary>
    public static Term Y { get; } = S("y");

    /// <summary>n.</summary>
    public static Term N { get; } = S("n");

    /// <summary>i, as an index.</summary>
    public static Term I { get; } = S("i");

    /// <summary>All reals.</summary>
    public static Setting Reals { get; } = Of(Formulas.Real("x"), Formulas.Real("y"));

    /// <summary>Positive numbers.</summary>
    public static Setting Positive { get; } =
        Of(Formulas.Real("x", Domain.Positive), Formulas.Real("y", Domain.Positive));

    /// <summary>A setting of these quantities.</summary>
    public static Setting Of(params Variable[] variables) => Setting.Of(variables.ToSequence(), []);

    /// <summary>An interval; null is infinite.</summary>
    public static Domain From(int? low, bool lowClosed, int? high, bool highClosed) =>
        new RealInterval(low is { } a ? (Rational)a : null, lowClosed, high is { } b ? (Rational)b : null, highClosed);

    /// <summary>An integer that is at least so large.</summary>
    public static Variable Integer(string name, int least) =>
        new(name, [], new Integers(least, null), Provenance.Declared);

    /// <summary>The theorem that a term exists.</summary>
    public static Theorem Exists(Setting setting, Term term) =>
        MayExist(setting, term) ?? throw new InvalidOperationException($"{term} is not shown to exist");

    /// <summary>The same, or null.</summary>
    public static Theorem? MayExist(Setting setting, Term term, bool open = false) =>
        Theorem.Existence(setting, term, new QuickSearch(), open);

    /// <summary>term R 0.</summary>
    public static Theorem Sign(Setting setting, Term term, Relation relation) =>
        new QuickSearch().Find(setting, Is(term, relation, Term.Zero))
        ?? throw new InvalidOperationException($"{term} {relation} 0 is not shown");

    /// <summary>term ≥ 0 from term = 0.</summary>
    public static Theorem Vanishing(Setting setting, Term term) =>
        Theorem.Weaker(Sign(setting, term, Relation.Equal), Is(term, Relation.GreaterOrEqual, Term.Zero))
        ?? throw new InvalidOperationException($"{term} is not shown to be 0");

    /// <summary>A relation between any terms.</summary>
    public static Theorem Shown(Setting setting, Term left, Relation relation, Term right) =>
        new QuickSearch().Find(setting, Is(left, relation, right))
        ?? throw new InvalidOperationException($"{left} {relation} {right} is not shown");

    /// <summary>The terms are equal by normal forms; null where that is not shown.</summary>
    public static Theorem? Equal(Setting setting, Term left, Term right) =>
        new QuickSearch().Equal(setting, left, right);

    /// <summary>
    /// A setting of these quantities without points: in it every statement is a theorem, so that a rule can be handed all
    /// that it asks for but one thing. What the rule then may not say is false in settings that have points.
    /// </summary>
    public static Setting Nowhere(params Variable[] variables) => Of(variables).With(Is(0, Relation.Greater, 0));

    /// <summary>Any statement, in a setting without points.</summary>
    public static Theorem Anything(Setting setting, Condition statement) =>
        Theorem.Contradiction(Theorem.Assumption(setting, Is(0, Relation.Greater, 0))!, statement)!;

    /// <summary>Any relation, in a setting without points.</summary>
    public static Theorem Anything(Setting setting, Term left, Relation relation, Term right) =>
        Anything(setting, Is(left, relation, right));

    /// <summary>Any term exists, in a setting without points.</summary>
    public static Theorem Anywhere(Setting setting, Term term) => Anything(setting, Theorem.Exists(term));

    /// <summary>What is assumed.</summary>
    public static Theorem Assumed(Setting setting, Term left, Relation relation, Term right) =>
        Theorem.Assumption(setting, Is(left, relation, right))
        ?? throw new InvalidOperationException($"{left} {relation} {right} is not assumed");

    /// <summary>The theorem says this.</summary>
    public static void Says(Theorem? theorem, Term left, Relation relation, Term right)
    {
        Assert.NotNull(theorem);
        Assert.Equal(Is(left, relation, right), theorem.Statement);
    }
}
