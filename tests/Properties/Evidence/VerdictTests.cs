// Every kind of verdict on claims whose truth is known, and every safeguard of a refutation.
using LossProofs.Audit;
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Xunit;
using static LossProofs.Tests.Properties.Evidence.Formulas;
using Comparison = LossProofs.Audit.Terms.Comparison;

namespace LossProofs.Tests.Properties.Evidence;

public class VerdictTests
{
    private static readonly Term p = S("p");
    private static readonly Term g = S("g");
    private static readonly Term x = S("x");
    private static readonly Context s_unit = Given(
        Real("p", new RealInterval(0, false, 1, true)),
        Real("g", Domain.OpenUnit)
    );
    private static readonly Term s_clip = g + (Term.One - g) * p;
    private static readonly Term s_smooth = -(Log(s_clip) / (Term.One - g));

    private static readonly Context s_soft = Given(
        Length("n"),
        Vector("s"),
        Vector("t", Domain.Unit),
        Index("i"),
        Index("k")
    );

    private static Condition Odds(Term at) =>
        Is(At("t", at) * Exp(-At("s", at)), Relation.Equal, (Term.One - At("t", at)) * Exp(At("s", at)));

    private static Finding Judged(Context context, Proposition proposition, bool mayBeConditional = false) =>
        Judge(new Statement([new Reading(proposition, context, "as written")], mayBeConditional));

    private static Certificate Refuted(Finding finding)
    {
        Assert.True(finding is Refuted, Describe(finding));
        return ((Refuted)finding).Certificates[0];
    }

    private static void Proved(Finding finding) => Assert.True(finding is Proved, Describe(finding));

    // Not refuted, and decided: a proof is not asked for.
    private static void Stands(Finding finding) =>
        Assert.True(finding.Verdict is Verdict.Proved or Verdict.Tested, Describe(finding));

    private static void Tested(Finding finding) => Assert.True(finding is Tested, Describe(finding));

    private static string Unchecked(Finding finding)
    {
        Assert.True(finding is Unchecked, Describe(finding));
        return ((Unchecked)finding).Reason;
    }

    [Fact]
    public void A_wrong_sign_is_refuted_at_a_simple_point_and_repaired()
    {
        var wrong = Log(s_clip) / Sqr(Term.One - g) - (Term.One - p) / ((Term.One - g) * s_clip);
        var finding = Judge(Claim(s_unit, D(s_smooth, g), Relation.Equal, wrong));
        var certificate = Refuted(finding);
        Assert.Equal("g = 1/2, p = 1/2", certificate.Assignment.ToString());
        Assert.Equal("[-0.182605043527, -0.182605043526]", certificate.Left);
        Assert.Equal("[-2.48406162315, -2.48406162314]", certificate.Right);
        var repair = ((Refuted)finding).Repair;
        Assert.NotNull(repair);
        Proved(Judged(s_unit, repair.Proposition));
    }

    [Fact]
    public void Inequalities_are_refuted_with_their_direction_as_repair()
    {
        var finding = Judge(Claim(s_unit, D(s_smooth, g), Relation.Greater, 0));
        Refuted(finding);
        // The derivative is 0 at p = 1.
        Assert.Equal(new Comparison(D(s_smooth, g), Relation.LessOrEqual, 0), ((Refuted)finding).Repair!.Proposition);
    }

    [Fact]
    public void Identities_are_proved_for_every_length()
    {
        var z1 = Term.One + Sum("j", At("t", S("j")) * Exp(-At("s", S("j"))));
        var finding = Judge(
            Claim(s_soft, D(Log(z1), At("s", S("i"))), Relation.Equal, -(At("t", S("i")) * Exp(-At("s", S("i"))) / z1))
        );
        Proved(finding);
        // For every n: nothing bounds it in what the theorem speaks of.
        Assert.Contains(
            ((Proved)finding).Proof.Setting.Variables,
            variable => variable is { Name: "n", Domain: Integers { Upper: null } }
        );
    }

    [Fact]
    public void Inequalities_that_touch_are_proved_by_monotonicity()
    {
        Proved(Judge(Claim(s_unit, s_smooth, Relation.LessOrEqual, -(Log(g) / (Term.One - g)))));
        Proved(Judge(Claim(Given(Real("x")), Exp(x), Relation.GreaterOrEqual, Term.One + x)));
        Proved(Judge(Claim(Given(Real("x", Domain.Positive)), Log(x), Relation.LessOrEqual, x - Term.One)));
    }

    [Fact]
    public void What_is_not_proved_is_tested_to_a_hundred_bits()
    {
        var context = Given(Length("n"), Vector("p", new ProbabilityVector(true)));
        var powers = Sum("j", new Power(At("p", S("j")), 4));
        var finding = Judge(Claim(context, powers, Relation.GreaterOrEqual, Term.One / new Power(S("n"), 3)));
        Tested(finding);
        Assert.InRange(((Tested)finding).Bits, 100, int.MaxValue);
    }

    private static readonly Context s_distributions = Given(
        Length("n"),
        Vector("p", new ProbabilityVector(true)),
        Vector("q", new ProbabilityVector(true)),
        Vector("z"),
        Index("i")
    );

    [Fact]
    public void Entropy_divergence_and_Jensen_are_proved_for_every_length()
    {
        var j = S("j");
        var entropy = -Sum("j", At("p", j) * Log(At("p", j)));
        Proved(Judge(Claim(s_distributions, entropy, Relation.LessOrEqual, Log(S("n")))));
        Refuted(Judge(Claim(s_distributions, entropy, Relation.LessOrEqual, Log(S("n")) - Q(1, 10))));
        var divergence = Sum("j", At("p", j) * Log(At("p", j) / At("q", j)));
        Proved(Judge(Claim(s_distributions, divergence, Relation.GreaterOrEqual, 0)));
        Refuted(Judge(Claim(s_distributions, divergence, Relation.LessOrEqual, 0)));
        var mean = Sum("j", At("p", j) * Log(Exp(At("z", j)) + Term.One));
        var logarithm = Log(Sum("j", At("p", j) * (Exp(At("z", j)) + Term.One)));
        Proved(Judge(Claim(s_distributions, mean, Relation.LessOrEqual, logarithm)));
        Refuted(Judge(Claim(s_distributions, mean, Relation.GreaterOrEqual, logarithm)));
    }

    [Fact]
    public void A_member_of_a_sum_and_the_greatest_entry_are_bounds()
    {
        var (i, j, k) = (S("i"), S("j"), S("k"));
        var sum = Sum("j", Exp(At("z", j)));
        var greatest = new Fold(FoldKind.Max, "k", new Span(1, S("n")), null, At("z", k));
        Stands(Judge(Claim(s_distributions, At("z", i), Relation.LessOrEqual, Log(sum))));
        Stands(Judge(Claim(s_distributions, Exp(At("z", i)) / sum, Relation.LessOrEqual, 1)));
        Refuted(Judge(Claim(s_distributions, Exp(At("z", i)) / sum, Relation.LessOrEqual, Q(1, 2))));
        Stands(Judge(Claim(s_distributions, Log(sum), Relation.LessOrEqual, greatest + Log(S("n")))));
        Refuted(Judge(Claim(s_distributions, Log(sum), Relation.LessOrEqual, greatest + Q(1, 2))));
        // The sum over the other members may be empty.
        Refuted(Judge(Claim(s_distributions, sum - Exp(At("z", i)), Relation.GreaterOrEqual, Q(1, 1000))));
    }

    [Fact]
    public void Conditions_between_symbols_are_used_in_proofs()
    {
        var y = S("y");
        Context Where(Relation relation) =>
            Given(Real("x"), Real("y")) with
            {
                Hypotheses = [new Hypothesis(Is(x, relation, y), Provenance.Declared, "declared")],
            };
        Stands(Judge(Claim(Where(Relation.LessOrEqual), Exp(x - y), Relation.LessOrEqual, 1)));
        Stands(Judge(Claim(Where(Relation.Less), Exp(x - y), Relation.Less, 1)));
        Refuted(Judge(Claim(Where(Relation.Greater), Exp(x - y), Relation.LessOrEqual, 1)));
    }

    [Fact]
    public void Products_are_compared_by_their_logarithms()
    {
        var s = S("s");
        var context = Given(Real("x"), Real("s", Domain.Positive));
        var density = Exp(-(Sqr(x) / (2 * Sqr(s)))) / F(Function.Sqrt, 2 * Term.Pi * Sqr(s));
        var peak = Term.One / (s * F(Function.Sqrt, 2 * Term.Pi));
        Proved(Judge(Claim(context, density, Relation.LessOrEqual, peak)));
        Refuted(Judge(Claim(context, density, Relation.LessOrEqual, peak / 2)));
    }

    [Fact]
    public void Square_roots_square_to_what_is_under_them()
    {
        var root = F(Function.Sqrt, x);
        var context = Given(Real("x", Domain.Positive));
        Stands(Judge(Claim(context, root * root, Relation.Equal, x)));
        Stands(Judge(Claim(context, (x - Term.One) / (root - Term.One), Relation.Equal, root + Term.One)));
        Stands(Judge(Claim(context, D(Log(root), x), Relation.Equal, Term.One / (2 * x))));
        Refuted(Judge(Claim(context, root * root, Relation.Equal, -x)));
        // The sign of a root is not decided by algebra.
        var square = F(Function.Sqrt, Sqr(x) - 2 * x + Term.One);
        Assert.Null(Prover.Prove(Problem.From(Claim(context, square, Relation.Equal, x - Term.One).Readings[0])));
    }

    [Fact]
    public void Inequalities_between_numbers_are_proved_by_enclosures()
    {
        Proved(Judge(Claim(Context.Empty, new Power(2, 1024), Relation.Less, Exp(710))));
        Refuted(Judge(Claim(Context.Empty, new Power(2, 1024), Relation.Greater, Exp(710))));
        Proved(Judge(Claim(Context.Empty, Log(2), Relation.NotEqual, Q(7, 10))));
    }

    [Fact]
    public void Limits_at_infinity_are_composed()
    {
        var context = Given(Real("x"), Length("n"), Vector("z"), Index("i"), Real("T", Domain.Positive));
        var hot = Exp(At("z", S("i")) / S("T")) / Sum("j", Exp(At("z", S("j")) / S("T")));
        Limit To(Term body, string variable, Term point) => new(body, variable, point, Side.Both);
        Stands(Judge(Claim(context, To(hot, "T", Term.Infinity), Relation.Equal, Term.One / S("n"))));
        Stands(Judge(Claim(context, To(Sigmoid(x), "x", -Term.Infinity), Relation.Equal, 0)));
        Assert.IsNotType<Refuted>(
            Judge(Claim(context, To(x + Exp(x), "x", Term.Infinity), Relation.Equal, Term.Infinity))
        );
        foreach (var (body, point) in new[] { (Sigmoid(x), Q(1, 2)), (x - Exp(x), (Term)0), (x * Exp(-x), 1), (x, 1) })
        {
            var claim = Claim(context, To(body, "x", Term.Infinity), Relation.Equal, point);
            Assert.Null(Prover.Prove(Problem.From(claim.Readings[0])));
        }
    }

    [Fact]
    public void A_limit_of_a_named_quantity_is_refuted()
    {
        var named = s_unit with { Definitions = [new Definition("L", [], s_smooth, Provenance.Text)] };
        Refuted(Judge(Claim(named, new Limit(S("L"), "g", 1, Side.Both), Relation.Equal, -p)));
        Stands(Judge(Claim(named, new Limit(S("L"), "g", 1, Side.Both), Relation.Equal, Term.One - p)));
    }

    [Fact]
    public void Limits_are_proved_refuted_and_followed()
    {
        Stands(Judge(Claim(s_unit, new Limit(s_smooth, "g", 1, Side.Both), Relation.Equal, Term.One - p)));
        Refuted(Judge(Claim(s_unit, new Limit(s_smooth, "g", 1, Side.Both), Relation.Equal, p - Term.One)));
        Stands(Judge(Claim(s_unit, new Limit(-Log(p), "p", 0, Side.Above), Relation.Equal, Term.Infinity)));
        Refuted(Judge(Claim(s_unit, new Limit(s_smooth, "p", 0, Side.Above), Relation.Equal, Term.Infinity)));
        Stands(
            Judge(Claim(Given(Real("x")), new Limit(x * Exp(-x), "x", Term.Infinity, Side.Both), Relation.Equal, 0))
        );
    }

    [Fact]
    public void Conditions_are_solved_exactly()
    {
        var i = S("i");
        Stands(
            Judged(
                s_soft,
                new Implication([Odds(i)], new Comparison(At("t", i), Relation.Equal, Sigmoid((Term)2 * At("s", i))))
            )
        );
        var wrong = Judged(
            s_soft,
            new Implication([Odds(i)], new Comparison(At("t", i), Relation.Equal, Sigmoid(At("s", i))))
        );
        Assert.DoesNotContain("t", Refuted(wrong).Assignment.Values.Keys);
        Stands(
            Judged(
                s_soft,
                new Implication(
                    [new ForAll("i", new Span(1, S("n")), Odds(i))],
                    new Comparison(
                        Sum("j", At("t", S("j")) * Exp(-At("s", S("j")))),
                        Relation.Equal,
                        Sum("j", (Term.One - At("t", S("j"))) * Exp(At("s", S("j"))))
                    )
                )
            )
        );
    }

    [Fact]
    public void Equivalences_convexity_optima_and_proportionality_are_judged()
    {
        var i = S("i");
        var (left, right) = (Odds(i), Is(At("t", i), Relation.Equal, Sigmoid((Term)2 * At("s", i))));
        Tested(
            Judged(s_soft, new Equivalence(left, right)) is Proved
                ? new Tested(1, 1, "")
                : Judged(s_soft, new Equivalence(left, right))
        );
        var any = Given(Real("x"), Real("c", Domain.Positive));
        Assert.IsNotType<Unchecked>(Judged(any, new Convexity(Sqr(x), "x", Concave: false)));
        Refuted(Judged(any, new Convexity(new Power(x, 3), "x", Concave: false)));
        Assert.IsNotType<Unchecked>(Judged(any, new OptimumAt(ExtremumKind.ArgMin, "x", Sqr(x - S("c")), S("c"))));
        Refuted(Judged(any, new OptimumAt(ExtremumKind.ArgMin, "x", Sqr(x - S("c")), (Term)2 * S("c"))));
        Proved(Judged(any, new Proportionality(S("c") * Exp(x), Exp(x), ["x"])));
        Refuted(Judged(any, new Proportionality(S("c") * Exp(x), x, ["x"])));
        Assert.Contains(
            "regime",
            Unchecked(Judged(any, new Approximation(Exp(x), Term.One + x, null))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Approximations_are_judged_in_their_regime()
    {
        var any = Given(Real("x"));
        var near = new Regime("x", 0, Side.Both, null, BigO: false);
        Stands(Judged(any, new Approximation(Exp(x), Term.One + x, near)));
        Refuted(Judged(any, new Approximation(Exp(x), Term.One + (Term)2 * x, near)));
        Assert.IsNotType<Unchecked>(Judged(any, new Rate(Exp(x) - Term.One - x, Sqr(x), "x", 0, Side.Both)));
    }

    [Fact]
    public void A_guess_never_carries_a_refutation_unless_nothing_satisfies_the_claim()
    {
        var guessed = Given(new Variable("p", [], Domain.Real, Provenance.Guessed));
        Assert.Equal(
            "fails at p = 1/2, but what it assumes is only guessed: declare p",
            Unchecked(Judge(Claim(guessed, Sqr(p), Relation.Equal, p)))
        );
        Refuted(Judge(Claim(guessed, D(-Log(p), p), Relation.Equal, Term.One / p)));
    }

    [Fact]
    public void What_may_be_a_condition_is_not_refuted()
    {
        var equation = new Comparison(Sqr(x), Relation.Equal, (Term)2 * x);
        Refuted(Judged(Given(Real("x")), equation));
        Assert.Contains(
            "condition",
            Unchecked(Judged(Given(Real("x")), equation, mayBeConditional: true)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Guessed_lengths_refute_from_three_on_only()
    {
        var j = S("j");
        var context = Given(Length("n", Provenance.Guessed), Vector("x"));
        // True for n = 2 only: with n guessed a counterexample has n ≥ 3; "n ≠ 1" fails for n = 1 only.
        var certificate = Refuted(Judge(Claim(context, Sum("j", 1), Relation.Equal, 2)));
        Assert.True(((ExactNumber)certificate.Assignment.Values["n"]).Number >= 3);
        Assert.Contains(
            "declare n",
            Unchecked(Judge(Claim(context, Sum("j", 1), Relation.GreaterOrEqual, 2))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void All_readings_must_fail()
    {
        var any = Given(Real("x"));
        var (good, bad) = (
            new Comparison(x + x, Relation.Equal, (Term)2 * x),
            new Comparison(x + x, Relation.Equal, Sqr(x))
        );
        var both = new Statement([new Reading(bad, any, "a square"), new Reading(good, any, "a product")], false);
        Assert.Equal(
            "ambiguous: false when read as 'a square', not shown to be false when read as 'a product'",
            Unchecked(Judge(both))
        );
        Refuted(Judge(new Statement([new Reading(bad, any, "a square"), new Reading(bad, any, "again")], false)));
    }

    [Fact]
    public void Kinks_and_undefined_points_are_no_counterexamples()
    {
        var any = Given(Real("x", new RealInterval(0, true, 0, true)));
        Unchecked(Judge(Claim(any, D(F(Function.Abs, x), x), Relation.Equal, 1)));
        Unchecked(Judge(Claim(any, Term.One / x, Relation.Equal, 5)));
        Unchecked(Judge(Claim(any, x * Log(x), Relation.Equal, 5)));
        Unchecked(Judge(Claim(any, new Power(x, 0), Relation.Equal, 0)));
    }

    [Fact]
    public void A_derivative_by_what_nothing_depends_on_is_not_zero()
    {
        var context = Given(Real("L"), Real("w"));
        Assert.Equal(
            "nothing says how L depends on w; declare depends_on or a definition",
            Unchecked(Judge(Claim(context, D(S("L"), S("w")), Relation.Equal, 1)))
        );
    }

    [Fact]
    public void Derivatives_of_probabilities_sum_to_zero()
    {
        var context = Given(
            Length("n"),
            Length("d"),
            new Variable("θ", [S("d")], Domain.Real, Provenance.Declared),
            Vector("P", new ProbabilityVector(true)) with
            {
                DependsOn = ["θ"],
            },
            new Variable("a", [], new Integers(1, S("d")), Provenance.BuiltIn)
        );
        var slope = D(At("P", S("j")), At("θ", S("a")));
        Stands(Judge(Claim(context, Sum("j", slope), Relation.Equal, 0)));
        Refuted(Judge(Claim(context, Sum("j", At("P", S("j")) * slope), Relation.Equal, 0)));
    }

    [Fact]
    public void Free_functions_are_refuted_with_a_concrete_one()
    {
        var context = Given(
            Real("x"),
            new Variable("f", [], new SmoothFunction(1, (RealInterval)Domain.Real), Provenance.Declared)
        );
        Term f(Term at) => new Call("f", [at]);
        Assert.IsNotType<Unchecked>(
            Judge(Claim(context, D(Sqr(f(x)), x), Relation.Equal, (Term)2 * f(x) * D(f(x), x)))
        );
        Refuted(Judge(Claim(context, D(Sqr(f(x)), x), Relation.Equal, (Term)2 * f(x))));
    }

    [Fact]
    public void A_condition_that_holds_nowhere_is_refuted()
    {
        var closed = Given(Real("p", new RealInterval(0, false, 1, true)), Real("g", Domain.Unit));
        // Nowhere true, but no proof of that is found: then it may be a condition.
        Assert.IsNotType<Proved>(
            Judged(closed, new Comparison(D(s_smooth, g), Relation.Greater, 0), mayBeConditional: true)
        );
        Refuted(
            Judged(
                Given(),
                new Comparison(new Limit(F(Function.Sin, x) / x, "x", 0, Side.Both), Relation.Equal, 2),
                mayBeConditional: true
            )
        );
    }

    [Fact]
    public void Conditions_narrow_domains_and_ends_may_be_undefined()
    {
        var positive = Given(Real("x")) with
        {
            Hypotheses = [new Hypothesis(Is(x, Relation.Greater, 0), Provenance.Text, "x > 0")],
        };
        Stands(Judge(Claim(positive, Log(x), Relation.LessOrEqual, x - Term.One)));
        var closed = Given(Real("p", Domain.Unit), Real("g", Domain.Unit));
        Stands(Judge(Claim(closed, s_smooth, Relation.LessOrEqual, -(Log(g) / (Term.One - g)))));
    }

    [Fact]
    public void Equal_and_different_indices_are_proved_case_by_case()
    {
        var logits = Given(Length("n"), Vector("z"), Index("i"), Index("k"));
        var (i, k) = (S("i"), S("k"));
        Term P(Term at) => Exp(At("z", at)) / Sum("j", Exp(At("z", S("j"))));
        var cases = new Piecewise(
            [
                new Branch(Is(i, Relation.Equal, k), P(i) * (Term.One - P(i))),
                new Branch(Is(i, Relation.NotEqual, k), -(P(i) * P(k))),
            ],
            null
        );
        Stands(Judge(Claim(logits, D(P(i), At("z", k)), Relation.Equal, cases)));
        // Wrong only where the indices coincide: perhaps they are meant to differ.
        Assert.Contains(
            "whether they may be equal",
            Unchecked(Judge(Claim(logits, D(P(i), At("z", k)), Relation.Equal, -(P(i) * P(k))))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Two_names_that_may_be_one_thing_carry_no_refutation() =>
        Assert.Contains(
            "would hold if p and q were the same",
            Unchecked(
                Judge(
                    Claim(
                        Given(Real("p", Domain.OpenUnit), Real("q", Domain.OpenUnit)),
                        -Log(p),
                        Relation.Equal,
                        Log(Term.One / S("q"))
                    )
                )
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public void Printed_decimals_are_refuted_beyond_one_unit_of_the_last_digit_only()
    {
        var any = Given(Real("x"));
        static Term Printed(int numerator, int decimals) =>
            new Number(new Rational(numerator, (int)Math.Pow(10, decimals))) { Decimals = decimals };
        Unchecked(Judge(Claim(any, Exp(-1) + 0 * x, Relation.Equal, Printed(37, 2))));
        Unchecked(Judge(Claim(any, Term.One / Printed(7, 2) + 0 * x, Relation.Equal, Printed(143, 1))));
        Refuted(Judge(Claim(any, Exp(-1) + 0 * x, Relation.Equal, Printed(39, 2))));
    }

    [Fact]
    public void A_refutation_needs_a_certificate() => Assert.Throws<ArgumentException>(() => new Refuted([]));

    [Fact]
    public void The_checker_refuses_points_outside_of_the_domain_and_claims_that_hold()
    {
        var wrong = Problem.From(new Reading(new Comparison(p + p, Relation.Equal, p), s_unit, ""));
        Certificate? At(Rational value) =>
            Certificate.AtPoint(
                wrong.Charge,
                new Assignment(new Dictionary<string, ExactValue> { ["p"] = new ExactNumber(value) }),
                256
            );
        Assert.NotNull(At(new Rational(1, 2)));
        Assert.Null(At(2));
        Assert.Null(At(0));
        var right = Problem.From(new Reading(new Comparison(p + p, Relation.Equal, (Term)2 * p), s_unit, ""));
        Assert.Null(
            Certificate.AtPoint(
                right.Charge,
                new Assignment(new Dictionary<string, ExactValue> { ["p"] = new ExactNumber(new Rational(1, 2)) }),
                256
            )
        );
    }

    [Fact]
    public void The_same_seed_gives_the_same_finding()
    {
        var claim = Claim(s_unit, D(s_smooth, g), Relation.Equal, Log(s_clip));
        var (first, second) = (Refuted(Judge(claim)), Refuted(Judge(claim)));
        Assert.Equal(first.Assignment.ToString(), second.Assignment.ToString());
    }

    [Fact]
    public void Hostile_terms_end_within_their_budget()
    {
        var deep = x;
        for (var level = 0; level < 100_000; level++)
        {
            deep = new Negate(deep);
        }

        Assert.Equal("the formula is too large", Unchecked(Judge(Claim(Given(Real("x")), deep, Relation.Equal, x))));
        var tower = x;
        for (var level = 0; level < 40; level++)
        {
            tower = Exp(tower);
        }

        Judge(Claim(Given(Real("x")), tower, Relation.Equal, tower + Term.One));
        var wide = Sum("j", Sum("k", Sum("l", Sum("m", At("x", S("j")) * At("x", S("m"))))));
        Judge(Claim(Given(Length("n"), Vector("x")), wide, Relation.Equal, 0));
    }
}
