// "For some $x$", "there is a $y$ with", "if and only if $x \ge 0$".
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>What is claimed of some values only, wished, or one of two cases.</summary>
internal sealed class OtherQuantifier : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim)
    {
        var (lexicon, words) = (claim.Near.Words.Lexicon, claim.Near.Words);
        return
            (
                lexicon.Find(Category.OtherQuantifier, words.Sentence)
                ?? lexicon.Find(Category.OtherQuantifier, words.AfterSentence)
                ?? lexicon.Find(Category.OtherQuantifier, words.Inside)
            )
                is { Phrase: var phrase }
            ? [Nothing($"what holds for some values ('{phrase}')")]
            : [];
    }
}
