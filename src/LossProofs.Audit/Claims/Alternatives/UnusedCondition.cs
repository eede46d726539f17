// "with $A^\top = A$", "where $u \perp v$", "$2 \mid n$".
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A relation that the words before the claim state of its quantities, and that nothing was made of.</summary>
internal sealed class UnusedCondition : Situational
{
    protected override IEnumerable<Reading> OfSituation(Questioned claim)
    {
        var quantities = claim
            .First.Context.Variables.Select(variable => variable.Name)
            .ToHashSet(StringComparer.Ordinal);
        return claim
            .Surroundings.Inline.Where(inline =>
                inline.Section == claim.Near.Section
                && inline.Ordinal == claim.Equation.Ordinal - 1
                && inline.Formula is Chain chain
                && !claim.Near.Conditions.Contains(inline.Formula)
                && IsCondition(chain)
                && Names.Nodes(chain).Any(node => Names.IsName(node) && quantities.Contains(Names.Of(node)))
            )
            .Select(inline => Nothing($"a formula under {inline.Formula}"))
            .Take(1);
    }

    // An equation that gives no name a value, and relations that are no orders.
    private static bool IsCondition(Chain chain) =>
        chain.Relations[0].Symbol switch
        {
            "=" => !Names.IsName(chain.Operands[0]) && chain.Operands[0] is not Application
                || Names.Nodes(chain.Operands[1]).Contains(chain.Operands[0]),
            "\\in"
            or "<"
            or ">"
            or "\\leq"
            or "\\geq"
            or ":="
            or "\\to"
            or "\\sim"
            or "\\neq"
            or "\\approx"
            or "\\propto" => false,
            _ => true,
        };
}
