// Probabilities, expectations and entropies of which nothing is declared: one joint law, read by their arguments.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Tests.Properties.Verdicts;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class JointWorldTests
{
    [Theory]
    [InlineData(@"p(x,y) = p(x|y)p(y)")]
    [InlineData(@"p(x|y) = \frac{p(y|x)p(x)}{\sum_{x'} p(y|x')p(x')}")]
    [InlineData(@"p(y) = \sum_x p(x,y)")]
    [InlineData(@"p(x,y,z) = p(x|y,z)p(y|z)p(z)")]
    [InlineData(@"\sum_{x,y} p(x,y) = 1")]
    [InlineData(@"\Pr(X = x, Y = y) = \Pr(X = x \mid Y = y) \Pr(Y = y)")]
    [InlineData(@"p(y=0|x) = 1 - p(y=1|x)")]
    [InlineData(@"P(A \cup B) = P(A) + P(B) - P(A \cap B)")]
    [InlineData(@"P(B) = P(B|A)P(A) + P(B|A^c)P(A^c)")]
    [InlineData(@"P(A|B) + P(\bar{A}|B) = 1")]
    [InlineData(@"P(A \cap B) \ge P(A) + P(B) - 1")]
    [InlineData(@"\operatorname{Var}(X+Y) = \operatorname{Var}(X)+\operatorname{Var}(Y)+2\operatorname{Cov}(X,Y)")]
    [InlineData(@"E[E[X|Y]] = E[X]")]
    [InlineData(@"\operatorname{Var}(X) = E[\operatorname{Var}(X|Y)] + \operatorname{Var}(E[X|Y])")]
    [InlineData(@"E[X \mid Y = y] = \sum_x x \, p(x|y)")]
    [InlineData(@"P(X \le a) + P(X > a) = 1")]
    [InlineData(@"H(X,Y) = H(X) + H(Y|X)")]
    [InlineData(@"I(X;Y) = H(X)+H(Y)-H(X,Y)")]
    [InlineData(@"I(X;Y|Z) = H(X|Z) - H(X|Y,Z)")]
    [InlineData(@"H(X|Y) \le H(X)")]
    [InlineData(@"D_{KL}(p \| q) = H(p,q) - H(p)")]
    [InlineData(@"\mathrm{KL}(p(x,y) \| p(x)p(y)) = I(X;Y)")]
    [InlineData(@"\mathbb{E}_{x\sim p(x)}[f(x)] = \mathbb{E}_{x\sim q(x)}\left[\frac{p(x)}{q(x)}f(x)\right]")]
    [InlineData(@"\log p(x) \ge \mathbb{E}_{q(z)}\left[\log\frac{p(x,z)}{q(z)}\right]")]
    public void A_true_statement_holds(string latex)
    {
        var (verdict, reason) = FormulaVerdicts.Of(latex);
        Assert.True(verdict is "proved" or "tested", $"{latex}: {verdict} ({reason})");
    }

    [Theory]
    [InlineData(@"p(x|y) = p(y|x)")]
    [InlineData(@"p(x,y) = p(x)p(y)")]
    [InlineData(@"\sum_x p(y|x) = 1")]
    [InlineData(@"P(A \cup B) = P(A) + P(B)")]
    [InlineData(@"P(A \mid B) = P(B \mid A)")]
    [InlineData(@"P(A|B) + P(A|B^c) = 1")]
    [InlineData(@"\mathrm{Var}(X) = E[X^2]-E[X^2]")]
    [InlineData(@"\operatorname{Var}(X+Y) = \operatorname{Var}(X)+\operatorname{Var}(Y)")]
    [InlineData(@"E[XY] = E[X]E[Y]")]
    [InlineData(@"H(X,Y) = H(X) + H(X|Y)")]
    [InlineData(@"H(Y|X) = -\sum_{x,y} p(x,y)\log p(x,y) - \sum_x p(x) \log p(x)")]
    [InlineData(@"I(X;Y) > 0")]
    [InlineData(@"D_{KL}(p \| q) = D_{KL}(q \| p)")]
    [InlineData(@"H(p,q) \le H(p)")]
    [InlineData(@"\log p(x) \le \mathbb{E}_{q(z)}\left[\log\frac{p(x,z)}{q(z)}\right]")]
    public void A_false_statement_is_refuted(string latex)
    {
        var (verdict, reason) = FormulaVerdicts.Of(latex);
        Assert.True(verdict == "refuted", $"{latex}: {verdict} ({reason})");
    }

    // What is no probability, or may be none, or is declared, is not read from the law.
    [Theory]
    [InlineData(@"P(x) = (x - 1) Q(x)")]
    [InlineData(@"p(x) > 0")]
    [InlineData(@"p(x) = p(y)")]
    [InlineData(@"H(X) > 0")]
    [InlineData(@"p(x = 3) + p(x = 4) = 1")]
    [InlineData(@"\frac{d}{dx} p(x|y) = 0")]
    public void What_may_be_something_else_is_left_alone(string latex) =>
        Assert.Equal("unchecked", FormulaVerdicts.Of(latex).Verdict);

    // A document supposes independence, a model, a mean without a formula for it.
    [Theory]
    [InlineData("The joint probability of two coins is", @"p(x,y) = p(x)p(y)", false)]
    [InlineData("The label of a sample has the distribution", @"p(y) = \theta^{y} (1-\theta)^{1-y}", false)]
    [InlineData("The noise has the variance", @"\operatorname{Var}(X) = 1", false)]
    [InlineData("The probability that one of them happens is", @"P(A \cup B) = P(A) + P(B)", false)]
    [InlineData(
        "The variance of a sum of random variables is",
        @"\operatorname{Var}(X+Y) = \operatorname{Var}(X)+\operatorname{Var}(Y)",
        false
    )]
    [InlineData("The entropy of the pair is", @"H(X,Y) = H(X) + H(Y)", false)]
    [InlineData("For a continuous random variable the entropy is", @"H(X,Y) = H(X) + H(X|Y)", false)]
    [InlineData("If both have the same distribution, the entropy of the pair is", @"H(X,Y) = H(X) + H(X|Y)", false)]
    [InlineData("The entropy of the pair is", @"H(X,Y) = H(X) + H(X|Y)", true)]
    [InlineData("The variance of a random variable is", @"\operatorname{Var}(X) = E[X]^2 - E[X^2]", true)]
    [InlineData("The conditional probability is", @"P(A|B) = \frac{P(B|A) P(B)}{P(A)}", true)]
    public void A_claim_that_holds_under_what_may_be_supposed_is_not_refuted(string words, string latex, bool refuted)
    {
        var equation = Assert.Single(
            new Auditor(new AuditSettings(Cases: 200))
                .Audit(DocumentReader.Read("d.md", $"{words}\n\n$$ {latex} $$\n"), BindingsFile.Empty)
                .Equations
        );
        Assert.Equal(refuted, equation.Verdict == Verdict.Refuted);
        Assert.True(equation.Verdict is not (Verdict.Proved or Verdict.Tested));
    }
}
