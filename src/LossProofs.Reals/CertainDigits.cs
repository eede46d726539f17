// The certified calculator: raise the precision until the digits asked for are certain.
namespace LossProofs.Reals;

/// <summary>Decimal digits of a computation that takes its precision as a parameter.</summary>
public static class CertainDigits
{
    /// <summary>The most digits that can be asked for.</summary>
    public const int MaxDigits = 10_000;

    /// <summary>The highest precision tried by default.</summary>
    public const int DefaultMaxBits = 16_384;

    /// <summary>
    /// Rounds the value to <paramref name="digits"/> significant digits (nearest, ties to even), raising the precision
    /// from a little more than the digits need, doubling, up to <paramref name="maxBits"/>.
    /// </summary>
    /// <returns>True with the digits; false with the reason: undefined, unbounded, or not decided (a value that is
    /// exactly 0 or exactly half-way between two decimals, or very near to that, but not recognised as such).</returns>
    /// <exception cref="ArgumentOutOfRangeException">digits or maxBits is out of range.</exception>
    public static bool TryCompute(Func<int, Ball> value, int digits, out string text, int maxBits = DefaultMaxBits)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (digits is < 1 or > MaxDigits)
        {
            throw new ArgumentOutOfRangeException(
                nameof(digits),
                digits,
                $"digits lie between 1 and {MaxDigits}, got {digits}"
            );
        }

        Ball.CheckBits(maxBits);

        // log₂ 10 < 3.33 bits per digit and 32 for rounding errors and the distance to a tie
        for (var bits = Math.Min((int)(digits * 3.33) + 32, maxBits); ; bits = Math.Min(2 * bits, maxBits))
        {
            var ball = value(bits);
            if (ball.TryToDecimal(digits, out text))
            {
                return true;
            }

            if (bits == maxBits)
            {
                text = Reason(ball, digits, bits);
                return false;
            }
        }
    }

    private static string Reason(Ball ball, int digits, int bits)
    {
        if (!ball.IsDefined)
        {
            return $"undefined: an argument is not certainly inside its function's domain at {bits} bits";
        }

        if (!ball.IsFinite)
        {
            return $"out of range: the magnitude exceeds 2^(2^60)";
        }

        var (lower, upper) = ball.ToDecimalBounds(6);
        return ball.ContainsZero
            ? $"not decided at {bits} bits: the value lies in [{lower}, {upper}], it may be exactly 0"
            : $"not decided at {bits} bits: {digits} digits of a value near {lower}; it may lie half-way between two decimals";
    }
}
