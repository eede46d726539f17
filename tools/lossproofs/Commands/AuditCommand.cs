// `lossproofs audit`: reads derivations and gives every formula a verdict.
using System.CommandLine;
using LossProofs.Audit;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using LossProofs.CommandLine.Input;

namespace LossProofs.CommandLine.Commands;

internal static class AuditCommand
{
    private const string DefaultFolder = "derivations";

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description =
                $"Documents ({SourceFormats.Listed}), folders of them, quoted patterns such as 'docs/**/*.md', "
                + $"or - for standard input (default: {DefaultFolder}/).",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var type = CommonOptions.As();
        var bindings = CommonOptions.Bindings();
        var noBindings = CommonOptions.NoBindings();
        var format = CommonOptions.Format([.. AuditReporting.Formats, AuditReporting.Coq]);
        var output = CommonOptions.Out();
        var cases = CommonOptions.Cases();
        var seed = CommonOptions.Seed();
        var jobs = CommonOptions.Jobs();
        var tag = CommonOptions.Tag();
        var reporting = new AuditReporting();
        var noCache = new Option<bool>("--no-cache")
        {
            Description = "Judge every formula anew, and keep nothing of it in the user's cache folder.",
        };
        var inline = new Option<bool>("--inline")
        {
            Description = "Judge what sentences claim between the display formulas, too.",
        };
        var shard = CommonOptions.Shard();
        var fix = new Option<bool>("--fix")
        {
            Description =
                "Print the repairs of what is refuted as a patch, instead of the report; "
                + "at a terminal, ask of each file whether to write them into it.",
        };
        var yes = new Option<bool>("--yes")
        {
            Description = "With --fix: write the repairs into the documents without asking.",
        };
        var command = new Command(Name, "Read derivations and give every formula a verdict.")
        {
            files,
            type,
            bindings,
            noBindings,
            format,
            output,
            cases,
            seed,
            jobs,
            tag,
            noCache,
            inline,
            shard,
            fix,
            yes,
        };
        foreach (var option in reporting.Options)
        {
            command.Add(option);
        }

        command.SetAction(result =>
        {
            Output.Check(result.GetValue(output));
            if (result.GetValue(yes) && !result.GetValue(fix))
            {
                throw new UsageException("--yes goes with --fix");
            }

            if (result.GetValue(fix) && result.GetValue(shard) is not null)
            {
                throw new UsageException("--fix and --shard exclude each other");
            }

            var configuration = reporting.Configuration(result);
            // What is typed stands before what is configured.
            T Chosen<T>(Option<T> option, T? other)
                where T : struct =>
                other is { } value && result.GetResult(option)?.Implicit != false ? value : result.GetValue(option);
            var baseline = reporting.Baseline(result, configuration);
            var wanted = result.GetValue(tag);
            var documents = new AuditedDocuments(
                new AuditSettings(
                    Chosen(cases, configuration.Cases),
                    Chosen(seed, configuration.Seed),
                    result.GetValue(jobs)
                )
                {
                    Inline = result.GetValue(inline),
                    // The report of parts may be asked for in any format.
                    Plots = result.GetValue(format) == AuditReporting.Html || result.GetValue(shard) is not null,
                    Coq = result.GetValue(format) == AuditReporting.Coq,
                },
                configuration
            )
            {
                Type = result.GetValue(type),
                Declared = [.. (result.GetValue(bindings) ?? []).Select(Sources.ReadBindings)],
                HasNoBindings = result.GetValue(noBindings),
                Tag = wanted,
                // Findings that were kept have no lemmas.
                HasNoCache = result.GetValue(noCache) || result.GetValue(format) == AuditReporting.Coq,
            };
            var chosen = documents.Files(Given(result.GetValue(files) ?? [], configuration));
            if (result.GetValue(shard) is { } part)
            {
                Sharded.RefuseFormat(result, format);
                return Sharded.Run(
                    result.GetValue(output),
                    documents.Header(chosen, part, result.GetValue(bindings) ?? []),
                    chosen.Index().Where(file => part.Owns(AuditedDocuments.UnitOf(file.Item))),
                    file => AuditedDocuments.UnitOf(file.Item),
                    file => AuditedDocuments.Stored(documents.AuditOneOfSeveral(file.Item), file.Index)
                );
            }

            using var store = chosen.Count > 1 ? new ReportStore() : null;
            var report = documents.Report([
                .. chosen.Select(file =>
                    store is null ? documents.Audit(file) : store.Keep(documents.AuditOneOfSeveral(file))
                ),
            ]);
            if (result.GetValue(fix))
            {
                return Fix(report, documents, result.GetValue(yes), result.GetValue(output));
            }

            return reporting.Print(
                result,
                configuration,
                baseline,
                report,
                wanted is not null,
                result.GetValue(format)!,
                result.GetValue(output)
            );
        });
        return command;
    }

    private static int Fix(AuditReport report, AuditedDocuments documents, bool writes, string? output)
    {
        var (files, repaired) = Fixing.Of(report, documents);
        var asks = !writes && output is null && Question.CanBeAsked;
        var declined = false;
        foreach (var (path, before, after, repairs) in files)
        {
            var count = $"{repairs} {(repairs == 1 ? "repair" : "repairs")}";
            if (asks)
            {
                Output.Write(Fixing.Patch(path, before, after), null);
            }

            if (writes || asks && Question.Yes($"{path}: write {count}?", Console.In, Console.Error))
            {
                Output.Write(after, path);
                Console.Error.WriteLine($"{path}: {count} written");
            }
            else
            {
                declined = true;
            }
        }

        if (!writes && !asks)
        {
            Output.Write(string.Concat(files.Select(file => Fixing.Patch(file.Path, file.Before, file.After))), output);
        }

        var open = false;
        foreach (var document in report.Documents)
        {
            var left = document
                .Equations.Where(equation =>
                    equation.Fails(report.FailOn) && !repaired.Contains((document.Path, equation.Ordinal))
                )
                .ToList();
            if (left.Count > 0)
            {
                open = true;
                Console.Error.WriteLine(
                    $"{document.Path}: no repair could be written of {string.Join(", ", left.Select(Named))}"
                        + (
                            left.Exists(equation => equation.Cell is not null && equation.Verdict == Verdict.Refuted)
                                ? "; a notebook's file is not changed: an editor writes repairs into its cells (docs/editors.md)"
                                : ""
                        )
                );
            }
        }

        return (writes || asks) && !declined && !open ? 0 : report.ExitStatus;
    }

    private static string Named(EquationReport equation) =>
        equation.File is null && equation.Cell is null
            ? $"{equation.Name} (line {equation.Place})"
            : $"{equation.Name} ({equation.Place})";

    /// <summary>The command's name, in the files of its parts too.</summary>
    public const string Name = "audit";

    // What is typed, what is configured, or the usual folder.
    private static string[] Given(string[] typed, Configuration configuration) =>
        typed.Length > 0 ? typed
        : configuration.Files.FirstOrDefault(IsMissing) is { } missing
            ? throw new UsageException($"{configuration.FilesAt}: {Sources.NoSuchFile(missing)}")
        : configuration.Files.Count > 0 ? [.. configuration.Files]
        : Directory.Exists(DefaultFolder) ? [DefaultFolder]
        : throw new UsageException($"no document given, and there is no folder {DefaultFolder}/ here");

    private static bool IsMissing(string path) => !path.Contains('*', StringComparison.Ordinal) && !Path.Exists(path);
}
