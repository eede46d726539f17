// What is proved and refuted, as lemmas of Coq: the whole claim, its domain, and where it exists. No Coq is needed here.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using LossProofs.Audit.Reports.Coq;
using LossProofs.Audit.Terms.Functions;
using Xunit;

namespace LossProofs.Tests.Properties.Evidence;

public class CoqExportTests
{
    [Fact]
    public void A_theorem_is_the_whole_claim_with_its_domain_and_where_both_sides_exist()
    {
        Assert.Equal(
            """
            forall (p : R),
              (0 < p < 1) ->
              (ex_derive (fun p_1 => - ln p_1) p) /\
              (0 < p) /\
              (p <> 0) /\
              Derive (fun p_1 => - ln p_1) p = - (1 / p)
            """.ReplaceLineEndings("\n"),
            Lemma(@"\frac{\mathrm{d}}{\mathrm{d} p} (-\log p) = -\frac{1}{p}", "p in (0,1)").Statement
        );
    }

    [Fact]
    public void A_counterexample_is_a_point_in_the_domain_at_which_both_sides_exist_and_the_claim_fails()
    {
        var lemma = Lemma(@"\log x = x - 1", "x in (0, 3)");

        Assert.Equal(
            """
            exists x : R, (0 < x < 3) /\
              (0 < x) /\
              ~ (ln x = x - 1)
            """.ReplaceLineEndings("\n"),
            lemma.Statement
        );
        Assert.Matches(@"^exists \([^)]*\); point\.$", lemma.Script);
    }

    [Theory]
    [InlineData(@"\frac{x}{x} = 1", "x in (0, 1)", "(x <> 0)")]
    [InlineData(@"\sqrt{x^2} = x", "x in (0, 1)", "(0 <= x ^ 2)")]
    [InlineData(@"e^{\log x} = x", "x in (0, 1)", "(0 < x)")]
    [InlineData(@"x^y x^{-y} = 1", "x in (0, 1);; y: real", "(0 < x)")]
    [InlineData(@"\frac{1}{\cos x} \cos x = 1", "x in (0, 1)", "(cos x <> 0)")]
    public void What_Coq_would_give_a_value_anyway_is_a_conjunct(string latex, string where, string exists)
    {
        var statement = Lemma(latex, where).Statement!;

        Assert.Contains(exists + " /\\\n", statement, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_both_sides_exist_in_part_the_lemma_says_that_it_is_at_the_same_points()
    {
        var statement = Lemma(@"\frac{2 x}{x} = \frac{2 x^2}{x^2}", "x: real").Statement!;

        Assert.Contains("((x <> 0)) <-> ((x ^ 2 <> 0))", statement, StringComparison.Ordinal);
        Assert.EndsWith("(((x <> 0)) -> 2 * x / x = 2 * x ^ 2 / x ^ 2)", statement, StringComparison.Ordinal);
    }

    [Fact]
    public void Sums_run_over_natural_numbers_and_arrays_are_functions_of_them()
    {
        var lemma = Lemma(
            @"\sum_{k=1}^{K} (p_k - q_k) = 0",
            "K: integer >= 1;; p: probability vector of length K;; q: probability vector of length K"
        );

        Assert.Contains("(K : nat)", lemma.Statement, StringComparison.Ordinal);
        Assert.Contains("((1%nat <= K)%nat) ->", lemma.Statement, StringComparison.Ordinal);
        Assert.Contains(
            "(forall k : nat, (1 <= k <= K)%nat -> 0 <= p k) ->",
            lemma.Statement,
            StringComparison.Ordinal
        );
        Assert.Contains("(Sum 1%nat K (fun k => p k) = 1) ->", lemma.Statement, StringComparison.Ordinal);
        // The sum is taken apart by a step that Coq checks.
        Assert.Contains("sum_law (Sum 1%nat K (fun ", lemma.Script, StringComparison.Ordinal);
    }

    [Fact]
    public void A_derivative_by_an_entry_moves_that_entry_alone()
    {
        var lemma = Lemma(
            @"\frac{\partial}{\partial z_i} \sum_{j=1}^{K} e^{z_j} = e^{z_i}",
            "K: integer >= 1;; z: vector of length K;; i: index of K"
        );

        Assert.Contains(
            "Derive (fun t_0 => Sum 1%nat K (fun j => exp ((upd z i t_0) j))) (z i) = exp (z i)",
            lemma.Statement,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_limit_is_along_the_side_on_which_the_domain_lies()
    {
        var statement = Lemma(@"\lim_{q \to 0} \frac{1 - p^q}{q} = -\log p", "p in (0,1);; q in (0,1]").Statement!;

        Assert.Contains(
            "filterlim (fun q => (1 - Rpower p q) / q) (at_right (0)) (locally (- ln p))",
            statement,
            StringComparison.Ordinal
        );
        Assert.Contains("(at_right (0)) (fun q => (0 < p) /\\ (q <> 0))", statement, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_form_in_Coq_is_a_comment_with_the_reason()
    {
        var lemma = Lemma(@"\Gamma(x + 1) = x \Gamma(x)", "x in (0, 5)");

        Assert.Null(lemma.Statement);
        Assert.Equal("Gamma has no form in Coq here", lemma.Reason);
        Assert.Contains(
            "(* not exported: Gamma has no form in Coq here *)",
            CoqReport.Write(Report(@"\Gamma(x + 1) = x \Gamma(x)", "x in (0, 5)")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_verdict_can_be_contradicted_at_a_point()
    {
        var proved = Lemma("x^2 - y^2 = (x - y)(x + y)", "x in (0, 1);; y in (0, 1)");

        Assert.StartsWith(
            "exists x : R, exists y : R, (0 < x < 1) /\\",
            proved.Denial!.Value.Statement,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "~ (x ^ 2 - y ^ 2 = (x - y) * (x + y))",
            proved.Denial!.Value.Statement,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_file_admits_nothing_and_prints_what_its_lemmas_rest_on()
    {
        var text = CoqReport.Write(Report("(x + 1)^2 = x^2 + 2 x + 1", "x: real"));

        Assert.DoesNotMatch(@"\b(Admitted|admit|Axiom|Parameter|Hypothesis|Conjecture)\b", text);
        Assert.EndsWith("Print Assumptions formula_1_proved.\n", text, StringComparison.Ordinal);
        Assert.Matches(@"(?s)Lemma formula_1_proved :.*Qed\.", text);
    }

    [Fact]
    public void Nothing_in_a_formula_ends_its_comment()
    {
        var text = CoqReport.Write(Report("(x)(x) = x^2 \\quad(*)", "x: real"));

        Assert.Equal(
            System.Text.RegularExpressions.Regex.Count(text, @"\(\*"),
            System.Text.RegularExpressions.Regex.Count(text, @"\*\)")
        );
    }

    [Fact]
    public void Names_become_identifiers_each_its_own()
    {
        var names = new CoqNames();

        Assert.Equal(
            ["gamma", "q", "exp_1", "x1", "gamma_1", "gamma"],
            ((string[])[@"\gamma", @"q_\cdot"[..1], "exp", "1", @"\mathrm{gamma}"[8..13], @"\gamma"]).Select(names.Of)
        );
    }

    [Fact]
    public void A_function_that_Coq_knows_is_one_word_there()
    {
        Assert.All(
            KnownFunctions.All.Where(known => known.Coq is not null),
            known => Assert.Matches("^[A-Za-z]+$", known.Coq)
        );
        Assert.Equal("ln", KnownFunctions.Of(LossProofs.Audit.Terms.Function.Log).Coq);
    }

    private static CoqLemma Lemma(string latex, string where)
    {
        var claim = Assert.Single(Report(latex, where).Documents[0].Equations.SelectMany(equation => equation.Claims));
        Assert.True(claim.Coq is not null, $"{claim.Verdict}: {claim.Reason}");
        return claim.Coq!;
    }

    private static AuditReport Report(string latex, string where)
    {
        var bindings = new BindingsFile(
            "--where",
            null,
            [.. where.Split(";;", StringSplitOptions.TrimEntries).Select(BindingsLoader.ReadWhere)],
            [],
            [new EquationNote("#1", 1) { Role = Role.Claim }]
        );
        return new AuditReport(
            1,
            200,
            [
                new Auditor(new AuditSettings(200) { Coq = true }).Audit(
                    DocumentReader.Read("formula.md", $"$$\n{latex}\n$$\n"),
                    bindings
                ),
            ]
        );
    }
}
