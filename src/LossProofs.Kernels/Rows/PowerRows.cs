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

    /// <summary>The least and the largest of each row.</summary>
    public static (TLanes Least, TLanes Most) Range(in Tile<T> tile)
    {
        if (tile.Transposed)
            return TLanes.Range(tile.Inputs.At(0), tile.Count);
        var (least, most) = (TLanes.Of(0), TLanes.Of(0));
        for (var row = 0; row < tile.RowCount; row++)
        {
            var x = tile.Inputs.Row(row);
            var (a, b) = TLanes.Range(x.At(0), x.Full);
            if (x.Full < tile.Count)
            {
                var (c, d) = TLanes.Range(x.At(x.Full), 1);
                (a, b) = (-TLanes.Max(-a, -c), TLanes.Max(b, d));
            }

            least = TLanes.Insert(least, row, -TLanes.Largest(-a));
            most = TLanes.Insert(most, row, TLanes.Largest(b));
        }

        return (least, most);
    }

    /// <summary>Σ e^(x−a); the powers are kept unless there is no place for them.</summary>
    public static TLanes Total(in Tile<T> tile) =>
        tile.Transposed
            ? TLanes.PowerSum(tile.Inputs.At(0), tile.Count, tile.References, PlaceOf(tile.Kept))
            : TotalOfLong(tile);

    /// <summary>e^(x−a) of one number of each row, <paramref name="besides"/>; the sum of all others of the row, without
    /// cancellation; and the whole sum. There is one vector of scratch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TLanes Own, TLanes Others, TLanes Total) Split(in Tile<T> tile, T* besides, T* scratch)
    {
        var own = TLanes.Power(besides, tile.References, scratch);
        if (!tile.Transposed)
        {
            var (others, total) = SplitLong(tile, besides, own);
            return (own, others, total);
        }

        var (sum, ties) = TLanes.PowerSumBeside(
            tile.Inputs.At(0),
            tile.Count,
            tile.References,
            PlaceOf(tile.Kept),
            besides
        );
        sum += (ties - TLanes.Of(1)) * own;
        return (own, sum, sum + own);
    }

    /// <summary>Multiplies the powers that were kept by each row's factor, into the gradient of the rows that are
    /// <paramref name="reliable"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scale(in Tile<T> tile, TLanes factor, uint reliable)
    {
        if (tile.Transposed)
            TLanes.Scale(tile.Kept.At(0), tile.Gradient.At(0), tile.Count, factor);
        else
            ScaleLong(tile, factor, reliable);
    }

    /// <summary>Writes power·factor − shift, likewise.</summary>
    public static void ScaleAndShift(in Tile<T> tile, TLanes factor, TLanes shift, uint reliable)
    {
        if (tile.Transposed)
            TLanes.ScaleAndShift(tile.Kept.At(0), tile.Gradient.At(0), tile.Count, factor, shift);
        for (var row = 0; row < tile.RowCount && !tile.Transposed; row++)
        {
            if (!tile.Writes(row, reliable))
                continue;
            var (kept, to) = (tile.Kept.Row(row), tile.Gradient.Row(row));
            var (a, b) = (TLanes.Broadcast(factor, row), TLanes.Broadcast(shift, row));
            TLanes.ScaleAndShift(kept.At(0), to.At(0), kept.Full, a, b);
            if (tile.Filled > 0)
                TLanes.ScaleAndShift(kept.At(kept.Full), to.At(kept.Full), 1, a, b);
        }
    }

    private static void ScaleLong(in Tile<T> tile, TLanes factor, uint reliable)
    {
        for (var row = 0; row < tile.RowCount; row++)
            if (tile.Writes(row, reliable))
                SoftmaxLanes<T, TLanes>.Scale(
                    tile.Kept.Row(row),
                    tile.Gradient.Row(row),
                    tile.Count,
                    TLanes.Broadcast(factor, row)
                );
    }

    private static TLanes TotalOfLong(in Tile<T> tile)
    {
        T* reduced = stackalloc T[2 * Lanes],
            scratch = stackalloc T[Lanes];
        var total = TLanes.Of(1);
        for (var row = 0; row < tile.RowCount; row++)
        {
            Spread(tile.References + row, reduced);
            var (x, kept) = (tile.Inputs.Row(row), tile.Kept.Row(row));
            var sum = TLanes.PowerSum(x.At(0), x.Full, reduced, PlaceOf(kept));
            if (tile.Filled > 0)
                sum += TLanes.Only(
                    LanesBelow(tile.Filled),
                    TLanes.Power(x.At(x.Full), reduced, kept.IsEmpty ? scratch : kept.At(x.Full))
                );
            total = TLanes.Insert(total, row, TLanes.Sum(sum));
        }

        return total;
    }

    private static (TLanes Others, TLanes Total) SplitLong(in Tile<T> tile, T* besides, TLanes own)
    {
        var total = TotalOfLong(tile);
        var others = total - own;
        var least = TLanes.Of(TLanes.LeastRemainder(tile.Count)) * total;
        var small = ~TLanes.Within(others - least, 0, double.MaxValue);
        for (var row = 0; row < tile.RowCount; row++)
            if ((small >> row & 1) != 0)
                others = TLanes.Insert(others, row, OthersOfRow(tile, row, besides[row], TLanes.Broadcast(own, row)));
        return (others, total);
    }

    private static TLanes OthersOfRow(in Tile<T> tile, int row, T beside, TLanes own)
    {
        T* reduced = stackalloc T[2 * Lanes],
            besides = stackalloc T[Lanes],
            scratch = stackalloc T[Lanes];
        Spread(tile.References + row, reduced);
        Vector512.Create(beside).Store(besides);
        var x = tile.Inputs.Row(row);
        var (sum, ties) = TLanes.PowerSumBeside(x.At(0), x.Full, reduced, null, besides);
        if (tile.Filled > 0)
        {
            var (zero, lanes) = (TLanes.Of(0), LanesBelow(tile.Filled));
            var distance = TLanes.Deviation(x.Load<TLanes>(x.Full), TLanes.Load(besides));
            var power = TLanes.Power(x.At(x.Full), reduced, scratch);
            sum += TLanes.Only(lanes, TLanes.WhereEqual(distance, 0, zero, power));
            ties += TLanes.Only(lanes, TLanes.WhereEqual(distance, 0, TLanes.Of(1), zero));
        }

        return TLanes.Sum(sum) + (TLanes.Sum(ties) - TLanes.Of(1)) * own;
    }

    // One row's reduced reference in every lane.
    private static void Spread(T* row, T* reduced)
    {
        Vector512.Create(row[0]).Store(reduced);
        Vector512.Create(row[Lanes]).Store(reduced + Lanes);
    }

    private static void* PlaceOf(Strip<T> kept) => kept.IsEmpty ? null : kept.At(0);

    private static uint LanesBelow(int count) => (1u << count) - 1;
}

/// <summary>The probability of one class of each row, in parts that are accurate each on its own: p = own/total, 1 − p =
/// others/total, −log p.</summary>
[SkipLocalsInit]
internal readonly unsafe struct SplitRow<T, TLanes>
    where T : unmanaged
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>The class's logit.</summary>
    public required TLanes Logit { get; init; }

    public required TLanes Own { get; init; }

    public required TLanes Others { get; init; }

    public required TLanes Total { get; init; }

    public required TLanes NegativeLog { get; init; }

    /// <summary>What was summed: the others of the class, or of the largest.</summary>
    public required TLanes Summed { get; init; }

    /// <summary>Of the classes with these logits; the exponentials are kept. There is one vector of scratch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SplitRow<T, TLanes> Of(in Tile<T> tile, T* logits, T* scratch) =>
        tile.References == null ? OfDeviations(tile, logits) : OfPowers(tile, logits, scratch);

    private static SplitRow<T, TLanes> OfDeviations(in Tile<T> tile, T* logits)
    {
        var row = SoftmaxLanes<T, TLanes>.Of(tile);
        var logit = TLanes.Load(logits);
        var deviation = TLanes.Deviation(logit, row.Maximum);
        var (own, total) = (TLanes.ExpOfDeviation(deviation), row.Total);
        return new()
        {
            Logit = logit,
            Own = own,
            Others = TLanes.WhereEqual(deviation, 0, row.Rest, total - own),
            Total = total,
            NegativeLog = row.LogTotal - deviation,
            Summed = row.Rest,
        };
    }

    /// <summary>Of the largest of each row; the exponentials are kept.</summary>
    public static SplitRow<T, TLanes> OfLargest(in Tile<T> tile)
    {
        if (tile.References != null)
        {
            var logits = stackalloc T[2 * TLanes.Count];
            PowerRows<T, TLanes>.Range(tile).Most.Store(logits);
            return OfPowers(tile, logits, logits + TLanes.Count);
        }

        var row = SoftmaxLanes<T, TLanes>.Of(tile);
        return new()
        {
            Logit = row.Maximum,
            Own = TLanes.Of(1),
            Others = row.Rest,
            Total = row.Total,
            NegativeLog = row.LogTotal,
            Summed = row.Rest,
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SplitRow<T, TLanes> OfPowers(in Tile<T> tile, T* logits, T* scratch)
    {
        var (own, others, total) = PowerRows<T, TLanes>.Split(tile, logits, scratch);
        return new()
        {
            Logit = TLanes.Load(logits),
            Own = own,
            Others = others,
            Total = total,
            NegativeLog = TLanes.Log1p(others / own),
            Summed = others,
        };
    }
}
