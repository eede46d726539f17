// p_1 + p_2 = 1.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>Probabilities of one letter may belong to one law that they obey.</summary>
internal sealed class RelatedProbabilities : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        claim.RelatesProbabilities ? [Nothing("a law that these probabilities obey")] : [];
}
