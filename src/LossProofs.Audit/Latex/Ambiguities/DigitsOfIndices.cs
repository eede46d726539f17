// A_{12} of a matrix A: the entry in row 1 and column 2. Of a list x it is the twelfth entry, which nobody doubts.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class DigitsOfIndices : Ambiguity
{
    public override string Name => "digits-of-indices";

    public override string Example => "A_{12}";

    public override Sequence<string> Readings => ["A_{1,2}", "A_{(12)}"];

    internal override IReadOnlyList<NodeReading>? Of(Expression node, INameFacts facts) =>
        node
            is Scripted
            {
                Base: var name,
                Subscript: Numeral { Digits: [>= '1' and var row, >= '1' and var column] }
            } entry
        && facts.IsMatrix(name)
        && !facts.IsKnown(entry)
            ?
            [
                new NodeReading(
                    $"row {row}, column {column} of {name}",
                    entry with
                    {
                        Subscript = new Listing(",", [new Numeral(row.ToString()), new Numeral(column.ToString())]),
                    }
                ),
            ]
            : null;
}
