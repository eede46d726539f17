// Independence, one law of several quantities, a uniform law.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A dependence that documents suppose in words, or not at all.</summary>
internal sealed class SupposedDependence : OfJointLaw
{
    protected override IEnumerable<Reading> OfLaw(Questioned claim, JointWorld world) => claim.UnderDependences();
}
