// Runs the laws in processes of their own: a mutant may loop for ever or bring its process down.
using System.Diagnostics;
using System.Globalization;

namespace LossProofs.Mutants;

/// <param name="folder">The suite with the woven library.</param>
/// <param name="subject">What is mutated.</param>
/// <param name="cases">What the laws' numbers of cases are multiplied with at first; survivors meet all cases.</param>
internal sealed class Judge(string folder, Subject subject, string cases)
{
    /// <summary>A law takes seconds at most; a process that is silent for so long is in a loop.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>What the laws say of each mutant.</summary>
    /// <param name="mutants">At least one.</param>
    /// <param name="decided">Told each verdict as soon as it stands.</param>
    public async Task<IReadOnlyList<Verdict>> OfAsync(IReadOnlyList<Mutant> mutants, Action<Verdict> decided)
    {
        var survey = Path.Combine(folder, "survey.tsv");
        await RunAsync(["survey", folder, survey], cases, line => Console.Error.WriteLine(line));
        var isLast = cases == "1";
        var found = await OfAsync(mutants, survey, cases, verdict => Decide(verdict, isLast));
        Mutant[] left = [.. found.Values.Where(verdict => !verdict.IsKilled).Select(verdict => verdict.Mutant)];
        if (left.Length > 0 && !isLast)
        {
            Console.Error.WriteLine($"{left.Length} survive {cases} of the cases; now all cases");
            // A tenth of the cases may not reach what all of them do.
            await RunAsync(["survey", folder, survey], "1", line => Console.Error.WriteLine(line));
            foreach (
                var (number, verdict) in await OfAsync(left, survey, "1", verdict => Decide(verdict, isFinal: true))
            )
            {
                found[number] = verdict;
            }
        }

        return [.. mutants.Select(mutant => found[mutant.Number])];

        // A survivor of a part of the cases may still be killed.
        void Decide(Verdict verdict, bool isFinal)
        {
            if (isFinal || verdict.IsKilled)
            {
                decided(verdict);
            }
        }
    }

    private async Task<Dictionary<int, Verdict>> OfAsync(
        IReadOnlyList<Mutant> mutants,
        string survey,
        string multiple,
        Action<Verdict> decided
    )
    {
        var byNumber = mutants.ToDictionary(mutant => mutant.Number);
        var found = new Dictionary<int, Verdict>();
        var spoilt = new HashSet<int>();
        while (found.Count < mutants.Count)
        {
            var current = 0;
            var left = mutants.Select(mutant => mutant.Number).Where(number => !found.ContainsKey(number));
            var ended = await RunAsync(
                ["judge", folder, survey, string.Join(',', left)],
                multiple,
                line =>
                {
                    var parts = line.Split(' ', 3)[1].Split('\t');
                    var number = int.Parse(parts[0], CultureInfo.InvariantCulture);
                    var rest = line.Split('\t');
                    if (line.StartsWith("begin", StringComparison.Ordinal))
                    {
                        current = number;
                        return;
                    }

                    if (line.StartsWith("spoilt", StringComparison.Ordinal))
                    {
                        // Once may be the fault of a mutant before it; by itself it is its own.
                        if (!spoilt.Add(number))
                        {
                            found[number] = new(byNumber[number], "every law after it", "it leaves the process spoilt");
                            decided(found[number]);
                        }

                        current = 0;
                        return;
                    }

                    current = 0;
                    found[number] = line.StartsWith("killed", StringComparison.Ordinal)
                        ? new(byNumber[number], rest[1], rest[2])
                        : new(byNumber[number], "", $"{rest[1]} laws reach it");
                    decided(found[number]);
                    Console.Error.WriteLine(
                        $"{found.Count}/{mutants.Count} {(found[number].IsKilled ? "killed by " + rest[1] : "SURVIVED")}: {byNumber[number].Name}"
                    );
                }
            );
            if (current == 0)
            {
                continue;
            }

            // It ended, or was ended, in the middle of this one. A crash may be the fault of an earlier one: by itself again.
            if (!ended || !spoilt.Add(current))
            {
                found[current] = new(
                    byNumber[current],
                    ended ? "the process" : "the clock",
                    ended ? "the process ends" : "a law does not end"
                );
                decided(found[current]);
                Console.Error.WriteLine(
                    $"{found.Count}/{mutants.Count} killed, {found[current].Reason}: {byNumber[current].Name}"
                );
            }
        }

        return found;
    }

    // False if the process had to be killed.
    private async Task<bool> RunAsync(string[] arguments, string cases, Action<string> line)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Judge).Assembly.Location);
        }

        foreach (var argument in (string[])["laws", subject.Library, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["LOSSPROOFS_CASES"] = cases;
        // Code that is called a thousand times in all is not worth a second compilation in the middle of it.
        start.Environment["DOTNET_TieredPGO"] = "0";
        using var process = Process.Start(start)!;
        while (true)
        {
            var read = process.StandardOutput.ReadLineAsync();
            if (await Task.WhenAny(read, Task.Delay(Patience)) != read)
            {
                process.Kill(entireProcessTree: true);
                return false;
            }

            if (await read is not { } text)
            {
                break;
            }

            if (text.Split(' ')[0] is "begin" or "killed" or "survived" or "spoilt")
            {
                line(text);
            }
        }

        await process.WaitForExitAsync();
        return true;
    }
}
