// A "density" in the document.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>What fails for a law on finitely many values may hold for densities.</summary>
internal sealed class Densities : OfJointLaw
{
    protected override IEnumerable<Reading> OfLaw(Questioned claim, JointWorld world) =>
        claim.Density is { Length: > 0 } density ? [Nothing($"densities ('{density}')")] : [];
}
