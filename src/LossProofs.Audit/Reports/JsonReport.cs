// The stable, versioned JSON form of a report, for programs.
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LossProofs.Audit.Reports;

/// <summary>Writes a report as JSON, version 2 (docs/auditing.md).</summary>
public static class JsonReport
{
    /// <summary>Mathematics and Chinese stay readable; what HTML would need escaped is not at issue in a JSON file.</summary>
    internal static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The report as JSON text, ending in a line feed.</summary>
    public static string Write(AuditReport report) => Written.Text(stream => Write(report, stream));

    /// <summary>Writes the report as JSON, ending in a line feed.</summary>
    public static void Write(AuditReport report, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 2);
            json.WriteNumber("seed", report.Seed);
            json.WriteNumber("cases", report.Cases);
            json.WriteStartArray("documents");
            foreach (var document in report.Documents)
            {
                WriteDocument(json, document, report.Shown(document));
                json.Flush();
            }

            json.WriteEndArray();
            var summary = report.Summary;
            json.WriteStartObject("summary");
            WriteCounts(json, summary);
            if (report.Inline is { Equations: > 0 } inline)
            {
                json.WriteStartObject("inline");
                WriteCounts(json, inline);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    private static void WriteCounts(Utf8JsonWriter json, Summary counts)
    {
        json.WriteNumber("equations", counts.Equations);
        json.WriteNumber("proved", counts.Proved);
        json.WriteNumber("tested", counts.Tested);
        json.WriteNumber("refuted", counts.Refuted);
        json.WriteNumber("definition", counts.Definition);
        json.WriteNumber("unchecked", counts.Unchecked);
    }

    private static void WriteDocument(Utf8JsonWriter json, DocumentReport document, IEnumerable<EquationReport> shown)
    {
        json.WriteStartObject();
        json.WriteString("path", document.Path);
        json.WriteString("title", document.Title);
        json.WriteStartArray("equations");
        foreach (var equation in shown)
        {
            json.WriteStartObject();
            json.WriteNumber("ordinal", equation.Ordinal);
            json.WriteString("tag", equation.Tag);
            json.WriteString("label", equation.Label);
            if (equation.File is { } file)
            {
                json.WriteString("file", file);
            }

            if (equation.Cell is { } cell)
            {
                json.WriteNumber("cell", cell);
            }

            json.WriteNumber("line", equation.Line);
            if (equation.Column is { } column)
            {
                json.WriteNumber("column", column);
                json.WriteBoolean("inline", true);
            }

            json.WriteString("latex", equation.Latex);
            json.WriteString("role", Word(equation.Role));
            json.WriteString("verdict", Word(equation.Verdict));
            json.WriteBoolean("expected", equation.Expectation is not null);
            json.WriteStartArray("claims");
            foreach (var claim in equation.Claims)
            {
                WriteClaim(json, claim);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTexts(json, "notes", document.Notes);
        json.WriteString("missing", document.Missing);
        json.WriteEndObject();
    }

    private static void WriteClaim(Utf8JsonWriter json, ClaimReport claim)
    {
        json.WriteStartObject();
        json.WriteString("relation", claim.Relation);
        json.WriteString("left", claim.Left);
        json.WriteString("right", claim.Right);
        json.WriteString("verdict", Word(claim.Verdict));
        json.WriteStartArray("hypotheses");
        foreach (var hypothesis in claim.Hypotheses)
        {
            json.WriteStartObject();
            json.WriteString("text", hypothesis.Text);
            json.WriteString("provenance", hypothesis.Provenance);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("cases", claim.Cases);
        json.WriteString("evidence", claim.Evidence);
        if (claim.Counterexample is { } counterexample)
        {
            json.WriteStartObject("counterexample");
            foreach (var (symbol, value) in counterexample.Values)
            {
                json.WriteString(symbol, value);
            }

            json.WriteEndObject();
            json.WriteString("leftValue", counterexample.Left);
            json.WriteString("rightValue", counterexample.Right);
            json.WriteBoolean("deviation", counterexample.IsDeviation);
            json.WriteString("certificate", counterexample.Kind);
        }
        else
        {
            json.WriteNull("counterexample");
            json.WriteNull("leftValue");
            json.WriteNull("rightValue");
            json.WriteNull("deviation");
            json.WriteNull("certificate");
        }

        WriteProof(json, claim.Proof);

        json.WriteString("reason", claim.Reason);
        json.WriteString("repair", claim.Repair);
        json.WriteString("rerun", claim.Rerun);
        json.WriteEndObject();
    }

    /// <summary>A proof, or null, as the property <c>proof</c>.</summary>
    internal static void WriteProof(Utf8JsonWriter json, ProofReport? proof)
    {
        if (proof is null)
        {
            json.WriteNull("proof");
            return;
        }

        json.WriteStartObject("proof");
        WriteTexts(json, "rules", proof.Rules);
        WriteTexts(json, "hypotheses", proof.Hypotheses);
        WriteTexts(json, "conditions", proof.Conditions);
        json.WriteStartArray("steps");
        foreach (var step in proof.Steps)
        {
            json.WriteStartObject();
            json.WriteNumber("number", step.Number);
            json.WriteString("statement", step.Statement);
            json.WriteString("rule", step.Rule);
            json.WriteString("detail", step.Detail);
            json.WriteBoolean("carries", step.Carries);
            json.WriteStartArray("from");
            foreach (var number in step.From)
            {
                json.WriteNumberValue(number);
            }

            json.WriteEndArray();
            WriteTexts(json, "given", step.Given);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>An array of texts, as the property of that name.</summary>
    internal static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    /// <summary>The word that stands for a verdict or a role in every report.</summary>
    internal static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
