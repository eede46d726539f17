// Softplus log(1 + e^x), elementwise; its slope is the sigmoid.
using System.Numerics;

namespace LossProofs.Kernels;

/// <summary>
/// softplus(x) = log(1 + e^x) = max(x, 0) + log1p(e^−|x|), both terms ≥ 0; its derivative is σ(x). Source:
/// soft-label-multilabel (4).
/// </summary>
/// <remarks>
/// Error: at most 1 ulp, subnormal results included. softplus(−∞) = 0, softplus(+∞) = +∞. Refused
/// (<see cref="ArgumentException"/>): NaN; a destination of another length or partly overlapping the input.
/// </remarks>
public static class Softplus
{
    /// <summary>log(1 + e^x).</summary>
    /// <exception cref="ArgumentException">x is NaN.</exception>
    public static T Value<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.NotNaN(x, nameof(x));
        return WideValue(x).Round();
    }

    /// <summary>Writes log(1 + e^x_i); the destination may be the input itself.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Value<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Elementwise(x, destination);
        for (var i = 0; i < x.Length; i++)
            destination[i] = WideValue(x[i]).Round();
    }

    /// <summary>The derivative σ(x).</summary>
    /// <exception cref="ArgumentException">x is NaN.</exception>
    public static T Gradient<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Sigmoid.Value(x);

    /// <summary>Writes σ(x_i); the destination may be the input itself.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Gradient<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Sigmoid.Value(x, destination);

    /// <summary>log(1 + e^x) before its rounding.</summary>
    internal static Wide<T> WideValue<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Wide<T>.Softplus(Wide<T>.Of(x));
}
