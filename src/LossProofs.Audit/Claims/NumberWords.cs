// "For all real $x$ and $y$", "let $a$ be a positive real number", 对任意实数 $x$: what kind of numbers a name stands for, said of
// all of them. Other words beside it may choose among the numbers ("sufficiently large real $x$"): then nothing is said.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims;

internal static class NumberWords
{
    // "$n$ be an integer and let $x$": as many letters behind a name are looked at for where what is said of it ends.
    private const int Farthest = 60;

    /// <summary>The kind of numbers that the words say each inline formula's names to be; the formula's place is the key.</summary>
    public static IReadOnlyDictionary<int, Domain> Of(Surroundings surroundings)
    {
        var (inlines, prose) = (surroundings.Inline, surroundings.Prose);
        var (text, lexicon) = (prose.Text, prose.Lexicon);
        var said = new Dictionary<int, Domain>();
        // Where what is said of the names before ends; -1 where nothing is.
        var saidTo = -1;
        for (int at = 0, end; at < inlines.Count; at = end)
        {
            // A list: $x$, $y$ and $z$.
            end = at + 1;
            while (
                end < inlines.Count
                && inlines[end].Ordinal == inlines[at].Ordinal
                && IsJoined(lexicon, text[(inlines[end - 1].Offset + 1)..inlines[end].Offset])
            )
            {
                end++;
            }

            var before = inlines[at].Sentence;
            before = before[(before.LastIndexOfAny(SymbolWords.ClauseEnds) + 1)..].TrimEnd();
            // "For every positive integer $n$ and real $r$": what leads to the first leads to the second.
            var goesOn = false;
            if (
                at > 0
                && AfterJoining(
                    lexicon,
                    text[(saidTo >= 0 ? saidTo : inlines[at - 1].Offset + 1)..inlines[at].Offset].TrimEnd()
                )
                    is { } joined
                && (saidTo >= 0 || joined.Trim().Length > 0 && IsLed(lexicon, inlines[at].Sentence))
            )
            {
                (before, goesOn) = (joined, true);
            }

            var after = SymbolWords.After(text, inlines[end - 1].Offset + 1);
            var place = inlines[end - 1].Offset + 1 + after.Length;
            place += text.AsSpan(Math.Min(place, text.Length)).IndexOfAnyExcept(' ') is > 0 and var blanks ? blanks : 0;
            var next =
                end < inlines.Count && inlines[end].Offset == place ? inlines[end].Formula
                : place < text.Length && text[place] == '$' ? new Missing()
                : null;
            var behind = 0;
            var domain =
                Before(lexicon, before, after, next, inlines[at..end])
                ?? Behind(lexicon, before, after, next, goesOn, inlines[at..end], out behind)
                ?? (IsWhole(lexicon, after, next, inlines[at..end]) ? Bare(lexicon, before, inlines[at..end]) : null);
            saidTo = domain is null ? -1 : inlines[end - 1].Offset + 1 + behind;
            if (domain is not null)
            {
                for (var each = at; each < end; each++)
                {
                    said[inlines[each].Offset] = domain;
                }
            }
        }

        return said;
    }

    /// <summary>Whether the words between two formulas make a list of them.</summary>
    internal static bool IsJoined(Lexicon lexicon, string words) =>
        words.Trim(',', '，', '、', ' ', '\n') is var only
        && (
            only.Length == 0
                ? words.AsSpan().ContainsAny(',', '，', '、') || words.Length == 0
                : lexicon.All(Category.Joining, only).Any(found => found.Length == only.Length)
        );

    // The words behind an "and" that they begin with; null where they begin with none.
    internal static string? AfterJoining(Lexicon lexicon, string words) =>
        lexicon
            .All(Category.Joining, words)
            .Where(found => words.AsSpan(0, found.Start).Trim(" ,，、").IsEmpty)
            .Select(found => words[found.End..])
            .FirstOrDefault();

    // "Take weights $w_i$ and real $x$": the sentence lists what it supposes of all.
    private static bool IsLed(Lexicon lexicon, string sentence) =>
        !lexicon.Has(Category.OtherQuantifier, sentence)
        && (
            lexicon.Has(Category.ObjectLead, sentence)
            || new[] { Category.Introduction, Category.Supposing }.Any(category =>
                lexicon
                    .All(category, sentence)
                    .Any(found => sentence.AsSpan(0, found.Start).TrimStart(Words.Lead).IsEmpty)
            )
        );

    // "for positive $x$ and $y$": real numbers, where the letters are none that count or stand for more than a number.
    private static Domain? Bare(Lexicon lexicon, string before, IReadOnlyList<InlineStatement> inlines) =>
        lexicon.Find(Category.Number, before) is null
        && inlines
            .SelectMany(inline => Definitions.Members(inline.Formula) ?? [inline.Formula])
            .All(name =>
                name is Identifier { Style: LetterStyle.Plain, Accents.Count: 0, Name: var letter }
                && !Definitions.Counts(letter)
                && (
                    letter.Length > 1
                        ? letter.Length > 2 && char.IsAsciiLetterLower(letter[1])
                        : char.IsAsciiLetterLower(letter[0])
                )
            )
        && Signed(lexicon, before) is { IsKnown: true, Lower: { } closed }
            ? closed
                ? Domain.NonNegative
                : Domain.Positive
            : null;

    // "for all real $x$ we have": nothing behind the name limits it, but a formula may.
    private static Domain? Before(
        Lexicon lexicon,
        string before,
        string after,
        Expression? next,
        IReadOnlyList<InlineStatement> inlines
    ) => IsWhole(lexicon, after, next, inlines) ? Kind(lexicon, before) : null;

    // Whether words behind what is said of a name say nothing more of it.
    private static bool IsWhole(
        Lexicon lexicon,
        string after,
        Expression? next,
        IReadOnlyList<InlineStatement> inlines
    ) =>
        after.Trim() is var tail
        && (
            tail.TrimEnd('.', ',', ':').Length == 0
            || next is not null && (IsCondition(lexicon, tail) || IsOfNext(lexicon, tail, next, inlines))
            || lexicon.Has(Category.NumberTail, tail)
        );

    // "with", "such that": a formula says the rest.
    private static bool IsCondition(Lexicon lexicon, string words) =>
        words.TrimStart(',', ' ') is var only
        && lexicon.All(Category.NumberCondition, only).Any(found => found.Length == only.Length);

    // "for all real $x > -1$ and all real $r$", "$n$ be an integer and let $x$": what follows is said of the next name.
    private static bool IsOfNext(Lexicon lexicon, string tail, Expression next, IReadOnlyList<InlineStatement> inlines)
    {
        if (AfterJoining(lexicon, tail) is not { } words)
        {
            return false;
        }

        if (Kind(lexicon, words) is not null)
        {
            return true;
        }

        // "$x$ real and $2 x$ an integer" says more of x; "and $|x| < 1$", "and $\sigma > 0$" are conditions.
        var only = words.Trim();
        return (only.Length == 0 || lexicon.All(Category.Introduction, only).Any(found => found.Length == only.Length))
            && (Definitions.Members(next)?[^1] ?? next) switch
            {
                Chain { Relations: [{ Symbol: "<" or ">" or "\\leq" or "\\geq" or "\\neq" or "\\in" }, ..] } => true,
                // "And let $y = x^2$", not "and let $x = 2 m$".
                Chain { Relations: [{ Symbol: "=" or ":=" }], Operands: [var left, ..] } => only.Length > 0
                    && Names.IsName(left)
                    && !inlines.Any(inline => Names.Nodes(inline.Formula).Contains(left)),
                var name => only.Length > 0 && Names.IsName(name),
            };
    }

    // "let $x$ be a real number", "let $x$ and $y$ be real", "where $a, b$ are reals with", "for $x$ real and": up to where the
    // words go on to something else; "let $A$ be a real $n \times n$ matrix" goes on.
    private static Domain? Behind(
        Lexicon lexicon,
        string before,
        string after,
        Expression? next,
        bool goesOn,
        IReadOnlyList<InlineStatement> inlines,
        out int saidTo
    )
    {
        saidTo = 0;
        var isSaid = lexicon.Find(Category.SymbolIs, after) is not null;
        if (
            lexicon.Has(Category.Hypothetical, before)
            || lexicon.Has(Category.IfClause, before)
            || lexicon.Has(Category.ConditionDoubt, before)
            || !isSaid && !goesOn && !(before.Trim().Length > 0 && lexicon.Has(Category.NumberLead, before))
        )
        {
            return null;
        }

        for (var end = 1; end <= Math.Min(after.Length, Farthest); end++)
        {
            if (
                (end == after.Length || !Words.IsLetter(after[end]))
                && !char.IsWhiteSpace(after[end - 1])
                && after[..end].Trim().TrimEnd('.', ',') is { Length: > 0 } words
                && (Kind(lexicon, words) ?? Bare(lexicon, Described(lexicon, words), inlines)) is { } domain
                && !lexicon.Has(Category.ConditionDoubt, after[..end])
                && (next is null || after[end..].Trim().Length > 0)
                && IsWhole(lexicon, after[end..], next, inlines)
            )
            {
                saidTo = end;
                return domain;
            }
        }

        return null;
    }

    // What stands behind "is".
    private static string Described(Lexicon lexicon, string words) =>
        lexicon.Find(Category.SymbolIs, words) is { } copula ? words[copula.End..] : words;

    // Words that end in a kind of numbers, with a lead that means all of them.
    private static Domain? Kind(Lexicon lexicon, string words)
    {
        words = words.TrimEnd();
        if (Last(lexicon, Category.SymbolNatural, words) is { } natural)
        {
            return IsOfAll(lexicon, words[..natural.Start]) ? new Integers(1, null) : null;
        }

        if (Last(lexicon, Category.SymbolInteger, words) is { } integer)
        {
            return Signed(lexicon, words[..integer.Start]) switch
            {
                { IsKnown: false } => null,
                { Lower: null } => new Integers(null, null),
                { Lower: true } => new Integers(0, null),
                _ => new Integers(1, null),
            };
        }

        if (lexicon.Find(Category.Number, words) is not { } number)
        {
            return null;
        }

        return Signed(lexicon, words[..number.Start]) switch
        {
            { IsKnown: false } => null,
            { Lower: null } => Domain.Real,
            { Lower: true } => Domain.NonNegative,
            _ => Domain.Positive,
        };
    }

    // What stands before "real": a lead alone, or one with "positive" (Lower is false) or "non-negative" (true).
    private static (bool IsKnown, bool? Lower) Signed(Lexicon lexicon, string words)
    {
        words = words.TrimEnd();
        if (
            Last(lexicon, Category.SymbolPositive, words) is
            { Phrase: "positive" or "正" or "正数" or "正实数" } positive
        )
        {
            return (IsOfAll(lexicon, words[..positive.Start]), false);
        }

        return Last(lexicon, Category.SymbolNonNegative, words) is { } nonNegative
            ? (IsOfAll(lexicon, words[..nonNegative.Start]), true)
            : (IsOfAll(lexicon, words), null);
    }

    private static bool IsOfAll(Lexicon lexicon, string words) =>
        words.Trim().Length == 0 || lexicon.Has(Category.NumberLead, words.TrimEnd());

    private static Found? Last(Lexicon lexicon, Category category, string words) =>
        lexicon
            .All(category, words)
            .Where(found => found.End == words.Length)
            .Select(found => (Found?)found)
            .LastOrDefault();
}
