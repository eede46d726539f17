// Names of several capital letters without \text: FL(p), CE(p, q). A run of capitals before an argument is one name when the
// document uses none of its letters otherwise; else it is a product.
using System.Text.RegularExpressions;
using LossProofs.Audit.Documents;

namespace LossProofs.Audit.Claims;

internal static partial class BareWords
{
    /// <summary>The runs of capitals that a document uses as one name.</summary>
    public static IReadOnlySet<string> Of(Document document)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var others = new Dictionary<char, HashSet<string>>();
        var formulas = document
            .Equations.Select(equation => equation.Latex)
            .Concat(document.Segments.OfType<InlineMath>().Select(inline => inline.Latex));
        foreach (var formula in formulas)
        {
            foreach (var run in Runs().Matches(formula).Select(match => match.Value))
            {
                foreach (var letter in run.Distinct())
                {
                    if (!others.TryGetValue(letter, out var runs))
                    {
                        others[letter] = runs = new HashSet<string>(StringComparer.Ordinal);
                    }

                    runs.Add(run);
                }
            }

            words.UnionWith(Applied().Matches(formula).Select(match => match.Groups["word"].Value));
        }

        words.RemoveWhere(word => word.Any(letter => others.TryGetValue(letter, out var runs) && runs.Count > 1));
        return words;
    }

    // Letters that stand together and belong to no command.
    [GeneratedRegex(@"(?<![A-Za-z\\])[A-Za-z]+")]
    private static partial Regex Runs();

    [GeneratedRegex(@"(?<![A-Za-z\\])(?<word>[A-Z]{2,8})\s*(\\left\s*)?[(\[]")]
    private static partial Regex Applied();
}
