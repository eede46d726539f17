// Whole documents of our own, in two languages, with errors planted and without: the verdict on every formula is frozen.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Verdicts;

public class DocumentVerdicts
{
    // The second derivative of the margin loss is at most 1/4, and ℓ(m) − ℓ(−m) = −m: (4) and (5) are wrong.
    private const string Margins = """
        # A loss of margins

        The loss of a margin $m \in \mathbb{R}$ is defined as
        $$\ell(m) = \log(1 + e^{-m}) \tag{1}$$
        Its derivatives are
        $$\frac{d \ell(m)}{d m} = -\frac{1}{1 + e^{m}} \tag{2}$$
        $$\frac{d^2 \ell(m)}{d m^2} = \frac{e^{m}}{(1 + e^{m})^2} \tag{3}$$
        Hence the curvature is bounded, for all $m$:
        $$\frac{d^2 \ell(m)}{d m^2} \leq \frac{1}{8} \tag{4}$$
        The identity
        $$\ell(m) - \ell(-m) = m \tag{5}$$
        follows by division.
        """;

    private const string MarginsBindings = """
        document: A loss of margins
        symbols:
          m: real
        equations:
          "4": { role: claim, expect: refuted, reason: the largest curvature is 1/4 }
          "5": { role: claim, expect: refuted, reason: the sign }
        """;

    // The derivative by the logit has a factor 1/T, and at equal logits the loss is log K, not more: (4) and (6) are wrong.
    private const string Temperature = """
        # 带温度的分类损失

        设温度为 $T$，定义概率
        \begin{equation} p_i = \frac{e^{z_i/T}}{\sum_{j=1}^{K} e^{z_j/T}} \tag{1} \end{equation}
        损失定义为
        \begin{equation} L = -\log p_y \tag{2} \end{equation}
        对目标类的得分求导得到
        \begin{equation} \frac{\partial L}{\partial z_y} = \frac{p_y - 1}{T} \tag{3} \end{equation}
        也就是说
        \begin{equation} \frac{\partial L}{\partial z_y} = p_y - 1 \tag{4} \end{equation}
        展开得到
        \begin{equation} -\log p_y = -\frac{z_y}{T} + \log \sum_{j=1}^{K} e^{z_j/T} \tag{5} \end{equation}
        因此
        \begin{equation} -\log p_y > \log K \tag{6} \end{equation}
        """;

    private const string TemperatureBindings = """
        document: 带温度的分类损失
        symbols:
          z: vector of length K
          T: real > 0
          K: integer >= 2
          y: index of K
        equations:
          "5": { role: claim }
          "6": { role: claim, expect: refuted, reason: equal logits }
        """;

    private const string Coin = """
        # The entropy of a coin

        For $p \in (0, 1)$ let
        $$h(p) = -p \log p - (1-p) \log(1-p) \tag{1}$$
        Then
        $$\frac{d h(p)}{d p} = \log \frac{1-p}{p} \tag{2}$$
        $$\frac{d^2 h(p)}{d p^2} = -\frac{1}{p(1-p)} \tag{3}$$
        and, for all $p \in (0,1)$, it follows that
        $$h(p) = h(1-p) \tag{4}$$
        The chain
        $$\sigma(x) = \frac{1}{1+e^{-x}} = \frac{e^x}{1+e^x} \tag{5}$$
        is well known.
        """;

    private static Dictionary<string, Verdict> Verdicts(string text, string bindings = "")
    {
        var file = bindings.Length == 0 ? BindingsFile.Empty : BindingsLoader.Read(bindings, "a.yaml");
        var report = new Auditor(new AuditSettings(Cases: 200)).Audit(DocumentReader.Read("a.md", text), file);
        return report.Equations.ToDictionary(equation => equation.Tag!, equation => equation.Verdict);
    }

    private static void Decided(IReadOnlyDictionary<string, Verdict> verdicts, string tags, params Verdict[] allowed)
    {
        foreach (var tag in tags.Split(' '))
        {
            Assert.True(allowed.Contains(verdicts[tag]), $"({tag}) is {verdicts[tag]}");
        }
    }

    [Fact]
    public void Planted_errors_are_found_in_an_English_document_and_nothing_else()
    {
        var verdicts = Verdicts(Margins, MarginsBindings);
        Decided(verdicts, "1", Verdict.Definition);
        Decided(verdicts, "2 3", Verdict.Proved, Verdict.Tested);
        Decided(verdicts, "4 5", Verdict.Refuted);
    }

    [Fact]
    public void Planted_errors_are_found_in_a_Chinese_document_and_nothing_else()
    {
        var verdicts = Verdicts(Temperature, TemperatureBindings);
        Decided(verdicts, "1 2", Verdict.Definition);
        Decided(verdicts, "3 5", Verdict.Proved, Verdict.Tested);
        Decided(verdicts, "4 6", Verdict.Refuted);
    }

    [Fact]
    public void Nothing_is_refuted_in_a_document_without_errors()
    {
        var verdicts = Verdicts(Coin);
        Decided(verdicts, "1", Verdict.Definition);
        Decided(verdicts, "2 3 4 5", Verdict.Proved, Verdict.Tested);
    }
}
