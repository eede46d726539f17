// lossproofs worst: the worst error of every kernel over random adversarial inputs, in ulps against certified values.
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LossProofs.Accuracy;
using LossProofs.Laws;
using LossProofs.Sharding;
using Spectre.Console;

namespace LossProofs.CommandLine.Commands;

/// <summary>Prints, per kernel and precision, the worst error found and the input that causes it.</summary>
internal static class WorstCommand
{
    public static Command Create()
    {
        var kernels = new Argument<string[]>("kernels")
        {
            Description =
                "Kernels by their names or any part of them; none means all. 'lossproofs worst --list' names them.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var cases = CommonOptions.Cases(100_000, "Random inputs per kernel and precision.");
        var seed = new Option<int>("--seed")
        {
            Description = "Where the random inputs start; the same seed gives the same table.",
            DefaultValueFactory = _ => 1,
        };
        var jobs = CommonOptions.Jobs("Threads; the table does not depend on it.");
        var precision = CommonOptions.Precision();
        var format = CommonOptions.Format(Formats);
        format.Description = "tsv (the form of the stored test cases) or markdown (the table of docs/numerics.md).";
        var classes = new Option<int?>("--classes")
        {
            Description =
                "Rows of so many classes, of every kind, for the kernels over rows; --cases rows of each kind.",
        };
        var shard = CommonOptions.Shard();
        var output = CommonOptions.Out();
        var list = new Option<bool>("--list") { Description = "Only name the kernels." };

        var command = new Command(Name, "Search for the inputs on which the kernels are least accurate.")
        {
            kernels,
            cases,
            seed,
            jobs,
            precision,
            format,
            classes,
            shard,
            output,
            list,
        };
        command.SetAction(result =>
        {
            var chosen = Choose(result.GetValue(kernels) ?? []);
            if (result.GetValue(list))
            {
                foreach (var kernel in chosen)
                {
                    Console.Out.WriteLine(kernel.Name);
                }

                return 0;
            }

            var precisions = CommonOptions.Precisions(result.GetValue(precision)!);
            var count = result.GetValue(cases);
            var threads = result.GetValue(jobs);
            if (result.GetValue(classes) is { } length)
            {
                if (result.GetValue(shard) is not null || result.GetValue(output) is not null)
                {
                    throw new UsageException("worst: --classes goes with neither --shard nor --out");
                }

                // a hundred thousand long rows would take weeks: one of each kind unless more are asked for
                var perKind = result.GetResult(cases)?.Implicit == false ? count : 1;
                LongRows(chosen, precisions, Positive(length, "--classes"), perKind, result.GetValue(seed));
                return 0;
            }

            if (result.GetValue(shard) is { } part)
            {
                Sharded.RefuseFormat(result, format);
                var header = new ShardHeader(
                    Name,
                    [
                        $"kernels={string.Join('|', chosen.Select(kernel => kernel.Name))}",
                        $"precision={result.GetValue(precision)}",
                        string.Create(CultureInfo.InvariantCulture, $"cases={count}"),
                    ],
                    result.GetValue(seed),
                    part,
                    Units(chosen, precisions, count).LongCount()
                );
                return Sharded.Run(
                    result.GetValue(output),
                    header,
                    Units(chosen, precisions, count).Where((_, at) => part.Owns(at)),
                    unit => unit.Name,
                    unit => Part(unit, count, result.GetValue(seed), threads)
                );
            }

            var isMarkdown = result.GetValue(format) == "markdown";
            var path = result.GetValue(output);
            Output.Check(path);
            var text = new StringBuilder();
            Write(isMarkdown ? MarkdownHeader : Header);
            // One line as soon as a kernel is done: a search of hours shows what it has.
            Search(chosen, precisions, count, result.GetValue(seed), threads, found => Write(Line(found, isMarkdown)));
            if (path is not null)
            {
                Output.Write(text.ToString(), path);
            }

            return 0;

            void Write(string line)
            {
                if (path is not null)
                {
                    text.Append(line);
                    return;
                }

                Console.Out.Write(line);
                Console.Out.Flush();
            }
        });
        return command;
    }

    /// <summary>The report of a run in parts, as one run prints it.</summary>
    public static string Report(MergedShards shards, string format)
    {
        var cases = int.Parse(shards.Header["cases"], CultureInfo.InvariantCulture);
        var kernels = Choose(shards.Header["kernels"].Split('|'));
        var text = new StringBuilder(format == "markdown" ? MarkdownHeader : Header);
        foreach (
            var units in Units(kernels, CommonOptions.Precisions(shards.Header["precision"]), cases)
                .GroupBy(unit => (unit.Kernel, unit.Single))
        )
        {
            var found = WorstCase.Join([
                .. units.Select(unit =>
                {
                    var part = shards[unit.Name];
                    return new WorstCase(
                        unit.Kernel.Name,
                        unit.Single,
                        double.Parse(part.GetProperty("ulps").GetString()!, CultureInfo.InvariantCulture),
                        cases,
                        KernelInput.Parse(part.GetProperty("input").GetString()!)
                    );
                }),
            ]);
            text.Append(Line(found, format == "markdown"));
        }

        return text.ToString();
    }

    /// <summary>The command's name, in the files of its parts too.</summary>
    public const string Name = "worst";

    /// <summary>The formats of its report, the usual one first.</summary>
    public static readonly string[] Formats = ["tsv", "markdown"];

    // So many inputs are tried in seconds: what a run that is stopped loses.
    private const int UnitSize = 4096;

    private sealed record Unit(Kernel Kernel, bool Single, int From, int To)
    {
        public string Name =>
            string.Create(CultureInfo.InvariantCulture, $"{Kernel.Name} {(Single ? "float" : "double")} {From}..{To}");
    }

    private static IEnumerable<Unit> Units(IEnumerable<Kernel> kernels, bool[] precisions, int cases) =>
        from kernel in kernels
        from single in precisions
        from start in Enumerable.Range(0, (cases + UnitSize - 1) / UnitSize)
        select new Unit(kernel, single, start * UnitSize, (int)Math.Min(cases, (start + 1L) * UnitSize));

    private static Action<Utf8JsonWriter> Part(Unit unit, int cases, int seed, int jobs)
    {
        var found = WorstCase.Search(
            unit.Kernel,
            OwnKernels.Computing(unit.Kernel, unit.Single),
            unit.Single,
            cases,
            seed,
            null,
            jobs,
            unit.From,
            unit.To
        );
        return json =>
        {
            json.WriteStartObject();
            json.WriteString("ulps", found.Ulps.ToString("R", CultureInfo.InvariantCulture));
            json.WriteString("input", found.Input.ToString());
            json.WriteEndObject();
        };
    }

    private static string Line(WorstCase found, bool isMarkdown) =>
        (isMarkdown ? Markdown(found) : found.ToLine()) + "\n";

    // What is a kernel's whole name means that kernel alone, also where it is part of another's.
    private static Kernel[] Choose(string[] names)
    {
        HashSet<Kernel> chosen = [.. names.Length == 0 ? Kernel.All : names.SelectMany(Named)];
        return [.. Kernel.All.Where(chosen.Contains)];

        static Kernel[] Named(string name)
        {
            var whole = Kernel.All.FirstOrDefault(kernel =>
                kernel.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            );
            Kernel[] found = whole is not null
                ? [whole]
                : [.. Kernel.All.Where(kernel => kernel.Name.Contains(name, StringComparison.OrdinalIgnoreCase))];
            return found.Length > 0
                ? found
                : throw new UsageException($"worst: no kernel's name contains '{name}'; --list names them");
        }
    }

    private static int Positive(int value, string option) =>
        value > 0 ? value : throw new UsageException($"worst: {option} is at least 1, got {value}");

    private static void Search(
        Kernel[] kernels,
        bool[] precisions,
        int cases,
        int seed,
        int jobs,
        Action<WorstCase> report
    )
    {
        if (Console.IsErrorRedirected)
        {
            Each(_ => { }, null);
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console
            .Progress()
            .Start(context =>
            {
                var task = context.AddTask("kernels", maxValue: (double)kernels.Length * precisions.Length * cases);
                Each(name => task.Description = Markup.Escape(name), () => task.Increment(1));
            });

        void Each(Action<string> start, Action? progress)
        {
            foreach (var kernel in kernels)
            {
                start(kernel.Name);
                foreach (var single in precisions)
                {
                    report(
                        WorstCase.Search(
                            kernel,
                            OwnKernels.Computing(kernel, single),
                            single,
                            cases,
                            seed,
                            progress,
                            jobs
                        )
                    );
                }
            }
        }
    }

    private static void LongRows(Kernel[] kernels, bool[] precisions, int length, int perKind, int seed)
    {
        var names = kernels.Select(kernel => kernel.Name).Intersect(LongRow.Kernels).ToArray();
        var kinds = Enum.GetValues<LongRowKind>();
        var worst = new Dictionary<(string Kernel, bool Single), (double Ulps, LongRow Row)>();
        using (var progress = new ProgressLine("rows"))
        {
            var (done, all) = (0, precisions.Length * kinds.Length * perKind);
            foreach (var single in precisions)
            {
                foreach (var kind in kinds)
                {
                    for (var i = 0; i < perKind; i++)
                    {
                        var row = LongRow.Draw(length, kind, unchecked(seed + i), single);
                        foreach (var name in names)
                        {
                            var ulps = row.Error(name);
                            if (!worst.TryGetValue((name, single), out var known) || ulps > known.Ulps)
                            {
                                worst[(name, single)] = (ulps, row);
                            }
                        }

                        progress.Report(++done, all);
                    }
                }
            }
        }

        Console.Out.WriteLine("| kernel | precision | worst error (ulp) | row |\n|---|---|---|---|");
        foreach (var ((name, single), (ulps, row)) in worst)
        {
            Console.Out.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {(single ? "float" : "double")} | {ulps:F4} | {row} |"
                )
            );
        }
    }

    private const string Header = "# kernel, precision, error in ulps, input (row;second row;label;parameters)\n";

    private const string MarkdownHeader =
        "| kernel | precision | worst error (ulp) | cases | input |\n|---|---|---|---|---|\n";

    // Inputs are shortened to what a table can hold.
    private static string Markdown(WorstCase found) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {found.Kernel} | {found.Precision} | {found.Ulps:F4} | {found.Cases:N0} | `{Shortened(found.Input.ToString())}` |"
        );

    private static string Shortened(string input) => input.Length <= 60 ? input : input[..57] + "...";
}
