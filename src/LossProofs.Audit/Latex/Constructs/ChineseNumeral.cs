// 3万 = 30,000 and 2亿 = 200,000,000: a number before the Chinese word for ten thousand or a hundred million.
using System.Globalization;
using System.Numerics;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Latex.Constructs;

internal sealed class ChineseNumeral : Construct
{
    public override string Name => "chinese-numeral";

    public override string Example => "3万";

    internal override Expression? After(FormulaParser parser, int start, Expression operand) =>
        operand is Numeral && parser.TakesWord(["万", "亿"]) is { } word
            ? new Constructed(this, [operand, new Identifier(word, LetterStyle.Roman)])
            : null;

    public override string Print(Sequence<string> parts) =>
        parts[0] + (parts[1].Contains('亿', StringComparison.Ordinal) ? "亿" : "万");

    public override string Markup(Sequence<string> parts) => string.Concat(parts);

    internal override Expression? Meaning(Sequence<Expression> parts)
    {
        var digits = ((Numeral)parts[0]).Digits;
        var zeros = parts[1] is Identifier { Name: "亿" } ? 8 : 4;
        var dot = digits.IndexOf('.', StringComparison.Ordinal);
        var places = dot < 0 ? 0 : digits.Length - dot - 1;
        if (places > zeros)
        {
            return null;
        }

        var value = BigInteger.Parse(
            digits.Replace(".", string.Empty, StringComparison.Ordinal),
            CultureInfo.InvariantCulture
        );
        return new Numeral((value * BigInteger.Pow(10, zeros - places)).ToString(CultureInfo.InvariantCulture));
    }

    public override string Reason => "a number with more digits after the point than 万 has zeros";
}
