// "The angles of a triangle".
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>Quantities of a figure that words describe are tied to each other as no formula says.</summary>
internal sealed class FigureInWords : Situational
{
    protected override IEnumerable<Reading> OfSituation(Questioned claim) =>
        claim.Near.Words.Cue(Category.Figure) is { Phrase: var figure }
            ? [Nothing($"about a figure that only words describe ('{figure}')")]
            : [];
}
