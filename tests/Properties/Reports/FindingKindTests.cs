// Every kind of finding has a page of its own, and what the engine says falls under the right one.
using System.Text.RegularExpressions;
using LossProofs.Audit;
using LossProofs.Audit.Reports;
using LossProofs.Tests.Properties.CommandLine;
using Xunit;

namespace LossProofs.Tests.Properties.Reports;

public class FindingKindTests
{
    [Fact]
    public void The_page_explains_every_kind_under_a_heading_of_its_name_and_no_other()
    {
        var page = File.ReadAllText(Path.Combine(Tool.Root, "docs", "findings.md"));
        var sections = Regex
            .Matches(page, @"^#{2,3} (?<id>\S+)\n\n(?<text>[^\n]+)", RegexOptions.Multiline)
            .ToDictionary(section => section.Groups["id"].Value, section => section.Groups["text"].Value);

        foreach (var kind in FindingKind.All)
        {
            Assert.StartsWith(kind.Meaning, sections[kind.Id], StringComparison.Ordinal);
        }

        // The verdicts that have several kinds have a heading, too: SARIF's rules link to it.
        Assert.Equal(
            FindingKind.All.Select(kind => kind.Id).Concat(["refuted", "unchecked"]).Order(),
            sections.Keys.Order()
        );
    }

    [Theory]
    [InlineData("$$ a b \\le c $$", "guessed")]
    [InlineData("$$ \\frac{a}{b = c $$", "unreadable")]
    [InlineData("Let $x > 0$.\n\n$$ x^2 = 4 $$", "ambiguous")]
    [InlineData("Let $x > 0$.\n\n$$ \\sqrt{1+x} \\approx 1 + \\frac{x}{2} $$", "no-regime")]
    [InlineData("<!-- lossproofs: ignore it is wrong -->\n$$ 1 = 2 $$", "left-alone")]
    [InlineData("$$ 1 = 2 $$", "separated")]
    [InlineData("For all $x \\in \\mathbb{R}$ we have\n\n$$ x^2 > 0 $$", "equal")]
    [InlineData("$$ \\lim_{x \\to \\infty} e^{-x} = 1 $$", "limit")]
    [InlineData("$$ 7 \\equiv 2 \\pmod 5 $$", "not-followed")]
    [InlineData("$$ 1 + 1 = 2 $$", "proved")]
    [InlineData("$$ L = 3 $$", "definition")]
    public void A_finding_is_of_its_kind(string text, string kind)
    {
        var equation = Audits.Of(text).Documents[0].Equations[0];

        Assert.True(
            FindingKind.Of(equation).Id == kind,
            $"{FindingKind.Of(equation).Id}: {equation.Verdict}: {equation.Claims.FirstOrDefault()?.Reason}"
        );
    }
}
