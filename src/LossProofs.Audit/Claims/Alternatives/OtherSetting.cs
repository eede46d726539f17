// "In Boolean algebra", "angles are in degrees", "all numbers are positive".
using LossProofs.Audit.Latex;
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
        : OtherNumbers(claim) is { } set ? [Nothing($"a formula in {set}")]
        : [];

    // "Over $\mathbb{F}_2$": a set that is none of numbers, of expectations or of probabilities.
    private static Expression? OtherNumbers(Questioned claim) =>
        claim
            .Surroundings.Inline.Where(inline =>
                inline.Section == claim.Near.Section && inline.Ordinal == claim.Equation.Ordinal - 1
            )
            .Select(inline => inline.Formula)
            .FirstOrDefault(formula =>
                Names
                    .Nodes(formula)
                    .Any(node =>
                        node
                            is Identifier
                            {
                                Style: LetterStyle.Blackboard,
                                Name: "F" or "H" or "K" or "C" or "Q" or "T" or "O"
                            }
                    )
            );
}
