// "The second network is f'(x) = …".
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A prime where no word speaks of derivatives may be a part of the name.</summary>
internal sealed class PrimedName : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        HasPrime(claim.Step) && !claim.Near.Words.Has(Category.Slope) && !Roles.Concludes(claim.Near)
            ? [Nothing("about another name, with a prime")]
            : [];

    /// <summary>Whether a name in it has a prime.</summary>
    public static bool HasPrime(Step step) =>
        Names.Nodes(step.Left).Concat(Names.Nodes(step.Right)).Any(node => node is Scripted { Primes: > 0 });
}
