// How a lemma may be proved: scripts for each kind of claim, tried in turn.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Reports.Coq;

/// <summary>Scripts for one statement.</summary>
internal sealed class CoqWays(CoqStatement statement)
{
    /// <summary>Both sides exist everywhere and stand in the relation.</summary>
    public string Theorem(Term left, Relation relation, Term right, bool inPart)
    {
        var ways = new List<string>();
        if (relation == Relation.Equal)
        {
            if (Equation(left, right) is { } equation)
            {
                ways.Add(equation);
            }

            ways.Add("equation");
        }
        else
        {
            ways.Add("order");
        }

        return $"{(inPart ? "theorem_in_part" : "theorem")} ltac:(fun _ => first [ {string.Join("\n    | ", ways.Select(way => $"solve [ {way} ]"))} ]).";
    }

    /// <summary>Something tends to something.</summary>
    public string Limit()
    {
        _ = statement;
        return "limit.";
    }

    /// <summary>A counterexample.</summary>
    public string AtPoint(IReadOnlyList<string> values) =>
        string.Concat(values.Select(value => $"exists {value}; ")) + "point.";

    /// <summary>What a counterexample denies.</summary>
    public string ClaimAtPoint() => "first [ claim_at_point | impossible ].";

    private string? Equation(Term left, Term right)
    {
        try
        {
            var algebra = new CoqAlgebra(statement);
            algebra.Normal(left);
            algebra.Normal(right);
            return string.Concat(algebra.Steps.Select(step => step + ";\n      "))
                + $"{algebra.Rewrites}by_hypotheses; {algebra.Leaf}";
        }
        catch (NotExported)
        {
            return null;
        }
    }
}
