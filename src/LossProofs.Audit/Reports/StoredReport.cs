// What was found, kept as JSON with all that any report prints of it: in the cache, and in the files of a run in parts.
using System.Text.Json;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Reports.Coq;

namespace LossProofs.Audit.Reports;

/// <summary>Writes findings and reads them again, the same.</summary>
public static class StoredReport
{
    /// <summary>Writes what was found about a claim.</summary>
    /// <param name="json">Where to, one value.</param>
    /// <param name="finding">All of it.</param>
    public static void Write(Utf8JsonWriter json, ClaimReport finding)
    {
        json.WriteStartObject();
        json.WriteString("relation", finding.Relation);
        json.WriteString("left", finding.Left);
        json.WriteString("right", finding.Right);
        json.WriteString("verdict", finding.Verdict.ToString());
        json.WriteNumber("cases", finding.Cases);
        json.WriteString("evidence", finding.Evidence);
        json.WriteString("reason", finding.Reason);
        json.WriteString("repair", finding.Repair);
        json.WriteString("meaning", finding.Meaning);
        json.WriteString("rerun", finding.Rerun);
        JsonReport.WriteTexts(
            json,
            "hypotheses",
            finding.Hypotheses.SelectMany(each => (string[])[each.Text, each.Provenance])
        );
        if (finding.Counterexample is { } counterexample)
        {
            json.WriteStartObject("counterexample");
            json.WriteString("left", counterexample.Left);
            json.WriteString("right", counterexample.Right);
            json.WriteString("kind", counterexample.Kind);
            json.WriteBoolean("deviation", counterexample.IsDeviation);
            JsonReport.WriteTexts(
                json,
                "values",
                counterexample.Values.SelectMany(pair => (string[])[pair.Key, pair.Value])
            );
            if (counterexample.Plots is { } plots)
            {
                json.WriteStartArray("plots");
                foreach (var plot in plots)
                {
                    Write(json, plot);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        JsonReport.WriteProof(json, finding.Proof);
        if (finding.Coq is { } lemma)
        {
            json.WriteStartObject("coq");
            json.WriteString("statement", lemma.Statement);
            json.WriteString("script", lemma.Script);
            json.WriteString("denial", lemma.Denial?.Statement);
            json.WriteString("denialScript", lemma.Denial?.Script);
            json.WriteString("reason", lemma.Reason);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Reads it again.</summary>
    /// <param name="json">What <see cref="Write(Utf8JsonWriter, ClaimReport)"/> wrote.</param>
    public static ClaimReport Claim(JsonElement json)
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
            Meaning = Text(json, "meaning"),
            Rerun = Text(json, "rerun"),
            Counterexample = json.TryGetProperty("counterexample", out var point)
                ? new CounterexampleReport(
                    Pairs(point, "values").ConvertAll(pair => KeyValuePair.Create(pair.First, pair.Second)),
                    Text(point, "left")!,
                    Text(point, "right")!
                )
                {
                    Kind = Text(point, "kind")!,
                    IsDeviation = point.GetProperty("deviation").GetBoolean(),
                    Plots = point.TryGetProperty("plots", out var plots)
                        ? [.. plots.EnumerateArray().Select(Plot)]
                        : null,
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
            Coq = json.TryGetProperty("coq", out var lemma)
                ? new CoqLemma(
                    Text(lemma, "statement"),
                    Text(lemma, "script"),
                    Text(lemma, "denial") is { } denied ? (denied, Text(lemma, "denialScript")!) : null,
                    Text(lemma, "reason")
                )
                : null,
        };
    }

    private static void Write(Utf8JsonWriter json, PlotReport plot)
    {
        json.WriteStartObject();
        json.WriteString("symbol", plot.Symbol);
        json.WriteBoolean("discrete", plot.IsDiscrete);
        json.WriteStartArray("points");
        foreach (var (x, left, right) in plot.Points.Prepend(plot.At))
        {
            json.WriteNumberValue(x);
            Number(left);
            Number(right);
        }

        json.WriteEndArray();
        json.WriteEndObject();

        void Number(double? value)
        {
            if (value is { } number)
            {
                json.WriteNumberValue(number);
            }
            else
            {
                json.WriteNullValue();
            }
        }
    }

    private static PlotReport Plot(JsonElement json)
    {
        var points = json.GetProperty("points")
            .EnumerateArray()
            .Chunk(3)
            .Select(point => new PlotPoint(point[0].GetDouble(), Number(point[1]), Number(point[2])))
            .ToList();
        return new PlotReport(Text(json, "symbol")!, json.GetProperty("discrete").GetBoolean(), points[0], points[1..]);

        static double? Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetDouble();
    }

    /// <summary>Writes what was found in a document.</summary>
    /// <param name="json">Where to, one value.</param>
    /// <param name="report">All of it, but for what a baseline knows.</param>
    public static void Write(Utf8JsonWriter json, DocumentReport report)
    {
        json.WriteStartObject();
        json.WriteString("path", report.Path);
        json.WriteString("title", report.Title);
        json.WriteString("missing", report.Missing);
        json.WriteBoolean("unread", report.IsUnread);
        JsonReport.WriteTexts(json, "notes", report.Notes);
        json.WriteStartArray("macros");
        foreach (var (name, macro) in report.Macros.OrderBy(macro => macro.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteNumber("parameters", macro.Parameters);
            json.WriteString("body", macro.Body);
            json.WriteString("default", macro.Default);
            json.WriteBoolean("fence", macro.IsFence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("equations");
        foreach (var equation in report.Equations)
        {
            Write(json, equation);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Reads it again.</summary>
    /// <param name="json">What <see cref="Write(Utf8JsonWriter, DocumentReport)"/> wrote.</param>
    public static DocumentReport Document(JsonElement json) =>
        new(
            Text(json, "path")!,
            Text(json, "title")!,
            [.. json.GetProperty("equations").EnumerateArray().Select(Equation)],
            Texts(json, "notes")
        )
        {
            Missing = Text(json, "missing"),
            IsUnread = json.TryGetProperty("unread", out var unread) && unread.GetBoolean(),
            Macros = json.GetProperty("macros")
                .EnumerateArray()
                .ToDictionary(
                    macro => Text(macro, "name")!,
                    macro => new Macro(macro.GetProperty("parameters").GetInt32(), Text(macro, "body")!)
                    {
                        Default = Text(macro, "default"),
                        IsFence = macro.GetProperty("fence").GetBoolean(),
                    },
                    StringComparer.Ordinal
                ),
        };

    private static void Write(Utf8JsonWriter json, EquationReport equation)
    {
        json.WriteStartObject();
        json.WriteNumber("ordinal", equation.Ordinal);
        json.WriteString("tag", equation.Tag);
        json.WriteString("label", equation.Label);
        json.WriteNumber("line", equation.Line);
        json.WriteString("latex", equation.Latex);
        json.WriteString("role", equation.Role.ToString());
        json.WriteString("expectation", equation.Expectation);
        Number("column", equation.Column);
        json.WriteString("file", equation.File);
        Number("cell", equation.Cell);
        json.WriteNumber("fileLine", equation.FileLine);
        json.WriteString("leftAlone", equation.LeftAlone);
        if (equation.Region is { } region)
        {
            Write(json, "region", region);
        }

        if (equation.Edit is { } edit)
        {
            json.WriteStartObject("edit");
            Write(json, "region", edit.Region);
            json.WriteString("text", edit.Text);
            json.WriteEndObject();
        }

        JsonReport.WriteTexts(
            json,
            "words",
            equation.Words.SelectMany(piece => (string[])[piece.Text, piece.IsFormula ? "formula" : ""])
        );
        json.WriteStartArray("claims");
        foreach (var claim in equation.Claims)
        {
            Write(json, claim);
        }

        json.WriteEndArray();
        json.WriteEndObject();

        void Number(string name, int? value)
        {
            if (value is { } number)
            {
                json.WriteNumber(name, number);
            }
        }
    }

    private static EquationReport Equation(JsonElement json)
    {
        return new EquationReport(
            json.GetProperty("ordinal").GetInt32(),
            Text(json, "tag"),
            Text(json, "label"),
            json.GetProperty("line").GetInt32(),
            Text(json, "latex")!,
            Enum.Parse<Role>(Text(json, "role")!),
            Text(json, "expectation"),
            [.. json.GetProperty("claims").EnumerateArray().Select(Claim)]
        )
        {
            Column = Number("column"),
            File = Text(json, "file"),
            Cell = Number("cell"),
            FileLine = json.GetProperty("fileLine").GetInt32(),
            LeftAlone = Text(json, "leftAlone"),
            Region = json.TryGetProperty("region", out var region) ? Region(region) : null,
            Edit = json.TryGetProperty("edit", out var edit)
                ? new EditReport(Region(edit.GetProperty("region")), Text(edit, "text")!)
                : null,
            Words = Pairs(json, "words").ConvertAll(pair => new WordsReport(pair.First, pair.Second.Length > 0)),
        };

        int? Number(string name) => json.TryGetProperty(name, out var value) ? value.GetInt32() : null;
    }

    private static void Write(Utf8JsonWriter json, string name, SourceRegion region)
    {
        json.WriteStartArray(name);
        json.WriteNumberValue(region.Line);
        json.WriteNumberValue(region.Column);
        json.WriteNumberValue(region.EndLine);
        json.WriteNumberValue(region.EndColumn);
        json.WriteEndArray();
    }

    private static SourceRegion Region(JsonElement json) =>
        json.EnumerateArray().Select(number => number.GetInt32()).ToList() is [var a, var b, var c, var d]
            ? new SourceRegion(a, b, c, d)
            : throw new FormatException("expected a region of four numbers");

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static List<string> Texts(JsonElement json, string name) =>
        [.. json.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    private static List<(string First, string Second)> Pairs(JsonElement json, string name) =>
        [.. Texts(json, name).Chunk(2).Select(pair => (pair[0], pair[1]))];
}
