// Every tree as MathML: well-formed, with as many parts as each element takes, and with nothing of the source as markup.
using System.Xml.Linq;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Latex.Constructs;
using Xunit;

namespace LossProofs.Tests.Properties.Latex;

public class MathMlTests
{
    private static readonly Dictionary<string, int> s_parts = new()
    {
        ["mfrac"] = 2,
        ["mroot"] = 2,
        ["msub"] = 2,
        ["msup"] = 2,
        ["munder"] = 2,
        ["mover"] = 2,
        ["msubsup"] = 3,
        ["munderover"] = 3,
    };

    private static XElement Element(string latex, bool isReadable = true)
    {
        var formula = FormulaParser.Parse(latex);
        Assert.True(formula.IsReadable || !isReadable, latex);
        var element = XElement.Parse(MathMl.Element(formula.Body, latex, isDisplay: true));
        foreach (var each in element.DescendantsAndSelf())
        {
            Assert.True(
                !s_parts.TryGetValue(each.Name.LocalName, out var parts) || each.Elements().Count() == parts,
                $"{latex}: {each}"
            );
        }

        return element;
    }

    public static TheoryData<string> Documents =>
        [
            .. typeof(MathMlTests)
                .Assembly.GetManifestResourceNames()
                .Where(name =>
                    name.EndsWith(".md", StringComparison.Ordinal) || name.EndsWith(".tex", StringComparison.Ordinal)
                ),
        ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_formula_of_a_document_is_well_formed(string name)
    {
        using var stream = typeof(MathMlTests).Assembly.GetManifestResourceStream(name)!;
        var document = DocumentReader.Read(name, new StreamReader(stream).ReadToEnd());

        Assert.All(
            document.Equations,
            equation =>
            {
                var formula = FormulaParser.Parse(equation.Latex, new ParserOptions { Macros = document.Macros });
                XElement.Parse(MathMl.Element(formula.Body, equation.Latex, isDisplay: true));
            }
        );
    }

    public static TheoryData<string> Constructs => [.. Construct.All.Select(construct => construct.Example)];

    [Theory]
    [MemberData(nameof(Constructs))]
    public void Every_construct_has_markup(string example) => Assert.NotEqual("", Element(example).Value.Trim());

    [Theory]
    [InlineData(@"\frac{a}{b} \leq \sqrt{x}", "ab≤x")]
    [InlineData(@"\sum_{i=1}^{n} x_i^2", "∑i=1nxi2")]
    [InlineData(@"\mathbb{E}[X] = \int_0^1 x \, dx", "𝔼[X]=∫01xdx")]
    [InlineData(@"\lim_{x \to 0} f'(x)", "limx→0f′(x)")]
    [InlineData(@"\arg\max_{\theta} \mathcal{L}(\theta)", "argmaxθℒ(θ)")]
    [InlineData(@"\hat{y} - \alpha \cdot \nabla_w L", "y^−α⋅∇wL")]
    [InlineData(@"\begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}", "{1x>00otherwise")]
    [InlineData(@"\frac{\partial^2 L}{\partial x \partial y} = 0", "∂2L∂x∂y=0")]
    [InlineData(@"\binom{n}{k} = \binom{n}{n-k}", "(nk)=(nn−k)")]
    public void What_is_seen_is_what_is_written(string latex, string seen) =>
        Assert.Equal(
            seen,
            string.Concat(
                    Element(latex)
                        .Value.Where(each =>
                            !"\u2061\u2062".Contains(each) && (each == ' ' || !char.IsWhiteSpace(each))
                        )
                )
                .Trim()
        );

    [Fact]
    public void Rows_are_aligned_at_their_relations()
    {
        var table = Element(@"\begin{aligned} a &= b \\ &= c \end{aligned}").Descendants("mtable").Single();

        Assert.Equal(["a", "=b", "", "=c"], table.Descendants("mtd").Select(cell => cell.Value));
    }

    [Fact]
    public void Markup_in_a_formula_is_text()
    {
        const string latex = @"\text{<script>alert('&')</script>} = x";
        var element = Element(latex, isReadable: false);

        Assert.DoesNotContain(element.DescendantsAndSelf(), each => each.Name.LocalName == "script");
        Assert.Equal(latex, element.Attribute("alttext")!.Value);
    }

    [Fact]
    public void A_marked_term_is_marked_with_its_sign()
    {
        var body = (Chain)FormulaParser.Parse("x = a - b").Body;
        var marked = MathMl.Nodes();
        marked.Add(((Additive)body.Operands[1]).Terms[1].Term);

        var element = XElement.Parse(MathMl.Element(body, "", isDisplay: false, marked));

        Assert.Equal(
            "−b",
            element.Descendants("mrow").Single(each => each.Attribute("class")?.Value == "changed").Value
        );
    }
}
