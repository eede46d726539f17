// \nabla_\theta \mathbb{E}_{x \sim p_\theta}[f(x)]: a mean whose law depends on what is differentiated by, written as the sum that
// it is for finitely many values.
using LossProofs.Audit.Latex;

namespace LossProofs.Audit.Claims;

internal static class WrittenMeans
{
    /// <summary>Both sides with their means as sums; null where nothing is differentiated, or no mean has a law below it.</summary>
    public static (Expression Left, Expression Right)? Of(Expression left, Expression right)
    {
        var nodes = Names.Nodes(left).Concat(Names.Nodes(right)).ToList();
        return
            nodes.Exists(node =>
                node is DerivativeQuotient
                || node is Application { Head: var head }
                    && ((head as Scripted)?.Base ?? head) is Identifier { Name: "\\nabla" }
            ) && nodes.Exists(node => Summed(node) is not null)
            ? (Written(left), Written(right))
            : null;
    }

    private static Expression Written(Expression node)
    {
        var mapped = node.MapChildren(Written);
        return Summed(mapped) ?? mapped;
    }

    private static BigOperator? Summed(Expression node)
    {
        if (
            node is not Application { Head: var head, Argument: Delimited { Content: var body } }
            || Randomness.Head(head) is not ("E" or "\\mathbb{E}")
            || head is not (Identifier or Scripted { Subscript: not null, Superscript: null, Primes: 0 })
        )
        {
            return null;
        }

        var (value, weight) = (head as Scripted)?.Subscript switch
        {
            // The only law in it.
            null => Names.Nodes(body).Where(law => JointWorld.AskedOf(law) is not null).Distinct().ToList()
                is [Application only]
                ? (JointWorld.AskedOf(only), only)
                : (null, null),
            Chain { Operands: [Identifier drawn, var law], Relations: [{ Symbol: "\\sim" }] } => (
                (Expression)drawn,
                law switch
                {
                    Application { Argument: Delimited fence } written => written with
                    {
                        Argument = fence with { Content = At(fence.Content, drawn) },
                    },
                    _ when Names.IsName(law) => new Application(law, new Delimited("(", drawn, ")")),
                    _ => null,
                }
            ),
            Application written => (JointWorld.AskedOf(written), written),
            _ => (null, null),
        };
        return
            value is Identifier && weight is not null && JointWorld.AskedOf(weight) is { } asked && asked.Equals(value)
            ? new BigOperator(
                "\\sum",
                value,
                null,
                new Product([new Factor(string.Empty, weight), new Factor(string.Empty, new Delimited("(", body, ")"))])
            )
            : null;
    }

    // \pi_\theta(\cdot|s) at a.
    private static Expression At(Expression node, Expression value) =>
        node is Placeholder or Identifier { Name: "\\cdot" } ? value : node.MapChildren(child => At(child, value));
}
