// The words and inline formulas around each display: conditions, limits, and what symbols are said to be.
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

/// <summary>What stands near a display formula.</summary>
/// <param name="Words">The words around it.</param>
/// <param name="Conditions">Inline formulas of the sentence before and after that restrict names.</param>
internal sealed record Nearby(Vicinity Words, IReadOnlyList<Expression> Conditions)
{
    /// <summary>Number of the section (between headings) that the display stands in.</summary>
    public int Section { get; init; }

    /// <summary>The limit that the sentence before names: "As x \to 0, …"; null where there is none, or several.</summary>
    public Chain? Limit { get; init; }

    /// <summary>Whether the name on the left was last defined in the same section.</summary>
    public bool SameSection { get; init; }

    /// <summary>What the words of the section up to the display leave out or hold fixed.</summary>
    public Liberties Liberties { get; init; } = Liberties.None;

    /// <summary>A name of a loss or the like that its sentence has for the first time; null where there is none.</summary>
    public string? NewQuantity { get; init; }

    /// <summary>What its sentence says of how events hang together: A \subseteq B, A \cap B = \emptyset.</summary>
    public IReadOnlyList<Expression> Events { get; init; } = [];

    /// <summary>Those of the conditions that the sentence concludes.</summary>
    public IReadOnlyList<Expression> Concluded { get; init; } = [];

    /// <summary>Those of the conditions that the words may only mention: "with equality if $x = 1$", "unless $x > 0$".</summary>
    public IReadOnlyList<Expression> Mentioned { get; init; } = [];

    /// <summary>Those of the conditions beside which words say more: "nonzero $x \in \mathbb{R}$", "$x > 0$ other than $1$".</summary>
    public IReadOnlyList<Expression> Partial { get; init; } = [];

    /// <summary>Equations before it that it is judged as drawn from.</summary>
    public IReadOnlyList<Antecedent> Antecedents { get; init; } = [];

    /// <summary>The names in the formulas of its sentence.</summary>
    public IReadOnlySet<string> Named { get; init; } = new HashSet<string>();

    /// <summary>Whether the sentence gives a name a number: what it says of other names is a special case.</summary>
    public bool IsSpecial { get; init; }

    /// <summary>Whether the words require what it says first, rather than claim it.</summary>
    public bool IsRequired => Words.Has(Category.Requirement);

    /// <summary>Whether it is a formula of the running text.</summary>
    public bool IsInline { get; init; }

    /// <summary>Whether it stands in a proof by contradiction.</summary>
    public bool IsAbsurd { get; init; }
}

/// <summary>An inline formula with the words before it.</summary>
/// <param name="Formula">As read.</param>
/// <param name="Before">The words before it, back to the display or heading before.</param>
/// <param name="Line">Where it stands.</param>
/// <param name="Ordinal">The display before it.</param>
internal sealed record InlineStatement(Expression Formula, string Before, int Line, int Ordinal)
{
    /// <summary>Number of the section (between headings) that it stands in.</summary>
    public int Section { get; init; }

    /// <summary>Where it stands in the document's words.</summary>
    public int Offset { get; init; }

    /// <summary>The words of its sentence before it.</summary>
    public string Sentence { get; init; } = string.Empty;
}

internal sealed class Surroundings
{
    private ILookup<int, InlineStatement>? _inline;
    private IReadOnlyDictionary<int, Domain>? _numbers;
    private Mentions? _mentions;
    private IReadOnlyList<InlineStatement>? _laws;
    private ExplainedMarks? _marks;
    private Conventions? _conventions;
    private Blocks? _blocks;
    private ILookup<int, (int Ordinal, Expression Formula)>? _stated;
    private const int Reach = 300;

    private readonly Dictionary<int, Nearby> _nearby = [];
    private readonly List<Expression> _formulas = [];

    public Surroundings(Document document, ParserOptions options)
    {
        Prose = new ProseReading(document);
        ReadFormulas(document, options);
        JoinSets();
        Describe();
        ReadDisplays(document);
    }

    // All formulas, each with the words before it.
    private void ReadFormulas(Document document, ParserOptions options)
    {
        var (ordinal, section, from) = (0, 0, 0);
        for (var i = 0; i < document.Segments.Count; i++)
        {
            var offset = Prose.Offsets[i];
            switch (document.Segments[i])
            {
                case Heading title:
                    section++;
                    from = i + 1 < document.Segments.Count ? Prose.Offsets[i + 1] : Prose.Text.Length;
                    ReadTitle(title, ordinal, section, options);
                    break;
                case InlineMath math:
                    if (FormulaParser.Parse(math.Latex, options) is { IsReadable: true } inline)
                    {
                        var before = Prose.Text[Math.Max(from, offset - Reach)..offset];
                        _formulas.Add(inline.Body);
                        Inline.Add(
                            new InlineStatement(inline.Body, before, math.Line, ordinal)
                            {
                                Section = section,
                                Offset = offset,
                                Sentence = Sentences.Open(before),
                            }
                        );
                    }

                    break;
                case Display display:
                    ordinal = display.Equation.Ordinal;
                    from = offset + 1;
                    if (FormulaParser.Parse(display.Equation.Latex, options) is { IsReadable: true } formula)
                    {
                        _formulas.Add(formula.Body);
                        Displays.Add((ordinal, formula.Body));
                        Prose.Around(ordinal).Inside = Inside(formula.Body);
                    }

                    break;
            }
        }
    }

    // "Let $A$ and $B$ be $n \times n$ matrices": A \in \mathbb{R}^{n \times n}, and B, too.
    private void Describe()
    {
        for (var at = Inline.Count - 1; at >= 0; at--)
        {
            if (
                !IsOfNames(Inline[at].Formula)
                || DescribedNames.Behind(
                    Prose,
                    Inline[at].Offset,
                    [.. Inline.Skip(at + 1).TakeWhile(inline => inline.Ordinal == Inline[at].Ordinal).Take(2)]
                )
                    is not var (set, taken, end)
            )
            {
                continue;
            }

            Inline.RemoveRange(at + 1, taken);
            ToSet(at, Inline[at], set, end - 1);
        }
    }

    // The names of a list are said to lie in a set; the last stands where that is said.
    private void ToSet(int at, InlineStatement named, Expression set, int place)
    {
        var relation = new RelationSign("\\in");
        Inline[at] = named with { Formula = new Chain([named.Formula, set], [relation]), Offset = place };
        for (
            var other = at - 1;
            other >= 0
                && Inline[other].Ordinal == named.Ordinal
                && IsOfNames(Inline[other].Formula)
                && NumberWords.IsJoined(
                    Prose.Lexicon,
                    Between(Inline[other], other + 1 == at ? named : Inline[other + 1])
                );
            other--
        )
        {
            Inline[other] = Inline[other] with { Formula = new Chain([Inline[other].Formula, set], [relation]) };
        }
    }

    private string Between(InlineStatement one, InlineStatement next) => Prose.Text[(one.Offset + 1)..next.Offset];

    private static bool IsOfNames(Expression formula) =>
        (Definitions.Members(formula) ?? [formula]).All(member => member is Ellipsis || Names.IsName(member));

    // "For all $x$ and $y$ in $[0, 1]$": what words say of a set is what $\in$ says.
    private void JoinSets()
    {
        for (var at = Inline.Count - 2; at >= 0; at--)
        {
            var (named, set) = (Inline[at], Inline[at + 1]);
            if (
                named.Ordinal != set.Ordinal
                || !IsOfNames(named.Formula)
                || Spaces.Of(set.Formula) is null && !TermBuilder.IsInterval(set.Formula)
                || Between(named, set).Trim() is not { Length: > 0 } words
                || !Prose.Lexicon.All(Category.SymbolIn, words).Any(found => found.Length == words.Length)
            )
            {
                continue;
            }

            Inline.RemoveAt(at + 1);
            ToSet(at, named, set.Formula, set.Offset);
        }
    }

    // What the words say near each display.
    private void ReadDisplays(Document document)
    {
        var (ordinal, section) = (0, 0);
        var liberties = Liberties.None;
        var known = new KnownWords();
        var contraries = new List<(int Section, int Ordinal, bool Opens)>();
        var (from, next) = (0, 0);
        var lexicon = Prose.Lexicon;
        for (var i = 0; i < document.Segments.Count; i++)
        {
            var offset = Prose.Offsets[i];
            switch (document.Segments[i])
            {
                case Heading title:
                    NoteContraries(Prose.Text[from..offset], ordinal + 1);
                    known.Add(Prose.Text[from..offset]);
                    section++;
                    from = i + 1 < document.Segments.Count ? Prose.Offsets[i + 1] : Prose.Text.Length;
                    liberties = Liberties.None.And(
                        lexicon,
                        section == 1 && title.Level == 1 ? string.Empty : title.Text
                    );
                    known.Add(title.Text);
                    break;
                case Display display:
                    ordinal = display.Equation.Ordinal;
                    var near = Prose.Around(ordinal);
                    var words = Prose.Text[from..offset];
                    liberties = liberties.And(lexicon, words);
                    NoteContraries(words, ordinal);
                    var sentence = near.Sentence;
                    known.Add(words[..^Math.Min(words.Length, sentence.Length)]);
                    var quantity = Situations.NewQuantity(lexicon, sentence, known.Has);
                    known.Add(sentence);
                    while (next < Inline.Count && Inline[next].Offset < near.PremiseStart)
                    {
                        next++;
                    }

                    var preceding = Inline.Skip(next).TakeWhile(inline => inline.Offset < offset).ToList();
                    var following = Inline
                        .Skip(next + preceding.Count)
                        .TakeWhile(inline => inline.Offset < near.AfterEnd)
                        .Where(inline => Explains(inline.Before));
                    var (before, after) = (preceding.SelectMany(OfEach).ToList(), following.SelectMany(OfEach));
                    _nearby[ordinal] = new Nearby(
                        near,
                        [.. before.Concat(after).Where(Restricts).Select(inline => inline.Formula)]
                    )
                    {
                        Section = section,
                        Events =
                        [
                            .. before.Concat(after).Select(inline => inline.Formula).Where(EventNotation.RelatesEvents),
                        ],
                        Limit = Limit(before),
                        Mentioned =
                        [
                            .. before
                                .Concat(after)
                                .Where(Restricts)
                                .Where(inline =>
                                    IsMentioned(inline, offset) || IsBoundAgain(inline, before, near.SentenceStart)
                                )
                                .Select(inline => inline.Formula),
                        ],
                        Partial =
                        [
                            .. preceding
                                .Concat(following)
                                .Where(inline => OfEach(inline).All(Restricts))
                                .Where(inline => Mentions.Unread(inline) is not null)
                                .Select(inline => inline.Formula),
                        ],
                        Concluded = [.. before.Where(IsConcluded).Select(inline => inline.Formula)],
                        Named = before
                            .SelectMany(inline => Names.Nodes(inline.Formula))
                            .Where(Names.IsName)
                            .Select(Names.Of)
                            .ToHashSet(),
                        IsSpecial = before.Exists(IsCase),
                        Liberties = liberties,
                        NewQuantity = quantity,
                        IsInline = display.Equation.IsInline,
                    };
                    from = offset + 1;
                    break;
            }
        }

        NoteContraries(Prose.Text[Math.Min(from, Prose.Text.Length)..], ordinal + 1);
        MarkAbsurd(contraries);

        // What ends a proof stands after the display before, what begins one before the display after.
        void NoteContraries(string words, int next)
        {
            if (lexicon.Has(Category.Absurdity, words))
            {
                contraries.Add((section, next - 1, false));
            }

            if (lexicon.Has(Category.Contrary, words))
            {
                contraries.Add((section, next, true));
            }
        }
    }

    // The words that a formula has in it.
    private static string Inside(Expression formula) =>
        string.Join(
            " | ",
            Names
                .Nodes(formula)
                .SelectMany(node =>
                    node switch
                    {
                        TextRun run => [run.Text],
                        Clauses clauses => clauses.Items.Select(clause => clause.Lead),
                        _ => (IEnumerable<string>)[],
                    }
                )
                .Where(words => words.Length > 0)
        );

    /// <summary>The words of the document.</summary>
    public ProseReading Prose { get; }

    /// <summary>All readable formulas, in order.</summary>
    public IEnumerable<Expression> Formulas => _formulas;

    /// <summary>The inline formulas with the words before them and the number of the display before them.</summary>
    public List<InlineStatement> Inline { get; } = [];

    /// <summary>The kinds of numbers that words say of the names of inline formulas, by the formula's place.</summary>
    public IReadOnlyDictionary<int, Domain> Numbers => _numbers ??= NumberWords.Of(this);

    /// <summary>The laws that words give to names.</summary>
    public IReadOnlyList<InlineStatement> WordedLaws => _laws ??= Claims.WordedLaws.Of(this);

    /// <summary>Where the running text names symbols.</summary>
    public Mentions Mentions => _mentions ??= new Mentions(this);

    /// <summary>The marks of names that words give a meaning.</summary>
    public ExplainedMarks Marks => _marks ??= new ExplainedMarks(this);

    /// <summary>Its theorems, examples and exercises.</summary>
    public Blocks Blocks => _blocks ??= new Blocks(Prose);

    /// <summary>What words give notations as their meaning.</summary>
    public Conventions Conventions => _conventions ??= new Conventions(this);

    /// <summary>The formulas of the headings.</summary>
    public List<InlineStatement> Titles { get; } = [];

    /// <summary>The readable display formulas, in order.</summary>
    public List<(int Ordinal, Expression Formula)> Displays { get; } = [];

    /// <summary>The inline formulas of a section before a display.</summary>
    public IEnumerable<Expression> InlineBefore(int ordinal, int section) =>
        (_inline ??= Inline.ToLookup(inline => inline.Section))[section]
            .Where(inline => inline.Ordinal < ordinal)
            .Select(inline => inline.Formula);

    /// <summary>The inline, heading and display formulas of a section: any may say in which case the text goes on.</summary>
    public IEnumerable<(int Ordinal, Expression Formula)> StatedIn(int section) =>
        (
            _stated ??= Inline
                .Select(inline => (inline.Section, inline.Ordinal, inline.Formula))
                .Concat(Titles.Select(title => (title.Section, title.Ordinal, title.Formula)))
                // A display counts for those after it.
                .Concat(Displays.Select(display => (Section(display.Ordinal), display.Ordinal, display.Formula)))
                .ToLookup(statement => statement.Item1, statement => (statement.Ordinal, statement.Formula))
        )[section];

    public Nearby Of(Equation equation) => Of(equation.Ordinal);

    public Nearby Of(int ordinal) => _nearby[ordinal];

    /// <summary>The number of the section that a display stands in.</summary>
    public int Section(int ordinal) => _nearby.TryGetValue(ordinal, out var near) ? near.Section : -1;

    /// <summary>All words of a section.</summary>
    public string Words(int section) => Prose.Section(section);

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

    // "As $x \to 0$, the loss …:" and no other formula of the sentence tends anywhere.
    private Chain? Limit(List<InlineStatement> inlines) =>
        inlines.Where(inline => inline.Formula is Chain { Relations: [{ Symbol: "\\to" }] }).ToList() is [var only]
        && Prose.Lexicon.Has(Category.LimitLead, only.Before)
            ? WrittenStatement.LimitOf(only.Formula, apart: true)
            : null;

    /// <summary>Words after a display speak about its symbols: where, with, for.</summary>
    public bool Explains(string words) => Prose.Lexicon.Has(Category.Explanation, words);

    /// <summary>Whether the sentence of a formula has given a name a number before: "for $x = 0$, clearly …".</summary>
    public bool IsSpecial(InlineStatement inline) =>
        Inline.Exists(other =>
            other.Offset < inline.Offset && other.Offset >= inline.Offset - inline.Sentence.Length && IsCase(other)
        );

    // What stands behind the display in a sentence of its own, or in one that denies, excepts or compares, is no condition on
    // which a proof may rest.
    private bool IsMentioned(InlineStatement inline, int display)
    {
        var rest = Sentences.First(Prose.Text[(inline.Offset + 1)..Math.Min(Prose.Text.Length, inline.Offset + 300)]);
        var end = rest.IndexOf(ProseReading.Display, StringComparison.Ordinal);
        rest = end < 0 ? rest : rest[..end];
        var isBehind = inline.Offset > display;
        var lead = isBehind
            ? Prose.Text[Math.Max(display + 1, inline.Offset - inline.Sentence.Length)..inline.Offset]
            : inline.Sentence;
        return Suppositions.Doubt(Prose, inline) is not null
            || Prose.Lexicon.Has(Category.ConditionDoubt, lead)
            || Prose.Lexicon.Has(Category.ConditionDoubt, rest)
            || isBehind && (lead.TrimStart() is [var first, ..] && char.IsUpper(first) || rest.Any(char.IsLetter));
    }

    // "Let $x \ge 0$, so that $|x| = x$. If instead $x \le 0$": a bound that the sentence of the formula gives anew.
    private static bool IsBoundAgain(InlineStatement inline, List<InlineStatement> before, int sentence) =>
        inline.Offset < sentence
        && before.Exists(other =>
            other.Offset >= sentence
            && !other.Formula.Equals(inline.Formula)
            && other.Formula is Chain { Relations: [{ Symbol: not "=" }, ..] } again
            && inline.Formula is Chain first
            && again.Operands.Any(operand => Names.IsName(operand) && first.Operands.Contains(operand))
        );

    // "guarantees $p_i > q_i$"; "suppose that they separate the data, so that $x > 0$" supposes both.
    private bool IsConcluded(InlineStatement inline) =>
        Prose.Lexicon.Has(Category.Conclusion, inline.Before)
        && !Prose.Lexicon.Has(Category.Assumption, inline.Sentence);

    // "When $x = 0$", 当$x=0$.
    private bool IsCase(InlineStatement inline) =>
        inline.Formula
            is Chain
            {
                Operands: [
                    var name,
                    Numeral
                    or Additive { Terms: [{ Term: Numeral }] }
                    or Identifier { Name: "\\infty" },
                ],
                Relations: [{ Symbol: "=" or "\\to" }]
            }
        && Names.IsName(name)
        && Prose.Lexicon.Has(Category.LimitLead, inline.Before);

    // "With the offset the line becomes $w^\top x + b = 0$", "since $a x + b = 0$ describes it": an equation that is named, and not
    // supposed. What is supposed has its word right before it, and no verb behind it.
    private bool IsSupposed(InlineStatement inline)
    {
        var before = inline.Sentence[(inline.Sentence.LastIndexOfAny(SymbolWords.ClauseEnds) + 1)..];
        return Prose.Lexicon.Has(Category.Restriction, before)
            && !Prose.Lexicon.Has(Category.EquationNamed, LossProofs.Audit.Prose.Words.Of(before).LastOrDefault() ?? "")
            && !Prose.Lexicon.Has(Category.EquationNamed, SymbolWords.After(Prose.Text, inline.Offset + 1));
    }

    private static IEnumerable<InlineStatement> OfEach(InlineStatement inline) =>
        Definitions.OrderedEach(inline.Formula).Select(stated => inline with { Formula = stated });

    // A condition of the claim: no conclusion, and an equation only after such words as "if".
    private bool Restricts(InlineStatement inline) =>
        inline.Formula is Chain chain
        && !Prose.Lexicon.Has(Category.Nearness, inline.Before)
        && chain.Relations.All(relation =>
            relation.Symbol is "\\in" or "\\neq" or "<" or ">" or "\\leq" or "\\geq" or "="
        )
        && (
            chain.Relations[0].Symbol != "="
            || (
                Prose.Lexicon.Has(Category.Restriction, inline.Sentence)
                && (chain.Operands[^1] is Numeral || chain.Operands.All(Names.IsName))
                && chain.Operands.Count == 2
                && (Names.IsName(chain.Operands[0]) || IsSupposed(inline))
            )
        );
}
