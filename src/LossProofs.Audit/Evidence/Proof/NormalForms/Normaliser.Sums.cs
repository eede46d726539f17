// Sums and products over ranges, cases and conditions in normal form.
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

    private bool _isExchanging;

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

    // A product of products; what does not depend on the index is a power of the count.
    private Polynomial Product(string index, IndexRange range, Term body)
    {
        if (Lengthened(index, range, body) is { } lengthened)
        {
            return lengthened;
        }

        var inner = Entered(index, range, null);
        var form = Within(inner, () => Of(body));
        if (form.Single is not var (monomial, coefficient) || range is not Span(var from, var to))
        {
            return ProductAtom(index, range, form);
        }

        var count = Of(to) - Of(from) + Polynomial.One;
        var result = Polynomial.One;
        if (coefficient != Rational.One)
        {
            if (!IsOrdered(from, to))
            {
                return ProductAtom(index, range, form);
            }

            result = Power(new Number(coefficient), count.ToTerm());
        }

        foreach (var (atom, exponent) in monomial.All)
        {
            if (atom.Kind == AtomKind.Exponential)
            {
                var exponents = new Fold(
                    FoldKind.Sum,
                    index,
                    range,
                    null,
                    Polynomial.Of(atom.Inner!.Single!.Value.Monomial, exponent).ToTerm()
                );
                result = Times(result, Exponential(Of(exponents)));
            }
            else if (!atom.Bound.Contains(index))
            {
                if (!exponent.IsInteger || !IsOrdered(from, to))
                {
                    return ProductAtom(index, range, form);
                }

                result = Times(
                    result,
                    Power(Polynomial.Of(Monomial.Of(atom, exponent), Rational.One).ToTerm(), count.ToTerm())
                );
            }
            else if (exponent.IsInteger || Within(inner, () => IsPositive(atom)))
            {
                var single = ProductAtom(index, range, Polynomial.Of(atom)).Single!.Value.Monomial;
                result = Times(result, Polynomial.Of(single.Raised(exponent), Rational.One));
            }
            else
            {
                return ProductAtom(index, range, form);
            }
        }

        return result;
    }

    // Π_{j=1}^{t+c} = Π_{j=1}^{t} · the factors at t+1, …, t+c, for a number c > 0 and t ≥ 0.
    private Polynomial? Lengthened(string index, IndexRange range, Term body)
    {
        const int most = 4;
        if (range is not Span(var from, var to) || !Of(from).Equals(Polynomial.One) || !_kinds.IsInteger(to))
        {
            return null;
        }

        var last = Of(to);
        var offset = last.Terms.GetValueOrDefault(Monomial.One);
        var middle = last - Polynomial.Of(offset);
        if (
            offset.Sign <= 0
            || !offset.IsInteger
            || offset > most
            || last.Constant is not null
            || !Shown(middle.ToTerm(), Relation.GreaterOrEqual)
        )
        {
            return null;
        }

        var product = Of(new Fold(FoldKind.Product, index, new Span(from, middle.ToTerm()), null, body));
        for (var at = 1; at <= (int)offset.Numerator; at++)
        {
            product = Times(product, Of(body.Substitute(index, (middle + Polynomial.Of(at)).ToTerm())));
        }

        return product;
    }

    private Polynomial ProductAtom(string index, IndexRange range, Polynomial body)
    {
        var names = body
            .Terms.Keys.SelectMany(monomial => monomial.All)
            .SelectMany(factor => factor.Atom.Bound)
            .Concat(RangeNames(range))
            .Where(name => name != index)
            .ToHashSet(StringComparer.Ordinal);
        var level = 0;
        while (names.Contains(IndexName(level)))
        {
            level++;
        }

        var name = IndexName(level);
        if (name != index)
        {
            var term = body.ToTerm().Substitute(index, new Symbol(name));
            var renamed = Within(
                Lean(names),
                () => _setting.Variable(name) is null ? Within(Entered(name, range, null), () => Of(term)) : null
            );
            (index, body) = renamed is null ? (index, body) : (name, renamed);
        }

        return Polynomial.Of(
            table.Intern(
                $"product {index} {RangeKey(range)} {body.Key()}",
                AtomKind.Product,
                new Fold(FoldKind.Product, index, range, null, body.ToTerm()),
                body
            )
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

    // [c₁] v₁ + (1 − [c₁]) ([c₂] v₂ + …); without an otherwise the last case holds wherever the term exists.
    private Polynomial Cases(Sequence<Branch> branches, Term? otherwise)
    {
        var value = Polynomial.Zero;
        var open = Polynomial.One;
        var present = _setting;
        for (var at = 0; at < branches.Count; at++)
        {
            var (condition, term) = branches[at];
            var holds =
                at == branches.Count - 1 && otherwise is null
                    ? Polynomial.One
                    : Within(present, () => Indicator(condition));
            if (!holds.IsZero)
            {
                var inside = present.With(condition);
                value += Times(Times(open, holds), Within(inside, () => Of(term)));
            }

            open = Times(open, Polynomial.One - holds);
            if (open.IsZero)
            {
                return value;
            }

            present = present.With(new Not(condition));
        }

        return otherwise is null ? value : value + Times(open, Within(present, () => Of(otherwise)));
    }

    // 1 where the condition holds, 0 where it does not.
    private Polynomial Indicator(Condition condition)
    {
        switch (condition)
        {
            case All(var conditions):
                return conditions.Aggregate(Polynomial.One, (product, inner) => Times(product, Indicator(inner)));
            case Any(var conditions):
                return Polynomial.One
                    - conditions.Aggregate(
                        Polynomial.One,
                        (product, inner) => Times(product, Polynomial.One - Indicator(inner))
                    );
            case Not(var inner):
                return Polynomial.One - Indicator(inner);
            case Compare(var left, var relation, var right):
                return relation switch
                {
                    Relation.NotEqual => Polynomial.One - Equality(Of(left) - Of(right)),
                    Relation.Equal => Equality(Of(left) - Of(right)),
                    Relation.LessOrEqual => Sign(Of(right) - Of(left), strict: false),
                    Relation.GreaterOrEqual => Sign(Of(left) - Of(right), strict: false),
                    Relation.Less => Sign(Of(right) - Of(left), strict: true),
                    _ => Sign(Of(left) - Of(right), strict: true),
                };
            case MemberOf(var element, var set):
                return Unknown01($"member {Of(element).Key()} {set}", condition);
            default:
                throw new TooLarge();
        }
    }

    // [p = 0], p with leading coefficient 1.
    private Polynomial Equality(Polynomial value)
    {
        if (value.Constant is { } number)
        {
            return number.Sign == 0 ? Polynomial.One : Polynomial.Zero;
        }

        value *= Rational.One / value.Ordered().First().Coefficient;
        var term = value.ToTerm();
        return Shown(term, Relation.Equal) ? Polynomial.One
            : Shown(term, Relation.NotEqual) ? Polynomial.Zero
            : Unknown01($"zero {value.Key()}", new Compare(term, Relation.Equal, Term.Zero));
    }

    // [p ≥ 0] or [p > 0]; [p < 0] is what is left of 1. For integers p > 0 is p − 1 ≥ 0.
    private Polynomial Sign(Polynomial value, bool strict)
    {
        var term = value.ToTerm();
        if (strict && _kinds.IsInteger(term))
        {
            (value, strict) = (value - Polynomial.One, false);
            term = value.ToTerm();
        }

        if (value.Constant is { } number)
        {
            return (strict ? number.Sign > 0 : number.Sign >= 0) ? Polynomial.One : Polynomial.Zero;
        }

        if (Shown(term, strict ? Relation.Greater : Relation.GreaterOrEqual))
        {
            return Polynomial.One;
        }

        if (Shown(Simplifying.Negative(term), strict ? Relation.GreaterOrEqual : Relation.Greater))
        {
            return Polynomial.Zero;
        }

        var isBound = value.Terms.Keys.Any(monomial => monomial.All.Any(factor => factor.Atom.Bound.Count > 0));
        var leading = value.Ordered().First().Coefficient;
        if (!isBound && leading.Sign < 0)
        {
            return Polynomial.One - Sign(-value, !strict);
        }

        value *= Rational.One / Rational.Abs(leading);
        return Unknown01(
            $"{(strict ? "positive" : "nonnegative")} {value.Key()}",
            new Compare(value.ToTerm(), strict ? Relation.Greater : Relation.GreaterOrEqual, Term.Zero)
        );
    }

    private Polynomial Unknown01(string key, Condition condition) =>
        Polynomial.Of(
            table.Intern(key, AtomKind.Indicator, new Piecewise([new Branch(condition, Term.One)], Term.Zero))
        );
}
