// Dots behind digits and behind powers: what they continue is what every reader takes them for, or the claim stays open.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class ContinuedTests
{
    [Theory]
    [InlineData(@"e = 2.71828\ldots")]
    [InlineData(@"\pi = 3.14159\dots")]
    [InlineData(@"\sqrt{2} = 1.4142135...")]
    [InlineData(@"-\log 2 = -0.693147\cdots")]
    [InlineData(@"\frac13 = 0.333\ldots")]
    [InlineData(@"\frac17 = 0.142857142857\ldots")]
    [InlineData(@"1 = 0.999\ldots")]
    [InlineData(@"1 + c + c^2 + \cdots + c^n = \frac{1 - c^{n+1}}{1 - c}")]
    [InlineData(@"a + a r + a r^2 + \dots + a r^{n-1} = a \frac{1 - r^n}{1 - r}")]
    [InlineData(@"1 + x + \frac{x^2}{2!} + \frac{x^3}{3!} + \cdots = e^x")]
    [InlineData(@"1 + x + \frac{x^2}{2} + \frac{x^3}{6} + \cdots = e^x")]
    [InlineData(@"x - \frac{x^3}{3!} + \frac{x^5}{5!} - \cdots = \sin x")]
    [InlineData(@"1 - \frac{x^2}{2!} + \frac{x^4}{4!} - \cdots = \cos x")]
    [InlineData(@"1 + r + r^2 + \cdots = \frac{1}{1-r}", @"Let $|r| < 1$. Then")]
    [InlineData(@"1 - r + r^2 - r^3 + \cdots = \frac{1}{1+r}", @"Let $|r| < 1$. Then")]
    public void What_dots_continue_is_confirmed(string latex, string words = "We have") =>
        Assert.Contains(Of(latex, words), new[] { Verdict.Proved, Verdict.Tested });

    [Theory]
    [InlineData(@"\pi = 3.14158\ldots")]
    [InlineData(@"e = 2.71838\ldots")]
    [InlineData(@"\frac13 = 0.3343\ldots")]
    [InlineData(@"\frac13 = 0.3344\ldots")]
    [InlineData(@"-\log 2 = 0.693147\ldots")]
    // It may have been rounded.
    [InlineData(@"\pi = 3.1416\ldots")]
    [InlineData(@"\frac23 = 0.667\ldots")]
    // The digits go on in some way, of which nothing is shown.
    [InlineData(@"0.33334 = 0.333\ldots")]
    [InlineData(@"\log 4 - 1.0530 = 0.333\ldots")]
    [InlineData(@"\frac12 = 0.4\ldots")]
    [InlineData(@"1 + c + c^2 + \cdots + c^T = \frac{1 - c^T}{1 - c}")]
    [InlineData(@"1 + c + c^3 + \cdots + c^T = \frac{1 - c^{T+1}}{1 - c}")]
    [InlineData(@"a + a r + a r^2 + \dots + a r^n = a \frac{1 - r^n}{1 - r}")]
    [InlineData(@"1 + x + \frac{x^2}{2} + \frac{x^3}{3} + \cdots = e^x")]
    [InlineData(@"1 + x + \frac{x^2}{2} + \cdots = e^{2x}")]
    [InlineData(@"x + \frac{x^3}{3!} + \frac{x^5}{5!} + \cdots = \sin x")]
    [InlineData(@"x - \frac{x^2}{2!} + \frac{x^4}{4!} - \cdots = \sin x")]
    [InlineData(@"1 + r + r^2 + \cdots = \frac{1}{1+r}", @"Let $|r| < 1$. Then")]
    [InlineData(@"r + r^2 + r^3 + \cdots = \frac{1}{1-r}", @"Let $|r| < 1$. Then")]
    // Two terms show no pattern, and these go on in two ways.
    [InlineData(@"1 + x + \cdots = e^x")]
    [InlineData(@"x + \frac{x^2}{2} + \cdots = e^x - 1")]
    public void What_they_do_not_continue_is_not(string latex, string words = "We have") =>
        Assert.DoesNotContain(Of(latex, words), new[] { Verdict.Proved, Verdict.Tested });

    private static Verdict Of(string latex, string words) =>
        new Auditor(new AuditSettings(Cases: 200))
            .Audit(DocumentReader.Read("d.md", $"{words}\n\n$$ {latex} $$\n"), BindingsFile.Empty)
            .Equations[^1]
            .Verdict;
}
