// Exact bits as C99 hexadecimal floating-point numbers: what printf's %a writes, and every value of the tables.
using System.Globalization;
using System.Numerics;

namespace LossProofs.Tests.Support;

/// <summary>Writes floating-point numbers exactly and reads them back.</summary>
public static class HexFloat
{
    public static string Write<T>(T value)
        where T : IBinaryFloatingPointIeee754<T> =>
        value switch
        {
            double x => Write(x, 13),
            // A float's 23 fraction bits fill 6 hexadecimal digits of the same notation.
            float x => Write(x, 6),
            _ => throw new ArgumentException($"float or double expected, got {typeof(T)}", nameof(value)),
        };

    /// <summary>Reads a hexadecimal float, <c>inf</c>, <c>-inf</c> or <c>nan</c>; the number must fit a double exactly.</summary>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static double Parse(string text)
    {
        switch (text)
        {
            case "inf":
                return double.PositiveInfinity;
            case "-inf":
                return double.NegativeInfinity;
            case "nan":
                return double.NaN;
        }

        var digits = text.AsSpan();
        var negative = digits is ['-', ..];
        digits = negative ? digits[1..] : digits;
        var power = digits.IndexOf('p');
        if (
            !digits.StartsWith("0x")
            || power < 0
            || !int.TryParse(
                digits[(power + 1)..],
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var exponent
            )
        )
        {
            throw new FormatException($"'{text}' is not a hexadecimal float such as 0x1.8p+3");
        }

        var mantissa = digits[2..power];
        var point = mantissa.IndexOf('.');
        var fraction = point < 0 ? "" : mantissa[(point + 1)..].ToString();
        var whole = point < 0 ? mantissa.ToString() : mantissa[..point].ToString();
        var integer = ulong.Parse(whole + fraction, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        var value = Math.ScaleB(integer, exponent - 4 * fraction.Length);
        return negative ? -value : value;
    }

    private static string Write(double value, int digits)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan"
                : value > 0 ? "inf"
                : "-inf";
        }

        var bits = BitConverter.DoubleToUInt64Bits(value);
        var sign = bits >> 63 == 0 ? "" : "-";
        if (value == 0)
        {
            return sign + "0x0p+0";
        }

        // Numbers below the smallest normal double keep its exponent and a leading 0, as glibc prints them; the
        // subnormal floats are normal doubles.
        var biased = (int)((bits >> 52) & 0x7FF);
        var leading = biased == 0 ? '0' : '1';
        var exponent = Math.Max(biased, 1) - 1023;
        var fraction = (bits & 0xFFFFFFFFFFFFFUL).ToString("x13", CultureInfo.InvariantCulture)[..digits].TrimEnd('0');
        var point = fraction.Length == 0 ? "" : ".";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}0x{leading}{point}{fraction}p{exponent:+0;-0}");
    }
}
