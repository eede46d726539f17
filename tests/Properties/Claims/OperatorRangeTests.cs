// What stands below operators: chains of indices, intervals, sums to infinity. True statements are never refuted, false ones are.
using LossProofs.Audit;
using LossProofs.Tests.Properties.Evidence;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class OperatorRangeTests
{
    [Theory]
    [InlineData(@"\prod_{1\le i<j\le 3} (x_j - x_i) = (x_2-x_1)(x_3-x_1)(x_3-x_2)", "x: vector of length 3")]
    [InlineData(@"\max_{x\in[0,1]} x(1-x) = \frac14", "")]
    [InlineData(@"\sup_{x\in(0,1)} x^2 = 1", "")]
    [InlineData(@"\inf_{x>0} \frac1x = 0", "")]
    [InlineData(@"\arg\max_{0 \le x \le 1} x(1-x) = \frac12", "")]
    [InlineData(@"\sum_{k=0}^\infty x^k = \frac{1}{1-x}", "x in (-1,1)")]
    [InlineData(@"\sum_{k\ge 0} \frac{x^k}{k!} = e^x", "x: real")]
    [InlineData(@"\sum_{k=1}^\infty k p (1-p)^{k-1} = \frac1p", "p in (0,1)")]
    [InlineData(@"\sum_{k=1}^\infty \frac{1}{k(k+1)} = 1", "")]
    [InlineData(@"\sum_{k=1}^\infty \frac{1}{k^2} = \frac{\pi^2}{6}", "")]
    public void What_is_true_is_proved(string latex, string where) =>
        Assert.All(Asked.About(latex, where), claim => Assert.Equal(Verdict.Proved, claim.Verdict));

    // A bound that is not taken is no maximum; a series that converges for some x only says nothing of the others.
    [Theory]
    [InlineData(@"\max_{x\in(0,1)} x^2 = 1", "")]
    [InlineData(@"\min_{x>0} \frac1x = 0", "")]
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
    [InlineData(@"\max_{1\le i\le n} x_i \le \frac1n\sum_{i=1}^n x_i", "x: vector of length n")]
    [InlineData(@"\sum_{k=0}^\infty x^k = \frac{1}{1+x}", "x in (-1,1)")]
    [InlineData(@"\sum_{k=1}^\infty \frac{1}{k^2} = \frac{\pi^2}{8}", "")]
    [InlineData(@"\sum_{k=1}^\infty \frac{1}{k} = 2", "")]
    [InlineData(@"\sum_{k=0}^\infty (-1)^k = \frac12", "")]
    public void What_is_false_is_refuted(string latex, string where) => Asked.Refuted(latex, where);
}
