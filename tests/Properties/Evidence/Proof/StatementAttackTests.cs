// A thousand random statements against the prover, in CI; `dotnet run --project tools/Attack -- statements` draws more.
using LossProofs.Attack.Statements;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Proof;

[StartsFirst]
public sealed class StatementAttackTests
{
    /// <summary>The prover itself, which the search of counterexamples does not protect; one in fifty gets a verdict, too.</summary>
    [Fact]
    public void A_thousand_statements_find_nothing_false_that_is_proved()
    {
        var report = StatementAttack.Run(
            1000,
            seed: 20_000,
            points: 200,
            judgeEvery: 100,
            jobs: Environment.ProcessorCount
        );

        Assert.True(report.Findings.Count == 0, string.Join("\n", report.Findings));
        // The attack is one: much is proved, and half of what is true by construction.
        Assert.InRange(report.Proved, 250, 1000);
        Assert.InRange(report.TrueProved, report.True / 2, report.True);
    }

    /// <summary>What the attack found, each a kind that was mended.</summary>
    [Theory]
    // An equation that is solved by dividing by what may be 0 has other solutions.
    [InlineData(@"x \cdot y = 0 \Rightarrow x = 0", "x: real ;; y: real")]
    [InlineData(@"x \cdot y = 0 \Rightarrow x \ge 0", "x: real ;; y: real")]
    [InlineData(@"x \cdot y = x \Rightarrow y = 1", "x: real ;; y: real")]
    // A divisor that is not 0 only where the range of a sum has a member.
    [InlineData(@"\sum_{i=1}^n \frac1n = 1", "n: integer >= 0")]
    // An end of a range that is open on one side only.
    [InlineData(@"x^2 < 1", "x in [-1, 1)")]
    [InlineData(@"|x| < 1", "x in (-1, 1]")]
    // A step is not continuous.
    [InlineData(@"\lim_{x \to 1} \lfloor x \rfloor = 1", "")]
    public void What_was_found_is_proved_no_more(string latex, string where) => Assert.False(IsProved(latex, where));

    /// <summary>Hypotheses that contradict each other, or the domains, break nothing.</summary>
    [Theory]
    [InlineData(@"x > 0 \Rightarrow x + \frac{1}{x} \ge 2", "x: real <= 0")]
    [InlineData(@"e^{x + \log\left(-2\right)} = e^{x} \cdot e^{\log\left(-2\right)}", "x: real > 0")]
    [InlineData(@"e^{\log\left(y\right)} > 1 + \log\left(y\right)", "y: real <= 0")]
    public void Empty_settings_break_nothing(string latex, string where)
    {
        _ = IsProved(latex, where);
        Asked.Stands(latex, where);
    }

    [Theory]
    [InlineData(@"x \cdot y = 0 \Rightarrow x \cdot y \ge 0", "x: real ;; y: real")]
    [InlineData(@"\sum_{i=1}^n \frac1n = 1", "n: integer >= 1")]
    public void What_is_true_is_proved_still(string latex, string where) => Assert.True(IsProved(latex, where));

    private static bool IsProved(string latex, string where) =>
        StatementAttack.IsProved(
            latex,
            where.Split(";;", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        );
}
