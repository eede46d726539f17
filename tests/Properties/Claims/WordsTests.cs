// What words make of a formula, kind by kind: a true and a false formula beside each other, so that no test can pass by
// refuting nothing.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Claims;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class WordsTests
{
    // Where nothing but the words is at stake, the symbols are declared beside the document.
    private const string Numbers = "symbols:\n  x: real\n  y: real\n  a: real > 0\n  b: real > 0\n";

    private static IReadOnlyList<EquationReport> Audited(string text, string bindings = Numbers) =>
        new Auditor(new AuditSettings(Cases: 100))
            .Audit(
                DocumentReader.Read("words.md", text),
                bindings.Length == 0 ? BindingsFile.Empty : BindingsLoader.Read(bindings, "words.yaml")
            )
            .Equations;

    private static Verdict Last(string text, string bindings = Numbers) => Audited(text, bindings)[^1].Verdict;

    private static readonly Verdict[] Held = [Verdict.Proved, Verdict.Tested];

    [Theory]
    [InlineData("Suppose that $x > 1$. For any $y$ we then have")]
    [InlineData("Suppose that $x > 1$. For all $y$")]
    [InlineData("假设$x>1$。对任意$y$有")]
    public void An_assumption_of_another_sentence_leaves_a_claim_a_claim(string words)
    {
        Assert.Contains(Last($"{words}\n\n$$(x+y)^2 = x^2 + 2xy + y^2$$"), Held);
        Assert.Equal(Verdict.Refuted, Last($"{words}\n\n$$(x+y)^2 = x^2 + 3xy + y^2 + 1$$"));
    }

    [Theory]
    [InlineData("With the imaginary unit $i$, for all $a$ and $b$ we have")]
    [InlineData("Here $i$ is the imaginary unit. For all $a$ and $b$ we have")]
    [InlineData("其中$i$为虚数单位，对任意$a$和$b$有")]
    public void An_imaginary_unit_is_one_where_the_words_say_so(string words)
    {
        Assert.Contains(Last($"{words}\n\n$$|a + b i|^2 = a^2 + b^2$$"), Held);
        Assert.Equal(Verdict.Refuted, Last($"{words}\n\n$$|a + b i|^2 = a^2 - b^2$$"));
        // Without them it may be a name.
        var open = Last("For all $a$ and $b$ we have\n\n$$|a + b i|^2 = a^2 - b^2$$");
        Assert.DoesNotContain(open, new[] { Verdict.Proved, Verdict.Tested });
    }

    // A result is stated as one, whatever a document calls its environment; what is assumed is not.
    [Theory]
    [InlineData("Theorem", Verdict.Refuted)]
    [InlineData("Lemma", Verdict.Refuted)]
    [InlineData("Assumption", Verdict.Definition)]
    public void A_result_is_claimed_by_its_environment(string title, Verdict expected) =>
        Assert.Equal(
            expected,
            Last($"\\newtheorem{{res}}{{{title}}}\n\n\\begin{{res}}[Order]\n$$x^2 < x + y$$\n\\end{{res}}\n")
        );

    // The words that lead to a display lead to the next one, where nothing stands between them.
    [Theory]
    [InlineData("For any $x$ and $y$ we have", Verdict.Refuted)]
    [InlineData("We need", Verdict.Definition)]
    public void Words_lead_to_all_displays_that_follow_one_another(string words, Verdict expected)
    {
        Assert.Equal(expected, Last($"{words}\n\n$$x + y = y + x$$\n\n$$x + y = x y$$"));
        Assert.Equal(
            Verdict.Unchecked,
            Last($"{words}\n\n$$x + y = y + x$$\n\nIn another setting:\n\n$$x + y = x y$$")
        );
    }

    [Theory]
    [InlineData("We need")]
    [InlineData("To get there in time one needs")]
    [InlineData("Ideally")]
    [InlineData("我们需要")]
    public void A_requirement_claims_nothing(string words)
    {
        Assert.Equal(Verdict.Definition, Last($"{words}\n\n$$x \\geq y + 1$$"));
        Assert.Equal(Verdict.Refuted, Last("Always\n\n$$x^2 \\geq x^2 + 1$$"));
    }

    [Theory]
    [InlineData("$$x^2 + 1 \\leq x^2 \\quad \\text{（显然不成立）}$$")]
    [InlineData("$$x^2 + 1 \\leq x^2 \\quad \\text{(which does not hold)}$$")]
    [InlineData("有人写成\n\n$$x^2 + 1 \\leq x^2$$\n\n则不成立。")]
    public void A_denial_inside_or_after_a_formula_is_heard(string text)
    {
        Assert.Equal(Verdict.Unchecked, Last(text));
        Assert.Equal(Verdict.Refuted, Last("$$x^2 + 1 \\leq x^2 \\quad \\text{(as claimed)}$$"));
    }

    [Theory]
    [InlineData("Obviously for $x = 0$, $q = 1$. It grows with $x$.")]
    [InlineData("显然当$x=0$时，$q=1+y^2-y^2$。")]
    public void A_special_case_in_passing_defines_nothing(string words)
    {
        Assert.NotEqual(Verdict.Refuted, Last($"{words}\n\n$$x^2 + q = x^2 + e^x$$"));
        Assert.Equal(Verdict.Refuted, Last("Let $q = 1 + y^2$. Therefore\n\n$$x^2 + q = x^2 + y^2 + 2$$"));
    }

    [Fact]
    public void A_conclusion_about_defined_names_is_no_hypothesis()
    {
        const string text =
            "Let $p = x^2 + 1$ and $q = y^2 + 1$. As squares grow, $x > y$ guarantees $p > q$, and so for $x > y$\n\n";
        Assert.Equal(Verdict.Refuted, Last(text + "$$(p - q)(x - y) > 0$$"));
        Assert.Contains(Last(text + "$$p - q = x^2 - y^2$$"), Held);
    }

    [Fact]
    public void For_all_leaves_no_condition()
    {
        Assert.Equal(Verdict.Refuted, Last("For all $x \\in \\mathbb{R}$\n\n$$\\cos(2x) = 2\\cos x$$", ""));
        Assert.Contains(Last("For all $x \\in \\mathbb{R}$\n\n$$\\sin(2x) = 2\\sin x\\cos x$$", ""), Held);
        Assert.Equal(Verdict.Unchecked, Last("With $x \\in \\mathbb{R}$\n\n$$\\cos(2x) = 2\\cos x$$", ""));
    }

    [Theory]
    [InlineData("For $A, B \\in \\mathbb{R}^{n \\times n}$ we have\n\n$$(AB)^\\top = A^\\top B^\\top$$")]
    [InlineData("For square matrices $A, B \\in \\mathbb{R}^{n \\times n}$,\n\n$$(A+B)(A-B) = A^2 - B^2$$")]
    [InlineData("对于矩阵 $A, B \\in \\mathbb{R}^{n \\times n}$，\n\n$$(A+B)^2 = A^2 + 2AB + B^2$$")]
    [InlineData("For any constant $c > 1$ and all $x \\in \\mathbb{R}$\n\n$$c x \\ge x$$")]
    [InlineData(
        "For vectors $u \\in \\mathbb{R}^d$ and $v \\in \\mathbb{R}^d$ with $\\|u\\| = 1$ and $\\|v\\| = 1$ we have\n\n"
            + "$$\\|u + v\\| = 2 + 2 \\sum_{i=1}^d u_i v_i$$"
    )]
    [InlineData("For the logistic function\n\n$$g(x) = \\frac{1}{1+e^{-x}}$$\n\nthe derivative is\n\n$$g'(x) = g(x)$$")]
    public void What_a_sentence_only_names_is_claimed_of_all(string document) =>
        Assert.Equal(Verdict.Refuted, Last(document, ""));

    [Theory]
    [InlineData("Suppose that $x > 0$. Then for all $y$\n\n$$x + y^2 > 0$$")]
    [InlineData("Suppose the data are separable, so that $x > 0$. For any constant $c > 1$ we have\n\n$$c x > x$$")]
    [InlineData("Let $n = 100$ and $p = 0.3$. Then\n\n$$n p (1 - p) = 21$$")]
    [InlineData(
        "For vectors $u \\in \\mathbb{R}^d$ and $v \\in \\mathbb{R}^d$ with $\\|u\\| = 1$ and $\\|v\\| = 1$ we have\n\n"
            + "$$\\|u + v\\|^2 = 2 + 2 \\sum_{i=1}^d u_i v_i$$"
    )]
    public void What_is_supposed_before_counts(string document) => Assert.NotEqual(Verdict.Refuted, Last(document, ""));

    [Theory]
    [InlineData("Dette gælder kun når tallene er store, og det er de ikke altid.")]
    [InlineData("Seien $x, y$ zwei Zahlen. Sind die beiden gleich, so ist die Summe")]
    [InlineData("Soient $x, y$ deux nombres. Si les deux sont nuls, alors la somme est")]
    [InlineData("Если оба числа равны нулю, то")]
    [InlineData("両方の数が等しいとき")]
    public void Words_of_a_language_that_is_not_read_may_state_anything(string words)
    {
        Assert.Equal(Verdict.Unchecked, Last($"{words}\n\n$$x + y = 2x$$"));
        Assert.Contains(Last($"{words}\n\n$$x + y = y + x$$"), Held);
        Assert.Equal(Verdict.Refuted, Last("For all $x$ and $y$\n\n$$x + y = 2x + y^2 + 1$$"));
    }

    [Fact]
    public void Words_on_the_left_name_another_quantity_in_each_row()
    {
        var verdicts = Audited(
            "$$\\text{cost of one} = 2 \\times 9 = 18$$\n\n$$\\text{cost of two} = 4 \\times 9 = 36$$\n\n"
                + "$$\\text{cost of three} = 6 \\times 9 = 55$$",
            ""
        );
        Assert.Equal([Verdict.Proved, Verdict.Proved, Verdict.Refuted], verdicts.Select(equation => equation.Verdict));
    }

    [Fact]
    public void A_long_chain_is_read_step_by_step()
    {
        var same = string.Concat(Enumerable.Repeat(@" &= \sum_{i=1}^n z_i - n \\", 7));
        var text = "Let $n \\ge 1$ and $z \\in \\mathbb{R}^n$. Then\n\n$$\\begin{aligned} \\sum_{i=1}^n z_i - n" + same;
        Assert.Equal(Verdict.Refuted, Last(text + " &= \\sum_{i=1}^n z_i - 3n \\end{aligned}$$", ""));
        Assert.Contains(Last(text + " &= -n + \\sum_{i=1}^n z_i \\end{aligned}$$", ""), Held);
    }

    [Fact]
    public void What_is_said_to_follow_is_no_definition()
    {
        const string before = "We start from\n\n$$x^2 + y^2 = 1$$\n\n";
        Assert.Equal(Role.Claim, Audited(before + "and so we get\n\n$$R_{x} = 1 - y^2 + a$$")[^1].Role);
        Assert.Equal(Role.Definition, Audited(before + "and define\n\n$$R_{x} = 1 - y^2 + a$$")[^1].Role);
    }

    [Fact]
    public void What_would_be_defined_through_itself_is_no_definition()
    {
        const string text = "The first is\n\n$$u = v + x$$\n\nwhere\n\n$$v = u - x$$\n\nHence\n\n";
        Assert.DoesNotContain("through itself", Audited(text + "$$2u = 2v + 2x$$")[^1].Claims[0].Reason ?? "");
        Assert.Contains(Last(text + "$$2u = 2v + 2x$$"), Held);
    }

    [Fact]
    public void A_value_from_another_section_is_not_put_in()
    {
        const string value = "# One\n\n$$(x, 2), \\qquad T = 5$$\n\n";
        Assert.NotEqual(Verdict.Refuted, Last(value + "# Two\n\nThe time is at least\n\n$$T + x^2 \\geq x^2 + 6$$"));
        Assert.Equal(Verdict.Refuted, Last("# Two\n\nLet $T = 5 + x^2$. Always\n\n$$T + x^2 \\geq 2x^2 + 6$$"));
    }

    [Fact]
    public void An_unchecked_formula_names_all_that_is_missing_as_bindings()
    {
        var document = DocumentReader.Read("a.md", "$$W(s + t) = W(s) W(t) + \\rho$$");
        var claim = Assert.Single(ClaimReader.Read(document, BindingsFile.Empty).Equations[0].Claims);
        Assert.Equal(["W", "s", "t", "\\rho"], claim.Missing.Select(symbol => symbol.Spelling));
        var declared = BindingsLoader.Read(claim.Bindings, "declared.yaml");
        Assert.All(
            ClaimReader.Read(document, declared).Equations[0].Claims,
            understood => Assert.Null(understood.Reason)
        );
    }
}
