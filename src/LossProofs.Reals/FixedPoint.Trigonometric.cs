// Fixed-point sine, cosine and arctangent: table lookup and addition theorems at small widths, halving at large ones.
using System.Collections.Concurrent;
using System.Numerics;

namespace LossProofs.Reals;

internal static partial class FixedPoint
{
    private static readonly ConcurrentDictionary<int, SineTable> s_sineTables = new();
    private static readonly ConcurrentDictionary<int, BigInteger[]> s_atanTables = new();

    /// <summary>sin and cos of 0 ≤ t &lt; 1.6, each within <paramref name="error"/> units.</summary>
    public static (BigInteger Sin, BigInteger Cos) SinCos(BigInteger t, int width, out int error)
    {
        if (width > TableWidth)
        {
            return SinCosByDoubling(t, width, out error);
        }

        // t = k/64 + s: sin(a + s) = sin a cos s + cos a sin s and its twin. Each series is off by its number of terms
        // plus 2, a table entry by 1, each sum of two floored products by 2.
        var table = s_sineTables.GetOrAdd(width, static w => new SineTable(w));
        var k = (int)(t >> (width - 6));
        var (sin, versine, terms) = SineSeries(t - ((BigInteger)k << (width - 6)), width);
        var cos = (BigInteger.One << width) - versine;
        var (sinA, cosA) = table.Entries[k];
        error = 3 * terms + 12;
        return ((sinA * cos + cosA * sin) >> width, (cosA * cos - sinA * sin) >> width);
    }

    /// <summary>atan(t) for 0 ≤ t ≤ 1.</summary>
    public static BigInteger Atan(BigInteger t, int width, out int error)
    {
        if (width > TableWidth)
        {
            return AtanByHalving(t, width, out error);
        }

        // atan t = atan(k/128) + atan y, y = (t − k/128)/(1 + t·k/128), |y| ≤ 2⁻⁸; table 1 unit, quotient 1.
        var table = s_atanTables.GetOrAdd(width, MakeAtanTable);
        var k = (int)((t + (BigInteger.One << (width - 8))) >> (width - 7));
        var one = BigInteger.One << width;
        var y = (((t << 7) - k * one) << width) / ((one << 7) + k * t);
        var sum = AtanSeries(y, width, 15, out error);
        error += 4;
        return table[k] + sum;
    }

    /// <summary>atan(y) for |y| &lt; 2^(−squareBits/2): Σ (−1)ⁿ y^(2n+1)/(2n+1).</summary>
    public static BigInteger AtanSeries(BigInteger y, int width, int squareBits, out int error)
    {
        // as in AtanhSeries: at most 1.5 units per floor and two floors per term, the tail below its first term
        var square = (y * y) >> width;
        var term = y;
        var sum = y;
        var steps = width / squareBits + 1;
        for (var (step, n) = (0, 3); step < steps; step++, n += 2)
        {
            term = (term * square) >> width;
            if (term.IsZero || term.IsMinusOne())
            {
                break;
            }

            sum += (step & 1) == 0 ? -(term / n) : term / n;
        }

        error = 3 * steps + 4;
        return sum;
    }

    // sin s and 1 − cos s for 0 ≤ s < 2⁻⁵; each within terms + 2 units.
    private static (BigInteger Sin, BigInteger Versine, int Terms) SineSeries(BigInteger s, int width)
    {
        var term = s;
        var sin = s;
        var versine = BigInteger.Zero;
        var n = 1;
        while (!term.IsZero)
        {
            n++;
            term = ((term * s) >> width) / n;
            switch (n & 3)
            {
                case 0:
                    versine -= term;
                    break;
                case 1:
                    sin += term;
                    break;
                case 2:
                    versine += term;
                    break;
                default:
                    sin -= term;
                    break;
            }
        }

        return (sin, versine, n);
    }

    // (sin, 1 − cos) of s/2^h, then sin 2a = 2 sin a (1 − v), v' = 2 sin² a, h times: each step multiplies the larger of
    // the two errors by at most 4 and adds 1, so 2h + 16 more bits keep the end result within 1 unit.
    private static (BigInteger Sin, BigInteger Cos) SinCosByDoubling(BigInteger t, int width, out int error)
    {
        var halvings = (int)Math.Sqrt(width) / 2 + 8;
        var inner = width + 2 * halvings + 16;
        var (sin, versine, terms) = SineSeries(t << (inner - width - halvings), inner);
        for (var i = 0; i < halvings; i++)
        {
            var square = (sin * sin) >> (inner - 1);
            sin = 2 * sin - ((sin * versine) >> (inner - 1));
            versine = square;
        }

        error = 2 + ((terms + 4) >> 16);
        return (sin >> (inner - width), ((BigInteger.One << inner) - versine) >> (inner - width));
    }

    // atan t = 2^h atan(t_h), t_{i+1} = t_i/(1 + √(1 + t_i²)): the step halves inherited errors and adds at most 3 units.
    private static BigInteger AtanByHalving(BigInteger t, int width, out int error)
    {
        var halvings = (int)Math.Sqrt(width) / 4 + 4;
        var inner = width + halvings + 24;
        var one = BigInteger.One << inner;
        var value = t << (inner - width);
        for (var i = 0; i < halvings; i++)
        {
            var root = SquareRoot((one << inner) + value * value);
            value = (value << inner) / (one + root);
        }

        var sum = AtanSeries(value, inner, 2 * halvings, out var seriesError);
        error = 2 + ((seriesError + 6) >> 24);
        return sum >> (inner - width - halvings);
    }

    // atan((k+1)/128) − atan(k/128) = atan(128/(128² + k(k+1))), summed with 32 guard bits.
    private static BigInteger[] MakeAtanTable(int width)
    {
        var wide = width + 32;
        var entries = new BigInteger[130];
        var sum = BigInteger.Zero;
        for (var k = 0; k < 129; k++)
        {
            sum += AtanSeries((BigInteger.One << (wide + 7)) / (16_384 + k * (k + 1)), wide, 13, out _);
            entries[k + 1] = sum >> 32;
        }

        return entries;
    }

    // sin and cos of k/64 by repeated rotation, 32 guard bits for 103 steps of a few units each.
    private sealed class SineTable
    {
        public SineTable(int width)
        {
            var wide = width + 32;
            var (stepSin, stepVersine, _) = SineSeries(BigInteger.One << (wide - 6), wide);
            var stepCos = (BigInteger.One << wide) - stepVersine;
            var (sin, cos) = (BigInteger.Zero, BigInteger.One << wide);
            for (var k = 0; k < Entries.Length; k++)
            {
                Entries[k] = (sin >> 32, cos >> 32);
                (sin, cos) = ((sin * stepCos + cos * stepSin) >> wide, (cos * stepCos - sin * stepSin) >> wide);
            }
        }

        public (BigInteger Sin, BigInteger Cos)[] Entries { get; } = new (BigInteger, BigInteger)[104];
    }
}
