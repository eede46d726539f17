// Calibration: how well top-label confidence matches accuracy; the metrics that go with it.
using System.Numerics;

namespace LossProofs.Kernels;

/// <summary>One bin of a reliability diagram.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Count">The number of samples whose confidence falls into the bin.</param>
/// <param name="Confidence">Their mean confidence; 0 in an empty bin.</param>
/// <param name="Accuracy">The share of them that is predicted correctly; 0 in an empty bin.</param>
public readonly record struct ReliabilityBin<T>(int Count, T Confidence, T Accuracy)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>
/// Reliability bins and expected calibration error Σ_m |B_m|/N·|acc(B_m) − conf(B_m)|, accuracy, mean negative
/// log-likelihood and Brier score of a data set of logits and labels. M equal bins ((m−1)/M, m/M], 0 in the first;
/// confidence is the probability of the predicted class, that is of the largest logit, the lowest class on ties. Source:
/// gamma-cross-entropy (27) and the metrics of its section 19.
/// </summary>
/// <remarks>
/// Error: at most 1 ulp (means and sums are rounded once); in the calibration error acc − conf truly cancels: at most 1 ulp
/// of the sum of the magnitudes. Whether a confidence lies in a bin is decided exactly. Refused
/// (<see cref="ArgumentException"/>): no samples; confidences outside [0, 1]; a bin count outside 1 to 1,048,576; logits
/// and labels as in <see cref="CrossEntropy"/>; wrong lengths.
/// </remarks>
public static class Calibration
{
    /// <summary>The most bins: up to 2²⁰, confidence·M is exact in the arithmetic that picks the bin.</summary>
    private const int MostBins = 1 << 20;

    /// <summary>The predicted class: that of the largest logit, the lowest class on ties.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static int Predict<T>(ReadOnlySpan<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.Logits(logits);
        return ArgMax(logits);
    }

    /// <summary>The predicted class's probability under the softmax, 1/K to 1.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Confidence<T>(ReadOnlySpan<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.Logits(logits);
        var row = SoftmaxRow<T>.Of(logits);
        return row.Probability(row.Maximum).Round();
    }

    /// <summary>The share of samples whose predicted class is the label.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Accuracy<T>(Batch<T> logits, ReadOnlySpan<int> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(logits, labels);
        var correct = 0;
        for (var row = 0; row < logits.RowCount; row++)
            if (ArgMax(logits.Row(row)) == labels[row])
                correct++;
        return (Wide<T>.OfInteger(correct) / Wide<T>.OfInteger(labels.Length)).Round();
    }

    /// <summary>The mean negative log-likelihood −(1/N)Σ log p_label.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T MeanNegativeLogLikelihood<T>(Batch<T> logits, ReadOnlySpan<int> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => NegativeLogLikelihood.Mean(logits, labels);

    /// <summary>The mean Brier score (1/N)Σ Σ_i (onehot_i − p_i)².</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T MeanBrierScore<T>(Batch<T> logits, ReadOnlySpan<int> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> score = stackalloc T[1];
        BrierScore.Loss(logits, labels, Reduction.Mean, score);
        return score[0];
    }

    /// <summary>Fills one reliability bin per entry of <paramref name="bins"/> from logits and labels.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void ReliabilityBins<T>(Batch<T> logits, ReadOnlySpan<int> labels, Span<ReliabilityBin<T>> bins)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.BinCount(bins.Length, MostBins, nameof(bins));
        Arguments.Separate<T, ReliabilityBin<T>>(logits.Values, nameof(logits), bins, nameof(bins));
        Arguments.Separate<int, ReliabilityBin<T>>(labels, nameof(labels), bins, nameof(bins));
        var (confidences, correct) = Judge(logits, labels);
        Fill<T>(confidences, correct, bins);
    }

    /// <summary>Fills the bins from confidences and whether each prediction was correct.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void ReliabilityBins<T>(
        ReadOnlySpan<T> confidences,
        ReadOnlySpan<bool> correct,
        Span<ReliabilityBin<T>> bins
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckJudged(confidences, correct);
        Arguments.BinCount(bins.Length, MostBins, nameof(bins));
        Arguments.Separate<T, ReliabilityBin<T>>(confidences, nameof(confidences), bins, nameof(bins));
        Arguments.Separate<bool, ReliabilityBin<T>>(correct, nameof(correct), bins, nameof(bins));
        Fill(confidences, correct, bins);
    }

    /// <summary>The expected calibration error over <paramref name="binCount"/> bins, in [0, 1].</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T ExpectedCalibrationError<T>(Batch<T> logits, ReadOnlySpan<int> labels, int binCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.InRange(binCount, 1, MostBins, nameof(binCount));
        var (confidences, correct) = Judge(logits, labels);
        return Error<T>(confidences, correct, binCount);
    }

    /// <summary>The expected calibration error of confidences and whether each prediction was correct.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T ExpectedCalibrationError<T>(ReadOnlySpan<T> confidences, ReadOnlySpan<bool> correct, int binCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckJudged(confidences, correct);
        Arguments.InRange(binCount, 1, MostBins, nameof(binCount));
        return Error(confidences, correct, binCount);
    }

    internal static void Check<T>(Batch<T> logits, ReadOnlySpan<int> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.NotEmpty(logits.RowCount, nameof(logits));
        Arguments.Length(labels.Length, nameof(labels), logits.RowCount, "one per row");
        for (var row = 0; row < logits.RowCount; row++)
        {
            Arguments.Logits(logits.Row(row), row);
            Arguments.Label(labels[row], logits.Row(row), row);
        }
    }

    private static void CheckJudged<T>(ReadOnlySpan<T> confidences, ReadOnlySpan<bool> correct)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.Probabilities(confidences, nameof(confidences));
        Arguments.SameLength(correct.Length, nameof(correct), confidences.Length, nameof(confidences));
    }

    private static int ArgMax<T>(ReadOnlySpan<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var best = 0;
        for (var i = 1; i < logits.Length; i++)
            if (logits[i] > logits[best])
                best = i;
        return best;
    }

    private static (T[] Confidences, bool[] Correct) Judge<T>(Batch<T> logits, ReadOnlySpan<int> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(logits, labels);
        var (confidences, correct) = (new T[labels.Length], new bool[labels.Length]);
        for (var i = 0; i < labels.Length; i++)
        {
            var row = SoftmaxRow<T>.Of(logits.Row(i));
            confidences[i] = row.Probability(row.Maximum).Round();
            correct[i] = row.ArgMax == labels[i];
        }

        return (confidences, correct);
    }

    /// <summary>The sums per bin: number of samples, number correct, sum of confidences.</summary>
    private static (int[] Counts, int[] Hits, Wide<T>[] Sums) Collect<T>(
        ReadOnlySpan<T> confidences,
        ReadOnlySpan<bool> correct,
        int binCount
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (counts, hits, sums) = (new int[binCount], new int[binCount], new Wide<T>[binCount]);
        for (var i = 0; i < confidences.Length; i++)
        {
            var bin = Bin(double.CreateTruncating(confidences[i]), binCount);
            counts[bin]++;
            hits[bin] += correct[i] ? 1 : 0;
            sums[bin] += Wide<T>.Of(confidences[i]);
        }

        return (counts, hits, sums);
    }

    /// <summary>
    /// ⌈c·M⌉ − 1, and 0 for c = 0. With c·M = product + error exactly, the ceiling is that of the product, except that a
    /// product which was rounded down to an integer belongs to the next one.
    /// </summary>
    private static int Bin(double confidence, int binCount)
    {
        var product = confidence * binCount;
        var error = Math.FusedMultiplyAdd(confidence, binCount, -product);
        var ceiling = Math.Ceiling(product);
        if (ceiling == product && error > 0)
            ceiling++;
        return Math.Max(0, (int)ceiling - 1);
    }

    private static void Fill<T>(ReadOnlySpan<T> confidences, ReadOnlySpan<bool> correct, Span<ReliabilityBin<T>> bins)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (counts, hits, sums) = Collect(confidences, correct, bins.Length);
        for (var bin = 0; bin < bins.Length; bin++)
        {
            var count = Wide<T>.OfInteger(counts[bin]);
            bins[bin] =
                counts[bin] == 0
                    ? default
                    : new(counts[bin], (sums[bin] / count).Round(), (Wide<T>.OfInteger(hits[bin]) / count).Round());
        }
    }

    /// <summary>Σ |B|/N·|hits/|B| − sum/|B|| = (1/N)Σ|hits − sum|.</summary>
    private static T Error<T>(ReadOnlySpan<T> confidences, ReadOnlySpan<bool> correct, int binCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (_, hits, sums) = Collect(confidences, correct, binCount);
        var total = Wide<T>.Zero;
        for (var bin = 0; bin < binCount; bin++)
        {
            var gap = Wide<T>.OfInteger(hits[bin]) - sums[bin];
            total += gap < Wide<T>.Zero ? -gap : gap;
        }

        return (total / Wide<T>.OfInteger(confidences.Length)).Round();
    }
}
