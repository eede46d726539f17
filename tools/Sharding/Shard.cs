// A part of a run that several machines share. What belongs to a part is decided by a number or a name alone, the same on every
// machine: nobody has to hand out work.
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LossProofs.Sharding;

/// <summary>The part <paramref name="Index"/> of <paramref name="Count"/>, counted from 1.</summary>
/// <param name="Index">From 1 to <paramref name="Count"/>.</param>
/// <param name="Count">How many parts there are; together they are the whole run.</param>
public sealed record Shard(int Index, int Count)
{
    /// <summary>More parts than that are a mistake.</summary>
    public const int Most = 1_000_000;

    /// <summary>Everything.</summary>
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>Whether a unit of work belongs to this part: those in a row belong to parts in a row, round and round.</summary>
    /// <param name="ordinal">The unit's place in the whole run, from 0.</param>
    public bool Owns(long ordinal) => ordinal % Count == Index - 1;

    /// <summary>Whether a unit of work belongs to this part, by its name: others that come or go do not move it.</summary>
    /// <param name="name">What the unit is called.</param>
    public bool Owns(string name) => Hash(name) % (ulong)Count == (ulong)(Index - 1);

    /// <summary>Reads "3/8".</summary>
    /// <param name="text">The text.</param>
    /// <returns>The part; null where it is none.</returns>
    public static Shard? Parse(string text) =>
        text.Split('/') is [var index, var count]
        && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var all)
        && at >= 1
        && at <= all
        && all <= Most
            ? new(at, all)
            : null;

    /// <summary>"3/8".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    // SHA-256, of which 64 bits are enough to spread names evenly.
    private static ulong Hash(string name) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
