// The notation of notes on learning: one of several vectors (x_i, x^{(i)}), feature maps, families that count from 0, what a mean
// binds in bold or plain, gradients of functions of which nothing is said, likelihoods and their logarithms in one display.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class LearningNotationTests
{
    [Theory]
    [InlineData(
        @"The squared loss of a linear model has the gradient",
        @"\nabla_w \frac{1}{n}\sum_{i=1}^n (w^\top x_i - y_i)^2 = \frac{2}{n}\sum_{i=1}^n (w^\top x_i - y_i) x_i"
    )]
    [InlineData(
        @"The logistic loss satisfies",
        @"\nabla_w \log(1+\exp(-y_i w^\top x_i)) = -\frac{y_i x_i}{1+\exp(y_i w^\top x_i)}"
    )]
    [InlineData(
        @"Its Hessian is",
        @"\nabla_w^2 \log(1+\exp(w^\top x_i)) = \sigma(w^\top x_i)(1-\sigma(w^\top x_i)) x_i x_i^\top"
    )]
    [InlineData(@"The distance is", @"\|x_i - x_j\|_2^2 = x_i^\top x_i - 2 x_i^\top x_j + x_j^\top x_j")]
    [InlineData(
        @"We have",
        @"\sum_{i=1}^n \|x_i - c\|^2 = \sum_{i=1}^n \|x_i\|^2 - 2 c^\top \sum_{i=1}^n x_i + n \|c\|^2"
    )]
    [InlineData(@"We have", @"\sum_{i=1}^n (w^\top x_i)^2 = w^\top \left(\sum_{i=1}^n x_i x_i^\top\right) w")]
    [InlineData(@"By Cauchy and Schwarz,", @"|w^\top x_i| \le \|w\| \|x_i\|")]
    [InlineData(@"We have", @"\operatorname{tr}(x_i x_i^\top) = \|x_i\|_2^2")]
    [InlineData(
        @"With bold letters,",
        @"\nabla_{\mathbf{w}} \frac12 \sum_{n=1}^N (t_n - \mathbf{w}^\top \mathbf{x}_n)^2 = -\sum_{n=1}^N (t_n - \mathbf{w}^\top\mathbf{x}_n)\mathbf{x}_n"
    )]
    [InlineData(
        @"We have",
        @"(y - X\beta)^\top (y - X\beta) = y^\top y - 2\beta^\top X^\top y + \beta^\top X^\top X\beta"
    )]
    [InlineData(
        @"The ridge objective has the gradient",
        @"\nabla_\beta \left(\|y - X\beta\|_2^2 + \lambda\|\beta\|_2^2\right) = 2X^\top(X\beta - y) + 2\lambda\beta"
    )]
    [InlineData(
        @"The gradient is",
        @"\nabla_\theta \frac{1}{2}(X\theta - y)^\top (X\theta - y) = X^\top X \theta - X^\top y"
    )]
    [InlineData(
        @"The score function satisfies",
        @"\nabla_\theta \mathbb{E}_{x\sim p_\theta}[f(x)] = \mathbb{E}_{x\sim p_\theta}[f(x)\nabla_\theta\log p_\theta(x)]"
    )]
    [InlineData(@"The score has mean zero:", @"\mathbb{E}_{x\sim p_\theta}[\nabla_\theta \log p_\theta(x)] = 0")]
    [InlineData(
        @"A policy gives the probabilities of actions.",
        @"\sum_{a} \pi_\theta(a|s) \nabla_\theta \log \pi_\theta(a|s) = 0"
    )]
    [InlineData(@"A policy's entropy is at least zero:", @"-\sum_a \pi(a|s)\log\pi(a|s) \ge 0")]
    [InlineData(
        @"The squared error gives",
        @"\nabla_\theta \frac12 (f_\theta(x) - y)^2 = (f_\theta(x)-y)\nabla_\theta f_\theta(x)"
    )]
    [InlineData(
        @"We have",
        @"\frac{\partial}{\partial\theta_j} \log f_\theta(x) = \frac{1}{f_\theta(x)}\frac{\partial f_\theta(x)}{\partial\theta_j}"
    )]
    [InlineData(
        @"We have",
        @"\frac{\partial}{\partial x_j} \log f(x) = \frac{1}{f(x)} \frac{\partial f(x)}{\partial x_j}"
    )]
    [InlineData(@"We have", @"\nabla \log f(x) = \frac{1}{f(x)} \nabla f(x)")]
    [InlineData(@"For the softmax,", @"0 < \frac{e^{z_j}}{\sum_{k=0}^{K-1} e^{z_k}} \le 1")]
    [InlineData(
        @"The derivative of the log-sum-exp is",
        @"\frac{\partial}{\partial z_j}\log\sum_{k=0}^{K-1} e^{z_k} = \frac{e^{z_j}}{\sum_{k=0}^{K-1}e^{z_k}}"
    )]
    [InlineData(
        @"The polynomial has the derivative",
        @"\frac{d}{dx}\sum_{k=0}^{n} a_k x^k = \sum_{k=1}^n k a_k x^{k-1}"
    )]
    [InlineData(@"The norm is", @"\|\mathbf{w}\|_2^2 = \sum_{j=0}^{d} w_j^2")]
    [InlineData(@"The inner product is", @"\theta^\top x = \sum_{j=0}^d \theta_j x_j")]
    [InlineData(
        @"The divergence is",
        @"\mathbb{E}_{x\sim p}\left[\log\frac{p(\mathbf{x})}{q(\mathbf{x})}\right] \ge 0"
    )]
    [InlineData(@"A density integrates to one:", @"\int p(\mathbf{x})\,dx = 1")]
    [InlineData(
        @"We have",
        @"\sum_{i=1}^n\sum_{j=1}^n \alpha_i\alpha_j x_i^\top x_j = \left\|\sum_{i=1}^n \alpha_i x_i\right\|^2"
    )]
    [InlineData(
        @"The derivative is",
        @"\frac{\partial}{\partial \theta_j}\frac{1}{2m}\sum_{i=1}^m (\theta^T x^{(i)} - y^{(i)})^2 = \frac1m\sum_{i=1}^m(\theta^Tx^{(i)} - y^{(i)})x^{(i)}_j"
    )]
    [InlineData(
        @"Gradient descent moves by",
        @"\|\mathbf{w}^{k+1} - \mathbf{w}^{k}\|^2 = \|\mathbf{w}^{k+1}\|^2 - 2 (\mathbf{w}^{k+1})^\top \mathbf{w}^{k} + \|\mathbf{w}^{k}\|^2"
    )]
    [InlineData(
        @"With features,",
        @"\nabla_w \frac12\sum_{n=1}^N (t_n - w^\top \phi(x_n))^2 = -\sum_{n=1}^N (t_n - w^\top\phi(x_n))\phi(x_n)"
    )]
    [InlineData(
        @"The kernel gives the distance",
        @"\|\phi(x) - \phi(y)\|^2 = \phi(x)^\top\phi(x) - 2\phi(x)^\top\phi(y) + \phi(y)^\top\phi(y)"
    )]
    [InlineData(
        @"We note that",
        @"\nabla_{\theta} \log \sum_x \exp(\theta^\top f(x)) = \frac{\sum_x f(x)\exp(\theta^\top f(x))}{\sum_x \exp(\theta^\top f(x))}"
    )]
    [InlineData(
        @"The likelihood is",
        @"\begin{aligned} L(\mu) &= \prod_{i=1}^n \frac{1}{\sqrt{2\pi\sigma^2}} \exp\left(-\frac{(x_i-\mu)^2}{2\sigma^2}\right) \\ \log L(\mu) &= -\frac{n}{2}\log(2\pi\sigma^2) - \frac{1}{2\sigma^2}\sum_{i=1}^n (x_i-\mu)^2\end{aligned}"
    )]
    [InlineData(
        @"We note that",
        @"\mathbb{P}(A) \stackrel{\text{Disjoint}}{=} \mathbb{P}(A \cap B) + \mathbb{P}(A \cap B^{C})"
    )]
    [InlineData(
        @"We note that",
        @"\log p(x) \overset{\text{Jensen}}{\ge} \mathbb{E}_{q(z)}\left[\log\frac{p(x,z)}{q(z)}\right]"
    )]
    [InlineData(@"The joint $p$ is a directed model.", @"p(x, z) = p(x|z)p(z)")]
    [InlineData(
        @"In binary classification,",
        @"\sigma(\hat{\boldsymbol{\beta}}^\top \mathbf{x}_n) = \frac{1}{1 + \exp(-\hat{\boldsymbol{\beta}}^\top \mathbf{x}_n)}"
    )]
    [InlineData(@"We have", @"\nabla (x^\top A x) = (A + A^\top) x")]
    [InlineData(
        @"Let $X$ and $Y$ be discrete or have a density. Conditioning reduces entropy:",
        @"H(X \mid Y) \le H(X)"
    )]
    [InlineData(@"For densities, too, it is non-negative:", @"D_{\mathrm{KL}}(P\|Q) \geq 0")]
    [InlineData(
        @"The label is a one-hot vector $\mathbf{y}$. Then",
        @"-\sum_{j=1}^q y_j \log \frac{\exp(o_j)}{\sum_{k=1}^q \exp(o_k)} = \log \sum_{k=1}^q \exp(o_k) - \sum_{j=1}^q y_j o_j"
    )]
    [InlineData(
        @"The derivative is",
        @"\partial_{o_j} \log \sum_{k=1}^q \exp(o_k) = \frac{\exp(o_j)}{\sum_{k=1}^q \exp(o_k)}"
    )]
    [InlineData(
        @"We have",
        @"\mathbb{E}[(\hat\theta - \theta)^2] = \operatorname{Var}(\hat\theta) + (\mathbb{E}[\hat\theta] - \theta)^2"
    )]
    [InlineData(@"We have", @"\mathbf{b}^T \mathbf{w}^{\,} = \mathbf{w}^T \mathbf{b}^{}")]
    public void What_holds_is_confirmed(string words, string formula) =>
        Assert.True(Of(words, formula) is Verdict.Proved or Verdict.Tested);

    [Theory]
    [InlineData(
        @"The squared loss of a linear model has the gradient",
        @"\nabla_w \frac{1}{n}\sum_{i=1}^n (w^\top x_i - y_i)^2 = \frac{1}{n}\sum_{i=1}^n (w^\top x_i - y_i) x_i"
    )]
    [InlineData(
        @"The logistic loss satisfies",
        @"\nabla_w \log(1+\exp(-y_i w^\top x_i)) = -\frac{y_i x_i}{1+\exp(-y_i w^\top x_i)}"
    )]
    [InlineData(@"The distance is", @"\|x_i - x_j\|_2^2 = x_i^\top x_i - x_i^\top x_j + x_j^\top x_j")]
    [InlineData(@"We have", @"\sum_{i=1}^n (w^\top x_i)^2 = \left(w^\top \sum_{i=1}^n x_i\right)^2")]
    [InlineData(
        @"The score function satisfies",
        @"\nabla_\theta \mathbb{E}_{x\sim p_\theta}[f(x)] = \mathbb{E}_{x\sim p_\theta}[\nabla_\theta\log p_\theta(x)]"
    )]
    [InlineData(@"The score has mean", @"\mathbb{E}_{x\sim p_\theta}[\nabla_\theta p_\theta(x)] = 0")]
    [InlineData(@"The policy gradient uses", @"\nabla_\theta \pi_\theta(a|s) = \nabla_\theta\log\pi_\theta(a|s)")]
    [InlineData(@"A policy's entropy is", @"-\sum_a \pi(a|s)\log\pi(a|s) \le 0")]
    [InlineData(
        @"The squared error gives",
        @"\nabla_\theta \frac12 (f_\theta(x) - y)^2 = (y-f_\theta(x))\nabla_\theta f_\theta(x)"
    )]
    [InlineData(
        @"The gradient of the value is",
        @"\nabla_\theta \sum_a \pi_\theta(a|s) Q(s,a) = \sum_a Q(s,a) \nabla_\theta \pi_\theta(a|s)"
    )]
    [InlineData(@"For the softmax,", @"\frac{e^{z_j}}{\sum_{k=0}^{K-1} e^{z_k}} < 1")]
    [InlineData(@"For the softmax,", @"\sum_{j=1}^{K-1}\frac{e^{z_j}}{\sum_{k=0}^{K-1} e^{z_k}} = 1")]
    [InlineData(@"The norm is", @"\|\mathbf{w}\|_2^2 = \sum_{j=1}^{d} w_j^2 + \sum_{j=0}^d w_j")]
    [InlineData(
        @"The divergence is",
        @"\mathbb{E}_{x\sim p}\left[\log\frac{p(\mathbf{x})}{q(\mathbf{x})}\right] \le 0"
    )]
    [InlineData(
        @"We have",
        @"\sum_{i=1}^n\sum_{j=1}^n \alpha_i\alpha_j x_i^\top x_j = \sum_{i=1}^n \alpha_i^2 \|x_i\|^2"
    )]
    [InlineData(
        @"We have",
        @"\frac{\partial}{\partial \theta_j}\frac{1}{2m}\sum_{i=1}^m (\theta^T x^{(i)} - y^{(i)})^2 = \frac1m\sum_{i=1}^m(\theta^Tx^{(i)} - y^{(i)})"
    )]
    [InlineData(@"We have", @"\|\mathbf{w}^{k+1} - \mathbf{w}^{k}\|^2 = \|\mathbf{w}^{k+1}\|^2 - \|\mathbf{w}^{k}\|^2")]
    [InlineData(
        @"With features,",
        @"\nabla_w \frac12\sum_{n=1}^N (t_n - w^\top \phi(x_n))^2 = \sum_{n=1}^N (t_n - w^\top\phi(x_n))\phi(x_n)"
    )]
    [InlineData(
        @"The kernel gives the distance",
        @"\|\phi(x) - \phi(y)\|^2 = \phi(x)^\top\phi(x) - \phi(y)^\top\phi(y)"
    )]
    [InlineData(@"We note that", @"a^2 - b^2 \stackrel{\text{is not}}{=} (a-b)(a+b)")]
    [InlineData(@"We note that", @"a^2 - b^2 \stackrel{\text{wrong!}}{=} (a-b)(a+b)")]
    [InlineData(@"We note that", @"P(A\cap B) \overset{\text{Indep.}}{=} P(A)P(B)")]
    [InlineData(@"Let $X$ have a density. Then", @"H(X) \ge 0")]
    [InlineData(@"Let $X$ and $Y$ have a joint density. Then", @"H(X) \le H(X, Y)")]
    [InlineData(
        @"We use soft labels instead of a one-hot vector $\mathbf{y}$. Then",
        @"-\sum_{j=1}^q y_j \log \frac{\exp(o_j)}{\sum_{k=1}^q \exp(o_k)} = \log \sum_{k=1}^q \exp(o_k) - \sum_{j=1}^q y_j o_j"
    )]
    [InlineData(
        @"We have",
        @"\mathbb{E}[(\hat\theta - \theta)^2] = \operatorname{Var}(\hat\theta) + (\mathbb{E}[\hat\theta] - \theta)"
    )]
    public void A_slip_is_never_confirmed(string words, string formula) =>
        Assert.True(Of(words, formula) is Verdict.Refuted or Verdict.Unchecked);

    [Theory]
    [InlineData(@"We have", @"\nabla_w \log(1 + e^{-y_i w^\top x_i}) = y_i x_i \sigma(-y_i w^\top x_i)")]
    [InlineData(
        @"We have",
        @"(y - X\beta)^\top (y - X\beta) = y^\top y - \beta^\top X^\top y + \beta^\top X^\top X\beta"
    )]
    [InlineData(
        @"The derivative of the log-sum-exp is",
        @"\frac{\partial}{\partial z_j}\log\sum_{k=0}^{K-1} e^{z_k} = e^{z_j}"
    )]
    [InlineData(@"The polynomial has the derivative", @"\frac{d}{dx}\sum_{k=0}^{n} a_k x^k = \sum_{k=0}^n a_k x^{k-1}")]
    [InlineData(
        @"The likelihood is",
        @"\begin{aligned} L(\mu) &= \prod_{i=1}^n \frac{1}{\sqrt{2\pi\sigma^2}} \exp\left(-\frac{(x_i-\mu)^2}{2\sigma^2}\right) \\ \log L(\mu) &= -\frac{n}{2}\log(2\pi\sigma^2) + \frac{1}{2\sigma^2}\sum_{i=1}^n (x_i-\mu)^2\end{aligned}"
    )]
    [InlineData(
        @"Let $\mathbf{x}$ and $\mathbf{w}$ be given, and consider $\mathbf{x}^\top \mathbf{w}$. The hyperbolic tangent is related to the sigmoid:",
        @"\tanh(x) = 2\,\sigma(x) - 1"
    )]
    public void A_slip_that_fails_for_every_plausible_value_is_refuted(string words, string formula) =>
        Assert.Equal(Verdict.Refuted, Of(words, formula));

    // What words make of a letter: it goes with what is differentiated by, or an equation is its own evidence.
    [Theory]
    [InlineData(
        @"Let $w, x \in \mathbb{R}^d$ and let the label $y \in \mathbb{R}$ be a function of $w$. Then",
        @"\nabla_w\frac12(w^\top x-y)^2=(w^\top x-y)x"
    )]
    [InlineData(
        @"Let $b \in \mathbb{R}^d$ be a vector which depends on $x \in \mathbb{R}^d$. Then",
        @"\nabla_x\,b^\top x=b"
    )]
    [InlineData(
        @"The scale $s$ is a function of $\theta$. Then",
        @"\nabla_\theta\left(s\,f_\theta(x)\right)=s\,\nabla_\theta f_\theta(x)"
    )]
    [InlineData(
        @"The target $y$ is produced by the same network, so it changes with $w$.",
        @"\frac{d}{dw}\frac12(wx-y)^2=(wx-y)x"
    )]
    [InlineData(@"Keep in mind that $c$ is not a constant with respect to $x$. Then", @"\frac{d}{dx}(cx^2)=2cx")]
    [InlineData(@"For a $\theta$-dependent margin $m$,", @"\nabla_\theta\left(m-\theta^\top x\right)=-x")]
    [InlineData(@"The state value averages the action values:", @"V^\pi(s)=\sum_a Q^\pi(s,a)")]
    public void What_words_take_back_is_not_confirmed(string words, string formula) =>
        Assert.True(Of(words, formula) is Verdict.Refuted or Verdict.Unchecked or Verdict.Definition);

    // Arrays that are called what not all arrays are.
    [Theory]
    [InlineData(
        @"Let $\mathbf{1} \in \mathbb{R}^n$ be the all-ones vector. Then for $x \in \mathbb{R}^n$",
        @"\mathbf 1^\top x=\sum_{i=1}^nx_i"
    )]
    [InlineData(
        @"Let $\mathbf{1} \in \mathbb{R}^n$ be the ones vector, $b \in \mathbb{R}$ and $y \in \mathbb{R}^n$. Then",
        @"\frac{\partial}{\partial b}\|y-b\mathbf{1}\|^2=-2\sum_{i=1}^n(y_i-b)"
    )]
    [InlineData(
        @"Let $\mathbf{I} \in \mathbb{R}^{d \times d}$ be the identity and $\mathbf{x} \in \mathbb{R}^d$. Then",
        @"\nabla_{\mathbf{x}}\,\mathbf{x}^\top\mathbf{I}\mathbf{x}=2\mathbf{x}"
    )]
    [InlineData(
        @"Let $H \in \mathbb{R}^{d \times d}$ be the Hessian of a smooth loss and $v \in \mathbb{R}^d$. Then",
        @"\nabla_v\left(\frac12v^\top Hv\right)=Hv"
    )]
    [InlineData(
        @"Let $P \in \mathbb{R}^{d \times d}$ be the precision matrix of a Gaussian and $x \in \mathbb{R}^d$. Then",
        @"\nabla_x\,x^\top Px=2Px"
    )]
    [InlineData(
        @"Let $G \in \mathbb{R}^{d \times d}$ be a kernel matrix and $x \in \mathbb{R}^d$. Then",
        @"\nabla_x\,x^\top Gx=2Gx"
    )]
    [InlineData(
        @"Let $T \in \mathbb{R}^{d \times d}$ be the matrix with entries $k(x_i, x_j)$ for a kernel $k$ and $v \in \mathbb{R}^d$. Then",
        @"\nabla_v\,\frac12v^\top Tv=Tv"
    )]
    public void An_array_of_a_name_is_not_any_array(string words, string formula) =>
        Assert.NotEqual(Verdict.Refuted, Of(words, formula));

    private static Verdict Of(string words, string formula) =>
        new Auditor(new AuditSettings(200))
            .Audit(DocumentReader.Read("note.md", $"{words}\n\n$$\n{formula}\n$$\n"), BindingsFile.Empty)
            .Equations[^1]
            .Verdict;
}
