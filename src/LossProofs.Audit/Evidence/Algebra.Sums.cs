// Sums over symbolic ranges: linear, with what does not depend on the index taken out.
using System.Globalization;
using System.Numerics;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

public sealed partial class Algebra
{
    private string RangeKey(IndexRange range) =>
        range switch
        {
            Span(var from, var to) => $"{Key(from)}..{Key(to)}",
            Members(var set) => "set " + set,
            _ => throw new NotAlgebraic(),
        };

    private BigInteger Value(Fold fold)
    {
        var (kind, index, range, where, body) = fold;
        if (kind == FoldKind.LogSumExp)
        {
            return LogOf(new Fold(FoldKind.Sum, index, range, where, Term.Exp(body)));
        }

        var rangeKey = RangeKey(range);
        var token = Atom($"bound {_bound.Count}");
        if (kind == FoldKind.Sum)
        {
            return SumOf(fold, rangeKey, token);
        }

        return Within(
            index,
            token,
            rangeKey,
            () => Atom($"{kind} {rangeKey} {(where is null ? "" : ConditionKey(where))} {Value(body)}")
        );
    }

    private T Within<T>(string index, BigInteger token, string range, Func<T> evaluate)
    {
        _bound.Add((index, token, range));
        try
        {
            return evaluate();
        }
        finally
        {
            _bound.RemoveAt(_bound.Count - 1);
        }
    }

    // Linear: products are pulled apart into what depends on the index and what does not; Σ_j [j = i] f(j) = f(i);
    // Σ_{j≠i} = Σ_j − the term at i.
    private BigInteger SumOf(Fold fold, string rangeKey, BigInteger token)
    {
        var (_, index, range, where, body) = fold;
        var conditions = where switch
        {
            null => [],
            All(var inner) => inner.ToList(),
            _ => new List<Condition> { where },
        };
        var excluded = conditions
            .Select(condition => condition is Compare(var a, Relation.NotEqual, var b) ? Other(a, b, index) : null)
            .FirstOrDefault(other => other is not null && IsIn(other, range, rangeKey));
        if (excluded is not null && conditions.Count > 1)
        {
            throw new NotAlgebraic();
        }

        if (where is null && Within(index, token, rangeKey, () => Value(body)).IsZero)
        {
            return BigInteger.Zero;
        }

        var total = excluded is null ? BigInteger.Zero : Modulo(-Value(body.Substitute(index, excluded)));
        var whereKey =
            excluded is not null || where is null ? "" : Within(index, token, rangeKey, () => ConditionKey(where));
        foreach (var (coefficient, factors) in Within(index, token, rangeKey, () => Expand(body)))
        {
            var free = factors.Where(factor => !factor.FreeNames().Contains(index));
            var dependent = factors.Where(factor => factor.FreeNames().Contains(index)).ToList();
            var weight = free.Aggregate(Of(coefficient), (product, factor) => product * Value(factor) % s_prime);
            if (whereKey.Length == 0 && Delta(dependent, index, range, rangeKey) is { } picked)
            {
                total = Modulo(total + weight * Value(picked));
                continue;
            }

            if (
                whereKey.Length == 0
                && Within(index, token, rangeKey, () => IsDistribution(dependent, index, rangeKey))
            )
            {
                total = Modulo(total + weight);
                continue;
            }

            // What seems to depend on the index may cancel.
            if (
                dependent.Count > 1
                && whereKey.Length == 0
                && range is Span(var first, var last)
                && ProductAt(dependent, token) is var here
                && here == ProductAt(dependent, Atom($"bound {_bound.Count} elsewhere"))
            )
            {
                total = Modulo(total + weight * here % s_prime * Modulo(Value(last) - Value(first) + 1));
                continue;
            }

            var sum =
                dependent.Count == 0 && whereKey.Length == 0 && range is Span(var from, var to)
                    ? Modulo(Value(to) - Value(from) + 1)
                    : Within(
                        index,
                        token,
                        rangeKey,
                        () =>
                            Atom(
                                $"sum {rangeKey} {whereKey} {dependent.Aggregate(BigInteger.One, (product, factor) => product * Value(factor) % s_prime)}"
                            )
                    );
            total = Modulo(total + weight * sum);
        }

        return total;

        BigInteger ProductAt(List<Term> factors, BigInteger at) =>
            Within(
                index,
                at,
                rangeKey,
                () => factors.Aggregate(BigInteger.One, (product, factor) => product * Value(factor) % s_prime)
            );
    }

    // The entries of a probability vector, or of a row of them, over all of its places: they add up to one.
    private bool IsDistribution(List<Term> factors, string index, string rangeKey) =>
        factors.Exists(entry =>
            IsDistribution(entry, index, rangeKey)
            && (
                factors.Count == 1
                || factors.Aggregate(BigInteger.One, (product, factor) => product * Value(factor) % s_prime)
                    == Value(entry)
            )
        );

    private bool IsDistribution(Term entry, string index, string rangeKey) =>
        entry is Element(Symbol(var name), var places)
        && Bound(name) is null
        && problem.Variable(name) is { Domain: ProbabilityVector or OneHot } variable
        && variable.Dimensions.Count == places.Count
        && places[^1] is Symbol(var last)
        && last == index
        && places.SkipLast(1).All(place => !place.FreeNames().Contains(index))
        && rangeKey == RangeKey(new Span(Term.One, variable.Dimensions[^1]));

    private static Term? Other(Term a, Term b, string index) =>
        a is Symbol(var left) && left == index && !b.FreeNames().Contains(index) ? b
        : b is Symbol(var right) && right == index && !a.FreeNames().Contains(index) ? a
        : null;

    // The product at j = i when one factor is [j = i] for an i of the range.
    private Term? Delta(List<Term> factors, string index, IndexRange range, string rangeKey)
    {
        for (var at = 0; at < factors.Count; at++)
        {
            if (
                factors[at]
                    is Piecewise([Branch(Compare(var a, Relation.Equal, var b), var value)], Number { Value.Sign: 0 })
                && Other(a, b, index) is { } place
                && IsIn(place, range, rangeKey)
            )
            {
                var rest = factors.Where((_, other) => other != at);
                return Simplifying.Product([value, .. rest]).Substitute(index, place);
            }
        }

        return null;
    }

    // Is the index surely one of the range's? A declared index of the same range, or one bound over it.
    private bool IsIn(Term place, IndexRange range, string rangeKey)
    {
        if (place is not Symbol(var name))
        {
            return false;
        }

        var at = _bound.FindLastIndex(bound => bound.Name == name);
        if (at >= 0)
        {
            return _bound[at].Range == rangeKey;
        }

        return range is Span(var from, var to)
            && (
                name.EndsWith('#') && name.StartsWith("entry", StringComparison.Ordinal)
                || problem.Variable(name) is { Domain: Integers({ } lower, { } upper) }
                    && lower.Equals(from)
                    && upper.Equals(to)
            );
    }
}
