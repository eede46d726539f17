// Theorems, lemmas, examples and exercises: what one of them supposes does not hold in the next.
using System.Text.RegularExpressions;
using LossProofs.Audit.Prose;

namespace LossProofs.Audit.Claims;

internal sealed partial class Blocks(ProseReading prose)
{
    private List<int>? _starts;

    /// <summary>Whether something was said in a block that has ended, another one having begun, where something else stands.</summary>
    /// <param name="said">The offset of what was said.</param>
    /// <param name="at">The offset behind it.</param>
    public bool HasEnded(int said, int at)
    {
        var starts = _starts ??= [.. Starts()];
        return starts.FindLastIndex(start => start <= said) is >= 0 and var own
            && starts.FindLastIndex(start => start <= at) > own;
    }

    /// <summary>Whether a block begins between two places.</summary>
    public bool HasBegun(int from, int to) => (_starts ??= [.. Starts()]).Exists(start => start > from && start <= to);

    // A sentence that begins with the word and a number, a stop, a mark or a capital: "Exercise 2", "Lemma. Let", "**Example.**",
    // but not "Case studies". A proof and a solution belong to what they are of.
    private IEnumerable<int> Starts() =>
        Sentences
            .Of(prose.Text)
            .Where(sentence =>
                Opening().IsMatch(prose.Text.AsSpan(sentence.Start, Math.Min(sentence.End - sentence.Start, Longest)))
            )
            .Select(sentence => sentence.Start);

    private const int Longest = 60;

    [GeneratedRegex(
        @"^[*_#>\s\d.]*(?:(?:Theorem|Lemma|Proposition|Corollary|Claim|Conjecture|Definition|Assumption|Remark|Example|Exercise|Problem|Question|Case|Task|Satz|Beispiel|Aufgabe|Korollar)\b\s*(?:[\d(.:*_$A-Z]|$)|(?:定理|引理|命题|推论|例|习题|练习|问题)\s*[\d（(.:：*_])",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Opening();
}
