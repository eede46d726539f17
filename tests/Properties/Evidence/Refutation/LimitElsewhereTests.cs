// Certificates of limits: another value, another side, another sequence, special parameters.
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Refutation;

public class LimitElsewhereTests
{
    [Theory]
    [InlineData(@"\lim_{x\to 0} \frac{|x|}{x} = 1", "")]
    [InlineData(@"\lim_{x\to\infty} \cos(2\pi x) = 1", "x: real")]
    [InlineData(@"\lim_{x\to 0} \frac{\sin 2x}{x} = 1", "")]
    [InlineData(@"\lim_{x\to 1} \log\frac{x^2-1}{x-1} = 0", "")]
    [InlineData(@"\lim_{x\to 0^+} (\log x - \log(e^{2x}-1)) = 0", "")]
    [InlineData(@"\lim_{x\to 0^+} \left(\frac{x}{\sin x} + x\log x\right) = 0", "")]
    [InlineData(@"\lim_{x\to\infty} (1+\frac{a}{x})^x = e^{2a}", "a: real")]
    [InlineData(@"\lim_{x\to\infty} \frac{a}{a + e^{-x}} = 1", "a: real")]
    [InlineData(@"\lim_{a\to\infty} \tanh(ax) = 1", "x: real")]
    [InlineData(@"\lim_{x\to 0^+} x^{a} = 0", "a: real")]
    [InlineData(@"\lim_{n \to \infty} \sum_{i=1}^n \frac{1}{n} = 0", "")]
    [InlineData(@"\lim_{x\to\infty} (\sqrt{x^2+x} - x) = 0", "")]
    public void A_limit_is_refuted_by_one_way_on_which_it_fails(string latex, string where) =>
        Asked.Refuted(latex, where);

    [Theory]
    [InlineData(@"\lim_{x\to 0^+} \frac{|x|}{x} = 1", "")]
    [InlineData(@"\lim_{x\to\infty} \cos(2\pi x) = 1", "x: integer")]
    [InlineData(@"\lim_{x\to 0} \frac{\sin 2x}{x} = 2", "")]
    [InlineData(@"\lim_{x\to 1} \log\frac{x^2-1}{x-1} = \log 2", "")]
    [InlineData(@"\lim_{x\to 0^+} x\log x = 0", "")]
    [InlineData(@"\lim_{x\to\infty} (1+\frac{a}{x})^x = e^{a}", "a: real")]
    [InlineData(@"\lim_{x\to\infty} \frac{a}{a + e^{-x}} = 1", "a: real > 0")]
    [InlineData(@"\lim_{a\to\infty} \tanh(ax) = 1", "x: real > 0")]
    [InlineData(@"\lim_{x\to 0^+} x^{a} = 0", "a: real > 0")]
    [InlineData(@"\lim_{n \to \infty} \sum_{i=1}^n \frac{1}{n} = 1", "")]
    [InlineData(@"\lim_{x\to\infty} (\sqrt{x^2+x} - x) = \frac12", "")]
    [InlineData(@"\lim_{x\to\infty} x^{10} e^{-x} = 0", "")]
    [InlineData(@"\lim_{x\to 0^+} (-\log x) = \infty", "")]
    [InlineData(@"\lim_{x\to 0^+} \log x = -\infty", "")]
    public void Limits_that_hold_on_every_way_stand(string latex, string where) => Asked.Stands(latex, where);
}
