// Rules: orders from squares, strict from weak ones, contradictions, bounds of maxima, induction up to an end, Sturm.
using LossProofs.Audit.Evidence.Proof.NormalForms;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof;

public sealed partial class Theorem
{
    /// <summary><b>Strict order.</b> a &gt; b from a ≥ b and a ≠ b; a &lt; b from a ≤ b and a ≠ b.</summary>
    public static Theorem? Strict(Theorem weak, Theorem different) =>
        weak.Statement is Compare(var a, Relation.GreaterOrEqual or Relation.LessOrEqual, var b)
        && Common([weak, different]) is { } setting
        && different.Statement.Equals(new Compare(a, Relation.NotEqual, b))
            ? new Theorem(
                setting,
                new Compare(
                    a,
                    ((Compare)weak.Statement).Relation == Relation.GreaterOrEqual ? Relation.Greater : Relation.Less,
                    b
                ),
                "strict order",
                [weak, different]
            )
            : null;

    /// <summary>
    /// <b>Order of squares.</b> a − b ≥ 0 (&gt; 0) from a ≥ 0 and a² − b² ≥ 0 (&gt; 0): then a = |a| ≥ |b| ≥ b. Nothing is
    /// asked of the sign of b; of a it is: a = −2, b = 1.
    /// </summary>
    public static Theorem? SquareOrder(Theorem sign, Theorem squares) =>
        sign.Statement is Compare(var a, Relation.GreaterOrEqual or Relation.Greater, Number { Value.Sign: 0 })
        && squares.Statement
            is Compare(
                Add
                ([Power(var left, Number(var p)), Negate(Power(var b, Number(var q)))]),
                Relation.Greater
                    or Relation.GreaterOrEqual,
                Number { Value.Sign: 0 }
            )
        && p == 2
        && q == 2
        && left.Equals(a)
        && Common([sign, squares]) is { } setting
            ? new Theorem(
                setting,
                new Compare(new Add([a, new Negate(b)]), ((Compare)squares.Statement).Relation, Term.Zero),
                "order of squares",
                [sign, squares]
            )
            : null;

    /// <summary>
    /// <b>Contradiction.</b> A setting in which 0 &gt; 0 holds has no points: every statement holds at all of them.
    /// </summary>
    public static Theorem? Contradiction(Theorem absurd, Condition statement) =>
        absurd.Statement is Compare(Number { Value.Sign: 0 }, Relation.Greater, Number { Value.Sign: 0 })
            ? new Theorem(absurd.Setting, statement, "contradiction", [absurd])
            : null;

    /// <summary>
    /// <b>Bound of a maximum.</b> b − max_i f(i) ≥ 0 (&gt; 0) where b − f(i) ≥ 0 (&gt; 0) for every index i in the range,
    /// and min_i f(i) − b likewise from f(i) − b: one of finitely many members is the maximum, and there is one, since
    /// the maximum exists. b does not depend on i.
    /// </summary>
    /// <param name="exists">The maximum exists.</param>
    /// <param name="each">The sign in the setting extended by the index, under a name that is new.</param>
    public static Theorem? BoundOfMaximum(Theorem exists, Theorem each)
    {
        if (
            exists.Existing is not Fold(FoldKind.Max or FoldKind.Min, var index, Span(var from, var to), null, var body)
            || each.Setting.Variables.Count == 0
            || each.Statement
                is not Compare
                (
                    Add
                    ([var above, Negate(var below)]),
                    Relation.Greater
                        or Relation.GreaterOrEqual,
                    Number { Value.Sign: 0 }
                )
        )
        {
            return null;
        }

        var fold = (Fold)exists.Existing;
        var bound = each.Setting.Variables[^1];
        var member = body.Substitute(index, new Symbol(bound.Name));
        var (own, other) = fold.Kind == FoldKind.Max ? (below, above) : (above, below);
        return
            IsEntered(exists.Setting, each.Setting, new Integers(from, to))
            && own.Equals(member)
            && !other.FreeNames().Contains(bound.Name)
            ? new Theorem(
                exists.Setting,
                new Compare(
                    fold.Kind == FoldKind.Max ? new Add([other, new Negate(fold)]) : new Add([fold, new Negate(other)]),
                    ((Compare)each.Statement).Relation,
                    Term.Zero
                ),
                fold.Kind == FoldKind.Max ? "bound of a maximum" : "bound of a minimum",
                [exists, each]
            )
            : null;
    }

    /// <summary>
    /// <b>Induction up to an end.</b> C holds for k = e, an integer e ≥ m, when it holds for k = m, and for k + 1 where it
    /// holds for k and m ≤ k ≤ e − 1. What else is assumed does not speak of k, which is new.
    /// </summary>
    /// <param name="name">k.</param>
    /// <param name="statement">C.</param>
    /// <param name="ordered">m ≤ e.</param>
    /// <param name="start">C at m.</param>
    /// <param name="step">C at k + 1, in the setting with k in m..e − 1 and C assumed.</param>
    public static Theorem? InductionUpTo(string name, Condition statement, Theorem ordered, Theorem start, Theorem step)
    {
        var setting = ordered.Setting;
        if (
            ordered.Statement is not Compare(Number(var least), Relation.LessOrEqual, var end)
            || !least.IsInteger
            || !new Kinds(setting.Variable).IsInteger(end)
            || setting.Variable(name) is not null
            || !Same(start.Setting, setting)
            || !start.Statement.Equals(statement.Substitute(name, least))
            || !Same(step.Setting, Counted(setting, name, least, end).With(statement))
            || !step.Statement.Equals(statement.Substitute(name, new Symbol(name) + Term.One))
        )
        {
            return null;
        }

        return new Theorem(
            setting,
            statement.Substitute(name, end),
            "induction up to an end",
            [ordered, start, step],
            $"from {least}"
        );
    }

    /// <summary>
    /// <b>Both sides of a number.</b> What holds where x &lt; c and where x &gt; c holds where x ≠ c is assumed of a real
    /// number x of an interval.
    /// </summary>
    public static Theorem? Apart(Setting setting, string name, Rational at, Theorem below, Theorem above) =>
        below.Statement.Equals(above.Statement)
        && Beside(setting, name, at, above: false) is { } low
        && Beside(setting, name, at, above: true) is { } high
        && Same(below.Setting, low)
        && Same(above.Setting, high)
            ? new Theorem(setting, below.Statement, "both sides of a number", [below, above], $"{name} ≠ {at}")
            : null;

    /// <summary>
    /// The setting without its assumption x ≠ c, with x below (above) c; null where nothing of that kind is assumed, or c
    /// does not lie inside of the interval.
    /// </summary>
    internal static Setting? Beside(Setting setting, string name, Rational at, bool above)
    {
        var apart = new Compare(new Symbol(name), Relation.NotEqual, at);
        return
            setting.Variable(name) is { Dimensions.Count: 0, Domain: RealInterval domain } variable
            && setting.Assumptions.Contains(apart)
            && !(domain.Lower >= at)
            && !(domain.Upper <= at)
            ? Setting.Of(
                setting.Variables.Map(other =>
                    ReferenceEquals(other, variable)
                        ? variable with
                        {
                            Domain = above
                                ? domain with
                                {
                                    Lower = at,
                                    LowerClosed = false,
                                }
                                : domain with
                                {
                                    Upper = at,
                                    UpperClosed = false,
                                },
                        }
                        : other
                ),
                setting.Assumptions.Where(assumption => !assumption.Equals(apart))
            )
            : null;
    }

    /// <summary>
    /// <b>Polynomial in one unknown.</b> p ≥ 0 (&gt; 0) for a polynomial p with rational coefficients in a number x of an
    /// interval (an integer: of the interval between its ends): no root inside of it at which the sign changes (no root in
    /// it) by Sturm's theorem, and one positive value; all exactly.
    /// </summary>
    public static Theorem? PolynomialSign(Theorem exists, string name, Relation relation) =>
        exists.Existing is { } term
        && relation is (Relation.Greater or Relation.GreaterOrEqual)
        && exists.Setting.Variable(name) is { Dimensions.Count: 0 } variable
        && RealRoots.Of(term, name) is { } polynomial
        && variable.Domain switch
        {
            RealInterval own => own,
            Integers(var low, var high) => new RealInterval(
                (low as Number)?.Value,
                true,
                (high as Number)?.Value,
                true
            ),
            _ => null,
        }
            is { } interval
        && polynomial.IsPositive(interval, relation == Relation.Greater)
            ? new Theorem(exists.Setting, new Compare(term, relation, Term.Zero), "polynomial in one unknown", [exists])
            : null;

    /// <summary>The setting with a new integer from a number to the integer before an end.</summary>
    internal static Setting Counted(Setting setting, string name, Rational least, Term end) =>
        setting.With(
            new Variable(name, [], new Integers(least, new Add([end, new Negate(Term.One)])), Provenance.BuiltIn)
        );

    // The setting with one more quantity, which runs over these integers, and nothing else.
    private static bool IsEntered(Setting outer, Setting inner, Integers range)
    {
        var bound = inner.Variables[^1];
        return inner.Extends(outer)
            && outer.Variable(bound.Name) is null
            && inner.Variables.Count == outer.Variables.Count + 1
            && inner.Variables.Take(outer.Variables.Count).SequenceEqual(outer.Variables)
            && inner.Assumptions.Count == outer.Assumptions.Count
            && bound.Dimensions.Count == 0
            && bound.Domain.Equals(range);
    }
}
