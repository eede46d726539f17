// π, e, log 2, log 10 as balls.
using System.Numerics;

namespace LossProofs.Reals;

public readonly partial struct Ball
{
    /// <summary>π.</summary>
    /// <exception cref="ArgumentOutOfRangeException">bits is outside [MinBits, MaxBits].</exception>
    public static Ball Pi(int bits) => Constant(FixedPoint.Pi, bits);

    /// <summary>log 2.</summary>
    /// <inheritdoc cref="Pi"/>
    public static Ball Ln2(int bits) => Constant(FixedPoint.Log2, bits);

    /// <summary>log 10.</summary>
    /// <inheritdoc cref="Pi"/>
    public static Ball Ln10(int bits) => Constant(FixedPoint.Log10, bits);

    /// <summary>e = exp(1).</summary>
    /// <inheritdoc cref="Pi"/>
    public static Ball E(int bits)
    {
        CheckBits(bits);
        return ExpPoint(BigInteger.One, 0, bits);
    }

    // The public functions refuse precisions beyond MaxBits; functions use up to a few hundred guard bits more.
    private static Ball Constant(Func<int, BigInteger> atWidth, int bits)
    {
        if (bits is < MinBits or > MaxBits + 4_096)
        {
            CheckBits(bits);
        }

        var width = FixedPoint.RoundWidth(bits + 8);
        return Round(atWidth(width), -width, Magnitude.PowerOfTwo(1 - width), bits);
    }
}
