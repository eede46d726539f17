// exp, log and a 10-class cross-entropy at 64 to 1024 bits: Ball beside mpmath in a child process, in the same run,
// both in processor time (which a busy machine disturbs least).
using System.Diagnostics;
using System.Globalization;
using LossProofs.Reals;

namespace LossProofs.Benchmarks.Reals;

/// <summary>Prints nanoseconds and bytes per operation, and the ratio to mpmath where it is installed.</summary>
internal static class BesideMpmath
{
    private const int Count = 64;

    // The same arguments on both sides: seeded here, handed over as exact fractions.
    private const string Script = """
        import sys, time
        try:
            import mpmath
        except ImportError:
            sys.exit(3)
        mp = mpmath.mp
        def cross_entropy(z):
            m = max(z)
            return mp.log(mpmath.fsum([mp.exp(a - m) for a in z])) + m - z[3]
        lines = sys.stdin.read().split('\n')
        for bits in (64, 128, 256, 1024):
            mp.prec = bits
            xs = [mp.mpf(int(a)) / mp.mpf(int(b)) for a, b in (l.split('/') for l in lines if l)]
            rows = [[xs[(i + j) % len(xs)] for j in range(10)] for i in range(len(xs))]
            ys = [abs(x) + mp.mpf(1) / 1000 for x in xs]
            for name, f, arguments in (('exp', mp.exp, xs), ('log', mp.log, ys), ('cross-entropy', cross_entropy, rows)):
                best = 1e9
                for repeat in range(5):
                    n = 0
                    start = time.process_time()
                    while time.process_time() - start < 0.1:
                        for x in arguments:
                            f(x)
                        n += len(arguments)
                    best = min(best, (time.process_time() - start) / n)
                print(name, bits, best * 1e9, mpmath.__version__, mpmath.libmp.BACKEND, flush=True)
        """;

    public static int Run(string python)
    {
        var random = new Random(1);
        var fractions = Enumerable
            .Range(0, Count)
            .Select(_ => (random.NextInt64(-20_000_000, 20_000_000), 1_000_003L))
            .ToArray();
        var peer = Peer(python, string.Join('\n', fractions.Select(f => $"{f.Item1}/{f.Item2}")), out var version);
        Console.WriteLine(peer.Count > 0 ? $"beside mpmath {version}" : "mpmath is not installed: no ratios");
        Console.WriteLine("| operation | bits | ns | bytes allocated | mpmath ns | ratio |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var bits in new[] { 64, 128, 256, 1024 })
        {
            var xs = fractions
                .Select(f => Ball.From(new Rational(f.Item1, f.Item2), bits).Centre.WithBits(bits))
                .ToArray();
            var ys = xs.Select(x => Ball.Abs(x) + Ball.From(new Rational(1, 1000), bits).Centre).ToArray();
            var rows = xs.Select((_, i) => Enumerable.Range(0, 10).Select(j => xs[(i + j) % Count]).ToArray())
                .ToArray();
            Report("exp", bits, () => Sweep(xs, Ball.Exp), peer);
            Report("log", bits, () => Sweep(ys, Ball.Log), peer);
            Report("cross-entropy", bits, () => Sweep(rows, row => CrossEntropy(row, 3)), peer);
        }

        return 0;
    }

    // log Σ e^(z − max) + max − z_label
    private static Ball CrossEntropy(Ball[] logits, int label)
    {
        var max = logits[0];
        foreach (var logit in logits)
        {
            max = Ball.Max(max, logit);
        }

        var sum = Ball.Zero;
        foreach (var logit in logits)
        {
            sum += Ball.Exp(logit - max);
        }

        return Ball.Log(sum) + max - logits[label];
    }

    private static bool Sweep<T>(T[] arguments, Func<T, Ball> function)
    {
        var finite = true;
        foreach (var argument in arguments)
        {
            finite &= function(argument).IsFinite;
        }

        return finite;
    }

    private static void Report(string name, int bits, Func<bool> sweep, Dictionary<(string, int), double> peer)
    {
        for (var warm = Stopwatch.StartNew(); warm.ElapsedMilliseconds < 300; )
        {
            sweep();
        }

        var (best, bytes) = (double.PositiveInfinity, 0.0);
        for (var repeat = 0; repeat < 5; repeat++)
        {
            var (n, allocated, start) = (0, GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
            while (Environment.CpuUsage.TotalTime - start < TimeSpan.FromMilliseconds(100))
            {
                sweep();
                n += Count;
            }

            best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalNanoseconds / n);
            bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)n;
        }

        var beside = peer.TryGetValue((name, bits), out var other)
            ? string.Create(CultureInfo.InvariantCulture, $"{other:F0} | {other / best:F1}")
            : "– | –";
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"| {name} | {bits} | {best:F0} | {bytes:F0} | {beside} |")
        );
    }

    private static Dictionary<(string, int), double> Peer(string python, string input, out string version)
    {
        var results = new Dictionary<(string, int), double>();
        version = "";
        try
        {
            var start = new ProcessStartInfo(python, ["-c", Script])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            };
            using var process = Process.Start(start)!;
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            while (process.StandardOutput.ReadLine() is { } line)
            {
                var columns = line.Split(' ');
                results[(columns[0], int.Parse(columns[1], CultureInfo.InvariantCulture))] = double.Parse(
                    columns[2],
                    CultureInfo.InvariantCulture
                );
                version = $"{columns[3]} ({columns[4]})";
            }

            process.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return results; // no Python here
        }

        return results;
    }
}
