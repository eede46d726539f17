// A "subset" somewhere in the document.
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>Words may say that one event holds another.</summary>
internal sealed class EventsWithinOthers : OfJointLaw
{
    protected override IEnumerable<Reading> OfLaw(Questioned claim, JointWorld world) =>
        claim.Surroundings.Prose.Lexicon.Find(Category.Inclusion, claim.Surroundings.Prose.Text)?.Phrase
            is { } inclusion
            ? [Nothing($"of events that one another holds ('{inclusion}')")]
            : [];
}
