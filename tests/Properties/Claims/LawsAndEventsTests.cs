// Laws with marks and parameters, densities, events in every spelling: what is known of them proves and refutes, what is
// supposed of them tests at most.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Tests.Properties.Verdicts;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class LawsAndEventsTests
{
    // The verdict on a formula that stands alone after these words.
    private static Verdict After(string words, string latex) =>
        Assert
            .Single(
                new Auditor(new AuditSettings(Cases: 200))
                    .Audit(DocumentReader.Read("d.md", $"{words}\n\n$$ {latex} $$\n"), BindingsFile.Empty)
                    .Equations
            )
            .Verdict;

    // Every space has 2^k atoms of k events at most: what holds for all their masses holds in every space.
    [Theory]
    [InlineData(@"P(\Omega) = 1")]
    [InlineData(@"P(A \cap \emptyset) = 0")]
    [InlineData(@"\mathbb{P}(A) \le 1")]
    [InlineData(@"P(\Omega \setminus A) = 1 - P(A)")]
    [InlineData(@"P(\overline{A \cup B}) = P(\bar A \cap \bar B)")]
    [InlineData(@"P((A \cap B)^c) = 1 - P(A \cap B)")]
    [InlineData(@"P(A_1 \cap A_2^c) + P(A_1 \cap A_2) = P(A_1)")]
    [InlineData(@"p_{XY}(x, y) = P(X = x, Y = y)")]
    [InlineData(@"p_X(x) = \sum_y p_{X,Y}(x, y)")]
    public void What_holds_for_every_law_is_proved(string latex)
    {
        var (verdict, reason) = FormulaVerdicts.Of(latex);
        Assert.True(verdict == "proved", $"{latex}: {verdict} ({reason})");
    }

    [Theory]
    [InlineData(@"P(\Omega \setminus A) = P(A)")]
    [InlineData(@"P(A \cup \emptyset) = 0")]
    [InlineData(@"P(\overline{A \cup B}) = P(\bar A \cup \bar B)")]
    [InlineData(@"P(A_1 \cap A_2^c) = P(A_1) - P(A_2)")]
    [InlineData(@"p_{Y|X}(y|x) = p_{X|Y}(x|y)")]
    [InlineData(@"KL(p_T \| p_S) = KL(p_S \| p_T)")]
    [InlineData(@"KL(p_T \| p_S) = 0")]
    public void What_fails_for_some_law_is_refuted(string latex)
    {
        var (verdict, reason) = FormulaVerdicts.Of(latex);
        Assert.True(verdict == "refuted", $"{latex}: {verdict} ({reason})");
    }

    // \hat p and p^* may be tied to another law, p(z) beside p_\theta(x|z) may be another one, a density may be smooth, A' may
    // be another event, N a constant.
    [Theory]
    [InlineData(@"D_{KL}(p^* \| p) = -H(p^*) - \mathbb{E}_{x \sim p^*}[\log p(x)]", @"D_{KL}(p^* \| p) > 0")]
    [InlineData(@"\hat p(y) = \sum_x \hat p(x, y)", @"\hat p(x, y) = \hat p(x) \hat p(y)")]
    [InlineData(
        @"\log p(x) \ge \mathbb{E}_{q(z|x)}[\log p_\theta(x|z)] - KL(q(z|x) \| p(z))",
        @"\log p(x) \le \mathbb{E}_{q(z|x)}[\log p_\theta(x|z)] - KL(q(z|x) \| p(z))"
    )]
    [InlineData(@"\int p(x|z) p(z) \, dz = p(x)", @"\int p(x|z) p(z) \, dx = p(x)")]
    [InlineData(@"f_X(x) = \int_{-\infty}^{\infty} f_{XY}(x, y) \, dy", @"f_X(x) = \int f_{XY}(x, y) \, dx")]
    [InlineData(@"\int p(x) \, dx = 1", @"\int p(x) \log p(x) \, dx \le 0")]
    [InlineData(@"\mathbb{P}(A') = 1 - \mathbb{P}(A)", @"\mathbb{P}(A' \cap B) = \mathbb{P}(A)")]
    [InlineData(@"\mathbb{E}[N^2] \ge \mathbb{E}[N]^2", @"\mathbb{E}[N^2] = \mathbb{E}[N]^2")]
    public void What_is_supposed_of_laws_tests_and_decides_nothing_else(string holds, string fails)
    {
        var (verdict, reason) = FormulaVerdicts.Of(holds);
        Assert.True(verdict == "tested", $"{holds}: {verdict} ({reason})");
        (verdict, reason) = FormulaVerdicts.Of(fails);
        Assert.True(verdict == "unchecked", $"{fails}: {verdict} ({reason})");
    }

    // p_T and p_S are two laws, p_X and p_Y of one argument too; q(z) may be the average of q(z|x) by p.
    [Theory]
    [InlineData(@"p_X(x) = p_Y(x)")]
    [InlineData(@"\sum_x p(x) q(z|x) = q(z)")]
    public void Laws_that_are_not_one_are_not_taken_for_one(string latex) =>
        Assert.Equal("unchecked", FormulaVerdicts.Of(latex).Verdict);

    // What is defined by probabilities stands for them.
    [Theory]
    [InlineData(@"\log p(x) = J(q) + KL(q(z) \| p(z|x))", true)]
    [InlineData(@"\log p(x) = J(q) - KL(q(z) \| p(z|x))", false)]
    public void A_functional_of_laws_is_what_it_is_defined_as(string latex, bool holds)
    {
        var text =
            $"The bound on the likelihood is\n\n$$ J(q) = \\sum_z q(z) \\log \\frac{{p(x,z)}}{{q(z)}}. $$\n\nThen\n\n$$ {latex} $$\n";
        var equation = new Auditor(new AuditSettings(Cases: 200))
            .Audit(DocumentReader.Read("d.md", text), BindingsFile.Empty)
            .Equations[1];
        Assert.True(
            holds ? equation.Verdict == Verdict.Tested : equation.Verdict is Verdict.Refuted or Verdict.Unchecked,
            $"{equation.Verdict}: {string.Join("; ", equation.Claims.Select(claim => claim.Reason))}"
        );
    }

    // Words say what is independent, but not of what.
    [Theory]
    [InlineData("Since both events are independent,", @"P(A \cap B) = P(A) P(B)", true)]
    [InlineData("Since both events are not independent,", @"P(A \cap B) = P(A) P(B)", false)]
    [InlineData("For independent random variables", @"\mathrm{Var}(X + Y) = \mathrm{Var}(X) + \mathrm{Var}(Y)", true)]
    [InlineData("For independent random variables", @"\mathrm{Var}(X - Y) = \mathrm{Var}(X) - \mathrm{Var}(Y)", false)]
    [InlineData(
        "The probability of two events that are conditionally independent is",
        @"P(A \cap B) = P(A) P(B)",
        false
    )]
    public void What_words_say_of_independence_tests(string words, string latex, bool holds) =>
        Assert.Equal(holds ? Verdict.Tested : Verdict.Unchecked, After(words, latex));

    // Inclusions hold of atoms: A \subseteq B, B \subseteq C leave four of eight.
    [Theory]
    [InlineData(@"Of probabilities: if $A \subseteq B$, then", @"P(A) \le P(B)", true)]
    [InlineData(@"Of probabilities: if $A \subseteq B$, then", @"P(B) \le P(A)", false)]
    [InlineData(@"Of probabilities: if $A \subseteq B$ and $B \subseteq C$, then", @"P(A \cap C) = P(A)", true)]
    [InlineData(@"Of probabilities: if $A \cap B = \emptyset$, then", @"P(A \cup B) = P(A) + P(B)", true)]
    [InlineData(@"Of probabilities: if $A \cap B = \emptyset$, then", @"P(A \cup B) = P(A) P(B)", false)]
    public void What_words_suppose_of_events_tests(string words, string latex, bool holds) =>
        Assert.Equal(holds ? Verdict.Tested : Verdict.Unchecked, After(words, latex));

    // Elsewhere in the document, or in words, an inclusion keeps from refuting.
    [Theory]
    [InlineData(@"Let $A \subseteq B$ be events. Their probabilities are compared now. We find that")]
    [InlineData("Let $A$ be a subset of the event $B$. We find that the probabilities are")]
    [InlineData("If the event $A$ is contained in $B$, the probabilities are")]
    public void What_may_be_supposed_of_events_is_not_refuted(string words) =>
        Assert.NotEqual(Verdict.Refuted, After(words, @"P(A) \le P(B)."));

    // A document that says again what an expectation is leaves it what it is.
    [Fact]
    public void An_expectation_that_is_introduced_is_judged()
    {
        const string Text =
            "Let $X$ be a random variable with values in $\\mathbb{R}$. Its expectation is\n\n"
            + "$$ \\mathbb{E}[g(X)] = \\sum_{x \\in \\mathcal{X}} g(x) p(x), $$\n\nand the covariance\n\n"
            + "$$ \\mathrm{Cov}(X, Y) = \\mathbb{E}[X Y] - \\mathbb{E}[X] \\mathbb{E}[Y]. $$\n";
        var report = new Auditor(new AuditSettings(Cases: 200)).Audit(
            DocumentReader.Read("d.md", Text),
            BindingsFile.Empty
        );
        Assert.All(report.Equations, equation => Assert.True(equation.Verdict is Verdict.Proved or Verdict.Tested));
    }
}
