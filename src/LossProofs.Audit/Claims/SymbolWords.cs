// What words call a symbol: "$K \ge 2$ classes", "the one-hot target $y$", 温度 $\tau$ 为正. Proposed in bindings, to be accepted by
// a person; no verdict rests on it.
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims;

/// <summary>What the words around a formula in the running text say of its symbol.</summary>
/// <param name="Domain">Where its values lie: each entry's, or the array's as a whole.</param>
/// <param name="Cue">The words.</param>
/// <param name="Line">Where they stand.</param>
internal sealed record WordedSymbol(Domain Domain, string Cue, int Line);

internal static class SymbolWords
{
    // "the positive constant $c$": as many words may stand between what says it and the symbol.
    private const int MostBetween = 3;
    private const int MostHanBetween = 6;
    private const int Farthest = 80;

    /// <summary>What ends a clause, formulas among them.</summary>
    internal static readonly char[] ClauseEnds =
    [
        ',',
        ';',
        ':',
        '$',
        '，',
        '；',
        '：',
        '|',
        '。',
        '、',
        '\n',
        ProseReading.Display,
    ];

    // The more they say, the earlier.
    internal static IReadOnlyList<(Category Category, Domain Domain)> Roles { get; } =
    [
        (Category.SymbolOneHot, new OneHot()),
        (Category.SymbolSimplex, new ProbabilityVector(false)),
        (Category.SymbolNatural, new Integers(1, null)),
        (Category.SymbolSize, new Integers(1, null)),
        (Category.SymbolInteger, new Integers(null, null)),
        (Category.SymbolBinary, new Finite([Rational.Zero, Rational.One])),
        (Category.SymbolNonNegative, Domain.NonNegative),
        (Category.SymbolPositive, Domain.Positive),
        (Category.SymbolUnit, Domain.Unit),
    ];

    /// <summary>By the symbol's name, or its family's; what is said first counts.</summary>
    public static IReadOnlyDictionary<string, WordedSymbol> Of(Document document)
    {
        var surroundings = new Surroundings(document, new ParserOptions { Macros = document.Macros });
        var (text, lexicon) = (surroundings.Prose.Text, surroundings.Prose.Lexicon);
        var found = new Dictionary<string, WordedSymbol>(StringComparer.Ordinal);
        var inlines = surroundings.Inline;
        for (var at = 0; at < inlines.Count; at++)
        {
            var inline = inlines[at];
            var (names, bound) = Named(inline.Formula);
            if (names.Count == 0)
            {
                continue;
            }

            var before = inline.Sentence[(inline.Sentence.LastIndexOfAny(ClauseEnds) + 1)..];
            var after = After(text, inline.Offset + 1);
            var next = at + 1 < inlines.Count ? inlines[at + 1] : null;
            var said =
                Set(lexicon, text, inline, next)
                ?? Counted(lexicon, after)
                ?? Called(lexicon, before)
                ?? Described(lexicon, after)
                ?? (bound is null ? null : (Domain.Real, ""));
            if (said is not var (domain, cue) || lexicon.Has(Category.IfClause, before))
            {
                continue;
            }

            if (bound is not null && With(domain, bound) is { } narrowed)
            {
                (domain, cue) = (narrowed, $"{cue} {inline.Formula}".Trim());
            }

            foreach (var name in names)
            {
                found.TryAdd(name, new WordedSymbol(domain, cue, inline.Line));
            }
        }

        return found;
    }

    // The names of an inline formula that is a name, a list of them, or one with a bound or a set behind it.
    private static (IReadOnlyList<string> Names, Chain? Bound) Named(Expression formula)
    {
        var members = Definitions.Members(formula) ?? [formula];
        var bound = members is [Chain { Operands: [_, _], Relations: [_] } chain] ? chain : null;
        var names = members
            .Where(member => member is not Ellipsis)
            .Select(member => member is Chain { Operands: [var name, ..] } ? name : member)
            .ToList();
        return names.TrueForAll(Names.IsName)
            ? (names.ConvertAll(name => Scope.Family(name, out var family, out _) ? family : Names.Of(name)), bound)
            : ([], null);
    }

    /// <summary>The words of the next cell of a table; null where no cell ends behind a formula.</summary>
    internal static string? Cell(string text, int start)
    {
        var rest = text[start..Math.Min(text.Length, start + Farthest)];
        return rest.TrimStart(' ') is ['|', ..] && rest.Split('|') is [_, var cell, ..] && cell.Any(char.IsLetter)
            ? cell
            : null;
    }

    /// <summary>Whether a comma ends the words behind a formula.</summary>
    internal static bool EndsInComma(string text, int start, string words) =>
        start + words.Length < text.Length && text[start + words.Length] is ',' or '，';

    // The words behind a formula, up to the end of their clause.
    internal static string After(string text, int start)
    {
        if (start < text.Length && text[start] == '.')
        {
            return string.Empty;
        }

        var end = text.IndexOfAny(ClauseEnds, start);
        end = Math.Min(end < 0 ? text.Length : end, start + Farthest);
        var words = text[start..end];
        // A stop ends a sentence; one inside of a number does not.
        return Sentences.Of(words) is [var first, ..] ? words[..first.End] : words;
    }

    // "$y$ lies in $\{0, 1\}$".
    private static (Domain, string)? Set(Lexicon lexicon, string text, InlineStatement inline, InlineStatement? next)
    {
        if (inline.Formula is Chain { Operands: [_, var set], Relations: [{ Symbol: "\\in" }] })
        {
            return Spaces.Of(set) is var (within, _) ? (within, $"{inline.Formula}") : null;
        }

        if (next is null || Names.IsName(next.Formula))
        {
            return null;
        }

        var between = text[(inline.Offset + 1)..next.Offset].Trim();
        return
            lexicon.All(Category.SymbolIn, between).Any(found => found.Length == between.Length)
            && Spaces.Of(next.Formula) is var (domain, _)
            ? (domain, $"{between} {next.Formula}")
            : null;
    }

    // "$K$ classes".
    private static (Domain, string)? Counted(Lexicon lexicon, string after) =>
        lexicon.Find(Category.SymbolCounted, after) is { } found && lexicon.Find(Category.SymbolIs, after) is null
            ? (new Integers(1, null), found.Phrase)
            : null;

    // "the one-hot target $y$".
    private static (Domain, string)? Called(Lexicon lexicon, string before)
    {
        foreach (var (category, domain) in Roles)
        {
            foreach (var found in lexicon.All(category, before))
            {
                if (IsShort(lexicon, before[found.End..], category))
                {
                    return (domain, found.Phrase);
                }
            }
        }

        return null;
    }

    // "$p$ is a probability vector".
    private static (Domain, string)? Described(Lexicon lexicon, string after)
    {
        if (lexicon.Find(Category.SymbolIs, after) is not { } copula)
        {
            return null;
        }

        var rest = after[copula.End..];
        foreach (var (category, domain) in Roles)
        {
            foreach (var found in lexicon.All(category, rest))
            {
                // An article is no preposition.
                var lead = rest[..found.Start].Trim();
                lead = Articles.Aggregate(lead, (words, article) => words == article ? "" : Cut(words, article + " "));
                if (IsShort(lexicon, lead, category) && !lexicon.Has(Category.Hypothetical, rest))
                {
                    return (domain, found.Phrase);
                }
            }
        }

        return null;

        static string Cut(string words, string start) =>
            words.StartsWith(start, StringComparison.OrdinalIgnoreCase) ? words[start.Length..] : words;
    }

    private static readonly string[] Articles = ["the", "a", "an"];

    private static bool IsShort(Lexicon lexicon, string words, Category category) =>
        Words.Of(words).Count() <= MostBetween
        && words.Count(Words.IsHan) <= MostHanBetween
        && (category == Category.SymbolSize || !lexicon.Has(Category.Preposition, words));

    // K ≥ 2 of what is counted: from 2 on.
    private static Domain? With(Domain domain, Chain bound)
    {
        if (
            bound.Operands[1] is not Numeral { Digits: var digits }
            || !Rational.TryParse(digits, out var end)
            || bound.Relations[0].Symbol is not (">" or "\\geq" or "<" or "\\leq")
        )
        {
            return null;
        }

        var sign = bound.Relations[0].Symbol;
        var closed = sign is "\\geq" or "\\leq";
        var isLower = sign is ">" or "\\geq";
        return domain switch
        {
            Integers(var lower, var upper) when end.IsInteger => isLower
                ? new Integers(new Number(closed ? end : end + 1), upper)
                : new Integers(lower, new Number(closed ? end : end - 1)),
            RealInterval interval when isLower && (interval.Lower is not { } low || low <= end) => interval with
            {
                Lower = end,
                LowerClosed = closed,
            },
            RealInterval interval when !isLower && (interval.Upper is not { } high || high >= end) => interval with
            {
                Upper = end,
                UpperClosed = closed,
            },
            _ => null,
        };
    }
}
