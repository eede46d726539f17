// Limits as a variable grows beyond all bounds, from the limits of the parts.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// The limit of a composition of continuous functions is the composition of the limits, with e^−∞ = 0, 1/∞ = 0 and the
/// like; ∞ − ∞, 0·∞ and ∞/∞ stay open. Holds wherever the result is defined.
/// </summary>
/// <param name="algebra">Tells what is zero.</param>
/// <param name="variable">What grows.</param>
/// <param name="downwards">Whether it goes to −∞.</param>
internal sealed class LimitsAtInfinity(Algebra algebra, string variable, bool downwards)
{
    private static readonly Term s_plus = Term.Infinity;
    private static readonly Term s_minus = new Negate(Term.Infinity);

    /// <summary>The limit of a term: a term without the variable, ∞, −∞, or null when it is not known.</summary>
    public Term? Of(Term term)
    {
        if (!term.FreeNames().Contains(variable))
        {
            return term;
        }

        switch (term)
        {
            case Symbol:
                return downwards ? s_minus : s_plus;
            case Guarded(var value, _):
                return Of(value);
            case Negate(var x):
                return Of(x) is { } limit ? Negative(limit) : null;
            case Add(var xs):
                return Sum(xs);
            case Multiply(var xs):
                return xs.Select(Of).Aggregate(Product);
            case Divide(var x, var y):
                return Product(Of(x), Of(y) is { } divisor ? Reciprocal(divisor) : null);
            case Power(Constant(ConstantKind.E), var x):
                return Of(Term.Exp(x));
            case Power(var x, Number({ IsInteger: true } n)) when Rational.Abs(n) <= 8:
            {
                var power = Enumerable
                    .Repeat(Of(x), (int)System.Numerics.BigInteger.Abs(n.Numerator))
                    .Aggregate((Term?)Term.One, Product);
                return n.Sign >= 0 ? power
                    : power is null ? null
                    : Reciprocal(power);
            }
            case Apply(var function, [var x]) when Of(x) is { } inner:
                return IsInfinite(inner) ? AtInfinity(function, inner.Equals(s_plus)) : Finite(function, inner);
            case Fold(FoldKind.Sum, var index, var range, var where, var body) fold
                when index != variable
                    && !Mentions(range)
                    && where is null
                    && Of(body) is { } each
                    && !IsInfinite(each):
                return fold with { Body = each };
            default:
                return null;
        }
    }

    private bool Mentions(IndexRange range) =>
        range is not Span(var from, var to) || from.FreeNames().Contains(variable) || to.FreeNames().Contains(variable);

    private static bool IsInfinite(Term term) => term.Equals(s_plus) || term.Equals(s_minus);

    private static Term Negative(Term limit) =>
        limit.Equals(s_plus) ? s_minus
        : limit.Equals(s_minus) ? s_plus
        : Simplifying.Negative(limit);

    private Term? Sum(Sequence<Term> addends)
    {
        var limits = addends.Select(Of).ToList();
        if (limits.Contains(null) || (limits.Contains(s_plus) && limits.Contains(s_minus)))
        {
            return null;
        }

        return limits.Find(limit => IsInfinite(limit!)) ?? Simplifying.Sum([.. limits!]);
    }

    // A finite factor beside an infinite one must have a known sign.
    private static Term? Product(Term? x, Term? y)
    {
        if (x is null || y is null)
        {
            return null;
        }

        if (!IsInfinite(x) && !IsInfinite(y))
        {
            return Simplifying.Product(x, y);
        }

        return (SignOf(x) * SignOf(y)) switch
        {
            1 => s_plus,
            -1 => s_minus,
            _ => null,
        };
    }

    private static int SignOf(Term term) =>
        term.Equals(s_plus) ? 1
        : term.Equals(s_minus) ? -1
        : term is Number(var value) ? value.Sign
        : 0;

    private Term? Reciprocal(Term divisor) =>
        IsInfinite(divisor) ? Term.Zero
        : algebra.IsZero(divisor) ? null
        : new Divide(Term.One, divisor);

    private static Term? AtInfinity(Function function, bool plus) =>
        function switch
        {
            Function.Exp => plus ? s_plus : Term.Zero,
            Function.Log or Function.Sqrt => plus ? s_plus : null,
            Function.Sigmoid => plus ? Term.One : Term.Zero,
            Function.Softplus => plus ? s_plus : Term.Zero,
            Function.Tanh => plus ? Term.One : -1,
            Function.Sinh => plus ? s_plus : s_minus,
            Function.Cosh => s_plus,
            Function.Abs => s_plus,
            _ => null,
        };

    // Continuous there; a logarithm only where its argument does not vanish.
    private Term? Finite(Function function, Term inner) =>
        function switch
        {
            Function.Exp or Function.Sigmoid or Function.Softplus or Function.Tanh or Function.Abs => new Apply(
                function,
                [inner]
            ),
            Function.Log when !algebra.IsZero(inner) => Term.Log(inner),
            _ => null,
        };
}
