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

    // What words join on one side of an implication is one side.
    [Theory]
    [InlineData(@"x^2 = 4 \Leftrightarrow x = 2 \text{ or } x = -2")]
    [InlineData(@"|x| > 2 \iff x > 2 \text{ or } x < -2")]
    [InlineData(@"x > 0 \text{ and } y > 0 \implies x y > 0")]
    [InlineData(@"x = 2 \Rightarrow x^2 = 4 \text{ and } x^3 = 8")]
    [InlineData(@"x < y \text{ or } x = y \text{ or } x > y")]
    [InlineData(@"x^2 - x = 0 \quad \Longleftrightarrow \quad x = 0 \quad \text{or} \quad x = 1")]
    public void What_words_join_is_not_judged_apart(string latex) =>
        Assert.Contains(
            Last(@"For all real $x$ and $y$ we have", latex),
            new[] { Verdict.Unchecked, Verdict.Tested, Verdict.Proved }
        );

    // A setting of its own keeps a claim from being refuted, and from being proved as one about real numbers.
    [Theory]
    [InlineData("In the field with three elements,", @"2 \cdot 2 = 1", @"2 \cdot 2 = 4")]
    [InlineData("On a clock with twelve hours,", "9 + 5 = 2", "9 + 5 = 14")]
    [InlineData(@"In $\mathbb{Z}_5$:", @"3 \cdot 2 = 1", @"3 \cdot 2 = 6")]
    [InlineData("In octal,", "7 + 1 = 10", "7 + 1 = 8")]
    [InlineData("With the new product $a * b = a + b + a b$ we find", "1 * 2 = 5", "1 * 2 = 2")]
    [InlineData("Braces denote the fractional part.", @"\{2.75\} = 0.75", @"[2.7] = 2.7")]
    [InlineData("All angles are in degrees.", @"\sin 90 = 1", @"\sin \frac{\pi}{2} = 1")]
    [InlineData(@"All logarithms are to base $2$.", @"\log 4 = 2", @"\log e = 1")]
    [InlineData(@"Let $\pi$ be the profit, a real number.", @"\pi < 1", @"\pi > 3")]
    [InlineData(
        @"Let $\sigma$ be the rectifier. For all real $x$ we have",
        @"\sigma(x) \ge x",
        @"\sigma(x) + \sigma(-x) = 1"
    )]
    [InlineData(
        @"Let $p$ be a positive function, not a distribution.",
        @"\sum_x p(x) = 3",
        @"-\sum_x p(x) \log p(x) \ge 0"
    )]
    [InlineData("As a Cauchy principal value,", @"\int_{-1}^1 \frac{1}{x} dx = 0", "1 + 1 = 2")]
    public void A_setting_of_its_own_decides_nothing(string words, string keeps, string proves)
    {
        Assert.NotEqual(Verdict.Refuted, Last(words, keeps));
        Assert.NotEqual(Verdict.Proved, Last(words, proves));
    }

    // What is tested only where it is a claim about real numbers.
    [Theory]
    [InlineData("For all complex numbers $z$,", @"z^2 \ge 0")]
    [InlineData("We work with quaternions $p$ and $q$.", "p q = q p")]
    [InlineData("In an arbitrary group, for all $a$ and $b$", @"(a b)^{-1} = a^{-1} b^{-1}")]
    [InlineData("In floating-point arithmetic", "(a + b) + c = a + (b + c)")]
    public void Other_algebras_are_not_tested_with_real_numbers(string words, string latex) =>
        Assert.Equal(Verdict.Unchecked, Last(words, latex));

    // Some count 0 among the natural numbers: false there, true from 1 on.
    [Theory]
    [InlineData(@"For $n \in \mathbb{N}$ we have", @"\prod_{k=1}^n (k - 1) = 0")]
    [InlineData(@"For every natural number $n \ge 0$ we have", @"\sum_{k=0}^n (-1)^k \binom{n}{k} = 0")]
    [InlineData(@"For $n = 0, 1, 2, \dots$ we have", @"\prod_{k=1}^n (k - 1) = 0")]
    [InlineData(@"Let $n$ be the number of samples, possibly zero.", @"\sum_{i=1}^n \frac{1}{n} = 1")]
    public void A_natural_number_may_be_0(string words, string latex) =>
        Assert.NotEqual(Verdict.Proved, Last(words, latex));

    [Fact]
    public void What_holds_at_0_too_is_proved_of_all_natural_numbers() =>
        Assert.Equal(Verdict.Proved, Last(@"For $n \in \mathbb{N}$ we have", @"\sum_{k=1}^n k = \frac{n (n + 1)}{2}"));

    // The nearest words that name a base of logarithms hold.
    [Theory]
    [InlineData(@"Logarithms are natural. For all $x > 0$ we have", Verdict.Proved)]
    [InlineData("Entropies are in bits. For all $x > 0$ we have", Verdict.Unchecked)]
    [InlineData(
        "Logarithms are natural.\n\n# In bits\n\nNow logarithms have base 2. For all $x > 0$ we have",
        Verdict.Unchecked
    )]
    [InlineData(
        "Logarithms are natural.\n\n# Bits\n\nThey are written $\\log_2$.\n\n# Bounds\n\nFor all $x > 0$ we have",
        Verdict.Proved
    )]
    [InlineData(
        "Unlike the natural logarithm, ours has base 2.\n\n# Bounds\n\nFor all $x > 0$ we have",
        Verdict.Unchecked
    )]
    public void Logarithms_are_natural_where_the_nearest_words_say_so(string words, Verdict verdict) =>
        Assert.Equal(verdict, Last(words, @"\log x \le x - 1"));

    private static Verdict Last(string words, string latex) =>
        new Auditor(new AuditSettings(200))
            .Audit(DocumentReader.Read("a.md", $"{words}\n\n$$\n{latex}\n$$\n"), BindingsFile.Empty)
            .Equations[^1]
            .Verdict;
}
