// Certificates of exact equality: strict claims and claims of difference.
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Refutation;

public class EqualSidesTests
{
    [Theory]
    [InlineData(@"x^2 > 0", "x: real")]
    [InlineData(@"p(1-p) < \frac14", "p in [0,1]")]
    [InlineData(@"-\log p > 0", "p in (0,1]")]
    [InlineData(@"e^x > 1 + x", "x: real")]
    [InlineData(@"\sin x < 1", "x: real")]
    [InlineData(@"\cos x > -1", "x in (0,4)")]
    [InlineData(@"x^2 \ne 2", "x: real > 0")]
    [InlineData(@"(5x-2)^2 > 0", "x in (0,1)")]
    [InlineData(@"\max_i x_i - \min_i x_i > 0", "x: vector of length n ;; n: integer >= 1")]
    [InlineData(
        @"\sum_{i=1}^n p_i \log\frac{p_i}{q_i} > 0",
        "p: positive probability vector of length n ;; q: positive probability vector of length n ;; n: integer >= 1"
    )]
    [InlineData(@"\frac{a+b}{2} > \sqrt{ab}", "a: real > 0 ;; b: real > 0")]
    [InlineData(@"e^{x} \ne 3", "x: real")]
    public void A_strict_claim_is_refuted_by_equality(string latex, string where) => Asked.Refuted(latex, where);

    [Theory]
    [InlineData(@"x^2 + 1 > 0", "x: real")]
    [InlineData(@"p(1-p) \le \frac14", "p in [0,1]")]
    [InlineData(@"-\log p > 0", "p in (0,1)")]
    [InlineData(@"e^x > x", "x: real")]
    [InlineData(@"x^2 \ne 2", "x: integer")]
    [InlineData(@"\frac{a+b}{2} \ge \sqrt{ab}", "a: real > 0 ;; b: real > 0")]
    [InlineData(@"\sin x < 1", "x in (0,1)")]
    public void What_is_strict_on_its_domain_stands(string latex, string where) => Asked.Stands(latex, where);
}
