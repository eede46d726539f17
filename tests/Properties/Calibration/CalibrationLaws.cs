// The laws of the calibration metrics: accuracy, reliability bins, expected calibration error, means over a data set.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class CalibrationLawsInSingle : CalibrationLaws<float>;

public sealed class CalibrationLawsInDouble : CalibrationLaws<double>;

public abstract class CalibrationLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    /// <summary>Confidences and which of the predictions were correct.</summary>
    private sealed record Judged(T[] Confidences, bool[] Correct);

    private static Judged From(Probability<T>[] confidences, int seed)
    {
        var random = new Random(seed);
        return new(
            [.. confidences.Select(confidence => confidence.Value)],
            [.. confidences.Select(_ => random.Next(2) == 0)]
        );
    }

    /// <summary>acc − conf truly cancels in each bin: in ulps of all hits plus all confidences, over N.</summary>
    private static Ball Error(Judged judged, int bins)
    {
        var size =
            (judged.Correct.Count(hit => hit) + Law.Sum(judged.Confidences.Select(Exact))) / judged.Confidences.Length;
        return Law.True(Calibration.ExpectedCalibrationError<T>(judged.Confidences, judged.Correct, bins), size);
    }

    /// <summary>The bin ((m−1)/M, m/M] of a confidence, 0-based, by exact division.</summary>
    private static int Bin(T confidence, int bins)
    {
        var scaled = Rational.FromDouble(double.CreateChecked(confidence)) * bins;
        var above = BigInteger.DivRem(scaled.Numerator, scaled.Denominator, out var rest);
        return Math.Max(0, (int)above - (rest.IsZero ? 1 : 0));
    }

    [Property, Claim("gamma-cross-entropy:27")]
    [Trait("Kernel", "Calibration")]
    public void The_calibration_error_is_the_weighted_mean_gap_of_accuracy_and_confidence(
        Probability<T>[] confidences,
        int seed,
        byte count
    )
    {
        if (confidences.Length == 0)
            return;
        var (judged, bins) = (From(confidences, seed), 1 + count % 20);
        var gaps = judged
            .Confidences.Zip(judged.Correct)
            .GroupBy(pair => Bin(pair.First, bins))
            .Select(bin =>
                Ball.Abs(Law.Sum(bin.Select(pair => (pair.Second ? 1 : 0) - Exact(pair.First).WithBits(1200))))
            );
        Law.Equal(Error(judged, bins), Law.Sum(gaps) / confidences.Length);
    }

    [Property, Claim("gamma-cross-entropy:27")]
    [Trait("Kernel", "Calibration")]
    public void The_calibration_error_lies_between_zero_and_one(Probability<T>[] confidences, int seed, byte count)
    {
        if (confidences.Length == 0)
            return;
        var judged = From(confidences, seed);
        var error = Calibration.ExpectedCalibrationError<T>(judged.Confidences, judged.Correct, 1 + count);
        Assert.InRange(error, T.Zero, T.One);
    }

    [Property, Claim("gamma-cross-entropy:27")]
    [Trait("Kernel", "Calibration")]
    public void Sure_and_right_has_error_zero_and_sure_and_wrong_one(byte samples, byte count)
    {
        var (n, bins) = (1 + samples, 1 + count);
        T[] sure = [.. Enumerable.Repeat(T.One, n)];
        bool[] All(bool hit) => [.. Enumerable.Repeat(hit, n)];
        Law.SameBits(Calibration.ExpectedCalibrationError<T>(sure, All(true), bins), T.Zero, "right");
        Law.SameBits(Calibration.ExpectedCalibrationError<T>(sure, All(false), bins), T.One, "wrong");
    }

    [Property, Claim("gamma-cross-entropy:27")]
    [Trait("Kernel", "Calibration")]
    public void The_calibration_error_does_not_depend_on_the_order_of_the_samples(
        Probability<T>[] confidences,
        int seed,
        byte count
    )
    {
        if (confidences.Length == 0)
            return;
        var judged = From(confidences, seed);
        var places = Permutation(confidences.Length, seed);
        var shuffled = new Judged(Permuted(judged.Confidences, places), Permuted(judged.Correct, places));
        Law.Equal(Error(judged, 1 + count % 20), Error(shuffled, 1 + count % 20));
    }

    // Of 8r samples with confidence h/8, h·r are right: accuracy is confidence in every group, exactly, whatever the bins.
    [Property, Claim("gamma-cross-entropy:26"), Claim("gamma-cross-entropy:27")]
    [Claim("gamma-cross-entropy:reliability-diagonal")]
    [Trait("Kernel", "Calibration")]
    public void A_perfectly_calibrated_data_set_has_error_zero(byte[] groups, byte count, int seed)
    {
        var (confidences, correct) = (new List<T>(), new List<bool>());
        foreach (var group in groups.Append((byte)3))
        {
            var (hits, repeats) = (group % 9, 1 + group / 9 % 3);
            for (var i = 0; i < 8 * repeats; i++)
            {
                confidences.Add(T.CreateChecked(hits) / T.CreateChecked(8));
                correct.Add(i % 8 < hits);
            }
        }

        var places = Permutation(confidences.Count, seed);
        var judged = new Judged(Permuted([.. confidences], places), Permuted([.. correct], places));
        Law.SameBits(
            Calibration.ExpectedCalibrationError<T>(judged.Confidences, judged.Correct, 1 + count),
            T.Zero,
            "ECE"
        );
    }

    [Property, Claim("gamma-cross-entropy:27")]
    [Trait("Kernel", "Calibration")]
    public void The_reliability_bins_hold_every_sample_once_and_add_up_to_the_calibration_error(
        Probability<T>[] confidences,
        int seed,
        byte count
    )
    {
        if (confidences.Length == 0)
            return;
        var (judged, bins) = (From(confidences, seed), new ReliabilityBin<T>[1 + count % 20]);
        Calibration.ReliabilityBins<T>(judged.Confidences, judged.Correct, bins);
        var counts = judged.Confidences.CountBy(confidence => Bin(confidence, bins.Length)).ToDictionary();
        Assert.Equal(confidences.Length, bins.Sum(bin => bin.Count));
        for (var m = 0; m < bins.Length; m++)
        {
            Assert.Equal(counts.GetValueOrDefault(m), bins[m].Count);
            if (bins[m].Count == 0)
            {
                Assert.True(T.IsZero(bins[m].Confidence) && T.IsZero(bins[m].Accuracy), $"empty bin {m}");
                continue;
            }

            // the mean of numbers in ((m)/M, (m+1)/M], 0 included in the first
            Law.Between((Ball)m / bins.Length, True(bins[m].Confidence), (Ball)(m + 1) / bins.Length, $"bin {m}");
            Law.Between(0, True(bins[m].Accuracy), 1, $"bin {m}");
        }

        var total = Law.Sum(bins.Select(bin => bin.Count * Ball.Abs(True(bin.Accuracy) - True(bin.Confidence))));
        Law.Equal(Error(judged, bins.Length), total / confidences.Length);
    }

    // The triangle inequality within bins: halving every bin cannot hide a gap, merging them can.
    [Property, Claim("gamma-cross-entropy:27")]
    [Trait("Kernel", "Calibration")]
    public void Halving_the_bins_does_not_lower_the_calibration_error(
        Probability<T>[] confidences,
        int seed,
        byte count
    )
    {
        if (confidences.Length == 0)
            return;
        var (judged, bins) = (From(confidences, seed), 1 + count % 20);
        Law.AtMost(Error(judged, bins), Error(judged, 2 * bins));
    }

    [Property, Claim("gamma-cross-entropy:27")]
    [Trait("Kernel", "Calibration")]
    public void The_calibration_error_is_at_least_the_gap_of_the_means_and_equal_to_it_in_one_bin(
        Probability<T>[] confidences,
        int seed,
        byte count
    )
    {
        if (confidences.Length == 0)
            return;
        var judged = From(confidences, seed);
        var gap = Ball.Abs(judged.Correct.Count(hit => hit) - Law.Sum(judged.Confidences.Select(Exact)));
        Law.AtMost(gap / confidences.Length, Error(judged, 1 + count % 20));
        Law.Equal(gap / confidences.Length, Error(judged, 1), "one bin");
    }

    private static Kernels.Batch<T> Rows(LabelledBatch<T> batch) => new(batch.Logits, batch.Classes);

    [Property, Claim("gamma-cross-entropy:27")]
    [Trait("Kernel", "Calibration")]
    public void On_logits_the_calibration_error_is_that_of_the_confidences_of_the_predictions(
        LabelledBatch<T> batch,
        byte count
    )
    {
        var confidences = Enumerable
            .Range(0, batch.Rows)
            .Select(i => Calibration.Confidence<T>(batch.Row(i)))
            .ToArray();
        var correct = Enumerable
            .Range(0, batch.Rows)
            .Select(i => Calibration.Predict<T>(batch.Row(i)) == batch.Labels[i])
            .ToArray();
        Law.SameBits(
            Calibration.ExpectedCalibrationError(Rows(batch), batch.Labels, 1 + count),
            Calibration.ExpectedCalibrationError<T>(confidences, correct, 1 + count),
            "ECE"
        );
        Law.Equal(
            True(Calibration.Accuracy(Rows(batch), batch.Labels)),
            (Ball)correct.Count(hit => hit) / batch.Rows,
            "accuracy"
        );
    }

    [Property, Claim("gamma-cross-entropy:27")]
    [Trait("Kernel", "Calibration")]
    [Trait("Kernel", "Softmax")]
    public void The_confidence_is_the_largest_probability_and_at_least_one_over_the_number_of_classes(Logits<T> z)
    {
        var (p, predicted) = (Probabilities(z.Values), Calibration.Predict(z.Span));
        Assert.Equal(Array.IndexOf(z.Values, z.Values.Max()), predicted);
        var confidence = Calibration.Confidence(z.Span);
        Law.Equal(True(confidence), True(p[predicted]));
        Law.Equal(True(confidence), Law.Max(True(p)), "the largest");
        Law.Between((Ball)1 / z.Values.Count(T.IsFinite), True(confidence), 1);
    }

    [Property, Claim("softmax-and-cross-entropy:4.2.1"), Claim("gamma-cross-entropy:27")]
    [Trait("Kernel", "BrierScore")]
    [Trait("Kernel", "Calibration")]
    [Trait("Kernel", "CrossEntropy")]
    public void The_mean_losses_of_a_data_set_are_the_means_of_its_samples_losses(LabelledBatch<T> batch)
    {
        Ball Mean(Func<T[], int, T> loss) =>
            Law.Sum(Enumerable.Range(0, batch.Rows).Select(i => True(loss(batch.Row(i), batch.Labels[i]))))
            / batch.Rows;
        Law.Equal(
            True(Calibration.MeanNegativeLogLikelihood(Rows(batch), batch.Labels)),
            Mean((z, label) => CrossEntropy.Loss<T>(z, label)),
            "negative log-likelihood"
        );
        Law.Equal(
            True(Calibration.MeanBrierScore(Rows(batch), batch.Labels)),
            Mean((z, label) => BrierScore.Loss<T>(z, label)),
            "Brier"
        );
    }

    // (56) raises γ by η·sign(ECE). An ECE is never negative (its gaps are absolute), so the sign is 0 or 1 and γ only ever
    // rises; what tells over- from underconfidence is the signed gap, which the metric drops.
    [Property, Claim("gamma-cross-entropy:56")]
    [Claim("gamma-cross-entropy:adaptive-gamma")]
    [Trait("Kernel", "Calibration")]
    public void The_calibration_error_does_not_tell_over_from_underconfidence(byte eighths, byte samples)
    {
        // Confidence h/8 and accuracy (8−h)/8, and the other way round: the same error.
        var (h, n) = (eighths % 9, 8 * (1 + samples % 8));
        T[] Confidences(int level) => [.. Enumerable.Repeat(T.CreateChecked(level) / T.CreateChecked(8), n)];
        bool[] Hits(int level) => [.. Enumerable.Range(0, n).Select(i => i % 8 < level)];
        Law.SameBits(
            Calibration.ExpectedCalibrationError<T>(Confidences(h), Hits(8 - h), 10),
            Calibration.ExpectedCalibrationError<T>(Confidences(8 - h), Hits(h), 10),
            "ECE"
        );
    }
}
