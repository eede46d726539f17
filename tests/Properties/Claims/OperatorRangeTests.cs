// What stands below operators: chains of indices, intervals, sums to infinity. True statements are never refuted, false ones are.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Tests.Properties.Evidence;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class OperatorRangeTests
{
    [Theory]
    [InlineData(@"\prod_{1\le i<j\le 3} (x_j - x_i) = (x_2-x_1)(x_3-x_1)(x_3-x_2)", "x: vector of length 3")]
    [InlineData(@"\max_{x\in[0,1]} x(1-x) = \frac14", "")]
    [InlineData(@"\sup_{x\in(0,1)} x^2 = 1", "")]
    [InlineData(@"\inf_{x>0} \frac1x = 0", "x: real")]
    [InlineData(@"\arg\max_{0 \le x \le 1} x(1-x) = \frac12", "x in [0,1]")]
    [InlineData(@"\sum_{1\le i<j\le n} 1 = \frac{n(n-1)}{2}", "n: integer >= 1")]
    [InlineData(@"\max_{0\le x\le 1} x(1-x) = \frac14", "")]
    public void What_is_true_is_proved(string latex, string where) =>
        Assert.All(Asked.About(latex, where), claim => Assert.Equal(Verdict.Proved, claim.Verdict));

    // A bound that is not taken is no maximum; a series that converges for some x only says nothing of the others.
    [Theory]
    [InlineData(@"\max_{x\in(0,1)} x^2 = 1", "")]
    [InlineData(@"\min_{x>0} \frac1x = 0", "")]
    // What runs may be an integer, or what is declared otherwise.
    [InlineData(@"\min_{n\ge 1} \left(n-\frac32\right)^2 = \frac14", "")]
    [InlineData(@"\min_{z\in[1,2]} \left(z-\frac32\right)^2 = \frac14", "z: integer >= 0")]
    [InlineData(@"\min_{z\ge 1} \left(z-\frac32\right)^2 = \frac14", "")]
    [InlineData(@"\max_{x>\frac12} x^2 = 1", "x in [0,1]")]
    [InlineData(@"\sum_{k=0}^\infty x^k = \frac{1}{1-x}", "x: real")]
    public void What_is_true_in_part_only_is_neither_proved_nor_refuted(string latex, string where) =>
        Assert.All(
            Asked.About(latex, where),
            claim => Assert.True(claim.Verdict is Verdict.Tested or Verdict.Unchecked, $"{claim.Verdict}: {latex}")
        );

    [Theory]
    [InlineData(@"\sum_{1\le i<j\le n} x_i x_j = \left(\sum_{i=1}^n x_i\right)^2", "x: vector of length n")]
    [InlineData(@"\max_{x\in[0,1]} x(1-x) = \frac12", "")]
    [InlineData(@"\sup_{x\in(0,1)} x^2 = 2", "")]
    [InlineData(@"\sup_{x>0} x e^{-x} = 1", "")]
    [InlineData(@"\arg\min_{c\in\mathbb{R}} \left[(c-a)^2 + (c-b)^2\right] = a + b", "a: real ;; b: real")]
    [InlineData(@"\max_{1\le i\le n} x_i \le \frac1n\sum_{i=1}^n x_i", "x: vector of length n")]
    public void What_is_false_is_refuted(string latex, string where) => Asked.Refuted(latex, where);

    // That it diverges is not shown.
    [Theory]
    [InlineData(@"\sum_{k=0}^\infty (-1)^k = \frac12", "")]
    public void A_sum_to_infinity_without_a_value_is_unchecked(string latex, string where) =>
        Assert.All(
            Asked.About(latex, where),
            claim =>
            {
                Assert.Equal(Verdict.Unchecked, claim.Verdict);
                Assert.Contains("an infinite sum", claim.Reason, StringComparison.Ordinal);
            }
        );

    // What is said of x may limit it further; L depends on y without saying so; g(x) is a function of x.
    [Theory]
    [InlineData(@"Let $0 \le x \le 1$.", @"\max_{x > \frac12} x^2 = 1", Verdict.Unchecked)]
    [InlineData(@"Define $L := y^2$ where $y$ is real.", @"\max_{y \in [0,1]} L = 1", Verdict.Unchecked)]
    [InlineData(@"Let $g(x) := x(1-x)$.", @"\max_{x \in [0,1]} g(x) = \frac14", Verdict.Proved)]
    [InlineData(@"Let $g(x) := x(1-x)$.", @"\max_{x \in [0,1]} g(x) = \frac12", Verdict.Refuted)]
    public void What_the_text_says_of_a_variable_counts(string words, string claim, Verdict verdict) =>
        Assert.Equal(verdict, InText($"{words}\n\n$$\n{claim}\n$$\n", "", "#1"));

    // The same where the sum stands in a definition that the claim uses.
    [Theory]
    [InlineData(@"f(x) = \frac{1}{1-x}", Verdict.Proved)]
    [InlineData(@"f(x) = \frac{1}{1+x}", Verdict.Refuted)]
    [InlineData(@"f(x) \ge \frac12", Verdict.Proved)]
    [InlineData(@"f(x) \le 1", Verdict.Refuted)]
    public void A_definition_by_a_sum_to_infinity_has_its_value(string claim, Verdict verdict)
    {
        var text = "Define\n\n$$\nf(x) := \\sum_{k=0}^\\infty x^k\n$$\n\nFor all $x \\in (-1, 1)$,\n\n";
        Assert.Equal(verdict, InText($"{text}$$\n{claim}\n$$\n", "x in (-1,1)", "#2"));
    }

    private static Verdict InText(string text, string where, string key) =>
        new Auditor(new AuditSettings(200))
            .Audit(
                DocumentReader.Read("formula.md", text),
                new BindingsFile(
                    "",
                    null,
                    where.Length == 0 ? [] : [BindingsLoader.ReadWhere(where)],
                    [],
                    [new EquationNote(key, 1) { Role = Role.Claim }]
                )
            )
            .Equations[^1]
            .Verdict;
}
