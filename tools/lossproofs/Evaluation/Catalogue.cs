// The losses that `lossproofs losses` lists and `lossproofs eval` evaluates: names, arguments, formulas, sources.
using System.Numerics;
using LossProofs.Kernels;

namespace LossProofs.CommandLine.Evaluation;

/// <summary>A kernel as the command line offers it.</summary>
/// <param name="Name">What follows `eval`.</param>
/// <param name="Formula">The definition.</param>
/// <param name="Source">Document and tag.</param>
/// <param name="Arguments">Alternative sets of arguments; a name in brackets is optional.</param>
internal sealed record CatalogueEntry(string Name, string Formula, string Source, params string[][] Arguments);

/// <summary>What an evaluation yields: named vectors, in the order in which they are shown.</summary>
internal sealed record Outcome<T>(params (string Name, T[] Values)[] Parts);

internal static class Catalogue
{
    private const string Gamma = "gamma-cross-entropy";
    private const string MultiLabel = "soft-label-multilabel";
    private const string Softmaxes = "softmax-and-cross-entropy";
    private const string Noise = "noise-robustness";

    public static readonly CatalogueEntry[] Entries =
    [
        new("softmax", "e^(z_i/T) / Σ_j e^(z_j/T)", $"{Softmaxes} 1; {Gamma} (58)", ["logits", "[temperature]"]),
        new("log-softmax", "log p_i", $"{Softmaxes} 1", ["logits", "[temperature]"]),
        new("logsumexp", "log Σ e^z_i", $"{Noise} (52)", ["logits"]),
        new("sigmoid", "1/(1 + e^−x)", $"{MultiLabel} (1)", ["logits"]),
        new("softplus", "log(1 + e^x)", $"{MultiLabel} (4)", ["logits"]),
        new(
            "cross-entropy",
            "−log p_c, or −Σ y_j log p_j",
            $"{Softmaxes} 4.1; {Gamma} (1)",
            ["logits", "label", "[class-weights]"],
            ["logits", "targets"]
        ),
        new("binary-cross-entropy", "Σ t·softplus(−x) + (1−t)·softplus(x)", $"{MultiLabel} (9)", ["logits", "targets"]),
        new(
            "kullback-leibler",
            "Σ y(log y − log p)",
            $"{Gamma} (48)",
            ["logits", "targets"],
            ["probabilities", "targets"]
        ),
        new(
            "entropy",
            "−Σ p log p, p = softmax(z/T)",
            $"{Noise} (28), (42)",
            ["logits", "[temperature]"],
            ["probabilities"]
        ),
        new(
            "gamma-cross-entropy",
            "−log(γ + (1−γ)p)/(1−γ)",
            $"{Gamma} (5); with b (66)",
            ["logits", "label", "gamma", "[threshold]"],
            ["logits", "positives", "gamma"],
            ["probability", "gamma"]
        ),
        new(
            "multi-label",
            "log(1 + Σ t_i e^−s_i) + log(1 + Σ (1−t_i)e^s_i)",
            $"{MultiLabel} (8), (16)",
            ["logits", "targets"],
            ["logits", "positives"]
        ),
        new(
            "circle",
            "log(1 + Σ_neg e^(γa(s−m)) · Σ_pos e^(−γb(s−1+m)))",
            $"Sun et al. 2020; {MultiLabel} (59) differs",
            ["logits", "positives", "scale", "[margin]"]
        ),
        new(
            "asymmetric",
            "Σ_pos −(1−p)^γ₊ log p + Σ_neg −p_m^γ₋ log(1−p_m)",
            $"Ridnik et al. 2021; {MultiLabel} (58)",
            ["logits", "positives", "positive-focus", "negative-focus", "[margin]"]
        ),
        new(
            "label-smoothing",
            "−Σ ỹ_i log p_i, ỹ = (1−α)y + α/K",
            $"{Gamma} (22) to (25)",
            ["logits", "label", "alpha"]
        ),
        new(
            "focal",
            "−α(1−p)^β log p",
            $"{Gamma} (34)",
            ["logits", "label", "beta", "[alpha]"],
            ["probability", "beta", "[alpha]"]
        ),
        new(
            "generalized-cross-entropy",
            "(1 − p^q)/q",
            $"{Gamma} (35)",
            ["logits", "label", "q"],
            ["probability", "q"]
        ),
        new("mean-absolute-error", "Σ |y_i − p_i|", $"{Gamma} (33)", ["logits", "label"], ["logits", "targets"]),
        new("brier", "Σ (y_i − p_i)²", $"{Gamma} 19", ["logits", "label"], ["logits", "targets"]),
        new("squared-error", "½Σ(y′ − y)²", "l2-and-softmax", ["predictions", "targets"]),
        new("gaussian", "½ log 2π + log σ + (y − y′)²/(2σ²)", "l2-and-softmax", ["predictions", "targets", "sigma"]),
    ];

    public static CatalogueEntry Find(string name) =>
        Array.Find(Entries, entry => entry.Name == name)
        ?? throw new UsageException($"loss: {Usage.Instead(name, [.. Entries.Select(entry => entry.Name)])}");

    /// <summary>The alternative that the given arguments fit, or a message that says what is missing or too much.</summary>
    public static void CheckArguments(CatalogueEntry entry, IReadOnlyCollection<string> given)
    {
        if (!entry.Arguments.Any(alternative => Fits(alternative, given)))
            throw new UsageException(
                $"{entry.Name} was given {(given.Count == 0 ? "no arguments" : Options(given))}; expected {Options(entry)}"
            );
    }

    /// <summary>The options that an entry takes.</summary>
    public static string Options(CatalogueEntry entry) => string.Join(" or ", entry.Arguments.Select(Options));

    private static bool Fits(string[] alternative, IReadOnlyCollection<string> given) =>
        alternative.Where(name => name[0] != '[').All(given.Contains)
        && given.All(name => alternative.Contains(name) || alternative.Contains($"[{name}]"));

    private static string Options(IEnumerable<string> names) =>
        string.Join(' ', names.Select(name => name[0] == '[' ? $"[--{name[1..]}" : $"--{name}"));

    /// <summary>Evaluates an entry on arguments that fit it.</summary>
    public static Outcome<T> Evaluate<T>(CatalogueEntry entry, NamedNumbers given)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (given.Has("probability"))
            return OnProbability<T>(entry, given);
        if (given.Has("probabilities"))
            return OnProbabilities<T>(entry, given);
        var row = given.Vector<T>(given.Has("predictions") ? "predictions" : "logits");
        var result = new T[row.Length];
        T Scalar(string name) => given.Scalar<T>(name);
        T Or(string name, T fallback) => given.Scalar(name, fallback);
        var label = given.Has("label") ? given.Integer("label") : -1;
        var targets = given.Has("targets") ? given.Vector<T>("targets") : null;
        var positives = given.Has("positives") ? given.Flags("positives") : null;
        var temperature = Or("temperature", T.One);

        switch (entry.Name)
        {
            case "softmax":
                Softmax.Probabilities<T>(row, temperature, result);
                return new(("probabilities", result));
            case "log-softmax":
                Softmax.LogProbabilities<T>(row, temperature, result);
                return new(("log-probabilities", result));
            case "logsumexp":
                LogSumExp.Gradient<T>(row, result);
                return new(("value", [LogSumExp.Value<T>(row)]), ("gradient", result));
            case "sigmoid":
                Sigmoid.Value<T>(row, result);
                return new(("value", result), ("gradient", Slopes<T>(row, Sigmoid.Gradient)));
            case "softplus":
                Softplus.Value<T>(row, result);
                return new(("value", result), ("gradient", Slopes<T>(row, Softplus.Gradient)));
            case "entropy":
                Entropy.OfSoftmaxGradient<T>(row, temperature, result);
                return new(("value", [Entropy.OfSoftmax<T>(row, temperature)]), ("gradient", result));
            case "gaussian":
                var (sigma, squares) = (Scalar("sigma"), new T[row.Length]);
                var likelihood = SquaredError.GaussianNegativeLogLikelihood<T>(row, targets, sigma);
                for (var i = 0; i < row.Length; i++)
                    squares[i] = SquaredError.GaussianGradient(row[i], targets![i], sigma);
                return new(("loss", [likelihood]), ("gradient", squares));
            case "gamma-cross-entropy" when given.Has("threshold"):
                var (gamma, threshold) = (Scalar("gamma"), Scalar("threshold"));
                GammaCrossEntropy.ThresholdedGradient<T>(row, label, gamma, threshold, result);
                return new(
                    ("loss", [GammaCrossEntropy.ThresholdedLoss<T>(row, label, gamma, threshold)]),
                    ("gradient", result)
                );
        }

        var loss = entry.Name switch
        {
            "cross-entropy" when targets is not null => CrossEntropy.LossAndGradient<T>(row, targets, result),
            "cross-entropy" when given.Has("class-weights") => CrossEntropy.LossAndGradient<T>(
                row,
                label,
                given.Vector<T>("class-weights"),
                result
            ),
            "cross-entropy" => CrossEntropy.LossAndGradient<T>(row, label, result),
            "binary-cross-entropy" => BinaryCrossEntropy.LossAndGradient<T>(row, targets, result),
            "kullback-leibler" => KullbackLeibler.LossAndGradientOfLogits<T>(row, targets, result),
            "gamma-cross-entropy" when positives is not null => GammaCrossEntropy.MultiLabelLossAndGradient<T>(
                row,
                positives,
                Scalar("gamma"),
                result
            ),
            "gamma-cross-entropy" => GammaCrossEntropy.LossAndGradient<T>(row, label, Scalar("gamma"), result),
            "multi-label" when positives is not null => MultiLabelCrossEntropy.LossAndGradient<T>(
                row,
                positives,
                result
            ),
            "multi-label" => MultiLabelCrossEntropy.LossAndGradient<T>(row, targets, result),
            "circle" => CircleLoss.LossAndGradient<T>(row, positives, Scalar("scale"), Or("margin", T.Zero), result),
            "asymmetric" => AsymmetricLoss.LossAndGradient<T>(
                row,
                positives,
                Scalar("positive-focus"),
                Scalar("negative-focus"),
                Or("margin", T.Zero),
                result
            ),
            "label-smoothing" => LabelSmoothing.LossAndGradient<T>(row, label, Scalar("alpha"), result),
            "focal" => FocalLoss.LossAndGradient<T>(row, label, Scalar("beta"), Or("alpha", T.One), result),
            "generalized-cross-entropy" => GeneralizedCrossEntropy.LossAndGradient<T>(row, label, Scalar("q"), result),
            "mean-absolute-error" when targets is not null => MeanAbsoluteError.LossAndGradient<T>(
                row,
                targets,
                result
            ),
            "mean-absolute-error" => MeanAbsoluteError.LossAndGradient<T>(row, label, result),
            "brier" when targets is not null => BrierScore.LossAndGradient<T>(row, targets, result),
            "brier" => BrierScore.LossAndGradient<T>(row, label, result),
            "squared-error" => SquaredError.LossAndGradient<T>(row, targets, result),
            _ => throw new UsageException($"'{entry.Name}' is listed but has no kernel"),
        };
        return new(("loss", [loss]), ("gradient", result));
    }

    private static Outcome<T> OnProbability<T>(CatalogueEntry entry, NamedNumbers given)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var p = given.Scalar<T>("probability");
        var (loss, gradient) = entry.Name switch
        {
            "gamma-cross-entropy" => (
                GammaCrossEntropy.LossOfProbability(p, given.Scalar<T>("gamma")),
                GammaCrossEntropy.GradientOfProbability(p, given.Scalar<T>("gamma"))
            ),
            "focal" => (
                FocalLoss.LossOfProbability(p, given.Scalar<T>("beta"), given.Scalar("alpha", T.One)),
                FocalLoss.GradientOfProbability(p, given.Scalar<T>("beta"), given.Scalar("alpha", T.One))
            ),
            _ => (
                GeneralizedCrossEntropy.LossOfProbability(p, given.Scalar<T>("q")),
                GeneralizedCrossEntropy.GradientOfProbability(p, given.Scalar<T>("q"))
            ),
        };
        return new(("loss", [loss]), ("gradient", [gradient]));
    }

    private static Outcome<T> OnProbabilities<T>(CatalogueEntry entry, NamedNumbers given)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var probabilities = given.Vector<T>("probabilities");
        var gradient = new T[probabilities.Length];
        if (entry.Name == "entropy")
        {
            Entropy.Gradient<T>(probabilities, gradient);
            return new(("value", [Entropy.Value<T>(probabilities)]), ("gradient", gradient));
        }

        var targets = given.Vector<T>("targets");
        KullbackLeibler.Gradient<T>(targets, probabilities, gradient);
        return new(("loss", [KullbackLeibler.Loss<T>(targets, probabilities)]), ("gradient", gradient));
    }

    private static T[] Slopes<T>(T[] row, Func<T, T> slope) => Array.ConvertAll(row, x => slope(x));
}
