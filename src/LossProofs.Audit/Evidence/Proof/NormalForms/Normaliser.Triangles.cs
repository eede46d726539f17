// Sums that a condition cuts, and double sums over half of a square: Σ_j [j ≤ t] f(j), Σ_i Σ_j [i < j] f(i, j).
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof.NormalForms;

internal sealed partial class Normaliser
{
    // With L(f) = Σ_i Σ_j [i < j] f(i, j) over one range for both: Σ_i Σ_j [i ≤ j] f = L(f) + Σ_i f(i, i), and
    // Σ_i Σ_j [i > j] f = Σ_i Σ_j f − Σ_i f(i, i) − L(f), because one of i < j, i = j and i > j holds. Exchanging the
    // names, L(f) + L(fᵀ) = Σ_i Σ_j f − Σ_i f(i, i) for fᵀ(i, j) = f(j, i): L(f) is half of that for a symmetric f, and of
    // f and fᵀ only the one whose key comes first is an unknown. Only for an f that is a polynomial in entries and
    // absolute values: it means the same for all pairs, whatever the condition.
    private Polynomial? Triangle(string index, IndexRange range, Monomial body)
    {
        if (
            range is not Span
            || RangeNames(range).Count > 0
            || body.All.Where(factor => factor.Atom.Kind == AtomKind.Sum).ToList() is not [var (nested, power)]
            || power != Rational.One
            || nested
                is not { Term: Fold(FoldKind.Sum, var other, var within, null, _), Inner.Single: var (summand, unit) }
            || unit != Rational.One
            || other == index
            || _setting.Variable(index) is not null
            || _setting.Variable(other) is not null
            || RangeNames(within).Count > 0
            || RangeKey(within) != RangeKey(range)
            || summand.All.Where(factor => factor.Atom.Kind == AtomKind.Indicator).ToList()
                is not [var (indicator, one)]
            || one != Rational.One
            || Side(indicator, index, other, range) is not var (isLess, isStrict)
        )
        {
            return null;
        }

        var rest = body.Without(nested) * summand.Without(indicator);
        if (
            !rest.All.All(IsTotal)
            || rest.All.SelectMany(factor => factor.Atom.Bound).Any(name => name != index && name != other)
        )
        {
            return null;
        }

        var term = rest.ToTerm(Rational.One);
        return Within(
            Lean(new HashSet<string>(StringComparer.Ordinal)),
            () =>
            {
                const string row = "row" + "#";
                const string column = "column" + "#";
                Term Placed(string first, string second) =>
                    term.Substitute(index, new Symbol(row))
                        .Substitute(other, new Symbol(second))
                        .Substitute(row, new Symbol(first));
                var full = Of(
                    new Fold(
                        FoldKind.Sum,
                        row,
                        range,
                        null,
                        new Fold(FoldKind.Sum, column, range, null, Placed(row, column))
                    )
                );
                var diagonal = Of(new Fold(FoldKind.Sum, row, range, null, Placed(row, row)));
                var half = Half(range, Placed(IndexName(0), IndexName(1)), Placed(IndexName(1), IndexName(0)));
                var less = half is var (atom, isSwapped)
                    ? atom is null
                        ? (full - diagonal) * new Rational(1, 2)
                        : isSwapped
                            ? full - diagonal - atom
                            : atom
                    : null;
                return less is null ? null
                    : isLess
                        ? isStrict ? less
                            : less + diagonal
                    : isStrict ? full - diagonal - less
                    : full - less;
            }
        );
    }

    // The unknown that L(f) is made of, and whether that is L(fᵀ); no unknown where f is symmetric.
    private (Polynomial? Unknown, bool IsSwapped)? Half(IndexRange range, Term own, Term swapped)
    {
        var (first, second) = (IndexName(0), IndexName(1));
        if (_setting.Variable(first) is not null || _setting.Variable(second) is not null)
        {
            return null;
        }

        return Within(
            Entered(first, range, null),
            () =>
                Within(
                    Entered(second, range, null),
                    () =>
                    {
                        var (x, y) = (Of(own), Of(swapped));
                        if (x.Equals(y))
                        {
                            return (null, false);
                        }

                        var isSwapped = string.CompareOrdinal(y.Key(), x.Key()) < 0;
                        var chosen = isSwapped ? y : x;
                        return (
                            (Polynomial?)
                                Polynomial.Of(
                                    table.Intern(
                                        $"triangle {RangeKey(range)} {chosen.Key()}",
                                        AtomKind.Plain,
                                        new Fold(
                                            FoldKind.Sum,
                                            first,
                                            range,
                                            null,
                                            new Fold(
                                                FoldKind.Sum,
                                                second,
                                                range,
                                                new Compare(new Symbol(first), Relation.Less, new Symbol(second)),
                                                chosen.ToTerm()
                                            )
                                        )
                                    )
                                ),
                            isSwapped
                        );
                    }
                )
        );
    }

    // [j − i − 1 ≥ 0], [j − i ≥ 0] and the same with i and j exchanged.
    private (bool IsLess, bool IsStrict)? Side(Atom indicator, string index, string other, IndexRange range)
    {
        if (
            indicator.Term is not Piecewise([Branch(Compare(var p, Relation.GreaterOrEqual, Number zero), _)], _)
            || !zero.IsZero()
        )
        {
            return null;
        }

        var form = Within(Entered(index, range, null), () => Within(Entered(other, range, null), () => Of(p)));
        var (row, column) = (
            Monomial.Of(table.Intern($"symbol {index}", AtomKind.Plain, new Symbol(index)), Rational.One),
            Monomial.Of(table.Intern($"symbol {other}", AtomKind.Plain, new Symbol(other)), Rational.One)
        );
        var offset = form.Terms.GetValueOrDefault(Monomial.One);
        var slope = form.Terms.GetValueOrDefault(column);
        return
            Rational.Abs(slope) == Rational.One
            && form.Terms.GetValueOrDefault(row) == -slope
            && (offset.Sign == 0 || offset == -Rational.One)
            && form.Terms.Count == (offset.Sign == 0 ? 2 : 3)
            ? (slope.Sign > 0, offset.Sign != 0)
            : null;
    }

    // Powers of entries and symbols, and of absolute values of polynomials in them.
    private static bool IsTotal((Atom Atom, Rational Exponent) factor) =>
        factor.Exponent is { IsInteger: true, Sign: > 0 }
        && factor.Atom switch
        {
            { Kind: AtomKind.Plain, Term: Symbol } => true,
            { Kind: AtomKind.Plain, Term: Element(Symbol, var places) } => places.All(place => place is Symbol),
            { Kind: AtomKind.Absolute, Inner: { } inner } => inner
                .Terms.Keys.SelectMany(monomial => monomial.All)
                .All(IsTotal),
            _ => false,
        };

    // Σ_{j=a}^{b} [j ≤ t] f(j) = Σ_{j=a}^{t} f(j) for an integer t ≤ b; what is bound elsewhere stays a condition.
    private Polynomial? Cut(string index, Term from, Term to, Setting inner, Monomial body)
    {
        foreach (var (atom, exponent) in body.All)
        {
            if (
                exponent != Rational.One
                || atom
                    is not {
                        Kind: AtomKind.Indicator,
                        Term: Piecewise([Branch(Compare(var p, Relation.GreaterOrEqual, _), _)], _)
                    }
            )
            {
                continue;
            }

            var symbol = Monomial.Of(table.Intern($"symbol {index}", AtomKind.Plain, new Symbol(index)), Rational.One);
            var form = Within(inner, () => Of(p));
            var end = form + Polynomial.Of(symbol, Rational.One);
            if (
                form.Terms.GetValueOrDefault(symbol) != -Rational.One
                || end.Terms.Keys.Any(monomial => monomial.All.Any(factor => factor.Atom.Bound.Count > 0))
            )
            {
                continue;
            }

            var last = end.ToTerm();
            if (_kinds.IsInteger(last) && Shown((Of(to) - end).ToTerm(), Relation.GreaterOrEqual))
            {
                return Of(
                    new Fold(
                        FoldKind.Sum,
                        index + "c",
                        new Span(from, last),
                        null,
                        body.Without(atom).ToTerm(Rational.One).Substitute(index, new Symbol(index + "c"))
                    )
                );
            }
        }

        return null;
    }

    // Σ_{j=a}^{b} [j ≤ t] p(j) = Σ_{j=a}^{t} p(j) for an integer t with a − 1 ≤ t ≤ b, Σ_{j=a}^{b} [j ≥ t] p(j) likewise for
    // a ≤ t ≤ b + 1, in closed form for a power p of j; t may be bound elsewhere.
    private Polynomial? Counted(string index, Term from, Term to, Setting inner, Monomial body)
    {
        if (
            body
                .All.Where(factor => factor.Atom.Bound.Contains(index) && factor.Atom.Kind == AtomKind.Indicator)
                .ToList()
                is not [var (indicator, exponent)]
            || exponent != Rational.One
            || !IsPower(body.Without(indicator), index)
            || Side(indicator, index, inner) is not var (isUpper, end)
        )
        {
            return null;
        }

        var (first, last) = (Of(from), Of(to));
        var (low, high) = isUpper ? (first, end) : (end, last);
        if (
            !_kinds.IsInteger(end.ToTerm())
            || !Shown((isUpper ? last - end : end - first).ToTerm(), Relation.GreaterOrEqual)
            || !Shown((high - low + Polynomial.One).ToTerm(), Relation.GreaterOrEqual)
        )
        {
            return null;
        }

        var rest = body.Without(indicator);
        var degree = rest.Count == 0 ? 0 : (int)rest.Factors[0].Exponent.Numerator;
        return PowerSum(degree, high) - PowerSum(degree, low - Polynomial.One);
    }

    private static bool IsPower(Monomial monomial, string index) =>
        monomial.All.All(factor =>
            factor.Atom.Term is Symbol(var name)
            && name == index
            && factor.Exponent is { IsInteger: true, Sign: > 0 }
            && factor.Exponent <= MostDegree
        );

    // [j ≤ t] and [j ≥ t], with t.
    private (bool IsUpper, Polynomial End)? Side(Atom indicator, string index, Setting inner)
    {
        if (
            indicator.Term is not Piecewise([Branch(Compare(var p, Relation.GreaterOrEqual, Number zero), _)], _)
            || !zero.IsZero()
        )
        {
            return null;
        }

        var symbol = Monomial.Of(table.Intern($"symbol {index}", AtomKind.Plain, new Symbol(index)), Rational.One);
        var form = Within(inner, () => Of(p));
        var slope = form.Terms.GetValueOrDefault(symbol);
        if (Rational.Abs(slope) != Rational.One)
        {
            return null;
        }

        var end = (form - Polynomial.Of(symbol, slope)) * -slope;
        return end.DependsOn(index) ? null : (slope.Sign < 0, end);
    }

    // |p| = p (2 [p ≥ 0] − 1), max(p, q) = q + (p − q) [p ≥ q] and min(p, q) = p − (p − q) [p ≥ q] below a sum whose index
    // they hang on, where the rest of the body is a power of the index.
    private Polynomial? Unkinked(string index, IndexRange range, Setting inner, Monomial body)
    {
        foreach (var (atom, exponent) in body.All)
        {
            if (
                exponent != Rational.One
                || !atom.Bound.Contains(index)
                || !IsPower(
                    Monomial.Of(body.Without(atom).All.Where(factor => factor.Atom.Bound.Contains(index))),
                    index
                )
                || atom.Term
                    is not Apply
                    ((Terms.Function.Abs or Terms.Function.Max or Terms.Function.Min) and var function, var arguments)
                || arguments.Count != (function == Terms.Function.Abs ? 1 : 2)
            )
            {
                continue;
            }

            var p = arguments[0];
            var q = function == Terms.Function.Abs ? Term.Zero : arguments[1];
            if (!Within(inner, () => IsWhole(Of(p) - Of(q), index)))
            {
                continue;
            }

            var isLarger = new Piecewise(
                [new Branch(new Compare(p - q, Relation.GreaterOrEqual, Term.Zero), Term.One)],
                Term.Zero
            );
            var value = function switch
            {
                Terms.Function.Abs => p * ((Term)2 * isLarger - Term.One),
                Terms.Function.Max => q + (p - q) * isLarger,
                _ => p - (p - q) * isLarger,
            };
            return Sum(index, range, null, body.Without(atom).ToTerm(Rational.One) * value);
        }

        return null;
    }

    // ±index + c, an integer.
    private bool IsWhole(Polynomial form, string index)
    {
        var symbol = Monomial.Of(table.Intern($"symbol {index}", AtomKind.Plain, new Symbol(index)), Rational.One);
        var slope = form.Terms.GetValueOrDefault(symbol);
        return Rational.Abs(slope) == Rational.One
            && !(form - Polynomial.Of(symbol, slope)).DependsOn(index)
            && _kinds.IsInteger(form.ToTerm());
    }

    // Σ_i Σ_j f(i, j) = Σ_j Σ_i f(i, j) for ranges that do not hang on each other, where the inner sum is then one of
    // powers of i cut at j, which has a closed form.
    private Polynomial? Exchanged(string index, IndexRange range, Monomial body)
    {
        if (
            _isExchanging
            || range is not Span
            || RangeNames(range).Count > 0
            || body.All.Where(factor => factor.Atom.Kind == AtomKind.Sum).ToList() is not [var (nested, power)]
            || power != Rational.One
            || nested
                is not { Term: Fold(FoldKind.Sum, var other, var within, null, _), Inner.Single: var (summand, unit) }
            || unit != Rational.One
            || other == index
            || _setting.Variable(index) is not null
            || _setting.Variable(other) is not null
            || RangeNames(within).Count > 0
        )
        {
            return null;
        }

        var whole = body.Without(nested) * summand;
        var own = whole.All.Where(factor => factor.Atom.Bound.Contains(index)).ToLookup(factor => factor.Atom.Kind);
        if (
            own[AtomKind.Indicator].Count() != 1
            || !IsPower(
                Monomial.Of(own.Where(group => group.Key != AtomKind.Indicator).SelectMany(group => group)),
                index
            )
            || whole.All.SelectMany(factor => factor.Atom.Bound).Any(name => name != index && name != other)
            || !whole.All.All(factor => factor.Atom.Kind == AtomKind.Indicator || IsEverywhere(factor))
        )
        {
            return null;
        }

        const string row = "row" + "#";
        const string column = "column" + "#";
        var term = whole.ToTerm(Rational.One).Substitute(index, new Symbol(row)).Substitute(other, new Symbol(column));
        _isExchanging = true;
        try
        {
            return Within(
                Lean(new HashSet<string>(StringComparer.Ordinal)),
                () => Of(new Fold(FoldKind.Sum, column, within, null, new Fold(FoldKind.Sum, row, range, null, term)))
            );
        }
        finally
        {
            _isExchanging = false;
        }
    }

    // It means the same for all indices, whatever the condition is.
    private static bool IsEverywhere((Atom Atom, Rational Exponent) factor) =>
        IsTotal(factor)
        || factor.Atom is { Kind: AtomKind.Exponential, Inner: { } inner }
            && inner.Terms.Keys.SelectMany(monomial => monomial.All).All(IsTotal);
}
