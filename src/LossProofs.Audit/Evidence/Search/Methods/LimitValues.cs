// Limits and orders: by expansions, continuity, l'Hôpital's rule, arithmetic of limits at infinity.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>Finds theorems about values of limits and integrals.</summary>
internal sealed class LimitValues(QuickSearch quick)
{
    private const int MostSteps = 4;

    private static readonly int[] s_orders = [4, 9];

    // How far a limit's variable is from its point at most: the rules ask for some neighbourhood.
    private static readonly Rational[] s_radii = [1, new Rational(1, 2), new Rational(1, 16), new Rational(1, 1024)];

    /// <summary>A theorem that a limit or an integral has a value that the search can name, or null.</summary>
    public Theorem? Value(Setting setting, Term term) =>
        term switch
        {
            Limit limit when new Kinds(setting.Variable).Of(limit) != Kind.Unknown => OfLimit(setting, limit),
            Integral integral when new Kinds(setting.Variable).Of(integral) != Kind.Unknown => new IntegralValues(
                quick,
                this
            ).Value(setting, integral),
            _ => null,
        };

    private Theorem? OfLimit(Setting setting, Limit limit)
    {
        if (setting.Variable(limit.Variable) is not null)
        {
            var fresh = limit.Variable + "#";
            return setting.Variable(fresh) is null ? Renamed(setting, limit, fresh) : null;
        }

        if (Series.Of(limit) is not null)
        {
            return new SeriesValues(quick).Value(setting, limit) ?? AlongIntegers(setting, limit);
        }

        if (ByExpansion(setting, limit) is { } expanded)
        {
            return expanded;
        }

        if (limit.Point is Constant(ConstantKind.Infinity) or Negate(Constant(ConstantKind.Infinity)))
        {
            return AtInfinity(setting, limit) ?? AlongIntegers(setting, limit);
        }

        foreach (var radius in s_radii)
        {
            if (Near(setting, limit, radius) is { } theorem)
            {
                return theorem;
            }
        }

        return null;
    }

    // A few powers, then more where all of them cancel.
    private Theorem? ByExpansion(Setting setting, Limit limit) =>
        s_orders
            .Select(order => Theorem.LimitByExpansion(setting, limit, quick, order))
            .FirstOrDefault(found => found is not null);

    /// <summary>The theorem that a limit is ±∞, or null.</summary>
    public Theorem? Infinite(Setting setting, Limit limit, bool positive) =>
        Series.Of(limit) is not null
            ? new SeriesValues(quick).Infinite(setting, limit, positive)
            : s_orders
                .Select(order => Theorem.InfiniteByExpansion(setting, limit, positive, quick, order))
                .FirstOrDefault(found => found is not null);

    /// <summary>The theorem that f = O(g), or null.</summary>
    public Theorem? Rate(Setting setting, Rate rate) =>
        s_orders
            .Select(order => Theorem.RateByExpansion(setting, rate, quick, order))
            .FirstOrDefault(found => found is not null)
        ?? RateInClosedForm(setting, rate);

    private Theorem? RateInClosedForm(Setting setting, Rate rate)
    {
        if (quick.Exists(setting, rate.Left) is null)
        {
            return null;
        }

        var form = quick.Collected(setting, rate.Left);
        return
            !form.Equals(rate.Left)
            && quick.Equal(setting, rate.Left, form) is { } equal
            && s_orders
                .Select(order => Theorem.RateByExpansion(setting, rate with { Left = form }, quick, order))
                .FirstOrDefault(found => found is not null)
                is { } found
            ? Theorem.RateOfEqual(equal, found)
            : null;
    }

    // Sums up to n in closed form.
    private Theorem? AlongIntegers(Setting setting, Limit limit)
    {
        var inner = setting.With(new Variable(limit.Variable, [], new Integers(Term.One, null), Provenance.BuiltIn));
        return Forms().Select(Of).FirstOrDefault(found => found is not null);

        IEnumerable<Theorem?> Forms()
        {
            var form = quick.Collected(inner, limit.Body);
            yield return form.Equals(limit.Body) ? null : quick.Equal(inner, limit.Body, form);
            yield return limit.Body is Fold fold ? new FiniteSums(quick).Value(inner, fold) : null;
        }

        Theorem? Of(Theorem? equal) =>
            equal?.Statement is Compare(_, _, var form) && ByExpansion(setting, limit with { Body = form }) is { } value
                ? Theorem.LimitAlongIntegers(limit, equal, value)
                : null;
    }

    private Theorem? Renamed(Setting setting, Limit limit, string fresh)
    {
        var renamed = limit with { Variable = fresh, Body = limit.Body.Substitute(limit.Variable, new Symbol(fresh)) };
        return OfLimit(setting, renamed) is { } theorem ? Theorem.BoundName(theorem, limit) : null;
    }

    // Continuity of an equal form at the point, else l'Hôpital's rule.
    private Theorem? Near(Setting setting, Limit limit, Rational radius)
    {
        if (Theorem.Neighbourhood(setting, limit, radius) is not { } near || quick.Exists(near, limit.Body) is null)
        {
            return null;
        }

        foreach (var form in new[] { limit.Body, quick.Collected(near, limit.Body) }.Distinct())
        {
            if (
                quick.Equal(near, limit.Body, form) is { } equal
                && Theorem.Existence(setting, form.Substitute(limit.Variable, limit.Point), quick, open: true)
                    is { } there
                && Theorem.LimitByContinuity(limit, radius, equal, there) is { } theorem
            )
            {
                return theorem;
            }
        }

        var (numerator, denominator) = Limits.Fraction(quick.Collected(near, limit.Body));
        return denominator.IsOne() ? null : Hopital(setting, limit, radius, near, numerator, denominator, MostSteps);
    }

    private Theorem? Hopital(
        Setting setting,
        Limit limit,
        Rational radius,
        Setting near,
        Term numerator,
        Term denominator,
        int steps
    )
    {
        if (
            steps == 0
            || Theorem.Slope(near, numerator, limit.Variable) is not { } top
            || Theorem.Slope(near, denominator, limit.Variable) is not { } bottom
            || quick.Equal(near, limit.Body, new Divide(numerator, denominator)) is not { } equal
            || AtPoint(numerator) is not { } above
            || AtPoint(denominator) is not { } below
            || Exists(numerator) is not { } numeratorThere
            || Exists(denominator) is not { } denominatorThere
            || quick.Find(near, new Compare(bottom, Relation.NotEqual, Term.Zero)) is not { } slope
            || quick.Exists(near, top) is not { } topExists
        )
        {
            return null;
        }

        var quotient = limit with { Body = new Divide(top, bottom) };
        var inner = OfLimit(setting, quotient);
        return inner is null
            ? null
            : Theorem.LHopital(
                limit,
                radius,
                equal,
                numeratorThere,
                denominatorThere,
                above,
                below,
                topExists,
                slope,
                inner
            );

        Theorem? AtPoint(Term term) =>
            quick.Find(setting, new Compare(term.Substitute(limit.Variable, limit.Point), Relation.Equal, Term.Zero));

        Theorem? Exists(Term term) =>
            Theorem.Existence(setting, term.Substitute(limit.Variable, limit.Point), quick, open: true);
    }

    // x → ±∞ as w = e^∓x → 0 or w = ±1/x → 0.
    private Theorem? AtInfinity(Setting setting, Limit limit)
    {
        var small = limit.Variable + "0#";
        if (setting.Variable(small) is not null)
        {
            return null;
        }

        foreach (var exponential in new[] { true, false })
        {
            if (Theorem.BroughtToZero(limit, small, exponential) is not { } moved)
            {
                continue;
            }

            if (
                OfLimit(setting, moved) is { } theorem
                && Theorem.LimitAtInfinity(limit, small, exponential, theorem) is { } found
            )
            {
                return found;
            }
        }

        return null;
    }
}
