// "Let $x > 0$", "for $x > 0$": a bound that words suppose. "Having settled $x > 0$", "the restriction $x > 0$ can be lifted" only
// speak of one. The list is of what supposes, so that a word that nobody has thought of is a doubt.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;

namespace LossProofs.Audit.Claims;

internal static class Suppositions
{
    private const int Farthest = 300;

    // What ends a clause; a formula does not.
    private static readonly char[] s_ends =
    [
        ',',
        ';',
        ':',
        '，',
        '；',
        '：',
        '|',
        '。',
        '、',
        '\n',
        ProseReading.Display,
    ];

    /// <summary>The words by which a bound of the running text may only be spoken of; null where they suppose it.</summary>
    /// <param name="prose">The document's words.</param>
    /// <param name="inline">The formula.</param>
    public static string? Doubt(ProseReading prose, InlineStatement inline)
    {
        if (!IsBound(inline.Formula))
        {
            return null;
        }

        var (text, lexicon) = (prose.Text, prose.Lexicon);
        var rest = Sentences.First(text[(inline.Offset + 1)..Math.Min(text.Length, inline.Offset + Farthest)]);
        // What is not read is a doubt of its own.
        if (Prose.Unreadable.In(prose, [$"{inline.Sentence} {rest}"]) is not null)
        {
            return null;
        }

        var before = inline.Sentence[(inline.Sentence.LastIndexOfAny(s_ends) + 1)..];
        var behind = SymbolWords.After(text, inline.Offset + 1);
        // "For $C > 1$ the term grows": a clause of its own, behind what is supposed.
        if (lexicon.Has(Category.Subject, behind))
        {
            behind = string.Empty;
        }

        var left = lexicon.Without(
            Mentions.WithoutCommands($"{before} | {behind}"),
            Category.Plain,
            Category.Object,
            Category.Restriction,
            Category.Supposing,
            Category.SymbolPositive,
            Category.SymbolNonNegative,
            Category.SymbolUnit,
            Category.SymbolInteger,
            Category.SymbolNatural,
            Category.Conclusion,
            Category.Result,
            Category.Assertion,
            Category.Assumption,
            Category.Universal,
            Category.LawName,
            Category.Connective
        );
        return left.Any(char.IsLetter)
            ? string.Join(
                ' ',
                left.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Any(char.IsLetter))
            )
            : null;
    }

    private static bool IsBound(Expression formula) =>
        (Definitions.Members(formula)?[^1] ?? formula) is Chain chain
        && chain.Relations.Any(relation => relation.Symbol is "<" or ">" or "\\leq" or "\\geq");
}
