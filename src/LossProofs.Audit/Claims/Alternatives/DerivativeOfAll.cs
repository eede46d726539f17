// d/dx x² + 1, d/dx sin x cos x, d/dx log x / x.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>d/dx at the head of a side, taken over the whole of it.</summary>
internal sealed class DerivativeOfAll() : ReachingToTheEnd("a derivative of all that follows")
{
    // Null when the side does not begin with a derivative.
    protected override Expression? OverAll(Expression side) =>
        Led(side, out var derivative) is { } operand && !ReferenceEquals(side, derivative)
            ? derivative! with
            {
                Argument = operand,
            }
            : null;

    // The side with its leading derivative replaced by what is differentiated.
    private static Expression? Led(Expression side, out Application? derivative)
    {
        derivative = null;
        switch (side)
        {
            case Application { Head: DerivativeQuotient } found:
                derivative = found;
                return found.Argument;
            case Quotient quotient when Led(quotient.Numerator, out derivative) is { } numerator:
                return quotient with { Numerator = numerator };
            case Product product when Led(product.Factors[0].Value, out derivative) is { } first:
                return product with
                {
                    Factors = [product.Factors[0] with { Value = first }, .. product.Factors.Skip(1)],
                };
            case Additive { Terms: [{ Sign: "+" }, ..] } sum when Led(sum.Terms[0].Term, out derivative) is { } term:
                return sum with { Terms = [sum.Terms[0] with { Term = term }, .. sum.Terms.Skip(1)] };
            default:
                return null;
        }
    }
}
