// e^x of eight doubles at a time, in double, and their sum.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LossProofs.Elementary;

/// <summary>See <see cref="Powers"/>. |x| ≤ 2^16 and powers from 2^-960 to 2^960. Before its rounding a power is within 2^-56 of
/// itself: the two residues are rounded by 2^-59 each, their difference and r + r²q by 2^-58 each, q is off by 2^-58.</summary>
internal readonly unsafe struct NativeDouble(Vector512<double> value) : INative<NativeDouble>
{
    private const double StepsPerUnit = 23.083120654223414; // 16/log 2
    private const double Step = 0.04332169878499658; // (log 2)/16, and what that leaves:
    private const double StepRest = 1.4494042586539372e-18;

    /// <summary>The bits of 2^(j/16), less the j that the low bits of n add to them.</summary>
    // csharpier-ignore
    internal static ReadOnlySpan<ulong> Roots =>
    [
        0x3FF0000000000000, 0x3FEFB5586CF9890F, 0x3FEF72B83C7D517B, 0x3FEF387A6E756238,
        0x3FEF06FE0A31B715, 0x3FEEDEA64C123422, 0x3FEEBFDAD5362A27, 0x3FEEAB07DD485429,
        0x3FEEA09E667F3BCD, 0x3FEEA11473EB0187, 0x3FEEACE5422AA0DB, 0x3FEEC49182A3F090,
        0x3FEEE89F995AD3AD, 0x3FEF199BDD85529C, 0x3FEF5818DCFBA487, 0x3FEFA4AFA2A490DA,
    ];

    /// <summary>The bits of what its rounding left, as a share of it.</summary>
    // csharpier-ignore
    internal static ReadOnlySpan<ulong> RootErrors =>
    [
        0x0000000000000000, 0x3C979AA65D837B6D, 0xBC801B15EAA59348, 0x3C968EFDE3A8A894,
        0x3C834D754DB0ABB6, 0x3C859F48A72A4C6D, 0x3C7690CEBB7AAFB0, 0x3C9063E1E21C5409,
        0xBC93B3EFBF5E2228, 0xBC7B32DCB94DA51D, 0x3C8DB72FC1F0EAB4, 0x3C71AFFC2B91CE27,
        0x3C8C1A7792CB3387, 0x3C736EAE30AF0CB3, 0x3C74A385A63D07A7, 0xBC8FF7128FD391F0,
    ];

    public Vector512<double> Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => value;
    }

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    public static NativeDouble One
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<double>.One);
    }

    public static NativeDouble NegativeInfinity
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512.Create(double.NegativeInfinity));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeDouble Load(void* source) => new(Vector512.Load((double*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeDouble Broadcast(void* source) => new(Vector512.Create(*(double*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(void* destination) => value.Store((double*)destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeDouble Part(int count) =>
        new(Vector512.LessThan(Vector512.CreateSequence(0L, 1), Vector512.Create((long)count)).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeDouble LastPart(int count) =>
        new(
            Vector512
                .GreaterThanOrEqual(Vector512.CreateSequence(0L, 1), Vector512.Create((long)(8 - count)))
                .AsDouble()
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeDouble LoadPart(void* source, NativeDouble part) =>
        Avx512F.IsSupported
            ? new(Avx512F.MaskLoad((double*)source, part.Value, Vector512<double>.Zero))
            : LoadPart((double*)source, CountOf(part));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StorePart(void* destination, NativeDouble part)
    {
        if (Avx512F.IsSupported)
            Avx512F.MaskStore((double*)destination, part.Value, value);
        else
            StorePart((double*)destination, CountOf(part));
    }

    private static NativeDouble LoadPart(double* source, int count)
    {
        var numbers = stackalloc double[8];
        for (var i = 0; i < 8; i++)
            numbers[i] = i < count ? source[i] : 0;
        return Load(numbers);
    }

    private void StorePart(double* destination, int count)
    {
        for (var i = 0; i < count; i++)
            destination[i] = value.GetElement(i);
    }

    private static int CountOf(NativeDouble part) => BitOperations.PopCount(part.Value.ExtractMostSignificantBits());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeDouble operator +(NativeDouble a, NativeDouble b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    public static NativeDouble Folded<TExtreme>(NativeDouble* rows)
        where TExtreme : struct, IExtreme =>
        OfNeighbours<TExtreme>(
            OfQuarters<TExtreme>(OfHalves<TExtreme>(rows[0], rows[4]), OfHalves<TExtreme>(rows[2], rows[6])),
            OfQuarters<TExtreme>(OfHalves<TExtreme>(rows[1], rows[5]), OfHalves<TExtreme>(rows[3], rows[7]))
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static NativeDouble OfHalves<TExtreme>(NativeDouble a, NativeDouble b)
        where TExtreme : struct, IExtreme =>
        TExtreme.Of<NativeDouble>(
            new(VectorMath.FirstHalves(a.Value, b.Value)),
            new(VectorMath.SecondHalves(a.Value, b.Value))
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static NativeDouble OfQuarters<TExtreme>(NativeDouble a, NativeDouble b)
        where TExtreme : struct, IExtreme =>
        TExtreme.Of<NativeDouble>(
            new(VectorMath.FirstQuarters(a.Value, b.Value)),
            new(VectorMath.SecondQuarters(a.Value, b.Value))
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static NativeDouble OfNeighbours<TExtreme>(NativeDouble a, NativeDouble b)
        where TExtreme : struct, IExtreme =>
        TExtreme.Of<NativeDouble>(
            new(VectorMath.FirstNeighbours(a.Value, b.Value)),
            new(VectorMath.SecondNeighbours(a.Value, b.Value))
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeDouble operator -(NativeDouble a, NativeDouble b) => new(a.Value - b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeDouble operator *(NativeDouble a, NativeDouble b) => new(a.Value * b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeDouble operator -(NativeDouble a) => new(-a.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeDouble Fused(NativeDouble a, NativeDouble b, NativeDouble c) =>
        new(Vector512.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeDouble Max(NativeDouble a, NativeDouble b) => new(Vector512.MaxNative(a.Value, b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeDouble Min(NativeDouble a, NativeDouble b) => new(Vector512.MinNative(a.Value, b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NativeDouble Where(NativeDouble part, NativeDouble then, NativeDouble otherwise) =>
        new(Vector512.ConditionalSelect(part.Value, then.Value, otherwise.Value));

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

    /// <summary>e^(x + low) in two words, −708 ≤ x ≤ 0, low a small part of x.</summary>
    /// <remarks>With x + low = n·(log 2)/16 + r + rest it is 2^(n/16)·(1 + r + r²/2 + t), where t = r³(1/6 + …) + rest·(1 + r) and
    /// what the square leaves, at most 2^-19, is the only part that is not carried in two words: within 2^-70.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ExpInFull(
        Vector512<double> x,
        Vector512<double> low,
        out Vector512<double> power,
        out Vector512<double> error
    )
    {
        var steps = VectorMath.Fused(x, StepsPerUnit, VectorMath.Magic);
        var n = steps - Vector512.Create(VectorMath.Magic);
        var exact = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Step), x);
        var (r, rest) = VectorMath.TwoSum(exact, Vector512.FusedMultiplyAdd(n, Vector512.Create(-StepRest), low));
        var square = r * r;
        var left = Vector512.FusedMultiplyAdd(r, r, -square);
        var half = Vector512.Create(0.5);
        var q = VectorMath.Fused(r, 1.0 / 362880, 1.0 / 40320);
        q = Vector512.FusedMultiplyAdd(r, q, Vector512.Create(1.0 / 5040));
        q = Vector512.FusedMultiplyAdd(r, q, Vector512.Create(1.0 / 720));
        q = Vector512.FusedMultiplyAdd(r, q, Vector512.Create(1.0 / 120));
        q = Vector512.FusedMultiplyAdd(r, q, Vector512.Create(1.0 / 24));
        q = Vector512.FusedMultiplyAdd(r, q, Vector512.Create(1.0 / 6));
        var t = Vector512.FusedMultiplyAdd(square * r, q, Vector512.FusedMultiplyAdd(rest, r, half * left) + rest);
        var (sum, a) = VectorMath.FastTwoSum(Vector512<double>.One, r);
        (sum, var b) = VectorMath.FastTwoSum(sum, half * square);
        (sum, var c) = VectorMath.FastTwoSum(sum, t);
        var words = a + b + c + VectorMath.Lookup(RootErrors, steps.AsInt64()) * sum;
        var scale = (VectorMath.Lookup(Roots, steps.AsInt64()).AsInt64() + (steps.AsInt64() << 48)).AsDouble();
        power = sum * scale;
        error = Vector512.FusedMultiplyAdd(words, scale, Vector512.FusedMultiplyAdd(sum, scale, -power));
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
    public static PowerSumDouble Add(PowerSumDouble sum, NativeDouble power, NativeDouble error)
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
