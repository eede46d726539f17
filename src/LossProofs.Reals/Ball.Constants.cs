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

    private static Ball Constant(Func<int, BigInteger> atWidth, int bits)
    {
        CheckBits(bits);
        return ConstantAt(atWidth, bits);
    }

    // Functions use guard bits beyond what may be asked for.
    private static Ball PiAt(int bits) => ConstantAt(FixedPoint.Pi, bits);

    private static Ball ConstantAt(Func<int, BigInteger> atWidth, int bits)
    {
        var width = FixedPoint.RoundWidth(bits + 8);
        return Round(atWidth(width), -width, Magnitude.PowerOfTwo(1 - width), bits);
    }
}
