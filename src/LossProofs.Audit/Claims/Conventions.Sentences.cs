// "All products are taken entry by entry", "sums skip the multiples of three": sentences that are about a notation as such.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal sealed partial class Conventions
{
    private string? OfSetting(List<Expression> nodes, Context context) =>
        (_settings ??= [.. Settings()])
            .Find(said =>
                said.Subject switch
                {
                    Category.SettingArrays => context.Variables.Any(variable => variable.Dimensions.Count > 0),
                    Category.SettingSums => nodes.Exists(node => node is BigOperator { Operator: "\\sum" or "\\prod" }),
                    _ => true,
                }
            )
            .Words;

    private IEnumerable<(Category Subject, string Words)> Settings()
    {
        var text = surroundings.Prose.Text;
        foreach (var (start, end) in Sentences.Of(text))
        {
            var sentence = text[start..end];
            foreach (var subject in s_subjects)
            {
                if (
                    Lexicon.Find(subject, sentence) is { Start: <= Latest } about
                    && Lexicon
                        .All(Category.SettingVerb, sentence)
                        .Where(verb =>
                            verb.Start >= about.End && Words.Of(sentence[about.End..verb.Start]).Count() <= MostBetween
                        )
                        .Select(verb => (int?)verb.End)
                        .Min()
                        is { } behind
                    && Words.Of(sentence[behind..]).Count() <= MostBehind
                    && Unusual(sentence[behind..]) is { } words
                )
                {
                    yield return (subject, $"{about.Phrase}: {words}");
                }
            }
        }
    }

    // "Sums skip the multiples of three", "the integral sign denotes the mean value", "here all limits are from the right".
    private string? OfNouns(List<Expression> nodes) =>
        (_nouns ??= [.. Nouns()])
            .Find(said => nodes.Exists(node => said.Operations.Any(operation => OperationSigns.Uses(node, operation))))
            .Words;

    private List<(string[] Operations, string Words)>? _nouns;

    private IEnumerable<(string[] Operations, string Words)> Nouns()
    {
        var text = surroundings.Prose.Text;
        foreach (var (start, end) in Sentences.Of(text))
        {
            var sentence = text[start..end];
            // A heading is none: "Limits at infinity".
            if (sentence[^1] is not ('.' or '。' or ':' or '：' or ';' or ',' or '，' or ')'))
            {
                continue;
            }

            foreach (var (noun, operations) in s_nouns)
            {
                if (
                    Lexicon
                        .All(noun, sentence)
                        .FirstOrDefault(found =>
                            !Lexicon.Without(sentence[..found.Start], Category.SettingPlace).Any(char.IsLetter)
                        )
                        is { Phrase: { } subject, End: var behind }
                    && sentence[behind..] is var said
                    && Words.Of(said).Count() <= MostBehind
                    && (
                        Lexicon.Has(Category.SettingVerb, sentence[..^said.Length])
                        || Lexicon
                            .All(Category.SettingVerb, said)
                            .Any(verb => Words.Of(said[..verb.Start]).Count() <= MostBetween)
                    )
                    && Uncommon(said) is { } words
                )
                {
                    yield return (operations, $"{subject}: {words}");
                }
            }
        }
    }

    // "In what follows $p$ runs over the primes": the index of a sum that takes fewer values than are written.
    private string? OfIndex(BigOperator sum) =>
        sum.Lower is { } lower
        && (lower is Chain { Operands: [var first, ..] } ? first : lower) is var index
        && Names.IsName(index)
            ? surroundings
                .Mentions.Of(Names.Of(index))
                .Select(mention => Narrowed(mention.Inline))
                .FirstOrDefault(said => said is not null)
            : null;

    // In the clause of the index.
    private string? Narrowed(InlineStatement inline) =>
        Lexicon
            .Find(
                Category.IndexNarrowing,
                $"{inline.Sentence[(inline.Sentence.LastIndexOfAny(SymbolWords.ClauseEnds) + 1)..]} {SymbolWords.After(surroundings.Prose.Text, inline.Offset + 1)}"
            )
            ?.Phrase;
}
