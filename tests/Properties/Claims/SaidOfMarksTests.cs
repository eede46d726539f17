// What a document says of its marks, of the values of its names and of their ranges, where a plain reading would be wrong: each
// case is a document whose last formula is false, or true, as its words have it.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class SaidOfMarksTests
{
    // Range clauses: the values that a name goes through are neither a claim nor one value.
    [Theory]
    [InlineData(@"(1 + y)^m = 1 + m y, \quad m = 1, 2, \dots")]
    [InlineData(@"\sin(m y) = m \sin y, \qquad m = 1, 2, \ldots, M")]
    [InlineData(@"y^m = y, \quad m = 1, 2, 3")]
    [InlineData(@"y^m = y \quad (m = 1, 2, 3)")]
    public void A_range_clause_is_no_single_value(string latex) =>
        Assert.DoesNotContain(Last("Let $y$ be real. It holds that", latex), new[] { Verdict.Proved, Verdict.Tested });

    [Fact]
    public void A_recursion_with_its_range_proves_nothing() =>
        Assert.Equal(
            Verdict.Definition,
            Judged(
                """
                The first date is $t = 0$. The stock then follows

                $$ k_{t+1} = 0.9 k_t, \quad t = 0, 1, \ldots, T - 1 $$
                """
            )
        );

    [Theory]
    [InlineData(@"m (m - 1)(m - 2) = 0, \quad m = 0, 1, 2")]
    [InlineData(@"\sqrt{y^2} = y \quad (y \ge 0)")]
    [InlineData(@"|y| = -y \quad (y \le 0, y \neq -1)")]
    [InlineData(@"y, z > 0 \Rightarrow y z > 0")]
    public void What_stands_behind_a_formula_restricts_it(string latex) =>
        Assert.Contains(Last("For all real $y$ and $z$ we have", latex), new[] { Verdict.Proved, Verdict.Tested });

    // The last of a list has the relation; it is said of each.
    [Theory]
    [InlineData(@"y, z \ge 0 \Rightarrow \sqrt{y z} \le \frac{y + z}{2}")]
    [InlineData(@"\sqrt{y} \sqrt{z} = \sqrt{y z} \quad \text{for } y, z \ge 0")]
    public void A_relation_of_a_list_is_of_each(string latex) =>
        Assert.Contains(Last("For all real $y$ and $z$ we have", latex), new[] { Verdict.Proved, Verdict.Tested });

    // Words that give a mark, an operator or a bound another meaning.
    [Theory]
    [InlineData("A prime denotes the difference of neighbours.", "g(n) = n^2", "g'(n) = 2 n")]
    [InlineData("A prime denotes the adjoint.", @"g(y) = \sin y", @"g'(y) = \cos y")]
    [InlineData("Superscripts number the stages.", "b^1 = w", "b^2 = b^1 b^1")]
    [InlineData("Here $g^2$ means that $g$ is applied twice.", "g(y) = y + 1", "g^2(y) = (y + 1)^2")]
    [InlineData("The upper limit of a sum is not included.", "c = 1", @"\sum_{j=1}^{4} j = 10")]
    [InlineData("Let $y$ be real.", "c = 1", @"\operatorname{iqr} c Y = c \operatorname{iqr} Y")]
    [InlineData(
        "The first version was",
        "g(y) = e^{-y}",
        "g'(y) = -g(y)",
        "a misprint, the exponent is $y$. So we have"
    )]
    [InlineData(
        "Here $p(y)$ is the density of $y$.",
        "p(y) = e^{-y}",
        "p(z) = e^{-z}",
        "For $z = 3 y$, with $p(z)$ for the density of $z$, we have"
    )]
    public void Marks_mean_what_words_say(string words, string before, string latex, string between = "Then we have") =>
        Assert.DoesNotContain(
            Judged($"{words}\n\n$$ {before} $$\n\n{between}\n\n$$ {latex} $$\n"),
            new[] { Verdict.Proved, Verdict.Tested, Verdict.Refuted }
        );

    // A number that an example gave, a range that words widen, a kind that words do not say.
    [Theory]
    [InlineData("For example, with $a = 1/3$ we have", "3 a = 1", "In general, for any $a$, we have", "2 a = 1 - a")]
    [InlineData("For $y > 0$ we have", "y + 1 > 1", "and on the whole real line", @"\sqrt{y^2} = y")]
    [InlineData("Für $y > 0$ gilt", "y + 1 > 1", "und auf der ganzen reellen Achse gilt", @"|y| = y")]
    [InlineData("Pour $y \\in [0, 1]$ on a", "y + 1 > 0", "et pour tout réel $y$ on a", @"y^2 \le 1")]
    [InlineData(
        "Let $B$ and $C$ be real $k \\times k$ matrices.",
        "c = 1",
        "It holds that",
        "(B + C)(B - C) = B^2 - C^2"
    )]
    [InlineData(
        "Let $n \\ge 1$ be an integer.",
        "n > 0",
        "For all nonnegative integers $n$, zero included, we have",
        @"\sum_{k=0}^n (-1)^k \binom{n}{k} = 0"
    )]
    [InlineData("Let $y$ be real.", "c = 1", "Now always", @"y + 1 \ge 1", "For $y \\ge 0$ the root exists.")]
    [InlineData("Let $y$ be real.", "c = 1", "For every real $y$ we have", @"y^2 \ge 0, \qquad y \le y^2")]
    public void A_value_or_a_range_of_elsewhere_proves_nothing(
        string first,
        string before,
        string words,
        string latex,
        string after = ""
    ) =>
        Assert.DoesNotContain(
            Judged($"{first}\n\n$$ {before} $$\n\n{words}\n\n$$ {latex} $$\n\n{after}\n"),
            new[] { Verdict.Proved, Verdict.Tested }
        );

    // Small lengths are tried, also where nothing states them.
    [Theory]
    [InlineData(@"\sum_{k=0}^n (-1)^k k \binom{n}{k} = 0")]
    [InlineData(@"\forall n \ge 0: \sum_{k=0}^n (-1)^k \binom{n}{k} = 0")]
    [InlineData(@"n \in \{0, 1, 2\} \Rightarrow \sum_{k=0}^n (-1)^k \binom{n}{k} = 0")]
    public void What_fails_at_the_least_length_does_not_hold(string latex) =>
        Assert.DoesNotContain(Last("We have", latex), new[] { Verdict.Proved, Verdict.Tested });

    // What makes sense on one half of the values that are named.
    [Theory]
    [InlineData(@"For all real $y \ne 0$ we have", @"\log(y^2) = 2 \log y")]
    [InlineData("We have", @"y \ne 0 \Rightarrow \log(y^4) = 4 \log y")]
    public void A_side_without_values_on_a_half_is_not_tested(string words, string latex) =>
        Assert.Equal(Verdict.Unchecked, Last(words, latex));

    // A number that the display itself gives to what other formulas determine, an inverse that is only named, an exponent of a
    // function, letters of what are no numbers.
    [Theory]
    [InlineData("$u + w = 3$ and $u - w = 1$.", "c = 1", "The solution is", @"u = 3, \quad w = 0, \quad 2 u + w = 6")]
    [InlineData("The root is positive.", "q^2 - q - 3 = 0", "It is", @"q = \frac{1 + \sqrt{5}}{2} \approx 1.618")]
    [InlineData("The map is", @"r(y) = e^y + 1", "with the inverse, for $z > 1$,", @"r^{-1}(z) = \log(z + 1)")]
    [InlineData("We need the second iterate.", "h(y) = 3 y", "It is", "h^2(y) = 9 y^2")]
    [InlineData("Let $G$ be a group and $a, b \\in G$.", "c = 1", "Then", "(a b)^2 = a^2 b^2")]
    [InlineData("All numbers are 32-bit integers.", "c = 1", "Then", "y + 1 > y")]
    public void What_is_nowhere_shown_is_not_proved(string first, string before, string words, string latex) =>
        Assert.DoesNotContain(
            Judged($"{first}\n\n$$ {before} $$\n\n{words}\n\n$$ {latex} $$\n"),
            new[] { Verdict.Proved, Verdict.Tested }
        );

    [Theory]
    [InlineData(@"\frac{1}{3} = 0.\overline{3}")]
    [InlineData(@"\frac{1}{3} = 0.(3)")]
    [InlineData("3 : 4 = 9 : 12")]
    [InlineData(@"(1\,2)^2 = 1")]
    [InlineData(@"\left\{ {4 \atop 2} \right\} = 7")]
    [InlineData(@"\left(\!\!\binom{3}{2}\!\!\right) = 6")]
    [InlineData(@"\sigma(8) = 15")]
    public void Notations_that_are_read_otherwise_are_not_refuted(string latex) =>
        Assert.NotEqual(Verdict.Refuted, Last("As everybody can compute, we have", latex));

    [Fact]
    public void A_thin_space_joins_groups_of_three_digits() =>
        Assert.Equal(Verdict.Proved, Last("We have", @"10\,000 = 10^4"));

    // True as its words have it, and false as it would be read without them.
    [Theory]
    [InlineData("Let $\\sigma(n)$ be the sum of the divisors of $n$. Then we have", @"\sigma(6) = 12")]
    [InlineData("We calculate in the field with seven elements. Then we have", @"3 \cdot 5 = 1")]
    [InlineData("Coefficients lie in GF(2). Then we have", "1 + 1 = 0")]
    [InlineData("We think of the angles of a triangle. It holds that", @"\alpha + \beta + \gamma = \pi")]
    [InlineData("The percent key adds a part of what is shown:", @"200 + 10\,\% = 220")]
    [InlineData("With the convention of Karr we have", @"\sum_{k=4}^1 k = -5")]
    [InlineData("Nobody would seriously write", @"\sqrt{4 + 9} = \sqrt{4} + \sqrt{9}")]
    public void Words_that_mean_something_else_keep_a_claim(string words, string latex) =>
        Assert.NotEqual(Verdict.Refuted, Last(words, latex));

    [Fact]
    public void A_rule_of_thumb_in_the_title_is_rough() =>
        Assert.NotEqual(Verdict.Refuted, Judged("# Rules of thumb\n\nIt holds that\n\n$$ 2^{20} = 10^6 $$\n"));

    [Fact]
    public void A_value_for_some_arguments_is_no_definition_for_all() =>
        Assert.NotEqual(
            Verdict.Refuted,
            Judged("If $p$ is a prime, then\n\n$$ s(p) = p + 1 $$\n\nFor example we have\n\n$$ s(6) = 12 $$\n")
        );

    // What words say of laws they do not take from them.
    [Fact]
    public void A_letter_that_words_call_a_law_is_one() =>
        Assert.Contains(
            Judged(
                """
                Let $X$ and $Y$ have finitely many values, with the joint distribution $p(x, y)$.

                $$ \sum_x \sum_y p(x, y) = 1 $$
                """
            ),
            new[] { Verdict.Proved, Verdict.Tested }
        );

    [Fact]
    public void A_function_that_is_defined_as_everybody_means_it_is_that() =>
        Assert.Equal(
            Verdict.Proved,
            Judged(
                """
                Let $y$ be real. The function is defined by

                $$ \operatorname{sigmoid}(y) = \frac{1}{1 + e^{-y}} . $$

                For every real $y$ we have

                $$ \operatorname{sigmoid}(y) + \operatorname{sigmoid}(-y) = 1 . $$
                """
            )
        );

    private static Verdict Last(string words, string latex) => Judged($"{words}\n\n$$ {latex} $$\n");

    private static Verdict Judged(string text) =>
        new Auditor(new AuditSettings(200))
            .Audit(DocumentReader.Read("a.md", text), BindingsFile.Empty)
            .Equations[^1]
            .Verdict;
}
