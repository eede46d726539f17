// Sums and products to infinity: the limit of those up to N.
namespace LossProofs.Audit.Terms;

/// <summary>
/// Σ_{k=m}^∞ f(k) is lim_{N→∞} Σ_{k=m}^N f(k), products likewise: a <see cref="Limit"/> of a <see cref="Fold"/> in a
/// variable that no document can name.
/// </summary>
public static class Series
{
    private const string Mark = "\\infty#";

    /// <summary>The sum or product over all integers from a number on.</summary>
    public static Limit Of(FoldKind kind, string index, Term from, Term body)
    {
        var last = index + Mark;
        return new Limit(
            new Fold(kind, index, new Span(from, new Symbol(last)), null, body),
            last,
            Term.Infinity,
            Side.Both
        );
    }

    /// <summary>The fold of which a term is the limit, where it is a sum or a product to infinity; null otherwise.</summary>
    public static Fold? Of(Term term) =>
        term is Limit(Fold { Where: null, Range: Span(_, Symbol(var last)) } fold, var name, Constant, _)
        && name == last
        && name.EndsWith(Mark, StringComparison.Ordinal)
        && !fold.Body.FreeNames().Contains(name)
            ? fold
            : null;

    /// <summary>True where the term holds a sum or a product to infinity.</summary>
    public static bool IsIn(Term term) => Of(term) is not null || term.Children().Any(IsIn);

    /// <summary>True where anything that a reading says or rests on holds one.</summary>
    public static bool IsIn(Reading reading) => Terms(reading).Any(IsIn);

    /// <summary>
    /// The reading with the values of <see cref="InfiniteSums"/> in the place of its sums to infinity, which is noted in its
    /// context; null where one of them has none there.
    /// </summary>
    public static Reading? Computed(Reading reading)
    {
        var complete = true;
        var context = reading.Context;
        var computed = reading with
        {
            Proposition = reading.Proposition.MapTerms(Value),
            Context = context with
            {
                HasSeries = true,
                Definitions = context.Definitions.Map(definition => definition with { Body = Value(definition.Body) }),
                Hypotheses = context.Hypotheses.Map(hypothesis =>
                    hypothesis with
                    {
                        Condition = hypothesis.Condition.MapTerms(Value),
                    }
                ),
            },
        };
        return complete ? computed : null;

        Term Value(Term term)
        {
            if (Of(term) is not { } fold)
            {
                return IsIn(term) ? term.MapChildren(Value) : term;
            }

            if (
                fold is { Kind: FoldKind.Sum, Range: Span(Number(var from), _) }
                && InfiniteSums.Of(Value(fold.Body), fold.Index, from) is { } value
            )
            {
                return value;
            }

            complete = false;
            return term;
        }
    }

    private static IEnumerable<Term> Terms(Reading reading) =>
        reading
            .Proposition.Terms()
            .Concat(reading.Context.Definitions.Select(definition => definition.Body))
            .Concat(reading.Context.Hypotheses.SelectMany(hypothesis => hypothesis.Condition.Terms()));
}
