// Short rows into tiles and back: vector number i of a tile holds column i of as many rows as a vector has places.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LossProofs.Kernels;

/// <remarks>Where a tile is full, columns are moved by fours and twos (float) or twos (double), as parts of 128 or 64 bits of
/// which sixteen or eight are transposed in registers. The last four or two may be moved for a second time: numbers moved one by
/// one would hold up the loads of the vectors that they make. On other processors everything is moved one by one.</remarks>
internal static unsafe class Transposition
{
    /// <summary>Reads rows; the lanes of rows that are not there become 0.</summary>
    public static void Gather<T>(T* rows, int count, int columns, T* tile)
        where T : unmanaged
    {
        if (Avx512F.IsSupported && count == Strip<T>.Width)
        {
            GatherParts(rows, columns, tile);
            return;
        }

        if (count == 1)
        {
            for (var i = 0; i < columns; i++)
                Vector512.CreateScalar(rows[i]).Store(tile + i * Strip<T>.Width);
            return;
        }

        if (count < Strip<T>.Width)
            new Span<T>(tile, Strip<T>.Width * columns).Clear();
        for (var row = 0; row < count; row++)
        {
            var from = rows + (long)row * columns;
            for (var i = 0; i < columns; i++)
                tile[i * Strip<T>.Width + row] = from[i];
        }
    }

    /// <summary>Writes rows.</summary>
    public static void Scatter<T>(T* tile, int count, int columns, T* rows)
        where T : unmanaged
    {
        if (Avx512F.IsSupported && count == Strip<T>.Width)
        {
            ScatterParts(tile, columns, rows);
            return;
        }

        for (var row = 0; row < count; row++)
        {
            var to = rows + (long)row * columns;
            for (var i = 0; i < columns; i++)
                to[i] = tile[i * Strip<T>.Width + row];
        }
    }

    // Both are compiled once, for rows of every length: the widths that come first must not count for more.

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GatherParts<T>(T* rows, int columns, T* tile)
        where T : unmanaged
    {
        if (columns == 1)
            Vector512.Load(rows).Store(tile);
        else if (typeof(T) == typeof(double))
        {
            var from = new Rows<double>((double*)rows, columns);
            var to = (double*)tile;
            for (var i = 0; i < columns - 2; i += 2)
                GatherTwo(from, i, to);
            GatherTwo(from, columns - 2, to);
        }
        else if (columns >= 4)
        {
            var from = new Rows<float>((float*)rows, columns);
            var to = (float*)tile;
            for (var i = 0; i < columns - 4; i += 4)
                GatherFour(from, i, to);
            GatherFour(from, columns - 4, to);
        }
        else
        {
            var from = new Rows<float>((float*)rows, columns);
            var to = (float*)tile;
            GatherTwo(from, 0, to);
            if (columns == 3)
                GatherTwo(from, 1, to);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ScatterParts<T>(T* tile, int columns, T* rows)
        where T : unmanaged
    {
        if (columns == 1)
            Vector512.Load(tile).Store(rows);
        else if (typeof(T) == typeof(double))
        {
            var from = (double*)tile;
            var to = new Rows<double>((double*)rows, columns);
            for (var i = 0; i < columns - 2; i += 2)
                ScatterTwo(from, i, to);
            ScatterTwo(from, columns - 2, to);
        }
        else if (columns >= 4)
        {
            var from = (float*)tile;
            var to = new Rows<float>((float*)rows, columns);
            for (var i = 0; i < columns - 4; i += 4)
                ScatterFour(from, i, to);
            ScatterFour(from, columns - 4, to);
        }
        else
        {
            var from = (float*)tile;
            var to = new Rows<float>((float*)rows, columns);
            ScatterTwo(from, 0, to);
            if (columns == 3)
                ScatterTwo(from, 1, to);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GatherFour(Rows<float> from, int i, float* tile)
    {
        var (a, b, c, d) = Transposed(from.Fours(0, i), from.Fours(1, i), from.Fours(2, i), from.Fours(3, i));
        a.Store(tile + i * 16);
        b.Store(tile + i * 16 + 16);
        c.Store(tile + i * 16 + 32);
        d.Store(tile + i * 16 + 48);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ScatterFour(float* tile, int i, Rows<float> to)
    {
        var (a, b) = (Vector512.Load(tile + i * 16), Vector512.Load(tile + i * 16 + 16));
        var (c, d) = (Vector512.Load(tile + i * 16 + 32), Vector512.Load(tile + i * 16 + 48));
        (a, b, c, d) = Transposed(a, b, c, d);
        to.StoreQuarters(a, 0, 4, i);
        to.StoreQuarters(b, 1, 4, i);
        to.StoreQuarters(c, 2, 4, i);
        to.StoreQuarters(d, 3, 4, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GatherTwo(Rows<float> from, int i, float* tile)
    {
        var (low, high) = (from.Pairs(0, i), from.Pairs(8, i));
        Avx512F.PermuteVar16x32x2(low, Even, high).Store(tile + i * 16);
        Avx512F.PermuteVar16x32x2(low, Even + Vector512<int>.One, high).Store(tile + i * 16 + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ScatterTwo(float* tile, int i, Rows<float> to)
    {
        var (left, right) = (Vector512.Load(tile + i * 16), Vector512.Load(tile + i * 16 + 16));
        to.StorePairs(Avx512F.PermuteVar16x32x2(left, Interleaved, right), 0, i);
        to.StorePairs(Avx512F.PermuteVar16x32x2(left, Interleaved + Vector512.Create(8), right), 8, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GatherTwo(Rows<double> from, int i, double* tile)
    {
        var (even, odd) = (from.Twos(0, i), from.Twos(1, i));
        Avx512F.UnpackLow(even, odd).Store(tile + i * 8);
        Avx512F.UnpackHigh(even, odd).Store(tile + i * 8 + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ScatterTwo(double* tile, int i, Rows<double> to)
    {
        var (left, right) = (Vector512.Load(tile + i * 8), Vector512.Load(tile + i * 8 + 8));
        to.StoreQuarters(Avx512F.UnpackLow(left, right), 0, 2, i);
        to.StoreQuarters(Avx512F.UnpackHigh(left, right), 1, 2, i);
    }

    private static Vector512<int> Even => Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);

    private static Vector512<int> Interleaved =>
        Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);

    /// <summary>Four matrices of four rows and columns, one in each quarter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float>, Vector512<float>, Vector512<float>, Vector512<float>) Transposed(
        Vector512<float> a,
        Vector512<float> b,
        Vector512<float> c,
        Vector512<float> d
    )
    {
        var (ab, cd) = (Avx512F.UnpackLow(a, b).AsDouble(), Avx512F.UnpackLow(c, d).AsDouble());
        var (abHigh, cdHigh) = (Avx512F.UnpackHigh(a, b).AsDouble(), Avx512F.UnpackHigh(c, d).AsDouble());
        return (
            Avx512F.UnpackLow(ab, cd).AsSingle(),
            Avx512F.UnpackHigh(ab, cd).AsSingle(),
            Avx512F.UnpackLow(abHigh, cdHigh).AsSingle(),
            Avx512F.UnpackHigh(abHigh, cdHigh).AsSingle()
        );
    }

    // As many rows as a vector has places.
    private readonly struct Rows<T>(T* values, int columns)
        where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private T* At(int row, int column) => values + row * columns + column;

        /// <summary>Four columns of the rows row, row + 4, row + 8, row + 12.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Fours(int row, int column) => Quarters(row, 4, column);

        /// <summary>Two columns of the rows row, row + 2, row + 4, row + 6.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Twos(int row, int column) => Quarters(row, 2, column);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector512<T> Quarters(int row, int step, int column) =>
            Vector512.Create(
                Vector256.Create(Vector128.Load(At(row, column)), Vector128.Load(At(row + step, column))),
                Vector256.Create(Vector128.Load(At(row + 2 * step, column)), Vector128.Load(At(row + 3 * step, column)))
            );

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void StoreQuarters(Vector512<T> value, int row, int step, int column)
        {
            var (lower, upper) = (value.GetLower(), value.GetUpper());
            lower.GetLower().Store(At(row, column));
            lower.GetUpper().Store(At(row + step, column));
            upper.GetLower().Store(At(row + 2 * step, column));
            upper.GetUpper().Store(At(row + 3 * step, column));
        }

        /// <summary>Two columns of eight rows.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<T> Pairs(int row, int column) =>
            columns == 2
                ? Vector512.Load(At(row, 0))
                : Vector512
                    .Create(
                        Pair(row, column),
                        Pair(row + 1, column),
                        Pair(row + 2, column),
                        Pair(row + 3, column),
                        Pair(row + 4, column),
                        Pair(row + 5, column),
                        Pair(row + 6, column),
                        Pair(row + 7, column)
                    )
                    .As<double, T>();

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void StorePairs(Vector512<T> pairs, int row, int column)
        {
            if (columns == 2)
            {
                pairs.Store(At(row, 0));
                return;
            }

            var values = pairs.AsDouble();
            for (var i = 0; i < 8; i++)
                Unsafe.WriteUnaligned(At(row + i, column), values.GetElement(i));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private double Pair(int row, int column) => Unsafe.ReadUnaligned<double>(At(row, column));
    }
}
