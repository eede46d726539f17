// "The second network is f'(x) = …".
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A prime where no word speaks of derivatives may be a part of the name.</summary>
internal sealed class PrimedName : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        HasPrime(claim.Step)
        && !claim.Near.Words.Has(Category.Slope)
        && !Roles.Concludes(claim.Near)
        && !IsOfFunctions(claim)
            ? [Nothing("about another name, with a prime")]
            : [];

    // s'(z) of an s(z) that the sentence before it defines.
    private static bool IsOfFunctions(Questioned claim) =>
        claim
            .Nodes.Where(node => node is Scripted { Primes: > 0 })
            .All(node =>
                claim
                    .Scope.Definitions(Names.Of(((Scripted)node).Base))
                    .Any(version =>
                        version is { IsFunction: true, IsGuessed: false }
                        && version.Ordinal >= claim.Equation.Ordinal - 1
                        && version.Ordinal <= claim.Equation.Ordinal
                    )
            );

    /// <summary>Whether a name in it has a prime.</summary>
    public static bool HasPrime(Step step) =>
        Names.Nodes(step.Left).Concat(Names.Nodes(step.Right)).Any(node => node is Scripted { Primes: > 0 });
}
