// Conditions and extrema put into a formula as new symbols that are not negative.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence;

/// <summary>A term over other symbols, whose values cover those of the original one.</summary>
internal sealed record Substituted(Problem Problem, Dictionary<string, Range> Domains, Term Term);

/// <summary>What says the same as the conditions and extrema, as non-negative symbols.</summary>
internal static class Substitutions
{
    private static readonly Domain s_nonNegative = Domain.NonNegative;

    /// <summary>Forms of the term; its sign over their domains is its sign under the conditions.</summary>
    public static IEnumerable<Substituted> Of(Problem problem, Dictionary<string, Range> domains, Term term) =>
        Conditions(problem, domains, term).Concat(Extrema(problem, domains, term));

    // x ≤ y: x is y − d with d ≥ 0; what else is known of x is let go.
    private static IEnumerable<Substituted> Conditions(Problem problem, Dictionary<string, Range> domains, Term term)
    {
        const string slack = "slack#";
        foreach (var condition in problem.Conditions.OfType<Compare>())
        {
            (Term Smaller, Term Larger)? sides = condition.Relation switch
            {
                Relation.LessOrEqual or Relation.Less => (condition.Left, condition.Right),
                Relation.GreaterOrEqual or Relation.Greater => (condition.Right, condition.Left),
                _ => null,
            };
            if (sides is not var (smaller, larger))
            {
                continue;
            }

            var strict = condition.Relation is Relation.Less or Relation.Greater;
            var d = new Symbol(slack);
            foreach (
                var (name, other, value) in new[] { (smaller, larger, larger - d), (larger, smaller, smaller + d) }
            )
            {
                if (
                    name is Symbol(var replaced)
                    && problem.Variable(replaced) is { Dimensions.Count: 0, Domain: RealInterval }
                    && !other.FreeNames().Contains(replaced)
                    && other.FreeNames().Count > 0
                    && term.FreeNames().Contains(replaced)
                )
                {
                    var domain = strict ? Domain.Positive : s_nonNegative;
                    yield return With(
                        problem,
                        domains,
                        new Variable(slack, [], domain, Provenance.BuiltIn),
                        replaced,
                        term.Substitute(replaced, value)
                    );
                }
            }
        }
    }

    // With M for the greatest entry of z, every entry is M − d_j with d_j ≥ 0; likewise for the least.
    private static IEnumerable<Substituted> Extrema(Problem problem, Dictionary<string, Range> domains, Term term)
    {
        const string extreme = "extreme#";
        const string gap = "gap#";
        var found = Extremes(term).Distinct().ToList();
        if (
            found is not [Fold(var kind, _, Span(Number(var one), var count) range, _, Element(Symbol(var name), _))]
            || one != Reals.Rational.One
            || problem.Variable(name) is not { Dimensions: [var length], Domain: RealInterval(null, _, null, _) }
            || !length.Equals(count)
        )
        {
            yield break;
        }

        var whole = found[0];
        var replaced = Replaced(term);
        if (replaced.FreeNames().Contains(name))
        {
            yield break;
        }

        var added = With(
            problem,
            domains,
            new Variable(gap, [length], s_nonNegative, Provenance.BuiltIn),
            name,
            replaced
        );
        yield return With(
            added.Problem,
            added.Domains,
            new Variable(extreme, [], Domain.Real, Provenance.BuiltIn),
            extreme,
            replaced
        );

        Term Replaced(Term part) =>
            part.Equals(whole) ? new Symbol(extreme)
            : part is Element(Symbol(var array), [var place]) && array == name
                ? kind == FoldKind.Max ? new Symbol(extreme) - new Element(new Symbol(gap), [place])
                    : new Symbol(extreme) + new Element(new Symbol(gap), [place])
            : part.MapChildren(Replaced);
    }

    private static IEnumerable<Term> Extremes(Term term) =>
        (
            term is Fold(FoldKind.Max or FoldKind.Min, var index, _, null, Element(Symbol, [Symbol(var at)]))
            && at == index
                ? [term]
                : (IEnumerable<Term>)[]
        ).Concat(term.Children().SelectMany(Extremes));

    private static Substituted With(
        Problem problem,
        Dictionary<string, Range> domains,
        Variable added,
        string replaced,
        Term term
    )
    {
        var others = new Dictionary<string, Range>(domains);
        others.Remove(replaced);
        if (Ranges.OfDomain(added) is { } range)
        {
            others[added.Name] = range;
        }

        return new Substituted(problem.WithVariable(added, replaced), others, term);
    }
}
