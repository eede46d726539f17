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
    private const string Head = "lossproofs cache 1";

    private readonly ConcurrentDictionary<string, ClaimReport> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ClaimReport> _used = new(StringComparer.Ordinal);

    /// <summary>How many claims were found among what was known.</summary>
    public int Hits => _hits;

    private int _hits;

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
                cache._known[json.RootElement.GetProperty("key").GetString()!] = Finding(json.RootElement);
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
                Entry(json, key, finding);
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
            return null;
        }

        Interlocked.Increment(ref _hits);
        _used[key] = found;
        return found;
    }

    internal void Add(string key, ClaimReport finding) => _used[key] = finding;

    private static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static void Entry(Utf8JsonWriter json, string key, ClaimReport finding)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        json.WriteString("relation", finding.Relation);
        json.WriteString("left", finding.Left);
        json.WriteString("right", finding.Right);
        json.WriteString("verdict", finding.Verdict.ToString());
        json.WriteNumber("cases", finding.Cases);
        json.WriteString("evidence", finding.Evidence);
        json.WriteString("reason", finding.Reason);
        json.WriteString("repair", finding.Repair);
        Texts("hypotheses", finding.Hypotheses.SelectMany(each => (string[])[each.Text, each.Provenance]));
        if (finding.Counterexample is { } counterexample)
        {
            json.WriteStartObject("counterexample");
            json.WriteString("left", counterexample.Left);
            json.WriteString("right", counterexample.Right);
            json.WriteString("kind", counterexample.Kind);
            json.WriteBoolean("deviation", counterexample.IsDeviation);
            Texts("values", counterexample.Values.SelectMany(pair => (string[])[pair.Key, pair.Value]));
            json.WriteEndObject();
        }

        JsonReport.WriteProof(json, finding.Proof);
        json.WriteEndObject();

        void Texts(string name, IEnumerable<string> texts)
        {
            json.WriteStartArray(name);
            foreach (var text in texts)
            {
                json.WriteStringValue(text);
            }

            json.WriteEndArray();
        }
    }

    private static ClaimReport Finding(JsonElement json)
    {
        var hypotheses = Pairs(json, "hypotheses").ConvertAll(pair => new HypothesisReport(pair.First, pair.Second));
        return new ClaimReport(
            Text(json, "relation")!,
            Text(json, "left")!,
            Text(json, "right")!,
            Enum.Parse<Verdict>(Text(json, "verdict")!),
            hypotheses,
            json.GetProperty("cases").GetInt32(),
            Text(json, "evidence")!
        )
        {
            Reason = Text(json, "reason"),
            Repair = Text(json, "repair"),
            Counterexample = json.TryGetProperty("counterexample", out var point)
                ? new CounterexampleReport(
                    Pairs(point, "values").ConvertAll(pair => KeyValuePair.Create(pair.First, pair.Second)),
                    Text(point, "left")!,
                    Text(point, "right")!
                )
                {
                    Kind = Text(point, "kind")!,
                    IsDeviation = point.GetProperty("deviation").GetBoolean(),
                }
                : null,
            Proof = json.GetProperty("proof") is { ValueKind: JsonValueKind.Object } proof
                ? new ProofReport(
                    Texts(proof, "rules"),
                    Texts(proof, "hypotheses"),
                    Texts(proof, "conditions"),
                    [
                        .. proof
                            .GetProperty("steps")
                            .EnumerateArray()
                            .Select(step => new ProofStepReport(
                                step.GetProperty("number").GetInt32(),
                                Text(step, "statement")!,
                                Text(step, "rule")!,
                                Text(step, "detail"),
                                [.. step.GetProperty("from").EnumerateArray().Select(number => number.GetInt32())],
                                Texts(step, "given"),
                                step.GetProperty("carries").GetBoolean()
                            )),
                    ]
                )
                : null,
        };
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static List<string> Texts(JsonElement json, string name) =>
        [.. json.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    private static List<(string First, string Second)> Pairs(JsonElement json, string name) =>
        [.. Texts(json, name).Chunk(2).Select(pair => (pair[0], pair[1]))];
}
