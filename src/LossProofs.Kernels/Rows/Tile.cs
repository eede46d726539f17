// The vectors that a row kernel works on: consecutive numbers of one row, or one number each of several rows.
using System.Runtime.CompilerServices;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>Numbers in vectors of 64 bytes: all but the last where the row has them, the last, if it is not full, elsewhere.</summary>
/// <remarks>Of several rows the first vectors stand <c>stride</c> numbers apart; the last vector that is not full belongs to one.</remarks>
internal readonly unsafe struct Strip<T>(T* values, int full, T* end, int stride = 0)
    where T : unmanaged
{
    /// <summary>The numbers in a vector: 64 bytes of them.</summary>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 64 / sizeof(T);
    }

    public bool IsEmpty => values == null;

    /// <summary>The first number of the first row.</summary>
    public T* Values => values;

    /// <summary>The number of vectors that stand where the row has them.</summary>
    public int Full => full;

    /// <summary>Row number <paramref name="row"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Strip<T> Row(int row) => values == null ? default : new(values + (long)stride * row, full, end);

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
/// Rows are taken as they are, eight (double) or sixteen (float) columns to a vector; or, short ones, transposed, so that vector
/// number i holds column i of as many rows and nothing has to be folded. What is computed for a row stands in a lane of its own
/// in both forms. Which form it is depends on the shape alone, whether a row comes alone or in a batch.
/// </summary>
/// <remarks>It is written where it stands, member by member: a copy of what was just written in small parts would wait for all of
/// them.</remarks>
internal unsafe struct Tile<T>
    where T : unmanaged
{
    /// <summary>The widest rows that are transposed, 160 bytes: up to here a last vector that is hardly filled, and the folds, would
    /// cost more.</summary>
    public static int WidestTransposed => 160 / sizeof(T);

    /// <summary>The number of rows: at most as many as there are lanes.</summary>
    public int RowCount { get; set; }

    /// <summary>The number of vectors, of one row where the tile is not transposed.</summary>
    public int Count { get; set; }

    /// <summary>Whether a vector holds one number of each row.</summary>
    public bool Transposed { get; set; }

    /// <summary>The length of a row.</summary>
    public int ColumnCount { get; set; }

    /// <summary>The rows as passes over several of them take them, where the rows have them.</summary>
    public readonly RowShape Shape
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Transposed ? RowShape.Transposed(Count) : RowShape.OfRows(RowCount, ColumnCount, Strip<T>.Width);
    }

    /// <summary>Logits or scores.</summary>
    public Strip<T> Inputs { get; set; }

    /// <summary>Targets that are numbers, one for each input.</summary>
    public Strip<T> Targets { get; set; }

    /// <summary>Labels, one for each row.</summary>
    public int* Labels { get; set; }

    /// <summary>Where numbers may be kept between two passes; neither the inputs nor the targets.</summary>
    public Strip<T> Kept { get; set; }

    /// <summary>Where the gradient goes; empty where none is asked for.</summary>
    public Strip<T> Gradient { get; set; }

    /// <summary>For each row the reference of its powers; null where powers are not to be used.</summary>
    public T* References { get; private set; }

    /// <summary>The rows that are asked for, as bits; the others may be evaluated, but nothing of them written where it is not
    /// transposed: inputs may stand there.</summary>
    public uint Wanted { get; set; }

    /// <summary>Asks for these rows by powers with these references, or, without any, by deviations.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void UsePowers(T* references, uint wanted)
    {
        References = references;
        Wanted = wanted;
    }

    /// <summary>Whether a row's gradient is to be written, if these rows are reliable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Writes(int row, uint reliable) => Transposed || ((reliable & Wanted) >> row & 1) != 0;

    /// <summary>One row of several that are not transposed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Tile<T> Row(int row) =>
        this with
        {
            RowCount = 1,
            Wanted = 1,
            Inputs = Inputs.Row(row),
            Targets = Targets.Row(row),
            Labels = Labels == null ? null : Labels + row,
            Kept = Kept.Row(row),
            Gradient = Gradient.Row(row),
            References = References == null ? null : References + row,
        };

    /// <summary>The entry of each row that its label names; in lanes without a row that of the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void GetLabelled(Strip<T> strip, T* entries)
    {
        var labels = Labels;
        var from = strip.Values;
        if (Transposed)
            for (var row = 0; row < Strip<T>.Width; row++)
                entries[row] = from[labels[row] * Strip<T>.Width + row];
        else
            for (var row = 0; row < Strip<T>.Width; row++)
            {
                var existing = row < RowCount ? row : 0;
                entries[row] = from[(long)existing * ColumnCount + labels[existing]];
            }
    }

    /// <summary>Writes it where a row's gradient is to be written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void SetLabelled(Strip<T> strip, T* entries, uint reliable)
    {
        var labels = Labels;
        var to = strip.Values;
        if (Transposed)
            for (var row = 0; row < Strip<T>.Width; row++)
                to[labels[row] * Strip<T>.Width + row] = entries[row];
        else if (References != null)
        {
            for (var row = 0; row < RowCount; row++)
                if (Writes(row, reliable))
                    to[(long)row * ColumnCount + labels[row]] = entries[row];
        }
        else if (Writes(0, reliable))
            strip.At(labels[0] / Strip<T>.Width)[labels[0] % Strip<T>.Width] = entries[0];
    }
}
