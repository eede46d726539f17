// x \neq y.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>≠ may say "not the same in general".</summary>
internal sealed class NotInGeneral : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        claim.Step.Relation == "\\neq" && !claim.IsClosed ? [Nothing("'not the same in general'")] : [];
}
