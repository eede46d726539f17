// Printed decimals: exact where they can be, a rounding where they must be.
using LossProofs.Audit;
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Search;

public class PrintedNumbersTests
{
    [Theory]
    [InlineData(@"0.1 + 0.2 = 0.4", "")]
    [InlineData(@"\pi = 3.15", "")]
    [InlineData(@"\sqrt{2} = 1.42", "")]
    [InlineData(@"e = 2.73", "")]
    [InlineData(@"x + 0.1 = x + 0.2", "x: real")]
    [InlineData(@"\frac18 = 0.13", "")]
    public void A_decimal_that_no_rounding_explains_is_refuted(string latex, string where) =>
        Asked.Refuted(latex, where);

    [Theory]
    [InlineData(@"0.1 + 0.2 = 0.3", "")]
    [InlineData(@"\frac12 = 0.5", "")]
    [InlineData(@"\pi = 3.1415", "")]
    [InlineData(@"\pi \approx 3.14", "")]
    [InlineData(@"e \approx 2.71", "")]
    [InlineData(@"\frac18 \approx 0.13", "")]
    public void Roundings_and_truncations_stand(string latex, string where) => Asked.Stands(latex, where);

    // The two are not equal: what is shown is that they are near.
    [Theory]
    [InlineData(@"\pi = 3.14", "")]
    [InlineData(@"\sqrt{2} = 1.41", "")]
    [InlineData(@"\frac13 = 0.33", "")]
    [InlineData(@"\frac23 = 0.67", "")]
    [InlineData(@"\log 2 = 0.693", "")]
    [InlineData(@"(\sqrt{2}, \frac12) = (1.41, 0.5)", "")]
    public void A_rounding_is_tested_and_not_proved(string latex, string where) => Asked.Tested(latex, where);

    // More than half a unit off: no rounding, and no error to everybody.
    [Theory]
    [InlineData(@"\pi \approx 3.15", "")]
    [InlineData(@"\sin 1 \approx 0.85", "")]
    [InlineData(@"\ln 2 \approx 0.6", "")]
    [InlineData(@"-\frac23 \approx -0.66", "")]
    [InlineData(@"0.1 + 0.2 \approx 0.31", "")]
    public void An_approximation_that_is_no_rounding_is_left_alone(string latex, string where) =>
        Assert.All(Asked.About(latex, where), claim => Assert.Equal(Verdict.Unchecked, claim.Verdict));
}
