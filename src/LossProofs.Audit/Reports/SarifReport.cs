// SARIF 2.1.0, so that code scanning shows refuted formulas on the document's own lines.
using System.Text;
using System.Text.Json;

namespace LossProofs.Audit.Reports;

/// <summary>Writes a report as SARIF 2.1.0.</summary>
public static class SarifReport
{
    private static readonly (string Id, string Text)[] Rules =
    [
        (
            "refuted",
            "The formula is false under the document's hypotheses; the message holds a certified counterexample."
        ),
        ("expectation-not-met", "A binding expects the formula to be refuted, and it was not."),
        ("unchecked", "The formula was not decided; the message says what to declare or change."),
        ("tested", "No counterexample was found, and no proof."),
    ];

    /// <summary>The report as SARIF text, ending in a line feed.</summary>
    public static string Write(AuditReport report)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonReport.Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            WriteTool(json);
            json.WriteString("columnKind", "unicodeCodePoints");
            json.WriteStartArray("results");
            foreach (var document in report.Documents)
            {
                foreach (var equation in report.Shown(document))
                {
                    WriteResult(json, document, equation, report);
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void WriteTool(Utf8JsonWriter json)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "lossproofs");
        json.WriteString("version", typeof(SarifReport).Assembly.GetName().Version!.ToString(3));
        json.WriteStartArray("rules");
        foreach (var (id, text) in Rules)
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteStartObject("shortDescription");
            json.WriteString("text", text);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(
        Utf8JsonWriter json,
        DocumentReport document,
        EquationReport equation,
        AuditReport report
    )
    {
        var (rule, level) = equation switch
        {
            { Verdict: Verdict.Refuted } => (0, "error"),
            { Expectation: not null } => (1, "error"),
            { LeftAlone: not null } or { IsInline: true } => (-1, ""),
            { Verdict: Verdict.Unchecked } => (2, report.FailOn >= FailOn.Unchecked ? "error" : "note"),
            { Verdict: Verdict.Tested } when report.FailOn >= FailOn.Tested => (3, "error"),
            { Verdict: Verdict.Tested } when report.Severities.ContainsKey(Verdict.Tested) => (3, "note"),
            _ => (-1, ""),
        };
        level = rule is 0 or 2 or 3 ? report.Severities.GetValueOrDefault(equation.Verdict, level) : level;
        if (rule < 0)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("ruleId", Rules[rule].Id);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", level);
        json.WriteStartObject("message");
        json.WriteString("text", Message(equation));
        json.WriteEndObject();
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString(
            "uri",
            Uri.EscapeDataString((equation.File ?? document.Path).Replace('\\', '/'))
                .Replace("%2F", "/", StringComparison.Ordinal)
        );
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", equation.FileLine);
        if (equation.Column is { } column)
        {
            json.WriteNumber("startColumn", column);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        var expected = rule == 0 ? equation.Expectation : null;
        if ((equation.IsKnown ? "in the baseline" : expected) is { } reason)
        {
            json.WriteStartArray("suppressions");
            json.WriteStartObject();
            json.WriteString("kind", "external");
            json.WriteString("justification", reason);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static string Message(EquationReport equation)
    {
        var cell = equation.Cell is { } number ? $" (cell {number}, line {equation.Line})" : "";
        var text = new StringBuilder(
            equation.IsInline ? $"Formula in the sentence{cell}: " : $"Formula {equation.Name}{cell}: "
        );
        if (equation.Verdict != Verdict.Refuted && equation.Expectation is { } expectation)
        {
            return text.Append($"expected to be refuted ({expectation}), but it is {JsonReport.Word(equation.Verdict)}")
                .ToString();
        }

        var claim = equation.Claims.First(claim => claim.Verdict == equation.Verdict);
        if (claim.Counterexample is { } counterexample)
        {
            text.Append(
                $"false at {TextReport.Point(counterexample)}: {string.Join(", ", counterexample.Named.Select(named => $"{named.Name} {named.Value}"))}"
            );
        }
        else
        {
            text.Append(claim.Reason ?? claim.Evidence);
        }

        return claim.Repair is null ? text.ToString() : text.Append($"; holds: {claim.Repair}").ToString();
    }
}
