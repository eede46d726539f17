// Mixup: targets (and coefficients) of convex combinations of two samples.
using System.Numerics;

namespace LossProofs.Kernels;

/// <summary>
/// ỹ = λy₁ + (1−λ)y₂, λ in [0, 1], drawn from Beta(α, α). Source: gamma-cross-entropy (52), soft-label-multilabel (41).
/// </summary>
/// <remarks>
/// Targets: at most 1 ulp. Coefficients are drawn from <see cref="RandomStream"/>: the same bits everywhere for one seed.
/// Refused (<see cref="ArgumentException"/>): λ outside [0, 1], α not positive and finite, targets that are no
/// distributions, labels out of range, wrong lengths, partial overlaps.
/// </remarks>
public static class Mixup
{
    /// <summary>Writes λ·y₁ + (1−λ)·y₂; the destination may be either of the two.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Targets<T>(ReadOnlySpan<T> first, ReadOnlySpan<T> second, T lambda, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Unit(lambda, nameof(lambda));
        Arguments.Distribution(first, nameof(first));
        Arguments.SameLength(second.Length, nameof(second), first.Length, nameof(first));
        Arguments.Distribution(second, nameof(second));
        Arguments.SameLength(destination.Length, nameof(destination), first.Length, nameof(first));
        Arguments.NoPartialOverlap<T, T>(first, nameof(first), destination, nameof(destination));
        Arguments.NoPartialOverlap<T, T>(second, nameof(second), destination, nameof(destination));
        var (own, other) = (Wide<T>.Of(lambda), Wide<T>.Difference(T.One, lambda));
        for (var i = 0; i < first.Length; i++)
            destination[i] = (own * Wide<T>.Of(first[i]) + other * Wide<T>.Of(second[i])).Round();
    }

    /// <summary>Writes λ·onehot(c₁) + (1−λ)·onehot(c₂) over as many classes as the destination is long.</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static void Targets<T>(int firstLabel, int secondLabel, T lambda, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Unit(lambda, nameof(lambda));
        Arguments.NotEmpty(destination.Length, nameof(destination));
        Arguments.LabelInRange(firstLabel, destination.Length, name: nameof(firstLabel));
        Arguments.LabelInRange(secondLabel, destination.Length, name: nameof(secondLabel));
        destination.Clear();
        if (firstLabel == secondLabel)
        {
            destination[firstLabel] = T.One;
            return;
        }

        destination[firstLabel] = lambda;
        destination[secondLabel] = T.One - lambda;
    }

    /// <summary>A multi-label or binary target: λt₁ + (1−λ)t₂, both in [0, 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">An argument outside [0, 1].</exception>
    public static T Binary<T>(T first, T second, T lambda)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Unit(first, nameof(first));
        Arguments.Unit(second, nameof(second));
        Arguments.Unit(lambda, nameof(lambda));
        return (
            Wide<T>.Of(lambda) * Wide<T>.Of(first) + Wide<T>.Difference(T.One, lambda) * Wide<T>.Of(second)
        ).Round();
    }

    /// <summary>The coefficient λ number <paramref name="index"/> of a seed, from Beta(α, α): X/(X + Y), X and Y from
    /// Gamma(α).</summary>
    /// <exception cref="ArgumentException">See the class remarks.</exception>
    public static T Coefficient<T>(T alpha, ulong seed, int index = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Positive(alpha, nameof(alpha));
        Arguments.InRange(index, 0, int.MaxValue, nameof(index));
        // Each coefficient has a stream of its own, so that the number of draws that rejection takes does not matter.
        var random = new RandomStream(RandomStream.Mix(seed + (ulong)index));
        var first = random.LogGamma(alpha);
        var second = random.LogGamma(alpha);
        // X/(X+Y) = σ(log X − log Y): for tiny α both underflow, their logarithms do not.
        return Wide<T>.Sigmoid(first - second).Round();
    }
}
