// Guesses at antiderivatives; a derivative proves them.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>Antiderivatives by tables, parts and substitutions.</summary>
/// <param name="variable">The variable.</param>
/// <param name="collected">Normal forms.</param>
internal sealed partial class Antiderivatives(string variable, Func<Term, Term> collected)
{
    private const int MostWork = 120;
    private const int Deepest = 8;
    private int _work;

    private Term X => new Symbol(variable);

    /// <summary>A guess, or null.</summary>
    public Term? Of(Term body)
    {
        try
        {
            return Guess(body, Deepest);
        }
        catch (Undecidable)
        {
            return null;
        }
    }

    /// <summary>The number that a term made of numbers is, or the term.</summary>
    public static Term Folded(Term term) =>
        term switch
        {
            Negate(var x) when Folded(x) is Number(var a) => -a,
            Add(var xs) when xs.All(x => Folded(x) is Number) => xs.Aggregate(
                Rational.Zero,
                (sum, x) => sum + ((Number)Folded(x)).Value
            ),
            Multiply(var xs) when xs.All(x => Folded(x) is Number) => xs.Aggregate(
                Rational.One,
                (product, x) => product * ((Number)Folded(x)).Value
            ),
            Divide(var x, var y) when Folded(x) is Number(var a) && Folded(y) is Number({ Sign: not 0 } b) => a / b,
            _ => term,
        };

    private bool IsFree(Term term) => !term.FreeNames().Contains(variable);

    private Term? Guess(Term body, int depth)
    {
        if (depth == 0 || ++_work > MostWork)
        {
            return null;
        }

        if (IsFree(body))
        {
            return Simplifying.Product(body, X);
        }

        switch (body)
        {
            case Negate(var inner):
                return Guess(inner, depth) is { } negated ? new Negate(negated) : null;
            case Guarded(var inner, _):
                return Guess(inner, depth);
            case Add(var xs):
            {
                var parts = new List<Term>();
                foreach (var x in xs)
                {
                    if (Guess(x, depth - 1) is not { } part)
                    {
                        return null;
                    }

                    parts.Add(part);
                }

                return Simplifying.Sum([.. parts]);
            }
        }

        // Factors with exponents; those without the variable stand before the rest.
        var constants = new List<Term>();
        var factors = new List<(Term Base, Term Exponent)>();
        Split(body, Term.One);
        var constant = Simplifying.Product([.. constants]);
        var found = factors.Count == 1 ? Single(factors[0].Base, factors[0].Exponent, depth) : null;
        found ??= OfProduct(factors, depth) ?? Expanded(factors, depth);
        return found is null ? null : Simplifying.Product(constant, found);

        void Split(Term term, Term exponent)
        {
            switch (term)
            {
                case var _ when IsFree(term):
                    constants.Add(Simplifying.Power(term, exponent));
                    break;
                case Multiply(var xs) when exponent is Number:
                    xs.ToList().ForEach(x => Split(x, exponent));
                    break;
                case Divide(var x, var y):
                    Split(x, exponent);
                    Split(y, Simplifying.Negative(exponent));
                    break;
                case Negate(var x) when exponent is Number({ IsInteger: true } n):
                    constants.Add((n / 2).IsInteger ? 1 : -1);
                    Split(x, exponent);
                    break;
                case Power(Constant(ConstantKind.E), var u):
                    Add(Term.Exp(Simplifying.Product(exponent, u)), Term.One);
                    break;
                case Apply(Function.Exp, [var u]):
                    Add(Term.Exp(Simplifying.Product(exponent, u)), Term.One);
                    break;
                case Power(var x, var n) when IsFree(n):
                    Split(x, Folded(Simplifying.Product(n, exponent)));
                    break;
                case Apply(Function.Sqrt, [var x]):
                    Split(x, Folded(Simplifying.Product(new Rational(1, 2), exponent)));
                    break;
                default:
                    Add(term, exponent);
                    break;
            }
        }

        void Add(Term term, Term exponent)
        {
            var at = factors.FindIndex(factor => factor.Base.Equals(term));
            if (term is Apply(Function.Exp, [var v]) && factors.FindIndex(IsExponential) is >= 0 and var other)
            {
                var u = ((Apply)factors[other].Base).Arguments[0];
                factors[other] = (Term.Exp(Simplifying.Sum(u, v)), Term.One);
            }
            else if (at >= 0)
            {
                factors[at] = (term, Folded(Simplifying.Sum(factors[at].Exponent, exponent)));
                if (factors[at].Exponent.IsZero())
                {
                    factors.RemoveAt(at);
                }
            }
            else
            {
                factors.Add((term, exponent));
            }
        }

        static bool IsExponential((Term Base, Term Exponent) factor) =>
            factor.Base is Apply(Function.Exp, _) && factor.Exponent.IsOne();
    }

    // u^n of one factor, with u' a number.
    private Term? Single(Term u, Term exponent, int depth)
    {
        var slope = Linear(u);
        if (slope is not null && exponent is not Number { Value.Sign: 0 })
        {
            return exponent is Number(var n) && n == -Rational.One
                ? Term.Log(new Apply(Function.Abs, [u])) / slope
                : new Power(u, Folded(Simplifying.Sum(exponent, 1)))
                    / Simplifying.Product(slope, Folded(Simplifying.Sum(exponent, 1)));
        }

        if (exponent.IsOne() && u is Apply(var function, [var v]))
        {
            return Linear(v) is { } inner && OfFunction(function, v) is { } primitive ? primitive / inner
                : function == Function.Exp ? Gaussian(v, 0)
                : null;
        }

        if (exponent is Number(var power) && u is Apply(var other, [var w]) && Linear(w) is { } rate)
        {
            Term? squared = (other, power) switch
            {
                (Function.Sin, _) when power == 2 => w / (Term)2
                    - new Apply(Function.Sin, [w]) * new Apply(Function.Cos, [w]) / (Term)2,
                (Function.Cos, _) when power == 2 => w / (Term)2
                    + new Apply(Function.Sin, [w]) * new Apply(Function.Cos, [w]) / (Term)2,
                (Function.Cos, _) when power == -2 => new Apply(Function.Sin, [w]) / new Apply(Function.Cos, [w]),
                (Function.Cosh, _) when power == -2 => new Apply(Function.Tanh, [w]),
                (Function.Tanh, _) when power == 2 => w - new Apply(Function.Tanh, [w]),
                (Function.Log, _) when power == 2 => w * (new Power(Term.Log(w), 2) - (Term)2 * Term.Log(w) + (Term)2),
                _ => null,
            };
            return squared is null ? null : squared / rate;
        }

        return exponent is Number(var m) ? Quadratic(u, m) : null;
    }

    private static Term? OfFunction(Function function, Term v) =>
        function switch
        {
            Function.Exp => Term.Exp(v),
            Function.Log => v * Term.Log(v) - v,
            Function.Sin => new Negate(new Apply(Function.Cos, [v])),
            Function.Cos => new Apply(Function.Sin, [v]),
            Function.Tan => new Negate(Term.Log(new Apply(Function.Abs, [new Apply(Function.Cos, [v])]))),
            Function.Sinh => new Apply(Function.Cosh, [v]),
            Function.Cosh => new Apply(Function.Sinh, [v]),
            Function.Tanh => Term.Log(new Apply(Function.Cosh, [v])),
            Function.Sigmoid => new Apply(Function.Softplus, [v]),
            Function.Atan => v * new Apply(Function.Atan, [v]) - Term.Log(Term.One + new Power(v, 2)) / (Term)2,
            Function.Asin => v * new Apply(Function.Asin, [v]) + new Apply(Function.Sqrt, [Term.One - new Power(v, 2)]),
            Function.Erf => v * new Apply(Function.Erf, [v])
                + Term.Exp(new Negate(new Power(v, 2))) / new Apply(Function.Sqrt, [Term.Pi]),
            Function.Erfc => v * new Apply(Function.Erfc, [v])
                - Term.Exp(new Negate(new Power(v, 2))) / new Apply(Function.Sqrt, [Term.Pi]),
            _ => null,
        };

    private Term? OfProduct(List<(Term Base, Term Exponent)> factors, int depth)
    {
        // A power of x times something.
        var at = factors.FindIndex(factor => factor is (Symbol, Number { Value: { IsInteger: true, Sign: > 0 } }));
        if (at >= 0 && factors.Count == 2 && factors[1 - at].Exponent.IsOne())
        {
            var n = (int)((Number)factors[at].Exponent).Value.Numerator;
            switch (factors[1 - at].Base)
            {
                case Apply(Function.Exp, [var v]) when Linear(v) is null && n <= 6 && Gaussian(v, n) is { } gaussian:
                    return gaussian;
                case Apply(Function.Exp or Function.Sin or Function.Cos or Function.Sinh or Function.Cosh, [var v])
                and Apply(var function, _) when Linear(v) is { } slope && OfFunction(function, v) is { } primitive:
                {
                    // x^n G − n ∫ x^(n−1) G.
                    var inner = primitive / slope;
                    return Guess(Simplifying.Product(n, Simplifying.Power(X, n - 1), inner), depth - 1) is { } rest
                        ? Simplifying.Product(Simplifying.Power(X, n), inner) - rest
                        : null;
                }

                case Apply(Function.Log, [Symbol]):
                    return new Power(X, n + 1)
                        * (Term.Log(X) / (Term)(n + 1) - (Term)new Rational(1, (n + 1) * (n + 1)));
                case Apply(Function.Atan, [Symbol]) when n == 1:
                    return ((new Power(X, 2) + Term.One) * new Apply(Function.Atan, [X]) - X) / (Term)2;
            }
        }

        // x^a log x.
        if (
            factors.Count == 2
            && factors.FindIndex(factor => factor is (Apply(Function.Log, [Symbol]), Number) && factor.Exponent.IsOne())
                is >= 0
                    and var log
            && factors[1 - log] is (Symbol, var a)
            && !(a is Number(var minus) && minus == -Rational.One)
        )
        {
            var next = Folded(Simplifying.Sum(a, 1));
            return new Power(X, next) * (Term.Log(X) / next - Term.One / new Power(next, 2));
        }

        // e^(ax) sin(bx + c), e^(ax) cos(bx + c).
        if (
            factors is [({ } one, var p), ({ } two, var q)]
            && p.IsOne()
            && q.IsOne()
            && (one is Apply(Function.Exp, _) ? (one, two) : (two, one))
                is (Apply(Function.Exp, [var u]), Apply(Function.Sin or Function.Cos, [var w]) wave)
            && Linear(u) is { } growth
            && Linear(w) is { } rate
        )
        {
            var (sine, cosine) = (new Apply(Function.Sin, [w]), new Apply(Function.Cos, [w]));
            return Term.Exp(u)
                / (growth * growth + rate * rate)
                * (
                    ((Apply)wave).Function == Function.Sin
                        ? growth * sine - rate * cosine
                        : growth * cosine + rate * sine
                );
        }

        return Substituted(factors);
    }

    // c·u'·u^n, c·u'·g(u) for a factor u^n or g(u): what is left over u' is a number.
    private Term? Substituted(List<(Term Base, Term Exponent)> factors)
    {
        for (var at = 0; at < factors.Count; at++)
        {
            var rest = Simplifying.Product([
                .. factors.Where((_, other) => other != at).Select(factor => new Power(factor.Base, factor.Exponent)),
            ]);
            var (basis, exponent) = factors[at];
            if (
                basis is Apply(var function, [var u])
                && exponent.IsOne()
                && OfFunction(function, u) is { } primitive
                && Ratio(rest, u) is { } ratio
            )
            {
                return ratio * primitive;
            }

            if (Ratio(rest, basis) is { } scale)
            {
                return exponent is Number(var n) && n == -Rational.One
                    ? scale * Term.Log(new Apply(Function.Abs, [basis]))
                    : scale
                        * new Power(basis, Folded(Simplifying.Sum(exponent, 1)))
                        / Folded(Simplifying.Sum(exponent, 1));
            }
        }

        return null;
    }

    private Term? Ratio(Term rest, Term u)
    {
        if (u is Symbol)
        {
            return null;
        }

        var slope = Limits.Derivative(u, variable);
        var ((first, above), (second, below)) = (Leading(collected(rest)), Leading(collected(slope)));
        if (above.Equals(below) && second.Sign != 0)
        {
            return (Term)(first / second);
        }

        var ratio = slope.IsZero() ? null : collected(rest / slope);
        return ratio is not null && IsFree(ratio) ? ratio : null;
    }

    private static (Rational Factor, Term Remainder) Leading(Term term) =>
        term switch
        {
            Number(var value) => (value, Term.One),
            Negate(var x) when Leading(x) is var (factor, rest) => (-factor, rest),
            Multiply([Number(var value), var only]) => (value, only),
            Multiply(var xs) when xs[0] is Number(var value) => (value, new Multiply(xs.Skip(1).ToSequence())),
            Divide(var x, var y) when Leading(x) is var (factor, rest) => (factor, Simplifying.Quotient(rest, y)),
            _ => (Rational.One, term),
        };

    // Products of sums multiplied out, or whatever the normal form is.
    private Term? Expanded(List<(Term Base, Term Exponent)> factors, int depth)
    {
        var product = Simplifying.Product([
            .. factors.Select(factor => Simplifying.Power(factor.Base, factor.Exponent)),
        ]);
        var form = collected(product);
        return form is Add ? Guess(form, depth - 1) : null;
    }

    private Term? Linear(Term term)
    {
        if (IsFree(term))
        {
            return null;
        }

        var slope = Limits.Derivative(term, variable);
        slope = IsFree(slope) ? slope : collected(slope);
        return IsFree(slope) && !slope.IsZero() ? slope : null;
    }
}
