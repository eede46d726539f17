// "$f(x) = x^2$ on $[0, 1)$, with period one", "$X \sim N(0, 1)$, of which the negative values are thrown away": words beside a
// definition or a law that take some of it back. The list is of words that leave it as it is, so that a word that nobody has thought
// of is a doubt.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal static class SaidInPart
{
    private const int Farthest = 300;

    /// <summary>Whether the words of its sentence say more of it.</summary>
    /// <param name="surroundings">The document's words.</param>
    /// <param name="inline">The definition, or the law.</param>
    /// <param name="about">Its parameters, or what has the law; none where it has no values but where it is said to hold.</param>
    /// <param name="law">Whether it is a law.</param>
    public static bool Of(
        Surroundings surroundings,
        InlineStatement inline,
        IReadOnlyCollection<Expression> about,
        bool law
    )
    {
        var (text, lexicon) = (surroundings.Prose.Text, surroundings.Prose.Lexicon);
        var before = inline.Sentence.TrimEnd();
        if (
            lexicon.Has(Category.PartWord, before)
            || lexicon.All(Category.PartLead, before).Any(found => found.End < before.Length)
        )
        {
            return true;
        }

        var start = Math.Min(text.Length, inline.Offset + 1);
        return IsTakenBack(
            lexicon,
            text,
            start,
            surroundings.Inline.SkipWhile(other => other.Offset < start).Take(8).ToList(),
            about,
            law
        );
    }

    /// <summary>Whether the words right behind a display's definition say that it is one of a part only.</summary>
    /// <param name="lexicon">The words that are known.</param>
    /// <param name="behind">The rest of its sentence.</param>
    public static bool Behind(Lexicon lexicon, string behind)
    {
        var words = behind.AsSpan().TrimStart(" ,.").ToString();
        return lexicon.All(Category.PartBehind, words).Any(found => found.Start == 0);
    }

    private static bool IsTakenBack(
        Lexicon lexicon,
        string text,
        int start,
        List<InlineStatement> following,
        IReadOnlyCollection<Expression> about,
        bool law
    )
    {
        while (start < text.Length && text[start] == ' ')
        {
            start++;
        }

        // A stop right behind the formula ends its sentence.
        var sentence =
            start < text.Length && text[start] is '.' or '。'
                ? string.Empty
                : Sentences.First(text[start..Math.Min(text.Length, start + Farthest)]);
        var at = 0;
        while (at < sentence.Length)
        {
            var end = sentence.IndexOfAny([',', ';', '，', '；', ProseReading.Display], at);
            end = end < 0 ? sentence.Length : end;
            var clause = sentence[at..end];
            // What is concluded of it says nothing of what it is.
            if (
                new[] { Category.Conclusion, Category.Result, Category.ExplanationLead }.Any(category =>
                    lexicon.All(category, clause).Any(found => clause.AsSpan(0, found.Start).IsWhiteSpace())
                )
            )
            {
                return false;
            }

            // "$f(x) = x^2$ satisfies" and a display: what the display says is said of it.
            var leads = IsDisplayNext(text, start + end) && !clause.Contains('$', StringComparison.Ordinal);
            if (
                !(
                    leads
                    && !law
                    && !new[] { Category.PartWord, Category.PartLead, Category.PartBehind }.Any(category =>
                        lexicon.Has(category, clause)
                    )
                ) && !IsPlain(lexicon, clause, law)
            )
            {
                return true;
            }

            var (from, to) = (start + at, start + end);
            if (following.Exists(other => other.Offset >= from && other.Offset < to && Limits(other.Formula, about)))
            {
                return true;
            }

            if (end < sentence.Length && sentence[end] == ProseReading.Display)
            {
                return false;
            }

            at = end + 1;
        }

        return false;
    }

    private static bool IsDisplayNext(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at < text.Length && text[at] == ProseReading.Display;
    }

    private static bool IsPlain(Lexicon lexicon, string clause, bool law)
    {
        var words = clause.Replace("$", " ", StringComparison.Ordinal).TrimStart();
        var left = law
            ? lexicon.Without(
                words,
                Category.PartPlain,
                Category.Conjunction,
                Category.LawFiller,
                Category.ParameterMean,
                Category.ParameterVariance,
                Category.ParameterRate,
                Category.ParameterScale,
                Category.ParameterShape,
                Category.ParameterDeviation,
                Category.ParameterChance,
                Category.ParameterOfAny,
                Category.ParameterInterval,
                Category.LawStandardNormal,
                Category.LawNormal,
                Category.LawExponential,
                Category.LawPoisson,
                Category.LawBernoulli,
                Category.LawGamma,
                Category.LawLaplace,
                Category.LawUniform,
                Category.Independence
            )
            : lexicon.Without(words, Category.PartPlain, Category.Conjunction);
        // Lists of other languages are of what takes back.
        return !left.Any(char.IsAsciiLetter) && !lexicon.Has(Category.PartWord, words)
            || !law
                && new[] { Category.SymbolIs, Category.NamedFor }.Any(category =>
                    lexicon.All(category, words).Any(found => found.Start == 0)
                )
                && !lexicon.Has(Category.PartWord, words)
                && !lexicon.Has(Category.PartLead, words)
                && !lexicon.Has(Category.PartBehind, words);
    }

    /// <summary>x > 0, x \in [0, 1): of some of the values only; x \in \mathbb{R} leaves none out.</summary>
    /// <param name="formula">A formula beside a definition or a law.</param>
    /// <param name="about">What it is to be about.</param>
    public static bool Limits(Expression formula, IReadOnlyCollection<Expression> about) =>
        formula is Chain { Relations: var relations, Operands: var operands }
        && operands.SelectMany(Names.Nodes).Any(about.Contains)
        && !(
            relations is [{ Symbol: "\\in" }]
            && Spaces.Of(operands[1]) is (RealInterval { Lower: null, Upper: null }, _)
        )
        && !(relations is [{ Symbol: "=" or "\\sim" or ":=" }] && !about.Contains(operands[0]));
}
