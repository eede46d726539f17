// Points of a stated domain at which one side alone has a value: such a claim is not confirmed, and the reason names the point.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Search;

public class MissingValuesTests
{
    [Theory]
    [InlineData(@"\int_1^x t^a \,dt = \frac{x^{a+1} - 1}{a + 1}", "x: real > 0 ;; a: real")]
    [InlineData(@"\sum_{k=0}^n (3 q)^k = \frac{1 - (3 q)^{n+1}}{1 - 3 q}", "n: integer >= 0 ;; q: real")]
    [InlineData(@"\frac{x^2}{x^2} = 1", "x: real")]
    [InlineData(@"\frac{d}{dx} \ln(\cos x) = -\tan x", "x: real")]
    [InlineData(@"\sum_{k=0}^{\infty} r^k = \frac{1}{1 - r}", "r in [-1, 1)")]
    public void A_side_without_a_value_is_named(string latex, string where) =>
        Assert.All(
            Asked.About(latex, where),
            claim => Assert.Contains(claim.Verdict, new[] { Verdict.Unchecked, Verdict.Refuted })
        );

    [Fact]
    public void The_reason_names_the_point_and_the_side()
    {
        var claim = Assert.Single(
            Claims(
                "For every real exponent $a$ and $x > 0$,\n\n$$\\int_1^x t^a \\,dt = \\frac{x^{a+1} - 1}{a + 1} .$$\n"
            )
        );
        Assert.Equal(Verdict.Unchecked, claim.Verdict);
        Assert.Contains(
            "at a = -1 the right side has no value: exclude it",
            claim.Reason ?? "",
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(@"\tan x = \frac{\sin x}{\cos x}", "x: real")]
    [InlineData(@"\sum_{k=0}^n q^k = \frac{1 - q^{n+1}}{1 - q}", "n: integer >= 0 ;; q: real > 1")]
    [InlineData(@"\frac{d}{dx} \ln(\sin x) = \cot x", "x in (0, 3)")]
    [InlineData(@"\frac1x + \frac1x = \frac2x", "x: real")]
    [InlineData(@"\int_1^x t^a \,dt = \frac{x^{a+1} - 1}{a + 1}", "x: real > 0 ;; a: real >= 0")]
    public void Where_both_sides_have_one_or_neither_it_is_confirmed(string latex, string where) =>
        Assert.All(
            Asked.About(latex, where),
            claim => Assert.Contains(claim.Verdict, new[] { Verdict.Proved, Verdict.Tested })
        );

    private static IEnumerable<ClaimReport> Claims(string text) =>
        new Auditor(new AuditSettings(200))
            .Audit(DocumentReader.Read("note.md", text), BindingsFile.Empty)
            .Equations.SelectMany(equation => equation.Claims);
}
