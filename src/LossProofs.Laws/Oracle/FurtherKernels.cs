// More of the measured kernels: spans of scores, batches, and what is derived from the losses of Kernels.cs.
using LossProofs.Reals;

namespace LossProofs.Laws;

public sealed partial record Kernel
{
    internal static IEnumerable<Kernel> FurtherTable()
    {
        // Elementwise on spans, which need not be the code of the scalar form; masked entries take the limit 0.
        yield return Elementwise("Sigmoid over a span: value", Ball.Sigmoid);
        yield return Elementwise("Sigmoid over a span: gradient", s => Ball.Sigmoid(s) * Ball.Sigmoid(-s));
        yield return Elementwise("Softplus over a span: value", Ball.Softplus);
        yield return Elementwise("Softplus over a span: gradient", Ball.Sigmoid);
        yield return Elementwise("MultiLabelCrossEntropy.Probabilities", s => Ball.Sigmoid(s + s));

        // Rows.
        yield return new("LogSumExp.Gradient", InputKind.Row, (x, b) => Scatter(x, Probabilities(x, b), 0));
        yield return new("LogSumExp.Log1pSum", InputKind.Row, (x, b) => [LossFormulas.Log1pSumExp(Active(x, b))]);
        yield return new(
            "LogSumExp.Log1pSumGradient",
            InputKind.Row,
            (x, b) => Scatter(x, LossFormulas.Softmax<Ball>([.. Active(x, b), Ball.From(0.0, b)])[..^1], 0)
        );
        yield return new(
            "Entropy.PerplexityOfSoftmax",
            InputKind.RowAndTemperature,
            (x, b) => [Ball.Exp(LossFormulas.EntropyOfSoftmax(Tempered(x, b)))]
        );
        yield return new(
            "Entropy.OfSoftmaxGradient",
            InputKind.RowAndTemperature,
            (x, b) => EntropyGradient(x, b, (d, mean) => d - mean),
            (x, b) => EntropyGradient(x, b, (d, mean) => d + mean)
        );
        yield return new(
            "Softmax.JacobianVectorProduct",
            InputKind.RowTemperatureAndVector,
            (x, b) => Projected(x, b, Filter(x, Second(x, b)), (v, mean) => v - mean),
            (x, b) => Projected(x, b, Array.ConvertAll(Filter(x, Second(x, b)), Ball.Abs), (v, mean) => v + mean)
        );

        // Losses.
        yield return new(
            "MeanAbsoluteError of a distribution: loss",
            InputKind.SoftLabelled,
            (x, b) => [AbsoluteDifferences(x, b, (p, y) => Ball.Abs(p - y))],
            (x, b) => [AbsoluteDifferences(x, b, (p, y) => p + y)]
        );
        yield return new Kernel(
            "GammaCrossEntropy with a threshold: loss",
            InputKind.Unmasked,
            (x, b) => [ThresholdedWeight(x, b) * LossFormulas.CrossEntropy(Active(x, b), Label(x))]
        ) with
        {
            Domains = [Domain.Unit, Domain.Unit],
        };
        yield return new Kernel(
            "GammaCrossEntropy with a threshold: gradient",
            InputKind.Unmasked,
            (x, b) =>
            {
                var weight = ThresholdedWeight(x, b);
                return Scatter(x, Array.ConvertAll(RowGradient(x, b), slope => weight * slope), 0);
            }
        ) with
        {
            Domains = [Domain.Unit, Domain.Unit],
        };

        yield return new(
            "SquaredError.Gradient",
            InputKind.Predictions,
            (x, b) => [.. Row(x, b).Zip(Second(x, b), (value, target) => value - target)]
        );

        // Batches: the sum, the mean and the gradient of the mean.
        yield return new(
            "CrossEntropy, sum of a batch: loss",
            InputKind.Batch,
            (x, b) => [BatchLoss(x, b)],
            LongestRow: int.MaxValue
        );
        yield return new(
            "CrossEntropy, mean of a batch: loss",
            InputKind.Batch,
            (x, b) => [BatchLoss(x, b) / x.Second.Length],
            LongestRow: int.MaxValue
        );
        yield return new(
            "CrossEntropy, mean of a batch: gradient",
            InputKind.Batch,
            (x, b) =>
                [
                    .. RowsOf(x)
                        .SelectMany(row =>
                            Scatter(row, Array.ConvertAll(RowGradient(row, b), slope => slope / x.Second.Length), 0)
                        ),
                ],
            LongestRow: int.MaxValue
        );
        yield return new(
            "CrossEntropy with class weights, sum of a batch: loss",
            InputKind.WeightedBatch,
            (x, b) => [WeightedLoss(x, b)],
            LongestRow: int.MaxValue
        );
        yield return new(
            "CrossEntropy with class weights, mean of a batch: loss",
            InputKind.WeightedBatch,
            (x, b) => [WeightedLoss(x, b) / TotalWeight(x, b)],
            LongestRow: int.MaxValue
        );
        yield return new(
            "CrossEntropy with class weights, mean of a batch: gradient",
            InputKind.WeightedBatch,
            (x, b) =>
            {
                var total = TotalWeight(x, b);
                return
                [
                    .. RowsOf(x)
                        .SelectMany(row =>
                        {
                            var share = WeightOf(x, row, b) / total;
                            return Scatter(row, Array.ConvertAll(RowGradient(row, b), slope => share * slope), 0);
                        }),
                ];
            },
            LongestRow: int.MaxValue
        );
    }

    private static Kernel Elementwise(string name, Func<Ball, Ball> function) =>
        new(name, InputKind.Row, (x, b) => Scatter(x, Array.ConvertAll(Active(x, b), s => function(s)), 0));

    // p_i(d_i − Σ p_j d_j)/T, d = (max z − z)/T
    private static Ball[] EntropyGradient(KernelInput x, int bits, Func<Ball, Ball, Ball> difference)
    {
        var z = Tempered(x, bits);
        var largest = z.Aggregate(Ball.Max);
        var p = LossFormulas.Softmax(z);
        var mean = LossFormulas.Sum(z.Length, j => p[j] * (largest - z[j]));
        return Scatter(x, [.. z.Select((s, i) => p[i] * difference(largest - s, mean) / Parameter(x, 0, bits))], 0);
    }

    // p_i(v_i − Σ p_j v_j)/T
    private static Ball[] Projected(KernelInput x, int bits, Ball[] v, Func<Ball, Ball, Ball> difference)
    {
        var p = Probabilities(x, bits);
        var mean = LossFormulas.Sum(p.Length, j => p[j] * v[j]);
        return Scatter(x, [.. p.Select((q, i) => q * difference(v[i], mean) / Parameter(x, 0, bits))], 0);
    }

    // Each label's binary γ-cross-entropy: that of the two-class softmax of (±s, 0).
    internal static T GammaOfSets<T>(T[] s, KernelInput x, T gamma)
        where T : IReal<T>
    {
        var isPositive = IsPositive(x);
        return LossFormulas.Sum(
            s.Length,
            i => LossFormulas.GammaCrossEntropy([isPositive(i) ? s[i] : -s[i], T.From(0, gamma.Precision)], 0, gamma)
        );
    }

    // Σ (p_i − y_i)²
    internal static T BrierOf<T>(T[] z, T[] y)
        where T : IReal<T> => LossFormulas.Sum(z.Length, i => T.Pow(LossFormulas.Softmax(z, i) - y[i], 2));

    private static Ball AbsoluteDifferences(KernelInput x, int bits, Func<Ball, Ball, Ball> term)
    {
        var (p, y) = (Probabilities(x, bits), Filter(x, Second(x, bits)));
        return LossFormulas.Sum(p.Length, i => term(p[i], y[i]));
    }

    // max(b, p/(γ + (1−γ)p)); at γ = 0 the second is 1
    private static Ball ThresholdedWeight(KernelInput x, int bits)
    {
        var p = LossFormulas.Softmax(Active(x, bits), Label(x));
        var gamma = Parameter(x, 0, bits);
        var own = x.Parameters[0] == 0 ? Ball.From(1.0, bits) : p * LossFormulas.GammaWeight(p, gamma);
        return Ball.Max(Parameter(x, 1, bits), own);
    }

    // p − onehot(c), the label's entry as −(1 − p_c): no digits cancel
    private static Ball[] RowGradient(KernelInput x, int bits)
    {
        var z = Active(x, bits);
        var slopes = LossFormulas.Softmax(z);
        slopes[Label(x)] = -LossFormulas.Complement(z, Label(x));
        return slopes;
    }

    private static IEnumerable<KernelInput> RowsOf(KernelInput x)
    {
        var columns = (int)x.Parameters[0];
        return x.Second.Select(
            (label, row) => new KernelInput(x.Row[(row * columns)..((row + 1) * columns)], [], (int)label, [])
        );
    }

    private static Ball WeightOf(KernelInput batch, KernelInput row, int bits) => Parameter(batch, 1 + row.Label, bits);

    private static Ball TotalWeight(KernelInput x, int bits) =>
        RowsOf(x).Aggregate(Ball.From(0.0, bits), (sum, row) => sum + WeightOf(x, row, bits));

    private static Ball WeightedLoss(KernelInput x, int bits) =>
        RowsOf(x)
            .Aggregate(
                Ball.From(0.0, bits),
                (sum, row) => sum + WeightOf(x, row, bits) * LossFormulas.CrossEntropy(Active(row, bits), Label(row))
            );

    private static Ball BatchLoss(KernelInput x, int bits) =>
        RowsOf(x)
            .Aggregate(
                Ball.From(0.0, bits),
                (sum, row) => sum + LossFormulas.CrossEntropy(Active(row, bits), Label(row))
            );
}
