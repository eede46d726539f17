// What the tests of the elementary functions run over: each function in every form it has, its domain and its bounds.
using LossProofs.Elementary;
using LossProofs.Reals;
using LossProofs.Tests.Support;
using Xunit;

namespace LossProofs.Tests.Properties.Elementary;

/// <param name="Double">The function for double.</param>
/// <param name="Single">The function for float.</param>
/// <param name="Wide">The function for wide numbers.</param>
/// <param name="Exact">The certified one.</param>
/// <param name="MaxUlps">The published bound for double and float.</param>
/// <param name="WideBits">The wide result is claimed within 2^-WideBits of itself.</param>
/// <param name="Argument">A draw from where the function has work to do.</param>
public sealed record ElementaryFunction(
    Func<double, double> Double,
    Func<float, float> Single,
    Func<WideDouble, WideDouble> Wide,
    Func<Ball, Ball> Exact,
    double MaxUlps,
    int WideBits,
    Func<Random, double> Argument
)
{
    public static readonly Dictionary<string, ElementaryFunction> All = new(StringComparer.Ordinal)
    {
        ["exp"] = new(Portable.Exp, Portable.Exp, WideDouble.Exp, Ball.Exp, Portable.ExpMaxUlps, 90, Exponent),
        ["expm1"] = new(
            Portable.Expm1,
            Portable.Expm1,
            WideDouble.Expm1,
            Ball.Expm1,
            Portable.Expm1MaxUlps,
            81,
            Exponent
        ),
        ["log"] = new(Portable.Log, Portable.Log, WideDouble.Log, Ball.Log, Portable.LogMaxUlps, 77, Positive),
        ["log1p"] = new(
            Portable.Log1p,
            Portable.Log1p,
            WideDouble.Log1p,
            Ball.Log1p,
            Portable.Log1pMaxUlps,
            77,
            random =>
                random.Next(2) == 0 ? Positive(random)
                : random.Next(2) == 0 ? -Fraction(random)
                : Fraction(random)
        ),
        ["softplus"] = new(
            Portable.Softplus,
            Portable.Softplus,
            WideDouble.Softplus,
            Ball.Softplus,
            Portable.SoftplusMaxUlps,
            76,
            Exponent
        ),
        ["sigmoid"] = new(
            Portable.Sigmoid,
            Portable.Sigmoid,
            WideDouble.Sigmoid,
            Ball.Sigmoid,
            Portable.SigmoidMaxUlps,
            88,
            Exponent
        ),
        ["tanh"] = new(
            Portable.Tanh,
            Portable.Tanh,
            WideDouble.Tanh,
            Ball.Tanh,
            Portable.TanhMaxUlps,
            80,
            random => random.Next(2) == 0 ? 50 * random.NextDouble() - 25 : Exponent(random)
        ),
    };

    public static TheoryData<string> Names() => [.. All.Keys];

    /// <summary>The same draws in every run, more of them with LOSSPROOFS_CASES.</summary>
    public static IEnumerable<Random> Draws(int cases, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Repeat(random, Reproducibility.Cases(cases));
    }

    // Where e^x is neither 0 nor infinite, its subnormal end, and small arguments down to the least subnormal.
    private static double Exponent(Random random) =>
        random.Next(6) switch
        {
            0 => 1455 * random.NextDouble() - 745.2,
            1 => -700 - 46 * random.NextDouble(),
            2 => 709.8 * random.NextDouble(),
            3 => (random.Next(2) * 2 - 1) * Fraction(random),
            _ => 8 * random.NextDouble() - 4,
        };

    // Any binade, and around 1.
    private static double Positive(Random random) =>
        random.Next(3) switch
        {
            0 => Math.ScaleB(1 + random.NextDouble(), random.Next(-1074, 1024)),
            1 => 0.4 + 2 * random.NextDouble(),
            _ => 1 + (random.Next(2) * 2 - 1) * Math.ScaleB(random.NextDouble(), -random.Next(1, 54)),
        };

    // In (0, 1): mostly ordinary, sometimes tiny or subnormal.
    private static double Fraction(Random random) =>
        Math.ScaleB(0.5 + random.NextDouble() / 2, -random.Next(random.Next(4) == 0 ? 1074 : 60));
}
