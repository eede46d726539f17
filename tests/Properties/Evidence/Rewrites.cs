// Ways to write a formula differently without changing what it says, and ways to change it by one edit.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Tests.Properties.Evidence;

/// <summary>Meaning-preserving rewrites, and mutations.</summary>
internal static class Rewrites
{
    /// <summary>The same claim, written differently: a few random rewrites, here and there.</summary>
    public static (Term Left, Relation Relation, Term Right) Same(
        Term left,
        Relation relation,
        Term right,
        Random random
    )
    {
        var depth = 0;
        (left, right) = (Walk(left), Walk(right));
        switch (random.Next(6))
        {
            case 0:
                return (right, Reversed(relation), left);
            case 1:
                return (left - right, relation, 0);
            case 2:
                return (2 * left, relation, 2 * right);
            case 3:
                return (-left, Reversed(relation), -right);
            default:
                return (left, relation, right);
        }

        Term Walk(Term term)
        {
            depth++;
            // What is bound or differentiated stays together: only its inside is rewritten.
            var inner =
                term is Derivative(var body, var variable) ? new Derivative(Walk(body), variable)
                : term is Element or Symbol or Number ? term
                : term.MapChildren(Walk);
            return random.Next(3) == 0 ? Here(inner, random) : inner;
        }
    }

    private static Relation Reversed(Relation relation) =>
        relation switch
        {
            Relation.Less => Relation.Greater,
            Relation.LessOrEqual => Relation.GreaterOrEqual,
            Relation.Greater => Relation.Less,
            Relation.GreaterOrEqual => Relation.LessOrEqual,
            _ => relation,
        };

    private static Term Here(Term term, Random random) =>
        term switch
        {
            Add(var xs) => new Add(xs.Reverse().ToSequence()),
            Multiply(var xs) when random.Next(2) == 0 => new Multiply(xs.Reverse().ToSequence()),
            Multiply([var a, Add(var xs)]) => new Add(xs.Map(x => a * x)),
            Divide(Add(var xs), var y) => new Add(xs.Map(x => x / y)),
            Divide(var x, var y) => x * (Term.One / y),
            Negate(Negate(var x)) => x,
            Negate(var x) => (Term)(-1) * x,
            Power(var x, Number(var two)) when two == 2 => x * x,
            Apply(Function.Exp, [Add([var a, var b])]) => Term.Exp(a) * Term.Exp(b),
            Apply(Function.Exp, [var x]) => new Power(Term.E, x),
            Apply(Function.Sigmoid, [var x]) => Term.One / (Term.One + Term.Exp(-x)),
            Apply(Function.Softplus, [var x]) => Term.Log(Term.One + Term.Exp(x)),
            Fold(var kind, var index, var range, var where, var body) => new Fold(
                kind,
                "r",
                range,
                where?.Substitute(index, new Symbol("r")),
                body.Substitute(index, new Symbol("r"))
            ),
            _ => term,
        };

    /// <summary>All single edits of the term.</summary>
    public static IEnumerable<Term> Mutants(Term term)
    {
        foreach (var edit in Edits(term))
        {
            yield return edit;
        }

        // The variable of a derivative is no place for an edit, nor is an index.
        if (term is Element)
        {
            yield break;
        }

        var children = term.Children();
        for (var at = 0; at < children.Count; at++)
        {
            if (term is Derivative or Limit && at > 0)
            {
                continue;
            }

            foreach (var mutant in Mutants(children[at]))
            {
                var position = 0;
                yield return term.MapChildren(child => position++ == at ? mutant : child);
            }
        }
    }

    private static IEnumerable<Term> Edits(Term term)
    {
        switch (term)
        {
            case Number(var value):
                yield return value + 1;
                yield return -value;
                break;
            case Negate(var x):
                yield return x;
                break;
            case Add(var xs):
                yield return new Add([.. xs.SkipLast(1), -xs[^1]]);
                yield return xs[0];
                break;
            case Multiply(var xs):
                yield return 2 * term;
                yield return new Multiply([.. xs.SkipLast(1), Term.One / xs[^1]]);
                break;
            case Divide(var x, var y):
                yield return y / x;
                yield return x / new Power(y, 2);
                break;
            case Apply(Function.Exp or Function.Log or Function.Sigmoid, [var x]):
                yield return (Apply)term with
                {
                    Arguments = [2 * x],
                };
                break;
        }
    }
}
