// Whether two arguments of a call share memory: asked by every function that writes to a span.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LossProofs.Elementary;

/// <summary>By distances in bytes, as wide as an address: spans of any type and of every length that there is.</summary>
internal static class Aliasing
{
    /// <summary>Whether some byte belongs to both.</summary>
    public static bool Overlap<TFirst, TSecond>(ReadOnlySpan<TFirst> first, ReadOnlySpan<TSecond> second)
        where TFirst : unmanaged
        where TSecond : unmanaged
    {
        if (first.IsEmpty || second.IsEmpty)
        {
            return false;
        }

        // The distance from the first's start up to the second's, or, as the same number modulo 2^64, down to it.
        var distance = (nuint)DistanceOf(first, second);
        return distance < SizeOf(first) || unchecked(0 - distance) < SizeOf(second);
    }

    /// <summary>Whether both are the same entries, of one type and as many; two empty spans are.</summary>
    public static bool AreSame<TFirst, TSecond>(ReadOnlySpan<TFirst> first, ReadOnlySpan<TSecond> second)
        where TFirst : unmanaged
        where TSecond : unmanaged =>
        typeof(TFirst) == typeof(TSecond)
        && first.Length == second.Length
        && (first.IsEmpty || DistanceOf(first, second) == 0);

    private static nint DistanceOf<TFirst, TSecond>(ReadOnlySpan<TFirst> first, ReadOnlySpan<TSecond> second)
        where TFirst : unmanaged
        where TSecond : unmanaged =>
        Unsafe.ByteOffset(
            ref Unsafe.As<TFirst, byte>(ref MemoryMarshal.GetReference(first)),
            ref Unsafe.As<TSecond, byte>(ref MemoryMarshal.GetReference(second))
        );

    private static nuint SizeOf<T>(ReadOnlySpan<T> span)
        where T : unmanaged => (nuint)span.Length * (nuint)Unsafe.SizeOf<T>();
}
