// Membership of exact values in the declared domains, checked apart from how they are drawn.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>Domains of variables.</summary>
internal static class Admissible
{
    private const int ClosedBits = 512;

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
            ? value is ExactNumber or ExactClosed
            : value is ExactArray(var entries)
                && entries.Count == shape[axis]
                && entries.All(entry => HasShape(entry, shape, axis + 1));

    private static bool IsIn(Domain domain, ExactValue value, Assignment assignment) =>
        domain switch
        {
            RealInterval interval => Numbers(value).All(number => IsIn(interval, number)),
            // No closed number that is kept as such is a fraction.
            _ when !Numbers(value).All(number => number is ExactNumber) => false,
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

    private static bool IsIn(RealInterval domain, ExactValue value)
    {
        if (Recalculation.Of(value, ClosedBits) is not Worth.Single { Value.Main: var number })
        {
            return false;
        }

        // A closed number at an end of a domain is not resolved, and so not admitted.
        var (least, most) = number.Exact is { } exact
            ? (exact, exact)
            : (number.In(ClosedBits).Lower, number.In(ClosedBits).Upper);
        return (domain.Lower is not { } low || least > low || (domain.LowerClosed && least == low))
            && (domain.Upper is not { } high || most < high || (domain.UpperClosed && most == high));
    }

    private static IEnumerable<ExactValue> Numbers(ExactValue value) =>
        value is ExactArray(var entries) ? entries.SelectMany(Numbers) : [value];

    private static IEnumerable<Rational> Entries(ExactValue value) =>
        Numbers(value).OfType<ExactNumber>().Select(number => number.Number);

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
        var values = assignment
            .Values.Where(pair => pair.Value is ExactNumber or ExactSet)
            .ToDictionary(pair => pair.Key, pair => Recalculation.Of(pair.Value, ClosedBits)!);
        return
            new Recalculation(Context.Empty, values, 64, new Budget(10_000)).Number(term)?.Exact
                is { IsInteger: true } whole
            ? (int)whole.Numerator
            : null;
    }
}
