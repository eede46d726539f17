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
    [InlineData("", @"\exp\left(-\sum_u A_u(z_u)\right) = \prod_u \exp(-A_u(z_u))")]
    [InlineData("", @"\log \prod_{r \in R} e^{\xi_r(z_r)} = \sum_{r \in R} \xi_r(z_r)")]
    [InlineData(
        "",
        @"\sum_{b \in \mathcal{B}} \rho(b|z) (G(z,b) - U(z)) = \sum_{b \in \mathcal{B}} \rho(b|z) G(z,b) - U(z) \sum_{b \in \mathcal{B}} \rho(b|z)"
    )]
    [InlineData("", @"\max_b (G(z,b) + c) = c + \max_b G(z,b)")]
    [InlineData("", @"\max_{b \in B} (G(b) + S(b)) \le \max_{b \in B} G(b) + \max_{b \in B} S(b)")]
    [InlineData(
        "",
        @"\frac{1}{|D|} \sum_{(x,y) \in D} (g(x) - y) = \frac{1}{|D|} \sum_{(x,y) \in D} g(x) - \frac{1}{|D|} \sum_{(x,y) \in D} y"
    )]
    [InlineData("", @"\frac{1}{|S|} \sum_{x \in S} (g(x) + m) = m + \frac{1}{|S|} \sum_{x \in S} g(x)")]
    [InlineData("", @"\nabla_\theta \log \rho_\theta(b|z) = \frac{\nabla_\theta \rho_\theta(b|z)}{\rho_\theta(b|z)}")]
    [InlineData(
        "",
        @"\sum_{n=1}^N (y_n - g(\mathbf{x}_n))^2 = \sum_{n=1}^N y_n^2 + \sum_{n=1}^N g(\mathbf{x}_n) (g(\mathbf{x}_n) - 2 y_n)"
    )]
    [InlineData("", @"\|g(x)\|^2 - 1 = (\|g(x)\| + 1)(\|g(x)\| - 1)")]
    [InlineData("", @"g^2(x) - 1 = (g(x) + 1)(g(x) - 1)")]
    [InlineData("", @"\lim_{h \to 0} \frac{g(x+h) - g(x)}{h} = g'(x)")]
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
    [InlineData("", @"\exp\left(-\sum_u A_u(z_u)\right) = \prod_u \exp(A_u(z_u))")]
    [InlineData("", @"\sum_{b \in B} \rho(b|z) (G(z,b) - U(z)) = \sum_{b \in B} \rho(b|z) G(z,b) - U(z)")]
    [InlineData("", @"\sum_{b \in B} g(b) = \sum_{b \in C} g(b)")]
    [InlineData("", @"\max_{b \in B} (G(b) + S(b)) = \max_{b \in B} G(b) + \max_{b \in B} S(b)")]
    [InlineData("", @"\sum_{c=1}^n \xi_c(x) = n \xi_1(x)")]
    // Members of a set are no integers.
    [InlineData("", @"\sum_{x \in S} x (x - 1) \ge 0")]
    // True of sums of functions of one argument only.
    [InlineData("", @"g(x,y) + g(u,v) = g(x,v) + g(u,y)")]
    // Values whose norm is taken are no numbers.
    [InlineData("", @"\|g(x)\|_1 = \|g(x)\|_2")]
    [InlineData("", @"\|g(x)\|^2 = g(x)^2")]
    [InlineData(
        "",
        @"\frac{\partial}{\partial w} (g(w) h(w)) = \frac{\partial g(w)}{\partial w} \frac{\partial h(w)}{\partial w}"
    )]
    [InlineData("", @"\lim_{h \to 0} \frac{g(x+h) - g(x-h)}{h} = g'(x)")]
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
