// What differs between two trees: the least parts that have to be exchanged to make one the other.
using LossProofs.Audit.Latex;

namespace LossProofs.Audit.Reports.Html;

/// <summary>Compares trees.</summary>
internal static class Difference
{
    /// <summary>The nodes of each tree that have no counterpart in the other; both empty where they are equal.</summary>
    public static (IReadOnlySet<Expression> Before, IReadOnlySet<Expression> After) Between(
        Expression before,
        Expression after
    )
    {
        var (removed, added) = (MathMl.Nodes(), MathMl.Nodes());
        Compare(before, after);
        return (removed, added);

        void Compare(Expression one, Expression other)
        {
            if (one.Equals(other))
            {
                return;
            }

            // A single term beside a sum, a single factor beside a product: what is added is the rest.
            if (one is Additive { Terms.Count: > 1 } != other is Additive { Terms.Count: > 1 })
            {
                Align(Terms(one), Terms(other));
                return;
            }

            if (one is Product != other is Product && one is not Additive)
            {
                Align(Factors(one), Factors(other));
                return;
            }

            var (ones, others) = (Parts(one), Parts(other));
            if (one.GetType() != other.GetType() || ones.Count == 0 || others.Count == 0 || !SameFrame(one, other))
            {
                removed.Add(one);
                added.Add(other);
            }
            else
            {
                Align(ones, others);
            }
        }

        // Equal parts in order stay; what lies between them is compared part by part.
        void Align(IReadOnlyList<Part> ones, IReadOnlyList<Part> others)
        {
            var table = new int[ones.Count + 1, others.Count + 1];
            for (var i = ones.Count - 1; i >= 0; i--)
            {
                for (var j = others.Count - 1; j >= 0; j--)
                {
                    table[i, j] = ones[i].Equals(others[j])
                        ? table[i + 1, j + 1] + 1
                        : Math.Max(table[i + 1, j], table[i, j + 1]);
                }
            }

            var (at, to) = (0, 0);
            var (open, close) = (new List<Part>(), new List<Part>());
            while (at < ones.Count || to < others.Count)
            {
                if (at < ones.Count && to < others.Count && ones[at].Equals(others[to]))
                {
                    Settle();
                    at++;
                    to++;
                }
                else if (to == others.Count || (at < ones.Count && table[at + 1, to] >= table[at, to + 1]))
                {
                    open.Add(ones[at++]);
                }
                else
                {
                    close.Add(others[to++]);
                }
            }

            Settle();

            void Settle()
            {
                for (var which = 0; which < Math.Max(open.Count, close.Count); which++)
                {
                    if (which >= close.Count)
                    {
                        removed.Add(open[which].Node);
                    }
                    else if (which >= open.Count)
                    {
                        added.Add(close[which].Node);
                    }
                    else if (open[which].Sign != close[which].Sign)
                    {
                        removed.Add(open[which].Node);
                        added.Add(close[which].Node);
                    }
                    else
                    {
                        Compare(open[which].Node, close[which].Node);
                    }
                }

                open.Clear();
                close.Clear();
            }
        }
    }

    // A part with the sign that joins it to the part before.
    private readonly record struct Part(string Sign, Expression Node);

    private static IReadOnlyList<Part> Parts(Expression node) =>
        node switch
        {
            Additive { Terms.Count: > 1 } => Terms(node),
            Product => Factors(node),
            _ => [.. node.Parts().Select(part => new Part("", part))],
        };

    private static IReadOnlyList<Part> Terms(Expression node) =>
        node is Additive { Terms.Count: > 1 } sum
            ? [.. sum.Terms.Select(term => new Part(term.Sign, term.Term))]
            : [new Part("+", node)];

    private static IReadOnlyList<Part> Factors(Expression node) =>
        node is Product product
            ? [.. product.Factors.Select(factor => new Part(factor.Link, factor.Value))]
            : [new Part("", node)];

    // Whether two nodes of one type differ in their parts only, and in how many of them a list has.
    private static bool SameFrame(Expression one, Expression other)
    {
        if (one is Additive or Product)
        {
            return true;
        }

        var parts = other.Parts();
        if (one.Parts().Count != parts.Count)
        {
            return one is Listing or Rows;
        }

        var at = 0;
        return one.MapChildren(_ => parts[at++]).Equals(other);
    }
}
