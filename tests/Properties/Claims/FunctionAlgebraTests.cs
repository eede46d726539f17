// Functions without arguments: (fg)', (f \circ g)'. The rules hold for all functions; what is no rule is not confirmed, and asserts.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class FunctionAlgebraTests
{
    [Theory]
    [InlineData("(fg)'(x) = f'(x) g(x) + f(x) g'(x)")]
    [InlineData(@"\left(\frac{f}{g}\right)'(x) = \frac{f'(x) g(x) - f(x) g'(x)}{g(x)^2}")]
    [InlineData(@"(f \circ g)'(x) = f'(g(x)) g'(x)")]
    [InlineData("(f + g)'(x) = f'(x) + g'(x)")]
    [InlineData("(cf)'(x) = c f'(x)")]
    [InlineData("(fg)' = f'g + fg'")]
    [InlineData("(fg)'' = f''g + 2f'g' + fg''")]
    [InlineData(@"\left(\frac{f}{g}\right)' = \frac{f'g - fg'}{g^2}")]
    [InlineData(@"\frac{d}{dx} \int_a^x f(t) \, dt = f(x)")]
    [InlineData(@"\frac{d}{dx} \int_{a}^{x^2} f(t) \, dt = 2 x f(x^2)")]
    public void Rules_are_confirmed(string formula) => Assert.True(Of(formula) is Verdict.Proved or Verdict.Tested);

    [Theory]
    [InlineData("(fg)'(x) = f'(x) g'(x)")]
    [InlineData(@"\left(\frac{f}{g}\right)'(x) = \frac{f'(x) g(x) + f(x) g'(x)}{g(x)^2}")]
    [InlineData(@"(f \circ g)'(x) = f'(x) g'(x)")]
    [InlineData("(fg)' = f'g - fg'")]
    [InlineData("(fg)'' = f''g + f'g' + fg''")]
    [InlineData(@"\frac{d}{dx} \int_x^b f(t) \, dt = f(x)")]
    public void What_is_no_rule_is_not(string formula) =>
        Assert.True(Of(formula) is Verdict.Unchecked or Verdict.Refuted);

    // A factor in brackets behind a derivative is one.
    [Theory]
    [InlineData("(x^2 + 1)' (x + 1) = 2 x (x + 1)")]
    [InlineData("(x^2)' (x) = 2 x^2")]
    public void Brackets_of_numbers_are_no_functions(string formula) => Assert.NotEqual(Verdict.Refuted, Of(formula));

    private static Verdict Of(string formula) =>
        new Auditor(new AuditSettings(200))
            .Audit(
                DocumentReader.Read(
                    "note.md",
                    $"For differentiable functions $f$ and $g$ we have\n\n$$\n{formula}\n$$\n"
                ),
                BindingsFile.Empty
            )
            .Equations[^1]
            .Verdict;
}
