// How far two results are apart when both are floating-point numbers: the count of steps between neighbours.
using System.Numerics;

namespace LossProofs.Tests.Support;

/// <summary>The distance of a changed result from the old one. (Against a true value: LossProofs.Reals.Ulp.)</summary>
public static class UlpDistance
{
    /// <summary>The number of representable numbers from one to the other; ∞ is next to the largest; null for NaN.</summary>
    public static BigInteger? Between(double old, double @new) =>
        double.IsNaN(old) || double.IsNaN(@new)
            ? null
            : BigInteger.Abs(
                Position(BitConverter.DoubleToInt64Bits(old), long.MinValue)
                    - Position(BitConverter.DoubleToInt64Bits(@new), long.MinValue)
            );

    /// <inheritdoc cref="Between(double, double)"/>
    public static BigInteger? Between(float old, float @new) =>
        float.IsNaN(old) || float.IsNaN(@new)
            ? null
            : BigInteger.Abs(
                Position(BitConverter.SingleToInt32Bits(old), int.MinValue)
                    - Position(BitConverter.SingleToInt32Bits(@new), int.MinValue)
            );

    // The bits of non-negative numbers count up from 0; those of negative ones count down from the sign bit.
    private static BigInteger Position(long bits, BigInteger signBit) => bits >= 0 ? bits : signBit - bits;
}
