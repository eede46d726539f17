// Where an inequality goes as a number grows: H_n <= 10 holds at every n that is tried, and fails beyond.
using System.Numerics;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// Extrapolates the distance of the sides along growing values of one symbol. It refutes nothing: a claim whose sides seem to
/// cross where nobody looked is not confirmed by the places where somebody did.
/// </summary>
internal static class Trend
{
    // Values that are needed to see where a sequence goes.
    private const int Fewest = 6;

    // Two differences in this ratio: it does not stop.
    private const double Endless = 0.97;

    // How much farther the extrapolated end has to lie beyond 0 than it moved with the last value.
    private const double Sure = 4;

    private const double Noise = 1e-25;
    private const long Work = 400_000;
    private const int Bits = Trial.FirstBits;

    /// <summary>The symbol with which the sides seem to cross, at a point where the claim holds; null where none does.</summary>
    public static string? Crosses(Problem problem, Assignment witness)
    {
        if (
            problem.Goal is not Terms.Comparison(var left, var relation, var right)
            || relation is Relation.Equal or Relation.NotEqual
        )
        {
            return null;
        }

        var lengths = problem
            .Variables.SelectMany(variable => variable.Dimensions)
            .SelectMany(size => size.FreeNames());
        foreach (var variable in problem.Variables.Where(Grows))
        {
            if (!lengths.Contains(variable.Name) && Growing(variable).Any(values => Crossing(variable, values)))
            {
                return variable.Name;
            }
        }

        return null;

        bool Crossing(Variable variable, IEnumerable<BigInteger> values)
        {
            var budget = new Budget(Work);
            var room = new List<double>();
            foreach (var value in values)
            {
                var point = witness.With(variable.Name, new ExactNumber((Rational)value));
                if (Room(point, budget) is not { } next)
                {
                    break;
                }

                if (next < 0)
                {
                    return true;
                }

                room.Add(next);
            }

            return GoesBelow(room);
        }

        // How much room the inequality has at a point.
        double? Room(Assignment point, Budget budget)
        {
            var evaluator = new Evaluator<Ball>(point.In<Ball>(Bits), Bits, budget);
            if (!problem.Conditions.All(condition => evaluator.Holds(condition) is true))
            {
                return null;
            }

            var (a, b) = (evaluator.Evaluate(left), evaluator.Evaluate(right));
            if (!a.IsNumber || !b.IsNumber)
            {
                return null;
            }

            var room = relation is Relation.Less or Relation.LessOrEqual ? b.Real - a.Real : a.Real - b.Real;
            return room.IsFinite ? room.MidpointAsDouble() : null;
        }
    }

    private static bool Grows(Variable variable) =>
        variable.Dimensions.Count == 0 && variable.Domain is Integers { Upper: null } or RealInterval { Upper: null };

    // Twice as large each time; and each the square of the one before.
    private static IEnumerable<IEnumerable<BigInteger>> Growing(Variable variable)
    {
        yield return Enumerable.Range(3, 10).Select(power => BigInteger.One << power);
        yield return Enumerable.Range(0, 7).Select(power => BigInteger.Pow(10, 1 << power));
    }

    /// <summary>Whether a sequence of positive numbers that falls seems to end below 0.</summary>
    internal static bool GoesBelow(IReadOnlyList<double> room)
    {
        if (room.Count < Fewest || room.Any(value => !double.IsFinite(value)))
        {
            return false;
        }

        var steps = room.Zip(room.Skip(1), (one, next) => next - one).ToList();
        if (steps.TakeLast(4).Any(step => step >= -Noise))
        {
            return false;
        }

        var (last, before) = (steps[^1] / steps[^2], steps[^2] / steps[^3]);
        if (last >= Endless && before >= Endless)
        {
            return true;
        }

        if (last >= 1 || before >= 1)
        {
            return false;
        }

        var end = room[^1] + steps[^1] * last / (1 - last);
        var earlier = room[^2] + steps[^2] * before / (1 - before);
        return end < 0 && -end > Sure * Math.Abs(end - earlier);
    }
}
