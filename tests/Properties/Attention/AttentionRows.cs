// What the laws of attention share: keys, values, masks, and the certified output that kernels are compared with.
using System.Numerics;
using LossProofs.Kernels;
using LossProofs.Reals;

namespace LossProofs.Tests.Properties;

public abstract class AttentionRows<T> : Laws<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    /// <summary>The length of a value.</summary>
    protected const int Dimension = 2;

    /// <summary>At most six of the scores, at least one of them finite: a certified output costs an e^x per key.</summary>
    protected static T[] Keys(T[] scores) => Few(scores);

    /// <summary>One value per key, row by row, from a drawn row of numbers.</summary>
    protected static T[] Values(T[] source, int keys) =>
        [.. Enumerable.Range(0, keys * Dimension).Select(i => source[i % source.Length])];

    /// <summary>Component c of every value.</summary>
    protected static Ball[] Column(T[] values, int c) => [.. values.Where((_, i) => i % Dimension == c).Select(Exact)];

    /// <summary>Rounded to eighths, so that sums of such numbers of moderate size are exact in both types.</summary>
    protected static T[] Eighths(T[] row) =>
        Array.ConvertAll(row, entry => T.Round(entry * T.CreateChecked(8)) / T.CreateChecked(8));

    /// <summary>Some keys marked as masked; never the first finite one.</summary>
    protected static bool[] Mask(T[] scores, int seed)
    {
        var random = new Random(seed);
        var kept = Array.FindIndex(scores, T.IsFinite);
        return [.. scores.Select((_, i) => random.Next(3) == 0 && i != kept)];
    }

    /// <summary>The scores with −∞ for the masked keys.</summary>
    protected static T[] Hidden(T[] scores, bool[] masked) =>
        [.. scores.Select((score, i) => masked[i] ? T.NegativeInfinity : score)];

    protected static Ball Mean(Ball[] weights, IEnumerable<Ball> values) =>
        Law.Sum(weights.Zip(values, (weight, value) => weight * value));

    /// <summary>
    /// The output, as the real numbers that it may stand for: Σ α_i v_i truly cancels where values have both signs, so that
    /// the bound is in ulps of Σ α_i|v_i|, for which the kernel's own weights will do.
    /// </summary>
    protected static Ball[] Outputs(T[] scores, T[] values, Ball[]? weights = null, bool[]? masked = null)
    {
        weights ??= True(Probabilities(masked is null ? scores : Hidden(scores, masked)));
        var output = Row(Dimension, o => Attention.Output<T>(scores, values, masked, o));
        return [.. output.Select((entry, c) => Law.True(entry, Mean(weights, Column(values, c).Select(Ball.Abs))))];
    }

    /// <summary>max − min of the numbers of the keys that are not masked.</summary>
    protected static Ball Range(Ball[] numbers, T[] scores)
    {
        var seen = numbers.Where((_, i) => T.IsFinite(scores[i])).ToArray();
        return Law.Max(seen) - seen.Aggregate(Ball.Min);
    }
}
