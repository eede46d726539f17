// Signs of terms with sums: without divisors, by the members of sums, by means below a maximum, by powers of what
// logarithms are taken of.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence;

internal sealed partial class SignSearch
{
    private const int MostSums = 4;
    private const int MostMeans = 5;
    private const string Other = "other#";

    // Before what takes longer, and may spend all that a proof may cost.
    private Theorem? OfSums(Setting setting, Term term, Relation relation) =>
        relation is Relation.Greater or Relation.GreaterOrEqual
            ? Means(setting, term, relation)
                ?? BelowMeans(setting, term, relation)
                ?? WithoutDivisors(setting, term, relation)
                ?? ByPowers(setting, term, relation)
            : null;

    // Times what stands below, whose sign decides which way; with what all addends have in common taken out, and without.
    private Theorem? WithoutDivisors(Setting setting, Term term, Relation relation)
    {
        var members = Members(setting, term);
        var tried = new List<Term>();
        foreach (var content in new[] { true, false })
        {
            var (scale, whole) = quick.Cleared(setting, term, content);
            if (tried.Contains(whole) || SignOf(setting, scale, members) is not { } divisor)
            {
                continue;
            }

            tried.Add(whole);
            var isPositive = divisor.Statement is Compare(_, Relation.Greater, _);
            var form = quick.Collected(setting, isPositive ? whole : Simplifying.Negative(whole));
            if (
                Undivided(setting, members, form, relation) is { } found
                && quick.Transferred(setting, whole, isPositive ? found : Theorem.NegationOf(found)) is { } above
                && Theorem.ProductOf(above, divisor, quotient: true) is { } quotient
                && quick.Transferred(setting, term, quotient) is { } theorem
            )
            {
                return theorem;
            }
        }

        return null;
    }

    // A product is positive or negative, by its factors; each of them may be a combination of products of known signs.
    private Theorem? SignOf(Setting setting, Term product, IReadOnlyList<Theorem> members)
    {
        Theorem? known = null;
        foreach (var factor in product is Multiply(var xs) ? xs : [product])
        {
            var basis = factor is Power(var x, Number({ IsInteger: true, Sign: > 0 })) ? x : factor;
            var sign =
                quick.Find(setting, new Compare(basis, Relation.Greater, Term.Zero))
                ?? quick.Find(setting, new Compare(basis, Relation.Less, Term.Zero))
                ?? Combined(basis)
                ?? quick.Transferred(
                    setting,
                    basis,
                    Combined(quick.Collected(setting, Simplifying.Negative(basis))) is { } negative
                        ? Theorem.NegationOf(negative)
                        : null
                );
            if (sign is null)
            {
                return null;
            }

            for (
                var count =
                    factor is Power(_, Number(var exponent)) && !basis.Equals(factor) ? (int)exponent.Numerator : 1;
                count > 0;
                count--
            )
            {
                known = known is null ? sign : Theorem.ProductOf(known, sign, quotient: false);
            }
        }

        if (quick.Transferred(setting, product, known) is not { } theorem)
        {
            return null;
        }

        // What is divided by it exists.
        if (Theorem.Weaker(theorem, new Compare(product, Relation.NotEqual, Term.Zero)) is { } divides)
        {
            quick.Learn(divides);
        }

        return theorem;

        Theorem? Combined(Term factor) => new PositiveSearch(quick).Find(setting, factor, Relation.Greater, members);
    }

    private Theorem? Undivided(Setting setting, IReadOnlyList<Theorem> members, Term form, Relation relation) =>
        quick.Find(setting, new Compare(form, relation, Term.Zero))
        ?? (members.Count > 0 ? new PositiveSearch(quick).Find(setting, form, relation, members) : null)
        ?? Tangents(setting, form, relation)
        ?? UnderOneSum(setting, form, relation, lightly: true);

    // What is near at hand: without common factors, by members of maxima and of sums, by logarithms put together.
    private Theorem? Lightly(Setting setting, Term term, Relation relation)
    {
        var collected = quick.Collected(setting, term);
        if (
            quick.Transferred(setting, term, quick.Find(setting, new Compare(collected, relation, Term.Zero))) is
            { } direct
        )
        {
            return direct;
        }

        if (CommonFactor(setting, collected) is var (factor, rest))
        {
            return
                quick.Find(setting, new Compare(factor, Relation.Greater, Term.Zero)) is { } positive
                && Lightly(setting, rest, relation) is { } smaller
                ? quick.Transferred(setting, term, Theorem.ProductOf(positive, smaller, quotient: false))
                : null;
        }

        return Extremes(setting, term, relation)
            ?? quick.Transferred(setting, term, ByLogarithms(setting, collected, relation, early: true))
            ?? ByMembers(setting, term, collected, relation)
            ?? (ContainsLogarithm(collected) ? Exponentiated(setting, term, relation) : null);
    }

    // By what the sums of a term, as it is written, have as members.
    private Theorem? ByMembers(Setting setting, Term written, Term form, Relation relation) =>
        Members(setting, written) is { Count: > 0 } facts
            ? new PositiveSearch(quick).Find(setting, form, relation, facts)
            : null;

    // For sums of what is ≥ 0 and the indices i, k of the term: Σ_j f(j) ≥ 0, f(i) ≥ 0, Σ_{j≠i} f(j) ≥ 0 and, for i ≠ k,
    // Σ_{j≠i,k} f(j) ≥ 0.
    private List<Theorem> Members(Setting setting, Term written)
    {
        var names = written.FreeNames();
        var facts = new List<Theorem>();
        foreach (var sum in Nested(written).Where(IsDeclared).Distinct().Take(MostSums))
        {
            if (sum.Range is not Span(var from, var to))
            {
                continue;
            }

            var places = setting
                .Variables.Where(variable =>
                    variable is { Dimensions.Count: 0, Domain: Integers({ } low, { } high) }
                    && names.Contains(variable.Name)
                    && low.Equals(from)
                    && high.Equals(to)
                )
                .Select(variable => (Term)new Symbol(variable.Name))
                .ToList();
            Add(sum);
            foreach (var place in places)
            {
                Add(sum.Body.Substitute(sum.Index, place));
                Add(Beside(sum, place));
                foreach (var second in places.TakeWhile(second => !second.Equals(place)))
                {
                    if (quick.Find(setting, new Compare(place, Relation.NotEqual, second)) is not null)
                    {
                        Add(Beside(sum, place, second));
                    }
                }
            }
        }

        return facts;

        bool IsDeclared(Fold sum) => sum.FreeNames().All(name => setting.Variable(name) is not null);

        static Fold Beside(Fold sum, params Term[] places)
        {
            var apart = places
                .Select(place => (Condition)new Compare(new Symbol(Other), Relation.NotEqual, place))
                .ToSequence();
            return sum with
            {
                Index = Other,
                Where = apart.Count == 1 ? apart[0] : new All(apart),
                Body = sum.Body.Substitute(sum.Index, new Symbol(Other)),
            };
        }

        void Add(Term member)
        {
            if (quick.Find(setting, new Compare(member, Relation.GreaterOrEqual, Term.Zero)) is { } fact)
            {
                facts.Add(fact);
            }
        }
    }

    private static IEnumerable<Fold> Nested(Term term) =>
        term.Children()
            .SelectMany(Nested)
            .Concat(term is Fold { Kind: FoldKind.Sum, Where: null } sum ? [sum] : (IEnumerable<Fold>)[]);

    // c·max_j f(j) + r from c·Σ_j w_j f(j) + r, for c ≥ 0 and weights w_j ≥ 0 that add up to 1: a mean is at most the
    // maximum; r − c·min_j f(j) likewise.
    private Theorem? BelowMeans(Setting setting, Term term, Relation relation)
    {
        var collected = quick.Collected(setting, term);
        var addends = Addends(collected).ToList();
        for (var at = 0; at < addends.Count; at++)
        {
            if (
                LinearIn(addends[at]) is not ({ Kind: FoldKind.Max or FoldKind.Min, Where: null } fold, var factor)
                || quick.Exists(setting, fold) is not { } exists
            )
            {
                continue;
            }

            var isLargest = fold.Kind == FoldKind.Max;
            if (
                quick.Find(
                    setting,
                    new Compare(isLargest ? factor : Simplifying.Negative(factor), Relation.GreaterOrEqual, Term.Zero)
                )
                is not { } sign
            )
            {
                continue;
            }

            foreach (var weight in MeanWeights(setting, term, fold.Range).Take(MostMeans))
            {
                var body = fold.Body.Substitute(fold.Index, new Symbol(Other));
                var mean = new Fold(FoldKind.Sum, Other, fold.Range, null, new Multiply([weight, body]));
                var rest = Simplifying.Sum([
                    .. addends.Where((_, other) => other != at),
                    Simplifying.Product(factor, mean),
                ]);
                if (
                    OfMean(setting, fold, exists, weight, mean) is { } gap
                    && Theorem.ProductOf(sign, gap, quotient: false) is { } scaled
                    && WithMean(setting, rest, relation) is { } left
                    && quick.Transferred(setting, term, Theorem.SumOf([scaled, left])) is { } theorem
                )
                {
                    return theorem;
                }
            }
        }

        return null;
    }

    private Theorem? WithMean(Setting setting, Term rest, Relation relation)
    {
        var collected = quick.Collected(setting, rest);
        return quick.Transferred(
            setting,
            rest,
            quick.Find(setting, new Compare(collected, relation, Term.Zero)) ?? Means(setting, collected, relation)
        );
    }

    // max_j f(j) − Σ_j w_j f(j) ≥ 0, Σ_j w_j f(j) − min_j f(j) ≥ 0.
    private Theorem? OfMean(Setting setting, Fold extreme, Theorem exists, Term weight, Fold mean)
    {
        var isLargest = extreme.Kind == FoldKind.Max;
        var own = extreme.Body.Substitute(extreme.Index, new Symbol(Other));
        var difference = isLargest ? new Add([extreme, new Negate(own)]) : new Add([own, new Negate(extreme)]);
        var sum = mean with { Body = new Multiply([weight, difference]) };
        if (quick.Exists(setting, sum) is not { } total)
        {
            return null;
        }

        var found = quick.OverRange(
            setting,
            total,
            Other,
            sum.Range,
            null,
            sum.Body,
            Relation.GreaterOrEqual,
            (inner, of, _) =>
                of is Multiply([var w, var gap])
                && quick.Find(inner, new Compare(w, Relation.GreaterOrEqual, Term.Zero)) is { } weighted
                && new ExtremeSearch(quick).Find(inner, gap, Relation.GreaterOrEqual) is { } member
                    ? Theorem.ProductOf(weighted, member, quotient: false)
                    : null
        );
        return quick.Transferred(
            setting,
            isLargest ? new Add([extreme, new Negate(mean)]) : new Add([mean, new Negate(extreme)]),
            found
        );
    }

    // Weights that add up to 1 over a range, at the index: what a sum of the term adds up over the sum, distributions, 1/n.
    private IEnumerable<Term> MeanWeights(Setting setting, Term term, IndexRange range)
    {
        if (range is not Span(var from, var count))
        {
            yield break;
        }

        var at = new Symbol(Other);
        foreach (
            var sum in Nested(term)
                .Where(sum =>
                    sum.Range.Equals(range) && sum.FreeNames().All(name => setting.Variable(name) is not null)
                )
                .DistinctBy(sum => sum.Body.Substitute(sum.Index, at))
                .Take(MostMeans)
        )
        {
            if (quick.Find(setting, new Compare(sum, Relation.Greater, Term.Zero)) is not null)
            {
                yield return new Divide(sum.Body.Substitute(sum.Index, at), sum);
            }
        }

        foreach (var share in Shares(setting, from, count, at))
        {
            yield return share;
        }
    }

    // c·fold.
    private static (Fold Fold, Term Factor)? LinearIn(Term term) =>
        term switch
        {
            Fold fold => (fold, Term.One),
            Negate(var x) when LinearIn(x) is var (fold, factor) => (fold, Simplifying.Negative(factor)),
            Multiply(var xs) when xs.OfType<Fold>().FirstOrDefault(IsExtreme) is { } extreme => (
                extreme,
                Simplifying.Product([.. xs.Where(x => !ReferenceEquals(x, extreme))])
            ),
            Divide(var x, var y) when LinearIn(x) is var (fold, factor) => (fold, Simplifying.Quotient(factor, y)),
            _ => null,
        };

    private static bool IsExtreme(Fold fold) => fold.Kind is FoldKind.Max or FoldKind.Min;

    // Σ c_k log X_k + Y R 0 for any c: the product of the X_k^{c_k} that are added, times e^Y, against that of the others.
    private Theorem? ByPowers(Setting setting, Term term, Relation relation)
    {
        if (level >= DeepestLevel)
        {
            return null;
        }

        foreach (var form in new[] { term, quick.Collected(setting, term) }.Distinct())
        {
            var parts = Addends(form).ToLookup(IsNegative);
            if (
                Product(parts[false]) is not { } above
                || Product(parts[true].Select(Simplifying.Negative)) is not { } below
                || !Parts(above).Concat(Parts(below)).Any(part => part is Power(_, not Number))
            )
            {
                continue;
            }

            if (
                quick.Find(setting, new Compare(above, Relation.Greater, Term.Zero)) is { } x
                && quick.Find(setting, new Compare(below, Relation.Greater, Term.Zero)) is { } y
                && Pairs(setting, new Add([above, new Negate(below)]), relation) is { } order
                && Theorem.Logarithms(order, x, y) is { } logarithms
                && quick.Transferred(setting, term, logarithms) is { } theorem
            )
            {
                return theorem;
            }
        }

        return null;

        static Term? Product(IEnumerable<Term> addends)
        {
            var factors = new List<Term>();
            foreach (var addend in addends)
            {
                if (!ContainsLogarithm(addend))
                {
                    factors.Add(Term.Exp(addend));
                }
                else if (Logarithmic(addend) is var (coefficient, argument))
                {
                    factors.Add(Simplifying.Power(argument, coefficient));
                }
                else
                {
                    return null;
                }
            }

            return Simplifying.Product([.. factors]);
        }
    }

    // c·log X.
    private static (Term Coefficient, Term Argument)? Logarithmic(Term term) =>
        term switch
        {
            Apply(Function.Log, [var x]) when !ContainsLogarithm(x) => (Term.One, x),
            Apply(Function.Softplus, [var x]) => (Term.One, Term.One + Term.Exp(x)),
            Negate(var x) when Logarithmic(x) is var (c, argument) => (Simplifying.Negative(c), argument),
            Guarded(var value, _) => Logarithmic(value),
            Divide(var x, var y) when !ContainsLogarithm(y) && Logarithmic(x) is var (c, argument) => (
                Simplifying.Quotient(c, y),
                argument
            ),
            Multiply(var xs)
                when xs.Count(ContainsLogarithm) == 1
                    && Logarithmic(xs.First(ContainsLogarithm)) is var (c, argument) => (
                Simplifying.Product([c, .. xs.Where(x => !ContainsLogarithm(x))]),
                argument
            ),
            _ => null,
        };
}
