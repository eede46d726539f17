// Rows of up to a million classes with certified results: the rows repeat some hundred pairs of a logit and its targets,
// so that the true sums need a few hundred exponentials only.
using System.Globalization;
using LossProofs.Laws;
using LossProofs.Reals;

namespace LossProofs.Accuracy;

/// <summary>How the logits of a long row are spread; each is hard for another way of summing.</summary>
public enum LongRowKind
{
    /// <summary>Normal with a deviation of 3.</summary>
    Normal,

    /// <summary>All tied.</summary>
    Tied,

    /// <summary>One logit 45 above the rest: all that is not 1 is a rest below a unit of it.</summary>
    Winner,

    /// <summary>Evenly from 0 down to −60: terms of every magnitude.</summary>
    Graded,

    /// <summary>A tenth near 0, the others near −36: each is lost beside the sum, together they are not.</summary>
    TwoLevels,

    /// <summary>From −400 to 400.</summary>
    Wide,

    /// <summary>A common offset of 1e6, differences of some units.</summary>
    Offset,

    /// <summary>Half of the classes masked.</summary>
    Masked,
}

/// <summary>A long row, its targets and the true results of the kernels over rows.</summary>
public sealed class LongRow
{
    private const int Distinct = 300;

    private readonly double[] _logits = new double[Distinct];
    private readonly double[] _shares = new double[Distinct];
    private readonly double[] _labels = new double[Distinct];
    private readonly int[] _counts = new int[Distinct];
    private readonly int[] _index;
    private readonly bool _single;
    private readonly string _name;
    private readonly Dictionary<int, Sums> _sums = [];

    private LongRow(int length, LongRowKind kind, int seed, bool single)
    {
        var random = new Random(seed);
        _single = single;
        _name = string.Create(CultureInfo.InvariantCulture, $"{kind}, {length} classes, seed {seed}");
        _index = new int[length];
        for (var i = 0; i < length; i++)
        {
            // entry 0 once: the winner
            _index[i] = length == 1 ? 0 : 1 + random.Next(Distinct - 1);
        }

        _index[random.Next(length)] = 0;
        Label = random.Next(length);
        foreach (var i in _index)
        {
            _counts[i]++;
        }

        var total = 0.0;
        for (var v = 0; v < Distinct; v++)
        {
            _logits[v] = Narrow(Logit(kind, v, random));
            var masked = kind == LongRowKind.Masked && v % 2 == 1 && v != _index[Label];
            _logits[v] = masked ? double.NegativeInfinity : _logits[v];
            _labels[v] = masked ? 0 : Narrow(random.Next(4) == 0 ? random.Next(2) : random.NextDouble());
            _shares[v] = masked || random.Next(3) == 0 ? 0 : random.NextDouble() * Math.ScaleB(1, -random.Next(20));
            total += _shares[v] * _counts[v];
        }

        if (total == 0)
        {
            _shares[_index[Label]] = 1;
            total = _counts[_index[Label]];
        }

        for (var v = 0; v < Distinct; v++)
        {
            _shares[v] = Narrow(_shares[v] / total);
        }
    }

    /// <summary>The kernels that are measured on long rows, by their names in <see cref="OwnKernels"/>.</summary>
    public static IReadOnlyList<string> Kernels { get; } =
    [
        "LogSumExp.Value",
        "Softmax.Probabilities",
        "Softmax.LogProbabilities",
        "CrossEntropy: loss",
        "CrossEntropy: gradient",
        "CrossEntropy of a distribution: loss",
        "CrossEntropy of a distribution: gradient",
        "GammaCrossEntropy: loss",
        "GammaCrossEntropy: gradient",
        "MultiLabelCrossEntropy: loss",
        "MultiLabelCrossEntropy: gradient",
        "BinaryCrossEntropy of labels: loss",
        "BinaryCrossEntropy of labels: gradient",
    ];

    /// <summary>The class that is the label.</summary>
    public int Label { get; }

    /// <summary>γ of the γ-cross-entropy.</summary>
    private double Gamma => Narrow(0.1);

    /// <summary>A row of some length and kind; the same for the same seed.</summary>
    public static LongRow Draw(int length, LongRowKind kind, int seed, bool single) => new(length, kind, seed, single);

    /// <inheritdoc/>
    public override string ToString() => _name;

    /// <summary>The largest error of a kernel's results on this row in ulps: of one of each distinct result, and the label's.</summary>
    public double Error(string kernel)
    {
        double[] targets =
            Takes(kernel, "of a distribution") ? _shares
            : Takes(kernel, "MultiLabel") || Takes(kernel, "of labels") ? _labels
            : [];
        double[] parameters =
            Takes(kernel, "Gamma") ? [Gamma]
            : Takes(kernel, "Softmax") ? [1]
            : [];
        var input = new KernelInput(
            Array.ConvertAll(_index, v => _logits[v]),
            targets.Length == 0 ? [] : Array.ConvertAll(_index, v => targets[v]),
            Label,
            parameters
        );
        var results = _single ? OwnKernels.Run<float>(kernel, input) : OwnKernels.Run<double>(kernel, input);
        int[] places = results.Length == 1 ? [-1] : [.. Places()];
        return Certified
            .Errors(
                Array.ConvertAll(places, i => results[Math.Max(i, 0)]),
                _single,
                bits => Array.ConvertAll(places, i => Truth(kernel, i, At(bits)).Value),
                bits => Array.ConvertAll(places, i => Truth(kernel, i, At(bits)).Magnitude)
            )
            .Max();
    }

    private static bool Takes(string kernel, string part) => kernel.Contains(part, StringComparison.Ordinal);

    // The first place of each distinct logit that is not the label's, the label's, the last one and some in between.
    private IEnumerable<int> Places()
    {
        var seen = new HashSet<int>();
        for (var i = 0; i < _index.Length; i++)
        {
            if (i == Label || i == _index.Length - 1 || i % 9973 == 0 || seen.Add(_index[i]))
            {
                yield return i;
            }
        }
    }

    private double Narrow(double value) => _single ? (float)value : value;

    private static double Logit(LongRowKind kind, int v, Random random) =>
        kind switch
        {
            LongRowKind.Tied => 0.7,
            LongRowKind.Winner => v == 0 ? 45 : random.NextDouble(),
            LongRowKind.Graded => -60.0 * v / Distinct,
            LongRowKind.TwoLevels => (v % 10 == 0 ? 0 : -36) + 0.01 * random.NextDouble(),
            LongRowKind.Wide => 800 * random.NextDouble() - 400,
            LongRowKind.Offset => 1e6 + random.Next(-40, 40) / 8.0,
            _ => 3 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2,
        };

    /// <summary>The sums over the row that the results are made of.</summary>
    private sealed record Sums(int Bits, int Largest, Ball Rest, Ball LogTotal, Ball Share, Ball Down, Ball Up);

    private Sums At(int bits)
    {
        if (_sums.TryGetValue(bits, out var known))
        {
            return known;
        }

        var largest = Enumerable.Range(0, Distinct).Where(v => _counts[v] > 0).MaxBy(v => _logits[v]);
        var rest = Ball.From(0.0, bits);
        var (down, up) = (Ball.From(1.0, bits), Ball.From(1.0, bits));
        var share = Ball.From(0.0, bits);
        foreach (var v in Present())
        {
            var s = Ball.From(_logits[v], bits);
            // all but one of the largest: beside the 1 that it gives
            rest += (_counts[v] - (v == largest ? 1 : 0)) * Ball.Exp(s - Ball.From(_logits[largest], bits));
            var t = Ball.From(_labels[v], bits);
            down += _counts[v] * t * Ball.Exp(-s);
            up += _counts[v] * (1 - t) * Ball.Exp(s);
            share += _counts[v] * Ball.From(_shares[v], bits);
        }

        return _sums[bits] = new(bits, largest, rest, Ball.Log1p(rest), share, down, up);
    }

    private IEnumerable<int> Present() =>
        Enumerable.Range(0, Distinct).Where(v => _counts[v] > 0 && double.IsFinite(_logits[v]));

    // place −1: the loss
    private (Ball Value, Ball Magnitude) Truth(string kernel, int place, Sums sums)
    {
        var bits = sums.Bits;
        var zero = Ball.From(0.0, bits);
        var v = _index[place < 0 ? Label : place];
        var total = 1 + sums.Rest;
        if (!double.IsFinite(_logits[v]))
        {
            return (kernel == "Softmax.LogProbabilities" ? Ball.NegativeInfinity : zero, zero);
        }

        var z = Ball.From(_logits[v], bits);
        var maximum = Ball.From(_logits[sums.Largest], bits);
        var exponential = Ball.Exp(z - maximum);
        var p = exponential / total;
        var complement = (v == sums.Largest ? sums.Rest : total - exponential) / total;
        var negativeLog = maximum - z + sums.LogTotal;
        var (y, t) = (Ball.From(_shares[v], bits), Ball.From(_labels[v], bits));
        var gamma = Ball.From(Gamma, bits);
        var isLabel = place == Label;
        switch (kernel)
        {
            case "LogSumExp.Value":
                return (maximum + sums.LogTotal, Ball.Abs(maximum) + sums.LogTotal);
            case "Softmax.Probabilities":
                return Alone(p);
            case "Softmax.LogProbabilities":
                return Alone(-negativeLog);
            case "CrossEntropy: loss":
                return Alone(negativeLog);
            case "CrossEntropy: gradient":
                return Alone(isLabel ? -complement : p);
            case "CrossEntropy of a distribution: loss":
                return Alone(
                    Sum(u => Ball.From(_shares[u], bits) * (maximum - Ball.From(_logits[u], bits) + sums.LogTotal))
                );
            case "CrossEntropy of a distribution: gradient":
                return (sums.Share * p - y, sums.Share * p + y);
            case "GammaCrossEntropy: loss":
                return Alone(-Ball.Log1p(-((1 - gamma) * complement)) / (1 - gamma));
            case "GammaCrossEntropy: gradient":
                var ofLabel = Ball.Exp(Ball.From(_logits[_index[Label]], bits) - maximum) / total;
                var weight = ofLabel / (gamma + (1 - gamma) * ofLabel);
                return Alone(weight * (isLabel ? -complement : p));
            case "MultiLabelCrossEntropy: loss":
                return Alone(Ball.Log(sums.Down) + Ball.Log(sums.Up));
            case "MultiLabelCrossEntropy: gradient":
                var (a, b) = (t * Ball.Exp(-z) / sums.Down, (1 - t) * Ball.Exp(z) / sums.Up);
                return (b - a, b + a);
            case "BinaryCrossEntropy of labels: loss":
                return Alone(
                    Sum(u => LossFormulas.BinaryCrossEntropy(Ball.From(_logits[u], bits), Ball.From(_labels[u], bits)))
                );
            case "BinaryCrossEntropy of labels: gradient":
                var (up, down) = ((1 - t) * Ball.Sigmoid(z), t * Ball.Sigmoid(-z));
                return (up - down, up + down);
            default:
                throw new ArgumentException($"'{kernel}' is not measured on long rows", nameof(kernel));
        }

        static (Ball, Ball) Alone(Ball value) => (value, Ball.Abs(value));

        Ball Sum(Func<int, Ball> term)
        {
            var sum = zero;
            foreach (var u in Present())
            {
                sum += _counts[u] * term(u);
            }

            return sum;
        }
    }
}
