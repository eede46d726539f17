// The environments in which LaTeX states results: what they print in front of their text is what a reader reads there.
using System.Globalization;
using System.Text.RegularExpressions;

namespace LossProofs.Audit.Documents;

/// <summary>The words that environments begin with: Theorem, Lemma, Definition, and those of a document's own.</summary>
internal sealed partial class TheoremEnvironments
{
    private const int Most = 200;

    // What classes and packages declare for a document.
    private static readonly string[] s_usual =
    [
        "theorem",
        "lemma",
        "proposition",
        "corollary",
        "claim",
        "conjecture",
        "definition",
        "assumption",
        "axiom",
        "hypothesis",
        "condition",
        "property",
        "remark",
        "note",
        "example",
        "exercise",
        "problem",
        "question",
        "solution",
        "proof",
    ];

    private readonly Dictionary<string, string> _words = s_usual.ToDictionary(
        name => name,
        Capital,
        StringComparer.Ordinal
    );

    /// <summary>Reads what a source declares by <c>\newtheorem</c> and its kin.</summary>
    public void Read(string text)
    {
        foreach (Match match in Declared().Matches(text).Take(Most))
        {
            var name = match.Groups["name"].Value.Trim();
            _words[name] = match.Groups["title"] is { Success: true, Value: var title } ? title.Trim() : Capital(name);
        }
    }

    /// <summary>
    /// What stands at the start of an environment's text, and where that goes on; null where it states no result.
    /// </summary>
    /// <param name="text">The source.</param>
    /// <param name="at">At its <c>\begin</c>.</param>
    public (string Words, int End)? Begin(string text, int at) =>
        Start().Match(text, at) is { Success: true } start
        && _words.TryGetValue(start.Groups["name"].Value, out var words)
            ? (
                start.Groups["note"] is { Success: true, Value: var note } ? $"{words} ({note}) " : words + " ",
                at + start.Length
            )
            : null;

    /// <summary>Where such an environment's end ends; null where it is none.</summary>
    /// <param name="text">The source.</param>
    /// <param name="at">At its <c>\end</c>.</param>
    public int? End(string text, int at) =>
        Stop().Match(text, at) is { Success: true } stop && _words.ContainsKey(stop.Groups["name"].Value)
            ? at + stop.Length
            : null;

    private static string Capital(string name) => char.ToUpper(name[0], CultureInfo.InvariantCulture) + name[1..];

    [GeneratedRegex(
        @"\\(?:(?:newtheorem|spnewtheorem|newmdtheoremenv)\*?\s*\{(?<name>[^{}\n]{1,60})\}\s*(?:\[[^\]\n]{0,60}\]\s*)?\{(?<title>[^{}\n]{1,60})\}|declaretheorem\s*(?:\[(?:[^\]\n]{0,200}\b(?:name|title)\s*=\s*\{?(?<title>[^,\]{}\n]{1,60}))?[^\]\n]{0,200}\]\s*)?\{(?<name>[^{}\n]{1,60})\})",
        RegexOptions.CultureInvariant,
        2000
    )]
    private static partial Regex Declared();

    [GeneratedRegex(
        @"\G\\begin\{(?<name>[^{}\n*]{1,60})\*?\}[ \t]*(?:\[(?<note>[^\[\]\n$\\]{1,200})\])?(?:\s*\\label\{[^{}\n]{1,200}\})?[ \t]*",
        RegexOptions.CultureInvariant,
        2000
    )]
    private static partial Regex Start();

    [GeneratedRegex(@"\G\\end\{(?<name>[^{}\n*]{1,60})\*?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Stop();
}
