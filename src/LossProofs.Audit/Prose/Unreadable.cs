// Words in a language that is not read: they may state anything, so that nothing beside them is refuted.
namespace LossProofs.Audit.Prose;

internal static class Unreadable
{
    // Fewer words are a name or a label.
    private const int Fewest = 4;

    /// <summary>The first few words of passages in a language of which no lexicon says all; null where there are none.</summary>
    public static string? In(Lexicon lexicon, IReadOnlyList<string> passages)
    {
        foreach (var passage in passages)
        {
            foreach (var (start, end) in Sentences.Of(passage))
            {
                var sentence = passage[start..end];
                if (IsForeign(lexicon, sentence))
                {
                    return sentence.Length <= 40 ? sentence : sentence[..40] + "…";
                }
            }
        }

        return null;
    }

    private static bool IsForeign(Lexicon lexicon, string sentence)
    {
        // Another script than the Latin one, the Chinese one and the letters of formulas.
        if (sentence.Count(IsForeign) >= 2)
        {
            return true;
        }

        var words = Words.Of(sentence).Where(word => word.Length > 1 && char.IsLetter(word[0])).ToList();
        if (words.Count < Fewest)
        {
            return false;
        }

        var read = 0;
        var other = 0;
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

        return other >= 2 && other > read || read == 0 && words.Count > 2 * Fewest;
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
