// "The loss of the second model is L = …".
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A quantity that the text has not named before, under a name that it has given to another.</summary>
internal sealed class UnnamedQuantity : Situational
{
    protected override IEnumerable<Reading> OfSituation(Questioned claim) =>
        claim.Near.NewQuantity is { } quantity && (claim.HasDerivative || Names.IsName(claim.Step.Left))
            ? [Nothing($"a formula about '{quantity}', which the text has not named before")]
            : [];
}
