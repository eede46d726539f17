// \sum_{i \ne j}: over both indices; over the one alone that nothing outside of the sum fixes.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class PairOfIndices : Ambiguity
{
    public override string Name => "pair-of-indices";

    public override string Example => @"\sum_{i \ne j} x_i x_j";

    public override Sequence<string> Readings =>
        [@"\sum_{i,j,i \ne j} x_i x_j", @"\sum_{i} \mathbb{1}[i \ne j] x_i x_j"];

    internal override IReadOnlyList<NodeReading>? Of(Expression node, INameFacts facts)
    {
        if (
            node
            is not BigOperator
            {
                Lower: Chain
                {
                    Relations: [{ Symbol: "\\neq" }],
                    Operands: [
                        Identifier { Style: LetterStyle.Plain } first,
                        Identifier { Style: LetterStyle.Plain } second,
                    ]
                } differ,
                Upper: null
            } big
        )
        {
            return null;
        }

        if (IsFixed(second))
        {
            return null;
        }

        return IsFixed(first)
            ? [new NodeReading($"over {second} alone", big with { Lower = differ with { Operands = [second, first] } })]
            :
            [
                new NodeReading(
                    $"over {first} and {second}",
                    big with
                    {
                        Lower = new Listing(",", [first, second, differ]),
                    }
                ),
            ];

        bool IsFixed(Expression index) =>
            facts.IsBound(index) || facts.IsKnown(index) || facts.StandsOutside(index, big);
    }
}
