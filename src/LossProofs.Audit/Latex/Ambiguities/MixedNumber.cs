// 1\frac12: one and a half, or a product.
using System.Numerics;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class MixedNumber : Ambiguity
{
    public override string Name => "mixed-number";

    public override string Example => @"1\frac{1}{2}";

    public override Sequence<string> Readings => [@"1 \cdot \frac{1}{2}", @"1 + \frac{1}{2}"];

    public override bool IsEven => true;

    internal override IReadOnlyList<NodeReading>? Of(Expression node, INameFacts facts)
    {
        if (
            node
                is not Product
                {
                    Factors: [
                        { Value: Numeral whole },
                        { Link: "", Value: Fraction { Numerator: Numeral above, Denominator: Numeral below } part },
                        ..,
                    ]
                } product
            || !BigInteger.TryParse(whole.Digits, out _)
            || !BigInteger.TryParse(above.Digits, out var numerator)
            || !BigInteger.TryParse(below.Digits, out var denominator)
            || numerator >= denominator
        )
        {
            return null;
        }

        var sum = new Delimited("(", new Additive([new Addend("+", whole), new Addend("+", part)]), ")");
        return
        [
            new NodeReading($"{whole} times a fraction", product),
            new NodeReading(
                $"a mixed number {whole} and a fraction",
                product.Factors.Count == 2
                    ? sum
                    : new Product([new Factor(string.Empty, sum), .. product.Factors.Skip(2)])
            ),
        ];
    }
}
