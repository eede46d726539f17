// The audit of derivations/, one test case for each formula: what we write is proved or tested, what we quote as wrong is
// refuted.
using System.Text.RegularExpressions;
using LossProofs.Audit;
using LossProofs.Audit.Claims;
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Reports;
using Xunit;
using static LossProofs.Tests.Properties.Derivations.AuditedDerivations;

namespace LossProofs.Tests.Properties.Derivations;

public class DerivationTests
{
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
            TextReport.Write(new AuditReport(1, 1000, [report with { Equations = [equation], Notes = [] }]))
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
        var lines = File.ReadAllLines(Path.Combine(Folder, document));
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

    public static TheoryData<string, string, string> Counterexamples()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var name in Files)
        {
            var text = File.ReadAllText(Path.Combine(Folder, name)).ReplaceLineEndings("\n");
            foreach (
                Match match in Regex.Matches(text, @"\\tag\{(E\d+)\} \$\$\n\n(which )?fails at ((\$[^$]*\$(, )?)+)")
            )
            {
                data.Add(name, match.Groups[1].Value, Point(match.Groups[3].Value));
            }
        }

        return data;

        // "$p = q = 1/2$, $s = (0, 1)$" is "p=1/2, q=1/2, s=[0, 1]".
        static string Point(string words) =>
            string.Join(
                ", ",
                from Match formula in Regex.Matches(words, @"\$([^$]*)\$")
                let sides = formula.Groups[1].Value.Split('=')
                let value = sides[^1].Trim().Replace('(', '[').Replace(')', ']')
                from side in sides.SkipLast(1)
                select $"{side.Trim()}={value}"
            );
    }

    [Theory]
    [MemberData(nameof(Counterexamples))]
    public void A_counterexample_that_the_text_names_is_one(string document, string tag, string point)
    {
        var claims = ClaimReader
            .Read(Read(document), AuditedDerivations.Bindings(document))
            .Equations.Single(equation => equation.Equation.Tag == tag)
            .Claims;
        var values = PointCheck.Parse(point);

        var finding = PointCheck.At(Assert.Single(claims).Statement, values);

        Assert.True(finding.Certificate is not null, $"{document} ({tag}) at {point}: {finding.Explanation}");
    }

    [Fact]
    public void Most_quoted_claims_have_a_counterexample_in_the_text() =>
        Assert.InRange(Counterexamples().Count, 60, int.MaxValue);

    [Theory]
    [MemberData(nameof(Documents))]
    public void References_point_to_formulas_of_the_document(string document)
    {
        var tags = Read(document).Equations.Select(equation => equation.Tag).ToHashSet();
        // The numbers of the source documents are printed in bold.
        var references =
            from line in File.ReadLines(Path.Combine(Folder, document))
            where !line.StartsWith("$$", StringComparison.Ordinal)
            let own = Regex.Replace(line, @"\*\*.*?\*\*|\$.*?\$", "")
            from Match match in Regex.Matches(own, @"\((E?\d+)\)")
            select match.Groups[1].Value;

        Assert.All(references, tag => Assert.Contains(tag, tags));
    }
}
