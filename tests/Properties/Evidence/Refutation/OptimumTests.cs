// The optimum is in the domain, no point is better, and no other is as good.
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Refutation;

public class OptimumTests
{
    [Theory]
    [InlineData(@"\arg\min_{x} (x+1)^2 = -1", "x: real >= 0")]
    [InlineData(@"\arg\min_{p} (p-2)^2 = 2", "p in (0,1)")]
    [InlineData(@"\arg\min_{x} \max(x,-1000) = -1000", "x: real")]
    [InlineData(@"\arg\min_{x} (x^2-1)^2 = 1", "x: real")]
    [InlineData(@"\arg\max_{p} p(1-p) = \frac13", "p in (0,1)")]
    public void A_point_outside_or_a_better_or_a_second_one_refutes(string latex, string where) =>
        Asked.Refuted(latex, where);

    [Theory]
    [InlineData(@"\arg\min_{x} (x+1)^2 = -1", "x: real")]
    [InlineData(@"\arg\min_{x} (x^2-1)^2 = 1", "x: real > 0")]
    [InlineData(@"\arg\max_{p} p(1-p) = \frac12", "p in (0,1)")]
    public void The_only_optimum_stands(string latex, string where) => Asked.Stands(latex, where);
}
