// The generator behind random cases: SplitMix64, the same sequence on every machine.
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>Sebastiano Vigna's SplitMix64.</summary>
public sealed class RandomBits(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A generator of its own for a part of the work, so that parts may run in any order.</summary>
    public static RandomBits For(ulong seed, ulong part) =>
        new(new RandomBits(seed ^ (part * 0xD1342543DE82EF95UL)).Next());

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>An integer in [0, count).</summary>
    public int Below(int count) => (int)((UInt128)Next() * (uint)count >> 64);

    /// <summary>One of the given.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>True once in so many.</summary>
    public bool Once(int inSoMany) => Below(inSoMany) == 0;

    /// <summary>A fraction k/1024 with 0 &lt; k &lt; 1024.</summary>
    public Rational Fraction() => new(1 + Below(1023), 1024);
}
