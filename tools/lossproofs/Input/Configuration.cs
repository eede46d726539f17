// .lossproofs.yaml: what a project audits, and what counts there as a failure; found in this folder or above it.
using System.Globalization;
using System.Text;
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Reports;

namespace LossProofs.CommandLine.Input;

/// <summary>What a configuration says; paths are relative to the current folder.</summary>
/// <param name="Folder">Where it stands; its patterns count from there.</param>
internal sealed record Configuration(string Folder)
{
    public const string FileName = ".lossproofs.yaml";

    private static readonly string[] s_keys =
    [
        "files",
        "exclude",
        "bindings",
        "fail-on",
        "severities",
        "baseline",
        "cases",
        "seed",
    ];

    /// <summary>None at all.</summary>
    public static Configuration None { get; } = new(".");

    public IReadOnlyList<string> Files { get; init; } = [];

    public IReadOnlyList<string> Exclude { get; init; } = [];

    public IReadOnlyList<string> Bindings { get; init; } = [];

    public FailOn? FailOn { get; init; }

    public IReadOnlyDictionary<Verdict, string> Severities { get; init; } = new Dictionary<Verdict, string>();

    public string? Baseline { get; init; }

    /// <summary>Where the files and the baseline are named, for messages.</summary>
    public string FilesAt { get; init; } = "";

    public string BaselineAt { get; init; } = "";

    public int? Cases { get; init; }

    public ulong? Seed { get; init; }

    /// <summary>The one in this folder or the nearest above it, up to the repository's; else none.</summary>
    public static Configuration Find()
    {
        for (
            var folder = new DirectoryInfo(Directory.GetCurrentDirectory());
            folder is not null;
            folder = folder.Parent
        )
        {
            var path = Path.Combine(folder.FullName, FileName);
            if (File.Exists(path))
            {
                return Read(Path.GetRelativePath(Directory.GetCurrentDirectory(), path));
            }

            if (Path.Exists(Path.Combine(folder.FullName, ".git")))
            {
                break;
            }
        }

        return None;
    }

    /// <summary>Reads a file.</summary>
    public static Configuration Read(string path)
    {
        var folder = Path.GetDirectoryName(path) is { Length: > 0 } given ? given : ".";
        var configuration = new Configuration(folder);
        try
        {
            var text = Sources.Utf8(path);
            foreach (
                var (key, line, value) in YamlTree
                    .MappingOf(YamlTree.Read(text, path), "the file", s_keys, path)
                    .Entries
            )
            {
                configuration = key switch
                {
                    "files" => configuration with
                    {
                        Files = [.. Texts(value, key, path).Select(Here)],
                        FilesAt = $"{path}:{line}: {key}",
                    },
                    "exclude" => configuration with { Exclude = Texts(value, key, path) },
                    "bindings" => configuration with
                    {
                        Bindings =
                        [
                            .. Texts(value, key, path).Select(Here).Select(file => Existing(file, key, path, line)),
                        ],
                    },
                    "fail-on" => configuration with { FailOn = Word<FailOn>(value, key, path, line) },
                    "severities" => configuration with { Severities = SeveritiesOf(value, key, path) },
                    "baseline" => configuration with
                    {
                        Baseline = Here(YamlTree.TextOf(value, key, path)),
                        BaselineAt = $"{path}:{line}: {key}",
                    },
                    "cases" => configuration with { Cases = (int)Number(value, key, path, line, int.MaxValue, 1) },
                    _ => configuration with { Seed = Number(value, key, path, line, ulong.MaxValue, 0) },
                };
            }
        }
        catch (BindingsException error)
        {
            throw new UsageException(error.Message);
        }

        return configuration;

        string Here(string name) => folder == "." ? name : Path.Combine(folder, name);
    }

    private static string Existing(string file, string key, string path, int line) =>
        File.Exists(file) ? file : throw new BindingsException(path, line, $"{key}: {Sources.NoSuchFile(file)}");

    private static IReadOnlyList<string> Texts(YamlTree value, string key, string path) =>
        value is YamlTree.Items(var entries, _)
            ? [.. entries.Select(entry => YamlTree.TextOf(entry, key, path))]
            : [YamlTree.TextOf(value, key, path)];

    private static ulong Number(YamlTree value, string key, string path, int line, ulong most, ulong least) =>
        YamlTree.TextOf(value, key, path) is var text
        && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least
        && number <= most
            ? number
            : throw new BindingsException(path, line, $"{key}: expected a number from {least} to {most}, got '{text}'");

    private static T Word<T>(YamlTree value, string key, string path, int line)
        where T : struct, Enum
    {
        var word = YamlTree.TextOf(value, key, path);
        var words = Enum.GetNames<T>().Select(name => name.ToLowerInvariant()).ToList();
        return words.Contains(word)
            ? Enum.Parse<T>(word, ignoreCase: true)
            : throw new BindingsException(path, line, $"{key}: {Usage.Instead(word, words)}");
    }

    private static Dictionary<Verdict, string> SeveritiesOf(YamlTree value, string key, string path)
    {
        string[] levels = ["error", "warning", "note", "none"];
        var severities = new Dictionary<Verdict, string>();
        foreach (
            var (verdict, line, level) in YamlTree
                .MappingOf(value, key, ["refuted", "unchecked", "tested"], path)
                .Entries
        )
        {
            var word = YamlTree.TextOf(level, verdict, path);
            severities[Enum.Parse<Verdict>(verdict, ignoreCase: true)] = levels.Contains(word)
                ? word
                : throw new BindingsException(path, line, $"{verdict}: {Usage.Instead(word, levels)}");
        }

        return severities;
    }
}
