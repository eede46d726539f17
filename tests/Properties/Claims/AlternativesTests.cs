// What may keep a claim from being refuted although all of its readings are false: the same false claim with and without it.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class AlternativesTests
{
    [Theory]
    [InlineData(
        "Kun $x > 0$, yhtälö pätee aina, kuten edellä on osoitettu:",
        @"\log (1 + x^2) + 1 = \log (2 + x^2)",
        "a language"
    )]
    [InlineData("Approximately, we have for all real $x$", "e^x = 1 + x", "only approximately")]
    [InlineData("For $x > 0$, ignoring constants,", @"\log (2 x) = \log x", "only approximately")]
    [InlineData("Let $X$ be Poisson. Then", @"\mathrm{Var}(X) = \mathbb{E}[X]", "the law that the words name")]
    [InlineData(
        "Let $x > 0$ be real. When training starts we have",
        @"\log (1 + x) = \log x + 1",
        "a situation that only words state"
    )]
    [InlineData("Let $x > 0$ and $y = x^2$. Holding $y$ fixed,", @"\frac{d}{dx} (x y) = y", "holds something fixed")]
    [InlineData(
        @"Let $p \in \mathbb{R}^n$ be a vector of weights. The identity",
        @"1 + \sum_{i=1}^n p_i = 2",
        "sums to one"
    )]
    [InlineData("Entropies are in bits: logarithms to the base 2.", @"\log 8 = 3", "the base 2")]
    [InlineData("Let $x > 0$ and $y = x^2$ and $f = x y$. Then", @"\frac{\partial f}{\partial x} = y", "holds y fixed")]
    [InlineData(
        "Let $X$ and $Y$ be random variables. Then",
        @"\mathbb{E}[X Y] = \mathbb{E}[X] \mathbb{E}[Y]",
        "independent quantities"
    )]
    [InlineData("For $x > 0$ we have", @"\frac{d}{dx} x^2 + x = 2 x + 1", "all that follows")]
    [InlineData(@"Let $\ell > 0$ be real. We have", @"\ell(0) + \ell = \ell + 1", "a value of a function")]
    [InlineData(@"For real $x \in (0, 1)$ we have", @"\sin^{-1}(x) + 1 = x + 1", "an inverse function")]
    public void What_may_be_meant_otherwise_is_not_refuted(string words, string latex, string meant)
    {
        var claim = Judged(words, latex);
        Assert.Equal(Verdict.Unchecked, claim.Verdict);
        Assert.Contains(meant, claim.Reason, StringComparison.Ordinal);
    }

    // Without the words, or the notation, that leave the doubt.
    [Theory]
    [InlineData("", @"\log (1 + x^2) + 1 = \log (2 + x^2)")]
    [InlineData("We have for all real $x$", "e^x = 1 + x")]
    [InlineData("For $x > 0$,", @"\log (2 x) = \log x")]
    [InlineData("Let $X$ be a random variable. Then", @"\mathrm{Var}(X) = \mathbb{E}[X]")]
    [InlineData("Let $x > 0$ be real. Then we have", @"\log (1 + x) = \log x + 1")]
    [InlineData("Let $x > 0$ and $y = x^2$. Then", @"\frac{d}{dx} (x y) = y")]
    [InlineData(@"Let $p \in \mathbb{R}^n$ be a vector. The identity", @"1 + \sum_{i=1}^n p_i = 3")]
    [InlineData("", @"\log 8 = 4")]
    [InlineData("Let $x > 0$ and $y = x^2$ and $f = x y$. Then", @"\frac{d f}{d x} = y")]
    [InlineData("Let $X$ and $Y$ be random variables. Then", @"\mathbb{E}[X Y] = \mathbb{E}[X] + \mathbb{E}[Y]")]
    [InlineData("For $x > 0$ we have", @"\frac{d}{dx} x^2 + x = 2 x + 2")]
    [InlineData(@"Let $\ell > 0$ be real. We have", @"0 \ell + \ell = \ell + 1")]
    [InlineData(@"For real $x \in (0, 1)$ we have", @"\sin(x) + 1 = x + 1")]
    public void What_leaves_no_doubt_is_refuted(string words, string latex) =>
        Assert.Equal(Verdict.Refuted, Judged(words, latex).Verdict);

    // No lexicon lists these languages: they are known by what they lack.
    [Theory]
    [InlineData("Ha $x > 0$, akkor az állítás csak közelítőleg igaz:")]
    [InlineData("Za $x > 0$ vrijedi približno, ali ne uvijek:")]
    [InlineData("Ikiwa $x > 0$ basi si kweli kwamba kila mara")]
    [InlineData("Os yw $x > 0$ yna nid yw hyn yn wir bob amser:")]
    [InlineData("Jos $x > 0$, niin on vain likimain")]
    public void A_language_of_which_nothing_is_known_is_not_read(string words)
    {
        Assert.Contains("a language", Judged(words, @"\log (1 + x) + 1 = x + 1").Reason, StringComparison.Ordinal);
        // Names in a text that is read are none.
        var names = "We follow Rényi, Erdős and Lévy. For $x > 0$ the AdamW SoftMax GELU SiLU Mish is";
        Assert.Equal(Verdict.Refuted, Judged(names, @"\log (1 + x) + 1 = x + 1").Verdict);
    }

    [Fact]
    public void A_formula_after_a_conclusion_or_before_a_definition_is_doubted()
    {
        var after = "Let $x > 0$ be real and let $v = 2 x$.\n\nHence\n\n$$w = v + x$$\n\nThen for all $x > 0$";
        Assert.Contains("only concludes", Judged(after, "w + 1 = 4 x").Reason, StringComparison.Ordinal);
        var before = Report("Let $x > 0$ be real. We have\n\n$$w + 1 = x + 1$$\n\nwith\n\n$$w = 2 x$$\n");
        Assert.Contains("is defined", before.Equations[0].Claims[^1].Reason, StringComparison.Ordinal);
    }

    private static ClaimReport Judged(string words, string latex) =>
        Report($"{words}\n\n$${latex}$$\n").Equations[^1].Claims[^1];

    private static DocumentReport Report(string text) =>
        new Auditor(new AuditSettings(200)).Audit(DocumentReader.Read("a.md", text), BindingsFile.Empty);
}
