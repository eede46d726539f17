// The one place where arguments are checked: every refusal of the kernels and its message is in this file.
// A message names the argument (with its index: [column], or [row, column] in a batch), its value and what is legal.
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

internal static class Arguments
{
    /// <summary>A number as messages show it: shortest text that reads back to the same number.</summary>
    public static string Show<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.IsPositiveInfinity(value) ? "+infinity"
        : T.IsNegativeInfinity(value) ? "-infinity"
        : value.ToString("R", CultureInfo.InvariantCulture);

    public static string At(string name, int row, int column) =>
        row < 0 ? $"{name}[{column}]" : $"{name}[{row}, {column}]";

    /// <summary>A row of logits or scores: not empty, no NaN, no +∞, at least one finite (−∞ masks a class).</summary>
    public static void Logits<T>(ReadOnlySpan<T> logits, int row = -1, string name = "logits")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Scores(logits, row, name);
        foreach (var logit in logits)
            if (T.IsFinite(logit))
                return;
        throw new ArgumentException(
            (row < 0 ? name : $"{name}[{row}]")
                + " has every class masked (-infinity); expected at least one finite logit",
            name
        );
    }

    /// <summary>A row of scores that may all be masked: not empty, no NaN, no +∞.</summary>
    public static void Scores<T>(ReadOnlySpan<T> scores, int row = -1, string name = "scores")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NotEmpty(scores.Length, name);
        if (Scan.AllBelowInfinity(scores))
            return;
        for (var i = 0; i < scores.Length; i++)
            if (!(scores[i] < T.PositiveInfinity))
                throw new ArgumentException(
                    $"{At(name, row, i)} is {Show(scores[i])}; expected a finite number or -infinity (a mask)",
                    name
                );
    }

    /// <summary>Elementwise inputs: anything but NaN.</summary>
    public static void NotNaN<T>(ReadOnlySpan<T> values, string name, int row = -1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < values.Length; i++)
            if (T.IsNaN(values[i]))
                throw new ArgumentException($"{At(name, row, i)} is NaN; expected a number", name);
    }

    public static void NotNaN<T>(T value, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Precision<T>();
        if (T.IsNaN(value))
            throw new ArgumentException($"{name} is NaN; expected a number", name);
    }

    /// <summary>An elementwise map: no NaN, a destination of the same length.</summary>
    public static void Elementwise<T>(ReadOnlySpan<T> x, Span<T> destination, string name = "x")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Precision<T>();
        NotNaN(x, name);
        SameLength(destination.Length, nameof(destination), x.Length, name);
        NoPartialOverlap<T, T>(x, name, destination, nameof(destination));
    }

    public static void Finite<T>(ReadOnlySpan<T> values, string name, int row = -1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < values.Length; i++)
            if (!T.IsFinite(values[i]))
                throw new ArgumentException($"{At(name, row, i)} is {Show(values[i])}; expected a finite number", name);
    }

    public static void Finite<T>(T value, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Precision<T>();
        if (!T.IsFinite(value))
            throw new ArgumentOutOfRangeException(name, $"{name} is {Show(value)}; expected a finite number");
    }

    /// <summary>A class label: 0 ≤ label &lt; K, and its class not masked.</summary>
    public static void Label<T>(int label, ReadOnlySpan<T> logits, int row = -1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LabelInRange(label, logits.Length, row);
        if (T.IsNegativeInfinity(logits[label]))
            throw new ArgumentException(
                $"{LabelName(row)} is {label}, but that class is masked (its logit is -infinity); "
                    + "expected the label of an unmasked class",
                row < 0 ? "label" : "labels"
            );
    }

    public static void LabelInRange(int label, int classCount, int row = -1, string name = "label")
    {
        if ((uint)label >= (uint)classCount)
            throw new ArgumentOutOfRangeException(
                row < 0 ? name : name + "s",
                $"{(row < 0 ? name : $"{name}s[{row}]")} is {label}; expected a class from 0 to {classCount - 1}"
            );
    }

    /// <summary>No class may be masked, for a reason that the message gives.</summary>
    public static void Unmasked<T>(ReadOnlySpan<T> logits, int row, string reason)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < logits.Length; i++)
            if (T.IsNegativeInfinity(logits[i]))
                throw new ArgumentException(
                    $"{At("logits", row, i)} is -infinity (masked), but {reason}; expected a finite logit",
                    "logits"
                );
    }

    private static string LabelName(int row) => row < 0 ? "label" : $"labels[{row}]";

    /// <summary>
    /// A distribution as a target: no negative entry, and a sum within K·2⁻⁴⁸ (double) or K·2⁻²⁰ (float) of 1. The
    /// check adds in double, whose own error of at most K·2⁻⁵³ is a 32nd of the tolerance.
    /// </summary>
    public static void Distribution<T>(ReadOnlySpan<T> targets, string name, int row = -1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NotEmpty(targets.Length, name);
        var bits = SumBits<T>();
        var tolerance = SumTolerance<T>(targets.Length);
        if (Scan.AllUpTo(targets, T.BitDecrement(T.PositiveInfinity)) && Math.Abs(Scan.Sum(targets) - 1) <= tolerance)
            return;
        var sum = 0.0;
        for (var i = 0; i < targets.Length; i++)
        {
            if (!(targets[i] >= T.Zero) || !T.IsFinite(targets[i]))
                throw new ArgumentException(
                    $"{At(name, row, i)} is {Show(targets[i])}; expected a probability, at least 0",
                    name
                );
            sum += double.CreateChecked(targets[i]);
        }

        if (Math.Abs(sum - 1) > tolerance)
            throw new ArgumentException(
                $"{(row < 0 ? name : $"{name}[{row}]")} has the sum {Show(sum)}; "
                    + $"expected 1 within {targets.Length}*2^-{bits}",
                name
            );
    }

    /// <summary>How far the sum of a distribution may be off 1.</summary>
    public static double SumTolerance<T>(int length) => Math.ScaleB(length, -SumBits<T>());

    private static int SumBits<T>() => typeof(T) == typeof(float) ? 20 : 48;

    /// <summary>Soft target: a distribution over as many classes as logits, with no mass on a masked class.</summary>
    public static void SoftTargets<T>(
        ReadOnlySpan<T> targets,
        ReadOnlySpan<T> logits,
        int row = -1,
        string name = "targets"
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SameLength(targets.Length, name, logits.Length, "logits");
        Distribution(targets, name, row);
        if (!Scan.AnyOnMask(targets, logits))
            return;
        for (var i = 0; i < logits.Length; i++)
            if (T.IsNegativeInfinity(logits[i]) && targets[i] > T.Zero)
                throw new ArgumentException(
                    $"{At(name, row, i)} is {Show(targets[i])}, but that class is masked (its logit is -infinity); "
                        + "expected 0 there",
                    name
                );
    }

    /// <summary>Independent probabilities: each in [0, 1].</summary>
    public static void Probabilities<T>(ReadOnlySpan<T> values, string name, int row = -1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NotEmpty(values.Length, name);
        if (Scan.AllUpTo(values, T.One))
            return;
        for (var i = 0; i < values.Length; i++)
            if (!(values[i] >= T.Zero && values[i] <= T.One))
                throw new ArgumentException(
                    $"{At(name, row, i)} is {Show(values[i])}; expected a number in [0, 1]",
                    name
                );
    }

    /// <summary>Multi-label soft targets: in [0, 1], and 0 where the score is masked.</summary>
    public static void MultiLabelTargets<T>(
        ReadOnlySpan<T> targets,
        ReadOnlySpan<T> scores,
        int row = -1,
        string scoreName = "scores"
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SameLength(targets.Length, "targets", scores.Length, scoreName);
        Probabilities(targets, "targets", row);
        if (!Scan.AnyOnMask(targets, scores))
            return;
        for (var i = 0; i < scores.Length; i++)
            if (T.IsNegativeInfinity(scores[i]) && targets[i] > T.Zero)
                throw new ArgumentException(
                    $"{At("targets", row, i)} is {Show(targets[i])}, but that label is masked "
                        + $"(its {scoreName[..^1]} is -infinity); expected 0 there",
                    nameof(targets)
                );
    }

    /// <summary>Multi-label hard targets: a masked score cannot be a positive.</summary>
    public static void Positives<T>(ReadOnlySpan<bool> positives, ReadOnlySpan<T> scores, int row = -1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SameLength(positives.Length, "positives", scores.Length, "scores");
        for (var i = 0; i < scores.Length; i++)
            if (T.IsNegativeInfinity(scores[i]) && positives[i])
                throw new ArgumentException(
                    $"{At("positives", row, i)} is true, but that label is masked (its score is -infinity); "
                        + "expected false there",
                    "positives"
                );
    }

    /// <summary>A parameter in [0, 1]: γ, b, α of label smoothing, λ of mixup, a probability, a soft label.</summary>
    public static void Unit<T>(T value, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Precision<T>();
        if (!(value >= T.Zero && value <= T.One))
            throw new ArgumentOutOfRangeException(name, $"{name} is {Show(value)}; expected a number in [0, 1]");
    }

    /// <summary>The exponent q of the generalised cross-entropy: in (0, 1].</summary>
    public static void UnitAboveZero<T>(T value, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Precision<T>();
        if (!(value > T.Zero && value <= T.One))
            throw new ArgumentOutOfRangeException(name, $"{name} is {Show(value)}; expected a number in (0, 1]");
    }

    /// <summary>The margin of a probability: in [0, 1).</summary>
    public static void UnitBelowOne<T>(T value, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Precision<T>();
        if (!(value >= T.Zero && value < T.One))
            throw new ArgumentOutOfRangeException(name, $"{name} is {Show(value)}; expected a number in [0, 1)");
    }

    /// <summary>Temperature, σ, κ, scale: positive and finite.</summary>
    public static void Positive<T>(T value, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Precision<T>();
        if (!(value > T.Zero && T.IsFinite(value)))
            throw new ArgumentOutOfRangeException(name, $"{name} is {Show(value)}; expected a positive finite number");
    }

    /// <summary>A focusing exponent, a margin, the upper end of a bracket: finite and not below a whole number.</summary>
    public static void AtLeast<T>(T value, int least, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Precision<T>();
        if (!(value >= T.CreateChecked(least) && T.IsFinite(value)))
            throw new ArgumentOutOfRangeException(
                name,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name} is {Show(value)}; expected a finite number, at least {least}"
                )
            );
    }

    /// <summary>The divisor of a weighted mean.</summary>
    public static void TotalWeight<T>(T classWeights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (classWeights == T.Zero)
            throw new ArgumentException(
                "classWeights are 0 for every label of the batch; expected a positive one, or a reduction other than Mean",
                nameof(classWeights)
            );
    }

    /// <summary>Class weights: one per class, finite and not negative.</summary>
    public static void ClassWeights<T>(ReadOnlySpan<T> classWeights, int classCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Precision<T>();
        SameLength(classWeights.Length, nameof(classWeights), classCount, "classes");
        for (var i = 0; i < classWeights.Length; i++)
            if (!(classWeights[i] >= T.Zero && T.IsFinite(classWeights[i])))
                throw new ArgumentException(
                    $"classWeights[{i}] is {Show(classWeights[i])}; expected a finite number, at least 0",
                    nameof(classWeights)
                );
    }

    public static void Positive(int value, string name)
    {
        if (value <= 0)
            throw new ArgumentOutOfRangeException(name, $"{name} is {value}; expected a positive integer");
    }

    public static void InRange(int value, int least, int most, string name)
    {
        if (value < least || value > most)
            throw new ArgumentOutOfRangeException(name, $"{name} is {value}; expected {least} to {most}");
    }

    /// <summary>A destination with one entry for each of some bins.</summary>
    public static void BinCount(int length, int most, string name)
    {
        if (length < 1 || length > most)
            throw new ArgumentException($"{name} has {length} entries; expected 1 to {most}, one per bin", name);
    }

    public static void NotEmpty(int length, string name)
    {
        if (length == 0)
            throw new ArgumentException($"{name} is empty; expected at least one entry", name);
    }

    public static void SameLength(int length, string name, int expected, string other)
    {
        if (length != expected)
            throw new ArgumentException($"{name} has {length} entries; expected {expected}, as many as {other}", name);
    }

    public static void Length(int length, string name, long expected, string meaning)
    {
        if (length != expected)
            throw new ArgumentException($"{name} has {length} entries; expected {expected} ({meaning})", name);
    }

    /// <summary>A row-major matrix beside a row: a positive multiple of its length.</summary>
    public static void Multiple(int length, string name, int unit, string other)
    {
        if (length == 0 || length % unit != 0)
            throw new ArgumentException(
                $"{name} has {length} entries; expected a positive multiple of {unit}, the length of {other}",
                name
            );
    }

    /// <summary>Nothing is left to attend to.</summary>
    public static void AllMasked(string name) =>
        throw new ArgumentException($"{name} leaves every key masked; expected at least one unmasked key", name);

    /// <summary>The destination may be exactly the input, never a partial overlap of it.</summary>
    public static void NoPartialOverlap<TInput, TOutput>(
        ReadOnlySpan<TInput> input,
        string inputName,
        ReadOnlySpan<TOutput> destination,
        string name
    )
        where TInput : unmanaged
        where TOutput : unmanaged
    {
        if (!Aliasing.Overlap(input, destination) || Aliasing.AreSame(input, destination))
            return;
        throw new ArgumentException(
            $"{name} partly overlaps {inputName}; expected the same span or a separate one",
            name
        );
    }

    /// <summary>The destination of a K×K matrix.</summary>
    public static void Matrix<T>(ReadOnlySpan<T> input, string inputName, ReadOnlySpan<T> destination, string name)
        where T : unmanaged
    {
        if (destination.Length != (long)input.Length * input.Length)
            throw new ArgumentException(
                $"{name} has {destination.Length} entries; expected {(long)input.Length * input.Length}, "
                    + $"the square of the length of {inputName}",
                name
            );
        Separate(input, inputName, destination, name);
    }

    /// <summary>A destination that shares no memory with another argument.</summary>
    public static void Separate<TOther, TOutput>(
        ReadOnlySpan<TOther> other,
        string otherName,
        ReadOnlySpan<TOutput> destination,
        string name
    )
        where TOther : unmanaged
        where TOutput : unmanaged
    {
        if (Aliasing.Overlap(other, destination))
            throw new ArgumentException($"{name} overlaps {otherName}; expected a separate span", name);
    }

    /// <summary>The kernels exist for float and double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Precision<T>()
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
            throw new ArgumentException($"T is {typeof(T).Name}; expected float or double", nameof(T));
    }
}
