// Where a scalar may lie of which nothing is said: a claim that fails in all of these needs no declaration.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// A guessed domain carries no refutation. But where a claim fails at a point of each of the domains that a reader may
/// think of, for all guessed symbols in all combinations, it is false whichever was meant. Only symbols that can be
/// nothing but numbers (in a divisor, an exponent, an elementary function, a derivative) and that stand on both sides,
/// so that no definition of one side can save the claim, are so treated; and the letters of the claim's own definitions,
/// of which the document says nothing else.
/// </summary>
public static class PlausibleDomains
{
    private const int MostGuesses = 4;
    private const int MostCombined = 3;
    private const int Cases = 40;

    // Sizes of arrays that nothing states: what is meant for some size only holds at one of these.
    private static readonly int[] s_sizes = [2, 3, 5];

    // Letters that are often constants.
    private static readonly HashSet<string> s_constants = ["e", "i", "j", "d", "\\pi"];

    // Each of the domains below holds all of one of these: a claim that fails in each of these fails in all.
    private static readonly Domain[] s_least =
    [
        new Finite([0, 1]),
        new Finite([-1, 1]),
        new Integers(Term.One, null),
        Domain.OpenUnit,
    ];

    /// <summary>The domains, as <c>docs/auditing.md</c> lists them.</summary>
    public static IReadOnlyList<Domain> All { get; } =
    [.. s_least, new Integers(null, null), Domain.Unit, Domain.Positive, Domain.Real];

    /// <summary>True when the claim certainly fails somewhere in every combination of plausible domains.</summary>
    internal static bool AllFail(Problem problem, ulong seed)
    {
        if (
            problem.Goal is not Terms.Comparison(var left, var relation, var right)
            || problem.Guesses.Count == 0
            || problem.Guesses.Any(name =>
                problem.Variable(name) is not { Provenance: Provenance.Guessed, DependsOn.Count: 0 } variable
                || variable.Domain is not RealInterval && !IsProbabilities(variable)
                || s_constants.Contains(name)
            )
        )
        {
            return false;
        }

        var arrays = problem.Guesses.Where(name => problem.Variable(name) is { Dimensions.Count: > 0 }).ToList();
        if (
            problem.Guesses.Count <= MostGuesses
            && problem.Guesses.All(StandsOnBothSides)
            && (arrays.Count == 0 || SmallArrays.Applies(problem, arrays))
            && AllThatAreMeant(Variants(SmallArrays.OfSize(1, problem, arrays), MostGuesses), seed)
        )
        {
            return true;
        }

        if (problem.Conditions.Any(condition => condition.FreeNames().Any(problem.Guesses.Contains)))
        {
            return false;
        }

        // What stands in the claim's definitions and nowhere else has no condition of its own, unless a usual one is meant.
        return relation == Relation.Equal
            && problem.Guesses.All(problem.Reading.Context.Letters.Contains)
            && s_sizes
                .Take(arrays.Count == 0 ? 1 : s_sizes.Length)
                .SelectMany(size => Variants(SmallArrays.OfSize(size, problem, arrays), MostCombined))
                .All(variant => Fails(variant, seed) == true)
            && !UsualConditions.Save(problem, seed);

        bool StandsOnBothSides(string name) =>
            left.FreeNames().Contains(name)
            && right.FreeNames().Contains(name)
            && (
                problem.Variable(name)!.Dimensions.Count > 0
                || arrays.Count > 0
                || problem.Reading.Proposition.Terms().Any(term => IsNumber(term, name))
            );
    }

    // All combinations of the domains for so many names; the others go along, so that each meets each.
    private static IEnumerable<Problem> Variants(Problem problem, int combined)
    {
        // The vectors of probabilities are tried as they are.
        var names = problem.Guesses.Where(name => !IsProbabilities(problem.Variable(name)!)).ToList();
        var domains = names.ConvertAll(name => Domains(problem, name));
        var combinations = domains.Take(combined).Aggregate(1, (product, own) => product * own.Count);
        for (var number = 0; number < combinations; number++)
        {
            var variant = problem;
            var rest = number;
            for (var at = 0; at < names.Count; at++)
            {
                // The first few in all combinations; the others go along, so that each meets each.
                var digit = at < combined ? rest % domains[at].Count : number + at / combined;
                rest = at < combined ? rest / domains[at].Count : rest;
                var variable = variant.Variable(names[at])! with { Domain = domains[at][digit % domains[at].Count] };
                variant = variant.WithVariable(variable, names[at]);
            }

            yield return variant;
        }
    }

    // What is differentiated by lies in an interval. Where the text says x > 5, a part of the reals is meant, or of a domain that
    // has such a part.
    private static IReadOnlyList<Domain> Domains(Problem problem, string name) =>
        (
            problem.Reading.Proposition.Terms().Any(term => IsVaried(term, name)),
            problem.Conditions.Any(condition => condition.FreeNames().Contains(name))
        ) switch
        {
            (true, false) => [Domain.OpenUnit, Domain.Positive],
            (true, true) => [Domain.Real, Domain.OpenUnit, Domain.Positive],
            (false, true) => [Domain.Real, .. s_least],
            _ => s_least,
        };

    private static bool IsVaried(Term term, string name) =>
        term is Derivative(_, Symbol(var variable)) && variable == name
        || term.Children().Any(child => IsVaried(child, name));

    private static bool IsProbabilities(Variable variable) =>
        variable is { Domain: ProbabilityVector, Dimensions.Count: > 0 };

    private static bool AllThatAreMeant(IEnumerable<Problem> variants, ulong seed)
    {
        var found = false;
        foreach (var variant in variants)
        {
            switch (Fails(variant, seed))
            {
                case false:
                    return false;
                case true:
                    found = true;
                    break;
            }
        }

        return found;
    }

    // Null where the text's own conditions leave nothing of a domain: it is not meant.
    private static bool? Fails(Problem problem, ulong seed)
    {
        var trial = new Trial(problem, new Budget(40_000));
        var sampler = problem.Sampler(1);
        var isMeant = !problem.Conditions.Any(condition => condition.FreeNames().Any(problem.Guesses.Contains));
        for (var number = 0; number < Cases; number++)
        {
            if (sampler.Next(Draw.Simple, RandomBits.For(seed, (ulong)number)) is not { } point)
            {
                continue;
            }

            var result = trial.Run(point);
            isMeant |= result.Outcome != Outcome.Inadmissible;
            if (
                result.Outcome is Outcome.Fails or Outcome.Touches
                && Certificate.AtPoint(problem.Charge, point, 2 * Math.Max(result.Bits, Trial.FirstBits)) is not null
            )
            {
                return true;
            }
        }

        return
            isMeant
            || problem.Guesses.All(name =>
                problem.Variable(name)!.Domain == Domain.Real
                || !problem.Conditions.Any(condition => condition.FreeNames().Contains(name))
            )
            ? false
            : null;
    }

    // Used as only a number can be.
    private static bool IsNumber(Term term, string name)
    {
        return term switch
        {
            Divide(_, var divisor) when Is(divisor) => true,
            Power(_, var exponent) when Is(exponent) => true,
            Derivative(_, Symbol(var variable)) when variable == name => true,
            Apply(
                Function.Exp
                    or Function.Log
                    or Function.Sqrt
                    or Function.Sin
                    or Function.Cos
                    or Function.Tanh,
                [var x]
            ) when Is(x) => true,
            _ => term.Children().Any(child => IsNumber(child, name)),
        };

        bool Is(Term part) =>
            part switch
            {
                Symbol(var symbol) => symbol == name,
                Add or Multiply or Negate or Divide or Power => part.Children().Any(Is),
                _ => false,
            };
    }
}
