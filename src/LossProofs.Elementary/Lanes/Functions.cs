// What follows from the exponential and the logarithm, once for both lane types.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LossProofs.Elementary;

internal static class LaneFunctions
{
    /// <summary>|x|, to the digits of the leading words' signs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Abs<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> =>
        TLanes.Select(Vector512.LessThan(x.Leading, Vector512<double>.Zero), -x, x);

    /// <summary>Where least ≤ x ≤ most; not where x is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Within<TLanes>(TLanes x, double least, double most)
        where TLanes : unmanaged, ILanes<TLanes> =>
        Vector512.GreaterThanOrEqual(x.Leading, Vector512.Create(least))
        & Vector512.LessThanOrEqual(x.Leading, Vector512.Create(most));

    /// <summary>log(1 + e), also where e is so small that its half is subnormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Log1pOfPower<TLanes>(TLanes e)
        where TLanes : unmanaged, ILanes<TLanes> =>
        TLanes.Select(Vector512.LessThan(e.Leading, Vector512.Create(1e-290)), e, TLanes.Log1p(e));

    /// <summary>log(1 + e^x) = max(x, 0) + log(1 + e^-|x|), for finite x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Softplus<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var tail = Log1pOfPower(TLanes.Exp(-Abs(x)));
        return TLanes.Select(Vector512.GreaterThan(x.Leading, Vector512<double>.Zero), x + tail, tail);
    }

    /// <summary>1/(1 + e^-x): e/(1 + e) with e = e^-|x| where x is negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Sigmoid<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var one = TLanes.Of(1);
        var e = TLanes.Exp(-Abs(x));
        var least = TLanes.Select(Vector512.LessThan(x.Leading, Vector512<double>.Zero), e, one);
        return least / (one + e);
    }
}
