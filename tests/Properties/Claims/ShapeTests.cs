// Arrays of which nothing states a size: their notation says what they are, the formula says which sizes fit. What holds for all
// sizes is tested, never proved; what fails for arrays is never tested; and what may be a model or a condition is not refuted.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class ShapeTests
{
    [Theory]
    [InlineData(@"(\mathbf{A}\mathbf{B})^\top = \mathbf{B}^\top \mathbf{A}^\top")]
    [InlineData(@"\operatorname{tr}(\mathbf{A}\mathbf{B}) = \operatorname{tr}(\mathbf{B}\mathbf{A})")]
    [InlineData(@"\|\mathbf{u} + \mathbf{v}\|^2 = \|\mathbf{u}\|^2 + 2\mathbf{u}^\top\mathbf{v} + \|\mathbf{v}\|^2")]
    [InlineData(@"(y - X\beta)^\top (y - X\beta) = y^\top y - 2 \beta^\top X^\top y + \beta^\top X^\top X \beta")]
    [InlineData(@"\nabla_\beta \|y - X\beta\|^2 = -2 X^\top (y - X\beta)")]
    [InlineData(
        @"\frac{\partial}{\partial \mathbf{w}} (\mathbf{t} - \mathbf{P}\mathbf{w})^\top (\mathbf{t} - \mathbf{P}\mathbf{w}) = -2 \mathbf{P}^\top (\mathbf{t} - \mathbf{P}\mathbf{w})"
    )]
    [InlineData(
        @"\nabla_{\mathbf{x}} \mathbf{x}^\top \mathbf{A} \mathbf{x} = (\mathbf{A} + \mathbf{A}^\top)\mathbf{x}"
    )]
    [InlineData(@"\frac{\partial}{\partial \mathbf{A}} \operatorname{tr}(\mathbf{A}\mathbf{B}) = \mathbf{B}^\top")]
    [InlineData(@"\mathbf{A}^{-1}\mathbf{A} + \mathbf{B} = \mathbf{B} + \mathbf{I}")]
    [InlineData(@"(\mathbf{A}\mathbf{B})^{-1} = \mathbf{B}^{-1}\mathbf{A}^{-1}")]
    [InlineData(@"\det(\mathbf{A}\mathbf{B}) = \det(\mathbf{A})\det(\mathbf{B})")]
    [InlineData(@"\mathbf{1}^\top \mathbf{x} = \mathbf{x}^\top \mathbf{1}")]
    [InlineData(@"\mathbf{a} \odot \mathbf{b} = \mathbf{b} \odot \mathbf{a}")]
    [InlineData(@"\theta^T x = x^T \theta")]
    [InlineData(
        @"\left(\sum_{n=1}^N \boldsymbol{x}_n \boldsymbol{x}_n^\top\right)^\top = \sum_{n=1}^N \boldsymbol{x}_n \boldsymbol{x}_n^\top"
    )]
    [InlineData(@"\bm{a} \cdot \bm{b} = \bm{b}^\top \bm{a}")]
    [InlineData(@"\vec{a}^\top \vec{b} = \vec{b}^\top \vec{a}")]
    public void What_holds_for_all_sizes_is_tested(string latex) => Assert.Equal(Verdict.Tested, Of(latex));

    [Theory]
    [InlineData(@"\mathbf{A}\mathbf{B} = \mathbf{B}\mathbf{A}")]
    [InlineData(@"\mathbf{A}^\top + \mathbf{A} = 2\mathbf{A}")]
    [InlineData(@"\mathbf{u}\mathbf{v}^\top = \mathbf{v}\mathbf{u}^\top")]
    [InlineData(@"\mathbf{x}\mathbf{x}^\top = \mathbf{x}^\top\mathbf{x}")]
    [InlineData(@"\det(\mathbf{A}+\mathbf{B}) = \det(\mathbf{A})+\det(\mathbf{B})")]
    [InlineData(@"\det(2\mathbf{A}) = 2 \det(\mathbf{A})")]
    [InlineData(@"(\mathbf{A}\mathbf{B})^{-1} = \mathbf{A}^{-1}\mathbf{B}^{-1}")]
    [InlineData(@"\mathbf{A}^{-1}_{ij} = \frac{1}{\mathbf{A}_{ij}}")]
    [InlineData(
        @"\operatorname{tr}(\mathbf{A}\mathbf{B}) = \operatorname{tr}(\mathbf{A})\operatorname{tr}(\mathbf{B})"
    )]
    [InlineData(@"(\mathbf{u}^\top\mathbf{v})^2 = (\mathbf{u}^\top\mathbf{u})(\mathbf{v}^\top\mathbf{v})")]
    [InlineData(@"\mathbf{x} + \mathbf{x}^\top = 2\mathbf{x}")]
    [InlineData(@"\mathbf{x} + 1 = 1 + \mathbf{x}")]
    [InlineData(@"\nabla_{\mathbf{x}} \mathbf{x}^\top \mathbf{A} \mathbf{x} = 2\mathbf{A}\mathbf{x}")]
    [InlineData(@"\sum_{n=1}^N \boldsymbol{x}_n = N \boldsymbol{x}_1")]
    [InlineData(@"\|\mathbf{u} + \mathbf{v}\| = \|\mathbf{u}\| + \|\mathbf{v}\|")]
    [InlineData(
        @"\frac{\partial}{\partial \mathbf{w}} (\mathbf{t} - \mathbf{P}\mathbf{w})^\top (\mathbf{t} - \mathbf{P}\mathbf{w}) = 2 \mathbf{P}^\top (\mathbf{t} - \mathbf{P}\mathbf{w})"
    )]
    public void What_holds_for_numbers_only_is_not_tested(string latex) =>
        Assert.DoesNotContain(Of(latex), (Verdict[])[Verdict.Proved, Verdict.Tested]);

    // Wrong for matrices of one row and one column, too, whatever their entries may be.
    [Theory]
    [InlineData(@"\nabla_\beta \|y - X\beta\|^2 = 2 X^\top (y - X\beta)")]
    [InlineData(@"\nabla_{\mathbf{x}} \mathbf{x}^\top \mathbf{A} \mathbf{x} = \mathbf{A}\mathbf{x}")]
    public void What_fails_for_arrays_and_numbers_is_refuted(string latex) => Assert.Equal(Verdict.Refuted, Of(latex));

    // Models, conditions, equations to be solved, classes of matrices.
    [Theory]
    [InlineData("The model is", @"\boldsymbol{y} = \boldsymbol{X}\boldsymbol{\beta}")]
    [InlineData("The normal equations are", @"\mathbf{X}^\top\mathbf{X}\boldsymbol\beta = \mathbf{X}^\top \mathbf{y}")]
    [InlineData("At the optimum,", @"\mathbf{X}^\top(\mathbf{y} - \mathbf{X}\boldsymbol\beta) = 0")]
    [InlineData("The eigenvalue equation is", @"\mathbf{A}\mathbf{v} = \lambda\mathbf{v}")]
    [InlineData("Let $M$ be skew-symmetric,", @"M^\top = -M")]
    [InlineData("For orthogonal vectors $u$ and $v$, we have", @"\|u+v\|^2 = \|u\|^2 + \|v\|^2")]
    [InlineData("Suppose that $u$ and $v$ are perpendicular. Then", @"\|u+v\|^2 = \|u\|^2 + \|v\|^2")]
    [InlineData("In general", @"\mathbf{A}\mathbf{B} = -\mathbf{B}\mathbf{A}")]
    [InlineData(
        "The Riccati equation reads",
        @"\mathbf{A}^\top \mathbf{P} \mathbf{A} + \mathbf{Q} = \mathbf{P} + \mathbf{A}"
    )]
    [InlineData("For symmetric $A$,", @"\nabla_x x^\top A x = 2 A x")]
    [InlineData("A state evolves by", @"\mathbf{x}_{t+1} = \mathbf{A}\mathbf{x}_t + \mathbf{b}")]
    public void What_may_be_a_condition_is_not_refuted(string words, string latex) =>
        Assert.NotEqual(Verdict.Refuted, Of(latex, words));

    [Fact]
    public void What_the_text_says_of_each_holds_of_all_that_a_sum_adds() =>
        Assert.NotEqual(
            Verdict.Tested,
            Of(
                @"\sum_{n=1}^N \mathbf{x}_n + \mathbf{b} = N \mathbf{x}_n + \mathbf{b}",
                @"Let $\mathbf{x}_n \in \mathbb{R}^D$. Then"
            )
        );

    private static Verdict Of(string latex, string words = "In general") =>
        new Auditor(new AuditSettings(Cases: 120))
            .Audit(DocumentReader.Read("d.md", $"{words}\n\n$$ {latex} $$\n"), BindingsFile.Empty)
            .Equations[^1]
            .Verdict;
}
