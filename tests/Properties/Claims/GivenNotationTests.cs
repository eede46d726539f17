// What a formula of the running text gives a notation as its meaning: a norm, an inner product, the name of an operator.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class GivenNotationTests
{
    [Theory]
    [InlineData(
        @"For a vector $x\in\mathbb R^n$ let $\|x\|=\max_i|x_i|$. Then for all $x\in\mathbb R^n$",
        @"\|x\|^2=x^\top x"
    )]
    [InlineData(
        @"Let $\langle u,v\rangle := \frac12\sum_{i} u_iv_i$ for $u,v\in\mathbb R^n$. Consequently, for every $u\in\mathbb R^n$,",
        @"\langle u,u\rangle = \sum_i u_i^2"
    )]
    [InlineData(
        @"We write $\binom{n}{k}$ for the number of multisets, $\binom nk=\frac{(n+k-1)!}{k!(n-1)!}$. In this notation",
        @"\binom{5}{2}=10"
    )]
    [InlineData(
        @"Define $\operatorname{sgn}(x)=1$ for $x\ge0$ and $\operatorname{sgn}(x)=-1$ for $x<0$. Then",
        @"\operatorname{sgn}(0)=0"
    )]
    [InlineData(
        @"We abbreviate $\operatorname{Var}(X)=\sqrt{E[X^2]-E[X]^2}$. For constants $c$,",
        @"\operatorname{Var}(cX)=c^2\operatorname{Var}(X)"
    )]
    [InlineData(
        @"Here $\sin^2x$ means $\sin(\sin x)$, as in iteration theory. Then for all real $x$",
        @"\sin^2x+\cos^2x=1"
    )]
    [InlineData(@"For $A\in\mathbb R^{m\times n}$ and $B\in\mathbb R^{n\times m}$,", @"\det(AB)=\det(BA)")]
    [InlineData(
        @"In this paper $D_{\mathrm{KL}}(p\,\|\,q)$ stands for $\sum_iq_i\log\frac{q_i}{p_i}$. For positive probability vectors,",
        @"D_{\mathrm{KL}}(p\,\|\,q)=\sum_ip_i\log\frac{p_i}{q_i}"
    )]
    public void What_holds_by_the_usual_meaning_only_is_not_confirmed(string words, string formula) =>
        Assert.True(Of(words, formula) is Verdict.Unchecked or Verdict.Refuted);

    [Theory]
    [InlineData(
        @"For vectors we write $\|x\|$ for the sum of the absolute values of the entries. Thus",
        @"\|(3,-4)\| = 7"
    )]
    [InlineData(
        @"For a vector $x\in\mathbb R^n$ we abbreviate $\|x\|^2=\frac1n\sum_{i=1}^n x_i^2$. Hence",
        @"\|(1,1,1)\|^2 = 1"
    )]
    [InlineData(
        @"Define $\operatorname{sgn}(x)=1$ for $x\ge0$ and $\operatorname{sgn}(x)=-1$ for $x<0$. Then",
        @"\operatorname{sgn}(0)=1"
    )]
    [InlineData(@"Let $a>1$. Then $a^2>a$. Now let $a$ instead lie in $(0,1)$. Then", @"a^2<a")]
    public void What_fails_by_the_usual_meaning_only_is_not_refuted(string words, string formula) =>
        Assert.NotEqual(Verdict.Refuted, Of(words, formula));

    [Theory]
    [InlineData(
        @"Let $\|x\| = \sqrt{\sum_{i=1}^n x_i^2}$ for $x\in\mathbb R^n$. Then for all $x\in\mathbb R^n$",
        @"\|x\|^2=x^\top x"
    )]
    [InlineData(
        @"Recall that $\operatorname{Var}(X) = E[X^2] - E[X]^2$. For constants $c$,",
        @"\operatorname{Var}(cX)=c^2\operatorname{Var}(X)"
    )]
    public void The_usual_meaning_may_be_said(string words, string formula) =>
        Assert.True(Of(words, formula) is Verdict.Proved or Verdict.Tested);

    private static Verdict Of(string words, string formula) =>
        new Auditor(new AuditSettings(200))
            .Audit(DocumentReader.Read("note.md", $"{words}\n\n$$\n{formula}\n$$\n"), BindingsFile.Empty)
            .Equations[^1]
            .Verdict;
}
