// The batch format: a line is a loss, a tab and its arguments, under the names of `eval` (docs/eval-batch.md).
using System.Numerics;

namespace LossProofs.CommandLine.Evaluation;

/// <summary>
/// A line is a name, a tab and arguments separated by semicolons (logits=2,1;label=0), vectors' components by commas; a
/// further column is ignored. Numbers are C99 hexadecimal floats (or decimals), labels plain integers.
/// </summary>
internal static class BatchFormat
{
    /// <summary>Whether an answer says what was refused.</summary>
    public static bool IsRefusal(string answer) => answer.Split('\t') is [_, _, ['e', 'r', 'r', 'o', 'r', ':', ..]];

    /// <summary>The line that answers a line: name, arguments, and values under the names that `eval` prints or what was refused.</summary>
    public static string Answer<T>(string line)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var columns = line.Split('\t');
        var (name, arguments) = (columns[0], columns.Length > 1 ? columns[1] : "");
        try
        {
            if (columns.Length < 2)
                throw new UsageException(
                    "the line has no tab; expected a loss, a tab and arguments: logits=2,1;label=0"
                );
            var results = Evaluator.Evaluate<T>(Evaluator.Find(name), Given(arguments));
            var values = results.Select(result => $"{result.Name}={Numbers.Hexadecimal(result.Values)}");
            return $"{name}\t{arguments}\t{string.Join(';', values)}";
        }
        catch (Exception refusal) when (refusal is UsageException or ArgumentException)
        {
            return $"{name}\t{arguments}\terror: {Failure.OneLine(refusal.Message)}";
        }
    }

    private static Dictionary<string, string> Given(string arguments)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var argument in arguments.Split(';'))
        {
            var parts = argument.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length != 2)
                throw new UsageException($"'{argument}' is no argument; expected NAME=VALUE, as in logits=2,1;label=0");
            if (!given.TryAdd(parts[0], parts[1]))
                throw new UsageException($"{parts[0]} is given twice");
        }

        return given;
    }
}
