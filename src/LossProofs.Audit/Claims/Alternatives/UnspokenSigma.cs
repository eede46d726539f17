// \sigma(12) = 28 of a sum of divisors.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>\sigma of a whole number in a text that never speaks of the logistic function.</summary>
internal sealed class UnspokenSigma : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        claim.Nodes.Any(IsOfNumber)
        && !claim.First.Context.Definitions.Any(known => known.Name.Split('@')[0] == "\\sigma")
        && claim.Surroundings.Prose.Text.Any(char.IsLetter)
        && !claim.Surroundings.Prose.Lexicon.Has(Category.Sigmoid, claim.Surroundings.Prose.Text)
            ? [Nothing("another \\sigma, of which its words say nothing")]
            : [];

    private static bool IsOfNumber(Expression node) =>
        node
            is Application
            {
                Head: Identifier { Name: "\\sigma", Accents.Count: 0 },
                Argument: Numeral { Digits: not ("0" or "1") }
                    or Delimited { Content: Numeral { Digits: not ("0" or "1") } }
            };
}
