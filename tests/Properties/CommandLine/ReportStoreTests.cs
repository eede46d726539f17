// What was found in a document is kept in a file until the report is written: nothing of it is lost, and little is in memory.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using LossProofs.Audit.Reports.Coq;
using LossProofs.Audit.Reports.Html;
using LossProofs.CommandLine;
using LossProofs.Tests.Properties.Reports;
using Xunit;

namespace LossProofs.Tests.Properties.CommandLine;

public class ReportStoreTests
{
    // Each kind of finding: a proof, a counterexample with plots and lemma, an open formula, macros, a label, a claim in a sentence.
    private const string Mixed =
        "\\newcommand{\\half}{\\frac12}\n\nLet $x > 0$. We have $1 = 2$.\n\n"
        + "$$ \\frac{d}{dx} x^2 = 3x \\label{eq:a} $$\n\n$$ \\half + \\half = 1 \\tag{7} $$\n\n$$ a b \\le c $$\n";

    private static DocumentReport Found(string text) =>
        new Auditor(
            new AuditSettings(200)
            {
                Plots = true,
                Coq = true,
                Inline = true,
            }
        ).Audit(DocumentReader.Read("note.md", text), BindingsFile.Empty);

    private static string[] Written(AuditReport report) =>
        [
            TextReport.Write(report),
            TextReport.Write(report, colour: true, width: 60),
            TextReport.Overview(report),
            JsonReport.Write(report),
            MarkdownReport.Write(report),
            SarifReport.Write(report),
            HtmlReport.Write(report),
            CoqReport.Write(report),
        ];

    [Fact]
    public void Kept_reports_are_printed_as_those_in_memory()
    {
        DocumentReport[] found = [Found(Mixed), Found(Audits.WrongSign), Found("no formula\n")];
        using var store = new ReportStore();
        AuditedDocument[] kept =
        [
            .. found.Select(report => store.Keep(new AuditedDocument(report, true, report.Equations.Count, true))),
        ];

        // In any order, and more than once.
        foreach (var at in (int[])[2, 0, 1, 0])
        {
            Assert.Equal(
                Written(new AuditReport(1, 200, [found[at]])),
                Written(new AuditReport(1, 200, [kept[at].Report]))
            );
        }

        Assert.Equal(
            Written(new AuditReport(1, 200, found)),
            Written(new AuditReport(1, 200, [.. kept.Select(document => document.Report)]))
        );
        Assert.Contains("Lemma", Written(new AuditReport(1, 200, found))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_on_demand_has_all_items_and_holds_few()
    {
        var made = new List<WeakReference>();
        var list = new OnDemand<string>(
            100,
            at =>
            {
                var item = new string('x', at);
                made.Add(new WeakReference(item));
                return item;
            }
        );

        Assert.Equal(Enumerable.Range(0, 100), list.Select(item => item.Length));
        Assert.Equal(99, list[99].Length);
        Assert.Equal(100, made.Count);
        Assert.Equal(0, list[0].Length);
        Assert.Equal(101, made.Count);
        GC.Collect();
        Assert.InRange(made.Count(item => item.IsAlive), 1, 40);
        Assert.Throws<ArgumentOutOfRangeException>(() => list[100]);
        Assert.Throws<ArgumentOutOfRangeException>(() => list[-1]);
        GC.KeepAlive(list);
    }
}
