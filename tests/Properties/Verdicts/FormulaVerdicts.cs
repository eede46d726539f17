// The verdict on one formula with declarations, as `lossproofs check` gives it.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Verdicts;

internal static class FormulaVerdicts
{
    private static readonly AuditSettings s_settings = new(Cases: 200);

    /// <summary>The verdict and its reasons; declarations are separated by semicolons.</summary>
    public static (string Verdict, string? Reason) Of(string latex, string where = "")
    {
        var declared = where
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(BindingsLoader.ReadWhere);
        var bindings = new BindingsFile(
            "--where",
            null,
            [.. declared],
            [],
            [new EquationNote("#1", 1) { Role = Role.Claim }]
        );
        var report = new Auditor(s_settings).Audit(DocumentReader.Read("formula.md", $"$$\n{latex}\n$$\n"), bindings);
        var equation = Assert.Single(report.Equations);
        var reasons = equation.Claims.Select(claim => claim.Reason).OfType<string>().ToList();
        return (equation.Verdict.ToString().ToLowerInvariant(), reasons.Count > 0 ? string.Join("; ", reasons) : null);
    }
}
