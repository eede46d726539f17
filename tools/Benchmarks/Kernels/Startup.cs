// benchmarks startup: what the first call of a kernel costs in a fresh process, beyond what the second costs.
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using LossProofs.CommandLine;

namespace LossProofs.Benchmarks.Kernels;

/// <summary>
/// The first call compiles and builds tables. Each kernel gets processes of its own, so that none profits from another;
/// of their differences the least counts. Times are the processor's: on an idle machine those of the clock on the wall.
/// </summary>
internal static class Startup
{
    private const double MaximumMilliseconds = 50;

    // On both sides of where small class counts are treated in another way.
    private static readonly Shape[] s_shapes = [new(64, 10), new(4, 1000)];

    public static Command Create()
    {
        var processes = new Option<int>("--processes") { Description = "Per kernel.", DefaultValueFactory = _ => 5 };
        var child = new Argument<string[]>("kernel precision shape")
        {
            Description = "Measures in this process (for the command's own use).",
            Arity = ArgumentArity.ZeroOrMore,
            Hidden = true,
        };
        var command = new Command("startup", "The first call of each kernel in a fresh process, beside the second.")
        {
            processes,
            child,
        };
        command.SetAction(result =>
            result.GetValue(child) is [var kernel, var precision, var shape]
                ? Measure(kernel, precision, Shape.Parse(shape)!)
                : Run(result.GetValue(processes))
        );
        return command;
    }

    private static int Run(int processes)
    {
        var exceeded = 0;
        using (var progress = new ProgressLine("starting"))
        {
            Console.Out.WriteLine("| kernel | precision | shape | first call (ms) | second | difference |");
            Console.Out.WriteLine("|---|---|---|---|---|---|");
            var done = 0;
            var all = ComparedKernel.All.Length * 2 * s_shapes.Length * processes;
            foreach (var kernel in ComparedKernel.All)
            {
                foreach (var precision in new[] { "float", "double" })
                {
                    foreach (var shape in s_shapes)
                    {
                        var (first, second) = Enumerable
                            .Range(0, processes)
                            .Select(_ =>
                            {
                                progress.Report(++done, all);
                                return Child(kernel.Name, precision, shape);
                            })
                            .MinBy(times => times.First - times.Second);
                        exceeded += first - second > MaximumMilliseconds ? 1 : 0;
                        Console.Out.WriteLine(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"| {kernel.Name} | {precision} | {shape} | {first:F1} | {second:F2} | {first - second:F1} |"
                            )
                        );
                    }
                }
            }
        }

        Console.Out.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"\n{exceeded} above {MaximumMilliseconds} ms")
        );
        return exceeded == 0 ? 0 : 1;
    }

    private static (double First, double Second) Child(string kernel, string precision, Shape shape)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!,
            [
                // under `dotnet benchmarks.dll` the process is dotnet itself
                .. Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
                    ? new[] { typeof(Startup).Assembly.Location }
                    : [],
                "startup",
                kernel,
                precision,
                shape.ToString(),
            ]
        )
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var times = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        return (
            double.Parse(times[0], CultureInfo.InvariantCulture),
            double.Parse(times[1], CultureInfo.InvariantCulture)
        );
    }

    private static int Measure(string name, string precision, Shape shape)
    {
        var kernel = ComparedKernel.All.Single(k => k.Name == name);
        var (first, second) =
            precision == "float"
                ? Measure(kernel, new Workload<float>(shape))
                : Measure(kernel, new Workload<double>(shape));
        Console.Out.Write(string.Create(CultureInfo.InvariantCulture, $"{first} {second}"));
        return 0;
    }

    private static (double First, double Second) Measure<T>(ComparedKernel kernel, Workload<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return (Milliseconds(), Milliseconds());

        double Milliseconds()
        {
            var start = Environment.CpuUsage.TotalTime;
            kernel.Run(data, 1);
            return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
        }
    }
}
