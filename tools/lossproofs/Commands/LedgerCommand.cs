// `lossproofs ledger`: every claim of the source documents and what became of it.
using System.CommandLine;
using LossProofs.Audit;
using LossProofs.Ledger;

namespace LossProofs.CommandLine.Commands;

internal static class LedgerCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("NAME")
        {
            Description = "With --documents: only these documents (default: all of the ledger).",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var documents = new Option<string?>("--documents")
        {
            Description = "Audit NAME.md in this folder again and report every difference with the recorded verdicts.",
        };
        var update = new Option<bool>("--update")
        {
            Description = "With --documents: record what the audit finds, instead of comparing.",
        };
        var folder = new Option<string>("--ledger")
        {
            Description = "With --update: the folder of NAME.verdicts.json.",
            DefaultValueFactory = _ => "ledger",
        };
        var jobs = CommonOptions.Jobs();
        var output = CommonOptions.Out();
        var command = new Command("ledger", "Print every claim of the source documents and what became of it.")
        {
            names,
            documents,
            update,
            folder,
            jobs,
            output,
        };
        command.SetAction(result =>
        {
            var wanted = result.GetValue(names) ?? [];
            if (result.GetValue(documents) is not { } sources)
            {
                if (wanted.Length > 0 || result.GetValue(update))
                {
                    throw new UsageException(
                        $"ledger: {(wanted.Length > 0 ? $"'{wanted[0]}'" : "--update")} goes with --documents FOLDER only"
                    );
                }

                Output.Write(LedgerReport.Write(ClaimLedger.Shipped), result.GetValue(output));
                return 0;
            }

            var ledger = ClaimLedger.Shipped;
            var chosen = wanted.Length > 0 ? wanted : [.. ledger.Documents.Select(document => document.Name)];
            var fresh = chosen.Select(name => Audited(name, sources, result.GetValue(jobs))).ToList();
            return result.GetValue(update) ? Record(fresh, result.GetValue(folder)!) : Compare(fresh, ledger);
        });
        return command;
    }

    private static RecordedVerdicts Audited(string name, string folder, int jobs)
    {
        var settings = new AuditSettings(Jobs: jobs);
        var document = Sources.ReadDocument(Path.Combine(folder, name + ".md"));
        using var progress = new ProgressLine(name);
        var report = new Auditor(settings).Audit(
            document,
            Sources.Bindings(document, [], []),
            chosen: null,
            progress.Report
        );
        return RecordedVerdicts.Of(name, report, settings);
    }

    private static int Compare(IReadOnlyList<RecordedVerdicts> fresh, ClaimLedger ledger)
    {
        var differences = fresh
            .SelectMany(found =>
                ledger.Find(found.Name)?.Verdicts is { } recorded
                    ? recorded.DifferencesFrom(found)
                    : [$"{found.Name}: no verdicts are recorded"]
            )
            .ToList();
        foreach (var difference in differences)
        {
            Console.Out.WriteLine(difference);
        }

        Console.Out.WriteLine(
            $"{Counted(fresh.Sum(found => found.Formulas.Count), "formula")} of "
                + $"{Counted(fresh.Count, "document")}, {Counted(differences.Count, "difference")}"
        );
        return differences.Count == 0 ? 0 : 1;
    }

    private static string Counted(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static int Record(IReadOnlyList<RecordedVerdicts> fresh, string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"--ledger: there is no folder {folder} here");
        }

        // First everything is written, then everything is moved: a failure leaves the old files whole.
        var moves = fresh
            .Select(found =>
            {
                var path = Path.Combine(folder, found.Name + ".verdicts.json");
                File.WriteAllText(path + ".partial", found.Write());
                return path;
            })
            .ToList();
        foreach (var path in moves)
        {
            File.Move(path + ".partial", path, overwrite: true);
            Console.Out.WriteLine(path);
        }

        return 0;
    }
}
