// Work that is done in parts: the units of this part, one after the other, into the file of its results.
using System.CommandLine;
using System.Text.Json;
using LossProofs.Sharding;

namespace LossProofs.CommandLine;

internal static class Sharded
{
    /// <summary>Says that a part has no report whose form could be chosen.</summary>
    public static void RefuseFormat(ParseResult given, Option<string> format)
    {
        if (given.GetResult(format) is { Implicit: false })
        {
            throw new UsageException(
                "--format goes with 'lossproofs merge', not with --shard: a part is kept in a form of its own"
            );
        }
    }

    /// <summary>
    /// Does the units of a part that no earlier run did. Findings do not make the status 1: that is for the merge to say.
    /// </summary>
    /// <param name="path">Of the results, from --out.</param>
    /// <param name="header">The run and the part.</param>
    /// <param name="own">The units of this part.</param>
    /// <param name="nameOf">What a unit is called in all parts.</param>
    /// <param name="work">Does a unit; what writes its result.</param>
    public static int Run<TUnit>(
        string? path,
        ShardHeader header,
        IEnumerable<TUnit> own,
        Func<TUnit, string> nameOf,
        Func<TUnit, Action<Utf8JsonWriter>> work
    )
    {
        TUnit[] units = [.. own];
        if (path is null)
        {
            throw new UsageException("--shard: expected --out FILE, too: where the results of this part are kept");
        }

        Output.Check(path);
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        try
        {
            using var file = ShardFile.Open(
                path,
                header,
                () => Console.Error.WriteLine($"{path}: another process is doing shard {header.Shard}: waiting for it")
            );
            if (file.Found > 0)
            {
                Console.Error.WriteLine($"{path}: {file.Found} of {units.Length} units are done already");
            }

            using (var progress = new ProgressLine($"shard {header.Shard}"))
            {
                var done = 0;
                foreach (var unit in units)
                {
                    if (nameOf(unit) is var name && !file.Has(name))
                    {
                        file.Add(name, work(unit));
                    }

                    progress.Report(++done, units.Length);
                }
            }

            file.Finish();
        }
        catch (ShardException error)
        {
            throw new UsageException(error.Message);
        }

        return 0;
    }
}
