// Numbers that agree to many bits are equal by exact means only.
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Search;

public class PrecisionTests
{
    [Theory]
    [InlineData(@"\tanh 100 = 1", "")]
    [InlineData(@"1 + 10^{-400} = 1", "")]
    [InlineData(@"1 + 2^{-300} = 1", "")]
    [InlineData(@"\log(1+e^{100}) = 100", "")]
    [InlineData(@"\log(1+e^x) = x", "x: real in [100, 200]")]
    [InlineData(@"e^{\pi\sqrt{163}} = 262537412640768744", "")]
    public void Numbers_that_nearly_agree_are_told_apart(string latex, string where) => Asked.Refuted(latex, where);

    [Theory]
    [InlineData(@"1 + 10^{-400} > 1", "")]
    [InlineData(@"4\arctan\frac15 - \arctan\frac1{239} = \frac{\pi}{4}", "")]
    [InlineData(@"\log(1+e^{100}) > 100", "")]
    [InlineData(@"\sqrt{3+2\sqrt2} = 1+\sqrt2", "")]
    public void Equal_numbers_stay_equal(string latex, string where) => Asked.Stands(latex, where);
}
