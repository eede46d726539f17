// "holding the weights fixed".
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A derivative that holds fixed what depends on its variable.</summary>
internal sealed class SomethingHeldFixed : Situational
{
    protected override IEnumerable<Reading> OfSituation(Questioned claim) =>
        claim.HasDerivative && claim.Near.Liberties.Held is { } held
            ? [Nothing($"a derivative that holds something fixed ('{held}')")]
            : [];
}
