// The batch format: name, tab, arguments; the functions that its names stand for (see `lossproofs eval --batch`).
using System.Numerics;
using LossProofs.Kernels;

namespace LossProofs.CommandLine.Evaluation;

/// <summary>
/// A line is a name, a tab and arguments separated by semicolons, vectors' components by commas; a further column is
/// ignored. Arguments with names (logits=2,1;label=0) are those of `eval`, under its names. Numbers are C99 hexadecimal floats (or decimals), labels plain integers.
/// </summary>
internal static class BatchFormat
{
    /// <summary>One argument: a vector, a scalar, a label or flags (0 or 1).</summary>
    private enum Kind
    {
        Vector,
        Scalar,
        Label,
        Flag,
        Flags,
    }

    private static readonly Dictionary<string, Kind[]> Signatures = new(StringComparer.Ordinal)
    {
        ["logsumexp"] = [Kind.Vector],
        ["softmax"] = [Kind.Vector],
        ["log_softmax"] = [Kind.Vector],
        ["cross_entropy_label"] = [Kind.Vector, Kind.Label],
        ["cross_entropy_label_gradient"] = [Kind.Vector, Kind.Label],
        ["cross_entropy_soft"] = [Kind.Vector, Kind.Vector],
        ["entropy_of_softmax"] = [Kind.Vector],
        ["softmax_temperature"] = [Kind.Vector, Kind.Scalar],
        ["gamma_ce_probability"] = [Kind.Scalar, Kind.Scalar],
        ["gamma_ce_weight"] = [Kind.Scalar, Kind.Scalar],
        ["gamma_ce_logits"] = [Kind.Vector, Kind.Label, Kind.Scalar],
        ["gamma_ce_logits_gradient"] = [Kind.Vector, Kind.Label, Kind.Scalar],
        ["sigmoid"] = [Kind.Scalar],
        ["softplus"] = [Kind.Scalar],
        ["bce_logits"] = [Kind.Scalar, Kind.Scalar],
        ["multilabel_soft"] = [Kind.Vector, Kind.Vector],
        ["multilabel_soft_gradient"] = [Kind.Vector, Kind.Vector],
        ["entropy"] = [Kind.Vector],
        ["kullback_leibler"] = [Kind.Vector, Kind.Vector],
        ["multilabel_hard"] = [Kind.Vector, Kind.Flags],
        ["gamma_bce_logits"] = [Kind.Scalar, Kind.Scalar, Kind.Flag],
        ["focal"] = [Kind.Scalar, Kind.Scalar],
        ["generalized_ce"] = [Kind.Scalar, Kind.Scalar],
        ["gaussian_nll"] = [Kind.Scalar, Kind.Scalar, Kind.Scalar],
    };

    /// <summary>Whether an answer says what was refused.</summary>
    public static bool IsRefusal(string answer) => answer.Split('\t') is [_, _, ['e', 'r', 'r', 'o', 'r', ':', ..]];

    // The names of `eval` and of its options: logits=2,1;label=0. The values have the names that `eval` prints.
    private static string Named<T>(string name, string text)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var entry = Catalogue.Find(name);
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var argument in text.Split(';'))
        {
            var parts = argument.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length != 2)
                throw new UsageException($"'{argument}' is no argument; expected NAME=VALUE, as in logits=2,1;label=0");
            if (!given.TryAdd(parts[0], parts[1]))
                throw new UsageException($"{parts[0]} is given twice");
        }

        Catalogue.CheckArguments(entry, given.Keys);
        var outcome = Catalogue.Evaluate<T>(entry, new NamedNumbers(given));
        var values = outcome.Parts.Select(part => $"{part.Name}={Numbers.Hexadecimal(part.Values)}");
        return $"{name}\t{text}\t{string.Join(';', values)}";
    }

    /// <summary>The line that answers a line: name, arguments as rounded to T, values or what was refused.</summary>
    public static string Answer<T>(string line)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var columns = line.Split('\t');
        var (name, text) = (columns[0], columns.Length > 1 ? columns[1] : "");
        var echo = text;
        try
        {
            if (text.Contains('=', StringComparison.Ordinal))
                return Named<T>(name, text);
            if (columns.Length < 2)
                throw new UsageException(
                    "the line has no tab; expected a loss, a tab and arguments: logits=2,1;label=0"
                );
            if (!Signatures.TryGetValue(name, out var kinds))
                throw Catalogue.Has(name)
                    ? new UsageException(
                        $"{name} was given no NAME=VALUE; expected arguments such as logits=2,1;label=0"
                    )
                    : Catalogue.Unknown(name);
            var arguments = text.Split(';');
            if (arguments.Length != kinds.Length)
                throw new UsageException($"{name} has {arguments.Length} arguments; expected {kinds.Length}");
            echo = string.Join(';', arguments.Select((argument, i) => Echo<T>(argument, kinds[i], i)));
            return $"{name}\t{echo}\t{Numbers.Hexadecimal(Evaluate<T>(name, arguments))}";
        }
        catch (Exception refusal) when (refusal is UsageException or ArgumentException)
        {
            return $"{name}\t{echo}\terror: {Failure.OneLine(refusal.Message)}";
        }
    }

    private static string Echo<T>(string argument, Kind kind, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        kind == Kind.Label ? argument : Numbers.Hexadecimal(Numbers.Vector<T>(argument, $"argument {index + 1}"));

    private static T[] Evaluate<T>(string name, string[] arguments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] Vector(int index) => Numbers.Vector<T>(arguments[index], $"argument {index + 1}");
        T Scalar(int index) =>
            Vector(index) is [var only]
                ? only
                : throw new UsageException($"argument {index + 1} of {name} is a vector; expected one number");
        int Label(int index) => Numbers.Integer(arguments[index], $"argument {index + 1}");
        bool[] Flags(int index) => Numbers.Flags(arguments[index], $"argument {index + 1}");
        bool Flag(int index) =>
            Flags(index) is [var only]
                ? only
                : throw new UsageException($"argument {index + 1} of {name} is a vector; expected 0 or 1");

        T[] Into(int index, Action<T[], T[]> write)
        {
            var input = Vector(index);
            var result = new T[input.Length];
            write(input, result);
            return result;
        }

        return name switch
        {
            "logsumexp" => [LogSumExp.Value<T>(Vector(0))],
            "softmax" => Into(0, (z, p) => Softmax.Probabilities<T>(z, p)),
            "log_softmax" => Into(0, (z, p) => Softmax.LogProbabilities<T>(z, p)),
            "cross_entropy_label" => [CrossEntropy.Loss<T>(Vector(0), Label(1))],
            "cross_entropy_label_gradient" => Into(0, (z, g) => CrossEntropy.Gradient<T>(z, Label(1), g)),
            "cross_entropy_soft" => [CrossEntropy.Loss<T>(Vector(0), Vector(1))],
            "entropy_of_softmax" => [Entropy.OfSoftmax<T>(Vector(0))],
            "softmax_temperature" => Into(0, (z, p) => Softmax.Probabilities<T>(z, Scalar(1), p)),
            "gamma_ce_probability" => [GammaCrossEntropy.LossOfProbability(Scalar(1), Scalar(0))],
            "gamma_ce_weight" => [GammaCrossEntropy.Weight(Scalar(1), Scalar(0))],
            "gamma_ce_logits" => [GammaCrossEntropy.Loss<T>(Vector(0), Label(1), Scalar(2))],
            "gamma_ce_logits_gradient" => Into(0, (z, g) => GammaCrossEntropy.Gradient<T>(z, Label(1), Scalar(2), g)),
            "sigmoid" => [Sigmoid.Value(Scalar(0))],
            "softplus" => [Softplus.Value(Scalar(0))],
            "bce_logits" => [BinaryCrossEntropy.Loss(Scalar(0), Scalar(1))],
            "multilabel_soft" => [MultiLabelCrossEntropy.Loss<T>(Vector(0), Vector(1))],
            "multilabel_soft_gradient" => Into(0, (s, g) => MultiLabelCrossEntropy.Gradient<T>(s, Vector(1), g)),
            "entropy" => [Entropy.Value<T>(Vector(0))],
            "kullback_leibler" => [KullbackLeibler.Loss<T>(Vector(0), Vector(1))],
            "multilabel_hard" => [MultiLabelCrossEntropy.Loss<T>(Vector(0), Flags(1))],
            "gamma_bce_logits" => [GammaCrossEntropy.BinaryLoss(Scalar(1), Flag(2), Scalar(0))],
            "focal" => [FocalLoss.LossOfProbability(Scalar(1), Scalar(0))],
            "generalized_ce" => [GeneralizedCrossEntropy.LossOfProbability(Scalar(1), Scalar(0))],
            "gaussian_nll" => [SquaredError.GaussianNegativeLogLikelihood(Scalar(1), Scalar(0), Scalar(2))],
            _ => throw new UsageException($"'{name}' has a signature but no kernel"),
        };
    }
}
