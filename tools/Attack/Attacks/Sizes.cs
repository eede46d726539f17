// All lengths that .NET allows: spans of 2^31 bytes and more, and 2^31 − 1 rows. Pages that are only read are one page of zeros.
using LossProofs.Elementary;
using LossProofs.Kernels;
using LossProofs.Reals;

namespace LossProofs.Attack;

/// <summary>One function of each kind of loop, on zeros, against what is known of them.</summary>
public static unsafe class Sizes
{
    private const int Long = (1 << 29) + 17; // floats: more than 2^31 bytes

    private static readonly Ball LogTwo = Ball.Log(Ball.From(2.0, 128));

    /// <summary>What is wrong; a line of progress for each that is tried goes to standard error.</summary>
    /// <param name="only">Part of the names of those that are tried.</param>
    public static IEnumerable<string> Run(string only) =>
        new (string Name, Func<string?> Try)[]
        {
            ("multi-label cross-entropy of 2^31 - 1 rows, sum", () => MultiLabel(Reduction.Sum)),
            ("multi-label cross-entropy of 2^31 - 1 rows, mean", () => MultiLabel(Reduction.Mean)),
            ("cross-entropy of 2^31 - 1 rows of one class", OneClass),
            ("cross-entropy of more equal floats than floats count", EqualFloats),
            ("softmax of a batch, in place", BatchInPlace),
            ("cross-entropy of one long row, in place", RowInPlace),
            ("exp of a long span, and its partial overlap", Elementwise),
        }
            .Where(size => size.Name.Contains(only, StringComparison.OrdinalIgnoreCase))
            .Select(size =>
            {
                Console.Error.WriteLine(size.Name);
                try
                {
                    return size.Try() is { } wrong ? $"{size.Name}: {wrong}" : null;
                }
                catch (Exception exception)
                {
                    return $"{size.Name}: {exception}";
                }
            })
            .OfType<string>();

    // Each is log 2: one negative label with the score 0.
    private static string? MultiLabel(Reduction reduction)
    {
        const int rows = int.MaxValue;
        var scores = Zeros<float>(rows);
        var positives = Zeros<bool>(rows);
        Span<float> loss = [0];
        MultiLabelCrossEntropy.Loss(new Batch<float>(scores, 1), positives, reduction, loss);
        var truth = reduction == Reduction.Sum ? LogTwo * Ball.From((double)rows, 128) : LogTwo;
        var ulps = Ulp.Error(loss[0], truth).Upper;
        return ulps <= SpecialValues.MaximumUlps ? null : $"{loss[0]:R} is {ulps} ulp off";
    }

    private static string? OneClass()
    {
        const int rows = int.MaxValue;
        Span<float> loss = [1];
        CrossEntropy.Loss(new Batch<float>(Zeros<float>(rows), 1), Zeros<int>(rows), Reduction.Mean, loss);
        return loss[0] == 0 ? null : $"{loss[0]:R} in place of 0";
    }

    // In sixteen lanes: a count in float stands still at 2^24 each.
    private static string? EqualFloats()
    {
        const int count = (1 << 28) + (1 << 25);
        var loss = CrossEntropy.Loss<float>(Zeros<float>(count), 3);
        var ulps = Ulp.Error(loss, Ball.Log(Ball.From((double)count, 128))).Upper;
        return ulps <= SpecialValues.MaximumUlps ? null : $"{loss:R} is {ulps} ulp off";
    }

    private static string? BatchInPlace()
    {
        var values = Zeros<float>(Long / 17 * 17);
        Softmax.Probabilities(new Batch<float>(values, 17), 1f, values);
        return Differing(values, 1f / 17);
    }

    private static string? RowInPlace()
    {
        var values = Zeros<float>(Long);
        var loss = CrossEntropy.LossAndGradient<float>(values, 3, values);
        var ulps = Ulp.Error(loss, Ball.Log(Ball.From((double)Long, 128))).Upper;
        if (ulps > SpecialValues.MaximumUlps)
        {
            return $"the loss {loss:R} is {ulps} ulp off";
        }

        var label = Ulp.Error(
            values[3],
            Ball.From(1.0, 128) / Ball.From((double)Long, 128) - Ball.From(1.0, 128)
        ).Upper;
        values[3] = values[4];
        var entry = Ulp.Error(values[4], Ball.From(1.0, 128) / Ball.From((double)Long, 128)).Upper;
        return Math.Max(label, entry) > SpecialValues.MaximumUlps
            ? $"the gradient is {label} and {entry} ulp off"
            : Differing(values, values[4]);
    }

    private static string? Elementwise()
    {
        var values = Zeros<float>(Long);
        try
        {
            Portable.Exp(values[..^1], values[1..]);
            return "a partial overlap is not refused";
        }
        catch (ArgumentException)
        {
            Portable.Exp(values, values);
        }

        return Differing(values, 1f);
    }

    private static Span<T> Zeros<T>(int count)
        where T : unmanaged => new(Arena.OfZeros((nuint)count * (nuint)sizeof(T)).Start, count);

    private static string? Differing(ReadOnlySpan<float> values, float expected)
    {
        var at = values.IndexOfAnyExcept(expected);
        return at < 0 ? null : $"entry {at} is {values[at]:R}, expected {expected:R}";
    }
}
