// Which letters stand beside each other in a text: a phrase of which a pair is missing is not in it.
namespace LossProofs.Audit.Prose;

/// <summary>
/// The pairs of neighbouring letters of a text, without case, and its letters of scripts that have none. A document's words
/// are searched for hundreds of phrases, of which hardly any is there: most are told by one pair.
/// </summary>
internal sealed class LetterPairs
{
    private const int Letters = 26;

    // Letters of scripts without case share the bits behind those of the pairs.
    private const int Single = 1024 - (Letters * Letters);
    private const char FirstSingle = '\u2E80';
    private const char LastSingle = '\u9FFF';

    // The same words are asked for one category after the other.
    [ThreadStatic]
    private static LetterPairs? s_last;

    private readonly string _words;
    private readonly ulong[] _has = new ulong[1024 / 64];

    private LetterPairs(string words)
    {
        _words = words;
        Folded = Fold(words);
        var before = -1;
        foreach (var letter in words)
        {
            if (letter >= 128 && char.ToUpperInvariant(letter) < 128)
            {
                // A letter that is compared as one of A to Z, such as the long s: the text may have any pair.
                Array.Fill(_has, ulong.MaxValue);
                return;
            }

            var at = Index(letter);
            Add(Pair(before, at));
            Add(Alone(letter));
            before = at;
        }

        void Add(int pair)
        {
            if (pair >= 0)
            {
                _has[pair >> 6] |= 1UL << (pair & 63);
            }
        }
    }

    /// <summary>The text without case, letter for letter: texts that are equal without case are equal so.</summary>
    public string Folded { get; }

    /// <summary>A text without case.</summary>
    public static string Fold(string text) => text.ToUpperInvariant();

    /// <summary>The pairs of a text.</summary>
    public static LetterPairs Of(string words) =>
        s_last is { } last && ReferenceEquals(last._words, words) ? last : s_last = new LetterPairs(words);

    /// <summary>What a text has to have that has a phrase.</summary>
    public static int[] Needed(string phrase) =>
        [
            .. phrase.Zip(phrase.Skip(1), (one, next) => Pair(Index(one), Index(next))).Where(pair => pair >= 0),
            .. phrase.Select(Alone).Where(pair => pair >= 0),
        ];

    /// <summary>Whether the text has all that a phrase needs; where it has not, the phrase is not in it.</summary>
    public bool HasAll(int[] needed)
    {
        foreach (var pair in needed)
        {
            if ((_has[pair >> 6] >> (pair & 63) & 1) == 0)
            {
                return false;
            }
        }

        return true;
    }

    // A to Z in either case; -1 for all else.
    private static int Index(char letter) => char.IsAsciiLetter(letter) ? (letter | ' ') - 'a' : -1;

    private static int Pair(int one, int next) => one < 0 || next < 0 ? -1 : one * Letters + next;

    private static int Alone(char letter) =>
        letter is >= FirstSingle and <= LastSingle ? Letters * Letters + letter % Single : -1;
}
