// Reads bindings files; what is wrong in one is said with file, line, key and what was expected.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Bindings;

/// <summary>Reads the YAML format of docs/bindings.md.</summary>
public static class BindingsLoader
{
    private static readonly string[] s_fileKeys = ["document", "symbols", "given", "equations", "sections"];
    private static readonly string[] s_symbolKeys = ["is", "also", "means", "depends on"];
    private static readonly string[] s_equationKeys =
    [
        "role",
        "given",
        "symbols",
        "regime",
        "within",
        "varies",
        "over",
        "moves",
        "towards",
        "means",
        "expect",
        "reason",
        "skip",
    ];
    private static readonly string[] s_regimeKeys = ["limit", "scale", "error"];

    /// <summary>Reads a file's text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <exception cref="BindingsException">The text is not a bindings file.</exception>
    public static BindingsFile Read(string text, string path)
    {
        var root = YamlTree.MappingOf(YamlTree.Read(text, path), "the file", s_fileKeys, path);
        string? title = null;
        List<SymbolBinding> symbols = [];
        List<GivenCondition> given = [];
        List<EquationNote> equations = [];
        List<SectionBindings> sections = [];
        foreach (var (key, _, value) in root.Entries)
        {
            switch (key)
            {
                case "document":
                    title = YamlTree.TextOf(value, key, path);
                    break;
                case "symbols":
                    symbols.AddRange(
                        YamlTree.MappingOf(value, key, null, path).Entries.Select(entry => Symbol(entry, path))
                    );
                    break;
                case "given":
                    given.AddRange(Conditions(value, key, path));
                    break;
                case "equations":
                    equations.AddRange(
                        YamlTree.MappingOf(value, key, null, path).Entries.Select(entry => Equation(entry, path))
                    );
                    break;
                case "sections":
                    sections.AddRange(
                        YamlTree.MappingOf(value, key, null, path).Entries.Select(entry => Section(entry, path))
                    );
                    break;
            }
        }

        RequireDistinct(symbols, path);
        return new BindingsFile(path, title, symbols.ToSequence(), given.ToSequence(), equations.ToSequence())
        {
            Sections = sections.ToSequence(),
        };
    }

    private static SectionBindings Section((string Key, int KeyLine, YamlTree Value) entry, string path)
    {
        var (from, line, value) = entry;
        var symbols = YamlTree
            .MappingOf(value, $"section from {from}", null, path)
            .Entries.Select(symbol => Symbol(symbol, path))
            .ToSequence();
        RequireDistinct(symbols, path);
        return new SectionBindings(new EquationNote(from, line), symbols, line);
    }

    private static void RequireDistinct(IEnumerable<SymbolBinding> symbols, string path)
    {
        var spellings = new HashSet<string>(StringComparer.Ordinal);
        foreach (var symbol in symbols)
        {
            foreach (var spelling in symbol.Also.Prepend(symbol.Spelling))
            {
                if (!spellings.Add(spelling))
                {
                    throw new BindingsException(path, symbol.Line, $"{spelling}: declared twice");
                }
            }
        }
    }

    /// <summary>Parses the phrase of a `--where` option: <c>p in (0,1)</c>, <c>s: vector of length n</c>.</summary>
    /// <exception cref="BindingsException">The phrase is not understood.</exception>
    public static SymbolBinding ReadWhere(string text) =>
        ReadConditional(text) is ([var symbol], [])
            ? symbol
            : throw new BindingsException("--where", 0, $"expected one symbol without conditions, got '{text}'");

    /// <summary>
    /// Parses such a phrase of several symbols, and with conditions: <c>x, y: real</c>, <c>x: real != 0</c>.
    /// </summary>
    /// <exception cref="BindingsException">The phrase is not understood.</exception>
    public static (Sequence<SymbolBinding> Symbols, Sequence<GivenCondition> Given) ReadConditional(string text)
    {
        if (SplitWhere(text) is not var (spellings, phrase))
        {
            throw new BindingsException("--where", 0, $"expected 'symbol in domain' or 'symbol: phrase', got '{text}'");
        }

        var symbols = new List<SymbolBinding>();
        var given = new List<GivenCondition>();
        foreach (var spelling in Phrases.Several(spellings))
        {
            var (kind, conditions) = Phrases.Apart(phrase, spelling);
            var (meaning, dependsOn) = Phrases.Parse(kind, spelling, "--where", 0);
            symbols.Add(new SymbolBinding(spelling, [], meaning, dependsOn, 1));
            given.AddRange(conditions.Select(condition => new GivenCondition(condition, 0)));
        }

        return (symbols.ToSequence(), given.DistinctBy(condition => condition.Latex).ToSequence());
    }

    // A symbol and what is said of it: after a colon, or from the word "in" on.
    internal static (string Symbol, string Phrase)? SplitWhere(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var middle = text.IndexOf(" in ", StringComparison.Ordinal);
        return colon >= 0 && (middle < 0 || colon < middle) ? (text[..colon].Trim(), text[(colon + 1)..].Trim())
            : middle >= 0 ? (text[..middle].Trim(), text[(middle + 1)..].Trim())
            : null;
    }

    private static SymbolBinding Symbol((string Key, int KeyLine, YamlTree Value) entry, string path)
    {
        var (spelling, line, value) = entry;
        if (value is YamlTree.Text(var phrase, _))
        {
            var (meaning, dependsOn) = Phrases.Parse(phrase, spelling, path, line);
            return new SymbolBinding(spelling, [], meaning, dependsOn, line);
        }

        Sequence<string> also = [];
        Sequence<string> parameters = [];
        SymbolMeaning? what = null;
        foreach (var (key, keyLine, inner) in YamlTree.MappingOf(value, spelling, s_symbolKeys, path).Entries)
        {
            switch (key)
            {
                case "is" when what is null:
                {
                    var (meaning, dependsOn) = Phrases.Parse(
                        YamlTree.TextOf(inner, key, path),
                        spelling,
                        path,
                        keyLine
                    );
                    what = meaning;
                    parameters = [.. parameters, .. dependsOn];
                    break;
                }
                case "means" when what is null:
                    what = new Abbreviation(YamlTree.TextOf(inner, key, path));
                    break;
                case "is" or "means":
                    throw new BindingsException(
                        path,
                        keyLine,
                        $"{spelling}: expected either 'is' or 'means', found both"
                    );
                case "also":
                    also = Texts(inner, key, path);
                    break;
                case "depends on":
                    parameters = [.. parameters, .. Texts(inner, key, path)];
                    break;
            }
        }

        return new SymbolBinding(
            spelling,
            also,
            what
                ?? throw new BindingsException(
                    path,
                    line,
                    $"{spelling}: expected 'is' (what it is) or 'means' (LaTeX)"
                ),
            parameters,
            line
        );
    }

    private static EquationNote Equation((string Key, int KeyLine, YamlTree Value) entry, string path)
    {
        var (name, line, value) = entry;
        var note = new EquationNote(name, line);
        string? reason = null;
        var expected = false;
        string? moves = null;
        string? towards = null;
        foreach (
            var (key, keyLine, inner) in YamlTree.MappingOf(value, $"equation {name}", s_equationKeys, path).Entries
        )
        {
            switch (key)
            {
                case "role":
                    note = note with { Role = RoleOf(YamlTree.TextOf(inner, key, path), name, path, keyLine) };
                    break;
                case "given":
                    note = note with { Given = Conditions(inner, key, path).ToSequence() };
                    break;
                case "regime":
                    note = note with { Regime = Regime(inner, name, path) };
                    break;
                case "symbols":
                    note = note with
                    {
                        Symbols = YamlTree
                            .MappingOf(inner, key, null, path)
                            .Entries.Select(symbol => Symbol(symbol, path))
                            .ToSequence(),
                    };
                    break;
                case "within":
                    note = note with { Within = YamlTree.TextOf(inner, key, path) };
                    break;
                case "varies":
                    note = note with { Varies = Texts(inner, key, path) };
                    break;
                case "over":
                    note = note with { Over = Interval(YamlTree.TextOf(inner, key, path), name, path, keyLine) };
                    break;
                case "moves":
                    moves = YamlTree.TextOf(inner, key, path);
                    break;
                case "towards":
                    towards = YamlTree.TextOf(inner, key, path);
                    break;
                case "means":
                    note = note with
                    {
                        Means = YamlTree
                            .MappingOf(inner, key, null, path)
                            .Entries.Select(pair => new MeansNote(
                                pair.Key,
                                YamlTree.TextOf(pair.Value, pair.Key, path)
                            ))
                            .ToSequence(),
                    };
                    break;
                case "expect":
                    expected =
                        YamlTree.TextOf(inner, key, path) == "refuted"
                            ? true
                            : throw new BindingsException(
                                path,
                                keyLine,
                                $"equation {name}: expect: the only expectation is 'refuted', got '{YamlTree.TextOf(inner, key, path)}'"
                            );
                    break;
                case "reason":
                    reason = YamlTree.TextOf(inner, key, path);
                    break;
                case "skip":
                    note = note with { Skip = YamlTree.TextOf(inner, key, path) };
                    break;
            }
        }

        if (moves is null != towards is null)
        {
            throw new BindingsException(path, line, $"equation {name}: 'moves' and 'towards' belong together");
        }

        if (moves is not null)
        {
            note = note with { Update = new UpdateNote(moves, towards!) };
        }

        return expected && string.IsNullOrWhiteSpace(reason)
                ? throw new BindingsException(path, line, $"equation {name}: 'expect: refuted' needs a 'reason'")
            : reason is not null && !expected
                ? throw new BindingsException(path, line, $"equation {name}: 'reason' belongs to 'expect: refuted'")
            : note with { ExpectRefuted = reason };
    }

    private static RealInterval Interval(string text, string name, string path, int line) =>
        Phrases.Parse(text, name, path, line).Meaning
            is Quantity { Dimensions.Count: 0, Domain: RealInterval { Lower: not null, Upper: not null } interval }
            ? interval
            : throw new BindingsException(
                path,
                line,
                $"equation {name}: over: expected a bounded interval such as [0, 1], got '{text}'"
            );

    private static RegimeNote Regime(YamlTree value, string name, string path)
    {
        if (value is YamlTree.Text(var limit, _))
        {
            return new RegimeNote(limit, null, false);
        }

        string? to = null;
        string? scale = null;
        var bigO = false;
        foreach (
            var (key, keyLine, inner) in YamlTree
                .MappingOf(value, $"equation {name}: regime", s_regimeKeys, path)
                .Entries
        )
        {
            var text = YamlTree.TextOf(inner, key, path);
            switch (key)
            {
                case "limit":
                    to = text;
                    break;
                case "scale":
                    scale = text;
                    break;
                case "error":
                    bigO = text switch
                    {
                        "O" => true,
                        "o" => false,
                        _ => throw new BindingsException(
                            path,
                            keyLine,
                            $"equation {name}: error: expected 'o' or 'O', got '{text}'"
                        ),
                    };
                    break;
            }
        }

        return new RegimeNote(
            to
                ?? throw new BindingsException(
                    path,
                    value.Line,
                    $"equation {name}: regime: expected a 'limit' such as x \\to 0"
                ),
            scale,
            bigO
        );
    }

    private static Role RoleOf(string text, string name, string path, int line) =>
        text switch
        {
            "claim" => Role.Claim,
            "definition" => Role.Definition,
            "condition" => Role.Condition,
            "assumption" => Role.Assumption,
            "empirical" => Role.Empirical,
            _ => throw new BindingsException(
                path,
                line,
                $"equation {name}: role: expected claim, definition, condition, assumption or empirical, got '{text}'"
            ),
        };

    private static Sequence<string> Texts(YamlTree tree, string key, string path) =>
        tree is YamlTree.Items(var entries, _)
            ? entries.Select(entry => YamlTree.TextOf(entry, key, path)).ToSequence()
            : [YamlTree.TextOf(tree, key, path)];

    private static IEnumerable<GivenCondition> Conditions(YamlTree tree, string key, string path) =>
        tree is YamlTree.Items(var entries, _)
            ? entries.Select(entry => new GivenCondition(YamlTree.TextOf(entry, key, path), entry.Line))
            : [new GivenCondition(YamlTree.TextOf(tree, key, path), tree.Line)];
}
