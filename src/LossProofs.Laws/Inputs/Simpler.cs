// Shrinking: from a failing input to ones that a person would rather check by hand.
using System.Globalization;
using System.Numerics;

namespace LossProofs.Laws;

/// <summary>Candidates that are simpler than a given number or row; simplicity only ever decreases, so shrinking ends.</summary>
public static class Simpler
{
    /// <summary>Simpler numbers that are allowed, the simplest first.</summary>
    public static IEnumerable<T> Number<T>(T value, Func<T, bool> allowed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        Candidates(value).Where(candidate => allowed(candidate) && IsSimpler(candidate, value)).Distinct();

    /// <summary>Rows with fewer entries, then rows with one simpler entry, then rows with all entries simpler.</summary>
    public static IEnumerable<T[]> Row<T>(T[] row, Func<T, bool> allowed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        Kept(row.Length).Select(kept => Select(row, kept)).Concat(Entries(row, allowed));

    /// <summary>Which entries to keep: all but a block, for blocks of halving lengths.</summary>
    public static IEnumerable<int[]> Kept(int length)
    {
        for (var block = length / 2; block >= 1; block /= 2)
        {
            for (var start = 0; start + block <= length && length > block; start += block)
            {
                var first = start;
                var last = start + block;
                yield return [.. Enumerable.Range(0, length).Where(i => i < first || i >= last)];
            }
        }
    }

    /// <summary>The items at these places.</summary>
    public static TItem[] Select<TItem>(TItem[] items, int[] kept) => [.. kept.Select(i => items[i])];

    /// <summary>Rows of the same length with simpler entries.</summary>
    public static IEnumerable<T[]> Entries<T>(T[] row, Func<T, bool> allowed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        foreach (var simple in new Func<T, T>[] { _ => T.Zero, T.Truncate, value => T.Round(value, 1) })
        {
            var all = Array.ConvertAll(
                row,
                value =>
                    simple(value) is var candidate && allowed(candidate) && IsSimpler(candidate, value)
                        ? candidate
                        : value
            );
            if (!all.AsSpan().SequenceEqual(row))
            {
                yield return all;
            }
        }

        // What matters may be how far entries are apart.
        if (row.Length > 1 && row.Min() is var least && T.IsFinite(least))
        {
            var shifted = Array.ConvertAll(row, value => value - least);
            if (Array.TrueForAll(shifted, value => allowed(value)) && Length(shifted) < Length(row))
            {
                yield return shifted;
            }
        }

        for (var i = 0; i < row.Length; i++)
        {
            foreach (var simpler in Number(row[i], allowed))
            {
                var one = (T[])row.Clone();
                one[i] = simpler;
                yield return one;
            }
        }
    }

    private static int Length<T>(T[] row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => row.Sum(value => Complexity(value).Length);

    // What a person finds simple: fewer characters, then the smaller number, then no sign.
    private static bool IsSimpler<T>(T candidate, T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Complexity(candidate).CompareTo(Complexity(value)) < 0;

    private static (int Length, double Magnitude, bool Negative) Complexity<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (
            value.ToString("R", CultureInfo.InvariantCulture).Length,
            Math.Abs(double.CreateTruncating(value)),
            T.IsNegative(value)
        );

    private static IEnumerable<T> Candidates<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        yield return T.Zero;
        yield return T.One;
        yield return -T.One;
        yield return T.CreateTruncating(2);
        yield return T.CreateTruncating(0.5);
        yield return T.CreateTruncating(0.1);
        yield return T.Abs(value);
        if (!T.IsFinite(value))
        {
            yield return T.CreateTruncating(100) * (T.IsNegative(value) ? -T.One : T.One);
            yield break;
        }

        yield return T.Truncate(value);
        yield return T.Truncate(value / T.CreateTruncating(2));
        // Towards a threshold in steps that halve: one by one would take hundreds.
        for (var part = 4; part <= 1024; part *= 2)
        {
            yield return T.Truncate(value - value / T.CreateTruncating(part));
        }

        yield return T.Truncate(value - T.CopySign(T.One, value));
        foreach (var format in new[] { "E0", "E1", "E3" })
        {
            yield return T.Parse(value.ToString(format, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
                is var rounded
            && T.IsFinite(rounded)
                ? rounded
                : value;
        }

        yield return value / T.CreateTruncating(2);
    }
}
