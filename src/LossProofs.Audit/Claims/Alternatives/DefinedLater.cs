// A name that a later formula defines.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A formula may stand before a name in it is defined.</summary>
internal sealed class DefinedLater : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        claim.RestsOnLater ? [Nothing("a formula before a name in it is defined")] : [];
}
