// "Hence $w = 0$. Then …".
using System.Globalization;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>What is concluded of a name may be wrong itself: nothing that rests on it is shown to be false.</summary>
internal sealed class RestsOnConclusion : Situational
{
    protected override IEnumerable<Reading> OfSituation(Questioned claim) =>
        Concluded(claim) is { } concluded
            ? [Nothing($"a formula about {concluded}, of which a formula before only concludes something")]
            : [];

    private static string? Concluded(Questioned claim) =>
        claim
            .First.Context.Definitions.Where(definition => definition.Provenance == Provenance.Text)
            .Select(definition => definition.Name.Split('@'))
            .Where(name =>
                claim
                    .Scope.Definitions(name[0])
                    .Any(version =>
                        version.IsConcluded
                        && (name.Length == 1 || name[1] == version.Ordinal.ToString(CultureInfo.InvariantCulture))
                    )
            )
            .Select(name => name[0])
            .FirstOrDefault();
}
