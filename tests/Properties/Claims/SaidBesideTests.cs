// Words that limit what stands beside them: a formula in its display, a definition, a law. What they limit is neither refuted where
// they exclude it nor confirmed where only they do not say it.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class SaidBesideTests
{
    // True where what stands beside the formula holds.
    [Theory]
    [InlineData("For all integers $n \\ge 1$,", @"(-1)^n = 1 \quad (n \text{ even})")]
    [InlineData("For all integers $n \\ge 1$,", @"(-1)^n = -1 \quad\text{when } n \text{ is odd}")]
    [InlineData("For $n \\in \\mathbb{N}$ we have", @"\int_{-1}^{1} x^n \, dx = 0 \quad (2 \nmid n)")]
    [InlineData("For $n \\in \\mathbb{N}$ we have", @"\int_{-1}^{1} x^n \, dx = 0 \quad (n = 2k + 1)")]
    [InlineData("For all real $x$,", @"\sqrt{x^2} = x \quad\text{on the support}")]
    [InlineData("For all real $x$,", @"|x| = x \quad\text{since } x \text{ is positive}")]
    [InlineData("For all real $x$,", @"\sin x = x \quad\text{to first order}")]
    [InlineData("For all real $x$,", @"x + 7 = x \quad\text{mod } 7")]
    [InlineData("For all $a, b \\in \\mathbb{R}$ we have", @"\max(a, b) = a \quad\text{w.l.o.g.}")]
    [InlineData(
        "For $x, y \\in \\mathbb{R}^3$ we have",
        @"\|x + y\|^2 = \|x\|^2 + \|y\|^2 \quad\text{(orthogonal vectors)}"
    )]
    [InlineData("For $A \\in \\mathbb{R}^{2 \\times 2}$ we have", @"A^\top = A \quad (A \text{ symmetric})")]
    public void What_stands_beside_a_formula_is_not_dropped(string words, string formula) =>
        Assert.NotEqual(Verdict.Refuted, Of(words, formula));

    [Theory]
    [InlineData("For all real $x$,", @"(x + 1)^2 = x^2 + x + 1 \quad\text{(by the binomial theorem)}")]
    [InlineData("We have", @"x^2 + 1 < 1 \quad \text{for all } x \in \mathbb{R}")]
    [InlineData("We have", @"\log(x y) = \log x \log y \quad \text{for } x, y > 0")]
    public void Plain_words_beside_a_false_one_do_not_save_it(string words, string formula) =>
        Assert.Equal(Verdict.Refuted, Of(words, formula));

    [Theory]
    [InlineData("Let $f(x) = x^2$ on $[0, 1)$ and let $f$ have the period $1$. Then", "f(2) = 4")]
    [InlineData("Let $f(x) = \\sin x$ on $[0, \\pi]$ and zero elsewhere. Then", @"\int_0^{2\pi} f(x) \, dx = 0")]
    [InlineData("The hinge loss is $\\ell(m) = 1 - m$ for $m < 1$ and zero above. So", @"\ell(2) = -1")]
    [InlineData("The loss is $\\ell(x) = x^2$, capped at four. So", @"\ell(3) = 9")]
    [InlineData("Let $g(x) = 2x$ for all $x$ except that $g(1) = 5$. So", "g(1) = 2")]
    [InlineData("Let $X \\sim \\mathcal{N}(0, 1)$ be conditioned on being positive. Then", @"\mathbb{E}[X] = 0")]
    [InlineData(
        "Let $X \\sim \\mathcal{N}(0, 1)$, of which only the values above zero are kept. Then",
        @"\mathbb{E}[X] = 0"
    )]
    [InlineData(
        "If the coin shows heads, $X \\sim \\mathcal{N}(0, 1)$; otherwise $X$ is $7$. Then",
        @"\mathbb{E}[X^2] = 1"
    )]
    public void What_words_take_back_confirms_nothing(string words, string formula) =>
        Assert.True(Of(words, formula) is Verdict.Unchecked or Verdict.Refuted or Verdict.Definition);

    [Theory]
    [InlineData("The density is $p(x) = 2x$ on the unit interval. Then", @"\int_{-\infty}^{\infty} p(x) \, dx = 1")]
    [InlineData(
        "The triangular kernel is $K(u) = 1 - |u|$ for $|u| \\le 1$. It integrates to one:",
        @"\int_{-\infty}^{\infty} K(u) \, du = 1"
    )]
    [InlineData(
        "Huber's loss is $h(r) = r^2/2$ if $|r| \\le 1$, and $|r| - \\frac12$ otherwise. For example",
        @"h(3) = \frac52"
    )]
    [InlineData(
        "With probability one half $X \\sim \\mathcal{N}(0, 1)$, and otherwise $X \\sim \\mathcal{N}(4, 1)$. Then",
        @"\mathbb{E}[X] = 2"
    )]
    public void What_words_take_back_refutes_nothing(string words, string formula) =>
        Assert.NotEqual(Verdict.Refuted, Of(words, formula));

    [Theory]
    [InlineData("Let $f(x) = x \\ln x$ for $x > 0$. Its second derivative is", @"f''(x) = \frac{1}{x}")]
    [InlineData("Let $f(x) = x^2$. Then", "f'(x) = 2x")]
    [InlineData(
        "Write $H(p) = -p \\log_2 p - (1 - p) \\log_2 (1 - p)$ for the binary entropy with $0 < p < 1$. We have",
        "H(p) = H(1 - p)"
    )]
    [InlineData("Let $X \\sim \\mathcal{N}(0, 1)$. Then", @"\mathbb{E}[X^2] = 1")]
    [InlineData(
        "Let $X$ be Poisson distributed with parameter $\\lambda > 0$. Then",
        @"\mathbb{E}[X(X - 1)] = \lambda^2"
    )]
    public void Whole_definitions_and_laws_are_used(string words, string formula) =>
        Assert.True(Of(words, formula) is Verdict.Proved or Verdict.Tested);

    // \pi and e are no letters that an order declares.
    [Theory]
    [InlineData("Let $0 \\le x \\le \\pi$. Then", @"\sin x \ge 0")]
    [InlineData("Let $x$ be real with $x \\le e$. Then", @"e^1 \ge x")]
    public void Constants_stay_constants(string words, string formula) =>
        Assert.NotEqual(Verdict.Refuted, Of(words, formula));

    [Theory]
    [InlineData("For all $0 \\le x \\le \\sqrt2$,", "x^2 < 2")]
    [InlineData("For all $x \\in [0, \\pi/3]$,", @"\cos x > \frac12")]
    public void Ends_that_are_no_fractions_are_looked_at(string words, string formula) =>
        Assert.True(Of(words, formula) is Verdict.Unchecked or Verdict.Refuted);

    [Theory]
    [InlineData("We write $a \\cdot b$ for the greater of two real numbers $a$ and $b$. Then", @"a \cdot 0 = 0")]
    [InlineData(
        "Let $\\|\\cdot\\|$ be any norm on $\\mathbb{R}^n$. For all $x, y \\in \\mathbb{R}^n$,",
        @"\|x + y\|^2 + \|x - y\|^2 = 2 \|x\|^2 + 2 \|y\|^2"
    )]
    [InlineData("Let $A$ be a real $3 \\times 3$ matrix and $|A|$ its determinant. Then", "|2A| = 2 |A|")]
    [InlineData("Let $g, h \\in G$. Then", "gh = hg")]
    [InlineData("The assumption $x > 0$ is dropped. Then", "|x| = x")]
    [InlineData("Precisely at $x = 1$ we have", @"x \cdot x = x^2")]
    public void Other_meanings_confirm_nothing(string words, string formula) =>
        Assert.True(Of(words, formula) is Verdict.Unchecked or Verdict.Refuted);

    [Theory]
    [InlineData(
        "Let\n\n$$ f(x) = x^2 \\quad (0 \\le x \\le 1) $$\n\nand $f(x) = 0$ otherwise. Then\n\n$$ \\int_{-\\infty}^{\\infty} f(x) \\, dx = \\frac13 $$\n"
    )]
    [InlineData("For every real $x$,\n\n$$ \\sqrt{x^2} = x $$\n\nor\n\n$$ \\sqrt{x^2} = -x. $$\n")]
    public void Displays_that_words_join_are_not_refuted(string text) =>
        Assert.DoesNotContain(
            new Auditor(new AuditSettings(200))
                .Audit(DocumentReader.Read("note.md", text), BindingsFile.Empty)
                .Equations,
            equation => equation.Verdict == Verdict.Refuted
        );

    private static Verdict Of(string words, string formula) =>
        new Auditor(new AuditSettings(200))
            .Audit(DocumentReader.Read("note.md", $"{words}\n\n$$\n{formula}\n$$\n"), BindingsFile.Empty)
            .Equations[^1]
            .Verdict;
}
