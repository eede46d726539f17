// A list whose items are made when they are asked for.
using System.Collections;

namespace LossProofs.CommandLine;

/// <summary>A list that holds the items it was last asked for, and makes all others anew.</summary>
/// <param name="count">How many items there are.</param>
/// <param name="make">Makes the item at a place.</param>
internal sealed class OnDemand<T>(int count, Func<int, T> make) : IReadOnlyList<T>
    where T : class
{
    // Few documents are read once; of many some are in memory, however many there are.
    private const int Most = 32;

    private readonly Dictionary<int, T> _held = [];
    private readonly Queue<int> _order = [];

    public int Count => count;

    public T this[int index]
    {
        get
        {
            if (_held.TryGetValue(index, out var known))
            {
                return known;
            }

            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
            var item = make(index);
            if (_order.Count == Most)
            {
                _held.Remove(_order.Dequeue());
            }

            _held.Add(index, item);
            _order.Enqueue(index);
            return item;
        }
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (var index = 0; index < count; index++)
        {
            yield return this[index];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
