// All parts of a run, joined: nothing is missing, nothing is there twice, nothing is from another run.
using System.Text.Json;

namespace LossProofs.Sharding;

/// <summary>A whole run that was done in parts.</summary>
/// <param name="Header">Of the run, as its first part.</param>
/// <param name="Results">The results by the names of their units.</param>
public sealed record MergedShards(ShardHeader Header, IReadOnlyDictionary<string, JsonElement> Results)
{
    private const int Named = 8;

    /// <summary>Joins the files of a run's parts, given in any order.</summary>
    /// <param name="paths">The files.</param>
    /// <exception cref="ShardException">They are not exactly the parts of one run.</exception>
    public static MergedShards Read(IReadOnlyList<string> paths)
    {
        (string Path, ShardHeader Header)? first = null;
        var from = new Dictionary<int, string>();
        var owner = new Dictionary<string, string>(StringComparer.Ordinal);
        var results = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var (header, units) = ShardLines.Whole(path);
            first ??= (path, header);
            if (header.Differs(first.Value.Header, first.Value.Path) is { } difference)
            {
                throw new ShardException($"{path}: of another run: {difference}");
            }

            if (!from.TryAdd(header.Shard.Index, path))
            {
                throw new ShardException(
                    $"{path}: shard {header.Shard} is doubled: {from[header.Shard.Index]} is it, too"
                );
            }

            foreach (var (name, result) in units)
            {
                if (!owner.TryAdd(name, path))
                {
                    throw new ShardException($"{path}: '{name}' is doubled: it stands in {owner[name]}, too");
                }

                results[name] = result;
            }
        }

        if (first is not var (_, run))
        {
            throw new ShardException("no shard given; expected the files of all shards of a run");
        }

        var missing = Enumerable.Range(1, run.Shard.Count).Where(index => !from.ContainsKey(index)).ToList();
        if (missing.Count > 0)
        {
            var names = string.Join(", ", missing.Take(Named)) + (missing.Count > Named ? ", …" : "");
            throw new ShardException(
                $"{(missing.Count == 1 ? $"shard {names} of {run.Shard.Count} is" : $"shards {names} of {run.Shard.Count} are")} missing"
            );
        }

        return results.Count == run.Units
            ? new(run, results)
            : throw new ShardException(
                $"{results.Count} of {run.Units} units of work are there; the shards are of different work"
            );
    }

    /// <summary>The result of a unit.</summary>
    /// <exception cref="ShardException">There is none of that name.</exception>
    public JsonElement this[string unit] =>
        Results.TryGetValue(unit, out var result)
            ? result
            : throw new ShardException($"'{unit}' is in none of the shards; the shards are of different work");
}
