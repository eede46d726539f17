// Words beside a symbol that are not all understood keep a claim from being refuted; words that give a symbol another range keep
// it from being proved on the old one. The first list is of words that no lexicon has.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class MentionsTests
{
    // Each is true of the values that the words choose, and false of others.
    [Theory]
    [InlineData(@"For nonvanishing $x \in \mathbb{R}$ we have", "x^2 > 0")]
    [InlineData(@"Let $x \in \mathbb{R}$ be a multiple of $\pi$. Then we have", @"\sin x = 0")]
    [InlineData(
        @"Let $y \in \mathbb{R}$ be a sign, either $-1$ or $1$. For all $c \in \mathbb{R}$ we have",
        "y^2 c = c"
    )]
    [InlineData(@"Let $M \in \mathbb{R}$ be huge. For all $x \in [0, 1]$ we have", @"x \le M")]
    [InlineData(@"Let $x \in \mathbb{R}$, a whole multiple of two. Then we have", @"\cos(\pi x) = 1")]
    [InlineData(@"For gargantuan $x \in \mathbb{R}$ we have", "x > 1000")]
    [InlineData(@"For $x \in \mathbb{R}$ beyond $1$ we have", "x^2 > x")]
    [InlineData(@"For each polynomial degree $k \ge 0$ we have", @"k^2 \ge k")]
    [InlineData(@"If $x$ designates a fraction of the whole, then we have", @"x^2 \le x")]
    [InlineData(@"For $n \in \mathbb{N}$, $n$ divisible by two, we have", "(-1)^n = 1")]
    [InlineData(@"For $n \in \mathbb{N}$ with $2 \mid n$ we have", "(-1)^n = 1")]
    [InlineData(@"Let $x \in \mathbb{R}$ with $x = 2 \pi k$ for a $k \in \mathbb{Z}$. Then we have", @"\sin x = 0")]
    [InlineData(@"Let $x \in \mathbb{R}^n$ with $\bar x = 0$. Then we have", @"\sum_{i=1}^n (x_i + 1) = n")]
    [InlineData(@"Let $x \in \mathbb{R}^n$ with $|x_i| = 1$. Then we have", @"\sum_{i=1}^n x_i^2 = n")]
    [InlineData(@"Let $x \in \mathbb{R}^n$ with $x_1 \le \dots \le x_n$. Then we have", @"\max_i x_i - x_n = 0")]
    [InlineData(@"Let $n \in \mathbb{Z}$. For all $n \ge 0$ we have", @"n^2 \ge n")]
    [InlineData(@"For all $n \ge 0$ with $n \in \mathbb{Z}$ we have", @"n^2 \ge n")]
    [InlineData(@"For integer $x \in \mathbb{R}$ we have", @"\sin(\pi x) = 0")]
    [InlineData(@"对任意偶的 $n \in \mathbb{N}$ 有", "(-1)^n = 1")]
    [InlineData(@"Over $\mathbb{F}_2$ we have", "1 + 1 = 0")]
    public void Words_that_are_not_understood_keep_a_claim(string words, string latex) =>
        Assert.NotEqual(Verdict.Refuted, Last(words, latex));

    // Words that choose nothing keep none.
    [Theory]
    [InlineData(@"For real $x > 0$ we have", "x^2 > x")]
    [InlineData(@"Let $p \in (0, 1)$ be the predicted probability of the class. Then we have", "p^2 > p")]
    [InlineData(@"For a temperature $T > 0$ we have", "T^2 > T")]
    [InlineData(
        @"With the mean $\mu \in \mathbb{R}$ and a standard deviation $\sigma > 0$ we have",
        @"\mu + \sigma > \mu + 1"
    )]
    [InlineData(@"对任意实数 $x$ 有", "x^2 > x")]
    [InlineData(@"For all $n \in \mathbb{Z}$ we have", "n^2 > n")]
    [InlineData(@"For $x, y \in \mathbb{R}$, $x > y$ implies $e^x > e^y$, and so we have", "x + y > 2 x")]
    // A range that may be reversed.
    [InlineData(@"For all $n \in \mathbb{Z}$ we have", @"\sum_{k=1}^n k = \frac{n(n+1)}{2}")]
    // Only where the lengths are rational is the condition met exactly.
    [InlineData(
        @"For $u, v \in \mathbb{R}^d$ with $\left\|\frac{u}{\|u\|}\right\| = 1$ and $\|v\| = 1$ we have",
        @"\|u + v\| = \|u\| + 2"
    )]
    public void Words_that_choose_nothing_leave_no_doubt(string words, string latex) =>
        Assert.Equal(Verdict.Refuted, Last(words, latex));

    // False of the new range, true of the old one.
    [Theory]
    [InlineData("Suppose $x$ is real. Then")]
    [InlineData("If $x$ is any real number, then we have")]
    [InlineData("Now allow $x$ to be negative. Then we have")]
    [InlineData("Without the restriction on $x$ we still have")]
    [InlineData("Let $x$ be an arbitrary real number. Then")]
    [InlineData("Then $-x$ is negative, and for $x := -1$ we have")]
    public void A_new_range_ends_the_old_one(string words) =>
        Assert.NotEqual(
            Verdict.Proved,
            Last("Let $x \\in [0, \\infty)$. Then\n\n$$x + |x| = 2 x$$\n\n# Next\n\n" + words, "x + |x| + 1 = 2 x + 1")
        );

    [Theory]
    [InlineData(@"For $n \in \mathbb{Z}$,", @"\sum_{k=1}^n k = \frac{n(n+1)}{2}")]
    [InlineData(
        @"For all integers $n \ge -2$ and reals $x_k$ we have",
        @"\sum_{k=1}^{n} k + x_1 = \frac{n(n+1)}{2} + x_1"
    )]
    // Of two draws nobody says that they are independent.
    [InlineData(@"Let $X \sim \mathcal{N}(0, 1)$ and $Y \sim \mathcal{N}(0, 1)$. We have", @"\mathbb{E}[X Y] = 0")]
    // Both are claimed.
    [InlineData(@"Let $x \in \mathbb{R}$. Then we have", @"|x| + 1 = x + 1 \quad \text{and} \quad x \ge 0")]
    public void What_is_not_said_proves_nothing(string words, string latex) =>
        Assert.NotEqual(Verdict.Proved, Last(words, latex));

    // An equation that says something of a known function, a constant, or all values of a name is no definition.
    [Theory]
    [InlineData(@"For $x, y \in \mathbb{R}$ we have", @"\min(x, y) = x", Verdict.Refuted)]
    [InlineData(@"For $a, x, y \in \mathbb{R}$ we have", @"\max(a x, a y) = a \max(x, y)", Verdict.Refuted)]
    [InlineData(@"For $x, y \in \mathbb{R}$ we have", @"\max(x, y) = \frac{x + y + |x - y|}{2}", Verdict.Proved)]
    [InlineData("We have", @"\frac{22}{7} = \pi", Verdict.Refuted)]
    [InlineData("We have", @"4 \arctan 1 = \pi", Verdict.Proved)]
    [InlineData("We have", @"\int_{-\infty}^\infty e^{-x^2} \, dx = \pi", Verdict.Refuted)]
    [InlineData(@"For all $x \in \mathbb{R}$ we have", "x = 2 x", Verdict.Unchecked)]
    [InlineData(
        @"For all $x \in \mathbb{R}$ we have",
        @"\operatorname{softplus}(x) = \log(1 + e^{-x})",
        Verdict.Unchecked
    )]
    [InlineData(@"For all $x \in \mathbb{R}$ we have", @"\operatorname{softplus}(x) = \log(1 + e^{x})", Verdict.Proved)]
    [InlineData("Let", @"\operatorname{softplus}(x) = \log(1 + e^{x})", Verdict.Definition)]
    [InlineData("Here $e$ is the error and", @"e = y - \hat y", Verdict.Definition)]
    [InlineData("Assuming that $x$ is real,", "x^2 + 1 > x", Verdict.Tested)]
    public void What_asserts_is_no_definition(string words, string latex, Verdict verdict) =>
        Assert.Equal(verdict, Last(words, latex));

    // The sets that documents write.
    [Theory]
    [InlineData(@"\mathbb{R}_{>0}", "x > 0")]
    [InlineData(@"\mathbb{R}_{\ge 0}", @"x \ge 0")]
    [InlineData(@"\mathbb{R}^+", "x > 0")]
    [InlineData(@"\mathbb{R}_0^+", @"x \ge 0")]
    [InlineData(@"\mathbb{R}^+_0", @"x \ge 0")]
    [InlineData(@"\mathbb{N}_0", @"x \ge 0")]
    [InlineData(@"\mathbb{Z}_{\geq 0}", @"x \ge 0")]
    [InlineData(@"\mathbb{Z}^+", @"x \ge 1")]
    [InlineData(@"\mathbb{R}_{<0}", "x < 0")]
    public void A_set_of_numbers_is_read(string set, string latex) =>
        Assert.Equal(Verdict.Proved, Last($@"For all $x \in {set}$ we have", latex));

    private static Verdict Last(string words, string latex) =>
        new Auditor(new AuditSettings(200))
            .Audit(DocumentReader.Read("a.md", $"{words}\n\n$$\n{latex}\n$$\n"), BindingsFile.Empty)
            .Equations[^1]
            .Verdict;
}
