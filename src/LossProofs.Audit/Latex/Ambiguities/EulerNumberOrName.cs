// e where the text says something of e: that quantity, or Euler's number after all. What a binding declares leaves no doubt.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class EulerNumberOrName : Ambiguity
{
    public override string Name => "euler-number-or-name";

    public override string Example => "e^2";

    public override Sequence<string> Readings => ["e^2", @"\mathrm{e}^2"];

    internal override IReadOnlyList<NodeReading>? Of(Expression node, INameFacts facts)
    {
        if (
            node is not Identifier { Name: "e", Style: LetterStyle.Plain, Accents.Count: 0 }
            || facts.IsBinding(node)
            || facts.Counts(node)
            // E = e: a value of a random quantity.
            || facts.IsValue(node)
        )
        {
            return null;
        }

        var constant = new NodeReading("Euler's number", new Identifier("e", LetterStyle.Roman));
        return facts.IsKnown(node) ? [new NodeReading("the quantity e that the text speaks of", node), constant]
            : facts.IsMentioned(node)
                ? [constant, new NodeReading("the quantity e that the text speaks of", null) { IsEven = true }]
            : null;
    }
}
