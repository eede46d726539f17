// Short rows into tiles and back: vector number i of a tile holds column i of as many rows as a vector has places.
namespace LossProofs.Kernels;

internal static unsafe class Transposition
{
    /// <summary>Reads rows; the lanes of rows that are not there become 0.</summary>
    public static void Gather<T>(T* rows, int count, int columns, T* tile)
        where T : unmanaged
    {
        if (count < Strip<T>.Width)
            new Span<T>(tile, Strip<T>.Width * columns).Clear();
        for (var row = 0; row < count; row++, rows += columns)
        {
            var to = tile + row;
            for (var i = 0; i < columns; i++, to += Strip<T>.Width)
                *to = rows[i];
        }
    }

    /// <summary>Writes rows.</summary>
    public static void Scatter<T>(T* tile, int count, int columns, T* rows)
        where T : unmanaged
    {
        for (var row = 0; row < count; row++, rows += columns)
        {
            var from = tile + row;
            for (var i = 0; i < columns; i++, from += Strip<T>.Width)
                rows[i] = *from;
        }
    }
}
