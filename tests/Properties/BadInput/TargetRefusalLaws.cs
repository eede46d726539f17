// What kernels refuse in targets, predicted probabilities and class weights.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class TargetRefusalLawsInSingle : TargetRefusalLaws<float>;

public sealed class TargetRefusalLawsInDouble : TargetRefusalLaws<double>;

public abstract class TargetRefusalLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static readonly T Half = T.CreateChecked(0.5);

    /// <summary>What messages call the targets, and the call with logits, targets and a destination.</summary>
    private sealed record TargetKernel(string Name, Action<T[], T[], T[]> Call);

    private static readonly TargetKernel[] OnLogitsAndTargets =
    [
        new("targets", (z, y, _) => CrossEntropy.Loss<T>(z, y)),
        new("targets", (z, y, d) => CrossEntropy.Gradient<T>(z, y, d)),
        new("targets", (z, y, d) => CrossEntropy.LossAndGradient<T>(z, y, d)),
        new("targets", (z, y, _) => KullbackLeibler.LossOfLogits<T>(z, y)),
        new("targets", (z, y, d) => KullbackLeibler.LossAndGradientOfLogits<T>(z, y, d)),
        new("targets", (z, y, _) => MeanAbsoluteError.Loss<T>(z, y)),
        new("targets", (z, y, d) => MeanAbsoluteError.LossAndGradient<T>(z, y, d)),
        new("targets", (z, y, _) => BrierScore.Loss<T>(z, y)),
        new("targets", (z, y, d) => BrierScore.LossAndGradient<T>(z, y, d)),
    ];

    private static readonly TargetKernel[] OnDistributions =
    [
        .. OnLogitsAndTargets,
        new("probabilities", (_, p, _) => Entropy.Value<T>(p)),
        new("probabilities", (_, p, d) => Entropy.Gradient<T>(p, d)),
        new("probabilities", (_, p, _) => Entropy.Perplexity<T>(p)),
        new("p", (_, p, _) => KullbackLeibler.Loss<T>(p, new T[p.Length])),
        new("p", (_, p, d) => KullbackLeibler.Gradient<T>(p, new T[p.Length], d)),
        new("targets", (_, y, _) => CrossEntropy.LossOfProbabilities<T>(new T[y.Length], y)),
        new("targets", (_, y, d) => CrossEntropy.GradientOfProbabilities<T>(new T[y.Length], y, d)),
        new("targets", (_, y, _) => BrierScore.LossOfProbabilities<T>(new T[y.Length], y)),
        new("targets", (_, y, _) => MeanAbsoluteError.LossOfProbabilities<T>(new T[y.Length], y)),
        new("targets", (_, y, d) => LabelSmoothing.Targets<T>(y, Half, d)),
        new("first", (_, y, d) => Mixup.Targets<T>(y, y, Half, d)),
    ];

    private static T[] With(T[] row, int place, T value)
    {
        T[] changed = [.. row];
        changed[place] = value;
        return changed;
    }

    private static T[] Uniform(int count)
    {
        var row = new T[count];
        Array.Fill(row, T.One / T.CreateChecked(count));
        return row;
    }

    private static void Refused(Action<T[]> call, int entries, string parameter, string message) =>
        Refusal.Of<T, ArgumentException>(call, entries, parameter, message);

    [Property]
    [Trait("Kernel", "BrierScore")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "Entropy")]
    [Trait("Kernel", "KullbackLeibler")]
    [Trait("Kernel", "LabelSmoothing")]
    [Trait("Kernel", "MeanAbsoluteError")]
    [Trait("Kernel", "Mixup")]
    public void A_negative_or_undefined_target_entry_is_refused(
        ModerateLogits<T> z,
        ushort choice,
        ushort place,
        byte kind
    )
    {
        var (kernel, at) = (OnDistributions[choice % OnDistributions.Length], place % z.Count);
        var value = (T[])[-T.Epsilon, -T.One, T.NaN, T.PositiveInfinity] is var bad ? bad[kind % 4] : default;
        Refused(
            d => kernel.Call(z.Values, With(Uniform(z.Count), at, value), d),
            z.Count,
            kernel.Name,
            $"{kernel.Name}[{at}] is {Refusal.Show(value)}; expected a probability, at least 0"
        );
    }

    // Off 1 by more than K·2⁻⁴⁸ (double), K·2⁻²⁰ (float) is refused: twice that is, half of it is not.
    [Property]
    [Trait("Kernel", "BrierScore")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "Entropy")]
    [Trait("Kernel", "KullbackLeibler")]
    [Trait("Kernel", "LabelSmoothing")]
    [Trait("Kernel", "MeanAbsoluteError")]
    [Trait("Kernel", "Mixup")]
    public void A_target_whose_sum_is_off_one_is_refused(ModerateLogits<T> z, ushort choice, ushort place, bool above)
    {
        var (kernel, at) = (OnDistributions[choice % OnDistributions.Length], place % z.Count);
        var bits = typeof(T) == typeof(float) ? 20 : 48;
        var (even, twice) = (Uniform(z.Count), T.ScaleB(T.CreateChecked(above ? z.Count : -z.Count), 1 - bits));
        var wrong = With(even, at, even[at] + twice);
        var sum = 0.0;
        foreach (var entry in wrong)
            sum += double.CreateChecked(entry);
        Refused(
            d => kernel.Call(z.Values, wrong, d),
            z.Count,
            kernel.Name,
            $"{kernel.Name} has the sum {Refusal.Show(sum)}; expected 1 within {z.Count}*2^-{bits}"
        );
        kernel.Call(z.Values, With(even, at, even[at] + twice / T.CreateChecked(4)), new T[z.Count]);
    }

    [Property]
    [Trait("Kernel", "BrierScore")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "KullbackLeibler")]
    [Trait("Kernel", "MeanAbsoluteError")]
    public void Target_mass_on_a_masked_class_is_refused(ModerateLogits<T> z, ushort choice, ushort place)
    {
        var (kernel, at) = (OnLogitsAndTargets[choice % OnLogitsAndTargets.Length], place % z.Count);
        var logits = With([.. z.Values, T.Zero], at, T.NegativeInfinity);
        Refused(
            d => kernel.Call(logits, With(new T[logits.Length], at, T.One), d),
            logits.Length,
            "targets",
            $"targets[{at}] is 1, but that class is masked (its logit is -infinity); expected 0 there"
        );
    }

    [Property]
    [Trait("Kernel", "BrierScore")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "KullbackLeibler")]
    [Trait("Kernel", "MeanAbsoluteError")]
    public void Targets_of_another_length_are_refused(ModerateLogits<T> z, ushort choice) =>
        Refused(
            d => OnLogitsAndTargets[choice % OnLogitsAndTargets.Length].Call(z.Values, Uniform(z.Count + 1), d),
            z.Count,
            "targets",
            $"targets has {z.Count + 1} entries; expected {z.Count}, as many as logits"
        );

    [Fact]
    [Trait("Kernel", "LabelSmoothing")]
    public void Smoothing_refuses_a_masked_class_which_would_get_target_mass()
    {
        T[] logits = [T.Zero, T.NegativeInfinity];
        const string message =
            "logits[1] is -infinity (masked), but label smoothing gives it the target alpha/K; expected a finite logit";
        Refused(_ => LabelSmoothing.Loss<T>(logits, 0, Half), 0, "logits", message);
        Refused(d => LabelSmoothing.Gradient(logits, 0, Half, d), 2, "logits", message);
        Law.SameBits(LabelSmoothing.Loss<T>(logits, 0, T.Zero), T.Zero, "without smoothing");
    }

    [Property]
    [Trait("Kernel", "BinaryCrossEntropy")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void A_multi_label_target_outside_the_unit_interval_is_refused(ModerateLogits<T> s, ushort place, byte kind)
    {
        var at = place % s.Count;
        var value = (T[])[-T.Epsilon, T.BitIncrement(T.One), T.NaN, T.PositiveInfinity] is var bad
            ? bad[kind % 4]
            : default;
        var targets = With(Uniform(s.Count), at, value);
        var message = $"targets[{at}] is {Refusal.Show(value)}; expected a number in [0, 1]";
        Refused(_ => MultiLabelCrossEntropy.Loss<T>(s.Values, targets), 0, "targets", message);
        Refused(d => MultiLabelCrossEntropy.Gradient<T>(s.Values, targets, d), s.Count, "targets", message);
        Refused(d => MultiLabelCrossEntropy.Hessian<T>(s.Values, targets, d), s.Count * s.Count, "targets", message);
        Refused(d => BinaryCrossEntropy.LossAndGradient<T>(s.Values, targets, d), s.Count, "targets", message);
    }

    [Property]
    [Trait("Kernel", "AsymmetricLoss")]
    [Trait("Kernel", "BinaryCrossEntropy")]
    [Trait("Kernel", "CircleLoss")]
    [Trait("Kernel", "GammaCrossEntropy")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    public void A_positive_multi_label_target_on_a_masked_score_is_refused(ModerateLogits<T> s, ushort place)
    {
        var at = place % s.Count;
        var (scores, targets) = (With(s.Values, at, T.NegativeInfinity), With(new T[s.Count], at, Half));
        string Message(string input) =>
            $"targets[{at}] is 0.5, but that label is masked (its {input} is -infinity); expected 0 there";
        Refused(
            d => MultiLabelCrossEntropy.LossAndGradient<T>(scores, targets, d),
            s.Count,
            "targets",
            Message("score")
        );
        Refused(d => BinaryCrossEntropy.LossAndGradient<T>(scores, targets, d), s.Count, "targets", Message("logit"));

        var positives = new bool[s.Count];
        positives[at] = true;
        var message =
            $"positives[{at}] is true, but that label is masked (its score is -infinity); expected false there";
        foreach (
            var call in new Action<T[]>[]
            {
                d => MultiLabelCrossEntropy.LossAndGradient<T>(scores, positives, d),
                d => GammaCrossEntropy.MultiLabelLossAndGradient(scores, positives, Half, d),
                d => AsymmetricLoss.Gradient(scores, positives, Half, Half, Half, d),
                d => CircleLoss.Gradient(scores, positives, Half, Half, d),
            }
        )
            Refused(call, s.Count, "positives", message);
    }

    [Property]
    [Trait("Kernel", "BrierScore")]
    [Trait("Kernel", "Calibration")]
    [Trait("Kernel", "CrossEntropy")]
    [Trait("Kernel", "KullbackLeibler")]
    [Trait("Kernel", "MeanAbsoluteError")]
    public void A_predicted_probability_outside_the_unit_interval_is_refused(
        ModerateLogits<T> z,
        ushort place,
        byte kind
    )
    {
        var at = place % z.Count;
        var value = (T[])[-T.Epsilon, T.BitIncrement(T.One), T.NaN] is var bad ? bad[kind % 3] : default;
        var (predicted, targets) = (With(Uniform(z.Count), at, value), Uniform(z.Count));
        var message = $"[{at}] is {Refusal.Show(value)}; expected a number in [0, 1]";
        void Case(string name, int entries, Action<T[]> call) => Refused(call, entries, name, name + message);

        Case("probabilities", 0, _ => CrossEntropy.LossOfProbabilities<T>(predicted, 0));
        Case("probabilities", z.Count, d => CrossEntropy.GradientOfProbabilities(predicted, 0, d));
        Case("probabilities", 0, _ => CrossEntropy.LossOfProbabilities<T>(predicted, targets));
        Case("probabilities", z.Count, d => CrossEntropy.GradientOfProbabilities<T>(predicted, targets, d));
        Case("probabilities", 0, _ => BrierScore.LossOfProbabilities<T>(predicted, targets));
        Case("probabilities", 0, _ => MeanAbsoluteError.LossOfProbabilities<T>(predicted, targets));
        Case("q", 0, _ => KullbackLeibler.Loss<T>(targets, predicted));
        Case("q", z.Count, d => KullbackLeibler.Gradient<T>(targets, predicted, d));
        Case("confidences", 0, _ => Calibration.ExpectedCalibrationError<T>(predicted, new bool[z.Count], 10));
    }

    [Property]
    [Trait("Kernel", "CrossEntropy")]
    public void A_class_weight_that_is_negative_or_not_finite_is_refused(ModerateLogits<T> z, ushort place, byte kind)
    {
        var at = place % z.Count;
        var value = (T[])[-T.One, T.NaN, T.PositiveInfinity] is var bad ? bad[kind % 3] : default;
        var weights = With(Uniform(z.Count), at, value);
        var message = $"classWeights[{at}] is {Refusal.Show(value)}; expected a finite number, at least 0";
        void Case(int entries, Action<T[]> call) => Refused(call, entries, "classWeights", message);

        Case(0, _ => CrossEntropy.Loss<T>(z.Values, 0, weights));
        Case(z.Count, d => CrossEntropy.Gradient<T>(z.Values, 0, weights, d));
        Case(1, d => CrossEntropy.Loss(new Batch<T>(z.Values, z.Count), [0], weights, Reduction.Sum, d));
    }
}
