// "For all real $x$, zero aside,", "the line is punctured at the origin", "in this appendix, numbers are never negative".
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>
/// What holds but for a few values, or on one side, is meant for the rest where words may say so: those of its sentence that
/// are not all understood, and those of sentences that speak of numbers as such. The list is of what takes no value away.
/// </summary>
internal sealed class ExceptionInWords : Situational
{
    // Beyond what words call small: "from the tenth on".
    private static readonly Rational s_large = 10;
    private static readonly Rational s_later = 20;

    protected override IEnumerable<Reading> OfSituation(Questioned claim)
    {
        if (Words(claim) is not { } words)
        {
            yield break;
        }

        var lengths = claim
            .First.Context.Variables.SelectMany(variable => variable.Dimensions)
            .SelectMany(length => length.FreeNames())
            .ToHashSet(StringComparer.Ordinal);
        foreach (var isAbove in (bool[])[true, false])
        {
            var inside = claim.First.Context.Variables.Map(variable =>
                !lengths.Contains(variable.Name) && Inside(variable, isAbove) is { } domain
                    ? variable with
                    {
                        Domain = domain,
                    }
                    : variable
            );
            if (!inside.Equals(claim.First.Context.Variables))
            {
                yield return claim.First with
                {
                    Context = claim.First.Context with { Variables = inside },
                    Note = $"a formula with exceptions that words may state ('{words}')",
                };
            }
        }
    }

    // Far out on one side; the inside of an interval.
    private static Domain? Inside(Variable variable, bool isAbove) =>
        (variable.Dimensions.Count, variable.Domain) switch
        {
            (0, Integers { Upper: null }) when isAbove => new Integers(new Number(s_later), null),
            (0, RealInterval { Upper: null }) when isAbove => new RealInterval(s_large, false, null, false),
            (0, RealInterval { Lower: null }) when !isAbove => new RealInterval(null, false, -s_large, false),
            (0, RealInterval { Lower: { } low, Upper: { } high }) => new RealInterval(
                low + (high - low) / 4,
                false,
                high - (high - low) / 4,
                false
            ),
            _ => null,
        };

    private static string? Words(Questioned claim)
    {
        var (near, lexicon) = (claim.Near, claim.Near.Words.Lexicon);
        var after = near.Words.AfterSentence.TrimStart(' ', '\n', ',', ';');
        var own =
            after is [var letter, ..] && char.IsUpper(letter) ? near.Words.Sentence : $"{near.Words.Sentence} {after}";
        var universal = new[] { Category.Universal, Category.EveryValue }
            .SelectMany(category => lexicon.All(category, own))
            .Select(found => (int?)found.Start)
            .Min();
        return (universal is { } start ? Unread(lexicon, own[start..]) ?? Number(claim) : null)
            ?? Sentences
                .Of(near.Words.OfSection)
                .Select(sentence => near.Words.OfSection[sentence.Start..sentence.End])
                .Where(sentence => lexicon.Has(Category.NumberKind, sentence))
                .Select(sentence => Unread(lexicon, sentence))
                .FirstOrDefault(words => words is not null);
    }

    // "From $5$ on": a number that its sentence names.
    private static string? Number(Questioned claim) =>
        claim
            .Surroundings.Inline.Where(inline =>
                inline.Offset >= claim.Near.Words.SentenceStart
                && inline.Offset < claim.Near.Words.At
                && Questioned.IsNumber(inline.Formula)
            )
            .Select(inline => inline.Formula.ToString())
            .FirstOrDefault();

    private static string? Unread(Lexicon lexicon, string words)
    {
        var rest = lexicon.Without(
            Mentions.WithoutCommands(words),
            Category.Plain,
            Category.Object,
            Category.Universal,
            Category.EveryValue,
            Category.Result,
            Category.Conclusion,
            Category.Assertion,
            Category.Claiming,
            Category.Connective,
            Category.Derivation,
            Category.LawName,
            Category.LawVerb,
            Category.Computed,
            Category.SymbolPositive,
            Category.SymbolNonNegative,
            Category.SymbolNatural,
            Category.SymbolInteger,
            Category.SymbolUnit
        );
        // The 's of "Young's inequality" is no word.
        var left = Prose.Words.Of(rest).Where(word => word.Length > 1 || Prose.Words.IsHan(word[0])).ToList();
        return left.Count > 0 || rest.Any(Prose.Words.IsHan)
            ? string.Join(' ', rest.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Trim()
            : null;
    }
}
