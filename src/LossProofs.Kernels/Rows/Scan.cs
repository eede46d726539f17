// The checks that read whole rows, by vectors: whether anything is wrong. What, and where, Arguments finds out.
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LossProofs.Kernels;

internal static class Scan
{
    /// <summary>No NaN, no +∞.</summary>
    public static bool AllBelowInfinity<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var (i, width) = (0, Vector512<T>.Count);
        var infinity = Vector512.Create(T.PositiveInfinity);
        var fine = Vector512<T>.AllBitsSet;
        for (; i <= values.Length - width; i += width)
            fine &= Vector512.LessThan(Vector512.LoadUnsafe(ref first, (nuint)i), infinity);
        var rest = true;
        for (; i < values.Length; i++)
            rest &= values[i] < T.PositiveInfinity;
        return rest && fine.AsByte() == Vector512<byte>.AllBitsSet;
    }

    /// <summary>The largest magnitude; infinite or NaN if one of the numbers is.</summary>
    /// <remarks>Without their signs numbers are in the order of their bits, NaN above ∞.</remarks>
    public static T Magnitude<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float)
            ? (T)(object)BitConverter.Int32BitsToSingle(LargestBits(MemoryMarshal.Cast<T, int>(values), int.MaxValue))
            : (T)
                (object)BitConverter.Int64BitsToDouble(LargestBits(MemoryMarshal.Cast<T, long>(values), long.MaxValue));

    private static TBits LargestBits<TBits>(ReadOnlySpan<TBits> values, TBits magnitude)
        where TBits : unmanaged, IBinaryInteger<TBits>
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var (i, width) = (0, Vector512<TBits>.Count);
        var mask = Vector512.Create(magnitude);
        var (a, b) = (Vector512<TBits>.Zero, Vector512<TBits>.Zero);
        for (; i <= values.Length - 2 * width; i += 2 * width)
        {
            a = Vector512.Max(a, Vector512.LoadUnsafe(ref first, (nuint)i) & mask);
            b = Vector512.Max(b, Vector512.LoadUnsafe(ref first, (nuint)(i + width)) & mask);
        }

        var largest = TBits.Zero;
        for (; i < values.Length; i++)
            largest = TBits.Max(largest, values[i] & magnitude);
        a = Vector512.Max(a, b);
        for (var lane = 0; lane < width; lane++)
            largest = TBits.Max(largest, a.GetElement(lane));
        return largest;
    }

    /// <summary>Every label from 0 to <paramref name="classCount"/> − 1.</summary>
    public static bool AllLabels(ReadOnlySpan<int> labels, int classCount)
    {
        var fine = true;
        foreach (var label in labels)
            fine &= (uint)label < (uint)classCount;
        return fine;
    }

    /// <summary>No NaN, no negative number, every row's sum within the tolerance of 1.</summary>
    /// <remarks>In parts that stay in the cache between the two looks at them.</remarks>
    public static bool AllDistributions<T>(ReadOnlySpan<T> values, int columns, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var fine = true;
        var size = Math.Max(1, 4096 / columns) * columns;
        for (; !values.IsEmpty && fine; values = values[Math.Min(size, values.Length)..])
        {
            var part = values[..Math.Min(size, values.Length)];
            fine = AllWithin(part, T.Zero, T.One + T.One);
            for (; !part.IsEmpty; part = part[columns..])
            {
                var row = part[..columns];
                fine &= Math.Abs((columns > 32 ? Sum(row) : ShortSum(row)) - 1) <= tolerance;
            }
        }

        return fine;
    }

    // Four sums side by side: a single one would wait for each addition.
    private static double ShortSum<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0);
        var i = 0;
        for (; i <= values.Length - 4; i += 4)
        {
            a += AsDouble(values[i]);
            b += AsDouble(values[i + 1]);
            c += AsDouble(values[i + 2]);
            d += AsDouble(values[i + 3]);
        }

        for (; i < values.Length; i++)
            a += AsDouble(values[i]);
        return a + b + (c + d);
    }

    private static double AsDouble<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? (float)(object)value : (double)(object)value;

    /// <summary>No NaN, nothing outside.</summary>
    public static bool AllWithin<T>(ReadOnlySpan<T> values, T least, T most)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var (i, width) = (0, Vector512<T>.Count);
        var (low, high) = (Vector512.Create(least), Vector512.Create(most));
        var fine = Vector512<T>.AllBitsSet;
        for (; i <= values.Length - width; i += width)
        {
            var value = Vector512.LoadUnsafe(ref first, (nuint)i);
            fine &= Vector512.GreaterThanOrEqual(value, low) & Vector512.LessThanOrEqual(value, high);
        }

        var rest = true;
        for (; i < values.Length; i++)
            rest &= values[i] >= least && values[i] <= most;
        return rest && fine.AsByte() == Vector512<byte>.AllBitsSet;
    }

    /// <summary>Whether some target is positive where its score is −∞.</summary>
    public static bool AnyOnMask<T>(ReadOnlySpan<T> targets, ReadOnlySpan<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref var target = ref MemoryMarshal.GetReference(targets);
        ref var score = ref MemoryMarshal.GetReference(scores);
        var (i, width) = (0, Vector512<T>.Count);
        var mask = Vector512.Create(T.NegativeInfinity);
        var found = Vector512<T>.Zero;
        for (; i <= scores.Length - width; i += width)
            found |=
                Vector512.Equals(Vector512.LoadUnsafe(ref score, (nuint)i), mask)
                & Vector512.GreaterThan(Vector512.LoadUnsafe(ref target, (nuint)i), Vector512<T>.Zero);
        var rest = false;
        for (; i < scores.Length; i++)
            rest |= T.IsNegativeInfinity(scores[i]) && targets[i] > T.Zero;
        return rest || found.AsByte() != Vector512<byte>.Zero;
    }

    /// <summary>The sum in double, within K·2⁻⁵³ of the sum of the magnitudes, for either precision.</summary>
    public static double Sum<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (i, sum, other, tail) = (0, Vector512<double>.Zero, Vector512<double>.Zero, 0.0);
        if (typeof(T) == typeof(float))
        {
            var floats = MemoryMarshal.Cast<T, float>(values);
            ref var first = ref MemoryMarshal.GetReference(floats);
            for (; i <= floats.Length - 16; i += 16)
            {
                var (lower, upper) = Vector512.Widen(Vector512.LoadUnsafe(ref first, (nuint)i));
                sum += lower;
                other += upper;
            }
        }
        else
        {
            var doubles = MemoryMarshal.Cast<T, double>(values);
            ref var first = ref MemoryMarshal.GetReference(doubles);
            for (; i <= doubles.Length - 16; i += 16)
            {
                sum += Vector512.LoadUnsafe(ref first, (nuint)i);
                other += Vector512.LoadUnsafe(ref first, (nuint)i + 8);
            }
        }

        sum += other;
        for (; i < values.Length; i++)
            tail += AsDouble(values[i]);
        for (var lane = 0; lane < 8; lane++)
            tail += sum.GetElement(lane);
        return tail;
    }
}
