// Sentences that claim: where a display is what a sentence says and the document says nothing else of it, a doubt that no word
// raises does not keep it; where a word raises one, it does.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class SaidPlainlyTests
{
    [Theory]
    // A law by its name and the verb that leads to the formula.
    [InlineData(@"For real $x$, $y$, Young's inequality reads", @"x y \le \frac{x^2}{2} + \frac{y^2}{3}")]
    [InlineData(@"For vectors $u, v \in \mathbb{R}^n$, Cauchy and Schwarz give", @"u^\top v \ge \|u\|_2 \|v\|_2")]
    // What a formula computes, by its name.
    [InlineData("The telescoping sum is", @"\sum_{k=1}^{n} \frac{1}{k (k + 1)} = 1 - \frac{1}{n}")]
    // Orders of magnitude, and what has no quantities, are no conditions.
    [InlineData(@"For $x \to 0$ the expansion reads", @"e^x = 1 + x + \mathcal{O}(x^3)")]
    [InlineData("The one-sided limits agree, so", @"\lim_{x \to 0} \frac{|x|}{x} = 1")]
    // Said of all of a kind.
    [InlineData("For all real numbers we expand:", @"(x + y)^2 = x^2 + y^2 + x y")]
    [InlineData(@"For real $n \times n$ matrices,", @"\det(A + B) = \det A + \det B")]
    // A condition of the formula itself says what its letter is.
    [InlineData("The integral is", @"\int_1^\infty \frac{1}{x^p} \, dx = \frac{1}{p - 1}, \qquad p > 0, p \neq 1")]
    // Nothing in the document supposes independence, or weights.
    [InlineData(
        "For random variables $X$ and $Y$ with finite variance,",
        @"\mathrm{Var}(X + Y) = \mathrm{Var}(X) + \mathrm{Var}(Y)"
    )]
    [InlineData("For discrete random variables $X$, $Y$,", "H(X, Y) = H(X) + H(Y)")]
    [InlineData("For events $A$ and $B$,", @"P(A \cup B) = P(A) + P(B)")]
    [InlineData(@"For real numbers $x_1, \dots, x_n$,", @"\left(\sum_{i=1}^n x_i\right)^2 \ge \sum_{i=1}^n x_i^2")]
    // A prime on a function that the text defines.
    [InlineData(@"Let $f(x) = \arctan x$. Then", @"f'(x) = \frac{x}{1 + x^2}")]
    // The formula has the maximum that the words speak of; digits mean something whatever the words say.
    [InlineData(
        @"The log-sum-exp bounds the maximum: for real $x_1, \ldots, x_n$,",
        @"\log \sum_{i=1}^n e^{x_i} \le \max_{1 \le i \le n} x_i"
    )]
    [InlineData("Numerically,", @"\ln 2 = 0.683")]
    // A short sentence of nouns is in the language of its words.
    [InlineData(
        "Binomial coefficients satisfy, for integers $0 \\le k \\le n$,",
        @"\sum_{j=k}^{n} \binom{j}{k} = \binom{n+1}{k}"
    )]
    // Of laws that have names the divergence is known.
    [InlineData(
        "The divergence is",
        @"\mathrm{KL}(\mathcal{N}(0, 1) \,\|\, \mathcal{N}(\mu, \sigma^2)) = \tfrac12 (\sigma^2 + \mu^2 - 1 - \log \sigma^2)"
    )]
    [InlineData(@"If $X \sim \mathrm{Exp}(\lambda)$ with rate $\lambda$, then", @"\mathrm{Var}(X) = \frac{1}{\lambda}")]
    // Values that a sentence takes.
    [InlineData("Take $a = 3$ and $b = 4$. Then", @"\sqrt{a^2 + b^2} = 6")]
    [InlineData("Set $a = 3$, $b = 4$. Then", @"\sqrt{a^2 + b^2} = 6")]
    public void What_is_false_is_refuted(string words, string formula) =>
        Assert.Equal(Verdict.Refuted, Of(words, formula));

    [Theory]
    // Values that a sentence takes.
    [InlineData("Take $a = 3$ and $b = 4$. Then", @"\sqrt{a^2 + b^2} = 5")]
    [InlineData("Choosing $a = 3$ and $b = 4$ gives", @"\sqrt{a^2 + b^2} = 5")]
    // An order that is said of each of a list of names.
    [InlineData("Let $a, b > 0$. Then", @"\sqrt{ab} \le \frac{a + b}{2}")]
    [InlineData("For $a, b, c \\ge 0$ we have", @"\sqrt{a + b + c} \ge 0")]
    [InlineData("If $0 < p, q < 1$, then", @"p q < p")]
    // What words say of a random variable holds for its values.
    [InlineData("Let $X$ be a positive random variable. Then", @"\mathbb{E}[1/X] \ge \frac{1}{\mathbb{E}[X]}")]
    [InlineData(
        "Let $X$ be a nonnegative random variable and $a > 0$. Markov's inequality states",
        @"P(X \ge a) \le \frac{\mathbb{E}[X]}{a}"
    )]
    // "All real" of a symbol with a bound is that bound.
    [InlineData("For all real $x \\ge -1$ and all integers $n \\ge 0$,", @"(1 + x)^n \ge 1 + n x")]
    public void What_is_true_is_confirmed(string words, string formula) =>
        Assert.True(Of(words, formula) is Verdict.Proved or Verdict.Tested);

    [Theory]
    [InlineData("Let $a, b > 0$. Then", @"\sqrt{ab} \ge \frac{a + b}{2}")]
    [InlineData("For $x, y \\ge 1$,", @"x y \ge x + y")]
    [InlineData("Let $X$ be a random variable. Then", @"\mathbb{E}[X^2] \ge \mathbb{E}[X]")]
    public void What_is_false_under_what_is_said_is_refuted(string words, string formula) =>
        Assert.Equal(Verdict.Refuted, Of(words, formula));

    [Theory]
    // Words elsewhere suppose it.
    [InlineData(
        "We only consider independent quantities.\n\nFor random variables $X$ and $Y$ with finite variance,",
        @"\mathrm{Var}(X + Y) = \mathrm{Var}(X) + \mathrm{Var}(Y)"
    )]
    [InlineData("All events are disjoint.\n\nFor events $A$ and $B$,", @"P(A \cup B) = P(A) + P(B)")]
    [InlineData(
        "The weights are normalised.\n\nFor real numbers $x_1, \\dots, x_n$,",
        @"\left(\sum_{i=1}^n x_i\right)^2 \ge \sum_{i=1}^n x_i^2"
    )]
    // Something is to be solved, or another network.
    [InlineData("The condition on the sum is", @"\sum_{k=1}^{n} k = 2 n + 1")]
    [InlineData(@"Let $f(x) = 2x$. The second network is", "f'(x) = 3 x")]
    [InlineData("At the maximum,", @"x + y = 2 y")]
    [InlineData(
        @"For real numbers $x$ and $y$ we write $x \circ y$ for $x + y - x y$. For all real $x$ and $y$,",
        @"1 - x \circ y = (1 - x)(1 - y)"
    )]
    // \log p/q of a definition may be the logarithm of the quotient.
    [InlineData("$$\nz = \\log p/(1 - p)\n$$\n\nThen", @"\frac{dz}{dp} = \frac{1}{p (1 - p)}")]
    // A few units of the last digit.
    [InlineData("Roughly,", @"\ln 2 = 0.7")]
    [InlineData("If $X \\sim \\mathrm{Exp}(\\beta)$, then", @"\mathbb{E}[X] = \beta")]
    [InlineData(
        "Define $a * b = a + b + a b$ for real $a$, $b$. For all real $a$ and $b$,",
        "1 + a * b = (1 + a)(1 + b)"
    )]
    public void What_words_may_save_is_not(string words, string formula) =>
        Assert.NotEqual(Verdict.Refuted, Of(words, formula));

    [Theory]
    // Z depends on X, whatever is independent of what.
    [InlineData(
        "Let $X$ and $Y$ be independent random variables. Put $Z = X + Y$. Then, by independence,",
        @"\mathrm{Var}(X + Z) = \mathrm{Var}(X) + \mathrm{Var}(Z)"
    )]
    [InlineData(
        "For random variables $X$, $Y$ (not assumed independent),",
        @"\mathbb{E}[XY] = \mathbb{E}[X] \mathbb{E}[Y]"
    )]
    // A gradient by a matrix has its shape; a formula says so, too.
    [InlineData(@"At an invertible $X \in \mathbb{R}^{n \times n}$ the gradient is", @"\nabla_X \log \det X = X^{-1}")]
    [InlineData(
        @"By convention $\left(\frac{\partial f}{\partial X}\right)_{ij} = \frac{\partial f}{\partial X_{ij}}$. Then for matrices $A$ and $X$ in $\mathbb{R}^{n \times n}$",
        @"\frac{\partial \operatorname{tr}(AX)}{\partial X} = A"
    )]
    // A matrix by the look of it, between two vectors.
    [InlineData("The gradient of the loss is, for column vectors $u$ and $v$,", @"\nabla_W\, u^\top W v = v u^\top")]
    // Said in passing of another sentence, which has its own range.
    [InlineData(@"For $x > 0$ we have $|x|/x = 1$. For $x \ne 0$ we therefore have", @"\frac{|x|}{x} = 1")]
    // Where a side has no value, although the words count it in.
    [InlineData("For every integer $n \\ge -1$,", @"\int_1^2 x^n \, dx = \frac{2^{n+1} - 1}{n + 1}")]
    [InlineData("For all integers $n \\ge 0$,", @"\frac{1}{n} \sum_{k=1}^{n} k = \frac{n + 1}{2}")]
    [InlineData("For every real $x$, zero included,", @"\frac{d}{dx} \ln |x| = \frac{1}{x}")]
    // Not commutative, whatever a product is.
    [InlineData("For real numbers we write $a * b$ for $a - b$. For all real $a$ and $b$,", "a * b = b * a")]
    // What is only found later is not yet known.
    [InlineData("Solve $x^2 = 9$. From", "x^2 = 9\n$$\n\nwe conclude\n\n$$\nx = 3")]
    [InlineData("For every positive integer the square is small:", "n^2 \\le 9\n$$\n\nFor example, take\n\n$$\nn = 3")]
    [InlineData(
        "For every differentiable function the derivative satisfies",
        "f'(x) = 2 f(x)/x\n$$\n\nExample: take\n\n$$\nf(x) = x^2"
    )]
    public void What_does_not_hold_as_it_is_said_is_not_confirmed(string words, string formula) =>
        Assert.All(
            Verdicts(words, formula),
            verdict => Assert.False(verdict is Verdict.Proved or Verdict.Tested, $"{verdict}")
        );

    [Theory]
    [InlineData(@"For all $X$, $Y$, $Z$ conditioning reduces mutual information:", @"I(X; Y \mid Z) \le I(X; Y)")]
    [InlineData("Let $0 < p < 1$. If instead $p$ may be any real number other than $1$,", @"\frac{p}{1 - p} > 0")]
    public void What_claims_is_no_definition(string words, string formula) =>
        Assert.NotEqual(Verdict.Definition, Of(words, formula));

    private static Verdict Of(string words, string formula) => Verdicts(words, formula)[^1];

    private static List<Verdict> Verdicts(string words, string formula) =>
        [
            .. new Auditor(new AuditSettings(200))
                .Audit(DocumentReader.Read("said.md", $"{words}\n\n$$\n{formula}\n$$\n"), BindingsFile.Empty)
                .Equations.Select(equation => equation.Verdict),
        ];
}
