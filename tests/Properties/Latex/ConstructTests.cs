// Notation that has a meaning of its own: what it is read as, and that it is judged as that.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Latex.Constructs;
using LossProofs.Tests.Properties.Verdicts;
using Xunit;

namespace LossProofs.Tests.Properties.Latex;

public class ConstructTests
{
    public static TheoryData<string> Constructs => [.. Construct.All.Select(construct => construct.Name)];

    [Theory]
    [MemberData(nameof(Constructs))]
    public void A_construct_is_read_and_printed_as_it_is_written(string name)
    {
        var example = Construct.All.Single(construct => construct.Name == name).Example;
        var formula = FormulaParser.Parse(example);
        Assert.True(formula.IsReadable, $"{example}: {string.Join("; ", formula.Diagnostics)}");
        Assert.Equal(formula.Body, FormulaParser.Parse(Printer.Print(formula.Body)).Body);
        Assert.NotEmpty(Construct.All.Single(construct => construct.Name == name).Reason);
    }

    [Theory]
    [InlineData("3万 = 30000", "", "holds")]
    [InlineData("1.5万 + 5000 = 20000", "", "holds")]
    [InlineData("2亿 = 20000", "", "refuted")]
    [InlineData(@"5!! = 15", "", "holds")]
    [InlineData(@"5!! = 120", "", "refuted")]
    [InlineData(@"(5!)! > 5!!", "", "holds")]
    [InlineData(@"\sin 90^\circ = 1", "", "holds")]
    [InlineData(@"\cos 60^{\circ} = \frac12", "", "holds")]
    [InlineData(@"180° = \pi", "", "holds")]
    [InlineData(@"\sin 90^\circ = \frac12", "", "refuted")]
    [InlineData(@"\sum_{k=0}^{\infty} x^k = \frac{1}{1-x}", "x in (-1,1)", "holds")]
    [InlineData(@"\sum_{k=0}^{\infty} x^k = \frac{1}{1-x}", "x in (-3,1)", "unchecked")]
    [InlineData(@"1 = 0 \pmod 1", "", "unchecked")]
    [InlineData(@"7 \equiv 2 \pmod 5", "", "unchecked")]
    [InlineData(@"\prescript{a}{b}{x} = \prescript{a}{b}{x} + 1", "", "unchecked")]
    [InlineData(@"\sum_{i=1}^{2^3} 1 = 8", "", "holds")]
    [InlineData(@"\sum_{i=1}^{2^3} 1 = 9", "", "refuted")]
    [InlineData(@"\sum_{i=1}^{10^{3}} 1 = 1000", "", "holds")]
    [InlineData(@"\sum_{i=1}^{n^2} 1 = n^2", "n: integer >= 1", "holds")]
    [InlineData(@"\sum_{i=1}^{n^2} 1 = n", "n: integer >= 1", "refuted")]
    [InlineData(@"\sum_{x\in\{-1,1\}} x^2 = 2", "", "holds")]
    [InlineData(@"\sum_{x\in\{-1,1\}} x = 1", "", "refuted")]
    [InlineData(@"\max_{x\in\{-1,2\}} x^2 = 4", "", "holds")]
    [InlineData(@"\left. x^2 \right|_{x=3} = 9", "", "holds")]
    [InlineData(@"\left. x^2 \right|_{x=3} = 6", "", "refuted")]
    [InlineData(@"\left[ x^2 \right]_1^3 = 8", "", "holds")]
    [InlineData(@"\left[ x^2 \right]_1^3 = 9", "", "refuted")]
    [InlineData(@"x_1 + x_2 + \cdots + x_n = \sum_{i=1}^n x_i", "x: vector of length n; n: integer >= 2", "holds")]
    [InlineData(@"x_1 + x_2 + \cdots + x_n = n x_1", "x: vector of length n; n: integer >= 2", "refuted")]
    [InlineData(@"1^2 + 2^2 + \cdots + n^2 = \frac{n(n+1)(2n+1)}{6}", "n: integer >= 3", "holds")]
    [InlineData(@"1 \cdot 2 \cdots n = n!", "n: integer >= 3", "holds")]
    [InlineData(@"[x > 0] + [x \le 0] = 1", "x: real", "holds")]
    [InlineData(@"\mathbb{1}_{x > 0} + \mathbf{1}_{\{x \le 0\}} = 1", "x: real", "holds")]
    [InlineData(@"\mathbb{1}_{x > 0} + \mathbb{I}(x < 1) = 1", "x: real", "refuted")]
    [InlineData(@"\sqrt[3]{-8} = -2", "", "holds")]
    [InlineData(@"\sqrt[3]{-8} = 2", "", "refuted")]
    [InlineData(@"\sqrt[3]{x^3} = x", "x: real", "holds")]
    [InlineData(@"\int_0^1\int_0^2 x\,dx\,dy = 2", "", "holds")]
    [InlineData(@"\int_0^1\int_0^2 x\,dx\,dy = 1", "", "refuted")]
    [InlineData(@"\int_0^1 x \,\mathrm d x = \frac12", "", "holds")]
    [InlineData(@"\sigma^{'}(x) = \sigma(x)(1-\sigma(x))", "x: real", "holds")]
    [InlineData(@"\forall x \exists y: y > x", "x: real; y: real", "unchecked")]
    [InlineData(@"\exists y: \forall x: y > x", "x: real; y: real", "unchecked")]
    [InlineData(@"x^2 \stackrel{?}{=} x", "x: real", "unchecked")]
    [InlineData(@"x^2 \overset{\text{false}}{=} x", "x: real", "unchecked")]
    [InlineData(@"x^2 \underset{H_0}{\leq} x", "x: real", "unchecked")]
    [InlineData(@"x^2 \overset{(\text{a.s.})}{=} x", "x: real", "unchecked")]
    [InlineData(@"(x+y)^2 \overset{(iv)}{=} x^2 + 2xy + y^2", "x: real; y: real", "holds")]
    [InlineData(@"(x+y)^2 \stackrel{(**)}{=} x^2 + 2xy + y^2", "x: real; y: real", "holds")]
    [InlineData(@"(x+y)^2 \overset{\text{(2.3)}}{=} x^2 + 2xy + y^2", "x: real; y: real", "holds")]
    [InlineData(@"(x+y)^2 \overset{\star}{=} x^2 + 2xy + y^2", "x: real; y: real", "holds")]
    [InlineData(@"\text{the cost of all} = 3 \times 12", "", "unchecked")]
    [InlineData(@"(x+y)^2 \overset{(a)}{=} x^2 + 2xy + y^2", "x: real; y: real", "holds")]
    public void It_is_judged_as_what_it_means(string latex, string where, string expected)
    {
        var (verdict, reason) = FormulaVerdicts.Of(latex, where);
        Assert.True(
            expected == "holds" ? verdict is "proved" or "tested" : verdict == expected,
            $"{latex}: {verdict} ({reason}), expected: {expected}"
        );
    }

    [Fact]
    public void Words_on_the_left_do_not_make_a_row_go_on()
    {
        var verdict = FormulaVerdicts.Of(
            @"\begin{aligned} \text{cost of the first} &= 3 \times 12 \\ \text{cost of the second} &= 5 \times 12 \end{aligned}"
        );
        Assert.Equal("unchecked", verdict.Verdict);
    }

    [Fact]
    public void Own_commands_take_arguments()
    {
        var document = LossProofs.Audit.Documents.DocumentReader.Read(
            "d.md",
            """
            $$ \newcommand{\pair}[2]{\left(#1 + #2\right)} \def\twice#1{2 #1} \DeclareMathOperator{\soft}{soft} $$

            $$ \pair{x}{y}^2 = x^2 + \twice{xy} + y^2 $$
            """
        );
        var parsed = FormulaParser.Parse(document.Equations[^1].Latex, new ParserOptions { Macros = document.Macros });
        Assert.True(parsed.IsReadable);
        Assert.Equal(FormulaParser.Parse(@"\left(x+y\right)^2 = x^2 + 2 xy + y^2").Body, parsed.Body);
    }
}
