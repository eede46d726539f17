// lossproofs conform: anyone's kernels under the laws; what they are written in, a protocol or a model file tells.
using System.CommandLine;
using System.Globalization;
using System.Reflection;
using LossProofs.Accuracy;
using LossProofs.CommandLine.Conforming;
using LossProofs.Laws;
using LossProofs.Sharding;

namespace LossProofs.CommandLine.Commands;

internal static class ConformCommand
{
    private const string OnnxPeer = "lossproofs-onnx";

    private static readonly Dictionary<string, string> s_adapters = new(StringComparer.Ordinal)
    {
        ["python"] = "lossproofs_peer.py",
        ["javascript"] = "lossproofs_peer.js",
    };

    public static Command Create()
    {
        var program = new Option<string?>("--command")
        {
            Description = "A line for the shell that starts a program with kernels (docs/conformance.md).",
            HelpName = "COMMAND",
        };
        var onnx = new Option<string?>("--onnx")
        {
            Description = $"An ONNX model, run by {OnnxPeer} (peers/onnx).",
            HelpName = "FILE",
        };
        var own = new Option<bool>("--own") { Description = "The kernels of LossProofs." };
        var kernel = new Option<string[]>("--kernel")
        {
            Description = "Only this kernel; may be repeated.",
            HelpName = "NAME",
        };
        kernel.OneOf([.. Subject.All.Select(subject => subject.Name).Distinct()]);
        var precision = CommonOptions.Precision();
        var ulps = new Option<double>("--ulps")
        {
            Description = "The error that is allowed of each result, in ulps of the true value.",
            HelpName = "N",
            DefaultValueFactory = _ => new ConformanceOptions().Ulps,
        };
        var cases = CommonOptions.Cases(new ConformanceOptions().Cases, "Random inputs per kernel and precision.");
        var seed = new Option<int>("--seed")
        {
            Description = "Where the random inputs start; the same seed gives the same report.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        var patience = new Option<double>("--timeout")
        {
            Description = "How many seconds an answer may take; the greeting, a minute.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => 10,
        };
        var baseline = new Option<string?>("--baseline")
        {
            Description = "A file of accepted failures; only others make the exit status 1.",
            HelpName = "FILE",
        };
        var writeBaseline = new Option<string?>("--write-baseline")
        {
            Description = "Accept what fails now: write it to this file, to be given reasons.",
            HelpName = "FILE",
        };
        var format = CommonOptions.Format(Formats);
        var output = CommonOptions.Out();
        var shard = CommonOptions.Shard();
        var adapter = new Option<string?>("--adapter")
        {
            Description = "Only print the file that serves kernels written in this language.",
            HelpName = "LANGUAGE",
        };
        adapter.OneOf([.. s_adapters.Keys]);
        var list = new Option<bool>("--list")
        {
            Description = "Only list the kernels with arguments, formulas and laws.",
        };
        var command = new Command(Name, "Test anyone's kernels: every law, in ulps of certified values.")
        {
            program,
            onnx,
            own,
            kernel,
            precision,
            ulps,
            cases,
            seed,
            patience,
            baseline,
            writeBaseline,
            format,
            output,
            shard,
            adapter,
            list,
        };
        command.SetAction(result =>
        {
            if (result.GetValue(adapter) is { } language)
            {
                Output.Write(Adapter(language), result.GetValue(output));
                return 0;
            }

            if (result.GetValue(list))
            {
                Output.Write(Listed(), result.GetValue(output));
                return 0;
            }

            var options = new ConformanceOptions(
                Positive(result.GetValue(ulps), "--ulps"),
                result.GetValue(cases),
                result.GetValue(seed)
            );
            var accepted = result.GetValue(baseline) is { } path ? Baseline.Read(path) : Baseline.Empty;
            Output.Check(result.GetValue(output));
            Output.Check(result.GetValue(writeBaseline), "--write-baseline");
            var limit = Math.Min(Positive(result.GetValue(patience), "--timeout"), TimeSpan.FromDays(1).TotalSeconds);
            using var running = new Running(
                result.GetValue(program),
                result.GetValue(onnx),
                result.GetValue(own),
                TimeSpan.FromSeconds(limit)
            );
            var implementation = running.Implementation;
            var names = result.GetValue(kernel) ?? [];
            var units = Units(implementation, names, CommonOptions.Precisions(result.GetValue(precision)!));
            if (implementation is PeerProcess { Unknown: [_, ..] unknown })
            {
                Console.Error.WriteLine(
                    $"lossproofs: conform: not in the catalogue, not tested: {string.Join(", ", unknown)}"
                );
            }

            if (result.GetValue(shard) is { } part)
            {
                Sharded.RefuseFormat(result, format);
                var header = new ShardHeader(
                    Name,
                    [
                        $"implementation={implementation.Name}",
                        $"results={string.Join('|', units.Select(unit => unit.Name))}",
                        string.Create(CultureInfo.InvariantCulture, $"ulps={options.Ulps:R}"),
                        string.Create(CultureInfo.InvariantCulture, $"cases={options.Cases}"),
                        string.Create(CultureInfo.InvariantCulture, $"timeout={limit:R}"),
                    ],
                    options.Seed,
                    part,
                    units.Count
                );
                return Sharded.Run(
                    result.GetValue(output),
                    header,
                    units.Where((_, at) => part.Owns(at)),
                    unit => unit.Name,
                    unit => StoredFindings.Of(Conformance.Judge(implementation, unit.Subject, unit.Single, options))
                );
            }

            return Print(
                new ConformanceReport(implementation.Name, options, Judge(implementation, units, options), accepted),
                result.GetValue(writeBaseline),
                result.GetValue(format)!,
                result.GetValue(output)
            );
        });
        return command;
    }

    /// <summary>The command's name, in the files of its parts too.</summary>
    public const string Name = "conform";

    /// <summary>The formats of its report, the usual one first.</summary>
    public static readonly string[] Formats = ["text", "json", "markdown", "html"];

    /// <summary>Prints the report of a run in parts, as one run prints it; the status.</summary>
    /// <param name="shards">The parts.</param>
    /// <param name="baseline">The file of accepted failures, and the one to write them to.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="path">The file to write to, or null.</param>
    public static int Report(
        MergedShards shards,
        (string? Accepted, string? Written) baseline,
        string format,
        string? path
    )
    {
        Output.Check(baseline.Written, "--write-baseline");
        var header = shards.Header;
        var units = header["results"].Split('|').Select(Unit.Named);
        return Print(
            new ConformanceReport(
                header["implementation"],
                new ConformanceOptions(
                    double.Parse(header["ulps"], CultureInfo.InvariantCulture),
                    int.Parse(header["cases"], CultureInfo.InvariantCulture),
                    (int)header.Seed
                ),
                [.. units.SelectMany(unit => StoredFindings.Read(shards[unit.Name], unit.Subject, unit.Single))],
                baseline.Accepted is { } accepted ? Baseline.Read(accepted) : Baseline.Empty
            ),
            baseline.Written,
            format,
            path
        );
    }

    private static int Print(ConformanceReport report, string? writeBaseline, string format, string? path)
    {
        if (writeBaseline is not null)
        {
            Output.Write(report.Accepted.Accepting(report.Failures), writeBaseline);
        }

        Output.Write(report.In(format), path);
        return writeBaseline is null && report.News.Any() ? 1 : 0;
    }

    // A result of a kernel in a precision.
    private sealed record Unit(Subject Subject, bool Single)
    {
        public string Name => $"{Subject} {(Single ? "float" : "double")}";

        public static Unit Named(string name) =>
            name.Split(' ') is [var kernel, var part, var precision] && Subject.Find(kernel, part) is { } subject
                ? new(subject, precision == "float")
                : throw new ShardException($"'{name}' is no result of a kernel; expected what this version writes");
    }

    // What the implementation has of what is asked for.
    private static List<Unit> Units(IImplementation implementation, string[] names, bool[] precisions)
    {
        var has = Subject
            .All.SelectMany(subject => new[] { false, true }.Select(single => new Unit(subject, single)))
            .Where(unit => implementation.Of(unit.Subject, unit.Single) is not null)
            .ToList();
        if (has.Count == 0)
        {
            throw new UsageException(
                $"conform: {implementation.Name} has no kernel of the catalogue"
                    + (
                        implementation is PeerProcess { Unknown: [_, ..] unknown }
                            ? $"; it has {string.Join(", ", unknown)}"
                            : ""
                    )
                    + "; 'lossproofs conform --list' names those that can be tested"
            );
        }

        var asked = has.Where(unit =>
                precisions.Contains(unit.Single) && (names.Length == 0 || names.Contains(unit.Subject.Name))
            )
            .ToList();
        var missing = names.FirstOrDefault(name => !asked.Exists(unit => unit.Subject.Name == name));
        if (asked.Count == 0 || missing is not null)
        {
            throw new UsageException(
                $"conform: {implementation.Name} has no kernel{(missing is null ? "" : $" '{missing}'")}"
                    + $" in {string.Join(" or ", precisions.Select(single => single ? "float" : "double"))}"
                    + $"; it has {string.Join(", ", has.Select(unit => unit.Name))}"
            );
        }

        return asked;
    }

    private static List<Finding> Judge(IImplementation implementation, List<Unit> units, ConformanceOptions options)
    {
        var findings = new List<Finding>();
        using var progress = new ProgressLine("kernels");
        foreach (var (done, unit) in units.Index())
        {
            progress.Report(done, units.Count);
            findings.AddRange(Conformance.Judge(implementation, unit.Subject, unit.Single, options));
        }

        return findings;
    }

    // What is under test, and its end.
    private sealed class Running : IDisposable
    {
        public Running(string? command, string? onnx, bool own, TimeSpan patience)
        {
            var given = (command is null ? 0 : 1) + (onnx is null ? 0 : 1) + (own ? 1 : 0);
            if (given != 1)
            {
                throw new UsageException(
                    $"conform was given {given switch { 0 => "nothing to test", _ => "several things to test" }}; "
                        + "expected one of --command, --onnx and --own"
                );
            }

            try
            {
                Implementation =
                    own ? new OwnImplementation()
                    : command is not null ? new PeerProcess(command, patience)
                    : new PeerProcess(Onnx(onnx!), patience);
            }
            catch (ProtocolException exception)
            {
                throw new UsageException($"conform: '{command ?? OnnxPeer}' {exception.Message}");
            }
        }

        public IImplementation Implementation { get; }

        public void Dispose() => (Implementation as IDisposable)?.Dispose();

        // The runtime of ONNX is large: it is a program of its own, found on the path.
        private static string Onnx(string model)
        {
            // A folder stands for the models in it.
            if (!File.Exists(model) && !Directory.Exists(model))
            {
                throw new UsageException($"--onnx: {model}: there is no such file");
            }

            var file = OperatingSystem.IsWindows() ? OnnxPeer + ".exe" : OnnxPeer;
            var found = (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator)
                .Select(folder => Path.Combine(folder, file))
                .FirstOrDefault(File.Exists);
            return found is null
                ? throw new UsageException(
                    $"--onnx: the program '{OnnxPeer}' is not on the PATH; expected it there "
                        + "(docs/conformance.md: dotnet publish peers/onnx -o FOLDER)"
                )
                : $"{Quoted(found)} {Quoted(model)}";
        }

        private static string Quoted(string path) =>
            OperatingSystem.IsWindows() ? $"\"{path}\"" : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }

    private static string Adapter(string language)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(s_adapters[language])!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string Listed() =>
        string.Concat(
            Subject.All.Select(subject =>
                $"{subject}({string.Join(", ", subject.Arguments.Select(argument => argument.Name))}): {subject.Formula}\n"
                + $"  {string.Join(", ", Conformance.LawsOf(subject))}\n"
            )
        );

    private static double Positive(double value, string option) =>
        value > 0 && double.IsFinite(value)
            ? value
            : throw new UsageException(
                string.Create(CultureInfo.InvariantCulture, $"{option}: expected a positive number, got {value}")
            );
}
