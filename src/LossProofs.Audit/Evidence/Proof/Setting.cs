// What a theorem is about: quantities with their domains, and what is assumed of them.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence.Proof;

/// <summary>
/// The points that a theorem speaks of: every choice of values for the variables, in their domains, at which all
/// assumptions are defined and true. Immutable; extended by <see cref="With(Condition)"/> and <see cref="With(Variable)"/>,
/// so that what holds in a setting holds in all of its extensions.
/// </summary>
public sealed class Setting
{
    private readonly Setting? _parent;
    private readonly int _depth;

    private Setting(Setting? parent, Sequence<Variable> variables, Sequence<Condition> assumptions)
    {
        _parent = parent;
        _depth = parent is null ? 0 : parent._depth + 1;
        Variables = variables;
        Assumptions = assumptions;
    }

    /// <summary>The quantities; a name that is declared again means the later one.</summary>
    public Sequence<Variable> Variables { get; }

    /// <summary>What is assumed, conjunctions taken apart.</summary>
    public Sequence<Condition> Assumptions { get; }

    /// <summary>A setting with these quantities and assumptions.</summary>
    public static Setting Of(Sequence<Variable> variables, IEnumerable<Condition> assumptions) =>
        new(null, variables, assumptions.SelectMany(Parts).ToSequence());

    /// <summary>The quantity of that name, or null.</summary>
    public Variable? Variable(string name)
    {
        for (var at = Variables.Count - 1; at >= 0; at--)
        {
            if (Variables[at].Name == name)
            {
                return Variables[at];
            }
        }

        return null;
    }

    /// <summary>The points of this setting at which the condition holds, too.</summary>
    public Setting With(Condition assumption) =>
        new(this, Variables, Assumptions.Concat(Parts(assumption)).ToSequence());

    /// <summary>The points of this setting, each with every value of one more quantity, whose name is new here.</summary>
    /// <exception cref="ArgumentException">The name is not new.</exception>
    public Setting With(Variable variable) =>
        Variable(variable.Name) is null
            ? new(this, [.. Variables, variable], Assumptions)
            : throw new ArgumentException($"{variable.Name} is declared already", nameof(variable));

    /// <summary>The points of this setting at which a real number lies in a part of its domain.</summary>
    /// <exception cref="ArgumentException">The name is not that of a real number, or the interval is no part of its domain.</exception>
    public Setting Within(string name, RealInterval part) =>
        Variable(name) is { Dimensions.Count: 0, Domain: RealInterval whole } variable && IsPart(part, whole)
            ? new(
                this,
                Variables.Map(other => ReferenceEquals(other, variable) ? variable with { Domain = part } : other),
                Assumptions
            )
            : throw new ArgumentException($"no part of the domain of {name}", nameof(part));

    /// <summary>
    /// The points of this setting without a real number of which nothing else speaks: the other quantities and all
    /// assumptions, none of which mentions it; null where something does.
    /// </summary>
    public Setting? Without(string name) =>
        Assumptions.Any(assumption => assumption.FreeNames().Contains(name))
        || Variables.Any(variable =>
            variable.Dimensions.Any(dimension => dimension.FreeNames().Contains(name))
            || variable.Domain is Integers(var lower, var upper)
                && (lower?.FreeNames().Contains(name) == true || upper?.FreeNames().Contains(name) == true)
        )
            ? null
            : Of(Variables.Where(variable => variable.Name != name).ToSequence(), Assumptions);

    private static bool IsPart(RealInterval part, RealInterval whole) =>
        (
            whole.Lower is not { } low
            || part.Lower is { } lower && (lower > low || lower == low && (whole.LowerClosed || !part.LowerClosed))
        )
        && (
            whole.Upper is not { } high
            || part.Upper is { } upper && (upper < high || upper == high && (whole.UpperClosed || !part.UpperClosed))
        );

    /// <summary>True when this setting was made from the other by adding assumptions and quantities, or is the same.</summary>
    public bool Extends(Setting other)
    {
        var at = this;
        while (at._depth > other._depth)
        {
            at = at._parent!;
        }

        return ReferenceEquals(at, other);
    }

    private static IEnumerable<Condition> Parts(Condition condition) =>
        condition is All(var conditions) ? conditions.SelectMany(Parts) : [condition];
}
