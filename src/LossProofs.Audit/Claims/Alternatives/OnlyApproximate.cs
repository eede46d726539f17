// "approximately", "near zero", "at the maximum".
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>What words say to hold approximately, or at some point, is no identity.</summary>
internal sealed class OnlyApproximate : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        (
            claim.Near.Words.Cue(Category.Approximate)?.Phrase
            // "The log-sum-exp bounds the maximum" of a formula that has it.
            ?? (claim.Nodes.Any(IsExtremum) ? null : claim.Near.Words.Cue(Category.Extreme)?.Phrase)
            ?? claim.Near.Words.Lexicon.Find(Category.Rough, claim.Surroundings.Prose.Title)?.Phrase
        )
            is { } cue
            ?
            [
                IsPrinted(claim.First) is { } printed
                    ? claim.First with
                    {
                        Proposition = printed,
                        Note = $"the first digits of a number ('{cue}')",
                    }
                    : Nothing($"what holds only approximately or at some point ('{cue}')"),
            ]
            : [];

    // ln 2 ≈ 0.69: a number without quantities that is printed is printed with digits that mean something, a few units of the
    // last one aside.
    private static Terms.Comparison? IsPrinted(Reading reading) =>
        reading is { Context.Variables.Count: 0, IsRounded: true, Proposition: Terms.Comparison near }
        && near is { Right: Number(var unit), Relation: Relation.LessOrEqual }
            ? near with
            {
                Right = new Number(unit * 10),
            }
            : null;

    private static bool IsExtremum(Expression node) =>
        node
            is Identifier { Name: "\\max" or "\\min" or "\\sup" or "\\inf" }
                or BigOperator { Operator: "\\max" or "\\min" or "\\sup" or "\\inf" };
}
