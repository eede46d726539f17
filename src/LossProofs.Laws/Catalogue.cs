// The kernels that an implementation may have. A new one: a row, whose oracle stands in Oracle/.
namespace LossProofs.Laws;

internal static class Catalogue
{
    private const Traits Symmetric = Traits.Symmetric;
    private const Traits NonNegative = Traits.NonNegative;
    private const Traits TowardsLabel = Traits.TowardsLabel;
    private const Traits Increasing = Traits.Increasing;
    private const Traits UnitInterval = Traits.UnitInterval;
    private const Traits Probabilities = Traits.Probabilities;
    private const Traits OfSoftmax = Traits.ShiftInvariant | Symmetric;
    private const Traits Slope = OfSoftmax | Traits.ZeroSum;

    public static IEnumerable<Subject> Subjects() =>
        [
            .. Function(
                "softmax",
                "e^(z_i/T) / Σ_j e^(z_j/T); the gradient is p_i(v_i − Σ_j p_j v_j)/T",
                ("Softmax.Probabilities", ["logits", "temperature"], OfSoftmax | Probabilities, true),
                ("Softmax.JacobianVectorProduct", ["logits", "vector", "temperature"], Slope)
            ),
            .. Function(
                "log-softmax",
                "z_i/T − log Σ_j e^(z_j/T)",
                ("Softmax.LogProbabilities", ["logits", "temperature"], OfSoftmax, true)
            ),
            .. Function(
                "logsumexp",
                "log Σ_j e^z_j",
                ("LogSumExp.Value", ["logits"], Symmetric | Increasing, false),
                ("LogSumExp.Gradient", ["logits"], OfSoftmax | Probabilities)
            ),
            .. Function(
                "sigmoid",
                "1/(1 + e^−x), for each entry",
                ("Sigmoid over a span: value", ["logits"], Symmetric | UnitInterval | Increasing, true),
                ("Sigmoid over a span: gradient", ["logits"], Symmetric | UnitInterval)
            ),
            .. Function(
                "softplus",
                "log(1 + e^x), for each entry",
                ("Softplus over a span: value", ["logits"], Symmetric | NonNegative | Increasing, true),
                ("Softplus over a span: gradient", ["logits"], Symmetric | UnitInterval | Increasing)
            ),
            .. Function(
                "entropy",
                "−Σ p log p, p = softmax(z/T)",
                ("Entropy.OfSoftmax", ["logits", "temperature"], OfSoftmax | NonNegative, false),
                ("Entropy.OfSoftmaxGradient", ["logits", "temperature"], Slope)
            ),
            .. Function(
                "entropy-of-probabilities",
                "−Σ p log p",
                ("Entropy.Value", ["probabilities"], Symmetric | NonNegative, false)
            ),
            .. Function(
                "relative-entropy",
                "Σ p(log p − log q)",
                ("KullbackLeibler.Loss", ["probabilities", "reference"], Symmetric, false)
            ),
            .. Loss("cross-entropy", "−log p_c", "CrossEntropy", ["logits", "label"], NonNegative, TowardsLabel),
            .. Loss(
                "cross-entropy-of-targets",
                "−Σ y_j log p_j, y as given",
                "CrossEntropy of a distribution",
                ["logits", "targets"],
                NonNegative
            ),
            .. Loss(
                "weighted-cross-entropy",
                "−w_c log p_c",
                "CrossEntropy with class weights",
                ["logits", "label", "class-weights"],
                NonNegative,
                TowardsLabel
            ),
            .. Loss("kullback-leibler", "Σ y_j(log y_j − log p_j)", "KullbackLeibler of logits", ["logits", "targets"]),
            .. Loss(
                "label-smoothing",
                "−Σ ỹ_j log p_j, ỹ = (1−α)·onehot(c) + α/K",
                "LabelSmoothing",
                ["logits", "label", "alpha"],
                NonNegative
            ),
            .. Loss(
                "gamma-cross-entropy",
                "−log(γ + (1−γ)p_c)/(1−γ); 1 − p_c at γ = 1",
                "GammaCrossEntropy",
                ["logits", "label", "gamma"],
                NonNegative,
                TowardsLabel
            ),
            .. Loss(
                "focal",
                "−α(1−p_c)^β log p_c",
                "FocalLoss",
                ["logits", "label", "beta", "alpha"],
                NonNegative,
                TowardsLabel
            ),
            .. Loss(
                "generalized-cross-entropy",
                "(1 − p_c^q)/q",
                "GeneralizedCrossEntropy",
                ["logits", "label", "q"],
                NonNegative,
                TowardsLabel
            ),
            .. Loss(
                "mean-absolute-error",
                "Σ_i |onehot(c)_i − p_i| = 2(1 − p_c)",
                "MeanAbsoluteError",
                ["logits", "label"],
                NonNegative,
                TowardsLabel
            ),
            .. Loss("brier", "Σ_i (onehot(c)_i − p_i)²", "BrierScore", ["logits", "label"], NonNegative),
            .. Loss(
                "brier-of-targets",
                "Σ_i (y_i − p_i)²",
                "BrierScore of a distribution",
                ["logits", "targets"],
                NonNegative
            ),
            .. Scores(
                "binary-cross-entropy",
                "Σ_i t_i·softplus(−x_i) + (1−t_i)·softplus(x_i)",
                "BinaryCrossEntropy of labels",
                ["logits", "targets"]
            ),
            .. Scores(
                "multi-label",
                "log(1 + Σ t_i e^−s_i) + log(1 + Σ (1−t_i)e^s_i)",
                "MultiLabelCrossEntropy",
                ["logits", "targets"]
            ),
            .. Scores(
                "multi-label-of-positives",
                "log(1 + Σ_pos e^−s_i) + log(1 + Σ_neg e^s_i)",
                "MultiLabelCrossEntropy of sets",
                ["logits", "positives"]
            ),
            .. Scores(
                "gamma-cross-entropy-of-positives",
                "Σ_i of −log(γ + (1−γ)p_i)/(1−γ), p_i = σ(s_i) for positives, σ(−s_i) for the rest",
                "GammaCrossEntropy of sets",
                ["logits", "positives", "gamma"]
            ),
            .. Scores(
                "asymmetric",
                "Σ_pos −(1−p)^γ₊ log p + Σ_neg −p^γ₋ log(1−p), p = σ(s)",
                "AsymmetricLoss",
                ["logits", "positives", "positive-focus", "negative-focus"]
            ),
            .. Scores(
                "circle",
                "log(1 + Σ_neg e^(γa(s−m)) · Σ_pos e^(−γb(s−1+m))), a = max(s+m, 0), b = max(1+m−s, 0)",
                "CircleLoss",
                ["logits", "positives", "scale", "margin"]
            ),
            .. Function(
                "squared-error",
                "½Σ(y′ − y)²",
                ("SquaredError.Loss", ["predictions", "targets"], Symmetric | NonNegative, false),
                ("SquaredError.Gradient", ["predictions", "targets"], Symmetric)
            ),
        ];

    // A loss on the softmax of a row, with its gradient.
    private static IEnumerable<Subject> Loss(
        string name,
        string formula,
        string kernel,
        string[] arguments,
        Traits ofValue = Traits.None,
        Traits ofBoth = Traits.None
    ) =>
        Function(
            name,
            formula,
            (kernel + ": loss", arguments, OfSoftmax | ofValue | ofBoth, false),
            (kernel + ": gradient", arguments, Slope | ofBoth)
        );

    // A loss on scores that stand each for itself.
    private static IEnumerable<Subject> Scores(string name, string formula, string kernel, string[] arguments) =>
        Function(
            name,
            formula,
            (kernel + ": loss", arguments, Symmetric | NonNegative, false),
            (kernel + ": gradient", arguments, Symmetric)
        );

    private static IEnumerable<Subject> Function(
        string name,
        string formula,
        (string Kernel, string[] Arguments, Traits Traits, bool IsVector) value,
        (string Kernel, string[] Arguments, Traits Traits)? gradient = null
    )
    {
        yield return Make(Part.Value, value.Kernel, value.Arguments, value.Traits, value.IsVector);
        if (gradient is var (kernel, arguments, traits))
        {
            yield return Make(Part.Gradient, kernel, arguments, traits, isVector: true);
        }

        Subject Make(Part part, string kernel, string[] names, Traits traits, bool isVector) =>
            new(name, part, formula, Kernel.Named(kernel), [.. Placed(names)], traits, isVector);
    }

    private static IEnumerable<Argument> Placed(string[] names)
    {
        var parameters = 0;
        foreach (var (i, name) in names.Index())
        {
            yield return name switch
            {
                _ when i == 0 => new(name, Place.Row, 0),
                "label" => new(name, Place.Label, 0),
                "positives" => new(name, Place.Flags, 0),
                "targets" or "class-weights" or "vector" or "reference" => new(name, Place.Second, 0),
                _ => new(name, Place.Parameter, parameters++),
            };
        }
    }
}
