// "Suppose for contradiction".
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A proof by contradiction has false steps.</summary>
internal sealed class StepOfContradiction : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        claim.Near.IsAbsurd ? [Nothing("a step of a proof by contradiction")] : [];
}
