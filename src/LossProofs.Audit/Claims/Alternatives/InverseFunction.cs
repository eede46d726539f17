// sin⁻¹(x), f⁻¹(x).
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>Inverse functions in many texts, reciprocals in others.</summary>
internal sealed class InverseFunction : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        claim.Nodes.Any(IsInverse) ? [Nothing("a formula with an inverse function")] : [];

    private static bool IsInverse(Expression node) =>
        node
            is Application
            {
                Head: Scripted { Superscript: Additive { Terms: [{ Sign: "-", Term: Numeral { Digits: "1" } }] } }
            };
}
