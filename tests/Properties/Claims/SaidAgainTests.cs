// What a document asks, or says a second time, asserts nothing; what it concludes does, and a name that words speak of as a law
// stays one.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class SaidAgainTests
{
    private const string Density =
        @"p(y \mid \mu, \sigma) = \frac{1}{\sqrt{2\pi}\sigma} \exp\left(-\frac{(y-\mu)^2}{2\sigma^2}\right)";

    [Theory]
    [InlineData("Is it true that", "(x+1)^2 = x^2 + 1?")]
    [InlineData("What is", @"\int_0^1 x \, dx?")]
    [InlineData("这是否成立", "(x+1)^2 = x^2 + 1？")]
    public void A_question_asserts_nothing(string words, string latex) =>
        Assert.Equal(Verdict.Definition, Last($"{words}\n\n$$ {latex} $$\n"));

    [Theory]
    [InlineData(Density, "On the next slide:")]
    [InlineData(@"A = \begin{bmatrix} 2 & 1 \\ 1 & 3 \end{bmatrix}", "Recall the matrix")]
    [InlineData("u_1 = \\sqrt{2}", "The sequence began with")]
    public void A_definition_that_is_said_again_asserts_nothing(string latex, string words) =>
        Assert.Equal(Verdict.Definition, Last($"The model is\n\n$$ {latex} $$\n\n{words}\n\n$$ {latex} $$\n"));

    [Theory]
    // Another value, a conclusion, a theorem that its proof repeats.
    [InlineData("Let\n\n$$ V = 2 + 2 $$\n\nHence\n\n$$ V = 5 $$\n")]
    [InlineData("# Theorem\n\nTheorem. We have\n\n$$ V = a^2 $$\n\nProof. Therefore\n\n$$ V = a^2 $$\n")]
    public void What_is_concluded_again_is_no_definition(string text) =>
        Assert.NotEqual(Verdict.Definition, Last(text));

    [Theory]
    [InlineData("The identity matrix is", @"I_3 = \begin{bmatrix} 1 & 0 & 0 \\ 0 & 1 & 0 \\ 0 & 0 & 1 \end{bmatrix}")]
    public void The_identity_matrix_concludes_nothing(string words, string latex) =>
        Assert.Equal(Verdict.Definition, Last($"{words}\n\n$$ {latex} $$\n"));

    [Theory]
    [InlineData("The joint probability mass function is $p$. Its values of $p$ are nonnegative and sum to one:")]
    [InlineData("We know the probability $p$ of each pair. All that we need is $p(x, y)$ (it is a table). Then")]
    public void A_letter_that_words_call_a_law_stays_one(string words) =>
        Assert.Contains(Last($"{words}\n\n$$ {Marginal} $$\n"), new[] { Verdict.Proved, Verdict.Tested });

    [Theory]
    [InlineData("We know the probability $p$ of each pair. Now let $p(x)$ denote the partition of $x$. Then")]
    public void A_letter_that_words_introduce_anew_may_be_another(string words) =>
        Assert.DoesNotContain(Last($"{words}\n\n$$ {Marginal} $$\n"), new[] { Verdict.Proved, Verdict.Tested });

    private const string Marginal = @"p(x) = \sum_y p(x, y)";

    // A permutation gives round brackets a meaning, and bars none; Minkowski's inequality is one of numbers.
    [Theory]
    [InlineData("For any permutation we have", @"|a + b| \le |a| + |b|", true)]
    [InlineData("For any permutation we have", @"(1\,2)^2 = 1", false)]
    [InlineData("By Minkowski's inequality we have, for real $a$ and $b$,", @"|a + b| \le |a| + |b|", true)]
    [InlineData("With the Minkowski sum of sets we have", "A + A = 2 A", false)]
    public void Words_about_other_objects_count_where_they_can(string words, string latex, bool holds)
    {
        var confirmed = Last($"{words}\n\n$$ {latex} $$\n") is Verdict.Proved or Verdict.Tested;
        Assert.Equal(holds, confirmed);
    }

    private static Verdict Last(string text) =>
        new Auditor(new AuditSettings(Cases: 200))
            .Audit(DocumentReader.Read("d.md", text), BindingsFile.Empty)
            .Equations[^1]
            .Verdict;
}
