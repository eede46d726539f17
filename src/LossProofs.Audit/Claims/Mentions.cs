// Whether the words beside the symbols of inline formulas are all understood: "a sufficiently large real $x$", "let $y \in
// \mathbb{R}$ be a label, either $0$ or $1$" say more than a domain. The list is of what says nothing more, so that a word that
// nobody has thought of is a doubt.
using System.Text.RegularExpressions;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

/// <summary>A place in the running text that names a symbol.</summary>
/// <param name="Inline">The formula that has it.</param>
/// <param name="Unread">Words beside it that may choose among the values of a domain; null where all are understood.</param>
/// <param name="RangesAnew">Whether the words may give it another range than it had: "now allow $x$ to be negative".</param>
internal sealed record Mention(InlineStatement Inline, Func<Domain?, string?> Unread, bool RangesAnew)
{
    /// <summary>Whether it relates the symbol to something, rather than naming it.</summary>
    public required bool IsRelation { get; init; }

    /// <summary>Whether it says so of its place, "for $x > 0$ we have", rather than of the document.</summary>
    public required bool IsInPassing { get; init; }

    /// <summary>The kind of numbers that words say it is; null where they say none.</summary>
    public required Domain? Numbers { get; init; }

    /// <summary>Whether the sentence says what the symbol is, other than what everybody takes it for.</summary>
    public required bool Redefines { get; init; }

    /// <summary>Whether its words introduce something: "let $p$ be", "where $p$ denotes".</summary>
    public required bool Introduces { get; init; }

    /// <summary>Whether its words speak of probabilities, or of densities.</summary>
    public required bool IsLaw { get; init; }

    /// <summary>Whether it calls the symbol what a law that is written with conditions is called: a model, a prior.</summary>
    public required bool IsOfModel { get; init; }

    /// <summary>Whether it is written with what stands in its brackets: p(x).</summary>
    public bool IsApplied => Inline.Formula is Application;

    /// <summary>Whether it is said to be a natural number, of which some begin with 0.</summary>
    public required bool IsNatural { get; init; }
}

internal sealed partial class Mentions
{
    // "$n$ even": no sentence of its own.
    private const int FewWords = 2;

    // What a word behind a symbol is said of, without a verb: so many letters.
    private const int Nearest = 12;

    // "Without the restriction on $x$".
    private const int MostBetween = 4;

    private readonly Surroundings _surroundings;
    private readonly Dictionary<string, List<Mention>> _byName = new(StringComparer.Ordinal);

    public Mentions(Surroundings surroundings)
    {
        _surroundings = surroundings;
        foreach (var inline in surroundings.Inline)
        {
            var (names, isRelation) = Named(inline.Formula);
            if (names.Count == 0)
            {
                continue;
            }

            var mention = Read(inline, isRelation, names);
            foreach (var name in names)
            {
                (_byName.TryGetValue(name, out var known) ? known : _byName[name] = []).Add(mention);
            }
        }
    }

    /// <summary>Where a symbol, alone or on the left of a relation, stands in the running text.</summary>
    public IReadOnlyList<Mention> Of(string name) => _byName.GetValueOrDefault(name) ?? [];

    /// <summary>
    /// Words beside a declaration that may say of what kind its names are, which no domain can; null where all are
    /// understood, "all integers $m \ge 2$" among them.
    /// </summary>
    public string? Unread(InlineStatement inline) => Read(inline, isRelation: true, []).Unread(null);

    private Mention Read(InlineStatement inline, bool isRelation, IReadOnlyList<string> names)
    {
        var lexicon = _surroundings.Prose.Lexicon;
        var text = _surroundings.Prose.Text;
        var before = inline.Sentence[(inline.Sentence.LastIndexOfAny(SymbolWords.ClauseEnds) + 1)..];
        // "The number of classes and $c$".
        before = before[Math.Max(0, before.LastIndexOf(" and ", StringComparison.Ordinal))..];
        var behind = SymbolWords.After(text, inline.Offset + 1);
        // A table of symbols: the next cell says what it is.
        var cell = behind.AsSpan().IsWhiteSpace() ? SymbolWords.Cell(text, inline.Offset + 1) : null;
        behind = cell ?? behind;
        // "$\mu$ and standard deviation $\sigma$".
        behind = behind.Split([" and ", "和", "与", "及"], 2, StringSplitOptions.None)[0];
        // "$s_i > t_i$ guarantees $p_i > q_i$": a verb that concludes says nothing of the symbol.
        behind = lexicon.Without(behind, Category.Conclusion);
        var domain = isRelation ? Ends(inline.Formula) : null;
        var numbers = _surroundings.Numbers.GetValueOrDefault(inline.Offset);
        // What is said of a name that is named alone follows it with a verb: "if $p$ denotes a probability". Behind a relation
        // any words do, but for a subject of their own: "for any $C > 1$ the term grows".
        var isSaid =
            cell is not null
            || lexicon.Has(Category.SymbolIs, behind)
            || lexicon.Has(Category.RangeVerb, behind)
            || (
                isRelation
                    ? !lexicon.Has(Category.Subject, behind) || IsKind(lexicon, behind)
                    : lexicon.Has(Category.Beside, behind)
                        || Words.Of(behind).Count() <= FewWords
                        // ", $n$ divisible by two,"
                        || before.AsSpan().IsWhiteSpace() && SymbolWords.EndsInComma(text, inline.Offset + 1, behind)
            );
        var anew =
            (
                lexicon.All(Category.Ranging, before).Any(found => Words.Of(before[found.End..]).Count() <= MostBetween)
                || isSaid && lexicon.Has(Category.Ranging, behind)
            )
            && (
                (Unread(lexicon, before, domain) ?? After(domain)) is not null
                || !isRelation && (SaysReal(before) || isSaid && SaysReal(behind))
            );
        var said = inline.Sentence + " " + behind;
        return new Mention(inline, Beside, anew)
        {
            IsRelation = isRelation,
            IsInPassing =
                lexicon.Has(Category.RangeInPassing, before)
                && (
                    // "Let $f(x) = x^2$ (for $x \ge 0$)."
                    before.Contains('(', StringComparison.Ordinal)
                    || !lexicon.Has(Category.Introduction, inline.Sentence)
                        && !lexicon.Has(Category.Assumption, inline.Sentence)
                ),
            Numbers = numbers,
            Redefines =
                (
                    isRelation
                    || lexicon.Has(Category.SymbolIs, behind)
                    || lexicon.Has(Category.Introduction, inline.Sentence)
                    || Noun(lexicon, before).Any(char.IsLetter)
                ) && !IsKnown(lexicon, said, names),
            // "As with one variable, the values of $p$ are" introduces nothing.
            Introduces =
                lexicon.Has(Category.Introduction, before)
                || lexicon.Has(Category.Introduction, behind)
                || behind.AsSpan().TrimStart().StartsWith("be ", StringComparison.OrdinalIgnoreCase),
            IsLaw = SpeaksOfLaws(said) || SpeaksOfLaws(Rest()),
            IsOfModel = lexicon.Has(Category.LawNoun, said),
            IsNatural =
                lexicon.Has(Category.SymbolNatural, said)
                    && said.Contains("natural", StringComparison.OrdinalIgnoreCase)
                || said.Contains("自然数", StringComparison.Ordinal)
                || Names
                    .Nodes(inline.Formula)
                    .Any(node => node is Identifier { Name: "N", Style: LetterStyle.Blackboard }),
        };

        bool SpeaksOfLaws(string words) => lexicon.Has(Category.Chance, words) || lexicon.Has(Category.Density, words);

        // "With the marginals $p(x)$ and $p(y)$ of a joint distribution": the sentence goes on behind other formulas.
        string Rest()
        {
            var end = text.AsSpan(inline.Offset).IndexOfAny(['.', '。', '\n', ProseReading.Display]);
            return text.Substring(inline.Offset, end < 0 ? text.Length - inline.Offset : end);
        }

        string? Beside(Domain? known)
        {
            var lies = domain ?? known;
            return numbers is not null
                // "Throughout, $x$ is nonnegative", and later "$x \in \mathbb{R}$": a narrower kind than the claim takes.
                ? known is null || Definitions.Within(known, numbers)
                    ? null
                    : $"{inline.Formula}, of a narrower kind"
                : (isRelation ? Unread(lexicon, before, lies, ^Noun(lexicon, before).Length..) : null)
                    ?? Unread(lexicon, Noun(lexicon, before), lies)
                    ?? After(lies)
                    ?? (isRelation ? Apposition(lexicon, text, inline, behind) : null);
        }

        bool SaysReal(string words) => lexicon.Has(Category.Number, words.TrimEnd(' ', '.', ','));

        string? After(Domain? lies) => isSaid ? Behind(lexicon, behind, lies) : null;
    }

    // What everybody takes a name for. A function is known by its own name: \sigma, too, may be called softplus.
    private static bool IsKnown(Lexicon lexicon, string said, IReadOnlyList<string> names) =>
        lexicon.Has(Category.KnownMeaning, said)
        || lexicon
            .All(Category.KnownFunction, said)
            .Any(found => names.Any(name => name.Contains(found.Phrase, StringComparison.OrdinalIgnoreCase)));

    // "$T > 0$ an even integer": no subject of a clause.
    private static bool IsKind(Lexicon lexicon, string behind) =>
        new[] { Category.SymbolInteger, Category.SymbolNatural }.Any(category =>
            lexicon.All(category, behind).Any(found => Words.Of(behind[..found.Start]).Count() <= MostBetween)
        );

    // The words right before a name that no article, verb or preposition parts from it: "an even number $n$".
    internal static string Noun(Lexicon lexicon, string before)
    {
        var start = lexicon
            .All(Category.Preposition, before)
            .Concat(lexicon.All(Category.Introduction, before))
            .Concat(lexicon.All(Category.Connective, before))
            .Concat(lexicon.All(Category.Saying, before + " "))
            .Select(found => found.End)
            .DefaultIfEmpty(0)
            .Max();
        return before[Math.Min(start, before.Length)..];
    }

    // "$y \in \mathbb{R}$, an integer, ": what a comma adds to it, unless the claim's own words begin there.
    private string? Apposition(Lexicon lexicon, string text, InlineStatement inline, string behind)
    {
        var comma = inline.Offset + 1 + behind.Length;
        if (comma >= text.Length || text[comma] is not (',' or '，'))
        {
            return null;
        }

        var words = SymbolWords.After(text, comma + 1);
        var end = comma + 1 + words.Length;
        while (end < text.Length && text[end] == ' ')
        {
            end++;
        }

        // "…, a temperature $T > 0$": what the next symbol is called.
        var isOfNext =
            end < text.Length
            && (
                text[end] == ProseReading.Display
                || _surroundings.Inline.Exists(next =>
                    next.Offset == end && !Alternatives.Questioned.IsNumber(next.Formula)
                )
            );
        return isOfNext ? null : Unread(lexicon, words, null);
    }

    /// <summary>Words with the commands of LaTeX blanked.</summary>
    public static string WithoutCommands(string words) =>
        Command().Replace(words, match => new string(' ', match.Length));

    // Words that are not understood. What calls a symbol by a role has to stand next to it: "$m \in \mathbb{R}$ plus noise of
    // standard deviation", "the attention weights of scores $s \in \mathbb{R}^n$" call something else so.
    private static string? Unread(Lexicon lexicon, string words, Domain? domain, Range? beside = null)
    {
        words = WithoutCommands(words);
        var (first, length) = (beside ?? Range.All).GetOffsetAndLength(words.Length);
        foreach (var (category, role) in SymbolWords.Roles)
        {
            foreach (var found in lexicon.All(category, words).ToList())
            {
                // "A probability $p \in (0, 1)$", "a number of samples $n > 0$".
                if (
                    found.Start >= first
                    && found.Start <= first + length
                    && (domain is null || !Definitions.Within(domain, role))
                )
                {
                    return found.Phrase;
                }
            }

            words = lexicon.Without(words, category);
        }

        // That an array has an inverse says nothing more of what has one in the claim; of others it is a doubt.
        // So does the name of a law: "Young's inequality with $\varepsilon > 0$", "Cauchy and Schwarz for $x, y \in …$".
        var rest = lexicon.Without(Aside().Replace(words, " "), Category.Plain, Category.Invertible, Category.LawName);
        return rest.Any(char.IsLetter)
            ? string.Join(' ', rest.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim(',', '.')
            : null;
    }

    // A place that follows a name chooses: "$x \in \mathbb{R}$ between", "from", "in".
    private static string? Behind(Lexicon lexicon, string behind, Domain? domain) =>
        lexicon.Find(Category.Beside, behind) is { Phrase: var place }
            ? place
            : Unread(
                lexicon,
                behind,
                domain,
                lexicon.Has(Category.SymbolIs, behind) ? Range.All : ..Math.Min(behind.Length, Nearest)
            );

    // The domain that a relation leaves its left side.
    private static Domain? Ends(Expression formula) =>
        (Definitions.Members(formula)?[^1] ?? formula)
            is not Chain { Operands: [_, var right], Relations: [{ Symbol: var relation }] }
            ? null
            : relation switch
            {
                "\\in" => TermBuilder.DomainOf(right) ?? Spaces.Of(right)?.Domain,
                ">"
                or "\\geq"
                    when right is Numeral { Digits: var digits } && Reals.Rational.TryParse(digits, out var end) =>
                    new RealInterval(end, relation == "\\geq", null, false),
                _ => null,
            };

    // The names that a formula is, lists, or relates to something: x; x, y \in S; x > 0.
    private static (IReadOnlyList<string> Names, bool IsRelation) Named(Expression formula)
    {
        var members = Definitions.Members(formula) ?? [formula];
        var isRelation = members[^1] is Chain;
        var names = members
            .Where(member => member is not Ellipsis)
            .SelectMany(member => member is Chain chain ? chain.Operands.Where(Names.IsName) : [member])
            // \sigma(n) names \sigma.
            .Select(member => member is Application { Head: Identifier head } ? head : member)
            .ToList();
        return names.TrueForAll(Names.IsName)
            ? (
                [
                    .. names
                        .SelectMany(name =>
                            Scope.Family(name, out var family, out _)
                                ? [Names.Of(name), family]
                                : new[] { Names.Of(name) }
                        )
                        .Distinct(),
                ],
                isRelation
            )
            : ([], isRelation);
    }

    // "(polarisation)": a name of what is said; "Young's".
    [GeneratedRegex(@"\(\p{L}+\)|['’]s\b")]
    private static partial Regex Aside();

    // \maketitle in the running text of a LaTeX file.
    [GeneratedRegex(@"\\[A-Za-z]+")]
    private static partial Regex Command();
}
