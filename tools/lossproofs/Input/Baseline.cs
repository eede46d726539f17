// Findings that are known: an old document can be adopted, and only what is new makes the status 1.
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LossProofs.Audit;
using LossProofs.Audit.Reports;

namespace LossProofs.CommandLine.Input;

/// <summary>Known findings: document, formula and verdict. Lines and ordinals are not kept, since they move.</summary>
internal sealed class Baseline
{
    private readonly List<(string Document, string Formula, string Verdict)> _findings = [];

    private static readonly JsonWriterOptions s_options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What a report found.</summary>
    public static Baseline Of(AuditReport report, string path)
    {
        var baseline = new Baseline();
        baseline._findings.AddRange(
            report
                .Documents.SelectMany(document => document.Equations.Select(equation => (document, equation)))
                .Where(pair => IsFinding(pair.equation))
                .Select(pair => Key(pair.document, pair.equation, path))
        );
        return baseline;
    }

    /// <summary>Reads a file.</summary>
    public static Baseline Read(string path)
    {
        var baseline = new Baseline();
        try
        {
            using var json = JsonDocument.Parse(Sources.Utf8(path));
            if (json.RootElement.GetProperty("version").GetInt32() != 1)
            {
                throw new UsageException($"{path}: expected a baseline of version 1");
            }

            foreach (var finding in json.RootElement.GetProperty("findings").EnumerateArray())
            {
                baseline._findings.Add((Text("document"), Text("formula"), Text("verdict")));
                string Text(string name) => finding.GetProperty(name).GetString() ?? "";
            }
        }
        catch (Exception error)
            when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new UsageException($"{path}: no baseline; expected what --write-baseline writes");
        }

        return baseline;
    }

    public int Count => _findings.Count;

    public string Write()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, s_options))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteStartArray("findings");
            foreach (var (document, formula, verdict) in _findings)
            {
                json.WriteStartObject();
                json.WriteString("document", document);
                json.WriteString("formula", formula);
                json.WriteString("verdict", verdict);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>The report with what is known marked, each entry once, and a note on entries that are gone.</summary>
    /// <param name="report">As found.</param>
    /// <param name="path">The baseline's file: documents are named from its folder.</param>
    /// <param name="isPart">Only some formulas were judged: what is missing is not gone.</param>
    public AuditReport Apply(AuditReport report, string path, bool isPart)
    {
        var known = _findings.ToLookup(finding => finding.Document, StringComparer.Ordinal);
        var found = report.Documents;
        return report with
        {
            Documents = new OnDemand<DocumentReport>(
                found.Count,
                at => Applied(found[at], known[Name(found[at], path)], path, isPart)
            ),
        };
    }

    private static DocumentReport Applied(
        DocumentReport document,
        IEnumerable<(string Document, string Formula, string Verdict)> known,
        string path,
        bool isPart
    )
    {
        var left = known.CountBy(finding => finding).ToDictionary();
        var equations = document
            .Equations.Select(equation =>
            {
                var key = Key(document, equation, path);
                if (!IsFinding(equation) || left.GetValueOrDefault(key) == 0)
                {
                    return equation;
                }

                left[key]--;
                return equation with { IsKnown = true };
            })
            .ToList();
        var gone = left.Values.Sum();
        var note =
            $"{gone} of the baseline's findings {(gone == 1 ? "is" : "are")} gone: --write-baseline makes it anew";
        return document with
        {
            Equations = equations,
            Notes = gone == 0 || isPart ? document.Notes : [.. document.Notes, note],
        };
    }

    private static bool IsFinding(EquationReport equation) =>
        equation.LeftAlone is null
        && (
            equation is { Verdict: Verdict.Unchecked, IsInline: false }
            || (equation.Verdict == Verdict.Refuted) != (equation.Expectation is not null)
        );

    private static (string, string, string) Key(DocumentReport document, EquationReport equation, string path) =>
        (
            Name(document, path),
            string.Join(' ', equation.Latex.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            equation.Verdict.ToString().ToLowerInvariant()
        );

    private static string Name(DocumentReport document, string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return document.Path == "-"
            ? "-"
            : Path.GetRelativePath(folder, Path.GetFullPath(document.Path)).Replace('\\', '/');
    }
}
