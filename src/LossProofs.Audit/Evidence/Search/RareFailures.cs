// Claims that a search cannot settle: where they fail, they fail at so few points that none of them need be met.
using LossProofs.Audit.Evidence.Proof.NormalForms;
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// n² ≠ 2025, |sin n| > 10⁻⁶, (cos x − x)² > 0: each holds at almost every point, whether it is true or not. Such a claim is
/// proved or refuted, or it stays unchecked.
/// </summary>
internal static class RareFailures
{
    private const long Work = 200_000;

    /// <summary>Why the cases that held do not confirm the claim; null where they do.</summary>
    /// <param name="problem">What is claimed.</param>
    /// <param name="touching">The search along the symbols, after it was run; null where it was not.</param>
    /// <param name="valley">Where a search downhill saw the sides meet; null where it did not.</param>
    /// <param name="seed">What points are drawn from.</param>
    public static string? Of(Problem problem, TouchingPoints? touching, string? valley, ulong seed)
    {
        if (EndOfSeries(problem, seed) is { } end)
        {
            return end;
        }

        if (problem.Goal is not Terms.Comparison(_, var relation, _) || relation == Relation.Equal)
        {
            return null;
        }

        if (relation == Relation.NotEqual)
        {
            return problem.Variables.Count == 0
                ? null
                : "that two quantities are nowhere equal is not shown by points where they are not: a proof is needed";
        }

        if (touching?.Narrow is var (name, at) && relation is Relation.Less or Relation.Greater)
        {
            return $"the sides come together near {name} = {at}, and whether they meet there is not shown";
        }

        if (valley is not null)
        {
            return $"the sides come together near {valley}, and whether they meet there is not shown";
        }

        return problem
            .Variables.Where(variable => IsScattered(problem, variable))
            .Select(Between)
            .FirstOrDefault(why => why is not null);

        // The values at the integers come as near as they like to those between them, for all that points can show.
        string? Between(Variable variable)
        {
            var (lower, upper) = (Integers)variable.Domain;
            var relaxed = problem.WithVariable(
                variable with
                {
                    Domain = new RealInterval((lower as Number)?.Value, true, (upper as Number)?.Value, true),
                },
                variable.Name
            );
            var budget = new Budget(Work);
            var trial = new Trial(relaxed, budget);
            return new TouchingPoints(relaxed, relaxed.Sampler(1), seed, budget)
                .All()
                .Any(candidate => trial.Run(candidate.Assignment).Outcome is Outcome.Fails or Outcome.Touches)
                ? $"it fails between the integers, and how near to such a point an integer {variable.Name} comes is not shown"
                : null;
        }
    }

    /// <summary>\sum_n x^n with |x| \le 1: why the end of a domain leaves a sum to infinity open; null where it does not.</summary>
    /// <param name="problem">What is claimed.</param>
    /// <param name="seed">What the other symbols are drawn from.</param>
    public static string? EndOfSeries(Problem problem, ulong seed)
    {
        if (!problem.Reading.Context.HasSeries && !Series.IsIn(problem.Reading))
        {
            return null;
        }

        var budget = new Budget(Work);
        var trial = new Trial(problem, budget);
        var sampler = problem.Sampler(1);
        return Ends(problem)
            .Where(end =>
                sampler.Next(
                    Draw.Simple,
                    RandomBits.For(seed, 0),
                    new Dictionary<string, ExactValue> { [end.Name] = new ExactNumber(end.Value) }
                )
                    is { } point
                && trial.Run(point).Outcome == Outcome.Unresolved
            )
            .Select(end =>
                $"whether the series has a value at {end.Name} = {end.Value}, where it is claimed, too, is not shown"
            )
            .FirstOrDefault();
    }

    // Closed ends of domains, and of what is supposed: x \le 1, |x| \le 1.
    private static IEnumerable<(string Name, Rational Value)> Ends(Problem problem)
    {
        foreach (var variable in problem.Variables.Where(variable => variable.Dimensions.Count == 0))
        {
            if (variable.Domain is not RealInterval domain)
            {
                continue;
            }

            if (domain is { LowerClosed: true, Lower: { } lower })
            {
                yield return (variable.Name, lower);
            }

            if (domain is { UpperClosed: true, Upper: { } upper })
            {
                yield return (variable.Name, upper);
            }
        }

        foreach (
            var (left, relation, right) in problem
                .Conditions.OfType<Compare>()
                .SelectMany(compare =>
                    new[]
                    {
                        (compare.Left, compare.Relation, compare.Right),
                        (compare.Right, compare.Relation, compare.Left),
                    }
                )
        )
        {
            if (relation is not (Relation.LessOrEqual or Relation.GreaterOrEqual) || right is not Number(var end))
            {
                continue;
            }

            if (left is Symbol(var name))
            {
                yield return (name, end);
            }
            else if (left is Apply(Function.Abs, [Symbol(var inside)]))
            {
                yield return (inside, end);
                yield return (inside, -end);
            }
        }
    }

    // An integer in a wave or a step whose period is no fraction, or under a square or a modulus of what changes its sign.
    private static bool IsScattered(Problem problem, Variable variable) =>
        variable is { Domain: Integers, Dimensions.Count: 0 }
        && (
            problem.Goal.Terms().Any(IsWave)
            || problem.Goal is Terms.Comparison(var left, var relation, var right)
                && TouchingPoints.Signed(left, relation, right) is { } signed
                && signed.FreeNames().Contains(variable.Name)
        );

    private static bool IsWave(Term term) =>
        term is Apply(var function, [var argument])
            && (
                function is Function.Sin or Function.Cos or Function.Tan && !Mentions(argument, Term.Pi)
                || KnownFunctions.Of(function) is StepFunction
                    && argument.FreeNames() is { Count: > 0 } names
                    && !names.All(name => RealRoots.Of(argument, name) is not null)
            )
            && argument.FreeNames().Count > 0
        || term.Children().Any(IsWave);

    private static bool Mentions(Term term, Term part) =>
        term.Equals(part) || term.Children().Any(child => Mentions(child, part));
}
