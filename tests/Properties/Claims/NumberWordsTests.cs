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
