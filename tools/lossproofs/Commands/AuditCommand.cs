// `lossproofs audit`: reads derivations and gives every formula a verdict.
using System.CommandLine;
using System.Text;
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;

namespace LossProofs.CommandLine.Commands;

internal static class AuditCommand
{
    private const string DefaultFolder = "derivations";

    private static readonly string[] Verdicts = [.. Enum.GetNames<Verdict>().Select(name => name.ToLowerInvariant())];

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description =
                $"Markdown or LaTeX documents, folders of them, or - for standard input (default: {DefaultFolder}/).",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var bindings = new Option<string[]>("--bindings")
        {
            Description = "What the symbols mean (docs/bindings.md); may be repeated.",
        };
        var noBindings = new Option<bool>("--no-bindings") { Description = "Use no bindings at all." };
        var format = new Option<string>("--format")
        {
            Description = "text, json, markdown or sarif.",
            DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "json", "markdown", "sarif");
        var output = new Option<string?>("--out")
        {
            Description = "Write the report to a file instead of standard output.",
        };
        var cases = new Option<int>("--cases")
        {
            Description = "Cases for a claim that is tested.",
            DefaultValueFactory = _ => 1000,
        };
        var seed = new Option<ulong>("--seed")
        {
            Description = "What random cases are drawn from.",
            DefaultValueFactory = _ => 1,
        };
        var jobs = new Option<int>("--jobs")
        {
            Description = "How many formulas are judged at once (default: one per processor).",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        var only = new Option<string?>("--only")
        {
            Description = "Show only formulas with this verdict (text format).",
        };
        only.AcceptOnlyFromAmong(Verdicts);
        var full = new Option<bool>("--full")
        {
            Description = "List every formula; of several documents only counts and surprises are shown otherwise.",
        };
        var tag = new Option<string?>("--tag")
        {
            Description = "Judge only the formula with this tag, label or #ordinal.",
        };
        var command = new Command("audit", "Read derivations and give every formula a verdict.")
        {
            files,
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
        };
        command.SetAction(result =>
        {
            Positive(result.GetValue(cases), "--cases");
            Positive(result.GetValue(jobs), "--jobs");
            var declared = (result.GetValue(bindings) ?? []).Select(Sources.ReadBindings).ToList();
            if (declared.Count > 0 && result.GetValue(noBindings))
            {
                throw new UsageException("--bindings and --no-bindings exclude each other");
            }

            var auditor = new Auditor(
                new AuditSettings(result.GetValue(cases), result.GetValue(seed), result.GetValue(jobs))
            );
            var documents = Documents(result.GetValue(files) ?? []).Select(Sources.ReadDocument).ToList();
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
                    var meaning = result.GetValue(noBindings)
                        ? BindingsFile.Empty
                        : Sources.Bindings(document, declared);
                    using var progress = new ProgressLine(document.Path);
                    return auditor.Audit(
                        document,
                        meaning,
                        wanted is null ? null : equation => Is(equation, wanted),
                        progress.Report
                    );
                })
                .ToList();
            var inBrief =
                reports.Count(document => document.Equations.Count > 0) > 1
                && result.GetValue(only) is null
                && wanted is null
                && !result.GetValue(full);
            var colour = result.GetValue(output) is null && !Console.IsOutputRedirected;
            var report = new AuditReport((long)result.GetValue(seed), result.GetValue(cases), reports);
            var text = result.GetValue(format) switch
            {
                "json" => JsonReport.Write(report),
                "markdown" => MarkdownReport.Write(report),
                "sarif" => SarifReport.Write(report),
                _ when inBrief => TextReport.Overview(report, colour),
                _ => TextReport.Write(
                    report,
                    colour,
                    result.GetValue(only) is { } verdict
                        ? equation => equation.Verdict.ToString().Equals(verdict, StringComparison.OrdinalIgnoreCase)
                        : null
                ),
            };
            Write(text, result.GetValue(output));
            return report.ExitStatus;
        });
        return command;
    }

    internal static bool Is(Equation equation, string name) =>
        name == equation.Tag || name == equation.Label || name == $"#{equation.Ordinal}";

    private static void Positive(int value, string option)
    {
        if (value < 1)
        {
            throw new UsageException($"{option}: expected a positive number, got {value}");
        }
    }

    private static IEnumerable<string> Documents(string[] given)
    {
        if (given.Length == 0)
        {
            if (!Directory.Exists(DefaultFolder))
            {
                throw new UsageException($"no document given, and there is no folder {DefaultFolder}/ here");
            }

            given = [DefaultFolder];
        }

        foreach (var path in given)
        {
            if (!Directory.Exists(path))
            {
                yield return path;
                continue;
            }

            var inside = Directory
                .EnumerateFiles(path)
                .Where(file => Path.GetExtension(file) is ".md" or ".markdown" or ".tex")
                .Order(StringComparer.Ordinal)
                .ToList();
            if (inside.Count == 0)
            {
                throw new UsageException($"{path}: no .md or .tex file in this folder");
            }

            foreach (var file in inside)
            {
                yield return file;
            }
        }
    }

    private static void Write(string text, string? path)
    {
        if (path is null)
        {
            using var output = Console.OpenStandardOutput();
            output.Write(Encoding.UTF8.GetBytes(text));
            return;
        }

        // All or nothing: a report is never half-written.
        var temporary = path + ".partial";
        File.WriteAllText(temporary, text);
        File.Move(temporary, path, overwrite: true);
    }
}
