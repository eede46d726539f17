// A million random evaluations against libmpfr.so.6, an independent implementation that rounds correctly.
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using LossProofs.Reals;

namespace LossProofs.Benchmarks.Reals;

/// <summary>
/// Every function that both sides have, at random precisions and arguments of every scale: MPFR's result at 64 more
/// bits, correctly rounded, ± half its unit, must meet the ball; and the ball may not be undefined where MPFR has a number.
/// </summary>
internal static unsafe class AgainstMpfr
{
    private const string Library = "libmpfr.so.6";
    private const int Nearest = 0;

    private static readonly nint s_library = NativeLibrary.TryLoad(Library, out var handle) ? handle : 0;

    private static readonly (string Name, Func<Ball, Ball> Ball)[] s_unary =
    [
        ("exp", Ball.Exp),
        ("expm1", Ball.Expm1),
        ("log", Ball.Log),
        ("log1p", Ball.Log1p),
        ("log2", Ball.Log2),
        ("log10", Ball.Log10),
        ("tanh", Ball.Tanh),
        ("sinh", Ball.Sinh),
        ("cosh", Ball.Cosh),
        ("asinh", Ball.Asinh),
        ("atan", Ball.Atan),
        ("sin", Ball.Sin),
        ("cos", Ball.Cos),
        ("sqrt", Ball.Sqrt),
        ("cbrt", x => Ball.Root(x, 3)),
        ("erf", Ball.Erf),
        ("erfc", Ball.Erfc),
        ("gamma", Ball.Gamma),
        ("lngamma", Ball.LogGamma),
        ("digamma", Ball.Digamma),
    ];

    private static readonly (string Name, Func<Ball, Ball, Ball> Ball)[] s_binary =
    [
        ("add", (x, y) => x + y),
        ("sub", (x, y) => x - y),
        ("mul", (x, y) => x * y),
        ("div", (x, y) => x / y),
        ("pow", Ball.Pow),
        ("min", Ball.Min),
        ("max", Ball.Max),
        ("beta", Ball.Beta),
    ];

    public static int Run(string? evaluations, string? seed)
    {
        if (s_library == 0)
        {
            Console.Error.WriteLine($"benchmarks mpfr: {Library} is not on this machine");
            return 2;
        }

        if (
            !int.TryParse(evaluations ?? "1000000", NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || !int.TryParse(seed ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out var start)
        )
        {
            Console.Error.WriteLine(
                $"benchmarks mpfr: expected EVALUATIONS and SEED as whole numbers, got '{evaluations}' '{seed}'"
            );
            return 2;
        }

        var random = new Random(start);
        var failures = 0;
        var tallies = new SortedDictionary<string, (int Compared, int Skipped)>(StringComparer.Ordinal);
        var functions = s_unary.Length + s_binary.Length;
        var left = new Number(4096);
        var right = new Number(4096);
        for (var i = 0; i < count && failures < 10; i++)
        {
            var index = random.Next(functions);

            // the gamma family is a hundred times slower on both sides: a tenth of its share, at low precision
            if (IsSlow(index) && random.Next(10) != 0)
            {
                i--;
                continue;
            }

            var bits = IsSlow(index) ? random.Next(24, 150) : random.Next(24, random.Next(4) == 0 ? 1200 : 260);
            var x = Argument(random);
            var y = Argument(random);
            var result = new Number(bits + 64);
            left.Set(x);
            right.Set(y);
            Ball ball;
            string name;
            if (index < s_unary.Length)
            {
                name = s_unary[index].Name;
                ball = s_unary[index].Ball(Ball.From(x).WithPrecisionOf(bits));
                ((delegate* unmanaged<Mpfr*, Mpfr*, int, int>)Export(name))(result.Pointer, left.Pointer, Nearest);
            }
            else
            {
                var function = s_binary[index - s_unary.Length];
                name = function.Name;
                ball = function.Ball(Ball.From(x).WithPrecisionOf(bits), Ball.From(y).WithPrecisionOf(bits));
                ((delegate* unmanaged<Mpfr*, Mpfr*, Mpfr*, int, int>)Export(name))(
                    result.Pointer,
                    left.Pointer,
                    right.Pointer,
                    Nearest
                );
            }

            var (compared, skipped) = tallies.GetValueOrDefault(name);
            var verdict = Meets(ball, result, name, x, y);
            tallies[name] = verdict is null ? (compared, skipped + 1) : (compared + 1, skipped);
            if (verdict == false)
            {
                failures++;
                Console.Error.WriteLine(
                    $"{name}({x:R}, {y:R}) at {bits} bits: ball {ball.ToDecimalBounds(40)}, mpfr {result}"
                );
            }

            result.Free();
            if (i % 100_000 == 99_999)
            {
                Console.Error.WriteLine($"{i + 1} evaluations");
            }
        }

        Console.WriteLine("| function | compared | outside one side's domain or range |");
        Console.WriteLine("|---|---|---|");
        foreach (var (name, (compared, skipped)) in tallies)
        {
            Console.WriteLine($"| {name} | {compared} | {skipped} |");
        }

        Console.WriteLine($"{tallies.Values.Sum(t => t.Compared)} compared, {failures} disagreements");
        return failures == 0 ? 0 : 1;
    }

    private static bool IsSlow(int index) =>
        index < s_unary.Length
            ? s_unary[index].Name is "gamma" or "lngamma" or "digamma"
            : s_binary[index - s_unary.Length].Name == "beta";

    // null: nothing to compare (both undefined, or beyond the range of one side).
    private static bool? Meets(Ball ball, Number result, string name, double x, double y)
    {
        if (!result.IsNumber || result.IsInfinite)
        {
            // mpfr has values at the poles (log 0 = −∞, 1/0 = ∞), lngamma also for negative arguments
            return null;
        }

        if (!ball.IsDefined)
        {
            // lngamma, pow and beta of negative arguments are undefined here by contract
            return name is "lngamma" or "beta" && (x <= 0 || y <= 0) ? null
                : name == "pow" && x <= 0 ? null
                : false;
        }

        if (!ball.IsFinite)
        {
            return null;
        }

        var (mantissa, exponent) = result.Value;
        if (mantissa.IsZero)
        {
            return ball.ContainsZero ? true : null; // underflow of mpfr's range
        }

        // ± half a unit of the correctly rounded result
        var low = Ball.From(2 * mantissa - 1) * Ball.Pow(2, exponent - 1);
        var high = Ball.From(2 * mantissa + 1) * Ball.Pow(2, exponent - 1);
        return ball.Overlaps(Ball.Hull(low.WithPrecisionOf(2048), high.WithPrecisionOf(2048)));
    }

    private static double Argument(Random random) =>
        random.Next(8) switch
        {
            0 => random.Next(-20, 21),
            1 => random.NextDouble() * 2 - 1,
            2 or 3 => (random.NextDouble() * 2 - 1) * 30,
            4 => (random.NextDouble() * 2 - 1) * 700,
            5 => 1 + (random.NextDouble() - 0.5) * Math.ScaleB(1, -random.Next(40)),
            6 => (random.NextDouble() - 0.5) * Math.ScaleB(1, -random.Next(300)),
            _ => (random.NextDouble() - 0.5) * Math.ScaleB(1, random.Next(40)),
        };

    // arguments are doubles: 53 bits keep them exact
    private static Ball WithPrecisionOf(this Ball ball, int bits) => ball.WithBits(Math.Max(bits, 53));

    private static nint Export(string name) => NativeLibrary.GetExport(s_library, $"mpfr_{name}");

    // mpfr_t on 64-bit platforms: precision, sign, exponent, limbs.
    [StructLayout(LayoutKind.Sequential)]
    private struct Mpfr
    {
        public long Precision;
        public int Sign;
        public long Exponent;
        public ulong* Limbs;
    }

    private sealed class Number
    {
        private static readonly delegate* unmanaged<Mpfr*, long, void> s_init = (delegate* unmanaged<
            Mpfr*,
            long,
            void>)Export("init2");
        private static readonly delegate* unmanaged<Mpfr*, void> s_clear = (delegate* unmanaged<Mpfr*, void>)Export(
            "clear"
        );
        private static readonly delegate* unmanaged<Mpfr*, double, int, int> s_set = (delegate* unmanaged<
            Mpfr*,
            double,
            int,
            int>)Export("set_d");

        public Number(int bits)
        {
            Pointer = (Mpfr*)NativeMemory.AllocZeroed((nuint)sizeof(Mpfr));
            s_init(Pointer, bits);
        }

        public Mpfr* Pointer { get; }

        // The exponents of the special values are the least ones (mpfr.h: __MPFR_EXP_ZERO, _NAN, _INF).
        public bool IsNumber => Pointer->Exponent != long.MinValue + 2;

        public bool IsInfinite => Pointer->Exponent == long.MinValue + 3;

        public (BigInteger Mantissa, int Exponent) Value
        {
            get
            {
                if (Pointer->Exponent == long.MinValue + 1)
                {
                    return (BigInteger.Zero, 0);
                }

                // 0.limbs · 2^exponent, the low bits of the lowest limb beyond the precision are zero
                var limbs = (int)((Pointer->Precision + 63) / 64);
                var mantissa = new BigInteger(new ReadOnlySpan<byte>(Pointer->Limbs, 8 * limbs), isUnsigned: true);
                var spare = (int)(64L * limbs - Pointer->Precision);
                return ((mantissa >> spare) * Pointer->Sign, (int)(Pointer->Exponent - Pointer->Precision));
            }
        }

        public void Set(double value) => s_set(Pointer, value, Nearest);

        public void Free()
        {
            s_clear(Pointer);
            NativeMemory.Free(Pointer);
        }

        public override string ToString() => $"{Value.Mantissa}·2^{Value.Exponent}";
    }
}
