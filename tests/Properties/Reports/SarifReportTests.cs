// SARIF as the standard's schema has it, with the places, help, fingerprints and fixes that code scanning shows.
using System.Text.Json;
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Reports;
using LossProofs.Tests.Properties.CommandLine;
using NJsonSchema;
using Xunit;

namespace LossProofs.Tests.Properties.Reports;

public class SarifReportTests
{
    private const string Several =
        "# 一个笔记\n\n设 $p \\in (0,1)$。\n\n我们有 $$ \\frac{d}{dp} (-\\log p) = \\frac{1}{p} \\tag{1} $$\n\n$$ a b \\le c $$\n\n$$\n1 + 1 = 3\n$$\n";

    private static JsonElement Run(AuditReport report) =>
        JsonDocument.Parse(SarifReport.Write(report)).RootElement.GetProperty("runs")[0];

    [Theory]
    [InlineData("note.md")]
    [InlineData("a note & more.md")]
    [InlineData("-")]
    public async Task A_report_fits_the_schema(string path)
    {
        using var stream = typeof(SarifReportTests).Assembly.GetManifestResourceStream("sarif-2.1.0-rtm.5.json")!;
        var schema = await JsonSchema.FromJsonAsync(new StreamReader(stream).ReadToEnd());
        var report = Audits.Of(Several, path) with { FailOn = FailOn.Tested };

        Assert.Empty(schema.Validate(SarifReport.Write(report)));
        // The schema tells what is none.
        Assert.NotEmpty(
            schema.Validate(SarifReport.Write(report).Replace("\"startLine\"", "\"line\"", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void A_result_stands_at_its_columns_in_code_points()
    {
        var regions = Run(Audits.Of(Several))
            .GetProperty("results")
            .EnumerateArray()
            .Select(result => result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region"))
            .Select(region => string.Join(':', region.EnumerateObject().Select(each => each.Value.GetInt32())))
            .ToList();

        Assert.Equal(["5:8:5:44", "7:4:7:13", "10:1:10:10"], regions);
    }

    [Theory]
    [InlineData(".. math:: 1 + 1 = 3\n", "1:11:1:20")]
    [InlineData("  .. math::\n     :label: a\n\n     1 + 1 = 3\n", "4:6:4:15")]
    [InlineData(".. math::\n\n   1 + 1\n     = 3\n", "3:4:4:9")]
    public void A_directive_of_reStructuredText_keeps_its_columns(string text, string region)
    {
        var equation = Audits.Of(text, "a.rst").Documents[0].Equations[0];
        var (line, column, endLine, endColumn) = equation.Region!;

        Assert.Equal(Verdict.Refuted, equation.Verdict);
        Assert.Equal(region, $"{line}:{column}:{endLine}:{endColumn}");
    }

    [Fact]
    public void A_fix_replaces_the_wrong_side_and_nothing_else()
    {
        var result = Run(Audits.Of(Several)).GetProperty("results")[0];
        var change = result.GetProperty("fixes")[0].GetProperty("artifactChanges")[0];
        var replacement = change.GetProperty("replacements")[0];

        Assert.Equal("note.md", change.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal(@"-\frac{1}{p}", replacement.GetProperty("insertedContent").GetProperty("text").GetString());
        Assert.Equal(
            [5, 33, 5, 44],
            replacement.GetProperty("deletedRegion").EnumerateObject().Select(each => each.Value.GetInt32())
        );
    }

    [Fact]
    public void A_finding_that_moves_keeps_its_fingerprint_and_another_has_another()
    {
        var before = Prints(Several);
        var after = Prints("# Title\n\nWords.\n" + Several);

        Assert.Equal(before, after);
        Assert.Equal(3, before.Distinct().Count());

        static List<string> Prints(string text) =>
            [
                .. Run(Audits.Of(text))
                    .GetProperty("results")
                    .EnumerateArray()
                    .Select(result =>
                        result.GetProperty("partialFingerprints").GetProperty("lossproofsFormula/v1").GetString()!
                    ),
            ];
    }

    [Fact]
    public void Every_rule_says_what_its_findings_mean()
    {
        var rules = Run(Audits.Of(Several)).GetProperty("tool").GetProperty("driver").GetProperty("rules");

        Assert.All(
            rules.EnumerateArray(),
            rule =>
                Assert.Contains(
                    "**",
                    rule.GetProperty("help").GetProperty("markdown").GetString(),
                    StringComparison.Ordinal
                )
        );
    }

    // A build that does not know where its sources are kept writes no link; the anchor is the rule's name in any case.
    [Fact]
    public void Every_rule_links_to_a_heading_that_exists()
    {
        var headings = File.ReadLines(Path.Combine(Tool.Root, "docs", "findings.md"))
            .Where(line => line.StartsWith('#'))
            .Select(line => line.TrimStart('#').Trim())
            .ToList();
        var rules = Run(Audits.Of(Several)).GetProperty("tool").GetProperty("driver").GetProperty("rules");

        Assert.NotEmpty(rules.EnumerateArray());
        Assert.All(
            rules.EnumerateArray(),
            rule =>
            {
                var id = rule.GetProperty("id").GetString()!;
                Assert.Contains(id, headings);
                if (rule.TryGetProperty("helpUri", out var address))
                {
                    Assert.EndsWith($"/docs/findings.md#{id}", address.GetString(), StringComparison.Ordinal);
                }
            }
        );
    }
}
