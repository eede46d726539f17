// Eight doubles as the working numbers of float kernels.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LossProofs.Elementary;

/// <summary>
/// Eight doubles that are rounded to float at the end. Relative errors: + − × ÷ 2^-53, Exp and Expm1 2^-32 (Exp 2^-34),
/// Log and Log1p 2^-42: next to the half ulp of a float, 2^-25, at most a hundredth. The arguments of Exp are taken
/// between −708 and 709: below, e^x is smaller than any float, and so is what stands for it.
/// </summary>
internal readonly unsafe struct LanesSingle(Vector512<double> value) : ILanes<LanesSingle>
{
    private readonly Vector512<double> _value = value;

    /// <inheritdoc/>
    public static double Least => 0;

    /// <inheritdoc/>
    public static double Most => double.MaxValue;

    /// <inheritdoc/>
    public Vector512<double> Trailing => Vector512<double>.Zero;

    /// <inheritdoc/>
    public Vector512<double> Leading
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _value;
    }

    /// <inheritdoc/>
    public static double MostExponent => double.MaxValue;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Of(double value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Difference(double a, double b) => new(Vector512.Create(a - b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Load(void* source) => new(Widen(Vector256.Load((float*)source)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(void* destination) => (Narrow(_value) + Vector256<float>.Zero).Store((float*)destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Of(Vector512<double> value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Keep(void* destination) => Narrow(_value).Store((float*)destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle WhereLess(LanesSingle a, LanesSingle b, LanesSingle then, LanesSingle otherwise) =>
        Select(Vector512.LessThan(a.Leading, b.Leading), then, otherwise);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Deviation(LanesSingle a, LanesSingle b) => new(a._value - b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Scale(LanesSingle e, LanesSingle factor) => new(e._value * factor._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Max(LanesSingle a, LanesSingle b) => new(VectorMath.Max(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Largest(LanesSingle a) => new(VectorMath.Largest(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Sum(LanesSingle a)
    {
        var sum = a._value + VectorMath.SwapHalves(a._value);
        sum += VectorMath.SwapQuarters(sum);
        return new(sum + VectorMath.SwapNeighbours(sum));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle operator +(LanesSingle a, LanesSingle b) => new(a._value + b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle operator -(LanesSingle a, LanesSingle b) => new(a._value - b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle operator *(LanesSingle a, LanesSingle b) => new(a._value * b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle operator /(LanesSingle a, LanesSingle b) => new(a._value / b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle operator -(LanesSingle a) => new(-a._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Select(Vector512<double> mask, LanesSingle then, LanesSingle otherwise) =>
        new(Vector512.ConditionalSelect(mask, then._value, otherwise._value));

    // e^x = 2^n·(1 + r·Q(r)), n = round(x/log 2), |r| ≤ (log 2)/2: Q is the minimax polynomial of (e^r − 1)/r, whose error
    // makes e^r wrong by 2^-34.1 of itself. log 2 as one double: n·log 2 is off by at most 2^-44.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Exp(LanesSingle x)
    {
        var (steps, r) = Reduced(x._value);
        var power = Vector512.FusedMultiplyAdd(r, ExponentialQuotient(r), Vector512<double>.One);
        return new((power.AsInt64() + (steps.AsInt64() << 52)).AsDouble());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Expm1(LanesSingle x)
    {
        var (steps, r) = Reduced(x._value);
        var power = VectorMath.PowerOfTwo(steps);
        return new(Vector512.FusedMultiplyAdd(power, r * ExponentialQuotient(r), power - Vector512<double>.One));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Log(LanesSingle x) => Log(x._value, Vector512<double>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Log1p(LanesSingle x)
    {
        var (sum, error) = VectorMath.TwoSum(Vector512<double>.One, x._value);
        return Log(sum, error);
    }

    // log(x + low) = k·log 2 + log(1 + f), 1 + f in [0.707, 1.4142): with s = f/(2 + f), log(1 + f) = 2s + s·z·P(z), z = s².
    // P is the minimax polynomial of 2(artanh(s) − s)/s³, whose error makes the logarithm wrong by 2^-44.8 of itself.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LanesSingle Log(Vector512<double> x, Vector512<double> low)
    {
        var (k, m, scale) = VectorMath.Mantissa(x);
        var f = Vector512.FusedMultiplyAdd(low, scale, m - Vector512<double>.One);
        var s = f / (f + Vector512.Create(2.0));
        var z = s * s;
        var p = Vector512.FusedMultiplyAdd(
            z,
            Vector512.Create(0.19566948885348437),
            Vector512.Create(0.22177496061852103)
        );
        p = Vector512.FusedMultiplyAdd(z, p, Vector512.Create(0.28572074204215775));
        p = Vector512.FusedMultiplyAdd(z, p, Vector512.Create(0.3999999600275602));
        p = Vector512.FusedMultiplyAdd(z, p, Vector512.Create(0.6666666667442678));
        var tail = Vector512.FusedMultiplyAdd(s, z * p, s + s);
        return new(Vector512.FusedMultiplyAdd(k, Vector512.Create(VectorMath.Ln2), tail));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Steps, Vector512<double> R) Reduced(Vector512<double> x)
    {
        x = VectorMath.Min(VectorMath.Max(x, Vector512.Create(-708.0)), Vector512.Create(709.0));
        var steps = Vector512.FusedMultiplyAdd(
            x,
            Vector512.Create(VectorMath.Log2E),
            Vector512.Create(VectorMath.Magic)
        );
        var n = steps - Vector512.Create(VectorMath.Magic);
        return (steps, Vector512.FusedMultiplyAdd(n, Vector512.Create(-VectorMath.Ln2), x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ExponentialQuotient(Vector512<double> r)
    {
        var q = Vector512.FusedMultiplyAdd(
            r,
            Vector512.Create(0.00019768128301284125),
            Vector512.Create(0.0013945455388229627)
        );
        q = Vector512.FusedMultiplyAdd(r, q, Vector512.Create(0.008333564571283513));
        q = Vector512.FusedMultiplyAdd(r, q, Vector512.Create(0.04166628032665428));
        q = Vector512.FusedMultiplyAdd(r, q, Vector512.Create(0.1666666522347519));
        q = Vector512.FusedMultiplyAdd(r, q, Vector512.Create(0.5000000074003155));
        return Vector512.FusedMultiplyAdd(r, q, Vector512.Create(1.0000000001892795));
    }

    // The conversions are exact and correctly rounded whichever instruction does them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Widen(Vector256<float> value)
    {
        if (Avx512F.IsSupported)
        {
            return Avx512F.ConvertToVector512Double(value);
        }

        var (lower, upper) = Vector256.Widen(value);
        return Vector512.Create(lower, upper);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Narrow(Vector512<double> value) =>
        Avx512F.IsSupported
            ? Avx512F.ConvertToVector256Single(value)
            : Vector256.Narrow(value.GetLower(), value.GetUpper());
}
