// benchmarks compare: our kernels and their peers side by side, in interleaved rounds, as ratios.
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using LossProofs.CommandLine;

namespace LossProofs.Benchmarks.Kernels;

/// <summary>
/// In each round every contestant runs once, for some milliseconds; a ratio is taken within a round, and the median over
/// the rounds is printed. So what else the machine does meanwhile slows all of them and not one.
/// </summary>
internal sealed class Compare
{
    private const string Ours = "ours";
    private const string Torch = "LibTorch";
    private const string Primitives = "TensorPrimitives";
    private const string Loop = "plain loop";
    private const string Copy = "copy";

    private readonly int _rounds;
    private readonly double _seconds;
    private readonly bool _processorTime;
    private readonly int[] _threads;
    private readonly string[] _peers;
    private readonly List<(string Name, PyTorch Process)> _pyTorch;

    private Compare(
        int rounds,
        double seconds,
        bool processorTime,
        int[] threads,
        string[] peers,
        List<(string Name, PyTorch Process)> pyTorch
    ) =>
        (_rounds, _seconds, _processorTime, _threads, _peers, _pyTorch) = (
            rounds,
            seconds,
            processorTime,
            threads,
            peers,
            pyTorch
        );

    // One way of computing a kernel, on some number of threads: seconds per call, given a number of calls.
    private sealed record Contestant(string Name, int Threads, Func<int, double> Time)
    {
        public int Repetitions { get; set; } = 1;

        public List<double> Seconds { get; } = [];
    }

    private sealed record Row(
        string Kernel,
        Shape Shape,
        string Precision,
        int Threads,
        Dictionary<string, string> Cells
    );

    public static Command Create()
    {
        var kernels = Choice("--kernels", "Kernels", [.. ComparedKernel.All.Select(kernel => kernel.Name)]);
        var precisions = Choice("--precisions", "float, double", ["float", "double"]);
        var shapes = new Option<string[]>("--shapes")
        {
            Description = "Shapes, as rows x columns.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [.. Shape.All.Select(shape => shape.ToString())],
        };
        shapes.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => Shape.Parse(token.Value) is null))
            {
                result.AddError($"--shapes: expected shapes such as 4096x1000, got '{token.Value}'");
            }
        });
        var threads = new Option<int[]>("--threads")
        {
            Description = "Numbers of threads.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [1, 2],
        };
        var rounds = new Option<int>("--rounds") { Description = "Rounds.", DefaultValueFactory = _ => 9 };
        var milliseconds = new Option<int>("--milliseconds")
        {
            Description = "How long each contestant runs in a round, at least one call.",
            DefaultValueFactory = _ => 30,
        };
        var clock = new Option<string>("--clock")
        {
            Description = "wall, or processor: one thread's time on a busy machine.",
            DefaultValueFactory = _ => "wall",
        };
        clock.AcceptOnlyFromAmong("wall", "processor");
        var python = new Option<string?>("--python")
        {
            Description = "A Python with torch; by default python3 or /usr/bin/python3, 'none' for none.",
        };
        var chosen = Choice("--peers", "Peers", ["PyTorch", Torch, Primitives, Loop, Copy]);
        var command = new Command("compare", "Our kernels beside their peers, in interleaved rounds, as ratios.")
        {
            kernels,
            shapes,
            precisions,
            threads,
            rounds,
            milliseconds,
            clock,
            chosen,
            python,
        };
        command.SetAction(result =>
        {
            var (path, names) = (result.GetValue(python), result.GetValue(chosen)!);
            var peers = path == "none" || !names.Contains("PyTorch") ? [] : StartPyTorch(path);
            if (names.Contains(Torch))
            {
                Console.Out.WriteLine(
                    LibTorch.IsInstalled
                        ? LibTorch.Name + "\n"
                        : "LibTorch is not installed here; dotnet restore peers/libtorch fetches it.\n"
                );
            }

            try
            {
                new Compare(
                    result.GetValue(rounds),
                    result.GetValue(milliseconds) / 1e3,
                    result.GetValue(clock) == "processor",
                    result.GetValue(threads)!,
                    names,
                    peers
                ).Run(
                    [.. result.GetValue(kernels)!.Select(name => ComparedKernel.All.Single(k => k.Name == name))],
                    [.. result.GetValue(shapes)!.Select(text => Shape.Parse(text)!)],
                    result.GetValue(precisions)!
                );
            }
            finally
            {
                foreach (var (_, process) in peers)
                {
                    process.Dispose();
                }
            }
        });
        return command;
    }

    private static Option<string[]> Choice(string name, string description, string[] values)
    {
        var option = new Option<string[]>(name)
        {
            Description = description + ".",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => values,
        };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static List<(string, PyTorch)> StartPyTorch(string? python)
    {
        if (PyTorch.Start(python, keepsMemory: false) is not { } asInstalled)
        {
            Console.Out.WriteLine("PyTorch is not installed here: no Python that was tried can import torch.\n");
            return [];
        }

        Console.Out.WriteLine($"PyTorch {asInstalled.Version}\n");
        return [("PyTorch", asInstalled), ("PyTorch, memory kept", PyTorch.Start(python, keepsMemory: true)!)];
    }

    private void Run(ComparedKernel[] kernels, Shape[] shapes, string[] precisions)
    {
        var rows = new List<Row>();
        using (var progress = new ProgressLine("comparing"))
        {
            var (done, all) = (0, kernels.Length * shapes.Length * precisions.Length);
            foreach (var precision in precisions)
            {
                foreach (var shape in shapes)
                {
                    void Each<T>()
                        where T : unmanaged, IBinaryFloatingPointIeee754<T>
                    {
                        var data = new Workload<T>(shape);
                        foreach (var (_, process) in _pyTorch)
                        {
                            process.Load(data);
                        }

                        foreach (var kernel in kernels)
                        {
                            rows.AddRange(Measure(kernel, data, precision));
                            progress.Report(++done, all);
                        }
                    }

                    if (precision == "float")
                    {
                        Each<float>();
                    }
                    else
                    {
                        Each<double>();
                    }
                }
            }
        }

        foreach (var group in rows.GroupBy(row => (row.Precision, row.Threads)))
        {
            Print(
                $"{group.Key.Precision}, {group.Key.Threads} thread{(group.Key.Threads == 1 ? "" : "s")}",
                [.. group]
            );
        }
    }

    private IEnumerable<Row> Measure<T>(ComparedKernel kernel, Workload<T> data, string precision)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var tensors =
            _peers.Contains(Torch) && LibTorch.IsInstalled && LibTorch.Tensors<T>.Has(kernel.Name)
                ? new LibTorch.Tensors<T>(data)
                : null;
        CheckAgreement(kernel, data, tensors);
        var contestants = _threads.SelectMany(threads => Contestants(kernel, data, tensors, threads)).ToArray();
        foreach (var contestant in contestants)
        {
            WarmUp(contestant);
        }

        for (var round = -1; round < _rounds; round++)
        {
            for (var i = 0; i < contestants.Length; i++)
            {
                // every round starts with another one
                var contestant = contestants[(i + round + 1) % contestants.Length];
                var seconds = contestant.Time(contestant.Repetitions);
                if (round >= 0) // the first round is for caches and the compiler's last tier
                {
                    contestant.Seconds.Add(seconds);
                }

                if (contestant.Name.StartsWith("PyTorch", StringComparison.Ordinal) && contestant.Threads > 1)
                {
                    Thread.Sleep(5); // its idle workers spin for a while
                }
            }
        }

        foreach (var threads in _threads)
        {
            var ours = contestants.Single(c => c.Name == Ours && c.Threads == threads);
            var cells = new Dictionary<string, string>
            {
                ["ns per entry"] = Show(Median(ours.Seconds) * 1e9 / data.Logits.Length),
                ["least"] = Show(ours.Seconds.Min() * 1e9 / data.Logits.Length),
            };
            foreach (var peer in contestants.Where(c => c.Threads == threads && c != ours))
            {
                var ratio = Median([.. peer.Seconds.Zip(ours.Seconds, (theirs, own) => theirs / own)]);
                cells[peer.Name] =
                    peer.Name == Copy
                        // the copy reads one array and writes one
                        ? (ratio * kernel.Arrays / 2).ToString("P0", CultureInfo.InvariantCulture)
                        : Show(ratio);
            }

            if (threads > 1 && contestants.SingleOrDefault(c => c.Name == Ours && c.Threads == 1) is { } single)
            {
                cells["one thread"] = Show(Median([.. single.Seconds.Zip(ours.Seconds, (one, many) => one / many)]));
            }

            yield return new(kernel.Name, data.Shape, precision, threads, cells);
        }
    }

    private IEnumerable<Contestant> Contestants<T>(
        ComparedKernel kernel,
        Workload<T> data,
        LibTorch.Tensors<T>? tensors,
        int threads
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        yield return new(Ours, threads, Timed(() => kernel.Run(data, threads)));
        foreach (var (name, process) in _pyTorch)
        {
            yield return new(
                name,
                threads,
                count => process.Run(kernel.Name, threads, count) is var m && _processorTime ? m.Processor : m.Wall
            );
        }

        if (tensors is not null)
        {
            yield return new(Torch, threads, Timed(() => tensors.Run(kernel.Name, threads)));
        }

        if (_peers.Contains(Primitives))
        {
            yield return new(Primitives, threads, Timed(() => Tensors.Run(kernel.Name, data, threads)));
            if (kernel.Name == "softmax")
            {
                yield return new(
                    "TensorPrimitives.SoftMax",
                    threads,
                    Timed(() => Tensors.UnsafeSoftmax(data, threads))
                );
            }
        }

        if (_peers.Contains(Loop))
        {
            yield return new(Loop, threads, Timed(() => PlainLoop.Run(kernel.Name, data, threads)));
        }

        if (_peers.Contains(Copy))
        {
            yield return new(Copy, threads, Timed(() => CopyAll(data, threads)));
        }
    }

    private Func<int, double> Timed(Action call) =>
        count =>
        {
            var (wall, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            for (var i = 0; i < count; i++)
            {
                call();
            }

            return _processorTime
                ? (Environment.CpuUsage.TotalTime - processor).TotalSeconds / count
                : Stopwatch.GetElapsedTime(wall).TotalSeconds / count;
        };

    private static void CopyAll<T>(Workload<T> data, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (threads == 1)
        {
            data.Logits.CopyTo(data.Output, 0);
            return;
        }

        var part = data.Logits.Length / threads;
        Parallel.For(
            0,
            threads,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            i =>
            {
                var count = i == threads - 1 ? data.Logits.Length - i * part : part;
                data.Logits.AsSpan(i * part, count).CopyTo(data.Output.AsSpan(i * part, count));
            }
        );
    }

    // Until the compiler's last tier, which waits for a tenth of a second without new methods. Then as many calls as fill
    // the time.
    private void WarmUp(Contestant contestant)
    {
        var (calls, spent, fastest) = (0, 0.0, double.PositiveInfinity);
        while (calls < 3 || spent < 0.3)
        {
            var seconds = contestant.Time(1);
            fastest = Math.Min(fastest, seconds);
            spent += seconds;
            calls++;
        }

        contestant.Repetitions = Math.Clamp((int)(_seconds / Math.Max(fastest, 1e-7)), 1, 10_000);
    }

    /// <summary>Everyone must compute the same thing, up to the accuracy of the least accurate.</summary>
    private void CheckAgreement<T>(ComparedKernel kernel, Workload<T> data, LibTorch.Tensors<T>? tensors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var loss = kernel.Run(data, 1);
        var check = Check(data);
        Agree(Primitives, Tensors.Run(kernel.Name, data, 1), Check(data));
        Agree("the plain loop", PlainLoop.Run(kernel.Name, data, 1), Check(data));
        if (tensors is not null)
        {
            Agree(Torch, tensors.Run(kernel.Name, 1), Check(data));
        }

        foreach (var (name, process) in _pyTorch)
        {
            var run = process.Run(kernel.Name, 1, 1, check: true);
            Agree(name, run.Loss, run.Check);
        }

        void Agree(string peer, double otherLoss, double otherCheck)
        {
            // long float sums, added one by one, lose some three digits
            if (!(Math.Abs(otherLoss - loss) <= 1e-2 * Math.Abs(loss) && Math.Abs(otherCheck - check) <= 1e-2 * check))
            {
                throw new InvalidOperationException(
                    $"{kernel.Name} {data.Shape} {typeof(T).Name}: we have the loss {loss} and the check {check}, {peer} has {otherLoss} and {otherCheck}"
                );
            }
        }
    }

    private static double Check<T>(Workload<T> data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = 0.0;
        for (var i = 0; i < data.Output.Length; i++)
        {
            sum += Math.Abs(double.CreateTruncating(data.Output[i])) * (i % data.Shape.Columns + 1);
        }

        return sum;
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Show(double value) =>
        value.ToString(
            value < 10 ? "F2"
                : value < 100 ? "F1"
                : "F0",
            CultureInfo.InvariantCulture
        );

    private static void Print(string title, Row[] rows)
    {
        string[] columns = [.. rows.SelectMany(row => row.Cells.Keys).Distinct()];
        Console.Out.WriteLine($"**{title}**\n");
        Console.Out.WriteLine($"| kernel | shape | {string.Join(" | ", columns)} |");
        Console.Out.WriteLine($"|---|---|{string.Concat(columns.Select(_ => "---|"))}");
        foreach (var row in rows.OrderBy(row => Array.FindIndex(ComparedKernel.All, k => k.Name == row.Kernel)))
        {
            var cells = columns.Select(column => row.Cells.GetValueOrDefault(column, "–"));
            Console.Out.WriteLine($"| {row.Kernel} | {row.Shape} | {string.Join(" | ", cells)} |");
        }

        Console.Out.WriteLine();
    }
}
