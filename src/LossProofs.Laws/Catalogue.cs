// Every loss that is asked for by name, once: name, class, formula, source, and for each set of arguments what it takes, how
// inputs are drawn, the true values, and what is known of them. A new loss is a row here.
using LossProofs.Reals;
using static LossProofs.Laws.Kernel;

namespace LossProofs.Laws;

internal static class Catalogue
{
    private const Traits Symmetric = Traits.Symmetric;
    private const Traits NonNegative = Traits.NonNegative;
    private const Traits TowardsLabel = Traits.NonNegative | Traits.TowardsLabel;
    private const Traits Increasing = Traits.Increasing;
    private const Traits UnitInterval = Traits.UnitInterval;
    private const Traits OfSoftmax = Traits.ShiftInvariant | Symmetric;
    private const Traits Slope = OfSoftmax | Traits.ZeroSum;

    private const string Gamma = "gamma-cross-entropy";
    private const string MultiLabels = "soft-label-multilabel";
    private const string Softmaxes = "softmax-and-cross-entropy";
    private const string Noise = "noise-robustness";

    // Without a loss of their own: functions, second derivatives, batches.
    private static readonly Dictionary<string, Kernel> Tabled = new[] { Table(), FurtherTable() }
        .SelectMany(table => table)
        .ToDictionary(kernel => kernel.Name);

    public static IReadOnlyList<Definition> Definitions { get; } =
    [
        new(
            "softmax",
            "Softmax",
            "e^(z_i/T) / Σ_j e^(z_j/T)",
            $"{Softmaxes} 1; {Gamma} (58)",
            Function(
                "logits temperature=1",
                ("probabilities", "Softmax.Probabilities", OfSoftmax | Traits.Probabilities, true),
                along: ("logits vector temperature", "Softmax.JacobianVectorProduct", Slope),
                formula: "e^(z_i/T) / Σ_j e^(z_j/T); the gradient is p_i(v_i − Σ_j p_j v_j)/T"
            )
        ),
        new(
            "log-softmax",
            "Softmax",
            "log p_i",
            $"{Softmaxes} 1",
            Function(
                "logits temperature=1",
                ("log-probabilities", "Softmax.LogProbabilities", OfSoftmax, true),
                formula: "z_i/T − log Σ_j e^(z_j/T)"
            )
        ),
        new(
            "logsumexp",
            "LogSumExp",
            "log Σ e^z_i",
            $"{Noise} (52)",
            Function(
                "logits",
                ("value", "LogSumExp.Value", Symmetric | Increasing, false),
                ("LogSumExp.Gradient", OfSoftmax | Traits.Probabilities)
            )
        ),
        new(
            "sigmoid",
            "Sigmoid",
            "1/(1 + e^−x)",
            $"{MultiLabels} (1)",
            Function(
                "logits",
                ("value", "Sigmoid over a span: value", Symmetric | UnitInterval | Increasing, true),
                ("Sigmoid over a span: gradient", Symmetric | UnitInterval),
                formula: "1/(1 + e^−x), for each entry"
            )
        ),
        new(
            "softplus",
            "Softplus",
            "log(1 + e^x)",
            $"{MultiLabels} (4)",
            Function(
                "logits",
                ("value", "Softplus over a span: value", Symmetric | NonNegative | Increasing, true),
                ("Softplus over a span: gradient", Symmetric | UnitInterval | Increasing),
                formula: "log(1 + e^x), for each entry"
            )
        ),
        new(
            "cross-entropy",
            "CrossEntropy",
            "−log p_c, or −Σ y_j log p_j",
            $"{Softmaxes} 4.1; {Gamma} (1)",
            OnLogits(
                "CrossEntropy",
                InputKind.Labelled,
                "logits label",
                TowardsLabel,
                (z, x, _) => LossFormulas.CrossEntropy(z, Label(x)),
                (z, x, _) => LossFormulas.CrossEntropy(z, Label(x)),
                formula: "−log p_c"
            ),
            OnLogits(
                "CrossEntropy with class weights",
                InputKind.Weighted,
                "logits label class-weights",
                TowardsLabel,
                (z, x, b) => Second(x, b)[x.Label] * LossFormulas.CrossEntropy(z, Label(x)),
                (z, x, b) => Jet<Ball>.Constant(Second(x, b)[x.Label]) * LossFormulas.CrossEntropy(z, Label(x)),
                name: "weighted-cross-entropy",
                formula: "−w_c log p_c"
            ),
            OnLogits(
                "CrossEntropy of a distribution",
                InputKind.SoftLabelled,
                "logits targets",
                NonNegative,
                (z, x, b) => LossFormulas.CrossEntropy(z, Filter(x, Second(x, b))),
                (z, x, b) => LossFormulas.CrossEntropy(z, Constants(Filter(x, Second(x, b)))),
                TargetMagnitudes,
                name: "cross-entropy-of-targets",
                formula: "−Σ y_j log p_j, y as given"
            )
        ),
        new(
            "binary-cross-entropy",
            "BinaryCrossEntropy",
            "Σ t·softplus(−x) + (1−t)·softplus(x)",
            $"{MultiLabels} (9)",
            OnScores(
                "BinaryCrossEntropy of labels",
                InputKind.MultiLabel,
                "logits targets",
                (z, x, b) =>
                {
                    var t = Filter(x, Second(x, b));
                    return LossFormulas.Sum(z.Length, i => LossFormulas.BinaryCrossEntropy(z[i], t[i]));
                },
                (z, x, b) =>
                {
                    var t = Constants(Filter(x, Second(x, b)));
                    return LossFormulas.Sum(z.Length, i => LossFormulas.BinaryCrossEntropy(z[i], t[i]));
                },
                (x, b) =>
                {
                    var (z, t) = (Active(x, b), Filter(x, Second(x, b)));
                    return Scatter(
                        x,
                        [.. z.Select((s, i) => (1 - t[i]) * Ball.Sigmoid(s) + t[i] * Ball.Sigmoid(-s))],
                        0
                    );
                }
            )
        ),
        new(
            "kullback-leibler",
            "KullbackLeibler",
            "Σ y(log y − log p)",
            $"{Gamma} (48)",
            OnLogits(
                "KullbackLeibler of logits",
                InputKind.SoftLabelled,
                "logits targets",
                Traits.None,
                (z, x, b) => LossFormulas.KullbackLeiblerOfLogits(z, Filter(x, Second(x, b))),
                (z, x, b) => LossFormulas.CrossEntropy(z, Constants(Filter(x, Second(x, b)))),
                TargetMagnitudes,
                (x, b) =>
                    [
                        LossFormulas.CrossEntropy(Active(x, b), Filter(x, Second(x, b)))
                            + Ball.Abs(LossFormulas.Entropy(Second(x, b))),
                    ]
            ),
            // There the row is the distribution that is asked for, here the target.
            Function(
                "probabilities reference",
                ("loss", "KullbackLeibler.Loss", Symmetric, false),
                name: "relative-entropy",
                formula: "Σ p(log p − log q)"
            ) with
            {
                Arguments = [new("probabilities", Place.Second, 0), new("targets", Place.Row, 0)],
                Results =
                [
                    new("loss", "KullbackLeibler.Loss", Tabled["KullbackLeibler.Loss"]),
                    new("gradient", "KullbackLeibler.Gradient"),
                ],
            }
        ),
        new(
            "entropy",
            "Entropy",
            "−Σ p log p, p = softmax(z/T)",
            $"{Noise} (28), (42)",
            Function(
                "logits temperature=1",
                ("value", "Entropy.OfSoftmax", OfSoftmax | NonNegative, false),
                ("Entropy.OfSoftmaxGradient", Slope)
            ),
            Function(
                "probabilities",
                ("value", "Entropy.Value", Symmetric | NonNegative, false),
                name: "entropy-of-probabilities",
                formula: "−Σ p log p"
            ) with
            {
                Results = [new("value", "Entropy.Value", Tabled["Entropy.Value"]), new("gradient", "Entropy.Gradient")],
            }
        ),
        new(
            "gamma-cross-entropy",
            "GammaCrossEntropy",
            "−log(γ + (1−γ)p)/(1−γ)",
            $"{Gamma} (5); with b (66)",
            OnLogits(
                "GammaCrossEntropy",
                InputKind.Labelled,
                "logits label gamma:[0,1]",
                TowardsLabel,
                (z, x, b) => LossFormulas.GammaCrossEntropy(z, Label(x), Parameter(x, 0, b)),
                (z, x, b) => LossFormulas.GammaCrossEntropy(z, Label(x), Constant(x, 0, b)),
                formula: "−log(γ + (1−γ)p_c)/(1−γ); 1 − p_c at γ = 1"
            ),
            Untested("GammaCrossEntropy with a threshold", "logits label gamma threshold"),
            OnScores(
                "GammaCrossEntropy of sets",
                InputKind.PositivesWithUnit,
                "logits positives gamma",
                (z, x, b) => GammaOfSets(z, x, Parameter(x, 0, b)),
                (z, x, b) => GammaOfSets(z, x, Constant(x, 0, b)),
                name: "gamma-cross-entropy-of-positives",
                formula: "Σ_i of −log(γ + (1−γ)p_i)/(1−γ), p_i = σ(s_i) for positives, σ(−s_i) for the rest"
            ),
            Untested("GammaCrossEntropy of a probability", "probability gamma")
        ),
        new(
            "multi-label",
            "MultiLabelCrossEntropy",
            "log(1 + Σ t_i e^−s_i) + log(1 + Σ (1−t_i)e^s_i)",
            $"{MultiLabels} (8), (16)",
            OnScores(
                "MultiLabelCrossEntropy",
                InputKind.MultiLabel,
                "logits targets",
                (z, x, b) => LossFormulas.MultiLabel(z, Filter(x, Second(x, b))),
                (z, x, b) => LossFormulas.MultiLabel(z, Constants(Filter(x, Second(x, b)))),
                (x, b) => Scatter(x, MultiLabelMagnitudes(Active(x, b), Filter(x, Second(x, b))), 0)
            ),
            OnScores(
                "MultiLabelCrossEntropy of sets",
                InputKind.Positives,
                "logits positives",
                (z, x, b) => LossFormulas.MultiLabel(z, Filter(x, Second(x, b))),
                (z, x, b) => LossFormulas.MultiLabel(z, Constants(Filter(x, Second(x, b)))),
                name: "multi-label-of-positives",
                formula: "log(1 + Σ_pos e^−s_i) + log(1 + Σ_neg e^s_i)"
            )
        ),
        new(
            "circle",
            "CircleLoss",
            "log(1 + Σ_neg e^(γa(s−m)) · Σ_pos e^(−γb(s−1+m)))",
            $"Sun et al. 2020; {MultiLabels} (59) differs",
            OnScores(
                "CircleLoss",
                InputKind.Circle,
                "logits positives scale margin=0",
                (z, x, b) => LossFormulas.Circle(z, IsPositive(x), Parameter(x, 0, b), Parameter(x, 1, b)),
                (z, x, b) => LossFormulas.Circle(z, IsPositive(x), Constant(x, 0, b), Constant(x, 1, b)),
                CircleMagnitudes,
                formula: "log(1 + Σ_neg e^(γa(s−m)) · Σ_pos e^(−γb(s−1+m))), a = max(s+m, 0), b = max(1+m−s, 0)"
            )
        ),
        new(
            "asymmetric",
            "AsymmetricLoss",
            "Σ_pos −(1−p)^γ₊ log p + Σ_neg −p_m^γ₋ log(1−p_m)",
            $"Ridnik et al. 2021; {MultiLabels} (58)",
            OnScores(
                "AsymmetricLoss",
                InputKind.Asymmetric,
                "logits positives positive-focus negative-focus",
                (z, x, b) => LossFormulas.Asymmetric(z, IsPositive(x), Parameter(x, 0, b), Parameter(x, 1, b)),
                (z, x, b) => LossFormulas.Asymmetric(z, IsPositive(x), Constant(x, 0, b), Constant(x, 1, b)),
                formula: "Σ_pos −(1−p)^γ₊ log p + Σ_neg −p^γ₋ log(1−p), p = σ(s)"
            ),
            Untested("AsymmetricLoss with a margin", "logits positives positive-focus negative-focus margin")
        ),
        new(
            "label-smoothing",
            "LabelSmoothing",
            "−Σ ỹ_i log p_i, ỹ = (1−α)y + α/K",
            $"{Gamma} (22) to (25)",
            OnLogits(
                "LabelSmoothing",
                InputKind.Unmasked,
                "logits label alpha:[0,1]",
                NonNegative,
                (z, x, b) => LossFormulas.SmoothedCrossEntropy(z, Label(x), Parameter(x, 0, b)),
                (z, x, b) => LossFormulas.SmoothedCrossEntropy(z, Label(x), Constant(x, 0, b)),
                (x, b) =>
                    Each(
                        Active(x, b),
                        (z, j) =>
                            LossFormulas.Softmax(z, j)
                            + Parameter(x, 0, b) / z.Length
                            + (j == Label(x) ? 1 - Parameter(x, 0, b) : 0)
                    ),
                formula: "−Σ ỹ_j log p_j, ỹ = (1−α)·onehot(c) + α/K"
            )
        ),
        new(
            "focal",
            "FocalLoss",
            "−α(1−p)^β log p",
            $"{Gamma} (34)",
            OnLogits(
                "FocalLoss",
                InputKind.Labelled,
                "logits label beta:[0,inf) alpha:(0,inf)=1",
                TowardsLabel,
                (z, x, b) => LossFormulas.Focal(z, Label(x), Parameter(x, 0, b), Parameter(x, 1, b)),
                (z, x, b) => LossFormulas.Focal(z, Label(x), Constant(x, 0, b), Constant(x, 1, b)),
                formula: "−α(1−p_c)^β log p_c"
            ),
            Untested("FocalLoss of a probability", "probability beta alpha=1")
        ),
        new(
            "generalized-cross-entropy",
            "GeneralizedCrossEntropy",
            "(1 − p^q)/q",
            $"{Gamma} (35)",
            OnLogits(
                "GeneralizedCrossEntropy",
                InputKind.Labelled,
                "logits label q:(0,1]",
                TowardsLabel,
                (z, x, b) => LossFormulas.GeneralizedCrossEntropy(z, Label(x), Parameter(x, 0, b)),
                (z, x, b) => LossFormulas.GeneralizedCrossEntropy(z, Label(x), Constant(x, 0, b)),
                formula: "(1 − p_c^q)/q"
            ),
            Untested("GeneralizedCrossEntropy of a probability", "probability q")
        ),
        new(
            "poly",
            "PolyLoss",
            "−log p + ε(1 − p)",
            "Leng et al. 2022",
            OnLogits(
                "PolyLoss",
                InputKind.Labelled,
                "logits label epsilon:[-1,inf)",
                TowardsLabel,
                (z, x, b) => Poly(z, Label(x), Parameter(x, 0, b)),
                (z, x, b) => Poly(z, Label(x), Constant(x, 0, b)),
                formula: "−log p_c + ε(1 − p_c)"
            )
        ),
        new(
            "mean-absolute-error",
            "MeanAbsoluteError",
            "Σ |y_i − p_i|",
            $"{Gamma} (33)",
            OnLogits(
                "MeanAbsoluteError",
                InputKind.Labelled,
                "logits label",
                TowardsLabel,
                (z, x, _) => LossFormulas.MeanAbsoluteError(z, Label(x)),
                (z, x, _) => LossFormulas.MeanAbsoluteError(z, Label(x)),
                formula: "Σ_i |onehot(c)_i − p_i| = 2(1 − p_c)"
            ),
            Untested("MeanAbsoluteError of a distribution", "logits targets")
        ),
        new(
            "brier",
            "BrierScore",
            "Σ (y_i − p_i)²",
            $"{Gamma} 19",
            OnLogits(
                "BrierScore",
                InputKind.Labelled,
                "logits label",
                NonNegative,
                (z, x, _) => LossFormulas.Brier(z, Label(x)),
                (z, x, _) => LossFormulas.Brier(z, Label(x)),
                (x, b) => Scatter(x, BrierMagnitudes(Active(x, b), Label(x)), 0),
                formula: "Σ_i (onehot(c)_i − p_i)²"
            ),
            OnLogits(
                "BrierScore of a distribution",
                InputKind.SoftLabelled,
                "logits targets",
                NonNegative,
                (z, x, b) => BrierOf(z, Filter(x, Second(x, b))),
                (z, x, b) => BrierOf(z, Constants(Filter(x, Second(x, b)))),
                (x, b) =>
                {
                    var (p, y) = (Probabilities(x, b), Filter(x, Second(x, b)));
                    var total = LossFormulas.Sum(p.Length, i => (p[i] + y[i]) * p[i]);
                    return Scatter(x, [.. p.Select((q, i) => 2 * q * (q + y[i] + total))], 0);
                },
                (x, b) =>
                {
                    var (p, y) = (Probabilities(x, b), Filter(x, Second(x, b)));
                    return [LossFormulas.Sum(p.Length, i => Ball.Pow(p[i] + y[i], 2))];
                },
                name: "brier-of-targets",
                formula: "Σ_i (y_i − p_i)²"
            )
        ),
        new(
            "squared-error",
            "SquaredError",
            "½Σ(y′ − y)²",
            "l2-and-softmax",
            Function(
                "predictions targets",
                ("loss", "SquaredError.Loss", Symmetric | NonNegative, false),
                ("SquaredError.Gradient", Symmetric)
            )
        ),
        new(
            "gaussian",
            "SquaredError",
            "½ log 2π + log σ + (y − y′)²/(2σ²)",
            "l2-and-softmax",
            Untested("SquaredError of a Gaussian", "predictions targets sigma")
        ),
    ];

    /// <summary>What the arguments are that people give.</summary>
    public static IReadOnlyList<(string Name, string Description)> Descriptions { get; } =
    [
        ("logits", "Logits or scores, separated by commas; -inf masks a class."),
        ("label", "The true class, counted from 0."),
        ("targets", "A target distribution, soft labels in [0, 1], or observations."),
        ("positives", "The positive labels as flags: 1,0,1."),
        ("predictions", "Predicted values."),
        ("probability", "The probability of the true class, instead of logits."),
        ("probabilities", "The probabilities of all classes, instead of logits."),
        ("class-weights", "One weight per class."),
        ("gamma", "gamma in [0, 1]."),
        ("threshold", "b in [0, 1]: the least weight of the thresholded gradient."),
        ("alpha", "alpha: of label smoothing in [0, 1]; the focal loss's factor."),
        ("beta", "The focal loss's exponent, at least 0."),
        ("q", "The exponent of the generalized cross-entropy, in (0, 1]."),
        ("epsilon", "epsilon of the poly loss, at least -1."),
        ("temperature", "The temperature, positive."),
        ("sigma", "The standard deviation, positive."),
        ("scale", "The circle loss's scale, positive."),
        ("margin", "The margin of the circle or the asymmetric loss."),
        ("positive-focus", "The asymmetric loss's exponent of positives."),
        ("negative-focus", "The asymmetric loss's exponent of negatives."),
    ];

    /// <summary>Every kernel whose accuracy is measured.</summary>
    public static IReadOnlyList<Kernel> Kernels { get; } =
    [
        .. Tabled.Values,
        .. Definitions
            .SelectMany(definition => definition.Forms)
            .SelectMany(form => form.Results)
            .Select(result => result.Truth)
            .OfType<Kernel>()
            .Except(Tabled.Values),
    ];

    // −log p_c + ε(1 − p_c)
    private static T Poly<T>(IReadOnlyList<T> z, int c, T epsilon)
        where T : IReal<T> => LossFormulas.CrossEntropy(z, c) + epsilon * LossFormulas.Complement(z, c);

    // A loss on the softmax of a row, with its gradient.
    private static Form OnLogits(
        string kernel,
        InputKind inputs,
        string arguments,
        Traits traits,
        ValueOf value,
        JetOf jet,
        Func<KernelInput, int, Ball[]>? gradientMagnitude = null,
        Func<KernelInput, int, Ball[]>? lossMagnitude = null,
        string name = "",
        string formula = ""
    ) =>
        Loss(
            Pair(kernel, inputs, value, jet, gradientMagnitude, lossMagnitude),
            arguments,
            OfSoftmax | traits,
            // A gradient may be negative.
            Slope | (traits & ~NonNegative),
            name,
            formula
        );

    // A loss on scores that stand each for itself.
    private static Form OnScores(
        string kernel,
        InputKind inputs,
        string arguments,
        ValueOf value,
        JetOf jet,
        Func<KernelInput, int, Ball[]>? gradientMagnitude = null,
        string name = "",
        string formula = ""
    ) =>
        Loss(
            Pair(kernel, inputs, value, jet, gradientMagnitude),
            arguments,
            Symmetric | NonNegative,
            Symmetric,
            name,
            formula
        );

    private static Form Loss(
        (Kernel Loss, Kernel Gradient) pair,
        string arguments,
        Traits ofLoss,
        Traits ofGradient,
        string name,
        string formula
    )
    {
        Argument[] placed = [.. Placed(arguments)];
        Domain[] domains = [.. placed.Select(argument => argument.Domain).OfType<Domain>()];
        pair = (pair.Loss with { Domains = domains }, pair.Gradient with { Domains = domains });
        return new(placed, [Shown("loss", pair.Loss), Shown("gradient", pair.Gradient)])
        {
            Subjects =
            [
                new(name, Part.Value, formula, pair.Loss, placed, ofLoss, IsVector: false),
                new(name, Part.Gradient, formula, pair.Gradient, placed, ofGradient, IsVector: true),
            ],
        };
    }

    // A loss that no implementation but ours is asked for.
    private static Form Untested(string kernel, string arguments) =>
        new(
            [.. Placed(arguments)],
            [
                .. new[] { "loss", "gradient" }.Select(part => new Result(
                    part,
                    $"{kernel}: {part}",
                    Tabled.GetValueOrDefault($"{kernel}: {part}")
                )),
            ]
        );

    private static Form Function(
        string arguments,
        (string Result, string Kernel, Traits Traits, bool IsVector) value,
        (string Kernel, Traits Traits)? gradient = null,
        (string Arguments, string Kernel, Traits Traits)? along = null,
        string name = "",
        string formula = ""
    )
    {
        Argument[] placed = [.. Placed(arguments)];
        List<Result> results = [Shown(value.Result, Tabled[value.Kernel])];
        List<Subject> subjects =
        [
            new(name, Part.Value, formula, Tabled[value.Kernel], placed, value.Traits, value.IsVector),
        ];
        if (gradient is var (kernel, traits))
        {
            results.Add(Shown("gradient", Tabled[kernel]));
            subjects.Add(new(name, Part.Gradient, formula, Tabled[kernel], placed, traits, IsVector: true));
        }

        // The gradient along a vector, which is an argument more.
        if (along is var (more, product, ofProduct))
            subjects.Add(
                new(name, Part.Gradient, formula, Tabled[product], [.. Placed(more)], ofProduct, IsVector: true)
            );
        return new(placed, results) { Subjects = subjects };
    }

    private static Result Shown(string name, Kernel kernel) => new(name, kernel.Name, kernel);

    // "logits label beta:[0,inf) alpha:(0,inf)=1": names, the numbers beside a label with their domains, and with what stands for
    // them where they are not given.
    private static IEnumerable<Argument> Placed(string arguments)
    {
        var parameters = 0;
        foreach (var (i, argument) in arguments.Split(' ').Index())
        {
            var (left, fallback) = argument.Split('=') is [var before, var value]
                ? (before, double.Parse(value, System.Globalization.CultureInfo.InvariantCulture))
                : (argument, (double?)null);
            var (name, domain) = left.Split(':') is [var named, var interval]
                ? (named, Domain.Parse(interval))
                : (left, null);
            yield return name switch
            {
                "probability" => new(name, Place.Parameter, parameters++),
                _ when i == 0 => new(name, Place.Row, 0),
                "label" => new(name, Place.Label, 0),
                "positives" => new(name, Place.Flags, 0),
                "targets" or "class-weights" or "vector" or "reference" => new(name, Place.Second, 0),
                _ => new(name, Place.Parameter, parameters++, fallback, domain),
            };
        }
    }
}
