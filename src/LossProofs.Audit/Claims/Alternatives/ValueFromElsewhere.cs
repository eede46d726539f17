// T = 5 of another section, or in passing.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>Which value of a name is meant here is not said.</summary>
internal sealed class ValueFromElsewhere : Situational
{
    protected override IEnumerable<Reading> OfSituation(Questioned claim) =>
        GivenElsewhere(claim) is { } given
            ? [Nothing($"a formula for another {given} than a formula elsewhere gives it")]
            : [];

    private static string? GivenElsewhere(Questioned claim) =>
        claim
            .First.Context.Definitions.Where(definition =>
                definition.Provenance == Provenance.Text
                && definition.Parameters.Count == 0
                && definition.Dimensions.Count == 0
                && !definition.Body.FreeNames().Any()
            )
            .Select(definition => definition.Name.Split('@')[0])
            .FirstOrDefault(name =>
                claim.Scope.Definitions(name).LastOrDefault(version => version.Ordinal <= claim.Equation.Ordinal)
                    is not { InPassing: false } version
                || claim.Surroundings.Section(version.Ordinal) != claim.Near.Section
            );
}
