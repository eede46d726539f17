// What `bindings new` proposes: what words call a symbol, and what all of its uses imply.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Bindings;

public class ProposedBindingsTests
{
    [Theory]
    [InlineData(@"There are $K \ge 2$ classes.", @"\sum_{i=1}^K i \le x", @"'K': 'integer >= 2'")]
    [InlineData("We have $n$ samples.", @"\sum_{i=1}^n i \le x", "'n': 'integer >= 1'")]
    [InlineData("The number of classes $n$ is fixed.", "n + x = 3", "'n': 'integer >= 1'")]
    [InlineData(
        "For the one-hot target $y$ of a class.",
        @"\sum_{i=1}^K y_i \le x",
        "'y': 'one-hot vector of length K'"
    )]
    [InlineData("Let $p$ be a probability vector.", @"\sum_{i=1}^K p_i \le x", "'p': 'probability vector of length K'")]
    [InlineData(@"The constant $c$ is positive.", @"c x \ge x", "'c': 'real in (0, inf)'")]
    [InlineData(@"With a positive constant $c$ it grows.", @"c x \ge x", "'c': 'real in (0, inf)'")]
    [InlineData(@"The constant $c$ is not positive.", @"c x \ge x", "'c': 'real'")]
    [InlineData(@"The mean $c$ of positive numbers is large.", @"c x \ge x", "'c': 'real'")]
    [InlineData(@"Labels $y$ are in $\{0, 1\}$ here.", @"y x \ge x", "'y': 'real in {0, 1}'")]
    [InlineData(@"A non-negative weight $w$ is used.", @"w x \ge x", "'w': 'real in [0, inf)'")]
    [InlineData(@"设类别数 $K$ 固定。", "K + x = 3", "'K': 'integer >= 1'")]
    [InlineData(@"共有 $K \ge 2$ 个类别。", "K + x = 3", "'K': 'integer >= 2'")]
    [InlineData(@"其中 $c$ 为正数。", @"c x \ge x", "'c': 'real in (0, inf)'")]
    [InlineData(@"设 $p$ 是概率向量。", @"\sum_{i=1}^K p_i \le x", "'p': 'probability vector of length K'")]
    [InlineData(@"独热标签 $y$ 给定。", @"\sum_{i=1}^K y_i \le x", "'y': 'one-hot vector of length K'")]
    [InlineData("", @"\log q + x \ge 3", "'q': 'real in (0, inf)'")]
    [InlineData("", @"\log q + \log(1 - q) \le x", "'q': 'real in (0, 1)'")]
    [InlineData("", @"\sum_{i=1}^K q_i = 1", "'q': 'probability vector of length K'")]
    public void Words_and_uses_say_what_a_symbol_is(string words, string formula, string line)
    {
        var written = BindingsStub.For(DocumentReader.Read("a.md", $"{words}\n\n$$ {formula} $$\n"));

        Assert.True(written.Contains($"  {line}  #", StringComparison.Ordinal), written);
    }

    // The worked example of docs/bindings.md, but for what nobody can guess: what p stands for in (3).
    [Fact]
    public void An_index_of_which_nothing_is_known_makes_a_vector_and_a_place_to_complete()
    {
        const string text =
            "$$ L = -\\log p \\tag{1} $$\n$$ \\frac{dL}{dp} = \\frac{1}{p} \\tag{2} $$\n"
            + "$$ \\frac{\\partial L}{\\partial z_y} = p_y - 1 \\tag{3} $$\n";
        var document = DocumentReader.Read("a.md", text);
        var written = BindingsStub.For(document);

        Assert.Contains("  'p': 'real in (0, inf)'  # by its uses; (2)\n", written, StringComparison.Ordinal);
        Assert.Contains(
            "  'K': 'integer >= 1'  # (3)\n  'y': 'index of K'  # (3)\n  'z': 'vector of length K'  # (3)\n"
                + "  # 'p_{y}': { means: '…' }  # (3)\n",
            written,
            StringComparison.Ordinal
        );
        // As it is written it can be used.
        Assert.Equal(4, BindingsLoader.Read(written, "a.bindings.yaml").Symbols.Count);
        // Accepted and completed, it settles the formula.
        var completed = written
            .Replace(
                "  'p': 'real in (0, inf)'",
                "  p: { means: '\\frac{e^{z_y}}{\\sum_{j=1}^{K} e^{z_j}}' }",
                StringComparison.Ordinal
            )
            .Replace("  # 'p_{y}': { means: '…' }", "  'p_{y}': { means: p }", StringComparison.Ordinal);
        var report = new Auditor(new AuditSettings(Cases: 200)).Audit(
            document,
            BindingsLoader.Read(completed, "a.bindings.yaml")
        );
        Assert.Equal(Verdict.Proved, report.Equations[2].Verdict);
    }
}
