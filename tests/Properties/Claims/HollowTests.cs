// What would be confirmed by something else than what the reader of a document takes the display to say.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class HollowTests
{
    // The arithmetic is right, and what the words say the first name to be is wrong.
    [Theory]
    [InlineData(@"The root of $x^2 = 3$ is", @"x = \sqrt{2} \approx 1.4142")]
    [InlineData("A fair die shows the numbers from 1 to 6. Its mean is", @"E(X) = \frac{1+2+3+4+5}{6} = 2.5")]
    [InlineData("There are 6 true positives and 4 false positives. Hence", @"\text{precision} = \frac{8}{10} = 0.8")]
    [InlineData(
        "A capital of 100 grows by 5 percent for 3 years:",
        @"\text{final capital} = 100 \cdot 1.05^2 = 110.25"
    )]
    [InlineData("With $n = 100$ and $s = 2$ the standard error is", @"\mathrm{SE} = \frac{2}{100} = 0.02")]
    [InlineData(
        @"From $e^{-\lambda T} = \tfrac12$ it follows that",
        @"T = \frac{\ln 2}{2 \lambda}, \qquad \ln 2 \approx 0.693"
    )]
    public void Arithmetic_behind_a_name_proves_nothing_of_the_name(string words, string formula) =>
        Assert.Equal(Verdict.Unchecked, Last($"{words}\n\n$$\n{formula}\n$$"));

    // Where the name is introduced, the arithmetic is all there is.
    [Fact]
    public void Arithmetic_behind_a_name_that_is_introduced_is_judged() =>
        Assert.Equal(Verdict.Proved, Last("Let\n\n$$\nh = \\frac{3}{4} = 0.75\n$$"));

    [Fact]
    public void Wrong_arithmetic_behind_a_name_is_refuted() =>
        Assert.Equal(Verdict.Refuted, Last("The ratio is\n\n$$\nh = \\frac{3}{4} = 0.9\n$$"));

    // A theorem is no evidence for itself.
    [Theory]
    [InlineData(@"\mathrm{TSS} = \mathrm{ESS} - \mathrm{RSS}", @"\mathrm{TSS} = \mathrm{ESS} - \mathrm{RSS}")]
    [InlineData(@"m = \frac12 (b - a)", @"m = b \cdot \frac12 - a \cdot \frac12 = \frac12 (b - a)")]
    [InlineData(@"E_k = m v^2", @"E_k = m v^2")]
    public void What_a_theorem_says_is_not_confirmed_by_its_own_words(string theorem, string proof) =>
        Assert.Equal(
            Verdict.Unchecked,
            Last($"**Theorem.** The quantity is\n\n$$\n{theorem}\n$$\n\n*Proof.* Hence we have\n\n$$\n{proof}\n$$")
        );

    // The things behind an index need not be all there are.
    [Theory]
    [InlineData(@"Let $B_1, \dots, B_n$ be events that need not be exhaustive. Then", @"\sum_i p(B_i) = 1")]
    [InlineData(@"Let $\lambda_1, \dots, \lambda_n$ be the eigenvalues of $A$. Then", @"\sum_{i=1}^n P(\lambda_i) = 1")]
    public void Probabilities_behind_an_index_need_not_sum_to_one(string words, string formula) =>
        Assert.Equal(Verdict.Unchecked, Last($"{words}\n\n$$\n{formula}\n$$"));

    // The sum ends at the sign: nobody adds b so many times.
    [Theory]
    [InlineData(@"\sum_{i=1}^n (a_i - c)^2 = \sum_{i=1}^n a_i^2 - c^2")]
    [InlineData(@"\sum_{i=1}^n (a_i + c) = \sum_{i=1}^n a_i + c")]
    public void A_sum_ends_at_the_sign_where_its_index_does_not_stand_behind(string formula) =>
        Assert.DoesNotContain(
            Last($"For reals $a_1, \\dots, a_n$ and a constant $c$,\n\n$$\n{formula}\n$$"),
            new[] { Verdict.Proved, Verdict.Tested }
        );

    [Theory]
    [InlineData(@"(\mathbf{A}_l \mathbf{B}_l)^{-1} = \mathbf{A}_l^{-1} \mathbf{B}_l^{-1}")]
    [InlineData(@"H_k B_k - B_k H_k = 0")]
    [InlineData(@"\hat{Q}' W = W \hat{Q}'")]
    public void Capitals_with_an_index_or_a_mark_may_be_matrices(string formula) =>
        Assert.DoesNotContain(
            Last($"At every step we have\n\n$$\n{formula}\n$$"),
            new[] { Verdict.Proved, Verdict.Tested }
        );

    // Independence of two quantities in another section says nothing here.
    [Fact]
    public void Independence_holds_in_its_section() =>
        Assert.Equal(
            Verdict.Unchecked,
            Last(
                @"# One

Let $U$ and $V$ be independent.

# Two

Let $X \sim \mathcal{N}(\mu, 1)$ and $Y \sim \mathcal{N}(\nu, 1)$. Then

$$
\mathbb{E}[X Y] = \mu \nu
$$"
            )
        );

    // Dots between products whose factors all count.
    [Theory]
    [InlineData(@"1 \cdot 2 + 2 \cdot 3 + \cdots + 99 \cdot 100 = 333300")]
    [InlineData(@"\frac{1}{1 \cdot 2} + \frac{1}{2 \cdot 3} + \cdots + \frac{1}{99 \cdot 100} = \frac{99}{100}")]
    [InlineData(@"1 \cdot 100 + 2 \cdot 99 + \cdots + 100 \cdot 1 = 171700")]
    [InlineData(@"(1 - 2)^2 + (3 - 4)^2 + \cdots + (99 - 100)^2 = 50")]
    public void Dots_that_continue_no_pattern_that_is_read_do_no_harm(string formula) =>
        Assert.Equal(Verdict.Unchecked, Last($"It is known that\n\n$$\n{formula}\n$$"));

    // What is given for an example says nothing of all things of its kind.
    [Theory]
    [InlineData("For example\n\n$$\nx = 2\n$$\n\nThe square of a number is twice the number:", "x^2 = 2x")]
    [InlineData(
        "For example, let $X \\sim \\mathcal{N}(0, 1)$.\n\nThe variance of a random variable is its second moment:",
        @"\operatorname{Var}(X) = \mathbb{E}[X^2]"
    )]
    [InlineData(
        "Example:\n\n$$\nA = \\begin{pmatrix}2&0\\\\0&2\\end{pmatrix}\n$$\n\nThe determinant of a matrix is equal to its trace:",
        @"\det A = \operatorname{tr} A"
    )]
    [InlineData(
        "Take for example\n\n$$\nf(x) = x^2\n$$\n\nA function does not change when its argument changes sign:",
        "f(-x) = f(x)"
    )]
    [InlineData("Take for instance\n\n$$\na = 3\n$$\n\nNote this:", "a^2 = 9")]
    public void An_example_confirms_nothing_general(string words, string formula) =>
        Assert.Equal(Verdict.Unchecked, Last($"# Things\n\n{words}\n\n$$\n{formula}\n$$"));

    [Theory]
    [InlineData("For example\n\n$$\nx = 2\n$$\n\nThen we have", "x^2 = 2x")]
    [InlineData(
        "For a random variable $X \\sim \\mathcal{N}(0, 1)$ we have",
        @"\operatorname{Var}(X) = \mathbb{E}[X^2]"
    )]
    public void What_goes_on_from_it_is_judged(string words, string formula) =>
        Assert.Contains(Last($"# Things\n\n{words}\n\n$$\n{formula}\n$$"), (Verdict[])[Verdict.Proved, Verdict.Tested]);

    // A value that follows, and its repetition.
    [Fact]
    public void A_concluded_value_is_no_evidence_for_its_repetition() =>
        Assert.Equal(
            Verdict.Unchecked,
            Last(
                "Computing the mean we find\n\n$$\nE(u_k) = \\frac{a_k}{\\sum_{j=1}^K a_j - 1}\n$$\n\nwhere $a_k = c + m_k$; hence\n\n"
                    + "$$\nE(u_k) = \\frac{a_k}{\\sum_{j=1}^K a_j - 1} = \\frac{c + m_k}{\\sum_{j=1}^K (c + m_j) - 1}\n$$"
            )
        );

    // "For $x > 0$ we have" says it of its place; "let $x > 0$" of what follows.
    [Theory]
    [InlineData("For $x > 0$ we have $\\log x^2 = 2 \\log x$.", Verdict.Unchecked)]
    [InlineData("When $x > 0$, the slope of $x^2$ is positive.", Verdict.Unchecked)]
    [InlineData("Let $x > 0$. Then $\\log x^2 = 2 \\log x$.", Verdict.Proved)]
    public void A_range_said_in_passing_is_none_in_another_section(string words, Verdict verdict) =>
        Assert.Equal(verdict, Last($"# One\n\n{words}\n\n# Two\n\nTherefore\n\n$$\n\\sqrt{{x^2}} = x\n$$"));

    private static Verdict Last(string text) =>
        new Auditor(new AuditSettings(100))
            .Audit(DocumentReader.Read("formula.md", text + "\n"), BindingsFile.Empty)
            .Equations[^1]
            .Verdict;
}
