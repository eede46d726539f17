// How a lemma may be proved: scripts for each kind of claim, tried in turn.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Reports.Coq;

/// <summary>Scripts for one statement.</summary>
internal sealed class CoqWays(CoqStatement statement)
{
    /// <summary>Both sides exist everywhere and stand in the relation.</summary>
    public string Theorem(Term left, Relation relation, Term right, bool inPart)
    {
        var conclude = inPart ? "conclude_in_part" : "conclude";
        var ways = new List<string>();
        if (relation == Relation.Equal)
        {
            Add(algebra => Equation(algebra, left, right));
            if (HasLogarithm(left) || HasLogarithm(right))
            {
                Add(algebra => "apply exp_inv; " + Equation(algebra, Term.Exp(left), Term.Exp(right)));
            }

            ways.Add($"start; {conclude} ltac:(fun _ => equation)");
            ways.AddRange(
                statement
                    .Variables.Where(variable => variable is { Domain: Integers, Dimensions.Count: 0 })
                    .Select(variable => $"start; {conclude} ltac:(fun _ => induct {statement.Names.Of(variable.Name)})")
            );
        }
        else
        {
            ways.Add($"start; {conclude} ltac:(fun _ => order)");
            var difference = relation is Relation.Less or Relation.LessOrEqual ? right - left : left - right;
            Add(algebra =>
            {
                var product = algebra.Factorised(difference);
                return $"order_by ({product}) ltac:(fun _ => {algebra.Rewrites}by_hypotheses; {algebra.Leaf})";
            });
            Add(algebra =>
            {
                algebra.Normal(left);
                algebra.Normal(right);
                return $"{algebra.Rewrites}by_hypotheses; order";
            });
        }

        return Tried(ways);

        void Add(Func<CoqAlgebra, string> write)
        {
            try
            {
                var algebra = new CoqAlgebra(statement);
                algebra.Signs(left);
                algebra.Signs(right);
                var last = write(algebra);
                ways.Add(
                    "start;\n      "
                        + string.Concat(algebra.Steps.Select(step => step + ";\n      "))
                        + $"{conclude} ltac:(fun _ => {last})"
                );
            }
            catch (NotExported)
            {
                // The other ways are left.
            }
        }
    }

    private static string Tried(List<string> ways) =>
        $"first\n  [ {string.Join("\n  | ", ways.Select(way => $"solve [ {way} ]"))} ].";

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

    private static string Equation(CoqAlgebra algebra, Term left, Term right)
    {
        algebra.Normal(left);
        algebra.Normal(right);
        return $"{algebra.Rewrites}by_hypotheses; {algebra.Leaf}";
    }

    private static bool HasLogarithm(Term term) =>
        term is Apply(Function.Log, _)
        || term is Add or Multiply or Negate or Divide or Guarded && term.Children().Any(HasLogarithm);
}
