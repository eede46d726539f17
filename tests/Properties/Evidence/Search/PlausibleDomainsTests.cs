// Claims about symbols of which nothing is said.
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Search;

public class PlausibleDomainsTests
{
    [Theory]
    [InlineData(@"e^{x+y} = e^x + e^y", "")]
    [InlineData(@"\frac{d}{dx} x^3 = 2x^2 + 2", "")]
    public void What_fails_on_every_plausible_domain_needs_no_declaration(string latex, string where) =>
        Asked.Refuted(latex, where);

    [Theory]
    [InlineData(@"e^{x+y} = e^x e^y", "")]
    [InlineData(@"\sqrt{x} + 1 \ge 1", "")]
    [InlineData(@"\log x < x \log 4", "")]
    [InlineData(@"y = 2^x", "")]
    public void What_some_plausible_domain_saves_stands(string latex, string where) => Asked.Stands(latex, where);
}
