// \mathbb{E}[X] = \int x f(x)\,dx: an f of which the document says nothing else is the density of X.
using LossProofs.Audit.Latex;

namespace LossProofs.Audit.Claims;

internal static class PlainDensity
{
    private static readonly Identifier s_density = new("f");
    private static readonly Identifier s_law = new("p");

    /// <summary>The two sides with p in the place of such an f; null where there is none.</summary>
    public static (Expression Left, Expression Right)? Of(Expression left, Expression right, Scope scope)
    {
        var nodes = Names.Nodes(new Listing(",", [left, right])).ToList();
        var weights = nodes.OfType<Application>().Where(node => node.Head.Equals(s_density)).ToList();
        return
            weights.Count > 0
            && !scope.IsDeclared(s_density)
            && scope.Definitions("f").Count == 0
            && !nodes.Contains(s_law)
            // f(x) for the values x of an X that the claim takes a mean of, below an integral over x.
            && weights.TrueForAll(weight =>
                weight.Argument is Delimited { Open: "(", Content: Identifier { Name: [>= 'x' and <= 'z'] } value }
                && nodes.Contains(new Identifier(value.Name.ToUpperInvariant()))
                && nodes.OfType<Differential>().Any(differential => differential.Variable.Equals(value))
            )
            && nodes.Count(node => node.Equals(s_density)) == weights.Count
            && nodes.OfType<Application>().Any(node => Randomness.IsOperator(node.Head) || IsMean(node.Head))
            ? (Put(left), Put(right))
            : null;
    }

    private static bool IsMean(Expression head) => head is Identifier { Name: "E" };

    private static Expression Put(Expression node) => node.Equals(s_density) ? s_law : node.MapChildren(Put);
}
