// Every kernel over a row, in one shape: what the laws of bad input run through.
using System.Numerics;
using LossProofs.Kernels;

namespace LossProofs.Tests.Properties;

/// <summary>What a kernel writes for an input: nothing, a row like the input, or a square matrix.</summary>
public enum Writes
{
    Nothing,
    Row,
    Matrix,
}

/// <summary>
/// A kernel over one row: its name, what its messages call the row and the destination, and a call with legal other
/// arguments (the target one-hot at 0 or all negative, parameters inside their domains).
/// </summary>
public sealed record RowKernel<T>(string Name, string Input, Writes Writes, string Destination, RowKernel<T>.Call Run)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public delegate void Call(ReadOnlySpan<T> row, Span<T> destination);

    private static readonly T Half = T.CreateChecked(0.5);

    /// <summary>How many entries a destination has for a row of that length.</summary>
    public int Entries(int length) =>
        Writes switch
        {
            Writes.Nothing => 0,
            Writes.Row => length,
            _ => length * length,
        };

    /// <summary>Kernels over logits and a class label.</summary>
    public static IReadOnlyList<RowKernel<T>> OnLabelledLogits(int label) =>
        [
            Of("CrossEntropy.Loss", z => CrossEntropy.Loss<T>(z, label)),
            Row("CrossEntropy.Gradient", (z, d) => CrossEntropy.Gradient(z, label, d)),
            Row("CrossEntropy.LossAndGradient", (z, d) => CrossEntropy.LossAndGradient(z, label, d)),
            Of("CrossEntropy.Loss, weighted", z => CrossEntropy.Loss<T>(z, label, new T[z.Length])),
            Row("CrossEntropy.Gradient, weighted", (z, d) => CrossEntropy.Gradient(z, label, new T[z.Length], d)),
            Of("GammaCrossEntropy.Loss", z => GammaCrossEntropy.Loss<T>(z, label, Half)),
            Row("GammaCrossEntropy.Gradient", (z, d) => GammaCrossEntropy.Gradient(z, label, Half, d)),
            Row("GammaCrossEntropy.LossAndGradient", (z, d) => GammaCrossEntropy.LossAndGradient(z, label, Half, d)),
            Of("GammaCrossEntropy.ThresholdedLoss", z => GammaCrossEntropy.ThresholdedLoss<T>(z, label, Half, Half)),
            Row(
                "GammaCrossEntropy.ThresholdedGradient",
                (z, d) => GammaCrossEntropy.ThresholdedGradient(z, label, Half, Half, d)
            ),
            Matrix("GammaCrossEntropy.Hessian", (z, d) => GammaCrossEntropy.Hessian(z, label, Half, d)),
            Of("LabelSmoothing.Loss", z => LabelSmoothing.Loss<T>(z, label, T.Zero)),
            Row("LabelSmoothing.Gradient", (z, d) => LabelSmoothing.Gradient(z, label, T.Zero, d)),
            Row("LabelSmoothing.LossAndGradient", (z, d) => LabelSmoothing.LossAndGradient(z, label, T.Zero, d)),
            Of("FocalLoss.Loss", z => FocalLoss.Loss<T>(z, label, Half, Half)),
            Row("FocalLoss.Gradient", (z, d) => FocalLoss.Gradient(z, label, Half, Half, d)),
            Row("FocalLoss.LossAndGradient", (z, d) => FocalLoss.LossAndGradient(z, label, Half, Half, d)),
            Of("GeneralizedCrossEntropy.Loss", z => GeneralizedCrossEntropy.Loss<T>(z, label, Half)),
            Row("GeneralizedCrossEntropy.Gradient", (z, d) => GeneralizedCrossEntropy.Gradient(z, label, Half, d)),
            Row(
                "GeneralizedCrossEntropy.LossAndGradient",
                (z, d) => GeneralizedCrossEntropy.LossAndGradient(z, label, Half, d)
            ),
            Of("MeanAbsoluteError.Loss", z => MeanAbsoluteError.Loss<T>(z, label)),
            Row("MeanAbsoluteError.Gradient", (z, d) => MeanAbsoluteError.Gradient(z, label, d)),
            Row("MeanAbsoluteError.LossAndGradient", (z, d) => MeanAbsoluteError.LossAndGradient(z, label, d)),
            Of("BrierScore.Loss", z => BrierScore.Loss<T>(z, label)),
            Row("BrierScore.Gradient", (z, d) => BrierScore.Gradient(z, label, d)),
            Row("BrierScore.LossAndGradient", (z, d) => BrierScore.LossAndGradient(z, label, d)),
        ];

    /// <summary>Kernels over logits, one of which must be finite.</summary>
    public static IReadOnlyList<RowKernel<T>> OnLogits { get; } =
    [
        Row("Softmax.Probabilities", (z, d) => Softmax.Probabilities(z, d), "destination"),
        Row("Softmax.Probabilities at T", (z, d) => Softmax.Probabilities(z, Half, d), "destination"),
        Row("Softmax.LogProbabilities", (z, d) => Softmax.LogProbabilities(z, d), "destination"),
        Row("Softmax.LogProbabilities at T", (z, d) => Softmax.LogProbabilities(z, Half, d), "destination"),
        Row(
            "Softmax.JacobianVectorProduct",
            (z, d) => Softmax.JacobianVectorProduct(z, new T[z.Length], d),
            "destination"
        ),
        Matrix("Softmax.Jacobian", (z, d) => Softmax.Jacobian(z, d)),
        Of("LogSumExp.Value", z => LogSumExp.Value<T>(z)) with
        {
            Input = "values",
        },
        Row("LogSumExp.Gradient", (z, d) => LogSumExp.Gradient(z, d)) with
        {
            Input = "values",
        },
        Of("Entropy.OfSoftmax", z => Entropy.OfSoftmax<T>(z)),
        Row("Entropy.OfSoftmaxGradient", (z, d) => Entropy.OfSoftmaxGradient(z, Half, d)),
        Of("Entropy.PerplexityOfSoftmax", z => Entropy.PerplexityOfSoftmax(z, Half)),
        Of("KullbackLeibler.LossOfLogits", z => KullbackLeibler.LossOfLogits<T>(z, OneHot(z))),
        Row(
            "KullbackLeibler.LossAndGradientOfLogits",
            (z, d) => KullbackLeibler.LossAndGradientOfLogits(z, OneHot(z), d)
        ),
        Of("CrossEntropy.Loss of a distribution", z => CrossEntropy.Loss<T>(z, OneHot(z))),
        Row("CrossEntropy.Gradient of a distribution", (z, d) => CrossEntropy.Gradient(z, OneHot(z), d)),
        Row("CrossEntropy.LossAndGradient of a distribution", (z, d) => CrossEntropy.LossAndGradient(z, OneHot(z), d)),
        Matrix("CrossEntropy.Hessian", (z, d) => CrossEntropy.Hessian(z, d)),
        Of("MeanAbsoluteError.Loss of a distribution", z => MeanAbsoluteError.Loss<T>(z, OneHot(z))),
        Row("MeanAbsoluteError.Gradient of a distribution", (z, d) => MeanAbsoluteError.Gradient(z, OneHot(z), d)),
        Of("BrierScore.Loss of a distribution", z => BrierScore.Loss<T>(z, OneHot(z))),
        Row("BrierScore.Gradient of a distribution", (z, d) => BrierScore.Gradient(z, OneHot(z), d)),
        Of("Calibration.Predict", z => Calibration.Predict<T>(z)),
        Of("Calibration.Confidence", z => Calibration.Confidence<T>(z)),
        .. OnLabelledLogits(0),
    ];

    /// <summary>Kernels over scores, all of which may be masked.</summary>
    public static IReadOnlyList<RowKernel<T>> OnScores { get; } =
    [
        Of("LogSumExp.Log1pSum", s => LogSumExp.Log1pSum<T>(s)) with
        {
            Input = "values",
        },
        Row("LogSumExp.Log1pSumGradient", (s, d) => LogSumExp.Log1pSumGradient(s, d)) with
        {
            Input = "values",
        },
        Of("BinaryCrossEntropy.Loss", s => BinaryCrossEntropy.Loss<T>(s, new T[s.Length])),
        Row("BinaryCrossEntropy.Gradient", (s, d) => BinaryCrossEntropy.Gradient(s, new T[s.Length], d)),
        Row("BinaryCrossEntropy.LossAndGradient", (s, d) => BinaryCrossEntropy.LossAndGradient(s, new T[s.Length], d)),
        .. new[]
        {
            Of("MultiLabelCrossEntropy.Loss", s => MultiLabelCrossEntropy.Loss<T>(s, new T[s.Length])),
            Row("MultiLabelCrossEntropy.Gradient", (s, d) => MultiLabelCrossEntropy.Gradient(s, new T[s.Length], d)),
            Row(
                "MultiLabelCrossEntropy.LossAndGradient",
                (s, d) => MultiLabelCrossEntropy.LossAndGradient(s, new T[s.Length], d)
            ),
            Matrix("MultiLabelCrossEntropy.Hessian", (s, d) => MultiLabelCrossEntropy.Hessian(s, new T[s.Length], d)),
            Of("MultiLabelCrossEntropy.Loss of a set", s => MultiLabelCrossEntropy.Loss<T>(s, None(s))),
            Row("MultiLabelCrossEntropy.Gradient of a set", (s, d) => MultiLabelCrossEntropy.Gradient(s, None(s), d)),
            Matrix("MultiLabelCrossEntropy.Hessian of a set", (s, d) => MultiLabelCrossEntropy.Hessian(s, None(s), d)),
            Of("GammaCrossEntropy.MultiLabelLoss", s => GammaCrossEntropy.MultiLabelLoss<T>(s, None(s), Half)),
            Row(
                "GammaCrossEntropy.MultiLabelLossAndGradient",
                (s, d) => GammaCrossEntropy.MultiLabelLossAndGradient(s, None(s), Half, d)
            ),
            Of("AsymmetricLoss.Loss", s => AsymmetricLoss.Loss<T>(s, None(s), Half, Half, Half)),
            Row("AsymmetricLoss.Gradient", (s, d) => AsymmetricLoss.Gradient(s, None(s), Half, Half, Half, d)),
            Of("CircleLoss.Loss", s => CircleLoss.Loss<T>(s, None(s), Half, Half)),
            Row("CircleLoss.Gradient", (s, d) => CircleLoss.Gradient(s, None(s), Half, Half, d)),
            Row("CircleLoss.HeldWeightsGradient", (s, d) => CircleLoss.HeldWeightsGradient(s, None(s), Half, Half, d)),
        }.Select(kernel => kernel with { Input = "scores" }),
    ];

    /// <summary>Elementwise kernels: any number but NaN.</summary>
    public static IReadOnlyList<RowKernel<T>> Elementwise { get; } =
    [
        Row("Sigmoid.Value", (x, d) => Sigmoid.Value(x, d), "destination") with
        {
            Input = "x",
        },
        Row("Sigmoid.Gradient", (x, d) => Sigmoid.Gradient(x, d), "destination") with
        {
            Input = "x",
        },
        Row("Softplus.Value", (x, d) => Softplus.Value(x, d), "destination") with
        {
            Input = "x",
        },
        Row("Softplus.Gradient", (x, d) => Softplus.Gradient(x, d), "destination") with
        {
            Input = "x",
        },
        Row(
            "MultiLabelCrossEntropy.Probabilities",
            (s, d) => MultiLabelCrossEntropy.Probabilities(s, d),
            "destination"
        ) with
        {
            Input = "scores",
        },
    ];

    public override string ToString() => Name;

    private static T[] OneHot(ReadOnlySpan<T> row)
    {
        var target = new T[row.Length];
        if (target.Length > 0)
            target[0] = T.One;
        return target;
    }

    private static bool[] None(ReadOnlySpan<T> row) => new bool[row.Length];

    private static RowKernel<T> Of(string name, Action<T[]> call) =>
        new(name, "logits", Writes.Nothing, "", (row, _) => call(row.ToArray()));

    private static RowKernel<T> Row(string name, Call call, string destination = "gradient") =>
        new(name, "logits", Writes.Row, destination, call);

    private static RowKernel<T> Matrix(string name, Call call) =>
        new(name, "logits", Writes.Matrix, "destination", call);
}
