// What a document is understood to assert: roles, definitions and their versions, conditions, meanings of names.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Claims;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Terms;
using LossProofs.Tests.Properties.Latex;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class ClaimReaderTests
{
    private static readonly JudgeSettings Quick = new(Cases: 100, Work: 200_000);

    private static DocumentClaims Read(string text, string bindings = "") =>
        ClaimReader.Read(
            DocumentReader.Read("a.md", text),
            bindings.Length == 0 ? BindingsFile.Empty : BindingsLoader.Read(bindings, "a.yaml")
        );

    private static EquationClaims Only(string text, string bindings = "") => Read(text, bindings).Equations[^1];

    private static Verdict Judged(EquationClaims equation)
    {
        var judge = new Judge(Quick);
        return equation.Unread is not null
            ? Verdict.Unchecked
            : equation
                .Claims.Select(claim =>
                    claim.Reason is null ? judge.Decide(claim.Statement).Verdict : Verdict.Unchecked
                )
                .DefaultIfEmpty(Verdict.Definition)
                .Min();
    }

    private static void Holds(EquationClaims equation) =>
        Assert.True(
            Judged(equation) is Verdict.Tested or Verdict.Proved,
            $"{equation.Equation.Latex}: {Judged(equation)} {equation.Unread} {string.Join("; ", equation.Claims.Select(claim => claim.Reason))}"
        );

    [Theory]
    [InlineData("$$L = -\\log p$$", Role.Definition)]
    [InlineData("定义损失为\n$$\\ell(p) = -\\log p$$", Role.Definition)]
    [InlineData("$$x + y$$", Role.Definition)]
    [InlineData("$$x \\sim \\mathcal{N}(0,1)$$", Role.Assumption)]
    [InlineData("We assume that\n$$a < b$$", Role.Assumption)]
    [InlineData("假设\n$$a + 1 < b$$", Role.Assumption)]
    [InlineData("求解\n$$t e^{-s} = (1-t) e^{s}$$", Role.Condition)]
    [InlineData("Solving the equation\n$$x^2 = y + 1$$", Role.Condition)]
    [InlineData("实验中观察到\n$$H \\approx C$$", Role.Empirical)]
    [InlineData("$$p \\to 1 \\quad \\text{对于训练样本}$$", Role.Empirical)]
    [InlineData("$$\\gamma \\leftarrow \\gamma + \\eta$$", Role.Definition)]
    [InlineData("Therefore\n$$\\frac{d}{dx} x^2 = 2x$$", Role.Claim)]
    [InlineData("$$(a+b)^2 = a^2 + 2ab + b^2$$", Role.Claim)]
    public void The_role_follows_from_form_and_words(string text, Role role) => Assert.Equal(role, Only(text).Role);

    [Fact]
    public void A_chain_asserts_each_step_and_its_first_name_is_defined()
    {
        var equation = Only("$$\\begin{aligned} q &= (x+1)^2 \\\\ &= x^2 + 2x + 1 \\\\ &= x(x+2) + 1 \\end{aligned}$$");
        Assert.Equal(2, equation.Claims.Count);
        Holds(equation);
    }

    [Fact]
    public void Rows_with_both_sides_are_separate_statements() =>
        Assert.Equal(
            2,
            Only(
                "$$\\begin{aligned} (x+1)^2 &= x^2 + 2x + 1 \\\\ (x-1)^2 &= x^2 - 2x + 1 \\end{aligned}$$"
            ).Claims.Count
        );

    [Fact]
    public void A_defined_name_is_used_later() => Holds(Only("$$L = -\\log p$$\n\n$$\\frac{dL}{dp} = -\\frac{1}{p}$$"));

    [Fact]
    public void An_inline_let_defines_too() =>
        Holds(Only("令$p = \\frac{1}{1+e^{-z}}$，则\n$$\\frac{dp}{dz} = \\frac{e^{-z}}{(1+e^{-z})^2}$$"));

    [Fact]
    public void A_second_definition_opens_a_version_and_is_never_refuted()
    {
        var document = Read("$$L = x^2$$\n\n## Two\n$$L = x^3$$\n\n$$\\frac{dL}{dx} = 3x^2$$");
        Assert.NotEqual(Verdict.Refuted, Judged(document.Equations[1]));
        Assert.NotEqual(Verdict.Refuted, Judged(document.Equations[2]));
    }

    [Fact]
    public void A_binding_says_which_definition_is_meant() =>
        Holds(
            Only(
                "$$L = x^2 \\tag{1}$$\n\n$$L = x^3 \\tag{2}$$\n\n$$\\frac{dL}{dx} = 2x \\tag{3}$$",
                "symbols:\n  x: real\nequations:\n  \"3\": { role: claim, means: { L: \"1\" } }\n"
            )
        );

    [Theory]
    [InlineData("$$\\sigma'(x) = \\sigma(x)(1-\\sigma(x))$$")]
    [InlineData(
        "$$\\frac{\\partial}{\\partial z_i} \\log\\sum_{j=1}^n e^{z_j} = \\frac{e^{z_i}}{\\sum_{j=1}^n e^{z_j}}$$"
    )]
    [InlineData(
        "$$\\nabla_\\theta[-\\log p_\\theta(y|x)] = -\\frac{1}{p_\\theta(y|x)}\\nabla_\\theta p_\\theta(y|x)$$"
    )]
    [InlineData("$$\\max_i s_i \\le \\log\\sum_i e^{s_i} \\le \\max_i s_i + \\log n$$")]
    [InlineData("$$\\lim_{x\\to 0} \\frac{e^x - 1}{x} = 1$$")]
    [InlineData("$$\\log 2 \\approx 0.693$$")]
    [InlineData("$$\\tanh(x) = 2\\sigma(2x) - 1$$")]
    [InlineData("$$\\text{softmax}(z)_i = \\frac{e^{z_i}}{\\sum_{j=1}^n e^{z_j}}$$")]
    public void True_formulas_hold_with_no_bindings(string text) => Holds(Only(text));

    [Theory]
    [InlineData("$$\\frac{d}{dx} x^2 = 3x$$", "x: real > 0")]
    [InlineData(
        "$$\\frac{\\partial}{\\partial \\gamma}\\log(\\gamma + p) = \\frac{2}{\\gamma+p}$$",
        "\\gamma: (0, 1)\n  p: (0, 1)"
    )]
    [InlineData("可以证明\n$$e^x \\le 1 + x$$", "x: real")]
    [InlineData("$$\\sqrt{2} \\approx 1.5143$$", "x: real")]
    public void A_false_formula_over_declared_names_is_refuted(string text, string symbols) =>
        Assert.Equal(Verdict.Refuted, Judged(Only(text, $"symbols:\n  {symbols}\n")));

    [Theory]
    // A condition that nothing announces, a name used before, two indices that may be meant to differ, a dropped domain.
    [InlineData("$$t_i e^{-s_i} = (1-t_i) e^{s_i}$$")]
    [InlineData("$$a + b = 2 c$$")]
    [InlineData("$$\\frac{\\partial L}{\\partial w} = 0$$")]
    [InlineData("$$\\frac{\\partial}{\\partial s_i}\\sum_{k=1}^n s_k^2 s_j = 2 s_i s_j$$")]
    [InlineData("$$\\log(xy) = \\log x + \\log y$$")]
    [InlineData("$$x \\ge 1$$")]
    [InlineData("$$\\mathcal{L}_{\\text{total}} = x$$\n\n加入正则项后\n$$\\mathcal{L}_{\\text{total}} = x + y$$")]
    [InlineData("$$f(x) = x + 1, \\quad g(x) = x$$\n\n$$f(x) = g(x) + h(x)$$")]
    public void What_could_be_meant_otherwise_is_never_refuted(string text)
    {
        foreach (var equation in Read(text).Equations)
        {
            Assert.NotEqual(Verdict.Refuted, Judged(equation));
        }
    }

    [Fact]
    public void Words_and_trailing_conditions_become_hypotheses()
    {
        var trailing = Only(
            "$$\\gamma + (1-\\gamma) p \\ge \\gamma \\quad \\forall p \\in [0,1]$$\n其中$\\gamma\\in[0,1]$。"
        );
        var context = Assert.Single(trailing.Claims).Statement.Readings[0].Context;
        Assert.Contains(
            context.Hypotheses,
            hypothesis =>
                hypothesis.Provenance == Provenance.Text && hypothesis.Text.Contains('p', StringComparison.Ordinal)
        );
        Assert.Equal(new RealInterval(0, true, 1, true), context.Variable("\\gamma")!.Domain);
        Assert.Equal(Provenance.Text, context.Variable("\\gamma")!.Provenance);
        Holds(trailing);
    }

    [Fact]
    public void Declared_conditions_reach_the_claim_that_they_concern()
    {
        var equation = Only(
            "$$\\sum_{i=1}^n t_i (x_i + 1) = 1 + \\sum_{i=1}^n t_i x_i \\tag{1}$$",
            "symbols:\n  n: integer >= 1\n  t: vector of length n\n  x: vector of length n\ngiven:\n  - \\sum_{i=1}^n t_i = 1\nequations:\n  \"1\": { role: claim }\n"
        );
        var hypothesis = Assert.Single(equation.Claims[0].Statement.Readings[0].Context.Hypotheses);
        Assert.Equal(Provenance.Declared, hypothesis.Provenance);
    }

    [Fact]
    public void A_regime_makes_an_approximation_a_claim()
    {
        const string text = "$$\\log(1+x) \\approx x - \\frac{x^2}{2} \\tag{1}$$";
        Assert.Equal(Verdict.Unchecked, Judged(Only(text)));
        Holds(Only(text, "symbols:\n  x: real > 0\nequations:\n  \"1\": { regime: x \\to 0 }\n"));
    }

    [Fact]
    public void A_probability_written_with_a_running_class_is_one_distribution()
    {
        const string text =
            "$$L = -\\sum_{i=1}^K y_i \\log p_\\theta(i|x)$$\n\n$$\\sum_{i=1}^K p_\\theta(i|x) \\le 1$$";
        var context = Read(text).Equations[1].Claims[0].Statement.Readings[0].Context;
        Assert.Single(context.Variables, variable => variable.Domain is ProbabilityVector);
    }

    [Fact]
    public void Slips_in_the_bindings_are_noted()
    {
        var document = Read(
            "$$a = b \\tag{1}$$",
            "symbols:\n  a: real\n  \\zeta: real\nequations:\n  \"9\": { role: claim }\n"
        );
        Assert.Equal(
            ["a.yaml: \\zeta is declared but occurs in no formula", "a.yaml:5: there is no equation 9"],
            document.Notes
        );
    }

    [Fact]
    public void An_unreadable_or_skipped_formula_costs_itself_only()
    {
        var document = Read(
            "$$a = (b$$\n\n$$x + 0 = x$$\n\n$$y = 1 \\tag{3}$$",
            "equations:\n  \"3\": { skip: not of interest }\n"
        );
        Assert.Equal("not readable: '(' is not closed", document.Equations[0].Unread);
        Assert.Null(document.Equations[1].Unread);
        Assert.Equal("left alone: not of interest", document.Equations[2].Unread);
    }

    [Fact]
    public void A_reason_tells_what_to_declare()
    {
        var claim = Assert.Single(
            Only("$$\\mathbb{E}_{x\\sim D}[f(x)] + 1 = 1 + \\mathbb{E}_{x\\sim D}[f(x)]$$").Claims
        );
        Assert.Contains("declare it", claim.Statement.Missing, StringComparison.Ordinal);
    }

    // LOSSPROOFS_CASES multiplies the documents.
    [Fact]
    public void Mutated_documents_are_understood_without_an_exception()
    {
        var random = new Random(Reproducibility.SeedOf(nameof(Mutated_documents_are_understood_without_an_exception)));
        for (var i = Reproducibility.Cases(300); i > 0; i--)
        {
            var bytes = Mutation.Document(random);
            try
            {
                _ = ClaimReader.Read(DocumentReader.Read("a.md", bytes), BindingsFile.Empty);
            }
            catch (Exception exception)
            {
                Assert.Fail($"{exception.GetType().Name}: {exception.Message} on {Convert.ToBase64String(bytes)}");
            }
        }
    }
}
