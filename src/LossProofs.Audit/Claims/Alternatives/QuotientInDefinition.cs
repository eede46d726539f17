// z = \log p/(1 - p), and then a claim about z.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A definition that the claim rests on has a function without brackets before a slash: of what is open.</summary>
internal sealed class QuotientInDefinition : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        claim
            .First.Context.Definitions.Select(definition => definition.Name.Split('@')[0])
            .SelectMany(claim.Scope.Definitions)
            .SelectMany(version => Names.Nodes(version.Body))
            .OfType<Quotient>()
            .Where(quotient => quotient.Numerator is Application { Argument: not Delimited })
            .Take(1)
            .Select(quotient => Nothing($"about a definition in which '{quotient}' is meant of the whole quotient"));
}
