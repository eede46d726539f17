// What words say that names are, behind them: "let $A$ and $B$ be $n \times n$ matrices". Every word has to be read: others may
// choose among the things of that kind, and then nothing is taken for all of them.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class DescribedNamesTests
{
    [Theory]
    [InlineData(@"Let $A$ and $B$ be $n \times n$ matrices. Then", @"\operatorname{tr}(AB) = \operatorname{tr}(BA)")]
    [InlineData(@"Let $A$ and $B$ be invertible $n \times n$ matrices. Then", @"(AB)^{-1} = B^{-1} A^{-1}")]
    [InlineData(@"Let $A$ be a real matrix of size $m \times n$. Then", @"(A^\top)^\top = A")]
    [InlineData(@"Let $u$ and $v$ be vectors in $\mathbb{R}^d$. Then", @"\|u + v\|^2 \le 2 \|u\|^2 + 2 \|v\|^2")]
    [InlineData(@"Let $u$ and $v$ be real vectors of length $d$. Then", @"u^\top v = v^\top u")]
    [InlineData(@"Let $\theta$ be an angle in $[0, \pi]$. Then", @"\sin\theta = \sqrt{1 - \cos^2\theta}")]
    [InlineData(@"Let $s$ and $t$ be numbers in $[0, 1]$. Then", @"s t \le s")]
    [InlineData(
        @"Let $p$ and $q$ be probability vectors of length $K$ with positive entries. Then",
        @"\sum_{k=1}^{K} p_k \log\frac{p_k}{q_k} \ge 0"
    )]
    [InlineData(@"Let $p$ be a probability distribution on $\{1, \dots, K\}$. Then", @"\sum_{k=1}^{K} p_k^2 \le 1")]
    [InlineData(@"Let $p \in \Delta^{K-1}$. Then", @"\sum_{k=1}^{K} p_k^2 \le 1")]
    [InlineData(
        @"Let $X$ be uniformly distributed on $[a, b]$ with $a < b$. Then",
        @"\operatorname{Var}(X) = \frac{(b - a)^2}{12}"
    )]
    [InlineData(@"Let $X$ be uniform on $[0, 1]$. Then", @"\mathbb{E}[X] = \frac12")]
    public void What_holds_of_all_of_the_kind_is_confirmed(string words, string formula) =>
        Assert.True(Of(words, formula) is Verdict.Proved or Verdict.Tested);

    [Theory]
    [InlineData(
        @"Let $A$ and $B$ be $n \times n$ matrices. Then",
        @"\operatorname{tr}(AB) = \operatorname{tr}(A) \operatorname{tr}(B)"
    )]
    [InlineData(
        @"Let $p$ and $q$ be probability vectors of length $K$ with positive entries. Then",
        @"\sum_{k=1}^{K} p_k \log\frac{p_k}{q_k} \le 0"
    )]
    [InlineData(
        @"Let $X$ be uniformly distributed on $[a, b]$ with $a < b$. Then",
        @"\operatorname{Var}(X) = \frac{(b - a)^2}{6}"
    )]
    public void What_fails_for_one_of_the_kind_is_refuted(string words, string formula) =>
        Assert.Equal(Verdict.Refuted, Of(words, formula));

    // True of what the words choose.
    [Theory]
    [InlineData(@"Let $A$ be a symmetric $n \times n$ matrix. Then", @"A^\top = A")]
    [InlineData(@"Let $A$ and $B$ be commuting $n \times n$ matrices. Then", @"AB = BA")]
    [InlineData(@"Let $A$ be an $n \times n$ matrix with orthonormal columns. Then", @"A^\top A = I")]
    [InlineData(@"Let $u$ and $v$ be orthogonal vectors in $\mathbb{R}^d$. Then", @"u^\top v = 0")]
    [InlineData(@"Let $u$ be a vector in $\mathbb{R}^d$ of norm one. Then", @"u^\top u = 1")]
    [InlineData(@"Let $x$ be a number in $[0, 4]$ whose square is two. Then", @"x^4 = 4")]
    [InlineData(@"Let $p$ be the uniform probability vector of length $K$. Then", @"p_k = \frac{1}{K}")]
    [InlineData(
        @"Let $p$ and $q$ be equal probability vectors of length $K$. Then",
        @"\sum_{k=1}^{K} p_k \log\frac{p_k}{q_k} = 0"
    )]
    [InlineData(@"Let $X$ be uniform on the integers in $[0, 10]$. Then", @"\operatorname{Var}(X) = 10")]
    public void Words_that_choose_are_no_kind(string words, string formula) =>
        Assert.NotEqual(Verdict.Refuted, Of(words, formula));

    private static Verdict Of(string words, string formula) =>
        new Auditor(new AuditSettings(200))
            .Audit(DocumentReader.Read("note.md", $"{words}\n\n$$\n{formula}\n$$\n"), BindingsFile.Empty)
            .Equations[^1]
            .Verdict;
}
