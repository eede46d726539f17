// Failures that are accepted, each with a reason: a file that is written by the command and edited by people.
using LossProofs.Laws;

namespace LossProofs.CommandLine.Conforming;

/// <summary>One line for each failure: kernel, part, precision, law, a colon and the reason; # starts a comment.</summary>
internal sealed class Baseline
{
    private const string NoReason = "no reason given yet";

    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);

    /// <summary>Accepts nothing.</summary>
    public static Baseline Empty { get; } = new();

    /// <summary>The failures that are accepted.</summary>
    public IEnumerable<string> Keys => _reasons.Keys;

    /// <summary>Why a failure is accepted; null: it is not.</summary>
    public string? ReasonFor(Finding finding) => _reasons.GetValueOrDefault(finding.Key);

    /// <summary>Reads a file.</summary>
    public static Baseline Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new UsageException($"--baseline: {path}: there is no such file");
        }

        var baseline = new Baseline();
        foreach (var (i, text) in File.ReadLines(path).Index())
        {
            var line = text.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
            var words = parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (
                parts.Length != 2
                || parts[1].Length == 0
                || words is not [var kernel, var part, "double" or "float", var law]
                || Subject.Find(kernel, part) is not { } subject
                || !Conformance.LawsOf(subject).Contains(law)
            )
            {
                throw new UsageException(
                    $"--baseline: {path}:{i + 1}: '{line}' is no accepted failure; expected 'KERNEL value|gradient double|float LAW: reason'"
                );
            }

            if (!baseline._reasons.TryAdd(string.Join(' ', words), parts[1]))
            {
                throw new UsageException($"--baseline: {path}:{i + 1}: '{parts[0]}' is accepted twice");
            }
        }

        return baseline;
    }

    /// <summary>The file that accepts these failures; reasons known before are kept.</summary>
    public string Accepting(IEnumerable<Finding> failures) =>
        "# Accepted failures of `lossproofs conform`: KERNEL value|gradient double|float LAW: reason\n"
        + string.Concat(failures.Select(finding => $"{finding.Key}: {ReasonFor(finding) ?? NoReason}\n"));
}
