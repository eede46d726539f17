// Commands of physics, mathtools and their kin are what they stand for; other forms, and a document's own meaning, are not theirs.
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using Xunit;

namespace LossProofs.Tests.Properties.Latex;

public class PackageCommandTests
{
    [Theory]
    [InlineData(@"\abs{-1}", @"\left|-1\right|")]
    [InlineData(@"\abs*{x}", @"\left|x\right|")]
    [InlineData(@"\abs[\big]{x}", @"\left|x\right|")]
    [InlineData(@"\abs\Big{x}", @"\left|x\right|")]
    [InlineData(@"\norm{\vb{x}}^2", @"\left\|\mathbf{x}\right\|^2")]
    [InlineData(@"\qty(1+2)^2", @"\left(1+2\right)^2")]
    [InlineData(@"\qty((a+b)c)", @"\left((a+b)c\right)")]
    [InlineData(@"\qty\big[1+2]", @"\left[1+2\right]")]
    [InlineData(@"\qty|x-1|", @"\left|x-1\right|")]
    [InlineData(@"\qty{1+2}", @"\left\{1+2\right\}")]
    [InlineData(@"\dv{x} x^2", @"\frac{\mathrm{d}}{\mathrm{d}x} x^2")]
    [InlineData(@"\dv{x^2}{x}", @"\frac{\mathrm{d}}{\mathrm{d}x}\left(x^2\right)")]
    [InlineData(@"\dv*{x^2}{x}", @"\frac{\mathrm{d}}{\mathrm{d}x}\left(x^2\right)")]
    [InlineData(@"\dv[2]{x^3}{x}", @"\frac{\mathrm{d}^2}{\mathrm{d}x^2}\left(x^3\right)")]
    [InlineData(@"\pdv{L}{p_i}", @"\frac{\partial}{\partial p_i}\left(L\right)")]
    [InlineData(@"\pdv{L}{x}{y}", @"\frac{\partial^2}{\partial x\,\partial y}\left(L\right)")]
    [InlineData(@"\int_0^1 x^2 \dd{x}", @"\int_0^1 x^2 \,\mathrm{d}x")]
    [InlineData(@"\int_0^1 x^2 \dd x", @"\int_0^1 x^2 \,\mathrm{d}x")]
    [InlineData(@"\eval{x^2}_{x=2}", @"\left.x^2\right|_{x=2}")]
    [InlineData(@"\flatfrac{1}{2} + \nicefrac{a}{b}", @"\frac{1}{2} + \frac{a}{b}")]
    [InlineData(@"\sfrac{1}{2}", @"\frac{1}{2}")]
    [InlineData(@"x \uncover<2->{= x + \frac{1}{2}} - \frac{1}{2}", @"x = x + \frac{1}{2} - \frac{1}{2}")]
    [InlineData(@"\visible{x} = \onslide<3-> x", "x = x")]
    [InlineData(@"x \pause = x", "x = x")]
    [InlineData(@"\va{x}^\top\vu{y}", @"\vec{\mathbf{x}}^\top\hat{\mathbf{y}}")]
    [InlineData(@"\vb{x}\vdot\vb{y}", @"\mathbf{x}\cdot\mathbf{y}")]
    [InlineData(@"\pmqty{1 & 2 \\ 3 & 4}", @"\begin{pmatrix}1 & 2 \\ 3 & 4\end{pmatrix}")]
    [InlineData(@"\mqty(1 & 2 \\ 3 & 4)", @"\begin{pmatrix}1 & 2 \\ 3 & 4\end{pmatrix}")]
    [InlineData(@"\Tr A", @"\operatorname{tr} A")]
    [InlineData(@"x + \order{x^3}", @"x + \mathcal{O}\left(x^3\right)")]
    [InlineData(@"\grad_\theta f", @"\nabla_\theta f")]
    [InlineData(@"\ceil{x} \ge \floor*{x}", @"\left\lceil x\right\rceil \ge \left\lfloor x\right\rfloor")]
    [InlineData(@"x \vcentcolon= 3", "x := 3")]
    [InlineData(@"a = b \qif x > 0", @"a = b \quad\text{if}\quad x > 0")]
    [InlineData(@"a = b \qq{if} x > 0", @"a = b \quad\text{if}\quad x > 0")]
    [InlineData(
        @"\begin{cases*} x & if $x>0$ \\ 0 & otherwise \end{cases*}",
        @"\begin{cases} x & \text{if $x>0$} \\ 0 & \text{otherwise} \end{cases}"
    )]
    public void A_packages_command_is_what_it_stands_for(string command, string plain)
    {
        var read = FormulaParser.Parse(command);
        var expected = FormulaParser.Parse(plain);

        Assert.Equal(expected.Body, read.Body);
        Assert.Equal(expected.IsReadable, read.IsReadable);
    }

    [Theory]
    [InlineData(@"v = \qty{10}{\metre}")]
    [InlineData(@"\pdv{f}{x,y} = 1")]
    [InlineData(@"\ev{A}{\psi} = 1")]
    [InlineData(@"\abs{x = 1")]
    [InlineData(@"\begin{cases*} x & if $x>0$")]
    public void Another_form_of_arguments_is_not_read(string latex) =>
        Assert.False(FormulaParser.Parse(latex).IsReadable);

    [Theory]
    [InlineData(@"\newcommand{\half}[1][2]{\frac{1}{#1}}", @"\half + \half[4]", @"\frac{1}{2} + \frac{1}{4}")]
    [InlineData(@"\newcommand{\pw}[2][2]{#2^{#1}}", @"\pw{x} + \pw[3]{x}", "x^{2} + x^{3}")]
    [InlineData(@"\NewDocumentCommand{\pw}{O{2} m}{#2^{#1}}", @"\pw{x} + \pw[3]{x}", "x^{2} + x^{3}")]
    [InlineData(@"\NewDocumentCommand\sq{m}{#1^2}", @"\sq{3}", "3^2")]
    [InlineData(@"\def\succ#1{#1+1}", @"\succ{1}", "1+1")]
    [InlineData(
        @"\DeclarePairedDelimiter\abs{\langle}{\rangle}",
        @"\abs{x} + \abs*{x} + \abs[\big]{x}",
        @"\left\langle x\right\rangle + \left\langle x\right\rangle + \left\langle x\right\rangle"
    )]
    [InlineData(
        @"\DeclarePairedDelimiterX{\inner}[2]{\langle}{\rangle}{#1,#2}",
        @"\inner{x}{y}",
        @"\left\langle x,y\right\rangle"
    )]
    [InlineData(
        @"\DeclarePairedDelimiterXPP\mean[1]{\mathbb{E}}{[}{]}{}{#1}",
        @"\mean{x}",
        @"\mathbb{E}\left[x\right]"
    )]
    [InlineData(@"\DeclareMathOperator*{\sgm}{sgm}", @"\sgm x", @"\operatorname*{sgm} x")]
    public void What_a_document_defines_is_expanded_with_its_arguments(string definition, string used, string plain)
    {
        var document = DocumentReader.Read("a.tex", $"{definition}\n\\[ {used} \\]\n");
        var options = new ParserOptions { Macros = document.Macros };

        Assert.Equal(FormulaParser.Parse(plain).Body, FormulaParser.Parse(used, options).Body);
    }

    [Fact]
    public void A_definition_with_arguments_that_are_not_followed_leaves_its_command_unread()
    {
        var document = DocumentReader.Read("a.tex", "\\NewDocumentCommand{\\sq}{s m}{#2^2}\n\\[ \\sq{3} = 9 \\]\n");

        Assert.False(FormulaParser.Parse(@"\sq{3} = 9", new ParserOptions { Macros = document.Macros }).IsReadable);
    }
}
