// The laws of γ-cross-entropy on logits: gradient, clipping, threshold, Hessian, symmetries.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class GammaOnLogitsLawsInSingle : GammaOnLogitsLaws<float>;

public sealed class GammaOnLogitsLawsInDouble : GammaOnLogitsLaws<double>;

public abstract class GammaOnLogitsLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static T Loss(T[] logits, int label, T gamma) => GammaCrossEntropy.Loss<T>(logits, label, gamma);

    private static T[] Gradient(T[] logits, int label, T gamma) =>
        Row(logits.Length, g => GammaCrossEntropy.Gradient(logits, label, gamma, g));

    private static T[] Hessian(T[] logits, int label, T gamma) =>
        Row(logits.Length * logits.Length, h => GammaCrossEntropy.Hessian(logits, label, gamma, h));

    /// <summary>p/(γ + (1−γ)p), the factor by which γ shrinks the gradient; 1 at γ = 0.</summary>
    private static Ball Ratio(Ball p, T gamma) => gamma == T.Zero ? 1 : p / (Exact(gamma) + (1 - Exact(gamma)) * p);

    [Property, Claim("gamma-cross-entropy:5")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_loss_is_that_of_the_labels_probability(Labelled<T> row, Gamma<T> gamma)
    {
        var (p, complement) = Definitions.Probability<T>(row.Logits, row.Label);
        Law.Equal(
            True(Loss(row.Logits, row.Label, gamma.Value)),
            gamma.Value == T.Zero
                ? Definitions.CrossEntropy<T>(row.Logits, row.Label)
                : Definitions.GammaCrossEntropy(p, complement, Exact(gamma.Value))
        );
    }

    [Property, Claim("gamma-cross-entropy:6")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void At_gamma_zero_loss_and_gradient_are_those_of_cross_entropy_bit_for_bit(Labelled<T> row)
    {
        Law.SameBits(Loss(row.Logits, row.Label, T.Zero), CrossEntropy.Loss<T>(row.Logits, row.Label), "loss");
        Law.SameBits<T>(
            Gradient(row.Logits, row.Label, T.Zero),
            Row(row.Logits.Length, g => CrossEntropy.Gradient(row.Logits, row.Label, g)),
            "gradient"
        );
    }

    // The introduction's limit −p is off by the constant 1; its gradient is right.
    [Property, Claim("gamma-cross-entropy:7"), Claim("gamma-cross-entropy:10")]
    [Trait("Kernel", "GammaCrossEntropy")]
    [Trait("Kernel", "MeanAbsoluteError")]
    public void At_gamma_one_it_is_half_the_mean_absolute_error(Labelled<T> row)
    {
        Law.Equal(
            2 * True(Loss(row.Logits, row.Label, T.One)),
            True(MeanAbsoluteError.Loss<T>(row.Logits, row.Label)),
            "loss"
        );
        var absolute = Row(row.Logits.Length, g => MeanAbsoluteError.Gradient(row.Logits, row.Label, g));
        foreach (var (half, whole) in Gradient(row.Logits, row.Label, T.One).Zip(absolute))
            Law.Equal(2 * True(half), True(whole), "gradient");
    }

    [Property, Claim("gamma-cross-entropy:8"), Claim("gamma-cross-entropy:19")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void It_lies_between_its_ends_and_below_its_cap(Labelled<T> row, Gamma<T> gamma)
    {
        var loss = True(Loss(row.Logits, row.Label, gamma.Value));
        Law.Between(True(Loss(row.Logits, row.Label, T.One)), loss, True(CrossEntropy.Loss<T>(row.Logits, row.Label)));
        if (gamma.Value > T.Zero && gamma.Value < T.One)
            Law.AtMost(loss, -Ball.Log(Exact(gamma.Value)) / (1 - Exact(gamma.Value)).WithBits(256), "cap");
    }

    // (38) claims the factor (γ+(1−γ)p)/p, its reciprocal: at p = γ = ½ that is 3/2 instead of 2/3, and it would make the
    // "clipped" gradient the longer one.
    [Property, Claim("gamma-cross-entropy:38"), Claim("gamma-cross-entropy:37"), Claim("gamma-cross-entropy:36")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_gradient_is_that_of_cross_entropy_times_p_over_the_mixture(Labelled<T> row, Gamma<T> gamma)
    {
        var p = Definitions.Softmax<T>(row.Logits);
        var ratio = Ratio(p[row.Label], gamma.Value);
        var gradient = Gradient(row.Logits, row.Label, gamma.Value);
        for (var j = 0; j < p.Length; j++)
            Law.Equal(
                True(gradient[j]),
                ratio * (j == row.Label ? -Law.Sum(p.Where((_, i) => i != j)) : p[j]),
                $"gradient[{j}]"
            );
    }

    [Property, Claim("gamma-cross-entropy:38"), Claim("gamma-cross-entropy:41")]
    [Claim("gamma-cross-entropy:adaptive-clipping")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void Gamma_never_lengthens_the_gradient(Labelled<T> row, Gamma<T> first, Gamma<T> second)
    {
        var (low, high) = (T.Min(first.Value, second.Value), T.Max(first.Value, second.Value));
        var (longer, shorter) = (Gradient(row.Logits, row.Label, low), Gradient(row.Logits, row.Label, high));
        for (var j = 0; j < longer.Length; j++)
            Law.AtMost(Ball.Abs(True(shorter[j])), Ball.Abs(True(longer[j])), $"|gradient[{j}]|");
    }

    [Property, Claim("gamma-cross-entropy:41"), Claim("gamma-cross-entropy:21"), Claim("gamma-cross-entropy:20")]
    [Trait("Kernel", "GammaCrossEntropy")]
    [Trait("Kernel", "Softmax")]
    public void The_gradient_is_at_most_that_of_the_probability_over_gamma(Labelled<T> row, Gamma<T> gamma)
    {
        var z = From(row.Logits, row.Label);
        var ofProbability = Row(z.Length * z.Length, j => Softmax.Jacobian(z, j));
        var gradient = Gradient(z, 0, gamma.Value);
        for (var j = 0; j < z.Length; j++)
            Law.AtMost(
                Exact(gamma.Value) * Ball.Abs(True(gradient[j])),
                Ball.Abs(True(ofProbability[j])),
                $"γ|gradient[{j}]|"
            );
    }

    [Property, Claim("gamma-cross-entropy:14"), Claim("gamma-cross-entropy:67")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_gradient_is_the_derivative(ModerateLogits<T> z, Gamma<T> gamma, ushort place)
    {
        var label = place % z.Count;
        var (_, derivative) = Derivatives.Gradient(
            x => Formula(x, label, gamma.Value),
            [.. z.Values.Select(logit => Exact(logit).WithBits(400))]
        );
        var gradient = Gradient(z.Values, label, gamma.Value);
        for (var j = 0; j < z.Count; j++)
            Law.Equal(True(gradient[j]), derivative[j], $"gradient[{j}]");
    }

    [Property, Claim("gamma-cross-entropy:43")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_Hessian_is_the_second_derivative(ModerateLogits<T> logits, Gamma<T> gamma, ushort place)
    {
        var z = Few(logits.Values, 4);
        var label = place % z.Length;
        var (_, _, derivative) = Derivatives.Hessian(
            x => Formula(x, label, gamma.Value),
            [.. z.Select(logit => Exact(logit).WithBits(400))]
        );
        var hessian = Hessian(z, label, gamma.Value);
        var (p, complement) = Definitions.Probability<T>(z, label);
        var all = Definitions.Softmax<T>(z);
        var bend = Exact(gamma.Value) * Ratio(p, gamma.Value) / p; // γ/(γ + (1−γ)p)
        for (var i = 0; i < z.Length; i++)
        for (var j = 0; j < z.Length; j++)
        {
            // r[p_i(δ_ij − p_j) − γw·a_i a_j], a = e_label − p: in ulps of the two terms' magnitudes
            var (a, b) = (i == label ? complement : all[i], j == label ? complement : all[j]);
            var terms = Ratio(p, gamma.Value) * (all[i] * (i == j ? 1 : all[j]) + bend * a * b);
            Law.Equal(Law.True(hessian[i * z.Length + j], terms), derivative[i, j], $"H[{i}, {j}]");
        }
    }

    /// <summary>The definition, on any number type; at γ = 1 its limit 1 − p.</summary>
    private static Jet<Ball> Formula(Jet<Ball>[] z, int label, T gamma)
    {
        Jet<Ball> Number(Ball value) => Jet<Ball>.Constant(value.WithBits(400));
        var p = Number(1) / z.Select(logit => Jet<Ball>.Exp(logit - z[label])).Aggregate((x, y) => x + y);
        var (g, rest) = (Number(Exact(gamma)), Number(1 - Exact(gamma)));
        return gamma == T.One ? Number(1) - p : -Jet<Ball>.Log(g + rest * p) / rest;
    }

    [Property, Claim("gamma-cross-entropy:14")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_gradient_sums_to_zero_and_pushes_up_only_the_label(Labelled<T> row, Gamma<T> gamma)
    {
        var gradient = Gradient(row.Logits, row.Label, gamma.Value);
        Law.Equal(Law.Sum(True(gradient)), 0);
        for (var j = 0; j < gradient.Length; j++)
            Assert.True(j == row.Label ? gradient[j] <= T.Zero : gradient[j] >= T.Zero, $"the sign of gradient[{j}]");
    }

    [Property, Claim("gamma-cross-entropy:18")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void On_logits_too_it_does_not_increase_in_gamma(Labelled<T> row, Gamma<T> first, Gamma<T> second)
    {
        var (low, high) = (T.Min(first.Value, second.Value), T.Max(first.Value, second.Value));
        Law.AtMost(True(Loss(row.Logits, row.Label, high)), True(Loss(row.Logits, row.Label, low)));
    }

    private static T[] Thresholded(T[] logits, int label, T gamma, T threshold) =>
        Row(logits.Length, g => GammaCrossEntropy.ThresholdedGradient(logits, label, gamma, threshold, g));

    [Property, Claim("gamma-cross-entropy:66"), Claim("gamma-cross-entropy:67")]
    [Claim("gamma-cross-entropy:threshold-zero")]
    [Claim("gamma-cross-entropy:stop-gradient-is-14")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void Without_a_threshold_the_stop_gradient_form_has_the_same_gradient_bit_for_bit(
        Labelled<T> row,
        Gamma<T> gamma
    ) =>
        Law.SameBits<T>(
            Thresholded(row.Logits, row.Label, gamma.Value, T.Zero),
            Gradient(row.Logits, row.Label, gamma.Value),
            "gradient"
        );

    [Property, Claim("gamma-cross-entropy:66")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void A_threshold_of_one_gives_the_gradient_of_cross_entropy_bit_for_bit(Labelled<T> row, Gamma<T> gamma) =>
        Law.SameBits<T>(
            Thresholded(row.Logits, row.Label, gamma.Value, T.One),
            Row(row.Logits.Length, g => CrossEntropy.Gradient(row.Logits, row.Label, g)),
            "gradient"
        );

    [Property, Claim("gamma-cross-entropy:66")]
    [Claim("gamma-cross-entropy:stop-gradient-loss")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_thresholded_gradient_keeps_at_least_that_share_of_cross_entropy(
        Labelled<T> row,
        Gamma<T> gamma,
        Probability<T> threshold
    )
    {
        var (p, _) = Definitions.Probability<T>(row.Logits, row.Label);
        var weight = Ball.Max(Exact(threshold.Value), Ratio(p, gamma.Value));
        var plain = Row(row.Logits.Length, g => CrossEntropy.Gradient(row.Logits, row.Label, g));
        var gradient = Thresholded(row.Logits, row.Label, gamma.Value, threshold.Value);
        for (var j = 0; j < plain.Length; j++)
        {
            Law.Equal(True(gradient[j]), weight * True(plain[j]), $"gradient[{j}]");
            Law.AtMost(Exact(threshold.Value) * Ball.Abs(True(plain[j])), Ball.Abs(True(gradient[j])), "share");
        }
    }

    [Property, Claim("gamma-cross-entropy:66")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_stop_gradient_form_is_the_weight_times_cross_entropy(
        Labelled<T> row,
        Gamma<T> gamma,
        Probability<T> threshold
    )
    {
        var (p, _) = Definitions.Probability<T>(row.Logits, row.Label);
        Law.Equal(
            True(GammaCrossEntropy.ThresholdedLoss<T>(row.Logits, row.Label, gamma.Value, threshold.Value)),
            Ball.Max(Exact(threshold.Value), Ratio(p, gamma.Value)) * Definitions.CrossEntropy<T>(row.Logits, row.Label)
        );
    }

    [Property, Claim("gamma-cross-entropy:43")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_Hessian_is_symmetric_and_its_rows_sum_to_zero(Labelled<T> row, Gamma<T> gamma)
    {
        var z = From(row.Logits, row.Label);
        var hessian = Hessian(z, 0, gamma.Value);
        // each entry is off by at most 2 ulp of its terms' magnitudes: on the diagonal at most p_i + a_i², beside it less
        var (p, complement) = (Definitions.Softmax<T>(z), Definitions.Probability<T>(z, 0).Complement);
        var ratio = Ratio(p[0], gamma.Value);
        for (var i = 0; i < z.Length; i++)
        {
            var sum = Ball.Zero;
            for (var j = 0; j < z.Length; j++)
            {
                Law.SameBits(hessian[i * z.Length + j], hessian[j * z.Length + i], $"H[{i}, {j}] and H[{j}, {i}]");
                var (a, b) = (i == 0 ? complement : p[i], j == 0 ? complement : p[j]);
                sum += Law.True(hessian[i * z.Length + j], ratio * p[i] * (i == j ? 1 : p[j]) + a * b);
            }

            Law.Equal(sum, 0, $"row {i}");
        }
    }

    [Property, Claim("gamma-cross-entropy:43"), Claim("gamma-cross-entropy:42")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void At_gamma_zero_the_Hessian_is_that_of_cross_entropy(Labelled<T> row)
    {
        var z = From(row.Logits, row.Label);
        var plain = Row(z.Length * z.Length, h => CrossEntropy.Hessian(z, h));
        foreach (var (left, right) in Hessian(z, 0, T.Zero).Zip(plain))
            Law.Equal(True(left), True(right));
    }

    // The document bounds the second term by 1/γ². In the logits the whole Hessian is within ±½ for every γ: with
    // c = γ + (1−γ)p = γ(1−p) + p ≥ 2√(γp(1−p)) the factor rγw = γp/c² is at most 1/(4(1−p)), and ‖a‖² ≤ 2(1−p)², so that
    // the rank-one term is at most (1−p)/2; the first is r ≤ 1 times the softmax's Jacobian, between 0 and ½.
    [Property, Claim("gamma-cross-entropy:43")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void The_Hessian_lies_between_minus_and_plus_one_half_for_every_gamma(Labelled<T> row, Gamma<T> gamma)
    {
        var (values, slack) = Eigenvalues(Hessian(From(row.Logits, row.Label, 8), 0, gamma.Value));
        // Both terms are at most ½, so that an entry's error is at most KernelUlps·ε of 1; ‖E‖ ≤ n·max|E_ij|.
        slack += 8 * Law.KernelUlps * Epsilon;
        Assert.InRange(values[0], -0.5 - slack, 0.5 + slack);
        Assert.InRange(values[^1], -0.5 - slack, 0.5 + slack);
    }

    // (60) argues with convexity. On logits it fails for γ > 0: two classes, p(γ + (1−γ)p) < γ(1−p).
    [Fact, Claim("gamma-cross-entropy:60"), Claim("gamma-cross-entropy:43")]
    [Claim("gamma-cross-entropy:condition-number")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void It_is_not_convex_in_the_logits()
    {
        var half = T.CreateChecked(0.5);
        T[] low = [T.CreateChecked(-4), T.Zero];
        T[] middle = [T.CreateChecked(-2), T.Zero];
        T[] high = [T.Zero, T.Zero];
        Assert.True(Hessian(middle, 0, half)[0] < T.Zero, "the curvature is not negative");
        Assert.True(
            Ball.CertainlyLess((True(Loss(low, 0, half)) + True(Loss(high, 0, half))) / 2, True(Loss(middle, 0, half))),
            "the middle is not above the chord"
        );
    }

    [Property, Claim("gamma-cross-entropy:62")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void An_exact_common_shift_changes_roundings_only(
        ModerateLogits<T> z,
        byte shift,
        Gamma<T> gamma,
        ushort place
    )
    {
        var label = place % z.Count;
        var grid = Array.ConvertAll(z.Values, logit => T.ScaleB(T.Round(T.ScaleB(logit, 10)), -10));
        var shifted = Array.ConvertAll(grid, logit => logit + T.CreateChecked(shift)); // exact: 18 bits
        Law.Equal(True(Loss(grid, label, gamma.Value)), True(Loss(shifted, label, gamma.Value)), "loss");
        var (before, after) = (Gradient(grid, label, gamma.Value), Gradient(shifted, label, gamma.Value));
        for (var j = 0; j < grid.Length; j++)
            Law.Equal(True(before[j]), True(after[j]), $"gradient[{j}]");
    }

    [Property, Claim("gamma-cross-entropy:5")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void It_falls_with_the_logit_of_the_label_and_rises_with_the_others(
        Labelled<T> row,
        Score<T> raise,
        Gamma<T> gamma,
        ushort place
    )
    {
        var at = place % row.Logits.Length;
        T[] raised = [.. row.Logits];
        raised[at] += T.Abs(raise.Value);
        if (!T.IsFinite(raised[at]))
            return;
        var (before, after) = (
            True(Loss(row.Logits, row.Label, gamma.Value)),
            True(Loss(raised, row.Label, gamma.Value))
        );
        if (at == row.Label)
            Law.AtMost(after, before);
        else
            Law.AtMost(before, after);
    }

    [Property, Claim("gamma-cross-entropy:57")]
    [Trait("Kernel", "GammaCrossEntropy")]
    public void A_batch_averages_the_gradients_of_its_rows(LabelledBatch<T> batch, Gamma<T> gamma)
    {
        var rows = new Batch<T>(batch.Logits, batch.Classes);
        var (each, own, mean) = (new T[batch.Rows], new T[batch.Logits.Length], new T[batch.Logits.Length]);
        GammaCrossEntropy.LossAndGradient(rows, batch.Labels, gamma.Value, Reduction.None, each, own);
        GammaCrossEntropy.Gradient(rows, batch.Labels, gamma.Value, Reduction.Mean, mean);
        for (var i = 0; i < batch.Rows; i++)
        {
            var entries = new Range(i * batch.Classes, (i + 1) * batch.Classes);
            Law.SameBits(each[i], Loss(batch.Row(i), batch.Labels[i], gamma.Value), $"loss of row {i}");
            Law.SameBits<T>(own[entries], Gradient(batch.Row(i), batch.Labels[i], gamma.Value), $"gradient of row {i}");
            foreach (var (part, whole) in mean[entries].Zip(own[entries]))
                Law.Equal(True(part), True(whole) / batch.Rows, $"mean gradient of row {i}");
        }
    }
}
