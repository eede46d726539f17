// "up to a constant", "ignoring the normaliser".
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>Something that the words leave out; a constant does not matter to a derivative.</summary>
internal sealed class SomethingLeftOut : Situational
{
    protected override IEnumerable<Reading> OfSituation(Questioned claim) =>
        claim.Near.Liberties is { Dropped: { } dropped, OnlyConstants: var constant }
        && !(claim.HasDerivative && constant)
            ? [Nothing($"a formula in which something is left out ('{dropped}')")]
            : [];
}
