// Short rows into tiles and back: vector number i of a tile holds column i of eight rows.
namespace LossProofs.Kernels;

internal static unsafe class Transposition
{
    /// <summary>Reads up to eight rows; the lanes of rows that are not there become 0.</summary>
    public static void Gather<T>(T* rows, int count, int columns, T* tile)
        where T : unmanaged
    {
        if (count < 8)
            new Span<T>(tile, 8 * columns).Clear();
        for (var row = 0; row < count; row++, rows += columns)
        {
            var to = tile + row;
            for (var i = 0; i < columns; i++, to += 8)
                *to = rows[i];
        }
    }

    /// <summary>Writes up to eight rows.</summary>
    public static void Scatter<T>(T* tile, int count, int columns, T* rows)
        where T : unmanaged
    {
        for (var row = 0; row < count; row++, rows += columns)
        {
            var from = tile + row;
            for (var i = 0; i < columns; i++, from += 8)
                rows[i] = *from;
        }
    }
}
