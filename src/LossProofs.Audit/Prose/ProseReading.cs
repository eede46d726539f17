// What the words of a document say of its formulas: its text with a '$' for each formula in it, where each display stands,
// and the cues that reach it.
using System.Text;
using LossProofs.Audit.Documents;

namespace LossProofs.Audit.Prose;

/// <summary>The words of a document.</summary>
internal sealed class ProseReading
{
    /// <summary>Stands for a display among the words.</summary>
    public const char Display = '\uFFFC';

    // Words further from a formula than this say nothing of it.
    private const int Farthest = 1200;

    private readonly List<int> _lines = [];
    private readonly Dictionary<int, Vicinity> _vicinities = [];
    private readonly Dictionary<int, string> _sections = [];

    public ProseReading(Document document)
    {
        var text = new StringBuilder();
        var starts = new List<(int Ordinal, int Section, int Heading, int From, int At)>();
        var offsets = new int[document.Segments.Count];
        var ends = new List<(int Section, int Start, int End)>();
        var (section, heading, from, sectionStart) = (0, -1, 0, 0);
        for (var i = 0; i < document.Segments.Count; i++)
        {
            var segment = document.Segments[i];
            offsets[i] = text.Length;
            switch (segment)
            {
                case Heading title:
                    ends.Add((section, sectionStart, text.Length));
                    section++;
                    Append("\n", segment.Line);
                    Append(title.Text, segment.Line);
                    // What names the whole document is no situation of a part of it.
                    heading = section == 1 && title.Level == 1 ? -1 : text.Length - title.Text.Length;
                    Title = heading < 0 ? title.Text : Title;
                    sectionStart = text.Length;
                    Append("\n", segment.Line);
                    from = text.Length;
                    break;
                case Break:
                    Append("\n", segment.Line);
                    break;
                case Passage passage:
                    // A line's end in a paragraph is a blank.
                    Append(passage.Text, segment.Line - Blank(passage.Text));
                    break;
                case InlineMath math:
                    Append(math.Latex.AsSpan().TrimEnd() is [.., '.' or '。'] ? "$." : "$", segment.Line);
                    break;
                case Display display:
                    starts.Add((display.Equation.Ordinal, section, heading, from, text.Length));
                    Append(Display.ToString(), segment.Line);
                    from = text.Length;
                    break;
            }
        }

        ends.Add((section, sectionStart, text.Length));
        Text = text.ToString();
        Offsets = offsets;
        Lexicon = Lexicon.Shipped.For(Text);
        foreach (var (number, start, end) in ends)
        {
            _sections[number] = Text[start..end];
        }

        var bounds = ends.ToDictionary(end => end.Section);
        Vicinity? previous = null;
        foreach (var (ordinal, number, title, start, at) in starts)
        {
            var (_, first, last) = bounds[number];
            previous = new Vicinity(this, Math.Max(start, at - Farthest), at, first, last, title, previous);
            _vicinities[ordinal] = previous;
        }

        void Append(string words, int line)
        {
            foreach (var letter in words)
            {
                text.Append(letter == '\n' && words.Length > 1 ? ' ' : letter);
                _lines.Add(line);
                line += letter == '\n' ? 1 : 0;
            }
        }

        // A passage's line is that of its first word.
        static int Blank(string words) => words.TakeWhile(char.IsWhiteSpace).Count(letter => letter == '\n');
    }

    /// <summary>The words, with a '$' for each formula in the running text and a line's end for each paragraph's.</summary>
    public string Text { get; }

    /// <summary>What names the whole document; empty where nothing does.</summary>
    public string Title { get; } = string.Empty;

    /// <summary>Whether its words as a whole are in no language that is read.</summary>
    public bool IsMostlyForeign => _isMostlyForeign ??= Unreadable.IsMostlyForeign(Text);

    private bool? _isMostlyForeign;

    /// <summary>Where each segment of the document starts in the text.</summary>
    public IReadOnlyList<int> Offsets { get; }

    /// <summary>The phrases of the languages that the document is written in.</summary>
    public Lexicon Lexicon { get; }

    /// <summary>Whether a sentence says that logarithms are natural, and of no other base.</summary>
    public bool SaysNatural =>
        _saysNatural ??= Sentences
            .Of(Text)
            .Select(sentence => Text[sentence.Start..sentence.End])
            .Any(sentence => Lexicon.Has(Category.NaturalBase, sentence) && !Lexicon.Has(Category.Base, sentence));

    private bool? _saysNatural;

    /// <summary>The words around a display.</summary>
    public Vicinity Around(int ordinal) => _vicinities[ordinal];

    /// <summary>All words of a section.</summary>
    public string Section(int section) => _sections.GetValueOrDefault(section, string.Empty);

    /// <summary>The line of the document on which a letter of the text stands.</summary>
    public int Line(int offset) => _lines[offset];
}

/// <summary>The words around a display.</summary>
internal sealed class Vicinity
{
    private readonly ProseReading _prose;
    private readonly List<(int Start, int End)> _shared = [];
    private readonly (int Start, int End) _before;
    private readonly (int Start, int End) _sentence;
    private readonly (int Start, int End) _lead;
    private readonly (int Start, int End) _paragraph;
    private readonly (int Start, int End) _after;
    private readonly (int Start, int End) _afterSentence;
    private readonly (int Start, int End) _section;
    private readonly (int Start, int End) _onward;
    private readonly (int Start, int End)? _heading;

    public Vicinity(ProseReading prose, int from, int at, int section, int sectionEnd, int heading, Vicinity? previous)
    {
        (_prose, _before, _section, _onward) = (prose, (from, at), (section, sectionEnd), (section, at));
        var before = prose.Text[from..at];
        var start = Sentences.LastStart(before);
        _sentence = (from + start, at);
        _paragraph = (from + before.LastIndexOf('\n', Math.Max(0, start - 1)) + 1, at);
        if (heading >= 0)
        {
            _heading = (heading, section);
        }

        // "A and similarly B", or one display after the other: a sentence that the display before has begun.
        if (previous is not null && previous._section == _section && GoesOn(before))
        {
            _shared.AddRange(previous._shared.TakeLast(2));
            _shared.Add(previous._before);
        }

        // Up to the next paragraph: the end of the one that the display stands in is none.
        var next = at + 1;
        var end = next;
        while (
            end < sectionEnd
            && prose.Text[end] != ProseReading.Display
            && (prose.Text[end] != '\n' || IsBlank(next, end))
        )
        {
            end++;
        }

        _after = (next, Math.Max(next, end));
        var first = Sentences.Of(prose.Text[next.._after.End]);
        _afterSentence = first.Count == 0 ? (next, next) : (next, next + first[0].End);

        // One display right after the other: the words that lead to the first lead to the second, unless words after it
        // introduce something in it.
        _lead =
            previous is not null
            && previous._section == _section
            && !before.Any(char.IsLetterOrDigit)
            && !prose.Lexicon.Has(Category.Explanation, prose.Text[_after.Start.._after.End])
                ? previous._lead
                : _sentence;

        bool GoesOn(string words)
        {
            var trimmed = words.Trim();
            return !trimmed.Any(char.IsLetter)
                || char.IsLower(trimmed[0])
                || prose.Lexicon.Has(Category.Conjunction, trimmed);
        }

        bool IsBlank(int start, int to) => string.IsNullOrWhiteSpace(prose.Text[start..to]);
    }

    public Lexicon Lexicon => _prose.Lexicon;

    /// <summary>The words since the display or heading before.</summary>
    public string Before => Text(_before);

    /// <summary>The last sentence of them.</summary>
    public string Sentence => Text(_sentence);

    /// <summary>The offset in the document's words at which that sentence starts.</summary>
    public int SentenceStart => _sentence.Start;

    /// <summary>
    /// The offset from which formulas in the running text are premises of the display: its sentence's, or the one's before
    /// it where that supposes and this one goes on from it ("Let $n = 100$. Then …").
    /// </summary>
    public int PremiseStart
    {
        get
        {
            var sentences = Sentences.Of(Before);
            var from = sentences.Count - 1;
            if (
                from < 1
                || !Begins(Category.Connective, Sentence)
                    && (
                        Lexicon.Has(Category.Generality, Sentence)
                        || Before[sentences[from - 1].End..sentences[from].Start].Contains('\n')
                    )
            )
            {
                return SentenceStart;
            }

            while (
                from > 0
                && Before[sentences[from - 1].Start..sentences[from - 1].End] is var premise
                && Supposes(premise)
            )
            {
                from--;
            }

            return from == sentences.Count - 1 ? SentenceStart : _before.Start + sentences[from].Start;

            bool Supposes(string words) =>
                Begins(Category.Introduction, words)
                || Begins(Category.Assumption, words)
                || Begins(Category.Supposing, words);

            bool Begins(Category category, string words) =>
                Lexicon.All(category, words).Any(found => words.AsSpan(0, found.Start).TrimStart(Words.Lead).IsEmpty);
        }
    }

    /// <summary>The offset of the display in the document's words.</summary>
    public int At => _sentence.End;

    /// <summary>The words up to the next paragraph, and the first sentence of them.</summary>
    public string After => Text(_after);

    public string AfterSentence => Text(_afterSentence);

    /// <summary>The offset at which they end.</summary>
    public int AfterEnd => _after.End;

    /// <summary>The words of the displays before that the display's own sentence goes on from; empty where it is a new one.</summary>
    public string Shared => string.Join(' ', _shared.Select(Text));

    /// <summary>All words of the section.</summary>
    public string OfSection => Text(_section);

    /// <summary>
    /// Whether logarithms here may have another base than e: the words speak of one, and the nearest ones that name a base
    /// (of the sentence, of the section, of the document) do not say that it is e.
    /// </summary>
    public bool MentionsBase
    {
        get
        {
            if (!_prose.SaysNatural)
            {
                return Lexicon.Has(Category.Base, _prose.Text);
            }

            return Lexicon.Has(Category.NaturalBase, OfSection)
                ? !Lexicon.Has(Category.NaturalBase, Sentence) && Lexicon.Has(Category.Base, Before + AfterSentence)
                : Lexicon.Has(Category.Base, OfSection);
        }
    }

    /// <summary>The heading of the section.</summary>
    public string Heading => _heading is { } heading ? Text(heading).Trim() : string.Empty;

    /// <summary>The words inside the display.</summary>
    public string Inside { get; set; } = string.Empty;

    /// <summary>Words of a language that is not read and that may state anything; null where all are read.</summary>
    public string? Unread =>
        _unread ??= Unreadable.In(_prose, [Text(_paragraph), AfterSentence, Inside, Text(_onward)]) ?? "";

    private string? _unread;

    /// <summary>The first cue of a category that reaches the display; null without one.</summary>
    public Cue? Cue(Category category) => Cues(category).FirstOrDefault();

    /// <summary>Whether a cue of a category reaches the display.</summary>
    public bool Has(Category category) => Cue(category) is not null;

    /// <summary>All cues that reach the display and do something to its reading.</summary>
    public IEnumerable<Cue> All() =>
        Enum.GetValues<Category>().Where(category => category.Effect() is not null).SelectMany(Cues).Distinct();

    private IEnumerable<Cue> Cues(Category category)
    {
        var reach = Lexicon.Reach(category);
        foreach (var (start, end) in Spans(reach))
        {
            foreach (var found in Lexicon.All(category, _prose.Text[start..end]))
            {
                yield return new Cue(category, found.Phrase, _prose.Line(start + found.Start), reach);
            }
        }

        if (reach is Reach.Sentence or Reach.Paragraph or Reach.Inside)
        {
            foreach (var found in Lexicon.All(category, Inside))
            {
                yield return new Cue(category, found.Phrase, 0, reach);
            }
        }
    }

    private IEnumerable<(int Start, int End)> Spans(Reach reach) =>
        reach switch
        {
            Reach.Before or Reach.Lead => [_lead],
            Reach.Sentence => [.. _shared, _sentence, _afterSentence],
            Reach.Paragraph => [.. _shared, _paragraph, _afterSentence],
            Reach.After => [_after],
            Reach.Inside => [],
            Reach.Onward => [.. Title(), _onward],
            Reach.Section => [_section],
            Reach.Heading => Title(),
            Reach.Document => [(0, _prose.Text.Length)],
            _ => throw new InvalidOperationException($"a reach of {reach}"),
        };

    private (int Start, int End)[] Title() => _heading is { } heading ? [heading] : [];

    private string Text((int Start, int End) span) => _prose.Text[span.Start..span.End];
}
