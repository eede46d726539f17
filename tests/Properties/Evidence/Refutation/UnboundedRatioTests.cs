// Certificates of rates: the ratio to the bound is unbounded.
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Refutation;

public class UnboundedRatioTests
{
    [Theory]
    [InlineData(@"e^x = 1 + x + O(x^3) \quad (x \to 0)", "x: real")]
    [InlineData(@"\log x = O(1) \quad (x \to \infty)", "x: real > 1")]
    [InlineData(@"x^{1/1000} = O(1) \quad (x\to\infty)", "x: real > 0")]
    [InlineData(@"x \sin(\pi x) = O(1) \quad (x\to\infty)", "x: real")]
    [InlineData(@"\frac{\sin(\pi/x)}{x} = O(1) \quad (x\to 0)", "x: real > 0")]
    [InlineData(@"\cos x = 1 + O(x^3) \quad (x \to 0)", "x: real")]
    public void A_wrong_order_is_refuted_by_the_series(string latex, string where) => Asked.Refuted(latex, where);

    [Theory]
    [InlineData(@"e^x = 1 + x + O(x^2) \quad (x \to 0)", "x: real")]
    [InlineData(@"\log x = O(x) \quad (x \to \infty)", "x: real > 1")]
    [InlineData(@"\sin(\pi x) = O(1) \quad (x\to\infty)", "x: real")]
    [InlineData(@"\cos x = 1 + O(x^2) \quad (x \to 0)", "x: real")]
    [InlineData(@"\log(1+x) = x + O(x^2) \quad (x \to 0)", "x in (-1,1)")]
    public void A_right_order_stands(string latex, string where) => Asked.Stands(latex, where);
}
