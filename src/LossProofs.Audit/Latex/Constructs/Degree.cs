// 90^\circ, 45°: an angle in degrees, a number of π/180.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Constructs;

internal sealed class Degree : Construct
{
    public override string Name => "degree";

    public override string Example => @"90^\circ";

    // Of a number only: A^\circ is the interior of a set to some.
    internal override Expression? After(FormulaParser parser, int start, Expression operand) =>
        operand
            is Scripted
            {
                Base: Numeral number,
                Subscript: null,
                Superscript: Identifier { Name: "\\circ" or "°" },
                Primes: 0
            }
            ? new Constructed(this, [number])
        : operand is Numeral && parser.TakesWord(["°"]) is not null ? new Constructed(this, [operand])
        : null;

    public override string Print(Sequence<string> parts) => $@"{parts[0]}^\circ";

    public override string Markup(Sequence<string> parts) => $"{parts[0]}<mo>°</mo>";

    internal override Expression? Meaning(Sequence<Expression> parts) =>
        new Fraction(
            new Product([new Factor(string.Empty, parts[0]), new Factor("\\cdot", new Identifier("\\pi"))]),
            new Numeral("180")
        );
}
