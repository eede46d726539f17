// Entries of array terms, taken inside to where the arrays are: (u + c)_i is u_i + c.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence.Proof;

/// <summary>Reads off entries of terms that stand for arrays.</summary>
internal static class ArrayEntries
{
    /// <summary>The term with every entry of a composed array read off.</summary>
    public static Term Inside(Term term, Func<string, Variable?> variable) => Inside(term, variable, []);

    /// <summary>The condition with its entries read off.</summary>
    public static Condition Inside(Condition condition, Func<string, Variable?> variable) =>
        condition.MapTerms(term => Inside(term, variable));

    /// <summary>The entry at a place; null where it is not followed.</summary>
    public static Term? At(Term term, Sequence<Term> place, Kinds kinds)
    {
        if (kinds.Shape(term) is not { Count: > 0 })
        {
            return kinds.Shape(term) is null ? null : term;
        }

        switch (term)
        {
            case Negate(var x):
                return At(x, place, kinds) is { } entry ? new Negate(entry) : null;
            case Guarded(var value, var defined):
                return At(value, place, kinds) is { } inner ? new Guarded(inner, defined) : null;
            case Add(var xs):
                return Each(xs) is { } addends ? new Add(addends) : null;
            case Multiply(var xs):
                return Each(xs) is { } factors ? new Multiply(factors) : null;
            case Divide(var x, var y):
                return At(x, place, kinds) is { } above ? new Divide(above, y) : null;
            case Apply(var function, [var x]):
                return At(x, place, kinds) is { } argument ? new Apply(function, [argument]) : null;
            case Tabulate or Symbol or Element or Listed:
                return Simplifying.ElementOf(term, place);
            default:
                return null;
        }

        Sequence<Term>? Each(Sequence<Term> parts)
        {
            var entries = new List<Term>();
            foreach (var part in parts)
            {
                if (At(part, place, kinds) is not { } entry)
                {
                    return null;
                }

                entries.Add(entry);
            }

            return entries.ToSequence();
        }
    }

    // Names that a binder hides stand for something else inside of it: what is under a binder is left alone when it
    // takes the name of an array.
    private static Term Inside(Term term, Func<string, Variable?> variable, HashSet<string> bound)
    {
        var kinds = new Kinds(variable);
        var mapped = term switch
        {
            Fold(_, var index, _, _, _) => Bound(index),
            Tabulate(var index, _, _) => Bound(index),
            Integral(_, var name, _, _) => Bound(name),
            Limit(_, var name, _, _) => Bound(name),
            Extremum => term,
            _ => term.MapChildren(child => Inside(child, variable, bound)),
        };
        if (
            mapped is not Element(var array, { Count: > 0 } places)
            || array is Symbol or Element
            || array.FreeNames().Any(bound.Contains)
        )
        {
            return mapped;
        }

        // One place after the other: (A + B)_{ij} is (A_i + B_i)_j.
        Term? entry = array;
        foreach (var place in places)
        {
            entry = entry is null ? null : At(entry, [place], kinds);
        }

        return entry ?? mapped;

        Term Bound(string name)
        {
            var added = bound.Add(name);
            // What is bound is a number.
            var number = new Variable(name, [], Domain.Real, Provenance.BuiltIn);
            var inner = term.MapChildren(child => Inside(child, free => free == name ? number : variable(free), bound));
            if (added)
            {
                bound.Remove(name);
            }

            return inner;
        }
    }
}
