// Expectations, variances and large samples: of each a true claim that may not be refuted and a false one that must be, and
// what has to stay open.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class RandomQuantityTests
{
    private const string Numbers = "a: real > 0\nb: real > 0\n\\mu: real\n\\sigma: real > 0\nx: real\ny: real";

    private static Verdict Judged(string formula, string given, string rest = "", string symbols = Numbers)
    {
        var conditions = given.Length == 0 ? "" : $", given: [{string.Join(", ", given.Split(';').Select(Quoted))}]";
        var bindings = $"symbols:\n{Indented(symbols)}\nequations:\n  \"9\": {{ role: claim{conditions}{rest} }}\n";
        return Audited($"# A note\n\n$$ {formula} \\tag{{9}} $$\n", bindings);

        static string Quoted(string condition) => $"'{condition.Trim()}'";

        static string Indented(string lines) => string.Join('\n', lines.Split('\n').Select(line => "  " + line.Trim()));
    }

    private static Verdict Audited(string document, string bindings) =>
        new Auditor(new AuditSettings(Cases: 200))
            .Audit(DocumentReader.Read("note.md", document), BindingsLoader.Read(bindings, "note.yaml"))
            .Equations[^1]
            .Verdict;

    private static void Stands(Verdict verdict) => Assert.Contains(verdict, new[] { Verdict.Proved, Verdict.Tested });

    // True of its law, false of others: without a closed form it is not judged by them.
    [Theory]
    [InlineData(@"\mathbb{E}[|X|] > 0", @"X \sim \mathcal{N}(0, 1)")]
    [InlineData(@"\mathbb{E}[\sqrt{X}] = \frac{2}{3}", @"X \sim \mathcal{U}(0, 1)")]
    [InlineData(@"\text{Var}(X) = 3", @"X \sim \text{Poisson}(3)")]
    [InlineData(@"\mathbb{E}[|X| Y] = \mathbb{E}[|X|] \mathbb{E}[Y]", @"X \sim \mathcal{N}(0, 1); Y \sim P")]
    public void A_law_of_its_own_is_no_other_law(string formula, string given) =>
        Assert.NotEqual(Verdict.Refuted, Judged(formula, given));

    // A p elsewhere in the document makes p(x) a product in one more reading: the doubts stay those of the law.
    [Theory]
    [InlineData("")]
    [InlineData("\n\nElsewhere\n\n$$mb(t) = ch(t) \\cup pa(t)$$")]
    public void What_may_be_supposed_of_a_law_saves_every_reading(string more)
    {
        const string text =
            "# A chain of random variables\n\n$$\\frac{p(x,y,z)}{p(y)} = \\frac{p(x)p(y|x)p(z|y)}{p(y)}$$";
        var report = new Auditor(new AuditSettings(Cases: 200)).Audit(
            DocumentReader.Read("note.md", text + more),
            BindingsFile.Empty
        );
        Assert.Equal(Verdict.Unchecked, report.Equations[0].Verdict);
    }

    [Theory]
    [InlineData(
        @"\mathbb{E}[e^{x}] = e^{\mu + \sigma^2/2}",
        @"\mathbb{E}[e^{x}] = e^{\mu + \sigma^2}",
        @"x \sim \mathcal{N}(\mu, \sigma^2)"
    )]
    [InlineData(
        @"\mathbb{E}[x^3] = \mu^3 + 3\mu\sigma^2",
        @"\mathbb{E}[x^3] = \mu^3 + \mu\sigma^2",
        @"x \sim \mathcal{N}(\mu, \sigma^2)"
    )]
    [InlineData(
        @"\mathbb{E}[x e^{x}] = \sigma^2 e^{\sigma^2/2}",
        @"\mathbb{E}[x e^{x}] = \sigma e^{\sigma^2/2}",
        @"x \sim \mathcal{N}(0, \sigma^2)"
    )]
    [InlineData(@"\text{Var}(x) = \frac{(b-a)^2}{12}", @"\text{Var}(x) = \frac{(b-a)^2}{6}", @"x \sim U(a, b)")]
    [InlineData(@"\mathbb{E}[e^x] = \frac{\sinh(a)}{a}", @"\mathbb{E}[e^x] = \frac{\cosh(a)}{a}", @"x \sim U(-a, a)")]
    [InlineData(@"\text{Var}(x) = 2b^2", @"\text{Var}(x) = b^2", @"x \sim \text{Laplace}(\mu, b)")]
    [InlineData(
        @"\mathbb{E}[e^x] = \frac{1}{1-b^2}",
        @"\mathbb{E}[e^x] = \frac{1}{1+b^2}",
        @"x \sim \text{Laplace}(0, b)"
    )]
    [InlineData(@"\mathbb{E}[x^2] = \frac{2}{a^2}", @"\mathbb{E}[x^2] = \frac{1}{a^2}", @"x \sim \text{Exp}(a)")]
    [InlineData(@"\mathbb{E}_{x}[x - \mu] = 0", @"\mathbb{E}_{x}[x - \mu] = 1", @"x \sim \mathcal{N}(\mu, \sigma^2)")]
    public void Named_laws_have_their_moments(string right, string wrong, string law)
    {
        Stands(Judged(right, law));
        Assert.Equal(Verdict.Refuted, Judged(wrong, law));
    }

    [Fact]
    public void A_moment_that_diverges_is_no_counterexample()
    {
        // b ≥ 1: the expectation does not exist; nothing may be refuted there.
        Assert.Equal(
            Verdict.Unchecked,
            Judged(@"\mathbb{E}[e^x] = \frac{1}{1-b^2}", @"x \sim \text{Laplace}(0, b); b > 1")
        );
        Assert.Equal(Verdict.Unchecked, Judged(@"\mathbb{E}[e^x] = 0", @"x \sim \text{Laplace}(0, b); b > 1"));
    }

    [Theory]
    [InlineData(@"\mathbb{E}[x^2] \geq \mathbb{E}[x]^2", @"\mathbb{E}[x^2] = \mathbb{E}[x]^2", @"x \sim P")]
    [InlineData(@"\mathbb{E}[e^x] \geq e^{\mathbb{E}[x]}", @"\mathbb{E}[e^x] \leq e^{\mathbb{E}[x]}", @"x \sim P")]
    [InlineData(
        @"\mathbb{E}[x y] = \mathbb{E}[x] \mathbb{E}[y]",
        @"\text{Var}(x + y) = \text{Var}(x) - \text{Var}(y)",
        @"x \sim P; y \sim Q"
    )]
    [InlineData(
        @"\text{Var}(x + y) = \text{Var}(x) + \text{Var}(y) + 2 \text{Cov}(x, y)",
        @"\text{Var}(x + y) = \text{Var}(x) + \text{Var}(y)",
        @"(x, y) \sim P"
    )]
    [InlineData(
        @"\text{Cov}(x, y) = \mathbb{E}[x y] - \mathbb{E}[x] \mathbb{E}[y]",
        @"\mathbb{E}[x y] = \mathbb{E}[x] \mathbb{E}[y]",
        @"(x, y) \sim P"
    )]
    [InlineData(@"\text{Var}(a x + b) = a^2 \text{Var}(x)", @"\text{Var}(a x + b) = a \text{Var}(x)", @"x \sim P")]
    public void Laws_without_a_name_are_any_law(string right, string wrong, string laws)
    {
        Stands(Judged(right, laws));
        Assert.Equal(Verdict.Refuted, Judged(wrong, laws));
    }

    [Fact]
    public void Stated_moments_are_used_and_no_more_than_these()
    {
        const string symbols =
            "n: integer >= 1\nx_i: vector of length n\ny_i: vector of length n\n\\sigma: real > 0\nc: real";
        const string given =
            @"x_i \sim P; \mathbb{E}[x_i] = c; \text{Var}(x_i) = \sigma^2; y_i \sim Q; \mathbb{E}[y_i] = 0; \text{Var}(y_i) = 1";
        Stands(Judged(@"\mathbb{E}[\sum_i x_i] = n c", given, "", symbols));
        Stands(Judged(@"\text{Var}(\sum_{i=1}^n x_i y_i) = n (\sigma^2 + c^2)", given, "", symbols));
        Assert.Equal(Verdict.Refuted, Judged(@"\text{Var}(\sum_{i=1}^n x_i) = n^2 \sigma^2", given, "", symbols));
        Assert.Equal(Verdict.Unchecked, Judged(@"\mathbb{E}[x_i^3] = c^3", given, "", symbols));
    }

    [Fact]
    public void Draws_at_two_indices_may_be_the_same_draw()
    {
        const string symbols = "n: integer >= 2\nx_i: vector of length n";
        Assert.Equal(
            Verdict.Unchecked,
            Judged(@"\mathbb{E}[x_i x_j] = \mathbb{E}[x_i] \mathbb{E}[x_j]", @"x_i \sim P", "", symbols)
        );
    }

    [Theory]
    // The mean runs over the sample with the same letter as the sum around it.
    [InlineData(@"\mathbb{E}\left[\sum_{i=1}^n (x_i - m)^2\right] = (n - 1) \sigma^2")]
    [InlineData(@"\mathbb{E}\left[x_i \sum_{i=1}^n x_i\right] = \sigma^2")]
    [InlineData(@"\text{Var}(x_i - m) = \frac{n - 1}{n} \sigma^2")]
    [InlineData(@"\mathbb{E}[\log \sum_{i=1}^n e^{x_i}] \leq \log n + \frac{\sigma^2}{2}")]
    [InlineData(@"\mathbb{E}[\max_i x_i] \geq 0")]
    public void A_sum_over_the_sample_inside_of_a_function_is_no_single_draw(string formula)
    {
        const string symbols =
            "n: integer >= 2\nx_i: vector of length n\n\\sigma: real > 0\nm: { means: '\\frac{1}{n} \\sum_{i=1}^n x_i' }";
        Assert.NotEqual(Verdict.Refuted, Judged(formula, @"x_i \sim \mathcal{N}(0, \sigma^2)", "", symbols));
        Assert.NotEqual(
            Verdict.Refuted,
            Judged(formula, @"x_i \sim P; \mathbb{E}[x_i] = 0; \text{Var}(x_i) = \sigma^2", "", symbols)
        );
    }

    [Fact]
    public void What_nothing_calls_random_is_not_decided()
    {
        Assert.Equal(Verdict.Unchecked, Judged(@"\mathbb{E}[z^2] = z^2", ""));
        Assert.Equal(Verdict.Unchecked, Judged(@"\mathbb{E}[w] = 1", @"x \sim P"));
    }

    [Theory]
    [InlineData(@"\frac{1}{n} \sum_{i=1}^n e^{x_i} \approx e^{1/2}", @"\frac{1}{n} \sum_{i=1}^n e^{x_i} \approx e")]
    [InlineData(
        @"\log \sum_{i=1}^n e^{x_i} \approx \log n + \frac{1}{2}",
        @"\log \sum_{i=1}^n e^{x_i} \approx \log n + 1"
    )]
    [InlineData(
        @"\frac{\sum_{i=1}^n x_i e^{x_i}}{\sum_{i=1}^n e^{x_i}} \to 1",
        @"\frac{\sum_{i=1}^n x_i e^{x_i}}{\sum_{i=1}^n e^{x_i}} \to 0"
    )]
    [InlineData(
        @"n \sum_{i=1}^n \left(\frac{e^{x_i}}{\sum_{j=1}^n e^{x_j}}\right)^2 \approx e",
        @"n \sum_{i=1}^n \left(\frac{e^{x_i}}{\sum_{j=1}^n e^{x_j}}\right)^2 \approx 1"
    )]
    public void Sums_over_a_large_sample_tend_to_expectations(string right, string wrong)
    {
        const string symbols = "n: integer >= 1\nx_i: vector of length n";
        const string regime = @", regime: n \to \infty";
        Stands(Judged(right, @"x_i \sim \mathcal{N}(0, 1)", regime, symbols));
        Assert.Equal(Verdict.Refuted, Judged(wrong, @"x_i \sim \mathcal{N}(0, 1)", regime, symbols));
    }

    [Theory]
    // √n times a mean, and n times a mean of mean zero, do not settle.
    [InlineData(@"\frac{1}{\sqrt{n}} \sum_{i=1}^n x_i \approx 0")]
    [InlineData(@"\sum_{i=1}^n x_i \approx 0")]
    // The largest of the sample is no sum.
    [InlineData(@"\max_i x_i \approx 1")]
    public void What_the_law_of_large_numbers_does_not_settle_stays_open(string formula)
    {
        const string symbols = "n: integer >= 1\nx_i: vector of length n";
        Assert.Equal(
            Verdict.Unchecked,
            Judged(formula, @"x_i \sim \mathcal{N}(0, 1)", @", regime: n \to \infty", symbols)
        );
    }

    [Theory]
    [InlineData(@"\log n \to \infty")]
    [InlineData(@"\sqrt{n} + 1 \to \infty")]
    [InlineData(@"n + \log n \approx n")]
    [InlineData(@"\log n - \frac{1}{2} \approx \log n")]
    [InlineData(@"\frac{n (n - 1)}{2} \approx \frac{n^2}{2}")]
    [InlineData(@"\log (n^2) - 2 \log n \to 0")]
    [InlineData(@"\frac{n + 1}{n} \to 1")]
    [InlineData(@"\left(1 + \frac{1}{n}\right)^n \to e")]
    public void True_limits_for_many_things_are_not_refuted(string formula)
    {
        foreach (var n in new[] { "n: integer >= 1", "n: real > 0" })
        {
            Assert.NotEqual(Verdict.Refuted, Judged(formula, "", @", regime: n \to \infty", n));
        }
    }

    [Fact]
    public void False_limits_for_many_things_are_refuted() =>
        Assert.Equal(
            Verdict.Refuted,
            Judged(@"\frac{n (n - 1)}{2} \approx n^2", "", @", regime: n \to \infty", "n: integer >= 1")
        );

    [Fact]
    public void An_expectation_over_what_has_no_law_stays_open()
    {
        Assert.Equal(Verdict.Unchecked, Judged(@"\mathbb{E}_{q}[x] = \mu", @"y \sim P"));
        Assert.Equal(Verdict.Unchecked, Judged(@"\mathbb{E}[x] = \mu", @"y \sim P"));
        Assert.Equal(Verdict.Unchecked, Judged(@"\text{Var}(x) = 1", @"y \sim P"));
    }

    [Fact]
    public void A_limit_of_what_does_not_depend_on_its_variable_is_not_refuted()
    {
        Assert.Equal(Verdict.Unchecked, Judged(@"x \to 0", "", @", regime: a \to \infty"));
    }

    [Fact]
    public void The_words_before_a_formula_say_what_is_drawn()
    {
        const string bindings =
            "symbols:\n  \\sigma: real > 0\n  a: real > 0\nequations:\n  \"1\": { role: claim }\n  \"2\": { role: claim }\n";
        const string note =
            "# A note\n\nGaussian noise, $\\varepsilon \\sim \\mathcal{N}(0, \\sigma^2)$:\n\n$$ \\mathbb{E}[e^{\\varepsilon}] = e^{\\sigma^2/2} \\tag{1} $$\n\n";
        Stands(Audited(note, bindings.Replace("  \"2\": { role: claim }\n", "", StringComparison.Ordinal)));
        // The law that holds at (2) is the one stated before it, not the one after.
        const string uniform =
            "Uniform noise, $\\varepsilon \\sim U(-a, a)$:\n\n$$ \\mathbb{E}[e^{\\varepsilon}] = \\frac{\\sinh(a)}{a} \\tag{2} $$\n\nLaplace noise, $\\varepsilon \\sim \\text{Laplace}(0, a)$.\n";
        Stands(Audited(note + uniform, bindings));
    }

    [Theory]
    // What words may add (centred, correlated, a standard deviation) is not seen: a law that only the text states refutes nothing
    // that such words could make true.
    [InlineData(@"zero-mean noise $x \sim P$", @"\mathbb{E}[x] = 0")]
    [InlineData(
        @"correlated $x \sim \mathcal{N}(0, 1)$ and $y \sim \mathcal{N}(0, 1)$",
        @"\mathbb{E}[x y] = \frac{1}{2}"
    )]
    [InlineData(@"noise $x \sim \mathcal{N}(0, s)$ of standard deviation $s$", @"\mathbb{E}[x^2] = s^2")]
    [InlineData(@"with mean $s$, $x \sim \text{Exp}(s)$", @"\mathbb{E}[x] = s")]
    public void A_law_that_only_the_words_state_is_used_with_care(string words, string formula)
    {
        const string bindings = "symbols:\n  x: real\n  y: real\n  s: real > 0\nequations:\n  \"1\": { role: claim }\n";
        Assert.Equal(Verdict.Unchecked, Audited($"# A note\n\nLet {words}.\n\n$$ {formula} \\tag{{1}} $$\n", bindings));
    }

    [Fact]
    public void The_operator_may_state_the_law()
    {
        Stands(Judged(@"\mathbb{E}_{x \sim \mathcal{N}(0, 1)}[x^2] = 1", ""));
        Assert.Equal(Verdict.Refuted, Judged(@"\mathbb{E}_{x \sim \mathcal{N}(0, 1)}[x^4] = 1", ""));
        Stands(Judged(@"\mathbb{E}_{x \sim P}[a x + b] = a \mathbb{E}_{x \sim P}[x] + b", ""));
        // What a distribution P is like, words may say.
        Assert.Equal(Verdict.Unchecked, Judged(@"\mathbb{E}_{x \sim P}[x] = 0", ""));
    }

    [Fact]
    public void An_index_drawn_from_a_probability_vector_is_a_weighted_sum()
    {
        const string symbols =
            "n: integer >= 2\np: positive probability vector of length n\nq: positive probability vector of length n";
        Stands(Judged(@"\mathbb{E}_{i \sim p}\left[\log \frac{p_i}{q_i}\right] \geq 0", "", "", symbols));
        Assert.Equal(
            Verdict.Refuted,
            Judged(@"\mathbb{E}_{i \sim p}\left[\log \frac{p_i}{q_i}\right] \leq 0", "", "", symbols)
        );
    }

    [Fact]
    public void The_letter_of_a_vector_is_not_one_draw()
    {
        const string symbols = "n: integer >= 1\nx: vector of length n\ny_i: vector of length n";
        const string law = @"x_i \sim \mathcal{N}(0, 1); y_i \sim \mathcal{N}(0, 1)";
        Stands(Judged(@"\mathbb{E}[x^\top y] = 0", law, "", symbols));
        Stands(Judged(@"\mathbb{E}[\|x\|^2] = n", law, "", symbols));
        Assert.Equal(Verdict.Unchecked, Judged(@"\mathbb{E}[x] = 1", @"x \sim \mathcal{N}(0, 1)", "", symbols));
    }

    [Fact]
    public void A_mean_over_an_index_is_what_the_document_says_it_is()
    {
        const string note =
            "# A note\n\nwhere $\\mathbb{E}_i[\\cdot] = \\frac{1}{n}\\sum_{i=1}^n (\\cdot)$.\n\n$$ \\frac{\\sum_{i=1}^n e^{x_i} y_i}{\\sum_{i=1}^n e^{x_i}} = \\frac{\\mathbb{E}_i[e^{x_i} y_i]}{\\mathbb{E}_i[e^{x_i}]} \\tag{1} $$\n";
        const string bindings =
            "symbols:\n  n: integer >= 1\n  x: vector of length n\n  y_i: vector of length n\nequations:\n  \"1\": { role: claim }\n";
        Stands(Audited(note, bindings));
        Assert.Equal(
            Verdict.Refuted,
            Audited(note.Replace(@"} \tag", @"} \cdot n \tag", StringComparison.Ordinal), bindings)
        );
    }

    [Fact]
    public void Symbols_of_one_equation_replace_those_of_the_file()
    {
        const string note = "# A note\n\n$$ x = 1 \\tag{1} $$\n\n$$ x = 2 \\tag{2} $$\n";
        const string bindings =
            "symbols:\n  x: { means: '1' }\nequations:\n  \"1\": { role: claim }\n  \"2\": { role: claim, symbols: { x: { means: '2' } } }\n";
        Stands(Audited(note, bindings));
        Assert.Equal(Verdict.Refuted, Audited(note.Replace("x = 2", "x = 1", StringComparison.Ordinal), bindings));
    }

    [Fact]
    public void A_tall_solidus_divides() =>
        Stands(Judged(@"e^x\left/\left(1 + e^x\right)\right. = \frac{1}{1 + e^{-x}}", ""));
}
