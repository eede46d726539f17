// Double sums over half of a square: Σ_i Σ_j [i < j] f(i, j).
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
}
