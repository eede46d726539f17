// The findings on one result of one kernel, kept as JSON in the files of a run in parts.
using System.Globalization;
using System.Text.Json;
using LossProofs.Laws;

namespace LossProofs.CommandLine.Conforming;

/// <summary>Writes findings and reads them again, the same.</summary>
internal static class StoredFindings
{
    /// <summary>Writes the findings, one value.</summary>
    public static Action<Utf8JsonWriter> Of(IReadOnlyList<Finding> findings) =>
        json =>
        {
            json.WriteStartArray();
            foreach (var finding in findings)
            {
                json.WriteStartObject();
                json.WriteString("law", finding.Law);
                json.WriteString("outcome", finding.Outcome.ToString());
                json.WriteNumber("cases", finding.Cases);
                json.WriteString("input", finding.Input?.ToString());
                json.WriteString("reason", finding.Reason);
                json.WriteString("worstUlps", finding.WorstUlps.ToString("R", CultureInfo.InvariantCulture));
                json.WriteString("worstInput", finding.WorstInput?.ToString());
                json.WriteEndObject();
            }

            json.WriteEndArray();
        };

    /// <summary>Reads them again.</summary>
    /// <param name="json">What <see cref="Of"/> wrote.</param>
    /// <param name="subject">What the findings are on.</param>
    /// <param name="single">In which precision.</param>
    public static IEnumerable<Finding> Read(JsonElement json, Subject subject, bool single)
    {
        return json.EnumerateArray()
            .Select(finding => new Finding(
                subject,
                single,
                finding.GetProperty("law").GetString()!,
                Enum.Parse<Outcome>(finding.GetProperty("outcome").GetString()!),
                finding.GetProperty("cases").GetInt32(),
                Input(finding, "input"),
                finding.GetProperty("reason").GetString()!,
                double.Parse(finding.GetProperty("worstUlps").GetString()!, CultureInfo.InvariantCulture),
                Input(finding, "worstInput")
            ));

        static KernelInput? Input(JsonElement finding, string name) =>
            finding.GetProperty(name).GetString() is { } text ? KernelInput.Parse(text) : null;
    }
}
