// Fixed-point arithmetic on integers, t = T/2^w: square roots, constants and the power series behind exp and log.
// Every routine says how many units 2^−w its result may be off.
using System.Collections.Concurrent;
using System.Numerics;

namespace LossProofs.Reals;

internal static partial class FixedPoint
{
    private static readonly ConcurrentDictionary<int, ExpTable> s_expTables = new();
    private static readonly ConcurrentDictionary<int, LogTable> s_logTables = new();
    private static readonly ConstantCache s_pi = new(ComputePi);
    private static readonly ConstantCache s_log2 = new(ComputeLog2);
    private static readonly ConstantCache s_log10 = new(ComputeLog10);

    // Tables are kept up to this width; beyond, argument halving is cheaper than filling them.
    private const int TableWidth = 1_536;

    /// <summary>The least multiple of 64 that is at least <paramref name="width"/>: few distinct widths, few tables.</summary>
    public static int RoundWidth(long width) => (int)((width + 63) & ~63L);

    /// <summary>π·2^w, at most 2 units too small.</summary>
    public static BigInteger Pi(int width) => s_pi.Get(width);

    /// <summary>log 2 · 2^w, at most 2 units too small.</summary>
    public static BigInteger Log2(int width) => s_log2.Get(width);

    /// <summary>log 10 · 2^w, at most 2 units too small.</summary>
    public static BigInteger Log10(int width) => s_log10.Get(width);

    /// <summary>⌊√n⌋ for n ≥ 0.</summary>
    public static BigInteger SquareRoot(BigInteger n)
    {
        var length = (int)n.GetBitLength();
        if (length <= 62)
        {
            var small = (ulong)n;
            var root = (ulong)Math.Sqrt(small);
            while (root * root > small)
            {
                root--;
            }

            while ((root + 1) * (root + 1) <= small)
            {
                root++;
            }

            return root;
        }

        // Newton with doubling precision. Invariant: (a − 1)² < n / 4^(c−d) < (a + 1)², where a has d + 1 bits.
        var c = (length - 1) / 2;
        var step = 0;
        while (c >> step > 29)
        {
            step++;
        }

        var d = c >> step;
        BigInteger a = (ulong)Math.Sqrt((ulong)(n >> (2 * (c - d))));
        while (step-- > 0)
        {
            var e = d;
            d = c >> step;
            a = (a << (d - e - 1)) + (n >> (2 * c - e - d + 1)) / a;
        }

        return a * a > n ? a - 1 : a;
    }

    /// <summary>The entries exp(j/2⁷) and exp(k/2¹⁴) of the table, each at most 1 unit (and 2⁻¹⁵) too small.</summary>
    public static (BigInteger[] Coarse, BigInteger[] Fine) ExpEntries(int width)
    {
        var table = s_expTables.GetOrAdd(width, static w => new ExpTable(w));
        return (table.Coarse, table.Fine);
    }

    /// <summary>The entries log(2⁹/A) and −log(1 − k/2¹⁴) of the table, each within 1 unit.</summary>
    public static (BigInteger[] Coarse, BigInteger[] Fine) LogEntries(int width)
    {
        var table = s_logTables.GetOrAdd(width, static w => new LogTable(w));
        return (table.Coarse, table.Fine);
    }

    /// <summary>The first multiplier A of the table of logarithms.</summary>
    public const int FirstLogMultiplier = LogTable.FirstMultiplier;

    /// <summary>The multiplier A with f·A/2⁹ near 1 for f in the i-th 128th of [1, 2).</summary>
    public static int LogMultiplier(int i) => LogTable.Multiplier(i);

    /// <summary>exp(t) for 0 ≤ t &lt; 0.7; <paramref name="error"/> bounds the distance in units, result ≤ truth.</summary>
    public static BigInteger Exp(BigInteger t, int width, out int error)
    {
        if (width > TableWidth)
        {
            return ExpByHalving(t, width, out error);
        }

        // t = j/2⁷ + k/2¹⁴ + s with 0 ≤ s < 2⁻¹⁴: exp(t) = E₁[j]·E₂[k]·Σ sⁿ/n!
        var table = s_expTables.GetOrAdd(width, static w => new ExpTable(w));
        var index = (int)(t >> (width - 14));
        var s = t - ((BigInteger)index << (width - 14));
        var sum = ExpSeries(s, width, out var terms);

        // Both floors of a term lose at most 2 units together (s < 1), the tail less than 1; factors below 2.02 and
        // table entries 1 unit too small: 2.02·(2·terms + 1) + 2·2.02 + 2.
        var coarse = table.Coarse[index >> 7];
        var fine = table.Fine[index & 127];
        error = 5 * terms + 12;
        return (((sum * fine) >> width) * coarse) >> width;
    }

    /// <summary>
    /// log(x) of x = mantissa·2^exponent with mantissa/2^(length−1) = f in [1, 2): log f·2^w; |error| in units.
    /// </summary>
    public static BigInteger LogOfFraction(BigInteger fraction, int width, out int error)
    {
        if (width > TableWidth)
        {
            return LogByNewton(fraction, width, out error);
        }

        // f·A/2⁹ = g with |g − 1| < 2⁻⁷, g·(1 − k/2¹⁴) = h with |h − 1| < 2⁻¹³, y = (h−1)/(h+1), log h = 2 atanh y.
        var table = s_logTables.GetOrAdd(width, static w => new LogTable(w));
        var one = BigInteger.One << width;
        var i = (int)(fraction >> (width - 7)) & 127;
        var a = LogTable.Multiplier(i);
        var g = (fraction * a) >> 9;
        var d = g - one;
        var k = (int)((d + (BigInteger.One << (width - 15))) >> (width - 14));
        var h = (g * ((1 << 14) - k)) >> 14;
        var y = ((h - one) << width) / (h + one);

        // h: 1 from the argument·2, 1 + 1 from the two floors, y half of that and 1 more
        var sum = AtanhSeries(y, width, 26, out var seriesError);
        error = 2 * (seriesError + 4) + 3;
        return 2 * sum + table.Coarse[a - LogTable.FirstMultiplier] + table.Fine[k + 128];
    }

    /// <summary>atanh(y) for |y| &lt; 2^(−squareBits/2): Σ y^(2n+1)/(2n+1).</summary>
    public static BigInteger AtanhSeries(BigInteger y, int width, int squareBits, out int error)
    {
        // Every floor loses at most 1 unit (two per term), y² < ½ keeps inherited errors below 2; the tail is below the
        // first dropped term (less than 1 unit) times 1/(1 − y²) < 2.
        var square = (y * y) >> width;
        var term = y;
        var sum = y;
        var n = 3;
        var steps = width / squareBits + 1;
        for (var step = 0; step < steps && !square.IsZero; step++)
        {
            term = (term * square) >> width;
            if (term.IsZero || term.IsMinusOne())
            {
                break;
            }

            sum += term / n;
            n += 2;
        }

        error = 3 * steps + 4;
        return sum;
    }

    private static bool IsMinusOne(this BigInteger value) => value == BigInteger.MinusOne;

    private static BigInteger ExpSeries(BigInteger s, int width, out int terms)
    {
        var sum = (BigInteger.One << width) + s;
        var term = s;
        terms = 1;
        while (!term.IsZero)
        {
            terms++;
            term = ((term * s) >> width) / terms;
            sum += term;
        }

        return sum;
    }

    // exp(s/2^h)^(2^h): with h + 8 more bits, an error of u units before is at most 2^(h+1)·(u + 1) units after the
    // squarings (each doubles it, times factors whose product is exp(s) ≤ 2.02, and adds 1).
    private static BigInteger ExpByHalving(BigInteger t, int width, out int error)
    {
        var halvings = (int)Math.Sqrt(width) + 8;
        var inner = width + halvings + 24;
        var s = t << (inner - width - halvings);
        var value = ExpSeries(s, inner, out var terms);
        for (var i = 0; i < halvings; i++)
        {
            value = (value * value) >> inner;
        }

        // 2^(h+2)·(2·terms + 4) units of 2^−inner, inner − width = h + 24, and the last floor
        error = 1 + (8 * terms + 16 >> 24) + 1;
        return value >> (inner - width);
    }

    // One step of a fast-converging iteration: y₀ to a good half of the places, u = f·exp(−y₀) − 1, and
    // log f = y₀ + 2 atanh(u/(2 + u)), whose series has few terms since |u| < 2^(−w/2 + small).
    private static BigInteger LogByNewton(BigInteger fraction, int width, out int error)
    {
        var half = RoundWidth(width / 2 + 64);
        var start = LogOfFraction(fraction >> (width - half), half, out _) << (width - half);
        if (start.Sign < 0)
        {
            start = BigInteger.Zero;
        }

        // exp(−y₀) = exp(log 2 − y₀)/2 keeps the argument in [0, 0.7)
        var one = BigInteger.One << width;
        var argument = Log2(width) - start;
        if (argument.Sign < 0)
        {
            start = Log2(width);
            argument = BigInteger.Zero;
        }

        // start + argument = log 2 within 2 units, exp within expError: product with f < 2, halved
        var exp = Exp(argument, width, out var expError);
        var g = (fraction * exp) >> (width + 1);
        var y = ((g - one) << width) / (g + one);
        var sum = AtanhSeries(y, width, 60, out var seriesError);
        error = 2 * (seriesError + expError + 6);
        return start + 2 * sum;
    }

    // π = 16 atan(1/5) − 4 atan(1/239) (Machin)
    private static BigInteger ComputePi(int width) => 16 * AtanInverse(5, width) - 4 * AtanInverse(239, width);

    // log 2 = 18 atanh(1/26) − 2 atanh(1/4801) + 8 atanh(1/8749)
    private static BigInteger ComputeLog2(int width) =>
        18 * AtanhInverse(26, width) - 2 * AtanhInverse(4801, width) + 8 * AtanhInverse(8749, width);

    // log 10 = 46 atanh(1/31) + 34 atanh(1/49) + 20 atanh(1/161)
    private static BigInteger ComputeLog10(int width) =>
        46 * AtanhInverse(31, width) + 34 * AtanhInverse(49, width) + 20 * AtanhInverse(161, width);

    /// <summary>atanh(1/n)·2^w; off by at most as many units as the series has terms, plus 2.</summary>
    public static BigInteger AtanhInverse(int n, int width) => InverseSeries(n, width, false);

    private static BigInteger AtanInverse(int n, int width) => InverseSeries(n, width, true);

    private static BigInteger InverseSeries(int n, int width, bool alternating)
    {
        var power = (BigInteger.One << width) / n;
        var sum = power;
        var square = n * n;
        for (var k = 3; ; k += 2)
        {
            power /= square;
            if (power.IsZero)
            {
                return sum;
            }

            sum += alternating && (k & 2) != 0 ? -(power / k) : power / k;
        }
    }

    // exp(j/2⁷) and exp(k/2¹⁴), each at most 1 unit too small: powers of one base value computed to 32 more bits; 127
    // products, each inheriting (1.01·error + 2) units of the wider scale, stay far below 2³².
    private sealed class ExpTable
    {
        public ExpTable(int width)
        {
            Coarse = Powers(7, 90, width);
            Fine = Powers(14, 128, width);
        }

        public BigInteger[] Coarse { get; }

        public BigInteger[] Fine { get; }

        private static BigInteger[] Powers(int shift, int count, int width)
        {
            var wide = width + 32;
            var step = ExpSeries(BigInteger.One << (wide - shift), wide, out _);
            var power = BigInteger.One << wide;
            var entries = new BigInteger[count];
            for (var i = 0; i < count; i++)
            {
                entries[i] = power >> 32;
                power = (power * step) >> wide;
            }

            return entries;
        }
    }

    // log(2⁹/A) for the multipliers A and −log(1 − k/2¹⁴), |k| ≤ 128, each within 1 unit: sums of at most 256 terms
    // log((n+1)/n) = 2 atanh(1/(2n+1)), each off by at most (terms + 2)·2 units of a 32 bit wider scale.
    private sealed class LogTable
    {
        public const int FirstMultiplier = 257;

        public LogTable(int width)
        {
            var wide = width + 32;
            Coarse = new BigInteger[512 - FirstMultiplier + 1];
            var sum = BigInteger.Zero;
            for (var a = 511; a >= FirstMultiplier; a--)
            {
                sum += 2 * AtanhInverse(2 * a + 1, wide);
                Coarse[a - FirstMultiplier] = sum >> 32;
            }

            Fine = new BigInteger[257];
            var (down, up) = (BigInteger.Zero, BigInteger.Zero);
            for (var k = 1; k <= 128; k++)
            {
                // −log(1 − k/N) grows by log((N − k + 1)/(N − k)), −log(1 + k/N) falls by log((N + k)/(N + k − 1))
                down += 2 * AtanhInverse(2 * ((1 << 14) - k) + 1, wide);
                up -= 2 * AtanhInverse(2 * ((1 << 14) + k) - 1, wide);
                Fine[128 + k] = down >> 32;
                Fine[128 - k] = up >> 32;
            }
        }

        public BigInteger[] Coarse { get; }

        public BigInteger[] Fine { get; }

        // round(2⁹/f) at the middle f = (257 + 2i)/256 of the i-th 128th of [1, 2)
        public static int Multiplier(int i) => ((1 << 18) + 257 + 2 * i) / (2 * (257 + 2 * i));
    }

    // The widest value computed so far, cut to size on demand.
    private sealed class ConstantCache(Func<int, BigInteger> compute)
    {
        private volatile Entry _widest = new(0, BigInteger.Zero);

        public BigInteger Get(int width)
        {
            var known = _widest;
            if (known.Width < width)
            {
                // 64 guard bits absorb the series' errors: fewer than 2³² units even at the maximal width
                var wide = RoundWidth(width + width / 4) + 64;
                known = new Entry(wide - 64, (compute(wide) - (BigInteger.One << 40)) >> 64);
                _widest = known;
            }

            return known.Width == width ? known.Value : known.Value >> (known.Width - width);
        }

        private sealed record Entry(int Width, BigInteger Value);
    }
}
