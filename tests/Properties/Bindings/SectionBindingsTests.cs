// One letter, two meanings: bindings by sections.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using Xunit;

namespace LossProofs.Tests.Properties.Bindings;

public class SectionBindingsTests
{
    private const string Document = """
        # Two parts

        $$ \sqrt{y^2} = y \tag{1} $$

        $$ \sqrt{y^2} = y \tag{2} $$

        $$ \sum_{i=1}^n y_i = 1 \tag{3} $$
        """;

    [Fact]
    public void A_section_holds_from_its_first_formula_to_the_next_section()
    {
        var report = Audited(
            """
            symbols:
              n: integer >= 1
              y: real
            sections:
              "2":
                y: real > 0
              "3":
                y: probability vector of length n
            """
        );
        Assert.Equal([Verdict.Refuted, Verdict.Proved], report.Equations.Take(2).Select(equation => equation.Verdict));
        Assert.Contains(report.Equations[2].Verdict, new[] { Verdict.Proved, Verdict.Tested });
    }

    [Fact]
    public void A_section_that_begins_nowhere_is_reported() =>
        Assert.Contains("note.yaml:2: there is no equation 9", Audited("sections:\n  \"9\": { y: real }\n").Notes);

    [Fact]
    public void A_symbol_is_declared_once_in_a_section()
    {
        var wrong = Assert.Throws<BindingsException>(() =>
            BindingsLoader.Read("sections:\n  \"1\":\n    y: real\n    x: { is: real, also: y }\n", "note.yaml")
        );
        Assert.Equal("note.yaml:4: y: declared twice", wrong.Message);
    }

    private static DocumentReport Audited(string bindings)
    {
        var claims = string.Join(
            "\n",
            new[] { "1", "2", "3" }.Select(tag => $"  \"{tag}\": {{ role: claim }}").Prepend("\nequations:")
        );
        return new Auditor(new AuditSettings(Cases: 100, Jobs: 1)).Audit(
            DocumentReader.Read("note.md", Document),
            BindingsLoader.Read(bindings + claims, "note.yaml")
        );
    }
}
