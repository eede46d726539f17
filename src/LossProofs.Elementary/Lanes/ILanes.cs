// Eight working numbers at once: what the row kernels are written over, for float, for double and on every processor.
using System.Runtime.Intrinsics;

namespace LossProofs.Elementary;

/// <summary>
/// Eight numbers, wider than the results that are rounded from them: <see cref="LanesSingle"/> for float,
/// <see cref="LanesDouble"/> for double. Every operation is made of correctly rounded IEEE operations and fused
/// multiply-add on <see cref="Vector512{T}"/> of double, which the runtime splits where the processor has narrower
/// vectors or none: the bits are the same everywhere. Lanes never mix, except in <see cref="Sum"/> and
/// <see cref="Largest"/>, which fold in a fixed order.
/// </summary>
internal unsafe interface ILanes<TSelf> : IArithmetic<TSelf>
    where TSelf : unmanaged, ILanes<TSelf>
{
    /// <summary>The numbers in a vector.</summary>
    public const int Count = 8;

    /// <summary>From here on a number and what is computed from it have their full precision: 0 where nothing that can
    /// be rounded is smaller.</summary>
    static abstract double Least { get; }

    /// <summary>Up to here.</summary>
    static abstract double Most { get; }

    /// <summary>Up to here a computed t &gt; 0 is so accurate that e^−t is, too, to a fraction of an ulp of what is rounded.</summary>
    static abstract double MostExponent { get; }

    /// <summary>Eight consecutive results of the precision that the type is for.</summary>
    static abstract TSelf Load(void* source);

    /// <summary>Eight doubles.</summary>
    static abstract TSelf Of(Vector512<double> value);

    /// <summary>Writes the nearest results, ties to even; what rounds to zero is +0.</summary>
    void Store(void* destination);

    /// <summary>The same for numbers ≥ 0 that the exponential or <see cref="Scale"/> gave.</summary>
    void Keep(void* destination);

    /// <summary>a − b of two loaded vectors; −∞ where a is that, its trailing words then being without meaning.</summary>
    static abstract TSelf Deviation(TSelf a, TSelf b);

    /// <summary>e·factor of a loaded vector e, to half an ulp of the result and what the factor is off.</summary>
    static abstract TSelf Scale(TSelf e, TSelf factor);

    /// <summary>The larger of two loaded vectors.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>In every lane the largest of all of them, which were loaded.</summary>
    static abstract TSelf Largest(TSelf a);

    /// <summary>In every lane the sum of all of them, added as a tree: (0+4, 1+5, …), then by two, then by one.</summary>
    static abstract TSelf Sum(TSelf a);

    /// <summary>The leading words, by which lanes are compared.</summary>
    Vector512<double> Leading { get; }

    /// <summary>What the leading words leave.</summary>
    Vector512<double> Trailing { get; }

    /// <summary>Lane by lane, <paramref name="then"/> where the mask has all bits, else <paramref name="otherwise"/>.</summary>
    static abstract TSelf Select(Vector512<double> mask, TSelf then, TSelf otherwise);
}
