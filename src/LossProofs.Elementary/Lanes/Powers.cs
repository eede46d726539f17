// e^x of whole rows in the precision of the rows themselves: the step that softmax kernels spend their time in.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace LossProofs.Elementary;

/// <summary>
/// e^(x−a) of numbers x of which none is more than some tens (float) or hundreds (double) away from their reference a. a is not
/// subtracted, so that nothing is lost there: with n(x) = round(16x/log 2) and r(x) = x − n(x)·(log 2)/16, of which the first of
/// two fused steps is exact, it is 2^⌊i/16⌋ · 2^((i mod 16)/16) · (1 + r + r²q(r)), i = n(x) − n(a), r = r(x) − r(a), |r| ≤ (log
/// 2)/16; and exactly 1 where x = a. The powers are kept as rounded; the sum is that of the powers before the rounding, within
/// 2^-27 of itself for float and 2^-56 for double.
/// </summary>
[SkipLocalsInit]
internal static unsafe class Powers
{
    /// <summary>Steps to one doubling.</summary>
    public const int Steps = 16;

    /// <summary>Where no number is larger in magnitude any of them may be the reference of the others.</summary>
    public const double Moderate = 20;

    /// <summary>
    /// So many vectors are added up in the precision of the rows, then in that of the lanes: a count of float ones stands still
    /// at 2^24, and the sum of so many errors is within 2^18·2^-24 of itself.
    /// </summary>
    public const int Run = 1 << 18;

    /// <summary>Keeps e^x of <paramref name="count"/> vectors from <paramref name="x"/> on, unless <paramref name="kept"/> is
    /// null, and returns their sum, lane by lane.</summary>
    public static TLanes Sum<TNative, TSum, TLanes>(void* x, int count, void* reduced, void* kept)
        where TNative : unmanaged, INative<TNative>
        where TSum : unmanaged, IPowerSum<TSum, TNative, TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var scratch = stackalloc byte[Width];
        var to = kept == null ? scratch : (byte*)kept;
        var step = kept == null ? 0 : Width;
        var from = (byte*)x;
        var (center, residue) = (TNative.Load(reduced), TNative.Load((byte*)reduced + Width));
        var total = default(TLanes);
        do
        {
            var sum = default(TSum);
            for (var end = from + Math.Min(count, Run) * Width; from < end; from += Width, to += step)
            {
                Prefetch(from);
                var (power, error) = TNative.Exp(TNative.Load(from), center, residue);
                power.Store(to);
                sum = TSum.Add(sum, power, to, error);
            }

            total += sum.Total;
            count -= Run;
        } while (count > 0);
        return total;
    }

    /// <summary>The same without the numbers that equal the <paramref name="reference"/> of their lane, and how many these are.</summary>
    public static (TLanes Sum, TLanes Ties) SumBeside<TNative, TSum, TLanes>(
        void* x,
        int count,
        void* reduced,
        void* kept,
        void* reference
    )
        where TNative : unmanaged, INative<TNative>
        where TSum : unmanaged, IPowerSum<TSum, TNative, TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var scratch = stackalloc byte[Width];
        var from = (byte*)x;
        var to = (byte*)kept;
        var (center, residue) = (TNative.Load(reduced), TNative.Load((byte*)reduced + Width));
        var own = TNative.Load(reference);
        var (total, allTies) = (default(TLanes), default(TLanes));
        do
        {
            var sum = default(TSum);
            var ties = default(TNative);
            for (var end = from + Math.Min(count, Run) * Width; from < end; from += Width)
            {
                var number = TNative.Load(from);
                var (power, error) = TNative.Exp(number, center, residue);
                if (to != null)
                {
                    power.Store(to);
                    to += Width;
                }

                power = TNative.WhereEqual(number, own, default, power);
                power.Store(scratch);
                sum = TSum.Add(sum, power, scratch, TNative.WhereEqual(number, own, default, error));
                ties += TNative.WhereEqual(number, own, TNative.One, default);
            }

            total += sum.Total;
            allTies += TSum.Widened(ties);
            count -= Run;
        } while (count > 0);
        return (total, allTies);
    }

    public const int Width = 64;

    /// <summary>Asks for what stands half a page further on: the processor's own prefetching stops at the end of each page.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(void* from)
    {
        if (Sse.IsSupported)
            Sse.Prefetch1((byte*)from + 2048);
    }
}

/// <summary>Numbers in their own precision, 64 bytes of them.</summary>
internal unsafe interface INative<TSelf>
    where TSelf : unmanaged, INative<TSelf>
{
    static abstract TSelf One { get; }

    static abstract TSelf Load(void* source);

    void Store(void* destination);

    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary><paramref name="then"/> where a = b, else <paramref name="otherwise"/>.</summary>
    static abstract TSelf WhereEqual(TSelf a, TSelf b, TSelf then, TSelf otherwise);

    /// <summary>A reference as <see cref="Exp"/> takes it: n, from which the steps are counted, and r.</summary>
    static abstract (TSelf Center, TSelf Residue) Reduced(TSelf reference);

    /// <summary>e^(x−a) rounded, and what the rounding left.</summary>
    static abstract (TSelf Power, TSelf Error) Exp(TSelf x, TSelf center, TSelf residue);
}

/// <summary>A sum of powers with their errors, lane by lane.</summary>
internal unsafe interface IPowerSum<TSelf, TNative, TLanes>
    where TSelf : unmanaged, IPowerSum<TSelf, TNative, TLanes>
    where TNative : unmanaged, INative<TNative>
{
    /// <summary>Adds a power, which was stored, too, and its error.</summary>
    static abstract TSelf Add(TSelf sum, TNative power, void* stored, TNative error);

    TLanes Total { get; }

    /// <summary>The numbers themselves.</summary>
    static abstract TLanes Widened(TNative numbers);
}
