// Proofs over whole domains: exact algebra for identities, ranges, monotonicity and subdivision for inequalities.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>What is proved is true at every point of the domain where both sides are defined.</summary>
public static class Prover
{
    /// <summary>How a claim was proved that says nothing: its sides are one and the same term.</summary>
    public const string Same = "both sides are the same by definition";

    private const int MostLimitSteps = 4;

    /// <summary>A proof of the problem's goal, or null.</summary>
    public static (string How, string Over)? Prove(Problem problem)
    {
        if (problem.Goal is not Terms.Comparison(var left, var relation, var right))
        {
            return null;
        }

        try
        {
            var how = relation switch
            {
                Relation.Equal => Identity(problem, left, right),
                Relation.NotEqual => NeverZero(
                    problem,
                    Simplifying.Sum(left, Simplifying.Negative(right)),
                    Domains(problem, false)
                )
                    ? "the difference has no zero"
                    : null,
                Relation.LessOrEqual or Relation.Less => Order(problem, right, left, relation == Relation.Less),
                _ => Order(problem, left, right, relation == Relation.Greater),
            };
            return how is null ? null : (how, Domain(problem));
        }
        catch (Undecidable)
        {
            return null;
        }
    }

    /// <summary>True when it is proved that the goal holds at no point at all, whatever the guessed domains.</summary>
    public static bool ProveNever(Problem problem)
    {
        if (
            problem.Goal is not Terms.Comparison(var left, var relation, var right)
            || problem.Guesses.Any(guess => problem.Variables.All(variable => variable.Name != guess))
        )
        {
            return false;
        }

        // Without a symbol in it a claim that fails, fails.
        if (problem.Variables.Count == 0)
        {
            return true;
        }

        try
        {
            var domains = Domains(problem, true);
            return relation switch
            {
                Relation.Equal => NeverZero(problem, Simplifying.Sum(left, Simplifying.Negative(right)), domains),
                Relation.NotEqual => new Algebra(problem).AreEqual(left, right),
                Relation.Less or Relation.LessOrEqual => Sign(
                    problem,
                    domains,
                    left - right,
                    relation == Relation.LessOrEqual
                )
                    is not null,
                _ => Sign(problem, domains, right - left, relation == Relation.GreaterOrEqual) is not null,
            };
        }
        catch (Undecidable)
        {
            return false;
        }
    }

    // larger ≥ smaller: by the sign of the difference, that of the difference of the logarithms, or with what the
    // conditions and the greatest entries of vectors say put into the formula.
    private static string? Order(Problem problem, Term larger, Term smaller, bool strict)
    {
        var domains = Domains(problem, false);
        var difference = larger - smaller;
        return Sign(problem, domains, difference, strict)
            ?? LogarithmicOrder(problem, domains, larger, smaller, strict)
            ?? Substitutions
                .Of(problem, domains, difference)
                .Select(form => new SignProof(form.Problem, form.Domains).Run(form.Term, strict))
                .FirstOrDefault(how => how is not null);
    }

    private static string? LogarithmicOrder(
        Problem problem,
        Dictionary<string, Range> domains,
        Term larger,
        Term smaller,
        bool strict
    )
    {
        var ranges = new Ranges(domains);
        if (!IsProduct(larger) || !IsProduct(smaller) || !IsPositive(larger) || !IsPositive(smaller))
        {
            return null;
        }

        // A product may be positive with two negative factors; its logarithm is not the sum of theirs.
        var difference = Algebra.LogTerm(larger) - Algebra.LogTerm(smaller);
        return
            Arguments(difference).All(IsPositive) && new SignProof(problem, domains).Run(difference, strict) is { } how
            ? $"logarithms of both sides: {how}"
            : null;

        bool IsPositive(Term term) => ranges.Of(term) is { IsPositive: true };

        static IEnumerable<Term> Arguments(Term term) =>
            term is Apply(Function.Log, [var x]) ? [x]
            : term is Add or Multiply or Negate or Divide ? term.Children().SelectMany(Arguments)
            : [];
    }

    private static bool IsProduct(Term term) =>
        term is Multiply or Divide or Power or Apply(Function.Exp or Function.Sqrt, _) or Symbol or Element;

    // What is ≥ 0 on the interior of a product of intervals is ≥ 0 at the ends, too, where it is continuous: at ends that
    // belong to the domain a term may be undefined.
    private static string? Sign(Problem problem, Dictionary<string, Range> domains, Term term, bool strict)
    {
        if (new SignProof(problem, domains).Run(term, strict) is { } how)
        {
            return how;
        }

        var opened = domains.ToDictionary(
            pair => pair.Key,
            pair =>
                problem.Variables.First(variable => variable.Name == pair.Key).Domain is RealInterval
                && pair.Value.Lower < pair.Value.Upper
                    ? pair.Value with
                    {
                        LowerOpen = true,
                        UpperOpen = true,
                    }
                    : pair.Value
        );
        return strict || !Limits.IsContinuousWhereDefined(term) || opened.All(pair => pair.Value == domains[pair.Key])
            ? null
            : new SignProof(problem, opened).Run(term, strict);
    }

    // Ranges of all variables; guessed ones are anything at all where that is asked for.
    private static Dictionary<string, Range> Domains(Problem problem, bool widened)
    {
        var domains = new Dictionary<string, Range>();
        foreach (var variable in problem.Variables)
        {
            var range =
                widened && variable.Provenance == Provenance.Guessed && !problem.Lengths.Contains(variable.Name)
                    ? Range.All
                    : Ranges.OfDomain(variable);
            if (range is { } known)
            {
                domains[variable.Name] = known;
            }
        }

        return domains;
    }

    private static string Domain(Problem problem)
    {
        var free = problem.Variables.Where(variable => problem.Origin(variable.Name) is null).ToList();
        var reals = free.Where(variable => variable.Domain is not Integers).Select(Descriptions.Describe);
        var lengths = free.Where(variable => problem.Lengths.Contains(variable.Name))
            .Select(variable => $"every {variable.Name}");
        var text = string.Join("; ", reals.Concat(lengths));
        return text.Length == 0
            ? "all points where both sides are defined"
            : text + "; wherever both sides are defined";
    }

    private static string? Identity(Problem problem, Term left, Term right)
    {
        if (left.Equals(right))
        {
            return Same;
        }

        var algebra = new Algebra(problem);
        var limits = left is Limit || right is Limit;
        if (
            (left is Limit a ? LimitOf(algebra, a) : left) is not { } x
            || (right is Limit b ? LimitOf(algebra, b) : right) is not { } y
        )
        {
            return null;
        }

        if (x.Equals(y) || algebra.AreEqual(x, y))
        {
            return (limits ? "limit by continuity or l'Hôpital's rule, then " : "")
                + "exact algebra: one common form modulo 2^127 − 1 (error below 2^−106)";
        }

        if (!limits && ByCases(problem, x, y) is { } cases)
        {
            return cases;
        }

        return !limits && ConstantDifference(problem, algebra, x, y)
            ? "equal derivatives in every variable and equal at a point, by exact algebra modulo 2^127 − 1 (error below 2^−106)"
            : null;
    }

    // Two indices of one range are equal or they differ: each case by itself.
    private static string? ByCases(Problem problem, Term left, Term right)
    {
        var indices = problem
            .Variables.Where(variable => variable.Domain is Integers { Lower: not null, Upper: not null })
            .ToList();
        foreach (var one in indices)
        {
            foreach (
                var other in indices.TakeWhile(index => index != one).Where(index => index.Domain.Equals(one.Domain))
            )
            {
                var (i, j) = (new Symbol(one.Name), new Symbol(other.Name));
                var differ = problem.WithGoal(problem.Goal, new Compare(i, Relation.NotEqual, j));
                if (
                    new Algebra(differ).AreEqual(left, right)
                    && new Algebra(problem).AreEqual(left.Substitute(one.Name, j), right.Substitute(one.Name, j))
                )
                {
                    return $"exact algebra for {one.Name} = {other.Name} and for {one.Name} ≠ {other.Name}, modulo 2^127 − 1 (error below 2^−106)";
                }
            }
        }

        return null;
    }

    // The value of a limit as a term: by continuity, else by l'Hôpital's rule where numerator and denominator vanish
    // identically at the point.
    private static Term? LimitOf(Algebra algebra, Limit limit)
    {
        if (limit.Point is Constant(ConstantKind.Infinity) or Negate(Constant(ConstantKind.Infinity)))
        {
            return new LimitsAtInfinity(algebra, limit.Variable, limit.Point is Negate).Of(limit.Body);
        }

        if (limit.Point is Constant or Negate(Constant) || !Limits.IsContinuousWhereDefined(limit.Body))
        {
            return null;
        }

        var (numerator, denominator) = Limits.Fraction(limit.Body);
        for (var order = 0; order < MostLimitSteps; order++)
        {
            var top = numerator.Substitute(limit.Variable, limit.Point);
            var bottom = denominator.Substitute(limit.Variable, limit.Point);
            if (!algebra.IsZero(bottom))
            {
                return new Divide(top, bottom);
            }

            if (!algebra.IsZero(top))
            {
                return null;
            }

            (numerator, denominator) = (
                Limits.Derivative(numerator, limit.Variable),
                Limits.Derivative(denominator, limit.Variable)
            );
        }

        return null;
    }

    // On a product of intervals a function with zero gradient is constant.
    private static bool ConstantDifference(Problem problem, Algebra algebra, Term left, Term right)
    {
        var scalars = problem
            .Variables.Where(variable => variable.Domain is RealInterval && variable.Dimensions.Count == 0)
            .ToList();
        if (
            scalars.Count is 0 or > 4
            || scalars.Count != problem.Variables.Count
            || problem.Conditions.Count > 0
            || !Limits.IsContinuousWhereDefined(left)
            || !Limits.IsContinuousWhereDefined(right)
        )
        {
            return false;
        }

        // Both sides must be defined on the whole domain, else it may fall apart.
        var ranges = Ranges.Over(problem);
        if (ranges.Of(left) is null || ranges.Of(right) is null)
        {
            return false;
        }

        var difference = Simplifying.Sum(left, Simplifying.Negative(right));
        var point = problem.Sampler(1).Next(Draw.Simple, new RandomBits(1));
        if (point is null)
        {
            return false;
        }

        foreach (var variable in scalars)
        {
            if (!algebra.IsZero(Limits.Derivative(difference, variable.Name)))
            {
                return false;
            }

            difference = difference.Substitute(variable.Name, ((ExactNumber)point.Values[variable.Name]).Number);
        }

        return algebra.IsZero(difference);
    }

    private static bool NeverZero(Problem problem, Term difference, Dictionary<string, Range> domains)
    {
        var algebra = new Algebra(problem);
        var (numerator, _) = Limits.Fraction(difference);
        foreach (var form in new[] { difference, algebra.Collect(difference), algebra.Collect(numerator) })
        {
            if (new Ranges(domains).Of(form) is { } range && (range.IsPositive || range.IsNegative))
            {
                return true;
            }

            // One product whose factors have no zero: numbers, exponentials, reciprocals.
            Sequence<Term> factors = form switch
            {
                Multiply(var xs) => xs,
                Negate(Multiply(var xs)) => xs,
                Negate(var x) => [x],
                Add => [],
                _ => [form],
            };
            if (
                factors.Count > 0
                && factors.All(factor =>
                    factor
                        is Number { Value.Sign: not 0 }
                            or Apply
                            (Function.Exp, _)
                            or Power
                            (_, Number { Value.Sign: < 0 })
                    || new Ranges(domains).Of(factor) is { } range && (range.IsPositive || range.IsNegative)
                )
            )
            {
                return true;
            }
        }

        return false;
    }
}
