// e^x of sixteen floats at a time, in float, and their sum.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LossProofs.Elementary;

/// <summary>See <see cref="Powers"/>. |x| ≤ 2^16 and powers from 2^-100 to 2^100. Before its rounding a power is within 2^-27 of
/// itself: the two residues are rounded by 2^-30 each, their difference and r + r²q by 2^-29 each, q is off by 2^-31.6.</summary>
internal readonly unsafe struct NativeSingle(Vector512<float> value) : INative<NativeSingle>
{
    /// <summary>1.5·2^23: added to |n| &lt; 2^22 it rounds to an integer, which stands in the low bits of the sum.</summary>
    private const float Magic = 12582912;

    private const float StepsPerUnit = 23.08312f; // 16/log 2
    private const float Step = 0.0433217f; // (log 2)/16, and what that leaves:
    private const float StepRest = -1.1904089e-10f;

    /// <summary>The bits of 2^(j/16), less the j that the low bits of n add to them.</summary>
    // csharpier-ignore
    internal static ReadOnlySpan<uint> Roots =>
    [
        0x3F800000, 0x3F7DAAC3, 0x3F7B95C2, 0x3F79C3D3, 0x3F7837F0, 0x3F76F532, 0x3F75FED7, 0x3F75583F,
        0x3F7504F3, 0x3F7508A4, 0x3F75672A, 0x3F76248C, 0x3F7744FD, 0x3F78CCDF, 0x3F7AC0C7, 0x3F7D257D,
    ];

    /// <summary>The bits of what its rounding left, as a share of it.</summary>
    // csharpier-ignore
    internal static ReadOnlySpan<uint> RootErrors =>
    [
        0x00000000, 0x3346CB6A, 0xB24E0611, 0x334B2482, 0x33092801, 0x331B85F2, 0xB3051AA8, 0xB2006C56,
        0x329302AE, 0xB302E5A2, 0x31B3D0E5, 0x31D1DAF2, 0xB27CE182, 0xB1B4B0DA, 0xB1D290BE, 0x31B0A147,
    ];

    public Vector512<float> Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => value;
    }

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
    }

    public static NativeSingle One
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<float>.One);
    }

    public static NativeSingle NegativeInfinity
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512.Create(float.NegativeInfinity));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeSingle Load(void* source) => new(Vector512.Load((float*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeSingle Broadcast(void* source) => new(Vector512.Create(*(float*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(void* destination) => value.Store((float*)destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeSingle Part(int count) =>
        new(Vector512.LessThan(Vector512.CreateSequence(0, 1), Vector512.Create((int)count)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeSingle LastPart(int count) =>
        new(
            Vector512.GreaterThanOrEqual(Vector512.CreateSequence(0, 1), Vector512.Create((int)(16 - count))).AsSingle()
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeSingle LoadPart(void* source, NativeSingle part) =>
        Avx512F.IsSupported
            ? new(Avx512F.MaskLoad((float*)source, part.Value, Vector512<float>.Zero))
            : LoadPart((float*)source, CountOf(part));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StorePart(void* destination, NativeSingle part)
    {
        if (Avx512F.IsSupported)
            Avx512F.MaskStore((float*)destination, part.Value, value);
        else
            StorePart((float*)destination, CountOf(part));
    }

    private static NativeSingle LoadPart(float* source, int count)
    {
        var numbers = stackalloc float[16];
        for (var i = 0; i < 16; i++)
            numbers[i] = i < count ? source[i] : 0;
        return Load(numbers);
    }

    private void StorePart(float* destination, int count)
    {
        for (var i = 0; i < count; i++)
            destination[i] = value.GetElement(i);
    }

    private static int CountOf(NativeSingle part) => BitOperations.PopCount(part.Value.ExtractMostSignificantBits());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeSingle operator +(NativeSingle a, NativeSingle b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    public static NativeSingle Folded<TExtreme>(NativeSingle* rows)
        where TExtreme : struct, IExtreme
    {
        return OfWords<TExtreme>(OfEvery(rows), OfEvery(rows + 1));

        // Of every other row, each of which has two lanes then.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static NativeSingle OfEvery(NativeSingle* rows) =>
            OfNeighbours<TExtreme>(
                OfQuarters<TExtreme>(OfHalves<TExtreme>(rows[0], rows[8]), OfHalves<TExtreme>(rows[4], rows[12])),
                OfQuarters<TExtreme>(OfHalves<TExtreme>(rows[2], rows[10]), OfHalves<TExtreme>(rows[6], rows[14]))
            );
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static NativeSingle OfHalves<TExtreme>(NativeSingle a, NativeSingle b)
        where TExtreme : struct, IExtreme =>
        TExtreme.Of<NativeSingle>(
            new(VectorMath.FirstHalves(a.Value.AsDouble(), b.Value.AsDouble()).AsSingle()),
            new(VectorMath.SecondHalves(a.Value.AsDouble(), b.Value.AsDouble()).AsSingle())
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static NativeSingle OfQuarters<TExtreme>(NativeSingle a, NativeSingle b)
        where TExtreme : struct, IExtreme =>
        TExtreme.Of<NativeSingle>(
            new(VectorMath.FirstQuarters(a.Value.AsDouble(), b.Value.AsDouble()).AsSingle()),
            new(VectorMath.SecondQuarters(a.Value.AsDouble(), b.Value.AsDouble()).AsSingle())
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static NativeSingle OfNeighbours<TExtreme>(NativeSingle a, NativeSingle b)
        where TExtreme : struct, IExtreme =>
        TExtreme.Of<NativeSingle>(
            new(VectorMath.FirstNeighbours(a.Value.AsDouble(), b.Value.AsDouble()).AsSingle()),
            new(VectorMath.SecondNeighbours(a.Value.AsDouble(), b.Value.AsDouble()).AsSingle())
        );

    // The same of 32 bits each: lane 0 of the first, lane 0 of the second, lane 2 of the first, and so on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static NativeSingle OfWords<TExtreme>(NativeSingle a, NativeSingle b)
        where TExtreme : struct, IExtreme
    {
        var even = Vector512.Create(0xFFFFFFFFUL).AsSingle();
        var (left, right) = (a.Value.AsUInt64(), b.Value.AsUInt64());
        return TExtreme.Of<NativeSingle>(
            new(Vector512.ConditionalSelect(even, a.Value, (right << 32).AsSingle())),
            new(Vector512.ConditionalSelect(even, (left >> 32).AsSingle(), b.Value))
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeSingle operator -(NativeSingle a, NativeSingle b) => new(a.Value - b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeSingle operator *(NativeSingle a, NativeSingle b) => new(a.Value * b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeSingle operator -(NativeSingle a) => new(-a.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeSingle Fused(NativeSingle a, NativeSingle b, NativeSingle c) =>
        new(Vector512.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeSingle Max(NativeSingle a, NativeSingle b) => new(Vector512.MaxNative(a.Value, b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeSingle Min(NativeSingle a, NativeSingle b) => new(Vector512.MinNative(a.Value, b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeSingle Where(NativeSingle part, NativeSingle then, NativeSingle otherwise) =>
        new(Vector512.ConditionalSelect(part.Value, then.Value, otherwise.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeSingle WhereEqual(NativeSingle a, NativeSingle b, NativeSingle then, NativeSingle otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(a.Value, b.Value), then.Value, otherwise.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (NativeSingle Center, NativeSingle Residue) Reduced(NativeSingle reference)
    {
        var magic = Vector512.Create(Magic);
        var n = Vector512.FusedMultiplyAdd(reference.Value, Vector512.Create(StepsPerUnit), magic) - magic;
        return (new(magic - n), new(Residue(reference.Value, n)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (NativeSingle Power, NativeSingle Error) Exp(
        NativeSingle x,
        NativeSingle center,
        NativeSingle residue
    )
    {
        var steps = Vector512.FusedMultiplyAdd(x.Value, Vector512.Create(StepsPerUnit), center.Value);
        var r = Residue(x.Value, steps - center.Value) - residue.Value;
        var root = VectorMath.Lookup(Roots, steps.AsInt32()).AsInt32();
        var scale = (root + (steps.AsInt32() << 19)).AsSingle();
        var q = Vector512.FusedMultiplyAdd(r, Vector512.Create(0.04182505f), Vector512.Create(0.166681f));
        q = Vector512.FusedMultiplyAdd(r, q, Vector512.Create(0.49999973f));
        var p = r + Vector512.FusedMultiplyAdd(r * r, q, VectorMath.Lookup(RootErrors, steps.AsInt32()));
        var power = Vector512.FusedMultiplyAdd(p, scale, scale);
        return (new(power), new(Vector512.FusedMultiplyAdd(p, scale, scale - power)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Residue(Vector512<float> x, Vector512<float> n)
    {
        var exact = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Step), x);
        return Vector512.FusedMultiplyAdd(n, Vector512.Create(-StepRest), exact);
    }
}

/// <summary>Powers are added as doubles, their errors, 2^-24 of them, as floats.</summary>
internal readonly unsafe struct PowerSumSingle(Doubles powers, Vector512<float> errors)
    : IPowerSum<PowerSumSingle, NativeSingle, LanesSingle>
{
    private readonly Doubles _powers = powers;
    private readonly Vector512<float> _errors = errors;

    // The powers are not read back from where they are kept: of a vector across two cache lines each half would wait for the store.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PowerSumSingle Add(PowerSumSingle sum, NativeSingle power, NativeSingle error) =>
        new(sum._powers + Doubles.Widen(power.Value), sum._errors + error.Value);

    public LanesSingle Total
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_powers + Doubles.Widen(_errors));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Widened(NativeSingle numbers) => new(Doubles.Widen(numbers.Value));
}
