// e^x of eight doubles at a time, in double, and their sum.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LossProofs.Elementary;

/// <summary>See <see cref="Powers"/>. |x| ≤ 2^16 and powers from 2^-960 to 2^960. Before its rounding a power is within 2^-56 of
/// itself: the two residues are rounded by 2^-59 each, their difference and r + r²q by 2^-58 each, q is off by 2^-58.</summary>
internal readonly unsafe struct NativeDouble(Vector512<double> value) : INative<NativeDouble>
{
    private const double StepsPerUnit = 23.083120654223414; // 16/log 2
    private const double Step = 0.04332169878499658; // (log 2)/16, and what that leaves:
    private const double StepRest = 1.4494042586539372e-18;

    // 2^(j/16) less the j that the low bits of n add to it.
    private static readonly double* Roots = Table(
        (root, _, j) => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(root) - ((long)j << 48))
    );

    // What its rounding left, as a share of it.
    private static readonly double* RootErrors = Table((root, error, _) => error / root);

    private static double* Table(Func<double, double, int, double> entry)
    {
        var table = (double*)NativeMemory.AlignedAlloc(Powers.Steps * sizeof(double), 64);
        for (var j = 0; j < Powers.Steps; j++)
        {
            var (high, low) = ExponentialTable.Root(j, Powers.Steps);
            table[j] = entry(high, low, j);
        }

        return table;
    }

    public Vector512<double> Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => value;
    }

    public static NativeDouble One
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<double>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeDouble Load(void* source) => new(Vector512.Load((double*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(void* destination) => value.Store((double*)destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeDouble operator +(NativeDouble a, NativeDouble b) => new(a.Value + b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeDouble WhereEqual(NativeDouble a, NativeDouble b, NativeDouble then, NativeDouble otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(a.Value, b.Value), then.Value, otherwise.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (NativeDouble Center, NativeDouble Residue) Reduced(NativeDouble reference)
    {
        var magic = Vector512.Create(VectorMath.Magic);
        var n = VectorMath.Fused(reference.Value, StepsPerUnit, VectorMath.Magic) - magic;
        return (new(magic - n), new(Residue(reference.Value, n)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (NativeDouble Power, NativeDouble Error) Exp(
        NativeDouble x,
        NativeDouble center,
        NativeDouble residue
    )
    {
        var steps = Vector512.FusedMultiplyAdd(x.Value, Vector512.Create(StepsPerUnit), center.Value);
        var r = Residue(x.Value, steps - center.Value) - residue.Value;
        var root = VectorMath.Lookup(Roots, steps.AsInt64()).AsInt64();
        var scale = (root + (steps.AsInt64() << 48)).AsDouble();
        var square = r * r;
        var low = VectorMath.Fused(r, 0.16666666666667537, 0.5000000000000353);
        var middle = VectorMath.Fused(r, 0.008333333314589906, 0.04166666655841595);
        var high = VectorMath.Fused(r, 0.00019842540059991645, 0.0013889832168299664);
        var q = Vector512.FusedMultiplyAdd(square, Vector512.FusedMultiplyAdd(square, high, middle), low);
        var p = r + Vector512.FusedMultiplyAdd(square, q, VectorMath.Lookup(RootErrors, steps.AsInt64()));
        var power = Vector512.FusedMultiplyAdd(p, scale, scale);
        return (new(power), new(Vector512.FusedMultiplyAdd(p, scale, scale - power)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Residue(Vector512<double> x, Vector512<double> n)
    {
        var exact = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Step), x);
        return Vector512.FusedMultiplyAdd(n, Vector512.Create(-StepRest), exact);
    }
}

/// <summary>Powers are added in two words, their errors to the second.</summary>
internal readonly unsafe struct PowerSumDouble(Vector512<double> sum, Vector512<double> rest)
    : IPowerSum<PowerSumDouble, NativeDouble, LanesDouble>
{
    private readonly Vector512<double> _sum = sum;
    private readonly Vector512<double> _rest = rest;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PowerSumDouble Add(PowerSumDouble sum, NativeDouble power, void* stored, NativeDouble error)
    {
        var (total, lost) = VectorMath.TwoSum(sum._sum, power.Value);
        return new(total, sum._rest + (lost + error.Value));
    }

    public LanesDouble Total
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var (total, lost) = VectorMath.TwoSum(_sum, _rest);
            return new(total, lost);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble Widened(NativeDouble numbers) => new(numbers.Value, Vector512<double>.Zero);
}
