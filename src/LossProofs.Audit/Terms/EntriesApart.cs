// Entries of a sequence as numbers of their own: D_i and D_{i+1} in an equation that speaks of these two only.
using LossProofs.Reals;

namespace LossProofs.Audit.Terms;

internal static class EntriesApart
{
    /// <summary>
    /// A reading that says the same of all numbers in the places of the entries, where an array stands only with a free index
    /// and numbers beside it; what holds of it holds of all arrays. The reading itself where there is no such array.
    /// </summary>
    public static Reading Of(Reading reading)
    {
        if (reading.Proposition is not Comparison)
        {
            return reading;
        }

        var context = reading.Context;
        var elaboration = new Elaboration(context);
        Comparison proposition;
        Sequence<Hypothesis> hypotheses;
        try
        {
            proposition = (Comparison)elaboration.Elaborate(reading.Proposition);
            hypotheses = context.Hypotheses.Map(hypothesis =>
                hypothesis with
                {
                    Condition = elaboration.Elaborate(hypothesis.Condition),
                }
            );
        }
        catch (Undecidable)
        {
            return reading;
        }

        if (elaboration.Derived.Any())
        {
            return reading;
        }

        var terms = proposition
            .Terms()
            .Concat(hypotheses.SelectMany(hypothesis => hypothesis.Condition.Terms()))
            .ToList();
        var bound = hypotheses.SelectMany(hypothesis => Bound(hypothesis.Condition)).ToHashSet(StringComparer.Ordinal);
        var apart = context
            .Variables.Where(variable =>
                variable is { Dimensions.Count: 1, Domain: RealInterval }
                && terms.TrueForAll(term => IsApart(term, variable.Name, bound))
            )
            .ToDictionary(variable => variable.Name);
        if (apart.Count == 0)
        {
            return reading;
        }

        var entries = new Dictionary<string, Variable>(StringComparer.Ordinal);
        var split = new Comparison(Split(proposition.Left), proposition.Relation, Split(proposition.Right));
        hypotheses = hypotheses.Map(hypothesis => hypothesis with { Condition = hypothesis.Condition.MapTerms(Split) });
        return reading with
        {
            Proposition = split,
            Context = context with
            {
                Variables =
                [
                    .. context.Variables.Where(variable => !apart.ContainsKey(variable.Name)),
                    .. entries.Values,
                ],
                Definitions = [],
                Hypotheses = hypotheses,
            },
        };

        Term Split(Term term)
        {
            if (term is Element(Symbol(var array), [var index]) && apart.TryGetValue(array, out var variable))
            {
                var name = $"{array}_{{{TermPrinter.Print(index)}}}";
                entries.TryAdd(name, new Variable(name, [], variable.Domain, variable.Provenance));
                return new Symbol(name);
            }

            return term.MapChildren(Split);
        }
    }

    private static IEnumerable<string> Bound(Condition condition) =>
        condition switch
        {
            ForAll(var index, _, var inner) => Bound(inner).Append(index),
            All(var inner) => inner.SelectMany(Bound),
            Any(var inner) => inner.SelectMany(Bound),
            Not(var inner) => Bound(inner),
            _ => [],
        };

    private static bool IsApart(Term term, string array, HashSet<string> bound) =>
        term switch
        {
            Element(Symbol(var name), var indices) when name == array => indices is [var index]
                && Letter(index) is { } letter
                && (letter.Length == 0 || !bound.Contains(letter)),
            Symbol(var name) => name != array,
            Fold or Tabulate or Limit or Integral or Extremum => !term.FreeNames().Contains(array),
            _ => term.Children().All(child => IsApart(child, array, bound)),
        };

    // The letter of i, i + 1, i − 1; empty for a number; null for all else.
    private static string? Letter(Term index) =>
        index switch
        {
            Number { Value.IsInteger: true } => string.Empty,
            Symbol(var name) => name,
            Add([Symbol(var name), Number { Value.IsInteger: true }]) => name,
            Add([Number { Value.IsInteger: true }, Symbol(var name)]) => name,
            Add([Symbol(var name), Negate(Number { Value.IsInteger: true })]) => name,
            _ => null,
        };
}
