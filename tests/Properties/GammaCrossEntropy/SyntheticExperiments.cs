// The experiments that the two documents describe, on synthetic data, where they make a definite
// prediction: what a logistic model learns from probabilities that it can represent.
using LossProofs.Kernels;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class SyntheticExperiments
{
    private const int Samples = 25;

    // True model: s(x) = 1.5 x − 0.5 with x on a grid of [−2, 2].
    private static readonly double[] s_inputs =
    [
        .. Enumerable.Range(0, Samples).Select(i => -2 + 4.0 * i / (Samples - 1)),
    ];

    private static double Score((double Slope, double Offset) model, double x) => model.Slope * x + model.Offset;

    private static readonly (double Slope, double Offset) s_truth = (1.5, -0.5);

    /// <summary>
    /// How far from its minimum the descent may end: there, a mean gradient that is rounding error is taken for 0. Each
    /// derivative is off by at most six halves of an ulp of 1 (2 ulp of the kernel, of the target and of their mixture), the
    /// sum of 25 of them times an input of at most 2 by 2 · (6 + 25) · 2⁻⁵³ &lt; 2⁻⁴⁷; near the minimum of a convex function
    /// that is its distance times the least eigenvalue of the mean of r (1 − r) (x, 1)(x, 1)ᵀ.
    /// </summary>
    private static double Resolution()
    {
        double Mean(int power) =>
            s_inputs.Average(x =>
                Sigmoid.Value(Score(s_truth, x)) * Sigmoid.Value(-Score(s_truth, x)) * Math.Pow(x, power)
            );
        var (a, b, c) = (Mean(2), Mean(1), Mean(0));
        var least = (a + c - Math.Sqrt((a - c) * (a - c) + 4 * b * b)) / 2;
        return Math.ScaleB(1, -47) / least;
    }

    /// <summary>
    /// Gradient descent on the mean over the inputs; the derivative of the loss by the score is given. The least eigenvalue
    /// of <see cref="Resolution"/> is more than 0.1, so that a step of 2 leaves at most 0.8 of a small distance: 400 of them
    /// leave nothing but rounding errors.
    /// </summary>
    private static (double Slope, double Offset) Fitted(Func<double, int, double> derivative)
    {
        var (slope, offset) = (0.0, 0.0);
        for (var step = 0; step < 400; step++)
        {
            var (bySlope, byOffset) = (0.0, 0.0);
            for (var i = 0; i < Samples; i++)
            {
                var push = derivative(Score((slope, offset), s_inputs[i]), i) / Samples;
                bySlope += push * s_inputs[i];
                byOffset += push;
            }

            slope -= 2 * bySlope;
            offset -= 2 * byOffset;
        }

        return (slope, offset);
    }

    /// <summary>The expected γ-loss of two classes where class 1 has the true probability: derivative by its score.</summary>
    private static (double Slope, double Offset) WithGamma(double gamma) =>
        Fitted(
            (score, i) =>
            {
                var r = Sigmoid.Value(Score(s_truth, s_inputs[i]));
                double Derivative(int label)
                {
                    Span<double> gradient = stackalloc double[2];
                    GammaCrossEntropy.Gradient([0.0, score], label, gamma, gradient);
                    return gradient[1];
                }

                return r * Derivative(1) + (1 - r) * Derivative(0);
            }
        );

    /// <summary>The mean distance of the model's probability from the true one: the calibration error of every sample.</summary>
    private static double Miscalibration((double Slope, double Offset) model) =>
        s_inputs.Average(x => Math.Abs(Sigmoid.Value(Score(model, x)) - Sigmoid.Value(Score(s_truth, x))));

    [Fact]
    [Claim("gamma-cross-entropy:29"), Claim("gamma-cross-entropy:gamma-calibrates")]
    [Claim("gamma-cross-entropy:summary-calibration"), Claim("gamma-cross-entropy:ablation")]
    [Trait("Kernel", "GammaCrossEntropy")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    [Trait("Kernel", "Sigmoid")]
    public void On_data_that_the_model_can_represent_a_larger_gamma_is_less_calibrated()
    {
        double[] gammas = [0, 0.01, 0.1, 0.5];
        var errors = gammas.Select(gamma => Miscalibration(WithGamma(gamma))).ToArray();
        // σ is a quarter as steep as the score, which is off by at most |x| + 1 ≤ 3 times that; both values are rounded.
        Assert.InRange(errors[0], 0, Resolution() + Math.ScaleB(1, -52));
        Assert.True(errors.Zip(errors.Skip(1)).All(pair => pair.First < pair.Second), string.Join(", ", errors));
        // overconfident: the scores are larger than the true ones
        Assert.True(WithGamma(0.5).Slope > 2 * s_truth.Slope);
    }

    [
        Fact,
        Claim("gamma-cross-entropy:temperature-keeps-accuracy"),
        Claim("gamma-cross-entropy:temperature-improves-calibration")
    ]
    [Trait("Kernel", "BinaryCrossEntropy")]
    [Trait("Kernel", "GammaCrossEntropy")]
    [Trait("Kernel", "Sigmoid")]
    public void A_temperature_fitted_afterwards_takes_back_most_of_that_and_changes_no_prediction()
    {
        var model = WithGamma(0.5);
        var best = Enumerable
            .Range(10, 50)
            .Select(tenths => tenths / 10.0)
            .MinBy(temperature => s_inputs.Average(x => Likelihood(Score(model, x) / temperature, x)));
        var cooled = (model.Slope / best, model.Offset / best);
        Assert.True(best > 1.5);
        Assert.True(Miscalibration(cooled) < Miscalibration(model) / 2);
        Assert.All(s_inputs, x => Assert.Equal(Score(model, x) > 0, Score(cooled, x) > 0));

        static double Likelihood(double score, double x) =>
            BinaryCrossEntropy.Loss(score, Sigmoid.Value(Score(s_truth, x)));
    }

    // Section 15 of the document on soft labels: after training, σ(2s) ≈ t with its loss, σ(s) ≈ t with the binary one.
    [Fact]
    [Claim("soft-label-multilabel:43"), Claim("soft-label-multilabel:ablation")]
    [Claim("soft-label-multilabel:bce-consistent"), Claim("soft-label-multilabel:sigma-of-twice-the-score")]
    [Trait("Kernel", "BinaryCrossEntropy")]
    [Trait("Kernel", "GammaCrossEntropy")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    [Trait("Kernel", "Sigmoid")]
    public void With_soft_labels_the_multi_label_loss_learns_half_the_scores_of_the_binary_one()
    {
        double Target(int i) => Sigmoid.Value(Score(s_truth, s_inputs[i]));
        var binary = Fitted((score, i) => BinaryCrossEntropy.Gradient(score, Target(i)));
        var soft = Fitted((score, i) => Slope(score, Target(i)));
        Assert.Equal(s_truth.Slope, binary.Slope, Resolution());
        Assert.Equal(s_truth.Offset, binary.Offset, Resolution());
        Assert.Equal(s_truth.Slope / 2, soft.Slope, Resolution());
        Assert.Equal(s_truth.Offset / 2, soft.Offset, Resolution());
    }

    // With hard labels drawn from the same probabilities (here: their expectation) it learns the scores of the binary one.
    [Fact, Claim("soft-label-multilabel:sigma-of-twice-the-score"), Claim("soft-label-multilabel:ablation")]
    [Trait("Kernel", "GammaCrossEntropy")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    [Trait("Kernel", "Sigmoid")]
    public void With_hard_labels_both_losses_learn_the_whole_score()
    {
        var hard = Fitted(
            (score, i) =>
            {
                var r = Sigmoid.Value(Score(s_truth, s_inputs[i]));
                return r * Slope(score, 1) + (1 - r) * Slope(score, 0);
            }
        );
        Assert.Equal(s_truth.Slope, hard.Slope, Resolution());
        Assert.Equal(s_truth.Offset, hard.Offset, Resolution());
    }

    /// <summary>The derivative of the multi-label loss of one label by its score.</summary>
    private static double Slope(double score, double target)
    {
        Span<double> gradient = stackalloc double[1];
        MultiLabelCrossEntropy.Gradient<double>([score], [target], gradient);
        return gradient[0];
    }
}
