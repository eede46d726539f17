// Laws that words give to a quantity, kinds of numbers that one adjective says, and the parameters of laws with names.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class WordedLawsTests
{
    [Theory]
    [InlineData(
        @"Let $X$ be exponential with rate $\lambda > 0$. Then",
        @"\operatorname{Var}(X) = \frac{1}{\lambda^2}"
    )]
    [InlineData(@"Let $X$ be exponential with mean $\mu$. Then", @"\operatorname{Var}(X) = \mu^2")]
    [InlineData(@"Let $X$ be Poisson distributed with mean $\mu$. We have", @"\mathbb{E}[X^2] = \mu^2 + \mu")]
    [InlineData(@"随机变量 $X$ 服从参数为 $\lambda$ 的泊松分布。于是有", @"\mathbb{E}[X^2] = \lambda^2 + \lambda")]
    [InlineData(
        @"Suppose $X$ follows a normal distribution with mean $m$ and standard deviation $s$. Then",
        @"\mathbb{E}[X^2] = m^2 + s^2"
    )]
    [InlineData(@"Let $X$ be a standard normal random variable. Then", @"\mathbb{E}[X^4] = 3")]
    [InlineData(@"Let $X$ be gamma distributed with shape $a$ and scale $b$. Then", @"\mathbb{E}[X] = a b")]
    [InlineData(@"Let $X \sim \mathrm{Binomial}(n, p)$. Then", @"\mathbb{E}[X (X - 1)] = n (n - 1) p^2")]
    [InlineData(
        @"Let $X \sim \mathrm{Poisson}(\lambda)$. Then",
        @"\mathbb{E}[X^3] = \lambda^3 + 3 \lambda^2 + \lambda"
    )]
    [InlineData(@"Let $X \sim \mathrm{Beta}(a, b)$. Then", @"\mathbb{E}[X^2] = \frac{a (a + 1)}{(a + b)(a + b + 1)}")]
    [InlineData(@"Let $X \sim \mathcal{U}(a, b)$. Then", @"\operatorname{Var}(X) = \frac{(b - a)^2}{12}")]
    [InlineData(@"Let $X \sim \mathcal{U}(a, b)$. Then", @"\mathbb{E}[X] \ge a")]
    [InlineData(@"For positive $x$ and $y$ we have", @"\frac{x}{y} + \frac{y}{x} \ge 2")]
    [InlineData(@"For nonnegative $x$ we have", @"\sqrt{x^2} = x")]
    public void What_holds_under_the_law_or_for_the_numbers_stands(string words, string formula) =>
        Assert.Contains(Only(words, formula), new[] { Verdict.Proved, Verdict.Tested });

    [Theory]
    [InlineData(@"Let $X$ be exponential with rate $\lambda > 0$. Then", @"\operatorname{Var}(X) = \frac{1}{\lambda}")]
    [InlineData(@"Let $X$ be Poisson distributed with mean $\mu$. We have", @"\mathbb{E}[X^2] = \mu^2")]
    [InlineData(@"Let $X \sim \mathrm{Binomial}(n, p)$. Then", @"\mathbb{E}[X (X - 1)] = n^2 p^2")]
    [InlineData(@"Let $X \sim \mathcal{U}(a, b)$. Then", @"\operatorname{Var}(X) = \frac{(b - a)^2}{6}")]
    [InlineData(@"For positive $x$ and $y$ we have", @"\frac{x}{y} + \frac{y}{x} > 2")]
    public void What_fails_under_the_law_or_for_the_numbers_is_refuted(string words, string formula) =>
        Assert.Equal(Verdict.Refuted, Only(words, formula));

    // Another law than the words seem to give, or none: nothing may be refuted by it.
    [Theory]
    [InlineData(
        @"Let $X$ be exponential with rate $\lambda$. Given $X > 1$, we have",
        @"\mathbb{E}[X] = \frac{1}{\lambda}"
    )]
    [InlineData(@"Given $Y = y$, $X$ is Poisson with mean $y$. Then", @"\mathbb{E}[X] = y")]
    [InlineData(@"Let $X$ and $Y$ be exponential with rate $\lambda$. Then", @"\mathbb{E}[X] = 2 \lambda")]
    [InlineData(@"Let $X$ be normal to the plane with mean $\mu$. Then", @"\mathbb{E}[X] = 2 \mu")]
    [InlineData(@"Let $X \sim \mathrm{Gamma}(\alpha, \theta)$. Then", @"\mathbb{E}[X] = \alpha \theta")]
    [InlineData(@"Let $X \sim \mathrm{Geometric}(p)$. Then", @"\mathbb{E}[X] = \frac{1 - p}{p}")]
    [InlineData(@"For positive $n$ we have", @"\sin(\pi n) = 0")]
    [InlineData(@"For positive $A$ we have", @"A^2 > 2 A")]
    public void Where_another_law_or_number_may_be_meant_nothing_is_decided(string words, string formula) =>
        Assert.DoesNotContain(Only(words, formula), new[] { Verdict.Proved, Verdict.Refuted });

    // The number of trials up to the first success, or of the failures before it; a rate or a scale.
    [Theory]
    [InlineData(@"Let $X \sim \mathrm{Geometric}(p)$. Then", @"\mathbb{E}[X] = \frac{1}{p}")]
    [InlineData(@"Let $X \sim \mathrm{Gamma}(a, b)$. Then", @"\mathbb{E}[X] = \frac{a}{b}")]
    [InlineData(@"Let $X \sim \mathrm{Exp}(\beta)$. Then", @"\mathbb{E}[X] = \frac{1}{\beta}")]
    public void What_holds_in_one_order_of_parameters_is_not_confirmed(string words, string formula) =>
        Assert.Equal(Verdict.Unchecked, Only(words, formula));

    [Theory]
    [InlineData(@"Let $X \sim \mathrm{Gamma}(a, b)$ with scale $b$. Then", @"\mathbb{E}[X] = \frac{a}{b}")]
    [InlineData(@"Let $X \sim \mathrm{Gamma}(a, b)$ with rate $b$. Then", @"\mathbb{E}[X] = a b")]
    public void What_words_settle_otherwise_is_refuted(string words, string formula) =>
        Assert.Equal(Verdict.Refuted, Only(words, formula));

    [Theory]
    [InlineData(@"Let $X \sim \mathrm{Gamma}(a, b)$ with scale $b$. Then", @"\mathbb{E}[X] = a b")]
    [InlineData(@"Let $X \sim \mathrm{Gamma}(a, b)$ with rate $b$. Then", @"\mathbb{E}[X] = \frac{a}{b}")]
    [InlineData(@"Let $X \sim \mathrm{Exp}(\lambda)$. Then", @"\mathbb{E}[X] = \frac{1}{\lambda}")]
    public void What_words_or_custom_settle_is_proved(string words, string formula) =>
        Assert.Equal(Verdict.Proved, Only(words, formula));

    private static Verdict Only(string words, string formula)
    {
        var report = new Auditor(new AuditSettings(100)).Audit(
            DocumentReader.Read("formula.md", $"# Note\n\n{words}\n\n$$\n{formula}\n$$\n"),
            BindingsFile.Empty
        );
        return Assert.Single(report.Equations).Verdict;
    }
}
