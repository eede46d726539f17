// "An even number $n$", "let $y \in \mathbb{R}$ be a label", "if $p$ denotes a probability".
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>Words beside a symbol that are not all understood: they may choose among its values.</summary>
internal sealed class NarrowedInWords : Situational
{
    protected override IEnumerable<Reading> OfSituation(Questioned claim) =>
        claim
            .First.Context.Variables.Where(variable => variable.Provenance != Provenance.Declared)
            .Select(variable => (variable.Name, Words: Words(claim, variable)))
            .Where(said => said.Words is not null)
            .Take(1)
            .Select(said => Nothing($"a formula for some values of {said.Name} only ('{said.Words}')"));

    private static string? Words(Questioned claim, Variable variable) =>
        claim.Scope.Declaration(variable.Name)?.Unread
        ?? claim
            .Surroundings.Mentions.Of(variable.Name)
            .Where(mention =>
                mention.IsRelation
                    ? claim.Near.Partial.Contains(mention.Inline.Formula)
                    : mention.Inline.Section == claim.Near.Section && mention.Inline.Offset < claim.Near.Words.AfterEnd
            )
            .Select(mention => mention.Unread(variable.Domain))
            .FirstOrDefault(words => words is not null);
}
