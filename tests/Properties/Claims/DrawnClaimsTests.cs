// Steps that the words draw from equations above them: "combining the two gives …".
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class DrawnClaimsTests
{
    private const string Money =
        "Money is held by\n\n$$\nm_t - p_t = -\\alpha q_t\n$$\n\nExpectations are such that\n\n$$\nq_t + p_t = p_{t+1}\n$$\n\n";

    private const string Income = "Income is spent:\n\n$$\nC + I = Y\n$$\n\nA part of it is\n\n$$\nC = b Y\n$$\n\n";

    private const string Banks =
        "Balances hold:\n\n$$\nL_i + R_i = D_i\n$$\n\nReserves are\n\n$$\nR_i = r D_i\n$$\n\nLoans are deposited:\n\n$$\nD_{i+1} = L_i\n$$\n\n";

    private const string Line = "A line of the plane is\n\n$$\n2 x + 3 y = 5 + z\n$$\n\n";

    [Theory]
    [InlineData(Money + "Combining the two equations gives", @"m_t - p_t = -\alpha (p_{t+1} - p_t)")]
    [InlineData(Income + "Combining both, we obtain", @"C = \frac{b I}{1 - b}")]
    [InlineData(Income + "It follows that", @"I = (1 - b) Y")]
    [InlineData(Banks + "Combining these tells us that", @"D_{i+1} = (1 - r) D_i")]
    [InlineData(Line + "Rearranging gives", @"3 y - z = 5 - 2 x")]
    [InlineData("令\n\n$$\nu + v = 2 w\n$$\n\n代入可得", @"u - w = w - v")]
    public void What_follows_from_equations_above_it_is_tested(string words, string formula) =>
        Assert.Equal(Verdict.Tested, Last($"{words}\n\n$$\n{formula}\n$$"));

    [Theory]
    [InlineData(Money + "Combining the two equations gives", @"m_t - p_t = -\alpha (p_{t+1} + p_t)")]
    [InlineData(Income + "Combining both, we obtain", @"C = \frac{I}{1 - b}")]
    [InlineData(Income + "It follows that", @"I = (1 + b) Y")]
    [InlineData(Banks + "Combining these tells us that", @"D_{i+1} = (1 + r) D_i")]
    [InlineData(Line + "Rearranging gives", @"3 y + z = 5 - 2 x")]
    // Without the equation there is nothing that it follows from.
    [InlineData("It follows that", @"I = (1 - b) Y")]
    // What it is to follow from is itself said to follow, claimed, denied, or supposed of a case.
    [InlineData("Hence we have\n\n$$\n2 x + 3 y = 5 + z\n$$\n\nRearranging gives", @"3 y - z = 5 - 2 x")]
    [InlineData("One has\n\n$$\n(x + y)^2 = x^2 + y^2\n$$\n\nTherefore", @"2 x y = 0")]
    [InlineData("**Theorem.** It is\n\n$$\n2 x + 3 y = 5 + z\n$$\n\n*Proof.* Hence", @"3 y - z = 5 - 2 x")]
    [InlineData("It is not true that\n\n$$\n2 x + 3 y = 5 + z\n$$\n\nRearranging gives", @"3 y - z = 5 - 2 x")]
    [InlineData(
        "If\n\n$$\n2 x + 3 y = z\n$$\n\nthe point is special. In general, the plane is\n\n$$\na x + b y = c z\n$$\n\nRearranging gives",
        @"3 y - z = - 2 x"
    )]
    public void What_does_not_follow_is_not_confirmed(string words, string formula) =>
        Assert.DoesNotContain(Last($"{words}\n\n$$\n{formula}\n$$"), (Verdict[])[Verdict.Tested, Verdict.Proved]);

    [Fact]
    public void The_report_says_from_which_equations()
    {
        var claim = Assert.Single(Report($"{Income}It follows that\n\n$$\nI = (1 - b) Y\n$$").Equations[^1].Claims);
        Assert.Contains("drawn from #", claim.Evidence, StringComparison.Ordinal);
        Assert.Contains(claim.Hypotheses, hypothesis => hypothesis.Text == "C + I = Y");
    }

    private static Verdict Last(string text) => Report(text).Equations[^1].Verdict;

    private static LossProofs.Audit.Reports.DocumentReport Report(string text) =>
        new Auditor(new AuditSettings(100)).Audit(DocumentReader.Read("drawn.md", text + "\n"), BindingsFile.Empty);
}
