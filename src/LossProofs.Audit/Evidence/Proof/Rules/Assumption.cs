// Rules: what is assumed, and what an order says about the weaker ones.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence.Proof;

public sealed partial class Theorem
{
    /// <summary>
    /// <b>Assumption.</b> What is assumed holds, and the terms in it exist: the points of a setting are those at which the
    /// assumptions are defined and true. Also in the forms b &gt; a of a &lt; b, and a ≤ b, a ≠ b of a &lt; b.
    /// </summary>
    public static Theorem? Assumption(Setting setting, Condition statement)
    {
        foreach (var assumption in setting.Assumptions)
        {
            if (assumption.Equals(statement) || Follows(assumption, statement))
            {
                return new Theorem(setting, statement, "assumption", []);
            }
        }

        return null;
    }

    /// <summary>
    /// <b>Weaker order.</b> From a &gt; b follow a ≥ b, a ≠ b and the same with the sides exchanged; from a = b, a ≥ b
    /// and a ≤ b; from any relation, that its sides exist.
    /// </summary>
    public static Theorem? Weaker(Theorem theorem, Condition statement) =>
        Follows(theorem.Statement, statement)
            ? new Theorem(theorem.Setting, statement, "weaker order", [theorem])
            : null;

    /// <summary><b>One of several.</b> A disjunction holds where one of its members does, and the terms of all exist.</summary>
    public static Theorem? OneOf(Any statement, Theorem member, IReadOnlyList<Theorem> exist)
    {
        if (
            !statement.Conditions.Contains(member.Statement)
            || Common([member, .. exist]) is not { } setting
            || !statement
                .Conditions.Where(condition => !condition.Equals(member.Statement))
                .SelectMany(condition => condition.Terms())
                .All(term => term is Number || exist.Any(theorem => theorem.Existing?.Equals(term) == true))
        )
        {
            return null;
        }

        return new Theorem(setting, statement, "one of several", [member, .. exist]);
    }

    private static bool Follows(Condition known, Condition statement)
    {
        if (Normal(known) is not var (left, relation, right) || statement is not Compare(var l, var wanted, var r))
        {
            return false;
        }

        if (wanted == Relation.Equal && l.Equals(r) && (l.Equals(left) || l.Equals(right)))
        {
            return true;
        }

        if (l.Equals(right) && r.Equals(left))
        {
            (l, wanted, r) = (r, Turned(wanted), l);
        }

        return l.Equals(left)
            && r.Equals(right)
            && (
                relation == wanted
                || relation switch
                {
                    Relation.Greater => wanted is Relation.GreaterOrEqual or Relation.NotEqual,
                    Relation.Less => wanted is Relation.LessOrEqual or Relation.NotEqual,
                    Relation.Equal => wanted is Relation.LessOrEqual or Relation.GreaterOrEqual,
                    _ => false,
                }
            );
    }

    // A relation between numbers; what is not a relation is one when it is denied.
    private static (Term Left, Relation Relation, Term Right)? Normal(Condition condition) =>
        condition switch
        {
            Compare(var left, var relation, var right) => (left, relation, right),
            Not(Compare(var left, var relation, var right)) => (left, Opposite(relation), right),
            _ => null,
        };

    /// <summary>The relation that holds between two numbers exactly where the given one does not.</summary>
    internal static Relation Opposite(Relation relation) =>
        relation switch
        {
            Relation.Equal => Relation.NotEqual,
            Relation.NotEqual => Relation.Equal,
            Relation.Less => Relation.GreaterOrEqual,
            Relation.LessOrEqual => Relation.Greater,
            Relation.Greater => Relation.LessOrEqual,
            _ => Relation.Less,
        };

    /// <summary>The relation with its sides exchanged.</summary>
    internal static Relation Turned(Relation relation) =>
        relation switch
        {
            Relation.Less => Relation.Greater,
            Relation.LessOrEqual => Relation.GreaterOrEqual,
            Relation.Greater => Relation.Less,
            Relation.GreaterOrEqual => Relation.LessOrEqual,
            _ => relation,
        };
}
