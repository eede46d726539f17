// What all uses of a symbol imply: a logarithm's argument is positive, log p beside log(1 − p) puts p between 0 and 1. Proposed
// in bindings, to be accepted by a person; no verdict rests on it.
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using Comparison = LossProofs.Audit.Terms.Comparison;

namespace LossProofs.Audit.Claims;

internal static class SymbolUses
{
    /// <summary>Where the values of symbols have to lie for the formulas to have a value, by name; each entry's, of an array.</summary>
    public static IReadOnlyDictionary<string, Domain> Of(DocumentClaims claims)
    {
        var bounds = new Dictionary<string, RealInterval>(StringComparer.Ordinal);
        var sums = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var reading in claims
                .Equations.SelectMany(equation => equation.Claims)
                .Select(claim => claim.Statement.Readings.FirstOrDefault())
                .OfType<Reading>()
        )
        {
            var terms = Sides(reading.Proposition).Concat(reading.Context.Definitions.Select(known => known.Body));
            foreach (var term in terms)
            {
                Visit(term, bounds);
            }

            if (
                reading.Proposition is Comparison { Relation: Relation.Equal, Right: Number { Value: var one } } total
                && one == Rational.One
                && total.Left
                    is Fold
                    {
                        Kind: FoldKind.Sum,
                        Index: var index,
                        Body: Element { Indices: [Symbol(var last)] } entry
                    }
                && last == index
                && NameOf(entry) is { } summed
            )
            {
                sums.Add(summed);
            }
        }

        var found = bounds.ToDictionary(pair => pair.Key, pair => (Domain)pair.Value, StringComparer.Ordinal);
        foreach (var name in sums)
        {
            found[name] = new ProbabilityVector(bounds.TryGetValue(name, out var range) && !range.LowerClosed);
        }

        return found;
    }

    private static IEnumerable<Term> Sides(Proposition proposition) =>
        proposition switch
        {
            Comparison(var left, _, var right) => [left, right],
            Approximation(var left, var right, _) => [left, right],
            Proportionality(var left, var right, _) => [left, right],
            Implication(_, var conclusion) => Sides(conclusion),
            OptimumAt optimum => [optimum.Body],
            Rate(var left, var bound, _, _, _) => [left, bound],
            Membership(var element, _) => [element],
            _ => [],
        };

    private static void Visit(Term term, Dictionary<string, RealInterval> bounds)
    {
        if (term is Apply { Function: Function.Log or Function.Log2 or Function.Log10, Arguments: [var argument] })
        {
            if (NameOf(argument) is { } name)
            {
                Narrow(name, Domain.Positive);
            }
            else if (
                argument is Add { Operands: [Number { Value: var one }, Negate(var other)] }
                && one == Rational.One
                && NameOf(other) is { } below
            )
            {
                Narrow(below, new RealInterval(null, false, Rational.One, false));
            }
        }
        else if (term is Apply { Function: Function.Sqrt, Arguments: [var root] } && NameOf(root) is { } square)
        {
            Narrow(square, Domain.NonNegative);
        }

        foreach (var child in term.Children())
        {
            Visit(child, bounds);
        }

        void Narrow(string name, Domain to)
        {
            var (known, added) = (bounds.GetValueOrDefault(name), (RealInterval)to);
            bounds[name] = known is null
                ? added
                : new RealInterval(
                    added.Lower ?? known.Lower,
                    (added.Lower is null || added.LowerClosed) && (known.Lower is null || known.LowerClosed),
                    added.Upper ?? known.Upper,
                    (added.Upper is null || added.UpperClosed) && (known.Upper is null || known.UpperClosed)
                );
        }
    }

    private static string? NameOf(Term term) =>
        term switch
        {
            Symbol(var name) => name,
            Element { Array: Symbol(var name) } => name,
            _ => null,
        };
}
