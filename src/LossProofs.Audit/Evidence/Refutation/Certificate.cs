// The proof that a claim is false: an exact point, checked again by another route at twice the precision.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// A checked counterexample. The only way to one is <see cref="Check"/>, and the only way to a refutation is through
/// one.
/// </summary>
public sealed class Certificate
{
    private Certificate(Reading reading, Assignment assignment, Relation relation, string left, string right)
    {
        Reading = reading;
        Assignment = assignment;
        Relation = relation;
        Left = left;
        Right = right;
    }

    /// <summary>What is refuted: the reading with free functions made concrete.</summary>
    public Reading Reading { get; }

    /// <summary>The point.</summary>
    public Assignment Assignment { get; }

    /// <summary>The relation that fails there.</summary>
    public Relation Relation { get; }

    /// <summary>The certified enclosure of the left side (of the first entry that fails, for arrays).</summary>
    public string Left { get; }

    /// <summary>The certified enclosure of the right side.</summary>
    public string Right { get; }

    /// <summary>
    /// Evaluates the claim as it was read at the point, its premises, hypotheses and domains too, by
    /// <see cref="Recalculation"/>; null unless everything is certain: the point is admissible and the claim fails.
    /// </summary>
    /// <param name="problem">Which reading, which symbols and which solutions of conditions.</param>
    /// <param name="assignment">The point.</param>
    /// <param name="bits">Twice the precision at which the failure was found.</param>
    public static Certificate? Check(Problem problem, Assignment assignment, int bits)
    {
        var reading = problem.Concrete;
        var values = assignment.Values.ToDictionary(pair => pair.Key, pair => Recalculation.Of(pair.Value));
        foreach (var variable in problem.Variables)
        {
            if (
                !assignment.Values.TryGetValue(variable.Name, out var value)
                || !Admissible.IsIn(variable, value, assignment)
            )
            {
                return null;
            }
        }

        var budget = new Budget(20_000_000);
        foreach (var (name, term) in problem.Solutions)
        {
            var solved = new Recalculation(reading.Context, values, bits, budget).Evaluate(term);
            if (solved is null || problem.Variable(name) is not { } variable)
            {
                return null;
            }

            values[name] = solved;
            var check = new Recalculation(reading.Context, values, bits, budget);
            if (!Solving.InDomain(variable, new Symbol(name)).All(condition => check.Holds(condition) is true))
            {
                return null;
            }
        }

        var judge = new Recalculation(reading.Context, values, bits, budget);
        var goal = reading.Proposition;
        var conditions = problem.Hypotheses.Select(hypothesis => hypothesis.Condition).ToList();
        while (goal is Implication(var premises, var conclusion))
        {
            conditions.AddRange(premises);
            goal = conclusion;
        }

        // A solved equation cannot be seen to hold exactly, but its sides agree as far as the precision reaches.
        if (conditions.Any(condition => judge.Holds(condition) is not true && !Agrees(judge, condition, problem, bits)))
        {
            return null;
        }

        if (goal is not Terms.Comparison(var left, var relation, var right))
        {
            return null;
        }

        if (right is Constant(ConstantKind.Infinity) or Negate(Constant(ConstantKind.Infinity)))
        {
            // A finite limit is not infinite.
            return left is Limit && relation == Relation.Equal && judge.Number(left) is { } finite
                ? new Certificate(reading, assignment, relation, Show(finite, bits), right is Negate ? "-∞" : "∞")
                : null;
        }

        return
            judge.Evaluate(left) is { } a
            && judge.Evaluate(right) is { } b
            && judge.Decide(a, relation, b) is false
            && Failing(judge, a, relation, b) is var (x, y)
            && (relation != Relation.Equal || FailsForAllDecimals(reading, values, bits, left, right))
            ? new Certificate(reading, assignment, relation, Show(x, bits), Show(y, bits))
            : null;
    }

    // What was printed with some digits is refuted only beyond one unit of the last.
    private static bool FailsForAllDecimals(
        Reading reading,
        IReadOnlyDictionary<string, Worth> values,
        int bits,
        Term left,
        Term right
    )
    {
        var judge = new Recalculation(reading.Context, values, bits, new Budget(20_000_000)) { Widened = true };
        return judge.Evaluate(left) is { } a
            && judge.Evaluate(right) is { } b
            && judge.Decide(a, Relation.Equal, b) is false;
    }

    private static bool Agrees(Recalculation judge, Condition condition, Problem problem, int bits)
    {
        switch (condition)
        {
            case All(var conditions):
                return conditions.All(inner => judge.Holds(inner) is true || Agrees(judge, inner, problem, bits));
            case ForAll(var index, Span(Number, var last), var inner):
                // Instance by instance: what is agreed on is an equation.
                return judge.Number(last)?.Exact is { IsInteger: true } count
                    && count <= 1_000
                    && Enumerable
                        .Range(1, (int)count.Numerator)
                        .All(at => Agrees(judge, inner.Substitute(index, at), problem, bits));
            case Compare(var left, Relation.Equal, var right) when problem.Solutions.Count > 0:
                return judge.Number(left) is { } a
                    && judge.Number(right) is { } b
                    && (a.In(bits) - b.In(bits)) is { IsFinite: true, ContainsZero: true } difference
                    && difference.Radius <= new Rational(1, System.Numerics.BigInteger.One << (bits / 2));
            default:
                return false;
        }
    }

    // The first pair of numbers for which the relation certainly fails.
    private static (Part Left, Part Right)? Failing(Recalculation judge, Worth left, Relation relation, Worth right)
    {
        switch (left, right)
        {
            case (Worth.Single(var x), Worth.Single(var y)):
                return judge.Decide(left, relation, right) is false ? (x.Main, y.Main) : null;
            case (Worth.Many(var xs), Worth.Many(var ys)):
                return xs.Zip(ys, (x, y) => Failing(judge, x, relation, y)).FirstOrDefault(pair => pair is not null);
            case (Worth.Many(var xs), _):
                return xs.Select(x => Failing(judge, x, relation, right)).FirstOrDefault(pair => pair is not null);
            default:
                return null;
        }
    }

    private static string Show(Part part, int bits) =>
        part.Exact is { } exact ? exact.ToString() : Enclosures.Show(part.In(bits));
}

/// <summary>Membership of exact values in the declared domains, checked apart from how they are drawn.</summary>
internal static class Admissible
{
    public static bool IsIn(Variable variable, ExactValue value, Assignment assignment)
    {
        var shape = variable.Dimensions.Select(dimension => Whole(dimension, assignment)).ToList();
        return variable.Domain is IndexSet set
            ? IsIn(set, value, assignment)
            : !shape.Contains(null)
                && HasShape(value, [.. shape.Select(length => length!.Value)], 0)
                && IsIn(variable.Domain, value, assignment);
    }

    private static bool HasShape(ExactValue value, int[] shape, int axis) =>
        axis == shape.Length
            ? value is ExactNumber
            : value is ExactArray(var entries)
                && entries.Count == shape[axis]
                && entries.All(entry => HasShape(entry, shape, axis + 1));

    private static bool IsIn(Domain domain, ExactValue value, Assignment assignment) =>
        domain switch
        {
            RealInterval(var lower, var lowerClosed, var upper, var upperClosed) => Entries(value)
                .All(number =>
                    (lower is not { } low || number > low || (lowerClosed && number == low))
                    && (upper is not { } high || number < high || (upperClosed && number == high))
                ),
            Integers(var lower, var upper) => Entries(value)
                .All(number =>
                    number.IsInteger
                    && (lower is null or Negate(Constant) || Whole(lower, assignment) is { } low && number >= low)
                    && (upper is null or Constant || Whole(upper, assignment) is { } high && number <= high)
                ),
            Finite(var choices) => Entries(value).All(number => choices.Contains(number)),
            ProbabilityVector(var strict) => Rows(value)
                .All(row =>
                    row.All(number => strict ? number.Sign > 0 : number.Sign >= 0)
                    && row.Aggregate(Rational.Zero, (sum, number) => sum + number) == Rational.One
                ),
            OneHot => Rows(value)
                .All(row =>
                    row.Count(number => number == Rational.One) == 1 && row.Count(number => number.Sign != 0) == 1
                ),
            ZeroSum(var axis) => SumsToZero(value, axis),
            _ => false,
        };

    private static bool IsIn(IndexSet set, ExactValue value, Assignment assignment) =>
        value is ExactSet(var members)
        && Whole(set.Size, assignment) is { } size
        && members.All(member => member >= 1 && member <= size)
        && members.Distinct().Count() == members.Count
        && (
            set.ComplementOf is not { } complement
            || assignment.Values.GetValueOrDefault(complement) is ExactSet(var others)
                && others.Count + members.Count == size
                && !others.Any(members.Contains)
        )
        && (
            set.DisjointFrom is not { } disjoint
            || assignment.Values.GetValueOrDefault(disjoint) is ExactSet(var excluded)
                && !excluded.Any(members.Contains)
        );

    private static bool SumsToZero(ExactValue value, int axis)
    {
        if (value is not ExactArray(var slices))
        {
            return false;
        }

        if (axis > 0)
        {
            return slices.All(slice => SumsToZero(slice, axis - 1));
        }

        var columns = slices.Select(slice => Entries(slice).ToList()).ToList();
        return columns.Count > 0
            && Enumerable
                .Range(0, columns[0].Count)
                .All(at => columns.Aggregate(Rational.Zero, (sum, column) => sum + column[at]).Sign == 0);
    }

    private static IEnumerable<Rational> Entries(ExactValue value) =>
        value switch
        {
            ExactNumber(var number) => [number],
            ExactArray(var entries) => entries.SelectMany(Entries),
            _ => [],
        };

    private static IEnumerable<IReadOnlyList<Rational>> Rows(ExactValue value) =>
        value is not ExactArray(var entries) ? []
        : entries.All(entry => entry is ExactNumber)
            ?
            [
                [.. Entries(value)],
            ]
        : entries.SelectMany(Rows);

    private static int? Whole(Term term, Assignment assignment)
    {
        var values = assignment.Values.ToDictionary(pair => pair.Key, pair => Recalculation.Of(pair.Value));
        return
            new Recalculation(Context.Empty, values, 64, new Budget(10_000)).Number(term)?.Exact
                is { IsInteger: true } whole
            ? (int)whole.Numerator
            : null;
    }
}
