// What words only mention, deny, except or compare is nothing on which a verdict rests.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class WiderReadingsTests
{
    private const string Absolute = "|x| + 1 = x + 1";

    // False for negative x: whoever takes x ≥ 0 for granted proves it.
    [Theory]
    [InlineData(@"Let $x \in \mathbb{R}$. Unless $x \ge 0$, we have", Absolute, "")]
    [InlineData(@"Let $x \in \mathbb{R}$. Whether or not $x \ge 0$, we have", Absolute, "")]
    [InlineData(@"Let $x \in \mathbb{R}$. Even if $x \ge 0$ fails, we have", Absolute, "")]
    [InlineData(@"For all $x \in \mathbb{R}$, in particular for $x \ge 0$, we have", Absolute, "")]
    [InlineData(@"For all $x \in \mathbb{R}$, not only for $x \ge 0$, we have", Absolute, "")]
    [InlineData(@"Let $x \in \mathbb{R}$. Then we have", Absolute, "For $x \\ge 0$ this is trivial.")]
    [InlineData(@"Let $x \in \mathbb{R}$. Then we have", @"|x| + 1 = x + 1 \quad \text{unless } x \ge 0", "")]
    [InlineData(@"For all $x \in (0, \infty)$ we have", @"\log x \ge x - 1", "with equality if and only if $x = 1$.")]
    [InlineData(
        @"For all $a, b \in (0, \infty)$ we have",
        @"\frac{a + b}{2} \le \sqrt{a b}",
        "with equality if $a = b$."
    )]
    [InlineData("For $x > 0$ we have\n\n$$x + 1 > 1$$\n\n# Now\n\nFor all real $x$ we have", Absolute, "")]
    [InlineData("For $x > 0$ we have\n\n$$x + 1 > 1$$\n\n# Now\n\nFor negative $x$ we have", Absolute, "")]
    [InlineData("For $x > 0$ we have\n\n$$x + 1 > 1$$\n\n# Now\n\nSuppose $x$ is real. Then", Absolute, "")]
    [InlineData(
        "For $x > 0$ we have\n\n$$x + 1 > 1$$\n\n# Now\n\nWe have",
        @"|x| + 1 = x + 1 \quad \text{for all } x \in \mathbb{R}",
        ""
    )]
    [InlineData(
        "For $x, y \\in \\mathbb{R}$ we have\n\n$$\\max(x, y) = \\frac{x + y - |x - y|}{2}$$\n\nHence",
        @"\max(x, y) \le x",
        ""
    )]
    [InlineData(
        "Let $X$ and $Y$ be dependent, $X \\sim \\mathcal{N}(0, 1)$ and $Y \\sim \\mathcal{N}(0, 1)$. We have",
        @"\operatorname{Var}(X + Y) = 2",
        ""
    )]
    public void What_words_only_mention_proves_nothing(string words, string latex, string behind) =>
        Assert.NotEqual(Verdict.Proved, Last(words, latex, behind));

    [Theory]
    [InlineData(@"For all $x \in [0, \infty)$ we have", Absolute)]
    [InlineData(@"Let $x \in \mathbb{R}$ with $x \ge 0$. Then we have", Absolute)]
    public void What_words_suppose_counts(string words, string latex) =>
        Assert.Equal(Verdict.Proved, Last(words, latex, ""));

    // True under what the words say, which no domain says.
    [Theory]
    [InlineData(@"For nonzero $x \in \mathbb{R}$ we have", "x^2 > 0")]
    [InlineData(@"For $x \in \mathbb{R}$ other than $0$ we have", "x^2 > 0")]
    [InlineData(@"For distinct $x, y \in \mathbb{R}$ we have", "(x - y)^2 > 0")]
    [InlineData(@"For even $n \in \mathbb{N}$ we have", "(-1)^n = 1")]
    [InlineData(@"For all integers $n \ge 0$,", @"2^n \ge n + 1")]
    [InlineData(@"For any integer $n \in [0, 5]$ we have", @"n^2 \ge n")]
    [InlineData(@"For some $x \in \mathbb{R}$ we have", "x^2 + 1 = 3")]
    [InlineData(@"For all $x \in \mathbb{R}$ there is a $y \in \mathbb{R}$ with", "x + y = 0")]
    [InlineData(@"For no $x \in \mathbb{R}$ do we have", "x^2 + 1 = 0")]
    [InlineData("In Boolean algebra,", "1 + 1 = 1")]
    [InlineData("Angles are in degrees. Then", @"\sin 30 = \frac12")]
    [InlineData(@"Let $A \in \mathbb{R}^{n \times n}$ with $A^\top = A$. Then we have", @"A^2 = A A^\top")]
    [InlineData(@"Let $u, v \in \mathbb{R}^n$ with $u \perp v$. Then we have", @"\|u + v\|^2 = \|u\|^2 + \|v\|^2")]
    [InlineData(@"Throughout, $x$ is nonnegative. For $x \in \mathbb{R}$ we have", @"|x| \le x")]
    public void What_words_say_beyond_a_domain_keeps_a_claim(string words, string latex) =>
        Assert.NotEqual(Verdict.Refuted, Last(words, latex, ""));

    private static Verdict Last(string words, string latex, string behind) =>
        new Auditor(new AuditSettings(200))
            .Audit(DocumentReader.Read("a.md", $"{words}\n\n$$\n{latex}\n$$\n\n{behind}\n"), BindingsFile.Empty)
            .Equations[^1]
            .Verdict;
}
