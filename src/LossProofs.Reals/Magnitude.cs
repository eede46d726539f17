// Radii and other error bounds: non-negative numbers of 32 significant bits, every operation rounded upwards.
using System.Numerics;

namespace LossProofs.Reals;

/// <summary>Mantissa·2^Exponent with Mantissa 0 or in [2³¹, 2³²); results of operations are upper bounds.</summary>
internal readonly struct Magnitude
{
    private Magnitude(uint mantissa, long exponent)
    {
        Mantissa = mantissa;
        Exponent = exponent;
    }

    public uint Mantissa { get; }

    public long Exponent { get; }

    public bool IsZero => Mantissa == 0;

    /// <summary>The value is below 2^Top (and at least 2^(Top−1) unless zero).</summary>
    public long Top => Exponent + 32;

    public static Magnitude PowerOfTwo(long exponent) => new(1u << 31, exponent - 31);

    /// <summary>An upper bound of mantissa·2^exponent.</summary>
    public static Magnitude Above(ulong mantissa, long exponent)
    {
        if (mantissa == 0)
        {
            return default;
        }

        var length = 64 - BitOperations.LeadingZeroCount(mantissa);
        if (length <= 32)
        {
            return new Magnitude((uint)(mantissa << (32 - length)), exponent - (32 - length));
        }

        var shift = length - 32;
        var top = mantissa >> shift;
        if (top << shift != mantissa && ++top >> 32 != 0)
        {
            top >>= 1; // 2³² became 2³¹·2
            shift++;
        }

        return new Magnitude((uint)top, exponent + shift);
    }

    /// <summary>An upper bound of |mantissa|·2^exponent.</summary>
    public static Magnitude Above(BigInteger mantissa, long exponent)
    {
        var absolute = BigInteger.Abs(mantissa);
        var shift = (int)absolute.GetBitLength() - 64;
        if (shift <= 0)
        {
            return Above((ulong)absolute, exponent);
        }

        // The bits below the top 64 matter only when the 32 above them are zero: else rounding up covers them.
        var top = (ulong)(absolute >> shift);
        return (uint)top != 0 || (BigInteger)top << shift == absolute
            ? Above(top, exponent + shift)
            : Above(top + 1, exponent + shift);
    }

    /// <summary>A lower bound of |mantissa|·2^exponent.</summary>
    public static Magnitude Below(BigInteger mantissa, long exponent)
    {
        var absolute = BigInteger.Abs(mantissa);
        var shift = (int)absolute.GetBitLength() - 32;
        return shift <= 0
            ? Above((ulong)absolute, exponent)
            : new Magnitude((uint)(absolute >> shift), exponent + shift);
    }

    /// <summary>A lower bound of left − right; zero when right is not certainly smaller.</summary>
    public static Magnitude SubtractBelow(Magnitude left, Magnitude right)
    {
        if (right.IsZero)
        {
            return left;
        }

        var shift = left.Exponent - right.Exponent;
        if (shift < 0 || left.IsZero)
        {
            return default; // right has the larger exponent and a full mantissa, so right > left
        }

        // left·2³¹ − (right's mantissa shifted to the same unit, rounded up)
        var a = (ulong)left.Mantissa << 31;
        var b = shift >= 63 ? 1 : (((ulong)right.Mantissa << 31) >> (int)shift) + 1;
        if (a <= b)
        {
            return default;
        }

        var difference = a - b;
        var drop = Math.Max(0, 32 - BitOperations.LeadingZeroCount(difference));
        return Above(difference >> drop, left.Exponent - 31 + drop);
    }

    public static Magnitude operator +(Magnitude left, Magnitude right)
    {
        if (left.IsZero || right.IsZero)
        {
            return left.IsZero ? right : left;
        }

        if (left.Exponent < right.Exponent)
        {
            (left, right) = (right, left);
        }

        var shift = left.Exponent - right.Exponent;
        ulong sum = left.Mantissa;
        sum +=
            shift >= 32
                ? 1
                : (right.Mantissa >> (int)shift) + ((right.Mantissa & ((1u << (int)shift) - 1)) != 0 ? 1u : 0u);
        return Above(sum, left.Exponent);
    }

    public static Magnitude operator *(Magnitude left, Magnitude right) =>
        left.IsZero || right.IsZero
            ? default
            : Above((ulong)left.Mantissa * right.Mantissa, left.Exponent + right.Exponent);

    /// <summary>An upper bound of left/right, where right is a positive lower bound of the divisor.</summary>
    public static Magnitude operator /(Magnitude left, Magnitude right) =>
        left.IsZero
            ? default
            : Above(((ulong)left.Mantissa << 32) / right.Mantissa + 1, left.Exponent - right.Exponent - 32);

    public static Magnitude Max(Magnitude left, Magnitude right)
    {
        if (left.IsZero || right.IsZero)
        {
            return left.IsZero ? right : left;
        }

        var order =
            left.Exponent != right.Exponent
                ? left.Exponent.CompareTo(right.Exponent)
                : left.Mantissa.CompareTo(right.Mantissa);
        return order >= 0 ? left : right;
    }

    /// <summary>This bound times 2^<paramref name="shift"/>.</summary>
    public Magnitude Scale(long shift) => IsZero ? this : new Magnitude(Mantissa, Exponent + shift);
}
