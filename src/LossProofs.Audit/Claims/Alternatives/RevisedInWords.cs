// "From now on a factor one half is absorbed in $f$", "the second player has the opposite payoff".
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>Words before a claim that may give what was defined another sign, size or meaning.</summary>
internal sealed class RevisedInWords : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        claim.Near.Words.Lexicon.Find(Category.Revision, claim.Near.Words.Before) is { Phrase: var said }
            ? [Nothing($"about what words have changed ('{said}')")]
            : [];
}
