// 0.368, 4.5·10⁻⁵.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A printed number is a rounded one: a claim about it holds within a unit of the last digit.</summary>
internal sealed class RoundedNumber : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim)
    {
        var step = claim.Step;
        if (claim.First.Proposition is not Terms.Comparison(var left, Relation.Equal, var right))
        {
            yield break;
        }

        if ((PrintedUnit(step.Right) ?? PrintedUnit(step.Left)) is { } unit)
        {
            yield return claim.First with
            {
                Proposition = new Terms.Comparison(
                    new Apply(Function.Abs, [left - right]),
                    Relation.LessOrEqual,
                    new Number(unit)
                ),
                Note = "a rounded number",
            };
        }
        else if (claim.IsClosed && (HasDecimal(step.Left) || HasDecimal(step.Right)))
        {
            yield return Nothing("with rounded numbers");
        }
    }

    private static bool HasDecimal(Expression side) =>
        Names
            .Nodes(side)
            .Any(node => node is Numeral { Digits: var digits } && digits.Contains('.', StringComparison.Ordinal));

    // One unit of the last printed digit, when the side is a printed number: 0.368, −1.20, 4.5·10⁻⁵, 64%, 22026.
    private static Rational? PrintedUnit(Expression side)
    {
        switch (side)
        {
            case Additive { Terms: [{ Term: var only }] }:
                return PrintedUnit(only);
            case Delimited { Content: var inner }:
                return PrintedUnit(inner);
            case Postfix { Sign: "\\%", Operand: Numeral { Digits: var digits } }:
                return Unit(digits) / 100;
            case Numeral { Digits: var digits }
                when digits.Contains('.', StringComparison.Ordinal) || digits.Length > 2:
                return Unit(digits);
            case Product { Factors: [{ Value: Numeral { Digits: var digits } }, { Value: var power }] }
                when Exponent(power) is { } exponent:
                return Unit(digits) * Rational.Pow(10, exponent);
            default:
                return null;
        }
    }

    private static Rational Unit(string digits)
    {
        var dot = digits.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? Rational.One : Rational.Pow(new Rational(1, 10), digits.Length - dot - 1);
    }

    private static int? Exponent(Expression power) =>
        power is Scripted { Base: Numeral { Digits: "10" }, Subscript: null, Superscript: { } superscript }
            ? superscript switch
            {
                Numeral { Digits: var digits } when digits.Length < 4 && int.TryParse(digits, out var value) => value,
                Additive { Terms: [{ Sign: "-", Term: Numeral { Digits: var digits } }] }
                    when digits.Length < 4 && int.TryParse(digits, out var value) => -value,
                _ => null,
            }
            : null;
}
