// Says what a changed snapshot means: which kernel, which input, old and new value, and how many ulps lie between.
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using LossProofs.Elementary;
using LossProofs.Tests.Support;

namespace LossProofs.Tests.Snapshots.Kernels;

internal static partial class SnapshotComparer
{
    // A mismatch shows so many lines; a change in the arithmetic itself changes hundreds.
    private const int ShownDifferences = 20;

    [ModuleInitializer]
    public static void Register() => VerifierSettings.RegisterStringComparer("txt", CompareAsync);

    public static Task<CompareResult> CompareAsync(
        string received,
        string verified,
        IReadOnlyDictionary<string, object> context
    ) =>
        Task.FromResult(
            string.Equals(received, verified, StringComparison.Ordinal) ? CompareResult.Equal
            : Explain(received, verified) is { } message ? CompareResult.NotEqual(message)
            : CompareResult.NotEqual()
        );

    /// <summary>One line per changed result; null for a text that is no kernel snapshot.</summary>
    public static string? Explain(string received, string verified)
    {
        if (Results(received) is not { } now || Results(verified) is not { } before)
        {
            return null;
        }

        var differences = before
            .Keys.Union(now.Keys)
            .Where(input => before.GetValueOrDefault(input) != now.GetValueOrDefault(input))
            .Select(input =>
                !now.TryGetValue(input, out var @new) ? $"{input}: was {before[input]}, is no longer there"
                : !before.TryGetValue(input, out var old) ? $"{input}: is new, {@new}"
                : $"{input}: {Change(old, @new, input.StartsWith("float ", StringComparison.Ordinal))}"
            )
            .ToList();
        var rest = differences.Count - ShownDifferences;
        return differences.Count == 0
            ? "the same results in another order or layout"
            : string.Join('\n', differences.Take(ShownDifferences)) + (rest > 0 ? $"\nand {rest} more" : "");
    }

    private static string Change(string old, string @new, bool single)
    {
        var (before, now) = (Number().Matches(old), Number().Matches(@new));
        if (before.Count != now.Count || before.Count == 0)
        {
            return $"old {old}, new {@new}";
        }

        return string.Join(
            "; ",
            Enumerable
                .Range(0, before.Count)
                .Where(i => before[i].Value != now[i].Value)
                .Select(i =>
                    $"{(before.Count > 1 ? $"result {i}: " : "")}old {before[i].Value}, new {now[i].Value}, {Distance(before[i].Value, now[i].Value, single)}"
                )
                .DefaultIfEmpty($"old {old}, new {@new}")
        );
    }

    private static string Distance(string old, string @new, bool single)
    {
        _ = HexadecimalFloat.TryParse(old, out var before) & HexadecimalFloat.TryParse(@new, out var now);
        var distance = single ? UlpDistance.Between((float)before, (float)now) : UlpDistance.Between(before, now);
        return distance is { } ulps ? $"{ulps} ulp apart" : "one of them no number";
    }

    // "kernel | input" -> results, from lines "kernel(parameters)" and, indented, "input -> results".
    private static Dictionary<string, string>? Results(string text)
    {
        var results = new Dictionary<string, string>();
        var kernel = "";
        foreach (var line in text.Split('\n'))
        {
            var arrow = line.IndexOf(" -> ", StringComparison.Ordinal);
            if (!line.StartsWith("  ", StringComparison.Ordinal))
            {
                kernel = line;
            }
            else if (arrow < 0)
            {
                return null;
            }
            else
            {
                results[$"{kernel} | {line[2..arrow]}"] = line[(arrow + 4)..];
            }
        }

        return results.Count == 0 ? null : results;
    }

    [GeneratedRegex(@"(?<![\w.,(\[])(-?0x[01]\.[0-9a-f]+p[+-]\d+|-?inf|nan)(?![\w,)\]])")]
    private static partial Regex Number();
}
