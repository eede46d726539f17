// Orders between a maximum and sums: every member is at most the maximum.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence;

/// <summary>Signs of terms with the maximum or minimum of a vector, from those of its members.</summary>
internal sealed class ExtremeSearch(QuickSearch search)
{
    /// <summary>A theorem that the term has the sign, or null.</summary>
    public Theorem? Find(Setting setting, Term term, Relation relation)
    {
        var facts = Facts(setting, term);
        return facts.Count == 0 ? null : new LinearSearch(search).Find(setting, term, relation, facts);
    }

    /// <summary>max f − f(i) ≥ 0 and the like, for the maxima of a term and the indices of a setting.</summary>
    public IReadOnlyList<Theorem> Facts(Setting setting, Term term)
    {
        var facts = new List<Theorem>();
        foreach (var fold in Extremes(term).Distinct().Take(3))
        {
            if (search.Exists(setting, fold) is not { } exists || fold.Range is not Span(var from, var to))
            {
                continue;
            }

            foreach (var place in Places(setting, term))
            {
                if (
                    search.Find(setting, new Compare(from, Relation.LessOrEqual, place)) is { } first
                    && search.Find(setting, new Compare(place, Relation.LessOrEqual, to)) is { } last
                    && Theorem.Member(exists, place, first, last) is { } member
                )
                {
                    var fact = fold.Kind == FoldKind.Max ? member : Theorem.NegationOf(member);
                    if (fact is not null)
                    {
                        facts.Add(fact);
                    }
                }
            }
        }

        return facts;
    }

    private static IEnumerable<Fold> Extremes(Term term) =>
        term is Fold { Kind: FoldKind.Max or FoldKind.Min, Where: null } fold
            ? [fold]
            : term.Children().SelectMany(Extremes);

    private static IEnumerable<Term> Places(Setting setting, Term term) =>
        term.FreeNames()
            .Where(name => setting.Variable(name) is { Domain: Integers, Dimensions.Count: 0 })
            .Select(name => (Term)new Symbol(name))
            .Append(Term.One);
}
