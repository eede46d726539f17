// "Let $A$ and $B$ be $n \times n$ matrices", "let $\theta$ be an angle in $[0, \pi]$", "let $p$ and $q$ be probability vectors of
// length $K$": what the words say is what $\in$ says. Every word has to be read, up to the end of the clause: another may choose
// among the things of that kind.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal static class DescribedNames
{
    private const int MostWords = 24;

    private static readonly Category[] s_read =
    [
        Category.KindWord,
        Category.KindNumber,
        Category.KindMatrix,
        Category.KindVector,
        Category.KindSimplex,
        Category.KindPositive,
        Category.KindLength,
        Category.KindOver,
        Category.SymbolIn,
    ];

    /// <summary>
    /// The set in which the words behind a name say that it lies, how many of the formulas behind it they take, and where they
    /// end; null where they say no such thing, or more.
    /// </summary>
    /// <param name="prose">The words.</param>
    /// <param name="offset">Where the name stands.</param>
    /// <param name="following">The formulas behind it.</param>
    public static (Expression Set, int Taken, int End)? Behind(
        ProseReading prose,
        int offset,
        IReadOnlyList<InlineStatement> following
    )
    {
        var (lexicon, text) = (prose.Lexicon, prose.Text);
        var at = Skip(text, offset + 1);
        if (Leading(lexicon, text, at, Category.SymbolIs) is not { } verb)
        {
            return null;
        }

        at = Skip(text, at + verb);
        var (taken, words) = (0, 0);
        Category? noun = null;
        Category? lead = null;
        Expression? size = null;
        Expression? length = null;
        Expression? set = null;
        var positive = false;
        while (at < text.Length && !Ends(lexicon, text, at))
        {
            if (++words > MostWords)
            {
                return null;
            }

            if (text[at] == '$')
            {
                if (taken == following.Count || following[taken].Offset != at)
                {
                    return null;
                }

                var formula = following[taken++].Formula;
                switch (lead)
                {
                    case null when noun is null && size is null:
                        size = formula;
                        break;
                    case Category.KindLength when length is null:
                        length = formula;
                        break;
                    case Category.KindOver or Category.SymbolIn when set is null:
                        set = formula;
                        break;
                    default:
                        return null;
                }

                (lead, at) = (null, Skip(text, at + 1));
                continue;
            }

            var (category, taking) = s_read
                .Select(category => (Category: category, Length: Leading(lexicon, text, at, category) ?? 0))
                .MaxBy(found => found.Length);
            if (taking == 0)
            {
                return null;
            }

            switch (category)
            {
                case Category.KindNumber or Category.KindMatrix or Category.KindVector or Category.KindSimplex:
                    if (noun is not null)
                    {
                        return null;
                    }

                    noun = category;
                    break;
                case Category.KindPositive:
                    positive = true;
                    break;
                case Category.KindLength or Category.KindOver or Category.SymbolIn:
                    lead = category;
                    break;
            }

            at = Skip(text, at + taking);
        }

        return lead is null && Set(noun, size, length, set, positive) is { } found ? (found, taken, at) : null;
    }

    private static Expression? Set(
        Category? noun,
        Expression? size,
        Expression? length,
        Expression? set,
        bool positive
    ) =>
        (noun, size ?? length, set) switch
        {
            _ when size is not null && length is not null => null,
            (Category.KindSimplex, { } count, null) when size is null && Names.IsName(count) => Simplex(
                count,
                positive
            ),
            (Category.KindSimplex, null, { } outcomes)
                when TermBuilder.CountedSet(outcomes) is ({ Digits: "1" }, var last) && Names.IsName(last) => Simplex(
                last,
                positive
            ),
            _ when positive => null,
            (Category.KindMatrix, { } shape, null) => Names.IsName(shape)
                ? Reals(new Product([new Factor(string.Empty, shape), new Factor("\\times", shape)]))
            : shape is Product { Factors: [_, { Link: "\\times" }] } ? Reals(shape)
            : null,
            (Category.KindVector, { } count, null) when Names.IsName(count) => Reals(count),
            (Category.KindVector or Category.KindMatrix, null, { } space)
                when Spaces.Of(space) is (_, { Count: > 0 }) => space,
            (Category.KindNumber, null, { } range)
                when Spaces.Of(range) is (_, { Count: 0 }) || TermBuilder.IsInterval(range) => range,
            _ => null,
        };

    private static Scripted Reals(Expression size) => new(new Identifier("R", LetterStyle.Blackboard), null, size, 0);

    // The simplex of probability vectors of so many entries, as it is written: of one dimension less.
    private static Scripted Simplex(Expression count, bool positive) =>
        new(
            new Identifier("\\Delta"),
            positive ? new Identifier("+") : null,
            new Additive([new Addend("+", count), new Addend("-", new Numeral("1"))]),
            0
        );

    private static int Skip(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\n' or '\t' or '-')
        {
            at++;
        }

        return at;
    }

    // The length of the longest phrase that begins there.
    private static int? Leading(Lexicon lexicon, string text, int at, Category category)
    {
        const int longest = 48;
        var rest = text[at..Math.Min(text.Length, at + longest)];
        return lexicon.All(category, rest).Where(found => found.Start == 0).Select(found => (int?)found.Length).Max();
    }

    private static bool Ends(Lexicon lexicon, string text, int at) =>
        text[at] is '.' or ',' or ';' or ':' or ')' or '，' or '。' or '；' or '：' or ProseReading.Display
        || Leading(lexicon, text, at, Category.Joining) is not null;
}
