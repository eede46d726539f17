// An average over draws in the place of a mean: \mathbb{E}_{x \sim p}[f(x)] \approx \frac{1}{T} \sum_{t=1}^T f(x^t). What it says is
// that the draws are averaged over what the mean is taken of.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal static class Sampling
{
    /// <summary>The mean that an average over draws stands for, by the law of the mean beside it; null where it is no such average.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="average">The average.</param>
    public static Expression? Of(Expression mean, Expression average)
    {
        if (
            mean
                is not Application
                {
                    Head: Scripted
                    {
                        Subscript: Chain { Operands: [var drawn, var law], Relations: [{ Symbol: "\\sim" }] },
                        Superscript: null
                    } head
                }
            || !Names.IsOperator(head)
            || Randomness.Head(head) is not ("E" or "\\mathbb{E}")
            || drawn is not Identifier
            || Averaged(average) is not var (sum, size)
            || sum.Body is Missing
        )
        {
            return null;
        }

        switch (sum.Lower)
        {
            // \frac{1}{|D|} \sum_{x \in D}.
            case Chain { Operands: [var member, var set], Relations: [{ Symbol: "\\in" }] }
                when sum.Upper is null
                    && member.Equals(drawn)
                    && size is Delimited { Open: "|", Content: var counted }
                    && counted.Equals(set):
                return Mean(sum.Body);
            case Chain { Operands: [Identifier index, Numeral { Digits: "1" }], Relations: [{ Symbol: "=" }] }
                when sum.Upper is { } last && last.Equals(size):
                // Each of the letters in the body is the draw of that number.
                var draws = Names.Nodes(sum.Body).Where(node => IsDraw(node, drawn, index)).ToHashSet();
                if (
                    draws.Count != 1
                    || Names.Nodes(sum.Body).Any(node => node.Equals(drawn) && !IsInside(sum.Body, node, draws))
                )
                {
                    return null;
                }

                var body = Put(sum.Body, draws.Single(), drawn);
                return Names.Nodes(body).Contains(index) ? null : Mean(body);
            default:
                return null;
        }

        // Written as the sum that it is, where the law has a name.
        Expression Mean(Expression body) =>
            Names.IsName(law)
                ? new BigOperator(
                    "\\sum",
                    drawn,
                    null,
                    new Product([
                        new Factor(string.Empty, body is Additive ? new Delimited("(", body, ")") : body),
                        new Factor(string.Empty, new Application(law, new Delimited("(", drawn, ")"))),
                    ])
                )
                : new Application(head, new Delimited("[", body, "]"));
    }

    // \frac{1}{T} \sum …, \frac{1}{T} (\sum …).
    private static (BigOperator Sum, Expression Size)? Averaged(Expression average) =>
        average is Product { Factors: [{ Value: var factor }, { Value: BigOperator { Operator: "\\sum" } sum }] }
            ? factor switch
            {
                Fraction { Numerator: Numeral { Digits: "1" }, Denominator: var size } => (sum, size),
                Quotient { Numerator: Numeral { Digits: "1" }, Denominator: var size } => (sum, size),
                _ => null,
            }
            : null;

    // x^t, x_t, x^{(t)}.
    private static bool IsDraw(Expression node, Expression letter, Expression index) =>
        node is Scripted { Primes: 0 } scripted
        && scripted.Base.Equals(letter)
        && (scripted.Subscript, scripted.Superscript) switch
        {
            (null, Delimited { Content: var place }) => place.Equals(index),
            (null, { } above) => above.Equals(index),
            ({ } below, null) => below.Equals(index),
            _ => false,
        };

    // Whether a letter only stands as the base of its draws.
    private static bool IsInside(Expression body, Expression letter, HashSet<Expression> draws) =>
        draws.Contains(body) || !body.Equals(letter) && body.Parts().All(part => IsInside(part, letter, draws));

    /// <summary>A body with another letter in the place of a name.</summary>
    public static Expression Put(Expression body, Expression draw, Expression letter) =>
        body.Equals(draw) ? letter : body.MapChildren(part => Put(part, draw, letter));
}
