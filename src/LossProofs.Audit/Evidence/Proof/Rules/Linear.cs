// Rules: orders as signs of differences, multiples, bounds of domains, integers, powers.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof;

public sealed partial class Theorem
{
    /// <summary><b>Sign of a difference.</b> a − b R 0 from a R b.</summary>
    public static Theorem? ToDifference(Theorem order) =>
        Normal(order.Statement) is var (left, relation, right)
            ? new Theorem(
                order.Setting,
                new Compare(new Add([left, new Negate(right)]), relation, Term.Zero),
                "sign of a difference",
                [order]
            )
            : null;

    /// <summary><b>Denied relation.</b> a R b from not a R' b, R' the opposite relation.</summary>
    public static Theorem? Denied(Theorem denial) =>
        denial.Statement is Not && Normal(denial.Statement) is var (left, relation, right)
            ? new Theorem(denial.Setting, new Compare(left, relation, right), "denied relation", [denial])
            : null;

    /// <summary><b>Multiple.</b> c·a R 0 from a R 0 for a number c &gt; 0.</summary>
    public static Theorem? Multiple(Theorem theorem, Rational factor) =>
        factor.Sign > 0 && theorem.Statement is Compare(var term, var relation, Number { Value.Sign: 0 })
            ? new Theorem(
                theorem.Setting,
                new Compare(new Multiply([factor, term]), relation, Term.Zero),
                "positive multiple",
                [theorem]
            )
            : null;

    /// <summary><b>Domain.</b> A quantity minus the lower end of its domain is ≥ 0; the upper end minus it, too.</summary>
    public static Theorem? DomainBound(Setting setting, string name, bool upper)
    {
        var variable = setting.Variable(name);
        if (variable is not { Dimensions.Count: 0 })
        {
            return null;
        }

        var (end, isClosed) = variable.Domain switch
        {
            Integers(var lower, var most) => (upper ? most : lower, true),
            RealInterval(var low, var lowClosed, var high, var highClosed) => upper
                ? (high is { } top ? (Term)top : null, highClosed)
                : (low is { } bottom ? (Term)bottom : null, lowClosed),
            _ => (null, true),
        };
        if (end is null or Constant or Negate(Constant))
        {
            return null;
        }

        var symbol = new Symbol(name);
        return new Theorem(
            setting,
            new Compare(
                upper ? new Add([end, new Negate(symbol)]) : new Add([symbol, new Negate(end)]),
                isClosed ? Relation.GreaterOrEqual : Relation.Greater,
                Term.Zero
            ),
            "domain",
            []
        );
    }

    /// <summary><b>Integers.</b> a − 1 ≥ 0 from a &gt; 0 for an integer a.</summary>
    public static Theorem? NextInteger(Theorem positive) =>
        positive.Statement is Compare(var term, Relation.Greater, Number { Value.Sign: 0 })
        && new Kinds(positive.Setting.Variable).IsInteger(term)
            ? new Theorem(
                positive.Setting,
                new Compare(new Add([term, new Negate(Term.One)]), Relation.GreaterOrEqual, Term.Zero),
                "integers",
                [positive]
            )
            : null;

    /// <summary><b>Power.</b> u^n ≠ 0 from u ≠ 0, and u^n &gt; 0 from u &gt; 0, where u^n exists.</summary>
    public static Theorem? PowerOf(Theorem exists, Theorem sign) =>
        exists.Existing is Power(var u, _) power
        && Common([exists, sign]) is { } setting
        && sign.Statement is Compare(var known, Relation.NotEqual or Relation.Greater, Number { Value.Sign: 0 })
        && known.Equals(u)
            ? new Theorem(
                setting,
                new Compare(power, ((Compare)sign.Statement).Relation, Term.Zero),
                "sign of a power",
                [exists, sign]
            )
            : null;

    /// <summary><b>Member of a maximum.</b> max_j f(j) − f(i) ≥ 0 for an index i in the range; for a minimum, ≤ 0.</summary>
    public static Theorem? Member(Theorem exists, Term place, Theorem first, Theorem last) =>
        exists.Existing is Fold(FoldKind.Max or FoldKind.Min, var index, Span(var from, var to), null, var body) fold
        && Common([exists, first, last]) is { } setting
        && new Kinds(setting.Variable).IsInteger(place)
        && first.Statement.Equals(new Compare(from, Relation.LessOrEqual, place))
        && last.Statement.Equals(new Compare(place, Relation.LessOrEqual, to))
            ? new Theorem(
                setting,
                new Compare(
                    new Add([fold, new Negate(body.Substitute(index, place))]),
                    fold.Kind == FoldKind.Max ? Relation.GreaterOrEqual : Relation.LessOrEqual,
                    Term.Zero
                ),
                fold.Kind == FoldKind.Max ? "member of a maximum" : "member of a minimum",
                [exists, first, last]
            )
            : null;

    /// <summary>
    /// <b>Equal quantity.</b> From x = t for a number x follows of C what holds of C with t in the place of x.
    /// </summary>
    public static Theorem? Replaced(Theorem equality, Condition statement, Theorem replaced)
    {
        if (
            equality.Statement is not Compare(Symbol(var name), Relation.Equal, var value)
            || Common([equality, replaced]) is not { } setting
            || setting.Variable(name) is not { Dimensions.Count: 0 }
            || !statement.Substitute(name, value).Equals(replaced.Statement)
        )
        {
            return null;
        }

        return new Theorem(setting, statement, "equal quantity", [equality, replaced]);
    }
}
