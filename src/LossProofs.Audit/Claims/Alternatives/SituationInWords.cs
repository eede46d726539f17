// "At the optimum", "when training starts".
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A situation that only words state.</summary>
internal sealed class SituationInWords : Situational
{
    protected override IEnumerable<Reading> OfSituation(Questioned claim) =>
        Situations.Of(claim.Near.Words, !IsOfDefinitionBefore(claim), claim.Surroundings.Numbers.ContainsKey)
            is { } words
            ? [Nothing($"a formula for a situation that only words state ('{words}')")]
            : [];

    // "For the hyperbolic tangent f(x) = …, the derivative is": what the sentence places the display before in is what
    // that one defines, and this one is about.
    private static bool IsOfDefinitionBefore(Questioned claim) =>
        claim.First.Context.Definitions.Any(definition =>
            claim.Scope.Definitions(definition.Name.Split('@')[0]) is [{ InPassing: false, Ordinal: var ordinal }]
            && ordinal == claim.Equation.Ordinal - 1
        );
}
