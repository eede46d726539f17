// ℓ(0), σ(x + 1).
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A letter before one number or name in parentheses, read as a product: nobody writes ℓ(0) for ℓ·0. Nor σ(x + 1) for a product where the document has a function σ besides.</summary>
internal sealed class ValueOfFunction : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim) =>
        claim.Nodes.OfType<Product>().Any(product => IsUnusual(product, claim))
            ? [Nothing("a value of a function")]
            : [];

    private static bool IsUnusual(Product product, Questioned claim) =>
        product
            .Factors.Zip(product.Factors.Skip(1))
            .Any(pair =>
                Names.IsName(pair.First.Value)
                && pair.Second is { Link: "", Value: Delimited { Open: "(", Content: var content } }
                && (
                    content is Numeral or Identifier
                    || pair.First.Value is Identifier { Name: "\\sigma" }
                    || IsFunctionToo(pair.First.Value, claim) && !Names.Nodes(content).Contains(pair.First.Value)
                )
            );

    // Whether the document has a function of this name, whatever the name alone stands for.
    private static bool IsFunctionToo(Expression name, Questioned claim) =>
        claim.Scope.Definitions(Names.Of(name)).Any(definition => definition.IsFunction);
}
