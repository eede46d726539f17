// What `lossproofs conform` prints: per kernel and law whether it holds, the simplest input on which it does not, and the
// worst error with its input.
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LossProofs.Laws;

namespace LossProofs.CommandLine.Conforming;

/// <summary>The findings on one implementation.</summary>
/// <param name="Name">The implementation.</param>
/// <param name="Options">How it was judged.</param>
/// <param name="Findings">What was found, subject by subject.</param>
/// <param name="Accepted">The failures that are accepted.</param>
internal sealed record ConformanceReport(
    string Name,
    ConformanceOptions Options,
    IReadOnlyList<Finding> Findings,
    Baseline Accepted
)
{
    private const int Version = 1;

    // Failing rows of thousands of classes are not for reading; the JSON has them whole.
    private const int LongestInput = 200;

    /// <summary>The failures.</summary>
    public IEnumerable<Finding> Failures => Findings.Where(finding => finding.Outcome == Outcome.Fails);

    /// <summary>The failures that nobody accepted.</summary>
    public IEnumerable<Finding> News => Failures.Where(finding => Accepted.ReasonFor(finding) is null);

    private IEnumerable<string> Mended
    {
        get
        {
            var judged = Findings.Where(finding => finding.Outcome == Outcome.Holds).Select(finding => finding.Key);
            return Accepted.Keys.Intersect(judged, StringComparer.Ordinal);
        }
    }

    private IEnumerable<IGrouping<(Subject Subject, string Precision), Finding>> Subjects =>
        Findings.GroupBy(finding => (finding.Subject, finding.Precision));

    private string Heading =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Name}: {Options.Cases} cases each, seed {Options.Seed}, {Options.Ulps} ulp allowed"
        );

    private string Summary
    {
        get
        {
            var (holds, open) = (Count(Outcome.Holds), Count(Outcome.NotJudged));
            var (failures, news) = (Failures.Count(), News.Count());
            return $"{Subjects.Count()} {(Subjects.Count() == 1 ? "result" : "results")}, {Findings.Count} laws: {holds} hold, {failures} fail"
                + (failures > news ? $" ({failures - news} accepted)" : "")
                + (open > 0 ? $", {open} not judged" : "");
        }
    }

    /// <summary>The report in a format of the command.</summary>
    public string In(string format) =>
        format switch
        {
            "json" => Json(),
            "markdown" => Markdown(),
            "html" => Html(),
            _ => Text(),
        };

    private int Count(Outcome outcome) => Findings.Count(finding => finding.Outcome == outcome);

    private string Text()
    {
        var text = new StringBuilder(Heading).Append('\n');
        var width = Findings.Count == 0 ? 0 : Findings.Max(finding => finding.Law.Length);
        foreach (var group in Subjects)
        {
            text.Append($"\n{group.Key.Subject} {group.Key.Precision}: {group.Key.Subject.Formula}\n");
            foreach (var finding in group)
            {
                text.Append($"  {finding.Law.PadRight(width)}  {Verdict(finding)}\n");
                if (finding.Outcome == Outcome.Fails)
                {
                    text.Append($"  {new string(' ', width)}    at {Input(finding, finding.Input!)}\n");
                }
            }

            if (Worst(group) is { } worst)
            {
                text.Append(
                    $"  {"worst".PadRight(width)}  {Finding.Short(worst.WorstUlps)} ulp at {Input(worst, worst.WorstInput!)}\n"
                );
            }
        }

        text.Append($"\n{Summary}\n");
        foreach (var key in Mended)
        {
            text.Append($"no longer fails: {key}\n");
        }

        return text.ToString();
    }

    private string Verdict(Finding finding) =>
        finding.Outcome switch
        {
            Outcome.Holds => "holds"
                + (finding.WorstInput is null ? "" : $", within {Finding.Short(finding.WorstUlps)} ulp"),
            Outcome.NotJudged => $"not judged: {finding.Reason}",
            _ => Accepted.ReasonFor(finding) is { } reason
                ? $"fails, accepted ({reason}): {finding.Reason}"
                : $"fails: {finding.Reason}",
        };

    private static Finding? Worst(IEnumerable<Finding> findings) =>
        findings.Where(finding => finding.WorstInput is not null).MaxBy(finding => finding.WorstUlps);

    private string Markdown()
    {
        var text = new StringBuilder($"# {Name}\n\n{Heading}. {Summary}.\n\n");
        text.Append(
            "| kernel | result | precision | worst error (ulp) | at | broken laws |\n|---|---|---|---|---|---|\n"
        );
        foreach (var group in Subjects)
        {
            var worst = Worst(group);
            var broken = group.Where(finding => finding.Outcome == Outcome.Fails).Select(finding => finding.Law);
            text.Append(
                $"| {group.Key.Subject.Name} | {group.Key.Subject.PartName} | {group.Key.Precision} "
                    + $"| {(worst is null ? "" : Finding.Short(worst.WorstUlps))} "
                    + $"| {(worst is null ? "" : $"`{Input(worst, worst.WorstInput!)}`")} "
                    + $"| {string.Join(", ", broken)} |\n"
            );
        }

        if (Failures.Any())
        {
            text.Append("\n## Broken laws\n\n");
            foreach (var finding in Failures)
            {
                text.Append($"- **{finding.Key}** {Verdict(finding)}\n  at `{Input(finding, finding.Input!)}`\n");
            }
        }

        return text.ToString();
    }

    private string Html()
    {
        var rows = new StringBuilder();
        foreach (var group in Subjects)
        {
            rows.Append(
                $"<tbody><tr><th colspan=\"4\">{Encode($"{group.Key.Subject} {group.Key.Precision}")}"
                    + $" <small>{Encode(group.Key.Subject.Formula)}</small></th></tr>\n"
            );
            foreach (var finding in group)
            {
                var style = finding.Outcome switch
                {
                    Outcome.Holds => "holds",
                    Outcome.NotJudged => "open",
                    _ => Accepted.ReasonFor(finding) is null ? "fails" : "accepted",
                };
                var (input, ulps) = finding.Input is { } failing
                    ? (failing, finding.WorstUlps)
                    : (finding.WorstInput, finding.WorstUlps);
                rows.Append(
                    $"<tr class=\"{style}\"><td>{Encode(finding.Law)}</td><td>{Encode(Verdict(finding))}</td>"
                        + $"<td>{(double.IsNaN(ulps) ? "" : Encode(Finding.Short(ulps)))}</td>"
                        + $"<td><code>{(input is null ? "" : Encode(Input(finding, input)))}</code></td></tr>\n"
                );
            }

            rows.Append("</tbody>\n");
        }

        return $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>{{Encode(Name)}} under the laws of LossProofs</title>
            <style>
            body { font: 15px/1.4 sans-serif; margin: 2em; color: #222; }
            table { border-collapse: collapse; }
            td, th { padding: .2em .8em; text-align: left; vertical-align: top; border-bottom: 1px solid #ddd; }
            th { padding-top: 1em; }
            small { font-weight: normal; color: #666; }
            code { word-break: break-all; }
            .fails td:first-child { border-left: .4em solid #c62828; }
            .accepted td:first-child { border-left: .4em solid #f9a825; }
            .holds td:first-child { border-left: .4em solid #2e7d32; }
            .open td:first-child { border-left: .4em solid #9e9e9e; }
            </style>
            </head>
            <body>
            <h1>{{Encode(Name)}}</h1>
            <p>{{Encode(Heading)}}. {{Encode(Summary)}}.</p>
            <table>
            <thead><tr><td>law</td><td>verdict</td><td>worst ulps</td><td>input</td></tr></thead>
            {{rows}}</table>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private string Json()
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(stream, options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", Version);
            writer.WriteString("implementation", Name);
            writer.WriteNumber("ulps", Options.Ulps);
            writer.WriteNumber("cases", Options.Cases);
            writer.WriteNumber("seed", Options.Seed);
            writer.WriteStartArray("findings");
            foreach (var finding in Findings)
            {
                Write(writer, finding);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("noLongerFails");
            foreach (var key in Mended)
            {
                writer.WriteStringValue(key);
            }

            writer.WriteEndArray();
            writer.WriteStartObject("summary");
            writer.WriteNumber("laws", Findings.Count);
            writer.WriteNumber("holds", Count(Outcome.Holds));
            writer.WriteNumber("fails", Failures.Count());
            writer.WriteNumber("accepted", Failures.Count() - News.Count());
            writer.WriteNumber("notJudged", Count(Outcome.NotJudged));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private void Write(Utf8JsonWriter writer, Finding finding)
    {
        writer.WriteStartObject();
        writer.WriteString("kernel", finding.Subject.Name);
        writer.WriteString("part", finding.Subject.PartName);
        writer.WriteString("precision", finding.Precision);
        writer.WriteString("law", finding.Law);
        writer.WriteString(
            "outcome",
            finding.Outcome switch
            {
                Outcome.Holds => "holds",
                Outcome.Fails => "fails",
                _ => "not judged",
            }
        );
        writer.WriteNumber("cases", finding.Cases);
        if (finding.Reason.Length > 0)
        {
            writer.WriteString("reason", finding.Reason);
        }

        if (finding.Input is { } input)
        {
            writer.WriteString("input", finding.Subject.Describe(input, finding.Single));
        }

        if (Accepted.ReasonFor(finding) is { } accepted)
        {
            writer.WriteString("accepted", accepted);
        }

        if (finding.WorstInput is { } worst)
        {
            // JSON has no infinity.
            if (double.IsFinite(finding.WorstUlps))
            {
                writer.WriteNumber("worstUlps", finding.WorstUlps);
            }
            else
            {
                writer.WriteString("worstUlps", "inf");
            }

            writer.WriteString("worstInput", finding.Subject.Describe(worst, finding.Single));
        }

        writer.WriteEndObject();
    }

    private static string Input(Finding finding, KernelInput input)
    {
        var text = finding.Subject.Describe(input, finding.Single);
        return text.Length <= LongestInput ? text : text[..LongestInput] + "…";
    }
}
