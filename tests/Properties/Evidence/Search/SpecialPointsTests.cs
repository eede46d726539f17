// What breaks far out, just beside a constant, at no element or at thousands.
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Search;

public class SpecialPointsTests
{
    [Theory]
    [InlineData(@"x \le 400", "x: real")]
    [InlineData(@"\max(x,3000) = 3000", "x: real")]
    [InlineData(@"n^2 < 90000", "n: integer >= 1")]
    [InlineData(@"\sum_{i=1}^n 1 \le 77", "n: integer >= 1")]
    [InlineData(@"\sum_{i=1}^n x_i \le 90", "n: integer >= 1 ;; x: vector of length n in [0,1]")]
    [InlineData(@"\prod_{i=1}^n x \le x", "n: integer >= 0 ;; x in (0,1)")]
    [InlineData(@"\sum_{i=2}^n \frac{1}{i} > 0", "n: integer >= 1")]
    [InlineData(@"\sum_{i=n}^{70} x = (71-n)x", "n: integer >= 1 ;; x: real")]
    [InlineData(@"n \ge 1", "n: integer >= 0")]
    [InlineData(@"\left(x-\frac{7654321}{10000000}\right)^2 \ge 10^{-14}", "x in (0,1)")]
    [InlineData(@"\sqrt{(500-x)^2} = 500-x", "x: real")]
    [InlineData(@"x \ge 10^{-200}", "x: real > 0")]
    public void A_claim_that_breaks_at_a_special_point_is_refuted(string latex, string where) =>
        Asked.Refuted(latex, where);

    [Theory]
    [InlineData(@"\max(x,3000) \ge 3000", "x: real")]
    [InlineData(@"\sum_{i=1}^n 1 = n", "n: integer >= 0")]
    [InlineData(@"\sum_{i=2}^n \frac{1}{i} > 0", "n: integer >= 2")]
    [InlineData(@"\prod_{i=1}^n x \le 1", "n: integer >= 0 ;; x in (0,1)")]
    [InlineData(@"x + 10^{400} > x", "x: real")]
    public void What_holds_there_stands(string latex, string where) => Asked.Stands(latex, where);
}
