// What kernels refuse in their parameters: γ, b, α, λ, temperature, exponents, scales.
using System.Numerics;
using FsCheck.Xunit;
using LossProofs.Kernels;
using LossProofs.Tests.Support.Generators;
using Xunit;

namespace LossProofs.Tests.Properties;

public sealed class ParameterRefusalLawsInSingle : ParameterRefusalLaws<float>;

public sealed class ParameterRefusalLawsInDouble : ParameterRefusalLaws<double>;

public abstract class ParameterRefusalLaws<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    /// <summary>A parameter's name, how many entries the call may write, and the call with a value for it.</summary>
    private sealed record Parameter(string Name, int Entries, Action<T, T[]> Call);

    private static readonly T Half = T.CreateChecked(0.5);

    private static readonly T[] Two = [T.One, T.Zero];

    private static readonly bool[] OneOfTwo = [true, false];

    private static readonly Parameter[] InUnitInterval =
    [
        new("gamma", 0, (v, _) => GammaCrossEntropy.Loss<T>(Two, 0, v)),
        new("gamma", 2, (v, d) => GammaCrossEntropy.Gradient(Two, 0, v, d)),
        new("gamma", 2, (v, d) => GammaCrossEntropy.LossAndGradient(Two, 0, v, d)),
        new("gamma", 4, (v, d) => GammaCrossEntropy.Hessian(Two, 0, v, d)),
        new("gamma", 0, (v, _) => GammaCrossEntropy.ThresholdedLoss<T>(Two, 0, v, Half)),
        new("threshold", 0, (v, _) => GammaCrossEntropy.ThresholdedLoss<T>(Two, 0, Half, v)),
        new("threshold", 2, (v, d) => GammaCrossEntropy.ThresholdedGradient(Two, 0, Half, v, d)),
        new("threshold", 0, (v, _) => GammaCrossEntropy.ThresholdedWeight(Half, Half, v)),
        new("gamma", 0, (v, _) => GammaCrossEntropy.ThresholdedWeight(Half, v, Half)),
        new("probability", 0, (v, _) => GammaCrossEntropy.ThresholdedWeight(v, Half, Half)),
        new("probability", 0, (v, _) => GammaCrossEntropy.LossOfProbability(v, Half)),
        new("gamma", 0, (v, _) => GammaCrossEntropy.LossOfProbability(Half, v)),
        new("probability", 0, (v, _) => GammaCrossEntropy.GradientOfProbability(v, Half)),
        new("gamma", 0, (v, _) => GammaCrossEntropy.GradientOfProbability(Half, v)),
        new("gamma", 0, (v, _) => GammaCrossEntropy.HessianOfProbability(Half, v)),
        new("probability", 0, (v, _) => GammaCrossEntropy.Weight(v, Half)),
        new("gamma", 0, (v, _) => GammaCrossEntropy.Weight(Half, v)),
        new("gamma", 0, (v, _) => GammaCrossEntropy.BinaryLoss(Half, true, v)),
        new("gamma", 0, (v, _) => GammaCrossEntropy.BinaryGradient(Half, true, v)),
        new("gamma", 0, (v, _) => GammaCrossEntropy.MultiLabelLoss<T>(Two, OneOfTwo, v)),
        new("gamma", 2, (v, d) => GammaCrossEntropy.MultiLabelLossAndGradient(Two, OneOfTwo, v, d)),
        new("minimum", 0, (v, _) => GammaCrossEntropy.Schedule(Half, Half, v, Half)),
        new("maximum", 0, (v, _) => GammaCrossEntropy.Schedule(Half, Half, Half, v)),
        new("alpha", 0, (v, _) => LabelSmoothing.Loss<T>(Two, 0, v)),
        new("alpha", 2, (v, d) => LabelSmoothing.Gradient(Two, 0, v, d)),
        new("alpha", 2, (v, d) => LabelSmoothing.Targets(0, v, d)),
        new("alpha", 2, (v, d) => LabelSmoothing.Targets<T>(Two, v, d)),
        new("alpha", 0, (v, _) => LabelSmoothing.Binary(Half, v)),
        new("target", 0, (v, _) => LabelSmoothing.Binary(v, Half)),
        new("lambda", 2, (v, d) => Mixup.Targets<T>(Two, Two, v, d)),
        new("lambda", 2, (v, d) => Mixup.Targets(0, 1, v, d)),
        new("first", 0, (v, _) => Mixup.Binary(v, Half, Half)),
        new("second", 0, (v, _) => Mixup.Binary(Half, v, Half)),
        new("lambda", 0, (v, _) => Mixup.Binary(Half, Half, v)),
        new("target", 0, (v, _) => BinaryCrossEntropy.Loss(Half, v)),
        new("target", 0, (v, _) => BinaryCrossEntropy.Gradient(Half, v)),
        new("probability", 0, (v, _) => BinaryCrossEntropy.LossOfProbability(v, Half)),
        new("target", 0, (v, _) => BinaryCrossEntropy.LossOfProbability(Half, v)),
        new("target", 0, (v, _) => Entropy.Binary(v)),
        new("probability", 0, (v, _) => FocalLoss.LossOfProbability(v, Half)),
        new("probability", 0, (v, _) => FocalLoss.GradientOfProbability(v, Half, Half)),
        new("probability", 0, (v, _) => GeneralizedCrossEntropy.LossOfProbability(v, Half)),
    ];

    private static readonly Parameter[] Positive =
    [
        new("temperature", 2, (v, d) => Softmax.Probabilities(Two, v, d)),
        new("temperature", 2, (v, d) => Softmax.LogProbabilities(Two, v, d)),
        new("temperature", 4, (v, d) => Softmax.Jacobian(Two, v, d)),
        new("temperature", 2, (v, d) => Softmax.JacobianVectorProduct(Two, Two, v, d)),
        new("temperature", 0, (v, _) => Entropy.OfSoftmax(Two, v)),
        new("temperature", 2, (v, d) => Entropy.OfSoftmaxGradient(Two, v, d)),
        new("temperature", 0, (v, _) => Entropy.PerplexityOfSoftmax(Two, v)),
        new("temperature", 2, (v, d) => Attention.GumbelSoftmax(Two, v, 1, d)),
        new("stepCount", 0, (v, _) => GammaCrossEntropy.Schedule(Half, v, Half, Half)),
        new("alpha", 0, (v, _) => FocalLoss.Loss<T>(Two, 0, Half, v)),
        new("alpha", 2, (v, d) => FocalLoss.Gradient(Two, 0, Half, v, d)),
        new("alpha", 0, (v, _) => FocalLoss.LossOfProbability(Half, Half, v)),
        new("alpha", 0, (v, _) => Mixup.Coefficient(v, 1)),
        new("scale", 0, (v, _) => CircleLoss.Loss<T>(Two, OneOfTwo, v)),
        new("scale", 2, (v, d) => CircleLoss.Gradient(Two, OneOfTwo, v, Half, d)),
        new("sigma", 0, (v, _) => SquaredError.GaussianNegativeLogLikelihood(Half, Half, v)),
        new("sigma", 0, (v, _) => SquaredError.GaussianLikelihood(Half, Half, v)),
        new("sigma", 0, (v, _) => SquaredError.GaussianGradient(Half, Half, v)),
        new("kappa", 0, (v, _) => Attention.EntropyInvariantScale(2, 2, v)),
    ];

    private static void Refused(Parameter parameter, T value, string expected) =>
        Refusal.Of<T, ArgumentOutOfRangeException>(
            d => parameter.Call(value, d),
            parameter.Entries,
            parameter.Name,
            $"{parameter.Name} is {Refusal.Show(value)}; expected {expected}"
        );

    [Property]
    [Trait("Kernel", "BinaryCrossEntropy")]
    [Trait("Kernel", "Entropy")]
    [Trait("Kernel", "FocalLoss")]
    [Trait("Kernel", "GammaCrossEntropy")]
    [Trait("Kernel", "GeneralizedCrossEntropy")]
    [Trait("Kernel", "LabelSmoothing")]
    [Trait("Kernel", "Mixup")]
    public void Parameters_in_the_unit_interval_are_refused_outside_it(ushort choice, ExtendedScore<T> drawn)
    {
        var parameter = InUnitInterval[choice % InUnitInterval.Length];
        if (!(drawn.Value >= T.Zero && drawn.Value <= T.One))
            Refused(parameter, drawn.Value, "a number in [0, 1]");
        foreach (var outside in new[] { -T.Epsilon, T.BitIncrement(T.One), T.NaN })
            Refused(parameter, outside, "a number in [0, 1]");
        parameter.Call(T.Zero, new T[parameter.Entries]);
        parameter.Call(T.One, new T[parameter.Entries]);
    }

    [Property]
    [Trait("Kernel", "Attention")]
    [Trait("Kernel", "CircleLoss")]
    [Trait("Kernel", "Entropy")]
    [Trait("Kernel", "FocalLoss")]
    [Trait("Kernel", "GammaCrossEntropy")]
    [Trait("Kernel", "Mixup")]
    [Trait("Kernel", "Softmax")]
    [Trait("Kernel", "SquaredError")]
    public void Positive_parameters_are_refused_when_zero_negative_or_not_finite(ushort choice, Score<T> drawn)
    {
        var parameter = Positive[choice % Positive.Length];
        foreach (var outside in new[] { -T.Abs(drawn.Value), T.Zero, T.PositiveInfinity, T.NaN })
            Refused(parameter, outside, "a positive finite number");
        parameter.Call(T.One, new T[parameter.Entries]);
    }

    [Fact]
    [Trait("Kernel", "AsymmetricLoss")]
    [Trait("Kernel", "CircleLoss")]
    [Trait("Kernel", "FocalLoss")]
    [Trait("Kernel", "GammaCrossEntropy")]
    [Trait("Kernel", "GeneralizedCrossEntropy")]
    [Trait("Kernel", "PolyLoss")]
    [Trait("Kernel", "SquaredError")]
    [Trait("Kernel", "TemperatureScaling")]
    public void Parameters_of_other_domains_are_refused_outside_them()
    {
        void Case(string name, string expected, int entries, Action<T, T[]> call, params double[] outside)
        {
            foreach (var value in outside)
                Refused(new(name, entries, call), T.CreateChecked(value), expected);
        }

        const string order = "a number in (0, 1]";
        Case("q", order, 0, (v, _) => GeneralizedCrossEntropy.Loss<T>(Two, 0, v), 0, 1.5, double.NaN);
        Case("q", order, 2, (v, d) => GeneralizedCrossEntropy.Gradient(Two, 0, v, d), 0, -1);
        Case("q", order, 0, (v, _) => GeneralizedCrossEntropy.LossOfProbability(Half, v), 0, 2);
        Case(
            "q",
            order,
            0,
            (v, _) => GeneralizedCrossEntropy.GradientOfProbability(Half, v),
            0,
            double.PositiveInfinity
        );

        const string coefficient = "a finite number, at least -1";
        Case(
            "epsilon",
            coefficient,
            0,
            (v, _) => PolyLoss.Loss<T>(Two, 0, v),
            -1.0001,
            double.NaN,
            double.PositiveInfinity
        );
        Case("epsilon", coefficient, 2, (v, d) => PolyLoss.Gradient(Two, 0, v, d), -2, double.NegativeInfinity);

        const string notNegative = "a finite number, at least 0";
        Case(
            "beta",
            notNegative,
            0,
            (v, _) => FocalLoss.Loss<T>(Two, 0, v, Half),
            -1,
            double.PositiveInfinity,
            double.NaN
        );
        Case("beta", notNegative, 0, (v, _) => FocalLoss.LossOfProbability(Half, v), -0.5);
        Case("positiveFocus", notNegative, 0, (v, _) => AsymmetricLoss.Loss<T>(Two, OneOfTwo, v, Half), -1, double.NaN);
        Case("negativeFocus", notNegative, 0, (v, _) => AsymmetricLoss.Loss<T>(Two, OneOfTwo, Half, v), -1, double.NaN);
        Case("margin", notNegative, 2, (v, d) => CircleLoss.Gradient(Two, OneOfTwo, Half, v, d), -1, double.NaN);
        Case(
            "margin",
            "a number in [0, 1)",
            0,
            (v, _) => AsymmetricLoss.Loss<T>(Two, OneOfTwo, Half, Half, v),
            1,
            -1,
            double.NaN
        );

        const string finite = "a finite number";
        Case(
            "step",
            finite,
            0,
            (v, _) => GammaCrossEntropy.Schedule(v, Half, Half, Half),
            double.NaN,
            double.NegativeInfinity
        );
        Case("prediction", finite, 0, (v, _) => SquaredError.Loss(v, Half), double.NaN, double.PositiveInfinity);
        Case("target", finite, 0, (v, _) => SquaredError.Loss(Half, v), double.NaN, double.NegativeInfinity);

        T[] logits = [T.Zero, T.One];
        Case("lower", order, 0, (v, _) => TemperatureScaling.Fit(new Batch<T>(logits, 2), [0], v, T.One), 0, 2);
        Case(
            "upper",
            "a finite number, at least 1",
            0,
            (v, _) => TemperatureScaling.Fit(new Batch<T>(logits, 2), [0], T.One, v),
            0.5,
            double.PositiveInfinity
        );
    }

    [Fact]
    [Trait("Kernel", "BinaryCrossEntropy")]
    [Trait("Kernel", "GammaCrossEntropy")]
    [Trait("Kernel", "MultiLabelCrossEntropy")]
    [Trait("Kernel", "Sigmoid")]
    [Trait("Kernel", "Softplus")]
    public void Scalar_kernels_refuse_NaN()
    {
        void Case(string name, Action<T> call) =>
            Refusal.Of<ArgumentException>(() => call(T.NaN), name, $"{name} is NaN; expected a number");

        Case("x", x => Sigmoid.Value(x));
        Case("x", x => Sigmoid.Gradient(x));
        Case("x", x => Softplus.Value(x));
        Case("x", x => Softplus.Gradient(x));
        Case("logit", x => BinaryCrossEntropy.Loss(x, Half));
        Case("logit", x => BinaryCrossEntropy.Gradient(x, Half));
        Case("logit", x => BinaryCrossEntropy.LossAndGradient(x, Half));
        Case("logit", x => GammaCrossEntropy.BinaryLoss(x, true, Half));
        Case("logit", x => GammaCrossEntropy.BinaryGradient(x, true, Half));
        Case("score", x => MultiLabelCrossEntropy.Probability(x));
    }

    [Fact]
    [Trait("Kernel", "CrossEntropy")]
    public void Number_types_other_than_float_and_double_are_refused() =>
        Assert.Equal(
            "T is Half; expected float or double (Parameter 'T')",
            Assert.Throws<ArgumentException>(() => CrossEntropy.Loss<Half>([(Half)1, (Half)0], 0)).Message
        );
}
