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
    private readonly Store? _store = items.IsDefaultOrEmpty ? null : new Store(items);

    private ImmutableArray<T> Items => _store is null ? [] : _store.Items;

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
    public bool Equals(Sequence<T> other) =>
        ReferenceEquals(_store, other._store)
        || _store is { } mine
            && other._store is { } theirs
            && (mine.Hash == theirs.Hash || mine.Hash == 0 || theirs.Hash == 0)
            && mine.Items.AsSpan().SequenceEqual(theirs.Items.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Sequence<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        if (_store is null)
        {
            return 0;
        }

        if (_store.Hash == 0)
        {
            var hash = default(HashCode);
            foreach (var item in _store.Items)
            {
                hash.Add(item);
            }

            var code = hash.ToHashCode();
            _store.Hash = code == 0 ? 1 : code;
        }

        return _store.Hash;
    }

    // The hash is computed once: trees are keys of many tables.
    private sealed class Store(ImmutableArray<T> items)
    {
        public ImmutableArray<T> Items { get; } = items;

        public int Hash { get; set; }
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
