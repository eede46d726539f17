// "In Boolean algebra", "angles are in degrees", "all numbers are positive".
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>Words that say of everything in a document what its numbers are.</summary>
internal sealed class OtherSetting : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        claim.Surroundings.Prose.Lexicon.Find(Category.OtherSetting, claim.Surroundings.Prose.Text)
            is { Phrase: var phrase }
            ? [Nothing($"a formula in the setting of its document ('{phrase}')")]
            : [];
}
