// Decimal output: only digits that are certain.
using System.Globalization;
using System.Numerics;

namespace LossProofs.Reals;

public readonly partial struct Ball
{
    // ⌊log₁₀ 2 · 2⁶⁰⌋
    private const long Log10Of2 = 347_063_955_532_709_820;

    // Powers of ten up to this binary size are multiplied exactly, beyond it with enclosures.
    private const long ExactDecimalLimit = 1L << 15;

    /// <summary>
    /// The value rounded to <paramref name="digits"/> significant decimal digits (nearest, ties to even), when every
    /// point of the ball rounds to the same. Numbers from 10^−⌊digits/3⌋ (at least 10⁻⁵) to 10^digits are written in
    /// full ("0.0012500", "12."), others as "1.2500e-45"; exact zero as "0.0", infinities as "inf" and "-inf".
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">digits is below 1.</exception>
    public bool TryToDecimal(int digits, out string text)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digits, 1);
        text = "";
        if (!IsFinite)
        {
            text = ToString();
            return IsInfinity;
        }

        if (ContainsZero)
        {
            text = "0.0";
            return IsExact;
        }

        if (!TryScale(digits, out var lower, out var upper, out var exponent) || lower != upper)
        {
            return false;
        }

        text = Layout(lower, exponent, digits);
        return true;
    }

    /// <summary>Decimal bounds with <paramref name="digits"/> significant digits, rounded outwards.</summary>
    /// <exception cref="ArgumentOutOfRangeException">digits is below 1.</exception>
    public (string Lower, string Upper) ToDecimalBounds(int digits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digits, 1);
        return _kind switch
        {
            Kind.Finite => (OutwardBound(End(-1), -1, digits), OutwardBound(End(1), 1, digits)),
            Kind.Unbounded => ("-inf", "inf"),
            _ => (ToString(), ToString()),
        };
    }

    /// <summary>
    /// As many digits as are certain ("0.3333333333333333333"); where none is, decimal bounds ("[-1.2e-5, 3.4e-5]");
    /// "inf", "-inf", "(-inf, inf)" or "undefined" for what is not finite.
    /// </summary>
    public override string ToString()
    {
        if (!IsFinite)
        {
            return _kind switch
            {
                Kind.PositiveInfinity => "inf",
                Kind.NegativeInfinity => "-inf",
                Kind.Unbounded => "(-inf, inf)",
                _ => "undefined",
            };
        }

        // log₁₀ 2 digits per bit; an exact value shows its working precision, or less when that is all of it
        var known = IsExact ? Working : Math.Min(AccurateBits, Working);
        for (var digits = (int)(known * 0.30103) + 2; digits > 0; digits--)
        {
            if (TryToDecimal(digits, out var text))
            {
                return IsExact ? TrimZeros(text) : text;
            }

            if (digits < known * 0.30103 - 3)
            {
                digits = Math.Min(digits, 4);
            }
        }

        var (lower, upper) = ToDecimalBounds(3);
        return $"[{lower}, {upper}]";
    }

    // The ends as integers of (about) the given number of digits: lower·10^(digits−1−exponent), rounded to nearest even.
    private bool TryScale(int digits, out BigInteger lower, out BigInteger upper, out long exponent)
    {
        exponent = DecimalExponent(this);
        var unit = BigInteger.Pow(10, digits);
        for (var attempt = 0; attempt < 4; attempt++)
        {
            var scaled = TimesPowerOfTen(this, digits - 1 - exponent, digits);
            if (!scaled.IsFinite)
            {
                break;
            }

            (lower, upper) = (RoundToInteger(scaled.Low, 0), RoundToInteger(scaled.High, 0));
            var size = BigInteger.Abs(lower);
            if (size >= unit)
            {
                exponent++;
            }
            else if (size * 10 < unit)
            {
                exponent--;
            }
            else
            {
                return true;
            }
        }

        (lower, upper) = (0, 0);
        return false;
    }

    private static string OutwardBound(in Ball end, int direction, int digits)
    {
        if (end._mantissa.IsZero)
        {
            return "0.0";
        }

        var exponent = DecimalExponent(end);
        var unit = BigInteger.Pow(10, digits);
        while (true)
        {
            var scaled = TimesPowerOfTen(end, digits - 1 - exponent, digits);
            if (!scaled.IsFinite)
            {
                return direction < 0 ? "-inf" : "inf";
            }

            var integer = RoundToInteger(direction < 0 ? scaled.Low : scaled.High, direction);
            var size = BigInteger.Abs(integer);
            if (size > unit || (size == unit && direction * integer.Sign < 0))
            {
                exponent++;
            }
            else if (size * 10 < unit)
            {
                exponent--;
            }
            else
            {
                return size == unit ? Layout(integer / 10, exponent + 1, digits) : Layout(integer, exponent, digits);
            }
        }
    }

    // x·10^power as exact ends, or an enclosure of them where 10^power is too long to be multiplied out.
    private static (Ball Low, Ball High, bool IsFinite) TimesPowerOfTen(in Ball x, long power, int digits)
    {
        if (Math.Abs(x.Top) > ExactDecimalLimit)
        {
            var bits = Math.Max(x._bits, 4 * digits) + 128;
            var product = x.Rebits(bits) * Pow(Point(10, 0, bits), (BigInteger)power);
            return product.IsFinite ? (product.End(-1), product.End(1), true) : (default, default, false);
        }

        // x·10^power = (m·5^power)·2^(e+power): exact for positive powers; a quotient keeps a sticky last bit otherwise
        return (Scaled(x.End(-1), power), Scaled(x.End(1), power), true);
    }

    private static Ball Scaled(in Ball point, long power)
    {
        var five = BigInteger.Pow(5, (int)Math.Abs(power));
        if (power >= 0)
        {
            return Point(point._mantissa * five, point._exponent + power);
        }

        var shift = (int)five.GetBitLength() + (int)Math.Abs(point._exponent + power) + 4;
        var quotient = BigInteger.DivRem(point._mantissa << shift, five, out var remainder) << 1;
        quotient += remainder.Sign;
        return Point(quotient, point._exponent + power - shift - 1);
    }

    // Nearest, ties to even (0), down (−1) or up (+1).
    private static BigInteger RoundToInteger(in Ball point, int direction)
    {
        if (point._exponent >= 0)
        {
            return point._mantissa << (int)point._exponent;
        }

        var shift = (int)-point._exponent;
        var floor = point._mantissa >> shift;
        var rest = point._mantissa - (floor << shift);
        if (direction != 0)
        {
            return direction > 0 && !rest.IsZero ? floor + 1 : floor;
        }

        var order = rest.CompareTo(BigInteger.One << (shift - 1));
        return order > 0 || (order == 0 && !floor.IsEven) ? floor + 1 : floor;
    }

    // ⌊log₁₀ |x|⌋ up to one
    private static long DecimalExponent(in Ball x) => (long)(((Int128)(x.Top - 1) * Log10Of2) >> 60);

    private static string Layout(BigInteger integer, long exponent, int digits)
    {
        var sign = integer.Sign < 0 ? "-" : "";
        var text = BigInteger.Abs(integer).ToString(CultureInfo.InvariantCulture);
        if (exponent <= -Math.Max(5, digits / 3) || exponent >= digits)
        {
            var power = exponent.ToString("+0;-0", CultureInfo.InvariantCulture);
            return $"{sign}{text[..1]}.{text[1..]}e{power}";
        }

        return exponent < 0
            ? $"{sign}0.{new string('0', (int)-exponent - 1)}{text}"
            : $"{sign}{text[..((int)exponent + 1)]}.{text[((int)exponent + 1)..]}";
    }

    private static string TrimZeros(string text)
    {
        var e = text.IndexOf('e');
        var (mantissa, rest) = e < 0 ? (text, "") : (text[..e], text[e..]);
        return (mantissa.Contains('.') ? mantissa.TrimEnd('0').TrimEnd('.') : mantissa) + rest;
    }
}
