// Inequalities, implications and optima of every kind that is proved, each with a neighbour that is false.
using LossProofs.Audit;
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Search;

public sealed class InequalitiesTests
{
    private const string N = "n: integer >= 1";
    private const string X = "x: vector of length n ;; ";
    private const string Y = "y: vector of length n ;; ";
    private const string Positive = "x: positive vector of length n ;; ";
    private const string P = "p: positive probability vector of length n ;; ";
    private const string Q = "q: positive probability vector of length n ;; ";

    [Theory]
    [InlineData(@"x^6 - x^3 + 1 > 0", "x: real")]
    [InlineData(@"x^4+y^4+z^4+w^4 \ge 4xyzw", "x: real ;; y: real ;; z: real ;; w: real")]
    [InlineData(@"(a+b)(b+c)(c+a) \ge 8abc", "a: real >= 0 ;; b: real >= 0 ;; c: real >= 0")]
    [InlineData(@"\frac{a}{b+c}+\frac{b}{a+c}+\frac{c}{a+b} \ge \frac32", "a: real > 0 ;; b: real > 0 ;; c: real > 0")]
    [InlineData(@"\left(\sum_{i=1}^n x_iy_i\right)^2 \le \sum_{i=1}^n x_i^2\sum_{i=1}^n y_i^2", X + Y + N)]
    [InlineData(@"\|x-y\|_1 \le \|x\|_1+\|y\|_1", X + Y + N)]
    [InlineData(@"\frac{\sqrt x+\sqrt y}{2} \le \sqrt{\frac{x+y}{2}}", "x: real >= 0 ;; y: real >= 0")]
    [InlineData(@"\sum_{i<j} (x_i - x_j)^2 = n \sum_{i=1}^n x_i^2 - \left(\sum_{i=1}^n x_i\right)^2", X + N)]
    [InlineData(@"\|x\|_1 \le \sqrt{n}\|x\|_2", X + N)]
    [InlineData(@"\left|\sum_{i=1}^n x_i\right| \le \sum_{i=1}^n |x_i|", X + N)]
    [InlineData(@"e^{\sum_{i=1}^n p_i x_i} \le \sum_{i=1}^n p_i e^{x_i}", P + X + N)]
    [InlineData(@"\sum_{i=1}^n p_i\log\frac{p_i}{q_i} \ge 0", P + Q + N)]
    [InlineData(@"\sum_{i=1}^n |p_i-q_i| \le 2", P + Q + N)]
    [InlineData(@"\left(\prod_{i=1}^n x_i\right)^{1/n} \le \frac1n\sum_{i=1}^n x_i", Positive + N)]
    [InlineData(@"\max_i (x_i+y_i) \le \max_i x_i + \max_i y_i", X + Y + N)]
    [InlineData(@"\prod_{i=1}^n (1-p_i) \ge 1-\sum_{i=1}^n p_i", "p: vector of length n in [0,1] ;; n: integer >= 1")]
    [InlineData(@"2^n > n^3", "n: integer >= 10")]
    [InlineData(@"a < b \Rightarrow a^2 < b^2", "a: real >= 0 ;; b: real >= 0")]
    [InlineData(@"x^2 = y^2 \Rightarrow x = y", "x: real >= 0 ;; y: real >= 0")]
    [InlineData(@"xy = xz \Rightarrow y = z", "x: real > 0 ;; y: real ;; z: real")]
    [InlineData(@"x \in (0,1) \Rightarrow x^2 < x", "x: real")]
    [InlineData(@"\arg\min_{x} (x - \log x) = 1", "x: real > 0")]
    [InlineData(@"\min_x (x^2+1) = 1", "x: real")]
    [InlineData(@"|\arctan x - \arctan y| \le |x-y|", "x: real ;; y: real")]
    [InlineData(@"x < y \Rightarrow 2x - \cos x < 2y - \cos y", "x: real ;; y: real")]
    [InlineData(
        @"p\log\frac pq + (1-p)\log\frac{1-p}{1-q} \ge \frac32 (p-q)^2",
        "p: real in (0,1) ;; q: real in (0,1)"
    )]
    [InlineData(@"a^s b^{1-s} \le sa + (1-s)b", "a: real > 0 ;; b: real > 0 ;; s: real in [0,1]")]
    [InlineData(@"uv \le u\log u - u + e^v", "u: real > 0 ;; v: real")]
    [InlineData(@"2x \log x \ge -\frac{2}{e}", "x: real > 0")]
    [InlineData(@"\frac{1}{n} \ge \log(n+1) - \log n", N)]
    [InlineData(@"\|x+y\|_2 \le \|x\|_2+\|y\|_2", X + Y + N)]
    [InlineData(@"\|x\|_2^2 \le \|x\|_1\|x\|_\infty", X + N)]
    [InlineData(@"\log\sum_{i=1}^n e^{2x_i} \le 2\max_i x_i + \log n", X + N)]
    [InlineData(@"\frac{2}{\frac1x+\frac1y} \le \sqrt{xy}", "x: real > 0 ;; y: real > 0")]
    [InlineData(
        @"\frac{x^2}{a}+\frac{y^2}{b} \ge \frac{(x+y)^2}{a+b}",
        "x: real ;; y: real ;; a: real > 0 ;; b: real > 0"
    )]
    [InlineData(@"x + \sqrt{x^2+2} > 0", "x: real")]
    [InlineData(@"\cosh x \le e^{x^2/2}", "x: real")]
    [InlineData(@"\|x-y\|_\infty \le \|x\|_\infty+\|y\|_\infty", X + Y + N)]
    [InlineData(@"\|x-y\|_2 \le \|x\|_2+\|y\|_2", X + Y + N)]
    [InlineData(@"x^2 \log x \ge -\frac{1}{2e}", "x: real > 0")]
    [InlineData(@"e^u \ge \frac{e^2 u^2}{4}", "u: real > 0")]
    [InlineData(@"|e^u-e^v| \le e|u-v|", "u: real in [0,1] ;; v: real in [0,1]")]
    [InlineData(@"(x+y)\log\frac{x+y}{2} \le x\log x + y\log y", "x: real > 0 ;; y: real > 0")]
    public void What_is_true_is_proved(string latex, string where) =>
        Assert.All(Asked.About(latex, where), claim => Assert.Equal(Verdict.Proved, claim.Verdict));

    [Theory]
    [InlineData(@"x^6 - x^3 + \frac14 > 0", "x: real")]
    [InlineData(@"x^4+y^4+z^4+w^4 \ge 5xyzw", "x: real ;; y: real ;; z: real ;; w: real")]
    [InlineData(@"(a+b)(b+c)(c+a) \ge 8abc", "a: real ;; b: real ;; c: real")]
    [InlineData(@"\left(\sum_{i=1}^n x_iy_i\right)^2 < \sum_{i=1}^n x_i^2\sum_{i=1}^n y_i^2", X + Y + N)]
    [InlineData(@"\|x-y\|_2 \le \|x\|_2-\|y\|_2", X + Y + N)]
    [InlineData(@"\|x\|_1 \le \|x\|_2", X + N)]
    [InlineData(@"e^{\sum_{i=1}^n x_i} \le \sum_{i=1}^n e^{x_i}", X + N)]
    [InlineData(@"\sum_{i=1}^n p_i\log\frac{p_i}{q_i} > 0", P + Q + N)]
    [InlineData(
        @"\sum_{i=1}^n a_i\log\frac{a_i}{b_i} \ge 0",
        "a: positive vector of length n ;; b: positive vector of length n ;; " + N
    )]
    [InlineData(@"\max_i (x_i+y_i) \ge \max_i x_i + \max_i y_i", X + Y + N)]
    [InlineData(@"\prod_{i=1}^n (1-p_i) \ge 1-\sum_{i=1}^n p_i", "p: vector of length n ;; " + N)]
    [InlineData(@"2^n \ge n^2", N)]
    [InlineData(@"a < b \Rightarrow a^2 < b^2", "a: real ;; b: real >= 0")]
    [InlineData(@"xy = xz \Rightarrow y = z", "x: real >= 0 ;; y: real ;; z: real")]
    [InlineData(@"x \ne 0 \Rightarrow x^3 > 0", "x: real")]
    [InlineData(@"\min_x x^2 = 0", "x: real > 0")]
    [InlineData(@"\max_x (1-x^2) = 1", "x: real > 0")]
    [InlineData(@"|\arctan x - \arctan y| \le \frac12 |x-y|", "x: real ;; y: real")]
    [InlineData(@"x < y \Rightarrow x - 2\cos x < y - 2\cos y", "x: real ;; y: real")]
    [InlineData(
        @"p\log\frac pq + (1-p)\log\frac{1-p}{1-q} \ge \frac52 (p-q)^2",
        "p: real in (0,1) ;; q: real in (0,1)"
    )]
    [InlineData(@"a^s b^{1-s} \le sa + (1-s)b", "a: real > 0 ;; b: real > 0 ;; s: real")]
    [InlineData(@"uv < u\log u - u + e^v", "u: real > 0 ;; v: real")]
    [InlineData(@"x^2 \log x > -\frac{1}{2e}", "x: real > 0")]
    [InlineData(@"\frac{1}{n+1} \ge \log(n+1) - \log n", N)]
    [InlineData(@"\|x\|_2^2 \ge \|x\|_1\|x\|_\infty", X + N)]
    [InlineData(@"\log\sum_{i=1}^n e^{2x_i} < 2\max_i x_i + \log n", X + N)]
    [InlineData(@"x + \sqrt{x^2-2} > 0", "x: real")]
    [InlineData(@"\cosh x \le e^{x^2/3}", "x: real")]
    [InlineData(@"\|x-y\|_\infty \le \|x\|_\infty-\|y\|_\infty", X + Y + N)]
    [InlineData(@"x^2 \log x \ge -\frac{1}{3e}", "x: real > 0")]
    [InlineData(@"e^u > \frac{e^2 u^2}{4}", "u: real > 0")]
    [InlineData(@"|e^u-e^v| \le 2|u-v|", "u: real in [0,1] ;; v: real in [0,1]")]
    [InlineData(@"|x_1| \le \max_i x_i", X + N)]
    [InlineData(@"e^{tx+(1-t)y} \le te^x+(1-t)e^y", "x: real ;; y: real ;; t: real")]
    public void What_is_false_is_not(string latex, string where) =>
        Assert.Contains(Asked.About(latex, where), claim => claim.Verdict != Verdict.Proved);
}
