// Floating-point numbers as text that keeps every bit: C99 hexadecimal notation, one sign, 13 digits, binary exponent.
using System.Globalization;
using System.Numerics;

namespace LossProofs.Elementary;

/// <summary>
/// The notation of C99's %a with all 13 hexadecimal digits, e.g. 0x1.8000000000000p+1 = 3; subnormals as
/// 0x0.0000000000001p-1022, zero as 0x0.0p+0; inf, -inf, nan. A float is written as the double of the same value.
/// </summary>
public static class HexadecimalFloat
{
    /// <summary>The number in hexadecimal notation.</summary>
    public static string Format(double value)
    {
        if (double.IsNaN(value))
            return "nan";
        var sign = double.IsNegative(value) ? "-" : "";
        if (double.IsInfinity(value))
            return sign + "inf";
        if (value == 0)
            return sign + "0x0.0p+0";
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var biased = (int)(bits >> 52) & 0x7FF;
        var fraction = bits & 0xF_FFFF_FFFF_FFFF;
        var exponent = Math.Max(biased, 1) - 1023;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{sign}0x{(biased == 0 ? 0 : 1)}.{fraction:x13}p{exponent:+0;-0;+0}"
        );
    }

    /// <summary>
    /// Reads a hexadecimal number, a decimal one (rounded to the nearest double), inf, -inf or nan. False for anything
    /// else, and for a hexadecimal number that no double is equal to.
    /// </summary>
    public static bool TryParse(string text, out double value)
    {
        var body = text.AsSpan().Trim();
        var negative = body.StartsWith("-");
        if (negative || body.StartsWith("+"))
            body = body[1..];
        var parsed = TryParseMagnitude(body, out value);
        value = negative ? -value : value;
        return parsed;
    }

    private static bool TryParseMagnitude(ReadOnlySpan<char> body, out double value)
    {
        value = 0;
        if (body.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return TryParseHexadecimal(body[2..], out value);
        if (
            body.Equals("inf", StringComparison.OrdinalIgnoreCase)
            || body.Equals("infinity", StringComparison.OrdinalIgnoreCase)
        )
        {
            value = double.PositiveInfinity;
            return true;
        }

        if (body.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            value = double.NaN;
            return true;
        }

        return body.Length > 0
            && (char.IsAsciiDigit(body[0]) || body[0] == '.')
            && double.TryParse(
                body,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out value
            );
    }

    private static bool TryParseHexadecimal(ReadOnlySpan<char> body, out double value)
    {
        value = 0;
        var mark = body.IndexOfAny('p', 'P');
        if (
            mark < 0
            || !int.TryParse(
                body[(mark + 1)..],
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var exponent
            )
            || Math.Abs((long)exponent) > 100_000
        )
            return false;
        var point = body[..mark].IndexOf('.');
        var digits = point < 0 ? body[..mark].ToString() : string.Concat(body[..point], body[(point + 1)..mark]);
        // The leading 0 keeps the number from being read as negative.
        if (
            digits.Length is 0 or > 1000
            || !BigInteger.TryParse(
                "0" + digits,
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var integer
            )
        )
            return false;
        if (integer.IsZero)
            return true;
        exponent -= point < 0 ? 0 : 4 * (mark - point - 1);
        // An odd integer times a power of two: exact when it has at most 53 bits and none below 2^−1074.
        var zeros = (int)BigInteger.TrailingZeroCount(integer);
        (integer, exponent) = (integer >> zeros, exponent + zeros);
        if (integer.GetBitLength() > 53 || exponent < -1074 || integer.GetBitLength() + exponent > 1024)
            return false;
        value = Math.ScaleB((double)integer, exponent);
        return true;
    }
}
