// The fixed inputs of the kernel snapshots: twelve scenes of rows, and for every scalar a list of values.
// Parameters get their values by name, so that a new kernel that speaks the same words is covered without more code.
using System.Numerics;
using LossProofs.Laws;

namespace LossProofs.Tests.Snapshots.Kernels;

/// <summary>A row of logits or scores with a label, target distributions and everything else of the same length.</summary>
internal sealed record Scene<T>(string Name, T[] Row, int Label, T[] Targets)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    public int Length => Row.Length;

    /// <summary>A strictly positive distribution: (i + 1)/(1 + 2 + … + n).</summary>
    public T[] Mixture => [.. Row.Select((_, i) => T.CreateTruncating((i + 1) / (Length * (Length + 1) / 2.0)))];

    /// <summary>Every other class is positive, from the label on; never a masked one.</summary>
    public bool[] Positives => [.. Row.Select((z, i) => T.IsFinite(z) && (i - Label) % 2 == 0)];

    public bool[] Masked => [.. Row.Select((z, i) => i != Label && (T.IsInfinity(z) || i % 3 == 2))];

    public T[] Cycle(params double[] values) =>
        [.. Row.Select((_, i) => T.CreateTruncating(values[i % values.Length]))];
}

internal static class Grid
{
    /// <summary>The width of queries and value vectors in the attention kernels.</summary>
    public const int Dimension = 2;

    public const int Bins = 4;

    public static Scene<T>[] Scenes<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var huge = T.CreateTruncating(typeof(T) == typeof(float) ? 3e38 : 1e308);
        var mask = T.NegativeInfinity;
        return
        [
            new("ordinary", Of(2, 1, 0.1), 0, Of(0.75, 0.125, 0.125)),
            new("two classes", Of(0.5, -0.5), 1, Of(0.25, 0.75)),
            new("one class", Of(3), 0, Of(1)),
            new("ties", Of(1, 1, 1, 1), 2, Of(0.25, 0.25, 0.25, 0.25)),
            new("near ties", [T.One, T.BitIncrement(T.One), T.BitDecrement(T.One)], 1, Of(0.5, 0.25, 0.25)),
            new("clear winner", Of(40, 0, -40), 0, Of(1, 0, 0)),
            new("wrong winner", Of(800, -700, 20), 1, Of(0, 0.5, 0.5)),
            new("huge", [huge, -huge, huge], 1, Of(0.5, 0.25, 0.25)),
            new("denormal", [T.Epsilon, T.Zero, -T.Epsilon, T.NegativeZero], 0, Of(0.25, 0.5, 0.25, 0)),
            new("common offset", Of(1e6, 999999, 1000002), 2, Of(0.125, 0.125, 0.75)),
            new("masked", [mask, T.One, T.CreateTruncating(2), mask], 1, Of(0, 0.5, 0.5, 0)),
            new("mixed magnitudes", Of(-1e-9, 1e-3, 7.25, -33.5, 12), 3, Of(0.5, 0.25, 0, 0.125, 0.125)),
        ];

        static T[] Of(params double[] values) => [.. values.Select(T.CreateTruncating)];
    }

    /// <summary>The values of a scalar parameter; null when its name is not known.</summary>
    public static T[]? Scalars<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var one = T.One;
        return name switch
        {
            "gamma" => [Num(0.5), T.Zero, one, Num(0.1), T.BitDecrement(one), T.Epsilon, Num(0.999)],
            "probability" => [Num(0.5), one, T.Zero, Num(0.1), T.BitDecrement(one), T.Epsilon, Num(1e-10), Num(0.9)],
            "threshold" or "lambda" => [Num(0.25), one, T.Zero, Num(0.9)],
            "target" or "first" or "second" => [one, T.Zero, Num(0.3), Num(0.5), Num(1e-6)],
            "x" or "logit" or "score" or "prediction" =>
            [
                T.Zero,
                one,
                -one,
                Num(0.1),
                Num(-0.1),
                Num(30),
                Num(-30),
                Num(800),
                Num(-800),
                T.Epsilon,
                Num(-1e-5),
                Num(1e6),
                Num(-1e6),
                T.PositiveInfinity,
                T.NegativeInfinity,
                Num(0.3),
                Num(-2.5),
                Num(36.7),
            ],
            "temperature" => [one, Num(0.5), Num(2), Num(100), Num(0.01)],
            "alpha" => [Num(0.1), Num(0.25), one, Num(0.5)],
            "beta" or "positiveFocus" => [Num(2), T.Zero, Num(0.5), Num(5)],
            "negativeFocus" => [Num(4), one, T.Zero, Num(2.5)],
            "margin" => [Num(0.25), T.Zero, Num(0.05)],
            "q" => [Num(0.7), one, Num(0.1), Num(1e-8)],
            "scale" => [Num(0.5), one, Num(2), Num(0.1)],
            "kappa" => [one, Num(2), Num(0.3)],
            "sigma" => [one, Num(0.5), Num(3), Num(1e-3)],
            "step" => [T.Zero, Num(3), Num(7), Num(10), Num(20)],
            "stepCount" => [Num(10)],
            "minimum" => [T.Zero, Num(0.2)],
            "maximum" => [one, Num(0.9)],
            "lower" => [Num(0.05)],
            "upper" => [Num(20)],
            _ => Definition.DomainOf(name)?.Examples.Select(Num).ToArray(),
        };

        static T Num(double value) => T.CreateTruncating(value);
    }

    public static int[]? Integers(string name) =>
        name switch
        {
            "dimension" => [1, 2, 64, 127],
            "keyCount" => [1, 2, 10, 512],
            "firstLabel" => [0],
            "secondLabel" => [1, 0],
            "index" => [0, 1, 5],
            "binCount" => [Bins],
            "degreeOfParallelism" => [1],
            _ => null,
        };

    public static ulong[]? Words(string name) =>
        name switch
        {
            "seed" => [1, 0x9E3779B97F4A7C15],
            "word" => [0, 1, ulong.MaxValue],
            _ => null,
        };

    /// <summary>The values of a span parameter; rows of a batch follow one another.</summary>
    public static T[]? Row<T>(Scene<T> scene, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        name switch
        {
            "logits" or "scores" or "x" or "predictions" => scene.Row,
            "targets" or "p" or "first" => scene.Targets,
            "probabilities" or "q" or "second" => scene.Mixture,
            "vector" => scene.Cycle(1, -2, 0.5, 3, -0.25),
            "classWeights" => scene.Cycle(1, 2, 0.5, 3, 0.25),
            "confidences" => scene.Cycle(0.3, 0.5, 0.9, 1, 0),
            "query" => [T.One, T.CreateTruncating(-0.5)],
            "keys" => Pairs(scene, 0.75, -0.5, 2, 0.1, -1),
            "values" => Pairs(scene, 3, -1, 0.5, 8, -0.125),
            _ => null,
        };

    public static bool[]? Flags<T>(Scene<T> scene, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        name switch
        {
            "positives" or "correct" => scene.Positives,
            "masked" => scene.Masked,
            _ => null,
        };

    private static T[] Pairs<T>(Scene<T> scene, params double[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        [.. Enumerable.Range(0, Dimension * scene.Length).Select(i => T.CreateTruncating(values[i % values.Length]))];
}
