// Letters of a definition of which the document says nothing else: a false claim about what is defined is refuted without a
// declaration, unless a condition that nobody writes down, or another formula, may save it.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class LettersTests
{
    [Theory]
    [InlineData(
        @"A predictor with an interaction is",
        @"g(u, v) = c_0 + c_1 u + c_2 v + c_3 u v",
        "The effects are the derivatives:",
        @"\frac{\partial g(u, v)}{\partial v} = c_2 + c_3 v"
    )]
    [InlineData(
        "The likelihood of the sample is",
        @"L(m, s) = (2 \pi s^2)^{-n/2} \exp\left(-\frac{1}{2 s^2} \sum_{i=1}^n (t_i - m)^2\right)",
        "and taking logarithms gives",
        @"\log L(m, s) = \frac{n}{2} \log(2 \pi s^2) - \frac{1}{2 s^2} \sum_{i=1}^n (t_i - m)^2"
    )]
    [InlineData(
        "The model gives the label 1 the probability",
        @"r(x) = \frac{1}{1 + \exp(-w^T x)}",
        "so that for weights $w$",
        @"\log r(x) = \log(1 + \exp(-w^T x))"
    )]
    public void False_claims_about_what_is_defined_are_refuted(
        string words,
        string definition,
        string lead,
        string latex
    ) => Assert.Equal(Verdict.Refuted, Last($"{words}\n\n$$\n{definition}\n$$\n\n{lead}\n\n$$\n{latex}\n$$\n"));

    // What may be meant without a word: weights that sum to one, a unit variance, equal rates, a small step.
    [Theory]
    [InlineData(@"f(u) = p u + q u^2", @"f(u) - u = q u^2 - q u")]
    [InlineData(@"g(u) = \frac{(u - m)^2}{2 s^2}", @"g(u) = \frac{(u - m)^2}{2}")]
    [InlineData(@"f(u) = a u + b", @"f(u) = a (u + 1)")]
    [InlineData(@"V(u) = \sum_{i=1}^n w_i (u - c_i)^2", @"V(u) = u^2 + \sum_{i=1}^n w_i (c_i^2 - 2 u c_i)")]
    [InlineData(@"f(u) = u^2", @"f(u + \epsilon) = u^2 + 2 u \epsilon")]
    [InlineData(@"f(u) = a_1 u + a_2 u + a_3 u", @"f(u) = u")]
    public void Usual_conditions_that_nobody_writes_down_save_a_claim(string definition, string latex) =>
        Assert.NotEqual(
            Verdict.Refuted,
            Last($"We use\n\n$$\n{definition}\n$$\n\nThis can be rewritten as\n\n$$\n{latex}\n$$\n")
        );

    // A condition that any other formula of the document may lay on a letter.
    [Theory]
    [InlineData("$$\na + b = 3\n$$\n\n", "")]
    [InlineData("", "\n\nAbove, $a + b = 3$.")]
    [InlineData("", "\n\n# Constants\n\n$$\na = 3 - b\n$$\n")]
    public void Other_formulas_save_a_claim(string before, string after) =>
        Assert.NotEqual(
            Verdict.Refuted,
            Last(
                $"{before}We use\n\n$$\nf(u) = a u + b u\n$$\n\nThis can be rewritten as\n\n$$\nf(u) = 3 u\n$$\n{after}",
                equation => equation.Latex.Contains("f(u) = 3 u", StringComparison.Ordinal)
            )
        );

    private static Verdict Last(string text, Func<EquationReport, bool>? which = null) =>
        new Auditor(new AuditSettings(200))
            .Audit(DocumentReader.Read("a.md", text), BindingsFile.Empty)
            .Equations.Last(which ?? (_ => true))
            .Verdict;
}
