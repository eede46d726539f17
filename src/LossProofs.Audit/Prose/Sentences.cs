// Words -> sentences: the only splitter. A formula in the running text is one '$'; a paragraph's end is a '\n'.
namespace LossProofs.Audit.Prose;

internal static class Sentences
{
    private static readonly char[] Ends = ['。', '；', '！', '？', '\n'];

    /// <summary>Where the sentences of a text stand, without the blanks between them; none is empty.</summary>
    public static IReadOnlyList<(int Start, int End)> Of(string text)
    {
        var sentences = new List<(int Start, int End)>();
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (IsEnd(text, at))
            {
                // What closes around the last words belongs to them.
                while (
                    text[at] is not '\n'
                    && at + 1 < text.Length
                    && text[at + 1] is ')' or '"' or '\'' or '”' or '’' or '*' or '_'
                )
                {
                    at++;
                }

                Add(at + 1);
                start = at + 1;
            }
        }

        Add(text.Length);
        return sentences;

        void Add(int end)
        {
            var (from, to) = (start, end);
            while (from < to && char.IsWhiteSpace(text[from]))
            {
                from++;
            }

            while (to > from && char.IsWhiteSpace(text[to - 1]))
            {
                to--;
            }

            if (to > from)
            {
                sentences.Add((from, to));
            }
        }
    }

    /// <summary>The sentence that a text ends with: the one that a formula after it belongs to.</summary>
    public static string Last(string words) => words[LastStart(words)..].TrimEnd();

    /// <summary>Where that sentence starts.</summary>
    public static int LastStart(string words) => Of(words) is [.., var last] ? last.Start : words.Length;

    /// <summary>The sentence that a text begins with.</summary>
    public static string First(string words) =>
        Of(words) is [var first, ..] ? words[first.Start..first.End] : string.Empty;

    /// <summary>What stands after the last end of a sentence; empty where the text ends with one.</summary>
    public static string Open(string words)
    {
        var at = words.Length;
        while (at > 0 && !IsEnd(words, at - 1))
        {
            at--;
        }

        return words[at..];
    }

    private static bool IsEnd(string text, int at) =>
        text[at] switch
        {
            '!' or '?' => at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]),
            '.' => IsFullStop(text, at),
            var letter => Array.IndexOf(Ends, letter) >= 0,
        };

    // "x. The …" ends a sentence; "e.g. this", "0.5", "J. Doe", "1. First", "…" and "resp. less" do not.
    private static bool IsFullStop(string text, int at)
    {
        var next = at + 1;
        while (next < text.Length && text[next] is '*' or '_' or ')' or '"' or '\'' or '”' or '’')
        {
            next++;
        }

        if (next < text.Length && !char.IsWhiteSpace(text[next]) && !Words.IsHan(text[next]))
        {
            return false;
        }

        if (at > 0 && text[at - 1] == '.' || at + 1 < text.Length && text[at + 1] == '.')
        {
            return false;
        }

        var start = at;
        while (start > 0 && !char.IsWhiteSpace(text[start - 1]) && text[start - 1] is not ('(' or '（'))
        {
            start--;
        }

        var word = text[start..at];
        if (
            word.Length == 0
            || Lexicon.Shipped.IsAbbreviation(word)
            || word.Length == 1 && char.IsUpper(word[0])
            || word.All(char.IsAsciiDigit) && (start == 0 || text[start - 1] == '\n')
        )
        {
            return false;
        }

        while (next < text.Length && char.IsWhiteSpace(text[next]) && text[next] != '\n')
        {
            next++;
        }

        return next == text.Length || !char.IsLower(text[next]);
    }
}
