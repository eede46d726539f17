// What the laws said, as a table and as an exit status.
namespace LossProofs.Mutants;

internal static class Report
{
    /// <summary>Writes the table; 1 where a hand-written bug survives or the sample falls below 95 %.</summary>
    public static int Write(
        IReadOnlyList<Verdict> verdicts,
        IReadOnlyDictionary<string, string> equivalent,
        string path
    )
    {
        List<string> lines = ["# Mutants of the kernels, and the laws that kill them", ""];
        var fine = true;
        foreach (var byHand in new[] { true, false })
        {
            Verdict[] part = [.. verdicts.Where(verdict => verdict.Mutant.IsHandWritten == byHand)];
            if (part.Length == 0)
            {
                continue;
            }

            var killed = part.Count(verdict => verdict.IsKilled);
            Verdict[] survivors = [.. part.Where(verdict => !verdict.IsKilled)];
            var reasons = survivors.Count(verdict => equivalent.ContainsKey(verdict.Mutant.Name));
            var summary =
                $"{(byHand ? "hand-written" : "sample")}: {killed} of {part.Length} killed ({100.0 * killed / part.Length:F1} %), "
                + $"{reasons} equivalent, {survivors.Length - reasons} alive";
            Console.WriteLine(summary);
            fine &= byHand ? killed == part.Length : killed >= 0.95 * part.Length && reasons == survivors.Length;
            lines.AddRange(["## " + summary, "", "| mutant | killed by | because |", "|---|---|---|"]);
            lines.AddRange(
                part.Select(verdict =>
                    $"| `{Cell(verdict.Mutant.Name)}` | {(verdict.IsKilled ? Cell(verdict.Law) : "-")} | {Cell(verdict.IsKilled ? verdict.Reason : equivalent.GetValueOrDefault(verdict.Mutant.Name, "ALIVE: " + verdict.Reason))} |"
                )
            );
            lines.Add("");
            foreach (var survivor in survivors)
            {
                Console.WriteLine(
                    $"  {(equivalent.TryGetValue(survivor.Mutant.Name, out var reason) ? "equivalent: " + reason : "ALIVE")}: {survivor.Mutant.Name}"
                );
            }
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path, lines);
        Console.WriteLine($"all of them: {path}");
        return fine ? 0 : 1;
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
