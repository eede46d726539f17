// Small documents with their reports, for the tests of what reports make of them.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;

namespace LossProofs.Tests.Properties.Reports;

internal static class Audits
{
    public const string WrongSign =
        "# A note\n\nFor $p \\in (0,1)$ the loss is\n\n$$ L = -\\log p \\tag{1} $$\n\nso that\n\n$$\n\\frac{dL}{dp} = \\frac{1}{p} \\tag{2}\n$$\n";

    public static AuditReport Of(
        string text,
        string path = "note.md",
        BindingsFile? bindings = null,
        bool plots = false
    ) =>
        new(
            1,
            200,
            [
                new Auditor(new AuditSettings(200) { Plots = plots }).Audit(
                    DocumentReader.Read(path, text),
                    bindings ?? BindingsFile.Empty
                ),
            ]
        );
}
