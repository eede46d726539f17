// A point at which everything that a claim assumes holds: where certificates stand.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// The values of all symbols at an admissible point: in their domains, solved symbols computed, premises and hypotheses
/// certain.
/// </summary>
internal sealed class PointSetting
{
    private const long Work = 20_000_000;

    private readonly Charge _charge;
    private readonly IReadOnlyDictionary<string, Worth> _values;

    private PointSetting(Charge charge, IReadOnlyDictionary<string, Worth> values, Proposition goal, int bits)
    {
        _charge = charge;
        _values = values;
        Goal = goal;
        Bits = bits;
        Checker = new Recalculation(charge.Reading.Context, values, bits, new Budget(Work));
    }

    /// <summary>What is asserted at the point, no premises any more.</summary>
    public Proposition Goal { get; }

    /// <summary>The precision.</summary>
    public int Bits { get; }

    /// <summary>Evaluates at the point.</summary>
    public Recalculation Checker { get; }

    /// <summary>The setting, or null unless the point is certainly one that the claim is about.</summary>
    /// <param name="charge">The claim.</param>
    /// <param name="assignment">The point.</param>
    /// <param name="bits">The precision.</param>
    /// <param name="open">Symbols without a value: the claim binds them (what tends to a limit, what is optimised).</param>
    public static PointSetting? Establish(Charge charge, Assignment assignment, int bits, params string[] open) =>
        Establish(charge, assignment, bits, null, open);

    /// <summary>The setting while one symbol is anywhere in an interval; its ends are to be established apart.</summary>
    public static PointSetting? Between(Charge charge, Assignment assignment, string moving, Ball way, int bits) =>
        Establish(charge, assignment, bits, (moving, way), []);

    private static PointSetting? Establish(
        Charge charge,
        Assignment assignment,
        int bits,
        (string Name, Ball Way)? moving,
        string[] open
    )
    {
        var context = charge.Reading.Context;
        var values = new Dictionary<string, Worth>();
        foreach (var (name, value) in assignment.Values)
        {
            if (Recalculation.Of(value, bits) is not { } worth)
            {
                return null;
            }

            values[name] = worth;
        }

        foreach (var variable in charge.Variables.Where(variable => !open.Contains(variable.Name)))
        {
            if (
                !assignment.Values.TryGetValue(variable.Name, out var value)
                || !Admissible.IsIn(variable, value, assignment)
            )
            {
                return null;
            }
        }

        if (moving is var (symbol, way))
        {
            values[symbol] = new Worth.Single(Perturbed.Of(Part.Around(way)));
        }

        var budget = new Budget(Work);
        foreach (var (name, term) in charge.Solutions)
        {
            var solved = new Recalculation(context, values, bits, budget).Evaluate(term);
            if (solved is null || context.Variable(name) is not { } variable)
            {
                return null;
            }

            values[name] = solved;
            var check = new Recalculation(context, values, bits, budget);
            if (!InDomain(variable).All(condition => check.Holds(condition) is true))
            {
                return null;
            }
        }

        var goal = charge.Reading.Proposition;
        var conditions = charge.Hypotheses.ToList();
        while (goal is Implication(var premises, var conclusion))
        {
            conditions.AddRange(premises);
            goal = conclusion;
        }

        var setting = new PointSetting(charge, values, goal, bits);
        return conditions.All(condition => setting.Checker.Holds(condition) is true || setting.Agrees(condition))
            ? setting
            : null;
    }

    /// <summary>The same point, printed decimals standing for what they may have been rounded from.</summary>
    public Recalculation Widened() => new(_charge.Reading.Context, _values, Bits, new Budget(Work)) { Widened = true };

    private static IEnumerable<Condition> InDomain(Variable variable)
    {
        var value = new Symbol(variable.Name);
        if (variable.Domain is not RealInterval domain)
        {
            yield break;
        }

        if (domain.Lower is { } lower)
        {
            yield return new Compare(value, domain.LowerClosed ? Relation.GreaterOrEqual : Relation.Greater, lower);
        }

        if (domain.Upper is { } upper)
        {
            yield return new Compare(value, domain.UpperClosed ? Relation.LessOrEqual : Relation.Less, upper);
        }
    }

    // A solved equation cannot always be seen to hold exactly, but its sides agree as far as the precision reaches.
    private bool Agrees(Condition condition)
    {
        switch (condition)
        {
            case All(var conditions):
                return conditions.All(inner => Checker.Holds(inner) is true || Agrees(inner));
            case ForAll(var index, Span(Number, var last), var inner):
                // Instance by instance: what is agreed on is an equation.
                return Checker.Number(last)?.Exact is { IsInteger: true } count
                    && count <= 1_000
                    && Enumerable.Range(1, (int)count.Numerator).All(at => Agrees(inner.Substitute(index, at)));
            case Compare(var left, Relation.Equal, var right) when _charge.Solutions.Count > 0:
                return Checker.Number(left) is { } a
                    && Checker.Number(right) is { } b
                    && (a.In(Bits) - b.In(Bits)) is { IsFinite: true, ContainsZero: true } difference
                    && difference.Radius <= new Rational(1, System.Numerics.BigInteger.One << (Bits / 2));
            default:
                return false;
        }
    }
}
