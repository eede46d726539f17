// Where a side of a claim certainly has no value: a zero divisor, a logarithm or root outside of its domain.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// "For every real q" says q = 1, too. What is said of points at which only one side exists is not confirmed where the text
/// or a binding gives the domain of all quantities that the missing value depends on; a domain that is guessed leaves the
/// exception to the reader.
/// </summary>
internal sealed class MissingValues(Problem problem)
{
    private const int MostDivisors = 3;
    private const int MostZeros = 24;

    // What is differentiated has no derivative where it has no value, whatever the derivative's formula is there.
    private readonly IReadOnlyList<(Term Body, bool IsLeft)> _differentiated = problem.Reading.Proposition
        is Terms.Comparison(var left, _, var right)
        ? [.. Differentiated(left).Select(body => (body, true)), .. Differentiated(right).Select(body => (body, false))]
        : [];

    /// <summary>What has no value on a side at a point; null where that is not certain, or no domain says the point.</summary>
    public string? Of(Term side, bool isLeft, Evaluator<Ball> evaluator, Assignment assignment) =>
        Missing(side, evaluator) is { } part
        && part.FreeNames() is { Count: > 0 } names
        && names.All(name =>
            problem.Variable(name) is { Dimensions.Count: 0, Provenance: Provenance.Text or Provenance.Declared }
            && assignment.Values.ContainsKey(name)
        )
            ? $"at {Only(assignment, names)} the {(isLeft ? "left" : "right")} side has no value: exclude it"
            : null;

    /// <summary>What is differentiated and has no value at a point where both formulas have one; else null.</summary>
    public string? UnderDerivative(Evaluator<Ball> evaluator, Assignment assignment) =>
        _differentiated
            .Select(part => Of(part.Body, part.IsLeft, evaluator, assignment))
            .FirstOrDefault(missing => missing is not null);

    /// <summary>Points at which a divisor is 0.</summary>
    public IEnumerable<Assignment> ZeroDivisors(Sampler sampler, ulong seed, long work) =>
        problem.Goal is Terms.Comparison(var left, _, var right)
            ? Divisors(left)
                .Concat(Divisors(right))
                .Where(divisor => divisor.FreeNames().Count > 0)
                .Distinct()
                .Take(MostDivisors)
                .SelectMany(divisor =>
                    new TouchingPoints(
                        problem.WithGoal(new Terms.Comparison(divisor, Relation.NotEqual, Term.Zero)),
                        sampler,
                        seed,
                        new Budget(work / MostDivisors)
                    )
                        .All()
                        .Where(candidate => candidate.Crossing is null)
                        .Select(candidate => candidate.Assignment)
                        .Take(MostZeros)
                )
            : [];

    // The innermost part without a value, outside of what binds names.
    private static Term? Missing(Term term, Evaluator<Ball> evaluator)
    {
        if (term is Piecewise(var branches, null))
        {
            return branches.All(branch => evaluator.Holds(branch.Condition) is false) ? term : null;
        }

        if (term is not (Negate or Add or Multiply or Divide or Power or Apply or Guarded))
        {
            return null;
        }

        return term.Children().Select(child => Missing(child, evaluator)).FirstOrDefault(part => part is not null)
            ?? (IsOutside(term, evaluator) ? term : null);
    }

    // 0⁰ is a convention, and so is an odd root of a negative number.
    private static bool IsOutside(Term term, Evaluator<Ball> evaluator) =>
        term switch
        {
            Divide(_, var divisor) => evaluator.Evaluate(divisor).Exact is { Sign: 0 },
            Power(var root, var exponent) => evaluator.Evaluate(root) is { IsNumber: true } below
                && evaluator.Evaluate(exponent) is { IsNumber: true } above
                && (
                    below.Exact is { Sign: 0 } && above.Real.Sign < 0
                    || below.Real.Sign < 0 && above.Exact is { IsInteger: false, Denominator.IsEven: true }
                ),
            Apply(var function, var arguments) => NaturalDomain
                .Of(function, arguments, open: false)
                .Any(condition => evaluator.Holds(condition) is false),
            _ => false,
        };

    private static IEnumerable<Term> Differentiated(Term term) =>
        term is Derivative(var body, _) ? [body] : term.Children().SelectMany(Differentiated);

    private static IEnumerable<Term> Divisors(Term term)
    {
        var own = term switch
        {
            Divide(_, var divisor) => divisor,
            Power(var root, Number({ Sign: < 0 }) or Negate) => root,
            _ => null,
        };
        var inner = term is Negate or Add or Multiply or Divide or Power or Apply
            ? term.Children().SelectMany(Divisors)
            : [];
        return own is null ? inner : inner.Prepend(own);
    }

    private static Assignment Only(Assignment assignment, IReadOnlySet<string> names) =>
        new(assignment.Values.Where(pair => names.Contains(pair.Key)).ToDictionary());
}
