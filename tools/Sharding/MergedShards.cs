// All parts of a run, joined: nothing is missing, nothing is there twice, nothing is from another run.
using System.Text.Json;

namespace LossProofs.Sharding;

/// <summary>A whole run that was done in parts. Results stay in the files, and are read when they are asked for.</summary>
public sealed class MergedShards
{
    private const int Named = 8;

    private readonly IReadOnlyDictionary<string, (string Path, long Start, int Length)> _places;

    private MergedShards(
        ShardHeader header,
        IReadOnlyDictionary<string, (string Path, long Start, int Length)> places
    ) => (Header, _places) = (header, places);

    /// <summary>The header of the run, as its first part has it.</summary>
    public ShardHeader Header { get; }

    /// <summary>The names of all units.</summary>
    public IEnumerable<string> Units => _places.Keys;

    /// <summary>Joins the files of a run's parts, given in any order.</summary>
    /// <param name="paths">The files.</param>
    /// <exception cref="ShardException">They are not exactly the parts of one run.</exception>
    public static MergedShards Read(IReadOnlyList<string> paths)
    {
        (string Path, ShardHeader Header)? first = null;
        var from = new Dictionary<int, string>();
        var places = new Dictionary<string, (string Path, long Start, int Length)>(StringComparer.Ordinal);
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

            foreach (var (name, start, length) in units)
            {
                if (!places.TryAdd(name, (path, start, length)))
                {
                    throw new ShardException($"{path}: '{name}' is doubled: it stands in {places[name].Path}, too");
                }
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

        return places.Count == run.Units
            ? new(run, places)
            : throw new ShardException(
                $"{places.Count} of {run.Units} units of work are there; the shards are of different work"
            );
    }

    /// <summary>The result of a unit.</summary>
    /// <exception cref="ShardException">There is none of that name.</exception>
    public JsonElement this[string unit]
    {
        get
        {
            if (!_places.TryGetValue(unit, out var place))
            {
                throw new ShardException($"'{unit}' is in none of the shards; the shards are of different work");
            }

            return
                ShardLines.Unit(ShardLines.At(place.Path, place.Start, place.Length)) is var (name, result)
                && name == unit
                ? result
                : throw new ShardException($"{place.Path}: it was changed while it was read");
        }
    }
}
