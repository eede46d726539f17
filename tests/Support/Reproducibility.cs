// The default run draws the same cases every time; environment variables widen it, or repeat one case (CONTRIBUTING.md
// names them).
using System.Globalization;
using System.Text.RegularExpressions;
using LossProofs.Sharding;

namespace LossProofs.Tests.Support;

/// <summary>Where the random cases of a run come from, and how many there are.</summary>
public static partial class Reproducibility
{
    /// <summary>The cases of one property in the default run.</summary>
    public const int DefaultCases = 1000;

    /// <summary>The variable that repeats one case: <c>test=(seed,gamma,size)</c>.</summary>
    public const string ReplayVariable = "LOSSPROOFS_REPLAY";

    private static readonly string? Seed = Setting("LOSSPROOFS_SEED");

    private static readonly (string Law, string Case)? Repeated = ParseReplay(Setting(ReplayVariable));

    private static readonly double Multiplier =
        Setting("LOSSPROOFS_CASES") is not { } text ? 1
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor)
        && factor is > 0 and <= 1e6
            ? factor
        : throw new FormatException(
            $"LOSSPROOFS_CASES multiplies the cases: expected a number in (0, 1e6], got '{text}'"
        );

    /// <summary>The variable that names a part of the properties to be run: <c>3/8</c>.</summary>
    public const string ShardVariable = "LOSSPROOFS_SHARD";

    private static readonly Shard Part = Setting(ShardVariable) is not { } text
        ? Shard.Whole
        : Shard.Parse(text)
            ?? throw new FormatException(
                $"{ShardVariable} names a part of the properties: expected 3/8 or the like, got '{text}'"
            );

    /// <summary>
    /// Why a law is left to another part of the run, or null: with LOSSPROOFS_SHARD=3/8 an eighth of the laws is run, and each
    /// law in exactly one of the eight parts.
    /// </summary>
    /// <param name="law">Its name.</param>
    /// <param name="part">The part that runs; null: that of the variable.</param>
    public static string? Skip(string law, Shard? part = null) =>
        (part ?? Part).Owns(law) ? null : $"another part than {part ?? Part} runs it ({ShardVariable})";

    /// <summary>How many cases to run where the default run has <paramref name="cases"/>.</summary>
    public static int Cases(int cases = DefaultCases) =>
        (int)Math.Clamp(Math.Ceiling(cases * Multiplier), 1, int.MaxValue);

    /// <summary>
    /// The replay string of a law: the case that LOSSPROOFS_REPLAY names if it names this law; else fixed by its name (so
    /// that two laws do not see the same inputs), shifted by LOSSPROOFS_SEED when that is a number, null (a fresh seed
    /// each run) when it is "random".
    /// </summary>
    public static string? Replay(string law)
    {
        if (Repeated is { } repeated && repeated.Law == law)
        {
            return repeated.Case;
        }

        if (Seed is "random")
        {
            return null;
        }

        var offset =
            Seed is null ? 0UL
            : ulong.TryParse(Seed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new FormatException($"LOSSPROOFS_SEED is 'random' or a whole number, got '{Seed}'");
        // The second number is the step of FsCheck's SplitMix generator, odd by its definition; the golden ratio · 2⁶⁴
        // is the step of the original.
        return string.Create(CultureInfo.InvariantCulture, $"({Hash(law) + offset},{0x9E3779B97F4A7C15UL})");
    }

    /// <summary>A seed for code that draws its own numbers, fixed by a name in the same way.</summary>
    public static int SeedOf(string name) =>
        Seed is "random" ? Random.Shared.Next() : (int)(Hash(name + Seed) & int.MaxValue);

    /// <summary>
    /// The law and the case of a text <c>test=(seed,gamma,size)</c>; the test is a method, its class and namespace in
    /// front or not.
    /// </summary>
    public static (string Law, string Case)? ParseReplay(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var match = ReplayPattern().Match(text);
        return match.Success
            ? (match.Groups["law"].Value, match.Groups["case"].Value)
            : throw new FormatException(
                $"{ReplayVariable} repeats one case of one test: expected 'test=(seed,gamma,size)' as a failure prints it, got '{text}'"
            );
    }

    // FNV-1a, 64 bits: the same on every machine, unlike string.GetHashCode.
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * 1099511628211UL);
        }

        return hash;
    }

    private static string? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? text.Trim() : null;

    [GeneratedRegex(@"^(?:[^=]*\.)?(?<law>\w+)(?:\([^=]*\))?=(?<case>\(\d+,\d+(?:,\d+)?\))$")]
    private static partial Regex ReplayPattern();
}
