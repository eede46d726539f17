// What follows from the exponential and the logarithm, once for both lane types.
using System.Runtime.CompilerServices;

namespace LossProofs.Elementary;

internal static class LaneFunctions
{
    /// <summary>|x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Abs<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.WhereLess(x, TLanes.Of(0), -x, x);

    /// <summary>log(1 + e), also where e is so small that its half is subnormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Log1pOfPower<TLanes>(TLanes e)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.WhereLess(e, TLanes.Of(1e-290), e, TLanes.Log1p(e));

    /// <summary>log(1 + e^x) = max(x, 0) + log(1 + e^-|x|), for finite x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Softplus<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var tail = Log1pOfPower(TLanes.ExpOfDeviation(-Abs(x)));
        return TLanes.WhereLess(TLanes.Of(0), x, x + tail, tail);
    }

    /// <summary>1/(1 + e^-x): e/(1 + e) with e = e^-|x| where x is negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Sigmoid<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var one = TLanes.Of(1);
        var e = TLanes.ExpOfDeviation(-Abs(x));
        return TLanes.WhereLess(x, TLanes.Of(0), e, one) / (one + e);
    }
}
