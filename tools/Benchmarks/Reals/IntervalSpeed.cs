// Interval operations per second on one core, in processor time, so that other load on the machine does not count.
using System.Diagnostics;
using System.Globalization;
using LossProofs.Reals;

namespace LossProofs.Benchmarks.Reals;

/// <summary>Additions, products, exponentials and logarithms of arrays of intervals.</summary>
internal static class IntervalSpeed
{
    private const int Length = 1024;

    public static int Run()
    {
        var random = new Random(1);
        var (x, y, result) = (new Interval[Length], new Interval[Length], new Interval[Length]);
        for (var i = 0; i < Length; i++)
        {
            var (a, b) = (2 * random.NextDouble() - 1, 3 * random.NextDouble());
            x[i] = new Interval(a, a + random.NextDouble());
            y[i] = new Interval(b + 0.1, b + 0.1 + random.NextDouble());
        }

        Report("addition", () => Each((a, b) => a + b));
        Report("product", () => Each((a, b) => a * b));
        Report("exp", () => Each((a, _) => Interval.Exp(a)));
        Report("log", () => Each((_, b) => Interval.Log(b)));
        return result[0].IsDefined ? 0 : 1;

        void Each(Func<Interval, Interval, Interval> operation)
        {
            for (var i = 0; i < Length; i++)
            {
                result[i] = operation(x[i], y[i]);
            }
        }
    }

    // The best of seven runs of 0.2 s processor time, after two of warming up.
    private static void Report(string name, Action batch)
    {
        var best = double.PositiveInfinity;
        for (var run = 0; run < 9; run++)
        {
            var process = Process.GetCurrentProcess();
            var (start, count) = (process.TotalProcessorTime, 0L);
            TimeSpan spent;
            do
            {
                for (var i = 0; i < 64; i++)
                {
                    batch();
                }

                count += 64 * Length;
                process.Refresh();
                spent = process.TotalProcessorTime - start;
            } while (spent.TotalSeconds < 0.2);
            best = run < 2 ? best : Math.Min(best, spent.TotalNanoseconds / count);
        }

        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{name, -10} {best, 7:F2} ns {1e3 / best, 7:F1} million/s")
        );
    }
}
