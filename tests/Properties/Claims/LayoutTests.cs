// Derivatives by vectors and matrices in the layout that a document's words say.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class LayoutTests
{
    private const string Arrays = @"With $A\in\mathbb R^{m\times n}$, $b, x\in\mathbb R^n$ ";

    [Theory]
    [InlineData("We use the numerator layout.", @"\frac{\partial(Ax)}{\partial x} = A")]
    [InlineData("We use the denominator layout.", @"\frac{\partial(Ax)}{\partial x} = A^\top")]
    [InlineData("Jacobians have a row for each component.", @"\frac{\partial(Ax)}{\partial x} = A")]
    [InlineData("All gradients are column vectors.", @"\frac{\partial b^\top x}{\partial x} = b")]
    [InlineData("All gradients are row vectors.", @"\frac{\partial b^\top x}{\partial x} = b^\top")]
    [InlineData("本文采用分母布局。", @"\frac{\partial(Ax)}{\partial x} = A^\top")]
    [InlineData("Nothing is said of derivatives.", @"\frac{\partial(Ax)}{\partial x} = A")]
    public void What_is_laid_out_as_the_words_say_holds(string words, string formula) =>
        Assert.All(Verdicts(words, formula), verdict => Assert.True(verdict is Verdict.Proved or Verdict.Tested));

    [Theory]
    [InlineData("We use the numerator layout.", @"\frac{\partial(Ax)}{\partial x} = A^\top")]
    [InlineData("We use the denominator layout.", @"\frac{\partial(Ax)}{\partial x} = A")]
    [InlineData("Jacobians have a row for each component.", @"\frac{\partial(Ax)}{\partial x} = A^\top")]
    [InlineData("All gradients are column vectors.", @"\frac{\partial b^\top x}{\partial x} = b^\top")]
    [InlineData("All gradients are row vectors.", @"\frac{\partial b^\top x}{\partial x} = b")]
    [InlineData("本文采用分母布局。", @"\frac{\partial(Ax)}{\partial x} = A")]
    [InlineData(
        "Others prefer the numerator layout, we the denominator layout.",
        @"\frac{\partial(Ax)}{\partial x} = A"
    )]
    [InlineData("Nothing is said of derivatives.", @"\frac{\partial(Ax)}{\partial x} = A^\top")]
    public void What_is_laid_out_otherwise_is_neither_confirmed_nor_refuted(string words, string formula) =>
        Assert.All(Verdicts(words, formula), verdict => Assert.Equal(Verdict.Unchecked, verdict));

    [Theory]
    [InlineData("We use the numerator layout.")]
    [InlineData("We use the denominator layout.")]
    [InlineData("Nothing is said of derivatives.")]
    public void What_holds_in_no_layout_is_refuted(string words) =>
        Assert.Contains(Verdict.Refuted, Verdicts(words, @"\frac{\partial(Ax)}{\partial x} = 2A"));

    private static List<Verdict> Verdicts(string words, string formula)
    {
        var text = $"{words}\n\n{Arrays}\n$$\n{formula}\n$$\n";
        var report = new Auditor(new AuditSettings(100)).Audit(
            DocumentReader.Read("formula.md", text),
            BindingsFile.Empty
        );
        return [.. report.Equations.SelectMany(equation => equation.Claims).Select(claim => claim.Verdict)];
    }
}
