// The sizes of arrays of which nothing states one: an unknown length per axis, and which of them are equal.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

/// <summary>
/// Lengths that a claim leaves open, as far as its own products, sums and equations tie them to each other. They are
/// found while the claim is built; what is found late is known when it is built again.
/// </summary>
internal sealed class Sizes
{
    private readonly HashSet<string> _free = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Term> _same = new(StringComparer.Ordinal);

    /// <summary>Whether something was found since <see cref="Settle"/>.</summary>
    private bool _changed;

    /// <summary>Lengths that stand for a number in this reading.</summary>
    public IReadOnlyDictionary<string, int> Instances { get; init; } = new Dictionary<string, int>();

    /// <summary>A length of which nothing is known but that it is one.</summary>
    public Term Free(string name)
    {
        _free.Add(name);
        return Of(new Symbol(name));
    }

    /// <summary>What a length is known to be.</summary>
    public Term Of(Term length)
    {
        while (length is Symbol(var name) && _same.TryGetValue(name, out var other))
        {
            length = other;
        }

        return length is Symbol(var known) && Instances.TryGetValue(known, out var value) ? new Number(value) : length;
    }

    /// <summary>Takes two lengths as equal; false where they are known to be two.</summary>
    public bool Unify(Term one, Term other)
    {
        (one, other) = (Of(one), Of(other));
        if (one.Equals(other))
        {
            return true;
        }

        // What only an argument has says nothing outside of its function.
        if (one is not (Symbol or Number) || other is not (Symbol or Number))
        {
            return IsFree(one) || IsFree(other);
        }

        if (!IsFree(one))
        {
            (one, other) = (other, one);
        }

        if (!IsFree(one))
        {
            return false;
        }

        _same[((Symbol)one).Name] = other;
        _changed = true;
        return true;
    }

    /// <summary>Whether something new was found since the last call.</summary>
    public bool Settle()
    {
        var changed = _changed;
        _changed = false;
        return changed;
    }

    private bool IsFree(Term length) => length is Symbol(var name) && _free.Contains(name);
}

/// <summary>What has a value for sizes that are numbers only: the claim is tried at a few.</summary>
internal sealed class NeedsSize(string length, string reason) : NotUnderstood(reason)
{
    /// <summary>The length that has to be a number.</summary>
    public string Length { get; } = length;
}
