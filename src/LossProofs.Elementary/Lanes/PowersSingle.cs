// e^x of sixteen floats at a time, in float, and their sum.
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

    public static NativeSingle One
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<float>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeSingle Load(void* source) => new(Vector512.Load((float*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(void* destination) => value.Store((float*)destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeSingle operator +(NativeSingle a, NativeSingle b) => new(a.Value + b.Value);

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

    // The powers are read back: widening a register takes twice as many operations.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PowerSumSingle Add(PowerSumSingle sum, NativeSingle power, void* stored, NativeSingle error) =>
        new(sum._powers + Doubles.Load((float*)stored), sum._errors + error.Value);

    public LanesSingle Total
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_powers + Doubles.Widen(_errors));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Widened(NativeSingle numbers) => new(Doubles.Widen(numbers.Value));
}
