// Attention of one query over n keys: scores and their scales, weights, output and its sensitivity; hard and random forms.
using System.Numerics;
using LossProofs.Elementary;

namespace LossProofs.Kernels;

/// <summary>
/// s_i = λ⟨q, k_i⟩, α = softmax(s), o = Σ α_i v_i; ∂o/∂s_i = α_i(v_i − o). Scales: λ = 1/√d, or κ·log n/d, which keeps the
/// entropy near one value as n grows. Keys and values are row-major, one row per key. Source: noise-robustness (55), (56),
/// (59) to (61), (63) to (66), (79), (80); entropy-invariance (1), (24), (25).
/// </summary>
/// <remarks>
/// A score of −∞ masks its key, as does true in <c>masked</c> (an empty span masks none). Error: weights at most 2 ulp,
/// scales 1 ulp; outputs and their sensitivities, whose terms may cancel, at most 1 ulp of the sum of the terms' magnitudes; what
/// starts from q·k adds the rounding of the scores (one rounding of a wide sum, at most 1 ulp of Σ|q_i k_i|·λ), which the
/// exponential amplifies by their size. Refused (<see cref="ArgumentException"/>): d, κ or a scale not positive and finite;
/// queries, keys or values with NaN or ±∞; every key masked; wrong lengths; destinations overlapping an input (weights may
/// be written over the scores).
/// </remarks>
public static partial class Attention
{
    /// <summary>1/√d.</summary>
    /// <exception cref="ArgumentOutOfRangeException">d is not positive.</exception>
    public static T StandardScale<T>(int dimension)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.Positive(dimension, nameof(dimension));
        return (Wide<T>.One / Wide<T>.Sqrt(Wide<T>.OfInteger(dimension))).Round();
    }

    /// <summary>κ·log n/d; 0 for one key.</summary>
    /// <exception cref="ArgumentOutOfRangeException">n or d is not positive, or κ not positive and finite.</exception>
    public static T EntropyInvariantScale<T>(int keyCount, int dimension, T kappa)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Positive(keyCount, nameof(keyCount));
        Arguments.Positive(dimension, nameof(dimension));
        Arguments.Positive(kappa, nameof(kappa));
        return (Wide<T>.Of(kappa) * Wide<T>.Log(Wide<T>.OfInteger(keyCount)) / Wide<T>.OfInteger(dimension)).Round();
    }

    /// <summary>Writes s_i = λ⟨q, k_i⟩ for every key; λ ≥ 0.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Scores<T>(ReadOnlySpan<T> query, ReadOnlySpan<T> keys, T scale, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckKeys(query, keys, scale, destination.Length, nameof(destination));
        Arguments.Separate<T, T>(query, nameof(query), destination, nameof(destination));
        Arguments.Separate<T, T>(keys, nameof(keys), destination, nameof(destination));
        for (var i = 0; i < destination.Length; i++)
            destination[i] = Score(query, keys.Slice(i * query.Length, query.Length), scale);
    }

    /// <summary>Writes α = softmax(s), with the keys that <paramref name="masked"/> marks left out.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Weights<T>(ReadOnlySpan<T> scores, ReadOnlySpan<bool> masked, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckScores(scores, masked);
        Arguments.SameLength(destination.Length, nameof(destination), scores.Length, nameof(scores));
        Arguments.NoPartialOverlap<T, T>(scores, nameof(scores), destination, nameof(destination));
        Arguments.Separate<bool, T>(masked, nameof(masked), destination, nameof(destination));
        Masked(scores, masked, destination);
        Softmax.Probabilities(destination, destination);
    }

    /// <summary>Writes α for a query over keys at a scale λ.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Weights<T>(
        ReadOnlySpan<T> query,
        ReadOnlySpan<T> keys,
        T scale,
        ReadOnlySpan<bool> masked,
        Span<T> destination
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckKeys(query, keys, scale, destination.Length, nameof(destination));
        CheckMask(masked, destination.Length);
        Arguments.Separate<bool, T>(masked, nameof(masked), destination, nameof(destination));
        Scores(query, keys, scale, destination);
        Masked(destination, masked, destination);
        Softmax.Probabilities(destination, destination);
    }

    /// <summary>
    /// Writes o = Σ α_i v_i from scores, rounded once: a convex combination, so within the values' range.
    /// </summary>
    /// <exception cref="ArgumentException">See the class remarks; the destination is as long as one value.</exception>
    public static void Output<T>(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<T> values,
        ReadOnlySpan<bool> masked,
        Span<T> destination
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckScores(scores, masked);
        CheckValues(scores, values, destination.Length);
        Arguments.Separate<T, T>(scores, nameof(scores), destination, nameof(destination));
        Arguments.Separate<T, T>(values, nameof(values), destination, nameof(destination));
        Arguments.Separate<bool, T>(masked, nameof(masked), destination, nameof(destination));
        if (scores.Length > AttentionLanes<T, LanesDouble>.MostKeys)
            for (var column = 0; column < destination.Length; column++)
                destination[column] = MeanInWide(scores, values, masked, destination.Length, column);
        else if (typeof(T) == typeof(float))
            AttentionLanes<T, LanesSingle>.Output(scores, values, masked, destination);
        else
            AttentionLanes<T, LanesDouble>.Output(scores, values, masked, destination);
    }

    /// <summary>
    /// Writes o for a query over keys at a scale λ, and the weights α into <paramref name="weights"/>.
    /// </summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Output<T>(
        ReadOnlySpan<T> query,
        ReadOnlySpan<T> keys,
        ReadOnlySpan<T> values,
        T scale,
        ReadOnlySpan<bool> masked,
        Span<T> weights,
        Span<T> destination
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckKeys(query, keys, scale, weights.Length, nameof(weights));
        CheckMask(masked, weights.Length);
        CheckValues(weights, values, destination.Length);
        Arguments.Separate<T, T>(weights, nameof(weights), destination, nameof(destination));
        Arguments.Separate<T, T>(query, nameof(query), destination, nameof(destination));
        Arguments.Separate<T, T>(keys, nameof(keys), destination, nameof(destination));
        Arguments.Separate<T, T>(values, nameof(values), destination, nameof(destination));
        Arguments.Separate<T, T>(query, nameof(query), weights, nameof(weights));
        Arguments.Separate<T, T>(keys, nameof(keys), weights, nameof(weights));
        Arguments.Separate<T, T>(values, nameof(values), weights, nameof(weights));
        Arguments.Separate<bool, T>(masked, nameof(masked), weights, nameof(weights));
        Arguments.Separate<bool, T>(masked, nameof(masked), destination, nameof(destination));
        Scores(query, keys, scale, weights);
        Output<T>(weights, values, masked, destination);
        Weights<T>(weights, masked, weights);
    }

    /// <summary>Writes the n×d matrix ∂o/∂s_i = α_i(v_i − o), one row per key (0 for masked keys).</summary>
    /// <exception cref="ArgumentException">See the class remarks; the destination is as long as the values.</exception>
    public static void OutputJacobian<T>(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<T> values,
        ReadOnlySpan<bool> masked,
        Span<T> destination
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckScores(scores, masked);
        Arguments.SameLength(destination.Length, nameof(destination), values.Length, nameof(values));
        Arguments.Multiple(values.Length, nameof(values), scores.Length, nameof(scores));
        Arguments.Finite(values, nameof(values));
        Arguments.Separate<T, T>(scores, nameof(scores), destination, nameof(destination));
        Arguments.NoPartialOverlap<T, T>(values, nameof(values), destination, nameof(destination));
        Arguments.Separate<bool, T>(masked, nameof(masked), destination, nameof(destination));
        var dimension = values.Length / scores.Length;
        if (scores.Length > AttentionLanes<T, LanesDouble>.MostKeys)
            for (var column = 0; column < dimension; column++)
                SensitivitiesInWide(scores, values, masked, dimension, column, destination);
        else if (typeof(T) == typeof(float))
            AttentionLanes<T, LanesSingle>.OutputJacobian(scores, values, masked, destination);
        else
            AttentionLanes<T, LanesDouble>.OutputJacobian(scores, values, masked, destination);
    }

    /// <summary>One column of the sensitivities, in wide arithmetic.</summary>
    internal static void SensitivitiesInWide<T>(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<T> values,
        ReadOnlySpan<bool> masked,
        int dimension,
        int column,
        Span<T> destination
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var row = SoftmaxRow<T>.Of(scores, masked);
        // v_i − o = (v_i − v_m) − Σ_{j≠m} p_j(v_j − v_m), m the key with the largest score.
        var (offset, reference) = (Wide<T>.Zero, values[row.ArgMax * dimension + column]);
        for (var i = 0; i < scores.Length; i++)
            if (i != row.ArgMax && !IsMasked(masked, i))
                offset += row.Probability(scores[i]) * Wide<T>.Difference(values[i * dimension + column], reference);
        for (var i = 0; i < scores.Length; i++)
        {
            var centred = Wide<T>.Difference(values[i * dimension + column], reference) - offset;
            destination[i * dimension + column] = IsMasked(masked, i)
                ? T.Zero
                : (row.Probability(scores[i]) * centred).Round();
        }
    }

    private static bool IsMasked(ReadOnlySpan<bool> masked, int key) => !masked.IsEmpty && masked[key];

    private static T Score<T>(ReadOnlySpan<T> query, ReadOnlySpan<T> key, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = Product(query, key);
        // A score beyond the largest float stays finite, so that it can still be compared and weighed.
        var score = (sum * Wide<T>.Of(scale)).Round();
        return T.IsPositiveInfinity(score) ? T.BitDecrement(score)
            : T.IsNegativeInfinity(score) ? T.BitIncrement(score)
            : score;
    }

    private static unsafe Wide<T> Product<T>(ReadOnlySpan<T> query, ReadOnlySpan<T> key)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* a = query)
        fixed (T* b = key)
            if (
                typeof(T) == typeof(float)
                    ? AttentionLanes<T, LanesSingle>.TryProduct(a, b, query.Length, out var product)
                    : AttentionLanes<T, LanesDouble>.TryProduct(a, b, query.Length, out product)
            )
                return product;
        var sum = Wide<T>.Zero;
        for (var i = 0; i < query.Length; i++)
            sum += Wide<T>.Of(query[i]) * Wide<T>.Of(key[i]);
        return sum;
    }

    /// <summary>One column of the output, in wide arithmetic.</summary>
    internal static T MeanInWide<T>(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<T> values,
        ReadOnlySpan<bool> masked,
        int dimension,
        int column
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (row, sum) = (SoftmaxRow<T>.Of(scores, masked), Wide<T>.Zero);
        for (var i = 0; i < scores.Length; i++)
            if (!IsMasked(masked, i))
                sum += row.Probability(scores[i]) * Wide<T>.Of(values[i * dimension + column]);
        return sum.Round();
    }

    private static void Masked<T>(ReadOnlySpan<T> scores, ReadOnlySpan<bool> masked, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < scores.Length; i++)
            destination[i] = IsMasked(masked, i) ? T.NegativeInfinity : scores[i];
    }

    private static void CheckScores<T>(ReadOnlySpan<T> scores, ReadOnlySpan<bool> masked)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        Arguments.Scores(scores);
        CheckMask(masked, scores.Length);
        for (var i = 0; i < scores.Length; i++)
            if (!IsMasked(masked, i) && T.IsFinite(scores[i]))
                return;
        Arguments.AllMasked(nameof(scores));
    }

    private static void CheckMask(ReadOnlySpan<bool> masked, int keyCount)
    {
        if (masked.IsEmpty)
            return;
        Arguments.Length(masked.Length, nameof(masked), keyCount, "one per key, or none");
        if (masked.IndexOf(false) < 0)
            Arguments.AllMasked(nameof(masked));
    }

    private static void CheckKeys<T>(
        ReadOnlySpan<T> query,
        ReadOnlySpan<T> keys,
        T scale,
        int keyCount,
        string destination
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.NotEmpty(query.Length, nameof(query));
        Arguments.NotEmpty(keys.Length, nameof(keys));
        Arguments.AtLeast(scale, 0, nameof(scale));
        Arguments.Multiple(keys.Length, nameof(keys), query.Length, nameof(query));
        Arguments.Finite(query, nameof(query));
        Arguments.Finite(keys, nameof(keys));
        Arguments.Length(keyCount, destination, keys.Length / query.Length, "one per key");
    }

    private static void CheckValues<T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> values, int dimension)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.NotEmpty(dimension, "destination");
        Arguments.Length(values.Length, nameof(values), (long)scores.Length * dimension, "one row per key");
        Arguments.Finite(values, nameof(values));
    }
}
