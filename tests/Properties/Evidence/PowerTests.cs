// What is false is found: single edits of true formulas, as far as doubles show them to be false.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using Xunit;
using Comparison = LossProofs.Audit.Terms.Comparison;

namespace LossProofs.Tests.Properties.Evidence;

[StartsFirst]
public class PowerTests
{
    private static readonly int s_factor = int.TryParse(
        Environment.GetEnvironmentVariable("LOSSPROOFS_CASES"),
        out var factor
    )
        ? Math.Max(1, factor)
        : 1;

    [Fact]
    public void At_least_98_percent_of_the_false_mutants_are_refuted()
    {
        var mutants = FalseMutants();
        var missed = mutants
            .AsParallel()
            .AsOrdered()
            .Select(mutant =>
                (mutant.Name, mutant.Statement, Finding: new Judge(new JudgeSettings(120)).Search(mutant.Statement))
            )
            .Where(judged => judged.Finding is not Refuted)
            .Select(judged =>
                $"{judged.Name}: {TermPrinter.Print(judged.Statement.Readings[0].Proposition)}: {Formulas.Describe(judged.Finding)}"
            )
            .ToList();
        Assert.True(mutants.Count >= 200, $"only {mutants.Count} false mutants");
        Assert.True(
            missed.Count <= 0.02 * mutants.Count,
            $"{missed.Count} of {mutants.Count} missed:\n" + string.Join("\n", missed)
        );
    }

    [Fact]
    public void The_prover_proves_none_of_them()
    {
        // Reversed inequalities beside the edits, and every edit of an inequality.
        var reversed =
            from formula in TrueFormulas.All
            where formula.Relation is not Relation.Equal
            select (
                formula.Name,
                Statement: Formulas.Claim(formula.Context, formula.Right, formula.Relation, formula.Left)
            );
        var edited =
            from formula in TrueFormulas.All
            where formula.Relation is not Relation.Equal
            from mutant in Rewrites
                .Mutants(formula.Right)
                .Select(right => (formula.Left, Right: right))
                .Concat(Rewrites.Mutants(formula.Left).Select(left => (Left: left, formula.Right)))
                .Distinct()
            select (
                formula.Name,
                Statement: Formulas.Claim(formula.Context, mutant.Left, formula.Relation, mutant.Right)
            );
        var all = FalseMutants().Concat(reversed.Concat(edited).Where(mutant => IsFalse(mutant.Statement.Readings[0])));
        var proved = all.AsParallel()
            .AsOrdered()
            .Select(mutant =>
                (mutant.Name, mutant.Statement, Proof: Prover.Prove(Problem.From(mutant.Statement.Readings[0])))
            )
            .Where(judged => judged.Proof is not null)
            .Select(judged =>
                $"{judged.Name}: {TermPrinter.Print(judged.Statement.Readings[0].Proposition)}: {ProofText.Line(judged.Proof!)}"
            )
            .ToList();
        Assert.True(proved.Count == 0, "false and yet proved:\n" + string.Join("\n", proved));
    }

    private static List<(string Name, Statement Statement)> FalseMutants() =>
        TrueFormulas
            .All.SelectMany(
                (formula, number) =>
                    Rewrites
                        .Mutants(formula.Right)
                        .Distinct()
                        .Where((_, at) => (at + number) % 3 < s_factor)
                        .Take(3 * s_factor)
                        .Select(right =>
                            (
                                formula.Name,
                                Statement: Formulas.Claim(formula.Context, formula.Left, formula.Relation, right)
                            )
                        )
            )
            .Where(mutant => IsFalse(mutant.Statement.Readings[0]))
            .ToList();

    // In double arithmetic the sides differ by far more than its error at some admissible point that is no corner: 2^-20
    // of their size, with terms whose sizes differ by less than 2^20 and errors of some hundred ulps (2^-45).
    private static bool IsFalse(Reading reading)
    {
        Problem problem;
        try
        {
            problem = Problem.From(reading);
        }
        catch (Undecidable)
        {
            return false;
        }

        var (left, relation, right) = (Comparison)problem.Goal;
        var sampler = problem.Sampler(1);
        for (var number = 0; number < 30; number++)
        {
            if (sampler.Next(Draw.Random, RandomBits.For(7, (ulong)number)) is not { } assignment)
            {
                continue;
            }

            var evaluator = new Evaluator<Binary64>(assignment.In<Binary64>(53), 53, new Budget(100_000));
            var (a, b) = (evaluator.Evaluate(left), evaluator.Evaluate(right));
            if (!a.IsNumber || !b.IsNumber)
            {
                continue;
            }

            var (x, y) = (a.Real.Value, b.Real.Value);
            var margin = Math.ScaleB(Math.Max(1, Math.Max(Math.Abs(x), Math.Abs(y))), -20);
            var isFalse = relation switch
            {
                Relation.Equal => Math.Abs(x - y) > margin,
                Relation.Less or Relation.LessOrEqual => x > y + margin,
                _ => x < y - margin,
            };
            if (isFalse)
            {
                return true;
            }
        }

        return false;
    }
}
