// The report on each of our own sample documents (docs/examples), frozen: role, verdict and evidence of every formula.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using Xunit;

namespace LossProofs.Tests.Snapshots.Audit;

public class VerdictSnapshots
{
    private static readonly string s_examples = Path.Combine(
        Kernels.KernelSnapshots.ProjectFolder,
        "..",
        "..",
        "docs",
        "examples"
    );

    public static TheoryData<string> Documents =>
        [
            .. Directory
                .EnumerateFiles(s_examples)
                .Select(file => Path.GetFileName(file))
                .Where(file => !file.EndsWith(".yaml", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Documents))]
    public Task Verdicts(string name)
    {
        var document = DocumentReader.Read(name, File.ReadAllBytes(Path.Combine(s_examples, name)));
        var settings = new AuditSettings(Jobs: Environment.ProcessorCount);
        var report = new AuditReport(
            (long)settings.Seed,
            settings.Cases,
            [new Auditor(settings).Audit(document, BindingsFile.Empty)]
        );
        return Verifier.Verify(TextReport.Write(report)).UseDirectory("Verdicts").UseFileName(name);
    }
}
