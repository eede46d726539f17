// What is known of the unknowns of a term: domains, assumptions, signs, absolute values, members of maxima.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Evidence.Proof.NormalForms;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence;

internal sealed partial class PositiveSearch
{
    private List<Column> Known(
        Setting setting,
        Term term,
        Polynomial target,
        Normaliser normal,
        IReadOnlyList<Theorem> more
    )
    {
        var facts = new List<Column>();
        foreach (var theorem in more.Concat(LinearSearch.Facts(setting, Names(setting, term)).Take(MostFacts)))
        {
            Take(theorem);
        }

        foreach (var member in new ExtremeSearch(search).Facts(setting, term))
        {
            Take(member);
        }

        // (a − b)² > 0 for an assumed a ≠ b.
        foreach (var assumption in setting.Assumptions.OfType<Compare>())
        {
            if (
                assumption.Relation == Relation.NotEqual
                && Theorem.Assumption(setting, assumption) is { } known
                && Theorem.ToDifference(known) is { Statement: Compare(var difference, _, _) } different
                && search.Exists(setting, new Power(difference, 2)) is { } exists
                && Theorem.PowerOf(exists, different) is { } apart
                && search.Exists(setting, difference) is { } root
                && Theorem.Square(root) is { } square
            )
            {
                Take(Theorem.Strict(square, apart));
            }
        }

        // log a − log b from an assumed a − b, for what is positive.
        foreach (var assumption in setting.Assumptions.Where(HasExponential))
        {
            if (
                Theorem.Assumption(setting, assumption) is { } known
                && Theorem.ToDifference(known) is { Statement: Compare(Add([var left, Negate(var right)]), _, _) } order
                && search.Find(setting, new Compare(left, Relation.Greater, Term.Zero)) is { } x
                && search.Find(setting, new Compare(right, Relation.Greater, Term.Zero)) is { } y
                && Theorem.Logarithms(order, x, y) is { } logarithms
            )
            {
                Take(logarithms);
                Take(Theorem.NegationOf(logarithms));
            }
        }

        // Signs of what stands for an unknown of its own.
        foreach (var atom in Atoms(target, facts).Where(atom => atom.Term is not Symbol).Take(MostUnknowns))
        {
            var own = new[] { Relation.Greater, Relation.GreaterOrEqual }
                .Select(sign => search.Find(setting, new Compare(atom.Term, sign, Term.Zero)))
                .FirstOrDefault(found => found is not null);
            Take(own);
            if (atom.Term is Element && new Ranges(setting).Of(atom.Term) is { Upper: 1 })
            {
                Take(
                    search.Find(
                        setting,
                        new Compare(new Add([Term.One, new Negate(atom.Term)]), Relation.GreaterOrEqual, Term.Zero)
                    )
                );
            }
        }

        return facts;

        void Take(Theorem? theorem)
        {
            if (theorem?.Statement is Compare(_, Relation.Equal, Number { Value.Sign: 0 }))
            {
                Take(Theorem.Weaker(theorem, ((Compare)theorem.Statement) with { Relation = Relation.GreaterOrEqual }));
                return;
            }

            if (
                theorem?.Statement
                    is Compare(
                        var known,
                        (Relation.Greater or Relation.GreaterOrEqual)
                            and var sign,
                        Number { Value.Sign: 0 }
                    )
                && theorem.In(setting) is { } here
                && normal.Of(known) is { Constant: null } form
                && !facts.Exists(fact => fact.Form.Equals(form) && (fact.IsStrict || sign != Relation.Greater))
            )
            {
                facts.Add(new Column(form, sign == Relation.Greater, () => here));
            }
        }
    }

    // |u| ∓ u ≥ 0, for the absolute values of the target and the facts.
    private IEnumerable<Column> Sizes(Setting setting, Polynomial target, List<Column> facts, Normaliser normal)
    {
        foreach (var atom in Atoms(target, facts).Where(atom => atom.Kind == AtomKind.Absolute).Take(MostUnknowns))
        {
            var u = atom.Inner!.ToTerm();
            foreach (var term in new[] { atom.Term - u, atom.Term + u })
            {
                if (Size(setting, u, term)?.In(setting) is { } here && normal.Of(term) is { Constant: null } form)
                {
                    yield return new Column(form, false, () => here);
                }
            }
        }
    }

    private static bool HasExponential(Condition condition)
    {
        return condition.Terms().Any(Has);

        static bool Has(Term term) => term is Apply(Function.Exp, _) || term.Children().Any(Has);
    }

    // |u| ∓ u ≥ 0, on both sides of 0.
    private Theorem? Size(Setting setting, Term u, Term term)
    {
        return
            search.Exists(setting, u) is { } exists
            && search.Exists(setting, Term.Zero) is { } zero
            && Part(Relation.GreaterOrEqual) is { } above
            && Part(Relation.Less) is { } below
            ? Theorem.ByCases(exists, zero, above, below)
            : null;

        Theorem? Part(Relation relation)
        {
            var inner = setting.With(new Compare(u, relation, Term.Zero));
            var form = search.Collected(inner, term);
            return search.Transferred(
                inner,
                term,
                search.Find(inner, new Compare(form, Relation.GreaterOrEqual, Term.Zero))
            );
        }
    }

    // For a contradiction everything that is assumed counts.
    private static IReadOnlySet<string> Names(Setting setting, Term term) =>
        term.IsZero()
            ? setting.Assumptions.SelectMany(assumption => assumption.FreeNames()).ToHashSet(StringComparer.Ordinal)
            : term.FreeNames();
}
