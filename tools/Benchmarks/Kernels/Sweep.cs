// benchmarks sweep: what an entry costs, over the number of classes, as a table and a picture.
using System.CommandLine;
using System.Globalization;
using System.Numerics;
using LossProofs.CommandLine;
using ScottPlot;

namespace LossProofs.Benchmarks.Kernels;

/// <summary>
/// One thread's processor time for an entry, the least of some interleaved rounds: other work on the machine can only add to it.
/// A batch has 65,536 entries or one row, so that it stays in the second-level cache.
/// </summary>
internal static class Sweep
{
    private const int Entries = 1 << 16;

    private sealed record Line(string Kernel, string Contestant, double[] Nanoseconds);

    public static Command Create()
    {
        var kernels = new Option<string[]>("--kernels")
        {
            Description = "Kernels.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => ["softmax", "log-softmax", "cross-entropy", "soft-cross-entropy", "sigmoid-bce"],
        };
        kernels.AcceptOnlyFromAmong([.. ComparedKernel.All.Select(kernel => kernel.Name)]);
        var precision = new Option<string>("--precision")
        {
            Description = "float or double.",
            DefaultValueFactory = _ => "float",
        };
        precision.AcceptOnlyFromAmong("float", "double");
        var classes = new Option<int[]>("--classes")
        {
            Description = "Numbers of classes.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [.. Shape.All.Select(shape => shape.Columns).Distinct().Order()],
        };
        classes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int[]>()?.All(count => count is > 0 and <= 1 << 24) != true)
            {
                result.AddError("--classes: expected numbers from 1 to 16777216");
            }
        });
        var rounds = new Option<int>("--rounds") { Description = "Rounds.", DefaultValueFactory = _ => 15 };
        var svg = new Option<string?>("--svg") { Description = "Where to draw it." };
        var command = new Command("sweep", "What an entry costs, over the number of classes.")
        {
            kernels,
            precision,
            classes,
            rounds,
            svg,
        };
        command.SetAction(result =>
        {
            var chosen = result.GetValue(kernels)!;
            var (columns, count) = (result.GetValue(classes)!, result.GetValue(rounds));
            var lines =
                result.GetValue(precision) == "float"
                    ? Measure<float>(chosen, columns, count)
                    : Measure<double>(chosen, columns, count);
            Print(columns, lines);
            if (result.GetValue(svg) is { } path)
            {
                Draw(columns, chosen, lines, path);
            }
        });
        return command;
    }

    private static List<Line> Measure<T>(string[] kernels, int[] classes, int rounds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lines = new List<Line>();
        using var progress = new ProgressLine("sweeping");
        for (var i = 0; i < classes.Length; i++)
        {
            var data = new Workload<T>(Shape.OfEntries(Entries, classes[i]));
            using var tensors = LibTorch.IsInstalled ? new LibTorch.Tensors<T>(data) : null;
            foreach (var kernel in kernels.Select(name => ComparedKernel.All.Single(k => k.Name == name)))
            {
                var contestants = new List<(string Name, Action Call)>
                {
                    ("ours", () => kernel.Run(data, 1)),
                    ("TensorPrimitives", () => Tensors.Run(kernel.Name, data, 1)),
                };
                if (tensors is not null && LibTorch.Tensors<T>.Has(kernel.Name))
                {
                    contestants.Add((LibTorch.Name, () => tensors.Run(kernel.Name, 1)));
                }

                var least = new double[contestants.Count];
                Array.Fill(least, double.PositiveInfinity);
                for (var round = 0; round < rounds; round++)
                {
                    for (var c = 0; c < contestants.Count; c++)
                    {
                        least[c] = Math.Min(least[c], Time(contestants[c].Call));
                    }
                }

                for (var c = 0; c < contestants.Count; c++)
                {
                    var name = contestants[c].Name;
                    var line = lines.Find(line => line.Kernel == kernel.Name && line.Contestant == name);
                    if (line is null)
                    {
                        lines.Add(line = new(kernel.Name, name, new double[classes.Length]));
                    }

                    line.Nanoseconds[i] = least[c] * 1e9 / data.Logits.Length;
                }
            }

            progress.Report(i + 1, classes.Length);
        }

        return lines;
    }

    // Some ten milliseconds of calls.
    private static double Time(Action call)
    {
        call();
        var (start, calls) = (Environment.CpuUsage.TotalTime, 0);
        TimeSpan spent;
        do
        {
            for (var i = 0; i < 20; i++)
            {
                call();
            }

            calls += 20;
            spent = Environment.CpuUsage.TotalTime - start;
        } while (spent.TotalMilliseconds < 10);
        return spent.TotalSeconds / calls;
    }

    private static void Print(int[] classes, List<Line> lines)
    {
        Console.Out.WriteLine($"| kernel, ns per entry | {string.Join(" | ", classes)} |");
        Console.Out.WriteLine($"|---|{string.Concat(classes.Select(_ => "---|"))}");
        foreach (var line in lines.OrderBy(line => line.Kernel, StringComparer.Ordinal))
        {
            var cells = line.Nanoseconds.Select(cell => cell.ToString("F2", CultureInfo.InvariantCulture));
            Console.Out.WriteLine($"| {line.Kernel}, {line.Contestant} | {string.Join(" | ", cells)} |");
        }
    }

    private static void Draw(int[] classes, string[] kernels, List<Line> lines, string path)
    {
        using var plot = new Plot();
        double[] x = [.. classes.Select(count => Math.Log10(count))];
        var palette = new ScottPlot.Palettes.Category10();
        foreach (var line in lines.Where(line => line.Contestant != "TensorPrimitives"))
        {
            var ours = line.Contestant == "ours";
            var curve = plot.Add.Scatter(x, [.. line.Nanoseconds.Select(Math.Log10)]);
            curve.Color = palette.GetColor(Array.IndexOf(kernels, line.Kernel));
            curve.LinePattern = ours ? LinePattern.Solid : LinePattern.Dotted;
            curve.MarkerSize = ours ? 5 : 0;
            curve.LegendText = $"{line.Kernel}, {line.Contestant}";
        }

        plot.Axes.Bottom.SetTicks(
            [.. new[] { 2, 10, 33, 100, 1000, 10_000, 131_072 }.Select(count => Math.Log10(count))],
            ["2", "10", "33", "100", "1000", "10000", "131072"]
        );
        plot.Axes.Left.SetTicks(
            [.. new[] { 0.2, 0.5, 1, 2, 5, 10, 20 }.Select(Math.Log10)],
            ["0.2", "0.5", "1", "2", "5", "10", "20"]
        );
        plot.XLabel("classes");
        plot.YLabel("ns per entry, one thread");
        plot.ShowLegend(Alignment.UpperRight);
        plot.SaveSvg(path, 900, 600);
    }
}
