// The first line of a part's file: which run it belongs to.
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace LossProofs.Sharding;

/// <summary>Parts cannot be joined, or a file is none: one line that says which, where and what was expected.</summary>
public sealed class ShardException(string message) : Exception(message);

/// <summary>What a part is a part of.</summary>
/// <param name="Command">The command: worst, audit, …</param>
/// <param name="Settings">All that the results depend on besides the seed, as name=value.</param>
/// <param name="Seed">What random cases are drawn from.</param>
/// <param name="Shard">Which part.</param>
/// <param name="Units">How many units of work the whole run has.</param>
public sealed record ShardHeader(string Command, IReadOnlyList<string> Settings, long Seed, Shard Shard, long Units)
{
    internal const string Kind = "lossproofs shard 1";

    /// <summary>The tool's version, with the commit that it was built from where that is known.</summary>
    public string Version { get; init; } =
        typeof(ShardHeader).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "unknown";

    /// <summary>Where it ran; parts of one run may have run anywhere.</summary>
    public string Machine { get; init; } =
        $"{Environment.MachineName} {RuntimeInformation.RuntimeIdentifier}, {Environment.ProcessorCount} processors";

    /// <summary>What keeps two parts from belonging to one run, such as "seed 2 (1 in a.jsonl)"; null where nothing does.</summary>
    /// <param name="other">A part's header.</param>
    /// <param name="path">Where that one stands.</param>
    public string? Differs(ShardHeader other, string path)
    {
        (string What, string Here, string There)[] all =
        [
            ("command", Command, other.Command),
            ("version", Version, other.Version),
            ("seed", $"{Seed}", $"{other.Seed}"),
            ("number of shards", $"{Shard.Count}", $"{other.Shard.Count}"),
            .. Named(this).Union(Named(other)).Select(name => (name, Setting(this, name), Setting(other, name))),
            ("number of units", $"{Units}", $"{other.Units}"),
        ];
        return all.Where(each => each.Here != each.There)
            .Select(each => $"{each.What} {Short(each.Here)} ({Short(each.There)} in {path})")
            .FirstOrDefault();
    }

    /// <summary>The value of a setting.</summary>
    /// <exception cref="ShardException">There is none.</exception>
    public string this[string name] =>
        Settings
            .Where(setting => setting.StartsWith(name + "=", StringComparison.Ordinal))
            .Select(setting => setting[(name.Length + 1)..])
            .FirstOrDefault()
        ?? throw new ShardException($"a shard of '{Command}' without '{name}'; expected what this version writes");

    private static IEnumerable<string> Named(ShardHeader header) =>
        header.Settings.Select(setting => setting.Split('=')[0]);

    private static string Setting(ShardHeader header, string name) =>
        header.Settings.FirstOrDefault(setting => setting.StartsWith(name + "=", StringComparison.Ordinal)) is { } found
            ? found[(name.Length + 1)..]
            : "none";

    private static string Short(string text) => text.Length <= 60 ? text : text[..57] + "...";

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("kind", Kind);
        json.WriteString("version", Version);
        json.WriteString("command", Command);
        json.WriteStartArray("settings");
        foreach (var setting in Settings)
        {
            json.WriteStringValue(setting);
        }

        json.WriteEndArray();
        json.WriteNumber("seed", Seed);
        json.WriteString("shard", Shard.ToString());
        json.WriteNumber("units", Units);
        json.WriteString("machine", Machine);
        json.WriteEndObject();
    }

    /// <summary>What a line says, or null where it is no part's first.</summary>
    internal static ShardHeader? Read(string line) =>
        ShardLines.Read(
            line,
            json =>
                json.GetProperty("kind").GetString() == Kind
                && Shard.Parse(json.GetProperty("shard").GetString()!) is { } shard
                    ? new ShardHeader(
                        json.GetProperty("command").GetString()!,
                        [.. json.GetProperty("settings").EnumerateArray().Select(setting => setting.GetString()!)],
                        json.GetProperty("seed").GetInt64(),
                        shard,
                        json.GetProperty("units").GetInt64()
                    )
                    {
                        Version = json.GetProperty("version").GetString()!,
                        Machine = json.GetProperty("machine").GetString()!,
                    }
                    : null
        );
}
