// Rules about limits and integrals: each says that they exist, and what they are.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof;

public sealed partial class Theorem
{
    /// <summary>
    /// The punctured neighbourhood of a limit's point: the limit's variable within a radius of it, on the limit's side,
    /// and not the point itself. Null at infinity, or where the variable's name is taken.
    /// </summary>
    public static Setting? Neighbourhood(Setting setting, Limit limit, Rational radius)
    {
        if (
            setting.Variable(limit.Variable) is not null
            || limit.Point is Constant(ConstantKind.Infinity) or Negate
            || limit.Point.FreeNames().Contains(limit.Variable)
            || radius.Sign <= 0
        )
        {
            return null;
        }

        var x = new Symbol(limit.Variable);
        var domain = limit.Point is Number(var a)
            ? new RealInterval(
                limit.Side == Side.Above ? a : a - radius,
                false,
                limit.Side == Side.Below ? a : a + radius,
                false
            )
            : new RealInterval(null, false, null, false);
        var near = setting.With(new Variable(limit.Variable, [], domain, Provenance.BuiltIn));
        if (limit.Point is not Number)
        {
            near = near.With(new Compare(x, Relation.Less, limit.Point + radius))
                .With(new Compare(x, Relation.Greater, limit.Point - radius));
        }

        return limit.Side switch
        {
            Side.Above => near.With(new Compare(x, Relation.Greater, limit.Point)),
            Side.Below => near.With(new Compare(x, Relation.Less, limit.Point)),
            _ => near.With(new Compare(x, Relation.NotEqual, limit.Point)),
        };
    }

    /// <summary>
    /// <b>Continuity.</b> lim_{x→a} f(x) = g(a) where f exists and equals g on a punctured neighbourhood of a, and g is
    /// made of functions that are continuous where they exist and exists at a with room around: no root of 0, no divisor 0.
    /// Exponents in which x stands have a positive number as their base: 0^x is 0 for x &gt; 0, and 1 at 0.
    /// </summary>
    /// <param name="limit">The limit.</param>
    /// <param name="radius">Of the neighbourhood.</param>
    /// <param name="equal">f = g there.</param>
    /// <param name="there">g(a) exists, by <see cref="Existence"/> with open domains.</param>
    public static Theorem? LimitByContinuity(Limit limit, Rational radius, Theorem equal, Theorem there)
    {
        var setting = there.Setting;
        return
            Neighbourhood(setting, limit, radius) is { } near
            && Same(equal.Setting, near)
            && equal.Statement is Compare(var body, Relation.Equal, var form)
            && body.Equals(limit.Body)
            && IsContinuousAt(form, limit.Variable)
            && there.Rule == OpenExistenceRule
            && there.Existing is { } value
            && value.Equals(form.Substitute(limit.Variable, limit.Point))
            ? new Theorem(setting, new Compare(limit, Relation.Equal, value), "limit by continuity", [equal, there])
            : null;
    }

    /// <summary>
    /// <b>L'Hôpital's rule.</b> lim n/d = lim n'/d' where n and d are continuous at a and 0 there, n' and d' exist and
    /// d' ≠ 0 on a punctured neighbourhood, and the limit of n'/d' exists. Exponents as in <see cref="LimitByContinuity"/>.
    /// </summary>
    public static Theorem? LHopital(
        Limit limit,
        Rational radius,
        Theorem equal,
        Theorem numeratorThere,
        Theorem denominatorThere,
        Theorem numeratorZero,
        Theorem denominatorZero,
        Theorem slopeExists,
        Theorem slope,
        Theorem quotient
    )
    {
        var setting = quotient.Setting;
        if (
            Neighbourhood(setting, limit, radius) is not { } near
            || !Same(equal.Setting, near)
            || !Same(slopeExists.Setting, near)
            || !Same(slope.Setting, near)
            || equal.Statement is not Compare(var body, Relation.Equal, Divide(var n, var d))
            || !body.Equals(limit.Body)
            || !IsContinuousAt(n, limit.Variable)
            || !IsContinuousAt(d, limit.Variable)
            || Slope(near, n, limit.Variable) is not { } top
            || Slope(near, d, limit.Variable) is not { } bottom
            || slopeExists.Existing?.Equals(top) != true
            || !slope.Statement.Equals(new Compare(bottom, Relation.NotEqual, Term.Zero))
            || !Vanishes(n, numeratorThere, numeratorZero)
            || !Vanishes(d, denominatorThere, denominatorZero)
            || quotient.Statement is not Compare(Limit inner, Relation.Equal, var value)
            || !inner.Equals(limit with { Body = new Divide(top, bottom) })
        )
        {
            return null;
        }

        return new Theorem(
            setting,
            new Compare(limit, Relation.Equal, value),
            "l'Hôpital's rule",
            [equal, numeratorThere, denominatorThere, numeratorZero, denominatorZero, slopeExists, slope, quotient]
        );

        bool Vanishes(Term term, Theorem exists, Theorem zero)
        {
            var there = term.Substitute(limit.Variable, limit.Point);
            return exists.Rule == OpenExistenceRule
                && exists.Existing?.Equals(there) == true
                && setting.Extends(exists.Setting)
                && setting.Extends(zero.Setting)
                && zero.Statement.Equals(new Compare(there, Relation.Equal, Term.Zero));
        }
    }

    // A term that exists at a point with room around is continuous there as its variable moves. x^y exists at x = 0 for
    // integers y ≥ 0, and y is one at the point: where y moves, x is a positive number.
    private static bool IsContinuousAt(Term term, string variable)
    {
        return IsContinuous(term) && IsSteady(term);

        bool IsSteady(Term part) =>
            !(
                part is Power(not (Number { Value.Sign: > 0 } or Constant(ConstantKind.E or ConstantKind.Pi)), var y)
                && y.FreeNames().Contains(variable)
            ) && part.Children().All(IsSteady);
    }

    /// <summary>
    /// A limit at ±∞ as one at 0⁺: in w with x = ∓log w, or with x = ±1/w. Both are bijections of a neighbourhood of ±∞
    /// and one of 0⁺.
    /// </summary>
    public static Limit? BroughtToZero(Limit limit, string small, bool exponential)
    {
        var downwards = limit.Point is Negate(Constant(ConstantKind.Infinity));
        if (
            (!downwards && limit.Point is not Constant(ConstantKind.Infinity)) || limit.Body.FreeNames().Contains(small)
        )
        {
            return null;
        }

        var w = new Symbol(small);
        Term x = exponential
            ? (downwards ? Term.Log(w) : new Negate(Term.Log(w)))
            : (downwards ? new Negate(Term.One / w) : Term.One / w);
        return new Limit(limit.Body.Substitute(limit.Variable, x), small, Term.Zero, Side.Above);
    }

    /// <summary><b>Limit at infinity.</b> From the limit at 0⁺ in the variable that <see cref="BroughtToZero"/> puts in.</summary>
    public static Theorem? LimitAtInfinity(Limit limit, string small, bool exponential, Theorem atZero) =>
        BroughtToZero(limit, small, exponential) is { } moved
        && atZero.Setting.Variable(small) is null
        && atZero.Setting.Variable(limit.Variable) is null
        && atZero.Statement is Compare(var known, Relation.Equal, var value)
        && known.Equals(moved)
        && !value.FreeNames().Contains(small)
            ? new Theorem(atZero.Setting, new Compare(limit, Relation.Equal, value), "limit at infinity", [atZero])
            : null;

    /// <summary><b>Bound name.</b> The name of a limit's variable does not matter.</summary>
    public static Theorem? BoundName(Theorem theorem, Limit limit) =>
        theorem.Statement is Compare(Limit known, Relation.Equal, var value)
        && known.Body.Equals(limit.Body.Substitute(limit.Variable, new Symbol(known.Variable)))
        && !limit.Body.FreeNames().Contains(known.Variable)
        && !value.FreeNames().Contains(known.Variable)
        && known.Point.Equals(limit.Point)
        && known.Side == limit.Side
            ? new Theorem(theorem.Setting, new Compare(limit, Relation.Equal, value), "bound name", [theorem])
            : null;

    /// <summary>The setting with an integral's variable between its limits, ends included.</summary>
    public static Setting? Between(Setting setting, Integral integral, bool ascending)
    {
        if (setting.Variable(integral.Variable) is not null)
        {
            return null;
        }

        var (low, high) = ascending ? (integral.Lower, integral.Upper) : (integral.Upper, integral.Lower);
        var x = new Symbol(integral.Variable);
        var domain = new RealInterval(
            low is Number(var a) ? a : null,
            low is Number,
            high is Number(var b) ? b : null,
            high is Number
        );
        return setting
            .With(new Variable(integral.Variable, [], domain, Provenance.BuiltIn))
            .With(new Compare(low, Relation.LessOrEqual, x))
            .With(new Compare(x, Relation.LessOrEqual, high));
    }

    /// <summary>
    /// <b>Fundamental theorem.</b> ∫_a^b f = F(b) − F(a) where F' exists and equals f between a and b, ends included, and f
    /// is made of functions that are continuous where they exist.
    /// </summary>
    public static Theorem? AntiderivativeOf(
        Integral integral,
        bool ascending,
        Theorem ordered,
        Theorem exists,
        Theorem equal
    )
    {
        var setting = ordered.Setting;
        var (low, high) = ascending ? (integral.Lower, integral.Upper) : (integral.Upper, integral.Lower);
        if (
            Between(setting, integral, ascending) is not { } inside
            || !ordered.Statement.Equals(new Compare(low, Relation.LessOrEqual, high))
            || !Same(exists.Setting, inside)
            || !Same(equal.Setting, inside)
            || exists.Existing is not { } antiderivative
            || Slope(inside, antiderivative, integral.Variable) is not { } slope
            || !equal.Statement.Equals(new Compare(slope, Relation.Equal, integral.Body))
            || !IsContinuous(integral.Body)
            || !IsContinuous(antiderivative)
        )
        {
            return null;
        }

        return new Theorem(
            setting,
            new Compare(
                integral,
                Relation.Equal,
                new Add([
                    antiderivative.Substitute(integral.Variable, integral.Upper),
                    new Negate(antiderivative.Substitute(integral.Variable, integral.Lower)),
                ])
            ),
            "fundamental theorem of calculus",
            [ordered, exists, equal]
        );
    }
}
