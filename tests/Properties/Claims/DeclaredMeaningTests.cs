// What bindings declare about a single equation: how close ≈ is, what varies in ∝, what an update is for, what an integral is
// taken over. Of each a true claim that may not be refuted and a false one that must be.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class DeclaredMeaningTests
{
    private static Verdict Judged(string formula, string symbols, string equation, string before = "")
    {
        var bindings = $"symbols:\n{Indented(symbols)}\nequations:\n  \"9\": {{ role: claim{equation} }}\n";
        var document = $"# A note\n\n{before}\n\n$$ {formula} \\tag{{9}} $$\n";
        var report = new Auditor(new AuditSettings(Cases: 300)).Audit(
            DocumentReader.Read("note.md", document),
            BindingsLoader.Read(bindings, "note.yaml")
        );
        return report.Equations[^1].Verdict;

        static string Indented(string lines) => string.Join('\n', lines.Split('\n').Select(line => "  " + line.Trim()));
    }

    private static void Stands(Verdict verdict) => Assert.Contains(verdict, new[] { Verdict.Proved, Verdict.Tested });

    [Fact]
    public void An_approximation_with_a_declared_error_is_an_inequality()
    {
        Stands(Judged(@"e^x \approx 1 + x", "x: real in [0, 1]", @", within: 'x^2'"));
        Assert.Equal(Verdict.Refuted, Judged(@"e^x \approx 1 + x", "x: real in [0, 1]", @", within: '\frac{x^2}{2}'"));
    }

    [Fact]
    public void Two_sides_that_are_equal_are_close_without_any_regime()
    {
        Stands(Judged(@"\frac{e^x}{e^x + 1} \approx \frac{1}{1 + e^{-x}}", "x: real", ""));
        Assert.Equal(Verdict.Unchecked, Judged(@"e^x \approx 1 + x", "x: real", ""));
    }

    [Fact]
    public void A_proportionality_compares_two_cases_that_meet_the_same_conditions()
    {
        const string symbols = "a: real > 0\nx: real > 0\ny: real > 0";
        Stands(Judged(@"y \propto x^2", symbols, ", given: 'y = a x^2', varies: [x, y]"));
        Assert.Equal(Verdict.Refuted, Judged(@"y \propto x", symbols, ", given: 'y = a x^2', varies: [x, y]"));
        Assert.Equal(Verdict.Refuted, Judged(@"y \propto x", symbols, ", given: 'y = x + a', varies: [x, y]"));
        Stands(Judged(@"y \propto x", symbols, ", given: 'y = a x', varies: [x, y]"));
        Assert.Equal(Verdict.Unchecked, Judged(@"y \propto x", symbols, ", given: 'y = x + a'"));
    }

    [Fact]
    public void A_proportionality_reaches_into_definitions()
    {
        const string symbols = "x: real > 0\ny: { means: 'x + x^2' }";
        Assert.Equal(Verdict.Refuted, Judged(@"y \propto x", symbols, ", varies: x"));
        Stands(Judged(@"\frac{y}{1 + x} \propto x", symbols, ", varies: x"));
    }

    [Fact]
    public void An_update_is_judged_by_where_it_moves_its_quantity()
    {
        const string symbols = "x: real > 0\nT: real > 0\nf: { means: '\\frac{1}{x}' }\ng: { means: 'x^2' }";
        Stands(Judged(@"x \leftarrow x \cdot \frac{T}{g}", symbols, ", moves: g, towards: T"));
        Assert.Equal(Verdict.Refuted, Judged(@"x \leftarrow x \cdot \frac{g}{T}", symbols, ", moves: g, towards: T"));
        Assert.Equal(Verdict.Refuted, Judged(@"x \leftarrow x \cdot \frac{T}{f}", symbols, ", moves: f, towards: T"));
        Stands(Judged(@"x \leftarrow x \cdot \frac{f}{T}", symbols, ", moves: f, towards: T"));
    }

    [Fact]
    public void Integrals_between_bounds_are_enclosed()
    {
        Stands(Judged(@"\int_0^1 e^{a x} dx = \frac{e^a - 1}{a}", "a: real > 0", ""));
        Stands(Judged(@"\log \int_0^1 e^{a x} dx \ge \frac{a}{2}", "a: real > 0", ""));
        Assert.Equal(Verdict.Refuted, Judged(@"\int_0^1 e^{a x} dx = \frac{e^a + 1}{a}", "a: real > 0", ""));
        Assert.Equal(Verdict.Refuted, Judged(@"\log \int_0^1 e^{a x} dx \le \frac{a}{2}", "a: real > 0", ""));
        Stands(Judged(@"\int_1^b \frac{1}{x} dx = \log b", "b: real > 0", ""));
        Stands(Judged(@"\int_0^1 x^a dx = \frac{1}{a + 1}", "a: integer >= 1", ""));
        Stands(Judged(@"\int_0^1 \log(1 + e^{a x}) dx \le \log(1 + e^a)", "a: real > 0", ""));
    }

    // A kink or an end where the integrand is infinite is never taken for a smooth place.
    [Theory]
    [InlineData(@"\int_0^1 |x - \frac{1}{2}| dx = \frac{1}{4}")]
    [InlineData(@"\int_0^1 \max(x, 1 - x) dx = \frac{3}{4}")]
    [InlineData(@"\int_{-1}^{2} |x| dx = \frac{5}{2}")]
    [InlineData(@"\int_0^1 \log x dx = -1")]
    [InlineData(@"\int_0^1 \frac{1}{\sqrt{x}} dx = 2")]
    [InlineData(@"\int_{-\infty}^{\infty} e^{-x^2} dx = \sqrt{\pi}")]
    [InlineData(@"\int_0^1 \int_0^1 x y \, dx dy = \frac{1}{4}")]
    [InlineData(@"\int_1^0 x dx = -\frac{1}{2}")]
    [InlineData(@"\int_0^1 \sqrt{1 - x^2} dx = \frac{\pi}{4}")]
    public void A_true_integral_is_never_refuted(string formula) =>
        Assert.NotEqual(Verdict.Refuted, Judged(formula, "b: real", ""));

    [Theory]
    [InlineData(@"\int_0^1 |x - \frac{1}{2}| dx = \frac{1}{8}")]
    [InlineData(@"\int_0^1 \max(x, 1 - x) dx = 1")]
    [InlineData(@"\int_0^1 \sqrt{2 - x^2} dx = \frac{\pi}{4}")]
    [InlineData(@"\int_0^1 \frac{1}{1 + x^2} dx = \frac{\pi}{3}")]
    public void A_false_integral_is_refuted(string formula) =>
        Assert.Equal(Verdict.Refuted, Judged(formula, "b: real", ""));

    [Fact]
    public void An_integral_without_bounds_is_indefinite_unless_its_interval_is_declared()
    {
        Stands(Judged(@"\int \frac{1}{x} dx = \log x", "x: real in (0, 1]", ""));
        Stands(Judged(@"\int x^2 dx = \frac{1}{3}", "x: real in (0, 1]", ", over: '[0, 1]'"));
        Assert.Equal(Verdict.Refuted, Judged(@"\int x^2 dx = \frac{1}{2}", "x: real in (0, 1]", ", over: '[0, 1]'"));
    }

    [Fact]
    public void A_change_of_a_quantity_is_one_name()
    {
        const string before = @"Let $\Delta x = x - y$.";
        Stands(Judged(@"(\Delta x)^2 = x^2 - 2 x y + y^2", "x: real\ny: real", "", before));
        Stands(Judged(@"x \Delta x + y = x^2 - x y + y", "x: real\ny: real", "", before));
        Assert.Equal(
            Verdict.Refuted,
            Judged(@"\Delta x = y - x", "x: real\ny: real\n\\Delta x: { means: 'x - y' }", "")
        );
        // Where Δ stands alone it is a quantity, and Δx a product.
        Stands(Judged(@"\Delta (x + y) = \Delta x + \Delta y", "x: real\ny: real\n\\Delta: real", ""));
    }

    [Fact]
    public void An_integer_can_be_given_as_a_number()
    {
        const string symbols = "n: integer >= 1\nx: real\n";
        Stands(
            Judged(
                @"x = \frac{\log 1024}{64} \approx 0.108",
                symbols,
                @", given: ['n = 1024', 'x = \frac{\log n}{64}']"
            )
        );
        Assert.Equal(
            Verdict.Refuted,
            Judged(@"x \approx 0.20", symbols, @", given: ['n = 1024', 'x = \frac{\log n}{64}']")
        );
    }

    [Fact]
    public void Expectations_and_variances_are_names_and_not_functions_of_a_letter()
    {
        const string symbols = "s: real\nm: real\n\\mathbb{E}[s]: { means: m }";
        Stands(Judged(@"\mathbb{E}[s] + 1 = 1 + m", symbols, ""));
        Assert.Equal(Verdict.Unchecked, Judged(@"\mathbb{E}[s^2] = m^2", symbols, ""));
    }

    [Fact]
    public void What_a_binding_abbreviates_is_read_where_it_is_used()
    {
        const string document = """
            # Two meanings

            Let $$ a = x \tag{1} $$
            $$ b = x \tag{2} $$
            With a temperature the definition is changed to
            $$ a = 2 x \tag{3} $$
            $$ b = 2 x \tag{4} $$
            """;
        const string bindings = """
            symbols:
              x: real > 0
              b: { means: a }
            equations:
              "2": { role: claim }
              "4": { role: claim }
            """;
        var report = new Auditor(new AuditSettings(Cases: 100)).Audit(
            DocumentReader.Read("note.md", document),
            BindingsLoader.Read(bindings, "note.yaml")
        );
        Assert.All(report.Equations, equation => Assert.NotEqual(Verdict.Refuted, equation.Verdict));
        Stands(report.Equations.Single(equation => equation.Tag == "2").Verdict);
    }

    [Theory]
    [InlineData("moves: H", "note.yaml:2: equation 9: 'moves' and 'towards' belong together")]
    [InlineData("towards: H", "note.yaml:2: equation 9: 'moves' and 'towards' belong together")]
    [InlineData("over: real", "note.yaml:2: equation 9: over: expected a bounded interval such as [0, 1], got 'real'")]
    [InlineData(
        "over: '[0, inf)'",
        "note.yaml:2: equation 9: over: expected a bounded interval such as [0, 1], got '[0, inf)'"
    )]
    public void What_cannot_be_meant_is_refused(string keys, string message) =>
        Assert.Equal(
            message,
            Assert
                .Throws<BindingsException>(() =>
                    BindingsLoader.Read($"equations:\n  \"9\": {{ {keys} }}\n", "note.yaml")
                )
                .Message
        );
}
