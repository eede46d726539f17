// The random inputs of the property suite, as named types: a property declares what it needs as parameters.
// How each is drawn and shrunk: Adversarial. T is float or double. Each prints as C# literals a person can paste.
using System.Numerics;

namespace LossProofs.Tests.Support.Generators;

/// <summary>
/// A row of logits with at least one class: ties, one class, rarely thousands, magnitudes up to the largest numbers,
/// denormals, a large common offset, −∞ masks with at least one finite logit left. Never NaN or +∞.
/// </summary>
public sealed record Logits<T>(T[] Values)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int Count => Values.Length;

    public ReadOnlySpan<T> Span => Values;

    public override string ToString() => Literal.Of(Values);
}

/// <summary>As <see cref="Logits{T}"/>, but every logit is finite.</summary>
public sealed record FiniteLogits<T>(T[] Values)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int Count => Values.Length;

    public ReadOnlySpan<T> Span => Values;

    public override string ToString() => Literal.Of(Values);
}

/// <summary>One to eight finite logits within ±30: for laws whose check is costly or needs that nothing underflows.</summary>
public sealed record ModerateLogits<T>(T[] Values)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int Count => Values.Length;

    public ReadOnlySpan<T> Span => Values;

    public override string ToString() => Literal.Of(Values);
}

/// <summary>Adversarial logits (masks included) and the label of a class that is not masked.</summary>
public sealed record Labelled<T>(T[] Logits, int Label)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string ToString() => $"logits {Literal.Of(Logits)}, label {Label}";
}

/// <summary>Adversarial logits (masks included) and a target distribution, zero on the masked classes.</summary>
public sealed record SoftLabelled<T>(T[] Logits, T[] Targets)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string ToString() => $"logits {Literal.Of(Logits)}, targets {Literal.Of(Targets)}";
}

/// <summary>Several rows of adversarial logits (row by row), with one label each.</summary>
public sealed record LabelledBatch<T>(int Rows, int Classes, T[] Logits, int[] Labels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T[] Row(int row) => Logits[(row * Classes)..((row + 1) * Classes)];

    public override string ToString() =>
        $"{Rows} x {Classes} logits {Literal.Of(Logits)}, labels [{string.Join(", ", Labels)}]";
}

/// <summary>A probability in [0, 1]: the ends, their neighbours, the smallest numbers, and all between.</summary>
public sealed record Probability<T>(T Value)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string ToString() => Literal.Of(Value);
}

/// <summary>A γ in [0, 1]: 0, 1, within one ulp of them, and all between.</summary>
public sealed record Gamma<T>(T Value)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string ToString() => Literal.Of(Value);
}

/// <summary>A temperature: positive and finite, mostly between 10⁻³ and 10³, with 1 often.</summary>
public sealed record Temperature<T>(T Value)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string ToString() => Literal.Of(Value);
}

/// <summary>A finite real of any magnitude, zeros and denormals included.</summary>
public sealed record Score<T>(T Value)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string ToString() => Literal.Of(Value);
}

/// <summary>As <see cref="Score{T}"/>, and ±∞.</summary>
public sealed record ExtendedScore<T>(T Value)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string ToString() => Literal.Of(Value);
}

/// <summary>A probability vector that sums to 1 up to rounding, as kernels accept it; zeros and one-hot vectors included.</summary>
public sealed record Distribution<T>(T[] Values)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int Count => Values.Length;

    public ReadOnlySpan<T> Span => Values;

    public override string ToString() => Literal.Of(Values);
}

/// <summary>Two distributions over the same classes; Q is positive wherever P is.</summary>
public sealed record DistributionPair<T>(T[] P, T[] Q)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string ToString() => $"p {Literal.Of(P)}, q {Literal.Of(Q)}";
}

/// <summary>Scores of a multi-label row and soft targets in [0, 1]; a masked score (−∞) has target 0.</summary>
public sealed record MultiLabel<T>(T[] Scores, T[] Targets)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string ToString() => $"scores {Literal.Of(Scores)}, targets {Literal.Of(Targets)}";
}

/// <summary>Scores of a multi-label row and which labels are positive; a masked score (−∞) is negative.</summary>
public sealed record HardMultiLabel<T>(T[] Scores, bool[] Positives)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string ToString() =>
        $"scores {Literal.Of(Scores)}, positives [{string.Join(", ", Positives.Select(positive => positive ? 1 : 0))}]";
}
