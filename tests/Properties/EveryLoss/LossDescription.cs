// What the losses' documentation says of them, in a form that the laws of every loss can read. A loss without an entry
// breaks Every_loss_is_described.
using System.Numerics;
using LossProofs.Laws;
using LossProofs.Reals;
using LossProofs.Tests.Support.Generators;

namespace LossProofs.Tests.Properties.EveryLoss;

/// <summary>Where the gradient's sign is known.</summary>
public enum Slopes
{
    /// <summary>Nowhere.</summary>
    Unknown,

    /// <summary>Not positive for the label, not negative for the other classes.</summary>
    TowardsTheLabel,

    /// <summary>Not positive for positives, not negative for the rest.</summary>
    TowardsThePositives,

    /// <summary>That of prediction − target.</summary>
    TowardsTheTargets,
}

/// <summary>The description of a form.</summary>
/// <param name="Formula">The kernel of <see cref="Kernel"/> whose formula defines it.</param>
/// <param name="Slopes">The signs of its gradient.</param>
/// <param name="Terms">
/// A bound on the sum of the magnitudes of an entry's terms in the gradient, where terms of opposite sign truly cancel; 0
/// where the error is relative to the value.
/// </param>
/// <param name="TakesMasks">Whether −∞ masks an entry.</param>
public sealed record LossDescription(
    string Formula,
    Slopes Slopes = Slopes.Unknown,
    double Terms = 0,
    bool TakesMasks = true
)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyDictionary<string, LossDescription> All { get; } =
        new Dictionary<string, LossDescription>
        {
            ["AsymmetricLoss(scores, positives, positiveFocus, negativeFocus, margin)"] = new(
                "AsymmetricLoss",
                Slopes.TowardsThePositives
            ),
            // (1−t)σ(x) + tσ(−x) ≤ 1
            ["BinaryCrossEntropy(logits, targets)"] = new("BinaryCrossEntropy of labels", Terms: 1),
            // 2p_j(|e_j| + Σ|e_i|p_i) ≤ 2·(1 + 1)
            ["BrierScore(logits, labels)"] = new("BrierScore", Terms: 4),
            // 2p_j((p_j + y_j) + Σ(p_i + y_i)p_i) ≤ 2·(2 + 2)
            ["BrierScore(logits, targets)"] = new("BrierScore of a distribution", Terms: 8),
            ["CircleLoss(scores, positives, scale, margin)"] = new("CircleLoss"),
            ["CrossEntropy(logits, labels)"] = new("CrossEntropy", Slopes.TowardsTheLabel),
            ["CrossEntropy(logits, labels, classWeights)"] = new(
                "CrossEntropy with class weights",
                Slopes.TowardsTheLabel
            ),
            // (Σy)p_j + y_j ≤ 2 and a rounding
            ["CrossEntropy(logits, targets)"] = new("CrossEntropy of a distribution", Terms: 2.01),
            ["FocalLoss(logits, labels, beta, alpha)"] = new("FocalLoss", Slopes.TowardsTheLabel),
            ["GammaCrossEntropy(logits, labels, gamma)"] = new("GammaCrossEntropy", Slopes.TowardsTheLabel),
            ["GeneralizedCrossEntropy(logits, labels, q)"] = new("GeneralizedCrossEntropy", Slopes.TowardsTheLabel),
            ["KullbackLeibler(logits, targets)"] = new("KullbackLeibler of logits", Terms: 2.01),
            // p_j + ỹ_j ≤ 2
            ["LabelSmoothing(logits, labels, alpha)"] = new("LabelSmoothing", Terms: 2, TakesMasks: false),
            ["MeanAbsoluteError(logits, labels)"] = new("MeanAbsoluteError", Slopes.TowardsTheLabel),
            // p_j(1 + Σp_i) ≤ 2
            ["MeanAbsoluteError(logits, targets)"] = new("MeanAbsoluteError of a distribution", Terms: 2),
            // a_i and b_i, both below 1
            ["MultiLabelCrossEntropy(scores, positives)"] = new(
                "MultiLabelCrossEntropy of sets",
                Slopes.TowardsThePositives
            ),
            ["MultiLabelCrossEntropy(scores, targets)"] = new("MultiLabelCrossEntropy", Terms: 2),
            ["PolyLoss(logits, labels, epsilon)"] = new("PolyLoss", Slopes.TowardsTheLabel),
            ["SquaredError(predictions, targets)"] = new("SquaredError", Slopes.TowardsTheTargets, TakesMasks: false),
        };

    /// <summary>The loss's defining formula.</summary>
    public Kernel Loss =>
        Formula switch
        {
            "SquaredError" => Kernel.Named("SquaredError.Loss"),
            "AsymmetricLoss" => new(
                "AsymmetricLoss with a margin",
                InputKind.Asymmetric,
                (x, bits) =>
                    Scores(x, bits) is { Length: > 0 } s
                        ? [Asymmetric(s, x, i => Ball.From(x.Parameters[i], bits))]
                        : [Ball.Zero]
            ),
            _ => Kernel.Named(Formula + ": loss"),
        };

    /// <summary>The derivative of the defining formula.</summary>
    public Kernel Gradient =>
        Formula switch
        {
            "SquaredError" => Kernel.Named("SquaredError.Gradient"),
            "MeanAbsoluteError of a distribution" => new(
                "Σ|y − p|",
                InputKind.SoftLabelled,
                AbsoluteSlopes,
                (x, _) => [.. x.Row.Select(_ => Ball.From(2.0))]
            ),
            "AsymmetricLoss" => new(
                "AsymmetricLoss with a margin",
                InputKind.Asymmetric,
                (x, bits) =>
                {
                    var slopes = new Ball[x.Row.Length];
                    if (Scores(x, bits) is not { Length: > 0 } scores)
                        return slopes;
                    var gradient = Derivatives
                        .Gradient(
                            s => Asymmetric(s, x, i => Jet<Ball>.Constant(Ball.From(x.Parameters[i], bits))),
                            scores
                        )
                        .Gradient;
                    var next = 0;
                    for (var i = 0; i < slopes.Length; i++)
                        if (double.IsFinite(x.Row[i]))
                            slopes[i] = gradient[next++];
                    return slopes;
                }
            ),
            _ => Kernel.Named(Formula + ": gradient"),
        };

    private static Ball[] Scores(KernelInput x, int bits) =>
        [.. x.Row.Where(double.IsFinite).Select(score => Ball.From(score, bits))];

    // Σ over positives (1−p)^γ₊(−log p), over negatives p_m^γ₋(−log(1−p_m)), p_m = max(p − m, 0).
    private static TReal Asymmetric<TReal>(IReadOnlyList<TReal> s, KernelInput x, Func<int, TReal> parameter)
        where TReal : IReal<TReal>
    {
        bool[] positives = [.. x.Second.Where((_, i) => double.IsFinite(x.Row[i])).Select(value => value == 1)];
        var (positive, negative, margin) = (parameter(0), parameter(1), parameter(2));
        if (x.Parameters[2] == 0)
            return LossFormulas.Asymmetric(s, i => positives[i], positive, negative);
        var sum = s[0] - s[0];
        for (var i = 0; i < s.Count; i++)
        {
            if (positives[i])
            {
                sum += LossFormulas.Asymmetric([s[i]], _ => true, positive, negative);
                continue;
            }

            var shifted = TReal.Sigmoid(s[i]) - margin;
            if (shifted.Sign <= 0)
                continue;
            var log = -TReal.Log(TReal.Sigmoid(-s[i]) + margin);
            sum += x.Parameters[1] == 0 ? log : TReal.Exp(negative * TReal.Log(shifted)) * log;
        }

        return sum;
    }

    // p_j(s_j − Σ s_i p_i), s the sign of p − y; at a kink, which the kernel takes as 0, any sign may be true.
    private static Ball[] AbsoluteSlopes(KernelInput x, int bits)
    {
        int[] active = [.. Enumerable.Range(0, x.Row.Length).Where(i => double.IsFinite(x.Row[i]))];
        Ball[] z = [.. active.Select(i => Ball.From(x.Row[i], bits))];
        Ball[] p = [.. z.Select((_, j) => LossFormulas.Softmax(z, j))];
        Ball[] signs = [.. active.Select((i, j) => SignOf(p[j] - Ball.From(x.Second[i], bits)))];
        var mean = Law.Sum(p.Select((share, j) => signs[j] * share));
        var slopes = new Ball[x.Row.Length];
        for (var j = 0; j < active.Length; j++)
            slopes[active[j]] = p[j] * (signs[j] - mean);
        return slopes;
    }

    private static Ball SignOf(Ball difference) => difference.Sign;

    /// <summary>The bound on the magnitudes of a gradient's terms at an entry; 0 where there is no cancellation.</summary>
    public Ball TermsAt<T>(LossForm form, LossBatch<T> batch, int entry)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        if (form.Class.Name != "CircleLoss")
            return Terms;
        // γ(|s − m| + max(s + m, 0)) or γ(|s − 1 + m| + max(1 + m − s, 0)), each at most γ(2|s| + 2 + 2m)
        if (!T.IsFinite(batch.Inputs[entry]))
            return 0;
        var (scale, margin) = (Law.Exact(form.Scalar("scale", batch)), Law.Exact(form.Scalar("margin", batch)));
        return scale * (2 * Ball.Abs(Law.Exact(batch.Inputs[entry])) + 2 + 2 * margin);
    }

    /// <summary>The same of the terms of a row's loss: only differences from a distribution cancel.</summary>
    public static Ball TermsOfLoss<T>(LossForm form, LossBatch<T> batch, Ball loss)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        (form.Class.Name, form.Parameters.Contains("targets")) switch
        {
            // Σy log y and −Σy log p: (D + H) + H, H ≤ log K
            ("KullbackLeibler", _) => Ball.Abs(loss) + 2 * Ball.Log(batch.Columns + 1),
            // Σ(p + y)² and Σ(p + y)
            ("BrierScore" or "MeanAbsoluteError", true) => 4.01,
            _ => 0,
        };

    /// <summary>The largest loss of a row, where the description names one.</summary>
    public static Ball? Largest<T>(LossForm form, LossBatch<T> batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        form.Class.Name switch
        {
            // A distribution's sum may be off 1 by K·2⁻²⁰: Σ|y − p| ≤ Σy + Σp, Σ(y − p)² ≤ (Σy)² + (Σp)².
            "MeanAbsoluteError" or "BrierScore" => 2
                + (form.Parameters.Contains("targets") ? 3 * batch.Columns * Math.ScaleB(1, -20) : 0),
            "GeneralizedCrossEntropy" => 1 / Law.Exact(form.Scalar("q", batch)),
            "GammaCrossEntropy" when batch.Unit > T.Zero && batch.Unit < T.One => -Ball.Log(Law.Exact(batch.Unit))
                / (1 - Law.Exact(batch.Unit)),
            "GammaCrossEntropy" when batch.Unit == T.One => Ball.One,
            _ => null,
        };

    /// <summary>Row number <paramref name="row"/> as the input of the formula.</summary>
    public static KernelInput InputOf<T>(LossForm form, LossBatch<T> batch, int row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var arguments = new LossArguments<T>(form, batch, Kernels.Reduction.None, row);
        double[] second =
            form.Parameters.Contains("classWeights") ? Wide(arguments.ClassWeights)
            : form.Parameters.Contains("positives") ? [.. arguments.Positives.Select(positive => positive ? 1.0 : 0.0)]
            : form.Parameters.Contains("targets") ? Wide(arguments.Targets)
            : [];
        return new(
            Wide(arguments.Inputs),
            second,
            batch.Labels[row],
            [.. form.Scalars.Select(name => double.CreateChecked(arguments.Scalars[name]))]
        );

        static double[] Wide(T[] values) => Array.ConvertAll(values, double.CreateChecked);
    }
}
