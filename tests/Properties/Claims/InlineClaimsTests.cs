// Formulas of the running text that their sentence asserts are claims with a place of their own; mentions, conditions and
// definitions are none, and what a document's displays are found to be does not change.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class InlineClaimsTests
{
    [Theory]
    [InlineData("For all $x \\in \\mathbb{R}$ we have $x^2 + 4 \\ge 4x$.", Verdict.Proved)]
    [InlineData("Note that $(u+v)^2 - (u-v)^2 = 4uv$.", Verdict.Tested)]
    [InlineData("It follows that $\\sum_{k=1}^m (2k-1) = m^2$, as was to be shown.", Verdict.Proved)]
    [InlineData("因此 $(u+v)^2 = u^2 + 2uv + v^2$。", Verdict.Tested)]
    [InlineData("Let $h(x) = x^3$ for $x \\in \\mathbb{R}$. Therefore $h'(2) = 11$.", Verdict.Refuted)]
    [InlineData("Thus $2^3 + 1 = 8$.", Verdict.Refuted)]
    public void What_a_sentence_asserts_is_judged(string text, Verdict verdict) =>
        Assert.Equal(verdict, Assert.Single(Inline(text)).Verdict);

    [Theory]
    [InlineData("Suppose that $u + v = 1$.")]
    [InlineData("If $x > 1$, we have $x^2 > x$.")]
    [InlineData("where $s = u + v^2$.")]
    [InlineData("It is not true that $2^3 + 1 = 8$.")]
    [InlineData("Whether we have $2^3 + 1 = 8$ is another question.")]
    [InlineData("Since $u = v$ we have $u^2 - v^2 = 0$.")]
    [InlineData("So $2^3 + 1 = 8$ is wrong.")]
    [InlineData("We have $2u + 1 = 5$ when the chain stops.")]
    [InlineData("We want to choose $u$ such that $2u + 1 = 5$.")]
    [InlineData("The model $y = ax + b$ is linear.")]
    [InlineData("The case $2^3 + 1 = 8$ is excluded.")]
    public void What_it_only_mentions_is_no_claim(string text) => Assert.Empty(Inline(text));

    [Theory]
    // What a step rests on may stand in another sentence.
    [InlineData("The two agree at the end. Hence $u^2 + v = v^2 + u$.")]
    [InlineData("Both are normalised. So $u + v = 1$.")]
    [InlineData("Let $u, v > 0$. The first is smaller. Hence $u + 1 \\le v + 1$.")]
    public void What_may_hold_in_its_situation_is_not_refuted(string text) =>
        Assert.DoesNotContain(Inline(text), equation => equation.Verdict == Verdict.Refuted);

    [Fact]
    public void A_claim_in_a_sentence_has_a_line_and_a_column_and_is_marked_in_every_report()
    {
        var found = Report("# A note\n\nWe add.\nThus $2^3 + 1 = 8$.\n\nWe have\n\n$$ 1 + 1 = 2 $$\n", inline: true);
        var report = new AuditReport(1, 100, [found]);
        var inline = Assert.Single(found.Equations, equation => equation.IsInline);
        Assert.Equal((4, 7), (inline.Line, inline.Column));
        Assert.Equal(1, report.Summary.Equations);
        Assert.Equal(1, report.ExitStatus);
        Assert.Contains("inline   4:7  refuted", TextReport.Write(report), StringComparison.Ordinal);
        Assert.Contains(
            "1 claim in sentences: 0 proved, 0 tested, 1 refuted",
            TextReport.Write(report),
            StringComparison.Ordinal
        );
        Assert.Contains("\"inline\": true", JsonReport.Write(report), StringComparison.Ordinal);
        Assert.Contains("\"startColumn\": 7", SarifReport.Write(report), StringComparison.Ordinal);
        Assert.Contains("| inline | 4:7 |", MarkdownReport.Write(report), StringComparison.Ordinal);
    }

    [Fact]
    public void The_displays_are_found_to_be_what_they_are_without()
    {
        const string text =
            "Let $g(x) = x^2 + 1$. So $g(0) = 1$, and\n\n$$ g'(x) = 2x $$\n\nThus $g(1) = 2$. We have\n\n$$ g(x) \\ge 2 $$\n";
        var without = Report(text, inline: false).Equations;
        var with = Report(text, inline: true).Equations;
        Assert.Equal(4, with.Count);
        Assert.Equal(
            without.Select(equation => (equation.Name, equation.Line, equation.Verdict)),
            with.Where(equation => !equation.IsInline)
                .Select(equation => (equation.Name, equation.Line, equation.Verdict))
        );
    }

    private static IReadOnlyList<EquationReport> Inline(string text) =>
        [.. Report(text, inline: true).Equations.Where(equation => equation.IsInline)];

    private static DocumentReport Report(string text, bool inline) =>
        new Auditor(new AuditSettings(Cases: 100) { Inline = inline }).Audit(
            DocumentReader.Read("d.md", text),
            BindingsFile.Empty
        );
}
