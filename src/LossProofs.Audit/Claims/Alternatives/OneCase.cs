// "outliers have a bounded influence".
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims.Alternatives;

/// <summary>
/// What is defined by cases may be spoken of in one of them. A formula that tells the cases apart itself is about all of
/// them.
/// </summary>
internal sealed class OneCase : Situational
{
    private const int MostParts = 10_000;
    private const int MostCases = 8;

    protected override IEnumerable<Reading> OfSituation(Questioned claim)
    {
        var first = claim.First;
        if (
            claim.Nodes.Any(node =>
                node is Cases or Identifier { Name: "\\max" or "\\min" } or BigOperator { Operator: "\\max" or "\\min" }
            )
        )
        {
            yield break;
        }

        var conditions = first
            .Context.Definitions.SelectMany(definition => definition.Body.Parts(MostParts))
            .SelectMany(Pieces)
            .Where(condition =>
                condition.FreeNames().All(name => first.Context.Variable(name) is { Dimensions.Count: 0 })
            )
            .Distinct()
            .Take(MostCases);
        foreach (var condition in conditions)
        {
            yield return first with
            {
                Context = first.Context with
                {
                    Hypotheses = [.. first.Context.Hypotheses, new Hypothesis(condition, Provenance.Text, "one case")],
                },
                Note = "a formula for one case of a definition",
            };
        }

        static IEnumerable<Condition> Pieces(Term term) =>
            term switch
            {
                Piecewise piecewise => piecewise.Branches.SelectMany(branch => Both(branch.Condition)),
                Apply { Function: Function.Max or Function.Min, Arguments: [var one, var other] } =>
                [
                    new Compare(one, Relation.Greater, other),
                    new Compare(one, Relation.Less, other),
                ],
                Apply { Function: Function.Abs, Arguments: [var inner] } =>
                [
                    new Compare(inner, Relation.Greater, Term.Zero),
                    new Compare(inner, Relation.Less, Term.Zero),
                ],
                _ => [],
            };

        // Equal and different indices are told apart elsewhere.
        static IEnumerable<Condition> Both(Condition condition) =>
            condition is Compare(var left, var relation, var right)
            && relation switch
            {
                Relation.Less or Relation.LessOrEqual => Relation.Greater,
                Relation.Greater or Relation.GreaterOrEqual => Relation.Less,
                _ => (Relation?)null,
            }
                is { } opposite
                ? [condition, new Compare(left, opposite, right)]
                : [];
    }
}
