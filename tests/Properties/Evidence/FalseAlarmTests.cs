// A refutation may never be wrong: true formulas in many spellings, with and without what they assume.
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Terms;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties.Evidence;

[StartsFirst]
public class FalseAlarmTests
{
    // LOSSPROOFS_CASES multiplies the sample: 1 by default.
    private static readonly int s_spellings = int.TryParse(
        Environment.GetEnvironmentVariable("LOSSPROOFS_CASES"),
        out var factor
    )
        ? Math.Max(1, factor)
        : 1;

    [Fact]
    public void The_corpus_holds_more_than_two_hundred_formulas() => Assert.InRange(TrueFormulas.All.Count, 200, 1000);

    [Fact]
    public void No_true_formula_is_refuted_and_each_is_decided()
    {
        var failures = Judged(
            TrueFormulas.All.Select(formula => (formula.Name, formula.Statement)),
            finding => finding is Tested or Proved
        );
        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    [Fact]
    public void No_rewriting_of_a_true_formula_is_refuted()
    {
        var claims =
            from formula in TrueFormulas.All
            from spelling in Enumerable.Range(0, s_spellings)
            let same = Rewrites.Same(
                formula.Left,
                formula.Relation,
                formula.Right,
                new Random(Seed(formula.Name) + spelling)
            )
            select (formula.Name, Formulas.Claim(formula.Context, same.Left, same.Relation, same.Right));
        var failures = Judged(claims, finding => finding is not Refuted);
        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    [Fact]
    public void No_true_formula_is_refuted_when_its_bindings_are_dropped()
    {
        var claims =
            from formula in TrueFormulas.All
            from spelling in Enumerable.Range(0, s_spellings)
            let random = new Random(Seed(formula.Name) + 1000 + spelling)
            let same = Rewrites.Same(formula.Left, formula.Relation, formula.Right, random)
            select (
                formula.Name,
                Formulas.Claim(Dropped(formula.Context, random), same.Left, same.Relation, same.Right)
            );
        var failures = Judged(claims, finding => finding is not Refuted);
        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    // Some of the declarations forgotten: the domain is then a guess.
    private static Context Dropped(Context context, Random random) =>
        context with
        {
            Variables = context
                .Variables.Select(variable =>
                    random.Next(2) == 0 ? variable
                    : variable.Domain is Integers ? variable with { Provenance = Provenance.Guessed }
                    : variable with { Domain = Domain.Real, Provenance = Provenance.Guessed }
                )
                .ToSequence(),
        };

    private static int Seed(string name) =>
        name.Aggregate(17, (hash, character) => unchecked(hash * 31 + character)) & 0xFFFFFF;

    private static IReadOnlyList<string> Judged(
        IEnumerable<(string Name, Statement Statement)> claims,
        Func<Finding, bool> accept
    ) =>
        [
            .. claims
                .AsParallel()
                .AsOrdered()
                .Select(claim => (claim.Name, Finding: new Judge(new JudgeSettings(80)).Decide(claim.Statement)))
                .Where(judged => !accept(judged.Finding))
                .Select(judged => $"{judged.Name}: {Formulas.Describe(judged.Finding)}"),
        ];
}
