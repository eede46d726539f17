// The words and inline formulas around each display: cues for its role, conditions, and what symbols are said to be.
using System.Text;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;

namespace LossProofs.Audit.Claims;

/// <summary>What stands near a display formula.</summary>
/// <param name="Before">The words since the display or heading before, the last few hundred characters.</param>
/// <param name="After">The words up to the next paragraph.</param>
/// <param name="Conditions">Inline formulas of the sentence before and after that restrict names.</param>
internal sealed record Nearby(string Before, string After, IReadOnlyList<Expression> Conditions)
{
    /// <summary>Number of the section (between headings) that the display stands in.</summary>
    public int Section { get; init; }

    /// <summary>The limit that the sentence before names: "As x \to 0, …"; null where there is none, or several.</summary>
    public Chain? Limit { get; init; }

    /// <summary>Whether the name on the left was last defined in the same section.</summary>
    public bool SameSection { get; init; }

    /// <summary>The words of the displays before that the display's own sentence goes on from; empty where it is a new one.</summary>
    public string Shared { get; init; } = string.Empty;

    /// <summary>The heading of the section.</summary>
    public string Heading { get; init; } = string.Empty;

    /// <summary>What the words of the section up to the display leave out or hold fixed.</summary>
    public Liberties Liberties { get; init; } = Liberties.None;

    /// <summary>A name of a loss or the like that its sentence has for the first time; null where there is none.</summary>
    public string? NewQuantity { get; init; }

    /// <summary>Whether it stands in a proof by contradiction.</summary>
    public bool IsAbsurd { get; init; }
}

/// <summary>An inline formula with the words before it.</summary>
internal sealed record InlineStatement(Expression Formula, string Before, int Line, int Ordinal)
{
    /// <summary>Number of the section (between headings) that it stands in.</summary>
    public int Section { get; init; }
}

internal sealed class Surroundings
{
    private const int Reach = 300;

    private static readonly string[] Whens =
    [
        "当",
        "若",
        "如果",
        "对于",
        "对",
        "设",
        "假设",
        "其中",
        "满足",
        "即",
        "（",
        "(",
        "when",
        "if",
        "for",
        "where",
        "with",
        "given",
        "suppose",
        "assume",
        "let",
        "provided",
        "since",
        "and",
        "且",
        "和",
        "、",
        "情况",
        "case",
    ];

    private readonly Dictionary<int, Nearby> _nearby = [];
    private readonly List<Expression> _formulas = [];
    private readonly Dictionary<int, StringBuilder> _words = [];
    private (int Section, string Words) _last = (-1, string.Empty);

    public Surroundings(Document document, ParserOptions options)
    {
        var before = string.Empty;
        var inlineBefore = new List<(Expression Formula, string Words)>();
        var ordinal = 0;
        var section = 0;
        var heading = string.Empty;
        var liberties = Liberties.None;
        Nearby? previous = null;
        var known = new KnownWords();
        var contraries = new List<(int Section, int Ordinal, bool Opens)>();
        var segments = document.Segments;
        for (var i = 0; i < segments.Count; i++)
        {
            switch (segments[i])
            {
                case Heading title:
                    NoteContraries(before, ordinal + 1);
                    known.Add(before);
                    section++;
                    before = string.Empty;
                    inlineBefore.Clear();
                    // What names the whole document is no situation of a part of it.
                    heading = section == 1 && title.Level == 1 ? string.Empty : title.Text;
                    liberties = Circumstances.Taken(heading, Liberties.None);
                    known.Add(title.Text);
                    previous = null;
                    ReadTitle(title, ordinal, section, options);
                    break;
                case Break:
                    before += "\n";
                    break;
                case Prose prose:
                    before += prose.Text;
                    if (!_words.TryGetValue(section, out var words))
                    {
                        _words[section] = words = new StringBuilder();
                    }

                    words.Append(prose.Text).Append(' ');
                    break;
                case InlineMath math:
                    var inline = FormulaParser.Parse(math.Latex, options);
                    if (inline.IsReadable)
                    {
                        _formulas.Add(inline.Body);
                        Inline.Add(
                            new InlineStatement(inline.Body, Last(before), math.Line, ordinal) { Section = section }
                        );
                        inlineBefore.Add((inline.Body, LastSentence(before)));
                    }

                    before += "$";
                    break;
                case Display display:
                    ordinal = display.Equation.Ordinal;
                    var formula = FormulaParser.Parse(display.Equation.Latex, options);
                    if (formula.IsReadable)
                    {
                        _formulas.Add(formula.Body);
                        Displays.Add((ordinal, formula.Body));
                    }

                    var (after, inlineAfter) = After(segments, i + 1, options);
                    var sentence = SentenceStart(before);
                    var conditions = inlineBefore
                        .Where((_, place) => place >= inlineBefore.Count - Inlines(sentence))
                        .Concat(inlineAfter)
                        .Where(statement => Restricts(statement.Formula, statement.Words))
                        .Select(statement => statement.Formula)
                        .ToList();
                    var limit = Limit(
                        sentence,
                        [.. inlineBefore.TakeLast(Inlines(sentence)).Select(one => one.Formula)]
                    );
                    liberties = Circumstances.Taken(before, liberties);
                    NoteContraries(before, ordinal);
                    previous = new Nearby(Last(before), after, conditions)
                    {
                        Section = section,
                        Limit = limit,
                        Shared =
                            previous is not null && GoesOn(before)
                                ? Last(previous.Shared + previous.Before)
                                : string.Empty,
                        Heading = heading,
                        Liberties = liberties,
                        NewQuantity = NewQuantity(before),
                    };
                    _nearby[ordinal] = previous;
                    before = string.Empty;
                    inlineBefore.Clear();
                    break;
            }

            if (before.Length > 4 * Reach)
            {
                liberties = Circumstances.Taken(before, liberties);
                NoteContraries(before, ordinal + 1);
                known.Add(before[..^Reach]);
                before = before[^Reach..];
            }
        }

        NoteContraries(before, ordinal + 1);
        MarkAbsurd(contraries);

        // The words before the sentence, those of headings included.
        string? NewQuantity(string words)
        {
            var tail = SentenceStart(words);
            tail = tail[(tail.LastIndexOf(". ", StringComparison.Ordinal) + 1)..];
            known.Add(words[..words.LastIndexOf(tail, StringComparison.Ordinal)]);
            var found = Circumstances.NewQuantity(tail, known.Has);
            known.Add(tail);
            return found;
        }

        // What ends a proof stands after the display before, what begins one before the display after.
        void NoteContraries(string words, int next)
        {
            if (Circumstances.FindsAbsurd(words))
            {
                contraries.Add((section, next - 1, false));
            }

            if (Circumstances.SupposesContrary(words))
            {
                contraries.Add((section, next, true));
            }
        }
    }

    /// <summary>All readable formulas, in order.</summary>
    public IEnumerable<Expression> Formulas => _formulas;

    /// <summary>The inline formulas with the words before them and the number of the display before them.</summary>
    public List<InlineStatement> Inline { get; } = [];

    /// <summary>The formulas of the headings.</summary>
    public List<InlineStatement> Titles { get; } = [];

    /// <summary>The readable display formulas, in order.</summary>
    public List<(int Ordinal, Expression Formula)> Displays { get; } = [];

    public Nearby Of(Equation equation) => _nearby[equation.Ordinal];

    /// <summary>The number of the section that a display stands in.</summary>
    public int Section(int ordinal) => _nearby.TryGetValue(ordinal, out var near) ? near.Section : -1;

    /// <summary>All words of a section.</summary>
    public string Words(int section)
    {
        if (_last.Section != section)
        {
            _last = (section, _words.TryGetValue(section, out var words) ? words.ToString() : string.Empty);
        }

        return _last.Words;
    }

    // The displays from where the contrary is supposed to where it is found absurd; a section where only one is said, up to
    // its border.
    private void MarkAbsurd(List<(int Section, int Ordinal, bool Opens)> contraries)
    {
        var spans = contraries
            .GroupBy(mark => mark.Section)
            .ToDictionary(
                marks => marks.Key,
                marks =>
                {
                    var from = marks.Where(mark => mark.Opens).Select(mark => mark.Ordinal).DefaultIfEmpty(0).Min();
                    var to = marks.Where(mark => !mark.Opens).Select(mark => mark.Ordinal).DefaultIfEmpty(-1).Max();
                    return (From: from, To: to < from ? int.MaxValue : to);
                }
            );
        foreach (var (ordinal, near) in spans.Count == 0 ? [] : _nearby.ToList())
        {
            if (spans.TryGetValue(near.Section, out var span) && ordinal >= span.From && ordinal <= span.To)
            {
                _nearby[ordinal] = near with { IsAbsurd = true };
            }
        }
    }

    // What a heading says of symbols: "The case $\gamma = 0$".
    private void ReadTitle(Heading title, int ordinal, int section, ParserOptions options)
    {
        foreach (var latex in title.Text.Split('$').Where((_, place) => place % 2 == 1))
        {
            if (FormulaParser.Parse(latex, options) is { IsReadable: true } formula)
            {
                Titles.Add(new InlineStatement(formula.Body, string.Empty, title.Line, ordinal) { Section = section });
            }
        }
    }

    // "A and similarly B", or one display after the other: a sentence that the display before has begun.
    private static bool GoesOn(string words)
    {
        var trimmed = words.Trim();
        var first = trimmed.FirstOrDefault(char.IsLetter);
        return first == default
            || char.IsAsciiLetterLower(trimmed[0])
            || Array.Exists(Conjunctions, conjunction => trimmed.StartsWith(conjunction, StringComparison.Ordinal));
    }

    private static readonly string[] Conjunctions = ["以及", "和", "且", "并且", "或", "与"];

    private static string Last(string words) => words.Length <= Reach ? words : words[^Reach..];

    // The words since the last full stop; a paragraph's end is none, since a display often follows after a blank line.
    private static string SentenceStart(string words)
    {
        var trimmed = words.TrimEnd('\n', ' ', '\r', '：', ':', '，', ',', '*');
        var stop = trimmed.LastIndexOfAny(['。', '；', '！', '？', '\n']);
        return stop < 0 ? trimmed : trimmed[(stop + 1)..];
    }

    private static string LastSentence(string words)
    {
        var stop = words.LastIndexOfAny(['。', '；', '\n']);
        return stop < 0 ? words : words[(stop + 1)..];
    }

    private static readonly string[] LimitLeads =
    [
        "as",
        "when",
        "if",
        "for",
        "in the limit",
        "limit",
        "当",
        "若",
        "令",
        "在",
    ];

    // "As $x \to 0$, the loss …:" and no other formula of the sentence tends anywhere.
    private static Chain? Limit(string sentence, IReadOnlyList<Expression> inlines)
    {
        var words = sentence.Split('$');
        if (words.Length != inlines.Count + 1)
        {
            return null;
        }

        var tending = Enumerable
            .Range(0, inlines.Count)
            .Where(place => inlines[place] is Chain { Relations: [{ Symbol: "\\to" }] })
            .ToList();
        return
            tending is [var only]
            && Array.Exists(LimitLeads, lead => EndsWithWord(words[only], lead))
            && !string.Join(' ', words.Skip(only + 1)).Contains(". ", StringComparison.Ordinal)
            ? WrittenStatement.LimitOf(inlines[only], apart: true)
            : null;
    }

    private static bool EndsWithWord(string words, string lead)
    {
        var trimmed = words.TrimEnd();
        return trimmed.EndsWith(lead, StringComparison.OrdinalIgnoreCase)
            && (
                !char.IsAsciiLetter(lead[0])
                || trimmed.Length == lead.Length
                || !char.IsAsciiLetter(trimmed[^(lead.Length + 1)])
            );
    }

    private static int Inlines(string sentence) => sentence.Count(c => c == '$');

    private static (string Words, List<(Expression Formula, string Words)> Inline) After(
        LossProofs.Audit.Terms.Sequence<Segment> segments,
        int from,
        ParserOptions options
    )
    {
        var words = string.Empty;
        var inline = new List<(Expression, string)>();
        for (var i = from; i < segments.Count && words.Length < Reach; i++)
        {
            switch (segments[i])
            {
                case Break when words.Trim().Length > 0 || inline.Count > 0:
                case Display or Heading:
                    return (words, inline);
                case Prose prose:
                    words += prose.Text;
                    break;
                case InlineMath math:
                    if (FormulaParser.Parse(math.Latex, options) is { IsReadable: true } formula && Explains(words))
                    {
                        inline.Add((formula.Body, words));
                    }

                    words += "$";
                    break;
            }
        }

        return (words, inline);
    }

    // Words after a display speak about its symbols: where, with, for.
    public static bool Explains(string words)
    {
        var trimmed = words.TrimStart('\n', ' ', '\r', ',', '，', '*', '（', '(');
        return trimmed.StartsWith("其中", StringComparison.Ordinal)
            || trimmed.StartsWith("这里", StringComparison.Ordinal)
            || trimmed.StartsWith("where", StringComparison.OrdinalIgnoreCase)
            || trimmed.StartsWith("with", StringComparison.OrdinalIgnoreCase)
            || trimmed.StartsWith("for", StringComparison.OrdinalIgnoreCase)
            || trimmed.StartsWith("here", StringComparison.OrdinalIgnoreCase)
            || trimmed.StartsWith("provided", StringComparison.OrdinalIgnoreCase)
            || trimmed.StartsWith("对", StringComparison.Ordinal)
            || trimmed.StartsWith("当", StringComparison.Ordinal);
    }

    // "near x = 0" says where to look, not where the claim is made.
    private static readonly string[] Nearnesses = ["near", "around", "about", "close to", "附近", "接近"];

    private static bool Restricts(Expression formula, string words) =>
        formula is Chain chain
        && !Array.Exists(Nearnesses, near => words.TrimEnd().EndsWith(near, StringComparison.OrdinalIgnoreCase))
        && chain.Relations.All(relation =>
            relation.Symbol is "\\in" or "\\neq" or "<" or ">" or "\\leq" or "\\geq" or "="
        )
        && (
            chain.Relations[0].Symbol != "="
            || (
                Array.Exists(Whens, when => words.Contains(when, StringComparison.OrdinalIgnoreCase))
                && (chain.Operands[^1] is Numeral || chain.Operands.All(Names.IsName))
                && chain.Operands.Count == 2
            )
        );
}
