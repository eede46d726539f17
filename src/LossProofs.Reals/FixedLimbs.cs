// The fast route of exp and log up to 1,536 bits: fixed-point numbers as a few 64-bit limbs on the stack. Same table
// reduction as FixedPoint, then a polynomial by Horner's rule whose steps use only as many limbs as still count.
using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LossProofs.Reals;

/// <summary>
/// Fractions of n limbs, lowest first: value = Σ limb[i]·2^(64(i−n)). A unit is 2^(−64n). Products drop at most 1 unit
/// (and columns that together are below n·2⁻⁶⁴ units).
/// </summary>
internal static class FixedLimbs
{
    /// <summary>The largest number of limbs that is served.</summary>
    public const int MaxLimbs = 24;

    // Arguments of exp and exponents in log up to 2^40: quotients by log 2 are right to 1 in doubles.
    private const int LargestTop = 40;

    private static readonly ConcurrentDictionary<int, ExpTable> s_exp = new();
    private static readonly ConcurrentDictionary<int, LogTable> s_log = new();

    /// <summary>True when this route serves the argument: short enough, and not beyond 2^40.</summary>
    public static bool Serves(int limbs, long top, int length) =>
        limbs <= MaxLimbs && top <= LargestTop && length <= 64 * MaxLimbs && BitConverter.IsLittleEndian;

    /// <summary>
    /// exp(±x)/4 = result·2^q with result in [1/4, 0.51), within <see cref="ExpError"/> units, for x = mantissa·2^exponent
    /// ≥ 0 that <see cref="Serves"/> admits.
    /// </summary>
    public static void Exp(BigInteger mantissa, long exponent, bool negative, Span<ulong> result, out long q)
    {
        var n = result.Length;
        var table = s_exp.GetOrAdd(n, static n => new ExpTable(n));

        // x with one guard limb and one integer limb
        Span<ulong> x = stackalloc ulong[n + 2];
        Load(mantissa, exponent + 64 * (n + 1), x);

        // t = x − q log 2 (or q log 2 − x) in [0, log 2); q from the double nearest to x: at most 1 off
        Span<ulong> t = stackalloc ulong[n + 2];
        ReadOnlySpan<ulong> log2 = table.Log2;
        var size = x[n + 1] + x[n] * Math.ScaleB(1, -64);
        var multiple = (ulong)(size * 1.4426950408889634) + (negative ? 1UL : 0UL);
        t[n + 1] = MultiplySmall(log2, multiple, t);
        if (negative)
        {
            SubtractFrom(t, x);
            q = -(long)multiple;
        }
        else
        {
            Subtract(x, t);
            q = (long)multiple;
        }

        while ((long)t[n + 1] < 0)
        {
            t[n + 1] += Add(t[..(n + 1)], log2);
            q--;
        }

        while (t[n + 1] != 0 || Compare(t[..(n + 1)], log2) >= 0)
        {
            t[n + 1] -= SubtractInPlace(t[..(n + 1)], log2);
            q++;
        }

        // t = j/2⁷ + k/2¹⁴ + s
        var s = t.Slice(1, n);
        var index = (int)(s[n - 1] >> 50);
        s[n - 1] &= (1UL << 50) - 1;

        // e^s − 1 = s + s²(1/2! + s/3! + …); at the k-th coefficient a unit weighs s^k < 2^(−14k), so that
        // ⌊14(k−2)/64⌋ low limbs do not count
        Span<ulong> sum = stackalloc ulong[n];
        sum.Clear();
        Span<ulong> product = stackalloc ulong[2 * MaxLimbs];
        for (var k = table.Terms; k >= 2; k--)
        {
            var skip = 14 * (k - 2) / 64;
            MultiplyHigh(sum[skip..], s[skip..], sum[skip..], product);
            Add(sum[skip..], table.Coefficients.AsSpan(k * n + skip, n - skip));
        }

        MultiplyHigh(sum, s, sum, product);
        MultiplyHigh(sum, s, sum, product);
        Add(sum, s);

        // (1 + u)(1 + f) = 1 + u + f + uf, times e^(j/128)/4
        var fine = table.Fine.AsSpan((index & 127) * n, n);
        MultiplyHigh(result, sum, fine, product);
        Add(result, sum);
        Add(result, fine);
        var coarse = table.Coarse.AsSpan((index >> 7) * n, n);
        MultiplyHigh(result, result, coarse, product);
        Add(result, coarse);
    }

    // The bound below: t: x floored (2⁻⁶⁴ units), q·log 2 off by 2·2⁴¹·2⁻⁶⁴, the guard limb dropped: below 1.01 units, weighing e^t/4 < 0.51.
    // u: two products, 2.1. f: table 2, product 1, together with u 5.2. Times 0.51, table 2.3, product 1: below 7.
    /// <summary>The error of <see cref="Exp"/> in units of the result.</summary>
    public const int ExpError = 8;

    /// <summary>
    /// log of mantissa·2^exponent > 0 as an integer limb and n fraction limbs in two's complement (result.Length = n + 1).
    /// </summary>
    public static void Log(BigInteger mantissa, int length, long exponent, Span<ulong> result, out ulong error)
    {
        var n = result.Length - 1;
        var table = s_log.GetOrAdd(n, static n => new LogTable(n));
        var power = exponent + length - 1;
        Span<ulong> f = stackalloc ulong[n + 1];
        Load(mantissa, 64 * n - length + 1, f);

        // f·A/2⁹ = g near 1, g·(1 − k/2¹⁴) = 1 + v with |v| < 2⁻¹³; both multipliers at once: f·M/2²³, M < 2²⁴
        var i = (int)(f[n - 1] >> 57);
        var a = FixedPoint.LogMultiplier(i);
        var g = (ulong)(((UInt128)((1UL << 63) | (f[n - 1] >> 1)) * (ulong)a) >> 9);
        var k = (int)(((long)(g - (1UL << 63)) + (1L << 48)) >> 49);
        Span<ulong> v = stackalloc ulong[n + 1];
        MultiplySmall(f, (ulong)(a * ((1 << 14) - k)), v);
        v[n] -= 1UL << 23;
        var negative = (long)v[n] < 0;
        if (negative)
        {
            Negate(v);
        }

        // v[n] < 2¹⁰ holds the bits above the point before the division by 2²³
        for (var limb = 0; limb < n; limb++)
        {
            v[limb] = (v[limb] >> 23) | (v[limb + 1] << 41);
        }

        // log(1 ± v) = ±(v ∓ v²(1/2 ∓ v/3 + …)), limbs that do not count left out as in Exp (v < 2⁻¹³)
        var small = v[..n];
        Span<ulong> sum = stackalloc ulong[n];
        sum.Clear();
        Span<ulong> product = stackalloc ulong[2 * MaxLimbs];
        for (var j = table.Terms; j >= 2; j--)
        {
            var skip = 13 * (j - 2) / 64;
            MultiplyHigh(sum[skip..], small[skip..], sum[skip..], product);
            var coefficient = table.Coefficients.AsSpan(j * n + skip, n - skip);
            if (negative)
            {
                Add(sum[skip..], coefficient);
            }
            else
            {
                SubtractFrom(coefficient, sum[skip..], sum[skip..]);
            }
        }

        MultiplyHigh(sum, small, sum, product);
        MultiplyHigh(sum, small, sum, product);
        if (negative)
        {
            Add(sum, small);
        }
        else
        {
            SubtractFrom(small, sum, sum);
        }

        // power·log 2 + log(2⁹/A) − log(1 − k/2¹⁴) ± sum
        result[n] = MultiplySmall(table.Log2, (ulong)Math.Abs(power), result);
        if (power < 0)
        {
            Negate(result);
        }

        Add(result, table.Coarse.AsSpan((a - FixedPoint.FirstLogMultiplier) * (n + 1), n + 1));
        Add(result, table.Fine.AsSpan((k + 128) * (n + 1), n + 1));
        if (negative)
        {
            result[n] -= SubtractInPlace(result[..n], sum);
        }
        else
        {
            result[n] += Add(result[..n], sum);
        }

        // f and v: 1 + 1, the series 2.1 more, both tables 1 each, log 2 two units for each multiple
        error = 8 + 2 * (ulong)Math.Abs(power);
    }

    /// <summary>Two's complement to magnitude; true when the value was negative.</summary>
    public static bool MakeAbsolute(Span<ulong> value)
    {
        var negative = (long)value[^1] < 0;
        if (negative)
        {
            Negate(value);
        }

        return negative;
    }

    /// <summary>⌊|mantissa|·2^shift⌋ in the given limbs, what lies above them cut off.</summary>
    private static void Load(BigInteger mantissa, long shift, Span<ulong> destination)
    {
        Span<ulong> source = stackalloc ulong[MaxLimbs + 1];
        source.Clear();
        BigInteger.Abs(mantissa).TryWriteBytes(MemoryMarshal.AsBytes(source), out var written, isUnsigned: true);
        var used = (written + 7) / 8;
        destination.Clear();
        if (shift < -64 * (MaxLimbs + 1))
        {
            return;
        }

        var (whole, part) = ((int)(shift >> 6), (int)(shift & 63));
        for (var i = Math.Max(0, -whole - 1); i < used; i++)
        {
            var to = i + whole;
            if ((uint)to < (uint)destination.Length)
            {
                destination[to] |= source[i] << part;
            }

            if (part != 0 && (uint)(to + 1) < (uint)destination.Length)
            {
                destination[to + 1] |= source[i] >> (64 - part);
            }
        }
    }

    // The top limbs of a·b. Columns below n − 2 are left out: they add up to less than n·2⁻⁶⁴ units.
    private static void MultiplyHigh(
        Span<ulong> destination,
        ReadOnlySpan<ulong> a,
        ReadOnlySpan<ulong> b,
        Span<ulong> product
    )
    {
        var n = a.Length;
        ref var p = ref MemoryMarshal.GetReference(product);
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b);
        product[..(2 * n)].Clear();
        for (var i = 0; i < n; i++)
        {
            var factor = Unsafe.Add(ref x, i);
            var carry = 0UL;
            for (var j = Math.Max(0, n - 2 - i); j < n; j++)
            {
                var high = Math.BigMul(factor, Unsafe.Add(ref y, j), out var low);
                low += carry;
                high += low < carry ? 1UL : 0UL;
                ref var cell = ref Unsafe.Add(ref p, i + j);
                cell += low;
                carry = high + (cell < low ? 1UL : 0UL);
            }

            Unsafe.Add(ref p, i + n) = carry;
        }

        product.Slice(n, n).CopyTo(destination);
    }

    // destination = a·b over a's limbs; the limb that is carried out
    private static ulong MultiplySmall(ReadOnlySpan<ulong> a, ulong b, Span<ulong> destination)
    {
        var carry = 0UL;
        for (var i = 0; i < a.Length; i++)
        {
            var high = Math.BigMul(a[i], b, out var low);
            low += carry;
            carry = high + (low < carry ? 1UL : 0UL);
            destination[i] = low;
        }

        return carry;
    }

    private static ulong Add(Span<ulong> a, ReadOnlySpan<ulong> b)
    {
        var carry = 0UL;
        for (var i = 0; i < b.Length; i++)
        {
            var sum = a[i] + carry;
            carry = sum < carry ? 1UL : 0UL;
            sum += b[i];
            carry += sum < b[i] ? 1UL : 0UL;
            a[i] = sum;
        }

        return carry;
    }

    // destination = a − b; the borrow
    private static ulong SubtractFrom(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> destination)
    {
        var borrow = 0UL;
        for (var i = 0; i < a.Length; i++)
        {
            var (x, y) = (a[i], b[i]);
            var difference = x - y;
            var next = x < y ? 1UL : 0UL;
            next |= difference < borrow ? 1UL : 0UL;
            destination[i] = difference - borrow;
            borrow = next;
        }

        return borrow;
    }

    private static ulong SubtractInPlace(Span<ulong> a, ReadOnlySpan<ulong> b) => SubtractFrom(a, b, a);

    private static void SubtractFrom(Span<ulong> a, ReadOnlySpan<ulong> b) => SubtractFrom(a, b, a);

    // b = a − b
    private static void Subtract(ReadOnlySpan<ulong> a, Span<ulong> b) => SubtractFrom(a, b, b);

    private static void Negate(Span<ulong> value)
    {
        var carry = 1UL;
        for (var i = 0; i < value.Length; i++)
        {
            value[i] = ~value[i] + carry;
            carry &= value[i] == 0 ? 1UL : 0UL;
        }
    }

    private static int Compare(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        for (var i = a.Length - 1; i >= 0; i--)
        {
            if (a[i] != b[i])
            {
                return a[i] < b[i] ? -1 : 1;
            }
        }

        return 0;
    }

    // The entry at the given index of an array of numbers of the given number of limbs, in two's complement.
    private static void Store(BigInteger value, ulong[] array, int index, int limbs)
    {
        var entry = array.AsSpan(index * limbs, limbs);
        var unsigned = value.Sign < 0 ? value + (BigInteger.One << (64 * limbs)) : value;
        unsigned.TryWriteBytes(MemoryMarshal.AsBytes(entry), out _, isUnsigned: true);
    }

    private sealed class ExpTable
    {
        public ExpTable(int n)
        {
            var width = 64 * n;
            var (coarse, fine) = FixedPoint.ExpEntries(width);
            Coarse = new ulong[coarse.Length * n];
            for (var i = 0; i < coarse.Length; i++)
            {
                Store(coarse[i] >> 2, Coarse, i, n);
            }

            Fine = new ulong[fine.Length * n];
            for (var i = 0; i < fine.Length; i++)
            {
                Store(fine[i] - (BigInteger.One << width), Fine, i, n);
            }

            // terms until s^(k+1)/(k+1)! < 2^(−width−2)
            var (coefficients, factorial, bits) = (new List<BigInteger> { 0, 0 }, BigInteger.One, 14.0);
            for (var k = 2; bits < width + 2; k++)
            {
                factorial *= k;
                coefficients.Add((BigInteger.One << width) / factorial);
                bits = 14.0 * (k + 1) + factorial.GetBitLength() - 1;
            }

            Terms = coefficients.Count - 1;
            Coefficients = new ulong[coefficients.Count * n];
            for (var k = 2; k <= Terms; k++)
            {
                Store(coefficients[k], Coefficients, k, n);
            }

            Log2 = new ulong[n + 1];
            Store(FixedPoint.Log2(width + 64), Log2, 0, n + 1);
        }

        public ulong[] Coarse { get; }

        public ulong[] Fine { get; }

        public ulong[] Coefficients { get; }

        public ulong[] Log2 { get; }

        public int Terms { get; }
    }

    private sealed class LogTable
    {
        public LogTable(int n)
        {
            var width = 64 * n;
            var (coarse, fine) = FixedPoint.LogEntries(width);
            Coarse = new ulong[coarse.Length * (n + 1)];
            for (var i = 0; i < coarse.Length; i++)
            {
                Store(coarse[i], Coarse, i, n + 1);
            }

            Fine = new ulong[fine.Length * (n + 1)];
            for (var i = 0; i < fine.Length; i++)
            {
                Store(fine[i], Fine, i, n + 1);
            }

            Terms = width / 13 + 1; // v^(Terms+1) < 2^(−width)
            Coefficients = new ulong[(Terms + 1) * n];
            for (var k = 2; k <= Terms; k++)
            {
                Store((BigInteger.One << width) / k, Coefficients, k, n);
            }

            Log2 = new ulong[n];
            Store(FixedPoint.Log2(width), Log2, 0, n);
        }

        public ulong[] Coarse { get; }

        public ulong[] Fine { get; }

        public ulong[] Coefficients { get; }

        public ulong[] Log2 { get; }

        public int Terms { get; }
    }
}
