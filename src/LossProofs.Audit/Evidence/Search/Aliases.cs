// Two names for one thing: what a refutation must not be built on.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// A claim that relates a quantity on one side only with a quantity on the other side only may fail just because nothing
/// says that they are the same (p for p_θ(y|x)). That is an unstated condition, and it is plausible when the claim holds
/// under it.
/// </summary>
internal static class Aliases
{
    private const int MostPairs = 9;
    private const int Cases = 40;

    /// <summary>Two quantities whose identity would make the claim hold, as LaTeX; null when there are none.</summary>
    public static (string Left, string Right)? Find(Problem problem, JudgeSettings settings, ulong part)
    {
        if (problem.Goal is not Terms.Comparison(var left, Relation.Equal, var right))
        {
            return null;
        }

        var (ours, theirs) = (Quantities(left, problem), Quantities(right, problem));
        var pairs = from a in ours.Except(theirs) from b in theirs.Except(ours) select (a, b);
        foreach (var (a, b) in pairs.Take(MostPairs))
        {
            var same = problem.WithGoal(new Terms.Comparison(left, Relation.Equal, Replaced(right, b, a)));
            if (Holds(same, settings, part))
            {
                return (TermPrinter.Print(a), TermPrinter.Print(b));
            }
        }

        return null;
    }

    private static bool Holds(Problem problem, JudgeSettings settings, ulong part)
    {
        var trial = new Trial(problem, new Budget(settings.Work / 8));
        var sampler = problem.Sampler(1);
        var held = 0;
        for (var number = 0; number < Cases; number++)
        {
            if (sampler.Next(Draw.Simple, RandomBits.For(settings.Seed ^ (part << 20), (ulong)number)) is { } point)
            {
                switch (trial.Run(point).Outcome)
                {
                    case Outcome.Fails:
                        return false;
                    case Outcome.Holds:
                        held++;
                        break;
                }
            }
        }

        return held > 0;
    }

    // Numbers and single elements of arrays that stand outside of what binds an index.
    private static HashSet<Term> Quantities(Term term, Problem problem)
    {
        var found = new HashSet<Term>();
        Collect(term);
        return found;

        void Collect(Term part)
        {
            switch (part)
            {
                case Symbol(var name)
                    when problem.Variable(name) is { Dimensions.Count: 0, Domain: RealInterval or Finite }:
                    found.Add(part);
                    return;
                case Element(Symbol(var array), var indices)
                    when problem.Variable(array) is { Domain: not IndexSet } variable
                        && variable.Dimensions.Count == indices.Count
                        && indices.All(index =>
                            index is Number || index is Symbol(var at) && problem.Variable(at) is not null
                        ):
                    found.Add(part);
                    return;
                case Symbol or Element(Symbol, _):
                    return;
            }

            foreach (var child in part.Children())
            {
                Collect(child);
            }
        }
    }

    private static Term Replaced(Term term, Term what, Term by) =>
        term.Equals(what) ? by : term.MapChildren(child => Replaced(child, what, by));
}
