// p(\theta | x) \propto p(x | \theta) p(\theta): as functions of what stands before the bar. With another value of it, written
// \theta', the two sides are proportional where p(\theta | x) \cdot (p(x | \theta') p(\theta')) = p(\theta' | x) \cdot (p(x | \theta) p(\theta)).
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal static class Proportion
{
    /// <summary>The two products that are equal where the sides are proportional; null where nothing shows in which variable.</summary>
    /// <param name="chain">The whole chain, at whose left the law stands.</param>
    /// <param name="relation">The step's sign.</param>
    /// <param name="left">The step's left side.</param>
    /// <param name="right">The step's right side.</param>
    public static (Expression One, Expression Other)? Of(
        Chain? chain,
        string relation,
        Expression left,
        Expression right
    )
    {
        if (
            relation != "\\propto"
            || chain?.Operands[0]
                is not Application
                {
                    Head: var law,
                    Argument: Delimited { Open: "(", Content: Barred { Bar: "|", Left: var asked } }
                }
            || !JointWorld.IsLaw(law)
            || (asked is Chain { Operands: [_, var value], Relations: [{ Symbol: "=" }] } ? value : asked)
                is not { } variable
            || variable is not (Identifier or Scripted { Superscript: null, Primes: 0 })
            || !Names.IsName(variable)
            || !Names.Nodes(left).Contains(variable)
            || !Names.Nodes(right).Contains(variable)
        )
        {
            return null;
        }

        var another = variable is Scripted scripted
            ? scripted with
            {
                Primes = 1,
            }
            : new Scripted(variable, null, null, 1);
        return (Product(left, Put(right)), Product(Put(left), right));

        Expression Put(Expression node) => node.Equals(variable) ? another : node.MapChildren(Put);
    }

    private static Product Product(Expression one, Expression other) =>
        new([
            new Factor(string.Empty, new Delimited("(", one, ")")),
            new Factor(string.Empty, new Delimited("(", other, ")")),
        ]);
}
