// \mathbb{E}[X] = \sum_{i=1}^n x_i p(x_i): the values of X by their numbers, where \sum_x x p(x) says the same without.
using LossProofs.Audit.Latex;

namespace LossProofs.Audit.Claims;

internal static class NumberedValues
{
    /// <summary>The two sides with sums over the values themselves; null where there are none.</summary>
    public static (Expression Left, Expression Right)? Of(Expression left, Expression right)
    {
        var all = new Listing(",", [left, right]);
        var changed = false;
        var (one, other) = (Unnumbered(left), Unnumbered(right));
        return changed ? (one, other) : null;

        Expression Unnumbered(Expression node)
        {
            var inner = node.MapChildren(Unnumbered);
            if (
                inner is not BigOperator { Operator: "\\sum", Lower: { } lower } sum
                || (lower is Chain { Operands: [var low, Numeral], Relations: [{ Symbol: "=" }] } ? low : lower)
                    is not Identifier index
                || Family(sum.Body, index) is not { } letter
                // X is what takes the values; x by itself is another number.
                || !Names.Nodes(all).Contains(new Identifier(letter.Name.ToUpperInvariant()))
                || Names.Nodes(Put(all, index, letter, new Missing())).Contains(letter)
            )
            {
                return inner;
            }

            changed = true;
            return sum with { Lower = letter, Upper = null, Body = Put(sum.Body, index, letter, letter) };
        }
    }

    // The x of a body in which the index only numbers x, and x_i stands in a probability.
    private static Identifier? Family(Expression body, Identifier index)
    {
        var numbered = Names
            .Nodes(body)
            .OfType<Scripted>()
            .Where(node => node.Subscript is { } number && Names.Nodes(number).Contains(index))
            .ToList();
        return
            numbered is [{ Base: Identifier { Accents.Count: 0, Name: [>= 'a' and <= 'z'] } letter } first, ..]
            && numbered.TrueForAll(node => node.Equals(first))
            && first is { Subscript: Identifier, Superscript: null, Primes: 0 }
            && !Names.Nodes(Put(body, index, letter, letter)).Contains(index)
            && Names
                .Nodes(body)
                .Any(node =>
                    node is Application { Head: var head, Argument: var argument }
                    && (head is Scripted { Base: var plain } ? plain : head)
                        is Identifier { Name: "p" or "P" or "\\Pr" or "f" }
                    && Names.Nodes(argument).Contains(first)
                )
            ? letter
            : null;
    }

    private static Expression Put(Expression node, Identifier index, Identifier letter, Expression value) =>
        node is Scripted { Base: Identifier family, Subscript: Identifier number, Superscript: null, Primes: 0 }
        && family.Equals(letter)
        && number.Equals(index)
            ? value
            : node.MapChildren(child => Put(child, index, letter, value));
}
