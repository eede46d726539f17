// 5!! = 5·3·1, of a number; the factorial of a factorial is written (5!)!.
using System.Globalization;
using System.Numerics;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Constructs;

internal sealed class DoubleFactorial : Construct
{
    // Beyond this the digits are of no use to a reader.
    private const int Largest = 300;

    public override string Name => "double-factorial";

    public override string Example => "5!!";

    internal override Expression? After(FormulaParser parser, int start, Expression operand) =>
        parser.Takes("!", "!") ? new Constructed(this, [operand]) : null;

    public override string Print(Sequence<string> parts) => $"{{{parts[0]}}}!!";

    public override string Markup(Sequence<string> parts) => $"{parts[0]}<mo>!!</mo>";

    internal override Expression? Meaning(Sequence<Expression> parts)
    {
        var operand = parts[0] is Delimited { Open: "(", Content: var content } ? content : parts[0];
        if (operand is not Numeral { Digits: var digits } || !int.TryParse(digits, out var n) || n > Largest)
        {
            return null;
        }

        var value = BigInteger.One;
        for (var factor = n; factor > 1; factor -= 2)
        {
            value *= factor;
        }

        return new Numeral(value.ToString(CultureInfo.InvariantCulture));
    }

    public override string Reason => "a double factorial is followed for numbers only: write it as a product";
}
