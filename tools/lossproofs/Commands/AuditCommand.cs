// `lossproofs audit`: reads derivations and gives every formula a verdict.
using System.CommandLine;
using LossProofs.Audit;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using LossProofs.Audit.Reports.Coq;
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
        var format = CommonOptions.Format("text", "json", "markdown", "sarif", "coq");
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
        var configured = new Option<string?>("--config")
        {
            Description =
                $"Take the configuration from this file ({Configuration.FileName} in this folder or above it otherwise).",
            HelpName = "FILE",
        };
        var noConfiguration = new Option<bool>("--no-config") { Description = "Use no configuration." };
        var baseline = new Option<string?>("--baseline")
        {
            Description = "Findings that are known and make no status of 1.",
            HelpName = "FILE",
        };
        var writeBaseline = new Option<string?>("--write-baseline")
        {
            Description = "Write the findings to this file, to be given as --baseline from then on.",
            HelpName = "FILE",
        };
        var noCache = new Option<bool>("--no-cache")
        {
            Description = "Judge every formula anew, and keep nothing of it in the user's cache folder.",
        };
        var inline = new Option<bool>("--inline")
        {
            Description = "Judge what sentences claim between the display formulas, too.",
        };
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
            configured,
            noConfiguration,
            baseline,
            writeBaseline,
            noCache,
            inline,
        };
        command.SetAction(result =>
        {
            Output.Check(result.GetValue(output));
            Output.Check(result.GetValue(writeBaseline), "--write-baseline");
            if (result.GetValue(noConfiguration) && result.GetValue(configured) is not null)
            {
                throw new UsageException("--config and --no-config exclude each other");
            }

            var configuration =
                result.GetValue(noConfiguration) ? Configuration.None
                : result.GetValue(configured) is { } named ? Configuration.Read(named)
                : Configuration.Find();
            // What is typed stands before what is configured.
            T Chosen<T>(Option<T> option, T? other)
                where T : struct =>
                other is { } value && result.GetResult(option)?.Implicit != false ? value : result.GetValue(option);
            var (caseCount, start) = (Chosen(cases, configuration.Cases), Chosen(seed, configuration.Seed));
            var fails =
                result.GetResult(failOn)?.Implicit != false && configuration.FailOn is { } standing
                    ? standing
                    : Enum.Parse<FailOn>(result.GetValue(failOn)!, ignoreCase: true);
            var knownPath =
                result.GetValue(baseline) ?? (result.GetValue(writeBaseline) is null ? configuration.Baseline : null);
            var known = knownPath is null ? null : Baseline.Read(knownPath);
            var declared = (result.GetValue(bindings) ?? []).Select(Sources.ReadBindings).ToList();
            var auditor = new Auditor(
                new AuditSettings(caseCount, start, result.GetValue(jobs))
                {
                    Inline = result.GetValue(inline),
                    Coq = result.GetValue(format) == "coq",
                }
            );
            var documents = Documents(result.GetValue(files) ?? [], result.GetValue(type), configuration);
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
                    var meaning = CommonOptions.Meaning(document, declared, result.GetValue(noBindings), configuration);
                    using var progress = new ProgressLine(document.Path);
                    // Findings that were kept have no lemmas.
                    var cache =
                        result.GetValue(noCache) || result.GetValue(format) == "coq"
                            ? null
                            : CacheFile.For(document.Path);
                    var audited = auditor.Audit(
                        document,
                        meaning,
                        wanted is null ? null : equation => Is(equation, wanted),
                        progress.Report,
                        cache?.Findings
                    );
                    cache?.Save(isPartial: wanted is not null);
                    return audited;
                })
                .ToList();
            var verdicts = result.GetValue(only) ?? [];
            var report = new AuditReport((long)start, caseCount, reports)
            {
                FailOn = fails,
                Severities = configuration.Severities,
                IsShown =
                    verdicts.Length == 0
                        ? null
                        : equation => verdicts.Contains(equation.Verdict.ToString().ToLowerInvariant()),
            };
            if (result.GetValue(writeBaseline) is { } fresh)
            {
                (known, knownPath) = (Baseline.Of(report, fresh), fresh);
                Output.Write(known.Write(), fresh);
                Console.Error.WriteLine($"{fresh}: {known.Count} {(known.Count == 1 ? "finding" : "findings")}");
            }

            report = known?.Apply(report, knownPath!, wanted is not null) ?? report;
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
                "coq" => CoqReport.Write(report),
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

    private static IReadOnlyList<Document> Documents(string[] given, string? type, Configuration configuration)
    {
        given = given.Length == 0 ? [.. configuration.Files] : given;
        if (given.Length == 0)
        {
            if (!Directory.Exists(DefaultFolder))
            {
                throw new UsageException($"no document given, and there is no folder {DefaultFolder}/ here");
            }

            given = [DefaultFolder];
        }

        var files = DocumentFiles.Find(given, configuration);
        var documents = files.Select(file => Sources.ReadDocument(file.Path, type)).ToList();
        // A part of a project that is audited as a whole is not audited by itself, unless it is named.
        var parts = documents
            .SelectMany(document =>
                document.Included.Select(part =>
                    Path.GetFullPath(Path.Combine(Path.GetDirectoryName(document.Path) ?? "", part))
                )
            )
            .ToHashSet(StringComparer.Ordinal);
        var whole = files
            .Zip(documents)
            .Where(pair => !pair.First.IsFound || !parts.Contains(Path.GetFullPath(pair.First.Path)))
            .ToList();
        // What lies in a folder besides its derivations, such as a README without a formula, is not worth a word.
        var withFormulas = whole.Where(pair => !pair.First.IsFound || pair.Second.Equations.Count > 0).ToList();
        return [.. (withFormulas.Count > 0 ? withFormulas : whole).Select(pair => pair.Second)];
    }
}
