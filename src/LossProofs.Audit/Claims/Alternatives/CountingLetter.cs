// "Let $k > 1$": a real number, or an integer.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A letter that often stands for an integer, of which words give bounds alone.</summary>
internal sealed class CountingLetter : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim)
    {
        var counted = claim
            .First.Context.Variables.Where(variable =>
                variable is { Dimensions.Count: 0, Domain: RealInterval }
                && claim.Scope.Declaration(variable.Name) is { MayCount: true }
            )
            .ToHashSet();
        return counted.Count == 0
            ? []
            :
            [
                claim.First with
                {
                    Context = claim.First.Context with
                    {
                        Variables = claim.First.Context.Variables.Map(variable =>
                            counted.Contains(variable)
                                ? variable with
                                {
                                    Domain = Definitions.Within(
                                        new Integers(null, null),
                                        (RealInterval)variable.Domain
                                    ),
                                }
                                : variable
                        ),
                    },
                    Note = $"for integers {string.Join(", ", counted.Select(variable => variable.Name))}",
                },
            ];
    }
}
