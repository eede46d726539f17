// "with $A^\top = A$", "where $u \perp v$", "$2 \mid n$", "with $x = 2 \pi k$", "with $x_1 \le \dots \le x_n$".
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A relation that the words before the claim state of its quantities, and that nothing was made of.</summary>
internal sealed class UnusedCondition : Situational
{
    // "is an even integer": so many letters behind an expression are looked at.
    private const int MostBehind = 24;

    protected override IEnumerable<Reading> OfSituation(Questioned claim)
    {
        var quantities = claim
            .First.Context.Variables.Select(variable => variable.Name)
            .ToHashSet(StringComparer.Ordinal);
        var before = claim
            .Surroundings.Inline.Where(inline =>
                inline.Section == claim.Near.Section && inline.Ordinal == claim.Equation.Ordinal - 1
            )
            .ToList();
        return before
            .Select(inline => inline.Formula)
            .Concat(claim.Near.Conditions)
            .Where(formula => Names.Nodes(formula).Any(IsQuantity) && IsUnused(claim, formula, IsQuantity))
            .Select(formula => $"a formula under {formula}")
            .Concat(
                before
                    .Where(inline => Names.Nodes(inline.Formula).Any(IsQuantity))
                    .Select(inline => Property(claim, inline))
                    .OfType<string>()
            )
            .Select(Nothing)
            .Take(1);

        bool IsQuantity(Expression node) =>
            Names.IsName(node)
            && (
                quantities.Contains(Names.Of(node))
                || Scope.Family(node, out var family, out _) && quantities.Contains(family)
                || node is Identifier { Accents.Count: > 0 } decorated
                    && quantities.Contains(Names.Of(decorated with { Accents = [] }))
            );
    }

    private static bool IsUnused(Questioned claim, Expression formula, Func<Expression, bool> isQuantity) =>
        formula switch
        {
            Barred => true,
            Chain chain when claim.Near.Conditions.Contains(formula) => !IsUnderstood(claim, chain)
                || !Names.Nodes(chain).Any(node => IsNamed(claim, node)),
            Chain chain => IsCondition(claim, chain, isQuantity),
            _ => false,
        };

    // "With $2 x$ an integer", "such that $f(x)$ is positive": words that limit what the quantities of an expression are.
    private static string? Property(Questioned claim, InlineStatement inline)
    {
        if (inline.Formula is Chain or Listing or Clauses || Names.IsName(inline.Formula))
        {
            return null;
        }

        var lexicon = claim.Near.Words.Lexicon;
        var behind = SymbolWords.After(claim.Surroundings.Prose.Text, inline.Offset + 1);
        behind = behind[..Math.Min(behind.Length, MostBehind)];
        return SymbolWords
            .Roles.SelectMany(role => lexicon.All(role.Category, behind))
            .Select(found => $"a formula for some values of {inline.Formula} only ('{found.Phrase}')")
            .FirstOrDefault();
    }

    // \bar x = 0 says something of x, but nothing that it names.
    private static bool IsNamed(Questioned claim, Expression node) =>
        Names.IsName(node)
        && (
            claim.First.Context.Variable(Names.Of(node)) is not null
            || Scope.Family(node, out var family, out _) && claim.First.Context.Variable(family) is not null
        );

    private static bool IsUnderstood(Questioned claim, Chain condition)
    {
        if (condition is { Operands: [_, var set], Relations: [{ Symbol: "\\in" }] } && Spaces.Of(set) is not null)
        {
            return true;
        }

        // Beside the claim, which says of what shape its arrays are.
        if (claim.First.Context.Hypotheses.Any(hypothesis => hypothesis.Text == condition.ToString()))
        {
            return true;
        }

        try
        {
            claim.Builder().BuildCondition(condition);
            return true;
        }
        catch (NotUnderstood)
        {
            return false;
        }
    }

    // An equation that gives no name a value, a list that goes on, and relations that are no orders.
    private static bool IsCondition(Questioned claim, Chain chain, Func<Expression, bool> isQuantity) =>
        chain.Relations[0].Symbol switch
        {
            "=" => !Names.IsName(chain.Operands[0]) && chain.Operands[0] is not Application
                || isQuantity(chain.Operands[0]) && !claim.IsDefined(Names.Of(chain.Operands[0]))
                || Names.Nodes(chain.Operands[1]).Contains(chain.Operands[0]),
            "<" or ">" or "\\leq" or "\\geq" => chain.Operands.Any(operand => operand is Ellipsis),
            "\\in" or ":=" or "\\to" or "\\sim" or "\\neq" or "\\approx" or "\\propto" => false,
            _ => true,
        };
}
