// "For invertible matrices $A$ and $B$,": words that name what a formula is about make it a claim about all of these, and words
// that choose among them do not.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class NamedObjectsTests
{
    [Theory]
    [InlineData("For invertible matrices $A$, $B$,", @"(AB)^{-1} = A^{-1} B^{-1}")]
    [InlineData(@"For $A \in \mathbb{R}^{n \times n}$ and a scalar $\alpha$,", @"\det(\alpha A) = \alpha \det A")]
    [InlineData("For all real $x > -1$ and all real $r$, Bernoulli's inequality states", @"(1 + x)^r \ge 1 + r x")]
    [InlineData("For events $A$, $B$ with $P(B) > 0$,", @"P(A \mid B) = \frac{P(B \mid A) P(B)}{P(A)}")]
    [InlineData("The bound is simple: for real $a$, $b$,", @"(a + b)^2 \le a^2 + b^2")]
    [InlineData("By the chain rule, for real $x$,", @"\frac{d}{dx} e^{2x} = e^{2x}")]
    public void What_is_false_of_all_is_refuted(string words, string formula) =>
        Assert.Equal(Verdict.Refuted, Of(words, formula));

    [Theory]
    [InlineData("For orthogonal matrices $A$,", @"A^{-1} = A^\top")]
    [InlineData("For commuting matrices $A$ and $B$,", @"AB = BA")]
    [InlineData("For symmetric matrices $A$,", @"A^\top = A")]
    [InlineData("For independent events $A$ and $B$,", @"P(A \cap B) = P(A) P(B)")]
    [InlineData("For unit vectors $u$,", @"u^\top u = 1")]
    [InlineData("For real $x$ and $y$ on the unit circle,", @"x^2 + y^2 = 1")]
    [InlineData("For uncorrelated random variables $X$ and $Y$,", @"\mathbb{E}[XY] = \mathbb{E}[X] \mathbb{E}[Y]")]
    [InlineData("For small real $x$,", @"\sin x = x")]
    [InlineData("For projections $P$,", @"P^2 = P")]
    [InlineData("The point is found by solving, for real $x$,", @"x^2 = 2 x + 1")]
    public void What_words_choose_is_not(string words, string formula) =>
        Assert.NotEqual(Verdict.Refuted, Of(words, formula));

    private static Verdict Of(string words, string formula) =>
        new Auditor(new AuditSettings(200))
            .Audit(DocumentReader.Read("objects.md", $"{words}\n\n$$\n{formula} .\n$$\n"), BindingsFile.Empty)
            .Equations[^1]
            .Verdict;
}
