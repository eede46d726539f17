// "For all real $x$ and $y$", "let $a$ be a positive real number", 对任意实数 $x$: what kind of numbers a name stands for, said of
// all of them. Other words beside it may choose among the numbers ("sufficiently large real $x$"): then nothing is said.
using System.Text.RegularExpressions;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims;

internal static partial class NumberWords
{
    /// <summary>The kind of numbers that the words say each inline formula's names to be; the formula's place is the key.</summary>
    public static IReadOnlyDictionary<int, Domain> Of(Surroundings surroundings)
    {
        var (inlines, prose) = (surroundings.Inline, surroundings.Prose);
        var (text, lexicon) = (prose.Text, prose.Lexicon);
        var said = new Dictionary<int, Domain>();
        for (int at = 0, end; at < inlines.Count; at = end)
        {
            // A list: $x$, $y$ and $z$.
            end = at + 1;
            while (
                end < inlines.Count
                && inlines[end].Ordinal == inlines[at].Ordinal
                && ListWords().IsMatch(text[(inlines[end - 1].Offset + 1)..inlines[end].Offset])
            )
            {
                end++;
            }

            var before = inlines[at].Sentence;
            before = before[(before.LastIndexOfAny(SymbolWords.ClauseEnds) + 1)..].TrimEnd();
            var after = SymbolWords.After(text, inlines[end - 1].Offset + 1);
            var next = inlines[end - 1].Offset + 1 + after.Length;
            var isFormulaNext = text.AsSpan(Math.Min(next, text.Length)).TrimStart(' ').StartsWith('$');
            if (
                (
                    Before(lexicon, before, after, isFormulaNext)
                    ?? Behind(lexicon, before, after, isFormulaNext)
                    ?? Bare(lexicon, before, after, isFormulaNext, inlines[at..end])
                ) is
                { } domain
            )
            {
                for (var each = at; each < end; each++)
                {
                    said[inlines[each].Offset] = domain;
                }
            }
        }

        return said;
    }

    // "for positive $x$ and $y$": real numbers, where the letters are none that count or stand for more than a number.
    private static Domain? Bare(
        Lexicon lexicon,
        string before,
        string after,
        bool isFormulaNext,
        List<InlineStatement> inlines
    ) =>
        IsWhole(lexicon, after, isFormulaNext)
        && lexicon.Find(Category.Number, before) is null
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
    private static Domain? Before(Lexicon lexicon, string before, string after, bool isFormulaNext) =>
        IsWhole(lexicon, after, isFormulaNext) ? Kind(lexicon, before) : null;

    private static bool IsWhole(Lexicon lexicon, string after, bool isFormulaNext) =>
        after.Trim() is var tail
        && (
            tail.TrimEnd('.', ',', ':').Length == 0
            || isFormulaNext && (Condition().IsMatch(tail) || IsOfNext(lexicon, tail))
            || lexicon.Has(Category.NumberTail, tail)
        );

    // "for all real $x > -1$ and all real $r$": what follows is said of the next name.
    private static bool IsOfNext(Lexicon lexicon, string tail) =>
        tail.TrimStart(',', ' ') is var words
        && words.StartsWith("and ", StringComparison.Ordinal)
        && Kind(lexicon, words["and ".Length..]) is not null;

    // "let $x$ be a real number", "let $x$ and $y$ be real"; "let $A$ be a real $n \times n$ matrix" goes on.
    private static Domain? Behind(Lexicon lexicon, string before, string after, bool isFormulaNext) =>
        !isFormulaNext
        && lexicon.Find(Category.SymbolIs, after) is not null
        && !lexicon.Has(Category.Hypothetical, before)
        && !lexicon.Has(Category.IfClause, before)
            ? Kind(lexicon, after.Trim().TrimEnd('.', ','))
            : null;

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

    [GeneratedRegex(@"^,?\s*(and|及|和|与|以及|、|，)?\s*$")]
    private static partial Regex ListWords();

    [GeneratedRegex(@"^,?\s*(with|where|such that|so that|and|满足|且|其中|使得)$")]
    private static partial Regex Condition();
}
