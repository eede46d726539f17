// Sixteen doubles: two vectors, operation by operation, so that two chains of dependent operations run side by side.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LossProofs.Elementary;

internal readonly unsafe struct Doubles(Vector512<double> lower, Vector512<double> upper)
{
    public Vector512<double> Lower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => lower;
    }

    public Vector512<double> Upper
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => upper;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles Of(double value) => new(Vector512.Create(value), Vector512.Create(value));

    /// <summary>Sixteen floats, exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles Load(float* source) => new(Widen(Vector256.Load(source)), Widen(Vector256.Load(source + 8)));

    /// <summary>Sixteen floats, to the nearest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* destination)
    {
        Narrow(lower).Store(destination);
        Narrow(upper).Store(destination + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles operator +(Doubles a, Doubles b) => new(a.Lower + b.Lower, a.Upper + b.Upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles operator -(Doubles a, Doubles b) => new(a.Lower - b.Lower, a.Upper - b.Upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles operator *(Doubles a, Doubles b) => new(a.Lower * b.Lower, a.Upper * b.Upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles operator /(Doubles a, Doubles b) => new(a.Lower / b.Lower, a.Upper / b.Upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles operator -(Doubles a) => new(-a.Lower, -a.Upper);

    /// <summary>a·b + c, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles Fused(Doubles a, Doubles b, Doubles c) =>
        new(
            Vector512.FusedMultiplyAdd(a.Lower, b.Lower, c.Lower),
            Vector512.FusedMultiplyAdd(a.Upper, b.Upper, c.Upper)
        );

    /// <summary>a·b + c with a constant c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles Fused(Doubles a, Doubles b, double c) => Fused(a, b, Of(c));

    /// <summary>a·b + c with constants b and c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles Fused(Doubles a, double b, double c) => Fused(a, Of(b), Of(c));

    /// <summary>The larger; no lane is NaN, and of two zeros either is taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles Max(Doubles a, Doubles b) =>
        new(VectorMath.Max(a.Lower, b.Lower), VectorMath.Max(a.Upper, b.Upper));

    /// <summary>The smaller, likewise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles Min(Doubles a, Doubles b) =>
        new(VectorMath.Min(a.Lower, b.Lower), VectorMath.Min(a.Upper, b.Upper));

    /// <summary>All bits where a &lt; b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles Less(Doubles a, Doubles b) =>
        new(Vector512.LessThan(a.Lower, b.Lower), Vector512.LessThan(a.Upper, b.Upper));

    /// <summary>All bits where a = b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles Equal(Doubles a, Doubles b) =>
        new(Vector512.Equals(a.Lower, b.Lower), Vector512.Equals(a.Upper, b.Upper));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles Select(Doubles mask, Doubles then, Doubles otherwise) =>
        new(
            Vector512.ConditionalSelect(mask.Lower, then.Lower, otherwise.Lower),
            Vector512.ConditionalSelect(mask.Upper, then.Upper, otherwise.Upper)
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles Widen(Vector512<float> value) => new(Widen(value.GetLower()), Widen(value.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Narrow(Doubles value) => Vector512.Create(Narrow(value.Lower), Narrow(value.Upper));

    // The conversions are exact and correctly rounded whichever instruction does them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Widen(Vector256<float> value)
    {
        if (Avx512F.IsSupported)
        {
            return Avx512F.ConvertToVector512Double(value);
        }

        var (low, high) = Vector256.Widen(value);
        return Vector512.Create(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Narrow(Vector512<double> value) =>
        Avx512F.IsSupported
            ? Avx512F.ConvertToVector256Single(value)
            : Vector256.Narrow(value.GetLower(), value.GetUpper());
}
