// The sign of a term on a whole setting: other forms, factors, monotonicity, cases, division of domains, subdivision.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>Looks for theorems t ≥ 0 and t &gt; 0.</summary>
internal sealed partial class SignSearch(QuickSearch quick, int level = 0)
{
    private const int DeepestRecursion = 4;
    private const int MostSteps = 60;
    private const int MostBoxes = 2_000;
    private const int MostCases = 5;
    private const int MostProducts = 12;

    // Slopes grow with each derivative; those of proofs that are found have some hundred nodes.
    private const int LargestSlope = 2_000;
    private const int LargestForm = 30_000;

    private readonly Dictionary<(Setting, Term, Relation), Theorem?> _failed = [];
    private int _steps;
    private int _deepest;

    /// <summary>A theorem that the term is ≥ 0 (&gt; 0) in the setting, or null.</summary>
    public Theorem? Find(Setting setting, Term term, Relation relation)
    {
        if (quick.Exists(setting, term) is not { } exists)
        {
            return null;
        }

        // What is divided by, in its normal form: before anything asks for it in vain.
        if (level == 0 && quick.Cleared(setting, term).Scale is var scale && !scale.IsOne())
        {
            SignOf(setting, scale, Members(setting, term));
        }

        for (var deepest = 0; deepest <= DeepestRecursion; deepest++)
        {
            _deepest = deepest;
            if (Attempt(setting, term, relation, 0) is { } theorem)
            {
                return theorem;
            }

            // Before what takes longer.
            if (deepest == 0 && (Pairs(setting, term, relation) ?? Increments(setting, term, relation)) is { } early)
            {
                return early;
            }
        }

        return OfSums(setting, term, relation)
            ?? Apart(setting, term, relation)
            ?? Rooted(setting, term, relation)
            ?? InCases(setting, term, relation, MostCases)
            ?? ByForms(setting, term, relation)
            ?? Divided(setting, term, relation)
            ?? Closed(setting, term, relation)
            ?? Tangents(setting, term, relation)
            ?? ByOrders(setting, term, relation)
            ?? Subdivided(setting, exists, term, relation);
    }

    private Theorem? Attempt(Setting setting, Term term, Relation relation, int depth)
    {
        if (depth == 0)
        {
            _steps = 0;
            _failed.Clear();
        }

        return Holds(setting, term, relation, depth);
    }

    private Theorem? Holds(Setting setting, Term term, Relation relation, int depth)
    {
        if (_failed.TryGetValue((setting, term, relation), out var known))
        {
            return known;
        }

        if (++_steps > MostSteps || quick.IsSpent)
        {
            return null;
        }

        _failed[(setting, term, relation)] = null;
        var theorem = Search(setting, term, relation, depth);
        _failed[(setting, term, relation)] = theorem;
        return theorem;
    }

    private Theorem? Search(Setting setting, Term term, Relation relation, int depth)
    {
        if (quick.Find(setting, new Compare(term, relation, Term.Zero)) is { } direct)
        {
            return direct;
        }

        var collected = quick.Collected(setting, term);
        if (
            !collected.Equals(term)
            && quick.Transferred(setting, term, quick.Find(setting, new Compare(collected, relation, Term.Zero)))
                is { } simple
        )
        {
            return simple;
        }

        if (
            BySquares(setting, collected, relation) is { } squares
            && quick.Transferred(setting, term, squares) is { } sum
        )
        {
            return sum;
        }

        if (
            collected.FreeNames().ToList() is [var unknown]
            && quick.Exists(setting, collected) is { } existing
            && quick.Transferred(setting, term, Theorem.PolynomialSign(existing, unknown, relation)) is { } sturm
        )
        {
            return sturm;
        }

        if (depth == 0 && Products(setting, collected, relation) is { } combined)
        {
            return quick.Transferred(setting, term, combined);
        }

        if (depth >= _deepest)
        {
            return null;
        }

        // Times what stands below, once.
        var (scale, whole) = quick.Cleared(setting, collected, content: true);
        if (!scale.IsOne() && ByQuotient(setting, term, whole, scale, relation, depth) is { } scaled)
        {
            return scaled;
        }

        // Without the denominator: its sign decides which way.
        var (numerator, denominator) = Limits.Fraction(collected);
        if (!denominator.IsOne() && ByQuotient(setting, term, numerator, denominator, relation, depth) is { } quotient)
        {
            return quotient;
        }

        // Without what all addends have in common.
        if (
            CommonFactor(setting, collected) is var (factor, rest)
            && Holds(setting, rest, relation, depth) is { } smaller
            && quick.Find(setting, new Compare(factor, Relation.Greater, Term.Zero)) is { } positive
        )
        {
            var product = Theorem.ProductOf(positive, smaller, quotient: false);
            if (quick.Transferred(setting, term, product) is { } transferred)
            {
                return transferred;
            }
        }

        if (quick.Transferred(setting, term, WithoutFactor(setting, collected, relation, depth)) is { } divided)
        {
            return divided;
        }

        return Monotone(setting, term, relation, depth)
            ?? (
                collected.Equals(term)
                    ? null
                    : quick.Transferred(setting, term, Monotone(setting, collected, relation, depth))
            );
    }

    private readonly Dictionary<(Setting, Term, Relation), Theorem?> _products = [];

    // A combination of products of what is known, and of squares.
    private Theorem? Products(Setting setting, Term term, Relation relation)
    {
        if (!_products.TryGetValue((setting, term, relation), out var theorem) && _products.Count < MostProducts)
        {
            theorem = new PositiveSearch(quick).Find(setting, term, relation);
            _products[(setting, term, relation)] = theorem;
        }

        return theorem;
    }

    private Theorem? ByQuotient(
        Setting setting,
        Term term,
        Term numerator,
        Term denominator,
        Relation relation,
        int depth
    )
    {
        foreach (var sign in new[] { Relation.Greater, Relation.Less })
        {
            if (quick.Find(setting, new Compare(denominator, sign, Term.Zero)) is not { } below)
            {
                continue;
            }

            var above =
                sign == Relation.Greater
                    ? Holds(setting, numerator, relation, depth)
                    : Holds(setting, Simplifying.Negative(numerator), relation, depth);
            if (above is null)
            {
                return null;
            }

            if (sign == Relation.Less)
            {
                above = quick.Transferred(setting, numerator, Theorem.NegationOf(above));
            }

            return above is null
                ? null
                : quick.Transferred(setting, term, Theorem.ProductOf(above, below, quotient: true));
        }

        return null;
    }

    private Theorem? Monotone(Setting setting, Term term, Relation relation, int depth)
    {
        if (term.Size() > LargestSlope || !Theorem.IsContinuous(term))
        {
            return null;
        }

        foreach (var variable in setting.Variables)
        {
            if (
                variable is not { Domain: RealInterval interval, Dimensions.Count: 0 }
                || !term.FreeNames().Contains(variable.Name)
                || setting.Without(variable.Name) is not { } others
                || Theorem.Slope(setting, term, variable.Name) is not { } slope
                || slope.Size() > LargestSlope
                || interval.Lower is { } low && interval.Upper is { } high && low >= high
            )
            {
                continue;
            }

            foreach (var rising in new[] { true, false })
            {
                if ((rising ? interval.Lower : interval.Upper) is not { } end)
                {
                    continue;
                }

                var isClosed = rising ? interval.LowerClosed : interval.UpperClosed;
                var within = isClosed
                    ? setting
                    : Theorem.WithDomain(
                        setting,
                        variable,
                        rising ? interval with { LowerClosed = true } : interval with { UpperClosed = true }
                    );
                if (quick.Exists(within, term) is not { } exists)
                {
                    continue;
                }

                var atEnd = term.Substitute(variable.Name, end);
                var (weak, strictly) = rising
                    ? (Relation.GreaterOrEqual, Relation.Greater)
                    : (Relation.LessOrEqual, Relation.Less);
                if (relation == Relation.Greater && Holds(others, atEnd, Relation.Greater, depth + 1) is { } above)
                {
                    if (
                        Direction(weak) is { } weakly
                        && Theorem.Monotone(setting, variable.Name, rising, exists, weakly, above) is { } strict
                    )
                    {
                        return strict;
                    }
                }
                else if (
                    (relation != Relation.Greater || !isClosed)
                    && Holds(others, atEnd, Relation.GreaterOrEqual, depth + 1) is { } there
                    && Direction(relation == Relation.Greater ? strictly : weak) is { } sloped
                    && Theorem.Monotone(setting, variable.Name, rising, exists, sloped, there) is { } theorem
                )
                {
                    return theorem.Statement is Compare(_, var shown, _) && shown != relation
                        ? Theorem.Weaker(theorem, new Compare(term, relation, Term.Zero))
                        : theorem;
                }

                Theorem? Direction(Relation sign)
                {
                    if (sign is Relation.Greater or Relation.GreaterOrEqual)
                    {
                        return Holds(setting, slope, sign, depth + 1);
                    }

                    return Holds(setting, new Negate(slope), Theorem.Turned(sign), depth + 1) is { } falling
                        ? quick.Transferred(setting, slope, Theorem.NegationOf(falling))
                        : null;
                }
            }
        }

        return null;
    }

    // A factor of every addend, known to be positive, with what is left.
    private (Term Factor, Term Remainder)? CommonFactor(Setting setting, Term collected)
    {
        if (collected is not Add(var addends))
        {
            return null;
        }

        var factors = addends.Select(addend => Factors(addend).ToList()).ToList();
        var common = new List<Term>();
        foreach (var candidate in factors[0].Where(factor => factor is not Number).ToList())
        {
            if (
                factors.TrueForAll(own => own.Contains(candidate))
                && quick.Find(setting, new Compare(candidate, Relation.Greater, Term.Zero)) is not null
            )
            {
                common.Add(candidate);
                factors.ForEach(own => own.Remove(candidate));
            }
        }

        return common.Count == 0
            ? null
            : (
                Simplifying.Product([.. common]),
                Simplifying.Sum([.. factors.Select(own => Simplifying.Product([.. own]))])
            );
    }

    private static IEnumerable<Term> Factors(Term addend) =>
        addend switch
        {
            Multiply(var xs) => xs.SelectMany(Factors),
            Negate(var x) => Factors(x).Append(-1),
            _ => [addend],
        };

    // Both sides of a seam: |u| at u = 0, max(u, v) at u = v, cases.
    private Theorem? InCases(Setting setting, Term term, Relation relation, int left)
    {
        if (left == 0 || quick.IsSpent)
        {
            return null;
        }

        // What is known by now decides some of them; equal indices first, which may stand for each other then.
        foreach (
            var (a, order, b) in Kinks
                .Of(quick.Collected(setting, term))
                .Concat(Kinks.Of(term))
                .OrderBy(kink => kink is not (Symbol, Relation.Equal, Symbol))
        )
        {
            if (
                a.FreeNames().Concat(b.FreeNames()).Any(name => setting.Variable(name) is null)
                || quick.Find(setting, new Compare(a, order, b)) is not null
                || quick.Find(setting, new Compare(a, Theorem.Opposite(order), b)) is not null
                || quick.Exists(setting, a) is not { } x
                || quick.Exists(setting, b) is not { } y
            )
            {
                continue;
            }

            var inner = setting.With(new Compare(a, order, b));
            var where = order == Relation.Equal && a is Symbol(var name) ? Replaced(inner, name, b) : Case(inner);
            if (where is null)
            {
                return null;
            }

            var otherwise = Case(setting.With(new Compare(a, Theorem.Opposite(order), b)));
            return otherwise is null ? null : Theorem.ByCases(x, y, where, otherwise);
        }

        return null;

        // One quantity in the place of another that equals it.
        Theorem? Replaced(Setting inner, string name, Term value) =>
            Theorem.Assumption(inner, new Compare(new Symbol(name), Relation.Equal, value)) is { } equality
            && term.Substitute(name, value) is var substituted
            && quick.Exists(inner, substituted) is not null
            && new SignSearch(quick, level).InCase(inner, substituted, relation, left)?.In(inner) is { } replaced
                ? Theorem.Replaced(equality, new Compare(term, relation, Term.Zero), replaced)
                : Case(inner);

        Theorem? Case(Setting inner) => InCase(inner, term, relation, left);
    }

    private Theorem? InCase(Setting inner, Term term, Relation relation, int left)
    {
        for (_deepest = 0; _deepest <= 1; _deepest++)
        {
            if (Attempt(inner, term, relation, 0) is { } theorem)
            {
                return theorem;
            }
        }

        return InCases(inner, term, relation, left - 1)
            ?? OfSums(inner, term, relation)
            ?? Increments(inner, Unfolded(inner, term), relation) switch
            {
                { } increment => quick.Transferred(inner, term, increment),
                null => Unfolded(inner, term, relation),
            };
    }

    // The domain divided where minima like to be.
    private Theorem? Divided(Setting setting, Term term, Relation relation)
    {
        foreach (var variable in setting.Variables)
        {
            if (
                variable is not { Domain: RealInterval interval, Dimensions.Count: 0 }
                || !term.FreeNames().Contains(variable.Name)
                || setting.Without(variable.Name) is null
            )
            {
                continue;
            }

            foreach (var point in new[] { Rational.Zero, Rational.One, new Rational(1, 2) })
            {
                if (interval.Lower >= point || interval.Upper <= point)
                {
                    continue;
                }

                var below = setting.Within(variable.Name, interval with { Upper = point, UpperClosed = true });
                var above = setting.Within(variable.Name, interval with { Lower = point, LowerClosed = true });
                for (_deepest = 1; _deepest <= DeepestRecursion; _deepest++)
                {
                    if (
                        Attempt(below, term, relation, 0) is { } low
                        && Attempt(above, term, relation, 0) is { } high
                        && low.In(below) is { } left
                        && high.In(above) is { } right
                    )
                    {
                        return Theorem.Divided(setting, variable.Name, point, left, right);
                    }
                }
            }
        }

        return null;
    }

    // What is ≥ 0 inside of an interval is ≥ 0 at its ends.
    private Theorem? Closed(Setting setting, Term term, Relation relation)
    {
        if (
            relation != Relation.GreaterOrEqual
            || !Theorem.IsContinuous(term)
            || quick.Exists(setting, term) is not { } exists
        )
        {
            return null;
        }

        foreach (var variable in setting.Variables)
        {
            if (
                variable is { Domain: RealInterval interval, Dimensions.Count: 0 }
                && (interval.LowerClosed || interval.UpperClosed)
                && term.FreeNames().Contains(variable.Name)
                && setting.Without(variable.Name) is not null
            )
            {
                var inside = Theorem.WithDomain(
                    setting,
                    variable,
                    interval with
                    {
                        LowerClosed = false,
                        UpperClosed = false,
                    }
                );
                if (
                    new SignSearch(quick, level).Find(inside, term, relation) is { } open
                    && open.In(inside) is { } there
                )
                {
                    return Theorem.Closure(exists, variable.Name, there);
                }
            }
        }

        return null;
    }

    private Theorem? Subdivided(Setting setting, Theorem exists, Term term, Relation relation)
    {
        var names = term.FreeNames()
            .Where(name => setting.Variable(name) is { Domain: RealInterval, Dimensions.Count: 0 })
            .ToSequence();
        if (names.Count != term.FreeNames().Count)
        {
            return null;
        }

        if (Theorem.BySubdivision(exists, relation, names, MostBoxes) is { } theorem)
        {
            return theorem;
        }

        if (
            names is [var name]
            && term.Size() <= LargestSlope
            && Theorem.Slope(setting, term, name) is { } derivative
            && derivative.Size() <= LargestSlope
            && quick.Exists(setting, derivative) is { } slope
            && Theorem.BySlopes(exists, slope, name, relation, MostBoxes) is { } centred
        )
        {
            return centred;
        }

        var collected = quick.Collected(setting, term);
        return !collected.Equals(term) && quick.Exists(setting, collected) is { } other
            ? quick.Transferred(setting, term, Theorem.BySubdivision(other, relation, names, MostBoxes))
            : null;
    }
}

/// <summary>Where a term changes its form: conditions on both sides of which it is simpler.</summary>
internal static class Kinks
{
    public static IEnumerable<(Term Left, Relation Relation, Term Right)> Of(Term term)
    {
        foreach (var inner in term is Fold or Tabulate ? [] : term.Children())
        {
            foreach (var kink in Of(inner))
            {
                yield return kink;
            }
        }

        switch (term)
        {
            case Apply(Function.Abs or Function.Sign, [var x]):
                // An odd power has the sign of its base.
                while (x is Power(var basis, Number({ IsInteger: true, Sign: > 0 } n)) && !(n / 2).IsInteger)
                {
                    x = basis;
                }

                if (term is Apply(Function.Sign, _))
                {
                    yield return (x, Relation.Equal, Term.Zero);
                }

                yield return (x, Relation.GreaterOrEqual, Term.Zero);
                break;
            case Apply(Function.Max or Function.Min, var xs):
                for (var at = 0; at < xs.Count; at++)
                {
                    for (var next = at + 1; next < xs.Count; next++)
                    {
                        yield return (xs[at], Relation.GreaterOrEqual, xs[next]);
                    }
                }

                break;
            case Piecewise(var branches, _):
                foreach (var (condition, _) in branches)
                {
                    foreach (var relation in Relations(condition))
                    {
                        yield return relation;
                    }
                }

                break;
        }
    }

    private static IEnumerable<(Term, Relation, Term)> Relations(Condition condition) =>
        condition switch
        {
            Compare(var left, var relation, var right) => [(left, relation, right)],
            All(var conditions) => conditions.SelectMany(Relations),
            Any(var conditions) => conditions.SelectMany(Relations),
            Not(var inner) => Relations(inner),
            _ => [],
        };
}
