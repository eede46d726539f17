// Claims that hold at almost every point whether they are true or not: proved, refuted or unchecked, never tested.
using LossProofs.Audit;
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Search;

public class RareFailuresTests
{
    [Theory]
    [InlineData(@"n^2 \ne 2116", "n: integer")]
    [InlineData(@"\frac{n (n - 1)}{2} \ne 1225", "n: integer >= 2")]
    public void A_zero_that_is_found_refutes(string latex, string where) => Asked.Refuted(latex, where);

    [Theory]
    [InlineData(@"\left(x^3 - 7\right)^2 > 10^{-40}", "x: real")]
    [InlineData(@"|x^3 + x - 5| > 10^{-30}", "x: real")]
    [InlineData(@"\left(e^x - 3 x^2\right)^2 > 0", "x: real")]
    [InlineData(@"0 < |\sin x - x + 1|", "x: real")]
    [InlineData(@"|\cos n| > 10^{-7}", "n: integer >= 1")]
    [InlineData(@"\cos n < 1 - 10^{-8}", "n: integer >= 1")]
    [InlineData(@"\tan n < 10^7", "n: integer >= 1")]
    [InlineData(@"n \sqrt3 - \lfloor n \sqrt3 \rfloor > 10^{-5}", "n: integer >= 1")]
    [InlineData(@"a^2 - 109 b^2 \ne 1", "a: integer >= 1 ;; b: integer >= 1")]
    [InlineData(@"\left(e^x - 3 x^2\right)^2 > 10^{-300}", "x: real")]
    public void What_fails_too_rarely_to_be_met_is_not_confirmed(string latex, string where) =>
        NotConfirmed(latex, where);

    [Theory]
    [InlineData(@"e^x > x", "x: real")]
    [InlineData(@"x^2 + 1 \ne 0", "x: real")]
    [InlineData(@"x^2 + x + 1 > 0", "x: real")]
    [InlineData(@"\left|\sin n\right| \le 1", "n: integer >= 1")]
    [InlineData(@"n^2 - n + 1 > 0", "n: integer")]
    [InlineData(@"\left(1 + \frac1x\right)^x < e", "x: real > 0")]
    [InlineData(@"\tanh x < x", "x: real > 0")]
    public void What_keeps_its_distance_is_confirmed(string latex, string where) =>
        Assert.All(
            Asked.About(latex, where),
            claim => Assert.Contains(claim.Verdict, new[] { Verdict.Proved, Verdict.Tested })
        );

    private static void NotConfirmed(string latex, string where) =>
        Assert.All(
            Asked.About(latex, where),
            claim => Assert.Contains(claim.Verdict, new[] { Verdict.Unchecked, Verdict.Refuted })
        );
}
