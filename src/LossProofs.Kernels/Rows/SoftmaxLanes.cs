// The passes of a softmax over a tile: the maximum, the exponentials with the sum of all but the largest, the gradient.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
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
    private SoftmaxLanes(TLanes maximum, TLanes rest)
    {
        Maximum = maximum;
        Rest = rest;
        Total = TLanes.Of(1) + rest;
        LogTotal = TLanes.Log1p(rest);
    }

    public TLanes Maximum { get; }

    /// <summary>R.</summary>
    public TLanes Rest { get; }

    /// <summary>1 + R.</summary>
    public TLanes Total { get; }

    /// <summary>log(1 + R).</summary>
    public TLanes LogTotal { get; }

    /// <summary>The exponentials are kept in <see cref="Tile{T}.Kept"/> unless that is empty.</summary>
    public static SoftmaxLanes<T, TLanes> Of(in Tile<T> tile)
    {
        var maximum = LargestOf(tile);
        var rest = tile.Kept.IsEmpty ? RestOf<Forgetting>(tile, maximum) : RestOf<Keeping>(tile, maximum);
        return new(maximum, rest);
    }

    /// <summary>From what another pass has summed.</summary>
    public static SoftmaxLanes<T, TLanes> Of(TLanes maximum, TLanes rest) => new(maximum, rest);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TLanes LargestOf(in Tile<T> tile)
    {
        var (x, count) = (tile.Inputs, tile.Count);
        var a = x.Load<TLanes>(0);
        var b = a;
        var i = 1;
        for (; i + 1 < count; i += 2)
        {
            a = TLanes.Max(a, x.Load<TLanes>(i));
            b = TLanes.Max(b, x.Load<TLanes>(i + 1));
        }

        if (i < count)
            a = TLanes.Max(a, x.Load<TLanes>(i));
        a = TLanes.Max(a, b);
        return tile.Transposed ? a : TLanes.Largest(a);
    }

    /// <summary>Adds the sum of lanes, and a number of ties that are counted as 1 each, less the one that stands aside.</summary>
    public static TLanes Folded(TLanes rest, Vector512<double> ties, bool transposed)
    {
        if (!transposed)
        {
            rest = TLanes.Sum(rest);
            ties = LanesSingle.Sum(LanesSingle.Of(ties)).Leading;
        }

        return rest + TLanes.Of(ties - Vector512<double>.One);
    }

    /// <summary>Multiplies what was kept by a factor ≥ 0, into the gradient.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Scale(Strip<T> kept, Strip<T> gradient, int count, TLanes factor)
    {
        for (var i = 0; i < count; i++)
            gradient.Keep(i, TLanes.Scale(kept.Load<TLanes>(i), factor));
    }

    /// <summary>The lanes in which nothing that was kept is subnormal.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector512<double> AllNormal(in Tile<T> tile)
    {
        var least = Vector512.Create(typeof(T) == typeof(float) ? 1.1754943508222875e-38 : 2.2250738585072014e-308);
        var found = Vector512<double>.Zero;
        for (var i = 0; i < tile.Count; i++)
        {
            var e = tile.Kept.Load<TLanes>(i).Leading;
            found |= Vector512.LessThan(e, least) & Vector512.GreaterThan(e, Vector512<double>.Zero);
        }

        return ~found;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLanes RestOf<TKeep>(in Tile<T> tile, TLanes maximum)
        where TKeep : struct, IKeep
    {
        var (x, kept, count) = (tile.Inputs, tile.Kept, tile.Count);
        var rest = TLanes.Of(0);
        var ties = Vector512<double>.Zero;
        for (var i = 0; i < count; i++)
        {
            var d = TLanes.Deviation(x.Load<TLanes>(i), maximum);
            var e = TLanes.Exp(d);
            if (TKeep.Keeps)
                kept.Keep(i, e);
            var largest = Vector512.Equals(d.Leading, Vector512<double>.Zero);
            ties += Vector512.ConditionalSelect(largest, Vector512<double>.One, Vector512<double>.Zero);
            rest += TLanes.Select(largest, TLanes.Of(0), e);
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
