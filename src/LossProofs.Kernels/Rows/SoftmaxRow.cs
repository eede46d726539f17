// What every kernel over a softmax needs of a row: the maximum, the rest of the sum beside it, and from these each
// probability p_i, its complement 1 − p_i and −log p_i without cancellation.
using System.Numerics;

namespace LossProofs.Kernels;

/// <summary>
/// With m = max z, d_i = (m − z_i)/T ≥ 0 carried as an exact two-term difference, and R = Σ_{i ≠ argmax} e^−d_i:
/// p_i = e^−d_i/(1+R), −log p_i = d_i + log1p(R) (both terms ≥ 0), 1 − p_argmax = R/(1+R), and for any other class
/// 1 − p_i = (1 + R − e^−d_i)/(1+R) ≥ ½. So every value is accurate in relative terms.
/// </summary>
internal readonly struct SoftmaxRow<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T maximum;
    private readonly Wide<T> temperature;
    private readonly bool tempered;
    private readonly Wide<T> rest;
    private readonly Wide<T> total;

    private SoftmaxRow(ReadOnlySpan<T> logits, T temperature, ReadOnlySpan<bool> masked)
    {
        this.temperature = Wide<T>.Of(temperature);
        tempered = temperature != T.One;
        ArgMax = LargestOf(logits, masked);
        maximum = logits[ArgMax];
        rest = Wide<T>.Zero;
        for (var i = 0; i < logits.Length; i++)
            if (i != ArgMax && (masked.IsEmpty || !masked[i]))
                rest += Exponential(logits[i]);
        total = Wide<T>.One + rest;
        LogTotal = Wide<T>.Log1p(rest);
    }

    public static SoftmaxRow<T> Of(ReadOnlySpan<T> logits) => new(logits, T.One, default);

    public static SoftmaxRow<T> Of(ReadOnlySpan<T> logits, T temperature) => new(logits, temperature, default);

    /// <summary>The softmax over the entries that <paramref name="masked"/> does not mark (an empty span: all).</summary>
    public static SoftmaxRow<T> Of(ReadOnlySpan<T> logits, ReadOnlySpan<bool> masked) => new(logits, T.One, masked);

    /// <summary>The class of the largest of the logits that are not masked.</summary>
    public static int LargestOf(ReadOnlySpan<T> logits, ReadOnlySpan<bool> masked)
    {
        var largest = -1;
        for (var i = 0; i < logits.Length; i++)
            if ((masked.IsEmpty || !masked[i]) && (largest < 0 || logits[i] > logits[largest]))
                largest = i;
        return largest;
    }

    /// <summary>The class of the largest logit, the lowest one where several share it.</summary>
    public int ArgMax { get; }

    /// <summary>The largest logit.</summary>
    public T Maximum => maximum;

    /// <summary>log(1 + R) = log Σ e^−d_i.</summary>
    public Wide<T> LogTotal { get; }

    /// <summary>d = (m − z)/T ≥ 0, for a class that is not masked.</summary>
    public Wide<T> Deviation(T logit)
    {
        var difference = Wide<T>.Difference(maximum, logit);
        return tempered ? difference / temperature : difference;
    }

    /// <summary>e^−d; 0 for a masked class.</summary>
    public Wide<T> Exponential(T logit) => T.IsNegativeInfinity(logit) ? Wide<T>.Zero : Wide<T>.Exp(-Deviation(logit));

    /// <summary>p_i.</summary>
    public Wide<T> Probability(T logit) => Exponential(logit) / total;

    /// <summary>1 − p_i as the sum of the others; <paramref name="index"/> is the class of the logit.</summary>
    public Wide<T> Complement(T logit, int index) =>
        index == ArgMax ? rest / total : (total - Exponential(logit)) / total;

    /// <summary>−log p_i; +∞ for a masked class.</summary>
    public Wide<T> NegativeLog(T logit) =>
        T.IsNegativeInfinity(logit) ? Wide<T>.PositiveInfinity : Deviation(logit) + LogTotal;
}
