// What a term evaluates to: a number (exact where it can be kept so), an array, an index set, or undefined.
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>A value of a term in the number type T; immutable.</summary>
/// <typeparam name="T">Ball, Interval, …</typeparam>
public sealed class Value<T>
    where T : IReal<T>
{
    // Exact values longer than this go on as enclosures only: exactness matters for indices, kinks and simple points.
    private const int ExactBits = 512;

    private readonly int _bits;
    private T? _real;
    private bool _hasReal;

    private Value(Rational? exact, T? real, bool hasReal, int bits)
    {
        Exact = exact;
        _real = real;
        _hasReal = hasReal;
        _bits = bits;
    }

    /// <summary>Undefined, or not resolved: no verdict may rest on it.</summary>
    public static Value<T> Undefined { get; } = new(null, default, false, 0);

    /// <summary>The exact number, where it is known.</summary>
    public Rational? Exact { get; }

    /// <summary>The elements of an array, else null.</summary>
    public IReadOnlyList<Value<T>>? Items { get; private init; }

    /// <summary>The members of an index set, else null.</summary>
    public IReadOnlyList<int>? Members { get; private init; }

    /// <summary>True for a defined number.</summary>
    public bool IsNumber => _hasReal || Exact is not null;

    /// <summary>True unless undefined; an array counts as defined when it holds no undefined number.</summary>
    public bool IsDefined => IsNumber || Members is not null || Items?.All(item => item.IsDefined) == true;

    /// <summary>The enclosure of a number.</summary>
    public T Real
    {
        get
        {
            if (!_hasReal)
            {
                _real = Exact is { } exact ? T.From(exact, _bits) : T.Undefined;
                _hasReal = Exact is not null;
            }

            return _real!;
        }
    }

    /// <summary>The integer that the number certainly is, else null.</summary>
    public int? Integer =>
        Exact is { IsInteger: true } exact && Rational.Abs(exact) <= 1_000_000 ? (int)exact.Numerator : null;

    /// <summary>An exact number.</summary>
    public static Value<T> Of(Rational exact, int bits) =>
        exact.Numerator.GetBitLength() + exact.Denominator.GetBitLength() <= ExactBits
            ? new Value<T>(exact, default, false, bits)
            : Of(T.From(exact, bits));

    /// <summary>An enclosed number.</summary>
    public static Value<T> Of(T real) => real.IsDefined ? new Value<T>(null, real, true, 0) : Undefined;

    /// <summary>An array.</summary>
    public static Value<T> Of(IReadOnlyList<Value<T>> items) => new(null, default, false, 0) { Items = items };

    /// <summary>An index set.</summary>
    public static Value<T> Set(IReadOnlyList<int> members) => new(null, default, false, 0) { Members = members };
}

/// <summary>Exact values as values of a number type.</summary>
public static class ExactValues
{
    /// <summary>The value in a number type.</summary>
    public static Value<T> In<T>(this ExactValue value, int bits)
        where T : IReal<T> =>
        value switch
        {
            ExactNumber(var number) => Value<T>.Of(number, bits),
            ExactClosed(var term) => new Evaluator<T>(
                new Dictionary<string, Value<T>>(),
                bits,
                new Budget(1_000)
            ).Evaluate(term),
            ExactArray(var entries) => Value<T>.Of([.. entries.Select(entry => entry.In<T>(bits))]),
            ExactSet(var members) => Value<T>.Set([.. members]),
            _ => Value<T>.Undefined,
        };

    /// <summary>The values of an assignment in a number type.</summary>
    public static IReadOnlyDictionary<string, Value<T>> In<T>(this Assignment assignment, int bits)
        where T : IReal<T> => assignment.Values.ToDictionary(pair => pair.Key, pair => pair.Value.In<T>(bits));
}
