// A law that a table or a formula of the document gives.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A claim about the law that the document gives is no claim about all laws.</summary>
internal sealed class GivenLaw : OfJointLaw
{
    protected override IEnumerable<Reading> OfLaw(Questioned claim, JointWorld world) =>
        world.IsGiven ? [Nothing("the law that the document gives")] : [];
}
