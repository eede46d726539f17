// Notations of statistics texts: upright transposes, densities of laws that have names, matrices in fences of their own,
// references over signs.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class WrittenAsInBooksTests
{
    [Theory]
    [InlineData(@"For matrices $A$ and $B$,", @"(A B)^\mathrm{T} = B^\mathrm{T} A^\mathrm{T}")]
    [InlineData(@"Then", @"(x - y)^{\rm T} (x - y) = x^{\rm T} x - 2 x^{\rm T} y + y^{\rm T} y")]
    [InlineData(
        @"Then",
        @"\left[ \begin{matrix} 1 \\ 2 \end{matrix} \right]^\mathrm{T} \left[ \begin{matrix} 3 \\ 4 \end{matrix} \right] = 11"
    )]
    [InlineData(@"Hence", @"\int_{-\infty}^{\infty} x \, \mathcal{N}(x; \mu, \sigma^2) \, \mathrm{d}x = \mu")]
    [InlineData(
        @"Its logarithm is",
        @"\log \mathcal{N}(x \mid \mu, \sigma^2) = -\frac{(x - \mu)^2}{2 \sigma^2} - \frac12 \log(2 \pi \sigma^2)"
    )]
    [InlineData(@"Then", @"(a + b)^2 \overset{\eqref{eq:a}}{=} a^2 + 2 a b + b^2")]
    [InlineData(@"It follows that", @"\frac{\left. (n - 1) s \middle/ (n - 1) \right.}{2} = \frac{s}{2}")]
    public void True_ones_are_confirmed(string words, string formula) =>
        Assert.True(Of(words, formula) is Verdict.Proved or Verdict.Tested);

    [Theory]
    [InlineData(@"For matrices $A$ and $B$,", @"(A B)^\mathrm{T} = A^\mathrm{T} B^\mathrm{T}")]
    [InlineData(@"Hence", @"\int_{-\infty}^{\infty} x^2 \, \mathcal{N}(x; \mu, \sigma^2) \, \mathrm{d}x = \sigma^2")]
    [InlineData(
        @"Its logarithm is",
        @"\log \mathcal{N}(x \mid \mu, \sigma^2) = -\frac{(x - \mu)^2}{\sigma^2} - \frac12 \log(2 \pi \sigma^2)"
    )]
    [InlineData(@"Then", @"(a + b)^2 \overset{\eqref{eq:a}}{=} a^2 + a b + b^2")]
    // The variance or the deviation: which one is not said.
    [InlineData(
        @"Its logarithm is",
        @"\log \mathcal{N}(x \mid \mu, \sigma) = -\frac{(x - \mu)^2}{2 \sigma} - \frac12 \log(2 \pi \sigma^2)"
    )]
    public void False_ones_are_not(string words, string formula) =>
        Assert.True(Of(words, formula) is Verdict.Unchecked or Verdict.Refuted);

    // An upright T beside an upright S is a label: teacher and student.
    [Theory]
    [InlineData(
        @"The teacher's logits minus the student's are",
        @"(z^{\mathrm{T}} - z^{\mathrm{S}})^2 = (z^{\mathrm{T}})^2 - 2 z^{\mathrm{T}} z^{\mathrm{S}} + (z^{\mathrm{S}})^2"
    )]
    [InlineData(
        @"A vector at rest and in motion differ: for the density of a normal vector",
        @"\mathcal{N}(x \mid \mu, \Sigma) = \frac{1}{\sqrt{2 \pi \Sigma}}"
    )]
    public void Labels_and_vectors_are_not_refuted(string words, string formula) =>
        Assert.NotEqual(Verdict.Refuted, Of(words, formula));

    [Theory]
    [InlineData(@"y = X\beta + \varepsilon, \; \varepsilon \sim \mathcal{N}(0, \sigma^2 V)")]
    public void Models_assert_nothing(string formula) => Assert.Equal(Verdict.Definition, Of("The model is", formula));

    private static Verdict Of(string words, string formula) =>
        new Auditor(new AuditSettings(200))
            .Audit(DocumentReader.Read("note.md", $"{words}\n\n$$\n{formula}\n$$\n"), BindingsFile.Empty)
            .Equations[^1]
            .Verdict;
}
