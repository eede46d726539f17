// The vectors that a row kernel works on: consecutive numbers of one row, or one number each of several rows.
using System.Runtime.CompilerServices;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>Numbers in vectors of 64 bytes: all but the last where the row has them, the last, if it is not full, elsewhere.</summary>
internal readonly unsafe struct Strip<T>(T* values, int full, T* end)
    where T : unmanaged
{
    /// <summary>The numbers in a vector: 64 bytes of them.</summary>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 64 / sizeof(T);
    }

    public bool IsEmpty => values == null;

    /// <summary>The number of vectors that stand where the row has them.</summary>
    public int Full => full;

    /// <summary>Vector number <paramref name="i"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* At(int i) => i < full ? values + (long)Width * i : end;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Load<TLanes>(int i)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.Load(At(i));

    /// <summary>Rounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TLanes>(int i, TLanes value)
        where TLanes : unmanaged, ILanes<TLanes> => value.Store(At(i));

    /// <summary>Rounds what the exponential or a scaling gave.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Keep<TLanes>(int i, TLanes value)
        where TLanes : unmanaged, ILanes<TLanes> => value.Keep(At(i));
}

/// <summary>
/// Rows of more than 32 columns are taken one at a time, eight (double) or sixteen (float) columns to a vector, the last
/// vector filled up with masked entries; shorter ones eight or sixteen at a time, transposed, so that vector number i
/// holds column i of as many rows and nothing has to be folded. A shape has one of the two forms, whether a row comes alone or in a batch.
/// </summary>
internal readonly unsafe struct Tile<T>
    where T : unmanaged
{
    public const int WidestTransposed = 32;

    /// <summary>The number of vectors.</summary>
    public required int Count { get; init; }

    /// <summary>Whether each lane is a row of its own.</summary>
    public required bool Transposed { get; init; }

    /// <summary>Logits or scores.</summary>
    public required Strip<T> Inputs { get; init; }

    /// <summary>Targets that are numbers, one for each input.</summary>
    public required Strip<T> Targets { get; init; }

    /// <summary>Labels: one, or one for each lane.</summary>
    public required int* Labels { get; init; }

    /// <summary>Where numbers may be kept between two passes; not the targets, nor the inputs of a row that is not transposed.</summary>
    public required Strip<T> Kept { get; init; }

    /// <summary>Where the gradient goes; empty where none is asked for.</summary>
    public required Strip<T> Gradient { get; init; }

    /// <summary>The place in a strip of the label's entry, of the row in the given lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* OfLabel(Strip<T> strip, int lane) =>
        Transposed ? strip.At(Labels[lane]) + lane : strip.At(Labels[0] / Strip<T>.Width) + Labels[0] % Strip<T>.Width;
}
