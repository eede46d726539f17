// What a document applies and never says, definitions that are not understood, and likelihoods: what holds whatever they
// are is tested, and nothing is refuted by them.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class GuessesTests
{
    private const string Rows =
        @"\mathbf{X} = \begin{bmatrix} \mathbf{x}_1^\top \\ \dots \\ \mathbf{x}_N^\top \end{bmatrix}";

    private const string Bernoulli = @"L(\theta; \{y_n\}_{n=1}^N) = \prod_{n=1}^N \theta^{y_n} (1-\theta)^{1-y_n}";

    [Theory]
    [InlineData("", @"\frac{d}{dx}\left(f(x) g(x)\right) = f'(x) g(x) + f(x) g'(x)")]
    [InlineData("", @"\frac{d}{dx} f(g(x)) = f'(g(x)) g'(x)")]
    [InlineData("", @"R(u) - R(v) = R(u) - S(u) + S(u) - R(v)")]
    [InlineData("", @"\sum_{i=1}^n (f(x_i) + g(x_i)) = \sum_{i=1}^n f(x_i) + \sum_{i=1}^n g(x_i)")]
    [InlineData(
        Rows,
        @"(\mathbf{X}\mathbf{b})^\top \mathbf{X}\mathbf{b} = \mathbf{b}^\top \mathbf{X}^\top \mathbf{X} \mathbf{b}"
    )]
    [InlineData(
        Rows,
        @"\frac{\partial}{\partial \mathbf{b}} \frac12 (\mathbf{y} - \mathbf{X}\mathbf{b})^\top (\mathbf{y} - \mathbf{X}\mathbf{b}) = -\mathbf{X}^\top (\mathbf{y} - \mathbf{X}\mathbf{b})"
    )]
    [InlineData(
        Bernoulli,
        @"\log L(\theta; \{y_n\}_{n=1}^N) = \sum_{n=1}^N y_n \log \theta + \sum_{n=1}^N (1 - y_n) \log(1 - \theta)"
    )]
    [InlineData(@"\log G(\mu; z) = -\frac{(z-\mu)^2}{2}", @"\frac{\partial}{\partial \mu} \log G(\mu; z) = z - \mu")]
    public void What_holds_whatever_is_missing_is_tested(string before, string latex) =>
        Assert.Equal(Verdict.Tested, Of(before, latex));

    [Theory]
    [InlineData("", @"\frac{d}{dx}\left(f(x) g(x)\right) = f'(x) g'(x)")]
    [InlineData("", @"\frac{d}{dx} f(g(x)) = f'(g(x))")]
    [InlineData("", @"R(u) - R(v) = R(v) - R(u)")]
    // Whether F(y) depends on x is not said.
    [InlineData("", @"\frac{d}{dx}\left(F(y) + x\right) = 1")]
    [InlineData(Rows, @"\mathbf{X}\mathbf{X} = \mathbf{X}^\top\mathbf{X}")]
    // The rows hide what is varied.
    [InlineData(
        @"\mathbf{Z} = \begin{bmatrix} \mathbf{b}^\top \\ \dots \\ \mathbf{x}_N^\top \end{bmatrix}",
        @"\frac{\partial}{\partial \mathbf{b}} \mathbf{b}^\top \mathbf{Z} \mathbf{y} = \mathbf{Z} \mathbf{y}"
    )]
    [InlineData(@"L(\mu; z) = \frac{1}{\sqrt{2\pi}} e^{-(z-\mu)^2/2}", @"\log L(\mu; z) = -\frac{(z-\mu)^2}{2}")]
    [InlineData(@"\log G(\mu; z) = -\frac{(z-\mu)^2}{2}", @"\frac{\partial}{\partial \mu} \log G(\mu; z) = z + \mu")]
    public void What_fails_says_nothing(string before, string latex) =>
        Assert.Equal(Verdict.Unchecked, Of(before, latex));

    [Fact]
    public void What_is_drawn_independently_is_supposed() =>
        Assert.Equal(Verdict.Definition, Of("", @"y_n \overset{\text{i.i.d.}}{\sim} \mathcal{N}(\mu, \sigma^2)"));

    private static Verdict Of(string before, string latex)
    {
        var first = before.Length == 0 ? string.Empty : $"The model is\n\n$$ {before} $$\n\n";
        var text = $"{first}We have\n\n$$ {latex} $$\n";
        var report = new Auditor(new AuditSettings(Cases: 200)).Audit(
            DocumentReader.Read("d.md", text),
            BindingsFile.Empty
        );
        return report.Equations[^1].Verdict;
    }
}
