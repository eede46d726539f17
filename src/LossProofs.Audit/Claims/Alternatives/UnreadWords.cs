// Words in a language that has no lexicon.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>Words in a language that is not read may state anything.</summary>
internal sealed class UnreadWords : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        claim.Near.Words.Unread is { Length: > 0 } unread
            ? [Nothing($"what words say in a language that is not read ('{unread}')")]
            : [];
}
