// "it is not true that", "a common mistake".
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>What the words deny is an example of what is wrong.</summary>
internal sealed class ExampleOfWrong : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        claim.Near.Words.Cue(Category.Denial) is { Phrase: var denial }
            ? [Nothing($"an example of what is wrong ('{denial}')")]
            : [];
}
