// SARIF 2.1.0, so that code scanning shows refuted formulas on the document's own lines.
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LossProofs.Audit.Documents;

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
    public static string Write(AuditReport report) => Written.Text(stream => Write(report, stream));

    /// <summary>Writes the report as SARIF, ending in a line feed.</summary>
    public static void Write(AuditReport report, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, JsonReport.Options))
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

                json.Flush();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
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
            Text(json, "shortDescription", text);
            WriteHelp(json, id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // What the kinds of findings under a rule mean, and the page that says more.
    private static void WriteHelp(Utf8JsonWriter json, string rule)
    {
        var kinds = FindingKind.All.Where(kind => RuleOf(kind) == rule).ToList();
        if (Pages is { } pages)
        {
            json.WriteString("helpUri", $"{pages}#{rule}");
        }

        json.WriteStartObject("help");
        json.WriteString("text", string.Join('\n', kinds.Select(kind => $"{kind.Id}: {kind.Meaning} {kind.Action}")));
        json.WriteString(
            "markdown",
            string.Join("\n\n", kinds.Select(kind => $"**{kind.Id}**: {kind.Meaning} {kind.Action}"))
        );
        json.WriteEndObject();
    }

    private static string RuleOf(FindingKind kind) =>
        kind.Id is "expectation-not-met" ? kind.Id : JsonReport.Word(kind.Verdict);

    /// <summary>docs/findings.md where the sources are kept, if the build knows the place.</summary>
    internal static string? Pages { get; } =
        typeof(SarifReport)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(attribute => attribute.Key == "RepositoryUrl")
            is { Value: { } address }
        && address.StartsWith("https://", StringComparison.Ordinal)
            ? $"{(address.EndsWith(".git", StringComparison.Ordinal) ? address[..^4] : address)}/blob/main/docs/findings.md"
            : null;

    private static void Text(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static void WriteRegion(Utf8JsonWriter json, string name, SourceRegion region)
    {
        json.WriteStartObject(name);
        json.WriteNumber("startLine", region.Line);
        json.WriteNumber("startColumn", region.Column);
        json.WriteNumber("endLine", region.EndLine);
        json.WriteNumber("endColumn", region.EndColumn);
        json.WriteEndObject();
    }

    private static void WriteArtifact(Utf8JsonWriter json, DocumentReport document, EquationReport equation)
    {
        json.WriteStartObject("artifactLocation");
        json.WriteString(
            "uri",
            Uri.EscapeDataString((equation.File ?? document.Path).Replace('\\', '/'))
                .Replace("%2F", "/", StringComparison.Ordinal)
        );
        json.WriteEndObject();
    }

    // The same finding in a later run, wherever the formula has moved to: by what it says and what is wrong with it.
    private static void WriteFingerprint(Utf8JsonWriter json, EquationReport equation, string rule)
    {
        var said = string.Join(' ', equation.Latex.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{rule}\n{equation.Tag}\n{said}"));
        json.WriteStartObject("partialFingerprints");
        json.WriteString("lossproofsFormula/v1", Convert.ToHexStringLower(digest.AsSpan(0, 16)));
        json.WriteEndObject();
    }

    private static void WriteFix(Utf8JsonWriter json, DocumentReport document, EquationReport equation, EditReport edit)
    {
        json.WriteStartArray("fixes");
        json.WriteStartObject();
        Text(json, "description", $"Write what holds: {edit.Text.Trim()}");
        json.WriteStartArray("artifactChanges");
        json.WriteStartObject();
        WriteArtifact(json, document, equation);
        json.WriteStartArray("replacements");
        json.WriteStartObject();
        WriteRegion(json, "deletedRegion", edit.Region);
        Text(json, "insertedContent", edit.Text);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
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
        Text(json, "message", Message(equation));
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        WriteArtifact(json, document, equation);
        if (equation.Region is { } region)
        {
            WriteRegion(json, "region", region);
        }
        else
        {
            // A notebook's lines are those of its cells' text: columns there are not the file's.
            json.WriteStartObject("region");
            json.WriteNumber("startLine", equation.FileLine);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        WriteFingerprint(json, equation, Rules[rule].Id);
        json.WriteStartObject("properties");
        json.WriteString("finding", FindingKind.Of(equation).Id);
        json.WriteEndObject();
        if (equation.Edit is { } edit)
        {
            WriteFix(json, document, equation, edit);
        }

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

    /// <summary>What is said of a formula where it stands.</summary>
    internal static string Message(EquationReport equation)
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
