// \sum_{k=3}^1 k.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A sum or product whose range is written backwards: some take it for empty, some for the negative of another.</summary>
internal sealed class ReversedRange : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        claim.Nodes.Any(IsReversed) ? [Nothing("a sum whose range goes backwards, by another convention")] : [];

    private static bool IsReversed(Expression node) =>
        node
            is BigOperator
            {
                Operator: "\\sum" or "\\prod",
                Lower: Chain { Operands: [_, Numeral { Digits: var low }], Relations: [{ Symbol: "=" }] },
                Upper: Numeral { Digits: var high }
            }
        && Reals.Rational.TryParse(low, out var from)
        && Reals.Rational.TryParse(high, out var to)
        && to < from - Reals.Rational.One;
}
