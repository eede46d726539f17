// Fractions read from text and rounded to doubles, and the simplest fraction in an interval.
using System.Globalization;
using System.Numerics;

namespace LossProofs.Reals;

public readonly partial struct Rational
{
    // Enough for every double and long double written out; beyond it the text is refused, not expanded.
    private const int LargestTextExponent = 100_000;

    /// <summary>Reads "3", "-1/2", "0.25", "1e-3", "2.5e3/7" or a C99 hexadecimal float such as "0x1.8p+3".</summary>
    /// <exception cref="FormatException">The text is none of these, or its exponent exceeds 100,000.</exception>
    public static Rational Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var value)
            ? value
            : throw new FormatException(
                $"'{text}' is not a number: expected a decimal, a fraction or a hexadecimal float, such as -12, 0.25, 1e-3, 1/2 or 0x1.8p+3"
            );
    }

    /// <summary>Reads what <see cref="Parse"/> reads; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Rational value)
    {
        text = text.Trim();
        var slash = text.IndexOf('/');
        if (slash < 0)
        {
            return TryParseNumber(text, out value);
        }

        value = default;
        if (
            !TryParseNumber(text[..slash].Trim(), out var numerator)
            || !TryParseNumber(text[(slash + 1)..].Trim(), out var denominator)
            || denominator.Sign == 0
        )
        {
            return false;
        }

        value = numerator / denominator;
        return true;
    }

    /// <summary>The largest integer ≤ the value.</summary>
    public static BigInteger Floor(Rational value)
    {
        var quotient = BigInteger.DivRem(value.Numerator, value.Denominator, out var remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The smallest integer ≥ the value.</summary>
    public static BigInteger Ceiling(Rational value) => -Floor(-value);

    /// <summary>The smaller of the two.</summary>
    public static Rational Min(Rational left, Rational right) => left <= right ? left : right;

    /// <summary>The larger of the two.</summary>
    public static Rational Max(Rational left, Rational right) => left >= right ? left : right;

    /// <summary>
    /// The fraction of least denominator (and then least magnitude) in the closed interval: the highest node of the
    /// Stern–Brocot tree in it.
    /// </summary>
    /// <exception cref="ArgumentException">The lower end exceeds the upper one.</exception>
    public static Rational Simplest(Rational lower, Rational upper)
    {
        if (lower > upper)
        {
            throw new ArgumentException($"the lower end {lower} exceeds the upper end {upper}", nameof(lower));
        }

        if (lower.Sign <= 0 && upper.Sign >= 0)
        {
            return Zero;
        }

        if (upper.Sign < 0)
        {
            return -Simplest(-upper, -lower);
        }

        // Common continued-fraction terms, then the least integer that fits; the convergents fold them back.
        var (p, q, previousP, previousQ) = (BigInteger.One, BigInteger.Zero, BigInteger.Zero, BigInteger.One);
        while (true)
        {
            var floor = Floor(lower);
            var isLast = floor == lower || floor + 1 <= upper;
            var term = floor == lower || !isLast ? floor : floor + 1;
            (p, previousP) = (term * p + previousP, p);
            (q, previousQ) = (term * q + previousQ, q);
            if (isLast)
            {
                return new Rational(p, q);
            }

            (lower, upper) = (One / (upper - floor), One / (lower - floor));
        }
    }

    /// <summary>The nearest double, ties to even; ±∞ beyond the range.</summary>
    public double ToDouble()
    {
        // 64 or more quotient bits and one for "there is a remainder" decide every rounding
        var shift = Math.Max(0, 64 - ((int)BigInteger.Abs(Numerator).GetBitLength() - (int)Denominator.GetBitLength()));
        var quotient = BigInteger.DivRem(BigInteger.Abs(Numerator) << shift, Denominator, out var remainder) << 1;
        quotient += remainder.IsZero ? 0 : 1;
        return BinaryRounding.Nearest(Sign < 0 ? -quotient : quotient, -shift - 1, BinaryRounding.Double);
    }

    private static bool TryParseNumber(ReadOnlySpan<char> text, out Rational value)
    {
        value = default;
        var negative = text.StartsWith("-", StringComparison.Ordinal);
        if (negative || text.StartsWith("+", StringComparison.Ordinal))
        {
            text = text[1..];
        }

        var hexadecimal = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (hexadecimal)
        {
            text = text[2..];
        }

        var exponent = 0;
        var marker = hexadecimal ? text.IndexOfAny('p', 'P') : text.IndexOfAny('e', 'E');
        if (marker >= 0)
        {
            if (
                !int.TryParse(
                    text[(marker + 1)..],
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out exponent
                )
                || Math.Abs((long)exponent) > LargestTextExponent
            )
            {
                return false;
            }

            text = text[..marker];
        }

        var point = text.IndexOf('.');
        var digits = point < 0 ? text.ToString() : string.Concat(text[..point], text[(point + 1)..]);
        if (
            digits.Length is 0 or > LargestTextExponent
            || !digits.All(c => hexadecimal ? char.IsAsciiHexDigit(c) : char.IsAsciiDigit(c))
        )
        {
            return false;
        }

        var fraction = point < 0 ? 0 : text.Length - point - 1;
        var mantissa = hexadecimal
            ? BigInteger.Parse("0" + digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        exponent -= hexadecimal ? 4 * fraction : fraction;
        BigInteger scale = BigInteger.Pow(hexadecimal ? 2 : 10, Math.Abs(exponent));
        value = exponent >= 0 ? new Rational(mantissa * scale, 1) : new Rational(mantissa, scale);
        value = negative ? -value : value;
        return true;
    }
}
