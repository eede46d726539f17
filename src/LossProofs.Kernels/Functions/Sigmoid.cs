// The logistic sigmoid, its complement's logarithm and its slope; elementwise on spans.
using System.Numerics;

namespace LossProofs.Kernels;

/// <summary>
/// σ(x) = 1/(1 + e^−x), in [0, 1]; 1 − σ(x) = σ(−x). Source: soft-label-multilabel (1), (3).
/// </summary>
/// <remarks>
/// Error: at most 1 ulp, subnormal results included. σ(−∞) = 0, σ(+∞) = 1. Refused
/// (<see cref="ArgumentException"/>): NaN; a destination of another length or partly overlapping the input.
/// </remarks>
public static class Sigmoid
{
    /// <summary>σ(x).</summary>
    /// <exception cref="ArgumentException">x is NaN.</exception>
    public static T Value<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.NotNaN(x, nameof(x));
        return WideValue(x).Round();
    }

    /// <summary>Writes σ(x_i); the destination may be the input itself.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Value<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Elementwise(x, destination);
        for (var i = 0; i < x.Length; i++)
            destination[i] = WideValue(x[i]).Round();
    }

    /// <summary>σ′(x) = σ(x)σ(−x), at most ¼.</summary>
    /// <exception cref="ArgumentException">x is NaN.</exception>
    public static T Gradient<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.NotNaN(x, nameof(x));
        return (WideValue(x) * WideValue(-x)).Round();
    }

    /// <summary>Writes σ′(x_i); the destination may be the input itself.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Gradient<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Elementwise(x, destination);
        for (var i = 0; i < x.Length; i++)
            destination[i] = (WideValue(x[i]) * WideValue(-x[i])).Round();
    }

    /// <summary>log σ(x) = −softplus(−x).</summary>
    /// <exception cref="ArgumentException">x is NaN.</exception>
    public static T LogValue<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => -Softplus.Value(-x);

    /// <summary>σ(x) before its rounding.</summary>
    internal static Wide<T> WideValue<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Wide<T>.Sigmoid(Wide<T>.Of(x));
}
