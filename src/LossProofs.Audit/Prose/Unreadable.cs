// Words in a language that is not read: they may state anything, so that nothing beside them is refuted.
namespace LossProofs.Audit.Prose;

internal static class Unreadable
{
    // Fewer words are a name or a label.
    private const int Fewest = 4;

    // Fewer that are not known, with a letter that English does not have, either.
    private const int FewestUnknown = 3;

    // At least one of so many words of a language that is read is a common one; in English it is every second or third.
    private const int Share = 4;

    /// <summary>The first few words of passages in a language of which no lexicon says all; null where there are none.</summary>
    /// <param name="prose">The words of the document that the passages are from.</param>
    /// <param name="passages">Passages of it.</param>
    public static string? In(ProseReading prose, IReadOnlyList<string> passages)
    {
        foreach (var passage in passages)
        {
            foreach (var (start, end) in Sentences.Of(passage))
            {
                var sentence = passage[start..end];
                if (IsForeign(prose, sentence))
                {
                    return sentence.Length <= 40 ? sentence : sentence[..40] + "…";
                }
            }
        }

        return null;
    }

    private static bool IsForeign(ProseReading prose, string sentence)
    {
        // Another script than the Latin one, the Chinese one and the letters of formulas.
        if (sentence.Count(IsForeign) >= 2)
        {
            return true;
        }

        var words = WordsOf(sentence);
        if (words.Count < Fewest)
        {
            // "Kąty mierzymy w stopniach.": a few words, none of which is known.
            return words.Count >= FewestUnknown
                && words.Exists(word =>
                    word.Any(letter => letter is >= '\u00DF' and <= '\u024F' and not '×' and not '÷')
                )
                && words.TrueForAll(word => !IsInPhrases(word))
                && Common(words).Read == 0;
        }

        var (read, other) = Common(words);
        // A short sentence of nouns: "Binomial coefficients satisfy, for integers".
        if ((other == 0 || read > 0 && other <= read) && words.Count(IsInPhrases) * 2 >= words.Count)
        {
            return false;
        }

        return other >= 2 && other > read
            || read == 0 && words.Count > 2 * Fewest
            // Languages have words in common: a sentence may have a few by chance.
            || read * Share < words.Count && (prose.IsMostlyForeign || words.Count(HasForeignLetter) >= 2);
    }

    private static bool IsInPhrases(string word) =>
        Lexicon.Shipped.Languages.Any(language =>
            language is { Script: "Latin", IsWhole: true } && language.IsPhrase(word)
        );

    /// <summary>Whether a text as a whole is in no language that is read.</summary>
    public static bool IsMostlyForeign(string text)
    {
        var words = WordsOf(text);
        return words.Count >= Fewest && Common(words).Read * Share < words.Count && !text.Any(Words.IsHan);
    }

    private static List<string> WordsOf(string text) =>
        [.. Words.Of(text).Where(word => word.Length > 1 && char.IsLetter(word[0]) && !Words.IsHan(word[0]))];

    // A small letter that English has in borrowed words and names only.
    private static bool HasForeignLetter(string word) =>
        char.IsLower(word[0]) && word.Any(letter => letter is >= '\u00DF' and <= '\u024F');

    // How many are common words of the language that is read, and of the one that is not and has most of them.
    private static (int Read, int Other) Common(List<string> words)
    {
        var (read, other) = (0, 0);
        foreach (var language in Lexicon.Shipped.Languages.Where(language => language.Script == "Latin"))
        {
            var own = words.Count(language.Common.Contains);
            if (language.IsWhole)
            {
                read = Math.Max(read, own);
            }
            else
            {
                other = Math.Max(other, own);
            }
        }

        return (read, other);
    }

    // Kana, Hangul, Cyrillic and the like; Greek stands for formulas.
    private static bool IsForeign(char letter) =>
        char.IsLetter(letter)
        && letter > '\u024F'
        && letter is not (>= '\u0370' and <= '\u03FF')
        && !Words.IsHan(letter)
        && letter
            is not (
                >= '\u1E00'
                and <= '\u1EFF'
                or >= '\u2100'
                and <= '\u214F'
                or >= '\uFF00'
                and <= '\uFFEF'
                or >= '\u0250'
                and <= '\u02FF'
            );
}
