// Class weights and slopes of every magnitude: what is due at the ends of the range, and what no scale changes. That each result
// is within 2 ulp there, too, is tested in Oracle, whose generators draw such weights and rows around the underflow.
using System.Numerics;
using FsCheck;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Laws;
using LossProofs.Reals;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties.Faults;

public sealed class WeightLawsInSingle : WeightLaws<float>;

public sealed class WeightLawsInDouble : WeightLaws<double>;

public abstract class WeightLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static readonly int LeastExponent = typeof(T) == typeof(float) ? -149 : -1074;

    private static readonly int MostExponent = typeof(T) == typeof(float) ? 127 : 1023;

    private static T[] Powers(int classes, int exponent) =>
        [.. Enumerable.Range(0, classes).Select(i => T.ScaleB(T.One, exponent + i % 2))];

    private static (T Loss, T[] Gradient) Mean(LabelledBatch<T> batch, T[] weights)
    {
        var losses = new T[1];
        var gradient = Row(
            batch.Logits.Length,
            g =>
                CrossEntropy.LossAndGradient(
                    new Batch<T>(batch.Logits, batch.Classes),
                    batch.Labels,
                    weights,
                    Reduction.Mean,
                    losses,
                    g
                )
        );
        return (losses[0], gradient);
    }

    [Property]
    [Trait("Kernel", "CrossEntropy")]
    public void A_mean_does_not_change_when_all_weights_are_scaled_by_a_power_of_two(
        LabelledBatch<T> batch,
        ushort drawn
    )
    {
        // Weights 2^k and 2^(k+1), from the least number to the largest power.
        var exponent = LeastExponent + drawn % (MostExponent - LeastExponent);
        var (loss, gradient) = Mean(batch, Powers(batch.Classes, exponent));
        var (plainLoss, plainGradient) = Mean(batch, Powers(batch.Classes, 0));
        Law.Equal(True(loss), True(plainLoss));
        for (var i = 0; i < gradient.Length; i++)
            Law.Equal(True(gradient[i]), True(plainGradient[i]));
    }

    [Property]
    [Trait("Kernel", "CrossEntropy")]
    public void Weighted_gradients_of_two_other_classes_are_in_the_ratio_of_their_exponentials(DoNotSize<int> seed) =>
        Ratios(
            seed.Item,
            (logits, label, weight, g) => CrossEntropy.Gradient(logits, label, Filled(logits.Length, weight), g)
        );

    [Property]
    [Trait("Kernel", "FocalLoss")]
    public void Focal_gradients_of_two_other_classes_are_in_the_ratio_of_their_exponentials(DoNotSize<int> seed) =>
        Ratios(seed.Item, (logits, label, weight, g) => FocalLoss.Gradient(logits, label, T.One, weight, g));

    [Property]
    [Trait("Kernel", "CrossEntropy")]
    public void Weighted_gradients_of_a_batch_are_in_the_ratio_of_their_exponentials(DoNotSize<int> seed) =>
        Ratios(
            seed.Item,
            (logits, label, weight, g) =>
                CrossEntropy.Gradient(
                    new Batch<T>(logits, logits.Length),
                    [label],
                    Filled(logits.Length, weight),
                    Reduction.Sum,
                    g
                )
        );

    // ∂L/∂z_j = s·p_j for every class but the label's: where one exponential underflows and the slope s brings it back, the ratio
    // to the largest shows. The rows are steep; short ones are transposed, long ones are not.
    private static void Ratios(int seed, Action<T[], int, T, T[]> kernel)
    {
        var draw = new Draw<T>(seed, 50);
        var logits = draw.SteepRow(draw.OneIn(2) ? 3 + draw.Below(6) : 33 + draw.Below(9));
        var (label, weight) = (draw.Below(logits.Length), draw.Positive());
        var gradient = new T[logits.Length];
        kernel(logits, label, weight, gradient);
        var largest = Enumerable.Range(0, logits.Length).Where(j => j != label).MaxBy(j => logits[j]);
        var what = $"logits {Literal.Of(logits)}, label {label}, weight {Literal.Of(weight)}, class ";
        if (!T.IsNormal(gradient[largest]))
            return; // beside a number that has lost its digits
        for (var j = 0; j < logits.Length; j++)
            if (j != label)
                Law.Rounds(
                    gradient[j],
                    True(gradient[largest]) * Ball.Exp(Exact(logits[j]) - Exact(logits[largest])),
                    what + j
                );
    }

    [Property]
    [Trait("Kernel", "CrossEntropy")]
    public void A_weighted_loss_is_the_weight_times_the_loss_and_infinite_only_beyond_the_largest_number(
        Labelled<T> row,
        DoNotSize<int> seed
    )
    {
        var weights = Filled(row.Logits.Length, T.One);
        weights[row.Label] = new Draw<T>(seed.Item, 50).Positive();
        var loss = CrossEntropy.Loss<T>(row.Logits, row.Label, weights);
        var plain = CrossEntropy.Loss<T>(row.Logits, row.Label);
        if (!T.IsInfinity(plain))
            Law.Rounds(loss, Exact(weights[row.Label]) * True(plain));
    }

    // ∂FL/∂z_j = (1 − p)^β (1 + β l/(e^l − 1)) ∂l/∂z_j for every class but the label's, l = −log p its cross-entropy.
    [Property]
    [Trait("Kernel", "FocalLoss")]
    public void The_focal_slope_of_another_class_is_that_of_the_cross_entropy_times_a_factor_of_its_value(
        DoNotSize<int> seed
    ) =>
        Slopes(
            seed.Item,
            draw => T.CreateChecked(new[] { 0.5, 1, 2, 3 }[draw.Below(4)]),
            (logits, label, beta, g) => FocalLoss.Gradient(logits, label, beta, T.One, g),
            (l, beta) => Ball.Exp(Exact(beta) * Ball.Log(1 - Ball.Exp(-l))) * (1 + Exact(beta) * l / (Ball.Exp(l) - 1))
        );

    // ∂/∂z_j (1 − p^q)/q = p^q ∂l/∂z_j.
    [Property]
    [Trait("Kernel", "GeneralizedCrossEntropy")]
    public void The_generalized_slope_of_another_class_is_that_of_the_cross_entropy_times_a_power_of_the_probability(
        DoNotSize<int> seed
    ) =>
        Slopes(
            seed.Item,
            draw => T.CreateChecked(new[] { 0.125, 0.5, 0.75, 1 }[draw.Below(4)]),
            (logits, label, q, g) => GeneralizedCrossEntropy.Gradient(logits, label, q, g),
            (l, q) => Ball.Exp(-(Exact(q) * l))
        );

    // Rows whose label is nearly certain, or nearly impossible.
    private static void Slopes(
        int seed,
        Func<Draw<T>, T> parameter,
        Action<T[], int, T, T[]> kernel,
        Func<Ball, T, Ball> factor
    )
    {
        var draw = new Draw<T>(seed, 50);
        var logits = draw.Row(draw.OneIn(2) ? 3 + draw.Below(6) : 33 + draw.Below(9));
        var label = draw.Below(logits.Length);
        var (certain, least) = typeof(T) == typeof(float) ? (17, 150) : (37, 1100);
        for (var j = 0; j < logits.Length; j++)
            logits[j] = T.CreateChecked(double.Clamp(double.CreateChecked(logits[j]), -3, 3));
        logits[label] += T.CreateChecked(draw.OneIn(2) ? draw.Below(certain) : -draw.Below(least));
        var (plain, gradient) = (new T[logits.Length], new T[logits.Length]);
        var loss = CrossEntropy.LossAndGradient<T>(logits, label, plain);
        var value = parameter(draw);
        kernel(logits, label, value, gradient);
        var scale = factor(True(loss), value);
        for (var j = 0; j < logits.Length; j++)
            if (j != label && T.IsNormal(plain[j]))
                Law.Rounds(
                    gradient[j],
                    True(plain[j]) * scale,
                    $"logits {Literal.Of(logits)}, label {label}, parameter {Literal.Of(value)}, class {j}"
                );
    }

    private static T[] Filled(int length, T value)
    {
        var row = new T[length];
        Array.Fill(row, value);
        return row;
    }
}
