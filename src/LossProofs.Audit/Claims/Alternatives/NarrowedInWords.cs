// "An even number $n$", "let $y \in \mathbb{R}$ be a label", "if $p$ denotes a probability".
using LossProofs.Audit.Prose;
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
        (variable.Dimensions.Count > 0 ? Called(claim, variable.Name) : null)
        ?? claim.Scope.Declaration(variable.Name)?.Unread
        ?? claim
            .Surroundings.Mentions.Of(variable.Name)
            .Where(mention =>
                mention.IsRelation
                    ? claim.Near.Partial.Contains(mention.Inline.Formula)
                    : mention.Inline.Section == claim.Near.Section && mention.Inline.Offset < claim.Near.Words.AfterEnd
            )
            .Select(mention => mention.Unread(variable.Domain))
            .FirstOrDefault(words => words is not null);

    // "Let $H \in \mathbb{R}^{d \times d}$ be the Hessian of a smooth loss": what an array is called says more of it than its size,
    // unless all arrays may be called so.
    private static string? Called(Questioned claim, string name)
    {
        var (text, lexicon) = (claim.Surroundings.Prose.Text, claim.Surroundings.Prose.Lexicon);
        return claim
            .Surroundings.Mentions.Of(name)
            .Concat(claim.Surroundings.Mentions.Of($"\\boldsymbol{{{name}}}"))
            .Where(mention => mention.Inline.Offset < claim.Near.Words.AfterEnd)
            .Select(mention =>
                (At: mention.Inline.Offset + 1, Words: SymbolWords.After(text, mention.Inline.Offset + 1))
            )
            .Where(said =>
                Verbs.Any(verb => said.Words.AsSpan().TrimStart().StartsWith(verb, StringComparison.Ordinal))
            )
            // "With entries $k(x_i, x_j)$": a formula says which.
            .Select(said =>
                said.Words.Contains("entries", StringComparison.Ordinal)
                && said.At + said.Words.Length is var end
                && end < text.Length
                && text[end] is not ('.' or ',' or ';' or '\n')
                    ? said.Words.Trim()
                    : lexicon.Without(said.Words, Category.Object, Category.AnyArray, Category.Connective)
            )
            .Where(words => words.Any(char.IsLetter))
            .Select(words => string.Join(' ', words.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .FirstOrDefault();
    }

    private static readonly string[] Verbs = ["be ", "is ", "are ", "denote ", "denotes "];
}
