// What an editor offers to do about a finding: write the repair, declare what is guessed, leave the formula alone, or say that
// it is known to be wrong.
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LossProofs.Audit;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;

namespace LossProofs.CommandLine.Serving;

internal static partial class Actions
{
    /// <summary>The actions for a formula.</summary>
    /// <param name="document">Where it stands.</param>
    /// <param name="places">Of the text that was audited.</param>
    /// <param name="equation">The formula.</param>
    /// <param name="missing">Bindings with what is guessed, or null.</param>
    /// <param name="read">The text of a file, from an editor or the disk; null where there is none.</param>
    public static IEnumerable<JsonObject> Of(
        OpenDocument document,
        OpenDocument.Places places,
        EquationReport equation,
        string? missing,
        Func<string, string?> read
    )
    {
        if (equation.Edit is { } edit)
        {
            var (uri, range) = places.Of(edit.Region);
            var repair = Action($"Write what holds: {edit.Text.Trim()}", Changes((uri, range, edit.Text)));
            repair["isPreferred"] = true;
            yield return repair;
        }

        var bindings = Path.ChangeExtension(document.Path, null) + ".bindings.yaml";
        var name = equation.Tag ?? equation.Label ?? $"#{equation.Ordinal}";
        if (
            equation is { Verdict: Verdict.Unchecked, LeftAlone: null }
            && missing is not null
            && Symbols(missing) is { Count: > 0 } symbols
        )
        {
            if (Declared(bindings, "symbols", symbols, read) is { } change)
            {
                yield return Action(
                    $"Declare {string.Join(", ", symbols.Select(Name))} in {Path.GetFileName(bindings)}",
                    change
                );
            }
        }

        if (equation is { Verdict: Verdict.Refuted, Expectation: null })
        {
            var line = $"  '{name.Replace("'", "''", StringComparison.Ordinal)}': {{ expect: refuted, reason: known }}";
            if (Declared(bindings, "equations", [line], read) is { } change)
            {
                yield return Action(
                    $"Mark {equation.Name} as known to be wrong in {Path.GetFileName(bindings)}",
                    change
                );
            }
        }

        if (
            equation is
            { Verdict: Verdict.Refuted or Verdict.Unchecked, LeftAlone: null, IsInline: false, Region: { } region }
        )
        {
            var (uri, range) = places.OfLine(Opening(places, region.Line));
            range["end"] = range["start"]!.DeepClone();
            var isLatex = SourceFormats.ForPath(document.Path)?.Names.Contains("tex") == true;
            yield return Action(
                $"Leave {equation.Name} alone",
                Changes(
                    (
                        uri,
                        range,
                        isLatex
                            ? "% lossproofs: ignore to be explained\n"
                            : "<!-- lossproofs: ignore to be explained -->\n"
                    )
                )
            );
        }
    }

    private static JsonObject Action(string title, JsonObject edit) =>
        new()
        {
            ["title"] = title,
            ["kind"] = "quickfix",
            ["edit"] = edit,
        };

    private static JsonObject Changes((string Uri, JsonObject Range, string Text) edit) =>
        new()
        {
            ["changes"] = new JsonObject
            {
                [edit.Uri] = new JsonArray(new JsonObject { ["range"] = edit.Range, ["newText"] = edit.Text }),
            },
        };

    // The line, from 1, on which the display that holds this line is opened.
    private static int Opening(OpenDocument.Places places, int line)
    {
        const int most = 20;
        for (var at = line; at >= Math.Max(1, line - most); at--)
        {
            if (Start().IsMatch(places.Line(at)))
            {
                return at;
            }
        }

        return line;
    }

    /// <summary>The lines of a stub that declare symbols, without where they occur.</summary>
    public static List<string> Symbols(string missing) =>
        [
            .. missing
                .Split('\n')
                .SkipWhile(line => line != "symbols:")
                .Skip(1)
                .TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal))
                .Where(line => !line.TrimStart().StartsWith('#'))
                .Select(line => Comment().Replace(line, "")),
        ];

    private static string Name(string line) => line.Trim().Split("':", 2)[0].TrimStart('\'');

    // Lines put into a part of a bindings file, which is made where there is none; null where the part is written in another style.
    private static JsonObject? Declared(
        string path,
        string part,
        IReadOnlyList<string> lines,
        Func<string, string?> read
    )
    {
        var uri = new Uri(Path.GetFullPath(path)).AbsoluteUri;
        var text = read(path);
        var changes = new JsonArray();
        if (text is null)
        {
            changes.Add((JsonNode)new JsonObject { ["kind"] = "create", ["uri"] = uri });
        }

        var present = (text ?? "").ReplaceLineEndings("\n").Split('\n');
        var fresh = lines
            .Where(line => !present.Any(each => each.TrimStart().StartsWith(Name(line), StringComparison.Ordinal)))
            .ToList();
        var heading = Array.FindIndex(present, line => line.StartsWith($"{part}:", StringComparison.Ordinal));
        if (fresh.Count == 0 || (heading >= 0 && present[heading].Trim() != $"{part}:"))
        {
            return null;
        }

        var at = heading >= 0 ? (heading + 1, 0) : (present.Length - 1, present[^1].Length);
        var inserted =
            (heading >= 0 ? "" : $"{(present[^1].Length > 0 ? "\n" : "")}{part}:\n")
            + string.Concat(fresh.Select(line => line + "\n"));
        changes.Add(
            (JsonNode)
                new JsonObject
                {
                    ["textDocument"] = new JsonObject { ["uri"] = uri, ["version"] = null },
                    ["edits"] = new JsonArray(
                        new JsonObject
                        {
                            ["range"] = new JsonObject
                            {
                                ["start"] = OpenDocument.Position(at),
                                ["end"] = OpenDocument.Position(at),
                            },
                            ["newText"] = inserted,
                        }
                    ),
                }
        );
        return new JsonObject { ["documentChanges"] = changes };
    }

    [GeneratedRegex(@"\$\$|\\\[|\\begin\{|^\s*`{3,}")]
    private static partial Regex Start();

    [GeneratedRegex(@"\s+#.*$")]
    private static partial Regex Comment();
}
