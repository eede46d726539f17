// Attention over lanes: scores, outputs and their sensitivities, as many columns of the values at a time as there are lanes.
using System.Numerics;
using System.Runtime.CompilerServices;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>
/// The weights e^(s−max)/Σ are right to 2^-50 (float) or 2^-70 and kept as working numbers; what is summed over the keys is rounded
/// once. Double columns that leave the range of the lanes are taken again in wide arithmetic.
/// </summary>
[SkipLocalsInit]
internal static unsafe class AttentionLanes<T, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>What a sum must be, and what share of the largest value, so that weights below 1e-290, which are not all exact, do not count and no product is subnormal.</summary>
    private const double LeastSum = 1e-250;

    /// <summary>Up to here values do not overflow when they are subtracted from each other.</summary>
    private const double LargestValue = 1e290;

    public static void Output(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<T> values,
        ReadOnlySpan<bool> masked,
        Span<T> destination
    )
    {
        using var room = new Scratch<T>(RoomFor(scores.Length));
        var numbers = stackalloc T[TLanes.Count];
        fixed (T* memory = room)
        fixed (T* value = values)
        {
            var weights = (TLanes*)memory;
            WeightsOf(scores, masked, weights);
            for (var first = 0; first < destination.Length; first += TLanes.Count)
            {
                var columns = Math.Min(TLanes.Count, destination.Length - first);
                var reliable = Mean(weights, value + first, scores.Length, destination.Length, columns, numbers);
                for (var i = 0; i < columns; i++)
                    destination[first + i] =
                        (reliable >> i & 1) != 0
                            ? numbers[i]
                            : Attention.MeanInWide(scores, values, masked, destination.Length, first + i);
            }
        }
    }

    public static void OutputJacobian(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<T> values,
        ReadOnlySpan<bool> masked,
        Span<T> destination
    )
    {
        using var room = new Scratch<T>(RoomFor(scores.Length));
        fixed (T* memory = room)
        fixed (T* value = values)
        fixed (T* to = destination)
        {
            var weights = (TLanes*)memory;
            var exact = WeightsOf(scores, masked, weights);
            var (dimension, key) = (values.Length / scores.Length, SoftmaxRow<T>.LargestOf(scores, masked));
            for (var first = 0; first < dimension; first += TLanes.Count)
            {
                var columns = Math.Min(TLanes.Count, dimension - first);
                var ownValue = value + (long)key * dimension + first;
                var reference = columns < TLanes.Count ? TLanes.LoadPart(ownValue, columns) : TLanes.Load(ownValue);
                var reliable = Offset(
                    weights,
                    value + first,
                    scores.Length,
                    dimension,
                    columns,
                    reference,
                    out var offset
                );
                if (exact && (reliable & TLanes.All) == TLanes.All)
                    WriteSensitivities(
                        weights,
                        value + first,
                        scores.Length,
                        dimension,
                        columns,
                        reference,
                        offset,
                        to + first
                    );
                else
                    for (var i = 0; i < columns; i++)
                        Attention.SensitivitiesInWide(scores, values, masked, dimension, first + i, destination);
            }
        }
    }

    /// <summary>Σ q_i k_i; false where a product may have left the range of the lanes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool TryProduct(T* query, T* key, int dimension, out Wide<T> product)
    {
        var (sum, magnitude) = (TLanes.Of(0), TLanes.Of(0));
        for (var i = 0; i < dimension; i += TLanes.Count)
        {
            var part = dimension - i;
            var (a, b) =
                part < TLanes.Count
                    ? (TLanes.LoadPart(query + i, part), TLanes.LoadPart(key + i, part))
                    : (TLanes.Load(query + i), TLanes.Load(key + i));
            var term = a * b;
            sum += term;
            if (TLanes.IsLimited)
                magnitude += LaneFunctions.Abs(term);
        }

        var (high, low) = TLanes.Sum(sum).First;
        product = Wide<T>.OfSum(high, low);
        return !TLanes.IsLimited || (TLanes.Within(TLanes.Sum(magnitude), LeastSum, LargestValue) & 1) != 0;
    }

    /// <summary>More keys are left to the wide form: the room for them could not be counted.</summary>
    public const int MostKeys = 1 << 28;

    /// <summary>How many numbers the weights of so many keys need.</summary>
    private static int RoomFor(int keys) =>
        (keys + TLanes.Count - 1) / TLanes.Count * (sizeof(TLanes) / sizeof(T) + TLanes.Count);

    /// <summary>The weights of the keys, one to a lane, into the room that is given; whether each is exact or that of a mask.</summary>
    private static bool WeightsOf(ReadOnlySpan<T> scores, ReadOnlySpan<bool> masked, TLanes* weights)
    {
        var vectors = (scores.Length + TLanes.Count - 1) / TLanes.Count;
        var filled = new Span<T>(weights + vectors, vectors * TLanes.Count);
        scores.CopyTo(filled);
        filled[scores.Length..].Fill(T.NegativeInfinity);
        for (var i = 0; i < masked.Length; i++)
            if (masked[i])
                filled[i] = T.NegativeInfinity;
        return WeightsOf((T*)(weights + vectors), vectors, weights);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool WeightsOf(T* scores, int vectors, TLanes* weights)
    {
        var maximum = TLanes.Largest(TLanes.Largest(scores, vectors));
        var (sum, small) = (TLanes.Of(0), 0u);
        for (var i = 0; i < vectors; i++)
        {
            var deviation = TLanes.Deviation(TLanes.Load(scores + i * TLanes.Count), maximum);
            weights[i] = TLanes.ExpInFull(deviation);
            sum += weights[i];
            small |= TLanes.Within(deviation, -double.MaxValue, -665);
        }

        var share = TLanes.Of(1) / TLanes.Sum(sum);
        for (var i = 0; i < vectors; i++)
            weights[i] *= share;
        return !TLanes.IsLimited || small == 0;
    }

    /// <summary>Σ α_i v_i of some columns; the lanes in which it is reliable.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint Mean(TLanes* weights, T* values, int keys, int dimension, int columns, T* mean)
    {
        var (sum, largest) = (TLanes.Of(0), TLanes.Of(0));
        for (var i = 0; i < keys; i++, values += dimension)
        {
            var value = columns < TLanes.Count ? TLanes.LoadPart(values, columns) : TLanes.Load(values);
            sum += TLanes.Broadcast(weights[i / TLanes.Count], i % TLanes.Count) * value;
            if (TLanes.IsLimited)
                largest = TLanes.Max(largest, LaneFunctions.Abs(value));
        }

        sum.Store(mean);
        if (!TLanes.IsLimited)
            return TLanes.All;
        var enough = LaneFunctions.Abs(sum) - TLanes.Of(LeastSum) * largest;
        return TLanes.Within(largest, 0, 0)
            | (TLanes.Within(enough, LeastSum, LargestValue) & TLanes.Within(largest, 0, LargestValue));
    }

    /// <summary>Σ_i α_i(v_i − v_m) of some columns, v_m the value of one key; the lanes in which it is reliable.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint Offset(
        TLanes* weights,
        T* values,
        int keys,
        int dimension,
        int columns,
        in TLanes reference,
        out TLanes offset
    )
    {
        var (sum, magnitude, largest) = (TLanes.Of(0), TLanes.Of(0), TLanes.Of(0));
        for (var i = 0; i < keys; i++, values += dimension)
        {
            var value = columns < TLanes.Count ? TLanes.LoadPart(values, columns) : TLanes.Load(values);
            var weight = TLanes.Broadcast(weights[i / TLanes.Count], i % TLanes.Count);
            sum += weight * TLanes.Deviation(value, reference);
            if (TLanes.IsLimited)
            {
                var size = LaneFunctions.Abs(value);
                magnitude += weight * size;
                largest = TLanes.Max(largest, size);
            }
        }

        offset = sum;
        return !TLanes.IsLimited
            ? TLanes.All
            : TLanes.Within(largest, 0, 0)
                | (TLanes.Within(magnitude, LeastSum, LargestValue) & TLanes.Within(largest, 0, LargestValue));
    }

    /// <summary>Writes α_i(v_i − v_m − offset) of some columns, which may be the values themselves.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteSensitivities(
        TLanes* weights,
        T* values,
        int keys,
        int dimension,
        int columns,
        in TLanes reference,
        in TLanes offset,
        T* destination
    )
    {
        var numbers = stackalloc T[TLanes.Count];
        for (var i = 0; i < keys; i++, values += dimension, destination += dimension)
        {
            var value = columns < TLanes.Count ? TLanes.LoadPart(values, columns) : TLanes.Load(values);
            var weight = TLanes.Broadcast(weights[i / TLanes.Count], i % TLanes.Count);
            var isPart = columns < TLanes.Count;
            (weight * (TLanes.Deviation(value, reference) - offset)).Store(isPart ? numbers : destination);
            for (var column = 0; isPart && column < columns; column++)
                destination[column] = numbers[column];
        }
    }
}
