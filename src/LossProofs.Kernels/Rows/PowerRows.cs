// The passes of a softmax over rows whose logits are near to each other: e^(z−a) with any one of them as a.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>Each row's results stand in its lane. See <see cref="Powers"/>.</summary>
[SkipLocalsInit]
internal static unsafe class PowerRows<T, TLanes>
    where T : unmanaged
    where TLanes : unmanaged, ILanes<TLanes>
{
    private static int Lanes => TLanes.Count;

    /// <summary>Writes the largest number of each row, or the least; 0 in lanes without a row.</summary>
    public static void Extreme<TExtreme>(in Tile<T> tile, Strip<T> numbers, T* extremes)
        where TExtreme : struct, IExtreme
    {
        *(Vector512<T>*)extremes = default;
        TLanes.Extreme<TExtreme>(numbers.Values, tile.Shape, extremes);
    }

    /// <summary>Σ e^(x−a); the powers are kept unless there is no place for them.</summary>
    public static void Total(in Tile<T> tile, Strip<T> kept, out TLanes total)
    {
        var totals = stackalloc TLanes[Lanes];
        TLanes.PowerSums(tile.Inputs.Values, kept.Values, tile.Shape, tile.References, totals);
        total = SumOfEach(tile, totals);
    }

    /// <summary>The same, and the largest number of each row; 0 in lanes without a row.</summary>
    public static void Total(in Tile<T> tile, Strip<T> kept, T* largest, out TLanes total)
    {
        var totals = stackalloc TLanes[Lanes];
        TLanes.PowerSumsAndLargest(tile.Inputs.Values, kept.Values, tile.Shape, tile.References, totals, largest);
        total = SumOfEach(tile, totals);
    }

    /// <summary>What was summed over each row, lane by lane, as one number for each row, in its lane; 1 in lanes without a row.</summary>
    public static TLanes SumOfEach(in Tile<T> tile, TLanes* sums)
    {
        if (tile.Transposed)
            return sums[0];
        for (var row = tile.RowCount; row < Lanes; row++)
            sums[row] = TLanes.Only(1, TLanes.Of(1));
        return TLanes.SumOfEach(sums);
    }

    /// <summary>e^(x−a) of one number of each row, <paramref name="besides"/>, and the sum of all others of the row, without
    /// cancellation. There is one vector of scratch.</summary>
    public static void Split(
        in Tile<T> tile,
        in TLanes total,
        T* besides,
        T* scratch,
        out TLanes own,
        out TLanes others
    )
    {
        own = TLanes.Power(besides, tile.References, scratch);
        others = total - own;
        var least = TLanes.Of(TLanes.LeastRemainder(tile.Count)) * total;
        var small = ~TLanes.Within(others - least, 0, double.MaxValue) & TLanes.All;
        if (small != 0)
            OthersOf(tile, besides, own, small, ref others);
    }

    // Of the rows in which the others are so few that they are lost in the difference.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void OthersOf(in Tile<T> tile, T* besides, in TLanes own, uint rows, ref TLanes others)
    {
        TLanes sum,
            ties;
        if (tile.Transposed)
        {
            TLanes.PowerSumsBeside(tile.Inputs.Values, null, tile.Shape, tile.References, besides, &sum, &ties);
            sum += (ties - TLanes.Of(1)) * own;
            others = TLanes.Only(~rows, others) + TLanes.Only(rows, sum);
            return;
        }

        var shape = RowShape.OfRows(1, tile.ColumnCount, Lanes);
        for (var row = 0; row < tile.RowCount; row++)
        {
            if ((rows >> row & 1) == 0)
                continue;
            TLanes.PowerSumsBeside(
                tile.Inputs.Row(row).Values,
                null,
                shape,
                tile.References + row,
                besides + row,
                &sum,
                &ties
            );
            sum = TLanes.Sum(sum) + (TLanes.Sum(ties) - TLanes.Of(1)) * TLanes.Broadcast(own, row);
            others = TLanes.Insert(others, row, sum);
        }
    }

    /// <summary>Multiplies the powers that were kept by each row's factor, into the gradient of the rows that are
    /// <paramref name="reliable"/>.</summary>
    public static void Scale(in Tile<T> tile, in TLanes factor, uint reliable)
    {
        if (tile.References == null && !tile.Transposed)
        {
            if (tile.Writes(0, reliable))
                SoftmaxLanes<T, TLanes>.Scale(tile.Kept, tile.Gradient, tile.Count, TLanes.Broadcast(factor, 0));
            return;
        }

        var constants = stackalloc T[2 * Lanes];
        factor.StoreWords(constants, constants + Lanes);
        Map<Multiplied>(tile, tile.Kept, default, reliable, constants);
    }

    /// <summary>Writes a map of the numbers of a strip, and of a second one, into the gradient of these rows.</summary>
    public static void Map<TMap>(in Tile<T> tile, Strip<T> from, Strip<T> second, uint reliable, T* constants)
        where TMap : struct, IRowMap =>
        TLanes.Map<TMap>(
            from.Values,
            second.Values,
            tile.Gradient.Values,
            tile.Shape,
            tile.Transposed ? 1 : reliable & tile.Wanted,
            constants
        );
}

/// <summary>The probability of one class of each row, in parts that are accurate each on its own: p = own/total, 1 − p =
/// others/total, −log p.</summary>
[SkipLocalsInit]
internal unsafe struct SplitRow<T, TLanes>
    where T : unmanaged
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>The class's logit.</summary>
    public TLanes Logit;

    public TLanes Own;

    public TLanes Others;

    public TLanes Total;

    public TLanes NegativeLog;

    /// <summary>What was summed: the others of the class, or of the largest.</summary>
    public TLanes Summed;

    /// <summary>Of the classes with these logits; the exponentials are kept. There is one vector of scratch.</summary>
    public static void Of(in Tile<T> tile, T* logits, T* scratch, out SplitRow<T, TLanes> split)
    {
        if (tile.References == null)
            OfDeviations(tile, logits, out split);
        else
            OfPowers(tile, logits, scratch, out split);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void OfDeviations(in Tile<T> tile, T* logits, out SplitRow<T, TLanes> split)
    {
        var row = SoftmaxLanes<T, TLanes>.Of(tile);
        split.Logit = TLanes.Load(logits);
        var deviation = TLanes.Deviation(split.Logit, row.Maximum);
        split.Own = TLanes.ExpOfDeviation(deviation);
        split.Total = row.Total;
        split.Others = TLanes.WhereEqual(deviation, 0, row.Rest, split.Total - split.Own);
        split.NegativeLog = row.LogTotal - deviation;
        split.Summed = row.Rest;
    }

    /// <summary>Of the largest of each row; the exponentials are kept.</summary>
    public static void OfLargest(in Tile<T> tile, out SplitRow<T, TLanes> split)
    {
        if (tile.References != null)
        {
            Unsafe.SkipInit(out split);
            var logits = stackalloc T[2 * TLanes.Count];
            PowerRows<T, TLanes>.Total(tile, tile.Kept, logits, out split.Total);
            OfTotal(tile, logits, logits + TLanes.Count, ref split);
        }
        else
            OfLargestDeviation(tile, out split);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void OfLargestDeviation(in Tile<T> tile, out SplitRow<T, TLanes> split)
    {
        var row = SoftmaxLanes<T, TLanes>.Of(tile);
        split.Logit = row.Maximum;
        split.Own = TLanes.Of(1);
        split.Others = row.Rest;
        split.Total = row.Total;
        split.NegativeLog = row.LogTotal;
        split.Summed = row.Rest;
    }

    private static void OfPowers(in Tile<T> tile, T* logits, T* scratch, out SplitRow<T, TLanes> split)
    {
        Unsafe.SkipInit(out split);
        PowerRows<T, TLanes>.Total(tile, tile.Kept, out split.Total);
        OfTotal(tile, logits, scratch, ref split);
    }

    // The whole sum is known.
    private static void OfTotal(in Tile<T> tile, T* logits, T* scratch, ref SplitRow<T, TLanes> split)
    {
        split.Logit = TLanes.Load(logits);
        PowerRows<T, TLanes>.Split(tile, split.Total, logits, scratch, out split.Own, out split.Others);
        TLanes.LogOfWhole(split.Own, split.Others, out split.NegativeLog);
        split.Summed = split.Others;
    }
}
