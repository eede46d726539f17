// A heading that names a case.
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>The situation that the heading of the section names.</summary>
internal sealed class SituationOfTitle : Situational
{
    protected override IEnumerable<Reading> OfSituation(Questioned claim) =>
        claim.Near.Words.Cue(Category.Title) is { Phrase: var title }
            ? [Nothing($"a formula for the situation of its section ('{title}')")]
            : [];
}
