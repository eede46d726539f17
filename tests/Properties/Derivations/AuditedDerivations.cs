// The audit of derivations/, made once for all tests that ask for it.
using System.Collections.Concurrent;
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using LossProofs.Tests.Properties.CommandLine;

namespace LossProofs.Tests.Properties.Derivations;

internal static class AuditedDerivations
{
    private static readonly ConcurrentDictionary<string, Lazy<DocumentReport>> s_reports = new();

    public static string Folder { get; } = Path.Combine(Tool.Root, "derivations");

    /// <summary>The documents' file names.</summary>
    public static IEnumerable<string> Files =>
        Directory
            .EnumerateFiles(Folder, "*.md")
            .Select(file => Path.GetFileName(file))
            .Where(name => name != "README.md")
            .Order(StringComparer.Ordinal);

    /// <summary>What `lossproofs audit` without arguments reports.</summary>
    public static AuditReport All
    {
        get
        {
            var settings = new AuditSettings();
            return new((long)settings.Seed, settings.Cases, [.. Files.Select(Report)]);
        }
    }

    public static Document Read(string name) =>
        DocumentReader.Read($"derivations/{name}", File.ReadAllBytes(Path.Combine(Folder, name)));

    public static BindingsFile Bindings(string name)
    {
        var file = Path.ChangeExtension(Path.Combine(Folder, name), ".bindings.yaml");
        return BindingsLoader.Read(File.ReadAllText(file), file);
    }

    /// <summary>The report on a document.</summary>
    public static DocumentReport Report(string name) =>
        s_reports
            .GetOrAdd(
                name,
                file =>
                    new(() =>
                        new Auditor(new AuditSettings(Jobs: Environment.ProcessorCount)).Audit(
                            Read(file),
                            Bindings(file)
                        )
                    )
            )
            .Value;
}
