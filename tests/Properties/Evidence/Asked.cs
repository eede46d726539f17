// Formulas as text with declarations, and the verdict on them: how the tests of the search and its certificates ask.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using Xunit;

namespace LossProofs.Tests.Properties.Evidence;

/// <summary>Judges a formula as <c>lossproofs check</c> does.</summary>
internal static class Asked
{
    /// <summary>The report on each of the formula's claims; declarations are separated by ';;'.</summary>
    public static IReadOnlyList<ClaimReport> About(string latex, string where = "")
    {
        var declared = where
            .Split(";;", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(BindingsLoader.ReadWhere)
            .ToList();
        var bindings = new BindingsFile(
            "--where",
            null,
            [.. declared],
            [],
            [new EquationNote("#1", 1) { Role = Role.Claim }]
        );
        var report = new Auditor(new AuditSettings(200)).Audit(
            DocumentReader.Read("formula.md", $"$$\n{latex}\n$$\n"),
            bindings
        );
        return [.. report.Equations.SelectMany(equation => equation.Claims)];
    }

    /// <summary>False: one of the claims is refuted.</summary>
    public static ClaimReport Refuted(string latex, string where = "")
    {
        var claims = About(latex, where);
        var refuted = claims.FirstOrDefault(claim => claim.Verdict == Verdict.Refuted);
        Assert.True(refuted is not null, $"not refuted: {latex} <{where}>: {Describe(claims)}");
        return refuted!;
    }

    /// <summary>True, or not known to be false.</summary>
    public static void Stands(string latex, string where = "")
    {
        var claims = About(latex, where);
        Assert.True(
            claims.Count > 0 && claims.All(claim => claim.Verdict != Verdict.Refuted),
            $"refuted: {latex} <{where}>: {Describe(claims)}"
        );
    }

    /// <summary>All of its claims were tested, none proved.</summary>
    public static void Tested(string latex, string where = "")
    {
        var claims = About(latex, where);
        Assert.True(
            claims.Count > 0 && claims.All(claim => claim.Verdict == Verdict.Tested),
            $"not tested: {latex} <{where}>: {Describe(claims)}"
        );
    }

    private static string Describe(IEnumerable<ClaimReport> claims) =>
        string.Join(
            "; ",
            claims.Select(claim =>
                $"{claim.Verdict} {claim.Evidence}{claim.Reason} "
                + string.Join(", ", claim.Counterexample?.Values.Select(value => $"{value.Key}={value.Value}") ?? [])
                + $" {claim.Counterexample?.Left} {claim.Counterexample?.Right}"
            )
        );
}
