// Sixteen doubles as the working numbers of float kernels.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LossProofs.Elementary;

/// <summary>
/// Sixteen doubles that are rounded to float at the end. Relative errors: + − × ÷ 2^-53, Exp 2^-34, Expm1 2^-32, Log and
/// Log1p 2^-42: next to the half ulp of a float, 2^-25, at most a hundredth. The arguments of the exponentials are taken
/// between −708 and 709: below, e^x is smaller than any float, and so is what stands for it.
/// </summary>
internal readonly unsafe struct LanesSingle(Doubles value) : ILanes<LanesSingle>
{
    private readonly Doubles _value = value;

    /// <inheritdoc/>
    public static int Count => 16;

    /// <inheritdoc/>
    public static uint All => 0xFFFF;

    /// <inheritdoc/>
    public static bool IsLimited => false;

    /// <inheritdoc/>
    public static double Least => 0;

    /// <inheritdoc/>
    public static double Most => double.MaxValue;

    /// <inheritdoc/>
    public static double MostExponent => double.MaxValue;

    /// <inheritdoc/>
    public (double High, double Low) First => (_value.Lower.GetElement(0), 0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Of(double value) => new(Doubles.Of(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Difference(double a, double b) => new(Doubles.Of(a - b));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Load(void* source) => new(Doubles.Load((float*)source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(void* destination)
    {
        var to = (float*)destination;
        (Doubles.Narrow(_value.Lower) + Vector256<float>.Zero).Store(to);
        (Doubles.Narrow(_value.Upper) + Vector256<float>.Zero).Store(to + 8);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Keep(void* destination) => _value.Store((float*)destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Deviation(LanesSingle a, LanesSingle b) => new(a._value - b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreWords(void* high, void* low)
    {
        var nearest = Doubles.Narrow(_value);
        nearest.Store((float*)high);
        Doubles.Narrow(_value - Doubles.Widen(nearest)).Store((float*)low);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle LoadOne(void* source) => Of(*(float*)source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle LoadPart(void* source, int count) =>
        new(Doubles.Widen(NativeSingle.LoadPart(source, NativeSingle.Part(count)).Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Largest(void* values, int count)
    {
        var from = (float*)values;
        var a = Vector512.Create(float.NegativeInfinity);
        var b = a;
        var i = 0;
        for (; i < count - 1; i += 2, from += 32)
        {
            a = Vector512.MaxNative(a, Vector512.Load(from));
            b = Vector512.MaxNative(b, Vector512.Load(from + 16));
        }

        if (i < count)
            a = Vector512.MaxNative(a, Vector512.Load(from));
        a = Vector512.MaxNative(a, b);
        return new(new(Doubles.Widen(a.GetLower()), Doubles.Widen(a.GetUpper())));
    }

    /// <inheritdoc/>
    public static double LeastFactor => 7.888609052210118e-31; // 2^-100

    /// <inheritdoc/>
    /// <remarks>The whole is right to count·2^-53 of itself, so the difference to 2^-28.</remarks>
    public static double LeastRemainder(int count) => count * 2.9802322387695312e-08; // 2^-25

    /// <inheritdoc/>
    public static LanesSingle Insert(LanesSingle into, int lane, LanesSingle from) =>
        new(Doubles.Select(MaskOf(1u << lane), from._value, into._value));

    /// <inheritdoc/>
    /// <remarks>At most 64 apart: powers from 2^-93 on, so that their rounding errors are in range, too.</remarks>
    public static uint Near(LanesSingle least, LanesSingle most) =>
        Within(new(most._value - least._value), 0, 64) & Within(least, -65536, 65536) & Within(most, -65536, 65536);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Power(void* x, void* references, void* kept)
    {
        var (center, residue) = NativeSingle.Reduced(NativeSingle.Load(references));
        var (power, error) = NativeSingle.Exp(NativeSingle.Load(x), center, residue);
        power.Store(kept);
        return new(Doubles.Widen(power.Value) + Doubles.Widen(error.Value));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void PowerSums(void* x, void* kept, in RowShape shape, void* references, LanesSingle* totals) =>
        Powers.Sums<NativeSingle, PowerSumSingle, LanesSingle, Powers.WithoutLargest>(
            x,
            kept,
            shape,
            references,
            totals,
            null
        );

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void PowerSumsAndLargest(
        void* x,
        void* kept,
        in RowShape shape,
        void* references,
        LanesSingle* totals,
        void* largest
    ) =>
        Powers.Sums<NativeSingle, PowerSumSingle, LanesSingle, Powers.WithLargest>(
            x,
            kept,
            shape,
            references,
            totals,
            largest
        );

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void PowerSumsBeside(
        void* x,
        void* kept,
        in RowShape shape,
        void* references,
        void* besides,
        LanesSingle* totals,
        LanesSingle* ties
    ) =>
        Powers.SumsBeside<NativeSingle, PowerSumSingle, LanesSingle>(x, kept, shape, references, besides, totals, ties);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Extreme<TExtreme>(void* x, in RowShape shape, void* extremes)
        where TExtreme : struct, IExtreme => RowPasses.Extreme<TExtreme, NativeSingle>(x, shape, extremes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Find(void* x, void* y, in RowShape shape, void* wanted, void* found) =>
        RowPasses.Find<NativeSingle>(x, y, shape, wanted, found);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Map<TMap>(void* x, void* y, void* to, in RowShape shape, uint rows, void* constants)
        where TMap : struct, IRowMap => RowPasses.Map<TMap, NativeSingle>(x, y, to, shape, rows, constants);

    /// <inheritdoc/>
    public static LanesSingle Broadcast(LanesSingle a, int lane) =>
        Of((lane < 8 ? a._value.Lower : a._value.Upper).GetElement(lane & 7));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Max(LanesSingle a, LanesSingle b) => new(Doubles.Max(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Largest(LanesSingle a)
    {
        var largest = VectorMath.Largest(VectorMath.Max(a._value.Lower, a._value.Upper));
        return new(new(largest, largest));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Sum(LanesSingle a)
    {
        var sum = a._value.Lower + a._value.Upper;
        sum += VectorMath.SwapHalves(sum);
        sum += VectorMath.SwapQuarters(sum);
        sum += VectorMath.SwapNeighbours(sum);
        return new(new(sum, sum));
    }

    /// <inheritdoc/>
    public static LanesSingle SumOfEach(LanesSingle* rows)
    {
        var numbers = (double*)rows;
        return new(new(OfEight(numbers), OfEight(numbers + 8 * 16)));

        static Vector512<double> OfEight(double* rows) =>
            VectorMath.SumOfEach(
                Vector512.Load(rows) + Vector512.Load(rows + 8),
                Vector512.Load(rows + 16) + Vector512.Load(rows + 24),
                Vector512.Load(rows + 32) + Vector512.Load(rows + 40),
                Vector512.Load(rows + 48) + Vector512.Load(rows + 56),
                Vector512.Load(rows + 64) + Vector512.Load(rows + 72),
                Vector512.Load(rows + 80) + Vector512.Load(rows + 88),
                Vector512.Load(rows + 96) + Vector512.Load(rows + 104),
                Vector512.Load(rows + 112) + Vector512.Load(rows + 120)
            );
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Within(LanesSingle x, double least, double most)
    {
        var (low, high) = (Vector512.Create(least), Vector512.Create(most));
        var lower = VectorMath.Within(x._value.Lower, low, high).ExtractMostSignificantBits();
        var upper = VectorMath.Within(x._value.Upper, low, high).ExtractMostSignificantBits();
        return (uint)(lower | upper << 8);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyEquals(LanesSingle x, double value) =>
        Vector512.EqualsAny(x._value.Lower, Vector512.Create(value))
        || Vector512.EqualsAny(x._value.Upper, Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle WhereEqual(LanesSingle x, double value, LanesSingle then, LanesSingle otherwise) =>
        new(Doubles.Select(Doubles.Equal(x._value, Doubles.Of(value)), then._value, otherwise._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle CountEqual(LanesSingle count, LanesSingle x, double value) =>
        new(count._value + Doubles.Select(Doubles.Equal(x._value, Doubles.Of(value)), Doubles.Of(1), Doubles.Of(0)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle WhereLess(LanesSingle a, LanesSingle b, LanesSingle then, LanesSingle otherwise) =>
        new(Doubles.Select(Doubles.Less(a._value, b._value), then._value, otherwise._value));

    /// <inheritdoc/>
    public static LanesSingle Only(uint lanes, LanesSingle x) =>
        new(Doubles.Select(MaskOf(lanes), x._value, Doubles.Of(0)));

    private static Doubles MaskOf(uint lanes) => new(VectorMath.MaskOf(lanes), VectorMath.MaskOf(lanes >> 8));

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

    // e^x = 2^n·(1 + r·Q(r)), n = round(x/log 2), |r| ≤ (log 2)/2: Q is the minimax polynomial of (e^r − 1)/r, whose error
    // makes e^r wrong by 2^-34.1 of itself. log 2 as one double: n·log 2 is off by at most 2^-44.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Exp(LanesSingle x) => ExpInRange(InRange(x._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle ExpOfDeviation(LanesSingle x) => ExpInRange(Doubles.Max(x._value, Doubles.Of(-708)));

    /// <inheritdoc/>
    /// <remarks>Within 2^-51: with r = x − n·log 2 in two steps, of which the first is exact, 1 + (r + r²·q(r)) has the roundings of
    /// r and of the sum in it, half an ulp of at most 0.35 each, and its own.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle ExpInFull(LanesSingle x)
    {
        var clamped = Doubles.Max(x._value, Doubles.Of(-708));
        return new(new(InFull(clamped.Lower), InFull(clamped.Upper)));

        static Vector512<double> InFull(Vector512<double> x)
        {
            var steps = VectorMath.Fused(x, VectorMath.Log2E, VectorMath.Magic);
            var n = steps - Vector512.Create(VectorMath.Magic);
            var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-VectorMath.Ln2High), x);
            r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-VectorMath.Ln2Low), r);
            var power = Vector512<double>.One + Vector512.FusedMultiplyAdd(r * r, LanesDouble.Quotient(r), r);
            return VectorMath.TimesPower(power, steps);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Expm1(LanesSingle x)
    {
        var (steps, r) = Reduced(InRange(x._value));
        var power = new Doubles(VectorMath.PowerOfTwo(steps.Lower), VectorMath.PowerOfTwo(steps.Upper));
        return new(Doubles.Fused(power, r * Quotient(r), power - Doubles.Of(1)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Log(LanesSingle x) => Log(x._value, Doubles.Of(0));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle Log1p(LanesSingle x)
    {
        var one = Doubles.Of(1);
        var sum = one + x._value;
        var added = sum - one;
        return Log(sum, (one - (sum - added)) + (x._value - added));
    }

    // log(x + low) = k·log 2 + log(1 + f), 1 + f in [0.707, 1.4142): with s = f/(2 + f), log(1 + f) = 2s + s·z·P(z), z = s².
    // P is the minimax polynomial of 2(artanh(s) − s)/s³, whose error makes the logarithm wrong by 2^-44.8 of itself.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LanesSingle Log(Doubles x, Doubles low)
    {
        var m0 = VectorMath.Mantissa(x.Lower, out var k0, out var scale0);
        var m1 = VectorMath.Mantissa(x.Upper, out var k1, out var scale1);
        var f = Doubles.Fused(low, new(scale0, scale1), new Doubles(m0, m1) - Doubles.Of(1));
        return new(LogOfRatio(f / (f + Doubles.Of(2)), new(k0, k1)));
    }

    // k·log 2 + 2 artanh s.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Doubles LogOfRatio(Doubles s, Doubles k)
    {
        var z = s * s;
        return Doubles.Fused(k, Doubles.Of(VectorMath.Ln2), Doubles.Fused(s, z * TwiceArtanhExcess(z), s + s));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Doubles TwiceArtanhExcess(Doubles z)
    {
        var p = Doubles.Fused(z, 0.19566948885348437, 0.22177496061852103);
        p = Doubles.Fused(z, p, 0.28572074204215775);
        p = Doubles.Fused(z, p, 0.3999999600275602);
        return Doubles.Fused(z, p, 0.6666666667442678);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesSingle ArtanhExcess(LanesSingle s) =>
        new(TwiceArtanhExcess(s._value * s._value) * Doubles.Of(0.5));

    /// <inheritdoc/>
    /// <remarks>With one division: log(w/o) = k·log 2 + 2 artanh((w − o·2^k)/(w + o·2^k)), k = 0 where the others are less than some
    /// half of the own, and w − o the others themselves. Both have normal bits whose difference, in steps of the exponent, is
    /// within 0.087 of log₂(w/o), so that the quotient is at most 0.2 and the logarithm within 2^-35 of itself.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void LogOfWhole(in LanesSingle own, in LanesSingle others, out LanesSingle logarithm)
    {
        var whole = own._value + others._value;
        var s0 = VectorMath.ScaledDifference(whole.Lower, own._value.Lower, others._value.Lower, out var k0);
        var s1 = VectorMath.ScaledDifference(whole.Upper, own._value.Upper, others._value.Upper, out var k1);
        logarithm = new(LogOfRatio(new(s0, s1), new(k0, k1)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Doubles InRange(Doubles x) => Doubles.Min(Doubles.Max(x, Doubles.Of(-708)), Doubles.Of(709));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LanesSingle ExpInRange(Doubles x)
    {
        var (steps, r) = Reduced(x);
        var power = Doubles.Fused(r, Quotient(r), 1);
        return new(
            new(VectorMath.TimesPower(power.Lower, steps.Lower), VectorMath.TimesPower(power.Upper, steps.Upper))
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Doubles Steps, Doubles R) Reduced(Doubles x)
    {
        var steps = Doubles.Fused(x, VectorMath.Log2E, VectorMath.Magic);
        var n = steps - Doubles.Of(VectorMath.Magic);
        return (steps, Doubles.Fused(n, Doubles.Of(-VectorMath.Ln2), x));
    }

    // Q in pairs of terms: a shorter chain than term by term.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Doubles Quotient(Doubles r)
    {
        var square = r * r;
        var low = Doubles.Fused(r, 0.5000000074003155, 1.0000000001892795);
        var middle = Doubles.Fused(r, 0.04166628032665428, 0.1666666522347519);
        var high = Doubles.Fused(r, 0.0013945455388229627, 0.008333564571283513);
        high = Doubles.Fused(square, Doubles.Of(0.00019768128301284125), high);
        return Doubles.Fused(square, Doubles.Fused(square, high, middle), low);
    }
}
