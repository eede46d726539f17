// An exact substitution for every free symbol of a claim: what a counterexample is made of.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>An exact value: a rational number, an array of them, or an index set.</summary>
public abstract record ExactValue
{
    /// <summary>The value in a number type.</summary>
    public Value<T> In<T>(int bits)
        where T : IReal<T> =>
        this switch
        {
            ExactNumber(var number) => Value<T>.Of(number, bits),
            ExactArray(var entries) => Value<T>.Of([.. entries.Select(entry => entry.In<T>(bits))]),
            ExactSet(var members) => Value<T>.Set([.. members]),
            _ => Value<T>.Undefined,
        };
}

/// <summary>A rational number.</summary>
public sealed record ExactNumber(Rational Number) : ExactValue
{
    /// <inheritdoc/>
    public override string ToString() => Number.ToString();
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

    /// <summary>The values in a number type.</summary>
    public IReadOnlyDictionary<string, Value<T>> In<T>(int bits)
        where T : IReal<T> => Values.ToDictionary(pair => pair.Key, pair => pair.Value.In<T>(bits));

    /// <summary>The same with one value changed.</summary>
    public Assignment With(string name, ExactValue value) =>
        new(new Dictionary<string, ExactValue>(Values) { [name] = value });

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Values.Select(pair => $"{pair.Key} = {pair.Value}"));
}
