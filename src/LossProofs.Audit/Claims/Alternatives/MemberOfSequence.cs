// x_2 = ab + b behind x_{t+1} = a x_t + b.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A member of a sequence that an equation before determines: it is no free quantity, and its value is not followed.</summary>
internal sealed class MemberOfSequence : Alternative
{
    public override bool OfDeclaredClaims => true;

    public override IEnumerable<Reading> Of(Questioned claim) =>
        Names
            .Nodes(claim.Step.Left)
            .Concat(Names.Nodes(claim.Step.Right))
            .FirstOrDefault(node => claim.Scope.IsDetermined(node, claim.Equation.Ordinal))
            is { } member
            ? [Nothing($"about {member} of a sequence that an equation before determines")]
            : [];
}
