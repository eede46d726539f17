// The words that a document has used so far: English ones whole, Chinese text by its pairs of letters.
namespace LossProofs.Audit.Prose;

internal sealed class KnownWords
{
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);

    /// <summary>Adds the words of a text.</summary>
    public void Add(string text)
    {
        text = text.ToLowerInvariant();
        for (var start = 0; start < text.Length; )
        {
            if (!char.IsAsciiLetterLower(text[start]))
            {
                if (start + 1 < text.Length)
                {
                    _words.Add(text.Substring(start, 2));
                }

                start++;
                continue;
            }

            var end = start;
            while (end < text.Length && (char.IsAsciiLetterLower(text[end]) || text[end] is '-' or '\''))
            {
                end++;
            }

            _words.Add(text[start..end]);
            // The parts of a compound: cross-entropy is about entropy.
            foreach (var part in text[start..end].Split('-'))
            {
                _words.Add(part);
            }

            start = end;
        }
    }

    /// <summary>Whether the text has the word: in Chinese, all of its pairs of letters.</summary>
    public bool Has(string word) =>
        word.Length > 0 && char.IsAsciiLetterLower(word[0])
            ? _words.Contains(word)
            : Enumerable.Range(0, Math.Max(0, word.Length - 1)).All(at => _words.Contains(word.Substring(at, 2)));
}
