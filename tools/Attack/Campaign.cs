// Runs attacks over all functions, those that may end the process in a process of their own, and prints what they found.
using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using System.Text;
using LossProofs.Laws;

namespace LossProofs.Attack;

/// <summary>How much is tried, and where.</summary>
/// <param name="Rounds">How often each function is tried.</param>
/// <param name="Seed">Of everything that is drawn.</param>
/// <param name="Only">What the names of the functions contain.</param>
/// <param name="Progress">In a process of its own, the file that says what is being tried.</param>
public sealed record Extent(int Rounds, int Seed, string Only, string? Progress);

/// <summary>Every attack, and its run.</summary>
public static class Campaign
{
    private const int DescriptionBytes = 4096;

    private static int tries;

    /// <summary>The attacks that are made of single tries of single functions.</summary>
    public static IReadOnlyList<IAttack> All { get; } =
    [new GuardPages(), new Overlaps(), new BadInput(), new SignedZeros(), new OtherTypes(), new Races()];

    /// <summary>Runs it and prints its findings; 1 if there are any.</summary>
    public static int Run(IAttack attack, Extent extent)
    {
        if (extent.Progress is not null)
        {
            foreach (var finding in Findings(attack, extent))
            {
                Console.WriteLine(finding);
            }

            Console.WriteLine(Tries(tries));
            return 0;
        }

        return Report(
            attack.Name,
            attack.NeedsProcess
                ? Enumerable.Repeat(0, 1).SelectMany(_ => FindingsOfProcess(attack, extent))
                : Findings(attack, extent)
        );
    }

    /// <summary>Special values, of which the kernels are those of the accuracy tool.</summary>
    public static int RunSpecialValues(Extent extent) =>
        Report(
            "special-values",
            from kernel in Kernel.All
            where kernel.Name.Contains(extent.Only, StringComparison.OrdinalIgnoreCase)
            from single in new[] { true, false }
            from round in Enumerable.Range(0, extent.Rounds)
            let finding = Counted(() => SpecialValues.Try(kernel, single, SeedOf(extent, kernel.Name, round)))
            where finding is not null
            select finding
        );

    /// <summary>Prints findings as they come, and how many there were.</summary>
    public static int Report(string name, IEnumerable<string> findings)
    {
        var (count, clock) = (0, Stopwatch.StartNew());
        foreach (var finding in findings)
        {
            count++;
            Console.WriteLine(finding);
        }

        Console.WriteLine(
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{name}: {count} findings, {tries} tries, {clock.Elapsed.TotalSeconds:F0} s"
            )
        );
        return count == 0 ? 0 : 1;
    }

    /// <summary>What the attack finds in this process.</summary>
    public static IEnumerable<string> Findings(IAttack attack, Extent extent)
    {
        using var progress = extent.Progress is { } file
            ? MemoryMappedFile.CreateFromFile(file, FileMode.Open, null, DescriptionBytes)
            : null;
        using var view = progress?.CreateViewAccessor();
        foreach (var function in NamedBy(extent, attack))
        {
            for (var round = 0; round < extent.Rounds; round++)
            {
                var seed = SeedOf(extent, function.ToString(), round);
                // What stands there outlives the process.
                var description = Encoding.UTF8.GetBytes($"{function}, seed {seed}\0");
                tries++;
                view?.WriteArray(0, description, 0, Math.Min(description.Length, DescriptionBytes));
                foreach (var finding in attack.Try(function, new Random(seed)))
                {
                    yield return finding;
                }
            }
        }
    }

    /// <summary>The same in a process of its own, which may end on the way: that is a finding, too.</summary>
    public static IEnumerable<string> FindingsOfProcess(IAttack attack, Extent extent)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, new byte[DescriptionBytes]);
            var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
            var start = new ProcessStartInfo(
                host,
                [
                    typeof(Campaign).Assembly.Location,
                    attack.Name,
                    .. new[] { "--rounds", $"{extent.Rounds}", "--seed", $"{extent.Seed}" },
                    .. extent.Only.Length > 0 ? ["--function", extent.Only] : Array.Empty<string>(),
                    .. new[] { "--child", file },
                ]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var found = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            var findings = found.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
            var tried = extent.Rounds * NamedBy(extent, attack).Count();
            if (process.ExitCode == 0 && findings.Remove(Tries(tried)))
            {
                tries += tried;
            }
            else
            {
                var last = Encoding.UTF8.GetString(File.ReadAllBytes(file)).Split('\0')[0];
                findings.Add($"the process ended with {process.ExitCode} at {last}: {error.Result}");
            }

            return findings;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static IEnumerable<Function> NamedBy(Extent extent, IAttack attack) =>
        attack.Functions.Where(f => f.ToString().Contains(extent.Only, StringComparison.OrdinalIgnoreCase));

    private static string Tries(int count) => $"tries: {count}";

    private static T Counted<T>(Func<T> attempt)
    {
        tries++;
        return attempt();
    }

    // The same for a function whichever others are tried.
    private static int SeedOf(Extent extent, string function, int round)
    {
        var hash = 17u;
        foreach (var letter in function)
        {
            hash = unchecked(hash * 31 + letter);
        }

        return (int)(unchecked(hash + (uint)extent.Seed * 7919 + (uint)round * 104_729) & int.MaxValue);
    }
}
