// Inequalities that hold at every number anybody would try, and fail beyond.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Evidence;
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Search;

public sealed class TrendTests
{
    [Theory]
    [InlineData(@"\sum_{k=1}^n \frac{1}{k} \le 10")]
    [InlineData(@"\sum_{k=1}^n \frac{1}{k^2} \le 1.6449")]
    [InlineData(@"\sum_{k=1}^n k^{-3/2} \le \frac{13}{5}")]
    [InlineData(@"\prod_{k=1}^n \left(1 + \frac{1}{k^2}\right) < \frac{3676}{1000}")]
    [InlineData(@"\sum_{k=1}^n \frac{1}{k} - \ln n \ge 0.5773")]
    public void What_crosses_beyond_the_values_tried_is_not_confirmed(string formula) =>
        Assert.Contains(Of(@"For every integer $n \ge 1$", formula), (Verdict[])[Verdict.Unchecked, Verdict.Refuted]);

    [Theory]
    [InlineData(@"\sum_{k=1}^n \frac{1}{k^2} \le 1.645")]
    [InlineData(@"\sum_{k=1}^n k^{-3/2} \le \frac{27}{10}")]
    [InlineData(@"\sum_{k=1}^n \frac{1}{k} - \ln n \ge 0.5772")]
    [InlineData(@"\sum_{k=1}^n \frac{1}{k} \le 1 + \ln n")]
    public void What_does_not_is(string formula) =>
        Assert.Contains(Of(@"For every integer $n \ge 1$", formula), (Verdict[])[Verdict.Tested, Verdict.Proved]);

    // sin n is nearly 0 at the numerators of the fractions near π; a difference of roots falls below anything.
    [Theory]
    [InlineData(@"|\sin n| \ge 10^{-4}")]
    [InlineData(@"\sqrt{n + 1} - \sqrt{n} \ge 10^{-6}")]
    [InlineData(@"\ln (1 + \ln n) \le 3")]
    public void What_fails_far_out_is_refuted(string formula) =>
        Assert.Equal(Verdict.Refuted, Of(@"For every integer $n \ge 1$", formula));

    // Arrays of zeros, and vectors that a matrix takes to zero.
    [Theory]
    [InlineData(@"Let $A \in \mathbb{R}^{m \times n}$. For every $x \in \mathbb{R}^n$ with $x \ne 0$")]
    [InlineData(@"Let $A \in \mathbb{R}^{m \times n}$. For every $x \in \mathbb{R}^n$")]
    [InlineData(@"Let $A \in \mathbb{R}^{n \times n}$. For every $x \in \mathbb{R}^n$ with $x \ne 0$")]
    public void A_matrix_need_not_have_full_rank(string words) =>
        Assert.Equal(Verdict.Refuted, Of(words, @"x^\top A^\top A x > 0"));

    [Theory]
    [InlineData(new[] { 1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4 }, true)]
    [InlineData(new[] { 0.9, 0.4, 0.15, 0.025, -0.0375, -0.06875, -0.084375 }, true)]
    [InlineData(new[] { 1.0, 0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625 }, false)]
    [InlineData(new[] { 1.0, 1.0 / 2, 1.0 / 3, 1.0 / 4, 1.0 / 5, 1.0 / 6, 1.0 / 7 }, false)]
    [InlineData(new[] { 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0 }, false)]
    [InlineData(new[] { 1.0, 0.9, 0.8 }, false)]
    public void The_end_of_a_sequence(double[] room, bool below) => Assert.Equal(below, Trend.GoesBelow(room));

    private static Verdict Of(string words, string formula) =>
        new Auditor(new AuditSettings(200))
            .Audit(DocumentReader.Read("trend.md", $"{words}\n\n$$\n{formula} .\n$$\n"), BindingsFile.Empty)
            .Equations[^1]
            .Verdict;
}
