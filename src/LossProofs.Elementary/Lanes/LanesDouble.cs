// Eight sums of two doubles as the working numbers of double kernels.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LossProofs.Elementary;

/// <summary>
/// Eight numbers Hi + Lo, |Lo| at most a few ulps of Hi. Relative errors: + − × ÷ below 2^-98 while nothing cancels, under-
/// or overflows; Exp, Expm1, Log, Log1p 2^-56, a tenth of an ulp next to the half ulp of the last rounding. Unlike
/// <see cref="WideDouble"/> they have the range of a double: the kernels hand what leaves it to that type.
/// </summary>
internal readonly unsafe struct LanesDouble(Vector512<double> hi, Vector512<double> lo) : ILanes<LanesDouble>
{
    private readonly Vector512<double> _hi = hi;
    private readonly Vector512<double> _lo = lo;

    /// <inheritdoc/>
    public static bool IsLimited => true;

    /// <inheritdoc/>
    public static double Least => 1e-290;

    /// <inheritdoc/>
    public static double Most => 1e290;

    /// <inheritdoc/>
    public static double MostExponent => 2;

    /// <inheritdoc/>
    public static int Count => 8;

    /// <inheritdoc/>
    public static uint All => 0xFF;

    /// <inheritdoc/>
    public (double High, double Low) First => (_hi.GetElement(0), _lo.GetElement(0));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble Of(double value) => new(Vector512.Create(value), Vector512<double>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble Difference(double a, double b)
    {
        var (sum, error) = DoubleDouble.TwoSum(a, -b);
        return new(Vector512.Create(sum), Vector512.Create(error));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble Load(void* source) => new(Vector512.Load((double*)source), Vector512<double>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(void* destination) => (_hi + _lo + Vector512<double>.Zero).Store((double*)destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Keep(void* destination) => _hi.Store((double*)destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble WhereLess(LanesDouble a, LanesDouble b, LanesDouble then, LanesDouble otherwise) =>
        Select(
            Vector512.LessThan(a._hi, b._hi) | (Vector512.Equals(a._hi, b._hi) & Vector512.LessThan(a._lo, b._lo)),
            then,
            otherwise
        );

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble Deviation(LanesDouble a, LanesDouble b)
    {
        var (sum, error) = VectorMath.TwoSum(a._hi, -b._hi);
        return new(sum, error);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreWords(void* high, void* low)
    {
        _hi.Store((double*)high);
        _lo.Store((double*)low);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble LoadOne(void* source) => Of(*(double*)source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble LoadPart(void* source, int count) =>
        new(NativeDouble.LoadPart(source, NativeDouble.Part(count)).Value, Vector512<double>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble Largest(void* values, int count)
    {
        var from = (double*)values;
        var a = Vector512.Create(double.NegativeInfinity);
        var b = a;
        var i = 0;
        for (; i < count - 1; i += 2, from += 16)
        {
            a = VectorMath.Max(a, Vector512.Load(from));
            b = VectorMath.Max(b, Vector512.Load(from + 8));
        }

        if (i < count)
            a = VectorMath.Max(a, Vector512.Load(from));
        return new(VectorMath.Max(a, b), Vector512<double>.Zero);
    }

    /// <inheritdoc/>
    public static double LeastFactor => 1e-290;

    /// <inheritdoc/>
    /// <remarks>The whole is right to count²·2^-106 of itself, so the difference to 2^-58.</remarks>
    public static double LeastRemainder(int count) => (double)count * count * 3.552713678800501e-15; // 2^-48

    /// <inheritdoc/>
    public static LanesDouble Insert(LanesDouble into, int lane, LanesDouble from) =>
        Select(VectorMath.MaskOf(1u << lane), from, into);

    /// <inheritdoc/>
    /// <remarks>At most 600 apart: powers from 2^-866 on, so that their rounding errors are in range, too.</remarks>
    public static uint Near(LanesDouble least, LanesDouble most) =>
        Within(new(most._hi - least._hi, default), 0, 600) & Within(least, -65536, 65536) & Within(most, -65536, 65536);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble Power(void* x, void* references, void* kept)
    {
        var (center, residue) = NativeDouble.Reduced(NativeDouble.Load(references));
        var (power, error) = NativeDouble.Exp(NativeDouble.Load(x), center, residue);
        power.Store(kept);
        return new(power.Value, error.Value);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void PowerSums(void* x, void* kept, in RowShape shape, void* references, LanesDouble* totals) =>
        Powers.Sums<NativeDouble, PowerSumDouble, LanesDouble, Powers.WithoutLargest>(
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
        LanesDouble* totals,
        void* largest
    ) =>
        Powers.Sums<NativeDouble, PowerSumDouble, LanesDouble, Powers.WithLargest>(
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
        LanesDouble* totals,
        LanesDouble* ties
    ) =>
        Powers.SumsBeside<NativeDouble, PowerSumDouble, LanesDouble>(x, kept, shape, references, besides, totals, ties);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Extreme<TExtreme>(void* x, in RowShape shape, void* extremes)
        where TExtreme : struct, IExtreme => RowPasses.Extreme<TExtreme, NativeDouble>(x, shape, extremes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Find(void* x, void* y, in RowShape shape, void* wanted, void* found) =>
        RowPasses.Find<NativeDouble>(x, y, shape, wanted, found);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Map<TMap>(void* x, void* y, void* to, in RowShape shape, uint rows, void* constants)
        where TMap : struct, IRowMap => RowPasses.Map<TMap, NativeDouble>(x, y, to, shape, rows, constants);

    /// <inheritdoc/>
    public static LanesDouble Broadcast(LanesDouble a, int lane) =>
        new(Vector512.Create(a._hi.GetElement(lane)), Vector512.Create(a._lo.GetElement(lane)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble ExpOfDeviation(LanesDouble x) =>
        Vector512.LessThanAny(x._hi, Vector512.Create(-708.0)) ? ExpAtTheEnds(x) : ExpInRange(x);

    /// <inheritdoc/>
    /// <remarks>Within 2^-70 from e^-667 up; 0 below e^-708.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble ExpInFull(LanesDouble x)
    {
        var gone = Vector512.LessThan(x._hi, Vector512.Create(-708.0));
        x = Select(gone, default, x);
        NativeDouble.ExpInFull(x._hi, x._lo, out var power, out var rest);
        return Select(gone, default, new(power, rest));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble Max(LanesDouble a, LanesDouble b) =>
        new(VectorMath.Max(a._hi, b._hi), Vector512<double>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble Largest(LanesDouble a) => new(VectorMath.Largest(a._hi), Vector512<double>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble Sum(LanesDouble a)
    {
        a += new LanesDouble(VectorMath.SwapHalves(a._hi), VectorMath.SwapHalves(a._lo));
        a += new LanesDouble(VectorMath.SwapQuarters(a._hi), VectorMath.SwapQuarters(a._lo));
        return a + new LanesDouble(VectorMath.SwapNeighbours(a._hi), VectorMath.SwapNeighbours(a._lo));
    }

    /// <inheritdoc/>
    public static LanesDouble SumOfEach(LanesDouble* rows)
    {
        var (ae, cg) = (SumOfHalves(rows[0], rows[4]), SumOfHalves(rows[2], rows[6]));
        var (bf, dh) = (SumOfHalves(rows[1], rows[5]), SumOfHalves(rows[3], rows[7]));
        var (a, b) = (SumOfQuarters(ae, cg), SumOfQuarters(bf, dh));
        return new LanesDouble(VectorMath.FirstNeighbours(a._hi, b._hi), VectorMath.FirstNeighbours(a._lo, b._lo))
            + new LanesDouble(VectorMath.SecondNeighbours(a._hi, b._hi), VectorMath.SecondNeighbours(a._lo, b._lo));

        static LanesDouble SumOfHalves(LanesDouble a, LanesDouble b) =>
            new LanesDouble(VectorMath.FirstHalves(a._hi, b._hi), VectorMath.FirstHalves(a._lo, b._lo))
            + new LanesDouble(VectorMath.SecondHalves(a._hi, b._hi), VectorMath.SecondHalves(a._lo, b._lo));

        static LanesDouble SumOfQuarters(LanesDouble a, LanesDouble b) =>
            new LanesDouble(VectorMath.FirstQuarters(a._hi, b._hi), VectorMath.FirstQuarters(a._lo, b._lo))
            + new LanesDouble(VectorMath.SecondQuarters(a._hi, b._hi), VectorMath.SecondQuarters(a._lo, b._lo));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble operator +(LanesDouble a, LanesDouble b)
    {
        var (sum, error) = VectorMath.TwoSum(a._hi, b._hi);
        return new(sum, error + (a._lo + b._lo));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble operator -(LanesDouble a, LanesDouble b) => a + -b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble operator *(LanesDouble a, LanesDouble b)
    {
        var product = a._hi * b._hi;
        var error = Vector512.FusedMultiplyAdd(a._hi, b._hi, -product);
        return new(product, Vector512.FusedMultiplyAdd(a._hi, b._lo, Vector512.FusedMultiplyAdd(a._lo, b._hi, error)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble operator /(LanesDouble a, LanesDouble b)
    {
        var quotient = a._hi / b._hi;
        var rest = Vector512.FusedMultiplyAdd(-quotient, b._hi, a._hi) + a._lo;
        return new(quotient, Vector512.FusedMultiplyAdd(-quotient, b._lo, rest) / b._hi);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble operator -(LanesDouble a) => new(-a._hi, -a._lo);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Within(LanesDouble x, double least, double most) =>
        (uint)VectorMath.Within(x._hi, Vector512.Create(least), Vector512.Create(most)).ExtractMostSignificantBits();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyEquals(LanesDouble x, double value) => Vector512.EqualsAny(x._hi, Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble WhereEqual(LanesDouble x, double value, LanesDouble then, LanesDouble otherwise) =>
        Select(Vector512.Equals(x._hi, Vector512.Create(value)), then, otherwise);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble CountEqual(LanesDouble count, LanesDouble x, double value)
    {
        var found = Vector512.Equals(x._hi, Vector512.Create(value));
        return new(
            count._hi + Vector512.ConditionalSelect(found, Vector512<double>.One, Vector512<double>.Zero),
            count._lo
        );
    }

    /// <inheritdoc/>
    public static LanesDouble Only(uint lanes, LanesDouble x) => Select(VectorMath.MaskOf(lanes), x, default);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LanesDouble Select(Vector512<double> mask, LanesDouble then, LanesDouble otherwise) =>
        new(
            Vector512.ConditionalSelect(mask, then._hi, otherwise._hi),
            Vector512.ConditionalSelect(mask, then._lo, otherwise._lo)
        );

    // e^x = 2^n·e^r, n = round(x/log 2), r = x − n·log 2 = high + low, |r| ≤ (log 2)/2: the first step is exact (both sides are
    // multiples of 2^-54 where n ≠ 0, and the difference is below 2^-1.4). e^r = 1 + high + high²·q(high) + low·(1 + high),
    // q the minimax polynomial of (e^r − 1 − r)/r², whose error makes e^r wrong by 2^-59.8. The rest is the rounding of
    // high²·q, at most 0.064·2^-53 twice, and of the sum that it enters: together below 2^-56.

    /// <inheritdoc/>
    /// <remarks>Subnormal results are rounded once; 0 from x = −746 on, ∞ from 710 on.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble Exp(LanesDouble x)
    {
        if (Vector512.GreaterThanAny(Vector512.Abs(x._hi), Vector512.Create(708.0)))
        {
            return ExpAtTheEnds(x);
        }

        return ExpInRange(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LanesDouble ExpInRange(LanesDouble x)
    {
        var (steps, power) = Power(x);
        var scale = VectorMath.PowerOfTwo(steps);
        return new(power._hi * scale, power._lo * scale);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble Expm1(LanesDouble x)
    {
        // From −80 on e^x − 1 is −1 to 2^-115.
        var low = Vector512.LessThan(x._hi, Vector512.Create(-80.0));
        var (steps, high, rest) = Series(Select(low, Of(-80), x));
        var scale = VectorMath.PowerOfTwo(steps);
        var (whole, left) = VectorMath.TwoSum(scale, -Vector512<double>.One);
        var (sum, error) = VectorMath.TwoSum(whole, high * scale);
        return new(sum, error + Vector512.FusedMultiplyAdd(rest, scale, left));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble Log(LanesDouble x)
    {
        // k·log 2 + log(1 + f), 1 + f in [0.707, 1.4142): with s = f/(2 + f), log(1 + f) = 2s + s·z·P(z), z = s² ≤ 0.0295. s is
        // taken to 2^-100; s·z·P ≤ 0.02·s is rounded.
        var (hi, lo) = VectorMath.FastTwoSum(x._hi, x._lo);
        var m = VectorMath.Mantissa(hi, out var k, out var scale);
        var (f, fLow) = VectorMath.FastTwoSum(m - Vector512<double>.One, lo * scale);
        var (d, dLow) = VectorMath.FastTwoSum(Vector512.Create(2.0), f);
        var s = new LanesDouble(f, fLow) / new LanesDouble(d, dLow + fLow);
        var z = s._hi * s._hi;
        var p = TwiceArtanhExcess(z);
        var tail = Vector512.FusedMultiplyAdd(s._hi, z * p, s._lo + s._lo);
        var (sum, error) = VectorMath.FastTwoSum(k * Vector512.Create(VectorMath.Ln2High), s._hi + s._hi);
        (sum, error) = VectorMath.FastTwoSum(
            sum,
            error + Vector512.FusedMultiplyAdd(k, Vector512.Create(VectorMath.Ln2Low), tail)
        );
        return new(sum, error);
    }

    // The minimax polynomial of 2(artanh(s) − s)/s³ in z = s² ≤ 0.0295, off by 2^-64.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> TwiceArtanhExcess(Vector512<double> z)
    {
        var p = Vector512.FusedMultiplyAdd(
            z,
            Vector512.Create(0.13230067729253464),
            Vector512.Create(0.13252700515223093)
        );
        p = Vector512.FusedMultiplyAdd(z, p, Vector512.Create(0.15386962665947843));
        p = Vector512.FusedMultiplyAdd(z, p, Vector512.Create(0.18181778995178788));
        p = Vector512.FusedMultiplyAdd(z, p, Vector512.Create(0.22222222598483582));
        p = Vector512.FusedMultiplyAdd(z, p, Vector512.Create(0.28571428569469504));
        p = Vector512.FusedMultiplyAdd(z, p, Vector512.Create(0.4000000000000475));
        return Vector512.FusedMultiplyAdd(z, p, Vector512.Create(0.6666666666666666));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble ArtanhExcess(LanesDouble s) =>
        new(TwiceArtanhExcess(s._hi * s._hi) * Vector512.Create(0.5), Vector512<double>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesDouble Log1p(LanesDouble x) => Log(Of(1) + x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void LogOfWhole(in LanesDouble own, in LanesDouble others, out LanesDouble logarithm) =>
        logarithm = Log1p(others / own);

    /// <summary>e^r − 1 as high + rest, and n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Steps, Vector512<double> High, Vector512<double> Low) Series(LanesDouble x)
    {
        var (steps, high, low) = Reduced(x);
        var rest = Vector512.FusedMultiplyAdd(high * high, Quotient(high), Vector512.FusedMultiplyAdd(low, high, low));
        var (sum, error) = VectorMath.FastTwoSum(high, rest);
        return (steps, sum, error);
    }

    /// <summary>e^r, and n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Steps, LanesDouble Power) Power(LanesDouble x)
    {
        var (steps, high, low) = Reduced(x);
        var (one, error) = VectorMath.FastTwoSum(Vector512<double>.One, high);
        var rest = Vector512.FusedMultiplyAdd(high * high, Quotient(high), Vector512.FusedMultiplyAdd(low, one, error));
        var (sum, left) = VectorMath.FastTwoSum(one, rest);
        return (steps, new(sum, left));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Steps, Vector512<double> High, Vector512<double> Low) Reduced(LanesDouble x)
    {
        var steps = Vector512.FusedMultiplyAdd(
            x._hi,
            Vector512.Create(VectorMath.Log2E),
            Vector512.Create(VectorMath.Magic)
        );
        var n = steps - Vector512.Create(VectorMath.Magic);
        var exact = Vector512.FusedMultiplyAdd(n, Vector512.Create(-VectorMath.Ln2High), x._hi);
        var (high, low) = VectorMath.FastTwoSum(
            exact,
            Vector512.FusedMultiplyAdd(n, Vector512.Create(-VectorMath.Ln2Low), x._lo)
        );
        return (steps, high, low);
    }

    /// <summary>(e^r − 1 − r)/r², |r| ≤ (log 2)/2, in pairs of terms: a shorter chain than term by term.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Quotient(Vector512<double> r)
    {
        var square = r * r;
        var a = VectorMath.Fused(r, 0.1666666666666668, 0.5);
        var b = VectorMath.Fused(r, 0.008333333333319993, 0.04166666666666627);
        var c = VectorMath.Fused(r, 0.00019841269890110206, 0.0013888888889072497);
        var d = VectorMath.Fused(r, 2.755724036791671e-06, 2.4801586971050627e-05);
        var e = VectorMath.Fused(r, 2.5110319839857556e-08, 2.755756391374075e-07);
        e = Vector512.FusedMultiplyAdd(square, Vector512.Create(2.082822088808186e-09), e);
        var fourth = square * square;
        a = Vector512.FusedMultiplyAdd(square, b, a);
        c = Vector512.FusedMultiplyAdd(square, d, c);
        return Vector512.FusedMultiplyAdd(fourth, Vector512.FusedMultiplyAdd(fourth, e, c), a);
    }

    /// <summary>The same where some lane is beyond ±708: 2^n in two factors, of which the second rounds, if at all.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static LanesDouble ExpAtTheEnds(LanesDouble x)
    {
        var (least, most) = (Vector512.Create(-746.0), Vector512.Create(710.0));
        var gone = Vector512.LessThan(x._hi, least);
        x = Select(gone, new(least, default), x);
        x = Select(Vector512.GreaterThan(x._hi, most), new(most, default), x);
        var (steps, power) = Power(x);
        var n = steps - Vector512.Create(VectorMath.Magic);
        var half = Vector512.FusedMultiplyAdd(n, Vector512.Create(0.5), Vector512.Create(VectorMath.Magic));
        var first = VectorMath.PowerOfTwo(half);
        var rest = n - (half - Vector512.Create(VectorMath.Magic));
        var second = VectorMath.PowerOfTwo(rest + Vector512.Create(VectorMath.Magic));
        return Select(gone, default, new(power._hi * first * second, power._lo * first * second));
    }
}
