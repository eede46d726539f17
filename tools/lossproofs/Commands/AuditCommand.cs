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
        var format = CommonOptions.Format("text", "json", "markdown", "sarif");
        var output = CommonOptions.Out();
        var cases = CommonOptions.Cases();
        var seed = CommonOptions.Seed();
        var jobs = CommonOptions.Jobs();
        var only = CommonOptions.Only();
        var full = new Option<bool>("--full")
        {
            Description = "List every formula; of several documents only counts and surprises are shown otherwise.",
        };
        var tag = CommonOptions.Tag();
        var failOn = new Option<string>("--fail-on")
        {
            Description =
                "Exit with 1 for what is refuted and not expected (refuted), for what is undecided too (unchecked), "
                + "for what is only tested too (tested), or never.",
            HelpName = "VERDICT",
            DefaultValueFactory = _ => "refuted",
        };
        failOn.OneOf([.. Enum.GetNames<FailOn>().Select(name => name.ToLowerInvariant())]);
        var command = new Command("audit", "Read derivations and give every formula a verdict.")
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
            only,
            full,
            tag,
            failOn,
        };
        command.SetAction(result =>
        {
            Output.Check(result.GetValue(output));
            var declared = (result.GetValue(bindings) ?? []).Select(Sources.ReadBindings).ToList();
            var auditor = new Auditor(
                new AuditSettings(result.GetValue(cases), result.GetValue(seed), result.GetValue(jobs))
            );
            var documents = Documents(result.GetValue(files) ?? [], result.GetValue(type));
            var wanted = result.GetValue(tag);
            if (
                wanted is not null
                && !documents.Any(document => document.Equations.Any(equation => Is(equation, wanted)))
            )
            {
                throw new UsageException($"--tag: no formula has the tag, label or ordinal '{wanted}'");
            }

            var reports = documents
                .Select(document =>
                {
                    var meaning = CommonOptions.Meaning(document, declared, result.GetValue(noBindings));
                    using var progress = new ProgressLine(document.Path);
                    return auditor.Audit(
                        document,
                        meaning,
                        wanted is null ? null : equation => Is(equation, wanted),
                        progress.Report
                    );
                })
                .ToList();
            var verdicts = result.GetValue(only) ?? [];
            var report = new AuditReport((long)result.GetValue(seed), result.GetValue(cases), reports)
            {
                FailOn = Enum.Parse<FailOn>(result.GetValue(failOn)!, ignoreCase: true),
                IsShown =
                    verdicts.Length == 0
                        ? null
                        : equation => verdicts.Contains(equation.Verdict.ToString().ToLowerInvariant()),
            };
            var inBrief =
                reports.Count(document => document.Equations.Count > 0) > 1
                && verdicts.Length == 0
                && wanted is null
                && !result.GetValue(full);
            var toTerminal = result.GetValue(output) is null && !Console.IsOutputRedirected;
            var width = toTerminal ? Output.Width : null;
            var text = result.GetValue(format) switch
            {
                "json" => JsonReport.Write(report),
                "markdown" => MarkdownReport.Write(report),
                "sarif" => SarifReport.Write(report),
                _ when inBrief => TextReport.Overview(report, toTerminal, width),
                _ => TextReport.Write(report, toTerminal, width),
            };
            Output.Write(text, result.GetValue(output));
            return report.ExitStatus;
        });
        return command;
    }

    internal static bool Is(Equation equation, string name) =>
        name == equation.Tag || name == equation.Label || name == $"#{equation.Ordinal}";

    private static IReadOnlyList<Document> Documents(string[] given, string? type)
    {
        if (given.Length == 0)
        {
            if (!Directory.Exists(DefaultFolder))
            {
                throw new UsageException($"no document given, and there is no folder {DefaultFolder}/ here");
            }

            given = [DefaultFolder];
        }

        var files = DocumentFiles.Find(given, []);
        var documents = files.Select(file => Sources.ReadDocument(file.Path, type)).ToList();
        // A part of a project that is audited as a whole is not audited by itself, unless it is named.
        var parts = documents
            .SelectMany(document =>
                document.Included.Select(part =>
                    Path.GetFullPath(Path.Combine(Path.GetDirectoryName(document.Path) ?? "", part))
                )
            )
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. files
                .Zip(documents)
                .Where(pair => !pair.First.IsFound || !parts.Contains(Path.GetFullPath(pair.First.Path)))
                .Select(pair => pair.Second),
        ];
    }
}
