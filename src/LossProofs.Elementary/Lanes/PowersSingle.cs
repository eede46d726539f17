// e^x of sixteen floats at a time, in float, and their sum.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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

    // 2^(j/16) less the j that the low bits of n add to it.
    private static readonly float* Roots = Table(
        (root, _, j) => BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(root) - (j << 19))
    );

    // What its rounding left, as a share of it.
    private static readonly float* RootErrors = Table((root, error, _) => (float)(error / root));

    private static float* Table(Func<float, double, int, float> entry)
    {
        var table = (float*)NativeMemory.AlignedAlloc(Powers.Steps * sizeof(float), 64);
        for (var j = 0; j < Powers.Steps; j++)
        {
            var (high, low) = ExponentialTable.Root(j, Powers.Steps);
            table[j] = entry((float)high, high - (float)high + low, j);
        }

        return table;
    }

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
