// What an editor shows of a report: marks under formulas, and what stands in a hover.
using System.Text;
using System.Text.Json.Nodes;
using LossProofs.Audit;
using LossProofs.Audit.Reports;

namespace LossProofs.CommandLine.Serving;

internal static class Findings
{
    // The protocol's severities.
    private const int Error = 1;
    private const int Information = 3;
    private const int Hint = 4;

    /// <summary>The marks of a document, by the address of its parts; those without any are there, too.</summary>
    public static IReadOnlyDictionary<string, JsonArray> Marks(OpenDocument document, Audited audited)
    {
        var marks = document.Parts.ToDictionary(part => part.Uri, _ => new JsonArray(), StringComparer.Ordinal);
        var places = document.PlacesOf(audited.Text);
        // What stands in an included file is marked there, once it is open.
        foreach (var equation in audited.Report.Equations.Where(equation => equation.File is null))
        {
            if (Severity(equation) is not { } severity)
            {
                continue;
            }

            var (uri, range) = Place(places, equation);
            var kind = FindingKind.Of(equation);
            var mark = new JsonObject
            {
                ["range"] = range,
                ["severity"] = severity,
                ["code"] = kind.Id,
                ["source"] = "lossproofs",
                ["message"] = SarifReport.Message(equation),
            };
            if (SarifReport.Pages is { } pages)
            {
                mark["codeDescription"] = new JsonObject { ["href"] = $"{pages}#{kind.Id}" };
            }

            if (marks.TryGetValue(uri, out var list))
            {
                list.Add((JsonNode)mark);
            }
        }

        return marks;
    }

    /// <summary>Where a formula stands.</summary>
    public static (string Uri, JsonObject Range) Place(OpenDocument.Places places, EquationReport equation) =>
        equation.Region is { } region ? places.Of(region) : places.OfLine(equation.FileLine);

    private static int? Severity(EquationReport equation) =>
        equation switch
        {
            { LeftAlone: not null } => null,
            { IsSurprise: true } => Error,
            { Verdict: Verdict.Refuted } => Hint,
            { Verdict: Verdict.Unchecked, IsInline: false } => Information,
            _ => null,
        };

    /// <summary>What is known of a formula, as Markdown.</summary>
    /// <param name="equation">The formula.</param>
    /// <param name="drawn">Whether the client shows pictures: formulas are drawn, otherwise they stand as LaTeX.</param>
    public static string Hover(EquationReport equation, bool drawn)
    {
        var text = new StringBuilder($"**{equation.Name}** {JsonReport.Word(equation.Verdict)}");
        if (equation.Expectation is { } expectation)
        {
            text.Append($" (expected to be refuted: {expectation})");
        }

        if (equation.LeftAlone is { } reason)
        {
            text.Append($" (left alone: {reason})");
        }

        text.Append("\n\n");
        foreach (var claim in equation.Claims)
        {
            if (claim.Meaning is { } meaning)
            {
                text.Append($"read as\n\n{Formula(meaning)}\n\n");
            }

            if (claim.Counterexample is { } counterexample)
            {
                text.Append($"fails at `{TextReport.Point(counterexample)}`: ");
                text.Append(string.Join(", ", counterexample.Named.Select(named => $"{named.Name} `{named.Value}`")));
                text.Append("\n\n");
            }

            if (claim.Repair is { } repair)
            {
                text.Append($"holds\n\n{Formula(repair)}\n\n");
            }

            if ((claim.Reason ?? claim.Evidence) is { Length: > 0 } why)
            {
                text.Append(why).Append("\n\n");
            }

            foreach (var hypothesis in claim.Hypotheses.Distinct())
            {
                text.Append($"- `{hypothesis.Text}` ({hypothesis.Provenance})\n");
            }

            text.Append('\n');
        }

        if (equation.Verdict is Verdict.Unchecked or Verdict.Refuted)
        {
            var kind = FindingKind.Of(equation);
            text.Append($"*{kind.Id}*: {kind.Meaning} {kind.Action}\n");
        }

        return text.ToString().TrimEnd() + "\n";

        string Formula(string latex) => (drawn ? Picture.Of(latex) : null) ?? $"$$\n{latex}\n$$";
    }
}
