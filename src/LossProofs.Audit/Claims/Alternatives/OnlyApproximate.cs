// "approximately", "near zero".
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>What words say to hold approximately, or at some point, is no identity.</summary>
internal sealed class OnlyApproximate : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        (
            claim.Near.Words.Cue(Category.Approximate)?.Phrase
            ?? claim.Near.Words.Lexicon.Find(Category.Rough, claim.Surroundings.Prose.Title)?.Phrase
        )
            is { } cue
            ? [Nothing($"what holds only approximately or at some point ('{cue}')")]
            : [];
}
