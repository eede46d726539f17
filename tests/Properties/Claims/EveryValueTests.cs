// "For every real x": a claim of which one side has no value at one of them is not confirmed.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class EveryValueTests
{
    [Theory]
    [InlineData("For every nonzero real $x$,", @"\ln(x^2) = 2 \ln x")]
    [InlineData("For every real $x$ one has", @"(\sqrt{x})^2 = |x|")]
    [InlineData("For all real $x$ we have", @"\frac{x^2 - 1}{x - 1} = x + 1")]
    [InlineData("For all real $x$,", @"\frac{d}{dx} |x| = \frac{x}{|x|}")]
    [InlineData("Let $a$ and $b$ be arbitrary, including zero. Then", @"\frac{a}{b} \cdot b = a")]
    [InlineData("For any real numbers $a$ and $b$,", @"\frac{a b}{b} = a")]
    public void A_value_that_is_missing_leaves_it_open(string words, string formula) =>
        Assert.True(Of(words, formula) is Verdict.Unchecked or Verdict.Refuted);

    [Theory]
    [InlineData("For every positive real $x$,", @"\ln(x^2) = 2 \ln x")]
    [InlineData("For every real $x \\ge 0$ one has", @"(\sqrt{x})^2 = |x|")]
    [InlineData("For real $x \\ne 1$,", @"\frac{x^2 - 1}{x - 1} = x + 1")]
    [InlineData("For all real $x$ at which both sides are defined,", @"\frac{x^2 - 1}{x - 1} = x + 1")]
    [InlineData("For all real $x$,", @"\tanh x = 2 \sigma(2 x) - 1")]
    [InlineData("For all $x \\in [0, 1]$ and $\\alpha \\in [0, 1]$,", @"x^\alpha \le 1 + \alpha (x - 1)")]
    public void Values_that_all_exist_do_not(string words, string formula) =>
        Assert.True(Of(words, formula) is Verdict.Proved or Verdict.Tested);

    private static Verdict Of(string words, string formula) =>
        new Auditor(new AuditSettings(200))
            .Audit(DocumentReader.Read("note.md", $"{words}\n\n$$\n{formula}\n$$\n"), BindingsFile.Empty)
            .Equations[^1]
            .Verdict;
}
