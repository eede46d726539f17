// Attention that picks: the key with the largest score, and its differentiable random form, Gumbel-softmax.
using System.Numerics;

namespace LossProofs.Kernels;

public static partial class Attention
{
    /// <summary>Hard attention: the key with the largest score, the lowest one on ties.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static int Hard<T>(ReadOnlySpan<T> scores, ReadOnlySpan<bool> masked = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckScores(scores, masked);
        return Best(scores, masked);
    }

    /// <summary>Writes the value of the key that hard attention picks.</summary>
    /// <exception cref="ArgumentException">See the class remarks; the destination is as long as one value.</exception>
    public static void HardOutput<T>(
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
        values.Slice(Best(scores, masked) * destination.Length, destination.Length).CopyTo(destination);
    }

    /// <summary>
    /// Writes softmax((s + g)/τ) with g_i independent Gumbel(0, 1) numbers of <see cref="RandomStream"/> from
    /// <paramref name="seed"/>, in the order of the keys (masked ones use up a number too): the same bits everywhere.
    /// s + g is rounded before the softmax, at most 1 ulp of the sum of their magnitudes.
    /// </summary>
    /// <exception cref="ArgumentException">See the class remarks; τ is not positive and finite.</exception>
    public static void GumbelSoftmax<T>(ReadOnlySpan<T> scores, T temperature, ulong seed, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Positive(temperature, nameof(temperature));
        CheckScores(scores, default);
        Arguments.SameLength(destination.Length, nameof(destination), scores.Length, nameof(scores));
        Arguments.NoPartialOverlap<T, T>(scores, nameof(scores), destination, nameof(destination));
        var random = new RandomStream(seed);
        for (var i = 0; i < scores.Length; i++)
        {
            var noise = random.Gumbel<T>();
            destination[i] = T.IsNegativeInfinity(scores[i]) ? scores[i] : (Wide<T>.Of(scores[i]) + noise).Round();
        }

        Softmax.Probabilities(destination, temperature, destination);
    }

    /// <summary>Writes Gumbel(0, 1) noise: the numbers that <see cref="GumbelSoftmax{T}"/> adds for the same seed.</summary>
    public static void GumbelNoise<T>(ulong seed, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Precision<T>();
        var random = new RandomStream(seed);
        for (var i = 0; i < destination.Length; i++)
            destination[i] = random.NextGumbel<T>();
    }

    private static int Best<T>(ReadOnlySpan<T> scores, ReadOnlySpan<bool> masked)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var best = -1;
        for (var i = 0; i < scores.Length; i++)
            if (!IsMasked(masked, i) && (best < 0 || scores[i] > scores[best]))
                best = i;
        return best;
    }
}
