// AB of capital letters of which nothing is said: numbers, or matrices that need not commute.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class MatrixOrNumber : Ambiguity
{
    public override string Name => "matrix-or-number";

    public override string Example => "AB";

    public override Sequence<string> Readings => [@"A \times B", "(A)(B)"];

    public override bool IsEven => true;

    internal override IReadOnlyList<NodeReading>? Of(Expression node, INameFacts facts)
    {
        if (node is not Product product)
        {
            return null;
        }

        foreach (var (left, right) in product.Factors.Zip(product.Factors.Skip(1)))
        {
            var capitals = Capitals(left.Value).Concat(Capitals(right.Value)).Distinct().ToList();
            if (
                right.Link.Length == 0
                && capitals.Count > 1
                && Capitals(left.Value).Any()
                && Capitals(right.Value).Any()
            )
            {
                return
                [
                    new NodeReading("a product of numbers", product),
                    new NodeReading($"a product of matrices ({string.Join(", ", capitals)})", null),
                ];
            }
        }

        return null;

        IEnumerable<Expression> Capitals(Expression factor) =>
            NotationNames
                .In(factor)
                .Where(name =>
                    // A, \boldsymbol{\Sigma}_k, \hat{Q}'.
                    (name is Scripted { Base: Identifier letter } ? letter : name)
                        is Identifier
                        {
                            Style: LetterStyle.Plain or LetterStyle.Bold,
                            Name: [>= 'A' and <= 'Z'] or ['\\', >= 'A' and <= 'Z', ..]
                        }
                    && !facts.IsKnown(name)
                    // A_{12} of an A that is declared.
                    && !(name is Scripted { Base: var whole } && facts.IsKnown(whole))
                    && !facts.IsNumber(name)
                    && !facts.IsArray(name)
                );
    }
}
