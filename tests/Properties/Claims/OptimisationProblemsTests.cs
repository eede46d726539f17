// A problem to be solved claims nothing: what is sought, and what it is subject to.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class OptimisationProblemsTests
{
    [Theory]
    [InlineData(
        @"\begin{aligned} \max_{x_1, x_2} \ & 3 x_1 + 4 x_2 \\ \text{subject to } \ & 2 x_1 + 5 x_2 \le 30 \\ & x_1, x_2 \ge 0 \end{aligned}"
    )]
    [InlineData(
        @"\begin{aligned} \max_{x, y} \ & z = 23 x + 10 y \\ \mbox{subject to } \ & x + y \le 20 \\ & 2 x + 0.8 y \le 25 \end{aligned}"
    )]
    [InlineData(@"\begin{aligned} \min_x \ & c^\top x \\ \text{s.t.} \ & A x = b \\ & x \ge 0 \end{aligned}")]
    [InlineData(
        @"\begin{aligned} \min_{w} \ & \tfrac12 w^2 + 3 w \\ \text{满足} \ & w \ge 1 \\ & w \le 2 \end{aligned}"
    )]
    public void Its_constraints_are_not_claimed(string formula) => Assert.Equal(Verdict.Definition, Of(formula));

    // A relation between two problems, and rows without a problem above them, are claims.
    [Theory]
    [InlineData(@"\begin{aligned} \max_{x \in [0, 1]} x &= 2 \\ \text{subject to } 1 &\le 3 \end{aligned}")]
    [InlineData(@"\begin{aligned} 2 + 2 &= 5 \\ \text{subject to } 1 &\le 3 \end{aligned}")]
    public void What_is_claimed_is_no_definition(string formula) =>
        Assert.Contains(Of(formula), (Verdict[])[Verdict.Refuted, Verdict.Unchecked]);

    private static Verdict Of(string formula) =>
        new Auditor(new AuditSettings(100))
            .Audit(DocumentReader.Read("problem.md", $"The problem is\n\n$$\n{formula}\n$$\n"), BindingsFile.Empty)
            .Equations[^1]
            .Verdict;
}
