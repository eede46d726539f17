// What kind of numbers a name stands for, as words say it: of all of them, or of some, of which nothing is concluded.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class NumberWordsTests
{
    // It holds for integers: only who knows that x is real can refute it.
    private const string Whole = @"\lfloor x \rfloor + 1 = x + 1";

    [Theory]
    [InlineData("For all real $x$ we have")]
    [InlineData("For every real number $x$,")]
    [InlineData("For all reals $x$ and $y$ we get")]
    [InlineData("For arbitrary real $x > 2$, we have")]
    [InlineData("For any positive real numbers $x$ and $y$ we have")]
    [InlineData("Given any two real numbers $y$ and $x$, the identity")]
    [InlineData("For all real $x$ and $y$ with $x < y$ we have")]
    [InlineData("对任意实数 $x$ 有")]
    public void All_real_numbers_are_meant(string words) => Assert.Equal(Verdict.Refuted, Judged(words, Whole).Verdict);

    // Some, or those of a kind that is not read: whoever takes all real ones goes too far.
    [Theory]
    [InlineData("For all sufficiently large real $x$ we have")]
    [InlineData("For some real $x$ we have")]
    [InlineData("Not for all real $x$ we have")]
    [InlineData("For all real $x$ that are whole we have")]
    [InlineData("For every real $x$ in the lattice we have")]
    [InlineData("For real $x$ close to zero we have")]
    [InlineData("For almost all real $x$ we have")]
    [InlineData("If $x$ is a real number which is whole, then")]
    [InlineData("For negative real numbers $x$ we have")]
    [InlineData("For half of all real $x$ we have")]
    [InlineData("For all $x$ we have")]
    public void Some_numbers_are_meant(string words) => Assert.NotEqual(Verdict.Refuted, Judged(words, Whole).Verdict);

    [Theory]
    [InlineData("For every positive integer $m$ we have", "m^2 + 1 \\ge 2 m + 1", Verdict.Refuted)]
    [InlineData("For every positive integer $m$ we have", "m^2 + 1 \\ge m + 1", Verdict.Proved)]
    [InlineData("For all integers $m \\ge 2$ we have", "m^2 + 1 \\ge 2 m + 1", Verdict.Proved)]
    [InlineData("For every integer $k$ we have", "\\lfloor k \\rfloor + 1 = k + 2", Verdict.Refuted)]
    [InlineData("For all real $x$ we have", "\\sqrt{x^2} = x", Verdict.Refuted)]
    [InlineData("For all positive real numbers $x$ we have", "\\sqrt{x^2} = x", Verdict.Proved)]
    [InlineData("For all real $x$ we have", "\\log(e^x) = x", Verdict.Proved)]
    public void Kinds_of_numbers_decide(string words, string latex, Verdict verdict) =>
        Assert.Equal(verdict, Judged(words, latex).Verdict);

    // Where the words go on to the next name, each has what is said of it: these are false of what is said, and refuted.
    [Theory]
    [InlineData("Let $n \\ge 1$ be an integer and let $x > -1$. Then we have", "(1 + x)^n \\ge 1 + n x^2")]
    [InlineData("Let $\\mu$ be real and $\\sigma > 0$. Then we have", "\\mu + \\sigma \\ge 0")]
    [InlineData("For $x$ real with $x \\ne 0$ we have", "x + \\frac{1}{x} \\ge 2")]
    [InlineData(
        "For every positive integer $n$ and real $x \\ne 1$ we have",
        "\\sum_{k=0}^{n} x^k = \\frac{1 - x^n}{1 - x}"
    )]
    [InlineData("Given a real $x$ and a positive integer $n$, we have", "(x^2)^n = x^{n+2}")]
    [InlineData("For $x$ real and $n$ a positive integer we have", "x^n \\ge 0")]
    [InlineData("Let $x$ be real and let $y = x^2$. Then we have", "x \\ge 0")]
    [InlineData("Let $0 < \\alpha < 1$. Then we have", "\\alpha^2 > \\frac{1}{4}")]
    [InlineData("For all $x$ in $[0, 1]$ we have", "x (1 - x) \\le \\frac{1}{5}")]
    [InlineData("For $x$ and $y$ in $(0, 1)$ we have", "x + y \\le 1")]
    [InlineData("For $\\theta \\in (0, \\pi/2)$ we have", "\\tan \\theta < \\theta")]
    [InlineData("Let $a < b$. Take $x \\in (a, b)$. Then we have", "x > \\frac{a + b}{2}")]
    [InlineData("Let $p > 1$. Then we have", "p^2 > 2 p")]
    [InlineData("For $0 \\le k < n$ we have", "\\binom{n}{k} (n - k) = \\binom{n}{k + 1} k")]
    [InlineData("Let $k \\in \\{1, \\dots, n\\}$. Then we have", "\\binom{n}{k} \\ge n")]
    public void What_the_words_declare_refutes(string words, string latex) =>
        Assert.Equal(Verdict.Refuted, Judged(words, latex).Verdict);

    [Theory]
    [InlineData("Let $n \\ge 1$ be an integer and let $x > -1$. Then we have", "(1 + x)^n \\ge 1 + n x")]
    [InlineData("Let $p > 1$. Then we have", "\\int_1^\\infty x^{-p} \\, dx = \\frac{1}{p - 1}")]
    [InlineData("For all $x$ in $[0, 1]$ we have", "x (1 - x) \\le \\frac{1}{4}")]
    [InlineData("For all $x$ in $\\{0, 1\\}$ we have", "x^2 = x")]
    [InlineData("Let $0 < a < b$. Then we have", "\\sqrt{a b} < \\frac{a + b}{2}")]
    [InlineData("For $1 \\le k \\le n$ we have", "k \\binom{n}{k} = n \\binom{n - 1}{k - 1}")]
    public void What_the_words_declare_proves(string words, string latex) =>
        Assert.Equal(Verdict.Proved, Judged(words, latex).Verdict);

    // Each is true of what is meant, and false of more numbers: an integer, or what words say besides.
    [Theory]
    [InlineData("Let $k > 1$. Then we have", "k \\ge 2")]
    [InlineData("Let $k \\ge 0$. Then we have", "k^2 \\ge k")]
    [InlineData("Let $x$ be real and different from $0$. Then we have", "x^2 > 0")]
    [InlineData("Let $x$ be real and $2 x$ an even integer. Then we have", "\\sin(\\pi x) = 0")]
    [InlineData("For all real $x$ with $2 x$ an integer we have", "\\sin(2 \\pi x) = 0")]
    [InlineData("Let $x$ be real and $m$ an integer with $x = 2 m$. Then we have", "\\sin(\\pi x) = 0")]
    [InlineData("With $T > 0$ an even integer we have", "(-1)^T = 1")]
    [InlineData("Let $n \\ge 1$ be an odd integer and let $x > -1$. Then we have", "(-1)^n = -1")]
    [InlineData("For $x$ in $[0, 1]$ integer we have", "x^2 = x")]
    [InlineData("Let $x$ in $[0, 1]$ be an end of the interval. Then we have", "x^2 = x")]
    [InlineData("Let $a < b$ be consecutive integers. Then we have", "b - a = 1")]
    [InlineData("Let $|x| < 1$ be an integer. Then we have", "x^3 = x^2")]
    [InlineData("Let $|S| < 2$. Then we have", "|S|^2 = |S|")]
    [InlineData("Let $x \\in \\mathbb{R}$ and $n \\in \\{2, 4, 6, \\dots\\}$. Then we have", "x^n \\ge 0")]
    public void What_the_words_do_not_declare_refutes_nothing(string words, string latex) =>
        Assert.NotEqual(Verdict.Refuted, Judged(words, latex).Verdict);

    [Theory]
    [InlineData(
        "Let $\\sigma$ denote the logistic function. Its derivative is, for every real $z$,",
        "\\sigma'(z) = \\sigma(z) (1 + \\sigma(z))",
        Verdict.Refuted
    )]
    [InlineData(
        "The standard normal density $\\phi$ has, for every real $x$,",
        "\\phi'(x) = -x \\phi(x)",
        Verdict.Proved
    )]
    public void Words_call_a_function(string words, string latex, Verdict verdict) =>
        Assert.Equal(verdict, Judged(words, latex).Verdict);

    // A number here and a list there: neither is known.
    [Fact]
    public void What_is_a_number_in_one_place_and_a_vector_in_another_is_guessed()
    {
        var text =
            "For all real $x$ we have\n\n$$x + x = 2 x$$\n\nFor $x \\in \\mathbb{R}^n$ we have\n\n$$x = 2 x + 1 - 1$$\n";
        Assert.All(Report(text).Equations, equation => Assert.NotEqual(Verdict.Refuted, equation.Verdict));
    }

    private static ClaimReport Judged(string words, string latex) =>
        Report($"{words}\n\n$${latex}$$\n").Equations[^1].Claims[^1];

    private static DocumentReport Report(string text) =>
        new Auditor(new AuditSettings(200)).Audit(DocumentReader.Read("a.md", text), BindingsFile.Empty);
}
