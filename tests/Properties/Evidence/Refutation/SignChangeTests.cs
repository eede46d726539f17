// Certificates of a change of sign: "never zero" although no zero has a closed form.
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Refutation;

public class SignChangeTests
{
    [Theory]
    [InlineData(@"x^3 + x - 1 \ne 0", "x: real")]
    [InlineData(@"e^x \ne x + 2", "x: real")]
    [InlineData(@"\sin\frac1x \ne 0", "x in (0,1)")]
    [InlineData(@"x e^x \ne 1", "x: real > 0")]
    public void What_changes_its_sign_on_the_way_is_zero_somewhere(string latex, string where) =>
        Asked.Refuted(latex, where);

    [Theory]
    [InlineData(@"\frac1x \ne 0", "x: real")]
    [InlineData(@"\frac{|x|}{x} \ne 0", "x: real")]
    [InlineData(@"e^x \ne 0", "x: real")]
    [InlineData(@"x^2 + x + 1 \ne 0", "x: real")]
    [InlineData(@"x^3 + x - 1 \ne 0", "x: integer")]
    public void A_jump_or_a_pole_is_no_zero(string latex, string where) => Asked.Stands(latex, where);
}
