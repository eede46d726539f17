// Passes over several rows at once, in the precision of the rows themselves.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace LossProofs.Elementary;

/// <summary>
/// Some rows of equal length, at least a vector, one after the other: vectors that are full, then one that is not; what belongs to a row, such as
/// its sum, stands in its lane. Or, transposed, vectors whose lanes are the rows.
/// </summary>
internal readonly struct RowShape
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private RowShape(int count, int full, int rest, int stride, bool transposed) =>
        (Count, Full, Rest, Stride, IsTransposed) = (count, full, rest, stride, transposed);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowShape OfRows(int count, int columns, int width) =>
        new(count, columns / width, columns % width, columns, false);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowShape Transposed(int vectors) => new(1, vectors, 0, 0, true);

    /// <summary>How many rows; 1 for a transposed tile, which is passed over as one row of vectors.</summary>
    public int Count { get; }

    /// <summary>The full vectors of a row.</summary>
    public int Full { get; }

    /// <summary>The numbers after these, less than a vector.</summary>
    public int Rest { get; }

    /// <summary>The numbers from the start of one row to that of the next.</summary>
    public int Stride { get; }

    public bool IsTransposed { get; }
}

/// <summary>A number computed from one or two numbers and up to five that belong to the row.</summary>
internal interface IRowMap
{
    /// <summary>Whether there is a second number.</summary>
    static virtual bool HasSecond => false;

    /// <summary>How many belong to the row.</summary>
    static abstract int Constants { get; }

    static abstract TNative At<TNative>(TNative x, TNative y, TNative a, TNative b, TNative c, TNative d, TNative e)
        where TNative : unmanaged, INative<TNative>;
}

[SkipLocalsInit]
internal static unsafe class RowPasses
{
    /// <summary>The bytes of a vector.</summary>
    public const int Width = 64;

    /// <summary>Asks for what stands half a page further on: the processor's own prefetching stops at the end of each page.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(void* from)
    {
        if (Sse.IsSupported)
            Sse.Prefetch1((byte*)from + 2048);
    }

    /// <summary>What belongs to a row, of numbers that stand in the rows' lanes, in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNative OfRow<TNative>(void* numbers, int row, in RowShape shape)
        where TNative : unmanaged, INative<TNative> =>
        shape.IsTransposed ? TNative.Load(numbers) : TNative.Broadcast((byte*)numbers + row * (Width / TNative.Count));

    /// <summary>Writes a map of every number of the rows that are named by bits. The rows' own numbers stand in their lanes, one
    /// vector after the other. The destination may be the numbers themselves.</summary>
    /// <remarks>The last vector of a row is its last numbers, some of them for a second time: a vector that is not full, once
    /// stored, holds up the loads of what stands beside it. It is loaded before anything is stored.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Map<TMap, TNative>(void* x, void* y, void* to, in RowShape shape, uint rows, void* constants)
        where TMap : struct, IRowMap
        where TNative : unmanaged, INative<TNative>
    {
        for (var row = 0; row < shape.Count; row++)
            if ((rows >> row & 1) != 0)
                MapRow<TMap, TNative>(x, y, to, shape, row, constants);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MapRow<TMap, TNative>(void* x, void* y, void* to, in RowShape shape, int row, void* constants)
        where TMap : struct, IRowMap
        where TNative : unmanaged, INative<TNative>
    {
        var size = Width / TNative.Count;
        var start = (nint)row * shape.Stride * size;
        byte* first = (byte*)x + start,
            second = TMap.HasSecond ? (byte*)y + start : null,
            destination = (byte*)to + start;
        // Five variables: in a structure the compiler would leave them in memory.
        var a = TMap.Constants > 0 ? OfRow<TNative>(constants, row, shape) : default;
        var b = TMap.Constants > 1 ? OfRow<TNative>((byte*)constants + Width, row, shape) : default;
        var c = TMap.Constants > 2 ? OfRow<TNative>((byte*)constants + 2 * Width, row, shape) : default;
        var d = TMap.Constants > 3 ? OfRow<TNative>((byte*)constants + 3 * Width, row, shape) : default;
        var e = TMap.Constants > 4 ? OfRow<TNative>((byte*)constants + 4 * Width, row, shape) : default;
        var last = (nint)shape.Stride * size - Width;
        var (lastFirst, lastSecond) = (default(TNative), default(TNative));
        if (shape.Rest > 0)
        {
            lastFirst = TNative.Load(first + last);
            lastSecond = TMap.HasSecond ? TNative.Load(second + last) : default;
        }

        nint i = 0;
        for (var end = (nint)shape.Full * Width; i < end; i += Width)
        {
            var other = TMap.HasSecond ? TNative.Load(second + i) : default;
            TMap.At(TNative.Load(first + i), other, a, b, c, d, e).Store(destination + i);
        }

        if (shape.Rest > 0)
            TMap.At(lastFirst, lastSecond, a, b, c, d, e).Store(destination + last);
    }

    /// <summary>The largest number of each row, or the least; of lanes without a row any.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Extreme<TExtreme, TNative>(void* x, in RowShape shape, void* extremes)
        where TExtreme : struct, IExtreme
        where TNative : unmanaged, INative<TNative>
    {
        var size = Width / TNative.Count;
        var part = TNative.Part(shape.Rest);
        var none = TExtreme.OfNone<TNative>();
        var rows = stackalloc TNative[16];
        for (var row = 0; row < shape.Count; row++)
        {
            var from = (byte*)x + (nint)row * shape.Stride * size;
            var (one, other) = (none, none);
            nint i = 0;
            for (var end = (nint)(shape.Full & ~1) * Width; i < end; i += 2 * Width)
            {
                Prefetch(from + i);
                Prefetch(from + i + Width);
                one = TExtreme.Of(one, TNative.Load(from + i));
                other = TExtreme.Of(other, TNative.Load(from + i + Width));
            }

            if ((shape.Full & 1) != 0)
            {
                one = TExtreme.Of(one, TNative.Load(from + i));
                i += Width;
            }

            if (shape.Rest > 0)
                other = TExtreme.Of(other, TNative.Where(part, TNative.LoadPart(from + i, part), none));
            rows[row] = TExtreme.Of(one, other);
        }

        ExtremeOfEach<TExtreme, TNative>(rows, shape).Store(extremes);
    }

    /// <summary>In each row the number that stands where the second one is that of the row in <paramref name="wanted"/>; the
    /// largest of them if there are several, −∞ if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Find<TNative>(void* x, void* y, in RowShape shape, void* wanted, void* found)
        where TNative : unmanaged, INative<TNative>
    {
        var stride = (nint)shape.Stride * (Width / TNative.Count);
        var rows = stackalloc TNative[16];
        for (var row = 0; row < shape.Count; row++)
        {
            byte* first = (byte*)x + row * stride,
                second = (byte*)y + row * stride;
            var (own, number) = (OfRow<TNative>(wanted, row, shape), TNative.NegativeInfinity);
            nint i = 0;
            for (var end = (nint)shape.Full * Width; i < end; i += Width)
                number = TNative.WhereEqual(
                    TNative.Load(second + i),
                    own,
                    TNative.Max(number, TNative.Load(first + i)),
                    number
                );
            if (shape.Rest > 0)
            {
                i = stride - Width;
                number = TNative.WhereEqual(
                    TNative.Load(second + i),
                    own,
                    TNative.Max(number, TNative.Load(first + i)),
                    number
                );
            }

            rows[row] = number;
        }

        ExtremeOfEach<Most, TNative>(rows, shape).Store(found);
    }

    /// <summary>In lane i the extreme of what was found in row i, lane by lane; there is room for as many as there are lanes.</summary>
    public static TNative ExtremeOfEach<TExtreme, TNative>(TNative* rows, in RowShape shape)
        where TExtreme : struct, IExtreme
        where TNative : unmanaged, INative<TNative>
    {
        if (shape.IsTransposed)
            return rows[0];
        for (var row = shape.Count; row < TNative.Count; row++)
            rows[row] = default;
        return TNative.Folded<TExtreme>(rows);
    }
}

/// <summary>The larger or the smaller of numbers.</summary>
internal interface IExtreme
{
    static abstract TNative OfNone<TNative>()
        where TNative : unmanaged, INative<TNative>;

    static abstract TNative Of<TNative>(TNative a, TNative b)
        where TNative : unmanaged, INative<TNative>;
}

internal readonly struct Most : IExtreme
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNative OfNone<TNative>()
        where TNative : unmanaged, INative<TNative> => TNative.NegativeInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNative Of<TNative>(TNative a, TNative b)
        where TNative : unmanaged, INative<TNative> => TNative.Max(a, b);
}

internal readonly struct Least : IExtreme
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNative OfNone<TNative>()
        where TNative : unmanaged, INative<TNative> => -TNative.NegativeInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNative Of<TNative>(TNative a, TNative b)
        where TNative : unmanaged, INative<TNative> => TNative.Min(a, b);
}

/// <summary>x·(a + b), b a small part of a: to half an ulp of the result and what the factor is off.</summary>
internal readonly struct Multiplied : IRowMap
{
    public static int Constants => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNative At<TNative>(TNative x, TNative y, TNative a, TNative b, TNative c, TNative d, TNative e)
        where TNative : unmanaged, INative<TNative> => TNative.Fused(x, a, x * b);
}

/// <summary>x·(a + b) − c for x, c ≥ 0: to half an ulp of the result, and half an ulp of c twice.</summary>
internal readonly struct MultipliedAndShifted : IRowMap
{
    public static int Constants => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNative At<TNative>(TNative x, TNative y, TNative a, TNative b, TNative c, TNative d, TNative e)
        where TNative : unmanaged, INative<TNative> => TNative.Fused(x, a, TNative.Fused(x, b, -c)) + default(TNative);
}

/// <summary>x·(a + b) − y·c for x, y ≥ 0: to half an ulp of the result, and half an ulp of y·c twice; e where y is d.</summary>
internal readonly struct MultipliedAndSubtracted : IRowMap
{
    public static bool HasSecond => true;

    public static int Constants => 5;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNative At<TNative>(TNative x, TNative y, TNative a, TNative b, TNative c, TNative d, TNative e)
        where TNative : unmanaged, INative<TNative> =>
        TNative.WhereEqual(y, d, e, TNative.Fused(x, a, TNative.Fused(x, b, -(y * c)))) + default(TNative);
}

/// <summary>x − a − b, b a small part of a, at most c; d where x is c. Where it is below −log 2 that is within 1 ulp: both
/// differences are rounded once.</summary>
internal readonly struct BelowTotal : IRowMap
{
    public static int Constants => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNative At<TNative>(TNative x, TNative y, TNative a, TNative b, TNative c, TNative d, TNative e)
        where TNative : unmanaged, INative<TNative> => TNative.WhereEqual(x, c, d, x - a - b) + default(TNative);
}
