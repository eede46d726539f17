// The audit of derivations/, one test case for each formula: what we write is proved or tested, what we quote as wrong is
// refuted.
using System.Collections.Concurrent;
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using LossProofs.Tests.Properties.CommandLine;
using Xunit;

namespace LossProofs.Tests.Properties.Derivations;

public class DerivationTests
{
    private static readonly string s_folder = Path.Combine(Tool.Root, "derivations");

    private static readonly ConcurrentDictionary<string, Lazy<DocumentReport>> s_reports = new();

    private static IEnumerable<string> Files =>
        Directory
            .EnumerateFiles(s_folder, "*.md")
            .Select(file => Path.GetFileName(file))
            .Where(name => name != "README.md")
            .Order(StringComparer.Ordinal);

    public static TheoryData<string> Documents => [.. Files];

    public static TheoryData<string, string> Formulas()
    {
        var data = new TheoryData<string, string>();
        foreach (var name in Files)
        {
            foreach (var equation in Read(name).Equations)
            {
                data.Add(name, equation.Tag ?? $"#{equation.Ordinal}");
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Formulas))]
    public void A_formula_is_proved_or_tested_and_a_quoted_wrong_one_is_refuted(string document, string tag)
    {
        var report = Report(document);
        var equation = report.Equations.Single(equation => equation.Tag == tag);

        var expected = equation.Expectation is null
            ? equation.Verdict is Verdict.Proved or Verdict.Tested
                || (equation.Verdict == Verdict.Definition && equation.Role == Role.Definition)
            : equation.Verdict == Verdict.Refuted;
        Assert.True(
            expected,
            TextReport.Write(
                new AuditReport(1, 1000, [report with { Equations = [equation], Notes = [] }]),
                shown: _ => true
            )
        );
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_formula_has_a_tag_of_its_own(string document)
    {
        var tags = Read(document).Equations.Select(equation => equation.Tag).ToList();

        Assert.DoesNotContain(null, tags);
        Assert.Equal(tags.Count, tags.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Exactly_the_quoted_formulas_stand_under_Errata_with_tags_in_E_and_are_expected_to_be_refuted(
        string document
    )
    {
        var quoted = Report(document)
            .Equations.Where(equation => equation.Tag!.StartsWith('E'))
            .Select(equation => equation.Tag);
        var expected = Report(document)
            .Equations.Where(equation => equation.Expectation is not null)
            .Select(equation => equation.Tag);
        var lines = File.ReadAllLines(Path.Combine(s_folder, document));
        var errata = Array.IndexOf(lines, "## Errata") + 1;

        Assert.NotEmpty(quoted);
        Assert.Equal(quoted, expected);
        Assert.True(errata > 0, $"{document}: no section Errata");
        Assert.All(
            Report(document).Equations.Where(equation => equation.Tag!.StartsWith('E')),
            equation => Assert.True(equation.Line > errata, $"{document}: ({equation.Tag}) stands before Errata")
        );
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Bindings_have_nothing_that_the_document_does_not_use(string document) =>
        Assert.Empty(Report(document).Notes);

    [Theory]
    [MemberData(nameof(Documents))]
    public void References_point_to_formulas_of_the_document(string document)
    {
        var tags = Read(document).Equations.Select(equation => equation.Tag).ToHashSet();
        // The numbers of the source documents are printed in bold.
        var references =
            from line in File.ReadLines(Path.Combine(s_folder, document))
            where !line.StartsWith("$$", StringComparison.Ordinal)
            let own = System.Text.RegularExpressions.Regex.Replace(line, @"\*\*.*?\*\*|\$.*?\$", "")
            from System.Text.RegularExpressions.Match match in System.Text.RegularExpressions.Regex.Matches(
                own,
                @"\((E?\d+)\)"
            )
            select match.Groups[1].Value;

        Assert.All(references, tag => Assert.Contains(tag, tags));
    }

    private static Document Read(string name) =>
        DocumentReader.Read($"derivations/{name}", File.ReadAllBytes(Path.Combine(s_folder, name)));

    private static DocumentReport Report(string name) =>
        s_reports.GetOrAdd(name, file => new Lazy<DocumentReport>(() => Audit(file))).Value;

    private static DocumentReport Audit(string name)
    {
        var bindings = Path.ChangeExtension(Path.Combine(s_folder, name), ".bindings.yaml");
        return new Auditor(new AuditSettings(Jobs: Environment.ProcessorCount)).Audit(
            Read(name),
            BindingsLoader.Read(File.ReadAllText(bindings), bindings)
        );
    }
}
