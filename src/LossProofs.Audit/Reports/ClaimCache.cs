// What was found about claims before, under keys that hold everything a finding depends on: found again, it is what a new run
// would find.
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LossProofs.Audit.Reports;

/// <summary>Findings of earlier audits of one document.</summary>
public sealed class ClaimCache
{
    private const string Head = "lossproofs cache 2";

    private readonly ConcurrentDictionary<string, ClaimReport> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ClaimReport> _used = new(StringComparer.Ordinal);

    /// <summary>How many claims were found among what was known.</summary>
    public int Hits => _hits;

    private int _hits;

    /// <summary>How many findings it holds.</summary>
    public int Count => _known.Count + _used.Count;

    /// <summary>The engine: its assemblies as they were compiled, and the runtime below it.</summary>
    public static string Engine { get; } =
        string.Join(
            ' ',
            typeof(ClaimCache).Assembly.ManifestModule.ModuleVersionId,
            typeof(LossProofs.Reals.Rational).Assembly.ManifestModule.ModuleVersionId,
            Environment.Version,
            RuntimeInformation.ProcessArchitecture
        );

    /// <summary>What a text that <see cref="Write"/> made holds; nothing where it is damaged, or of another engine.</summary>
    public static ClaimCache Read(string text)
    {
        var cache = new ClaimCache();
        var lines = text.Split('\n');
        if (
            lines.Length < 3
            || lines[0] != Head
            || lines[2] != Engine
            || lines[1] != Digest(text[(lines[0].Length + lines[1].Length + 2)..])
        )
        {
            return cache;
        }

        try
        {
            foreach (var line in lines.Skip(3).Where(line => line.Length > 0))
            {
                using var json = JsonDocument.Parse(line);
                cache._known[json.RootElement.GetProperty("key").GetString()!] = StoredReport.Claim(
                    json.RootElement.GetProperty("finding")
                );
            }
        }
        catch (Exception error)
            when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return new ClaimCache();
        }

        return cache;
    }

    /// <summary>What was asked for and found since it was read, as text; with what else was known, if that is to stay.</summary>
    public string Write(bool keepsOthers = false)
    {
        var body = new StringBuilder(Engine).Append('\n');
        var entries = keepsOthers ? _used.Concat(_known.Where(entry => !_used.ContainsKey(entry.Key))) : _used;
        foreach (var (key, finding) in entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream))
            {
                json.WriteStartObject();
                json.WriteString("key", key);
                json.WritePropertyName("finding");
                StoredReport.Write(json, finding);
                json.WriteEndObject();
            }

            body.Append(Encoding.UTF8.GetString(stream.ToArray())).Append('\n');
        }

        return $"{Head}\n{Digest(body.ToString())}\n{body}";
    }

    /// <summary>Whether <see cref="Write"/> would say anything new.</summary>
    public bool HasChanged => _used.Count != _known.Count || _used.Keys.Any(key => !_known.ContainsKey(key));

    internal ClaimReport? Find(string key)
    {
        if (!_known.TryGetValue(key, out var found))
        {
            return _used.GetValueOrDefault(key);
        }

        Interlocked.Increment(ref _hits);
        _used[key] = found;
        return found;
    }

    internal void Add(string key, ClaimReport finding) => _used[key] = finding;

    private static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
