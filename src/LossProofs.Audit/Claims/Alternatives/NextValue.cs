// x = x - η g.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>The next value of a name, or an equation for it.</summary>
internal sealed class NextValue : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        IsUpdate(claim.Step.Left, claim.Step.Relation, claim.Step.Right)
            ? [Nothing($"the next value of '{claim.Step.Left}', or an equation for it")]
            : [];

    private static bool IsUpdate(Expression left, string relation, Expression right) =>
        relation == "="
        && Names.IsName(left)
        && right is not Identifier and not Scripted
        && Names.Of(left) is var name
        && Names.Nodes(right).Any(node => Names.IsName(node) && Names.Of(node) == name);
}
