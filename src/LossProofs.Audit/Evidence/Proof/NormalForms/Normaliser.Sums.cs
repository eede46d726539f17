// Sums and extremes over ranges in normal form.
using System.Globalization;
using System.Numerics;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof.NormalForms;

internal sealed partial class Normaliser
{
    private const int MostDegree = 8;

    // By depth, so that equal sums have equal names; a setting that was made lean may lack one below the last.
    private string FreshIndex()
    {
        var level = _setting.Variables.Count(variable => variable.Name[0] == AtomTable.BoundMark);
        while (_setting.Variable(IndexName(level)) is not null)
        {
            level++;
        }

        return IndexName(level);
    }

    private static string IndexName(int level) =>
        string.Create(CultureInfo.InvariantCulture, $"{AtomTable.BoundMark}{level}");

    private Polynomial OfFold(Fold fold)
    {
        var (kind, index, range, where, body) = fold;
        if (kind == FoldKind.LogSumExp)
        {
            return Logarithm(Of(new Fold(FoldKind.Sum, index, range, where, Term.Exp(body))));
        }

        if (
            range is Span(var from, var to)
            && kind is FoldKind.Sum or FoldKind.Product
            && Unrolled(fold, (Span)range) is { } unrolled
        )
        {
            return unrolled;
        }

        var name = FreshIndex();
        Term place = new Symbol(name);
        if (
            kind == FoldKind.Sum
            && range is Span(var first, var last)
            && _kinds.IsInteger(first)
            && !first.IsOne()
            && !IsBound(first)
            && !IsBound(last)
        )
        {
            // Every range begins at 1.
            var shift = (Of(first) - Polynomial.One).ToTerm();
            place = new Symbol(name) + shift;
            range = new Span(Term.One, (Of(last) - Of(shift)).ToTerm());
        }

        var renamed = body.Substitute(index, place);
        var condition = where?.Substitute(index, place);
        return kind switch
        {
            FoldKind.Sum => Sum(name, Rectangular(name, range, ref condition), condition, renamed),
            FoldKind.Product when condition is null => Product(name, range, renamed),
            _ => Extreme(kind, name, range, condition, renamed),
        };
    }

    private static bool IsBound(Term term) => term is Symbol(var name) && name[0] == AtomTable.BoundMark;

    // A range of a few members, counted.
    private Polynomial? Unrolled(Fold fold, Span range)
    {
        var (first, last) = (Of(range.From), Of(range.To));
        if (
            (last - first).Constant is not { IsInteger: true } length
            || length >= MostUnrolled
            || !_kinds.IsInteger(range.From)
        )
        {
            return null;
        }

        var result = fold.Kind == FoldKind.Sum ? Polynomial.Zero : Polynomial.One;
        for (var at = 0; at <= (int)length.Numerator; at++)
        {
            var place = (first + Polynomial.Of(at)).ToTerm();
            var value = Of(fold.Body.Substitute(fold.Index, place));
            var counts = fold.Where is null ? Polynomial.One : Indicator(fold.Where.Substitute(fold.Index, place));
            result =
                fold.Kind == FoldKind.Sum
                    ? result + Times(counts, value)
                    : Times(result, Times(counts, value) + Polynomial.One - counts);
        }

        return result;
    }

    // Σ_{j=1}^{i} over a bound i ≤ n is Σ_{j=1}^{n} under j ≤ i; likewise from below.
    private IndexRange Rectangular(string index, IndexRange range, ref Condition? where)
    {
        if (range is not Span(var from, var to))
        {
            return range;
        }

        if (to is Symbol(var upper) && BoundTo(upper) is { } last)
        {
            where = And(where, new Compare(new Symbol(index), Relation.LessOrEqual, to));
            to = last.To;
        }

        if (from is Symbol(var lower) && BoundTo(lower) is { } first)
        {
            where = And(where, new Compare(from, Relation.LessOrEqual, new Symbol(index)));
            from = first.From;
        }

        return new Span(from, to);

        Span? BoundTo(string name) =>
            name[0] == AtomTable.BoundMark && _setting.Variable(name) is { Domain: Integers({ } low, { } high) }
                ? new Span(low, high)
                : null;

        static Condition And(Condition? known, Condition added) => known is null ? added : new All([known, added]);
    }

    // Linear: what does not depend on the index comes out; Σ_j [j = i] f(j) = f(i) for an i in the range; the entries of
    // a probability vector add up to one; powers of the index and geometric sums have closed forms where the range is
    // not reversed.
    private Polynomial Sum(string index, IndexRange range, Condition? where, Term body)
    {
        var inner = Entered(index, range, null);
        var form = where is null
            ? Within(inner, () => Of(body))
            : Times(Within(inner, () => Indicator(where)), Within(Entered(index, range, where), () => Of(body)));
        var total = Polynomial.Zero;
        foreach (var (monomial, coefficient) in form.Ordered())
        {
            // A divisor that need not be 0 only where the range has a member stays inside: Σ_{i=1}^{n} 1/n is 0 for n = 0.
            var isFree = monomial.All.ToLookup(factor =>
                !factor.Atom.Bound.Contains(index) && (factor.Exponent.Sign > 0 || IsNotZero(factor.Atom))
            );
            var free = Monomial.Of(isFree[true]);
            var dependent = Monomial.Of(isFree[false]);
            total += Times(Polynomial.Of(free, coefficient), SumOf(index, range, inner, dependent));
        }

        return total;
    }

    private Polynomial SumOf(string index, IndexRange range, Setting inner, Monomial body)
    {
        if (Delta(index, range, inner, body) is { } picked)
        {
            return picked;
        }

        if (range is Span(var from, var to))
        {
            if (Cut(index, from, to, inner, body) is { } cut)
            {
                return cut;
            }

            if (Counted(index, from, to, inner, body) is { } counted)
            {
                return counted;
            }

            if (Unkinked(index, range, inner, body) is { } unkinked)
            {
                return unkinked;
            }

            if (AddsUpTo(index, from, to, body) is { } known)
            {
                return Polynomial.Of(known);
            }

            if (
                body.All.All(factor =>
                    factor.Atom.Term is Symbol(var name)
                    && name == index
                    && factor.Exponent is { IsInteger: true, Sign: > 0 }
                )
                && (body.Count == 0 || body.Factors[0].Exponent <= MostDegree)
                && IsOrdered(from, to)
            )
            {
                var degree = body.Count == 0 ? 0 : (int)body.Factors[0].Exponent.Numerator;
                return PowerSum(degree, Of(to)) - PowerSum(degree, Of(from) - Polynomial.One);
            }

            if (body.Count > 0 && Geometric(index, from, to, inner, body) is { } geometric)
            {
                return geometric;
            }

            if (WithoutOffset(index, from, to, body) is { } rest)
            {
                return rest;
            }
        }

        return SumAtom(index, range, body, mayExchange: true);
    }

    private bool _isExchanging;

    // Σ_{j=1}^{t+c} = Σ_{j=1}^{t} + the terms at t+1, …, t+c, for a number c and t ≥ 0; likewise downwards.
    private Polynomial? WithoutOffset(string index, Term from, Term to, Monomial body)
    {
        const int most = 4;
        var last = Of(to);
        var offset = last.Terms.GetValueOrDefault(Monomial.One);
        if (
            offset.Sign == 0
            || !offset.IsInteger
            || Rational.Abs(offset) > most
            || last.Constant is not null
            || !Of(from).Equals(Polynomial.One)
            || !_kinds.IsInteger(to)
        )
        {
            return null;
        }

        var middle = last - Polynomial.Of(offset);
        if (!Shown((offset.Sign > 0 ? middle : last).ToTerm(), Relation.GreaterOrEqual))
        {
            return null;
        }

        var term = body.ToTerm(Rational.One);
        var name = index + "o";
        var sum = Of(
            new Fold(
                FoldKind.Sum,
                name,
                new Span(from, middle.ToTerm()),
                null,
                term.Substitute(index, new Symbol(name))
            )
        );
        var (low, high) = offset.Sign > 0 ? (1, (int)offset.Numerator) : ((int)offset.Numerator + 1, 0);
        for (var at = low; at <= high; at++)
        {
            var value = Of(term.Substitute(index, (middle + Polynomial.Of(at)).ToTerm()));
            sum = offset.Sign > 0 ? sum + value : sum - value;
        }

        return sum;
    }

    // from ≤ to + 1: the range is not reversed.
    private bool IsOrdered(Term from, Term to)
    {
        var length = (Of(to) - Of(from) + Polynomial.One).ToTerm();
        return _kinds.IsInteger(from) && _kinds.IsInteger(to) && Shown(length, Relation.GreaterOrEqual);
    }

    // An unknown of its own, under the lowest name that its index can have, and for nested sums in the order whose key
    // comes first: both name the same value.
    private Polynomial SumAtom(string index, IndexRange range, Monomial body, bool mayExchange)
    {
        if ((Exchanged(index, range, body) ?? Triangle(index, range, body)) is { } triangle)
        {
            return triangle;
        }

        var outer = body
            .All.SelectMany(factor => factor.Atom.Bound)
            .Concat(RangeNames(range))
            .Where(name => name != index)
            .ToHashSet(StringComparer.Ordinal);
        var level = 0;
        while (outer.Contains(IndexName(level)))
        {
            level++;
        }

        var name = IndexName(level);
        if (name != index)
        {
            var renamed = Within(
                Lean(outer),
                () =>
                    _setting.Variable(name) is null
                        ? Within(
                            Entered(name, range, null),
                            () => Of(body.ToTerm(Rational.One).Substitute(index, new Symbol(name)))
                        )
                        : Polynomial.Zero
            );
            if (renamed.Single is var (monomial, coefficient) && coefficient == Rational.One)
            {
                (index, body) = (name, monomial);
            }
        }

        var key = $"sum {index} {RangeKey(range)} {body.Key()}";
        var term = new Fold(FoldKind.Sum, index, range, null, body.ToTerm(Rational.One));
        if (
            mayExchange
            && body.Count == 1
            && body.Factors[0] is var (nested, power)
            && power == Rational.One
            && nested is { Kind: AtomKind.Sum, Term: Fold(_, var other, var within, null, var summand) }
            && !RangeNames(within).Contains(index)
        )
        {
            // Σ_i Σ_j f = Σ_j Σ_i f for independent ranges.
            var (one, two) = (IndexName(level + 1), IndexName(level + 2));
            var exchange = Lean(outer.Where(bound => bound != one && bound != two).ToHashSet(StringComparer.Ordinal));
            if (
                outer.All(bound => bound != one && bound != two)
                && exchange.Variable(one) is null
                && exchange.Variable(two) is null
            )
            {
                var swapped = summand
                    .Substitute(other, new Symbol("swap" + AtomTable.BoundMark))
                    .Substitute(index, new Symbol(two))
                    .Substitute("swap" + AtomTable.BoundMark, new Symbol(one));
                var rival = Within(
                    exchange,
                    () =>
                        Within(
                            Entered(one, within, null),
                            () =>
                            {
                                var form = Within(Entered(two, range, null), () => Of(swapped));
                                return form.Single is var (monomial, coefficient) && coefficient == Rational.One
                                    ? SumAtom(two, range, monomial, mayExchange: false)
                                    : null;
                            }
                        )
                            is { Single: var (outerBody, unit) }
                        && unit == Rational.One
                            ? SumAtom(one, within, outerBody, mayExchange: false)
                            : null
                );
                if (rival is not null)
                {
                    if (rival.Single is { } single && single.Monomial.Factors[0].Atom is { Term: Fold } atom)
                    {
                        var rivalKey = atom.Term.ToString();
                        if (string.CompareOrdinal(rivalKey, term.ToString()) < 0)
                        {
                            return rival;
                        }
                    }
                }
            }
        }

        return Polynomial.Of(table.Intern(key, AtomKind.Sum, term, Polynomial.Of(body, Rational.One)));
    }

    private static HashSet<string> RangeNames(IndexRange range) =>
        range is Span(var from, var to)
            ? [.. from.FreeNames().Concat(to.FreeNames()).Where(name => name[0] == AtomTable.BoundMark)]
            : [];

    private string RangeKey(IndexRange range) =>
        range switch
        {
            Span(var from, var to) => $"[{Of(from).Key()}..{Of(to).Key()}]",
            Members(var set) => $"[set {set}]",
            _ => throw new TooLarge(),
        };

    // A factor [j = i] picks the term at i, where i is an integer in the range.
    private Polynomial? Delta(string index, IndexRange range, Setting inner, Monomial body)
    {
        if (range is not Span(var from, var to))
        {
            return null;
        }

        foreach (var (atom, exponent) in body.All)
        {
            if (
                atom
                    is not {
                        Kind: AtomKind.Indicator,
                        Term: Piecewise([Branch(Compare(var p, Relation.Equal, _), _)], _)
                    }
                || exponent != Rational.One
            )
            {
                continue;
            }

            // p = ±(index − place).
            var symbol = Monomial.Of(table.Intern($"symbol {index}", AtomKind.Plain, new Symbol(index)), Rational.One);
            var form = Within(inner, () => Of(p));
            if (!form.Terms.TryGetValue(symbol, out var slope) || Rational.Abs(slope) != Rational.One)
            {
                continue;
            }

            var place = (Polynomial.Of(symbol, slope) - form) * slope;
            var term = place.ToTerm();
            if (place.DependsOn(index) || !_kinds.IsInteger(term))
            {
                continue;
            }

            var isInside = Times(
                Indicator(new Compare(from, Relation.LessOrEqual, term)),
                Indicator(new Compare(term, Relation.LessOrEqual, to))
            );
            var rest = body.Without(atom).ToTerm(Rational.One).Substitute(index, term);
            var inside = isInside.Constant is null
                ? _setting
                    .With(new Compare(from, Relation.LessOrEqual, term))
                    .With(new Compare(term, Relation.LessOrEqual, to))
                : _setting;
            return isInside.IsZero ? isInside : Times(isInside, Within(inside, () => Of(rest)));
        }

        return null;
    }

    // Σ_j p_j over all places of a probability vector (of a row) is 1; of a vector that sums to zero, 0.
    private Rational? AddsUpTo(string index, Term from, Term to, Monomial body)
    {
        if (
            body.Count != 1
            || body.Factors[0] is not ({ Term: Element(Symbol(var name), var places) }, { } exponent)
            || exponent != Rational.One
            || _setting.Variable(name) is not { } variable
            || variable.Dimensions.Count != places.Count
        )
        {
            return null;
        }

        var axis = variable.Domain switch
        {
            ProbabilityVector or OneHot => places.Count - 1,
            ZeroSum(var along) => along,
            _ => -1,
        };
        if (
            axis < 0
            || places[axis] is not Symbol(var at)
            || at != index
            || places.Where((place, other) => other != axis && place.FreeNames().Contains(index)).Any()
            || !Of(from).Equals(Polynomial.One)
            || !Of(to).Equals(Of(variable.Dimensions[axis]))
        )
        {
            return null;
        }

        return variable.Domain is ZeroSum ? Rational.Zero : Rational.One;
    }

    // Σ_{j=1}^{m} j^k as a polynomial in m: for k = 0 it is m; S_k(m) = ((m+1)^{k+1} − 1 − Σ_{i<k} C(k+1, i) S_i(m))/(k+1).
    private Polynomial PowerSum(int degree, Polynomial count)
    {
        var sums = new List<Polynomial>();
        var next = count + Polynomial.One;
        var power = next;
        for (var k = 0; k <= degree; k++)
        {
            var sum = power - Polynomial.One;
            var binomial = BigInteger.One;
            for (var i = 0; i < k; i++)
            {
                sum -= sums[i] * (Rational)binomial;
                binomial = binomial * (k + 1 - i) / (i + 1);
            }

            sums.Add(sum * new Rational(1, k + 1));
            power = Times(power, next);
        }

        return sums[degree];
    }

    // Σ_{j=a}^{b} f(j) = (f(b+1) − f(a))/(r − 1) where f(j+1) = r f(j) for every j, r ≠ 1 and a ≤ b + 1.
    private Polynomial? Geometric(string index, Term from, Term to, Setting inner, Monomial body)
    {
        var term = body.ToTerm(Rational.One);
        Term next = new Symbol(index) + Term.One;
        var (here, shifted) = Within(inner, () => (Of(term), Of(term.Substitute(index, next))));
        if (here.Single is not var (a, c) || shifted.Single is not var (b, d))
        {
            return null;
        }

        var ratio = Reduced(Polynomial.Of(b * a.Raised(-1), d / c));
        if (ratio.DependsOn(index) || ratio.Single is null || !Within(inner, () => Times(ratio, here)).Equals(shifted))
        {
            return null;
        }

        var difference = ratio - Polynomial.One;
        if (difference.IsZero || !IsOrdered(from, to) || !Shown(difference.ToTerm(), Relation.NotEqual))
        {
            return null;
        }

        return Times(
            Of(term.Substitute(index, to + Term.One)) - Of(term.Substitute(index, from)),
            Inverted(difference)
        );
    }

    // max_j (c + f(j)) = c + max_j f(j); else an unknown of its own.
    private Polynomial Extreme(FoldKind kind, string index, IndexRange range, Condition? where, Term body)
    {
        // Under the lowest name that its index can have: equal maxima have equal names.
        var outer = body.FreeNames()
            .Concat(where?.FreeNames() ?? body.FreeNames())
            .Where(bound => bound[0] == AtomTable.BoundMark && bound != index)
            .Concat(RangeNames(range))
            .ToHashSet(StringComparer.Ordinal);
        var level = 0;
        while (outer.Contains(IndexName(level)))
        {
            level++;
        }

        var name = IndexName(level);
        if (name != index && Lean(outer) is var lean && lean.Variable(name) is null)
        {
            Term place = new Symbol(name);
            return Within(
                lean,
                () => Extreme(kind, name, range, where?.Substitute(index, place), body.Substitute(index, place))
            );
        }

        var inner = Entered(index, range, where);
        var form = Within(inner, () => Of(body));
        var shift = Polynomial.Zero;
        if (kind is FoldKind.Max or FoldKind.Min)
        {
            foreach (var (monomial, coefficient) in form.Ordered())
            {
                if (!monomial.DependsOn(index))
                {
                    shift += Polynomial.Of(monomial, coefficient);
                }
            }

            if (shift.Equals(form))
            {
                shift = Polynomial.Zero;
            }
        }

        form -= shift;
        var scale = Polynomial.One;
        if (kind is FoldKind.Max or FoldKind.Min && !form.IsZero)
        {
            // max_j c f(j) = c max_j f(j) for c ≥ 0, max_j −f(j) = −min_j f(j).
            var (coefficient, common, _) = Split(form);
            var outside = Monomial.Of(
                common.All.Where(factor => !factor.Atom.Bound.Contains(index) && IsScale(factor.Atom, factor.Exponent))
            );
            form = form * outside.Raised(-1) * (Rational.One / coefficient);
            scale = Polynomial.Of(outside, coefficient);
            kind =
                coefficient.Sign > 0 ? kind
                : kind == FoldKind.Max ? FoldKind.Min
                : FoldKind.Max;
        }

        var condition = where is null ? "" : $" where {where}";
        return shift
            + Times(
                scale,
                Polynomial.Of(
                    table.Intern(
                        $"{kind} {index} {RangeKey(range)}{condition} {form.Key()}",
                        AtomKind.Plain,
                        new Fold(kind, index, range, where, form.ToTerm())
                    )
                )
            );
    }

    // What may stand before a maximum: it is ≥ 0, and divides only where it is > 0.
    private bool IsScale(Atom atom, Rational exponent) => exponent.Sign > 0 ? IsNonNegative(atom) : IsPositive(atom);
}
