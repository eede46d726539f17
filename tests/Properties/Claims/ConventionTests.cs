// What words make of a notation, and what they deny: a formula that is true in the usual notation is not confirmed where the text
// means another one, or says that it fails, and one that is false is not refuted.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class ConventionTests
{
    [Theory]
    // The same formulas in the usual notation, whatever else words say.
    [InlineData(
        @"Let $\|\cdot\|$ denote the Euclidean norm. For $u, v \in \mathbb{R}^n$,",
        @"\|u + v\|^2 + \|u - v\|^2 = 2 \|u\|^2 + 2 \|v\|^2"
    )]
    [InlineData(@"Here $\|x\|$ is the $\ell_2$ norm of $x \in \mathbb{R}^n$, and", @"\|x\|^2 = x^\top x")]
    [InlineData(
        @"We write $\langle u, v \rangle$ for the inner product $u^\top v$. For $u, v \in \mathbb{R}^n$,",
        @"\langle u, v \rangle = u^\top v"
    )]
    [InlineData(
        @"All vectors are column vectors. For $u, v \in \mathbb{R}^n$,",
        @"\|u + v\|^2 = \|u\|^2 + 2 u^\top v + \|v\|^2"
    )]
    [InlineData(@"All variables are real numbers. For real $x$ and $y$,", "(x + y)^2 = x^2 + 2 x y + y^2")]
    [InlineData("The index $k$ runs from one to $n$. For all $n \\ge 1$,", @"\sum_{k=1}^{n} k = \frac{n (n + 1)}{2}")]
    // Bars and dots between factors are what they were.
    [InlineData("For real $a$ and $b$,", @"|a| \cdot |b| = |a \cdot b|")]
    // Words of denial that deny something else.
    [InlineData("The loss is never negative: for real $x$,", @"x^2 \ge 0")]
    [InlineData("The matrix is not necessarily square. For real $x$,", "(x + 1)^2 = x^2 + 2 x + 1")]
    [InlineData("Nothing is wrong with the first form. Hence, for real $x$,", "(x - 1)(x + 1) = x^2 - 1")]
    public void Usual_notation_is_read_as_usual(string words, string formula) =>
        Assert.Contains(Of(words, formula), Confirmed);

    [Theory]
    // Norms and inner products of other kinds.
    [InlineData(
        @"Let $\|\cdot\|$ be the Chebyshev norm. For $u, v \in \mathbb{R}^n$,",
        @"\|u + v\|^2 + \|u - v\|^2 = 2 \|u\|^2 + 2 \|v\|^2"
    )]
    [InlineData(@"Denote by $\|\cdot\|$ the taxicab norm. For $x \in \mathbb{R}^n$,", @"\|x\|^2 = x^\top x")]
    [InlineData(@"The $L^1$ norm is written $\|x\|$, $x \in \mathbb{R}^n$. Then", @"\|x\|^2 \ge x^\top x + 0")]
    [InlineData(@"Write $\|x\|$ for the largest entry in modulus. For $x \in \mathbb{R}^n$,", @"\|x\|^2 = x^\top x")]
    [InlineData(
        @"Let $\langle u, v \rangle$ denote the energy product $u^\top K v$. For $u, v \in \mathbb{R}^n$,",
        @"\langle u, v \rangle = u^\top v"
    )]
    [InlineData(
        @"$\langle x, y \rangle$ stands for the skew product. For $x, y \in \mathbb{R}^n$,",
        @"\langle x, y \rangle = \langle y, x \rangle"
    )]
    // Settings of a section.
    [InlineData(@"Every sum in this note skips the multiples of three. Then", @"\sum_{k=1}^{n} 1 = n")]
    [InlineData(@"Here $d$ ranges over the divisors of $n$:", @"\sum_{d=1}^{n} 1 = n")]
    [InlineData("All numbers are rounded to integers. For real $x$,", @"\frac{x}{2} + \frac{x}{2} = x")]
    [InlineData("In half precision arithmetic, for real $a$, $b$, $c$,", "(a + b) + c = a + (b + c)")]
    // Functions and entropies of another kind.
    [InlineData(@"Here $\sigma$ is the softplus activation. For real $x$,", @"\sigma(x) + \sigma(-x) = 1")]
    [InlineData("Let $H$ be the Tsallis entropy of $X$ and $Y$. Then", @"H(X, Y) = H(X) + H(Y \mid X)")]
    [InlineData("Let $p$ be a density. For all $x$,", @"p(x) \le 1")]
    [InlineData(
        @"For vectors $u, v$ of a complex Hilbert space,",
        @"\|u + v\|^2 = \|u\|^2 + 2 \langle u, v \rangle + \|v\|^2"
    )]
    // What the text denies.
    [InlineData("There is no integer $n$ with", @"\sum_{k=1}^{n} k = \frac{n (n + 1)}{2}")]
    [InlineData("It is a fallacy that for real $x$", @"\cos^2 x + \sin^2 x = 1")]
    [InlineData("The next line is invalid for real $x$:", "(x + 1)^2 = x^2 + 2 x + 1")]
    [InlineData("For real $a$ and $b$ we do not have", @"|a + b| \le |a| + |b|")]
    [InlineData("Für kein reelles $x$ gilt", @"(x + 1)^2 = x^2 + 2 x + 1")]
    [InlineData("Cette identité n'est vraie pour aucun réel $x$ :", @"(x + 1)^2 = x^2 + 2 x + 1")]
    [InlineData("Esta identidad es falsa para todo $x$ real:", @"(x + 1)^2 = x^2 + 2 x + 1")]
    [InlineData("对所有实数 $x$，下式不成立：", @"(x + 1)^2 = x^2 + 2 x + 1")]
    public void Another_meaning_or_a_denial_is_not_confirmed(string words, string formula) =>
        Assert.DoesNotContain(Of(words, formula), Confirmed);

    [Theory]
    [InlineData("This identity is false for every real $x$.")]
    [InlineData("It never holds.")]
    [InlineData("is violated by some real $x$.")]
    public void What_words_deny_behind_a_formula_is_not_confirmed(string behind) =>
        Assert.DoesNotContain(
            Audited($"Consider, for real $x$,\n\n$$ (x + 1)^2 = x^2 + 2 x + 1 $$\n\n{behind}\n"),
            Confirmed
        );

    [Theory]
    [InlineData(
        @"Products of matrices are Hadamard products in this text. For $A, B \in \mathbb{R}^{n \times n}$,",
        "A B = B A"
    )]
    [InlineData(
        @"Every matrix of this chapter is a multiple of the identity. For $A, B \in \mathbb{R}^{n \times n}$,",
        "A B = B A"
    )]
    [InlineData("With ternary logarithms,", @"-\log \frac19 = 2")]
    [InlineData("Zeta regularization assigns", @"\sum_{n=1}^{\infty} 1 = -\frac12")]
    public void What_another_meaning_makes_true_is_not_refuted(string words, string formula) =>
        Assert.NotEqual(Verdict.Refuted, Of(words, formula));

    private static readonly Verdict[] Confirmed = [Verdict.Proved, Verdict.Tested];

    private static Verdict Of(string words, string formula) => Audited($"{words}\n\n$$ {formula} $$\n");

    private static Verdict Audited(string text) =>
        new Auditor(new AuditSettings(200))
            .Audit(DocumentReader.Read("note.md", text), BindingsFile.Empty)
            .Equations[0]
            .Verdict;
}
