// The checks that read whole rows, by vectors: whether anything is wrong. What, and where, Arguments finds out.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LossProofs.Elementary;

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
        if (i < values.Length)
            fine &= Vector512.LessThan(Last(values, i), infinity);
        return fine.AsByte() == Vector512<byte>.AllBitsSet;
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
        if (values.Length < 2 * width)
            return largest;
        a = Vector512.Max(a, b);
        var half = Vector256.Max(a.GetLower(), a.GetUpper());
        var quarter = Vector128.Max(half.GetLower(), half.GetUpper());
        for (var lane = 0; lane < Vector128<TBits>.Count; lane++)
            largest = TBits.Max(largest, quarter.GetElement(lane));
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
    /// <remarks>Sums of eight rows are folded together. One that is NaN or infinite is not within the tolerance.</remarks>
    [SkipLocalsInit]
    public static unsafe bool AllDistributions<T>(ReadOnlySpan<T> values, int columns, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sums = stackalloc Vector512<double>[8];
        fixed (T* first = values)
        {
            var (least, rows) = (Vector512<T>.Zero, values.Length / columns);
            for (int row = 0, count; row < rows; row += count)
            {
                count = Math.Min(8, rows - row);
                for (var i = 0; i < 8; i++)
                    sums[i] =
                        i < count
                            ? SumOfRow(first + (long)(row + i) * columns, columns, ref least)
                            : Vector512.CreateScalar(1.0);
                var sum = VectorMath.SumOfEach(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7]);
                var off = Vector512.Abs(sum - Vector512<double>.One);
                if (!Vector512.LessThanOrEqualAll(off, Vector512.Create(tolerance)))
                    return false;
            }

            return Vector512.GreaterThanOrEqualAll(least, Vector512<T>.Zero);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector512<double> SumOfRow<T>(T* row, int columns, ref Vector512<T> least)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (lowest, lower, upper) = (least, Vector512<double>.Zero, Vector512<double>.Zero);
        var i = 0;
        if (typeof(T) == typeof(float))
        {
            for (; i <= columns - 16; i += 16)
                Add(Vector512.Load((float*)row + i), ref lowest, ref lower, ref upper);
            if (i < columns)
                Add(
                    NativeSingle.LoadPart(row + i, NativeSingle.Part(columns - i)).Value,
                    ref lowest,
                    ref lower,
                    ref upper
                );
        }
        else
        {
            for (; i <= columns - 8; i += 8)
                Add(Vector512.Load((double*)row + i), ref lowest, ref lower);
            if (i < columns)
                Add(NativeDouble.LoadPart(row + i, NativeDouble.Part(columns - i)).Value, ref lowest, ref lower);
        }

        least = lowest;
        return lower + upper;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<T>(
        Vector512<float> values,
        ref Vector512<T> least,
        ref Vector512<double> lower,
        ref Vector512<double> upper
    )
    {
        least = Vector512.MinNative(least.As<T, float>(), values).As<float, T>();
        lower += Doubles.Widen(values.GetLower());
        upper += Doubles.Widen(values.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<T>(Vector512<double> values, ref Vector512<T> least, ref Vector512<double> sum)
    {
        least = Vector512.MinNative(least.As<T, double>(), values).As<double, T>();
        sum += values;
    }

    /// <summary>No NaN, nothing below 0 or above a number.</summary>
    public static bool AllUpTo<T>(ReadOnlySpan<T> values, T most)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var (i, width) = (0, Vector512<T>.Count);
        var (low, high) = (Vector512<T>.Zero, Vector512.Create(most));
        var fine = Vector512<T>.AllBitsSet;
        for (; i < values.Length; i += width)
        {
            var value = i <= values.Length - width ? Vector512.LoadUnsafe(ref first, (nuint)i) : Last(values, i);
            fine &= Vector512.GreaterThanOrEqual(value, low) & Vector512.LessThanOrEqual(value, high);
        }

        return fine.AsByte() == Vector512<byte>.AllBitsSet;
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
        if (i < scores.Length)
            found |=
                Vector512.Equals(Last(scores, i), mask) & Vector512.GreaterThan(Last(targets, i), Vector512<T>.Zero);
        return found.AsByte() != Vector512<byte>.Zero;
    }

    /// <summary>The sum in double, within K·2⁻⁵³ of the sum of the magnitudes, for either precision.</summary>
    public static double Sum<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (i, lower, upper, total) = (0, Vector512<double>.Zero, Vector512<double>.Zero, 0.0);
        ref var first = ref MemoryMarshal.GetReference(values);
        for (; i < values.Length; i += Vector512<T>.Count)
        {
            var numbers =
                i <= values.Length - Vector512<T>.Count ? Vector512.LoadUnsafe(ref first, (nuint)i) : Last(values, i);
            if (typeof(T) == typeof(float))
            {
                lower += Doubles.Widen(numbers.As<T, float>().GetLower());
                upper += Doubles.Widen(numbers.As<T, float>().GetUpper());
            }
            else
                lower += numbers.As<T, double>();
        }

        lower += upper;
        for (var lane = 0; lane < 8; lane++)
            total += lower.GetElement(lane);
        return total;
    }

    // The last numbers, fewer than a vector, and 0, which no check minds.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector512<T> Last<T>(ReadOnlySpan<T> values, int from)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var count = values.Length - from;
        fixed (T* first = values)
            return typeof(T) == typeof(float)
                ? NativeSingle.LoadPart(first + from, NativeSingle.Part(count)).Value.As<float, T>()
                : NativeDouble.LoadPart(first + from, NativeDouble.Part(count)).Value.As<double, T>();
    }
}
