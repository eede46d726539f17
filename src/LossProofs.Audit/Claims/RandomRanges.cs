// "A nonnegative random variable $X$", "let $X$ be a positive random variable": where its values lie.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal static class RandomRanges
{
    /// <summary>Declares the capital letters of random quantities whose words say where they lie.</summary>
    public static void Collect(Surroundings surroundings, Scope scope)
    {
        var lexicon = surroundings.Prose.Lexicon;
        foreach (var inline in surroundings.Inline)
        {
            if (
                inline.Formula is not Identifier { Style: LetterStyle.Plain, Name: [>= 'A' and <= 'Z'] } letter
                || scope.Declaration(letter.Name) is not null
            )
            {
                continue;
            }

            var behind = SymbolWords.After(surroundings.Prose.Text, inline.Offset + 1);
            if (Said(Category.PositiveVariable))
            {
                scope.DeclareFromText(new Declared(Names.Of(letter), [], Domain.Positive, Provenance.Text));
            }
            else if (Said(Category.NonNegativeVariable))
            {
                scope.DeclareFromText(
                    new Declared(Names.Of(letter), [], new RealInterval(0, true, null, false), Provenance.Text)
                );
            }

            // Right before the letter, or right behind "is a" or "be a".
            bool Said(Category category) =>
                lexicon.All(category, inline.Before).Any(found => inline.Before.AsSpan(found.End).IsWhiteSpace())
                || lexicon.Has(Category.SymbolIs, behind)
                    && lexicon.All(category, behind).Any(found => Words.Of(behind[..found.Start]).Count() <= 2);
        }
    }
}
