// The least or largest value: no point is better, and the value is not out of reach.
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Refutation;

public class RangeMissesTests
{
    [Theory]
    [InlineData(@"\min_{x} (x+1)^2 = 0", "x: real >= 0")]
    [InlineData(@"\min_{x} (x-1)^2 = 1", "x: real >= 0")]
    [InlineData(@"\max_{p} p(1-p) = 1", "p in (0,1)")]
    [InlineData(@"\min_{x} (e^x + 1) = 0", "x: real")]
    public void A_value_that_is_not_the_extremum_is_refuted(string latex, string where) => Asked.Refuted(latex, where);

    [Theory]
    [InlineData(@"\min_{x} (x+1)^2 = 1", "x: real >= 0")]
    [InlineData(@"\max_{p} p(1-p) = \frac14", "p in (0,1)")]
    [InlineData(@"\min_{x} (x-1)^2 = 0", "x: real >= 0")]
    public void The_extremum_stands(string latex, string where) => Asked.Stands(latex, where);
}
