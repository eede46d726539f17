// Where two sides come closest, and whether that place has a closed form.
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Search;

public class TouchingPointsTests
{
    [Theory]
    [InlineData(@"(7x-3)^2 > 0", "x in (0,1)")]
    [InlineData(@"|11x-4| > 0", "x in (0,1)")]
    [InlineData(@"x + \frac{2}{x} > 2\sqrt2", "x: real > 0")]
    [InlineData(@"x - \log x > 1", "x: real > 0")]
    [InlineData(@"\left(\frac{x+y}{2}\right)^2 < \frac{x^2+y^2}{2}", "x: real ;; y: real")]
    [InlineData(@"x^2 - 2ex + e^2 > 0", "x: real")]
    [InlineData(@"(x^2-x-1)^2 > 0", "x: real")]
    public void The_touching_point_is_found_and_made_exact(string latex, string where) => Asked.Refuted(latex, where);

    [Theory]
    [InlineData(@"(7x-3)^2 > -10^{-30}", "x in (0,1)")]
    [InlineData(@"x + \frac{2}{x} > 2.8", "x: real > 0")]
    [InlineData(@"x - \log x \ge 1", "x: real > 0")]
    [InlineData(@"x^2 - 2\cdot10^{-3}x + 10^{-6} \ge 0", "x: real")]
    public void Sides_that_only_come_close_stand(string latex, string where) => Asked.Stands(latex, where);
}
