// Whole documents through the whole audit: nothing true may be refuted however it is written, planted errors must be.
using System.Text;
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties.Audit;

[StartsFirst]
public class WholeDocumentsTests
{
    // A refutation needs far fewer cases than a default audit draws; the counterexamples come among the first.
    private static readonly AuditSettings s_settings = new(Cases: 200, Jobs: 2);

    public static TheoryData<string> TrueDocuments => Documents("True");

    public static TheoryData<string> PlantedDocuments => Documents("Planted");

    [Theory]
    [MemberData(nameof(TrueDocuments))]
    public void Nothing_that_a_sensible_reader_finds_true_is_refuted(string document)
    {
        var refuted = Audited(document).Equations.Where(equation => equation.Verdict == Verdict.Refuted);
        Assert.Empty(refuted.Select(equation => $"line {equation.Line}: {equation.Latex}"));
    }

    [Theory]
    [MemberData(nameof(PlantedDocuments))]
    public void Planted_errors_are_refuted_and_what_stands_beside_them_is_not(string document)
    {
        var missed = Audited(document)
            .Equations.Where(equation =>
                equation.Verdict
                == Verdict.Refuted
                == (equation.Tag?.StartsWith("right", StringComparison.Ordinal) == true)
            );
        Assert.Empty(missed.Select(equation => $"line {equation.Line}: {equation.Latex}: {equation.Verdict}"));
    }

    [Fact]
    public void The_true_documents_hold_more_than_five_hundred_formulas() =>
        Assert.InRange(Names("True").Sum(name => DocumentReader.Read(name, Text(name)!).Equations.Count), 500, 2000);

    [Theory]
    [InlineData("{", 20_000, "}")]
    [InlineData("(", 20_000, ")")]
    [InlineData("\\frac{1}{1+", 20_000, "}")]
    [InlineData("x^", 20_000, "")]
    [InlineData("-", 20_000, "")]
    [InlineData("\\sum_i ", 2_000, "")]
    [InlineData("\\sin ", 20_000, "")]
    [InlineData("\\begin{pmatrix}", 2_000, "\\end{pmatrix}")]
    public void Deep_nesting_costs_one_formula_and_not_the_process(string open, int depth, string close)
    {
        var latex = new StringBuilder("y = ").Insert(4, open, depth).Append('x').Insert(0, "$$ ");
        for (var i = 0; i < depth; i++)
        {
            latex.Append(close);
        }

        var report = Audited("deep.md", $"# Deep\n\n{latex} $$\n\n$$ 1 + 1 = 2 $$\n");
        Assert.Equal(Verdict.Proved, report.Equations[^1].Verdict);
    }

    [Fact]
    public void Definitions_that_lead_back_to_themselves_come_to_an_end()
    {
        var report = Audited(
            "circles.md",
            """
            # Circles

            Let $u = 1 - p$, where $p = e^{-s}$.

            $$ s = -\log p $$

            $$ p = e^{-s} $$

            $$ \frac{ds}{dp} = -\frac1p $$

            $$ a = \frac1b $$

            $$ b = \frac1a $$

            $$ f(x) = f(x-1) + 1 $$

            $$ g(x) = h(x) $$

            $$ h(x) = g(x) $$

            $$ g(2) = h(3) $$
            """
        );
        Assert.DoesNotContain(report.Equations, equation => equation.Verdict == Verdict.Refuted);
    }

    private static DocumentReport Audited(string document) => Audited(document, Text(document)!, Bindings(document));

    private static DocumentReport Audited(string path, string text, string? bindings = null) =>
        new Auditor(s_settings).Audit(
            DocumentReader.Read(path, text),
            bindings is null ? BindingsFile.Empty : BindingsLoader.Read(bindings, path)
        );

    private static string? Bindings(string document) => Text(Path.ChangeExtension(document, null) + ".bindings.yaml");

    private static string? Text(string name)
    {
        using var stream = typeof(WholeDocumentsTests).Assembly.GetManifestResourceStream(name);
        return stream is null ? null : new StreamReader(stream, Encoding.UTF8).ReadToEnd();
    }

    private static TheoryData<string> Documents(string folder) => [.. Names(folder)];

    private static IEnumerable<string> Names(string folder) =>
        typeof(WholeDocumentsTests)
            .Assembly.GetManifestResourceNames()
            .Where(name =>
                name.StartsWith($"{folder}/", StringComparison.Ordinal)
                && !name.EndsWith(".yaml", StringComparison.Ordinal)
            )
            .Order(StringComparer.Ordinal);
}
