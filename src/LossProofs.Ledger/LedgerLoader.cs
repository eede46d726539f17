// Reads ledger/NAME.yaml; what is wrong in a file is said in one line with file, line, key and what was expected.
using LossProofs.Audit.Bindings;

namespace LossProofs.Ledger;

/// <summary>Reads the YAML format of docs/ledger-format.md.</summary>
public static class LedgerLoader
{
    private static readonly string[] s_fileKeys = ["document", "name", "claims", "formulas", "sections"];
    private static readonly string[] s_claimKeys =
    [
        "id",
        "at",
        "line",
        "kind",
        "claim",
        "verdict",
        "evidence",
        "correction",
        "reason",
        "derivation",
    ];
    private static readonly string[] s_formulaKeys =
    [
        "verdict",
        "evidence",
        "correction",
        "reason",
        "note",
        "derivation",
    ];
    private static readonly string[] s_kinds = ["prose", "inline", "table", "code", "figure"];

    /// <summary>Reads a file's text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <exception cref="BindingsException">The text is not a ledger file.</exception>
    public static LedgerFile Read(string text, string path)
    {
        var root = YamlTree.MappingOf(YamlTree.Read(text, path), "the file", s_fileKeys, path);
        var entries = root.Entries.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        var claims =
            entries.TryGetValue("claims", out var list) && list is not YamlTree.Text { Value: "" }
                ? Items(list, "claims", path).Select(item => Claim(item, path)).ToList()
                : [];
        foreach (var (claim, item) in claims.Skip(1).Select((claim, index) => (claim, index + 1)))
        {
            if (claims.Take(item).Any(before => before.Id == claim.Id))
            {
                throw new BindingsException(path, LineOf(list!, item), $"claim {claim.Id}: the id is used twice");
            }
        }

        return new LedgerFile(
            Required(entries, "name", "the file", root.Line, path),
            Required(entries, "document", "the file", root.Line, path),
            claims,
            [.. Section(entries, "formulas", path).Select(entry => Formula(entry, path))],
            [
                .. Section(entries, "sections", path)
                    .Select(entry => KeyValuePair.Create(entry.Key, YamlTree.TextOf(entry.Value, entry.Key, path))),
            ]
        );
    }

    private static int LineOf(YamlTree list, int item) => ((YamlTree.Items)list).Entries[item].Line;

    private static LedgerClaim Claim(YamlTree item, string path)
    {
        var mapping = YamlTree.MappingOf(item, "a claim", s_claimKeys, path);
        var entries = mapping.Entries.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        var id = Required(entries, "id", "a claim", mapping.Line, path);
        var what = $"claim {id}";
        var line = Required(entries, "line", what, mapping.Line, path);
        if (!int.TryParse(line, System.Globalization.CultureInfo.InvariantCulture, out var number) || number < 1)
        {
            throw new BindingsException(path, entries["line"].Line, $"{what}: line: expected a number, got '{line}'");
        }

        var kind = Chosen(entries, "kind", s_kinds, what, path);
        var verdict = Chosen(entries, "verdict", LedgerFinding.Verdicts, what, path);
        if (kind is null || verdict is null)
        {
            throw new BindingsException(
                path,
                mapping.Line,
                $"{what}: expected the key '{(kind is null ? "kind" : "verdict")}'"
            );
        }

        var finding = new LedgerFinding(
            verdict,
            Optional(entries, "evidence", path) ?? "",
            Optional(entries, "correction", path),
            Chosen(entries, "reason", LedgerFinding.Reasons, what, path),
            Optional(entries, "derivation", path)
        );
        Require(verdict != "refuted" || finding.Evidence.Length > 0, "a refuted claim needs 'evidence'");
        Require(verdict != "refuted" || finding.Correction is not null, "a refuted claim needs a 'correction'");
        Require(verdict is not ("proved" or "tested") || finding.Evidence.Length > 0, $"{verdict} needs 'evidence'");
        Require(verdict != "unchecked" || finding.Reason is not null, "an unchecked claim needs a 'reason'");
        Require(verdict == "unchecked" || finding.Reason is null, "'reason' belongs to 'verdict: unchecked'");
        return new LedgerClaim(
            id,
            Required(entries, "at", what, mapping.Line, path),
            number,
            kind,
            Required(entries, "claim", what, mapping.Line, path),
            finding
        );

        void Require(bool kept, string message)
        {
            if (!kept)
            {
                throw new BindingsException(path, mapping.Line, $"{what}: {message}");
            }
        }
    }

    private static FormulaNote Formula((string Key, int KeyLine, YamlTree Value) entry, string path)
    {
        var (key, line, value) = entry;
        var what = $"formula {key}";
        var entries = YamlTree
            .MappingOf(value, what, s_formulaKeys, path)
            .Entries.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        var note = new FormulaNote(
            key,
            line,
            Chosen(entries, "verdict", ["refuted", "proved", "tested"], what, path),
            Optional(entries, "evidence", path),
            Optional(entries, "correction", path),
            Chosen(entries, "reason", LedgerFinding.Reasons, what, path),
            Optional(entries, "note", path),
            Optional(entries, "derivation", path)
        );
        return note.Verdict is not null && note.Evidence is null
                ? throw new BindingsException(path, line, $"{what}: 'verdict: {note.Verdict}' needs 'evidence'")
            : note is { Verdict: "refuted", Correction: null }
                ? throw new BindingsException(path, line, $"{what}: 'verdict: refuted' needs a 'correction'")
            : note.Verdict is not null && note.Reason is not null
                ? throw new BindingsException(path, line, $"{what}: 'reason' belongs to what stays unchecked")
            : note;
    }

    private static IReadOnlyList<(string Key, int KeyLine, YamlTree Value)> Section(
        Dictionary<string, YamlTree> entries,
        string key,
        string path
    ) =>
        entries.TryGetValue(key, out var tree) && tree is not YamlTree.Text { Value: "" }
            ? YamlTree.MappingOf(tree, key, null, path).Entries
            : [];

    private static IReadOnlyList<YamlTree> Items(YamlTree tree, string what, string path) =>
        tree is YamlTree.Items(var items, _)
            ? items
            : throw new BindingsException(path, tree.Line, $"{what}: expected a list");

    private static string Required(
        Dictionary<string, YamlTree> entries,
        string key,
        string what,
        int line,
        string path
    ) =>
        Optional(entries, key, path) is { Length: > 0 } text
            ? text
            : throw new BindingsException(path, line, $"{what}: expected the key '{key}'");

    private static string? Optional(Dictionary<string, YamlTree> entries, string key, string path) =>
        entries.TryGetValue(key, out var tree) ? YamlTree.TextOf(tree, key, path) : null;

    private static string? Chosen(
        Dictionary<string, YamlTree> entries,
        string key,
        IReadOnlyList<string> legal,
        string what,
        string path
    ) =>
        Optional(entries, key, path) is not { } word ? null
        : legal.Contains(word) ? word
        : throw new BindingsException(
            path,
            entries[key].Line,
            $"{what}: {key}: expected one of {string.Join(", ", legal)}; got '{word}'"
        );
}
