// Words that place a formula in a situation which no formula states, or take a liberty that reaches beyond one sentence.
//
// "For the correct class", "without temperature", "with the Brier score instead", 对正样本: who reads on knows what is meant;
// the symbols alone do not. Such words are told by their form: a preposition or conjunction, then words that are not known
// to be harmless. A formula after a preposition ("for $x > 0$") is a condition, and read as one elsewhere.
namespace LossProofs.Audit.Prose;

/// <summary>What the words of a section before a display take the liberty to do.</summary>
/// <param name="Dropped">A factor, a term or a symbol is left out or absorbed: the cue; null where none is.</param>
/// <param name="OnlyConstants">Whether all that is left out are additive constants, which no derivative sees.</param>
/// <param name="Held">Something is not differentiated although it varies: the cue; null where none is.</param>
internal sealed record Liberties(string? Dropped, bool OnlyConstants, string? Held)
{
    public static Liberties None { get; } = new(null, true, null);

    /// <summary>These and those that further words take.</summary>
    public Liberties And(Lexicon lexicon, string words)
    {
        var (dropped, only, held) = this;
        foreach (var (start, end) in Sentences.Of(words))
        {
            var sentence = words[start..end];
            held ??= lexicon.Find(Category.Held, sentence)?.Phrase;
            if (lexicon.Find(Category.Dropped, sentence) is { Phrase: var cue })
            {
                dropped ??= cue;
                only &= lexicon.Has(Category.OfConstants, sentence) && !lexicon.Has(Category.OfFactors, sentence);
            }
        }

        return new Liberties(dropped, only, held);
    }
}

internal static class Situations
{
    // A clause ends at one of these; a formula in it is a '$'.
    private static readonly char[] ClauseEnds = [',', ';', ':', '$', '，', '；', '：', '|', '。', '、'];

    // As many letters before 后 are looked at.
    private const int LookBack = 12;

    /// <summary>Whether the words around a display place it where no formula says: the words; null without any.</summary>
    /// <param name="near">The words.</param>
    /// <param name="withShared">Whether those of the displays before count, which the sentence goes on from.</param>
    /// <param name="saysNumbers">Whether the words before the formula at a place of the document say which numbers it has.</param>
    public static string? Of(Vicinity near, bool withShared, Predicate<int> saysNumbers) =>
        Unstated(
            near.Lexicon,
            withShared && near.Shared.Length > 0 ? $"{near.Shared} | {near.Sentence}" : near.Sentence,
            // From the end, which both have in common.
            left => saysNumbers(near.At - left)
        )
        ?? Label(near.Lexicon, near.Before)
        ?? UnstatedAfter(near.Lexicon, near.AfterSentence)
        ?? Unstated(near.Lexicon, near.Inside);

    /// <summary>The words of a sentence that say where a formula holds, where no formula says it; null without any.</summary>
    /// <param name="lexicon">The languages.</param>
    /// <param name="sentence">The words.</param>
    /// <param name="saysNumbers">Whether the words before a formula say its numbers, by how much is left of the sentence.</param>
    public static string? Unstated(Lexicon lexicon, string sentence, Predicate<int>? saysNumbers = null)
    {
        if (lexicon.Find(Category.Elsewhere, sentence) is { Phrase: var elsewhere })
        {
            return elsewhere;
        }

        var openers = new[] { Category.Opener, Category.PlaceOpener, Category.StrictOpener }
            .SelectMany(category => lexicon.All(category, sentence).Select(found => (category, found)))
            .OrderBy(entry => entry.found.Start)
            .ThenByDescending(entry => entry.found.Length);
        var read = 0;
        foreach (var (category, found) in openers)
        {
            if (found.Start < read)
            {
                continue;
            }

            var end = sentence.IndexOfAny(ClauseEnds, found.End);
            end = end < 0 ? sentence.Length : end;
            var rest = sentence[found.End..end];
            if (
                category switch
                {
                    Category.StrictOpener => true,
                    Category.PlaceOpener => lexicon.Has(Category.Place, rest),
                    // What is named by a formula is what the formula says, unless an adjective chooses among it.
                    _ when end < sentence.Length && sentence[end] == '$' => lexicon.Has(
                        Category.Choosing,
                        saysNumbers?.Invoke(sentence.Length - end) == true
                            ? lexicon.Without(rest, Category.SymbolPositive, Category.SymbolNonNegative)
                            : rest
                    ),
                    _ => SaysMore(lexicon.Without(rest, Category.Harmless)),
                }
            )
            {
                return sentence[found.Start..end].TrimEnd();
            }

            read = end;
        }

        foreach (var found in lexicon.All(Category.Closer, sentence))
        {
            var start = found.Start;
            while (start > 0 && found.Start - start < LookBack && Words.IsHan(sentence[start - 1]))
            {
                start--;
            }

            var rest = sentence[start..found.Start];
            if (SaysMore(lexicon.Without(rest, Category.Harmless, Category.Connective, Category.Working)))
            {
                return rest + found.Phrase;
            }
        }

        return null;
    }

    /// <summary>The same of words that end the sentence of a formula: "for the correct class", 对正样本成立.</summary>
    private static string? UnstatedAfter(Lexicon lexicon, string words)
    {
        var trimmed = words.TrimStart(' ', '\n', '，', ',', '（', '(', '*');
        return
            trimmed.Length > 0
            && (char.IsAsciiLetterLower(trimmed[0]) || lexicon.Has(Category.Closing, trimmed.TrimEnd('。', '.')))
            ? Unstated(lexicon, trimmed)
            : null;
    }

    /// <summary>A label before a formula that is no sentence: "Violated margin:", 间隔内：; null where it is one.</summary>
    private static string? Label(Lexicon lexicon, string words)
    {
        var line = Sentences.Last(words.TrimEnd('\n', '\r', ' ', '*', '_'));
        if (line.Length == 0 || line[^1] is not (':' or '：' or '.') || line.Contains('$', StringComparison.Ordinal))
        {
            return null;
        }

        line = line[..^1];
        var written = Words.Of(line).ToList();
        var short_ = line.Any(Words.IsHan)
            ? line.Count(Words.IsHan) <= 8
            : written.Count is > 0 and <= 3 && !lexicon.Has(Category.Connective, written[^1]);
        return short_ && lexicon.Has(Category.Label, line) ? line.Trim(' ', '*', '_', '-') : null;
    }

    /// <summary>
    /// A name of a loss, an error or the like that the words have for the first time: a formula after "the mean absolute
    /// error gives" is not about the loss that a letter stood for before. Null where every name is known.
    /// </summary>
    /// <param name="lexicon">The languages.</param>
    /// <param name="sentence">The words before a formula.</param>
    /// <param name="knows">Whether the words before the sentence have a word.</param>
    public static string? NewQuantity(Lexicon lexicon, string sentence, Func<string, bool> knows)
    {
        foreach (var noun in lexicon.All(Category.Quantity, sentence))
        {
            var start = noun.Start;
            if (Words.IsHan(noun.Phrase[0]))
            {
                while (start > 0 && noun.Start - start < 6 && Words.IsHan(sentence[start - 1]))
                {
                    start--;
                }

                var name = lexicon
                    .Without(sentence[start..noun.Start], Category.Harmless, Category.Connective)
                    .Replace(" ", string.Empty, StringComparison.Ordinal);
                if (name.Length >= 2 && !knows(name[^2..] + noun.Phrase) && !knows(name[^2..]))
                {
                    return name + noun.Phrase;
                }

                continue;
            }

            var clause = sentence[..noun.Start];
            clause = clause[(clause.LastIndexOfAny([.. ClauseEnds, '.', '(', ')', '\n']) + 1)..];
            var words = Words.Of(clause.ToLowerInvariant()).TakeLast(3).ToList();
            // What precedes a preposition is no part of the name.
            words.RemoveRange(0, words.FindLastIndex(word => lexicon.Has(Category.Preposition, word)) + 1);
            if (
                words
                    .Append(lexicon.Has(Category.Process, noun.Phrase) ? noun.Phrase : "loss")
                    .Any(word =>
                        word.Length > 2
                        && SaysMore(lexicon.Without(word, Category.Harmless, Category.Connective))
                        && !knows(word)
                    )
            )
            {
                return string.Join(' ', words.Append(noun.Phrase));
            }
        }

        return null;
    }

    private static bool SaysMore(string rest) => rest.Any(letter => char.IsAsciiLetter(letter) || Words.IsHan(letter));
}
