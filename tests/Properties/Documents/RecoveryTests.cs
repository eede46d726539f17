// What is broken in a document costs the formula that it breaks, and formulas are found wherever people put them.
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Documents;

public class RecoveryTests
{
    private static IEnumerable<string> Found(string document) =>
        DocumentReader.Read("d.md", document).Equations.Select(equation => equation.Latex.Trim());

    [Theory]
    [InlineData("equation", @"\end{equation>")]
    [InlineData("align", @"\end{align")]
    [InlineData("gather*", "")]
    public void A_broken_end_costs_one_formula(string environment, string broken)
    {
        string Formula(string latex, string end) => $"\\begin{{{environment}}}\n{latex}\n{end}\n\nWords.\n\n";
        var end = $"\\end{{{environment}}}";
        var document = Formula("a = b", end) + Formula("c = d", broken) + Formula("e = f", end) + Formula("g = h", end);
        Assert.Equal(["a = b", "e = f", "g = h"], Found(document));
    }

    [Fact]
    public void Environments_that_nest_still_do() =>
        Assert.Equal(
            [@"\begin{aligned} a &= \begin{aligned} b \\ c \end{aligned} \end{aligned}"],
            Found(
                @"\begin{equation} \begin{aligned} a &= \begin{aligned} b \\ c \end{aligned} \end{aligned} \end{equation}"
            )
        );

    [Theory]
    [InlineData("With $x \\in \\mathbb{R}$ we have $$ x + x = 2x $$ as one sees.")]
    [InlineData("With $x^2$ in mind:\n\n- an item with $$ x + x = 2x $$ in it")]
    [InlineData("With $x^2$ in mind (**$$ x + x = 2x $$**) it follows.")]
    public void Double_dollars_among_words_are_a_display_where_single_ones_are_inline(string document) =>
        Assert.Equal(["x + x = 2x"], Found(document));

    [Fact]
    public void Where_all_that_is_inline_stands_between_double_dollars_it_stays_inline() =>
        Assert.Equal(["a = b"], Found("The value $$x + 1$$ of $$x$$ is known.\n\n$$ a = b $$\n"));
}
