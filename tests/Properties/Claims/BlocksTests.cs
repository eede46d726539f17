// Examples, exercises, lemmas and sections: what one of them supposes, or leaves half written, is nothing to the next.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class BlocksTests
{
    private static readonly Verdict[] Confirmed = [Verdict.Proved, Verdict.Tested];

    [Theory]
    [InlineData("**Example 3.** Let $t > 0$. Then $t^3 > 0$.\n\n**Example 4.** For the cube\n\n$$ |t^3| = t^3 $$\n")]
    [InlineData("### Exercise 1\n\nLet $0 < p < 1$.\n\n### Exercise 2\n\nPowers satisfy\n\n$$ p^3 \\le p $$\n")]
    [InlineData("# One\n\nLet $x \\ge 1$ in this example.\n\n# Two\n\nSquares are larger:\n\n$$ x^2 \\ge x $$\n")]
    [InlineData("# One\n\nLet $f(x) = x^4$ (for $x \\le 0$).\n\n# Two\n\nThe absolute value is\n\n$$ |x| = -x $$\n")]
    public void What_another_block_supposes_confirms_nothing(string text) =>
        Assert.DoesNotContain(Last(text), Confirmed);

    [Fact]
    public void An_environment_of_latex_ends()
    {
        const string text =
            "\\documentclass{article}\n\\begin{document}\n\\begin{example} Let $x \\ge 0$. Then $x + 1 > 0$. \\end{example}\n"
            + "\\begin{remark}\nThe root undoes the square:\n\\begin{equation} \\sqrt{x^2} = x \\end{equation}\n"
            + "\\end{remark}\n\\end{document}\n";

        Assert.DoesNotContain(Last(text, "note.tex"), Confirmed);
    }

    [Theory]
    // In the same block, and in what is no block, it holds on.
    [InlineData("**Example 3.** Let $t > 0$. For the cube\n\n$$ |t^3| = t^3 $$\n")]
    [InlineData("# Setting\n\nLet $x > 0$.\n\n# Roots\n\nThe root undoes the square:\n\n$$ \\sqrt{x^2} = x $$\n")]
    [InlineData("**Lemma 1.** Let $x > 0$.\n\n**Proof.** We have\n\n$$ \\sqrt{x^2} = x $$\n")]
    // A sentence that only begins with such a word begins nothing.
    [InlineData("**Example 3.** Let $t > 0$. Case studies follow.\n\nTask losses are cubes:\n\n$$ |t^3| = t^3 $$\n")]
    // What holds for all values needs no supposition.
    [InlineData("**Example 1.** Let $x > 0$.\n\n**Example 2.** We expand\n\n$$ (x + 1)^2 = x^2 + 2 x + 1 $$\n")]
    public void What_its_own_block_supposes_holds(string text) => Assert.Contains(Last(text), Confirmed);

    [Theory]
    [InlineData("$$ \\int_0^1 x \\, dx = \\frac12 $$\n\n## Next\n\nFind it:\n\n$$ = \\frac14 $$\n")]
    [InlineData("$$ 1 + 1 = 2 $$\n\nWhat is $\\int_0^1 x^3 \\, dx$? It is\n\n$$ = \\frac14 $$\n")]
    [InlineData("$$ 1 + 1 = 2 $$\n\n**Example 2.** The next one:\n\n$$ = \\frac14 $$\n")]
    public void A_formula_that_begins_with_its_relation_goes_on_from_the_one_right_before(string text) =>
        Assert.Equal(Verdict.Unchecked, Last(text));

    [Fact]
    public void It_goes_on_in_its_own_paragraph() =>
        Assert.Equal(Verdict.Refuted, Last("$$ 1 + 1 = 2 $$\n\nand then\n\n$$ = 3 $$\n"));

    [Theory]
    [InlineData(
        "With the offset the line becomes $a x + b = 0$ for real $a, b, x$. Then\n\n$$ \\frac{|a x + b|}{2} = |a x + b| $$\n"
    )]
    [InlineData("Since $u^2 - 4 = 0$ describes the boundary, for real $u$ we have\n\n$$ (u^2 - 4) u = u^2 - 4 $$\n")]
    public void An_equation_that_is_named_is_not_supposed(string text) => Assert.DoesNotContain(Last(text), Confirmed);

    private static Verdict Last(string text, string path = "note.md") =>
        new Auditor(new AuditSettings(200))
            .Audit(DocumentReader.Read(path, text), BindingsFile.Empty)
            .Equations[^1]
            .Verdict;
}
