// An exact substitution for every free symbol of a claim: what a counterexample is made of.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>An exact value: a number, an array of them, or an index set.</summary>
public abstract record ExactValue;

/// <summary>A rational number.</summary>
public sealed record ExactNumber(Rational Number) : ExactValue
{
    /// <inheritdoc/>
    public override string ToString() => Number.ToString();
}

/// <summary>A number in closed form that is no fraction: a term without symbols, such as √2, 1/π or log 3.</summary>
public sealed record ExactClosed(Term Term) : ExactValue
{
    /// <inheritdoc/>
    public override string ToString() => ClosedText.Write(Term);
}

/// <summary>An array.</summary>
public sealed record ExactArray(Sequence<ExactValue> Entries) : ExactValue
{
    /// <inheritdoc/>
    public override string ToString() => Entries.ToString();
}

/// <summary>A set of indices, ascending.</summary>
public sealed record ExactSet(Sequence<int> Members) : ExactValue
{
    /// <inheritdoc/>
    public override string ToString() => "{" + string.Join(", ", Members) + "}";
}

/// <summary>The values of the free symbols, by name; immutable.</summary>
public sealed class Assignment(IReadOnlyDictionary<string, ExactValue> values)
{
    /// <summary>Every symbol with its value, by name in ordinal order.</summary>
    public IReadOnlyDictionary<string, ExactValue> Values { get; } =
        new SortedDictionary<string, ExactValue>(values.ToDictionary(), StringComparer.Ordinal);

    /// <summary>The same with one value changed.</summary>
    public Assignment With(string name, ExactValue value) =>
        new(new Dictionary<string, ExactValue>(Values) { [name] = value });

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Values.Select(pair => $"{pair.Key} = {pair.Value}"));
}
