// Values of integrals: by antiderivatives within an interval or by their limits, in parts, by Euler's integrals.
using LossProofs.Audit.Evidence.Proof;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>Finds theorems about values of integrals.</summary>
internal sealed class IntegralValues(QuickSearch quick, LimitValues limits)
{
    private const int MostParts = 4;

    // Where antiderivatives and both ends like to lie together.
    private static readonly RealInterval[] s_intervals =
    [
        new(null, false, null, false),
        new(Rational.Zero, true, null, false),
        new(Rational.Zero, false, null, false),
        new(null, false, Rational.Zero, true),
        new(null, false, Rational.Zero, false),
        new(-Rational.One, true, Rational.One, true),
        new(-Rational.One, false, Rational.One, false),
        new(null, false, Rational.One, false),
        new(-Rational.One, false, null, false),
        new(Rational.One, false, null, false),
    ];

    /// <summary>A theorem that the integral has a value, or null.</summary>
    public Theorem? Value(Setting setting, Integral integral) => Value(setting, integral, MostParts);

    private Theorem? Value(Setting setting, Integral integral, int parts)
    {
        if (setting.Variable(integral.Variable) is not null || quick.IsSpent)
        {
            return null;
        }

        return Direct(setting, integral)
            ?? Euler(setting, integral)
            ?? (parts > 0 ? InParts(setting, integral, parts) : null);
    }

    private Theorem? Direct(Setting setting, Integral integral)
    {
        foreach (var ascending in new[] { true, false })
        {
            var (low, high) = ascending ? (integral.Lower, integral.Upper) : (integral.Upper, integral.Lower);
            var infinite = IsInfinite(low) || IsInfinite(high);
            if (IsInfinite(low) && low is not Negate || IsInfinite(high) && high is Negate)
            {
                continue;
            }

            var ordered = infinite ? null : quick.Find(setting, new Compare(low, Relation.Less, high));
            if (
                !infinite && ordered is null
                || Theorem.Inside(setting, integral, ascending) is not { } inside
                || quick.Exists(inside, integral.Body) is null
            )
            {
                continue;
            }

            foreach (var antiderivative in Guesses(inside, integral))
            {
                if (
                    quick.Exists(inside, antiderivative) is { } exists
                    && Theorem.Slope(inside, antiderivative, integral.Variable) is { } slope
                    && quick.Equal(inside, slope, integral.Body) is { } equal
                    && limits.Value(setting, Theorem.AtEnd(antiderivative, integral.Variable, low, higher: false))
                        is { } atLow
                    && limits.Value(setting, Theorem.AtEnd(antiderivative, integral.Variable, high, higher: true))
                        is { } atHigh
                    && Theorem.ImproperIntegral(integral, ascending, ordered, exists, equal, atLow, atHigh)
                        is { } theorem
                )
                {
                    return theorem;
                }
            }
        }

        return IsInfinite(integral.Lower) || IsInfinite(integral.Upper) ? null : Within(setting, integral);
    }

    // Whatever the order of the ends is.
    private Theorem? Within(Setting setting, Integral integral)
    {
        foreach (var interval in s_intervals)
        {
            var contained = new List<Theorem>();
            if (
                !Theorem
                    .Containments(integral, interval)
                    .All(condition =>
                    {
                        if (quick.Find(setting, condition) is not { } theorem)
                        {
                            return false;
                        }

                        contained.Add(theorem);
                        return true;
                    })
            )
            {
                continue;
            }

            var over = Theorem.Over(setting, integral, interval);
            if (quick.Exists(over, integral.Body) is null)
            {
                continue;
            }

            foreach (var antiderivative in Guesses(over, integral))
            {
                if (
                    quick.Exists(over, antiderivative) is { } exists
                    && Theorem.Slope(over, antiderivative, integral.Variable) is { } slope
                    && quick.Equal(over, slope, integral.Body) is { } equal
                    && Theorem.IntegralWithin(setting, integral, interval, exists, equal, contained) is { } theorem
                )
                {
                    return theorem;
                }
            }
        }

        return null;
    }

    private IEnumerable<Term> Guesses(Setting inside, Integral integral)
    {
        var search = new Antiderivatives(integral.Variable, term => quick.Collected(inside, term));
        var forms = new[] { integral.Body, quick.Collected(inside, integral.Body) }.Distinct();
        return forms.Select(search.Of).OfType<Term>().Distinct();
    }

    // At kinks, and at 0 where both ends are infinite.
    private Theorem? InParts(Setting setting, Integral integral, int parts)
    {
        var kinks = Kinks.Of(integral.Body).Select(kink => Root(kink.Left - kink.Right, integral.Variable));
        foreach (var at in kinks.Append(Term.Zero).OfType<Term>().Distinct().Take(3))
        {
            if (
                Order(integral.Lower, at) is not { Fits: true } below
                || Order(at, integral.Upper) is not { Fits: true } above
                || integral.Lower.Equals(at)
                || integral.Upper.Equals(at)
            )
            {
                continue;
            }

            return
                Value(setting, integral with { Upper = at }, parts - 1) is { } left
                && Value(setting, integral with { Lower = at }, parts - 1) is { } right
                ? Theorem.IntegralOfParts(left, right, below.Theorem, above.Theorem)
                : null;
        }

        return null;

        (bool Fits, Theorem? Theorem) Order(Term low, Term high)
        {
            if (IsInfinite(low) || IsInfinite(high))
            {
                return (low is Negate || high is Constant, null);
            }

            var strict = quick.Find(setting, new Compare(low, Relation.Less, high));
            return strict is null
                ? (false, null)
                : (true, Theorem.Weaker(strict, new Compare(low, Relation.LessOrEqual, high)));
        }
    }

    // Where a linear term is 0.
    private static Term? Root(Term term, string variable)
    {
        try
        {
            var slope = Limits.Derivative(term, variable);
            return slope is Number { Value.Sign: not 0 } number
                ? Simplifying.Quotient(Simplifying.Negative(term.Substitute(variable, Term.Zero)), number) is var root
                && Antiderivatives.Folded(root) is { } folded
                    ? folded
                    : null
                : null;
        }
        catch (Undecidable)
        {
            return null;
        }
    }

    // c·t^(s−1)·e^(−λt) from 0 to ∞, c·t^(s−1)(1 − t)^(b−1) from 0 to 1.
    private Theorem? Euler(Setting setting, Integral integral)
    {
        var beta = integral.Upper.IsOne();
        if (
            !integral.Lower.IsZero()
            || !beta && integral.Upper is not Constant(ConstantKind.Infinity)
            || Theorem.Inside(setting, integral, ascending: true) is not { } inside
            || Parts(integral.Body, integral.Variable, beta) is not var (factor, s, rate)
            || quick.Find(setting, new Compare(s, Relation.Greater, Term.Zero)) is not { } first
            || quick.Find(setting, new Compare(rate, Relation.Greater, Term.Zero)) is not { } second
            || quick.Exists(setting, factor) is not { } constant
            || Theorem.EulerIntegral(integral.Variable, beta, first, second) is not { } euler
            || Theorem.ConstantFactor(euler, constant) is not { Statement: Compare(Integral known, _, _) } value
            || quick.Equal(inside, integral.Body, known.Body) is not { } equal
        )
        {
            return null;
        }

        var ordered = beta ? Theorem.Numbers(setting, Rational.Zero, Relation.Less, Rational.One) : null;
        return Theorem.IntegrandOf(integral, ordered, equal, value);
    }

    private static (Term Factor, Term S, Term Rate)? Parts(Term body, string variable, bool beta)
    {
        var (factors, power, rate) = (new List<Term>(), (Term)Term.Zero, (Term)Term.Zero);
        return Collect(body, Term.One)
            ? (
                Simplifying.Product([.. factors]),
                Simplifying.Sum(power, Term.One),
                beta ? Simplifying.Sum(rate, Term.One) : rate
            )
            : null;

        bool Collect(Term term, Term exponent)
        {
            if (!term.FreeNames().Contains(variable))
            {
                factors.Add(Simplifying.Power(term, exponent));
                return true;
            }

            switch (term)
            {
                case Multiply(var xs):
                    return xs.All(x => Collect(x, exponent));
                case Divide(var x, var y):
                    return Collect(x, exponent) && Collect(y, Simplifying.Negative(exponent));
                case Negate(var x):
                    factors.Add(-Term.One);
                    return exponent.IsOne() && Collect(x, exponent);
                case Symbol:
                    power = Simplifying.Sum(power, exponent);
                    return true;
                case Power(Symbol, var n) when !n.FreeNames().Contains(variable):
                    power = Simplifying.Sum(power, Simplifying.Product(n, exponent));
                    return true;
                case Apply(Function.Sqrt, [var x]):
                    return Collect(x, Simplifying.Product(new Rational(1, 2), exponent));
                case Power(Constant(ConstantKind.E), var u) when !beta:
                    return Rate(u, exponent);
                case Apply(Function.Exp, [var u]) when !beta:
                    return Rate(u, exponent);
                case Power(var u, var n) when beta && !n.FreeNames().Contains(variable) && IsComplement(u):
                    rate = Simplifying.Sum(rate, Simplifying.Product(n, exponent));
                    return true;
                case var u when beta && IsComplement(u):
                    rate = Simplifying.Sum(rate, exponent);
                    return true;
                default:
                    return false;
            }
        }

        bool Rate(Term u, Term exponent)
        {
            try
            {
                var slope = Limits.Derivative(u, variable);
                if (slope.FreeNames().Contains(variable) || !exponent.IsOne())
                {
                    return false;
                }

                factors.Add(Term.Exp(u.Substitute(variable, Term.Zero)));
                rate = Simplifying.Sum(rate, Simplifying.Negative(slope));
                return true;
            }
            catch (Undecidable)
            {
                return false;
            }
        }

        bool IsComplement(Term u) =>
            u is Add([Number { Value: var one }, Negate(Symbol(var name))]) && one == Rational.One && name == variable;
    }

    private static bool IsInfinite(Term term) =>
        term is Constant(ConstantKind.Infinity) or Negate(Constant(ConstantKind.Infinity));
}
