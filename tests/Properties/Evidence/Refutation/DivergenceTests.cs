// Certificates of divergence: an equation with an integral in it claims that it exists.
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Refutation;

public class DivergenceTests
{
    [Theory]
    [InlineData(@"\int_0^1 \frac{1}{x} dx = 1", "")]
    [InlineData(@"\int_{-1}^{1} \frac{1}{x} dx = 0", "")]
    [InlineData(@"\int_1^\infty \frac{1}{x} dx = 1", "")]
    [InlineData(@"\int_0^1 x^{-2} dx = -1", "")]
    [InlineData(@"\int_0^2 \frac{1}{(x-1)^2} dx = -2", "")]
    [InlineData(@"\int_0^\infty e^{t} dt = 5", "")]
    [InlineData(@"\int_0^\infty e^{-ax} dx = \frac{1}{a}", "a: real")]
    [InlineData(@"\int_0^\infty x^{s-1} e^{-x} dx = \Gamma(s)", "s: real")]
    public void A_divergent_integral_equals_nothing(string latex, string where) => Asked.Refuted(latex, where);

    [Theory]
    [InlineData(@"\int_1^2 \frac{1}{x} dx = \log 2", "")]
    [InlineData(@"\int_0^1 \frac{1}{1+x} dx = \log 2", "")]
    [InlineData(@"\int_0^1 x e^{x} dx = 1", "")]
    [InlineData(@"\int_0^1 e^{-ax} dx = \frac{1-e^{-a}}{a}", "a: real > 0")]
    [InlineData(@"\int_0^\infty e^{-ax} dx = \frac{1}{a}", "a: real > 0")]
    [InlineData(@"\int_0^\infty x^{s-1} e^{-x} dx = \Gamma(s)", "s: real > 0")]
    // Integrals in integrals are not evaluated for the sake of a certificate that is not needed: this ends.
    [InlineData(@"\int_0^\infty \int_0^\infty e^{-x-y} dx dy = 1", "")]
    [InlineData(@"\int_0^1 \int_0^1 \frac{x-y}{(x+y)^3} dx dy = \int_0^1 \frac{1}{2(1+y)^2} dy", "")]
    public void Convergent_integrals_stand(string latex, string where) => Asked.Stands(latex, where);
}
