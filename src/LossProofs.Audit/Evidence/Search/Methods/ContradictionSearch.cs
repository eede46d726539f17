// What is assumed contradicts the opposite of a claim: the claim holds.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence;

/// <summary>Proves a relation where its opposite, with what is assumed, leads to 0 &gt; 0.</summary>
internal sealed class ContradictionSearch(QuickSearch quick)
{
    /// <summary>The claim, or null.</summary>
    public Theorem? Find(Setting setting, Compare claim)
    {
        var (left, relation, right) = claim;
        if (
            setting.Assumptions.Count == 0
            || new Kinds(setting.Variable).Shape(left) is not { Count: 0 }
            || new Kinds(setting.Variable).Shape(right) is not { Count: 0 }
            || quick.Exists(setting, left) is not { } x
            || quick.Exists(setting, right) is not { } y
        )
        {
            return null;
        }

        var own = setting.With(claim);
        var opposite = setting.With(claim with { Relation = Theorem.Opposite(relation) });
        return Theorem.Assumption(own, claim) is { } where && Absurd(opposite, claim, left, right) is { } otherwise
            ? Theorem.ByCases(x, y, where, otherwise)
            : null;
    }

    // No point is left; where the sides differ, one of them is the larger.
    private Theorem? Absurd(Setting setting, Compare claim, Term left, Term right)
    {
        if (claim.Relation != Relation.Equal)
        {
            return new PositiveSearch(quick).Find(setting, Term.Zero, Relation.Greater) is { } absurd
                ? Theorem.Contradiction(absurd, claim)
                : null;
        }

        return
            quick.Exists(setting, left) is { } x
            && quick.Exists(setting, right) is { } y
            && Part(Relation.Greater) is { } above
            && Part(Relation.LessOrEqual) is { } below
            ? Theorem.ByCases(x, y, above, below)
            : null;

        Theorem? Part(Relation order)
        {
            var inner = setting.With(new Compare(left, order, right));
            var sharp =
                order == Relation.LessOrEqual
                && Theorem.Assumption(inner, new Compare(left, order, right)) is { } weak
                && Theorem.Assumption(inner, new Compare(left, Relation.NotEqual, right)) is { } different
                    ? Theorem.Strict(weak, different)
                    : null;
            var more =
                sharp is not null && Theorem.Turn(sharp) is { } turned && Theorem.ToDifference(turned) is { } positive
                    ? new[] { positive }
                    : [];
            return new PositiveSearch(quick).Find(inner, Term.Zero, Relation.Greater, more) is { } absurd
                ? Theorem.Contradiction(absurd, claim)
                : null;
        }
    }
}
