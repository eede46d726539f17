// Enclosures in decimal, for people: as many digits as are certain, rounded outwards.
using System.Globalization;
using System.Numerics;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>Decimal notation.</summary>
public static class Enclosures
{
    private const int Digits = 12;

    /// <summary>"[lower, upper]" with twelve significant digits, outwards; an exact number as a fraction.</summary>
    public static string Show(Ball value)
    {
        if (!value.IsFinite)
        {
            return value.IsDefined ? "unbounded" : "undefined";
        }

        // Too long to be written out.
        const int longest = 50_000;
        if (!value.ContainsZero && Math.Abs(value.MidpointExponent) > longest)
        {
            return (value.IsNegative ? "-" : "") + $"2^{value.MidpointExponent}, about";
        }

        if (value is { ContainsZero: true, IsExact: false } && value.RadiusExponent is > longest or < -longest)
        {
            return $"0 ± 2^{value.RadiusExponent}";
        }

        var (lower, upper) = (value.Lower, value.Upper);
        return $"[{Decimal(lower, up: false)}, {Decimal(upper, up: true)}]";
    }

    /// <summary>A decimal with twelve significant digits, not above (not below) the number.</summary>
    public static string Decimal(Rational value, bool up)
    {
        if (value.Sign == 0)
        {
            return "0";
        }

        // value = mantissa · 10^exponent with a mantissa of twelve digits, rounded towards −∞ or +∞.
        var magnitude = BigInteger.Abs(value.Numerator);
        var exponent =
            (int)Math.Floor((magnitude.GetBitLength() - (double)value.Denominator.GetBitLength()) * 0.30103) - Digits;
        BigInteger mantissa;
        while (true)
        {
            var numerator = exponent < 0 ? value.Numerator * BigInteger.Pow(10, -exponent) : value.Numerator;
            var denominator = exponent > 0 ? value.Denominator * BigInteger.Pow(10, exponent) : value.Denominator;
            mantissa = BigInteger.DivRem(numerator, denominator, out var remainder);
            if (!remainder.IsZero)
            {
                mantissa +=
                    up && numerator.Sign > 0 ? 1
                    : !up && numerator.Sign < 0 ? -1
                    : 0;
            }

            if (BigInteger.Abs(mantissa) < BigInteger.Pow(10, Digits))
            {
                break;
            }

            exponent++;
        }

        while (!mantissa.IsZero && (mantissa % 10).IsZero)
        {
            mantissa /= 10;
            exponent++;
        }

        var digits = BigInteger.Abs(mantissa).ToString(CultureInfo.InvariantCulture);
        var sign = mantissa.Sign < 0 ? "-" : "";
        var point = digits.Length + exponent;
        return point is > -5 and <= 21
            ? sign
                + (
                    exponent >= 0 ? digits + new string('0', exponent)
                    : point > 0 ? digits[..point] + "." + digits[point..]
                    : "0." + new string('0', -point) + digits
                )
            : sign
                + digits[..1]
                + (digits.Length > 1 ? "." + digits[1..] : "")
                + "e"
                + (point - 1).ToString(CultureInfo.InvariantCulture);
    }
}
