// P(A \cup B) \overset{\text{disjoint}}{=} P(A) + P(B): a word over the sign says why it holds, or of what.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>A reason or a condition that stands at the claim's relation: what holds anyway holds with it.</summary>
internal sealed class NotedAtRelation : Alternative
{
    public override bool OfDeclaredClaims => true;

    public override IEnumerable<Reading> Of(Questioned claim) =>
        claim.Step.Statement.Formula is Chain chain
        && chain.Relations.Select(relation => relation.Over ?? relation.Under).OfType<Expression>().FirstOrDefault()
            is { } note
            ? [Nothing($"a formula that holds by the note at its relation ('{WordsOf(note)}')")]
            : [];

    /// <summary>Whether a note only gives a reason, in words that deny nothing.</summary>
    public static bool IsReason(Expression note, Lexicon lexicon) =>
        WordsOf(note) is { } words
        && words.Count(char.IsLetter) > 2
        && !lexicon.Has(Category.Denial, words)
        && !lexicon.Has(Category.Denied, words)
        && !Words.Of(words).Any(word => word is "not" or "no");

    private static string? WordsOf(Expression note) =>
        note switch
        {
            TextRun { Text: var text } => text,
            Identifier { Style: LetterStyle.Roman, Accents.Count: 0, Name: var word } => word,
            _ => null,
        };
}
