// A part of the mutants, and all parts joined: what the laws said of each stands in the part's file as soon as it is known.
using System.Globalization;
using LossProofs.Sharding;

namespace LossProofs.Mutants;

internal static class MutantShards
{
    /// <summary>What a part is a part of.</summary>
    public static ShardHeader Header(
        string library,
        int sample,
        string? only,
        string cases,
        int seed,
        Shard shard,
        int mutants
    ) =>
        new(
            "mutants",
            [
                $"library={library}",
                string.Create(CultureInfo.InvariantCulture, $"sample={sample}"),
                $"only={only}",
                $"cases={cases}",
            ],
            seed,
            shard,
            mutants
        );

    /// <summary>Judges the part's mutants that no earlier run judged; 0, whatever the laws say.</summary>
    public static async Task<int> RunAsync(string path, ShardHeader header, IReadOnlyList<Mutant> mutants, Judge judge)
    {
        try
        {
            using var file = ShardFile.Open(path, header);
            Mutant[] left = [.. mutants.Where((mutant, at) => header.Shard.Owns(at) && !file.Has(mutant.Name))];
            if (left.Length > 0)
            {
                await judge.OfAsync(
                    left,
                    verdict =>
                        file.Add(
                            verdict.Mutant.Name,
                            json =>
                            {
                                json.WriteStartObject();
                                json.WriteNumber("number", verdict.Mutant.Number);
                                json.WriteBoolean("handWritten", verdict.Mutant.IsHandWritten);
                                json.WriteString("law", verdict.Law);
                                json.WriteString("reason", verdict.Reason);
                                json.WriteEndObject();
                            }
                        )
                );
            }

            file.Finish();
            return 0;
        }
        catch (ShardException error)
        {
            await Console.Error.WriteLineAsync($"mutants: {error.Message}");
            return 2;
        }
    }

    /// <summary>What the laws said of all mutants, in the order of one run.</summary>
    public static IReadOnlyList<Verdict> Verdicts(MergedShards shards) =>
        [
            .. shards
                .Units.Select(unit => (Key: unit, Value: shards[unit]))
                .Select(unit => new Verdict(
                    new Mutant(
                        unit.Value.GetProperty("number").GetInt32(),
                        unit.Key,
                        "",
                        unit.Value.GetProperty("handWritten").GetBoolean(),
                        []
                    ),
                    unit.Value.GetProperty("law").GetString()!,
                    unit.Value.GetProperty("reason").GetString()!
                ))
                .OrderBy(verdict => verdict.Mutant.Number),
        ];
}
