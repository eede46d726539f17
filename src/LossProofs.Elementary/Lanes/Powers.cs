// e^x of whole rows in the precision of the rows themselves: the step that softmax kernels spend their time in.
using System.Runtime.CompilerServices;

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

    /// <summary>Keeps e^(x−a) of every number, unless <paramref name="kept"/> is null, and gives the rows' sums, lane by lane; and
    /// each row's largest number where that is asked for.</summary>
    /// <remarks>The last vector of a row that is not full is its last numbers, some of them for a second time, of which the sum
    /// takes those that are new.</remarks>
    public static void Sums<TNative, TSum, TLanes, TSearch>(
        void* x,
        void* kept,
        in RowShape shape,
        void* references,
        TLanes* totals,
        void* largest
    )
        where TNative : unmanaged, INative<TNative>
        where TSum : unmanaged, IPowerSum<TSum, TNative, TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
        where TSearch : struct, ISearch
    {
        byte* scratch = stackalloc byte[Width],
            reduced = stackalloc byte[2 * Width];
        // What belongs to a row is computed for all of them at once.
        var (centers, residues) = TNative.Reduced(TNative.Load(references));
        if (!shape.IsTransposed)
        {
            centers.Store(reduced);
            residues.Store(reduced + Width);
        }

        var size = Width / TNative.Count;
        var rows = stackalloc TNative[16];
        var step = kept == null ? 0 : Width;
        var stride = (nint)shape.Stride * size;
        var part = TNative.LastPart(shape.Rest);
        for (var row = 0; row < shape.Count; row++)
        {
            var from = (byte*)x + row * stride;
            var to = kept == null ? scratch : (byte*)kept + row * stride;
            byte* last = from + stride - Width,
                lastTo = kept == null ? scratch : to + stride - Width;
            var center = shape.IsTransposed ? centers : TNative.Broadcast(reduced + row * size);
            var residue = shape.IsTransposed ? residues : TNative.Broadcast(reduced + Width + row * size);
            var (total, left, most) = (default(TLanes), shape.Full, TNative.NegativeInfinity);
            for (; left > Run; left -= Run)
                total += SumOf<TNative, TSum, TLanes, TSearch>(
                    ref from,
                    ref to,
                    ref most,
                    Run,
                    step,
                    center,
                    residue
                ).Total;
            var sum = SumOf<TNative, TSum, TLanes, TSearch>(ref from, ref to, ref most, left, step, center, residue);
            if (shape.Rest > 0)
            {
                var number = TNative.Load(last);
                var (power, error) = TNative.Exp(number, center, residue);
                power.Store(lastTo);
                sum = TSum.Add(sum, TNative.Where(part, power, default), TNative.Where(part, error, default));
                if (TSearch.IsOn)
                    most = TNative.Max(most, number);
            }

            totals[row] = shape.Full > Run ? total + sum.Total : sum.Total;
            if (TSearch.IsOn)
                rows[row] = most;
        }

        if (TSearch.IsOn)
            RowPasses.ExtremeOfEach<Most, TNative>(rows, shape).Store(largest);
    }

    /// <summary>Whether the largest number of each row is looked for.</summary>
    internal interface ISearch
    {
        static abstract bool IsOn { get; }
    }

    internal readonly struct WithLargest : ISearch
    {
        public static bool IsOn => true;
    }

    internal readonly struct WithoutLargest : ISearch
    {
        public static bool IsOn => false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TSum SumOf<TNative, TSum, TLanes, TSearch>(
        ref byte* from,
        ref byte* to,
        ref TNative most,
        int count,
        int step,
        TNative center,
        TNative residue
    )
        where TNative : unmanaged, INative<TNative>
        where TSum : unmanaged, IPowerSum<TSum, TNative, TLanes>
        where TSearch : struct, ISearch
    {
        var (sum, largest) = (default(TSum), most);
        byte* x = from,
            kept = to;
        for (var end = x + (nint)count * Width; x < end; x += Width, kept += step)
        {
            RowPasses.Prefetch(x);
            var number = TNative.Load(x);
            var (power, error) = TNative.Exp(number, center, residue);
            power.Store(kept);
            sum = TSum.Add(sum, power, error);
            if (TSearch.IsOn)
                largest = TNative.Max(largest, number);
        }

        from = x;
        to = kept;
        most = largest;
        return sum;
    }

    /// <summary>The same without the numbers that equal the reference of their row in <paramref name="besides"/>, and how many
    /// these are.</summary>
    public static void SumsBeside<TNative, TSum, TLanes>(
        void* x,
        void* kept,
        in RowShape shape,
        void* references,
        void* besides,
        TLanes* totals,
        TLanes* ties
    )
        where TNative : unmanaged, INative<TNative>
        where TSum : unmanaged, IPowerSum<TSum, TNative, TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var stride = (nint)shape.Stride * (Width / TNative.Count);
        var part = TNative.Part(shape.Rest);
        for (var row = 0; row < shape.Count; row++)
        {
            var from = (byte*)x + row * stride;
            var to = kept == null ? null : (byte*)kept + row * stride;
            var (center, residue) = TNative.Reduced(RowPasses.OfRow<TNative>(references, row, shape));
            var own = RowPasses.OfRow<TNative>(besides, row, shape);
            (totals[row], ties[row]) = (default, default);
            var left = shape.Full;
            do
            {
                var (sum, equal) = (default(TSum), default(TNative));
                for (var end = from + (nint)Math.Min(left, Run) * Width; from < end; from += Width)
                {
                    var number = TNative.Load(from);
                    var (power, error) = TNative.Exp(number, center, residue);
                    if (to != null)
                    {
                        power.Store(to);
                        to += Width;
                    }

                    sum = TSum.Add(
                        sum,
                        TNative.WhereEqual(number, own, default, power),
                        TNative.WhereEqual(number, own, default, error)
                    );
                    equal += TNative.WhereEqual(number, own, TNative.One, default);
                }

                left -= Run;
                if (left <= 0 && shape.Rest > 0)
                {
                    var number = TNative.LoadPart(from, part);
                    var (power, error) = TNative.Exp(number, center, residue);
                    if (to != null)
                        power.StorePart(to, part);
                    (power, error) = (TNative.Where(part, power, default), TNative.Where(part, error, default));
                    sum = TSum.Add(
                        sum,
                        TNative.WhereEqual(number, own, default, power),
                        TNative.WhereEqual(number, own, default, error)
                    );
                    equal += TNative.Where(part, TNative.WhereEqual(number, own, TNative.One, default), default);
                }

                totals[row] += sum.Total;
                ties[row] += TSum.Widened(equal);
            } while (left > 0);
        }
    }

    private const int Width = RowPasses.Width;
}

/// <summary>Numbers in their own precision, 64 bytes of them.</summary>
internal unsafe interface INative<TSelf>
    where TSelf : unmanaged, INative<TSelf>
{
    /// <summary>How many numbers.</summary>
    static abstract int Count { get; }

    static abstract TSelf One { get; }

    static abstract TSelf NegativeInfinity { get; }

    static abstract TSelf Load(void* source);

    /// <summary>One number in every lane.</summary>
    static abstract TSelf Broadcast(void* source);

    void Store(void* destination);

    /// <summary>All bits in the first lanes, as <see cref="LoadPart"/>, <see cref="StorePart"/> and <see cref="Where"/> take it.</summary>
    static abstract TSelf Part(int count);

    /// <summary>All bits in the last lanes.</summary>
    static abstract TSelf LastPart(int count);

    /// <summary>The numbers of these lanes, 0 in the others, whose memory is not touched.</summary>
    static abstract TSelf LoadPart(void* source, TSelf part);

    /// <summary>Writes the numbers of these lanes only.</summary>
    void StorePart(void* destination, TSelf part);

    /// <summary>In lane i the extreme of all lanes of number i, of as many as there are lanes.</summary>
    static abstract TSelf Folded<TExtreme>(TSelf* rows)
        where TExtreme : struct, IExtreme;

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TSelf Fused(TSelf a, TSelf b, TSelf c);

    /// <summary>The larger; no lane is NaN, and of two zeros either is taken.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The smaller, likewise.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary><paramref name="then"/> in the lanes of <paramref name="part"/>, else <paramref name="otherwise"/>.</summary>
    static abstract TSelf Where(TSelf part, TSelf then, TSelf otherwise);

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
    /// <summary>Adds a power and its error.</summary>
    static abstract TSelf Add(TSelf sum, TNative power, TNative error);

    TLanes Total { get; }

    /// <summary>The numbers themselves.</summary>
    static abstract TLanes Widened(TNative numbers);
}
