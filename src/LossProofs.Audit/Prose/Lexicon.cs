// The phrases of all languages that are read, from Lexicon/*.yaml, and the one way to find them in words.
using System.Buffers;
using System.Collections.Frozen;
using System.Reflection;
using LossProofs.Audit.Bindings;

namespace LossProofs.Audit.Prose;

/// <summary>A phrase found in words.</summary>
internal readonly record struct Found(string Phrase, int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>The phrases of some languages.</summary>
internal sealed class Lexicon
{
    private const string Folder = "lexicon/";

    // What separates words, and stands for a display among them.
    private static readonly SearchValues<char> s_blank = SearchValues.Create([
        ' ',
        '\n',
        '\r',
        '\t',
        ProseReading.Display,
    ]);

    // A formula by itself has no words: no language is read for it.
    private readonly Lazy<IReadOnlyList<Language>> _languages;

    private Lexicon(Func<IReadOnlyList<Language>> languages) => _languages = new(languages);

    /// <summary>All languages that ship with the tool.</summary>
    public static Lexicon Shipped { get; } = new(Read);

    /// <summary>The languages.</summary>
    public IReadOnlyList<Language> Languages => _languages.Value;

    /// <summary>
    /// The languages that a text is written in. English and Chinese stand beside each other in many documents; the words of
    /// another count only where it is written, for they are spelled like English ones.
    /// </summary>
    public Lexicon For(string text) =>
        new(() =>
            [
                .. Languages.Where(language =>
                    language.Script == "Han" || language.Name == "English" || language.IsWrittenIn(text)
                ),
            ]
        );

    /// <summary>The first phrase of a category in the words; null where there is none.</summary>
    public Found? Find(Category category, string words)
    {
        foreach (var found in All(category, words))
        {
            return found;
        }

        return null;
    }

    /// <summary>Whether the words have a phrase of a category.</summary>
    public bool Has(Category category, string words) => Find(category, words) is not null;

    /// <summary>All phrases of a category in the words, language by language.</summary>
    public IEnumerable<Found> All(Category category, string words) =>
        words.AsSpan().ContainsAnyExcept(s_blank)
            ? Languages.SelectMany(language => language.Find(category, words))
            : [];

    /// <summary>How far a category reaches.</summary>
    public Reach Reach(Category category) =>
        Languages.Select(language => language.Reach(category)).FirstOrDefault(reach => reach is not null)
        ?? Prose.Reach.Sentence;

    /// <summary>The words with all phrases of the categories blanked.</summary>
    public string Without(string words, params ReadOnlySpan<Category> categories)
    {
        var letters = words.ToCharArray();
        foreach (var category in categories)
        {
            foreach (var found in All(category, words))
            {
                letters.AsSpan(found.Start, found.Length).Fill(' ');
            }
        }

        return new string(letters);
    }

    /// <summary>Whether a word, without its last stop, is an abbreviation: no sentence ends there.</summary>
    public bool IsAbbreviation(string word) =>
        word.Length > 0 && Languages.Any(language => language.Abbreviations.Contains(word));

    private static Language[] Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                    return Language.Parse(reader.ReadToEnd(), name);
                }),
        ];
    }
}

/// <summary>The phrases of one language.</summary>
internal sealed class Language
{
    private static readonly FrozenDictionary<string, Category> Keys = Enum.GetValues<Category>()
        .ToFrozenDictionary(category => category.Key());

    private readonly Dictionary<Category, Cues> _cues = [];

    private Language(
        string name,
        string script,
        bool isWhole,
        FrozenSet<string> common,
        FrozenSet<string> abbreviations
    ) => (Name, Script, IsWhole, Common, Abbreviations) = (name, script, isWhole, common, abbreviations);

    public string Name { get; }

    /// <summary>Latin: phrases are whole words. Han: they stand anywhere.</summary>
    public string Script { get; }

    /// <summary>Whether the file says all that matters; a language that is read in part does not carry a refutation.</summary>
    public bool IsWhole { get; }

    /// <summary>The words by which the language is known.</summary>
    public FrozenSet<string> Common { get; }

    public FrozenSet<string> Abbreviations { get; }

    /// <summary>A language's file.</summary>
    /// <exception cref="BindingsException">The file is not understood.</exception>
    public static Language Parse(string text, string path)
    {
        var root = YamlTree.MappingOf(
            YamlTree.Read(text, path),
            "a lexicon",
            ["language", "script", "read", "common", "abbreviations", "cues"],
            path
        );
        var language = new Language(
            Text("language") ?? throw new BindingsException(path, 1, "language: expected a name"),
            Text("script") switch
            {
                "Latin" or "Han" => Text("script")!,
                var other => throw new BindingsException(path, 1, $"script: expected Latin or Han, got '{other}'"),
            },
            Text("read") switch
            {
                null or "whole" => true,
                "part" => false,
                var other => throw new BindingsException(path, 1, $"read: expected whole or part, got '{other}'"),
            },
            List("common").ToFrozenSet(StringComparer.OrdinalIgnoreCase),
            List("abbreviations").ToFrozenSet(StringComparer.OrdinalIgnoreCase)
        );
        if (Value(root, "cues") is { } cues)
        {
            foreach (var (key, line, tree) in YamlTree.MappingOf(cues, "cues", null, path).Entries)
            {
                if (!Keys.TryGetValue(key, out var category))
                {
                    throw new BindingsException(path, line, $"cues: unknown category '{key}'");
                }

                language._cues[category] = Cues.Parse(tree, key, language.Script == "Latin", path);
            }
        }

        return language;

        string? Text(string key) => Value(root, key) is { } tree ? YamlTree.TextOf(tree, key, path) : null;
        IEnumerable<string> List(string key) => Value(root, key) is { } tree ? Cues.Texts(tree, key, path) : [];
    }

    internal static YamlTree? Value(YamlTree.Mapping mapping, string key) =>
        mapping.Entries.FirstOrDefault(entry => entry.Key == key).Value;

    /// <summary>The phrases of a category in the words.</summary>
    public IEnumerable<Found> Find(Category category, string words) =>
        _cues.TryGetValue(category, out var cues) ? cues.In(words) : [];

    public Reach? Reach(Category category) => _cues.TryGetValue(category, out var cues) ? cues.Reach : null;

    /// <summary>Whether a word of more than two letters is, or begins as, a phrase of its own.</summary>
    public bool IsPhrase(string word) =>
        _cues.Values.Any(cues => cues.In(word).Any(found => found is { Start: 0, Length: > 2 }));

    /// <summary>Whether a text has at least three of the language's common words, and no fewer than a tenth of all words.</summary>
    public bool IsWrittenIn(string text)
    {
        var (all, own) = (0, 0);
        foreach (var word in Words.Of(text))
        {
            all++;
            own += Common.Contains(word) ? 1 : 0;
        }

        return own >= 3 && own * 10 >= all;
    }
}

/// <summary>The phrases of one category in one language.</summary>
internal sealed class Cues
{
    private enum Place
    {
        Anywhere,
        Start,
        End,
    }

    private readonly record struct Pattern(string Text, string Folded, bool OpenStart, bool OpenEnd, int[] Needed);

    private readonly Pattern[] _phrases;
    private readonly Pattern[] _exceptions;
    private readonly Place _place;
    private readonly bool _bounded;

    private Cues(Reach reach, Place place, IEnumerable<string> phrases, IEnumerable<string> exceptions, bool bounded)
    {
        (Reach, _place, _bounded) = (reach, place, bounded);
        _phrases = [.. phrases.Select(Read)];
        _exceptions = [.. exceptions.Select(Read)];
    }

    public Reach Reach { get; }

    public static Cues Parse(YamlTree tree, string key, bool bounded, string path)
    {
        var mapping = YamlTree.MappingOf(tree, key, ["reach", "at", "phrases", "except"], path);
        return new Cues(
            Named<Reach>("reach"),
            Language.Value(mapping, "at") is null ? Place.Anywhere : Named<Place>("at"),
            Language.Value(mapping, "phrases") is { } phrases
                ? Texts(phrases, key, path)
                : throw new BindingsException(path, tree.Line, $"{key}: expected phrases"),
            Language.Value(mapping, "except") is { } except ? Texts(except, key, path) : [],
            bounded
        );

        T Named<T>(string field)
            where T : struct, Enum =>
            Language.Value(mapping, field) is { } value
            && Enum.TryParse<T>(YamlTree.TextOf(value, field, path), ignoreCase: true, out var named)
                ? named
                : throw new BindingsException(
                    path,
                    tree.Line,
                    $"{key}: {field}: expected {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}"
                );
    }

    public static IReadOnlyList<string> Texts(YamlTree tree, string key, string path) =>
        tree is YamlTree.Items items
            ? [.. items.Entries.Select(entry => YamlTree.TextOf(entry, key, path))]
            : throw new BindingsException(path, tree.Line, $"{key}: expected a list");

    /// <summary>The phrases in the words, in the order of the list.</summary>
    public IEnumerable<Found> In(string words)
    {
        List<Found>? masked = null;
        var pairs = LetterPairs.Of(words);
        foreach (var phrase in _phrases)
        {
            if (!pairs.HasAll(phrase.Needed))
            {
                continue;
            }

            foreach (var found in Matches(phrase, words, pairs.Folded))
            {
                masked ??= [.. _exceptions.SelectMany(exception => Matches(exception, words, pairs.Folded))];
                if (
                    !masked.Exists(mask => mask.Start < found.End && found.Start < mask.End)
                    && _place switch
                    {
                        Place.Start => words.AsSpan(0, found.Start).TrimStart(Words.Lead).IsEmpty,
                        Place.End => words.AsSpan(found.End).TrimEnd(Words.Trail).IsEmpty,
                        _ => true,
                    }
                )
                {
                    yield return found;
                }
            }
        }
    }

    private static IEnumerable<Found> Matches(Pattern pattern, string words, string folded)
    {
        for (
            var at = folded.IndexOf(pattern.Folded, StringComparison.Ordinal);
            at >= 0;
            at = folded.IndexOf(pattern.Folded, at + 1, StringComparison.Ordinal)
        )
        {
            var end = at + pattern.Text.Length;
            if (
                (pattern.OpenStart || at == 0 || !char.IsLetter(pattern.Text[0]) || !Words.IsLetter(words[at - 1]))
                && (
                    pattern.OpenEnd
                    || end == words.Length
                    || !char.IsLetter(pattern.Text[^1])
                    || !Words.IsLetter(words[end])
                )
            )
            {
                yield return new Found(pattern.Text, at, pattern.Text.Length);
            }
        }
    }

    private Pattern Read(string phrase) =>
        new(
            phrase.Trim('*'),
            LetterPairs.Fold(phrase.Trim('*')),
            !_bounded || phrase.StartsWith('*'),
            !_bounded || phrase.EndsWith('*'),
            LetterPairs.Needed(phrase.Trim('*'))
        );
}
