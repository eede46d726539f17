// The kernels whose accuracy is measured: how their inputs are drawn, what computes them, and what the truth is.
using LossProofs.Reals;

namespace LossProofs.Laws;

/// <summary>What a kernel's input is made of, and so how it is drawn.</summary>
public enum InputKind
{
    /// <summary>One finite number.</summary>
    Score,

    /// <summary>Logits.</summary>
    Row,

    /// <summary>Logits and a temperature.</summary>
    RowAndTemperature,

    /// <summary>Logits, a label, and a parameter in each of the kernel's domains.</summary>
    Labelled,

    /// <summary>The same, the logits unmasked.</summary>
    Unmasked,

    /// <summary>Logits and a target distribution.</summary>
    SoftLabelled,

    /// <summary>Logits, a label and class weights.</summary>
    Weighted,

    /// <summary>A probability and γ, not both 0.</summary>
    ProbabilityAndGamma,

    /// <summary>A distribution.</summary>
    Distribution,

    /// <summary>Two distributions, the second positive where the first is.</summary>
    Pair,

    /// <summary>One finite number and a target in [0, 1].</summary>
    ScoreAndTarget,

    /// <summary>Scores and targets in [0, 1], 0 where masked.</summary>
    MultiLabel,

    /// <summary>Scores and a set of unmasked positives.</summary>
    Positives,

    /// <summary>Scores of moderate size, a set of positives, a scale and a margin.</summary>
    Circle,

    /// <summary>Scores, a set of positives and two focusing exponents.</summary>
    Asymmetric,

    /// <summary>Prediction and target rows of finite numbers.</summary>
    Predictions,

    /// <summary>Mean, observation and standard deviation.</summary>
    Gaussian,

    /// <summary>Scores and one value per key.</summary>
    Attention,

    /// <summary>Logits, a temperature and any vector.</summary>
    RowTemperatureAndVector,

    /// <summary>Scores, a set of unmasked positives and a parameter in [0, 1].</summary>
    PositivesWithUnit,

    /// <summary>Rows of logits with as many columns as the parameter says, and a label for each.</summary>
    Batch,

    /// <summary>The same with a weight for each class after that parameter; that of the first label is positive.</summary>
    WeightedBatch,
}

/// <summary>One measured function.</summary>
/// <param name="Name">The class and member, as in "CrossEntropy.Gradient".</param>
/// <param name="Inputs">What it takes.</param>
/// <param name="Truth">The true values to a precision in bits; one per result.</param>
/// <param name="Magnitude">The sums of the magnitudes of terms that cancel; null where the error is relative to the value.</param>
/// <param name="LongestRow">How long random rows are at most: the second derivatives of long rows take too long.</param>
public sealed partial record Kernel(
    string Name,
    InputKind Inputs,
    Func<KernelInput, int, Ball[]> Truth,
    Func<KernelInput, int, Ball[]>? Magnitude = null,
    int LongestRow = 60
)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Kernel> All => Catalogue.Kernels;

    /// <summary>Where the parameters beside a label lie.</summary>
    public IReadOnlyList<Domain> Domains { get; init; } = [];

    /// <summary>The kernel of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Kernel Named(string name) =>
        All.FirstOrDefault(kernel => kernel.Name == name)
        ?? throw new ArgumentException(
            $"no kernel is called '{name}'; there are {string.Join(", ", All.Select(k => k.Name))}"
        );

    /// <summary>The errors of results in ulps, of <c>float</c> when <paramref name="single"/>, else of <c>double</c>.</summary>
    /// <param name="results">What was computed; floats are widened.</param>
    /// <param name="input">From what.</param>
    /// <param name="single">The precision.</param>
    /// <exception cref="ArithmeticException">An error is not decided at <see cref="Certified.MaximumBits"/>.</exception>
    public double[] Errors(double[] results, KernelInput input, bool single) =>
        Certified.Errors(
            results,
            single,
            bits => Truth(input, bits),
            Magnitude is null ? null : bits => Magnitude(input, bits)
        );

    internal delegate Ball ValueOf(Ball[] z, KernelInput input, int bits);

    internal delegate Jet<Ball> JetOf(Jet<Ball>[] z, KernelInput input, int bits);

    internal static IEnumerable<Kernel> Table()
    {
        // Elementwise.
        yield return new("Sigmoid.Value", InputKind.Score, (x, b) => [Ball.Sigmoid(Row(x, b)[0])]);
        yield return new(
            "Sigmoid.Gradient",
            InputKind.Score,
            (x, b) => [Ball.Sigmoid(Row(x, b)[0]) * Ball.Sigmoid(-Row(x, b)[0])]
        );
        yield return new("Softplus.Value", InputKind.Score, (x, b) => [Ball.Softplus(Row(x, b)[0])]);

        // Rows of logits.
        yield return new(
            "LogSumExp.Value",
            InputKind.Row,
            (x, b) => [LossFormulas.LogSumExp(Active(x, b))],
            (x, b) => [Largest(x, b) + Ball.Abs(LossFormulas.LogSumExp(Active(x, b)) - Largest(x, b, absolute: false))]
        );
        yield return new(
            "Softmax.Probabilities",
            InputKind.RowAndTemperature,
            (x, b) => Scatter(x, Probabilities(x, b), 0)
        );
        yield return new(
            "Softmax.LogProbabilities",
            InputKind.RowAndTemperature,
            (x, b) =>
                Scatter(x, Each(Tempered(x, b), (z, j) => -LossFormulas.CrossEntropy(z, j)), Ball.NegativeInfinity)
        );
        yield return new(
            "Entropy.OfSoftmax",
            InputKind.RowAndTemperature,
            (x, b) => [LossFormulas.EntropyOfSoftmax(Tempered(x, b))]
        );
        yield return new("Entropy.Value", InputKind.Distribution, (x, b) => [LossFormulas.Entropy(Row(x, b))]);
        yield return new(
            "KullbackLeibler.Loss",
            InputKind.Pair,
            (x, b) => [LossFormulas.KullbackLeibler(Row(x, b), Second(x, b))],
            (x, b) => [LossFormulas.Sum(x.Row.Length, i => DivergenceTerm(Row(x, b)[i], Second(x, b)[i]))]
        );

        // One label.
        var (loss, slope) = Pair(
            "BinaryCrossEntropy",
            InputKind.ScoreAndTarget,
            (z, x, b) => LossFormulas.BinaryCrossEntropy(z[0], Parameter(x, 0, b)),
            (z, x, b) => LossFormulas.BinaryCrossEntropy(z[0], Constant(x, 0, b)),
            (x, b) =>
                [
                    (1 - Parameter(x, 0, b)) * Ball.Sigmoid(Row(x, b)[0])
                        + Parameter(x, 0, b) * Ball.Sigmoid(-Row(x, b)[0]),
                ]
        );
        yield return loss;
        yield return slope;

        // Second derivatives.
        yield return HessianOf("CrossEntropy", InputKind.Row, (z, _, _) => LossFormulas.CrossEntropy(z, 0));
        yield return HessianOf(
            "GammaCrossEntropy",
            InputKind.Labelled,
            (z, x, b) => LossFormulas.GammaCrossEntropy(z, Label(x), Constant(x, 0, b)),
            GammaHessianMagnitudes
        ) with
        {
            Domains = [Domain.Unit],
        };
        yield return HessianOf(
            "MultiLabelCrossEntropy",
            InputKind.MultiLabel,
            (z, x, b) => LossFormulas.MultiLabel(z, Constants(Filter(x, Second(x, b))))
        );
        yield return new(
            "Attention.OutputJacobian",
            InputKind.Attention,
            (x, b) =>
                Scatter(
                    x,
                    Derivatives
                        .Gradient(
                            s => LossFormulas.AttentionOutput(s, i => Constants(Filter(x, Second(x, b)))[i]),
                            Active(x, b)
                        )
                        .Gradient,
                    0
                ),
            (x, b) =>
            {
                var v = Array.ConvertAll(Filter(x, Second(x, b)), Ball.Abs);
                var output = LossFormulas.AttentionOutput(Active(x, b), i => v[i]);
                return Scatter(x, [.. LossFormulas.Softmax(Active(x, b)).Select((p, i) => p * (v[i] + output))], 0);
            }
        );

        // On a probability.
        yield return new(
            "GammaCrossEntropy of a probability: loss",
            InputKind.ProbabilityAndGamma,
            (x, b) => [LossFormulas.GammaCrossEntropyOfProbability(Parameter(x, 0, b), Parameter(x, 1, b))]
        );
        yield return new(
            "GammaCrossEntropy.Weight",
            InputKind.ProbabilityAndGamma,
            (x, b) => [LossFormulas.GammaWeight(Parameter(x, 0, b), Parameter(x, 1, b))]
        );

        // Regression and attention.
        yield return new(
            "SquaredError.Loss",
            InputKind.Predictions,
            (x, b) => [LossFormulas.SquaredError(Row(x, b), Second(x, b))]
        );
        yield return new(
            "SquaredError.GaussianNegativeLogLikelihood",
            InputKind.Gaussian,
            (x, b) => [Gaussian(x, b)],
            (x, b) => [Gaussian(x, b) + (x.Parameters[2] < 1 ? 2 * Ball.Abs(Ball.Log(Parameter(x, 2, b))) : 0)]
        );
        yield return new("Attention.Weights", InputKind.Row, (x, b) => Scatter(x, Probabilities(x, b), 0));
        yield return new(
            "Attention.Output",
            InputKind.Attention,
            (x, b) => [LossFormulas.AttentionOutput(Active(x, b), i => Filter(x, Second(x, b))[i])],
            (x, b) => [LossFormulas.AttentionOutput(Active(x, b), i => Ball.Abs(Filter(x, Second(x, b))[i]))]
        );
    }

    // The n×n Hessian in the logits from second-order jets of the loss, zero in masked rows and columns.
    private static Kernel HessianOf(
        string name,
        InputKind inputs,
        JetOf jet,
        Func<KernelInput, int, Ball[,]>? magnitude = null
    ) =>
        new(
            name + ": Hessian",
            inputs,
            (x, b) =>
                Active(x, b) is { Length: > 0 } z
                    ? Square(x, Derivatives.Hessian(variables => jet(variables, x, b), z).Hessian)
                    : new Ball[x.Row.Length * x.Row.Length],
            magnitude is null ? null : (x, b) => Square(x, magnitude(x, b)),
            LongestRow: 5
        );

    // A loss and its gradient in the logits, the truth of the second from jets of the same formula.
    internal static (Kernel Loss, Kernel Gradient) Pair(
        string name,
        InputKind inputs,
        ValueOf value,
        JetOf jet,
        Func<KernelInput, int, Ball[]>? gradientMagnitude = null,
        Func<KernelInput, int, Ball[]>? lossMagnitude = null
    ) =>
        (
            new(
                name + ": loss",
                inputs, // all masked: nothing is lost
                (x, b) => [Active(x, b) is { Length: > 0 } z ? value(z, x, b) : Ball.Zero],
                lossMagnitude
            ),
            new(
                name + ": gradient",
                inputs,
                (x, b) =>
                    Active(x, b) is { Length: > 0 } z
                        ? Scatter(x, Derivatives.Gradient(variables => jet(variables, x, b), z).Gradient, 0)
                        : [.. x.Row.Select(_ => Ball.Zero)],
                gradientMagnitude
            )
        );

    internal static Ball[] Row(KernelInput x, int bits) => Array.ConvertAll(x.Row, v => Ball.From(v, bits));

    internal static Ball[] Second(KernelInput x, int bits) => Array.ConvertAll(x.Second, v => Ball.From(v, bits));

    internal static Ball Parameter(KernelInput x, int index, int bits) => Ball.From(x.Parameters[index], bits);

    internal static Jet<Ball> Constant(KernelInput x, int index, int bits) =>
        Jet<Ball>.Constant(Parameter(x, index, bits));

    internal static Jet<Ball>[] Constants(Ball[] values) => Array.ConvertAll(values, Jet<Ball>.Constant);

    // The unmasked logits.
    internal static Ball[] Active(KernelInput x, int bits) => Filter(x, Row(x, bits));

    internal static Ball[] Filter(KernelInput x, Ball[] values) =>
        [.. values.Where((_, i) => double.IsFinite(x.Row[i]))];

    internal static Ball[] Scatter(KernelInput x, Ball[] values, Ball masked)
    {
        var next = 0;
        return Array.ConvertAll(x.Row, v => double.IsFinite(v) ? values[next++] : masked);
    }

    private static Ball[] Square(KernelInput x, Ball[,] values)
    {
        var n = x.Row.Length;
        int[] active = [.. Enumerable.Range(0, n).Where(i => double.IsFinite(x.Row[i]))];
        var result = new Ball[n * n]; // the default is 0
        for (var i = 0; i < active.Length; i++)
        {
            for (var j = 0; j < active.Length; j++)
            {
                result[active[i] * n + active[j]] = values[i, j];
            }
        }

        return result;
    }

    // The label's place among the unmasked classes.
    internal static int Label(KernelInput x) => x.Row.Take(x.Label).Count(double.IsFinite);

    internal static Func<int, bool> IsPositive(KernelInput x)
    {
        bool[] positives = [.. x.Second.Where((_, i) => double.IsFinite(x.Row[i])).Select(v => v == 1)];
        return i => positives[i];
    }

    private static Ball[] Tempered(KernelInput x, int bits) =>
        x.Parameters.Length == 0 ? Active(x, bits) : Array.ConvertAll(Active(x, bits), z => z / Parameter(x, 0, bits));

    internal static Ball[] Probabilities(KernelInput x, int bits) => LossFormulas.Softmax(Tempered(x, bits));

    internal static Ball[] Each(Ball[] z, Func<Ball[], int, Ball> of) => [.. z.Select((_, j) => of(z, j))];

    private static Ball Largest(KernelInput x, int bits, bool absolute = true)
    {
        var largest = Ball.From(x.Row.Max(), bits);
        return absolute ? Ball.Abs(largest) : largest;
    }

    private static Ball DivergenceTerm(Ball p, Ball q) => p.Sign > 0 ? Ball.Abs(p * (Ball.Log(p) - Ball.Log(q))) : p;

    private static Ball Gaussian(KernelInput x, int bits) =>
        LossFormulas.GaussianNegativeLogLikelihood(Parameter(x, 0, bits), Parameter(x, 1, bits), Parameter(x, 2, bits));

    // (Σy)p_j + y_j
    internal static Ball[] TargetMagnitudes(KernelInput x, int bits)
    {
        var y = Filter(x, Second(x, bits));
        var total = LossFormulas.Sum(y.Length, j => y[j]);
        return Scatter(x, [.. LossFormulas.Softmax(Active(x, bits)).Select((p, j) => total * p + y[j])], 0);
    }

    // 2p_j(|e_j| + Σ|e_i|p_i), e = p − onehot(c)
    internal static Ball[] BrierMagnitudes(Ball[] z, int c)
    {
        var p = LossFormulas.Softmax(z);
        var error = Each(z, (_, j) => j == c ? LossFormulas.Complement(z, j) : p[j]);
        var total = LossFormulas.Sum(z.Length, j => error[j] * p[j]);
        return Each(z, (_, j) => 2 * p[j] * (error[j] + total));
    }

    // r·(p_i|δ_ij − p_j| + γw|a_i a_j|), w = 1/(γ + (1−γ)p_c), r = w·p_c, a = onehot(c) − p
    private static Ball[,] GammaHessianMagnitudes(KernelInput x, int bits)
    {
        var (z, c, gamma) = (Active(x, bits), Label(x), Parameter(x, 0, bits));
        var p = LossFormulas.Softmax(z);
        var rest = Each(z, LossFormulas.Complement);
        // at γ = 0, r = 1 and the second term is 0, also where p_c is too small to divide by
        var weight = x.Parameters[0] == 0 ? Ball.Zero : Ball.One / (gamma + (1 - gamma) * p[c]);
        var r = x.Parameters[0] == 0 ? Ball.One : weight * p[c];
        var result = new Ball[z.Length, z.Length];
        for (var i = 0; i < z.Length; i++)
        {
            for (var j = 0; j < z.Length; j++)
            {
                var (a, b) = (i == c ? rest[i] : p[i], j == c ? rest[j] : p[j]);
                result[i, j] = r * (p[i] * (i == j ? rest[j] : p[j]) + gamma * weight * a * b);
            }
        }

        return result;
    }

    // b_i + a_i, the shares of the two sums
    internal static Ball[] MultiLabelMagnitudes(Ball[] s, Ball[] t)
    {
        Ball[] positive = [.. s.Select((x, i) => t[i].Sign > 0 ? Ball.Log(t[i]) - x : Ball.NegativeInfinity)];
        Ball[] negative = [.. s.Select((x, i) => (1 - t[i]).Sign > 0 ? Ball.Log(1 - t[i]) + x : Ball.NegativeInfinity)];
        return [.. s.Select((_, i) => Share(positive, i) + Share(negative, i))];

        static Ball Share(Ball[] exponents, int i)
        {
            if (exponents[i].IsInfinity)
            {
                return 0;
            }

            Ball[] finite = [.. exponents.Where(e => e.IsFinite)];
            return Ball.Exp(exponents[i] - LossFormulas.Log1pSumExp<Ball>(finite));
        }
    }

    // |derivative of the exponent| with its two terms' magnitudes in place of their sum: γ(|s − m| + max(s + m, 0)) and its mirror
    internal static Ball[] CircleMagnitudes(KernelInput x, int bits)
    {
        var (s, positive) = (Active(x, bits), IsPositive(x));
        var (scale, margin) = (Parameter(x, 0, bits), Parameter(x, 1, bits));
        return Scatter(
            x,
            [
                .. s.Select(
                    (score, i) =>
                        positive(i)
                            ? scale * (Ball.Abs(score - 1 + margin) + Ball.Max(1 + margin - score, 0))
                            : scale * (Ball.Abs(score - margin) + Ball.Max(score + margin, 0))
                ),
            ],
            0
        );
    }
}
