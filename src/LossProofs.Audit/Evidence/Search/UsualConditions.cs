// Conditions that texts mean without saying so: two weights that sum to one, a unit variance, probabilities.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// A claim about letters of which nothing is said may rest on a condition that its author takes for known. Where it holds
/// under one of the usual ones, it is not refuted.
/// </summary>
internal static class UsualConditions
{
    private const int Cases = 40;

    private static readonly Domain[] s_kinds = [new ProbabilityVector(true), new OneHot(), new ZeroSum(0)];

    /// <summary>Whether the claim holds under a usual condition on its guessed quantities.</summary>
    public static bool Save(Problem problem, ulong seed)
    {
        var guessed = problem.Guesses.Select(name => problem.Variable(name)!).ToList();
        // Matrices may be symmetric, orthogonal, diagonal, stochastic.
        return guessed.Exists(variable => variable.Dimensions.Count > 1)
            || guessed
                .Where(variable => variable.Dimensions.Count == 1)
                .Any(variable =>
                    s_kinds.Any(kind =>
                        Holds(problem.WithVariable(variable with { Domain = kind }, variable.Name), seed)
                    )
                )
            || Values(problem, guessed)
                .Any(condition =>
                    Under(problem, condition.Name, condition.Value) is not { } under || Holds(under, seed)
                );
    }

    // A function's arguments have all values.
    private static IEnumerable<(string Name, Term Value)> Values(Problem problem, List<Variable> guessed)
    {
        var numbers = guessed
            .Where(variable => variable.Dimensions.Count == 0)
            .Select(variable => variable.Name)
            .ToList();
        foreach (var name in numbers.Except(problem.Reading.Context.Arguments))
        {
            yield return (name, Term.One);
            yield return (name, new Negate(Term.One));
            yield return (name, 2);
            yield return (name, new Divide(1, 2));
            foreach (var other in numbers.Where(other => other != name))
            {
                var value = new Symbol(other);
                yield return (name, value);
                yield return (name, new Negate(value));
                yield return (name, new Divide(1, value));
                yield return (name, new Add([1, new Negate(value)]));
                foreach (var third in numbers.Where(third => third != name && string.CompareOrdinal(third, other) > 0))
                {
                    yield return (name, new Add([1, new Negate(value), new Negate(new Symbol(third))]));
                }
            }
        }
    }

    // Put in before anything is differentiated; null where that makes no sense.
    private static Problem? Under(Problem problem, string name, Term value)
    {
        var reading = problem.Reading;
        if (reading.Proposition is not Terms.Comparison(var left, var relation, var right))
        {
            return null;
        }

        try
        {
            var under = Problem.From(
                reading with
                {
                    Proposition = new Terms.Comparison(In(left), relation, In(right)),
                    Context = reading.Context with
                    {
                        Definitions = reading.Context.Definitions.Map(definition =>
                            definition.Parameters.Contains(name)
                                ? definition
                                : definition with
                                {
                                    Body = In(definition.Body),
                                }
                        ),
                    },
                }
            );
            return problem
                .Guesses.Select(guess => problem.Variable(guess)!)
                .Where(variable => under.Variable(variable.Name) is not null)
                .Aggregate(under, (next, variable) => next.WithVariable(variable, variable.Name));
        }
        catch (Undecidable)
        {
            return null;
        }

        Term In(Term term) =>
            term is Symbol(var symbol) && symbol == name ? value
            : term is Derivative(var body, var by) && by is Symbol(var varied) && varied == name
                ? new Derivative(In(body), by)
            : term.MapChildren(In);
    }

    private static bool Holds(Problem problem, ulong seed)
    {
        var trial = new Trial(problem, new Budget(40_000));
        var sampler = problem.Sampler(1);
        var held = 0;
        for (var number = 0; number < Cases; number++)
        {
            if (sampler.Next(Draw.Simple, RandomBits.For(seed, (ulong)number)) is { } point)
            {
                switch (trial.Run(point).Outcome)
                {
                    case Outcome.Fails or Outcome.Touches:
                        return false;
                    case Outcome.Holds:
                        held++;
                        break;
                }
            }
        }

        return held > 0;
    }
}
