// The steps that both lane types share.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LossProofs.Elementary;

internal static unsafe class VectorMath
{
    /// <summary>1.5·2^52: added to |n| &lt; 2^51 it rounds to an integer, which stands in the low bits of the sum.</summary>
    public const double Magic = 6755399441055744;

    public const double Log2E = 1.4426950408889634;
    public const double Ln2 = 0.6931471805599453;

    /// <summary>log 2 to a multiple of 2^-42: its products with |n| &lt; 2^11 are exact.</summary>
    public const double Ln2High = 0.6931471805598903;

    /// <summary>What <see cref="Ln2High"/> leaves, to 2^-97.</summary>
    public const double Ln2Low = 5.497923018708371e-14;

    /// <summary>a + b exactly, as the rounded sum and its error (Knuth, Møller).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<double> Sum, Vector512<double> Error) TwoSum(Vector512<double> a, Vector512<double> b)
    {
        var sum = a + b;
        var fromB = sum - a;
        return (sum, (a - (sum - fromB)) + (b - fromB));
    }

    /// <summary>a + b exactly when a = 0 or the exponent of a is at least that of b (Dekker).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<double> Sum, Vector512<double> Error) FastTwoSum(Vector512<double> a, Vector512<double> b)
    {
        var sum = a + b;
        return (sum, b - (sum - a));
    }

    /// <summary>x·factor + term, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Fused(Vector512<double> x, double factor, double term) =>
        Vector512.FusedMultiplyAdd(x, Vector512.Create(factor), Vector512.Create(term));

    /// <summary>The entries of a table of sixteen, constant data given by its bits, that the low four bits of each index name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Lookup(ReadOnlySpan<uint> bits, Vector512<int> index)
    {
        var table = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bits)); // constant data does not move
        if (Avx512F.IsSupported)
            return Avx512F.PermuteVar16x32(Vector512.Load(table), index);
        index &= Vector512.Create(15);
        if (Avx2.IsSupported)
            return Vector512.Create(
                Avx2.GatherVector256(table, index.GetLower(), sizeof(float)),
                Avx2.GatherVector256(table, index.GetUpper(), sizeof(float))
            );
        var found = stackalloc float[16];
        for (var lane = 0; lane < 16; lane++)
            found[lane] = table[index.GetElement(lane)];
        return Vector512.Load(found);
    }

    /// <summary>The same of doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Lookup(ReadOnlySpan<ulong> bits, Vector512<long> index)
    {
        var table = (double*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bits));
        if (Avx512F.IsSupported)
            return Avx512F.PermuteVar8x64x2(Vector512.Load(table), index, Vector512.Load(table + 8));
        index &= Vector512.Create(15L);
        if (Avx2.IsSupported)
            return Vector512.Create(
                Avx2.GatherVector256(table, index.GetLower(), sizeof(double)),
                Avx2.GatherVector256(table, index.GetUpper(), sizeof(double))
            );
        var found = stackalloc double[8];
        for (var lane = 0; lane < 8; lane++)
            found[lane] = table[index.GetElement(lane)];
        return Vector512.Load(found);
    }

    /// <summary>The larger, lane by lane; no lane is NaN, and of two zeros either is taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Max(Vector512<double> a, Vector512<double> b) => Vector512.MaxNative(a, b);

    /// <summary>The smaller, likewise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Min(Vector512<double> a, Vector512<double> b) => Vector512.MinNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Largest(Vector512<double> a)
    {
        a = Max(a, SwapHalves(a));
        a = Max(a, SwapQuarters(a));
        return Max(a, SwapNeighbours(a));
    }

    /// <summary>Lanes 4 to 7, then 0 to 3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> SwapHalves(Vector512<double> a) => Vector512.Create(a.GetUpper(), a.GetLower());

    /// <summary>Lanes 2, 3, 0, 1, then 6, 7, 4, 5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> SwapQuarters(Vector512<double> a) =>
        Vector512.Shuffle(a, Vector512.Create(2L, 3, 0, 1, 6, 7, 4, 5));

    /// <summary>Lanes 1, 0, 3, 2 and so on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> SwapNeighbours(Vector512<double> a) =>
        Vector512.Shuffle(a, Vector512.Create(1L, 0, 3, 2, 5, 4, 7, 6));

    /// <summary>In lane i the sum of all lanes of vector i of eight, added as a tree: the halves, the quarters, the neighbours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> SumOfEach(
        Vector512<double> a,
        Vector512<double> b,
        Vector512<double> c,
        Vector512<double> d,
        Vector512<double> e,
        Vector512<double> f,
        Vector512<double> g,
        Vector512<double> h
    )
    {
        var (ae, cg) = (SumOfHalves(a, e), SumOfHalves(c, g));
        var (bf, dh) = (SumOfHalves(b, f), SumOfHalves(d, h));
        return SumOfNeighbours(SumOfQuarters(ae, cg), SumOfQuarters(bf, dh));
    }

    // Each adds the two numbers that Sum adds in one of its steps, of the first vector and of the second: after all three, of the
    // pairs above, each sum stands in its place.

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> SumOfHalves(Vector512<double> a, Vector512<double> b) =>
        FirstHalves(a, b) + SecondHalves(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> SumOfQuarters(Vector512<double> a, Vector512<double> b) =>
        FirstQuarters(a, b) + SecondQuarters(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> SumOfNeighbours(Vector512<double> a, Vector512<double> b) =>
        FirstNeighbours(a, b) + SecondNeighbours(a, b);

    /// <summary>Lanes 0 to 3 of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> FirstHalves(Vector512<double> a, Vector512<double> b) =>
        Vector512.Create(a.GetLower(), b.GetLower());

    /// <summary>Lanes 4 to 7 of each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> SecondHalves(Vector512<double> a, Vector512<double> b) =>
        Vector512.Create(a.GetUpper(), b.GetUpper());

    /// <summary>Of each half two lanes of the first, then two of the second: 0 and 1, 4 and 5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> FirstQuarters(Vector512<double> a, Vector512<double> b) =>
        Avx512F.IsSupported
            ? Avx512F.PermuteVar8x64x2(a, Vector512.Create(0L, 1, 8, 9, 4, 5, 12, 13), b)
            : Vector512.Create(
                Vector256.Create(a.GetLower().GetLower(), b.GetLower().GetLower()),
                Vector256.Create(a.GetUpper().GetLower(), b.GetUpper().GetLower())
            );

    /// <summary>Likewise 2 and 3, 6 and 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> SecondQuarters(Vector512<double> a, Vector512<double> b) =>
        Avx512F.IsSupported
            ? Avx512F.PermuteVar8x64x2(a, Vector512.Create(2L, 3, 10, 11, 6, 7, 14, 15), b)
            : Vector512.Create(
                Vector256.Create(a.GetLower().GetUpper(), b.GetLower().GetUpper()),
                Vector256.Create(a.GetUpper().GetUpper(), b.GetUpper().GetUpper())
            );

    /// <summary>The even lanes, of the first and the second by turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> FirstNeighbours(Vector512<double> a, Vector512<double> b) =>
        Avx512F.IsSupported ? Avx512F.UnpackLow(a, b) : Vector512.ConditionalSelect(EvenLanes, a, SwapNeighbours(b));

    /// <summary>The odd lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> SecondNeighbours(Vector512<double> a, Vector512<double> b) =>
        Avx512F.IsSupported ? Avx512F.UnpackHigh(a, b) : Vector512.ConditionalSelect(EvenLanes, SwapNeighbours(a), b);

    private static Vector512<double> EvenLanes => Vector512.Create(-1L, 0, -1, 0, -1, 0, -1, 0).AsDouble();

    /// <summary>x·2^n for n = steps − Magic, by the bits: x and the result are normal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> TimesPower(Vector512<double> x, Vector512<double> steps) =>
        (x.AsInt64() + (steps.AsInt64() << 52)).AsDouble();

    /// <summary>All bits where least ≤ x ≤ most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Within(Vector512<double> x, Vector512<double> least, Vector512<double> most) =>
        Vector512.GreaterThanOrEqual(x, least) & Vector512.LessThanOrEqual(x, most);

    /// <summary>All bits in the lanes of the low eight bits.</summary>
    public static Vector512<double> MaskOf(uint lanes)
    {
        var bits = Vector512.Create(1L, 2, 4, 8, 16, 32, 64, 128);
        return Vector512.Equals(Vector512.Create((long)lanes) & bits, bits).AsDouble();
    }

    /// <summary>2^n for n = steps − Magic, −1022 ≤ n ≤ 1023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> PowerOfTwo(Vector512<double> steps) =>
        ((steps.AsInt64() << 52) + Vector512<double>.One.AsInt64()).AsDouble();

    /// <summary>x = 2^k·m with m in [0.7071, 1.4143), for positive normal x below 2^1022; and 2^-k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Mantissa(Vector512<double> x, out Vector512<double> k, out Vector512<double> scale)
    {
        // Adding 1 − 0.70710678 to the bits moves the step of the exponent field from 1 to 0.70710678.
        var biased = (x.AsInt64() + Vector512.Create(0x3FF0000000000000L - 0x3FE6A09E667F3BCDL)) >>> 52;
        scale = ((Vector512.Create(2046L) - biased) << 52).AsDouble();
        k = (biased + Vector512.Create(Magic).AsInt64()).AsDouble() - Vector512.Create(Magic + 1023);
        return x * scale;
    }

    /// <summary>(w − o·2^k)/(w + o·2^k) for w = o + others, both positive and normal, k the nearest integer to the difference of their
    /// bits in steps of the exponent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> ScaledDifference(
        Vector512<double> whole,
        Vector512<double> own,
        Vector512<double> others,
        out Vector512<double> k
    )
    {
        var steps = (whole.AsInt64() - own.AsInt64() + Vector512.Create(1L << 51)) >> 52;
        var scaled = (own.AsInt64() + (steps << 52)).AsDouble();
        k = (steps + Vector512.Create(Magic).AsInt64()).AsDouble() - Vector512.Create(Magic);
        var same = Vector512.Equals(steps, Vector512<long>.Zero).AsDouble();
        return Vector512.ConditionalSelect(same, others, whole - scaled) / (whole + scaled);
    }
}
