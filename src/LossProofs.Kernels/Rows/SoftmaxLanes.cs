// The passes of a softmax over a tile: the maximum, the exponentials with the sum of all but the largest, the gradient.
using System.Runtime.CompilerServices;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>
/// With m = max z, d_i = z_i − m carried with its rounding error, e_i = e^d_i and R = Σ_{i ≠ argmax} e_i:
/// p_i = e_i/(1+R), −log p_i = −d_i + log1p(R), 1 − p_argmax = R/(1+R), 1 − p_i = (1 + R − e_i)/(1+R) for any other.
/// R is summed beside the largest, never taken as S − 1, so that a loss near zero keeps its digits.
/// </summary>
internal readonly unsafe struct SoftmaxLanes<T, TLanes>
    where T : unmanaged
    where TLanes : unmanaged, ILanes<TLanes>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SoftmaxLanes(TLanes maximum, TLanes rest)
    {
        Maximum = maximum;
        Rest = rest;
    }

    public TLanes Maximum { get; }

    /// <summary>R.</summary>
    public TLanes Rest { get; }

    /// <summary>1 + R.</summary>
    public TLanes Total
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.Of(1) + Rest;
    }

    /// <summary>log(1 + R).</summary>
    public TLanes LogTotal
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.Log1p(Rest);
    }

    /// <summary>The exponentials are kept in <see cref="Tile{T}.Kept"/> unless that is empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SoftmaxLanes<T, TLanes> Of(in Tile<T> tile)
    {
        var maximum = LargestOf(tile);
        var rest = tile.Kept.IsEmpty ? RestOf<Forgetting>(tile, maximum) : RestOf<Keeping>(tile, maximum);
        return new(maximum, rest);
    }

    /// <summary>At a temperature, given as 1/T.</summary>
    public static SoftmaxLanes<T, TLanes> OfTempered(in Tile<T> tile, TLanes inverse)
    {
        var maximum = LargestOf(tile);
        return new(maximum, RestOf(tile, maximum, inverse));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TLanes LargestOf(in Tile<T> tile)
    {
        var (x, full) = (tile.Inputs, tile.Inputs.Full);
        var largest = TLanes.Largest(x.At(0), Math.Min(full, tile.Count));
        if (full < tile.Count)
            largest = TLanes.Max(largest, x.Load<TLanes>(full));
        return tile.Transposed ? largest : TLanes.Largest(largest);
    }

    /// <summary>R, over all lanes unless each is a row of its own: the sum beside the largest entries, and 1 for each of these
    /// but one.</summary>
    public static TLanes Folded(TLanes rest, TLanes ties, bool transposed) =>
        (transposed ? rest : TLanes.Sum(rest)) + ((transposed ? ties : TLanes.Sum(ties)) - TLanes.Of(1));

    /// <summary>Multiplies what was kept by a factor ≥ 0, into the gradient.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Scale(Strip<T> kept, Strip<T> gradient, int count, in TLanes factor)
    {
        var words = stackalloc T[2 * TLanes.Count];
        factor.StoreWords(words, words + TLanes.Count);
        var full = RowShape.Transposed(Math.Min(count, kept.Full));
        TLanes.Map<Multiplied>(kept.Values, null, gradient.Values, full, 1, words);
        if (kept.Full < count)
            TLanes.Map<Multiplied>(kept.At(kept.Full), null, gradient.At(kept.Full), RowShape.Transposed(1), 1, words);
    }

    /// <summary>The rows, as lanes, of which something was kept as a subnormal number or as 0 and yet, times a slope, may be more
    /// than 0.</summary>
    /// <remarks>e^d·slope rounds to 0 below half the least subnormal number: in float, where slopes up to 2^131 are scaled by
    /// (<see cref="ILanes{T}.LeastFactor"/> times fewer than 2^31 classes), for d below −(150 + 131)·log 2 = −194.8; in double,
    /// up to 2^995, for d below −(1075 + 995)·log 2 = −1434.8. So a mask of −10⁴ in place of −∞ costs nothing.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static uint Underflown(in Tile<T> tile)
    {
        var (least, farthest) =
            typeof(T) == typeof(float) ? (1.1754942106924411e-38, -195.0) : (2.225073858507201e-308, -1435.0);
        var (found, maximum) = (0u, LargestOf(tile));
        for (var i = 0; i < tile.Count; i++)
            found |=
                TLanes.Within(tile.Kept.Load<TLanes>(i), 0, least)
                & TLanes.Within(TLanes.Deviation(tile.Inputs.Load<TLanes>(i), maximum), farthest, 0);
        return tile.Transposed || found == 0 ? found : TLanes.All;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLanes RestOf<TKeep>(in Tile<T> tile, in TLanes maximum)
        where TKeep : struct, IKeep
    {
        var (x, kept, count) = (tile.Inputs, tile.Kept, tile.Count);
        var (rest, ties, transposed) = (TLanes.Of(0), TLanes.Of(0), tile.Transposed);
        for (var i = 0; i < count; i++)
        {
            var d = TLanes.Deviation(x.Load<TLanes>(i), maximum);
            var e = TLanes.ExpOfDeviation(d);
            if (TKeep.Keeps)
                kept.Keep(i, e);
            // Along a row few vectors hold its largest entry; across rows nearly all do.
            if (transposed || TLanes.AnyEquals(d, 0))
            {
                ties = TLanes.CountEqual(ties, d, 0);
                e = TLanes.WhereEqual(d, 0, TLanes.Of(0), e);
            }

            rest += e;
        }

        return Folded(rest, ties, transposed);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLanes RestOf(in Tile<T> tile, in TLanes maximum, in TLanes inverse)
    {
        var (zero, keeps) = (TLanes.Of(0), !tile.Kept.IsEmpty);
        var (rest, ties) = (zero, zero);
        for (var i = 0; i < tile.Count; i++)
        {
            var d = TLanes.Deviation(tile.Inputs.Load<TLanes>(i), maximum);
            var e = TLanes.ExpOfDeviation(d * inverse);
            if (keeps)
                tile.Kept.Keep(i, e);
            ties = TLanes.CountEqual(ties, d, 0);
            rest += TLanes.WhereEqual(d, 0, zero, e);
        }

        return Folded(rest, ties, tile.Transposed);
    }

    private interface IKeep
    {
        static abstract bool Keeps { get; }
    }

    private readonly struct Keeping : IKeep
    {
        public static bool Keeps => true;
    }

    private readonly struct Forgetting : IKeep
    {
        public static bool Keeps => false;
    }
}
