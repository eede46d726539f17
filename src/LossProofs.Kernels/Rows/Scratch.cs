// Memory for the numbers of one row between two passes over it.
using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LossProofs.Kernels;

/// <summary>
/// Room for so many numbers, none if that is 0: an array of the shared pool, which keeps up to 2³⁰ entries for the next call;
/// beyond, where arrays end before spans do, memory that is freed with this.
/// </summary>
internal readonly unsafe ref struct Scratch<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LargestPooled = 1 << 30;

    private readonly T[]? array;
    private readonly T* memory;

    public Scratch(int count)
    {
        if (count > LargestPooled)
            memory = (T*)NativeMemory.Alloc((nuint)count, (nuint)sizeof(T));
        else if (count > 0)
            array = ArrayPool<T>.Shared.Rent(count);
    }

    /// <summary>The first number, for <c>fixed</c>; a null reference if there is none.</summary>
    public ref T GetPinnableReference() =>
        ref array != null ? ref MemoryMarshal.GetArrayDataReference(array) : ref Unsafe.AsRef<T>(memory);

    public void Dispose()
    {
        if (array != null)
            ArrayPool<T>.Shared.Return(array);
        NativeMemory.Free(memory);
    }
}
