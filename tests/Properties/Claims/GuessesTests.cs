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

    private const string Squares = @"S(\hat{a}_0, \hat{a}_1) = \sum_{n=1}^N (z_n - \hat{a}_0 - \hat{a}_1 t_n)^2";

    private const string Odds = @"g(q_n) = \log\frac{q_n}{1 - q_n}";

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
    // Functions of names that are told apart from others of their letters.
    [InlineData(
        Squares,
        @"\frac{\partial S(\hat{a}_0, \hat{a}_1)}{\partial \hat{a}_1} = -2\sum_{n=1}^N t_n (z_n - \hat{a}_0 - \hat{a}_1 t_n)"
    )]
    [InlineData(Odds, @"g(1 - q_n) = -g(q_n)")]
    [InlineData(Odds, @"g(\tfrac12) = 0")]
    // Dots up to an end that has a name.
    [InlineData("", @"p(x_1, \dots, x_n) = p(x_1) p(x_2 \mid x_1) \cdots p(x_n \mid x_{n-1}, \dots, x_1)")]
    [InlineData("", @"p(x_n) = \sum_{x_1} \cdots \sum_{x_{n-1}} p(x_1, \ldots, x_n)")]
    [InlineData("", @"p(x_1 \mid x_2, \dots, x_n) = \frac{p(x_1, \dots, x_n)}{p(x_2, \dots, x_n)}")]
    [InlineData(
        "",
        @"P(A_1 \cap A_2 \cap \dots \cap A_k) = P(A_1) P(A_2 \mid A_1) P(A_3 \mid A_2 \cap A_1) \cdots P(A_k \mid A_1 \cap A_2 \cap \dots \cap A_{k-1})"
    )]
    [InlineData("", @"P(A_1 \cup \dots \cup A_k) \le P(A_1) + \cdots + P(A_k)")]
    [InlineData(
        "",
        @"\sum_{u_1} \cdots \sum_{u_m} \psi(u_1) \prod_{i=2}^m \psi(u_i, u_{i-1}) = \sum_{u_m} \sum_{u_{m-1}} \psi(u_m, u_{m-1}) \cdots \sum_{u_1} \psi(u_2, u_1)\psi(u_1)"
    )]
    // Chain rules.
    [InlineData(
        "",
        @"\frac{\partial E}{\partial a_j} = \sum_k \frac{\partial E}{\partial b_k} \frac{\partial b_k}{\partial a_j}"
    )]
    [InlineData(
        "",
        @"\frac{du}{dt} = \frac{\partial u}{\partial v} \frac{dv}{dt} + \frac{\partial u}{\partial y} \frac{dy}{dt}"
    )]
    [InlineData(
        "",
        @"\frac{\partial \ell}{\partial \mathbf{W}} = \frac{\partial \ell}{\partial \mathbf{y}} \cdot \frac{\partial \mathbf{y}}{\partial \mathbf{h}} \cdot \frac{\partial \mathbf{h}}{\partial \mathbf{W}}"
    )]
    // Averages over draws.
    [InlineData("", @"\mathbb{E}_{x \sim q}[f(x)] \approx \frac{1}{T} \sum_{t=1}^T f(x_t)")]
    [InlineData("", @"\mathbb{E}_{x \sim p}[\log q(x)] \approx \frac{1}{|S|} \sum_{x \in S} \log q(x)")]
    [InlineData("", @"\mathbb{E}_{x \sim q}[f(x)] \approx J = \frac{1}{T} \sum_{t=1}^T f(x_t)")]
    [InlineData("", @"(u + v)^2 = r = u^2 + 2uv + v^2")]
    // A function that is supposed.
    [InlineData("", @"r(x) = v(x) w(x) \implies r'(x) = v'(x) w(x) + v(x) w'(x)")]
    [InlineData("", @"r(x) = x^a \to r'(x) = a x^{a-1}")]
    // The number of a step above a name.
    [InlineData(@"w_n^{t+1} = w_n^t e^{\alpha^t J_n^t}", @"\frac{w_n^{t+1}}{w_n^t} = e^{\alpha^t J_n^t}")]
    // As functions of what stands before the bar.
    [InlineData("", @"p(z \mid x, y) \propto p(x, y, z)")]
    [InlineData("", @"p(\theta \mid x) = \frac{p(x \mid \theta) p(\theta)}{p(x)} \propto p(x \mid \theta) p(\theta)")]
    // Means without brackets, integrals over what has a capital letter.
    [InlineData("", @"\log p(x) = \mathbb{E}_{q(z)} \log p(x, z) - \mathbb{E}_{q(z)} \log p(z \mid x)")]
    [InlineData("", @"P(Y \mid X) = \int P(Y \mid X, Z) P(Z \mid X) \, dZ")]
    // Sums between ends of which nothing says how they lie.
    [InlineData("", @"\sum_{n=s}^t f(n) = \sum_{n=s}^j f(n) + \sum_{n=j+1}^t f(n)")]
    [InlineData("", @"\sum_{n=a}^b f(n) = \sum_{n=0}^b f(n) - \sum_{n=0}^{a-1} f(n)")]
    // Means over values with numbers, with a plain density, with constants, and of E before any fence.
    [InlineData("", @"\mathbb{E}[X] = \sum_{i=1}^n x_i p(x_i)")]
    [InlineData("", @"E[g(X)] = \sum_i g(x_i) P(X = x_i)")]
    [InlineData("", @"\operatorname{Var}[X] = \sum_{i=1}^n (x_i - \mathbb{E}[X])^2 p(x_i)")]
    [InlineData("", @"\mathbb{E}[X] = \int_{-\infty}^{\infty} x f(x) \, dx")]
    [InlineData("", @"\operatorname{Var}(X) = \int (x - \mathbb{E}[X])^2 f(x) \, dx")]
    [InlineData("", @"E[X - \mu] = E[X] - E[\mu]")]
    [InlineData("", @"E(aX + b) = a E(X) + b")]
    [InlineData("", @"\mathrm{E}[X + Y] = \mathrm{E}[X] + \mathrm{E}[Y]")]
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
    [InlineData(
        Squares,
        @"\frac{\partial S(\hat{a}_0, \hat{a}_1)}{\partial \hat{a}_1} = -2\sum_{n=1}^N (z_n - \hat{a}_0 - \hat{a}_1 t_n)"
    )]
    [InlineData(Odds, @"g(1 - q_n) = 1 - g(q_n)")]
    // Which of the values of g is given is not said.
    [InlineData(@"g(x_0) = x_0", @"g(2) = 2")]
    [InlineData(@"g(x_1) = x_1 + x_2", @"g(2) = 2 + x_2")]
    [InlineData(@"g(x_n) = \sum_{n=1}^N x_n", @"g(3) = 3")]
    [InlineData("", @"p(x_1, \dots, x_n) = p(x_1) p(x_2 \mid x_1) \cdots p(x_n \mid x_{n-1})")]
    [InlineData("", @"p(x_n) = \sum_{x_2} \cdots \sum_{x_n} p(x_1, \ldots, x_n)")]
    [InlineData("", @"P(A_1 \cap \dots \cap A_k) = P(A_1) \cdots P(A_k)")]
    [InlineData("", @"P(A_1 \cup \dots \cup A_k) \ge P(A_1) + \cdots + P(A_k)")]
    [InlineData(
        "",
        @"\sum_{u_1} \cdots \sum_{u_m} \psi(u_1) \prod_{i=2}^m \psi(u_i, u_{i-1}) = \sum_{u_m} \sum_{u_{m-1}} \psi(u_m, u_{m-1}) \cdots \sum_{u_1} \psi(u_2, u_1)"
    )]
    [InlineData("", @"\frac{\partial E}{\partial w} = \frac{\partial E}{\partial a} \frac{\partial w}{\partial a}")]
    [InlineData("", @"\frac{\partial E}{\partial w} = 2\frac{\partial E}{\partial a} \frac{\partial a}{\partial w}")]
    [InlineData(
        "",
        @"\frac{du}{dt} = \frac{\partial u}{\partial v} \frac{dv}{dt} - \frac{\partial u}{\partial y} \frac{dy}{dt}"
    )]
    // Arrays do not commute, and their products are no products of entries.
    [InlineData(
        "",
        @"\frac{\partial \ell}{\partial \mathbf{W}} = \frac{\partial \mathbf{y}}{\partial \mathbf{h}} \cdot \frac{\partial \ell}{\partial \mathbf{y}} \cdot \frac{\partial \mathbf{h}}{\partial \mathbf{W}}"
    )]
    [InlineData(
        "",
        @"\frac{\partial \ell}{\partial \mathbf{x}} = \frac{\partial \ell}{\partial \mathbf{y}} \circ \frac{\partial \mathbf{y}}{\partial \mathbf{x}}"
    )]
    // The document says that there is another way.
    [InlineData(@"C = f(r, s)", @"\frac{dC}{dt} = \frac{\partial C}{\partial r} \frac{dr}{dt}")]
    [InlineData("", @"\mathbb{E}_{x \sim q}[f(x)] \approx \frac{1}{T-1} \sum_{t=1}^T f(x_t)")]
    [InlineData("", @"\mathbb{E}_{x \sim q}[f(x)] \approx \frac{1}{T} \sum_{t=1}^T f(x_t)^2")]
    [InlineData("", @"\mathbb{E}_{x \sim p}[\log q(x)] \approx \frac{1}{|S|} \sum_{x \in S} \log p(x)")]
    [InlineData("", @"(u + v)^2 = r = u^2 + 2uv - v^2")]
    [InlineData("", @"p(\theta \mid x) \propto p(x \mid \theta)")]
    [InlineData("", @"p(z \mid x, y) \propto p(x \mid z) p(y \mid z) p(z)")]
    [InlineData("", @"r(x) = v(x) w(x) \implies r'(x) = v'(x) w'(x)")]
    [InlineData("", @"r(x) = \sin x \Rightarrow r'(x) = -\cos x")]
    [InlineData("", @"x_n = \frac1n \to 0")]
    [InlineData(@"w_n^{t+1} = w_n^t e^{\alpha^t}", @"\frac{w_n^{t+1}}{w_n^t} = e^{-\alpha^t}")]
    // Nothing says that n is no exponent.
    [InlineData("", @"r^{n+1} = r^n")]
    [InlineData("", @"\log p(x) = \mathbb{E}_{q(z)} \log p(x, z) - \mathbb{E}_{q(z)} \log q(z)")]
    [InlineData("", @"P(Y \mid X) = \int P(Y \mid X, Z) P(Z) \, dZ")]
    [InlineData("", @"\sum_{n=s}^t f(n) = \sum_{n=s}^j f(n) + \sum_{n=j}^t f(n)")]
    [InlineData("", @"\sum_{n=a}^b f(n) = \sum_{n=0}^b f(n) - \sum_{n=0}^{a} f(n)")]
    [InlineData("", @"\mathbb{E}[X^2] = \sum_{i=1}^n x_i p(x_i)")]
    [InlineData("", @"\mathbb{E}[X] = \frac1n \sum_{i=1}^n x_i p(x_i)")]
    [InlineData("", @"\mathbb{E}[X] = \sum_{i=1}^n x_i p(y_i)")]
    [InlineData("", @"\operatorname{Var}(X) = \int x^2 f(x) \, dx")]
    [InlineData("", @"\mathbb{E}[X] = \int x^2 f(x) \, dx")]
    [InlineData("", @"E[X - \mu] = E[X] + E[\mu]")]
    [InlineData("", @"E(aX + b) = a E(X)")]
    [InlineData("", @"E(X Y + c) = E(X) E(Y) + c")]
    // An f that is defined is no density.
    [InlineData("f(x) = x^2", @"\mathbb{E}[X] = \int x f(x) \, dx")]
    public void What_fails_says_nothing(string before, string latex) =>
        Assert.Equal(Verdict.Unchecked, Of(before, latex));

    [Theory]
    [InlineData(Squares)]
    [InlineData(Odds)]
    [InlineData(@"w_n^{t+1} = w_n^t e^{\alpha^t J_n^t}")]
    [InlineData(@"x^{k+1} = x^k - \eta g(x^k)")]
    [InlineData(@"\hat{y}_n = \hat{r}_n = e^{\beta x_n}")]
    [InlineData(@"J(\mathbf{w}_k) = \mathbf{w}_k^\top \mathbf{w}_k")]
    public void A_function_of_indexed_names_is_defined(string latex) => Assert.Equal(Verdict.Definition, Of("", latex));

    [Fact]
    public void A_function_that_only_its_form_defines_carries_no_proof_and_no_refutation()
    {
        Assert.Equal(Verdict.Tested, Of(Odds, @"g(\tfrac12) = 0"));
        Assert.Equal(Verdict.Unchecked, Of(Odds, @"g(\tfrac12) = 1"));
    }

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
