// The same functions for float, and for whichever of the two a generic caller has.
using System.Runtime.CompilerServices;

namespace LossProofs.Elementary;

public static partial class Portable
{
    // A float result is the rounded double result: 0.5 ulp and 0.501·2^-29 ulp of the float format.

    /// <inheritdoc cref="Exp(double)"/>
    public static float Exp(float x) => (float)Exp((double)x);

    /// <inheritdoc cref="Expm1(double)"/>
    public static float Expm1(float x) => (float)Expm1((double)x);

    /// <inheritdoc cref="Log(double)"/>
    public static float Log(float x) => (float)Log((double)x);

    /// <inheritdoc cref="Log1p(double)"/>
    public static float Log1p(float x) => (float)Log1p((double)x);

    /// <inheritdoc cref="Softplus(double)"/>
    public static float Softplus(float x) => (float)Softplus((double)x);

    /// <inheritdoc cref="Sigmoid(double)"/>
    public static float Sigmoid(float x) => (float)Sigmoid((double)x);

    /// <inheritdoc cref="Tanh(double)"/>
    public static float Tanh(float x) => (float)Tanh((double)x);

    /// <inheritdoc cref="Pow(double, double)"/>
    public static float Pow(float x, float y) => (float)Pow((double)x, (double)y);

    /// <inheritdoc cref="Exp(double)"/>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <exception cref="NotSupportedException">T is neither.</exception>
    public static T Exp<T>(T x)
        where T : unmanaged =>
        typeof(T) == typeof(double) ? As<double, T>(Exp(As<T, double>(x))) : As<float, T>(Exp(Single(x)));

    /// <inheritdoc cref="Expm1(double)"/>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <exception cref="NotSupportedException">T is neither.</exception>
    public static T Expm1<T>(T x)
        where T : unmanaged =>
        typeof(T) == typeof(double) ? As<double, T>(Expm1(As<T, double>(x))) : As<float, T>(Expm1(Single(x)));

    /// <inheritdoc cref="Log(double)"/>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <exception cref="NotSupportedException">T is neither.</exception>
    public static T Log<T>(T x)
        where T : unmanaged =>
        typeof(T) == typeof(double) ? As<double, T>(Log(As<T, double>(x))) : As<float, T>(Log(Single(x)));

    /// <inheritdoc cref="Log1p(double)"/>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <exception cref="NotSupportedException">T is neither.</exception>
    public static T Log1p<T>(T x)
        where T : unmanaged =>
        typeof(T) == typeof(double) ? As<double, T>(Log1p(As<T, double>(x))) : As<float, T>(Log1p(Single(x)));

    /// <inheritdoc cref="Softplus(double)"/>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <exception cref="NotSupportedException">T is neither.</exception>
    public static T Softplus<T>(T x)
        where T : unmanaged =>
        typeof(T) == typeof(double) ? As<double, T>(Softplus(As<T, double>(x))) : As<float, T>(Softplus(Single(x)));

    /// <inheritdoc cref="Sigmoid(double)"/>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <exception cref="NotSupportedException">T is neither.</exception>
    public static T Sigmoid<T>(T x)
        where T : unmanaged =>
        typeof(T) == typeof(double) ? As<double, T>(Sigmoid(As<T, double>(x))) : As<float, T>(Sigmoid(Single(x)));

    /// <inheritdoc cref="Tanh(double)"/>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <exception cref="NotSupportedException">T is neither.</exception>
    public static T Tanh<T>(T x)
        where T : unmanaged =>
        typeof(T) == typeof(double) ? As<double, T>(Tanh(As<T, double>(x))) : As<float, T>(Tanh(Single(x)));

    /// <inheritdoc cref="Pow(double, double)"/>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <exception cref="NotSupportedException">T is neither.</exception>
    public static T Pow<T>(T x, T y)
        where T : unmanaged =>
        typeof(T) == typeof(double)
            ? As<double, T>(Pow(As<T, double>(x), As<T, double>(y)))
            : As<float, T>(Pow(Single(x), Single(y)));

    private static float Single<T>(T value)
        where T : unmanaged =>
        typeof(T) == typeof(float)
            ? As<T, float>(value)
            : throw new NotSupportedException($"elementary functions take float or double, got {typeof(T).Name}");

    private static TTo As<TFrom, TTo>(TFrom value)
        where TFrom : unmanaged
        where TTo : unmanaged => Unsafe.BitCast<TFrom, TTo>(value);
}
