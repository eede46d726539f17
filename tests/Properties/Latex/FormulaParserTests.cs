// What each notation is read as, which choices an ambiguous text offers, and how errors are reported and contained.
using LossProofs.Audit.Latex;
using Xunit;

namespace LossProofs.Tests.Properties.Latex;

public class FormulaParserTests
{
    private static Identifier Name(string name) => new(name);

    private static Expression Read(string latex)
    {
        var formula = FormulaParser.Parse(latex);
        Assert.True(formula.IsReadable, $"{latex}: {string.Join("; ", formula.Diagnostics)}");
        return formula.Body;
    }

    [Theory]
    // Scripts in any order, primes, accents, styles.
    [InlineData(@"x_i^2", @"x^2_i")]
    [InlineData(@"x'_i", @"x_{i}^{\prime}")]
    [InlineData(@"\mathbf{x}", @"\boldsymbol{x}")]
    [InlineData(@"\bm x", @"{\bf x}")]
    [InlineData(@"\hat{y_i}", @"\hat{y}_i")]
    [InlineData(@"\widehat{y}", @"\hat y")]
    [InlineData(@"\mathrm{KL}", @"\operatorname{KL}")]
    [InlineData(@"\Omega_{pos}", @"\Omega_{\text{pos}}")]
    // Fractions, fences, spacing.
    [InlineData(@"\frac12", @"\dfrac{1}{2}")]
    [InlineData(@"\tfrac{a}{b}", @"{a \over b}")]
    [InlineData(@"\left( x \right)", @"\bigl( x \bigr)")]
    [InlineData(@"||x||", @"\lVert x \rVert")]
    [InlineData(@"\left|x\right|", @"|x|")]
    [InlineData(@"a\,\!b\;c\quad", @"a b c")]
    [InlineData(@"a{=}b", @"a = b")]
    [InlineData(@"\boxed{a = b}", @"a = b")]
    // Operators.
    [InlineData(@"\sum\limits_{i=1}^{n} x_i", @"\sum_{i=1}^n x_i")]
    [InlineData(@"\operatorname*{arg\,max}_\theta f", @"\arg\max_{\theta} f")]
    [InlineData(@"\underset{x}{\arg\min} f", @"\mathop{\arg\min}\limits_x f")]
    [InlineData(@"softmax(x)", @"\text{softmax}(x)")]
    [InlineData(@"a \le b", @"a \leqslant b")]
    [InlineData(@"a \implies b", @"a \Rightarrow b")]
    [InlineData(@"p(y \mid x)", @"p(y|x)")]
    [InlineData(@"D(p||q)", @"D(p \| q)")]
    [InlineData(@"\int f\,dx", @"\int f \mathrm{d}x")]
    [InlineData(@"df/dx", @"\frac{d f}{d x}")]
    [InlineData(@"\partial f/\partial x", @"\frac{\partial f}{\partial x}")]
    // Rows: alignment marks and rows that go on.
    [InlineData(@"a &= b", @"a = b")]
    [InlineData(@"\begin{aligned} a &= b \\ &\quad + c \end{aligned}", @"a = b + c")]
    [InlineData(@"\begin{split} a &= \\ & b \end{split}", @"a = b")]
    [InlineData(
        @"f = \left\{\begin{aligned} &1, &x > 0 \\ &0, &x \le 0 \end{aligned}\right.",
        @"f = \begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}"
    )]
    [InlineData(@"\gamma_{\max }", @"\gamma_\max")]
    public void Two_spellings_are_read_as_one_tree(string one, string other) => Assert.Equal(Read(other), Read(one));

    [Fact]
    public void A_chain_holds_its_operands_and_relations_in_order()
    {
        var chain = Assert.IsType<Chain>(Read(@"a = b \leq c"));
        Assert.Equal([Name("a"), Name("b"), Name("c")], chain.Operands);
        Assert.Equal(["=", "\\leq"], chain.Relations.Select(relation => relation.Symbol));
    }

    [Fact]
    public void Aligned_rows_stay_apart_and_a_continued_row_starts_with_nothing()
    {
        var rows = Assert.IsType<Rows>(Read(@"\begin{aligned} a &= b \\ &= c \\ d &= e \end{aligned}"));
        Assert.Equal(3, rows.Lines.Count);
        Assert.IsType<Missing>(Assert.IsType<Chain>(rows.Lines[1]).Operands[0]);
        Assert.Equal(Name("d"), Assert.IsType<Chain>(rows.Lines[2]).Operands[0]);
    }

    [Theory]
    [InlineData(@"f(x) \geq 0 \quad \forall p\in[0,1]", "\\quad", "\\forall")]
    [InlineData(@"a_{ij} = 0 \quad \text{for } i\ne j", "\\quad", "for")]
    [InlineData(@"y = x^2, \gamma>0", ",", "")]
    [InlineData(@"y = x^2 \text{ 当 } x > 0", "", "当")]
    public void A_trailing_condition_is_a_clause_with_its_words(string latex, string separator, string lead)
    {
        var clauses = Assert.IsType<Clauses>(Read(latex));
        Assert.Equal(2, clauses.Items.Count);
        Assert.Equal((separator, lead), (clauses.Items[1].Separator, clauses.Items[1].Lead));
        Assert.IsType<Chain>(clauses.Items[1].Content);
    }

    [Fact]
    public void A_derivative_knows_its_operand_variables_and_order()
    {
        var derivative = Assert.IsType<DerivativeQuotient>(Read(@"\frac{\partial^2 L}{\partial x_i \partial x_j}"));
        Assert.Equal(
            ("\\partial", new Numeral("2"), Name("L")),
            (derivative.Sign, derivative.Order, derivative.Operand)
        );
        Assert.Equal(["x_{i}", "x_{j}"], derivative.Variables.Select(variable => variable.Variable.ToString()));
        Assert.IsType<Fraction>(Read(@"\frac{d\sigma^4}{d}"));
        Assert.IsType<Fraction>(Read(@"\frac{\kappa}{d_k}"));
    }

    [Fact]
    public void A_bar_is_a_condition_an_absolute_value_or_an_evaluation_by_where_it_stands()
    {
        Assert.IsType<Barred>(Assert.IsType<Delimited>(Assert.IsType<Application>(Read("p(y|x)")).Argument).Content);
        var product = Assert.IsType<Product>(Read(@"\frac{|B|}{N}|a-b|"));
        Assert.IsType<Delimited>(product.Factors[1].Value);
        Assert.IsType<EvaluatedAt>(Read(@"\frac{df}{dx}\Big|_{x=0}"));
        Assert.IsType<Additive>(Assert.IsType<Delimited>(Read("||x|-|y||")).Content);
    }

    [Fact]
    public void A_declared_function_is_applied_and_a_declared_number_multiplies_without_a_choice()
    {
        var options = new ParserOptions { IsFunction = head => head.ToString() == "h" };
        var applied = FormulaParser.Parse("h(a+b) + x(a)", options);
        Assert.Empty(applied.Choices);
        var sum = Assert.IsType<Additive>(applied.Body);
        Assert.IsType<Application>(sum.Terms[0].Term);
        Assert.IsType<Product>(sum.Terms[1].Term);
    }

    [Theory]
    [InlineData(@"\sum_i a_i + b", @"\sum_i (a_i + b)", "body-over-terms")]
    [InlineData(@"\log xy", @"\log(x) \cdot y", "argument-extent")]
    [InlineData(@"\log x \cdot y", @"\log(x \cdot y)", "argument-extent")]
    [InlineData(@"\log n / d", @"\log(n / d)", "argument-over-slash")]
    [InlineData(@"\log(x)^2", @"\log((x)^2)", "argument-script")]
    [InlineData(@"a/bc", @"(a/b) c", "denominator-extent")]
    [InlineData(@"a/b x", @"a/(b x)", "denominator-extent")]
    [InlineData(@"f(x)", @"f \cdot (x)", "application-or-product")]
    [InlineData(@"\frac{da}{db}", @"\frac{d \cdot a}{d \cdot b}", "derivative-or-quotient")]
    [InlineData(@"\max_i a_i \cdot b", @"\max_i (a_i \cdot b)", "body-over-factors")]
    [InlineData(@"a b|_{x=0}", @"(a b)|_{x=0}", "evaluation-extent")]
    [InlineData(@"\nabla f g", @"\nabla(f g)", "argument-extent")]
    public void An_ambiguous_text_offers_both_readings_the_conventional_one_first(
        string latex,
        string other,
        string kind
    )
    {
        var readings = FormulaParser.Readings(latex).ToList();
        Assert.True(readings.Count >= 2);
        Assert.True(readings[0].IsConventional);
        Assert.Equal(readings[0].Body, FormulaParser.Parse(latex).Body);
        Assert.Contains(readings[0].Choices, choice => choice.Kind.Name == kind);
        // The other reading, written without doubt, is among them up to visible grouping.
        var expected = Plain(FormulaParser.Parse(other).Body);
        Assert.Contains(expected, readings.Skip(1).Select(reading => Plain(reading.Body)));
    }

    private static string Plain(Expression tree) =>
        tree.ToString()
            .Replace("\\left(", "", StringComparison.Ordinal)
            .Replace("\\right)", "", StringComparison.Ordinal)
            .Replace("\\cdot", "", StringComparison.Ordinal)
            .Replace("\\text{d}", "d", StringComparison.Ordinal)
            .Replace("{}", "", StringComparison.Ordinal)
            .Replace("{", "", StringComparison.Ordinal)
            .Replace("}", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal);

    [Fact]
    public void Readings_are_lazy_distinct_and_bounded()
    {
        var many = string.Join(" + ", Enumerable.Range(0, 40).Select(i => $"a_{{{i}}}(x)"));
        var readings = FormulaParser.Readings(many, limit: 50).ToList();
        Assert.Equal(50, readings.Count);
        Assert.Equal(50, readings.Select(reading => reading.Body).Distinct().Count());
        Assert.True(FormulaParser.Readings(many, limit: 1_000_000).First().IsConventional);
    }

    [Fact]
    public void Spans_point_into_the_source()
    {
        const string latex = @"a = \frac{x}{y} + \log z";
        var sum = Assert.IsType<Additive>(Assert.IsType<Chain>(Read(latex)).Operands[1]);
        Assert.Equal(@"\frac{x}{y}", sum.Terms[0].Term.Span.Of(latex));
        Assert.Equal(@"\log z", sum.Terms[1].Term.Span.Of(latex));
    }

    [Fact]
    public void The_documents_own_commands_are_expanded()
    {
        var options = new ParserOptions
        {
            Macros = new Dictionary<string, Macro>
            {
                ["\\E"] = new(1, @"\mathbb{E}\left[#1\right]"),
                ["\\loop"] = new(0, @"\loop\loop"),
            },
        };
        Assert.Equal(Read(@"\mathbb{E}\left[x^2\right]"), FormulaParser.Parse(@"\E{x^2}", options).Body);
        Assert.NotNull(FormulaParser.Parse(@"\loop", options).Body);
    }

    [Theory]
    [InlineData(@"a = (b", "'(' is not closed")]
    [InlineData(@"\left( a", @"\left without \right")]
    [InlineData(@"\frac{a}{b", "'{' is not closed")]
    [InlineData(@"a + ", "expected an operand, found 'end of the formula'")]
    [InlineData(@"x^2^3", "double superscript")]
    [InlineData(@"\begin{cases} a", @"\begin{cases} is not ended")]
    [InlineData(@"\foo{x}", @"unknown command \foo")]
    [InlineData(@"a }", "unexpected '}'")]
    [InlineData(@"|x", "'|' is not closed")]
    [InlineData(@"a \right) b", @"unexpected '\right'")]
    public void An_error_is_reported_with_its_reason(string latex, string message)
    {
        var formula = FormulaParser.Parse(latex);
        Assert.False(formula.IsReadable);
        Assert.Contains(message, formula.Diagnostics.Select(diagnostic => diagnostic.Message));
    }

    [Fact]
    public void A_slip_costs_its_place_only() =>
        Assert.Contains(
            @"\frac{x}{y}",
            FormulaParser.Parse(@"a = \frac{x}{y} + ").Body.ToString(),
            StringComparison.Ordinal
        );
}
