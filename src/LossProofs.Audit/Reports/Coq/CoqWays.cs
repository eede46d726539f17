// How a lemma may be proved: scripts for each kind of claim, tried in turn.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Reports.Coq;

/// <summary>Scripts for one statement.</summary>
internal sealed class CoqWays(CoqStatement statement)
{
    private const int MostForms = 4;

    /// <summary>Both sides exist and stand in the relation.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="relation">The relation.</param>
    /// <param name="right">The right side.</param>
    /// <param name="proof">Our own proof: forms of the difference that it met are tried.</param>
    public string Theorem(Term left, Relation relation, Term right, ClaimProof proof)
    {
        var inPart = proof.Where.Count > 0;
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
            var (low, high) = relation is Relation.Less or Relation.LessOrEqual ? (left, right) : (right, left);
            foreach (var form in Forms(high - low, proof))
            {
                Add(algebra =>
                {
                    algebra.Normal(high - low);
                    algebra.Normal(form);
                    return OrderBy(algebra, algebra.Written(form));
                });
            }

            Add(algebra => OrderBy(algebra, algebra.Factorised(high - low)));
            if (HasLogarithm(left) || HasLogarithm(right))
            {
                Add(algebra => "exponentials; " + OrderBy(algebra, algebra.Factorised(Term.Exp(high) - Term.Exp(low))));
            }

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
                var steps = string.Concat(algebra.Steps.Select(step => step + ";\n      "));
                ways.Add(
                    inPart
                        ? $"start; {conclude} ltac:(fun _ =>\n      {steps}{last})"
                        : $"start;\n      {steps}{conclude} ltac:(fun _ => {last})"
                );
            }
            catch (NotExported)
            {
                // The other ways are left.
            }
        }
    }

    private static string OrderBy(CoqAlgebra algebra, string form) =>
        $"order_by ({form}) ltac:(fun _ => {algebra.Rewrites}by_hypotheses; {algebra.Leaf})";

    // Terms that our proof found to be equal to the difference: sums of squares, products of known signs.
    private List<Term> Forms(Term difference, ClaimProof proof)
    {
        var forms = new List<Term>();
        var known = statement.Variables.Select(variable => variable.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var step in proof.Theorem.Steps())
        {
            if (
                forms.Count < MostForms
                && step.Statement is Compare(_, Relation.Equal, var form)
                && form is (Terms.Add or Multiply or Fold or Divide)
                && form.FreeNames().All(known.Contains)
                && !form.Equals(difference)
            )
            {
                try
                {
                    if (new CoqAlgebra(statement).AreAlike(difference, form))
                    {
                        forms.Add(form);
                    }
                }
                catch (NotExported)
                {
                    // Another form, perhaps.
                }
            }
        }

        // What came last is what a sign was read off.
        forms.Reverse();
        return forms;
    }

    private static string Tried(List<string> ways) =>
        $"first\n  [ {string.Join("\n  | ", ways.Select(way => $"solve [ {way} ]"))} ].";

    /// <summary>Something tends to something.</summary>
    public const string Limit = "limit.";

    /// <summary>A counterexample.</summary>
    public static string AtPoint(IReadOnlyList<string> values) =>
        string.Concat(values.Select(value => $"exists {value}; ")) + "point.";

    /// <summary>What a counterexample denies.</summary>
    public const string ClaimAtPoint = "first [ claim_at_point | impossible ].";

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
