// What of a document is a formula, which tag and line it has, and what is around it.
using System.Text;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using Xunit;

namespace LossProofs.Tests.Properties.Documents;

public class DocumentReaderTests
{
    private static Document Markdown(string text) => DocumentReader.Read("a.md", text);

    private static string[] Displays(string text) => [.. Markdown(text).Equations.Select(e => e.Latex.Trim())];

    private static string[] Inlines(string text) =>
        [.. Markdown(text).Segments.OfType<InlineMath>().Select(m => m.Latex.Trim())];

    [Theory]
    [InlineData("$$a = b$$")]
    [InlineData("$$\na = b\n$$")]
    [InlineData("\\[a = b\\]")]
    [InlineData("\\\\[a = b\\\\]")]
    [InlineData("\\begin{equation}a = b\\end{equation}")]
    [InlineData("\\begin{equation*}\na = b\n\\end{equation*}")]
    [InlineData("\\begin{align}a = b\\end{align}")]
    [InlineData("\\begin{gather*}a = b\\end{gather*}")]
    [InlineData("\\begin{multline}a = b\\end{multline}")]
    [InlineData("\\begin{eqnarray}a = b\\end{eqnarray}")]
    [InlineData("\\begin{dmath}a = b\\end{dmath}")]
    [InlineData("text $$a = b$$")]
    [InlineData("$$a = b$$ text")]
    [InlineData("- item\n\n    $$\n    a = b\n    $$\n")]
    [InlineData("> $$\n> a = b\n> $$")]
    [InlineData("```math\na = b\n```")]
    [InlineData("<script type=\"math/tex; mode=display\">a = b</script>")]
    [InlineData("words\r\n$$\r\na = b\r\n$$\r\n")]
    public void A_display_is_found_however_it_is_set(string text) => Assert.Equal(["a = b"], Displays(text));

    [Theory]
    [InlineData("the $a = b$ holds")]
    [InlineData("the \\(a = b\\) holds")]
    [InlineData("the \\\\(a = b\\\\) holds")]
    [InlineData("the $$a = b$$ holds")]
    [InlineData("the $`a = b`$ holds")]
    [InlineData("the <script type=\"math/tex\">a = b</script> holds")]
    [InlineData("其中$a = b$是")]
    [InlineData("| x | $a = b$ |")]
    public void An_inline_formula_is_found_however_it_is_set(string text)
    {
        Assert.Equal(["a = b"], Inlines(text));
        Assert.Empty(Displays(text));
    }

    [Theory]
    [InlineData("```\n$$a = b$$\n```")]
    [InlineData("~~~python\n$a$\n~~~")]
    [InlineData("``$a = b$``")]
    [InlineData("text\n\n    $$a = b$$\n\ntext")]
    [InlineData("<!-- $$a = b$$ -->")]
    [InlineData("---\ntitle: $$a$$\n---\n")]
    [InlineData("it costs \\$5 and \\$6")]
    [InlineData("it costs $5 and $6")]
    [InlineData("see \\[1\\]")]
    [InlineData("an empty $$ here\n\nand $$ there")]
    [InlineData("<pre>$$a = b$$</pre>")]
    public void What_is_code_or_money_is_no_formula(string text)
    {
        Assert.Empty(Displays(text));
        Assert.Empty(Inlines(text));
    }

    [Fact]
    public void Tag_label_line_and_ordinal_belong_to_the_equation()
    {
        var document = Markdown(
            "# T\n\n\\begin{equation}\nx = 1 \\tag{3a}\\label{eq:x}\n\\end{equation}\n\n$$\ny = 2\n$$\n:eqlabel:`eq:y`\n"
        );
        Assert.Equal(
            [(1, "3a", "eq:x", 4), (2, (string?)null, "eq:y", 8)],
            document.Equations.Select(e => (e.Ordinal, e.Tag, e.Label, e.Line))
        );
        Assert.Equal("x = 1", document.Equations[0].Latex.Trim());
        Assert.Equal("T", document.Title);
    }

    [Fact]
    public void Rows_with_tags_of_their_own_are_equations_of_their_own()
    {
        var document = Markdown("\\begin{align}\na &= b \\tag{1} \\\\\nc &= d \\label{two}\n\\end{align}\n");
        Assert.Equal([("1", null, 2), (null, "two", 3)], document.Equations.Select(e => (e.Tag, e.Label, e.Line)));
        Assert.Equal("c &= d", document.Equations[1].Latex.Trim());
        var one = Assert.Single(
            Markdown(
                "\\begin{equation}\\begin{aligned} a &= b \\\\ &= c \\end{aligned} \\tag{7}\\end{equation}"
            ).Equations
        );
        Assert.Equal("7", one.Tag);
    }

    [Fact]
    public void Offsets_in_a_formula_are_offsets_in_the_source()
    {
        const string text = "词\r\n\r\n> $$\r\n> a \\tag{1} = b_1\r\n> $$\r\n";
        var equation = Assert.Single(Markdown(text).Equations);
        Assert.Equal(text[equation.Offset], equation.Latex[0]);
        var at = equation.Latex.IndexOf("b_1", StringComparison.Ordinal);
        Assert.Equal("b_1", text.Substring(equation.Offset + at, 3));
        Assert.Equal(4, equation.Line);
    }

    [Fact]
    public void Markdowns_doubled_braces_are_mended()
    {
        var tree = FormulaParser.Parse(Assert.Single(Inlines("当$t\\in\\\\{0,1\\\\}$时"))).Body;
        Assert.Equal(FormulaParser.Parse("t\\in\\{0,1\\}").Body, tree);
        var cases = Displays(
            "\\begin{equation}f=\\left\\\\{\\begin{aligned}&1, &t < 0 \\\\\\\n&2, &t \\ge 0\\end{aligned}\\right.\\end{equation}"
        );
        Assert.Equal(
            FormulaParser.Parse("f=\\begin{cases}1 & t<0\\\\2 & t\\ge 0\\end{cases}").Body,
            FormulaParser.Parse(Assert.Single(cases)).Body
        );
    }

    [Fact]
    public void Segments_keep_their_order_and_lines()
    {
        var document = Markdown(
            "---\ntitle: \"标题\"\n---\n\n## 一节\n\n设 $p>0$，则\n$$\nq = 1\n$$\n其中 $q$ 是数。\n"
        );
        Assert.Equal("标题", document.Title);
        Assert.Equal(
            [
                "Heading 5",
                "Passage 7",
                "InlineMath 7",
                "Passage 7",
                "Display 9",
                "Passage 11",
                "InlineMath 11",
                "Passage 11",
            ],
            document.Segments.Where(s => s is not Break).Select(s => $"{s.GetType().Name} {s.Line}")
        );
    }

    [Fact]
    public void Latex_files_are_read_without_comments_verbatim_and_preamble()
    {
        var document = DocumentReader.Read(
            "a.tex",
            "\\documentclass{article}\n\\newcommand{\\E}[1]{\\mathbb{E}[#1]}\n\\title{On $x$}\n\\begin{document}\n"
                + "% $$no$$\n\\section{One}\n\\begin{verbatim}$$no$$\\end{verbatim}\n\\[ \\E{x} = 0 \\]\ncosts \\$5, $y$\n\\end{document}\n"
        );
        Assert.Equal("On $x$", document.Title);
        var equation = Assert.Single(document.Equations);
        Assert.Equal(8, equation.Line);
        Assert.Equal(
            FormulaParser.Parse("\\mathbb{E}[x] = 0").Body,
            FormulaParser.Parse(equation.Latex, new ParserOptions { Macros = document.Macros }).Body
        );
        Assert.Equal("y", Assert.Single(document.Segments.OfType<InlineMath>()).Latex);
    }

    [Fact]
    public void Broken_utf8_and_byte_order_marks_do_no_harm()
    {
        byte[] bytes =
        [
            0xEF,
            0xBB,
            0xBF,
            .. Encoding.UTF8.GetBytes("# T\n$$a = "),
            0xC3,
            0x28,
            .. Encoding.UTF8.GetBytes("$$\n"),
        ];
        var document = DocumentReader.Read("a.md", bytes);
        Assert.Equal("T", document.Title);
        Assert.Single(document.Equations);
    }

    [Fact]
    public void An_environment_that_is_not_ended_is_reported()
    {
        var document = Markdown("a\n\\begin{equation} x = 1\n\n$$y = 2$$\n");
        var cut = Assert.Single(document.CutOff);
        Assert.Equal(
            (2, "cut off: \\begin{equation} is not ended", 2, "x = 1"),
            (cut.Ordinal, cut.CutOff, cut.Line, cut.Latex)
        );
        Assert.Equal("y = 2", Assert.Single(document.Equations).Latex);
    }

    [Theory]
    [InlineData("$$ x = 1\n\nwords\n\n$$ 1 = 1 $$\n", "$$ is not closed in its paragraph")]
    [InlineData("$$\nx = 1\n\ny = 2\n$$\n\n$$ 1 = 1 $$\n", "$$ is not closed in its paragraph")]
    [InlineData("$$ 1 = 1 $$\n\n$$ x = 1", "$$ is not closed in its paragraph")]
    [InlineData("\\[ x = 1\n\n$$ 1 = 1 $$\n", "\\[ is not closed in its paragraph")]
    [InlineData(
        "\\begin{align} x &= 1\n\n\\begin{align} 1 &= 1 \\end{align}\n",
        "\\begin{align} is not ended before the next one"
    )]
    public void A_formula_without_an_end_is_cut_off_and_the_others_are_read(string text, string reason)
    {
        var document = Markdown(text);
        Assert.Equal($"cut off: {reason}", Assert.Single(document.CutOff).CutOff);
        Assert.Single(document.Equations);
    }

    [Theory]
    [InlineData("It costs $$ or more.\n\n$$ 1 = 1 $$\n")]
    [InlineData("A list \\[sic\\] of\n\n$$ 1 = 1 $$\n")]
    [InlineData("`$$ x = 1`\n\n$$ 1 = 1 $$\n")]
    public void Dollars_and_brackets_among_words_are_no_formulas(string text)
    {
        var document = Markdown(text);
        Assert.Empty(document.CutOff);
        Assert.Single(document.Equations);
    }

    [Fact]
    public void A_display_that_only_defines_commands_is_no_formula()
    {
        var document = DocumentReader.Read(
            "notes.md",
            "$$\n\\newcommand{\\half}{\\frac{1}{2}}\n\\def\\two{2}\n$$\n\nThus $$ \\newcommand{\\one}{1} \\half \\two = \\one $$\n"
        );

        Assert.Equal(["\\half \\two = \\one"], document.Equations.Select(equation => equation.Latex.Trim()));
        Assert.Equal(["\\half", "\\one", "\\two"], document.Macros.Keys.Order(StringComparer.Ordinal));
    }
}
