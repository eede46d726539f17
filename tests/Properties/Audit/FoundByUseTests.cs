// Derivations as they stand in textbooks, restated, in several notations; each has one error that only this file knows.
using System.Text;
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using Xunit;

namespace LossProofs.Tests.Properties.Audit;

public class FoundByUseTests
{
    /// <summary>File, the formula with the planted error, how many formulas assert something.</summary>
    public static TheoryData<string, int, int> Derivations =>
        new()
        {
            // The second derivative of the log-likelihood by σ has 3/σ⁴, not 2/σ⁴.
            { "gaussian.md", 10, 10 },
            // The derivative of the focal loss by the score ends in −(1 − σ(s)).
            { "softmax-regression.tex", 11, 8 },
            // The Hessian of the logistic loss has h(1 − h) in place of h.
            { "logistic-regression.md", 8, 7 },
            // The entropy of the weights is the log-sum-exp less the mean score.
            { "weighted-mean.md", 8, 7 },
            // The second derivative of the pseudo-Huber loss has the exponent −3/2.
            { "robust-regression.tex", 3, 5 },
            // The derivative of the divergence by the second deviation has its third power below.
            { "two-gaussians.md", 4, 6 },
            // The derivative of the probability by its log-odds is θ(1 − θ).
            { "coin.md", 6, 4 },
            // The gradient of the smoothed loss is prediction minus target.
            { "label-smoothing.md", 5, 5 },
            // The gradient of the logistic loss of a margin has 1 + e^(yf) below.
            { "margins.md", 9, 6 },
            // The gradient of the distillation loss is student minus teacher.
            { "distillation.md", 3, 4 },
        };

    [Theory]
    [MemberData(nameof(Derivations))]
    public void The_planted_error_is_refuted_and_every_other_formula_is_decided(string name, int planted, int asserting)
    {
        var report = Audited(name);
        var claims = report.Equations.Where(equation => equation.Role == Role.Claim).ToList();
        Assert.Equal(asserting, claims.Count);
        Assert.Equal([planted], claims.Where(claim => claim.Verdict == Verdict.Refuted).Select(claim => claim.Ordinal));
        Assert.Empty(claims.Where(claim => claim.Verdict == Verdict.Unchecked).Select(claim => claim.Latex));
    }

    private static DocumentReport Audited(string name)
    {
        using var stream = typeof(FoundByUseTests).Assembly.GetManifestResourceStream($"Found/{name}")!;
        var document = DocumentReader.Read(name, new StreamReader(stream, Encoding.UTF8).ReadToEnd());
        return new Auditor(new AuditSettings(Cases: 200, Jobs: 2)).Audit(document, BindingsFile.Empty);
    }
}
