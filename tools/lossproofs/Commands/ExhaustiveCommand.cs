// lossproofs exhaustive: the float functions on every float there is.
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LossProofs.Accuracy;
using LossProofs.Elementary;
using LossProofs.Sharding;

namespace LossProofs.CommandLine.Commands;

/// <summary>
/// Prints, per function, the worst error of its scalar and its span form and how often their bits differ; fails where a
/// published bound does not hold.
/// </summary>
internal static class ExhaustiveCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("functions")
        {
            Description = "exp, expm1, log, log1p, softplus, sigmoid; none means all.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        names.OnlyOneOf([.. FloatSweep.All.Select(function => function.Name)]);
        var stride = new Option<int>("--stride")
        {
            Description = "Try only every so many arguments.",
            DefaultValueFactory = _ => 1,
        };
        var jobs = CommonOptions.Jobs("Threads; the table does not depend on it.");
        var shard = CommonOptions.Shard();
        var output = CommonOptions.Out();
        var command = new Command(Name, "Check the float functions on all 2^32 arguments.")
        {
            names,
            stride,
            jobs,
            shard,
            output,
        };
        command.SetAction(result =>
        {
            var step = Positive(result.GetValue(stride), "--stride");
            var threads = result.GetValue(jobs);
            var chosen = Chosen(result.GetValue(names) ?? []);
            if (result.GetValue(shard) is { } part)
            {
                var header = new ShardHeader(
                    Name,
                    [
                        $"functions={string.Join(',', chosen.Select(function => function.Name))}",
                        string.Create(CultureInfo.InvariantCulture, $"stride={step}"),
                    ],
                    0,
                    part,
                    Units(chosen, step).LongCount()
                );
                return Sharded.Run(
                    result.GetValue(output),
                    header,
                    Units(chosen, step).Where((_, at) => part.Owns(at)),
                    unit => unit.Name,
                    unit => Part(unit, step, threads)
                );
            }

            Output.Check(result.GetValue(output));
            return Print(
                chosen,
                function =>
                {
                    using var progress = new ProgressLine(function.Name);
                    return function.Run(step, threads, progress.Report);
                },
                result.GetValue(output)
            );
        });
        return command;
    }

    /// <summary>The report of a run in parts, as one run prints it; the status.</summary>
    public static int Report(MergedShards shards, string? path)
    {
        var chosen = Chosen(shards.Header["functions"].Split(','));
        var units = Units(chosen, int.Parse(shards.Header["stride"], CultureInfo.InvariantCulture))
            .ToLookup(unit => unit.Function);
        return Print(
            chosen,
            function => FloatSweepResult.Join([.. units[function].Select(unit => Read(shards[unit.Name]))]),
            path
        );
    }

    /// <summary>The command's name, in the files of its parts too.</summary>
    public const string Name = "exhaustive";

    // Sixteen million arguments take seconds: what a run that is stopped loses.
    private const int UnitSize = 256;

    private sealed record Unit(FloatSweep Function, int From, int To)
    {
        public string Name => string.Create(CultureInfo.InvariantCulture, $"{Function.Name} {From}..{To}");
    }

    private static IEnumerable<Unit> Units(IEnumerable<FloatSweep> functions, int stride) =>
        from function in functions
        let blocks = FloatSweep.Blocks(stride)
        from start in Enumerable.Range(0, (blocks + UnitSize - 1) / UnitSize)
        select new Unit(function, start * UnitSize, Math.Min(blocks, (start + 1) * UnitSize));

    private static IReadOnlyList<FloatSweep> Chosen(string[] names) =>
        [.. FloatSweep.All.Where(function => names.Length == 0 || names.Contains(function.Name))];

    private static Action<Utf8JsonWriter> Part(Unit unit, int stride, int jobs)
    {
        var found = unit.Function.Run(stride, jobs, null, unit.From, unit.To);
        return json =>
        {
            json.WriteStartObject();
            json.WriteNumber("arguments", found.Arguments);
            Worst("scalar", found.Scalar);
            Worst("span", found.Span);
            json.WriteNumber("differences", found.Differences);
            json.WriteStartArray("violations");
            foreach (var violation in found.Violations)
            {
                json.WriteStringValue(violation);
            }

            json.WriteEndArray();
            json.WriteEndObject();

            void Worst(string form, (double Ulps, float Argument) worst)
            {
                json.WriteString(form, worst.Ulps.ToString("R", CultureInfo.InvariantCulture));
                json.WriteNumber(form + "Bits", BitConverter.SingleToUInt32Bits(worst.Argument));
            }
        };
    }

    private static FloatSweepResult Read(JsonElement part)
    {
        return new(
            part.GetProperty("arguments").GetInt64(),
            Worst("scalar"),
            Worst("span"),
            part.GetProperty("differences").GetInt64(),
            [.. part.GetProperty("violations").EnumerateArray().Select(violation => violation.GetString()!)]
        );

        (double, float) Worst(string form) =>
            (
                double.Parse(part.GetProperty(form).GetString()!, CultureInfo.InvariantCulture),
                BitConverter.UInt32BitsToSingle(part.GetProperty(form + "Bits").GetUInt32())
            );
    }

    private static int Print(IReadOnlyList<FloatSweep> functions, Func<FloatSweep, FloatSweepResult> run, string? path)
    {
        var text = new StringBuilder();
        var violations = new List<string>();
        Write(
            "| function | arguments | worst error of one (ulp) | at | worst error on spans (ulp) | at | bound | bits differ |"
        );
        Write("|---|---|---|---|---|---|---|---|");
        foreach (var function in functions)
        {
            var found = run(function);
            violations.AddRange(found.Violations);
            Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {function.Name} | {found.Arguments:N0} | {found.Scalar.Ulps:F6} | {found.Scalar.Argument:R} | {found.Span.Ulps:F6} | {found.Span.Argument:R} | {function.ScalarBound}, {Portable.SpanMaxUlps} | {found.Differences:N0} |"
                )
            );
        }

        if (path is not null)
        {
            Output.Write(text.ToString(), path);
        }

        foreach (var violation in violations)
        {
            Console.Error.WriteLine(violation);
        }

        return violations.Count == 0 ? 0 : 1;

        // A function takes minutes: its line is shown when it is done.
        void Write(string line)
        {
            if (path is null)
            {
                Console.Out.WriteLine(line);
            }

            text.Append(line).Append('\n');
        }
    }

    private static int Positive(int value, string option) =>
        value > 0 ? value : throw new UsageException($"exhaustive: {option} is at least 1, got {value}");
}
