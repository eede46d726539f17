// ∂f/∂x of an f that is written with another name y = y(x).
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A partial derivative may hold fixed what its variable defines. Only a ∂ leaves that open.</summary>
internal sealed class PartialDerivative : Situational
{
    private const int MostParts = 10_000;

    protected override IEnumerable<Reading> OfSituation(Questioned claim) =>
        Partially(claim) is { } partial ? [partial] : [];

    private static Reading? Partially(Questioned claim)
    {
        var first = claim.First;
        if (
            !claim.Nodes.Any(node => node is DerivativeQuotient { Sign: "\\partial" })
            || first.Proposition is not Comparison comparison
        )
        {
            return null;
        }

        var bodies = Bodies(comparison.Left).Concat(Bodies(comparison.Right)).ToHashSet();
        var between = first
            .Context.Definitions.Where(definition =>
                definition is { Parameters.Count: 0, Dimensions.Count: 0 }
                && !bodies.Contains(definition.Name)
                && (
                    first.Context.Definitions.Any(other =>
                        bodies.Contains(other.Name) && other.Body.FreeNames().Contains(definition.Name)
                    )
                )
            )
            .ToList();
        return between.Count == 0
            ? null
            : first with
            {
                Context = first.Context with
                {
                    Definitions = first
                        .Context.Definitions.Where(definition => !between.Contains(definition))
                        .ToSequence(),
                    Variables =
                    [
                        .. first.Context.Variables,
                        .. between.Select(definition => new Variable(
                            definition.Name,
                            [],
                            Domain.Real,
                            Provenance.Text
                        )),
                    ],
                },
                Note = $"a partial derivative that holds {between[0].Name.Split('@')[0]} fixed",
            };

        static IEnumerable<string> Bodies(Term side) =>
            side.Parts(MostParts)
                .OfType<Derivative>()
                .Select(derivative => derivative.Body)
                .OfType<Symbol>()
                .Select(body => body.Name);
    }
}
