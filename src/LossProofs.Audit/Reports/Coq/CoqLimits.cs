// Limits and rates: the filter that says how a variable tends to its point.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Reports.Coq;

/// <summary>Claims about what something tends to.</summary>
internal static class CoqLimits
{
    /// <summary>A limit or a rate as a proposition; null where the claim is neither.</summary>
    public static string? Theorem(CoqStatement statement)
    {
        switch (statement.Goal)
        {
            case Terms.Comparison(Limit limit, Relation.Equal, var value):
                return Of(statement, limit, value);
            case Terms.Comparison(var value, Relation.Equal, Limit limit):
                return Of(statement, limit, value);
            case Rate(var left, var bound, var variable, var point, var side):
            {
                var filter = Filter(statement, variable, point, side);
                return Bound(
                    statement,
                    variable,
                    name =>
                        $"exists bound : R, {filter} (fun {name} => "
                        + $"{Existing(statement, left, bound)}Rabs ({statement.Terms.Real(left)}) <= bound * Rabs ({statement.Terms.Real(bound)}))"
                );
            }

            default:
                return null;
        }
    }

    private static string Of(CoqStatement statement, Limit limit, Term value)
    {
        var filter = Filter(statement, limit.Variable, limit.Point, limit.Side);
        var goal = value switch
        {
            Constant(ConstantKind.Infinity) => "(Rbar_locally p_infty)",
            Negate(Constant(ConstantKind.Infinity)) => "(Rbar_locally m_infty)",
            _ => $"(locally ({statement.Terms.Real(value)}))",
        };
        var needed = value is Constant or Negate(Constant) ? [] : statement.Terms.Existence(value);
        return Bound(
            statement,
            limit.Variable,
            name =>
            {
                var existing = statement.Terms.Existence(limit.Body);
                var inside =
                    existing.Count == 0
                        ? ""
                        : $"{filter} (fun {name} => {string.Join(" /\\ ", existing.Select(each => $"({each})"))}) /\\\n  ";
                return string.Concat(needed.Select(each => $"({each}) /\\\n  "))
                    + inside
                    + $"filterlim (fun {name} => {statement.Terms.Real(limit.Body)}) {filter} {goal}";
            }
        );
    }

    private static string Existing(CoqStatement statement, params Term[] terms) =>
        string.Concat(terms.SelectMany(statement.Terms.Existence).Distinct().Select(each => $"({each}) /\\ "));

    private static string Bound(CoqStatement statement, string variable, Func<string, string> write) =>
        statement.Terms.Within(variable, IsWhole(statement, variable) ? CoqSort.Natural : CoqSort.Real, write);

    private static bool IsWhole(CoqStatement statement, string variable) =>
        statement.Known(variable)?.Domain is Integers;

    private static string Filter(CoqStatement statement, string variable, Term point, Side side)
    {
        if (IsWhole(statement, variable))
        {
            return point is Constant(ConstantKind.Infinity)
                ? "eventually"
                : throw new NotExported("a limit of integers at a number");
        }

        switch (point)
        {
            case Constant(ConstantKind.Infinity):
                return "(Rbar_locally' p_infty)";
            case Negate(Constant(ConstantKind.Infinity)):
                return "(Rbar_locally' m_infty)";
        }

        if (side == Side.Both && statement.Known(variable)?.Domain is RealInterval(var lower, _, var upper, _))
        {
            // A number in the place of the point says on which side of it the domain lies.
            side = point is not Number(var at)
                ? lower is null && upper is null
                    ? Side.Both
                    : throw new NotExported("a limit at an end that is no number")
                : lower is { } low && low >= at
                    ? Side.Above
                    : upper is { } high && high <= at
                        ? Side.Below
                        : Side.Both;
        }

        var place = $"({statement.Terms.Real(point)})";
        return side switch
        {
            Side.Above => $"(at_right {place})",
            Side.Below => $"(at_left {place})",
            _ => $"(Rbar_locally' {place})",
        };
    }
}
