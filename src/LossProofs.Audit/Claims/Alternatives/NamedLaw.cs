// "Poisson" in the section.
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A law that the words name has more properties than any law.</summary>
internal sealed class NamedLaw : OfJointLaw
{
    protected override IEnumerable<Reading> OfLaw(Questioned claim, JointWorld world) =>
        claim.Surroundings.Prose.Lexicon.Find(Category.NamedLaw, claim.Near.Words.OfSection) is { Phrase: var law }
            ? [Nothing($"the law that the words name ('{law}')")]
            : [];
}
