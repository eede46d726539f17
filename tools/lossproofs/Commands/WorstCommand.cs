// lossproofs worst: the worst error of every kernel over random adversarial inputs, in ulps against certified values.
using System.CommandLine;
using System.Globalization;
using LossProofs.Accuracy;
using LossProofs.Laws;
using Spectre.Console;

namespace LossProofs.CommandLine.Commands;

/// <summary>Prints, per kernel and precision, the worst error found and the input that causes it.</summary>
internal static class WorstCommand
{
    public static Command Create()
    {
        var kernels = new Argument<string[]>("kernels")
        {
            Description = "Kernels by any part of their name; none means all. 'lossproofs worst --list' names them.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var cases = CommonOptions.Cases(100_000, "Random inputs per kernel and precision.");
        var seed = new Option<int>("--seed")
        {
            Description = "Where the random inputs start; the same seed gives the same table.",
            DefaultValueFactory = _ => 1,
        };
        var jobs = CommonOptions.Jobs("Threads; the table does not depend on it.");
        var precision = new Option<string>("--precision")
        {
            Description = "float, double or both.",
            DefaultValueFactory = _ => "both",
        };
        precision.OneOf(["float", "double", "both"]);
        var format = CommonOptions.Format("tsv", "markdown");
        format.Description = "tsv (the form of the stored test cases) or markdown (the table of docs/numerics.md).";
        var classes = new Option<int?>("--classes")
        {
            Description =
                "Rows of so many classes, of every kind, for the kernels over rows; --cases rows of each kind.",
        };
        var list = new Option<bool>("--list") { Description = "Only name the kernels." };

        var command = new Command("worst", "Search for the inputs on which the kernels are least accurate.")
        {
            kernels,
            cases,
            seed,
            jobs,
            precision,
            format,
            classes,
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

            bool[] precisions = result.GetValue(precision) switch
            {
                "float" => [true],
                "double" => [false],
                _ => [false, true],
            };
            var count = result.GetValue(cases);
            var threads = result.GetValue(jobs);
            if (result.GetValue(classes) is { } length)
            {
                // a hundred thousand long rows would take weeks: one of each kind unless more are asked for
                var perKind = result.GetResult(cases)?.Implicit == false ? count : 1;
                LongRows(chosen, precisions, Positive(length, "--classes"), perKind, result.GetValue(seed));
                return 0;
            }

            var markdown = result.GetValue(format) == "markdown";
            Console.Out.Write(markdown ? MarkdownHeader : Header);
            // One line as soon as a kernel is done: a search of hours shows what it has.
            Search(
                chosen,
                precisions,
                count,
                result.GetValue(seed),
                threads,
                found =>
                {
                    Console.Out.Write((markdown ? Markdown(found) : found.ToLine()) + "\n");
                    Console.Out.Flush();
                }
            );
            return 0;
        });
        return command;
    }

    private static Kernel[] Choose(string[] names)
    {
        foreach (var name in names)
        {
            if (!Kernel.All.Any(kernel => kernel.Name.Contains(name, StringComparison.OrdinalIgnoreCase)))
            {
                throw new UsageException($"worst: no kernel's name contains '{name}'; --list names them");
            }
        }

        return
        [
            .. Kernel.All.Where(kernel =>
                names.Length == 0 || names.Any(name => kernel.Name.Contains(name, StringComparison.OrdinalIgnoreCase))
            ),
        ];
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
