// What may stand in a bindings file, as it is being written.
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LossProofs.Audit;

namespace LossProofs.CommandLine.Serving;

internal static partial class Completions
{
    private static readonly (string Text, string Says)[] s_parts =
    [
        ("document: ", "the title of the document that the file is for"),
        ("symbols:\n  ", "what symbols mean"),
        ("given:\n  - ", "conditions that hold in the whole document"),
        ("equations:\n  ", "what is said of single formulas"),
        ("sections:\n  ", "what symbols mean from some formula on"),
    ];

    private static readonly (string Text, string Says)[] s_phrases =
    [
        ("real", "a number"),
        ("real in (0, 1)", "a number between 0 and 1"),
        ("real in [0, 1]", "a number from 0 to 1"),
        ("positive", "a number above 0"),
        ("nonnegative real", "a number from 0 on"),
        ("real in {0, 1}", "one of these numbers"),
        ("integer >= 1", "an integer"),
        ("natural", "an integer from 0 on"),
        ("vector of length n", "x_i is its element"),
        ("vector of length n in [0, 1]", "with elements from 0 to 1"),
        ("probability vector of length n", "elements from 0 on that sum to one"),
        ("one-hot vector of length n", "one element 1, the others 0"),
        ("matrix n by m", "A_{ij} is its element"),
        ("probability matrix n by m", "every row is a probability vector"),
        ("index of n", "ranges over 1, …, n"),
        ("index set of n", "a set of such indices"),
        ("function", "an unknown smooth function"),
        ("opaque", "nothing that could be computed"),
        ("{ means: '' }", "the LaTeX that the symbol abbreviates"),
    ];

    private static readonly (string Text, string Says)[] s_keys =
    [
        ("role: ", "claim, definition, condition, assumption or empirical"),
        ("given: ", "conditions for this formula"),
        ("regime: ", "the limit in which it is meant"),
        ("within: ", "the error up to which ≈ counts as true"),
        ("varies: ", "in which quantities a proportionality is meant"),
        ("over: ", "the interval of integrals without bounds"),
        ("expect: refuted", "a known error"),
        ("reason: ", "why it is expected, or left alone"),
        ("skip: ", "leave it alone, with the reason"),
        ("symbols: ", "what symbols mean in this formula only"),
    ];

    /// <summary>What may stand at a place.</summary>
    /// <param name="lines">The file.</param>
    /// <param name="line">The line, from 0.</param>
    /// <param name="character">The place in it.</param>
    /// <param name="missing">Symbols of the document that are not declared, as lines of a stub.</param>
    public static JsonArray Of(IReadOnlyList<string> lines, int line, int character, IReadOnlyList<string> missing)
    {
        var before = line < lines.Count ? lines[line][..Math.Clamp(character, 0, lines[line].Length)] : "";
        var part =
            before.Length > 0 && !char.IsWhiteSpace(before[0])
                ? null
                : Enumerable
                    .Range(0, Math.Min(line, lines.Count))
                    .Reverse()
                    .Select(at => Part().Match(lines[at]))
                    .FirstOrDefault(match => match.Success)
                    ?.Groups["name"]
                    .Value;
        var isValue = before.Contains(':', StringComparison.Ordinal);
        IEnumerable<(string Text, string Says)> offered = part switch
        {
            "symbols" or "sections" when isValue => s_phrases,
            "symbols" => missing.Select(declaration => (declaration.Trim(), "not declared yet")),
            "equations" when Role().IsMatch(before) => Enum.GetNames<Role>()
                .Select(role => (role.ToLowerInvariant(), "the formula's role")),
            "equations" when isValue || before.StartsWith("    ", StringComparison.Ordinal) => s_keys,
            null => s_parts,
            _ => [],
        };
        var items = new JsonArray();
        foreach (var (text, says) in offered)
        {
            items.Add(
                (JsonNode)
                    new JsonObject
                    {
                        ["label"] = text.Split('\n')[0].Trim(),
                        ["insertText"] = text,
                        ["detail"] = says,
                        ["kind"] = part is null || s_keys.Contains((text, says)) ? 10 : 12,
                    }
            );
        }

        return items;
    }

    [GeneratedRegex(@"^(?<name>[a-z]+):")]
    private static partial Regex Part();

    [GeneratedRegex(@"\brole:\s*\w*$")]
    private static partial Regex Role();
}
