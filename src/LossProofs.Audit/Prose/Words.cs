// Words of a text whose letters are separated by spaces, and the letters that bound them.
namespace LossProofs.Audit.Prose;

internal static class Words
{
    /// <summary>What may stand before the first word of a sentence.</summary>
    public static ReadOnlySpan<char> Lead => " \n\r,，*_（(";

    /// <summary>What may stand after its last.</summary>
    public static ReadOnlySpan<char> Trail => " \n\r*_）):：,，";

    /// <summary>A letter that a word of a script with spaces goes on with.</summary>
    public static bool IsLetter(char letter) => char.IsLetter(letter) && !IsHan(letter);

    public static bool IsHan(char letter) => letter is >= '\u4E00' and <= '\u9FFF' or >= '\u3400' and <= '\u4DBF';

    /// <summary>The words, as written.</summary>
    public static IEnumerable<string> Of(string text)
    {
        for (var at = 0; at < text.Length; )
        {
            if (!IsLetter(text[at]))
            {
                at++;
                continue;
            }

            var start = at;
            while (at < text.Length && (IsLetter(text[at]) || text[at] is '-' or '\'' or '’'))
            {
                at++;
            }

            yield return text[start..at].TrimEnd('-', '\'', '’');
        }
    }
}
