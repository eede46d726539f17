// What kernels refuse in batches: shapes, reductions, and a bad row, named by its place.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class BatchRefusalLawsInSingle : BatchRefusalLaws<float>;

public sealed class BatchRefusalLawsInDouble : BatchRefusalLaws<double>;

// Each law runs through all of these.
[Trait("Kernel", "BrierScore")]
[Trait("Kernel", "Calibration")]
[Trait("Kernel", "CrossEntropy")]
[Trait("Kernel", "FocalLoss")]
[Trait("Kernel", "GammaCrossEntropy")]
[Trait("Kernel", "GeneralizedCrossEntropy")]
[Trait("Kernel", "LabelSmoothing")]
[Trait("Kernel", "MeanAbsoluteError")]
[Trait("Kernel", "NegativeLogLikelihood")]
[Trait("Kernel", "Softmax")]
[Trait("Kernel", "TemperatureScaling")]
public abstract class BatchRefusalLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static readonly T Half = T.CreateChecked(0.5);

    private delegate void Call(Batch<T> logits, int[] labels, T[] destination);

    private static readonly Call[] OnLabelledBatches =
    [
        (z, c, d) => CrossEntropy.Gradient(z, c, Reduction.Mean, d),
        (z, c, d) => GammaCrossEntropy.Gradient(z, c, Half, Reduction.Mean, d),
        (z, c, d) => LabelSmoothing.Gradient(z, c, T.Zero, Reduction.Mean, d),
        (z, c, d) => FocalLoss.Gradient(z, c, Half, Half, Reduction.Sum, d),
        (z, c, d) => GeneralizedCrossEntropy.Gradient(z, c, Half, Reduction.None, d),
        (z, c, d) => MeanAbsoluteError.Gradient(z, c, Reduction.Mean, d),
        (z, c, d) => BrierScore.Gradient(z, c, Reduction.Mean, d),
        (z, c, _) => NegativeLogLikelihood.Sum(z, c),
        (z, c, _) => NegativeLogLikelihood.Mean(z, c),
        (z, c, _) => Calibration.Accuracy(z, c),
        (z, c, _) => Calibration.ExpectedCalibrationError(z, c, 10),
        (z, c, _) => TemperatureScaling.Fit(z, c, Half, T.One + T.One),
    ];

    private static readonly Call[] OnBatches =
    [
        .. OnLabelledBatches,
        (z, _, d) => Softmax.Probabilities(z, T.One, d),
        (z, _, d) => Softmax.LogProbabilities(z, T.One, d),
    ];

    [Property]
    public void A_bad_entry_is_named_by_row_and_column(LabelledBatch<T> batch, ushort choice, ushort place)
    {
        var (at, call) = (place % batch.Logits.Length, OnBatches[choice % OnBatches.Length]);
        T[] logits = [.. batch.Logits];
        logits[at] = T.NaN;
        Refusal.Of<T, ArgumentException>(
            d => call(new Batch<T>(logits, batch.Classes), batch.Labels, d),
            logits.Length,
            "logits",
            $"logits[{at / batch.Classes}, {at % batch.Classes}] is NaN; expected a finite number or -infinity (a mask)"
        );
    }

    [Property]
    public void A_row_that_is_masked_throughout_is_named(LabelledBatch<T> batch, ushort choice, ushort place)
    {
        var (row, call) = (place % batch.Rows, OnBatches[choice % OnBatches.Length]);
        T[] logits = [.. batch.Logits];
        logits.AsSpan(row * batch.Classes, batch.Classes).Fill(T.NegativeInfinity);
        Refusal.Of<T, ArgumentException>(
            d => call(new Batch<T>(logits, batch.Classes), batch.Labels, d),
            logits.Length,
            "logits",
            $"logits[{row}] has every class masked (-infinity); expected at least one finite logit"
        );
    }

    [Property]
    public void A_bad_label_is_named_by_its_row(LabelledBatch<T> batch, ushort choice, ushort place, byte excess)
    {
        var (row, call) = (place % batch.Rows, OnLabelledBatches[choice % OnLabelledBatches.Length]);
        int[] labels = [.. batch.Labels];
        labels[row] = batch.Classes + excess;
        Refusal.Of<T, ArgumentOutOfRangeException>(
            d => call(new Batch<T>(batch.Logits, batch.Classes), labels, d),
            batch.Logits.Length,
            "labels",
            $"labels[{row}] is {labels[row]}; expected a class from 0 to {batch.Classes - 1}"
        );
    }

    [Fact]
    public void A_batch_of_the_wrong_shape_or_an_unknown_reduction_is_refused()
    {
        T[] four = [T.Zero, T.One, T.Zero, T.One];
        int Rows(int columns) => new Batch<T>(four, columns).RowCount;
        void Case(int entries, string parameter, string message, Action<T[]> call) =>
            Refusal.Of<T, ArgumentException>(call, entries, parameter, message);
        void OutOfRange(string parameter, string message, Action<T[]> call) =>
            Refusal.Of<T, ArgumentOutOfRangeException>(call, 1, parameter, message);

        Case(0, "values", "values has 4 entries; expected a positive multiple of the column count 3", _ => Rows(3));
        OutOfRange("columnCount", "columnCount is 0; expected a positive integer", _ => Rows(0));
        Case(
            1,
            "logits",
            "logits is empty; expected at least one entry",
            d => CrossEntropy.Loss(default, new int[0], Reduction.Sum, d)
        );
        Case(
            1,
            "labels",
            "labels has 1 entries; expected 2 (one per row)",
            d => CrossEntropy.Loss(new Batch<T>(four, 2), [0], Reduction.Sum, d)
        );
        Case(
            1,
            "losses",
            "losses has 1 entries; expected 2 (one per row)",
            d => CrossEntropy.Loss(new Batch<T>(four, 2), [0, 1], Reduction.None, d)
        );
        Case(
            2,
            "losses",
            "losses has 2 entries; expected 1 (reduced)",
            d => CrossEntropy.Loss(new Batch<T>(four, 2), [0, 1], Reduction.Mean, d)
        );
        OutOfRange(
            "reduction",
            "reduction is 3; expected 0 to 2",
            d => CrossEntropy.Loss(new Batch<T>(four, 2), [0, 1], (Reduction)3, d)
        );
        OutOfRange(
            "degreeOfParallelism",
            "degreeOfParallelism is -1; expected 0 to 2147483647",
            d => CrossEntropy.Loss(new Batch<T>(four, 2), [0, 1], Reduction.Sum, d, -1)
        );
        Case(
            1,
            "classWeights",
            "classWeights are 0 for every label of the batch; expected a positive one, or a reduction other than Mean",
            d => CrossEntropy.Loss(new Batch<T>(four, 2), [0, 0], [T.Zero, T.One], Reduction.Mean, d)
        );
        Case(
            0,
            "correct",
            "correct has 2 entries; expected 1, as many as confidences",
            _ => Calibration.ExpectedCalibrationError<T>([Half], [true, false], 10)
        );
    }
}
