// Expansions with one wrong coefficient: refuted, and repaired by the right one.
using LossProofs.Audit;
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Search;

public sealed class CoefficientRepairsTests
{
    [Theory]
    [InlineData(@"\cos x = 1 - \frac{x^2}{2} + \frac{x^4}{12} + O(x^6) \quad (x \to 0)", @"\frac{x^{4}}{24}")]
    [InlineData(@"\sqrt{1+x} = 1 + \frac{x}{2} - \frac{x^2}{4} + O(x^3) \quad (x \to 0)", @"\frac{x^{2}}{8}")]
    [InlineData(@"\sqrt{x^2+1} = x + \frac{1}{x} + O(x^{-3}) \quad (x \to \infty)", @"\frac{1}{2 x}")]
    [InlineData(
        @"\log(1+e^x) = \log 2 + \frac{x}{2} + \frac{x^2}{8} - \frac{x^4}{96} + O(x^6) \quad (x \to 0)",
        @"\frac{x^{4}}{192}"
    )]
    public void A_wrong_coefficient_is_repaired(string latex, string right)
    {
        var claim = Asked.Refuted(latex, "x: real");
        Assert.NotNull(claim.Repair);
        Assert.Contains(
            right.Replace(" ", "", StringComparison.Ordinal),
            claim.Repair.Replace(" ", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    // Where two are wrong, neither is what the other terms ask for.
    [Fact]
    public void Two_wrong_coefficients_have_no_such_repair() =>
        Assert.Null(
            Asked.Refuted(@"\cos x = 1 - \frac{x^2}{3} + \frac{x^4}{12} + O(x^6) \quad (x \to 0)", "x: real").Repair
        );

    [Theory]
    [InlineData(@"\log n! = n\log n - n + \log(2\pi n) + O(1/n) \quad (n \to \infty)", "n: integer >= 1")]
    [InlineData(@"\log n! = n\log n - n + O(1) \quad (n \to \infty)", "n: integer >= 1")]
    public void A_wrong_term_of_Stirlings_series_is_refuted(string latex, string where) => Asked.Refuted(latex, where);

    [Theory]
    [InlineData(@"\log n! = n\log n - n + \frac12\log(2\pi n) + O(1/n) \quad (n \to \infty)", "n: integer >= 1")]
    public void The_right_one_stands(string latex, string where) => Asked.Stands(latex, where);
}
