// "\sqrt{x^2} = x \quad \text{on the support}", "(-1)^n = 1 \quad (2 \mid n)": what stands beside a formula says when it holds.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Prose;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>
/// What stands beside the formula in its display, and is not known to leave it as it is. The list is of words that do, so that a
/// word that nobody has thought of saves the claim.
/// </summary>
internal sealed class SaidBeside : Alternative
{
    public override IEnumerable<Reading> Of(Questioned claim)
    {
        var statement = claim.Step.Statement;
        if (statement.Unread is { } unread)
        {
            yield return Nothing($"where '{unread}' holds, which stands beside it");
            yield break;
        }

        // "\sin x = x \quad (x \to 0)": nearly.
        if (
            statement.Limit is { } limit
            && claim.Step.Relation == "="
            && !claim.Nodes.Any(node =>
                node is Application { Head: Identifier { Name: "O" or "o" } } or BigOperator { Operator: "\\lim" }
            )
        )
        {
            yield return Nothing($"in the limit {limit} only");
            yield break;
        }

        var lexicon = claim.Surroundings.Prose.Lexicon;
        if (
            statement.Beside.FirstOrDefault(words =>
                lexicon.Without(words, Category.BesidePlain, Category.Conjunction).Any(char.IsLetter)
            ) is
            { } said
        )
        {
            yield return Nothing($"where what stands beside it holds ('{said.Trim()}')");
            yield break;
        }

        // (n = 2k + 1): of a letter that nothing else speaks of.
        var known = claim.Written;
        if (
            statement
                .Conditions.SelectMany(condition => Names.Nodes(condition))
                .Where(node => Names.IsName(node) && node is Identifier { Style: LetterStyle.Plain })
                .FirstOrDefault(node =>
                    !known.Contains(Names.Of(node))
                    && !claim.Scope.IsDeclared(node)
                    && claim.Scope.Definitions(Names.Of(node)).Count == 0
                    && claim.First.Context.Variables.All(variable =>
                        variable.Name != Names.Of(node) || variable.Provenance == Provenance.Guessed
                    )
                ) is
            { } letter
        )
        {
            yield return Nothing($"where '{letter}' of its condition is what nothing says");
        }
    }
}
