// i where nothing says what it is and nothing is indexed with it: a name, or the imaginary unit. Upright i is the unit, and so
// is one of which the words say it.
using LossProofs.Audit.Latex.Constructs;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class ImaginaryUnit : Ambiguity
{
    public override string Name => "imaginary-unit";

    public override string Example => "e^{i x}";

    public override Sequence<string> Readings => [@"e^{\iota x}", @"e^{\mathrm{i} x}"];

    public override bool IsEven => true;

    internal override IReadOnlyList<NodeReading>? Of(Expression node, INameFacts facts)
    {
        if (
            node is not Identifier { Name: "i" or "j", Accents.Count: 0 } name
            || name is { Name: "j", Style: not LetterStyle.Roman }
            || name.Style is not (LetterStyle.Plain or LetterStyle.Roman)
            || facts.IsBound(name)
            || facts.IsKnown(name)
            || facts.Counts(name)
        )
        {
            return null;
        }

        var unit = new NodeReading("the imaginary unit", ComplexUnit.Node);
        return name.Style == LetterStyle.Roman || facts.IsImaginary(name)
            ? [unit]
            : [new NodeReading($"a name {name}", name), unit];
    }
}
