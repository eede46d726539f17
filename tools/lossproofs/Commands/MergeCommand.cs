// lossproofs merge: the files of all parts of a run, as the report of that run.
using System.CommandLine;
using LossProofs.Sharding;

namespace LossProofs.CommandLine.Commands;

/// <summary>Checks that the parts are those of one run, all of them and each once, and prints what one run would.</summary>
internal static class MergeCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "The files that the parts of one run left (--shard I/N --out FILE), or folders of them.",
            Arity = ArgumentArity.OneOrMore,
        };
        var format = new Option<string?>("--format")
        {
            Description =
                $"Of an audit: {string.Join(", ", AuditReporting.Formats)}; of worst: {string.Join(", ", WorstCommand.Formats)}; "
                + $"of conform: {string.Join(", ", ConformCommand.Formats)}.",
            HelpName = "FORMAT",
        };
        format.OneOf([.. AuditReporting.Formats.Union(WorstCommand.Formats).Union(ConformCommand.Formats)]);
        var output = CommonOptions.Out();
        var reporting = new AuditReporting();
        var command = new Command("merge", "Join the parts of a run that several machines did (docs/scale.md).")
        {
            files,
            format,
            output,
        };
        foreach (var option in reporting.Options)
        {
            command.Add(option);
        }

        command.SetAction(result =>
        {
            var path = result.GetValue(output);
            Output.Check(path);
            try
            {
                var shards = MergedShards.Read(Files(result.GetValue(files) ?? []));
                var wanted = result.GetValue(format);
                switch (shards.Header.Command)
                {
                    case WorstCommand.Name:
                        Output.Write(WorstCommand.Report(shards, Format(shards, wanted, WorstCommand.Formats)), path);
                        return 0;
                    case ExhaustiveCommand.Name:
                        Format(shards, wanted, ["markdown"]);
                        return ExhaustiveCommand.Report(shards, path);
                    case ConformCommand.Name:
                        return ConformCommand.Report(
                            shards,
                            reporting.BaselineFiles(result),
                            Format(shards, wanted, ConformCommand.Formats),
                            path
                        );
                    case AuditCommand.Name:
                        var configuration = reporting.Configuration(result);
                        return reporting.Print(
                            result,
                            configuration,
                            reporting.Baseline(result, configuration),
                            AuditedDocuments.Report(shards),
                            shards.Header["tag"].Length > 0,
                            Format(shards, wanted, AuditReporting.Formats),
                            path
                        );
                    default:
                        throw new UsageException(
                            $"merge: shards of '{shards.Header.Command}' are not merged here; expected those of {AuditCommand.Name}, {ConformCommand.Name}, {WorstCommand.Name} or {ExhaustiveCommand.Name}"
                        );
                }
            }
            catch (ShardException error)
            {
                throw new UsageException($"merge: {error.Message}");
            }
        });
        return command;
    }

    private static string Format(MergedShards shards, string? wanted, string[] formats) =>
        wanted is null ? formats[0]
        : formats.Contains(wanted) ? wanted
        : throw new UsageException(
            $"merge: --format: expected {string.Join(" or ", formats)} for shards of '{shards.Header.Command}', got '{wanted}'"
        );

    // What a folder holds besides, such as a part that is not done yet, is for the check of the shards to find missing.
    private static IReadOnlyList<string> Files(IEnumerable<string> given) =>
        [
            .. given.SelectMany(path =>
                Directory.Exists(path)
                    ? Directory.GetFiles(path, "*.jsonl").Order(StringComparer.Ordinal)
                    : (IEnumerable<string>)[path]
            ),
        ];
}
