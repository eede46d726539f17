// Vectors and matrices mean what they are: a transpose is never dropped, a product is a matrix product, and what has no value for
// every size is not judged entry by entry.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Tests.Properties.Verdicts;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class ArrayTests
{
    private const string Square = "A: matrix n by n; B: matrix n by n; n: integer >= 1";
    private const string Two = "A: matrix 2 by 2; B: matrix 2 by 2";
    private const string Vectors = "x: vector of length n; y: vector of length n; A: matrix n by n; n: integer >= 1";

    [Theory]
    [InlineData(@"(AB)^\top = B^\top A^\top", Square, "holds")]
    [InlineData(@"(AB)^\top = A^\top B^\top", Square, "refuted")]
    [InlineData(@"A^\top = A", Square, "refuted")]
    [InlineData(@"A^\top + A = 2A", Square, "refuted")]
    [InlineData(@"(A^\top)_{ij} = A_{ij}", Square, "never")]
    [InlineData(@"A^\top_{ij} = A_{ij}", Square, "never")]
    [InlineData(@"A^\top_{ij} + 1 = 1 + A_{ji}", Square, "holds")]
    [InlineData(@"(A+B)^\top = A + B", Square, "refuted")]
    [InlineData(@"(A^\top)^\top + B = B + A", Square, "holds")]
    [InlineData(@"AB = BA", Square, "refuted")]
    [InlineData(@"(A+B)(A-B) = A^2 - B^2", Square, "refuted")]
    [InlineData(@"(A+B)^2 = A^2 + AB + BA + B^2", Square, "holds")]
    [InlineData(@"A(B+A) = AB + A^2", Square, "holds")]
    [InlineData(@"\operatorname{tr}(AB) = \operatorname{tr}(BA)", Square, "holds")]
    [InlineData(@"\operatorname{tr}(AB) = \operatorname{tr}(A)\operatorname{tr}(B)", Square, "refuted")]
    [InlineData(@"\|A\|_F^2 = \operatorname{tr}(A^\top A)", Square, "holds")]
    [InlineData(@"\|A\|_F^2 = \operatorname{tr}(A A)", Square, "refuted")]
    [InlineData(@"A^{-1}_{ij} = \frac{1}{A_{ij}}", Square, "refuted")]
    [InlineData(@"\det(A+B) = \det(A) + \det(B)", Square, "refuted")]
    [InlineData(@"\det(AB) = \det(A)\det(B)", Two, "holds")]
    [InlineData(@"\det(A+B) = \det(A) + \det(B)", Two, "refuted")]
    [InlineData(@"A^{-1}_{ij} = \frac{1}{A_{ij}}", Two, "refuted")]
    [InlineData(@"(AB)^{-1} = A^{-1}B^{-1}", Two, "refuted")]
    [InlineData(@"(AB)^{-1} = B^{-1}A^{-1}", Two, "holds")]
    [InlineData(@"x^\top A y = y^\top A^\top x", Vectors, "holds")]
    [InlineData(@"x^\top A y = y^\top A x", Vectors, "refuted")]
    [InlineData(@"(x^\top y)^2 = (x^\top x)(y^\top y)", Vectors, "refuted")]
    [InlineData(@"(x^\top y)^2 \le (x^\top x)(y^\top y)", Vectors, "holds")]
    [InlineData(@"x y^\top = y x^\top", Vectors, "refuted")]
    [InlineData(@"\operatorname{tr}(x y^\top) = x \cdot y", Vectors, "holds")]
    [InlineData(@"\langle x, y\rangle = 2 y^\top x", Vectors, "refuted")]
    [InlineData(@"\|x+y\|^2 = \|x\|^2 + 2 x^\top y + \|y\|^2", Vectors, "holds")]
    [InlineData(@"\|x+y\|^2 = \|x\|^2 + \|y\|^2", Vectors, "refuted")]
    [InlineData(@"\|x\|_1 \le \|x\|_2", Vectors, "refuted")]
    [InlineData(@"x y = y x", Vectors, "unchecked")]
    [InlineData(@"A x = x A", Vectors, "unchecked")]
    [InlineData(@"A I = A", Square, "holds")]
    [InlineData(@"x + x^\top = 2x", Vectors, "unchecked")]
    [InlineData(
        @"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}\begin{pmatrix} 1 \\ 1 \end{pmatrix} = \begin{pmatrix} 3 \\ 7 \end{pmatrix}",
        "",
        "holds"
    )]
    [InlineData(
        @"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}^\top = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}",
        "",
        "refuted"
    )]
    [InlineData(
        @"\det\begin{pmatrix} a & b \\ c & d \end{pmatrix} = ad - bc",
        "a: real; b: real; c: real; d: real",
        "holds"
    )]
    [InlineData(
        @"\det\begin{pmatrix} a & b \\ c & d \end{pmatrix} = ad + bc",
        "a: real; b: real; c: real; d: real",
        "refuted"
    )]
    public void An_array_is_one(string latex, string where, string expected)
    {
        var (verdict, reason) = FormulaVerdicts.Of(latex, where);
        Assert.True(
            expected switch
            {
                "holds" => verdict is "proved" or "tested",
                "never" => verdict is not ("proved" or "tested"),
                _ => verdict == expected,
            },
            $"{latex}: {verdict} ({reason}), expected: {expected}"
        );
    }

    // What the words, the notation or other formulas say of a symbol keeps it from being taken for a number.
    [Theory]
    [InlineData(@"For $A, B \in \mathbb{R}^{n \times n}$", @"A B = B A")]
    [InlineData(@"For all matrices $A$ and $B$", @"A B = B A")]
    [InlineData("设矩阵 $A, B$，则", @"A B = B A")]
    [InlineData(
        @"For square matrices $\boldsymbol{A}$ and $\boldsymbol{B}$",
        @"(\boldsymbol{A}+\boldsymbol{B})(\boldsymbol{A}-\boldsymbol{B}) = \boldsymbol{A}^2 - \boldsymbol{B}^2"
    )]
    [InlineData(@"For $x, \theta \in \mathbb{R}^d$", @"(\theta^\top x)^2 = (\theta^\top\theta)(x^\top x)")]
    [InlineData("For vectors $u, v$", @"(u^\top v)^2 = (u^\top u)(v^\top v)")]
    [InlineData("In general", @"(u^\top v)^2 = (u^\top u)(v^\top v)")]
    [InlineData("In general", @"(\mathbf{u}\cdot\mathbf{v})^2 = \|\mathbf{u}\|^2\|\mathbf{v}\|^2")]
    [InlineData("In general", @"A B = B A")]
    [InlineData("In general", @"W^\top = W")]
    [InlineData(@"Let $Q = W$ with $\det W = 1$. Then", @"(Q + 1)^2 = Q^2 + 2Q + 1")]
    public void What_may_be_an_array_is_not_judged_as_a_number(string words, string latex) =>
        Assert.DoesNotContain(
            Verdict($"{words}\n\n$$ {latex} $$\n"),
            (Verdict[])[LossProofs.Audit.Verdict.Proved, LossProofs.Audit.Verdict.Tested]
        );

    [Fact]
    public void The_marginals_of_a_joint_distribution_are_two()
    {
        const string document = """
            With the marginals $p(x)$ and $p(y)$ of a joint distribution:

            $$ \sum_x p(x) \log p(x) = \sum_y p(y) \log p(y) $$
            """;
        Assert.NotEqual(LossProofs.Audit.Verdict.Proved, Verdict(document));
        Assert.NotEqual(LossProofs.Audit.Verdict.Tested, Verdict(document));
    }

    [Fact]
    public void One_distribution_may_have_an_outcome_of_any_name() =>
        Assert.NotEqual(
            LossProofs.Audit.Verdict.Refuted,
            Verdict(@"$$ \sum_x p(x) \log p(x) = \sum_y p(y) \log p(y) $$")
        );

    private static Verdict Verdict(string document) =>
        Assert
            .Single(
                new Auditor(new AuditSettings(Cases: 200))
                    .Audit(DocumentReader.Read("d.md", document), BindingsFile.Empty)
                    .Equations
            )
            .Verdict;
}
