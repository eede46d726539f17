// Deciding order by raising the precision.
namespace LossProofs.Reals;

/// <summary>What a comparison found out.</summary>
public enum Order
{
    /// <summary>Certainly x &lt; y.</summary>
    Less,

    /// <summary>Certainly x &gt; y.</summary>
    Greater,

    /// <summary>Certainly x = y: both are the same exact number.</summary>
    Equal,

    /// <summary>The enclosures still overlap at the highest precision tried.</summary>
    Indistinguishable,

    /// <summary>One of the two is undefined.</summary>
    Undefined,
}

/// <summary>The result of a comparison and the precision at which it was reached.</summary>
/// <param name="Order">What is certain.</param>
/// <param name="Bits">The working precision of the last evaluation.</param>
/// <param name="Left">The enclosure of x at that precision.</param>
/// <param name="Right">The enclosure of y at that precision.</param>
public readonly record struct Comparison(Order Order, int Bits, Ball Left, Ball Right);

public readonly partial struct Ball
{
    /// <summary>The order of two balls as they are.</summary>
    public static Order Compare(Ball x, Ball y) =>
        !x.IsDefined || !y.IsDefined ? Order.Undefined
        : CertainlyLess(x, y) ? Order.Less
        : CertainlyLess(y, x) ? Order.Greater
        : (x.IsExact && y.IsExact) || (x.IsInfinity && y._kind == x._kind) ? Order.Equal
        : Order.Indistinguishable;

    /// <summary>
    /// Evaluates both at 64, 128, 256, ... bits until they separate, are the same exact number, or
    /// <paramref name="maxBits"/> is reached. A side that is undefined at one precision is tried again at the next: a
    /// domain edge may lie within the first enclosure.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">maxBits is outside [MinBits, MaxBits].</exception>
    public static Comparison Compare(Func<int, Ball> x, Func<int, Ball> y, int maxBits = 4_096)
    {
        CheckBits(maxBits);
        for (var bits = Math.Min(64, maxBits); ; bits = Math.Min(2 * bits, maxBits))
        {
            var (left, right) = (x(bits), y(bits));
            var order = Compare(left, right);
            if (order is Order.Less or Order.Greater or Order.Equal || bits == maxBits)
            {
                return new Comparison(order, bits, left, right);
            }
        }
    }
}
