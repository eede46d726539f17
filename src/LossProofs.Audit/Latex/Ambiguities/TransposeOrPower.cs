// x^T: the transpose of x, or a power with the exponent T. A T that is a number makes powers; an array is transposed.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Ambiguities;

internal sealed class TransposeOrPower : Ambiguity
{
    public override string Name => "transpose-or-power";

    public override string Example => "x^T";

    public override Sequence<string> Readings => [@"x^\top", "x^{(T)}"];

    public override bool IsEven => true;

    internal override IReadOnlyList<NodeReading>? Of(Expression node, INameFacts facts)
    {
        if (
            node
            is not Scripted
            {
                Superscript: Identifier { Name: "T", Style: LetterStyle.Plain, Accents.Count: 0 }
            } written
        )
        {
            return null;
        }

        var exponent = written.Superscript!;
        var power = new NodeReading(
            "a power with the exponent T",
            written with
            {
                Superscript = new Additive([new Addend("+", exponent)]),
            }
        );
        var names = NotationNames.In(written.Base).ToList();
        if (names.Exists(facts.IsArray))
        {
            return null;
        }

        if (
            facts.IsNumber(exponent)
            || facts.IsKnown(exponent)
            || names.TrueForAll(facts.IsNumber) && written.Base is not Identifier { Style: LetterStyle.Bold }
        )
        {
            return [power];
        }

        return [new NodeReading("a transpose", written with { Superscript = new Identifier("\\top") }), power];
    }
}
