// An immutable list that compares by its elements, so that terms are equal exactly when they are the same tree.
using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace LossProofs.Audit.Terms;

/// <summary>An immutable list with structural equality; written as a collection expression.</summary>
/// <typeparam name="T">What it holds.</typeparam>
[CollectionBuilder(typeof(Sequence), nameof(Sequence.Create))]
public readonly struct Sequence<T>(ImmutableArray<T> items) : IReadOnlyList<T>, IEquatable<Sequence<T>>
{
    private readonly ImmutableArray<T> _items = items;

    private ImmutableArray<T> Items => _items.IsDefault ? [] : _items;

    /// <inheritdoc/>
    public int Count => Items.Length;

    /// <inheritdoc/>
    public T this[int index] => Items[index];

    /// <summary>The elements as a span.</summary>
    public ReadOnlySpan<T> AsSpan() => Items.AsSpan();

    /// <summary>The sequence of the images of the elements.</summary>
    public Sequence<TResult> Map<TResult>(Func<T, TResult> image)
    {
        var images = ImmutableArray.CreateBuilder<TResult>(Count);
        foreach (var item in Items)
        {
            images.Add(image(item));
        }

        return new Sequence<TResult>(images.MoveToImmutable());
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Sequence<T> other) => Items.AsSpan().SequenceEqual(other.Items.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Sequence<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var item in Items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => "[" + string.Join(", ", Items) + "]";
}

/// <summary>Builds sequences.</summary>
public static class Sequence
{
    /// <summary>The sequence of the given elements.</summary>
    public static Sequence<T> Create<T>(ReadOnlySpan<T> items) => new(ImmutableArray.Create(items));

    /// <summary>The sequence of the given elements.</summary>
    public static Sequence<T> ToSequence<T>(this IEnumerable<T> items) => new(items.ToImmutableArray());
}
