// The laws of temperature scaling: predictions stay, the likelihood never falls, the fit is a stationary point.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class TemperatureScalingLawsInSingle : TemperatureScalingLaws<float>;

public sealed class TemperatureScalingLawsInDouble : TemperatureScalingLaws<double>;

/// <summary>Each fit evaluates the likelihood's slope up to 64 times: 200 cases a law.</summary>
public abstract class TemperatureScalingLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static readonly T Least = T.ScaleB(T.One, -10);

    private static readonly T Most = T.ScaleB(T.One, 10);

    private static TemperatureFit<T> Fit(T[] logits, int classes, int[] labels) =>
        TemperatureScaling.Fit(new Kernels.Batch<T>(logits, classes), labels, Least, Most);

    private static TemperatureFit<T> Fit(LabelledBatch<T> batch) => Fit(batch.Logits, batch.Classes, batch.Labels);

    [Property, Claim("gamma-cross-entropy:58")]
    [Claim("gamma-cross-entropy:temperature-keeps-accuracy")]
    [Trait("Kernel", "Calibration")]
    [Trait("Kernel", "Softmax")]
    public void Any_temperature_keeps_the_prediction(Logits<T> z, Temperature<T> temperature)
    {
        var p = Row(z.Count, q => Softmax.Probabilities(z.Span, temperature.Value, q));
        var predicted = Calibration.Predict(z.Span);
        Assert.True(p.All(other => other <= p[predicted]), "another class is more probable");
        T[] divided = Array.ConvertAll(z.Values, logit => logit / temperature.Value);
        // Division may round different logits to one, or all of them away; the prediction is then still among the best.
        if (divided.All(logit => !T.IsPositiveInfinity(logit)) && divided.Any(T.IsFinite))
            Assert.True(divided[predicted] == divided.Max(), "the quotient's order differs");
    }

    [Property(MaxTest = 200), Claim("gamma-cross-entropy:58")]
    [Trait("Kernel", "Calibration")]
    [Trait("Kernel", "Softmax")]
    [Trait("Kernel", "TemperatureScaling")]
    public void Scaling_by_the_fitted_temperature_changes_no_prediction(LabelledBatch<T> batch)
    {
        var fit = Fit(batch);
        var hits = 0;
        for (var i = 0; i < batch.Rows; i++)
        {
            var row = batch.Row(i);
            var p = Row(batch.Classes, q => Softmax.Probabilities(row, fit.Temperature, q));
            var predicted = Calibration.Predict<T>(row);
            Assert.True(p.All(other => other <= p[predicted]), $"row {i}");
            hits += predicted == batch.Labels[i] ? 1 : 0;
        }

        Law.Equal(
            True(Calibration.Accuracy(new Kernels.Batch<T>(batch.Logits, batch.Classes), batch.Labels)),
            (Ball)hits / batch.Rows
        );
    }

    [Property(MaxTest = 200), Claim("gamma-cross-entropy:58")]
    [Trait("Kernel", "Calibration")]
    [Trait("Kernel", "TemperatureScaling")]
    public void The_fit_never_raises_the_negative_log_likelihood_and_stays_in_its_bracket(LabelledBatch<T> batch)
    {
        var fit = Fit(batch);
        var rows = new Kernels.Batch<T>(batch.Logits, batch.Classes);
        Assert.True(
            fit.NegativeLogLikelihood <= Calibration.MeanNegativeLogLikelihood(rows, batch.Labels),
            "worse than at T = 1"
        );
        Assert.InRange(fit.Temperature, Least, Most);
        Assert.True(
            fit.End switch
            {
                TemperatureFitEnd.Lower => fit.Temperature == Least,
                TemperatureFitEnd.Upper => fit.Temperature == Most,
                _ => true,
            },
            $"{fit.End} at {fit.Temperature}"
        );
    }

    /// <summary>(1/N)Σ −log softmax(z/T)_label and its derivative in β = 1/T, (1/N)Σ(E_p z − z_label).</summary>
    private static (Ball Mean, Ball Slope) Likelihood(T[] logits, int classes, int[] labels, T temperature)
    {
        var (mean, slope) = (Ball.Zero, Ball.Zero);
        for (var i = 0; i < labels.Length; i++)
        {
            var row = logits[(i * classes)..((i + 1) * classes)];
            var p = Definitions.Softmax<T>(row, temperature);
            var own = Exact(row[labels[i]]);
            mean -= Ball.Log(p[labels[i]]);
            for (var j = 0; j < classes; j++)
                slope += p[j] * (Exact(row[j]) - own);
        }

        return (mean / labels.Length, slope / labels.Length);
    }

    /// <summary>Four rows of moderate logits, with labels drawn from a seed.</summary>
    private static (T[] Logits, int Classes, int[] Labels) Rows(ModerateLogits<T> source, int seed)
    {
        var (random, classes) = (new Random(seed), source.Count);
        T[] logits =
        [
            .. Enumerable
                .Range(0, 4)
                .SelectMany(i => Permuted(source.Values, Permutation(classes, seed + i)))
                .Select(logit => logit / T.CreateChecked(1 + random.Next(4))),
        ];
        return (logits, classes, [.. Enumerable.Range(0, 4).Select(_ => random.Next(classes))]);
    }

    [Property(MaxTest = 200), Claim("gamma-cross-entropy:58")]
    [Trait("Kernel", "TemperatureScaling")]
    public void The_reported_likelihood_is_that_at_the_fitted_temperature(ModerateLogits<T> source, int seed)
    {
        var (logits, classes, labels) = Rows(source, seed);
        var fit = Fit(logits, classes, labels);
        var (mean, _) = Likelihood(logits, classes, labels, fit.Temperature);
        // −log p keeps its digits to 2⁻¹²⁰ absolute in balls: below that is a sure prediction's loss.
        Law.Equal(True(fit.NegativeLogLikelihood), mean.Widen(Ball.Pow(2, -100)));
    }

    // In β the mean is convex, so that its slope changes sign at the minimum: rising two floats below the fitted T (β above),
    // falling two floats above. At an end of the bracket one side is enough.
    [Property(MaxTest = 200), Claim("gamma-cross-entropy:58")]
    [Trait("Kernel", "TemperatureScaling")]
    public void The_slope_of_the_likelihood_changes_sign_at_the_fitted_temperature(ModerateLogits<T> source, int seed)
    {
        var (logits, classes, labels) = Rows(source, seed);
        var fit = Fit(logits, classes, labels);
        var below = T.BitDecrement(T.BitDecrement(fit.Temperature));
        var above = T.BitIncrement(T.BitIncrement(fit.Temperature));
        if (fit.End != TemperatureFitEnd.Lower)
            Law.AtMost(0, Likelihood(logits, classes, labels, below).Slope, "below");
        if (fit.End != TemperatureFitEnd.Upper)
            Law.AtMost(Likelihood(logits, classes, labels, above).Slope, 0, "above");
    }

    // Convex in β, so the fitted temperature is as good as any other in the bracket: f(β) ≥ f(β*) − |f′(β*)|·|β − β*|, where the
    // slope left at the fitted float is certified.
    [Property(MaxTest = 200), Claim("gamma-cross-entropy:58")]
    [Trait("Kernel", "TemperatureScaling")]
    public void No_temperature_of_the_bracket_is_more_likely(ModerateLogits<T> source, Temperature<T> other, int seed)
    {
        var (logits, classes, labels) = Rows(source, seed);
        var fit = Fit(logits, classes, labels);
        var t = T.Clamp(other.Value, Least, Most);
        var (best, slope) = Likelihood(logits, classes, labels, fit.Temperature);
        var step = Ball.Abs(1 / Exact(t) - 1 / Exact(fit.Temperature));
        // Where the fit lies at an end, or fell back to 1 because rounding says so, the slope points out of the bracket.
        if (fit.End == TemperatureFitEnd.Interior)
            Law.AtMost(best - Ball.Abs(slope) * step, Likelihood(logits, classes, labels, t).Mean);
        else
            Law.AtMost(best, Likelihood(logits, classes, labels, t).Mean);
    }
}
