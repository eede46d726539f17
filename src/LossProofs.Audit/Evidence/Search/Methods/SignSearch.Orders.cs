// Signs by squares of both sides, by the members of a maximum, under one sum, and from what is known of sums.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Evidence.Proof.NormalForms;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

internal sealed partial class SignSearch
{
    private const int DeepestLevel = 2;
    private const int MostAddends = 4;

    private Theorem? ByOrders(Setting setting, Term term, Relation relation)
    {
        if (relation is not (Relation.Greater or Relation.GreaterOrEqual) || quick.IsSpent)
        {
            return null;
        }

        var collected = quick.Collected(setting, term);
        var found =
            BelowMaximum(setting, collected, relation)
            ?? UnderOneSum(setting, collected, relation)
            ?? Sums(setting, collected, relation)
            ?? ByLogarithms(setting, collected, relation);
        return quick.Transferred(setting, term, found);
    }

    // Where no case is left to be told apart.
    private Theorem? Unfolded(Setting setting, Term term, Relation relation)
    {
        var collected = quick.Collected(setting, term);
        return level >= DeepestLevel || quick.IsSpent || Kinks.Of(collected).Any()
            ? null
            : ByOrders(setting, term, relation) ?? Exponentiated(setting, term, relation);
    }

    // Both sides of a number that x is not.
    private Theorem? Apart(Setting setting, Term term, Relation relation)
    {
        foreach (var assumption in setting.Assumptions)
        {
            if (
                assumption is Compare(Symbol(var name), Relation.NotEqual, Number(var point))
                && Theorem.Beside(setting, name, point, above: false) is { } low
                && Theorem.Beside(setting, name, point, above: true) is { } high
            )
            {
                return
                    new SignSearch(quick, level).Find(low, term, relation)?.In(low) is { } below
                    && new SignSearch(quick, level).Find(high, term, relation)?.In(high) is { } over
                    ? Theorem.Apart(setting, name, point, below, over)
                    : null;
            }
        }

        return null;
    }

    // a − b R 0 from log a − log b R 0.
    private Theorem? ByLogarithms(Setting setting, Term term, Relation relation, bool early = false)
    {
        if (term is not Add(var addends) || addends.Count > MostAddends || !HasPower(term))
        {
            return null;
        }

        var parts = addends.ToLookup(IsNegative);
        var (a, b) = (
            Simplifying.Sum([.. parts[false]]),
            quick.Collected(setting, Simplifying.Negative(Simplifying.Sum([.. parts[true]])))
        );
        if (
            quick.Find(setting, new Compare(a, Relation.Greater, Term.Zero)) is null
            || quick.Find(setting, new Compare(b, Relation.Greater, Term.Zero)) is null
        )
        {
            return null;
        }

        var difference = new Add([Term.Log(a), new Negate(Term.Log(b))]);
        var order =
            quick.Find(setting, new Compare(difference, relation, Term.Zero))
            ?? quick.Transferred(
                setting,
                difference,
                new ExtremeSearch(quick).Find(setting, quick.Collected(setting, difference), relation)
            )
            ?? (early ? Pairs(setting, difference, relation) : Deeper(setting, difference, relation));
        return order is not null && Theorem.Exponentials(order) is { } theorem
            ? quick.Transferred(setting, term, theorem)
            : null;
    }

    private static bool HasPower(Term term) =>
        term is Apply(Function.Exp, _) or Power(_, not Number) or Fold { Kind: FoldKind.Product }
        || term.Children().Any(HasPower);

    private Theorem? Deeper(Setting setting, Term term, Relation relation) =>
        level >= DeepestLevel || quick.IsSpent ? null : new SignSearch(quick, level + 1).Find(setting, term, relation);

    private Theorem? Rooted(Setting setting, Term term, Relation relation)
    {
        if (relation is not (Relation.Greater or Relation.GreaterOrEqual) || !HasRoot(term))
        {
            return null;
        }

        // In the collected form, unless that no longer shows that the roots exist.
        var collected = quick.Collected(setting, term);
        var form = quick.Exists(setting, collected) is null ? term : collected;
        if (quick.Transferred(setting, term, ByRoots(setting, form, relation)) is { } direct)
        {
            return direct;
        }

        // Times what stands below.
        var (scale, whole) = quick.Cleared(setting, collected);
        return
            !scale.IsOne()
            && quick.Find(setting, new Compare(scale, Relation.Greater, Term.Zero)) is { } positive
            && (quick.Find(setting, new Compare(whole, relation, Term.Zero)) ?? ByRoots(setting, whole, relation))
                is { } found
            && Theorem.ProductOf(found, positive, quotient: true) is { } quotient
            ? quick.Transferred(setting, term, quotient)
            : null;
    }

    // a − b R 0 from a² − b² R 0 and a ≥ 0.
    private Theorem? ByRoots(Setting setting, Term term, Relation relation)
    {
        if (!HasRoot(term) || term is not Add(var addends) || level >= DeepestLevel)
        {
            return null;
        }

        // Roots against the rest, where no addend is negative.
        var parts = addends.Any(IsNegative) ? addends.ToLookup(IsNegative) : addends.ToLookup(part => !HasRoot(part));
        var (a, b) = (Simplifying.Sum([.. parts[false]]), Simplifying.Sum([.. parts[true].Select(Opposite)]));
        if (b.IsZero() || quick.Find(setting, new Compare(a, Relation.GreaterOrEqual, Term.Zero)) is not { } sign)
        {
            return null;
        }

        // A form in which a root is not shown to exist is of no use.
        Term Opposite(Term part)
        {
            var negative = Simplifying.Negative(part);
            var form = quick.Collected(setting, negative);
            return quick.Exists(setting, form) is null ? negative : form;
        }

        var squares = new Add([new Power(a, 2), new Negate(new Power(b, 2))]);
        return Deeper(setting, squares, relation) is { } order && Theorem.SquareOrder(sign, order) is { } theorem
            ? quick.Transferred(setting, term, theorem)
            : null;
    }

    private static bool HasRoot(Term term) =>
        term is Apply(Function.Sqrt, _) or Power(_, Number({ IsInteger: false })) || term.Children().Any(HasRoot);

    private static bool IsNegative(Term term) =>
        term switch
        {
            Number(var value) => value.Sign < 0,
            Negate(var x) => !IsNegative(x),
            Multiply(var xs) => xs.Count(IsNegative) % 2 == 1,
            Divide(var x, _) => IsNegative(x),
            _ => false,
        };

    // r − c·max_i f(i) from r − c·f(i) for every i; r + c·min_i f(i) likewise.
    private Theorem? BelowMaximum(Setting setting, Term term, Relation relation)
    {
        var addends = term is Add(var xs) ? xs : [term];
        for (var at = 0; at < addends.Count; at++)
        {
            if (
                Scaled(addends[at]) is not ({ Kind: FoldKind.Max or FoldKind.Min, Where: null } fold, var factor)
                || fold.Kind == FoldKind.Max != factor.Sign < 0
                || quick.Exists(setting, fold) is not { } exists
            )
            {
                continue;
            }

            var size = Rational.Abs(factor);
            var rest = Simplifying.Sum([.. addends.Where((_, other) => other != at)]);
            var (inner, name) = quick.Entered(setting, fold.Index, fold.Range, null);
            var member = fold.Body.Substitute(fold.Index, new Symbol(name));
            var other = quick.Collected(
                setting,
                Simplifying.Product(Rational.One / factor, Simplifying.Negative(rest))
            );
            Term difference =
                fold.Kind == FoldKind.Max ? new Add([other, new Negate(member)]) : new Add([member, new Negate(other)]);
            return
                Deeper(inner, difference, relation) is { } each
                && each.In(inner) is { } here
                && Theorem.BoundOfMaximum(exists, here) is { } bound
                && Theorem.Multiple(bound, size) is { } scaled
                ? quick.Transferred(setting, term, scaled)
                : null;
        }

        return null;
    }

    private static (Fold Fold, Rational Factor)? Scaled(Term term) =>
        term switch
        {
            Fold fold => (fold, Rational.One),
            Negate(var x) when Scaled(x) is var (fold, factor) => (fold, -factor),
            Multiply([Number(var number), Fold fold]) => (fold, number),
            Divide(var x, Number({ Sign: not 0 } divisor)) when Scaled(x) is var (fold, factor) => (
                fold,
                factor / divisor
            ),
            _ => null,
        };

    // Σ_k c_k Σ_j f_k(j) + r as one sum, r by weights that add up to 1; then the sign of the body.
    private Theorem? UnderOneSum(Setting setting, Term term, Relation relation, bool lightly = false)
    {
        if (level >= DeepestLevel)
        {
            return null;
        }

        var addends = term is Add(var xs) ? xs : [term];
        var sums = addends.Select(addend => (Addend: addend, Sum: ScaledSum(addend))).ToList();
        foreach (var group in sums.Where(part => part.Sum is not null).GroupBy(part => part.Sum!.Value.Sum.Range))
        {
            if (group.Key is not Span(var from, var count))
            {
                continue;
            }

            const string index = "each#";
            var at = new Symbol(index);
            var bodies = group
                .Select(part =>
                    Simplifying.Product(
                        part.Sum!.Value.Factor,
                        part.Sum.Value.Sum.Body.Substitute(part.Sum.Value.Sum.Index, at)
                    )
                )
                .ToList();
            var rest = Simplifying.Sum([
                .. addends.Where(addend => group.All(part => !ReferenceEquals(part.Addend, addend))),
            ]);
            foreach (var weight in rest.IsZero() ? [Term.Zero] : Shares(setting, from, count, at))
            {
                var body = Simplifying.Sum([.. bodies, Simplifying.Product(rest, weight)]);
                var sum = new Fold(FoldKind.Sum, index, group.Key, null, body);
                if (
                    quick.Exists(setting, sum) is not { } exists
                    || !rest.IsZero() && quick.Equal(setting, term, sum) is null
                )
                {
                    continue;
                }

                if (
                    quick.OverRange(
                        setting,
                        exists,
                        index,
                        group.Key,
                        null,
                        body,
                        relation,
                        (inner, of, sign) =>
                            (
                                lightly
                                    ? new SignSearch(quick, level + 1).Lightly(inner, of, sign)
                                    : Deeper(inner, of, sign)
                            )?.In(inner)
                    ) is
                    { } theorem
                )
                {
                    return quick.Transferred(setting, term, theorem);
                }
            }
        }

        return null;
    }

    // Weights that add up to 1 over the range: probability vectors, their means, 1/n.
    private static IEnumerable<Term> Shares(Setting setting, Term from, Term count, Term at)
    {
        if (!from.IsOne())
        {
            yield break;
        }

        var vectors = setting
            .Variables.Where(variable =>
                variable is { Domain: ProbabilityVector, Dimensions: [var length] } && length.Equals(count)
            )
            .Select(variable => (Term)new Element(new Symbol(variable.Name), [at]))
            .Take(3)
            .ToList();
        if (vectors.Count > 1)
        {
            yield return Simplifying.Quotient(Simplifying.Sum([.. vectors]), vectors.Count);
        }

        foreach (var vector in vectors)
        {
            yield return vector;
        }

        yield return Simplifying.Quotient(Term.One, count);
    }

    // Cauchy and Schwarz, Jensen, Gibbs: a combination of what is known of the sums.
    private Theorem? Sums(Setting setting, Term term, Relation relation)
    {
        var (scale, whole) = quick.Cleared(setting, term);
        var own = scale.IsOne() ? term : whole;
        foreach (var form in new[] { term, own }.Distinct())
        {
            var facts = new SumFacts(quick, setting).Of(form);
            if (
                facts.Count == 0
                || new PositiveSearch(quick).Find(setting, form, relation, facts, products: false) is not { } found
            )
            {
                continue;
            }

            if (ReferenceEquals(form, term))
            {
                return found;
            }

            if (
                quick.Find(setting, new Compare(scale, Relation.Greater, Term.Zero)) is { } below
                && Theorem.ProductOf(found, below, quotient: true) is { } quotient
            )
            {
                return quick.Transferred(setting, term, quotient);
            }
        }

        return null;
    }
}
